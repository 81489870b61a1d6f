import type {
  Account,
  AccountFacts,
  Actor,
  Address,
  Announcement,
  Answer,
  Application,
  Association,
  AssociationContext,
  AssociationEvent,
  AssociationInput,
  AssociationMachine,
  Business,
  Dedicated,
  DevelopmentPathContext,
  DevelopmentPathEvent,
  DevelopmentPathInput,
  DevelopmentPathMachine,
  EnrollmentContext,
  EnrollmentEvent,
  EnrollmentInput,
  EnrollmentMachine,
  Filing,
  Invitee,
  Issue,
  KeptPath,
  PartnerProgramContext,
  PartnerProgramEvent,
  PartnerProgramInput,
  PartnerProgramMachine,
  Policy,
  PolicyEvent,
  Question,
  RealNameApplication,
  RegistrationContext,
  RegistrationEvent,
  RegistrationInput,
  RegistrationMachine,
  RegistrationPorts,
  Review,
  ReviewContext,
  ReviewEvent,
  ReviewInput,
  ReviewMachine,
  Role,
  SignupContext,
  SignupEvent,
  SignupInput,
  SignupMachine,
  StateMeta,
  Tag,
  Validator,
  validateBusiness,
  WizardContext,
  WizardEvent,
  WizardInput,
  WizardMachine,
} from 'hcpn-registration';
import {
  associationMachine,
  enrollmentMachine,
  registrationMachine,
  reviewMachine,
  signupMachine,
  wizardMachine,
} from 'hcpn-registration';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type ActorLogicFrom,
  type AnyStateMachine,
  type ContextFrom,
  type EmittedFrom,
  type EventFrom,
  type EventObject,
  fromPromise,
  type InputFrom,
  type SnapshotFrom,
  type StateSchemaFrom,
  type StateValueFrom,
  type TagsFrom,
} from 'xstate';

import { type Args, brief } from '../src/named.js';
import { reviewContext, reviewPorts } from '../src/review/review.schema.js';
import { reviewSetup, reviewState } from '../src/review/review.states.js';
import { signupContext, signupPorts } from '../src/signup/signup.schema.js';
import { signupSetup, signupState } from '../src/signup/signup.states.js';

/** What XState reads off a machine's type. */
interface Read<M extends AnyStateMachine> {
  context: ContextFrom<M>;
  event: EventFrom<M>;
  input: InputFrom<M>;
  emitted: EmittedFrom<M>;
  tags: TagsFrom<M>;
  meta: NonNullable<ReturnType<SnapshotFrom<M>['getMeta']>[keyof ReturnType<SnapshotFrom<M>['getMeta']>]>;
}

interface Expected<C, E, I, X> {
  context: C;
  event: E;
  input: I;
  emitted: X;
  tags: Tag;
  meta: StateMeta;
}

type Said<T, P = unknown> = {
  readonly [K in keyof ({ type: T; at: string; by: Actor } & P)]: ({
    type: T;
    at: string;
    by: Actor;
  } & P)[K];
};

/** The event of a type. */
type Of<E extends EventObject, T extends E['type']> = Extract<E, { type: T }>;

