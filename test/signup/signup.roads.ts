import type { RealNameApplication } from '../../src/account.js';
import type { Policy } from '../../src/policy.js';
import { type SignupMachine, signupMachine } from '../../src/signup/signup.machine.js';
import type { SignupEvent } from '../../src/signup/signup.schema.js';
import { cn, intl, unifiedCode } from '../support/answers.js';
import { type Driven, drive, type Saying } from '../support/drive.js';
import { type PortName, rightCode, type Scripts } from '../support/ports.js';
import type { Ways } from '../support/ways.js';

/** What is said to signup. */
export type SignupSaying = Saying<SignupMachine>;

export const password = 'abc12345';
export const email = 'anna@acme.example';
export const phone = '+4930123456';

const photo = { name: 'photo.png', mediaType: 'image/png', bytes: 20_000 };

export const enterprise: Extract<RealNameApplication, { kind: 'enterprise' }> = {
  kind: 'enterprise',
  certificateType: 'businessLicence',
  companyName: '福州云服务有限公司',
  country: 'CN',
  registrationNumber: unifiedCode,
  files: [{ ...photo, fileId: 'licence' }],
};

export const individual: Extract<RealNameApplication, { kind: 'individual' }> = {
  kind: 'individual',
  name: '王小明',
  birthDate: '2000-01-01',
  files: [
    { ...photo, fileId: 'portrait' },
    { ...photo, fileId: 'emblem' },
  ],
};

export const information = {
  accountType: 'enterprise',
  name: '福州云服务有限公司',
  mobileNumber: '+8613800138000',
  paymentMethodAdded: false,
} as const;

/** One right way to say each thing. */
export const say = {
  country: { type: 'signup.country.choose', country: 'DE' },
  email: { type: 'signup.email.submit', email },
  code: { type: 'signup.code.submit', verificationCode: rightCode },
  wrongCode: { type: 'signup.code.submit', verificationCode: '000000' },
  resend: { type: 'signup.code.resend' },
  expired: { type: 'signup.code.expired' },
  password: { type: 'signup.password.set', password },
  phone: { type: 'signup.securityPhone.give', phone },
  skipPhone: { type: 'signup.securityPhone.skip' },
  enable: { type: 'signup.cloud.enable', agreements: intl.account.agreements },
  linked: { type: 'signup.cloudAccount.linked', accountId: 'cloud-account-1' },
  complete: { type: 'signup.information.complete', information },
  postpone: { type: 'signup.information.postpone' },
  startRealName: { type: 'signup.realName.start' },
  apply: { type: 'signup.realName.apply', application: enterprise },
  postponeRealName: { type: 'signup.realName.postpone' },
  approved: { type: 'signup.realName.decided', resultCode: 2 },
  rejected: { type: 'signup.realName.decided', resultCode: 1, reason: 'the licence is unreadable' },
  stillInReview: { type: 'signup.realName.decided', resultCode: 0 },
  synchronised: {
    type: 'signup.realName.synchronised',
    masterNameBefore: information.name,
    application: enterprise,
  },
  oldAccount: { type: 'signup.oldAccount.signedIn', accountId: 'old-1', country: 'DE', email },
  upgrade: { type: 'signup.upgrade.request', huaweiId: 'huawei-id-1' },
  postponeUpgrade: { type: 'signup.upgrade.postpone' },
  back: { type: 'signup.back' },
} as const satisfies Record<string, SignupSaying>;

const toEmail = [say.country];
const toCode = [...toEmail, say.email];
const toPassword = [...toCode, say.code];
const toPhone = [...toPassword, say.password];
const toPhoneCode = [...toPhone, say.phone];
const toAgreements = [...toPhone, say.skipPhone];
const toInformation = [...toAgreements, say.enable];
const toRealName = [...toInformation, say.complete];
const toReview = [...toRealName, say.apply];

