import { freeze } from 'immer';
import * as z from 'zod/mini';
import { assertArguments, onArguments, plain } from './arguments.js';
import { companyIdentityIssues, differingFields, inNormalForm, type NamedCompany } from './company.rules.js';
import {
  country,
  day,
  email,
  type Fields,
  type Forms,
  identifier,
  instant,
  personal,
  phone,
  type Schema,
  text,
  told,
  upload,
  uploadIssues,
} from './fields.js';
import { type Issue, type IssuePath, issue } from './issue.js';
import { limits } from './limits.js';
import type { Policy } from './policy.js';
import { dayIn, yearsBetween } from './time.js';

/** Certificates of an enterprise (S39), by name; the API's numbers are 0 to 4 and 99. */
export const certificateTypes = {
  businessLicence: 0,
  publicInstitution: 1,
  socialOrganisation: 2,
  administrativeEnforcement: 3,
  organisationCode: 4,
  other: 99,
} as const;

const certificateNames = Object.keys(certificateTypes) as [keyof typeof certificateTypes];

/** What is handed in for real-name authentication. Files: the certificate first, then both sides of the person's ID. */
const realNameApplication = told(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('enterprise'),
      certificateType: z.enum(certificateNames),
      companyName: text(limits.realNameCompanyName),
      country,
      registrationNumber: text(limits.realNameRegistrationNumber),
      /** The court or state that keeps the register, where a country has several. */
      register: z.optional(text(256)),
      files: z.array(upload).check(z.maxLength(limits.realNameFiles)),
    }),
    z.strictObject({
      kind: z.literal('individual'),
      name: personal(text(256)),
      birthDate: personal(day),
      files: z.array(upload).check(z.maxLength(limits.realNameFiles)),
    }),
  ]),
);

/** What is handed in for real-name authentication. */
export type RealNameApplication = Forms<z.infer<typeof realNameApplication>>;

/** What is handed in for real-name authentication, as an event or a context carries it. */
export const realNameApplicationSchema: Schema<RealNameApplication> = realNameApplication;

/** Account details that may be completed at once or later. */
const accountInformation = told(
  z.strictObject({
    accountType: z.enum(['individual', 'enterprise']),
    name: personal(text(256)),
    accountName: z.optional(text(128)),
    mobileNumber: phone,
    paymentMethodAdded: z.boolean(),
  }),
);

/** Account details that may be completed at once or later. */
export type AccountInformation = Fields<typeof accountInformation>;

/** Account details, as an event or a context carries them. */
export const accountInformationSchema: Schema<AccountInformation> = accountInformation;

const challengeSchema = z.strictObject({
  channel: z.enum(['email', 'sms']),
  to: z.union([email, phone]),
  requestedAt: instant,
  /** Null until the code is sent. */
  sent: z.nullable(
    z.strictObject({
      challengeId: identifier,
      at: instant,
      validUntil: instant,
      resendFrom: instant,
      attemptsLeft: z.int().check(z.minimum(0)),
      expired: z.boolean(),
    }),
  ),
});

const realNameFacts = {
  application: realNameApplicationSchema,
  reason: z.nullable(text(2000)),
  decidedAt: z.nullable(instant),
};

/** The account as far as it is known: what signup fills and the other charts read. */
export const accountSchema = told(
  z.strictObject({
    /** Whose the registration is, by the host's id: the first applicant to act, until it is handed over. */
    ownerId: z.nullable(personal(identifier)),
    /** Whose it was before, latest last. */
    formerOwners: z.array(personal(identifier)),
    country: z.nullable(country),
    email: z.nullable(email),
    emailVerifiedAt: z.nullable(instant),
    challenge: z.nullable(challengeSchema),
    codesSent: z.nullable(z.strictObject({ day: z.string(), count: z.int().check(z.minimum(0)) })),
    huaweiId: z.nullable(personal(identifier)),
    /** The owner whose HUAWEI ID it is, noted when the registration is handed over; null: it is the owner's of now. */
    huaweiIdHolder: z.nullable(personal(identifier)),
    registeredAt: z.nullable(instant),
    securityPhone: z.strictObject({
      status: z.enum(['undecided', 'skipped', 'given', 'verified']),
      number: z.nullable(phone),
    }),
    agreements: z.array(z.strictObject({ id: identifier, version: identifier, acceptedAt: instant })),
    cloudEnabledAt: z.nullable(instant),
    information: z.nullable(accountInformationSchema),
    informationPostponed: z.boolean(),
    realName: z.nullable(
      z.strictObject({ status: z.enum(['applying', 'inReview', 'rejected', 'approved']), ...realNameFacts }),
    ),
    /** Another authentication beside the approved one, which stays in force until this one is approved. */
    reauthentication: z.nullable(
      z.strictObject({ status: z.enum(['applying', 'inReview', 'rejected']), ...realNameFacts }),
    ),
    /** Counts the applications for real-name authentication that were handed in. */
    realNameAttempts: z.int().check(z.minimum(0)),
    oldAccount: z.nullable(
      z.strictObject({ accountId: personal(identifier), upgrade: z.enum(['open', 'postponed', 'done']) }),
    ),
    partnerId: z.nullable(identifier),
  }),
);

