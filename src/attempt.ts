import * as z from 'zod/mini';
import type { Schema } from './fields.js';
import { type Issue, issue } from './issue.js';
import type { Policy } from './policy.js';

/** The number of the submission that a decision is about, counted from 1; whoever decides was shown it. */
export const attemptSchema: z.ZodMiniOptional<Schema<number>> = z.optional(z.int().check(z.minimum(1)));

/** What carries the number of a submission, or does not. */
interface About {
  readonly attempt?: number | undefined;
}

/** What is said of another submission than the one under way, be it an earlier or a later one, is refused. */
export function lateIssues({ attempt }: About, current: number): Issue[] {
  return attempt === undefined || attempt === current
    ? []
    : [issue('decision.late', ['attempt'], { attempt, current })];
}

/** A decision is about the submission under way. One without a number is taken for it, unless policy asks for the number. */
export function attemptIssues(decision: About, current: number, { decisions }: Policy): Issue[] {
  return decision.attempt === undefined && !decisions.unnamed
    ? [issue('decision.unnamed', ['attempt'], { current })]
    : lateIssues(decision, current);
}
