import type { Announcement } from '../announcements.js';
import { issue } from '../issue.js';
import { bindOwner } from '../owner.js';
import { after } from '../time.js';
import { updatesOf } from '../updates.js';
import { companyPathIssues, invitationIssues, inviteeMeant, joiningIssues } from './association.guards.js';
import {
  type AssociationContext,
  type AssociationEvent,
  associationEvents,
  type associationPorts,
  type Dedicated,
  type Invitee,
} from './association.schema.js';

const { on, answered, entering, failed } = updatesOf<AssociationContext, AssociationEvent, typeof associationPorts>(
  associationEvents,
  bindOwner,
);

type Slice = Pick<AssociationContext, 'policy' | 'association'>;

function invite({ association, policy }: Slice, { huaweiId, accountName }: Invitee, at: string): void {
  association.invitation = {
    huaweiId,
    accountName,
    sentAt: at,
    validUntil: after(at, { days: policy.association.invitationDays }),
    openedAt: null,
    status: 'open',
  };
  association.matches = [];
  association.chosen = null;
  association.statement = null;
  association.associatedAt = null;
  association.endedAt = null;
  association.dedicated = null;
}

/** The company to associate with. An invitation of another company is not of this one: nobody joins without being invited. */
export function turnTo(
  association: AssociationContext['association'],
  company: AssociationContext['association']['company'],
): void {
  if (company?.partnerId !== association.company?.partnerId)
    Object.assign(association, { address: null, matches: [], chosen: null, invitation: null });
  association.company = company;
}

/** The person asks to be associated and waits for the administrator; as a member too, it is whose the registration is. */
const recordRequest = on('association.request', ({ account, association }, { address, by, company }) => {
  account.ownerId ??= by.id;
  association.request = address;
  if (company !== undefined) turnTo(association, company);
});

/** The administrator names whom to invite. */
const recordAddress = on('association.invite', ({ association }, { address }) => {
  association.address = address;
  association.matches = [];
  association.chosen = null;
  association.invitation = null;
  association.dedicated = null;
});

/** The administrator sends the invitation again. */
const recordResend = on('association.resend', ({ association }) => {
  association.chosen = null;
});

/** Several HUAWEI IDs match, none of them invited before; one must be chosen. */
const recordMatches = answered('lookUpInvitee', ({ association }, { value }) => {
  association.matches = value.matches;
  association.invitation = null;
  association.invitationsToday = value.invitationsToday;
});

/** The invitee passed the check and is invited. */
const recordInvitation = answered('lookUpInvitee', (context, { at, value }) => {
  const invitee = inviteeMeant(value.matches, context);
  if (invitee !== null) invite(context, invitee, at);
});

/** One of several HUAWEI IDs is chosen, to be looked up once more. */
const recordChoice = on('association.account.choose', ({ association }, { huaweiId }) => {
  association.chosen = huaweiId;
});

/** The invitee did not pass the check, and why; of those that match, the list shows what is known now. */
const recordVerificationFailure = answered('lookUpInvitee', (context, { at, value }, before) => {
  const { association } = context;
  context.trouble = invitationIssues(value, at, before);
  association.matches = before.association.matches.map(
    (known) => value.matches.find(({ huaweiId }) => huaweiId === known.huaweiId) ?? known,
  );
  association.chosen = null;
});

/** The invitee could not be looked up. */
const noteInviteeNotLookedUp = failed('lookUpInvitee');

/** The person opened the invitation. */
const recordOpened = on('association.open', ({ association }, { at }) => {
  if (association.invitation !== null) association.invitation.openedAt ??= at;
});

/** The person accepts the Statement and the invitation; it counts from then on, if nothing stands against it. */
const recordAcceptanceBegun = on('association.accept', ({ association }, { at, statement }) => {
  association.accepting = { id: statement.id, version: statement.version, agreedAt: at };
});

/** What is known of the person now stands against joining, and what. */
const recordJoiningRefused = answered('lookUpInvitee', (context, { value }, before) => {
  context.trouble = joiningIssues(value, before);
});

/** The person is associated, since the act of accepting. */
const recordAssociation = answered('associateMember', ({ association }) => {
  association.statement = association.accepting;
  association.associatedAt = association.accepting?.agreedAt ?? null;
  if (association.invitation !== null) association.invitation.status = 'accepted';
});

/** Another partner was quicker. */
const recordAssociatedElsewhere = answered('associateMember', (context) => {
  context.trouble = [issue('invitee.associatedElsewhere')];
});

/** The person could not be associated. */
const noteMemberNotAssociated = failed('associateMember');

/** What was being looked up is done with, whatever came of it. */
const forgetPending = entering(({ association }) => {
  association.chosen = null;
  association.accepting = null;
});

/** A benefit is asked for, for the associated person; the latest request of each kind is kept, the journal has all. */
const recordBenefit = on('association.benefit.request', ({ association }, { at, benefit }) => {
  association.benefits = [...association.benefits.filter((other) => other.benefit !== benefit), { benefit, at }];
});

const closeInvitation =
  (status: 'expired' | 'void' | 'cancelled') =>
  ({ association }: Slice): void => {
    if (association.invitation !== null) association.invitation.status = status;
    association.accepting = null;
  };

/** The invitation's time is over. */
const recordExpiry = on('association.expired', closeInvitation('expired'));

/** The person accepted another partner's invitation. */
const recordSuperseded = on('association.acceptedElsewhere', closeInvitation('void'));

/** The administrator cancels the association. */
const recordDisassociation = on('association.disassociate', (context, { at }) => {
  closeInvitation('cancelled')(context);
  context.association.endedAt = at;
});

