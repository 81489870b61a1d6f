import { Radio, Stack } from '@mantine/core';
import type { AccountInformation } from 'hcpn-registration';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { QuietActs } from '../form/acts.js';
import { filled, useEventForm, useFieldTexts } from '../form/eventForm.js';
import { EventFormBox, TextField, TickField } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';

const empty: Required<AccountInformation> = {
  accountType: 'enterprise',
  name: '',
  accountName: '',
  mobileNumber: '',
  paymentMethodAdded: false,
};

const accountTypes = ['enterprise', 'individual'] as const;

/** The account information, now or later. */
export function InformationScreen() {
  const { account, policy } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const { label: typeLabel } = useFieldTexts('accountType');
  const { label: paymentLabel } = useFieldTexts('paymentMethodAdded');
  const form = useEventForm<Required<AccountInformation>>({
    initial: { ...empty, mobileNumber: account.securityPhone.number ?? '', ...account.information },
    at: 'information',
    act: ({ accountName, ...information }) => ({
      type: 'signup.information.complete',
      information: { ...information, ...filled({ accountName }) },
    }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutInformation}>{describeStep(catalogue, 'information')}</PageTitle>
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'signup.information.complete')}
        besides={<QuietActs acts={['signup.information.postpone']} />}
      >
        <Radio.Group
          id={form.idOf('accountType')}
          label={typeLabel}
          description={policy.account.typeSetOnce ? words.accountTypeStays : undefined}
          value={form.values.accountType}
          error={form.errorOf('accountType')}
          onChange={(value) => form.set('accountType', value)}
        >
          <Stack gap={6} mt={6}>
            {accountTypes.map((value) => (
              <Radio key={value} value={value} label={words.accountTypes[value]} />
            ))}
          </Stack>
        </Radio.Group>
        <TextField form={form} name="name" required autoComplete="name" />
        <TextField form={form} name="accountName" autoComplete="username" />
        <TextField form={form} name="mobileNumber" type="tel" required autoComplete="tel" />
        <TickField form={form} name="paymentMethodAdded" required={false} label={paymentLabel} />
      </EventFormBox>
    </Stack>
  );
}
