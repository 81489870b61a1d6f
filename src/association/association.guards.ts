import * as z from 'zod/mini';
import { onArguments } from '../arguments.js';
import { attemptIssues, lateIssues } from '../attempt.js';
import {
  type Deadline,
  noRequirements,
  type Requirement,
  type Requirements,
  requirement,
  type Step,
} from '../chart.js';
import type { DevelopmentPath } from '../choices.js';
import type { Actor } from '../events.js';
import { uploadIssues } from '../fields.js';
import { type Issue, issue } from '../issue.js';
import { isOwner, strangerIssues, whoMayAct } from '../owner.js';
import type { Policy } from '../policy.js';
import { type Guard, ruleBook } from '../rules.js';
import { after, isReached, isTooEarly } from '../time.js';
import { answers } from '../updates.js';
import {
  type AssociationContext,
  type AssociationEvent,
  associationEvents,
  associationPorts,
  associationSchema,
  type Dedicated,
  type Invitee,
} from './association.schema.js';

/** everything that keeps a HUAWEI ID from being invited and from joining, all at once. */
export function inviteeIssues(invitee: Invitee, partnerId: string, at: string, policy: Policy): Issue[] {
  const { inviteeNeedsRealName, partnersPerPeriod, periodDays } = policy.association;
  const { associatedWith, history } = invitee;
  const elsewhere = associatedWith !== null && associatedWith !== partnerId;
  const from = after(at, { days: -periodDays });
  // Whoever is with this partner already does not join it once more.
  const others = history.filter((entry) => entry.partnerId !== partnerId || associatedWith !== partnerId);
  const recent = new Set(others.filter(({ startedAt }) => isReached(startedAt, from)).map((entry) => entry.partnerId));
  return [
    ...(invitee.enterpriseAuthenticated ? [issue('invitee.enterpriseAuthenticated')] : []),
    ...(elsewhere ? [issue('invitee.associatedElsewhere')] : []),
    ...(invitee.partnerAccount ? [issue('invitee.isPartnerAccount')] : []),
    ...(recent.size >= partnersPerPeriod
      ? [issue('invitee.tooManyPartners', [], { most: partnersPerPeriod, days: periodDays })]
      : []),
    ...(inviteeNeedsRealName && !invitee.individualRealName ? [issue('invitee.notRealName')] : []),
  ];
}

/** how many members an administrator may invite on one day. */
export function dailyInvitationIssues(invitationsToday: number, policy: Policy): Issue[] {
  const most = policy.association.invitationsPerDay;
  return invitationsToday >= most ? [issue('invitation.dailyLimit', [], { most })] : [];
}

/** The HUAWEI ID meant by an address: the one chosen or invited before, or the only one that matches. */
export function inviteeMeant(matches: readonly Invitee[], { association }: AssociationContext): Invitee | null {
  const { chosen, invitation } = association;
  const named = matches.find(({ huaweiId }) => huaweiId === (chosen ?? invitation?.huaweiId));
  return named ?? (matches.length === 1 && chosen === null ? (matches[0] ?? null) : null);
}

/** What the check of an invitee holds against an invitation. */
export function invitationIssues(
  answer: { readonly matches: readonly Invitee[]; readonly invitationsToday: number },
  at: string,
  context: AssociationContext,
): Issue[] {
  const { association, policy } = context;
  const invitee = inviteeMeant(answer.matches, context);
  return [
    ...dailyInvitationIssues(answer.invitationsToday, policy),
    ...(invitee === null
      ? [issue('invitee.notFound')]
      : inviteeIssues(invitee, association.company?.partnerId ?? '', at, policy)),
  ];
}

/**
 * what is known of the person at the moment of joining, held against it. It counts as of the act, and the day's
 * invitations do not count, for this one was sent long ago.
 */