/** The declarations write these types in few words; what a host reads off them is held here, and checked by `tsc`. */
describe('the types of the machines', () => {
  it('tell context, events, input, announcements, tags and meta', () => {
    expectTypeOf<Read<SignupMachine>>().toEqualTypeOf<
      Expected<SignupContext, SignupEvent | PolicyEvent, SignupInput, EventObject>
    >();
    expectTypeOf<Read<WizardMachine>>().toEqualTypeOf<
      Expected<WizardContext, WizardEvent | PolicyEvent, WizardInput, EventObject>
    >();
    expectTypeOf<Read<ReviewMachine>>().toEqualTypeOf<
      Expected<ReviewContext, ReviewEvent | PolicyEvent, ReviewInput, Announcement>
    >();
    expectTypeOf<Read<EnrollmentMachine>>().toEqualTypeOf<
      Expected<EnrollmentContext, EnrollmentEvent | PolicyEvent, EnrollmentInput, Announcement>
    >();
    expectTypeOf<Read<AssociationMachine>>().toEqualTypeOf<
      Expected<AssociationContext, AssociationEvent | PolicyEvent, AssociationInput, Announcement>
    >();
    expectTypeOf<Read<DevelopmentPathMachine>>().toEqualTypeOf<
      Expected<DevelopmentPathContext, DevelopmentPathEvent | PolicyEvent, DevelopmentPathInput, EventObject>
    >();
    expectTypeOf<Read<PartnerProgramMachine>>().toEqualTypeOf<
      Expected<PartnerProgramContext, PartnerProgramEvent | PolicyEvent, PartnerProgramInput, EventObject>
    >();
    expectTypeOf<Read<RegistrationMachine>>().toEqualTypeOf<
      Expected<RegistrationContext, RegistrationEvent | PolicyEvent, RegistrationInput, Announcement>
    >();
  });

  it('know every state', () => {
    expectTypeOf<SnapshotFrom<ReviewMachine>['value']>().toEqualTypeOf<
      | 'screening'
      | 'awaitingScreening'
      | 'manuallyReviewing'
      | 'rejected'
      | 'revising'
      | 'checkingCompany'
      | 'approved'
      | 'redirected'
      | 'withdrawn'
    >();
    type Code = 'entering' | 'sendingCode' | 'enteringCode' | 'checkingCode';
    expectTypeOf<SnapshotFrom<SignupMachine>['value']>().toEqualTypeOf<
      | 'choosingCountry'
      | 'acceptingAgreements'
      | 'enablingCloud'
      | 'completingInformation'
      | 'offeringUpgrade'
      | 'checkingUpgrade'
      | 'upgradingAccount'
      | 'complete'
      | { verifyingEmail: Code }
      | { settingPassword: 'entering' | 'registering' }
      | { securingPhone: Code | 'lookingUp' }
      | { realName: 'applying' | 'submitting' | 'inReview' | 'rejected' }
    >();
    type Road = SnapshotFrom<RegistrationMachine>['value'];
    expectTypeOf<Road>().toEqualTypeOf<
      | 'starting'
      | 'choosingRoad'
      | { signup: SnapshotFrom<SignupMachine>['value'] }
      | { wizard: SnapshotFrom<WizardMachine>['value'] }
      | { review: SnapshotFrom<ReviewMachine>['value'] }
      | { enrollment: SnapshotFrom<EnrollmentMachine>['value'] }
      | { association: SnapshotFrom<AssociationMachine>['value'] }
    >();
    expectTypeOf<{ wizard: 'enteringBusiness' }>().toExtend<StateValueFrom<RegistrationMachine>>();
    expectTypeOf<{ wizard: 'lunch' }>().not.toExtend<StateValueFrom<RegistrationMachine>>();
    expectTypeOf<StateSchemaFrom<RegistrationMachine>['states']['wizard']>().toEqualTypeOf<{
      states: StateSchemaFrom<WizardMachine>['states'];
    }>();
    expectTypeOf<StateSchemaFrom<EnrollmentMachine>>().toEqualTypeOf<{
      id: 'enrollment';
      states: Record<
        'registering' | 'notRegistered' | 'redirected' | 'enrolled' | 'lookingUpAccount',
        Record<never, never>
      >;
    }>();
    expectTypeOf<keyof ReturnType<SnapshotFrom<EnrollmentMachine>['getMeta']>>().toEqualTypeOf<
      | 'enrollment'
      | 'enrollment.registering'
      | 'enrollment.notRegistered'
      | 'enrollment.redirected'
      | 'enrollment.enrolled'
      | 'enrollment.lookingUpAccount'
    >();
  });

  it('take the guards, actions and actors of a machine, and no others', () => {
    const signup = signupMachine.provide({
      guards: { isCountryOpen: ({ context }) => context.account.country === null },
      actions: { recordCountry: ({ event }) => event.at },
      actors: {
        lookUpMobile: fromPromise<Answer<{ huaweiIds: number }>, { phone: string }>(async ({ input }) => ({
          at: input.phone,
          value: { huaweiIds: 0 },
        })),
      },
    });
    expectTypeOf(signup).toEqualTypeOf<SignupMachine>();
    // @ts-expect-error no such guard
    const guards = () => wizardMachine.provide({ guards: { isCountryOpen: () => true } });
    // @ts-expect-error no such action
    const actions = () => wizardMachine.provide({ actions: { recordCountry: () => {} } });
    // @ts-expect-error no such actor
    const actors = () => wizardMachine.provide({ actors: { lookUpMobile: fromPromise(async () => 1) } });
    const answer = () =>
      wizardMachine.provide({
        // @ts-expect-error another answer
        actors: { lookUpCompany: fromPromise<Answer<{ partner: string }>, Business>(async () => ({})) },
      });
    expect([guards, actions, actors, answer]).toHaveLength(4);
    const road = registrationMachine.provide({
      guards: {
        isCountryOpen: () => true,
        isBusinessComplete: () => true,
        hasReason: () => true,
        mayLeave: () => true,
      },
      actions: { recordCountry: () => {}, recordBusiness: () => {}, announceApproval: () => {}, takePolicy: () => {} },
      actors: {
        lookUpAccount: fromPromise<Answer<AccountFacts>, { partnerId: string; huaweiId: string | null }>(async () => ({
          at: '',
          value: {} as AccountFacts,
        })),
      },
    });
    expectTypeOf(road).toEqualTypeOf<RegistrationMachine>();
    expectTypeOf(reviewMachine.provide({ actions: { announceRejection: () => {} } })).toEqualTypeOf<ReviewMachine>();
    expectTypeOf(enrollmentMachine.provide({})).toEqualTypeOf<EnrollmentMachine>();
    expectTypeOf(associationMachine.provide({ guards: { mayInvite: () => true } })).toEqualTypeOf<AssociationMachine>();
    expectTypeOf<ActorLogicFrom<RegistrationMachine>>().toEqualTypeOf<RegistrationMachine>();
  });

  it('are those XState gives, in fewer words', () => {
    const signup = signupSetup.createMachine({
      id: 'signup',
      context: ({ input }) => signupContext(input),
      ...signupState,
    });
    expectTypeOf(brief(signup, signupPorts)).toEqualTypeOf<typeof signup>();
    expectTypeOf<Args<SignupMachine>>().toEqualTypeOf<Args<typeof signup>>();
    const review = reviewSetup.createMachine({
      id: 'review',
      context: ({ input }) => reviewContext(input),
      ...reviewState,
    });
    expectTypeOf(brief(review, reviewPorts)).toEqualTypeOf<typeof review>();
    expectTypeOf<Args<ReviewMachine>>().toEqualTypeOf<Args<typeof review>>();
    expect(brief(review, reviewPorts)).toBe(review);
  });

  it('know who is asked something', () => {
    type Children = SnapshotFrom<WizardMachine>['children'];
    expectTypeOf<NonNullable<Children['lookUpCompany']>['send']>().not.toBeAny();
    type Asked = NonNullable<ReturnType<NonNullable<Children['lookUpCompany']>['getSnapshot']>['output']>;
    expectTypeOf<Asked>().toEqualTypeOf<Answer<{ partner: { partnerId: string; companyName: string } | null }>>();
    expectTypeOf<SnapshotFrom<DevelopmentPathMachine>['children']>().toEqualTypeOf<Record<never, never>>();
  });
});

