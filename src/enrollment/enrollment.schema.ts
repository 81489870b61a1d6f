import * as z from 'zod';
import { accountSchema, knownAccount } from '../account.js';
import { applicationSchema, businessSchema, contactSchema, newApplication } from '../application.js';
import { developmentPaths, partnerPrograms } from '../eligibility.js';
import { applicant, defineEvents, type EventsOf } from '../events.js';
import { identifier, instant, personal } from '../fields.js';
import { type Policy, policySchema } from '../policy.js';
import { type PortsOf, port } from '../ports.js';
import { troubleSchema } from '../updates.js';

const path = z.enum(developmentPaths);
const program = z.enum(partnerPrograms);

/** What is known of the partner. */
export const enrollmentSchema = z.strictObject({
  partnerId: identifier.nullable(),
  enrolledAt: instant.nullable(),
  /** The agreement that was accepted, in the version accepted. */
  agreement: z.strictObject({ id: identifier, version: identifier }).nullable(),
  paths: z.array(z.strictObject({ path, at: instant })),
  programs: z.array(z.strictObject({ program, at: instant })),
  /** Paths and programs Huawei invited the partner to. */
  invitations: z.array(z.union([path, program])),
});

/** What is known of the partner. */
export interface Enrollment extends z.infer<typeof enrollmentSchema> {}

/** Not a partner yet. */
export const notEnrolled: Enrollment = {
  partnerId: null,
  enrolledAt: null,
  agreement: null,
  paths: [],
  programs: [],
  invitations: [],
};

/** What enrollment remembers. */
export const enrollmentContextSchema = z.strictObject({
  policy: policySchema,
  account: accountSchema,
  application: applicationSchema,
  enrollment: enrollmentSchema,
  trouble: troubleSchema,
});

/** What enrollment remembers. */
export interface EnrollmentContext extends z.infer<typeof enrollmentContextSchema> {}

/** What enrollment starts from: the approved application. */
export interface EnrollmentInput {
  readonly policy: Policy;
  readonly account?: Parameters<typeof knownAccount>[0];
  readonly application: Parameters<typeof newApplication>[0];
}

/** The context enrollment starts with. The input is copied: what the caller holds is never frozen. */
export function enrollmentContext(input: EnrollmentInput): EnrollmentContext {
  const { policy, account, application } = structuredClone(input);
  return {
    policy,
    account: knownAccount(account),
    application: newApplication(application),
    enrollment: notEnrolled,
    trouble: [],
  };
}

/** What may be said to enrollment. */
export const enrollmentEvents = defineEvents({
  'enrollment.registration.retry': { by: ['applicant', 'reviewer', 'system'], payload: {} },
  'enrollment.invitation.received': { by: ['system'], payload: { target: z.union([path, program]) } },
  'enrollment.path.select': { by: ['applicant', 'administrator'], payload: { path } },
  'enrollment.program.apply': { by: ['applicant', 'administrator'], payload: { program } },
  'enrollment.withdraw': { by: applicant, payload: {} },
});

/** What may be said to enrollment. */
export type EnrollmentEvent = EventsOf<typeof enrollmentEvents>;

/** What enrollment asks the outside world. */
export const enrollmentPorts = {
  /** Make the company a partner and give its partner id. A repeated call for the same application gives the same id. */
  registerPartner: port(
    z.strictObject({
      business: businessSchema.nullable(),
      contact: contactSchema.nullable(),
      huaweiId: personal(identifier).nullable(),
    }),
    z.strictObject({ partnerId: identifier }),
  ),
};

/** What enrollment asks the outside world. */
export type EnrollmentPorts = PortsOf<typeof enrollmentPorts>;