export function joiningIssues(
  { matches }: { readonly matches: readonly Invitee[] },
  { association, policy }: AssociationContext,
): Issue[] {
  const { accepting, invitation, company } = association;
  if (accepting === null || invitation === null) return [issue('invitation.awaited')];
  const invitee = matches.find(({ huaweiId }) => huaweiId === invitation.huaweiId);
  return invitee === undefined
    ? [issue('invitee.notFound')]
    : inviteeIssues(invitee, company?.partnerId ?? '', accepting.agreedAt, policy);
}

/** Until it is clear whether the person joins, nothing else is done with the invitation. */
export function notAcceptingIssues({ association }: Pick<AssociationContext, 'association'>): Issue[] {
  return association.accepting === null ? [] : [issue('invitation.beingAccepted')];
}

/** Whether an id is the invited HUAWEI ID, or of the same person: the owner, known by the host's id or by the HUAWEI ID. */
function isInvited(context: AssociationContext, id: string): boolean {
  const invited = context.association.invitation?.huaweiId ?? '';
  return id === invited || (isOwner(context, id) && isOwner(context, invited));
}

/** whether the invitation can still be accepted, and by whom. */
export function openInvitationIssues(context: AssociationContext, at: string, by: string): Issue[] {
  const { invitation } = context.association;
  if (invitation === null) return [issue('invitation.awaited')];
  if (by !== '' && !isInvited(context, by)) return [issue('invitation.notYours', ['by', 'id'])];
  if (invitation.status === 'accepted') return [issue('association.inPlace')];
  if (invitation.status === 'void') return [issue('invitation.void')];
  if (invitation.status === 'cancelled') return [issue('invitation.cancelled')];
  return invitation.status === 'expired' || isReached(at, invitation.validUntil) ? [issue('invitation.expired')] : [];
}

/** Before the invitation names somebody, a member is whoever asks first, and no other than the owner. */
function askerIssues(context: AssociationContext, by: Actor): Issue[] {
  return by.role === 'member' && context.policy.review.sameApplicantOnly ? strangerIssues(context, by) : [];
}

/** benefits of a person need the association. */
function associatedIssues({ association }: AssociationContext): Issue[] {
  return association.invitation?.status === 'accepted' ? [] : [issue('association.required')];
}

function companyKnownIssues({ association }: AssociationContext): Issue[] {
  return association.company === null ? [issue('association.companyUnknown')] : [];
}

function notInPlaceIssues({ association }: AssociationContext): Issue[] {
  return association.invitation?.status === 'accepted' ? [issue('association.inPlace')] : [];
}

type DedicatedStatus = Dedicated['status'];

/** Where the dedicated personnel application stands, as what is said of it and to whoever expects it elsewhere. */
function dedicatedIssue({ association: { dedicated } }: AssociationContext): Issue {
  const reason = dedicated?.reason ?? '';
  switch (dedicated?.status) {
    case 'applying':
      return issue('dedicated.inReview');
    case 'rejected':
      return issue('dedicated.rejected', [], { reason });
    case 'dedicated':
      return issue('dedicated.inPlace');
    case 'cancelling':
      return issue('dedicated.cancelling');
    case 'disqualified':
      return issue('dedicated.disqualified', [], { reason });
    default:
      return issue('dedicated.none');
  }
}

/** what is asked of dedicated personnel needs the association, and then a fitting status. */
function dedicatedIssues(context: AssociationContext, ...fitting: readonly DedicatedStatus[]): Issue[] {
  const required = associatedIssues(context);
  if (required.length > 0) return required;
  return fitting.includes(context.association.dedicated?.status ?? null) ? [] : [dedicatedIssue(context)];
}

/** the company has to be on the path the member shall be dedicated to. */
export function companyPathIssues(
  { paths }: { readonly paths: readonly DevelopmentPath[] },
  { association: { dedicated } }: AssociationContext,
): Issue[] {
  const path = dedicated?.application.path;
  return path === undefined || paths.includes(path) ? [] : [issue('dedicated.pathRequired', ['path'], { path })];
}

