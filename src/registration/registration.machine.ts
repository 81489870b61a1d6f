import { type StateSchemaFrom, setup } from 'xstate';
import type { Announcement } from '../announcements.js';
import { associationGuards } from '../association/association.guards.js';
import type { AssociationMachine } from '../association/association.machine.js';
import type { AssociationEvent } from '../association/association.schema.js';
import { associationActions, associationState } from '../association/association.states.js';
import type { StateMeta, Tag } from '../chart.js';
import { enrollmentGuards } from '../enrollment/enrollment.guards.js';
import type { EnrollmentMachine } from '../enrollment/enrollment.machine.js';
import type { EnrollmentEvent } from '../enrollment/enrollment.schema.js';
import { enrollmentActions, enrollmentState } from '../enrollment/enrollment.states.js';
import type { ActionName, ChartMachine, GuardName } from '../named.js';
import { type PolicyEvent, policyArrow, policyGuards } from '../policy.events.js';
import { unconnected } from '../ports.js';
import { reviewGuards } from '../review/review.guards.js';
import type { ReviewMachine } from '../review/review.machine.js';
import type { ReviewEvent } from '../review/review.schema.js';
import { reviewActions, reviewState } from '../review/review.states.js';
import { signupGuards } from '../signup/signup.guards.js';
import type { SignupMachine } from '../signup/signup.machine.js';
import type { SignupEvent } from '../signup/signup.schema.js';
import { signupActions, signupState } from '../signup/signup.states.js';
import { actionsOf, announcementsOf } from '../updates.js';
import { wizardGuards } from '../wizard/wizard.guards.js';
import type { WizardMachine } from '../wizard/wizard.machine.js';
import type { WizardEvent } from '../wizard/wizard.schema.js';
import { wizardActions, wizardState } from '../wizard/wizard.states.js';
import { registrationPorts } from './registration.ports.js';
import { registrationChart, roadAnnouncements, roadGuards, roadUpdates } from './registration.rules.js';
import {
  type RegistrationContext,
  type RegistrationInput,
  type RoadEvent,
  registrationContext,
} from './registration.schema.js';

/** Everything that may be said on the road. */
export type RegistrationEvent =
  | SignupEvent
  | WizardEvent
  | ReviewEvent
  | EnrollmentEvent
  | AssociationEvent
  | RoadEvent
  | PolicyEvent;

const registrationSetup = setup({
  types: {} as {
    context: RegistrationContext;
    events: RegistrationEvent;
    input: RegistrationInput;
    tags: Tag;
    meta: StateMeta;
    emitted: Announcement;
  },
  schemas: registrationChart,
  guards: {
    ...signupGuards,
    ...wizardGuards,
    ...reviewGuards,
    ...enrollmentGuards,
    ...associationGuards,
    ...roadGuards,
    ...policyGuards,
  },
  actions: {
    ...signupActions<RegistrationContext, RegistrationEvent>(),
    ...wizardActions<RegistrationContext, RegistrationEvent>(),
    ...reviewActions<RegistrationContext, RegistrationEvent>(),
    ...enrollmentActions<RegistrationContext, RegistrationEvent>(),
    ...associationActions<RegistrationContext, RegistrationEvent>(),
    ...actionsOf<RegistrationContext, RegistrationEvent, typeof roadUpdates>(roadUpdates),
    ...announcementsOf<RegistrationContext, RegistrationEvent, typeof roadAnnouncements>(roadAnnouncements),
  },
  actors: unconnected(registrationPorts),
});

const startRealName = { guard: 'mayStartRealName', target: '#realName', actions: 'leaveForm' } as const;

/** where the company of the authentication is in question, another one is looked up anew. */
const lookUpAnew = {
  'signup.realName.synchronised': {
    guard: 'isRealNameSynchronised',
    target: '#registration.wizard.checkingCompany',
    reenter: true,
    actions: ['synchroniseRealName', 'forgetCompany'],
  },
  'signup.realName.decided': {
    guard: 'isRealNameApproved',
    target: '#registration.wizard.checkingCompany',
    reenter: true,
    actions: ['approveRealName', 'forgetCompany'],
  },
} as const;

const { checkingCompany, companyCheckFailed, offeringAssociation } = wizardState.states;

const leave = { guard: 'mayLeave', target: 'choosingRoad', actions: 'clearTrouble' } as const;

