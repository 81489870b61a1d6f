import { Stack } from '@mantine/core';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { filled } from '../form/eventForm.js';
import { EventFormBox, TextField } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { wizardTexts } from '../words/wizard.js';
import { useWizardForm, WizardButtons } from './wizardForm.js';

const empty = { name: '', jobTitle: '', email: '', phone: '' };

/** Contact information, the second step of the wizard. */
export function ContactScreen() {
  const { application, policy } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const { form, keepDraft } = useWizardForm({
    step: 'contact',
    saved: { ...empty, ...application.contact },
    at: 'contact',
    act: ({ jobTitle, ...texts }) => ({
      type: 'wizard.contact.save',
      contact: { ...texts, ...filled({ jobTitle }) },
    }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutContact}>{describeStep(catalogue, 'contact')}</PageTitle>
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'wizard.contact.save')}
        besides={<WizardButtons keepDraft={keepDraft} />}
        onLeaveField={keepDraft}
      >
        <TextField form={form} name="name" required autoComplete="name" />
        <TextField
          form={form}
          name="jobTitle"
          required={policy.contact.jobTitleRequired}
          autoComplete="organization-title"
        />
        <TextField form={form} name="email" type="email" required autoComplete="email" />
        <TextField form={form} name="phone" type="tel" required autoComplete="tel" />
      </EventFormBox>
    </Stack>
  );
}
