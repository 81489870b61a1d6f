import * as z from 'zod/mini';
import { assertArguments, like } from './arguments.js';
import { pathSchema, programSchema } from './choices.js';
import { Failure, policyInvalid } from './errors.js';
import { country, type Fields, identifier, type Schema, text, told, website } from './fields.js';
import { type Checked, isReadable, issue, parse } from './issue.js';
import { policyIssues } from './policy.sound.js';
import { isTimeZone } from './time.js';

/** The sites of Huawei Cloud whose rules differ. */
export const sites = ['cn', 'intl', 'eu'] as const;

/** `cn` is the Chinese mainland site, `intl` the international one, `eu` the European one. */
export type Site = (typeof sites)[number];

const count = z.int().check(z.minimum(0), z.maximum(1_000_000));
const positive = z.int().check(z.minimum(1), z.maximum(1_000_000));
const lengths = z.strictObject({ least: count, most: positive });
const files = z.strictObject({ mediaTypes: z.array(text(127)).check(z.minLength(1)), mostMegabytes: positive });
const agreement = z.strictObject({ id: identifier, version: identifier });
const sha256 = z.string().check(
  z.refine((value) => /^[0-9a-f]{64}$/.test(value), {
    params: { expected: 'SHA-256 digest, 64 hexadecimal digits in lower case' },
  }),
);

/** Where the text of the agreement can be read, and its digest, so that what was read can be told apart later. */
export const agreementTextSchema = told(z.strictObject({ url: z.nullable(website), sha256: z.nullable(sha256) }));

/** Where the text of the agreement can be read, and its SHA-256 digest in hexadecimal digits; null where it is not known. */
export type AgreementText = Fields<typeof agreementTextSchema>;

const timeZone = text(64).check(z.refine(isTimeZone, { params: { expected: 'time zone' } }));

const businessFields = ['credentialFile', 'address', 'website', 'industry'] as const;

/** One question of the sensitive-relationship filing. */
export const questionSchema = told(
  z.strictObject({
    id: identifier,
    kind: z.literal('boolean'),
    /** The answer that must be explained; null if none. */
    detailsRequiredWhen: z.nullable(z.boolean()),
    /** The question as shown; null takes it from `messages/` under the id. */
    text: z.nullable(text(2000)),
  }),
);

/** One question of the sensitive-relationship filing. */
export type Question = Fields<typeof questionSchema>;

const policyFields = told(
  z.strictObject({
    version: identifier,
    site: z.enum(sites),
    timeZone,
    verificationCode: z.strictObject({
      digits: z.int().check(z.minimum(4), z.maximum(12)),
      validityMinutes: z.int().check(z.minimum(1), z.maximum(3000)),
      longestValidityMinutes: positive,
      fallbackValidityMinutes: positive,
      resendSeconds: count,
      attempts: positive,
      perDay: positive,
    }),
    account: z.strictObject({
      emailMost: positive,
      countriesWithoutCloud: z.array(country),
      agreements: z.array(agreement),
      huaweiIdsPerMobile: z.nullable(positive),
      typeSetOnce: z.boolean(),
      passwordRules: z.enum(['portal', 'api']),
    }),
    accountName: z.strictObject({ most: positive, reservedPrefixes: z.array(text(32)) }),
    portalPassword: z.strictObject({ least: positive, most: positive }),
    apiPassword: z.strictObject({
      least: positive,
      most: positive,
      leastKinds: z.int().check(z.minimum(1), z.maximum(4)),
    }),
    realName: z.strictObject({
      offered: z.boolean(),
      requiredToJoin: z.boolean(),
      files,
      leastFiles: z.strictObject({ enterprise: count, individual: count }),
      leastAge: count,
    }),
    business: z.strictObject({
      companyName: lengths,
      registrationNumber: lengths,
      /** The form a number has where the company is one of China; elsewhere any. */
      registrationNumberFormat: z.enum(['any', 'unifiedSocialCreditCode']),
      /** Countries with several registers, where the register is asked for. */
      registerRequiredIn: z.array(country),
      required: z.array(z.enum(businessFields)),
      credentialFiles: files,
      companyFromRealName: z.boolean(),
      secondAccount: z.boolean(),
    }),
    contact: z.strictObject({ jobTitleRequired: z.boolean() }),
    sensitiveRelationship: z.strictObject({
      version: identifier,
      items: z.array(questionSchema).check(z.minLength(1)),
    }),
    agreement,
    /** The text that is read before the agreement is accepted; what is accepted keeps it. */
    agreementText: agreementTextSchema,
    review: z.strictObject({
      mostResubmissions: z.nullable(count),
      targetDays: z.nullable(positive),
      editable: z.boolean(),
      withdrawable: z.boolean(),
      resubmitUnchanged: z.boolean(),
      sameApplicantOnly: z.boolean(),
    }),
    association: z.strictObject({
      invitationDays: positive,
      invitationsPerDay: positive,
      partnersPerPeriod: positive,
      periodDays: positive,
      inviteeNeedsRealName: z.boolean(),
      selfRequest: z.boolean(),
      statement: agreement,
      channels: z.array(z.enum(['stationMessage', 'email', 'sms'])).check(z.minLength(1)),
      dedicatedPaths: z.array(pathSchema),
    }),
    paths: z.strictObject({
      byInvitation: z.array(pathSchema),
      byWhitelist: z.array(pathSchema),
      oneAccountPerCompany: z.array(pathSchema),
      /** Paths whose role validation needs a certified cloud software solution. */
      bySolution: z.array(pathSchema),
      solutionsShared: z.boolean(),
      annualReviewDays: z.nullable(positive),
    }),
    programs: z.strictObject({
      byInvitation: z.array(programSchema),
      agreements: z.array(z.strictObject({ program: programSchema, id: identifier, version: identifier })),
      /** Programs whose applicant accepts the Statement for HUAWEI ID association as well. */
      withStatement: z.array(programSchema),
      /** Programs whose applicant gives information about the seller. */
      withSeller: z.array(programSchema),
      realNameAgainstProvider: z.enum(['individual', 'any']),
      closingPurchases: z.array(programSchema),
      /** Programs a partner may leave without Huawei. */
      selfLeave: z.array(programSchema),
      /** Working days in which an application is reviewed, by program. */
      reviewWorkingDays: z.array(
        z.strictObject({ program: programSchema, days: z.int().check(z.minimum(1), z.maximum(366)) }),
      ),
      /** How long a certificate is valid that does not say so itself. */
      certificateDays: z.nullable(positive),
      /** From how many days before its end a certificate can be renewed. */
      renewalDays: positive,
    }),
    deregistration: z.strictObject({ partnerAccounts: z.boolean() }),
    decisions: z.strictObject({
      /** Whether a reviewer may decide on what is his own. */
      own: z.boolean(),
      /** Whether a decision may leave out which submission it is about; it then is about the one under way. */
      unnamed: z.boolean(),
    }),
  }),
);

