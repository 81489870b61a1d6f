import type { Announcement } from '../announcements.js';
import { standsInTheWay } from '../application.js';
import { notAcceptingIssues } from '../association/association.guards.js';
import { associationChart } from '../association/association.states.js';
import { turnTo } from '../association/association.updates.js';
import {
  type Chart,
  type Deadline,
  noRequirements,
  type Requirement,
  type Requirements,
  requirement,
  type Step,
} from '../chart.js';
import { partnerFacts, pathChart, programChart } from '../enrollment/enrollment.guards.js';
import type { EnrollmentEvent } from '../enrollment/enrollment.schema.js';
import { enrollmentChart } from '../enrollment/enrollment.states.js';
import { type Issue, issue } from '../issue.js';
import { keptIssues } from '../kept.js';
import { bindOwner, handOver, ownerOf, strangerIssues, whoMayAct } from '../owner.js';
import { isRejected, rejectionRequirements, resubmissionIssues } from '../review/review.guards.js';
import { newReview } from '../review/review.schema.js';
import { reviewChart } from '../review/review.states.js';
import { type Guard, type Rule, ruleBook } from '../rules.js';
import { signupChart } from '../signup/signup.states.js';
import { updatesOf } from '../updates.js';
import { entryIssues, wizardRules } from '../wizard/wizard.guards.js';
import type { WizardContext, WizardEvent } from '../wizard/wizard.schema.js';
import { wizardChart } from '../wizard/wizard.states.js';
import { forgetOtherCompany } from '../wizard/wizard.updates.js';
import { registrationPorts } from './registration.ports.js';
import {
  type RegistrationContext,
  type RoadEvent,
  registrationContextSchema,
  registrationInput,
  roadEvents,
} from './registration.schema.js';

/** Everything that may be said on the road. */
export const registrationEvents = {
  ...signupChart.vocabulary,
  ...wizardChart.vocabulary,
  ...reviewChart.vocabulary,
  ...enrollmentChart.vocabulary,
  ...associationChart.vocabulary,
  ...roadEvents,
};

const { rule, guards } = ruleBook<RegistrationContext, RoadEvent>(roadEvents, whoMayAct(roadEvents));

const roadRules = {
  mayAssociateInstead: rule('registration.associate'),
  mayLeave: rule('registration.leave', {
    standing: ({ association }) =>
      association.invitation?.status === 'accepted'
        ? [issue('association.inPlace')]
        : notAcceptingIssues({ association }),
  }),
  /** The owner hands over, whatever policy says of other applicants, or an administrator. */
  mayHandOver: rule('registration.handOver', {
    standing: (context, { by }) => (by.role === 'applicant' ? strangerIssues(context, by) : []),
    said: (context, { to }) => (to === ownerOf(context) ? [issue('handOver.sameOwner', ['to'])] : []),
  }),
};

/** an application given up and begun again goes on counting its submissions. */
const counted = (rule: Rule<WizardContext>): Rule<RegistrationContext> => ({
  ...rule,
  standing: (context, act) => [...rule.standing(context, act), ...resubmissionIssues(context)],
});

const applyRules = {
  mayApplyWithKnownCompany: counted(wizardRules.mayStartWithKnownCompany),
  mayApply: counted(wizardRules.mayStart),
};

const { rule: startRule, guards: startGuards } = ruleBook<RegistrationContext, WizardEvent>(wizardChart.vocabulary);

const { rule: partnerRule, guards: partnerGuards } = ruleBook<RegistrationContext, EnrollmentEvent>(
  enrollmentChart.vocabulary,
  whoMayAct(enrollmentChart.vocabulary),
);

const isNoPartner = ({ enrollment }: RegistrationContext) => enrollment.partnerId === null;
const never = () => false;

