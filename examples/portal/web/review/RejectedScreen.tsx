import { Alert, Blockquote, Group, List, Stack, Text } from '@mantine/core';
import { explain } from 'hcpn-registration';
import { ActButtons } from '../form/ActButtons.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { reviewTexts } from '../words/review.js';
import { NamedFieldList } from './NamedFieldList.js';
import type { NamedField } from './namedFields.js';
import { ReviewActs } from './ReviewActs.js';

/** The application was rejected: why, which answers it is about, and how to go on. */
export function RejectedScreen() {
  const { snapshot, by, say } = useOpen();
  const { review, policy } = snapshot.context;
  const inWords = useIssueWords();
  const words = useTexts(reviewTexts);
  const { time } = useFormats();
  const { decision, attempt } = review;
  const { mostResubmissions } = policy.review;
  const revise = { type: 'review.revise', at: new Date().toISOString(), by: by('review.revise') } as const;
  const explanation = explain(snapshot, revise);

  async function correct({ step }: NamedField) {
    const isReopened = await say({ type: 'review.revise' });
    if (isReopened && step !== 'business') await say({ type: 'wizard.step.open', step });
  }

  return (
    <Stack>
      <PageTitle about={explanation.allowed && words.aboutRejected}>{words.rejected}</PageTitle>
      {decision && (
        <Blockquote color="red" p="md" my={0}>
          <Text fw={500} size="sm" mb={4}>
            {words.reason}
          </Text>
          <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{decision.reason}</Text>
          <Text size="sm" mt="sm">
            {words.decidedAt(time(decision.at))}
          </Text>
        </Blockquote>
      )}
      {decision && decision.causes.length > 0 && (
        <div>
          <Text size="sm" fw={500} mb={4}>
            {words.causes}
          </Text>
          <List size="sm">
            {decision.causes.map((cause) => (
              <List.Item key={cause}>{words.causeNames[cause]}</List.Item>
            ))}
          </List>
        </div>
      )}
      {decision && explanation.allowed && <NamedFieldList paths={decision.fields} open={correct} />}
      {explanation.allowed ? (
        <Text size="sm" c="dimmed">
          {mostResubmissions === null ? words.unlimited : words.left(mostResubmissions + 1 - attempt)}
        </Text>
      ) : (
        <Alert color="gray">
          {explanation.issues.map((issue) => (
            <Text size="sm" key={issue.code}>
              {inWords(issue)}
            </Text>
          ))}
        </Alert>
      )}
      <Group>
        <ActButtons acts={['review.revise']} />
        <ReviewActs />
      </Group>
    </Stack>
  );
}
