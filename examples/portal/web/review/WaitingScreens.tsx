import { Accordion, Alert, Group, List, Stack, Title } from '@mantine/core';
import { requirements } from 'hcpn-registration';
import { ActButtons } from '../form/ActButtons.js';
import { type Fact, Facts } from '../frame/Facts.js';
import { Loading } from '../frame/notices.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { reviewTexts } from '../words/review.js';
import { ApplicationData } from './ApplicationData.js';
import { ReviewActs } from './ReviewActs.js';

/** The system checks the application at this moment. */
export function ScreeningScreen() {
  const words = useTexts(reviewTexts);
  return (
    <Stack>
      <PageTitle about={words.aboutScreening}>{words.screening}</PageTitle>
      <Loading />
    </Stack>
  );
}

/** The system check has not answered yet. */
export function AwaitingScreeningScreen() {
  const { snapshot } = useOpen();
  const words = useTexts(reviewTexts);
  const { time } = useFormats();
  const { submittedAt, attempt } = snapshot.context.review;
  return (
    <Stack>
      <PageTitle about={words.aboutAwaiting}>{words.awaiting}</PageTitle>
      <Facts
        facts={[
          ...(submittedAt === null ? [] : [[words.submitted, time(submittedAt)] as const]),
          [words.submission, attempt],
        ]}
      />
      <Group>
        <ActButtons acts={['review.screening.retry']} />
        <ReviewActs />
      </Group>
      <HandedIn />
    </Stack>
  );
}

/** A reviewer looks at the application. */
export function InReviewScreen() {
  const { snapshot } = useOpen();
  const { review } = snapshot.context;
  const words = useTexts(reviewTexts);
  const { time } = useFormats();
  const issueWords = useIssueWords();
  const facts: Fact[] = [
    ...(review.submittedAt === null ? [] : [[words.submitted, time(review.submittedAt)] as const]),
    ...(review.screening === null ? [] : [[words.since, time(review.screening.at)] as const]),
    [words.submission, review.attempt],
    [words.target, review.targetAt === null ? words.noTarget : time(review.targetAt)],
  ];
  return (
    <Stack>
      <PageTitle about={words.aboutInReview}>{words.inReview}</PageTitle>
      {requirements(snapshot).pastDue.map((late) => (
        <Alert key={late.code} color="yellow">
          {issueWords(late)}
        </Alert>
      ))}
      <Facts facts={facts} />
      <Stack component="section" gap="xs">
        <Title order={2} size="h5">
          {words.next}
        </Title>
        <List type="ordered" size="sm" spacing={4}>
          {words.nextSteps.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
      </Stack>
      <Group>
        <ReviewActs />
      </Group>
      <HandedIn />
    </Stack>
  );
}

function HandedIn() {
  const { snapshot } = useOpen();
  const words = useTexts(reviewTexts);
  return (
    <Accordion variant="contained" order={2}>
      <Accordion.Item value="application">
        <Accordion.Control>{words.handedIn}</Accordion.Control>
        <Accordion.Panel>
          <ApplicationData context={snapshot.context} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
