import { Alert, Card, Checkbox, Divider, Fieldset, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { allowedEvents, type Deadline, deadlines, type Review } from 'hcpn-registration';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { useEffect, useState } from 'react';
import type { HistoryLine } from '../../api.js';
import { readHistory } from '../client.js';
import { ConfirmButton } from '../form/ConfirmButton.js';
import { useEventForm } from '../form/eventForm.js';
import { EventFormBox, LinesField } from '../form/fields.js';
import { type Fact, Facts } from '../frame/Facts.js';
import { StateMark } from '../frame/StateMark.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { isConcerned, useOpen } from '../registration/openRegistration.js';
import { useNamedFields } from '../review/namedFields.js';
import { deskTexts } from '../words/desk.js';
import { reviewTexts } from '../words/review.js';
import { LateNotice } from './LateNotice.js';
import { useSubject } from './said.js';

type Cause = NonNullable<Review['screening']>['findings'][number]['cause'];

/** A reason that is typed and not sent yet, and the submission it is about. */
interface Unsent {
  readonly reason: string;
  readonly attempt: number;
}

/** What the system check said, the decisions so far, the deadlines, and the decision itself. */
export function Decision() {
  const open = useOpen();
  const { snapshot, user, by } = open;
  const { review, policy } = snapshot.context;
  const words = useTexts(deskTexts);
  const isOwn = isConcerned(user, open) && !policy.decisions.own;
  const [unsent, setUnsent] = useState<Unsent | null>(null);
  const now = new Date().toISOString();
  const may = (type: 'review.approve' | 'review.reject') =>
    allowedEvents(snapshot, by(type), now).some((each) => each === type);
  return (
    <Card withBorder padding="lg" component="section">
      <Stack>
        <Title order={2} size="h4">
          {words.decision}
        </Title>
        {review.attempt > 0 && <Screening />}
        <Deadlines />
        <EarlierDecisions />
        {isOwn && <OwnNotice />}
        {may('review.approve') || may('review.reject') ? (
          <>
            {may('review.approve') && <Approval />}
            {may('review.reject') && (
              <>
                <Divider />
                <Rejection unsent={unsent} onTyped={setUnsent} />
              </>
            )}
          </>
        ) : (
          <>
            {!isOwn && (
              <Text size="sm" c="dimmed">
                {words.nothingToDecide}
              </Text>
            )}
            {unsent !== null && (
              <Alert color="gray" title={words.unsent}>
                <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                  {unsent.reason}
                </Text>
              </Alert>
            )}
          </>
        )}
      </Stack>
    </Card>
  );
}

/** What is one's own is decided by somebody else: nothing is offered that would be refused. */
function OwnNotice() {
  const inWords = useIssueWords();
  const words = useTexts(deskTexts);
  return (
    <Alert color="yellow" icon={<IconUserOff />} title={words.ownTitle}>
      <Text size="sm">{inWords({ code: 'actor.ownDecision', params: {} })}</Text>
    </Alert>
  );
}

function Screening() {
  const { screening, attempt, submittedAt, targetAt } = useOpen().snapshot.context.review;
  const words = useTexts(deskTexts);
  const review = useTexts(reviewTexts);
  const { time } = useFormats();
  const result = screening?.passed ? words.screeningPassed : words.screeningNotPassed;
  const facts: Fact[] = [
    [words.attempt, attempt],
    [words.submitted, submittedAt && time(submittedAt)],
    [
      words.screening,
      <StateMark key="result" colour={screening?.passed ? 'green' : 'yellow'}>
        {screening === null ? words.screeningNone : result}
      </StateMark>,
    ],
    [review.target, targetAt && time(targetAt)],
  ];
  const findings = screening?.findings ?? [];
  return (
    <>
      <Facts facts={facts} />
      {findings.length > 0 && (
        <div>
          <Text size="sm" fw={500}>
            {words.findings}
          </Text>
          <List size="sm">
            {findings.map(({ cause, detail }) => (
              <List.Item key={`${cause} ${detail ?? ''}`}>
                {review.causeNames[cause]}
                {detail !== undefined && ` (${detail})`}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </>
  );
}

function Deadlines() {
  const { snapshot } = useOpen();
  const words = useTexts(deskTexts);
  const all = deadlines(snapshot);
  if (all.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {words.deadlines}
      </Text>
      <List size="sm">
        {all.map((deadline) => (
          <List.Item key={JSON.stringify(deadline)}>
            <DeadlineText deadline={deadline} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function DeadlineText({ deadline: { at, event, payload } }: { readonly deadline: Deadline }) {
  const catalogue = useCatalogue();
  const { time } = useFormats();
  const subject = useSubject(payload ?? {});
  return [time(at), describeAct(catalogue, event), ...(subject === null ? [] : [subject])].join(' · ');
}

/** The journal of the registration that is open, as the server tells it; asked again after each act. */
export function useJournal() {
  const { key, revision } = useOpen();
  return useQuery({ queryKey: ['history', key, revision], queryFn: () => readHistory(key) });
}

function EarlierDecisions() {
  const { data } = useJournal();
  const words = useTexts(deskTexts);
  const { time } = useFormats();
  const decisions = data?.filter(({ what }) => what === 'review.approve' || what === 'review.reject') ?? [];
  if (decisions.length === 0) return null;
  const heading = ({ what, by, at }: HistoryLine) =>
    (what === 'review.approve' ? words.approvedBy : words.rejectedBy)(by?.name ?? '', time(at));
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {words.earlier}
      </Text>
      <Stack gap="xs">
        {decisions.map((line) => (
          <div key={line.revision}>
            <Text size="sm" c="dimmed">
              {heading(line)}
            </Text>
            {typeof line.said['reason'] === 'string' && (
              <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                {line.said['reason']}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </div>
  );
}

function Approval() {
  const { snapshot, say } = useOpen();
  const { application, review } = snapshot.context;
  // What is approved is what was there when the question was asked, whatever is submitted before it is answered.
  const [attempt, setAttempt] = useState(review.attempt);
  const catalogue = useCatalogue();
  const words = useTexts(deskTexts);
  return (
    <Group>
      <ConfirmButton
        variant="filled"
        color="teal.9"
        act={describeAct(catalogue, 'review.approve')}
        title={words.approveTitle}
        text={words.approveText(application.business?.companyName ?? '')}
        keep={words.keep}
        onAsk={() => setAttempt(review.attempt)}
        onConfirm={() => say({ type: 'review.approve', attempt })}
      />
    </Group>
  );
}

interface RejectionValues {
  readonly [name: string]: unknown;
  readonly reason: string;
  readonly causes: readonly Cause[];
  readonly fields: readonly string[];
}

interface RejectionProps {
  readonly unsent: Unsent | null;
  /** Told of the reason as it is typed, and of nothing once it is sent. */
  readonly onTyped: (unsent: Unsent | null) => void;
}

function Rejection({ unsent, onTyped }: RejectionProps) {
  const registration = useOpen();
  const { application, review } = registration.snapshot.context;
  const [attempt, setAttempt] = useState(unsent?.attempt ?? review.attempt);
  const catalogue = useCatalogue();
  const words = useTexts(deskTexts);
  const { causeNames } = useTexts(reviewTexts);
  const issueWords = useIssueWords();
  const form = useEventForm<RejectionValues>({
    initial: { reason: unsent?.reason ?? '', causes: [], fields: [] },
    act: ({ reason, causes, fields }) => ({
      type: 'review.reject',
      attempt,
      reason: reason.trim(),
      ...(causes.length === 0 ? {} : { causes: [...causes] }),
      ...(fields.length === 0 ? {} : { fields: [...fields] }),
    }),
    onTaken: () => onTyped(null),
  });
  const { reason: typed } = form.values;
  if (typed === '' && attempt !== review.attempt) setAttempt(review.attempt);
  useEffect(() => onTyped(typed === '' ? null : { reason: typed, attempt }), [onTyped, typed, attempt]);
  const fields = useNamedFields(registration, answersOf(application));
  const steps = [...new Set(fields.map(({ step }) => step))];
  const tick = <T extends string>(name: 'causes' | 'fields', ticked: readonly T[], value: T, isTicked: boolean) =>
    form.set(name, isTicked ? [...ticked, value] : ticked.filter((each) => each !== value));
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {words.rejectTitle}
      </Title>
      <Text size="sm" c="dimmed">
        {words.rejectHelp}
      </Text>
      <LateNotice attempt={attempt} current={review.attempt} onSeen={() => setAttempt(review.attempt)} />
      <EventFormBox form={form} submit={describeAct(catalogue, 'review.reject')}>
        <LinesField form={form} name="reason" required />
        <Fieldset legend={words.rejectCauses}>
          <Stack gap="xs">
            {causesIn(causeNames).map((cause) => (
              <Checkbox
                key={cause}
                size="sm"
                label={causeNames[cause]}
                checked={form.values.causes.includes(cause)}
                onChange={({ currentTarget }) => tick('causes', form.values.causes, cause, currentTarget.checked)}
              />
            ))}
          </Stack>
        </Fieldset>
        <Fieldset legend={words.rejectFields}>
          <Stack gap="sm">
            {steps.map((step) => (
              <Stack gap="xs" key={step} role="group" aria-label={describeStep(catalogue, step)}>
                <Text size="sm" fw={500} aria-hidden>
                  {describeStep(catalogue, step)}
                </Text>
                {fields
                  .filter((field) => field.step === step)
                  .map(({ path, name }) => (
                    <Checkbox
                      key={path}
                      size="sm"
                      label={name}
                      checked={form.values.fields.includes(path)}
                      onChange={({ currentTarget }) => tick('fields', form.values.fields, path, currentTarget.checked)}
                    />
                  ))}
              </Stack>
            ))}
          </Stack>
        </Fieldset>
        {form.issues
          .filter(({ path }) => path[0] === 'causes' || path[0] === 'fields')
          .map((issue) => (
            <Text key={issue.code} size="sm" c="var(--mantine-color-error)">
              {issueWords(issue)}
            </Text>
          ))}
      </EventFormBox>
    </Stack>
  );
}

const causesIn = (names: Readonly<Record<Cause, string>>): Cause[] => Object.keys(names) as Cause[];

/** The dotted paths of what was answered. */
function answersOf({
  business,
  contact,
  filing,
  acceptance,
}: ReturnType<typeof useOpen>['snapshot']['context']['application']) {
  return [
    ...Object.keys(business ?? {}).map((field) => `business.${field}`),
    ...Object.keys(contact ?? {}).map((field) => `contact.${field}`),
    ...(filing?.answers ?? []).map((_answer, place) => `filing.answers.${place}`),
    ...(acceptance === null ? [] : ['acceptance']),
  ];
}