/** What only a partner may do, and why nobody else may. */
const partnerRules = {
  /** a path needs HCPN membership. */
  isPathForPartners: partnerRule('path.*', {
    when: isNoPartner,
    possible: never,
    said: (context, event) => {
      const { path } = event;
      const found = keptIssues(pathChart(context, path), event);
      return found.some(({ code }) => code === 'path.requiresPartner')
        ? found
        : [issue('path.requiresPartner', ['path'], { path })];
    },
  }),
  /** a program needs HCPN membership. */
  isProgramForPartners: partnerRule('program.*', {
    when: isNoPartner,
    possible: never,
    said: (context, event) => {
      const { program } = event;
      const found = keptIssues(programChart(context, program), event);
      return found.some(({ code }) => code === 'program.requiresPartner')
        ? found
        : [issue('program.requiresPartner', ['program'], { program })];
    },
  }),
  /** an account that is applying to become a partner is not deregistered; of others this road knows nothing. */
  isDeregistrationHeld: partnerRule('enrollment.deregister', {
    when: isNoPartner,
    standing: (context, { type }) =>
      partnerFacts(context).applying
        ? [issue('deregistration.applying')]
        : isAssociated(context)
          ? [issue('deregistration.associated')]
          : [issue('event.notExpected', [], { event: type })],
  }),
};

function isAssociated({ association }: RegistrationContext): boolean {
  return association.invitation?.status === 'accepted';
}

function isReviewPassed({ review }: RegistrationContext): boolean {
  return review.decision?.outcome === 'approved' || review.screening?.passed === true;
}

/** what keeps one who has applied already, or needs not, from applying. */
function heldIssues(context: RegistrationContext): Issue[] {
  const { application, enrollment, review } = context;
  if (enrollment.partnerId !== null) return [issue('join.alreadyPartner')];
  if (isAssociated(context)) return [issue('association.inPlace')];
  if (application.submittedAt === null) return [];
  if (isReviewPassed(context)) return [issue('enrollment.registering')];
  return isRejected(context)
    ? [issue('review.rejected', [], { reason: review.decision?.reason ?? '' })]
    : [issue('review.inProgress')];
}

const heldRules = {
  /** whoever has applied, or is a partner, does not apply again. */
  isApplicationHeld: startRule('wizard.start', {
    when: (context) => heldIssues(context).length > 0,
    standing: heldIssues,
  }),
};

const isAccountGiven: Guard<RegistrationContext> = ({ context }) => context.account.cloudEnabledAt !== null;
const isSubmitted: Guard<RegistrationContext> = ({ context }) => context.application.submittedAt !== null;
const isRedirected: Guard<RegistrationContext> = ({ context: { application } }) =>
  application.submittedAt === null && application.company !== null && application.company.partner !== null;
const isApproved: Guard<RegistrationContext> = ({ context }) => isReviewPassed(context);
/** The company became a partner meanwhile, and the application is handed in no more. */
const isOffered: Guard<RegistrationContext> = ({ context: { application } }) =>
  application.submittedAt === null &&
  application.company !== null &&
  standsInTheWay(application.company.partner, application);
const isWithdrawn: Guard<RegistrationContext> = ({ context }) => context.application.submittedAt === null;

/** The guards by which the root orders its charts. What ends a chart is read off what is known, so that no forged end does. */
export const roadGuards = {
  ...guards(roadRules),
  ...startGuards({ ...applyRules, ...heldRules }),
  ...partnerGuards(partnerRules),
  isAccountGiven,
  isSubmitted,
  isRedirected,
  isApproved,
  isOffered,
  isWithdrawn,
};

const { on, entering } = updatesOf<RegistrationContext, RoadEvent, typeof registrationPorts>(roadEvents, bindOwner);

/** What the root itself changes. */
export const roadUpdates = {
  recordHandOver: on('registration.handOver', (context, { to }) => handOver(context, to)),
  clearTrouble: on(['registration.associate', 'registration.leave'], () => {}),
  /** Nothing is in review any more, and nothing that was decided holds for what is submitted next. */
  endReview: entering(({ review }) => {
    Object.assign(review, { ...newReview, attempt: review.attempt });
  }),
  takeCompanyAlong: entering(({ application, association }) => {
    turnTo(association, application.company?.partner ?? association.company);
  }),
  /** another company may be authenticated now than was looked up. */
  forgetCompany: entering(forgetOtherCompany),
};

type SubChart = Omit<Chart<RegistrationContext>, 'context'>;