function reasonIssues({ reason }: { readonly reason: string }): Issue[] {
  return reason === '' ? [issue('review.reasonMissing', ['reason'])] : [];
}

interface Decision {
  readonly attempt?: number | undefined;
}

/** What is decided is the application or the cancellation under way. */
function decisionIssues({ association, policy }: AssociationContext, decision: Decision): Issue[] {
  return attemptIssues(decision, association.dedicatedAttempts, policy);
}

function refusalIssues(context: AssociationContext, decision: Decision & { readonly reason: string }): Issue[] {
  return [...decisionIssues(context, decision), ...reasonIssues(decision)];
}

const book = ruleBook<AssociationContext, AssociationEvent>(
  associationEvents,
  whoMayAct(associationEvents, ({ association }) => association.invitation?.huaweiId ?? null),
);

/** The rules of association, by the name of their guard. */
export const associationRules = {
  mayAskToAssociate: book.rule('association.request', {
    standing: (context, { by }) => [
      ...(context.policy.association.selfRequest ? [] : [issue('invitation.requestNotOffered')]),
      ...askerIssues(context, by),
    ],
    said: (context, { company }) => (company === undefined ? companyKnownIssues(context) : []),
  }),
  mayInvite: book.rule('association.invite', {
    standing: (context, { at }) => {
      const { invitation } = context.association;
      const open = invitation?.status === 'open' && isTooEarly(at, invitation.validUntil);
      return [
        ...companyKnownIssues(context),
        ...notInPlaceIssues(context),
        ...notAcceptingIssues(context),
        ...(open ? [issue('invitation.unanswered')] : []),
      ];
    },
  }),
  mayResend: book.rule('association.resend', {
    standing: (context) => [
      ...notInPlaceIssues(context),
      ...notAcceptingIssues(context),
      ...(context.association.address === null ? [issue('invitation.none')] : []),
    ],
  }),
  /** one of those that match; whether it may be invited is looked up once more, for the choice may take days. */
  isAccountMatched: book.rule('association.account.choose', {
    said: ({ association }, { huaweiId }) =>
      association.matches.some((match) => match.huaweiId === huaweiId)
        ? []
        : [issue('invitation.accountNotMatched', ['huaweiId'])],
  }),
  isInvitationOpen: book.rule('association.open', {
    standing: (context, { at, by }) => openInvitationIssues(context, at, by.id),
  }),
  isStatementAccepted: book.rule('association.accept', {
    standing: (context, { at, by }) => [...openInvitationIssues(context, at, by.id), ...notAcceptingIssues(context)],
    said: ({ policy }, { statement }) => {
      const { id, version } = policy.association.statement;
      return [
        ...(statement.agreed && statement.id === id ? [] : [issue('statement.notAccepted', ['statement', 'agreed'])]),
        ...(statement.version === version
          ? []
          : [issue('statement.versionStale', ['statement', 'version'], { current: version })]),
        ...(statement.employee ? [] : [issue('statement.notEmployee', ['statement', 'employee'])]),
      ];
    },
  }),
  isInvitationOverdue: book.rule('association.expired', {
    standing: ({ association: { invitation } }, { at }) =>
      invitation?.status === 'open' && !isTooEarly(at, invitation.validUntil)
        ? []
        : [issue('event.notExpected', [], { event: 'association.expired' })],
  }),
  mayBeSuperseded: book.rule('association.acceptedElsewhere', {
    standing: ({ association: { invitation } }) =>
      invitation?.status === 'open' ? [] : [issue('event.notExpected', [], { event: 'association.acceptedElsewhere' })],
  }),
  mayDisassociate: book.rule('association.disassociate', { standing: associatedIssues }),
  isAssociated: book.rule('association.benefit.request', { standing: associatedIssues }),
  mayApplyForDedicated: book.rule('association.dedicated.apply', {
    standing: (context) => dedicatedIssues(context, null, 'rejected', 'cancelled', 'disqualified'),
    said: ({ policy }, { path }) =>
      policy.association.dedicatedPaths.includes(path) ? [] : [issue('dedicated.pathNotOffered', ['path'], { path })],
  }),
  mayApproveDedicated: book.rule('association.dedicated.approved', {
    standing: (context) => dedicatedIssues(context, 'applying'),
    said: decisionIssues,
  }),
  mayRejectDedicated: book.rule('association.dedicated.rejected', {
    standing: (context) => dedicatedIssues(context, 'applying'),
    said: refusalIssues,
  }),
  mayCancelDedicated: book.rule('association.dedicated.cancel', {
    standing: (context) => dedicatedIssues(context, 'dedicated'),
    said: ({ policy }, { file }) => uploadIssues(file, policy.realName.files, ['file']),
  }),
  mayRevokeCancellation: book.rule('association.dedicated.revoke', {
    standing: (context) => dedicatedIssues(context, 'cancelling'),
  }),
  mayApproveCancellation: book.rule('association.dedicated.cancelled', {
    standing: (context) => dedicatedIssues(context, 'cancelling'),
    said: decisionIssues,
  }),
  mayRejectCancellation: book.rule('association.dedicated.kept', {
    standing: (context) => dedicatedIssues(context, 'cancelling'),
    said: refusalIssues,
  }),
  /** A disqualification is about the person, not about a submission; where it names one, that is the latest. */
  mayDisqualifyDedicated: book.rule('association.dedicated.disqualified', {
    standing: (context) => dedicatedIssues(context, 'dedicated', 'cancelling'),
    said: ({ association }, event) => [...lateIssues(event, association.dedicatedAttempts), ...reasonIssues(event)],
  }),
};

