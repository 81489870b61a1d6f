import { Alert, Divider, Group, List, Stack, Text } from '@mantine/core';
import { explain, requirements } from 'hcpn-registration';
import { describeStep } from 'hcpn-registration/messages';
import { ActButtons } from '../form/ActButtons.js';
import { QuietActs } from '../form/acts.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { InForce } from '../signup/RealNameScreens.js';
import { wizardTexts } from '../words/wizard.js';

const startRealName = ['signup.realName.start'] as const;

/** Apply to join, or associate with a company that is a partner already. */
export function RoadScreen() {
  const { snapshot, by } = useOpen();
  const inWords = useIssueWords();
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const start = { type: 'wizard.start', at: new Date().toISOString(), by: by('wizard.start') } as const;
  const explanation = explain(snapshot, start);
  const { realName } = snapshot.context.account;
  const isInForce = realName?.status === 'approved' && realName.application.kind === 'enterprise';
  return (
    <Stack>
      <PageTitle about={words.aboutRoad}>{describeStep(catalogue, 'road')}</PageTitle>
      {!explanation.allowed && (
        <Alert color="gray" title={words.notYet}>
          <List size="sm">
            {explanation.issues.map((issue) => (
              <List.Item key={issue.code}>{inWords(issue)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Group>
        <ActButtons
          acts={[
            'wizard.start',
            ...(isInForce ? [] : startRealName),
            'registration.associate',
            'signup.upgrade.postpone',
          ]}
        />
      </Group>
      {isInForce && <Reauthentication />}
    </Stack>
  );
}

/** The real-name authentication in force, where the next one stands, and the way to authenticate again. */
function Reauthentication() {
  const { snapshot } = useOpen();
  const inWords = useIssueWords();
  const words = useTexts(wizardTexts);
  const { eventuallyDue, pendingVerification } = requirements(snapshot);
  const standing = [...pendingVerification, ...eventuallyDue].filter(({ step }) => step === 'realName');
  return (
    <Stack component="section" gap="sm">
      <Divider />
      <InForce />
      {standing.map((each) => (
        <Alert key={each.code} color="yellow" variant="light">
          {inWords(each)}
        </Alert>
      ))}
      {standing.length === 0 && <Text size="sm">{words.renamed}</Text>}
      <Group>
        <QuietActs acts={startRealName} />
      </Group>
    </Stack>
  );
}