/** Every number and list that may differ by site or by year, as plain JSON. */
export interface Policy extends z.infer<typeof policyFields> {}

/** Every number and list that may differ by site or by year. Sources stand in `policy-sources`. */
export const policySchema: Schema<Policy> = policyFields;

/** The schema of a policy that is taken: somebody can get through under it. What was saved earlier is read without asking. */
export const soundPolicySchema: Schema<Policy> = policyFields.check(({ value, issues }) => {
  for (const { code, path, params: given } of policyIssues(value))
    issues.push({ code: 'custom', input: value, path: [...path], params: { code, given } });
});

type Overrides<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Overrides<T[K]> }
    : T;

/** What a host changes: the site, and any setting below it. */
export type PolicySettings = { readonly site: Site } & Overrides<Omit<Policy, 'site'>>;

const images = ['image/jpeg', 'image/png', 'image/bmp'];
const imagesAndPdf = [...images, 'image/gif', 'application/pdf'];

const international: Policy = {
  version: '2026-11',
  site: 'intl',
  timeZone: 'UTC',
  verificationCode: {
    digits: 6,
    validityMinutes: 5,
    longestValidityMinutes: 60,
    fallbackValidityMinutes: 5,
    resendSeconds: 60,
    attempts: 3,
    perDay: 5,
  },
  account: {
    emailMost: 64,
    countriesWithoutCloud: ['TR'],
    agreements: [
      { id: 'customer-agreement', version: '1' },
      { id: 'privacy-statement', version: '1' },
    ],
    huaweiIdsPerMobile: null,
    typeSetOnce: true,
    passwordRules: 'portal',
  },
  accountName: { most: 64, reservedPrefixes: ['op_', 'shadow_'] },
  portalPassword: { least: 8, most: 128 },
  apiPassword: { least: 6, most: 32, leastKinds: 2 },
  realName: {
    offered: false,
    requiredToJoin: false,
    files: { mediaTypes: imagesAndPdf, mostMegabytes: 10 },
    leastFiles: { enterprise: 1, individual: 2 },
    leastAge: 18,
  },
  business: {
    companyName: { least: 1, most: 256 },
    registrationNumber: { least: 1, most: 80 },
    registrationNumberFormat: 'any',
    registerRequiredIn: [],
    required: [],
    credentialFiles: { mediaTypes: imagesAndPdf, mostMegabytes: 10 },
    companyFromRealName: false,
    secondAccount: false,
  },
  contact: { jobTitleRequired: false },
  sensitiveRelationship: {
    version: '2026-11',
    items: ['employees', 'relatives', 'officials', 'shareholding'].map((id) => ({
      id,
      kind: 'boolean',
      detailsRequiredWhen: true,
      text: null,
    })),
  },
  agreement: { id: 'hcpn-certification-agreement', version: '2026-11' },
  agreementText: { url: null, sha256: null },
  review: {
    mostResubmissions: null,
    targetDays: null,
    editable: false,
    withdrawable: false,
    resubmitUnchanged: true,
    sameApplicantOnly: true,
  },
  association: {
    invitationDays: 7,
    invitationsPerDay: 100,
    partnersPerPeriod: 3,
    periodDays: 365,
    inviteeNeedsRealName: false,
    selfRequest: true,
    statement: { id: 'huawei-id-association-statement', version: '1.0' },
    channels: ['stationMessage', 'email'],
    dedicatedPaths: ['service', 'systemIntegrator', 'learning'],
  },
  paths: {
    byInvitation: ['learning', 'distributor'],
    byWhitelist: [],
    oneAccountPerCompany: [],
    bySolution: ['software'],
    solutionsShared: false,
    annualReviewDays: 365,
  },
  programs: {
    byInvitation: ['distributor'],
    agreements: [
      { program: 'cloudSolutionProvider', id: 'solution-partner-cooperation-agreement', version: '1' },
      { program: 'distributor', id: 'distributor-cooperation-agreement', version: '1' },
      { program: 'partnerCustomerEngagement', id: 'partner-customer-engagement-terms', version: '1' },
    ],
    withStatement: ['distributor'],
    withSeller: ['koogallerySeller'],
    realNameAgainstProvider: 'individual',
    closingPurchases: ['cloudSolutionProvider', 'distributor'],
    selfLeave: [],
    reviewWorkingDays: [{ program: 'koogallerySeller', days: 3 }],
    certificateDays: null,
    renewalDays: 90,
  },
  deregistration: { partnerAccounts: false },
  decisions: { own: false, unnamed: true },
};

