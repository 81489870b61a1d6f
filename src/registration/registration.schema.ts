import * as z from 'zod';
import { accountSchema, knownAccount } from '../account.js';
import { applicationSchema, newApplication } from '../application.js';
import { associationSchema, newAssociation } from '../association/association.schema.js';
import { enrollmentSchema, notEnrolled } from '../enrollment/enrollment.schema.js';
import { applicant, defineEvents, type EventsOf } from '../events.js';
import { type Policy, policySchema } from '../policy.js';
import { newReview, reviewSchema } from '../review/review.schema.js';
import { troubleSchema } from '../updates.js';

/** What the whole road remembers: the contexts of the five charts in one. */
export const registrationContextSchema = z.strictObject({
  policy: policySchema,
  account: accountSchema,
  application: applicationSchema,
  review: reviewSchema,
  enrollment: enrollmentSchema,
  association: associationSchema,
  trouble: troubleSchema,
});

/** What the whole road remembers. */
export interface RegistrationContext extends z.infer<typeof registrationContextSchema> {}

/** What the road starts from. With an account the signup is left out. */
export interface RegistrationInput {
  readonly policy: Policy;
  readonly account?: Parameters<typeof knownAccount>[0];
}

/** The context the road starts with. The input is copied, so that what the caller holds stays apart. */
export function registrationContext(input: RegistrationInput): RegistrationContext {
  const { policy, account } = structuredClone(input);
  return {
    policy,
    account: knownAccount(account),
    application: newApplication(),
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
  'registration.policyChanged': { by: ['system'], payload: { policy: policySchema } },
});

/** What may be said to the road itself. */
export type RoadEvent = EventsOf<typeof roadEvents>;
