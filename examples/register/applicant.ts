import { certificateTypes, developmentPaths, partnerPrograms, sites } from 'hcpn-registration';
import * as z from 'zod';
import { closest } from './closest.js';

interface Found {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly keys?: readonly string[];
}

/** Says what is expected in place of what was found, without repeating it: it may be a password. */
function expected(what: string) {
  return {
    error: ({ input }: Found) => (input === undefined ? missing(what) : wrong(what, input)),
  };
}

function missing(what: string): string {
  return `missing; ${what} is expected`;
}

function wrong(what: string, input: unknown): string {
  return `${what} is expected, but this is ${kindOf(input)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  return { string: 'text', number: 'a number', boolean: 'true or false' }[String(typeof value)] ?? 'something else';
}

function section<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: ({ code, input, keys = [] }: Found) =>
      code === 'unrecognized_keys'
        ? keys.map((key) => unknownKey(key, known)).join('; ')
        : objectExpected(input, known),
  });
}

function objectExpected(input: unknown, known: readonly string[]): string {
  const what = `an object with ${known.map((key) => `"${key}"`).join(', ')}`;
  return input === undefined ? missing(what) : wrong(what, input);
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = closest(key, known);
  return meant === null
    ? `"${key}" is not known here; known are ${known.join(', ')}`
    : `"${key}" is not known here; did you mean "${meant}"?`;
}

function tries<T>(schema: z.ZodType<T>, what: string) {
  const list = expected(`${what}, or a list of them in the order they are tried`);
  return z.union([schema, z.array(schema, list).min(1, list)], list);
}

function listOf<T>(schema: z.ZodType<T>, what: string, least = 0) {
  return z.array(schema, expected(what)).min(least, expected(what));
}

const text = z.string(expected('text'));
const typed = tries(z.string(), 'text');
const ticked = tries(z.boolean(), 'true or false');
const offered = <T extends string>(values: readonly T[]) => `one of ${values.map((value) => `"${value}"`).join(', ')}`;
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, expected(offered(values)));
const tick = z.boolean(expected('true or false'));

const upload = section({
  fileId: text,
  name: text,
  mediaType: text,
  bytes: z.number(expected('a number')),
});

const signup = section({
  country: typed,
  email: typed,
  /** Typed before the right code, for the e-mail address and for the phone. */
  wrongEmailCodes: listOf(text, 'a list of texts').max(2, 'at most two; the third would lock the code').optional(),
  wrongPhoneCodes: listOf(text, 'a list of texts').max(2, 'at most two; the third would lock the code').optional(),
  password: typed,
  /** Null leaves the phone out. */
  securityPhone: typed.nullable(),
  agreements: ticked,
  /** For countries whose HUAWEI IDs cannot enable cloud services (R-005). */
  cloudAccountId: text.optional(),
  /** Null completes the account information later. */
  information: section({
    accountType: tries(z.enum(['individual', 'enterprise']), '"individual" or "enterprise"'),
    name: typed,
    accountName: typed.optional(),
    mobileNumber: typed,
    paymentMethodAdded: ticked,
  }).nullable(),
});

const certificates = Object.keys(certificateTypes) as [keyof typeof certificateTypes];

const application = section({
  certificateType: oneOf(certificates),
  companyName: typed,
  country: typed,
  registrationNumber: typed,
  /** The files handed in at each try. */
  files: listOf(listOf(upload, 'a list of files', 1), 'a list of tries, each a list of files', 1),
});

const realName = section({
  /** Puts it off at first, and learns that it is needed. */
  postponed: tick.optional(),
  application,
  /** What Huawei decides, application by application, and what is corrected after a rejection. */
  results: listOf(
    section({
      result: oneOf(['passed', 'rejected']),
      reason: text.optional(),
      correction: application.partial().optional(),
    }),
    'a list of results',
    1,
  ),
});

const business = section({
  companyName: typed,
  country: typed,
  registrationNumber: typed,
  credentialFile: upload.optional(),
  address: typed.optional(),
  website: typed.optional(),
  industry: typed.optional(),
});

const contact = section({ name: typed, jobTitle: typed.optional(), email: typed, phone: typed });

const declaration = z.union(
  [z.boolean(), section({ answer: tick, details: typed.optional() })],
  expected('true, false, or an object with "answer" and "details"'),
);

const decision = section({
  decision: oneOf(['approved', 'rejected']),
  /** Given with a rejection. */
  reason: typed.optional(),
  fields: listOf(text, 'a list of texts').optional(),
  /** What the applicant tries while waiting for this decision. */
  meanwhile: listOf(oneOf(['approve', 'edit', 'withdraw']), 'a list').optional(),
  /** What the applicant changes after a rejection. */
  revision: section({ business: business.partial().optional(), contact: contact.partial().optional() }).optional(),
});

const address = section({ by: oneOf(['phone', 'email', 'accountName']), value: text });

const colleague = section({
  addresses: listOf(text, 'a list of texts', 1),
  accountName: text,
  enterpriseAuthenticated: tick.default(false),
  partnerAccount: tick.default(false),
  associatedWith: text.nullable().default(null),
});

const association = section({
  /** The partner this company is already. */
  partner: section({ partnerId: text, companyName: text }),
  administrator: text,
  request: address,
  /** Whom the administrator invites, until an invitation goes out. */
  invitations: listOf(address, 'a list of addresses', 1),
  /** Other HUAWEI IDs that can be found. */
  colleagues: listOf(colleague, 'a list of HUAWEI IDs').optional(),
  statement: section({ agreed: ticked, employee: ticked }),
  benefit: oneOf(['examVoucher', 'cloudLab']).optional(),
});

/** An applicant: everything this person types, in the order of the road, and how the others decide. */
export const applicantSchema = section({
  about: text,
  site: oneOf(sites),
  applicant: text,
  signup,
  realName: realName.optional(),
  business,
  contact: contact.optional(),
  /** Question by question, under its id. */
  sensitiveRelationship: z
    .record(z.string(), declaration, expected('an object with one answer per question'))
    .optional(),
  agreement: section({ ticked, authorityConfirmed: ticked }).optional(),
  review: listOf(decision, 'a list of decisions').optional(),
  enrollment: section({
    withdraws: tick.optional(),
    path: tries(z.enum(developmentPaths), offered(developmentPaths)).optional(),
    program: tries(z.enum(partnerPrograms), offered(partnerPrograms)).optional(),
  }).optional(),
  association: association.optional(),
  /** How many HUAWEI IDs a mobile number has already. */
  huaweiIdsOfMobile: z.record(z.string(), z.number(expected('a number')), expected('an object')).optional(),
});

/** An applicant: everything this person types, in the order of the road, and how the others decide. */
export type Applicant = z.infer<typeof applicantSchema>;
