import { type AssociationMachine, associationMachine } from '../../src/association/association.machine.js';
import type { AssociationEvent, Invitee } from '../../src/association/association.schema.js';
import type { Policy } from '../../src/policy.js';
import { intl } from '../support/answers.js';
import { shift } from '../support/clock.js';
import { type Driven, drive, type Saying } from '../support/drive.js';
import { down, type Scripts } from '../support/ports.js';
import type { Ways } from '../support/ways.js';

/** What is said to association. */
export type AssociationSaying = Saying<AssociationMachine>;

export const company = { partnerId: 'partner-x', companyName: 'Ácme Cloud GmbH' };
export const at = '2026-11-22T10:00:00.000Z';
/** The last instant of an invitation sent at `at`, and the first after it. */
export const lastMoment = shift(at, { days: 7, ms: -1 });
export const over = shift(at, { days: 7 });

/** A HUAWEI ID that can be invited. */
export const member: Invitee = {
  huaweiId: 'member-1',
  accountName: 'member one',
  enterpriseAuthenticated: false,
  individualRealName: true,
  partnerAccount: false,
  associatedWith: null,
  history: [],
};
export const other: Invitee = { ...member, huaweiId: 'member-2', accountName: 'member two' };

/** What the look-up of an invitee answers. */
export const found =
  (matches: readonly Invitee[], invitationsToday = 0) =>
  () => ({ matches, invitationsToday });

export const statement = { ...intl.association.statement, agreed: true, employee: true };

/** The file handed in to cancel dedicated personnel. */
export const file = { fileId: 'file-1', name: 'request.png', mediaType: 'image/png', bytes: 20_000 };

/** One right way to say each thing. */
export const say = {
  request: {
    type: 'association.request',
    address: { by: 'accountName', value: 'member one' },
    company,
  },
  invite: { type: 'association.invite', address: { by: 'email', value: 'member@acme.example' } },
  inviteOther: { type: 'association.invite', address: { by: 'phone', value: '+4930654321' } },
  resend: { type: 'association.resend' },
  choose: { type: 'association.account.choose', huaweiId: 'member-1' },
  open: { type: 'association.open' },
  accept: { type: 'association.accept', statement },
  expired: { type: 'association.expired' },
  acceptedElsewhere: { type: 'association.acceptedElsewhere' },
  disassociate: { type: 'association.disassociate' },
  voucher: { type: 'association.benefit.request', benefit: 'examVoucher' },
  lab: { type: 'association.benefit.request', benefit: 'cloudLab' },
  apply: {
    type: 'association.dedicated.apply',
    path: 'service',
    position: 'SA',
    baseLocation: 'Berlin',
    certificate: 'HCIP-1234',
    onboardingDate: '2026-10-01',
  },
  approved: { type: 'association.dedicated.approved' },
  rejected: { type: 'association.dedicated.rejected', reason: 'The certificate has run out.' },
  cancel: { type: 'association.dedicated.cancel', reason: 'Moved to another team.', file },
  revoke: { type: 'association.dedicated.revoke' },
  cancelled: { type: 'association.dedicated.cancelled' },
  kept: { type: 'association.dedicated.kept', reason: 'The file cannot be read.' },
  disqualified: { type: 'association.dedicated.disqualified', reason: 'Left the company.' },
} as const satisfies Record<string, AssociationSaying>;

type Step = AssociationSaying | { readonly at: string } | { readonly answer: () => unknown };

const failed = [{ answer: found([{ ...member, partnerAccount: true }]) }, say.invite];
const expired = [say.invite, { at: over }, say.expired];
const associated = [say.invite, say.accept];
const dedicated = [...associated, say.apply, say.approved];

/** A way to each state in which association rests: what is said, what the port answers next, what the clock shows. */
export const restingRoads = {
  drafting: [],
  awaitingInvitation: [say.request],
  inviteeNotLookedUp: [{ answer: down }, say.invite],
  verificationFailed: failed,
  choosingAccount: [{ answer: found([member, other]) }, say.invite],
  invited: [say.invite],
  expired,
  superseded: [say.invite, say.acceptedElsewhere],
  'associated.notDedicated': associated,
  'associated.applying': [...associated, say.apply],
  'associated.rejected': [...associated, say.apply, say.rejected],
  'associated.dedicated': dedicated,
  'associated.cancelling': [...dedicated, say.cancel],
  'associated.cancelled': [...dedicated, say.cancel, say.cancelled],
  'associated.disqualified': [...dedicated, say.disqualified],
  disassociated: [...associated, say.disassociate],
} as const satisfies Record<string, readonly Step[]>;

/** A state in which association rests. */
export type RestingState = keyof typeof restingRoads;

/** Whether the person is associated with the company. */
export const isAssociated = (state: string): boolean => state.startsWith('associated.');

