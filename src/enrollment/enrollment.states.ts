import { type EventObject, setup } from 'xstate';
import type { Announcement } from '../announcements.js';
import type { Chart, StateMeta, Tag } from '../chart.js';
import { type PolicyEvent, policyEvents, policyGuards, policyRules, policyUpdates } from '../policy.events.js';
import { unconnected } from '../ports.js';
import { actionsOf, announcementsOf } from '../updates.js';
import {
  enrollmentDeadlines,
  enrollmentGuards,
  enrollmentRequirements,
  enrollmentRules,
  enrollmentSteps,
} from './enrollment.guards.js';
import {
  type EnrollmentContext,
  type EnrollmentEvent,
  type EnrollmentInput,
  enrollmentContextSchema,
  enrollmentEvents,
  enrollmentInput,
  enrollmentPorts,
} from './enrollment.schema.js';
import {
  accountToLookUp,
  enrollmentAnnouncements,
  enrollmentUpdates,
  partnerToRegister,
} from './enrollment.updates.js';

/** Enrollment's actions for any machine whose context holds enrollment's. */
export const enrollmentActions = <C extends EnrollmentContext, E extends EventObject>() => ({
  ...actionsOf<C, E, typeof enrollmentUpdates>(enrollmentUpdates),
  ...actionsOf<C, E, typeof policyUpdates>(policyUpdates),
  ...announcementsOf<C, E, typeof enrollmentAnnouncements>(enrollmentAnnouncements),
});

/** What enrollment knows about itself beyond its states. */
export const enrollmentChart: Chart<EnrollmentContext> = {
  input: enrollmentInput,
  context: enrollmentContextSchema,
  vocabulary: { ...enrollmentEvents, ...policyEvents },
  rules: { ...enrollmentRules, ...policyRules },
  ports: enrollmentPorts,
  requirements: enrollmentRequirements,
  steps: enrollmentSteps,
  deadlines: enrollmentDeadlines,
  consequences: () => [],
};

/** What the states and the machine are made with. */
export const enrollmentSetup = setup({
  types: {} as {
    context: EnrollmentContext;
    events: EnrollmentEvent | PolicyEvent;
    input: EnrollmentInput;
    tags: Tag;
    meta: StateMeta;
    emitted: Announcement;
  },
  schemas: enrollmentChart,
  guards: { ...enrollmentGuards, ...policyGuards },
  actions: enrollmentActions<EnrollmentContext, EnrollmentEvent | PolicyEvent>(),
  actors: unconnected(enrollmentPorts),
});

const carryOut = ['recordAct', 'carryOutAct', 'announceAct', 'clearAct'] as const;
const lookUpForPath = { guard: 'mayActOnPath', target: 'lookingUpAccount', actions: 'recordAct' } as const;
const lookUpForProgram = { guard: 'mayActOnProgram', target: 'lookingUpAccount', actions: 'recordAct' } as const;

/** Enrollment as a state of a larger chart. */
export const enrollmentState = enrollmentSetup.createStateConfig({
  initial: 'registering',
  description: 'Being an HCPN partner. It is never left: membership cannot be withdrawn.',
  meta: { rules: ['R-056', 'R-057'] },
  states: {
    registering: {
      description: 'The company is being registered as a partner.',
      tags: ['busy'],
      invoke: {
        id: 'registerPartner',
        src: 'registerPartner',
        input: ({ context }: { context: EnrollmentContext }) => partnerToRegister(context),
        onDone: [
          { guard: 'isFoundPartner', target: 'redirected', actions: 'recordPartnerFound' },
          { target: 'enrolled', actions: ['recordEnrollment', 'announceEnrollment'] },
        ],
        onError: { target: 'notRegistered', actions: 'notePartnerNotRegistered' },
      },
    },
    notRegistered: {
      description: 'The application is approved, but the partner could not be registered yet; it can be tried again.',
      tags: ['waiting'],
      on: {
        'enrollment.registration.retry': {
          guard: 'mayRegisterAgain',
          target: 'registering',
          actions: 'requestRegistration',
        },
      },
    },
    redirected: {
      description: 'The company became a partner meanwhile; one associates with it, and no second partner is made.',
      meta: { rules: ['R-034', 'R-183'] },
      type: 'final',
      tags: ['settled'],
    },
    enrolled: {
      description: 'The company is an HCPN partner. Next: select a development path, or join a partner program.',
      meta: { rules: ['R-039', 'R-045', 'R-056', 'R-057', 'R-058', 'R-094', 'R-118', 'R-131', 'R-180'] },
      tags: ['settled'],
      on: {
        'path.select': lookUpForPath,
        'path.exit': lookUpForPath,
        'path.validation.submit': lookUpForPath,
        'path.*': { guard: 'mayActOnPath', actions: carryOut },
        'program.apply': lookUpForProgram,
        'program.submit': lookUpForProgram,
        'program.*': { guard: 'mayActOnProgram', actions: carryOut },
        'enrollment.account.lookUp': {
          guard: 'mayLookUpAccount',
          target: 'lookingUpAccount',
          actions: 'requestAccount',
        },
        'enrollment.purchase.request': {
          guard: 'mayBuy',
          actions: 'requestPurchase',
          description: 'Asks whether the account may buy or provision cloud services; nothing is changed.',
        },
        'enrollment.sensitiveRelationship.file': {
          guard: 'mayFileAgain',
          actions: ['recordFilingAgain', 'announceFiling'],
        },
        'enrollment.deregister': { guard: 'mayDeregister', target: 'lookingUpAccount', actions: 'recordAct' },
        'enrollment.withdraw': {
          guard: 'mayWithdraw',
          description: 'Never possible: membership cannot be withdrawn, and the refusal says so.',
        },
      },
    },
    lookingUpAccount: {
      description:
        "The state of the partner's account is looked up; what was asked for is then carried out, or refused with every reason.",
      meta: { rules: ['R-028', 'R-095', 'R-110', 'R-114', 'R-122'] },
      tags: ['busy'],
      invoke: {
        id: 'lookUpAccount',
        src: 'lookUpAccount',
        input: ({ context }: { context: EnrollmentContext }) => accountToLookUp(context),
        onDone: [
          { guard: 'isNothingAsked', target: 'enrolled', actions: 'recordAccount' },
          {
            guard: 'isActAllowed',
            target: 'enrolled',
            actions: ['recordAccount', 'carryOutAct', 'announceAct', 'clearAct'],
          },
          { target: 'enrolled', actions: 'noteActRefused' },
        ],
        onError: { target: 'enrolled', actions: ['clearAct', 'noteAccountNotLookedUp'] },
      },
    },
  },
});
