import { createPolicy, type RegistrationMachine, registrationMachine } from 'hcpn-registration';
import { cleanAccount, type ExploredEdge, explore, fixtures, type Saying } from 'hcpn-registration/testing';
import type { SnapshotFrom } from 'xstate';
import { demoPartner } from '../../examples/portal/server/demo.users.js';

/** One step of a road: somebody says something, or a service answers or fails. */
export type Stride = ExploredEdge<SnapshotFrom<RegistrationMachine>>;

/** The shortest way to a screen. */
export interface Road {
  readonly place: string;
  readonly strides: readonly Stride[];
}

const policy = createPolicy({ site: 'cn' });
const valid = fixtures(policy);
/** The person who registers, and is invited: one id, whichever part is played. */
export const person = 'person-1';
const invitee = { ...valid.invitee, huaweiId: person };
const { partner } = demoPartner;
const upgrade = {
  oldAccountCountry: 'CN',
  huaweiIdCountry: 'CN',
  huaweiIdFrozen: false,
  huaweiIdBoundElsewhere: false,
  contactOnUnusedId: false,
  mobileTaken: false,
};
const dedicated = { type: 'association.dedicated.apply', path: 'service', position: 'SA', baseLocation: 'Shenzhen' };
const letter = { fileId: 'letter-1', name: 'letter.jpg', mediaType: 'image/jpeg', bytes: 20_000 };

const applicant: readonly Saying[] = [
  { type: 'signup.country.choose', country: valid.country },
  { type: 'signup.email.submit', email: valid.email },
  { type: 'signup.code.submit', verificationCode: '123456' },
  { type: 'signup.password.set', password: valid.password },
  { type: 'signup.securityPhone.skip' },
  { type: 'signup.securityPhone.give', phone: valid.phone },
  { type: 'signup.cloud.enable', agreements: valid.agreements },
  { type: 'signup.information.complete', information: valid.information },
  { type: 'signup.realName.start' },
  { type: 'signup.realName.apply', application: valid.realName },
  { type: 'wizard.start' },
  { type: 'wizard.business.save', business: valid.business },
  { type: 'wizard.contact.save', contact: valid.contact },
  { type: 'wizard.sensitiveRelationship.file', filing: valid.filing },
  { type: 'wizard.agreement.accept', acceptance: valid.acceptance },
  { type: 'wizard.submit' },
  { type: 'wizard.company.associate' },
  { type: 'review.revise' },
  { type: 'review.withdraw' },
];

const others: readonly Saying[] = [
  { type: 'signup.realName.decided', by: 'system', resultCode: 2 },
  { type: 'signup.realName.decided', by: 'system', resultCode: 1, reason: 'The photo is blurred.' },
  { type: 'signup.oldAccount.signedIn', by: 'system', accountId: 'old-1', country: valid.country, email: valid.email },
  { type: 'review.approve', by: 'reviewer' },
  { type: 'review.reject', by: 'reviewer', reason: 'The registration number is not on the credential.' },
  { type: 'association.request', by: 'member', address: valid.address },
  { type: 'association.invite', by: 'administrator', address: valid.address },
  { type: 'association.expired', by: 'system' },
  { type: 'association.acceptedElsewhere', by: 'system' },
  { type: 'association.open', by: 'member' },
  { type: 'association.accept', by: 'member', statement: valid.statement },
  { ...dedicated, by: 'administrator' },
  { type: 'association.dedicated.approved', by: 'system' },
  { type: 'association.dedicated.rejected', by: 'system', reason: 'The position does not fit.' },
  { type: 'association.dedicated.cancel', by: 'administrator', reason: 'Another task.', file: letter },
  { type: 'association.dedicated.cancelled', by: 'system' },
  { type: 'association.dedicated.disqualified', by: 'system', reason: 'The person has left.' },
  { type: 'association.disassociate', by: 'administrator' },
];

const answers: Readonly<Record<string, readonly unknown[]>> = {
  sendVerificationCode: [{ challengeId: 'c-1' }],
  checkVerificationCode: [{ result: 'correct' }],
  registerHuaweiId: [{ result: 'registered', huaweiId: person }],
  lookUpMobile: [{ huaweiIds: 0 }],
  enableCloudServices: [{}],
  applyForRealName: [{}],
  lookUpUpgrade: [upgrade],
  upgradeAccount: [{}],
  lookUpCompany: [{ partner: null }, { partner }],
  screenApplication: [
    { result: 'passed' },
    { result: 'pending' },
    { result: 'notPassed', findings: [{ cause: 'other' }] },
  ],
  registerPartner: [{ partnerId: 'P-1' }],
  lookUpAccount: [cleanAccount],
  lookUpInvitee: [
    { matches: [invitee], invitationsToday: 0 },
    { matches: [], invitationsToday: 0 },
    { matches: [invitee, { ...invitee, huaweiId: 'hid-2', accountName: 'second' }], invitationsToday: 0 },
  ],
  associateMember: [{ result: 'associated' }],
  lookUpCompanyPaths: [{ paths: ['service'] }],
};

/**
 * The shortest way to each screen: to each place in which a registration rests and does not wait for a service. A way
 * that is the beginning of another is left out: its screen is seen on that one.
 */
export function roadsToScreens(): readonly Road[] {
  const said = applicant.map((saying) => ({ by: 'applicant', ...saying }) as const);
  const { states, routeTo } = explore(registrationMachine, {
    input: { policy },
    events: [...said, ...others],
    answers,
    actors: [
      { role: 'applicant', id: person },
      { role: 'member', id: person },
      { role: 'administrator', id: 'administrator-1' },
      { role: 'reviewer', id: 'reviewer-1' },
      { role: 'system', id: 'system-1' },
    ],
  });
  const roads = new Map<string, Road>();
  for (const state of states)
    if (!state.snapshot.hasTag('busy') && !roads.has(state.place))
      roads.set(state.place, { place: state.place, strides: routeTo(state) });
  const all = [...roads.values()];
  return all.filter((road) => !all.some((other) => other !== road && isBeginning(road, other)));
}

function isBeginning({ strides }: Road, other: Road): boolean {
  return strides.every((stride, place) => stride === other.strides[place]);
}