/** The account as far as it is known. */
export interface Account extends z.infer<typeof accountSchema> {}

const unknownAccount: Account = freeze(
  {
    ownerId: null,
    formerOwners: [],
    country: null,
    email: null,
    emailVerifiedAt: null,
    challenge: null,
    codesSent: null,
    huaweiId: null,
    huaweiIdHolder: null,
    registeredAt: null,
    securityPhone: { status: 'undecided', number: null },
    agreements: [],
    cloudEnabledAt: null,
    information: null,
    informationPostponed: false,
    realName: null,
    reauthentication: null,
    realNameAttempts: 0,
    oldAccount: null,
    partnerId: null,
  },
  true,
);

/** An account of which only the given facts are known. What is in review or decided was handed in once at least. */
export function knownAccount(facts: Partial<Account> = {}): Account {
  assertArguments({ facts: [plain, facts] });
  const isHandedIn = facts.realName != null && facts.realName.status !== 'applying';
  return { ...unknownAccount, realNameAttempts: isHandedIn ? 1 : 0, ...facts };
}

/** HCPN needs an account with Huawei Cloud services enabled. */
export function cloudAccountIssues(account: Account): Issue[] {
  return account.cloudEnabledAt === null ? [issue('account.required')] : [];
}

/** on some sites enterprise real-name authentication comes first. */
export function enterpriseRealNameIssues(account: Account, policy: Policy): Issue[] {
  if (!policy.realName.requiredToJoin || authenticatedCompany(account) !== null) return [];
  const open = openRealName(account);
  if (open?.application.kind !== 'enterprise') return [issue('realName.required')];
  if (open.status === 'inReview') return [issue('realName.inReview')];
  if (open.status === 'rejected') return [issue('realName.rejected', [], { reason: open.reason ?? '' })];
  return [issue('realName.required')];
}

/** The real-name authentication that is applied for, in review or rejected: beside the approved one, where there is one. */
export function openRealName<A extends Pick<Account, 'realName' | 'reauthentication'>>(
  account: A,
): A['realName'] | A['reauthentication'] {
  return onArguments(
    () => ({ account: [accountSchema, account] }),
    () => (account.realName?.status === 'approved' ? account.reauthentication : account.realName),
  );
}

/** The company an approved enterprise real-name authentication stands for, if there is one. */
export function authenticatedCompany(account: Account) {
  const { realName } = account;
  return realName?.status === 'approved' && realName.application.kind === 'enterprise' ? realName.application : null;
}

/** An application for real-name authentication as it is kept. */
export function realNameAsKept(application: RealNameApplication, policy: Policy): RealNameApplication {
  return application.kind === 'enterprise' ? inNormalForm(application, policy) : application;
}

/** Whether a company is the one that real-name authentication approved; that one is not judged a second time. */
export function isAuthenticated(company: NamedCompany, account: Account): boolean {
  const approved = authenticatedCompany(account);
  return approved !== null && differingFields(company, approved).length === 0;
}

/** on some sites the company comes from real-name authentication. */
export function authenticatedCompanyIssues(
  company: NamedCompany,
  account: Account,
  policy: Policy,
  path: IssuePath,
): Issue[] {
  const approved = policy.business.companyFromRealName ? authenticatedCompany(account) : null;
  if (approved === null) return [];
  return differingFields(company, approved).map((field) =>
    issue('company.differsFromRealName', [...path, field], { field }),
  );
}

/** The company as it is kept: its number in normal form, and where it comes from real-name authentication, spelt as there. */
export function companyAsKept<C extends NamedCompany>(company: C, account: Account, policy: Policy): C {
  const approved =
    policy.business.companyFromRealName && isAuthenticated(company, account) ? authenticatedCompany(account) : null;
  if (approved === null) return inNormalForm(company, policy);
  const { companyName, registrationNumber, register } = inNormalForm(approved, policy);
  return { ...company, companyName, registrationNumber, ...(register === undefined ? {} : { register }) };
}

/** what is wrong with an application for real-name authentication. */
export function realNameApplicationIssues(
  application: RealNameApplication,
  at: string,
  policy: Policy,
  path: IssuePath,
): Issue[] {
  const { files, leastAge, leastFiles } = policy.realName;
  const found = application.files.flatMap((file, place) => uploadIssues(file, files, [...path, 'files', place]));
  if (application.files.length < leastFiles[application.kind])
    found.push(issue('realName.filesMissing', [...path, 'files'], { least: leastFiles[application.kind] }));
  if (application.kind === 'enterprise') return [...companyIdentityIssues(application, policy, path), ...found];
  if (at !== '' && yearsBetween(application.birthDate, dayIn(policy.timeZone, at)) < leastAge)
    found.push(issue('realName.tooYoung', [...path, 'birthDate'], { least: leastAge }));
  return found;
}
