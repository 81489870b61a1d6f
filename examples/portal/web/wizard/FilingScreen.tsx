import { Stack } from '@mantine/core';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { EventFormBox } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { wizardTexts } from '../words/wizard.js';
import { type FilingValues, filingOf, filingValues, QuestionFields } from './questions.js';
import { useWizardForm, WizardButtons } from './wizardForm.js';

/** The sensitive-relationship filing: every question of the questionnaire, with details where one is affirmed. */
export function FilingScreen() {
  const { application, policy } = useOpen().snapshot.context;
  const { items, version } = policy.sensitiveRelationship;
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const { form, keepDraft } = useWizardForm<FilingValues>({
    step: 'sensitiveRelationship',
    saved: filingValues(items, application.filing),
    at: 'filing',
    act: (values) => ({ type: 'wizard.sensitiveRelationship.file', filing: filingOf(items, version, values) }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutFiling}>{describeStep(catalogue, 'sensitiveRelationship')}</PageTitle>
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'wizard.sensitiveRelationship.file')}
        besides={<WizardButtons keepDraft={keepDraft} />}
        onLeaveField={keepDraft}
      >
        <QuestionFields form={form} items={items} />
      </EventFormBox>
    </Stack>
  );
}
