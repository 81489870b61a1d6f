import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { type Account, explain } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import { Link } from 'wouter';
import { QuietActs, useMay } from '../form/acts.js';
import { useEventForm } from '../form/eventForm.js';
import { CodeField, EventFormBox } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';
import { useSecondsUntil } from './clock.js';

type Sent = NonNullable<NonNullable<Account['challenge']>['sent']>;

/** The way back; for a phone, the way without one. */
const otherWays = ['signup.back', 'signup.securityPhone.skip'] as const;

/** The code sent to the e-mail address or to the security phone. */
export function CodeScreen() {
  const { account, policy } = useOpen().snapshot.context;
  const words = useTexts(signupTexts);
  const { challenge } = account;
  if (challenge === null || challenge.sent === null) return null;
  return (
    <Stack>
      <PageTitle about={words.codeSent(challenge.to, policy.verificationCode.digits)}>{words.codeTitle}</PageTitle>
      <CodeForm key={challenge.sent.challengeId} sent={challenge.sent} />
    </Stack>
  );
}

function CodeForm({ sent }: { readonly sent: Sent }) {
  const { policy } = useOpen().snapshot.context;
  const { digits } = policy.verificationCode;
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const { clock } = useFormats();
  const may = useMay();
  const form = useEventForm({
    initial: { verificationCode: '' },
    act: ({ verificationCode }) => ({ type: 'signup.code.submit', verificationCode }),
  });
  useSecondsUntil(sent.validUntil);
  if (!may('signup.code.submit')) return <CodeOver digits={digits} />;
  return (
    <EventFormBox
      form={form}
      submit={describeAct(catalogue, 'signup.code.submit')}
      besides={<QuietActs acts={otherWays} />}
    >
      <CodeField form={form} name="verificationCode" digits={digits} />
      <Text size="sm" c="dimmed">
        {words.codeUntil(clock(sent.validUntil))} · {words.attemptsLeft(sent.attemptsLeft)}
      </Text>
      <Group>
        <ResendButton resendFrom={sent.resendFrom} />
      </Group>
      <DemoHint />
    </EventFormBox>
  );
}

/** The code cannot be entered any more, and why; another one can be asked for. */
function CodeOver({ digits }: { readonly digits: number }) {
  const { snapshot, by, issues } = useOpen();
  const inWords = useIssueWords();
  const { account, trouble } = snapshot.context;
  const type = 'signup.code.submit';
  const judged = explain(snapshot, {
    type,
    verificationCode: '0'.repeat(digits),
    at: new Date().toISOString(),
    by: by(type),
  });
  // What was said last stands above the screen already.
  const said = [...issues, ...trouble].map(({ code }) => code);
  const reasons = judged.allowed ? [] : judged.issues.filter(({ code }) => !said.includes(code));
  return (
    <Stack>
      {reasons.map((issue) => (
        <Alert key={issue.code} role="alert" color="yellow" variant="light">
          {inWords(issue)}
        </Alert>
      ))}
      <Group>
        <ResendButton resendFrom={account.challenge?.sent?.resendFrom ?? null} isFirst />
        <QuietActs acts={otherWays} />
      </Group>
    </Stack>
  );
}

interface ResendButtonProps {
  readonly resendFrom: string | null;
  /** Whether another code is what most people want now. */
  readonly isFirst?: boolean;
}

/** Another code, as soon as one can be sent. */
function ResendButton({ resendFrom, isFirst = false }: ResendButtonProps) {
  const { snapshot, by, say } = useOpen();
  const inWords = useIssueWords();
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const seconds = useSecondsUntil(resendFrom);
  const type = 'signup.code.resend';
  const name = describeAct(catalogue, type);
  const judged = explain(snapshot, { type, at: new Date().toISOString(), by: by(type) });
  const reasons = judged.allowed ? [] : judged.issues.filter(({ code }) => code !== 'code.resendTooSoon');
  return (
    <>
      <Button variant={isFirst ? 'filled' : 'default'} disabled={!judged.allowed} onClick={() => say({ type })}>
        {seconds > 0 ? words.inSeconds(name, seconds) : name}
      </Button>
      {reasons.map((issue) => (
        <Text size="sm" c="dimmed" key={issue.code}>
          {inWords(issue)}
        </Text>
      ))}
    </>
  );
}

function DemoHint() {
  const words = useTexts(signupTexts);
  return (
    <Text size="sm" c="dimmed">
      {words.demoCode}{' '}
      <Anchor component={Link} href="/outbox" inherit underline="always">
        {words.openOutbox}
      </Anchor>
    </Text>
  );
}
