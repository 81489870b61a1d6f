import { Group, Stack, Text } from '@mantine/core';
import { ActButtons } from '../form/ActButtons.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { wizardTexts } from '../words/wizard.js';

/** The company could not be looked up; nothing is lost. */
export function CompanyCheckScreen() {
  const words = useTexts(wizardTexts);
  return (
    <Stack>
      <PageTitle about={words.aboutCheckFailed}>{words.checkFailed}</PageTitle>
      <Group>
        <ActButtons acts={['wizard.company.checkAgain', 'wizard.back']} />
      </Group>
    </Stack>
  );
}

/** The company is a partner already. */
export function OfferScreen() {
  const { application } = useOpen().snapshot.context;
  const words = useTexts(wizardTexts);
  const partner = application.company?.partner;
  return (
    <Stack>
      <PageTitle about={words.aboutOffer}>{words.offer}</PageTitle>
      {partner && <Text>{words.partner(partner.companyName, partner.partnerId)}</Text>}
      <Group>
        <ActButtons acts={['wizard.company.associate', 'wizard.company.applyAnyway', 'wizard.back']} />
      </Group>
    </Stack>
  );
}
