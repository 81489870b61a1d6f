import { Stack } from '@mantine/core';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { QuietActs } from '../form/acts.js';
import { useEventForm } from '../form/eventForm.js';
import { EventFormBox, TextField } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';

/** A security phone for the HUAWEI ID, or none. */
export function PhoneScreen() {
  const { account } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const form = useEventForm({
    initial: { phone: account.securityPhone.number ?? '' },
    act: ({ phone }) => ({ type: 'signup.securityPhone.give', phone }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutPhone}>{describeStep(catalogue, 'securityPhone')}</PageTitle>
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'signup.securityPhone.give')}
        besides={<QuietActs acts={['signup.securityPhone.skip', 'signup.back']} />}
      >
        <TextField form={form} name="phone" type="tel" required autoComplete="tel" />
      </EventFormBox>
    </Stack>
  );
}
