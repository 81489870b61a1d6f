import {
  authenticatedCompany,
  authenticatedCompanyIssues,
  cloudAccountIssues,
  companyAsKept,
  enterpriseRealNameIssues,
} from '../account.js';
import {
  acceptanceIssues,
  answerIssues,
  businessIssues,
  contactIssues,
  filingIssues,
  standsInTheWay,
  unchangedRefusal,
  type WizardStep,
  wizardSteps,
} from '../application.js';
import { noRequirements, type Requirements, requirement, type Step } from '../chart.js';
import { companyKey } from '../company.js';
import type { Act } from '../events.js';
import { type Issue, issue } from '../issue.js';
import { whoMayAct } from '../owner.js';
import { type Guard, ruleBook } from '../rules.js';
import { answers } from '../updates.js';
import { type WizardContext, type WizardEvent, wizardEvents, wizardPorts } from './wizard.schema.js';

/** The event that closes what a step still owes. */
const remedies = {
  business: 'wizard.business.save',
  contact: 'wizard.contact.save',
  sensitiveRelationship: 'wizard.sensitiveRelationship.file',
  agreement: 'wizard.agreement.accept',
} as const satisfies Record<WizardStep, WizardEvent['type']>;

/** what stands in the way of applying at all. */
export function entryIssues({ account, policy }: WizardContext): Issue[] {
  return [
    ...cloudAccountIssues(account),
    ...enterpriseRealNameIssues(account, policy),
    ...(account.partnerId === null ? [] : [issue('join.alreadyPartner')]),
  ];
}

/** the company was looked up, and no partner that was found stands in the way. */
export function companyIssues({ application }: WizardContext): Issue[] {
  const { business, company } = application;
  if (business === null) return [];
  if (company === null || companyKey(company) !== companyKey(business)) return [issue('company.unchecked')];
  const { partner } = company;
  return standsInTheWay(partner, application)
    ? [issue('company.alreadyPartner', [], { companyName: partner.companyName })]
    : [];
}

/** What each step still owes; Submit is possible exactly when no step owes anything. */
export function stepIssues(step: WizardStep, context: WizardContext): Issue[] {
  const { application } = context;
  const again = application.lookAgain.includes(step) ? [issue('step.lookAgain', [], { step })] : [];
  return [...openIssues(step, context), ...again];
}

function openIssues(step: WizardStep, context: WizardContext): Issue[] {
  const { account, application, policy } = context;
  const found = answerIssues(step, application, policy, [], account);
  return step === 'business' ? [...found, ...companyIssues(context)] : found;
}

/** nothing is answered or handed in before one has begun. */
function startedIssues({ application }: WizardContext): Issue[] {
  return application.trail.length === 0 ? [issue('road.open')] : [];
}

/** everything Submit waits for. */
export function submissionIssues(context: WizardContext): Issue[] {
  return [
    ...entryIssues(context),
    ...startedIssues(context),
    ...wizardSteps.flatMap((step) => stepIssues(step, context)),
    ...unchangedRefusal(context.application, context.policy),
  ];
}

/** A step and what it still owes. */
interface Owing {
  readonly step: WizardStep;
  readonly found: readonly Issue[];
}

function owedBy(steps: readonly WizardStep[], context: WizardContext): Owing[] {
  return steps.map((step) => ({ step, found: openIssues(step, context) }));
}

/** a step opens when every step before it is complete. */
export function orderIssues(step: WizardStep, context: WizardContext): Issue[] {
  return orderIssuesAfter(owedBy(wizardSteps.slice(0, wizardSteps.indexOf(step)), context), step);
}

function orderIssuesAfter(before: readonly Owing[], step: WizardStep): Issue[] {
  const open = before.find(({ found }) => found.length > 0);
  if (open === undefined) return [];
  return [issue('step.outOfOrder', ['step'], { step, before: open.step }), ...before.flatMap(({ found }) => found)];
}

/** Steps already answered that rest on what an event changes. The company is named in the filing and bound by the agreement. */
export function dependentSteps({ account, application, policy }: WizardContext, event: Act): WizardStep[] {
  const answered = (step: WizardStep) =>
    step === 'sensitiveRelationship' ? application.filing !== null : application.acceptance !== null;
  const said = event as WizardEvent;
  if (said.type === 'wizard.business.save') {
    const before = application.business;
    const now = companyAsKept(said.business, account, policy);
    const same = before !== null && companyKey(before) === companyKey(now) && before.companyName === now.companyName;
    return same ? [] : (['sensitiveRelationship', 'agreement'] as const).filter(answered);
  }
  if (said.type === 'wizard.contact.save')
    return application.contact?.name === said.contact.name ? [] : (['sensitiveRelationship'] as const).filter(answered);
  return [];
}

const book = ruleBook<WizardContext, WizardEvent>(wizardEvents, whoMayAct(wizardEvents));

const cameFrom = (step: WizardStep) =>
  book.rule('wizard.back', {
    when: ({ application: { trail } }) => (trail.at(-2) ?? 'business') === step,
    standing: ({ application: { trail } }) => (trail.length < 2 ? [issue('step.none')] : []),
  });

const opens = (step: WizardStep) =>
  book.rule('wizard.step.open', {
    which: (_context, event) => event.step === step,
    standing: startedIssues,
    said: (context) => orderIssues(step, context),
  });

/** whether the business information that is kept would pass Submit; it is entered again where it would not. */
export function isBusinessRight({ account, application, policy }: WizardContext): boolean {
  return answerIssues('business', application, policy, [], account).length === 0;
}

const isBusinessWrong = (context: WizardContext) => !isBusinessRight(context);

const secondAccountIssues = ({ policy }: WizardContext) =>
  policy.business.secondAccount ? [] : [issue('company.secondAccountNotOffered')];

