import { Stack } from '@mantine/core';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { QuietActs } from '../form/acts.js';
import { useEventForm } from '../form/eventForm.js';
import { EventFormBox, TextField } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';

/** The e-mail address of the HUAWEI ID. */
export function EmailScreen() {
  const { account } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const form = useEventForm({
    initial: { email: account.email ?? '' },
    act: ({ email }) => ({ type: 'signup.email.submit', email }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutEmail}>{describeStep(catalogue, 'email')}</PageTitle>
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'signup.email.submit')}
        besides={<QuietActs acts={['signup.back']} />}
      >
        <TextField form={form} name="email" type="email" required autoComplete="email" />
      </EventFormBox>
    </Stack>
  );
}
