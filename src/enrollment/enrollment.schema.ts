import { freeze } from 'immer';
import * as z from 'zod/mini';
import { type Account, accountSchema, knownAccount } from '../account.js';
import {
  type Application,
  applicationSchema,
  businessSchema,
  contactSchema,
  filingSchema,
  newApplication,
} from '../application.js';
import { developmentPathEvents, keptPathSchema } from '../developmentPath/developmentPath.schema.js';
import { accountFactsSchema } from '../eligibility.js';
import { applicant, defineEvents, type EventsOf } from '../events.js';
import { identifier, instant, personal, type Schema, text, told } from '../fields.js';
import { partly, taken } from '../input.js';
import type { Issue } from '../issue.js';
import { keptProgramSchema, partnerProgramEvents } from '../partnerProgram/partnerProgram.schema.js';
import { type Policy, policySchema, soundPolicySchema } from '../policy.js';
import { port } from '../ports.js';
import { troubleSchema } from '../updates.js';

const partner = ['applicant', 'administrator'] as const;

/** What may be said to enrollment itself, beside what is said of one path or one program. */
const partnerEvents = defineEvents({
  'enrollment.registration.retry': { by: ['applicant', 'reviewer', 'system'], payload: {} },
  'enrollment.account.lookUp': { by: ['applicant', 'administrator', 'system'], payload: {} },
  'enrollment.purchase.request': { by: partner, payload: {} },
  'enrollment.deregister': { by: partner, payload: {} },
  'enrollment.sensitiveRelationship.file': { by: partner, payload: { filing: filingSchema } },
  'enrollment.withdraw': { by: applicant, payload: {} },
});

/** What may be said to enrollment. */
export const enrollmentEvents: typeof partnerEvents & typeof developmentPathEvents & typeof partnerProgramEvents = {
  ...partnerEvents,
  ...developmentPathEvents,
  ...partnerProgramEvents,
};

/** What may be said to enrollment. */
export type EnrollmentEvent = EventsOf<typeof enrollmentEvents>;

/** What is said of one path or one program, or of the account: what waits until the account is looked up. */
export type PartnerAct = Extract<
  EnrollmentEvent,
  { type: `path.${string}` | `program.${string}` | 'enrollment.deregister' }
>;

const partnerActSchema = z.union([
  ...Object.values(developmentPathEvents).map(({ schema }) => schema),
  ...Object.values(partnerProgramEvents).map(({ schema }) => schema),
  partnerEvents['enrollment.deregister'].schema,
]) as z.ZodMiniType<PartnerAct>;

/** What is known of the partner. */
export const enrollmentSchema = told(
  z.strictObject({
    partnerId: z.nullable(identifier),
    enrolledAt: z.nullable(instant),
    /** The agreement that was accepted, in the version accepted, and from when on it holds. */
    agreement: z.nullable(z.strictObject({ id: identifier, version: identifier, acceptedAt: z.nullable(instant) })),
    /** The filings of sensitive relationships, that of the application first; without a time where an older version kept none. */
    filings: z.array(z.strictObject({ filing: filingSchema, filedAt: z.nullable(instant) })),
    /** The account as it was looked up last. */
    account: z.nullable(z.strictObject({ facts: accountFactsSchema, at: instant })),
    paths: z.array(keptPathSchema),
    programs: z.array(keptProgramSchema),
    deregistrationRequestedAt: z.nullable(instant),
    /** The act that is being carried out; null at rest. */
    asked: z.nullable(partnerActSchema),
  }),
);

/** What is known of the partner. */
export interface Enrollment extends z.infer<typeof enrollmentSchema> {}

/** Not a partner yet. */
export const notEnrolled: Enrollment = freeze(
  {
    partnerId: null,
    enrolledAt: null,
    agreement: null,
    filings: [],
    account: null,
    paths: [],
    programs: [],
    deregistrationRequestedAt: null,
    asked: null,
  },
  true,
);

/** What enrollment remembers. */
export type EnrollmentContext = {
  policy: Policy;
  account: Account;
  application: Application;
  enrollment: Enrollment;
  trouble: readonly Issue[];
};

/** What enrollment remembers, as a schema. */
export const enrollmentContextSchema: Schema<EnrollmentContext> = z.strictObject({
  policy: policySchema,
  account: accountSchema,
  application: applicationSchema,
  enrollment: enrollmentSchema,
  trouble: troubleSchema,
});

/** What enrollment starts from: the approved application. */
export interface EnrollmentInput {
  readonly policy: Policy;
  readonly account?: Parameters<typeof knownAccount>[0] | undefined;
  readonly application: Parameters<typeof newApplication>[0];
}

/** What enrollment starts from, as a schema. */
export const enrollmentInput: Schema<EnrollmentInput> = z.strictObject({
  policy: soundPolicySchema,
  account: z.optional(partly(accountSchema)),
  application: partly(applicationSchema),
});

/** The context enrollment starts with. The input is copied, so that what the caller holds stays apart. */
export function enrollmentContext(input: EnrollmentInput): EnrollmentContext {
  const { policy, account, application } = taken(enrollmentInput, input);
  return {
    policy,
    account: knownAccount(account),
    application: newApplication(application),
    enrollment: notEnrolled,
    trouble: [],
  };
}

const ports = {
  /**
   * Make the company a partner and give its partner id. A repeated call for the same application gives the same id. One
   * company is one partner: where it is one already, answer `alreadyPartner` with that partner, and
   * association is offered. `secondAccount`: the applicant joins that partner with another account. `differentFrom`: the
   * partner of the same number of which the applicant states, and a reviewer agrees, that it is another company.
   */
  registerPartner: port(
    z.strictObject({
      business: z.nullable(businessSchema),
      contact: z.nullable(contactSchema),
      huaweiId: z.nullable(personal(identifier)),
      secondAccount: z.boolean(),
      differentFrom: z.nullable(identifier),
    }),
    z.union([
      z.strictObject({ result: z.optional(z.literal('registered')), partnerId: identifier }),
      z.strictObject({
        result: z.literal('alreadyPartner'),
        partner: z.strictObject({ partnerId: identifier, companyName: text(2048) }),
      }),
    ]),
  ),
  /** The state of the partner's account now, as far as paths, programs and deregistration ask for it. */
  lookUpAccount: port(
    z.strictObject({ partnerId: identifier, huaweiId: z.nullable(personal(identifier)) }),
    accountFactsSchema,
  ),
};

/** What enrollment asks the outside world, as a table. */
export type EnrollmentQuestions = { readonly [N in keyof typeof ports]: (typeof ports)[N] };

/** What enrollment asks the outside world. */
export const enrollmentPorts: EnrollmentQuestions = ports;