/** The rules of the wizard, by the name of their guard. */
export const wizardRules = {
  mayStartWithKnownCompany: book.rule('wizard.start', {
    when: ({ account }) => authenticatedCompany(account) !== null,
    standing: entryIssues,
  }),
  mayStart: book.rule('wizard.start', {
    when: ({ account }) => authenticatedCompany(account) === null,
    standing: entryIssues,
  }),
  isBusinessComplete: book.rule('wizard.business.save', {
    said: ({ account, policy }, { business }) => [
      ...businessIssues(business, policy, ['business'], account),
      ...authenticatedCompanyIssues(business, account, policy, ['business']),
    ],
  }),
  isContactComplete: book.rule('wizard.contact.save', {
    said: ({ policy }, { contact }) => contactIssues(contact, policy, ['contact']),
  }),
  isFilingComplete: book.rule('wizard.sensitiveRelationship.file', {
    said: ({ policy }, { filing }) => filingIssues(filing, policy, ['filing']),
  }),
  isAgreementCurrent: book.rule('wizard.agreement.accept', {
    said: ({ policy }, { acceptance }) => acceptanceIssues(acceptance, policy, ['acceptance']),
  }),
  isReadyToSubmit: book.rule('wizard.submit', { standing: submissionIssues }),
  cameFromBusiness: cameFrom('business'),
  cameFromContact: cameFrom('contact'),
  cameFromSensitiveRelationship: cameFrom('sensitiveRelationship'),
  cameFromAgreement: cameFrom('agreement'),
  mayReturnToBusiness: book.rule('wizard.back'),
  opensBusiness: opens('business'),
  opensContact: opens('contact'),
  opensSensitiveRelationship: opens('sensitiveRelationship'),
  opensAgreement: opens('agreement'),
  mayKeepDraft: book.rule('wizard.draft.keep', { standing: startedIssues }),
  mayCheckAgain: book.rule('wizard.company.checkAgain'),
  mayAssociate: book.rule('wizard.company.associate'),
  mayApplyAnyway: book.rule('wizard.company.applyAnyway', { when: isBusinessRight, standing: secondAccountIssues }),
  mayApplyAnywayWithoutBusiness: book.rule('wizard.company.applyAnyway', {
    when: isBusinessWrong,
    standing: secondAccountIssues,
  }),
  isAnotherCompany: book.rule('wizard.company.isAnother', { when: isBusinessRight }),
  isAnotherCompanyWithoutBusiness: book.rule('wizard.company.isAnother', { when: isBusinessWrong }),
};

const isPartnerAlready = answers(wizardPorts.lookUpCompany, ({ partner }, { application }: WizardContext) =>
  standsInTheWay(partner, application),
);

/** While the company was looked up, or before one began anew, another company may have been authenticated. */
const isBusinessStillRight: Guard<WizardContext> = ({ context }) => isBusinessRight(context);

/** While the company was looked up, a policy may have come that asks for more. */
const isStillReady: Guard<WizardContext> = ({ context }) => submissionIssues(context).length === 0;

/** The guards of the wizard, as the chart names them. */
export const wizardGuards = book.guards(wizardRules, { isPartnerAlready, isBusinessStillRight, isStillReady });

/** What the wizard still asks for. */
export function wizardRequirements(context: WizardContext, state: string): Requirements {
  if (state === 'redirected') return noRequirements;
  const currentlyDue = [
    ...entryIssues(context).map((found) => requirement(found, 'business', null)),
    ...startedIssues(context).map((found) => requirement(found, 'business', 'wizard.start')),
    ...wizardSteps.flatMap((step) =>
      stepIssues(step, context).map((found) => requirement(found, step, remedyFor(found, step, state))),
    ),
    ...unchangedRefusal(context.application, context.policy).map((found) =>
      requirement(found, 'business', remedies.business),
    ),
  ];
  return { ...noRequirements, currentlyDue };
}

function remedyFor(found: Issue, step: WizardStep, state: string): WizardEvent['type'] {
  if (state === 'notStarted') return 'wizard.start';
  if (found.code === 'company.alreadyPartner' && state === 'offeringAssociation') return 'wizard.company.associate';
  if (found.code.startsWith('company.') && state === 'companyCheckFailed') return 'wizard.company.checkAgain';
  return remedies[step];
}

/** The states in which each step is worked on. */
const stepStates: Record<WizardStep, readonly string[]> = {
  business: ['enteringBusiness', 'checkingCompany', 'companyCheckFailed', 'offeringAssociation'],
  contact: ['enteringContact'],
  sensitiveRelationship: ['filingSensitiveRelationship'],
  agreement: ['acceptingAgreement', 'checkingSubmission'],
};

const isWorkedOn = (state: string) => Object.values(stepStates).some((states) => states.includes(state));

function statusOf({ step, found }: Owing, { application }: WizardContext): Step['status'] {
  if (found.length > 0) return 'open';
  return application.lookAgain.includes(step) ? 'lookAgain' : 'done';
}

/** The steps of the wizard and how far each is. What was handed in stays done, whatever is asked for later. */
export function wizardStepList(context: WizardContext, state: string): Step[] {
  const owed = owedBy(wizardSteps, context);
  return owed.map((own, place) => ({
    id: own.step,
    status: state === 'submitted' ? 'done' : statusOf(own, context),
    current: stepStates[own.step].includes(state),
    reachable: isWorkedOn(state) && orderIssuesAfter(owed.slice(0, place), own.step).length === 0,
  }));
}

/** What a person is told before an event: the steps to be looked at again after it. */
export function wizardConsequences(context: WizardContext, event: Act): Issue[] {
  return dependentSteps(context, event).map((step) => issue('step.lookAgain', [], { step }));
}