function stand({ association: { dedicated } }: Slice, status: Dedicated['status'], reason: string | null = null): void {
  if (dedicated === null) return;
  dedicated.status = status;
  dedicated.reason = reason;
  if (status !== 'cancelled') dedicated.cancellation = null;
}

/** What is handed in for dedicated personnel is decided as an attempt of its own. */
function submit(context: Slice, status: 'applying' | 'cancelling'): void {
  if (context.association.dedicated === null) return;
  stand(context, status);
  context.association.dedicatedAttempts += 1;
}

/** What the administrator applies with; it is kept whether it can be submitted or not. */
const recordDedicatedApplication = on('association.dedicated.apply', ({ association }, act) => {
  const { type: _type, at: _at, by: _by, ...application } = act;
  const { status = null, reason = null, cancellation = null } = association.dedicated ?? {};
  association.dedicated = { status, application, reason, cancellation };
});

/** The company is on the path: the application is in review. */
const recordDedicatedSubmission = answered('lookUpCompanyPaths', (context) => submit(context, 'applying'));

/** The company is not on the path: the application was not submitted. */
const recordPathMissing = answered('lookUpCompanyPaths', (context, { value }, before) => {
  context.trouble = companyPathIssues(value, before);
});

/** The company's paths could not be looked up. */
const noteCompanyPathsNotLookedUp = failed('lookUpCompanyPaths');

/** Huawei approved the application. */
const recordDedicated = on('association.dedicated.approved', (context) => stand(context, 'dedicated'));

/** Huawei rejected the application. */
const recordDedicatedRejection = on('association.dedicated.rejected', (context, { reason }) =>
  stand(context, 'rejected', reason),
);

/** The administrator applies to cancel the dedicated personnel. */
const recordCancellation = on('association.dedicated.cancel', (context, { reason, file }) => {
  submit(context, 'cancelling');
  if (context.association.dedicated !== null) context.association.dedicated.cancellation = { reason, file };
});

/** The administrator revokes the cancellation before it is decided. */
const recordRevocation = on('association.dedicated.revoke', (context) => stand(context, 'dedicated'));

/** Huawei approved the cancellation. */
const recordCancelled = on('association.dedicated.cancelled', (context) => stand(context, 'cancelled'));

/** Huawei rejected the cancellation. */
const recordKept = on('association.dedicated.kept', (context, { reason }) => stand(context, 'dedicated', reason));

/** Huawei disqualified the person. */
const recordDisqualification = on('association.dedicated.disqualified', (context, { reason }) =>
  stand(context, 'disqualified', reason),
);

/** What each act and each answer changes, by the name of its action. */
export const associationUpdates = {
  recordRequest,
  recordAddress,
  recordResend,
  recordMatches,
  recordInvitation,
  recordChoice,
  recordVerificationFailure,
  noteInviteeNotLookedUp,
  recordOpened,
  recordAcceptanceBegun,
  recordJoiningRefused,
  recordAssociation,
  recordAssociatedElsewhere,
  noteMemberNotAssociated,
  forgetPending,
  recordExpiry,
  recordSuperseded,
  recordDisassociation,
  recordBenefit,
  recordDedicatedApplication,
  recordDedicatedSubmission,
  recordPathMissing,
  noteCompanyPathsNotLookedUp,
  recordDedicated,
  recordDedicatedRejection,
  recordCancellation,
  recordRevocation,
  recordCancelled,
  recordKept,
  recordDisqualification,
};

const parties = ({ association }: AssociationContext) => ({
  huaweiId: association.invitation?.huaweiId ?? '',
  partnerId: association.company?.partnerId ?? '',
});

/** What association tells the world, by the name of its action. */
export const associationAnnouncements = {
  /** the invitation goes out as station message and e-mail. */
  announceInvitation: (context: AssociationContext): Announcement => ({
    type: 'association.invited',
    ...parties(context),
    channels: context.policy.association.channels,
    validUntil: context.association.invitation?.validUntil ?? '',
  }),
  announceExpiry: (context: AssociationContext): Announcement => ({ type: 'association.expired', ...parties(context) }),
  announceAssociation: (context: AssociationContext): Announcement => ({
    type: 'association.accepted',
    ...parties(context),
  }),
  announceBenefit: (context: AssociationContext): Announcement => ({
    type: 'association.benefitRequested',
    ...parties(context),
    benefit: context.association.benefits.at(-1)?.benefit ?? 'examVoucher',
  }),
  announceDisassociation: (context: AssociationContext): Announcement => ({
    type: 'association.disassociated',
    ...parties(context),
  }),
  announceDedicated: (context: AssociationContext): Announcement => {
    const { dedicated, dedicatedAttempts } = context.association;
    return {
      type: 'association.dedicatedChanged',
      ...parties(context),
      status: dedicated?.status ?? 'applying',
      reason: dedicated?.reason ?? dedicated?.cancellation?.reason ?? null,
      attempt: dedicatedAttempts,
    };
  },
};

/** Whom the outside world is asked about: whoever the address finds, or the one that was chosen or accepts. */
export function inviteeToLookUp({ association }: AssociationContext) {
  const { accepting, address, chosen, company, invitation } = association;
  return {
    address: address ?? { by: 'accountName' as const, value: '' },
    partnerId: company?.partnerId ?? '',
    huaweiId: accepting === null ? chosen : (invitation?.huaweiId ?? null),
  };
}

/** Who is associated, with which partner, on which Statement. */
export function memberToAssociate(context: AssociationContext) {
  const { id = '', version = '' } = context.association.accepting ?? {};
  return { ...parties(context), statement: { id, version } };
}

/** The company whose paths are asked for. */
export function companyToLookUp({ association }: AssociationContext) {
  return { partnerId: association.company?.partnerId ?? '' };
}
