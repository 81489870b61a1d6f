import { authenticatedCompany, authenticatedCompanyIssues, companyAsKept } from '../account.js';
import {
  type Application,
  companyAsAnswered,
  companyToLookUp,
  isAnotherCompany,
  standsInTheWay,
  textRead,
  type WizardStep,
} from '../application.js';
import { companyKey } from '../company.js';
import { bindOwner } from '../owner.js';
import { updatesOf } from '../updates.js';
import { dependentSteps, isBusinessRight } from './wizard.guards.js';
import { type WizardContext, type WizardEvent, wizardEvents, type wizardPorts } from './wizard.schema.js';

const longestTrail = 64;

const { on, answered, failed } = updatesOf<WizardContext, WizardEvent, typeof wizardPorts>(wizardEvents, bindOwner);

function goOn(application: Application, step: WizardStep): void {
  if (application.trail.at(-1) !== step) application.trail = [...application.trail, step].slice(-longestTrail);
}

function finish(application: Application, step: WizardStep): void {
  if (application.drafts[step] !== undefined) delete application.drafts[step];
  if (application.lookAgain.includes(step))
    application.lookAgain = application.lookAgain.filter((other) => other !== step);
}

function markDependents(application: Application, before: WizardContext, event: WizardEvent): void {
  const dependents = dependentSteps(before, event);
  if (dependents.length > 0) application.lookAgain = [...new Set([...application.lookAgain, ...dependents])];
}

/** What was looked up of another company than the one in question now, and what was decided by it, is forgotten. */
export function forgetOtherCompany(context: Pick<WizardContext, 'policy' | 'account' | 'application'>): void {
  const { application } = context;
  if (application.company === null || companyKey(application.company) === companyKey(companyToLookUp(context))) return;
  application.company = null;
  application.secondAccount = false;
  application.differentFrom = null;
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
  if (business === null || authenticatedCompanyIssues(business, account, policy, []).length > 0) {
    const { companyName, country, registrationNumber, register } = company;
    const known = { companyName, country, registrationNumber, ...(register === undefined ? {} : { register }) };
    application.drafts.business = { ...application.drafts.business, ...known };
  }
});

/** Business information is kept; answers that rest on it are marked to be looked at again. */
const recordBusiness = on('wizard.business.save', ({ application }, event, before) => {
  markDependents(application, before, event);
  const business = companyAsKept(event.business, before.account, before.policy);
  const { company } = application;
  if (isAnotherCompany(application, business)) application.differentFrom = null;
  if (company !== null && companyKey(company) !== companyKey(business)) {
    application.company = null;
    application.secondAccount = false;
  }
  application.business = business;
  finish(application, 'business');
});

/** The company is known to the outside world or not; the way goes on unless it already is a partner. */
const recordCompany = answered('lookUpCompany', ({ application }, { value }, before) => {
  application.company = companyAsAnswered(before, value.partner);
  if (isBusinessRight(before) && !standsInTheWay(value.partner, application)) goOn(application, 'contact');
});

/** The company was asked about again on Submit. */
const recordCompanyAgain = answered('lookUpCompany', ({ application }, { value }, before) => {
  application.company = companyAsAnswered(before, value.partner);
  if (standsInTheWay(value.partner, application)) goOn(application, 'business');
});

/** The company is looked up once more. */
const requestCheck = on('wizard.company.checkAgain', () => {});

/** The company could not be looked up. */
const noteCompanyNotLookedUp = failed('lookUpCompany');

/** The applicant applies although the company is a partner already. */
const recordSecondAccount = on('wizard.company.applyAnyway', ({ application }, _event, before) => {
  application.secondAccount = true;
  if (isBusinessRight(before)) goOn(application, 'contact');
});

/** The applicant states that the partner that was found is another company. */
const recordAnotherCompany = on('wizard.company.isAnother', ({ application }, { at }, before) => {
  const partner = application.company?.partner ?? null;
  application.differentFrom = partner === null ? null : { partnerId: partner.partnerId, statedAt: at };
  if (isBusinessRight(before)) goOn(application, 'contact');
});

/** Contact information is kept. */
const recordContact = on('wizard.contact.save', ({ application }, event, before) => {
  markDependents(application, before, event);
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
const recordAcceptance = on('wizard.agreement.accept', ({ application }, { acceptance, at, by }, { policy }) => {
  application.acceptance = { ...acceptance, acceptedAt: at, acceptedBy: by.id, ...textRead(policy) };
  finish(application, 'agreement');
});

/** The applicant submits; the company is asked about again first. */
const requestSubmission = on('wizard.submit', ({ application }) => {
  goOn(application, 'agreement');
});

/** The application is handed in, its company being no partner to this moment. */
const recordSubmission = answered('lookUpCompany', ({ application }, { at, value }, before) => {
  application.company = companyAsAnswered(before, value.partner);
  application.submittedAt = at;
  application.rejected = null;
});

/** Back to the step one came from, with everything kept. */
const goBack = on('wizard.back', ({ application }) => {
  application.trail = application.trail.slice(0, -1);
});

/** From the company's check back to its form. */
const returnToBusiness = on('wizard.back', ({ application }) => {
  goOn(application, 'business');
});

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

/** What each act and each answer changes, by the name of its action. */
export const wizardUpdates = {
  recordStart,
  recordBusiness,
  recordCompany,
  recordCompanyAgain,
  requestCheck,
  noteCompanyNotLookedUp,
  recordSecondAccount,
  recordAnotherCompany,
  recordContact,
  recordFiling,
  recordAcceptance,
  requestSubmission,
  recordSubmission,
  goBack,
  returnToBusiness,
  leaveApplication,
  openStep,
  keepDraft,
};