const machine = registrationSetup.createMachine({
  id: 'registration',
  version: '3',
  description: 'Registration with the Huawei Cloud Partner Network, from no account to partner.',
  context: ({ input }) => registrationContext(input),
  initial: 'starting',
  on: {
    'registration.handOver': { guard: 'mayHandOver', actions: ['recordHandOver', 'announceHandOver'] },
    ...policyArrow,
    'signup.country.choose': { guard: 'isCountryOpen' },
    'wizard.start': { guard: 'isApplicationHeld' },
    'path.*': { guard: 'isPathForPartners' },
    'program.*': { guard: 'isProgramForPartners' },
    'enrollment.deregister': { guard: 'isDeregistrationHeld' },
    'signup.information.complete': { guard: 'mayAddInformation', actions: 'recordInformation' },
    'signup.realName.synchronised': { guard: 'isRealNameSynchronised', actions: 'synchroniseRealName' },
    'signup.realName.decided': [
      { guard: 'isRealNameApproved', actions: 'approveRealName' },
      { guard: 'isRealNameRejected', actions: 'rejectRealName' },
      { guard: 'isRealNameStillInReview', actions: 'keepRealNameInReview' },
    ],
  },
  states: {
    starting: {
      description: 'With an account the road begins at its choice, otherwise at signup.',
      always: [{ guard: 'isAccountGiven', target: 'choosingRoad' }, { target: 'signup' }],
    },
    signup: { ...signupState, onDone: { guard: 'isAccountGiven', target: 'choosingRoad' } },
    choosingRoad: {
      description: 'Apply to join HCPN, or associate with a company that is a partner already.',
      meta: { rules: ['R-001', 'R-034'] },
      tags: ['editing'],
      on: {
        'wizard.start': [
          { guard: 'mayApplyWithKnownCompany', target: 'wizard.checkingCompany', actions: 'recordStart' },
          { guard: 'mayApply', target: 'wizard.enteringBusiness', actions: 'recordStart' },
        ],
        'registration.associate': { guard: 'mayAssociateInstead', target: 'association', actions: 'clearTrouble' },
        'signup.realName.start': startRealName,
      },
    },
    wizard: {
      ...wizardState,
      on: { ...wizardState.on, 'registration.leave': leave, 'signup.realName.start': startRealName },
      states: {
        ...wizardState.states,
        checkingCompany: { ...checkingCompany, on: lookUpAnew },
        companyCheckFailed: { ...companyCheckFailed, on: { ...companyCheckFailed.on, ...lookUpAnew } },
        offeringAssociation: { ...offeringAssociation, on: { ...offeringAssociation.on, ...lookUpAnew } },
      },
      onDone: [
        { guard: 'isSubmitted', target: 'review', actions: 'recordAttempt' },
        { guard: 'isRedirected', target: 'association', actions: 'takeCompanyAlong' },
      ],
    },
    review: {
      ...reviewState,
      states: {
        ...reviewState.states,
        revising: { ...reviewState.states.revising, always: { target: '#registration.wizard.enteringBusiness' } },
      },
      onDone: [
        { guard: 'isApproved', target: 'enrollment' },
        { guard: 'isOffered', target: 'wizard.offeringAssociation', actions: 'endReview' },
        { guard: 'isWithdrawn', target: 'choosingRoad' },
      ],
    },
    enrollment: {
      ...enrollmentState,
      onDone: { guard: 'isOffered', target: 'wizard.offeringAssociation', actions: 'endReview' },
    },
    association: {
      ...associationState,
      on: { ...associationState.on, 'registration.leave': leave },
    },
  },
});

type Charts = SignupMachine | WizardMachine | ReviewMachine | EnrollmentMachine | AssociationMachine;

/** The states of the road: its own, and those of its charts. */
type RoadStates = {
  id: 'registration';
  states: {
    readonly starting: Record<never, never>;
    readonly signup: { states: StateSchemaFrom<SignupMachine>['states'] };
    readonly choosingRoad: Record<never, never>;
    readonly wizard: { states: StateSchemaFrom<WizardMachine>['states'] };
    readonly review: { states: Readonly<StateSchemaFrom<ReviewMachine>['states']> };
    readonly enrollment: { states: StateSchemaFrom<EnrollmentMachine>['states'] };
    readonly association: { states: StateSchemaFrom<AssociationMachine>['states'] };
  };
};

/** The machine's type. */
export type RegistrationMachine = ChartMachine<
  RegistrationContext,
  RegistrationEvent,
  RegistrationInput,
  Announcement,
  typeof registrationPorts,
  ActionName<Charts> | keyof typeof roadUpdates | keyof typeof roadAnnouncements,
  GuardName<Charts> | keyof typeof roadGuards,
  RoadStates
>;

/** The whole road: signup, the choice of road, wizard, review and enrollment, or association. */
export const registrationMachine: RegistrationMachine = machine;
