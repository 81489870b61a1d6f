import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { describeAct } from 'hcpn-registration/messages';
import { useMay } from '../form/acts.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { wizardTexts } from '../words/wizard.js';

/**
 * In the wizard: that the company is the one real-name authentication approved, and the way to authenticate again after a
 * change of name or entity. It leads over the choice of road, and what was typed is kept.
 */
export function AuthenticatedCompany() {
  const { snapshot, say, isSaying } = useOpen();
  const { account, policy } = snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const may = useMay();
  const { realName } = account;
  const isInForce = realName?.status === 'approved' && realName.application.kind === 'enterprise';
  if (!policy.business.companyFromRealName || !isInForce) return null;

  async function authenticateAgain() {
    if (await say({ type: 'registration.leave' })) await say({ type: 'signup.realName.start' });
  }

  return (
    <Alert color="blue" variant="light">
      <Stack gap="xs">
        <Text size="sm">{words.realNameCompany}</Text>
        <Text size="sm">{words.renamed}</Text>
        {may('registration.leave') && (
          <Group>
            <Button size="xs" variant="default" loading={isSaying} onClick={authenticateAgain}>
              {describeAct(catalogue, 'signup.realName.start')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
