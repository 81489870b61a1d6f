import { Alert, Badge, Group, Radio, Stack, Text } from '@mantine/core';
import { type RegistrationContext, requirements } from 'hcpn-registration';
import { describeAct, describePath, describeStep } from 'hcpn-registration/messages';
import { QuietActs, useMay } from '../form/acts.js';
import { type EventForm, filled, isAt, useEventForm, useFieldTexts } from '../form/eventForm.js';
import { ChoiceField, EventFormBox, FileField, LinesField, TextField } from '../form/fields.js';
import { Facts } from '../frame/Facts.js';
import { Folded } from '../frame/Folded.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { associationTexts } from '../words/association.js';
import { Section, useIsAdministrator } from './parts.js';

type Dedicated = NonNullable<RegistrationContext['association']['dedicated']>;

const colours: Readonly<Record<NonNullable<Dedicated['status']> | 'none', string>> = {
  none: 'gray',
  applying: 'blue',
  rejected: 'red',
  dedicated: 'teal',
  cancelling: 'blue',
  cancelled: 'gray',
  disqualified: 'red',
};

/** Where the dedicated personnel application stands, and what the administrator can do about it. */
export function DedicatedPersonnel() {
  const { association } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(associationTexts);
  const may = useMay();
  const status = association.dedicated?.status ?? 'none';
  return (
    <Section title={describeStep(catalogue, 'dedicatedPersonnel')}>
      <Group gap="sm">
        <Badge variant="dot" color={colours[status]} size="lg" tt="none">
          {words.dedicated[status]}
        </Badge>
      </Group>
      <Standing />
      {status !== 'none' && association.dedicated && <DedicatedFacts dedicated={association.dedicated} />}
      <Text size="sm" c="dimmed">
        {words.aboutDedicated}
      </Text>
      <Group>
        <QuietActs acts={['association.dedicated.revoke']} />
      </Group>
      {may('association.dedicated.apply') && (
        <Folded title={describeAct(catalogue, 'association.dedicated.apply')}>
          <ApplyForm />
        </Folded>
      )}
      {may('association.dedicated.cancel') && (
        <Folded title={describeAct(catalogue, 'association.dedicated.cancel')}>
          <CancelForm />
        </Folded>
      )}
    </Section>
  );
}

/** The administrator reads what to do; the person the reason, where Huawei gave one. */
function Standing() {
  const { snapshot } = useOpen();
  const inWords = useIssueWords();
  const words = useTexts(associationTexts);
  const isAdministrator = useIsAdministrator();
  const { pendingVerification, eventuallyDue } = requirements(snapshot);
  const found = [...pendingVerification, ...eventuallyDue].filter(({ step }) => step === 'dedicatedPersonnel');
  const reason = snapshot.context.association.dedicated?.reason;
  if (isAdministrator && found.length > 0)
    return found.map((each) => (
      <Alert key={each.code} color="gray" variant="light">
        {inWords(each)}
      </Alert>
    ));
  return reason ? <Text size="sm">{words.reason(reason)}</Text> : null;
}

function DedicatedFacts({ dedicated }: { readonly dedicated: Dedicated }) {
  const catalogue = useCatalogue();
  const words = useTexts(associationTexts);
  const { day } = useFormats();
  const { label: path } = useFieldTexts('path');
  const { label: position } = useFieldTexts('position');
  const { label: baseLocation } = useFieldTexts('baseLocation');
  const { label: certificate } = useFieldTexts('certificate');
  const { label: onboardingDate } = useFieldTexts('onboardingDate');
  const { application, cancellation } = dedicated;
  return (
    <Facts
      facts={[
        [path, describePath(catalogue, application.path)],
        [position, words.positions[application.position]],
        [baseLocation, application.baseLocation],
        [certificate, application.certificate],
        [onboardingDate, application.onboardingDate && day(application.onboardingDate)],
        [words.cancellationReason, cancellation?.reason],
      ]}
    />
  );
}

type ApplyValues = Required<Dedicated['application']>;

const positions = ['BD', 'SA'] as const;

function ApplyForm() {
  const { association, policy } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(associationTexts);
  const { label: positionLabel } = useFieldTexts('position');
  const [firstPath = 'service'] = policy.association.dedicatedPaths;
  const form = useEventForm<ApplyValues>({
    initial: {
      path: firstPath,
      position: 'BD',
      baseLocation: '',
      certificate: '',
      onboardingDate: '',
      ...association.dedicated?.application,
    },
    act: ({ path, position, baseLocation, certificate, onboardingDate }) => ({
      type: 'association.dedicated.apply',
      path,
      position,
      baseLocation,
      ...filled({ certificate, onboardingDate }),
    }),
  });
  return (
    <EventFormBox form={form} submit={describeAct(catalogue, 'association.dedicated.apply')}>
      <ChoiceField
        form={form}
        name="path"
        required
        choices={policy.association.dedicatedPaths.map((value) => ({ value, label: describePath(catalogue, value) }))}
      />
      <Radio.Group
        id={form.idOf('position')}
        label={positionLabel}
        value={form.values.position}
        error={form.errorOf('position')}
        onChange={(value) => form.set('position', value)}
      >
        <Stack gap={6} mt={6}>
          {positions.map((value) => (
            <Radio key={value} value={value} label={words.positions[value]} />
          ))}
        </Stack>
      </Radio.Group>
      <TextField form={form} name="baseLocation" required />
      <TextField form={form} name="certificate" />
      <TextField form={form} name="onboardingDate" type="date" />
    </EventFormBox>
  );
}

type File = NonNullable<Dedicated['cancellation']>['file'];
type CancelValues = { readonly reason: string; readonly file: File | null };

const noFile: File = { fileId: '', name: '', mediaType: '', bytes: 0 };

function CancelForm() {
  const { policy } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const form = useEventForm<CancelValues>({
    initial: { reason: '', file: null },
    act: ({ reason, file }) => ({ type: 'association.dedicated.cancel', reason, file: file ?? noFile }),
  });
  return (
    <EventFormBox form={withOneMissingFile(form)} submit={describeAct(catalogue, 'association.dedicated.cancel')}>
      <LinesField form={form} name="reason" required />
      <FileField form={form} name="file" required accept={policy.realName.files.mediaTypes.join(',')} />
    </EventFormBox>
  );
}

/** Without a file everything about it is missing; it is said once. */
function withOneMissingFile(form: EventForm<CancelValues>): EventForm<CancelValues> {
  if (form.values.file !== null) return form;
  const first = form.issues.find(({ path }) => isAt(path, 'file'));
  return { ...form, issues: form.issues.filter((issue) => issue === first || !isAt(issue.path, 'file')) };
}
