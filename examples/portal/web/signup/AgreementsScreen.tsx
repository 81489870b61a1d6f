import { Alert, Checkbox, List, Stack, Text, Title } from '@mantine/core';
import { explain, type Issue } from 'hcpn-registration';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { useMay } from '../form/acts.js';
import { type EventForm, useEventForm } from '../form/eventForm.js';
import { EventFormBox } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';

/** The agreements before Huawei Cloud services are enabled, or what happens where the country does not allow it. */
export function AgreementsScreen() {
  const catalogue = useCatalogue();
  const may = useMay();
  const words = useTexts(signupTexts);
  const isOpen = may('signup.cloud.enable');
  return (
    <Stack>
      <PageTitle about={isOpen ? words.aboutAgreements : undefined}>{describeStep(catalogue, 'cloud')}</PageTitle>
      {isOpen ? <AgreementsForm /> : <CloudClosed />}
    </Stack>
  );
}

type Ticks = Readonly<Record<string, boolean>>;

function AgreementsForm() {
  const { policy } = useOpen().snapshot.context;
  const { agreements } = policy.account;
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const nameOf = useAgreementNames();
  const form = useEventForm<Ticks>({
    initial: Object.fromEntries(agreements.map(({ id }) => [id, false])),
    act: (ticks) => ({ type: 'signup.cloud.enable', agreements: agreements.filter(({ id }) => ticks[id] === true) }),
  });
  const named = { ...form, issues: form.issues.map((issue) => withName(issue, nameOf)) };
  return (
    <EventFormBox form={named} submit={describeAct(catalogue, 'signup.cloud.enable')}>
      <Text size="sm">{words.agreementsText}</Text>
      {agreements.map(({ id, version }) => (
        <AgreementTick key={id} form={named} id={id} label={words.acceptAgreement(nameOf(id), version)} />
      ))}
    </EventFormBox>
  );
}

interface AgreementTickProps {
  readonly form: EventForm<Ticks>;
  readonly id: string;
  readonly label: string;
}

function AgreementTick({ form, id, label }: AgreementTickProps) {
  const inWords = useIssueWords();
  const nameOf = useAgreementNames();
  const found = form.issues.find(({ params }) => 'agreement' in params && params.agreement === nameOf(id));
  return (
    <Checkbox
      id={form.idOf(id)}
      label={label}
      checked={form.values[id] === true}
      error={found && inWords(found)}
      onChange={({ currentTarget }) => form.set(id, currentTarget.checked)}
    />
  );
}

/** An agreement is known by its id; people know its name. */
function withName(issue: Issue, nameOf: (id: string) => string): Issue {
  return issue.code === 'account.agreementNotAccepted'
    ? { ...issue, params: { ...issue.params, agreement: nameOf(issue.params.agreement) } }
    : issue;
}

function useAgreementNames(): (id: string) => string {
  const names: Readonly<Record<string, string>> = useTexts(signupTexts).agreements;
  return (id) => names[id] ?? id;
}

/** A country is known by its code; people know its name. */
function withCountry(issue: Issue, nameOf: (code: string) => string): Issue {
  return issue.code === 'account.countryCannotEnableCloud'
    ? { ...issue, params: { country: nameOf(issue.params.country) } }
    : issue;
}

/** Huawei Cloud services cannot be enabled for this HUAWEI ID: why, and how it goes on all the same. */
function CloudClosed() {
  const { snapshot, by } = useOpen();
  const inWords = useIssueWords();
  const words = useTexts(signupTexts);
  const { country } = useFormats();
  const type = 'signup.cloud.enable';
  const judged = explain(snapshot, {
    type,
    agreements: snapshot.context.policy.account.agreements,
    at: new Date().toISOString(),
    by: by(type),
  });
  return (
    <>
      {!judged.allowed && (
        <Alert color="yellow" variant="light">
          {judged.issues.map((issue) => (
            <Text size="sm" key={issue.code}>
              {inWords(withCountry(issue, country))}
            </Text>
          ))}
        </Alert>
      )}
      <Title order={2} size="h4">
        {words.cloudClosed}
      </Title>
      <List type="ordered" spacing="xs">
        {words.cloudClosedSteps.map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
    </>
  );
}