/** Association of a known company from its start. */
export function association(policy: Policy = intl, ports: Scripts = {}): Driven<AssociationMachine> {
  return drive(associationMachine, { policy, company }, ports, { at });
}

/** Association brought to a state in which it rests. */
export async function associationAt(state: RestingState, policy: Policy = intl): Promise<Driven<AssociationMachine>> {
  const driven = association(policy);
  for (const step of restingRoads[state] as readonly Step[]) {
    if ('type' in step) await driven.go(step);
    else if ('at' in step) driven.clock.set(step.at);
    else driven.once('lookUpInvitee', step.answer);
  }
  return driven;
}

/** Each event of association: where, rightly, and wrongly. */
export const ways: Ways<AssociationEvent['type'], RestingState, AssociationMachine> = {
  'association.request': {
    in: 'drafting',
    right: say.request,
    wrong: [
      { ...say.request, address: { by: 'fax', value: '1' } },
      { ...say.request, company: {} },
    ],
  },
  'association.invite': {
    in: 'drafting',
    right: say.invite,
    wrong: [
      { ...say.invite, address: { by: 'email', value: 'member' } },
      { ...say.invite, address: { by: 'phone', value: '030' } },
      { ...say.invite, address: { by: 'accountName', value: ' ' } },
    ],
  },
  'association.resend': { in: 'invited', right: say.resend, wrong: [{ ...say.resend, address: say.invite.address }] },
  'association.account.choose': {
    in: 'choosingAccount',
    right: say.choose,
    wrong: [
      { ...say.choose, huaweiId: 'member-3' },
      { ...say.choose, huaweiId: '' },
    ],
  },
  'association.open': { in: 'invited', right: say.open, wrong: [{ ...say.open, huaweiId: 'member-1' }] },
  'association.accept': {
    in: 'invited',
    right: say.accept,
    wrong: [
      { ...say.accept, statement: { ...statement, agreed: false } },
      { ...say.accept, statement: { ...statement, employee: false } },
      { ...say.accept, statement: { ...statement, version: '0.9' } },
      { type: say.accept.type },
    ],
  },
  'association.expired': {
    in: 'invited',
    right: say.expired,
    after: { days: 7 },
    wrong: [{ ...say.expired, huaweiId: 'member-1' }],
  },
  'association.acceptedElsewhere': {
    in: 'invited',
    right: say.acceptedElsewhere,
    wrong: [{ ...say.acceptedElsewhere, partnerId: 'partner-y' }],
  },
  'association.disassociate': {
    in: 'associated.notDedicated',
    right: say.disassociate,
    wrong: [{ ...say.disassociate, reason: 'left' }],
  },
  'association.benefit.request': {
    in: 'associated.notDedicated',
    right: say.voucher,
    wrong: [{ ...say.voucher, benefit: 'laptop' }, { type: say.voucher.type }],
  },
  'association.dedicated.apply': {
    in: 'associated.notDedicated',
    right: say.apply,
    wrong: [
      { ...say.apply, path: 'software' },
      { ...say.apply, path: 'distributor' },
      { ...say.apply, path: 'cloudSolutionProvider' },
      { ...say.apply, position: 'CEO' },
      { ...say.apply, baseLocation: ' ' },
      { ...say.apply, certificate: '' },
      { ...say.apply, onboardingDate: '2026-13-01' },
      { type: say.apply.type },
    ],
  },
  'association.dedicated.approved': {
    in: 'associated.applying',
    right: say.approved,
    wrong: [{ ...say.approved, reason: 'why not' }],
  },
  'association.dedicated.rejected': {
    in: 'associated.applying',
    right: say.rejected,
    wrong: [{ ...say.rejected, reason: ' ' }, { type: say.rejected.type }],
  },
  'association.dedicated.cancel': {
    in: 'associated.dedicated',
    right: say.cancel,
    wrong: [
      { ...say.cancel, reason: ' ' },
      { ...say.cancel, file: { ...file, mediaType: 'text/html' } },
      { ...say.cancel, file: { ...file, bytes: 11 * 1024 * 1024 } },
      { ...say.cancel, file: 'file-1' },
      { type: say.cancel.type, reason: say.cancel.reason },
    ],
  },
  'association.dedicated.revoke': {
    in: 'associated.cancelling',
    right: say.revoke,
    wrong: [{ ...say.revoke, reason: 'stays' }],
  },
  'association.dedicated.cancelled': {
    in: 'associated.cancelling',
    right: say.cancelled,
    wrong: [{ ...say.cancelled, reason: 'moved' }],
  },
  'association.dedicated.kept': {
    in: 'associated.cancelling',
    right: say.kept,
    wrong: [{ ...say.kept, reason: '' }, { type: say.kept.type }],
  },
  'association.dedicated.disqualified': {
    in: 'associated.dedicated',
    right: say.disqualified,
    wrong: [{ ...say.disqualified, reason: ' ' }, { type: say.disqualified.type }],
  },
};
