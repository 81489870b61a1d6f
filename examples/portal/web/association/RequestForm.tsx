import { describeAct } from 'hcpn-registration/messages';
import { QuietActs } from '../form/acts.js';
import { useEventForm } from '../form/eventForm.js';
import { EventFormBox, TextField } from '../form/fields.js';
import { useCatalogue } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { AddressFields, type AddressValues, addressOf, knownAddresses } from './address.js';

type Values = AddressValues & { readonly 'company.partnerId': string; readonly 'company.companyName': string };

/** The person asks the administrator of a partner for an invitation. */
export function RequestForm({ onTaken }: { readonly onTaken?: () => void }) {
  const { association, account } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const known = knownAddresses(account);
  const { by, value } = association.request ?? { by: 'email', value: known.email };
  const form = useEventForm<Values>({
    initial: {
      'company.partnerId': association.company?.partnerId ?? '',
      'company.companyName': association.company?.companyName ?? '',
      'address.by': by,
      'address.value': value,
    },
    act: (values) => ({
      type: 'association.request',
      address: addressOf(values),
      company: { partnerId: values['company.partnerId'], companyName: values['company.companyName'] },
    }),
    ...(onTaken === undefined ? {} : { onTaken }),
  });
  return (
    <EventFormBox
      form={form}
      submit={describeAct(catalogue, 'association.request')}
      besides={<QuietActs acts={['registration.leave']} />}
    >
      <TextField form={form} name="company.partnerId" required />
      <TextField form={form} name="company.companyName" required autoComplete="organization" />
      <AddressFields form={form} known={known} />
    </EventFormBox>
  );
}