/** What the root itself tells the world. */
export const roadAnnouncements = {
  /** The owner before can be told by it that the registration is another's now. */
  announceHandOver: ({ account }: RegistrationContext): Announcement => ({
    type: 'registration.handedOver',
    from: account.formerOwners.at(-1) ?? null,
    to: account.ownerId ?? '',
  }),
};

/** The charts of the road by the state of the root each is entered through. */
const charts: ReadonlyMap<string, SubChart> = new Map<string, SubChart>([
  ['signup', signupChart],
  ['wizard', wizardChart],
  ['review', reviewChart],
  ['enrollment', enrollmentChart],
  ['association', associationChart],
]);

function split(state: string): [string, string] {
  const dot = state.indexOf('.');
  return dot === -1 ? [state, ''] : [state.slice(0, dot), state.slice(dot + 1)];
}

function roadRequirements(context: RegistrationContext, state: string): Requirements {
  const [chart, place] = split(state);
  if (chart === 'signup') return signupChart.requirements(context, place);
  const later = signupChart.requirements(context, '');
  const due = charts.get(chart)?.requirements(context, place) ?? choiceRequirements(context);
  const rejection = chart === 'wizard' ? rejectionRequirements(context, null) : [];
  const known = new Set(due.eventuallyDue.map(({ code }) => code));
  return {
    ...due,
    eventuallyDue: [
      ...due.eventuallyDue,
      ...rejection,
      ...later.eventuallyDue.filter(({ code }) => !known.has(code)).map((each) => remedied(each, chart)),
    ],
    pendingVerification: [...due.pendingVerification, ...later.pendingVerification],
  };
}

/** Real-name authentication is begun from the choice of road and from the wizard. */
function remedied(asked: Requirement, chart: string): Requirement {
  const isFar = asked.remedy === 'signup.realName.start' && charts.has(chart) && chart !== 'wizard';
  return isFar ? { ...asked, remedy: null } : asked;
}

/** What is asked where no chart is entered: to choose a road. */
function choiceRequirements(context: RegistrationContext): Requirements {
  return {
    ...noRequirements,
    currentlyDue: [requirement(issue('road.open'), 'road', entryRemedy(context))],
    eventuallyDue: applyIssues(context).map((found) =>
      requirement(found, 'road', found.code.startsWith('realName.') ? 'signup.realName.start' : null),
    ),
  };
}

function entryRemedy(context: RegistrationContext): string {
  return applyIssues(context).length === 0 ? 'wizard.start' : 'registration.associate';
}

function applyIssues(context: RegistrationContext): Issue[] {
  return [...entryIssues(context), ...resubmissionIssues(context)];
}

function roadSteps(context: RegistrationContext, state: string): Step[] {
  const [chart, place] = split(state);
  const within = (name: string) => (chart === name ? place : '');
  const behind = chart === 'review' || chart === 'enrollment';
  const signup = signupChart.steps(context, within('signup'));
  if (chart === 'association') return [...signup, ...associationChart.steps(context, place)];
  return [
    ...signup,
    ...wizardChart.steps(context, behind ? 'submitted' : within('wizard')),
    ...reviewChart.steps(context, chart === 'enrollment' ? 'approved' : within('review')),
    ...enrollmentChart.steps(context, within('enrollment')),
  ];
}

function roadDeadlines(context: RegistrationContext, state: string): readonly Deadline[] {
  const [chart, place] = split(state);
  return charts.get(chart)?.deadlines(context, place) ?? [];
}

/** What the whole road knows about itself beyond its states. */
export const registrationChart: Chart<RegistrationContext> = {
  input: registrationInput,
  context: registrationContextSchema,
  vocabulary: registrationEvents,
  rules: {
    ...signupChart.rules,
    ...wizardChart.rules,
    ...reviewChart.rules,
    ...enrollmentChart.rules,
    ...associationChart.rules,
    ...roadRules,
    ...applyRules,
    ...heldRules,
    ...partnerRules,
  },
  ports: registrationPorts,
  requirements: roadRequirements,
  steps: roadSteps,
  deadlines: roadDeadlines,
  consequences: (context, event) => [...charts.values()].flatMap((chart) => chart.consequences(context, event)),
};
