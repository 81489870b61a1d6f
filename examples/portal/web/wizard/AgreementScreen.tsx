import { Alert, Anchor, Button, Divider, Group, List, Stack, Text } from '@mantine/core';
import { explain, requirements } from 'hcpn-registration';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { EventFormBox, TickField } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { wizardTexts } from '../words/wizard.js';
import { useWizardForm, WizardButtons } from './wizardForm.js';

/** The HCPN Certification Agreement, the last step; with it accepted, the application can be submitted. */
export function AgreementScreen() {
  const { snapshot } = useOpen();
  const { application, policy } = snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const isAccepted = application.acceptance !== null && !application.lookAgain.includes('agreement');
  const { form, keepDraft } = useWizardForm({
    step: 'agreement',
    saved: { authorityConfirmed: isAccepted },
    at: 'acceptance',
    act: ({ authorityConfirmed }) => ({
      type: 'wizard.agreement.accept',
      acceptance: { agreementId: policy.agreement.id, version: policy.agreement.version, authorityConfirmed },
    }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutAgreement(policy.agreement.version)}>
        {describeStep(catalogue, 'agreement')}
      </PageTitle>
      {isAccepted ? (
        <>
          <Alert color="teal">{words.accepted}</Alert>
          <AgreementText text={application.acceptance?.text ?? null} />
          <Group>
            <WizardButtons keepDraft={keepDraft} />
          </Group>
        </>
      ) : (
        <EventFormBox
          form={form}
          submit={describeAct(catalogue, 'wizard.agreement.accept')}
          besides={<WizardButtons keepDraft={keepDraft} />}
        >
          <Text size="sm">{words.agreementText}</Text>
          <AgreementText text={policy.agreementText} />
          <TickField form={form} name="authorityConfirmed" />
        </EventFormBox>
      )}
      <Divider />
      <Submit />
    </Stack>
  );
}

/** Where the text is that is read, or was read; nothing where the policy does not say so. */
function AgreementText({ text }: { readonly text: { readonly url: string | null } | null }) {
  const words = useTexts(wizardTexts);
  if (text === null || text.url === null) return null;
  return (
    <Anchor href={text.url} size="sm" target="_blank" rel="noreferrer">
      {words.readText}
    </Anchor>
  );
}

function Submit() {
  const { snapshot, by, say, isSaying } = useOpen();
  const inWords = useIssueWords();
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const at = new Date().toISOString();
  const { allowed } = explain(snapshot, { type: 'wizard.submit', at, by: by('wizard.submit') });
  const missing = requirements(snapshot).currentlyDue;
  return (
    <Stack>
      {!allowed && missing.length > 0 && (
        <Alert color="gray" title={words.stillMissing}>
          <List size="sm">
            {missing.map((each) => (
              <List.Item key={`${each.code} ${each.step} ${each.path.join('.')}`}>
                {words.atStep(describeStep(catalogue, each.step), inWords(each))}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Group justify="flex-end">
        <Button disabled={!allowed} loading={isSaying} onClick={() => say({ type: 'wizard.submit' })}>
          {describeAct(catalogue, 'wizard.submit')}
        </Button>
      </Group>
    </Stack>
  );
}