const matchesSeveral = answers(
  associationPorts.lookUpInvitee,
  ({ matches }, context: AssociationContext) =>
    matches.length > 1 && context.association.chosen === null && inviteeMeant(matches, context) === null,
);

const isInviteeEligible = ({ context, event }: { context: AssociationContext; event: { type: string } }): boolean =>
  answers(associationPorts.lookUpInvitee, (value) => {
    const at = 'output' in event ? (event.output as { readonly at: string }).at : '';
    return invitationIssues(value, at, context).length === 0;
  })({ context, event });

/** Whether an invitation is out that a new check leaves as it is. */
const isInvitationOut: Guard<AssociationContext> = ({ context }) => context.association.invitation?.status === 'open';

/** Whether one of several HUAWEI IDs was chosen, so that another can still be. */
const isAccountChosen: Guard<AssociationContext> = ({ context }) => context.association.chosen !== null;

const mayStillJoin = answers(
  associationPorts.lookUpInvitee,
  (answer, context: AssociationContext) => joiningIssues(answer, context).length === 0,
);

const isMemberAssociated = answers(associationPorts.associateMember, ({ result }) => result === 'associated');

const isCompanyOnPath = answers(
  associationPorts.lookUpCompanyPaths,
  (answer, context: AssociationContext) => companyPathIssues(answer, context).length === 0,
);

const stood =
  (status: DedicatedStatus): Guard<AssociationContext> =>
  ({ context }) =>
    context.association.dedicated?.status === status;

/** The guards of association, as the chart names them. */
export const associationGuards = book.guards(associationRules, {
  matchesSeveral,
  isInviteeEligible,
  isInvitationOut,
  isAccountChosen,
  mayStillJoin,
  isMemberAssociated,
  isCompanyOnPath,
  wasDedicatedRejected: stood('rejected'),
  wasDedicatedCancelled: stood('cancelled'),
  wasDedicatedDisqualified: stood('disqualified'),
});