describe('the types of events', () => {
  it('tell what each carries', () => {
    expectTypeOf<Actor>().toEqualTypeOf<{ role: Role; id: string }>();
    expectTypeOf<Of<SignupEvent, 'signup.back'>>().toEqualTypeOf<Said<'signup.back'>>();
    expectTypeOf<Of<SignupEvent, 'signup.cloud.enable'>>().toEqualTypeOf<
      Said<'signup.cloud.enable', { agreements: { id: string; version: string }[] }>
    >();
    expectTypeOf<Of<SignupEvent, 'signup.realName.decided'>>().toEqualTypeOf<
      Said<
        'signup.realName.decided',
        { resultCode: 0 | 1 | 2; reason?: string | undefined; attempt?: number | undefined }
      >
    >();
    expectTypeOf<Of<WizardEvent, 'wizard.business.save'>>().toEqualTypeOf<
      Said<'wizard.business.save', { business: Business }>
    >();
    expectTypeOf<Of<ReviewEvent, 'review.resubmit'>>().toEqualTypeOf<
      Said<'review.resubmit', { application: Application }>
    >();
    expectTypeOf<Of<EnrollmentEvent, 'path.select'>>().toEqualTypeOf<Of<DevelopmentPathEvent, 'path.select'>>();
    expectTypeOf<Of<EnrollmentEvent, 'program.leave'>>().toEqualTypeOf<Of<PartnerProgramEvent, 'program.leave'>>();
    expectTypeOf<Of<AssociationEvent, 'association.invite'>>().toEqualTypeOf<
      Said<'association.invite', { address: Address }>
    >();
    expectTypeOf<Of<RegistrationEvent, 'registration.policyChanged'>>().toEqualTypeOf<
      Said<'registration.policyChanged', { policy: Policy }>
    >();
    expectTypeOf<EnrollmentEvent['type']>().toEqualTypeOf<
      | 'enrollment.registration.retry'
      | 'enrollment.account.lookUp'
      | 'enrollment.purchase.request'
      | 'enrollment.deregister'
      | 'enrollment.sensitiveRelationship.file'
      | 'enrollment.withdraw'
      | DevelopmentPathEvent['type']
      | PartnerProgramEvent['type']
    >();
  });
});