/** A way to each state in which signup rests, on the site where it exists. */
export const restingRoads = {
  choosingCountry: [intl, []],
  'verifyingEmail.entering': [intl, toEmail],
  'verifyingEmail.enteringCode': [intl, toCode],
  'settingPassword.entering': [intl, toPassword],
  'securingPhone.entering': [cn, toPhone],
  'securingPhone.enteringCode': [cn, toPhoneCode],
  acceptingAgreements: [intl, toAgreements],
  completingInformation: [intl, toInformation],
  'realName.applying': [cn, toRealName],
  'realName.inReview': [cn, toReview],
  'realName.rejected': [cn, [...toReview, say.rejected]],
  offeringUpgrade: [intl, [say.oldAccount]],
  complete: [intl, [...toInformation, say.postpone]],
} as const satisfies Record<string, readonly [Policy, readonly SignupSaying[]]>;

/** A state in which signup rests. */
export type RestingState = keyof typeof restingRoads;

const turkish = { ...say.country, country: 'TR' } as const;

const roads = {
  ...restingRoads,
  'acceptingAgreements in TR': [intl, [turkish, say.email, say.code, say.password, say.skipPhone]],
} as const;

/** A state in which signup rests, or the same under other circumstances. */
export type Place = keyof typeof roads;

/** The states in which signup asks a port: from where, by saying what, which port, and where it rests when that fails. */
export const asking = {
  'verifyingEmail.sendingCode': [
    'verifyingEmail.entering',
    say.email,
    'sendVerificationCode',
    'verifyingEmail.entering',
  ],
  'verifyingEmail.checkingCode': [
    'verifyingEmail.enteringCode',
    say.code,
    'checkVerificationCode',
    'verifyingEmail.enteringCode',
  ],
  'settingPassword.registering': [
    'settingPassword.entering',
    say.password,
    'registerHuaweiId',
    'settingPassword.entering',
  ],
  'securingPhone.lookingUp': ['securingPhone.entering', say.phone, 'lookUpMobile', 'securingPhone.entering'],
  'securingPhone.sendingCode': ['securingPhone.entering', say.phone, 'sendVerificationCode', 'securingPhone.entering'],
  'securingPhone.checkingCode': [
    'securingPhone.enteringCode',
    say.code,
    'checkVerificationCode',
    'securingPhone.enteringCode',
  ],
  enablingCloud: ['acceptingAgreements', say.enable, 'enableCloudServices', 'acceptingAgreements'],
  'realName.submitting': ['realName.applying', say.apply, 'applyForRealName', 'realName.applying'],
  checkingUpgrade: ['offeringUpgrade', say.upgrade, 'lookUpUpgrade', 'offeringUpgrade'],
  upgradingAccount: ['offeringUpgrade', say.upgrade, 'upgradeAccount', 'offeringUpgrade'],
} as const satisfies Record<string, readonly [RestingState, SignupSaying, PortName, RestingState]>;

/** Signup from its start. */
export function signup(policy: Policy = intl, ports: Scripts = {}): Driven<SignupMachine> {
  return drive(signupMachine, { policy }, ports);
}

/** Signup brought to a place. */
export async function signupAt(place: Place, ports: Scripts = {}): Promise<Driven<SignupMachine>> {
  const [policy, road] = roads[place];
  return signup(policy, ports).go(...road);
}

