import * as z from 'zod/mini';
import { type Account, accountSchema, knownAccount } from '../account.js';
import {
  type Application,
  acceptanceSchema,
  applicationSchema,
  businessSchema,
  contactSchema,
  draftInputSchema,
  filingSchema,
  newApplication,
  wizardSteps,
} from '../application.js';
import { type CompanyQuestions, companyPorts } from '../company.ports.js';
import { applicant, defineEvents, type EventsOf } from '../events.js';
import type { Schema } from '../fields.js';
import { partly, taken } from '../input.js';
import type { Issue } from '../issue.js';
import { type Policy, policySchema, soundPolicySchema } from '../policy.js';
import { troubleSchema } from '../updates.js';

/** What the wizard remembers. */
export type WizardContext = {
  policy: Policy;
  account: Account;
  application: Application;
  trouble: readonly Issue[];
};

/** What the wizard remembers, as a schema. */
export const wizardContextSchema: Schema<WizardContext> = z.strictObject({
  policy: policySchema,
  account: accountSchema,
  application: applicationSchema,
  trouble: troubleSchema,
});

/** What the wizard starts from; `application` may bring answers known beforehand. */
export interface WizardInput {
  readonly policy: Policy;
  readonly account?: Parameters<typeof knownAccount>[0] | undefined;
  readonly application?: Parameters<typeof newApplication>[0] | undefined;
}

/** What the wizard starts from, as a schema. */
export const wizardInput: Schema<WizardInput> = z.strictObject({
  policy: soundPolicySchema,
  account: z.optional(partly(accountSchema)),
  application: z.optional(partly(applicationSchema)),
});

/** The context the wizard starts with: not begun, whatever is known. The input is copied, so that what the caller holds stays apart. */
export function wizardContext(input: WizardInput): WizardContext {
  const { policy, account, application } = taken(wizardInput, input);
  return {
    policy,
    account: knownAccount(account),
    application: { ...newApplication(application), trail: [], submittedAt: null },
    trouble: [],
  };
}

/** What may be said to the wizard. */
export const wizardEvents = defineEvents({
  'wizard.start': { by: applicant, payload: {} },
  'wizard.business.save': { by: applicant, payload: { business: businessSchema } },
  'wizard.contact.save': { by: applicant, payload: { contact: contactSchema } },
  'wizard.sensitiveRelationship.file': { by: applicant, payload: { filing: filingSchema } },
  'wizard.agreement.accept': { by: applicant, payload: { acceptance: acceptanceSchema } },
  'wizard.submit': { by: applicant, payload: {} },
  'wizard.back': { by: applicant, payload: {} },
  'wizard.step.open': { by: applicant, payload: { step: z.enum(wizardSteps) } },
  'wizard.draft.keep': { by: applicant, payload: { step: z.enum(wizardSteps), draft: draftInputSchema } },
  'wizard.company.checkAgain': { by: applicant, payload: {} },
  'wizard.company.associate': { by: applicant, payload: {} },
  'wizard.company.applyAnyway': { by: applicant, payload: {} },
  'wizard.company.isAnother': { by: applicant, payload: {} },
});

/** What may be said to the wizard. */
export type WizardEvent = EventsOf<typeof wizardEvents>;

/** What the wizard asks the outside world, as a table. */
export type WizardQuestions = CompanyQuestions;

/** What the wizard asks the outside world. */
export const wizardPorts: WizardQuestions = companyPorts;
