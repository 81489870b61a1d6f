import { Stack } from '@mantine/core';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { filled } from '../form/eventForm.js';
import { CountryField, EventFormBox, FileField, TextField } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { AuthenticatedCompany } from '../signup/AuthenticatedCompany.js';
import { wizardTexts } from '../words/wizard.js';
import { useWizardForm, WizardButtons } from './wizardForm.js';

const empty = {
  companyName: '',
  country: '',
  registrationNumber: '',
  register: '',
  address: '',
  website: '',
  industry: '',
};
const always = { companyName: '', country: '', registrationNumber: '' };

/** Business information, the first step of the wizard. */
export function BusinessScreen() {
  const { application, account, policy } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const { form, keepDraft } = useWizardForm({
    step: 'business',
    saved: {
      ...empty,
      country: account.country ?? '',
      ...application.business,
      credentialFile: application.business?.credentialFile ?? null,
    },
    at: 'business',
    act: ({ credentialFile, ...texts }) => ({
      type: 'wizard.business.save',
      business: { ...always, ...filled(texts), ...(credentialFile === null ? {} : { credentialFile }) },
    }),
  });
  const isRequired = (field: string) => policy.business.required.some((each) => each === field);
  const isRegisterRequired = policy.business.registerRequiredIn.some((each) => each === form.values.country);
  return (
    <Stack>
      <PageTitle about={words.aboutBusiness}>{describeStep(catalogue, 'business')}</PageTitle>
      <AuthenticatedCompany />
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'wizard.business.save')}
        besides={<WizardButtons keepDraft={keepDraft} />}
        onLeaveField={keepDraft}
      >
        <TextField form={form} name="companyName" required autoComplete="organization" />
        <CountryField form={form} name="country" required />
        <TextField form={form} name="registrationNumber" required />
        <TextField form={form} name="register" required={isRegisterRequired} />
        <FileField
          form={form}
          name="credentialFile"
          required={isRequired('credentialFile')}
          accept={policy.business.credentialFiles.mediaTypes.join(',')}
        />
        <TextField form={form} name="address" required={isRequired('address')} autoComplete="street-address" />
        <TextField form={form} name="website" type="url" required={isRequired('website')} autoComplete="url" />
        <TextField form={form} name="industry" required={isRequired('industry')} />
      </EventFormBox>
    </Stack>
  );
}
