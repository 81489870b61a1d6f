import * as z from 'zod/mini';
import { type Account, accountSchema, knownAccount } from '../account.js';
import { type Application, applicationSchema, newApplication } from '../application.js';
import { type Association, associationSchema, newAssociation } from '../association/association.schema.js';
import { type Enrollment, enrollmentSchema, notEnrolled } from '../enrollment/enrollment.schema.js';
import { applicant, defineEvents, type EventsOf } from '../events.js';
import { identifier, personal, type Schema } from '../fields.js';
import { partly, taken } from '../input.js';
import type { Issue } from '../issue.js';
import { type Policy, policySchema, soundPolicySchema } from '../policy.js';
import { newReview, type Review, reviewSchema } from '../review/review.schema.js';
import { troubleSchema } from '../updates.js';

/** What the whole road remembers: the contexts of the five charts in one. */
export type RegistrationContext = {
  policy: Policy;
  account: Account;
  application: Application;
  review: Review;
  enrollment: Enrollment;
  association: Association;
  trouble: readonly Issue[];
};

/** What the whole road remembers, as a schema. */
export const registrationContextSchema: Schema<RegistrationContext> = z.strictObject({
  policy: policySchema,
  account: accountSchema,
  application: applicationSchema,
  review: reviewSchema,
  enrollment: enrollmentSchema,
  association: associationSchema,
  trouble: troubleSchema,
});

/** What the road starts from. With an account the signup is left out. */
export interface RegistrationInput {
  readonly policy: Policy;
  readonly account?: Parameters<typeof knownAccount>[0] | undefined;
  /** Answers known beforehand; the road through the wizard is gone all the same. */
  readonly application?: Parameters<typeof newApplication>[0] | undefined;
}

/** What the road starts from, as a schema. */
export const registrationInput: Schema<RegistrationInput> = z.strictObject({
  policy: soundPolicySchema,
  account: z.optional(partly(accountSchema)),
  application: z.optional(partly(applicationSchema)),
});

/** The context the road starts with. The input is copied, so that what the caller holds stays apart. */
export function registrationContext(input: RegistrationInput): RegistrationContext {
  const { policy, account, application } = taken(registrationInput, input);
  return {
    policy,
    account: knownAccount(account),
    application: { ...newApplication(application), trail: [], submittedAt: null },
    review: newReview,
    enrollment: notEnrolled,
    association: newAssociation(),
    trouble: [],
  };
}

/** What may be said to the road itself, beside what its charts understand. */
export const roadEvents = defineEvents({
  'registration.associate': { by: applicant, payload: {} },
  'registration.leave': { by: applicant, payload: {} },
  'registration.handOver': { by: ['applicant', 'administrator'], payload: { to: personal(identifier) } },
});

/** What may be said to the road itself. */
export type RoadEvent = EventsOf<typeof roadEvents>;
