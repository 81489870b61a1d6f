import { describeAct } from 'hcpn-registration/messages';
import type { ReactNode } from 'react';
import { useEventForm } from '../form/eventForm.js';
import { EventFormBox } from '../form/fields.js';
import { useCatalogue } from '../language.js';
import { type Address, AddressFields, type AddressValues, addressOf } from './address.js';

interface InviteFormProps {
  /** What to begin with: how the person wants to be found. */
  readonly address: Address | null;
  readonly besides?: ReactNode;
}

/** The administrator invites a HUAWEI ID. */
export function InviteForm({ address, besides }: InviteFormProps) {
  const catalogue = useCatalogue();
  const form = useEventForm<AddressValues>({
    initial: { 'address.by': address?.by ?? 'email', 'address.value': address?.value ?? '' },
    act: (values) => ({ type: 'association.invite', address: addressOf(values) }),
  });
  return (
    <EventFormBox form={form} submit={describeAct(catalogue, 'association.invite')} besides={besides}>
      <AddressFields form={form} />
    </EventFormBox>
  );
}
