import { Alert, Anchor, Button, Checkbox, Fieldset, Stack, Text } from '@mantine/core';
import type { Issue, KeptProgram, ProgramApplication } from 'hcpn-registration';
import { describeAct, describeProgram } from 'hcpn-registration/messages';
import { useSearchParams } from 'wouter';
import type { EventForm } from '../form/eventForm.js';
import { filled, useEventForm } from '../form/eventForm.js';
import { EventFormBox, FileField, TextField } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { homeTexts } from '../words/home.js';

type Seller = NonNullable<ProgramApplication['seller']>;

interface Values {
  readonly [name: string]: unknown;
  /** The ids of the agreements that are ticked. */
  readonly agreements: readonly string[];
  readonly statement: boolean;
  readonly website: string;
  readonly businessTerm: string;
  readonly employees: string;
  readonly registeredCapital: string;
  readonly licence: Seller['licence'] | null;
  readonly contact: string;
}

/** The application to a partner program: the agreements, the Statement and the seller, as far as the program asks for them. */
export function ProgramForm({ kept }: { readonly kept: KeptProgram }) {
  const { program, application, failure } = kept;
  const { policy } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(homeTexts);
  const [, setQuery] = useSearchParams();
  const goHome = () => setQuery({});
  const agreements = policy.programs.agreements.filter((asked) => asked.program === program);
  const { statement } = policy.association;
  const asksStatement = policy.programs.withStatement.includes(program);
  const asksSeller = policy.programs.withSeller.includes(program);
  const seller = application?.seller;
  const form = useEventForm<Values>({
    initial: {
      agreements: [],
      statement: false,
      website: seller?.website ?? '',
      businessTerm: seller?.businessTerm ?? '',
      employees: seller?.employees === undefined ? '' : String(seller.employees),
      registeredCapital: seller?.registeredCapital ?? '',
      licence: seller?.licence ?? null,
      contact: seller?.contact ?? '',
    },
    at: 'application.seller',
    act: (values) => ({
      type: 'program.submit',
      program,
      application: {
        agreements: agreements
          .filter(({ id }) => values.agreements.includes(id))
          .map(({ id, version }) => ({ id, version })),
        ...(asksStatement ? { statement: { ...statement, agreed: values.statement } } : {}),
        ...(asksSeller && hasSeller(values) ? { seller: sellerOf(values) } : {}),
      },
    }),
    onTaken: goHome,
  });
  const isNothingAsked = agreements.length === 0 && !asksStatement && !asksSeller;
  return (
    <Stack>
      <Anchor component="button" type="button" size="sm" onClick={goHome} style={{ alignSelf: 'flex-start' }}>
        {words.backHome}
      </Anchor>
      <PageTitle about={isNothingAsked ? words.nothingAsked : words.aboutForm}>
        {words.formTitle(describeProgram(catalogue, program))}
      </PageTitle>
      {failure && <Alert color="yellow">{failure.reason}</Alert>}
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'program.submit')}
        besides={
          <Button variant="default" onClick={goHome}>
            {words.backHome}
          </Button>
        }
      >
        {agreements.length > 0 && (
          <Fieldset legend={words.agreements}>
            <Stack>
              {agreements.map(({ id, version }) => (
                <AgreementTick key={id} form={form} id={id} label={words.accept(id, version)} />
              ))}
            </Stack>
          </Fieldset>
        )}
        {asksStatement && <StatementTick form={form} label={words.acceptStatement(statement.version)} />}
        {asksSeller && (
          <Fieldset legend={words.seller}>
            <Stack>
              <MissingSeller form={form} />
              <TextField form={form} name="website" type="url" required autoComplete="url" />
              <TextField form={form} name="businessTerm" />
              <TextField form={form} name="employees" />
              <TextField form={form} name="registeredCapital" />
              <FileField form={form} name="licence" />
              <TextField form={form} name="contact" />
            </Stack>
          </Fieldset>
        )}
      </EventFormBox>
    </Stack>
  );
}

function hasSeller({ agreements: _agreements, statement: _statement, ...seller }: Values): boolean {
  return Object.values(seller).some((value) => value !== '' && value !== null);
}

function sellerOf({ website, businessTerm, employees, registeredCapital, licence, contact }: Values): Seller {
  return {
    website,
    ...filled({ businessTerm, registeredCapital, contact }),
    ...(employees === '' ? {} : { employees: Number(employees) }),
    ...(licence === null ? {} : { licence }),
  };
}

function useErrorOf(form: EventForm<Values>) {
  const inWords = useIssueWords();
  return (isMeant: (issue: Issue) => boolean) => {
    const found = form.issues.find(isMeant);
    return found && inWords(found);
  };
}

interface AgreementTickProps {
  readonly form: EventForm<Values>;
  readonly id: string;
  readonly label: string;
}

function AgreementTick({ form, id, label }: AgreementTickProps) {
  const errorOf = useErrorOf(form);
  const { agreements } = form.values;
  return (
    <Checkbox
      id={form.idOf(id)}
      label={label}
      aria-required
      error={errorOf(({ params }) => 'agreement' in params && params.agreement === id)}
      checked={agreements.includes(id)}
      onChange={({ currentTarget }) =>
        form.set('agreements', currentTarget.checked ? [...agreements, id] : agreements.filter((each) => each !== id))
      }
    />
  );
}

function StatementTick({ form, label }: Omit<AgreementTickProps, 'id'>) {
  const errorOf = useErrorOf(form);
  return (
    <Checkbox
      id={form.idOf('statement')}
      label={label}
      aria-required
      error={errorOf(({ path }) => path[1] === 'statement')}
      checked={form.values.statement}
      onChange={({ currentTarget }) => form.set('statement', currentTarget.checked)}
    />
  );
}

function MissingSeller({ form }: { readonly form: EventForm<Values> }) {
  const error = useErrorOf(form)(({ code }) => code === 'program.sellerMissing');
  return (
    error && (
      <Text size="sm" c="var(--mantine-color-error)">
        {error}
      </Text>
    )
  );
}
