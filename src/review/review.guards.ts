import { answerIssues, unchangedIssues, wizardSteps } from '../application.js';
import { attemptIssues, lateIssues } from '../attempt.js';
import { type Deadline, noRequirements, type Requirements, requirement, type Step } from '../chart.js';
import { type Issue, issue } from '../issue.js';
import { whoMayAct } from '../owner.js';
import { ruleBook } from '../rules.js';
import { isTooEarly } from '../time.js';
import { answers } from '../updates.js';
import { type ReviewContext, type ReviewEvent, reviewEvents, reviewPorts } from './review.schema.js';

/** resubmissions are unlimited unless policy says otherwise. */
export function resubmissionIssues({ policy, review }: ReviewContext): Issue[] {
  const most = policy.review.mostResubmissions;
  return most !== null && review.attempt > most ? [issue('review.resubmissionsUsedUp', [], { most })] : [];
}

function decisionIssues(
  { policy, review }: ReviewContext,
  decision: { readonly attempt?: number | undefined },
): Issue[] {
  return attemptIssues(decision, review.attempt, policy);
}

const { rule, guards } = ruleBook<ReviewContext, ReviewEvent>(reviewEvents, whoMayAct(reviewEvents));

/** The rules of review, by the name of their guard. */
export const reviewRules = {
  mayReportPass: rule('review.screeningPassed', { said: decisionIssues }),
  mayReportFailure: rule('review.screeningFailed', { said: decisionIssues }),
  mayScreenAgain: rule('review.screening.retry'),
  mayApprove: rule('review.approve', { said: decisionIssues }),
  /** a rejection carries a reason. */
  hasReason: rule('review.reject', {
    said: (context, event) => [
      ...decisionIssues(context, event),
      ...(event.reason === '' ? [issue('review.reasonMissing', ['reason'])] : []),
    ],
  }),
  isOverdue: rule('review.overdue', {
    standing: ({ review }, { at }) =>
      review.targetAt !== null && !review.overdue && !isTooEarly(at, review.targetAt)
        ? []
        : [issue('event.notExpected', [], { event: 'review.overdue' })],
    said: ({ review }, event) => lateIssues(event, review.attempt),
  }),
  mayRevise: rule('review.revise', { standing: resubmissionIssues }),
  mayResubmit: rule('review.resubmit', {
    standing: resubmissionIssues,
    said: ({ application: { rejected }, policy }, { application }) => [
      ...wizardSteps.flatMap((step) => answerIssues(step, application, policy, ['application'])),
      ...unchangedIssues({ ...application, rejected }),
    ],
  }),
  mayEditInReview: rule('review.edit', {
    standing: (context) => [
      ...(context.policy.review.editable ? [] : [issue('review.inProgress')]),
      ...resubmissionIssues(context),
    ],
  }),
  mayWithdrawFromReview: rule('review.withdraw', {
    standing: ({ policy }) => (policy.review.withdrawable ? [] : [issue('review.notWithdrawable')]),
  }),
  mayGiveUp: rule('review.withdraw'),
};

const didPass = answers(reviewPorts.screenApplication, ({ result }) => result === 'passed');
const isPending = answers(reviewPorts.screenApplication, ({ result }) => result === 'pending');

/** The guards of review, as the chart names them. */
export const reviewGuards = { ...guards(reviewRules), didPass, isPending };

/** What review still asks for, and of whom. */
export function reviewRequirements(context: ReviewContext, state: string): Requirements {
  const { review } = context;
  if (state === 'rejected' || state === 'revising') {
    const reason = review.decision?.reason ?? '';
    const answer = state === 'rejected' ? 'review.revise' : 'review.resubmit';
    const remedy = resubmissionIssues(context).length === 0 ? answer : 'review.withdraw';
    return {
      ...noRequirements,
      currentlyDue: [requirement(issue('review.rejected', [], { reason }), 'review', remedy)],
    };
  }
  if (state === 'screening' || state === 'awaitingScreening')
    return { ...noRequirements, pendingVerification: [requirement(issue('review.screening'), 'review', null)] };
  if (state === 'manuallyReviewing')
    return {
      ...noRequirements,
      pendingVerification: [requirement(issue('review.inProgress'), 'review', null, review.targetAt)],
      pastDue:
        review.overdue && review.targetAt !== null
          ? [requirement(issue('review.overdue', [], { since: review.targetAt }), 'review', null, review.targetAt)]
          : [],
    };
  return noRequirements;
}

/** Review as a step of the road. */
export function reviewSteps(_context: ReviewContext, state: string): Step[] {
  const waiting = ['screening', 'awaitingScreening', 'manuallyReviewing'].includes(state);
  const status = state === 'approved' ? 'done' : waiting ? 'waiting' : 'open';
  return [{ id: 'review', status, current: !['', 'approved', 'withdrawn'].includes(state), reachable: false }];
}

/** The target of manual review, where policy sets one. */
export function reviewDeadlines({ review }: ReviewContext, state: string): Deadline[] {
  return state === 'manuallyReviewing' && review.targetAt !== null && !review.overdue
    ? [{ at: review.targetAt, step: 'review', event: 'review.overdue', payload: { attempt: review.attempt } }]
    : [];
}
