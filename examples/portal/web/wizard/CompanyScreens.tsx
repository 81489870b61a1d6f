import { Alert, Group, List, Stack, Text } from '@mantine/core';
import { describeAct } from 'hcpn-registration/messages';
import { ActButtons } from '../form/ActButtons.js';
import { QuietActs, useMay } from '../form/acts.js';
import { ConfirmButton } from '../form/ConfirmButton.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
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

/** The company is a partner already, or became one while the application was under way. */
export function OfferScreen() {
  const { application } = useOpen().snapshot.context;
  const words = useTexts(wizardTexts);
  const may = useMay();
  const partner = application.company?.partner;
  const isMeanwhile = application.acceptance !== null && !application.lookAgain.includes('agreement');
  return (
    <Stack>
      <PageTitle about={isMeanwhile ? words.aboutMeanwhile : words.aboutOffer}>
        {isMeanwhile ? words.meanwhile : words.offer}
      </PageTitle>
      {partner && <Text fw={500}>{words.partner(partner.companyName, partner.partnerId)}</Text>}
      {isMeanwhile && <Alert color="blue">{words.meanwhileKept}</Alert>}
      <Group>
        <ActButtons acts={['wizard.company.associate']} />
        <QuietActs acts={['wizard.company.applyAnyway']} />
      </Group>
      {may('wizard.company.isAnother') && <NotMine />}
      <Group>
        <QuietActs acts={['wizard.back']} />
      </Group>
    </Stack>
  );
}

/** Two companies can have one number in two registers: what to do when the partner is a stranger. */
function NotMine() {
  const { say } = useOpen();
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  return (
    <Stack component="section" gap="xs">
      <Text fw={500}>{words.notMine}</Text>
      <List size="sm" spacing={4}>
        {words.notMineWays.map((way) => (
          <List.Item key={way}>{way}</List.Item>
        ))}
      </List>
      <Group>
        <ConfirmButton
          act={describeAct(catalogue, 'wizard.company.isAnother')}
          title={words.notMineTitle}
          text={words.notMineText}
          keep={words.keep}
          color="blue"
          onConfirm={() => say({ type: 'wizard.company.isAnother' })}
        />
      </Group>
    </Stack>
  );
}
