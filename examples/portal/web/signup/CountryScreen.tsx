import { Alert, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { useEventForm } from '../form/eventForm.js';
import { CountryField, EventFormBox } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';

/** The country or region of the account, which is final before long. */
export function CountryScreen() {
  const { account } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const form = useEventForm({
    initial: { country: account.country ?? '' },
    act: ({ country }) => ({ type: 'signup.country.choose', country }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutCountry}>{describeStep(catalogue, 'country')}</PageTitle>
      <EventFormBox form={form} submit={describeAct(catalogue, 'signup.country.choose')}>
        <CountryField form={form} name="country" required />
        <Alert color="blue" variant="light" icon={<IconInfoCircle />}>
          {words.countryIsFinal}
        </Alert>
      </EventFormBox>
    </Stack>
  );
}
