import { type EventObject, setup } from 'xstate';
import type { Announcement } from '../announcements.js';
import type { Chart, StateMeta, Tag } from '../chart.js';
import { type PolicyEvent, policyEvents, policyGuards, policyRules, policyUpdates } from '../policy.events.js';
import { unconnected } from '../ports.js';
import { actionsOf, announcementsOf } from '../updates.js';
import {
  associationDeadlines,
  associationGuards,
  associationRequirements,
  associationRules,
  associationSteps,
} from './association.guards.js';
import {
  type AssociationContext,
  type AssociationEvent,
  type AssociationInput,
  associationContextSchema,
  associationEvents,
  associationInput,
  associationPorts,
} from './association.schema.js';
import {
  associationAnnouncements,
  associationUpdates,
  companyToLookUp,
  inviteeToLookUp,
  memberToAssociate,
} from './association.updates.js';

/** Association's actions for any machine whose context holds association's. */
export const associationActions = <C extends AssociationContext, E extends EventObject>() => ({
  ...actionsOf<C, E, typeof associationUpdates>(associationUpdates),
  ...actionsOf<C, E, typeof policyUpdates>(policyUpdates),
  ...announcementsOf<C, E, typeof associationAnnouncements>(associationAnnouncements),
});

/** What association knows about itself beyond its states. */
export const associationChart: Chart<AssociationContext> = {
  input: associationInput,
  context: associationContextSchema,
  vocabulary: { ...associationEvents, ...policyEvents },
  rules: { ...associationRules, ...policyRules },
  ports: associationPorts,
  requirements: associationRequirements,
  steps: associationSteps,
  deadlines: associationDeadlines,
  consequences: () => [],
};

/** What the states and the machine are made with. */
export const associationSetup = setup({
  types: {} as {
    context: AssociationContext;
    events: AssociationEvent | PolicyEvent;
    input: AssociationInput;
    tags: Tag;
    meta: StateMeta;
    emitted: Announcement;
  },
  schemas: associationChart,
  guards: { ...associationGuards, ...policyGuards },
  actions: associationActions<AssociationContext, AssociationEvent | PolicyEvent>(),
  actors: unconnected(associationPorts),
});

const disassociate = {
  guard: 'mayDisassociate',
  target: '#disassociated',
  actions: ['recordDisassociation', 'announceDisassociation'],
} as const;

const disqualify = {
  guard: 'mayDisqualifyDedicated',
  target: 'disqualified',
  actions: ['recordDisqualification', 'announceDedicated'],
} as const;

/** Back to where a dedicated personnel application came from. */
const backWith = <A extends string>(actions: A) =>
  [
    { guard: 'wasDedicatedRejected', target: 'rejected', actions },
    { guard: 'wasDedicatedCancelled', target: 'cancelled', actions },
    { guard: 'wasDedicatedDisqualified', target: 'disqualified', actions },
    { target: 'notDedicated', actions },
  ] as const;

/** Back to the open invitation when the person cannot be associated; nothing of the acceptance is kept. */
const stillInvited = <A extends string>(note: A) => ({ target: 'invited', actions: [note, 'forgetPending'] }) as const;

