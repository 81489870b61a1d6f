import { Radio, Stack, Text } from '@mantine/core';
import { type Account, certificateTypes, type RealNameApplication } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import { QuietActs } from '../form/acts.js';
import { type EventForm, useEventForm, useFieldTexts } from '../form/eventForm.js';
import { ChoiceField, CountryField, EventFormBox, TextField } from '../form/fields.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';
import { FilesField } from './FilesField.js';

type Enterprise = Extract<RealNameApplication, { kind: 'enterprise' }>;
type Individual = Extract<RealNameApplication, { kind: 'individual' }>;
type Files = RealNameApplication['files'];

/** Both kinds in one form, so that nothing is lost when somebody looks at the other one. */
type Values = Omit<Enterprise & Omit<Individual, 'kind'>, 'kind' | 'register'> & {
  kind: RealNameApplication['kind'];
  register: string;
};

const kinds = ['enterprise', 'individual'] as const;
const certificates = Object.keys(certificateTypes).filter(isCertificate);

function isCertificate(name: string): name is keyof typeof certificateTypes {
  return Object.hasOwn(certificateTypes, name);
}

/** What was handed in before, or what is known of the account. */
function valuesOf({ country, information, realName, reauthentication }: Account): Values {
  const name = information?.name ?? '';
  const isEnterprise = information?.accountType !== 'individual';
  const handedIn = reauthentication?.application ?? realName?.application;
  return {
    kind: isEnterprise ? 'enterprise' : 'individual',
    certificateType: 'businessLicence',
    companyName: isEnterprise ? name : '',
    country: country ?? '',
    registrationNumber: '',
    name: isEnterprise ? '' : name,
    birthDate: '',
    files: [],
    ...handedIn,
    register: (handedIn?.kind === 'enterprise' ? handedIn.register : null) ?? '',
  };
}

function applicationOf(values: Values): RealNameApplication {
  const { kind, files, name, birthDate, register, ...company } = values;
  if (kind === 'individual') return { kind, files, name, birthDate };
  return { kind, files, ...company, ...(register === '' ? {} : { register }) };
}

/** The application for real-name authentication, with what was handed in before. */
export function RealNameForm() {
  const { account, policy } = useOpen().snapshot.context;
  const inWords = useIssueWords();
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const { label: kindLabel } = useFieldTexts('kind', 'application.kind');
  const form = useEventForm<Values>({
    initial: valuesOf(account),
    at: 'application',
    act: (values) => ({ type: 'signup.realName.apply', application: applicationOf(values) }),
  });
  const { kind, files } = form.values;
  return (
    <EventFormBox
      form={form}
      submit={describeAct(catalogue, 'signup.realName.apply')}
      besides={<QuietActs acts={['signup.realName.postpone']} />}
    >
      <Radio.Group
        id={form.idOf('kind')}
        label={kindLabel}
        value={kind}
        error={form.errorOf('kind')}
        onChange={(value) => form.set('kind', value)}
      >
        <Stack gap={6} mt={6}>
          {kinds.map((value) => (
            <Radio key={value} value={value} label={words.realNameKinds[value]} />
          ))}
        </Stack>
      </Radio.Group>
      {kind === 'individual' && policy.realName.requiredToJoin && (
        <Text size="sm" c="dimmed">
          {inWords({ code: 'realName.required', params: {} })}
        </Text>
      )}
      {kind === 'enterprise' ? <EnterpriseFields form={form} /> : <IndividualFields form={form} />}
      <RealNameFiles form={form} kind={kind} files={files} />
    </EventFormBox>
  );
}

function EnterpriseFields({ form }: { readonly form: EventForm<Values> }) {
  const words = useTexts(signupTexts);
  return (
    <>
      <ChoiceField
        form={form}
        name="certificateType"
        required
        choices={certificates.map((value) => ({ value, label: words.certificateTypes[value] }))}
      />
      <TextField form={form} name="companyName" required autoComplete="organization" />
      <CountryField form={form} name="country" required />
      <TextField form={form} name="registrationNumber" required />
      <TextField form={form} name="register" />
    </>
  );
}

function IndividualFields({ form }: { readonly form: EventForm<Values> }) {
  return (
    <>
      <TextField form={form} name="name" required autoComplete="name" />
      <TextField form={form} name="birthDate" type="date" required autoComplete="bday" />
    </>
  );
}

interface RealNameFilesProps {
  readonly form: EventForm<Values>;
  readonly kind: RealNameApplication['kind'];
  readonly files: Files;
}

function RealNameFiles({ form, kind, files }: RealNameFilesProps) {
  const { mediaTypes, mostMegabytes } = useOpen().snapshot.context.policy.realName.files;
  const words = useTexts(signupTexts);
  const endings = mediaTypes.map((type) => (type.split('/')[1] ?? type).toUpperCase()).join(', ');
  return (
    <FilesField
      form={form}
      name="files"
      files={files}
      accept={mediaTypes.join(',')}
      description={`${words.filesNeeded[kind]} ${words.filesAccepted(endings, mostMegabytes)}`}
    />
  );
}