/** Each event that can be said to signup alone: where, rightly, and wrongly. */
export const ways: Ways<Exclude<SignupEvent['type'], 'signup.realName.start'>, Place, SignupMachine> = {
  'signup.country.choose': {
    in: 'choosingCountry',
    right: say.country,
    wrong: [{ ...say.country, country: 'XX' }, { type: 'signup.country.choose' }, { ...say.country, more: 1 }],
  },
  'signup.email.submit': {
    in: 'verifyingEmail.entering',
    right: say.email,
    wrong: [
      { ...say.email, email: 'anna' },
      { ...say.email, email: `${'a'.repeat(60)}@b.de` },
    ],
  },
  'signup.code.submit': {
    in: 'verifyingEmail.enteringCode',
    right: say.code,
    wrong: [
      { ...say.code, verificationCode: '12345' },
      { ...say.code, verificationCode: 'abcdef' },
    ],
  },
  'signup.code.resend': {
    in: 'verifyingEmail.enteringCode',
    right: say.resend,
    after: { seconds: 60 },
    wrong: [{ ...say.resend, verificationCode: rightCode }],
  },
  'signup.code.expired': {
    in: 'verifyingEmail.enteringCode',
    right: say.expired,
    after: { minutes: 5 },
    wrong: [{ ...say.expired, more: 1 }],
  },
  'signup.password.set': {
    in: 'settingPassword.entering',
    right: say.password,
    wrong: ['abcdefgh', '12345678', 'abc 12345', 'abc1234', ''].map((weak) => ({ ...say.password, password: weak })),
  },
  'signup.securityPhone.give': {
    in: 'securingPhone.entering',
    right: say.phone,
    wrong: [{ ...say.phone, phone: '030 123456' }],
  },
  'signup.securityPhone.skip': {
    in: 'securingPhone.enteringCode',
    right: say.skipPhone,
    wrong: [{ ...say.skipPhone, phone }],
  },
  'signup.cloud.enable': {
    in: 'acceptingAgreements',
    right: say.enable,
    wrong: [
      { ...say.enable, agreements: [] },
      { ...say.enable, agreements: intl.account.agreements.map(({ id }) => ({ id, version: '0' })) },
    ],
  },
  'signup.cloudAccount.linked': {
    in: 'acceptingAgreements in TR',
    right: say.linked,
    wrong: [{ ...say.linked, accountId: '' }],
  },
  'signup.information.complete': {
    in: 'completingInformation',
    right: say.complete,
    wrong: [
      { ...say.complete, information: { ...information, accountName: 'op_partner' } },
      { ...say.complete, information: { ...information, name: ' ' } },
    ],
  },
  'signup.information.postpone': {
    in: 'completingInformation',
    right: say.postpone,
    wrong: [{ ...say.postpone, information }],
  },
  'signup.realName.apply': {
    in: 'realName.applying',
    right: say.apply,
    wrong: [
      { ...say.apply, application: { ...enterprise, companyName: '12345' } },
      { ...say.apply, application: { ...enterprise, files: [] } },
      { ...say.apply, application: { ...individual, birthDate: '2020-01-01' } },
    ],
  },
  'signup.realName.postpone': {
    in: 'realName.rejected',
    right: say.postponeRealName,
    wrong: [{ ...say.postponeRealName, application: enterprise }],
  },
  'signup.realName.decided': {
    in: 'realName.inReview',
    right: say.approved,
    wrong: [
      { ...say.rejected, reason: ' ' },
      { type: say.rejected.type, resultCode: 1 },
      { ...say.approved, resultCode: 3 },
    ],
  },
  'signup.realName.synchronised': {
    in: 'realName.applying',
    right: say.synchronised,
    wrong: [
      { ...say.synchronised, application: individual },
      { ...say.synchronised, masterNameBefore: null, application: { ...enterprise, companyName: 'Someone else' } },
    ],
  },
  'signup.oldAccount.signedIn': {
    in: 'choosingCountry',
    right: say.oldAccount,
    wrong: [
      { ...say.oldAccount, country: '' },
      { ...say.oldAccount, accountId: ' ' },
    ],
  },
  'signup.upgrade.request': {
    in: 'offeringUpgrade',
    right: say.upgrade,
    wrong: [{ ...say.upgrade, huaweiId: '' }],
  },
  'signup.upgrade.postpone': {
    in: 'offeringUpgrade',
    right: say.postponeUpgrade,
    wrong: [{ ...say.postponeUpgrade, huaweiId: 'huawei-id-1' }],
  },
  'signup.back': { in: 'settingPassword.entering', right: say.back, wrong: [{ ...say.back, step: 'email' }] },
};
