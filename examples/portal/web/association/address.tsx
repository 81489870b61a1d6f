import { Radio, Stack, TextInput } from '@mantine/core';
import type { Account, RegistrationContext } from 'hcpn-registration';
import { type EventForm, useFieldTexts } from '../form/eventForm.js';
import { useTexts } from '../language.js';
import { associationTexts } from '../words/association.js';

/** How a HUAWEI ID is found. */
export type Address = NonNullable<RegistrationContext['association']['address']>;

/** An address as a form holds it. */
export type AddressValues = { readonly 'address.by': Address['by']; readonly 'address.value': string };

const ways = ['email', 'phone', 'accountName'] as const;
const inputs = {
  email: { type: 'email', autoComplete: 'email' },
  phone: { type: 'tel', autoComplete: 'tel' },
  accountName: { type: 'text', autoComplete: 'username' },
} as const;

/** What an account can be found by, as far as it is known. */
export function knownAddresses({
  email,
  securityPhone,
  information,
}: Account): Readonly<Record<Address['by'], string>> {
  return {
    email: email ?? '',
    phone: securityPhone.number ?? information?.mobileNumber ?? '',
    accountName: information?.accountName ?? '',
  };
}

/** The address an event carries. */
export function addressOf(values: AddressValues): Address {
  return { by: values['address.by'], value: values['address.value'] };
}

interface AddressFieldsProps<V extends AddressValues> {
  readonly form: EventForm<V>;
  /** What to offer for each way. */
  readonly known?: Readonly<Record<Address['by'], string>>;
}

/** The e-mail address, the phone number or the account name of a HUAWEI ID. */
export function AddressFields<V extends AddressValues>({ form, known }: AddressFieldsProps<V>) {
  const words = useTexts(associationTexts);
  const { label } = useFieldTexts('address.by');
  const way = form.values['address.by'];
  const { help } = useFieldTexts(way);

  function choose(chosen: string) {
    const before = form.values['address.value'];
    const next = ways.find((each) => each === chosen) ?? 'email';
    form.set('address.by', next);
    if (known !== undefined && (before === '' || before === known[way])) form.set('address.value', known[next]);
  }

  return (
    <>
      <Radio.Group id={form.idOf('address.by')} label={label} value={way} onChange={choose}>
        <Stack gap={6} mt={6}>
          {ways.map((value) => (
            <Radio key={value} value={value} label={words.by[value]} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        id={form.idOf('address.value')}
        label={words.by[way]}
        description={help}
        aria-required
        {...inputs[way]}
        value={form.values['address.value']}
        error={form.errorOf('address.value')}
        onChange={({ currentTarget }) => form.set('address.value', currentTarget.value)}
      />
    </>
  );
}