const bySite: { readonly [S in Site]: PolicySettings } = {
  intl: { site: 'intl' },
  eu: { site: 'eu', timeZone: 'Europe/Dublin' },
  cn: {
    site: 'cn',
    timeZone: 'Asia/Shanghai',
    verificationCode: { validityMinutes: 10 },
    account: { huaweiIdsPerMobile: 3 },
    realName: { offered: true, requiredToJoin: true, files: { mediaTypes: images, mostMegabytes: 10 } },
    business: { registrationNumberFormat: 'unifiedSocialCreditCode', companyFromRealName: true },
    association: { inviteeNeedsRealName: true },
    paths: { oneAccountPerCompany: ['service'], solutionsShared: true },
    deregistration: { partnerAccounts: true },
  },
};

const siteSchema = z.looseObject({ site: z.enum(sites) });

/**
 * The policy of a site with a host's own settings on top; lists are replaced, not merged.
 * Throws `policy.invalid` with every issue found, also where the settings are right one by one and let nobody pass
 * together. Without a site there is nothing to put them on, so its issue is the only one.
 */
export function createPolicy(settings: PolicySettings): Policy {
  const checked = checkedSettings(settings);
  if (!checked.ok) throw new Failure(policyInvalid, { details: { issues: checked.issues } });
  made.add(checked.value);
  return checked.value;
}

/** Policies made here: they need no second look. */
const made = new WeakSet<object>();

const policyArgument = like<Policy>('policy', (policy) => {
  return (typeof policy === 'object' && policy !== null && made.has(policy)) || parse(policySchema, policy).ok;
});

/** Throws `argument.invalid` where a function that needs a policy is given something else. */
export function assertPolicy(policy: unknown): asserts policy is Policy {
  assertArguments({ policy: [policyArgument, policy] });
}

function checkedSettings(settings: PolicySettings): Checked<Policy> {
  const sited = parse(siteSchema, settings);
  if (!sited.ok) return sited;
  const { site } = sited.value;
  try {
    return parse(soundPolicySchema, merge(merge(international, bySite[site]), { ...settings, site }));
  } catch (error) {
    if (isReadable(settings)) throw error;
    return { ok: false, issues: [issue('value.wrongType', [], { expected: 'plain data' })] };
  }
}

/** a validity above the longest allowed falls back to the short one. In minutes. */
export function codeValidityMinutes({ verificationCode }: Policy): number {
  const { validityMinutes, longestValidityMinutes, fallbackValidityMinutes } = verificationCode;
  return validityMinutes > longestValidityMinutes ? fallbackValidityMinutes : validityMinutes;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(base: unknown, over: unknown): unknown {
  if (!isPlain(base) || !isPlain(over)) return over === undefined ? base : over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(own(base, key), own(over, key))]));
}

function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
