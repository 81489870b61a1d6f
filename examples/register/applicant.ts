import { certificateTypes, sites } from 'hcpn-registration';
import * as z from 'zod';
import { accountFacts, enrollment } from './applicant.enrollment.js';
import { expected, listOf, oneOf, section, text, tick, ticked, tries, typed } from './shape.js';

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
  /** For countries whose HUAWEI IDs cannot enable cloud services. */
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
  register: typed.optional(),
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
  register: typed.optional(),
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
  /** What the applicant tries while waiting for this decision; `colleague`: somebody else of the company becomes the partner. */
  meanwhile: listOf(oneOf(['approve', 'edit', 'withdraw', 'colleague']), 'a list').optional(),
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
  /** One line on what happens, in one language or in each. */
  about: z.union(
    [text, section({ en: text, fr: text, 'zh-CN': text })],
    expected('text, or an object with "en", "fr" and "zh-CN"'),
  ),
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
  /** What is known of the account when it is looked up; nothing is against it unless it says so. */
  account: accountFacts.optional(),
  enrollment: enrollment.optional(),
  association: association.optional(),
  /** How many HUAWEI IDs a mobile number has already. */
  huaweiIdsOfMobile: z.record(z.string(), z.number(expected('a number')), expected('an object')).optional(),
});

/** An applicant: everything this person types, in the order of the road, and how the others decide. */
export type Applicant = z.infer<typeof applicantSchema>;