/** What association still asks for, and of whom. */
export function associationRequirements(context: AssociationContext, state: string): Requirements {
  const { association, trouble } = context;
  const { invitation } = association;
  const until = invitation?.validUntil ?? null;
  switch (state) {
    case 'drafting':
      return {
        ...noRequirements,
        currentlyDue: [requirement(issue('invitation.awaited'), 'invitation', 'association.request')],
      };
    case 'inviteeNotLookedUp':
      return {
        ...noRequirements,
        currentlyDue: [requirement(issue('invitation.awaited'), 'invitation', 'association.resend')],
      };
    case 'choosingAccount':
      return {
        ...noRequirements,
        currentlyDue: [requirement(issue('invitation.awaited'), 'invitation', 'association.account.choose')],
      };
    case 'verificationFailed':
      return {
        ...noRequirements,
        currentlyDue: trouble.map((found) => requirement(found, 'invitation', 'association.invite')),
      };
    case 'awaitingInvitation':
    case 'verifyingInvitee':
      return {
        ...noRequirements,
        pendingVerification: [requirement(issue('invitation.awaited'), 'invitation', null)],
      };
    case 'invited':
      return {
        ...noRequirements,
        currentlyDue: [requirement(issue('invitation.unanswered'), 'statement', 'association.accept', until)],
      };
    case 'verifyingAcceptance':
    case 'associating':
      return {
        ...noRequirements,
        pendingVerification: [requirement(issue('invitation.beingAccepted'), 'statement', null)],
      };
    case 'expired':
      return {
        ...noRequirements,
        pastDue: [requirement(issue('invitation.expired'), 'invitation', 'association.resend', until)],
      };
    case 'superseded':
      return {
        ...noRequirements,
        eventuallyDue: [requirement(issue('invitation.void'), 'invitation', 'association.invite')],
      };
    case 'disassociated':
      return {
        ...noRequirements,
        eventuallyDue: [requirement(issue('invitation.cancelled'), 'invitation', 'association.invite')],
      };
    case 'associated.applying':
      return { ...noRequirements, pendingVerification: [dedicatedRequirement(context, null)] };
    case 'associated.cancelling':
      return {
        ...noRequirements,
        pendingVerification: [dedicatedRequirement(context, 'association.dedicated.revoke')],
      };
    case 'associated.rejected':
    case 'associated.disqualified':
      return { ...noRequirements, eventuallyDue: [dedicatedRequirement(context, 'association.dedicated.apply')] };
    default:
      return noRequirements;
  }
}

function dedicatedRequirement(context: AssociationContext, remedy: string | null): Requirement {
  return requirement(dedicatedIssue(context), 'dedicatedPersonnel', remedy);
}

/** The steps of association and how far each is. */
export function associationSteps({ association }: AssociationContext, state: string): Step[] {
  const status = association.invitation?.status;
  const associated = status === 'accepted';
  const waiting = state === 'awaitingInvitation' || state === 'verifyingInvitee';
  const joining = state === 'verifyingAcceptance' || state === 'associating';
  return [
    {
      id: 'invitation',
      status: status === 'open' || associated ? 'done' : waiting ? 'waiting' : 'open',
      current: state !== '' && status !== 'open' && !associated,
      reachable: false,
    },
    {
      id: 'statement',
      status: associated ? 'done' : joining ? 'waiting' : 'open',
      current: status === 'open',
      reachable: status === 'open',
    },
  ];
}

/** The end of the invitation's validity. */
export function associationDeadlines({ association }: AssociationContext, state: string): Deadline[] {
  const { invitation } = association;
  return state === 'invited' && invitation !== null
    ? [{ at: invitation.validUntil, step: 'statement', event: 'association.expired' }]
    : [];
}

/** what the partner sees of an associated person; nothing of anyone else. */
export const sharedOnAssociation = [
  'name',
  'accountName',
  'accountId',
  'mobileNumber',
  'email',
  'learningRecords',
  'examRecords',
  'certificateRecords',
] as const;

/** what the partner may see of the person now. Throws `argument.invalid`. */
export function sharedWithPartner(context: AssociationContext): readonly (typeof sharedOnAssociation)[number][] {
  return onArguments(
    () => ({ context: [z.object({ association: associationSchema }), context] }),
    () => (associatedIssues(context).length === 0 ? sharedOnAssociation : []),
  );
}
