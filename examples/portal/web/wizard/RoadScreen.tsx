import { Alert, Group, List, Stack } from '@mantine/core';
import { explain } from 'hcpn-registration';
import { describeStep } from 'hcpn-registration/messages';
import { ActButtons } from '../form/ActButtons.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { wizardTexts } from '../words/wizard.js';

/** Apply to join, or associate with a company that is a partner already. */
export function RoadScreen() {
  const { snapshot, by } = useOpen();
  const inWords = useIssueWords();
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const start = { type: 'wizard.start', at: new Date().toISOString(), by: by('wizard.start') } as const;
  const explanation = explain(snapshot, start);
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
          acts={['wizard.start', 'signup.realName.start', 'registration.associate', 'signup.upgrade.postpone']}
        />
      </Group>
    </Stack>
  );
}