/** Association as a state of a larger chart. */
export const associationState = associationSetup.createStateConfig({
  initial: 'drafting',
  description: "Associating a person's HUAWEI ID with a company that is a partner already, by invitation.",
  meta: { rules: ['R-034', 'R-060', 'R-076'] },
  on: {
    'association.invite': { guard: 'mayInvite', target: '.verifyingInvitee', actions: 'recordAddress' },
    'association.resend': { guard: 'mayResend', target: '.verifyingInvitee', actions: 'recordResend' },
    'association.open': { guard: 'isInvitationOpen', actions: 'recordOpened' },
    'association.accept': {
      guard: 'isStatementAccepted',
      target: '.verifyingAcceptance',
      actions: 'recordAcceptanceBegun',
    },
    'association.benefit.request': { guard: 'isAssociated', actions: ['recordBenefit', 'announceBenefit'] },
    // Taken within `associated`; here they name the reason wherever they are refused.
    'association.dedicated.apply': { guard: 'mayApplyForDedicated' },
    'association.dedicated.approved': { guard: 'mayApproveDedicated' },
    'association.dedicated.rejected': { guard: 'mayRejectDedicated' },
    'association.dedicated.cancel': { guard: 'mayCancelDedicated' },
    'association.dedicated.revoke': { guard: 'mayRevokeCancellation' },
    'association.dedicated.cancelled': { guard: 'mayApproveCancellation' },
    'association.dedicated.kept': { guard: 'mayRejectCancellation' },
    'association.dedicated.disqualified': { guard: 'mayDisqualifyDedicated' },
  },
  states: {
    drafting: {
      description: 'Nobody is invited yet. The administrator invites, or the person asks to be associated.',
      meta: { rules: ['R-060'] },
      tags: ['editing'],
      on: {
        'association.request': { guard: 'mayAskToAssociate', target: 'awaitingInvitation', actions: 'recordRequest' },
      },
    },
    awaitingInvitation: {
      description: "The person asked to be associated and waits for the administrator's invitation.",
      tags: ['waiting'],
      on: {
        'association.request': { guard: 'mayAskToAssociate', actions: 'recordRequest' },
      },
    },
    verifyingInvitee: {
      description:
        'The system checks the HUAWEI ID that shall be invited. An invitation that is out already stays so until the new one.',
      meta: { rules: ['R-062', 'R-067', 'R-068', 'R-069', 'R-070', 'R-071', 'R-072'] },
      tags: ['busy'],
      invoke: {
        id: 'lookUpInvitee',
        src: 'lookUpInvitee',
        input: ({ context }: { context: AssociationContext }) => inviteeToLookUp(context),
        onDone: [
          { guard: 'matchesSeveral', target: 'choosingAccount', actions: 'recordMatches' },
          { guard: 'isInviteeEligible', target: 'invited', actions: ['recordInvitation', 'announceInvitation'] },
          { guard: 'isInvitationOut', target: 'invited', actions: 'recordVerificationFailure' },
          { guard: 'isAccountChosen', target: 'choosingAccount', actions: 'recordVerificationFailure' },
          { target: 'verificationFailed', actions: 'recordVerificationFailure' },
        ],
        onError: [
          { guard: 'isInvitationOut', target: 'invited', actions: 'noteInviteeNotLookedUp' },
          {
            guard: 'isAccountChosen',
            target: 'choosingAccount',
            actions: ['noteInviteeNotLookedUp', 'forgetPending'],
          },
          { target: 'inviteeNotLookedUp', actions: 'noteInviteeNotLookedUp' },
        ],
      },
      on: {
        'association.acceptedElsewhere': {
          guard: 'mayBeSuperseded',
          target: 'superseded',
          actions: 'recordSuperseded',
        },
      },
    },
    inviteeNotLookedUp: {
      description: 'The HUAWEI ID could not be checked. Nothing is lost: send again, or invite someone else.',
      tags: ['editing'],
    },
    verificationFailed: {
      description: 'Verification Failed: the HUAWEI ID cannot be invited, and every reason is given.',
      meta: { rules: ['R-067', 'R-068', 'R-069', 'R-070', 'R-071'] },
      tags: ['editing'],
    },
    choosingAccount: {
      description: 'Several HUAWEI IDs match; the administrator chooses one.',
      meta: { rules: ['R-061'] },
      tags: ['editing'],
      on: {
        'association.account.choose': {
          guard: 'isAccountMatched',
          target: 'verifyingInvitee',
          actions: 'recordChoice',
        },
      },
    },
    invited: {
      description: 'The invitation is out; the person accepts the Statement and the invitation while it is valid.',
      meta: { rules: ['R-063', 'R-064', 'R-072', 'R-073'] },
      tags: ['waiting'],
      on: {
        'association.expired': {
          guard: 'isInvitationOverdue',
          target: 'expired',
          actions: ['recordExpiry', 'announceExpiry'],
        },
        'association.acceptedElsewhere': {
          guard: 'mayBeSuperseded',
          target: 'superseded',
          actions: 'recordSuperseded',
        },
      },
    },
    verifyingAcceptance: {
      description:
        'The person accepted; whether the conditions on an invitee still hold is looked up once more. If not, the invitation stays open.',
      meta: { rules: ['R-067', 'R-068', 'R-069', 'R-070', 'R-071', 'R-182'] },
      tags: ['busy'],
      invoke: {
        id: 'lookUpInviteeAgain',
        src: 'lookUpInvitee',
        input: ({ context }: { context: AssociationContext }) => inviteeToLookUp(context),
        onDone: [{ guard: 'mayStillJoin', target: 'associating' }, stillInvited('recordJoiningRefused')],
        onError: stillInvited('noteInviteeNotLookedUp'),
      },
      on: {
        'association.acceptedElsewhere': {
          guard: 'mayBeSuperseded',
          target: 'superseded',
          actions: 'recordSuperseded',
        },
      },
    },
    associating: {
      description: 'The person is being associated with the company, unless another partner was quicker.',
      meta: { rules: ['R-068', 'R-073', 'R-076', 'R-182'] },
      tags: ['busy'],
      invoke: {
        id: 'associateMember',
        src: 'associateMember',
        input: ({ context }: { context: AssociationContext }) => memberToAssociate(context),
        onDone: [
          {
            guard: 'isMemberAssociated',
            target: 'associated',
            actions: ['recordAssociation', 'forgetPending', 'announceAssociation'],
          },
          stillInvited('recordAssociatedElsewhere'),
        ],
        onError: stillInvited('noteMemberNotAssociated'),
      },
    },
    expired: {
      description: 'The invitation has expired; the administrator can send it again.',
      meta: { rules: ['R-064', 'R-065'] },
      tags: ['waiting'],
    },
    superseded: {
      description: "The person accepted another partner's invitation; this one is void.",
      meta: { rules: ['R-072', 'R-076'] },
      tags: ['settled'],
    },
    associated: {
      initial: 'notDedicated',
      description:
        'The person is associated with the company, the company sees the shared data and may make the person dedicated personnel.',
      meta: { rules: ['R-074', 'R-076', 'R-077', 'R-080'] },
      on: {
        'association.dedicated.apply': {
          guard: 'mayApplyForDedicated',
          target: '.verifyingApplication',
          actions: 'recordDedicatedApplication',
        },
      },
      states: {
        notDedicated: {
          description: 'Associated: the person does not belong to the dedicated personnel.',
          meta: { rules: ['R-081'] },
          tags: ['settled'],
          on: { 'association.disassociate': disassociate },
        },
        verifyingApplication: {
          description:
            'The system checks that the company is on the path of the application, which is kept if it cannot be submitted.',
          meta: { rules: ['R-080'] },
          tags: ['busy'],
          invoke: {
            id: 'lookUpCompanyPaths',
            src: 'lookUpCompanyPaths',
            input: ({ context }: { context: AssociationContext }) => companyToLookUp(context),
            onDone: [
              {
                guard: 'isCompanyOnPath',
                target: 'applying',
                actions: ['recordDedicatedSubmission', 'announceDedicated'],
              },
              ...backWith('recordPathMissing'),
            ],
            onError: backWith('noteCompanyPathsNotLookedUp'),
          },
        },
        applying: {
          description: 'Application in review: Huawei decides whether the person becomes dedicated personnel.',
          meta: { rules: ['R-081'] },
          tags: ['waiting'],
          on: {
            'association.dedicated.approved': {
              guard: 'mayApproveDedicated',
              target: 'dedicated',
              actions: ['recordDedicated', 'announceDedicated'],
            },
            'association.dedicated.rejected': {
              guard: 'mayRejectDedicated',
              target: 'rejected',
              actions: ['recordDedicatedRejection', 'announceDedicated'],
            },
            'association.disassociate': disassociate,
          },
        },
        rejected: {
          description:
            'Dedicated personnel rejected: Huawei gave a reason, and the application can be submitted again.',
          meta: { rules: ['R-082'] },
          tags: ['settled'],
          on: { 'association.disassociate': disassociate },
        },
        dedicated: {
          description: 'Dedicated personnel: the person belongs to it until that is cancelled or Huawei disqualifies.',
          meta: { rules: ['R-081', 'R-083'] },
          tags: ['settled'],
          on: {
            'association.dedicated.cancel': {
              guard: 'mayCancelDedicated',
              target: 'cancelling',
              actions: ['recordCancellation', 'announceDedicated'],
            },
            'association.dedicated.disqualified': disqualify,
            'association.disassociate': disassociate,
          },
        },
        cancelling: {
          description: 'Cancellation in review: until Huawei decides, the administrator can revoke it.',
          meta: { rules: ['R-083'] },
          tags: ['waiting'],
          on: {
            'association.dedicated.revoke': {
              guard: 'mayRevokeCancellation',
              target: 'dedicated',
              actions: ['recordRevocation', 'announceDedicated'],
            },
            'association.dedicated.cancelled': {
              guard: 'mayApproveCancellation',
              target: 'cancelled',
              actions: ['recordCancelled', 'announceDedicated'],
            },
            'association.dedicated.kept': {
              guard: 'mayRejectCancellation',
              target: 'dedicated',
              actions: ['recordKept', 'announceDedicated'],
            },
            'association.dedicated.disqualified': disqualify,
            'association.disassociate': disassociate,
          },
        },
        cancelled: {
          description: 'Disqualification approved: the cancellation passed; the person can be proposed again.',
          meta: { rules: ['R-082', 'R-083'] },
          tags: ['settled'],
          on: { 'association.disassociate': disassociate },
        },
        disqualified: {
          description: 'Disqualified by Huawei: a reason was given, and the person can be proposed again.',
          meta: { rules: ['R-082'] },
          tags: ['settled'],
          on: { 'association.disassociate': disassociate },
        },
      },
    },
    disassociated: {
      id: 'disassociated',
      description: 'The administrator cancelled the association; the person can be invited again.',
      meta: { rules: ['R-066', 'R-075'] },
      tags: ['settled'],
    },
  },
});
