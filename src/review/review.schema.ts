import { freeze } from 'immer';
import * as z from 'zod/mini';
import { type Account, accountSchema, knownAccount } from '../account.js';
import {
  type Application,
  acceptanceSchema,
  applicationSchema,
  businessSchema,
  contactSchema,
  filingSchema,
  newApplication,
} from '../application.js';
import { attemptSchema } from '../attempt.js';
import { companyPorts } from '../company.ports.js';
import { applicant, defineEvents, type EventsOf } from '../events.js';
import { type Fields, identifier, instant, personal, type Schema, text, told } from '../fields.js';
import { partly, taken } from '../input.js';
import type { Issue } from '../issue.js';
import { type Policy, policySchema, soundPolicySchema } from '../policy.js';
import { port } from '../ports.js';
import { troubleSchema } from '../updates.js';

/** Why an application does not pass, one a sourced cause where there is one. */
export const causes = [
  'companyNameMismatch',
  'registrationDocument',
  'duplicateCompany',
  'sensitiveRelationship',
  'contactInvalid',
  'other',
] as const;

const finding = told(z.strictObject({ cause: z.enum(causes), detail: z.optional(personal(text(2000))) }));

/** What the system check found. */
export type Finding = Fields<typeof finding>;

const findingSchema: Schema<Finding> = finding;

/** What is known of the review. */
export const reviewSchema = told(
  z.strictObject({
    /** Counts submissions, from 1. */
    attempt: z.int().check(z.minimum(0)),
    submittedAt: z.nullable(instant),
    screening: z.nullable(z.strictObject({ passed: z.boolean(), findings: z.array(findingSchema), at: instant })),
    /** When manual review should be done by, if policy sets a target. */
    targetAt: z.nullable(instant),
    overdue: z.boolean(),
    decision: z.nullable(
      z.strictObject({
        outcome: z.enum(['approved', 'rejected']),
        reason: z.nullable(personal(text(4000))),
        causes: z.array(z.enum(causes)),
        /** Dotted paths of the answers to look at, for example `business.companyName`. */
        fields: z.array(text(200)),
        at: instant,
        by: identifier,
      }),
    ),
  }),
);

/** What is known of the review. */
export interface Review extends z.infer<typeof reviewSchema> {}

/** A review nobody has begun. */
export const newReview: Review = freeze(
  {
    attempt: 0,
    submittedAt: null,
    screening: null,
    targetAt: null,
    overdue: false,
    decision: null,
  },
  true,
);

/** What review remembers. */
export type ReviewContext = {
  policy: Policy;
  account: Account;
  application: Application;
  review: Review;
  trouble: readonly Issue[];
};

/** What review remembers, as a schema. */
export const reviewContextSchema: Schema<ReviewContext> = z.strictObject({
  policy: policySchema,
  account: accountSchema,
  application: applicationSchema,
  review: reviewSchema,
  trouble: troubleSchema,
});

/** What review starts from: the application as the wizard left it, and the account whose company may be authenticated. */
export interface ReviewInput {
  readonly policy: Policy;
  readonly account?: Parameters<typeof knownAccount>[0];
  readonly application: Parameters<typeof newApplication>[0];
}

/** What review starts from, as a schema. */
export const reviewInput: Schema<ReviewInput> = z.strictObject({
  policy: soundPolicySchema,
  account: z.optional(partly(accountSchema)),
  application: partly(applicationSchema),
});

/** The context review starts with. The input is copied, so that what the caller holds stays apart. */
export function reviewContext(input: ReviewInput): ReviewContext {
  const { policy, account, application } = taken(reviewInput, input);
  return {
    policy,
    account: knownAccount(account),
    application: newApplication(application),
    review: newReview,
    trouble: [],
  };
}

const system = ['system'] as const;
const reviewer = ['reviewer'] as const;
const attempt = attemptSchema;
const findings = z.array(findingSchema).check(z.maxLength(100));

/** What may be said to review. */
export const reviewEvents = defineEvents({
  'review.screeningPassed': { by: system, payload: { attempt } },
  'review.screeningFailed': { by: system, payload: { findings, attempt } },
  'review.screening.retry': { by: ['applicant', 'reviewer', 'system'], payload: {} },
  'review.approve': { by: reviewer, decides: true, payload: { attempt } },
  'review.reject': {
    by: reviewer,
    decides: true,
    payload: {
      reason: personal(text(4000, 0)),
      causes: z.optional(z.array(z.enum(causes)).check(z.maxLength(20))),
      fields: z.optional(z.array(text(200)).check(z.maxLength(100))),
      attempt,
    },
  },
  'review.overdue': { by: system, payload: { attempt } },
  'review.revise': { by: applicant, payload: {} },
  'review.resubmit': { by: applicant, payload: { application: applicationSchema } },
  'review.edit': { by: applicant, payload: {} },
  'review.withdraw': { by: applicant, payload: {} },
});

/** What may be said to review. */
export type ReviewEvent = EventsOf<typeof reviewEvents>;

const ports = {
  ...companyPorts,
  /**
   * The system check. `differentFrom` is the partner of the same number of which the applicant states that it is another
   * company; such an application goes to people even where it passes. `pending` means the result comes later as
   * `review.screeningPassed` or `review.screeningFailed`.
   */
  screenApplication: port(
    z.strictObject({
      attempt: z.int(),
      business: z.nullable(businessSchema),
      contact: z.nullable(contactSchema),
      filing: z.nullable(filingSchema),
      acceptance: z.nullable(acceptanceSchema),
      differentFrom: z.nullable(identifier),
    }),
    z.discriminatedUnion('result', [
      z.strictObject({ result: z.literal('passed') }),
      z.strictObject({ result: z.literal('notPassed'), findings }),
      z.strictObject({ result: z.literal('pending') }),
    ]),
  ),
};

/** What review asks the outside world, as a table. */
export type ReviewQuestions = { readonly [N in keyof typeof ports]: (typeof ports)[N] };

/** What review asks the outside world. */
export const reviewPorts: ReviewQuestions = ports;
