import { authenticatedCompany } from '../account.js';
import { type Application, textRead, type WizardStep } from '../application.js';
import { companyKey } from '../company.js';
import { bindOwner } from '../owner.js';
import { updatesOf } from '../updates.js';
import { authenticatedCompanyIssues, dependentSteps } from './wizard.guards.js';
import { type WizardContext, type WizardEvent, wizardEvents, type wizardPorts } from './wizard.schema.js';

const longestTrail = 64;

const { on, answered, failed } = updatesOf<WizardContext, WizardEvent, typeof wizardPorts>(wizardEvents, bindOwner);

function goOn(application: Application, step: WizardStep): void {
  if (application.trail.at(-1) !== step) application.trail = [...application.trail, step].slice(-longestTrail);
}

function finish(application: Application, step: WizardStep): void {
  delete application.drafts[step];
  application.lookAgain = application.lookAgain.filter((other) => other !== step);
}

function markDependents(application: Application, event: WizardEvent): void {
  application.lookAgain = [...new Set([...application.lookAgain, ...dependentSteps(application, event)])];
}

/** What was looked up of another company than the one in question now, and what was decided by it, is forgotten. */
export function forgetOtherCompany(context: Pick<WizardContext, 'account' | 'application'>): void {
  const { application } = context;
  if (application.company === null || companyKey(application.company) === companyKey(companyToLookUp(context))) return;
  application.company = null;
  application.secondAccount = false;
}

/**
 * The applicant begins; what real-name authentication knows of the company is filled in beforehand. Where it knows another
 * company than was answered, the answers are kept and those of the authentication are proposed in their place.
 */
const recordStart = on('wizard.start', (context) => {
  const { account, application, policy } = context;
  application.applicantId = account.ownerId;
  application.trail = ['business'];
  forgetOtherCompany(context);
  const company = authenticatedCompany(account);
  const { business } = application;
  if (company === null) return;
  if (business === null || authenticatedCompanyIssues(business, { account, policy }).length > 0) {
    const { companyName, country, registrationNumber } = company;
    application.drafts.business = { ...application.drafts.business, companyName, country, registrationNumber };
  }
});

/** Business information is kept; answers that rest on it are marked to be looked at again. */
const recordBusiness = on('wizard.business.save', ({ application }, event) => {
  markDependents(application, event);
  const { company } = application;
  if (company !== null && companyKey(company) !== companyKey(event.business)) {
    application.company = null;
    application.secondAccount = false;
  }
  application.business = event.business;
  finish(application, 'business');
});

/** The company is known to the outside world or not; the way goes on unless it already is a partner. */
const recordCompany = answered('lookUpCompany', (context, { value }) => {
  const { application } = context;
  const { country, registrationNumber } = companyToLookUp(context);
  application.company = { country, registrationNumber, partner: value.partner };
  const mayGoOn = application.business !== null && (value.partner === null || application.secondAccount);
  if (mayGoOn) goOn(application, 'contact');
});

/** The company is looked up once more. */
const requestCheck = on('wizard.company.checkAgain', () => {});

/** The company could not be looked up. */
const noteCompanyNotLookedUp = failed('lookUpCompany');

/** The applicant applies although the company is a partner already. */
const recordSecondAccount = on('wizard.company.applyAnyway', ({ application }) => {
  application.secondAccount = true;
  if (application.business !== null) goOn(application, 'contact');
});

/** Contact information is kept. */
const recordContact = on('wizard.contact.save', ({ application }, event) => {
  markDependents(application, event);
  application.contact = event.contact;
  finish(application, 'contact');
  goOn(application, 'sensitiveRelationship');
});

/** The sensitive relationships are filed. */
const recordFiling = on('wizard.sensitiveRelationship.file', ({ application }, { filing, at }) => {
  application.filing = filing;
  application.filedAt = at;
  finish(application, 'sensitiveRelationship');
  goOn(application, 'agreement');
});

/** The agreement is accepted, by whom and when, in the text that was read. */
const recordAcceptance = on('wizard.agreement.accept', ({ application, policy }, { acceptance, at, by }) => {
  application.acceptance = { ...acceptance, acceptedAt: at, acceptedBy: by.id, ...textRead(policy) };
  finish(application, 'agreement');
});

/** The application is handed in. */
const recordSubmission = on('wizard.submit', ({ application }, { at }) => {
  application.submittedAt = at;
});

/** Back to the step one came from, with everything kept. */
const goBack = on('wizard.back', ({ application }) => {
  application.trail = application.trail.slice(0, -1);
});

/** From the company's check back to its form. */
const returnToBusiness = on('wizard.back', () => {});

/** From the company's check to association. */
const leaveApplication = on('wizard.company.associate', () => {});

/** To a step of one's choice. */
const openStep = on('wizard.step.open', ({ application }, { step }) => {
  goOn(application, step);
});

/** What was typed in a step is kept unchecked. */
const keepDraft = on('wizard.draft.keep', ({ application }, { step, draft }) => {
  application.drafts[step] = draft;
});

const noCompany = { companyName: '', country: '', registrationNumber: '' };

/** What the outside world is asked about the company. */
export function companyToLookUp({ account, application }: Pick<WizardContext, 'account' | 'application'>) {
  const { companyName, country, registrationNumber } =
    application.business ?? authenticatedCompany(account) ?? noCompany;
  return { companyName, country, registrationNumber };
}

/** What each act and each answer changes, by the name of its action. */
export const wizardUpdates = {
  recordStart,
  recordBusiness,
  recordCompany,
  requestCheck,
  noteCompanyNotLookedUp,
  recordSecondAccount,
  recordContact,
  recordFiling,
  recordAcceptance,
  recordSubmission,
  goBack,
  returnToBusiness,
  leaveApplication,
  openStep,
  keepDraft,
};
