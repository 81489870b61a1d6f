import { createPolicy, type RegistrationEvent } from 'hcpn-registration';
import { fixtures } from 'hcpn-registration/testing';

/** What is said on the way from nothing to a partner, each kind of act once. */
export const saidTypes = [
  'signup.country.choose',
  'signup.email.submit',
  'signup.code.submit',
  'signup.password.set',
  'signup.securityPhone.give',
  'signup.cloud.enable',
  'signup.information.complete',
  'wizard.start',
  'wizard.business.save',
  'wizard.contact.save',
  'wizard.sensitiveRelationship.file',
  'wizard.agreement.accept',
  'wizard.submit',
] as const;

/** An act of the script. */
export type Said = Extract<RegistrationEvent, { type: (typeof saidTypes)[number] }>;

/** The policy of the registration that is measured. */
export const policy = createPolicy({ site: 'intl' });

const valid = fixtures(policy);

const verificationCode = '246810';

/** When and by whom: one act a minute, all by the same applicant. */
const told = (minute: number) => ({
  at: new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString(),
  by: { role: 'applicant', id: 'ada' } as const,
});

/** What the applicant says, from nothing to a partner. */
export const acts: readonly Said[] = [
  { type: 'signup.country.choose', country: valid.country, ...told(0) },
  { type: 'signup.email.submit', email: valid.email, ...told(1) },
  { type: 'signup.code.submit', verificationCode, ...told(2) },
  { type: 'signup.password.set', password: valid.password, ...told(3) },
  { type: 'signup.securityPhone.give', phone: valid.phone, ...told(4) },
  { type: 'signup.code.submit', verificationCode, ...told(5) },
  { type: 'signup.cloud.enable', agreements: [...valid.agreements], ...told(6) },
  { type: 'signup.information.complete', information: valid.information, ...told(7) },
  { type: 'wizard.start', ...told(8) },
  { type: 'wizard.business.save', business: valid.business, ...told(9) },
  { type: 'wizard.contact.save', contact: valid.contact, ...told(10) },
  { type: 'wizard.sensitiveRelationship.file', filing: valid.filing, ...told(11) },
  { type: 'wizard.agreement.accept', acceptance: valid.acceptance, ...told(12) },
  { type: 'wizard.submit', ...told(13) },
];

/** What each service answers, at the time of the act it is asked for. */
export const answers = {
  sendVerificationCode: { challengeId: 'c-1' },
  checkVerificationCode: { result: 'correct' },
  registerHuaweiId: { result: 'registered', huaweiId: 'hid-1' },
  enableCloudServices: {},
  lookUpCompany: { partner: null },
  screenApplication: { result: 'passed' },
  registerPartner: { partnerId: 'P-1' },
} as const;

/** A service that is asked something on the way. */
export type Port = keyof typeof answers;

/** What is answered to a call, or nothing for a service that nobody should ask. */
export function answerOf(port: string): unknown {
  return Object.hasOwn(answers, port) ? answers[port as Port] : undefined;
}

/** Where every way begins. */
export const beginning = 'signup.choosingCountry';

/** Where every way has to arrive. */
export const end = 'enrollment.enrolled';

/** What must not be found in anything that is saved. */
export const secrets: readonly string[] = [verificationCode, valid.password];
