import * as z from 'zod/mini';
import { attemptSchema } from '../attempt.js';
import { certificateSchema, type DevelopmentPath, issuedSchema, pathSchema } from '../choices.js';
import { type PartnerFacts, partnerFactsSchema, unknownPartner } from '../eligibility.js';
import { defineEvents, type EventsOf } from '../events.js';
import { instant, type Schema, text } from '../fields.js';
import { partly, taken } from '../input.js';
import type { Issue } from '../issue.js';
import { type Policy, policySchema, soundPolicySchema } from '../policy.js';
import { troubleSchema } from '../updates.js';

/** The states of a path's chart. */
export const developmentPathStates = [
  'notSelected',
  'invited',
  'selected',
  'roleValidating',
  'roleValidated',
  'differentiating',
  'differentiated',
  'annualReviewDue',
  'annualReviewing',
  'exited',
] as const;

/** A state of a path's chart. */
export type DevelopmentPathState = (typeof developmentPathStates)[number];

const development = z.strictObject({
  path: pathSchema,
  invitedAt: z.nullable(instant),
  whitelistedAt: z.nullable(instant),
  selectedAt: z.nullable(instant),
  /** When role validation was submitted for, last. */
  submittedAt: z.nullable(instant),
  validatedAt: z.nullable(instant),
  differentiatedAt: z.nullable(instant),
  reviewDueAt: z.nullable(instant),
  /** The best certification of a cloud software solution reported for this account. */
  solution: z.enum(['none', 'certified', 'advanced']),
  /** What was not passed last, and why; null once it is submitted for again. */
  failure: z.nullable(
    z.strictObject({
      stage: z.enum(['roleValidation', 'competencyDifferentiation', 'annualReview']),
      reason: text(2000),
      at: instant,
    }),
  ),
  certificates: z.array(certificateSchema),
  /** Counts what was submitted to be decided: for role validation, competency differentiation and annual reviews. */
  attempt: z.int().check(z.minimum(0)),
});

/** What is known of one development path of a partner. */
export interface Development extends z.infer<typeof development> {}

/** A development path as enrollment keeps it: the state of its chart and what it knows. */
export interface KeptPath extends Development {
  state: DevelopmentPathState;
}

/** A development path as enrollment keeps it. */
export const keptPathSchema: Schema<KeptPath> = z.extend(development, { state: z.enum(developmentPathStates) });

/** A path nothing has happened on yet. */
export function newDevelopment(path: DevelopmentPath): Development {
  return {
    path,
    invitedAt: null,
    whitelistedAt: null,
    selectedAt: null,
    submittedAt: null,
    validatedAt: null,
    differentiatedAt: null,
    reviewDueAt: null,
    solution: 'none',
    failure: null,
    certificates: [],
    attempt: 0,
  };
}

/** What the chart of one path remembers. */
export type DevelopmentPathContext = {
  policy: Policy;
  /** The partner as far as eligibility asks for it, beside this path. */
  partner: PartnerFacts;
  development: Development;
  trouble: readonly Issue[];
};

/** What the chart of one path remembers, as a schema. */
export const developmentPathContextSchema: Schema<DevelopmentPathContext> = z.strictObject({
  policy: policySchema,
  partner: partnerFactsSchema,
  development,
  trouble: troubleSchema,
});

/** What the chart of one path starts from. */
export interface DevelopmentPathInput {
  readonly policy: Policy;
  readonly path: DevelopmentPath;
  readonly partner?: Partial<PartnerFacts> | undefined;
}

/** What the chart of one path starts from, as a schema. */
export const developmentPathInput: Schema<DevelopmentPathInput> = z.strictObject({
  policy: soundPolicySchema,
  path: pathSchema,
  partner: z.optional(partly(partnerFactsSchema)),
});

/** The context the chart of one path starts with. The input is copied, so that what the caller holds stays apart. */
export function developmentPathContext(input: DevelopmentPathInput): DevelopmentPathContext {
  const { policy, path, partner } = taken(developmentPathInput, input);
  return { policy, partner: { ...unknownPartner, ...partner }, development: newDevelopment(path), trouble: [] };
}

const partner = ['applicant', 'administrator'] as const;
const huawei = ['reviewer', 'system'] as const;
const system = ['system'] as const;
const path = pathSchema;
const reason = text(2000, 0);
const certificate = z.optional(issuedSchema);
const attempt = attemptSchema;

/** What may be said of a development path. */
export const developmentPathEvents = defineEvents({
  'path.invited': { by: system, payload: { path } },
  'path.whitelisted': { by: system, payload: { path } },
  'path.select': { by: partner, payload: { path } },
  'path.exit': { by: partner, payload: { path } },
  'path.solution.certified': {
    by: system,
    decides: true,
    payload: { path, level: z.enum(['certified', 'advanced']), certificate },
  },
  'path.validation.submit': { by: partner, payload: { path } },
  'path.validation.passed': { by: huawei, decides: true, payload: { path, certificate, attempt } },
  'path.validation.failed': { by: huawei, decides: true, payload: { path, reason, attempt } },
  'path.differentiation.submit': { by: partner, payload: { path } },
  'path.differentiation.passed': { by: huawei, decides: true, payload: { path, certificate, attempt } },
  'path.differentiation.failed': { by: huawei, decides: true, payload: { path, reason, attempt } },
  'path.annualReview.due': { by: system, payload: { path } },
  'path.annualReview.submit': { by: partner, payload: { path } },
  'path.annualReview.passed': { by: huawei, decides: true, payload: { path, certificate, attempt } },
  'path.annualReview.failed': { by: huawei, decides: true, payload: { path, reason, attempt } },
});

/** What may be said of a development path. */
export type DevelopmentPathEvent = EventsOf<typeof developmentPathEvents>;