describe('the types of what is kept', () => {
  it('are plain', () => {
    expectTypeOf<RegistrationContext>().toEqualTypeOf<{
      policy: Policy;
      account: Account;
      application: Application;
      review: Review;
      enrollment: EnrollmentContext['enrollment'];
      association: Association;
      trouble: readonly Issue[];
    }>();
    expectTypeOf<Policy['portalPassword']>().toEqualTypeOf<{ least: number; most: number }>();
    expectTypeOf<Policy['sensitiveRelationship']['items']>().toEqualTypeOf<Question[]>();
    expectTypeOf<Question>().toEqualTypeOf<{
      id: string;
      kind: 'boolean';
      detailsRequiredWhen: boolean | null;
      text: string | null;
    }>();
    expectTypeOf<Business>().toEqualTypeOf<{
      companyName: string;
      country: string;
      registrationNumber: string;
      register?: string | undefined;
      credentialFile?: { fileId: string; name: string; mediaType: string; bytes: number } | undefined;
      address?: string | undefined;
      website?: string | undefined;
      industry?: string | undefined;
    }>();
    expectTypeOf<Business>().toExtend<Record<string, unknown>>();
    expectTypeOf<ReturnType<typeof validateBusiness>>().toEqualTypeOf<Validator<Business>>();
    expectTypeOf<Filing['answers']>().toEqualTypeOf<
      { question: string; value: boolean; details?: string | undefined }[]
    >();
    expectTypeOf<RealNameApplication['kind']>().toEqualTypeOf<'enterprise' | 'individual'>();
    expectTypeOf<Extract<RealNameApplication, { kind: 'individual' }>>().toEqualTypeOf<{
      kind: 'individual';
      name: string;
      birthDate: string;
      files: { fileId: string; name: string; mediaType: string; bytes: number }[];
    }>();
    expectTypeOf<Association['dedicated']>().toEqualTypeOf<Dedicated | null>();
    expectTypeOf<KeptPath['state']>().toExtend<string>();
    expectTypeOf<NonNullable<RegistrationInput['account']>>().toEqualTypeOf<Partial<Account>>();
  });

  it('are what the ports ask and answer', () => {
    expectTypeOf<keyof RegistrationPorts>().toEqualTypeOf<
      | 'sendVerificationCode'
      | 'checkVerificationCode'
      | 'registerHuaweiId'
      | 'lookUpMobile'
      | 'enableCloudServices'
      | 'applyForRealName'
      | 'lookUpUpgrade'
      | 'upgradeAccount'
      | 'lookUpCompany'
      | 'screenApplication'
      | 'registerPartner'
      | 'lookUpAccount'
      | 'lookUpInvitee'
      | 'associateMember'
      | 'lookUpCompanyPaths'
    >();
    expectTypeOf<Parameters<RegistrationPorts['lookUpInvitee']>[0]>().toEqualTypeOf<{
      address: Address;
      partnerId: string;
      huaweiId: string | null;
    }>();
    type Found = Awaited<ReturnType<RegistrationPorts['lookUpInvitee']>>;
    expectTypeOf<{
      readonly matches: readonly Readonly<Invitee>[];
      readonly invitationsToday: number;
    }>().toExtend<Found>();
  });
});

it('what a machine remembers can be handed on as any plain record', () => {
  type Remembered = SnapshotFrom<
    | typeof signupMachine
    | typeof wizardMachine
    | typeof reviewMachine
    | typeof enrollmentMachine
    | typeof associationMachine
    | typeof registrationMachine
  >['context'];
  expectTypeOf<Remembered>().toExtend<Record<string, unknown>>();
});
