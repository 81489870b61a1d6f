import { Alert, Group, List, Stack, Text, Title } from '@mantine/core';
import { type RealNameApplication, requirements } from 'hcpn-registration';
import { describeStep } from 'hcpn-registration/messages';
import { QuietActs } from '../form/acts.js';
import { useFieldTexts } from '../form/eventForm.js';
import { Facts } from '../frame/Facts.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';
import { RealNameForm } from './realNameForm.js';

/** The application for real-name authentication. */
export function RealNameScreen() {
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  return (
    <Stack>
      <PageTitle about={words.aboutRealName}>{describeStep(catalogue, 'realName')}</PageTitle>
      <InForce />
      <RealNameForm />
    </Stack>
  );
}

/** Real-name authentication was not passed: why, and how to apply again. */
export function RealNameRejectedScreen() {
  const { snapshot } = useOpen();
  const inWords = useIssueWords();
  const words = useTexts(signupTexts);
  const { currentlyDue, eventuallyDue } = requirements(snapshot);
  const reasons = [...currentlyDue, ...eventuallyDue].filter(({ step }) => step === 'realName');
  return (
    <Stack>
      <PageTitle about={words.aboutRejected}>{words.rejected}</PageTitle>
      {reasons.map((each) => (
        <Alert key={each.code} color="red" variant="light">
          {inWords(each)}
        </Alert>
      ))}
      <InForce />
      <RealNameForm />
    </Stack>
  );
}

/** Real-name authentication is in review: what happens next, and what was handed in. */
export function RealNameInReviewScreen() {
  const { snapshot } = useOpen();
  const inWords = useIssueWords();
  const words = useTexts(signupTexts);
  const [waiting] = requirements(snapshot).pendingVerification;
  const { realName, reauthentication } = snapshot.context.account;
  const inReview = reauthentication ?? realName;
  return (
    <Stack>
      <PageTitle about={waiting && inWords(waiting)}>{words.inReview}</PageTitle>
      <div>
        <Title order={2} size="h4" mb="xs">
          {words.whatNext}
        </Title>
        <List type="ordered" spacing="xs">
          {words.inReviewSteps.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
      </div>
      {inReview && <HandedIn title={words.handedIn} application={inReview.application} />}
      <InForce />
      <Group>
        <QuietActs acts={['signup.back']} />
      </Group>
    </Stack>
  );
}

/** The authentication that holds until another one is approved; nothing before the first. */
export function InForce() {
  const { realName } = useOpen().snapshot.context.account;
  const words = useTexts(signupTexts);
  const { time } = useFormats();
  if (realName?.status !== 'approved') return null;
  return (
    <HandedIn
      title={words.inForce}
      {...(realName.decidedAt === null ? {} : { about: words.inForceSince(time(realName.decidedAt)) })}
      application={realName.application}
    />
  );
}

interface HandedInProps {
  readonly title: string;
  readonly about?: string;
  readonly application: RealNameApplication;
}

function HandedIn({ title, about, application }: HandedInProps) {
  const words = useTexts(signupTexts);
  const { country, day } = useFormats();
  const { label: kind } = useFieldTexts('kind', 'application.kind');
  const { label: certificateType } = useFieldTexts('certificateType');
  const { label: companyName } = useFieldTexts('companyName');
  const { label: countryLabel } = useFieldTexts('country');
  const { label: registrationNumber } = useFieldTexts('registrationNumber');
  const { label: register } = useFieldTexts('register');
  const { label: name } = useFieldTexts('name', 'application.name');
  const { label: birthDate } = useFieldTexts('birthDate');
  const { label: files } = useFieldTexts('files');
  const known: readonly (readonly [string, string])[] =
    application.kind === 'enterprise'
      ? [
          [certificateType, words.certificateTypes[application.certificateType]],
          [companyName, application.companyName],
          [countryLabel, country(application.country)],
          [registrationNumber, application.registrationNumber],
          [register, application.register ?? ''],
        ]
      : [
          [name, application.name],
          [birthDate, day(application.birthDate)],
        ];
  return (
    <div>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {about !== undefined && (
        <Text size="sm" c="dimmed" mb="xs">
          {about}
        </Text>
      )}
      <Facts
        facts={[
          [kind, words.realNameKinds[application.kind]],
          ...known,
          [
            files,
            application.files.map((file) => (
              <Text key={file.fileId} component="span" display="block">
                {file.name}
              </Text>
            )),
          ],
        ]}
      />
    </div>
  );
}
