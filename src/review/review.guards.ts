import {
  answerIssues,
  standsInTheWay,
  unchangedIssues,
  unchangedRefusal,
  type WizardStep,
  wizardSteps,
} from '../application.js';
import { attemptIssues, lateIssues } from '../attempt.js';
import {
  type Deadline,
  noRequirements,
  type Requirement,
  type Requirements,
  requirement,
  type Step,
} from '../chart.js';
import { isEqual } from '../equal.js';
import { type Issue, type IssuePath, issue } from '../issue.js';
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

/** Whether the applicant states that a partner of the same number is another company. People look at that, whatever the system says. */
function isSaidToBeAnother({ application }: ReviewContext): boolean {
  return application.differentFrom !== null;
}

function decisionIssues(
  { policy, review }: ReviewContext,
  decision: { readonly attempt?: number | undefined },
): Issue[] {
  return attemptIssues(decision, review.attempt, policy);
}

const book = ruleBook<ReviewContext, ReviewEvent>(reviewEvents, whoMayAct(reviewEvents));

/** The rules of review, by the name of their guard. */
export const reviewRules = {
  mayReportPass: book.rule('review.screeningPassed', {
    when: (context) => !isSaidToBeAnother(context),
    said: decisionIssues,
  }),
  mayReportPassOfAnother: book.rule('review.screeningPassed', { when: isSaidToBeAnother, said: decisionIssues }),
  mayReportFailure: book.rule('review.screeningFailed', { said: decisionIssues }),
  mayScreenAgain: book.rule('review.screening.retry'),
  mayApprove: book.rule('review.approve', { said: decisionIssues }),
  /** a rejection carries a reason. */
  hasReason: book.rule('review.reject', {
    said: (context, event) => [
      ...decisionIssues(context, event),
      ...(event.reason === '' ? [issue('review.reasonMissing', ['reason'])] : []),
    ],
  }),
  isOverdue: book.rule('review.overdue', {
    standing: ({ review }, { at }) =>
      review.targetAt !== null && !review.overdue && !isTooEarly(at, review.targetAt)
        ? []
        : [issue('event.notExpected', [], { event: 'review.overdue' })],
    said: ({ review }, event) => lateIssues(event, review.attempt),
  }),
  mayRevise: book.rule('review.revise', { standing: resubmissionIssues }),
  mayResubmit: book.rule('review.resubmit', {
    standing: resubmissionIssues,
    said: ({ account, application: { rejected }, policy }, { application }) => [
      ...wizardSteps.flatMap((step) => answerIssues(step, application, policy, ['application'], account)),
      ...unchangedRefusal({ ...application, rejected }, policy),
    ],
  }),
  mayEditInReview: book.rule('review.edit', {
    standing: (context) => [
      ...(context.policy.review.editable ? [] : [issue('review.inProgress')]),
      ...resubmissionIssues(context),
    ],
  }),
  mayWithdrawFromReview: book.rule('review.withdraw', {
    standing: ({ policy }) => (policy.review.withdrawable ? [] : [issue('review.notWithdrawable')]),
  }),
  mayGiveUp: book.rule('review.withdraw'),
};

const didPass = answers(
  reviewPorts.screenApplication,
  ({ result }, context: ReviewContext) => result === 'passed' && !isSaidToBeAnother(context),
);
const isPending = answers(reviewPorts.screenApplication, ({ result }) => result === 'pending');
const isCompanyPartner = answers(reviewPorts.lookUpCompany, ({ partner }, { application }: ReviewContext) =>
  standsInTheWay(partner, application),
);

/** The guards of review, as the chart names them. */
export const reviewGuards = book.guards(reviewRules, { didPass, isPending, isCompanyPartner });

/** The step each part of an application is answered in, and the event that says something else; agreeing again does not. */
const parts: ReadonlyMap<IssuePath[number], readonly [step: WizardStep, remedy: string | null]> = new Map([
  ['business', ['business', 'wizard.business.save']],
  ['contact', ['contact', 'wizard.contact.save']],
  ['filing', ['sensitiveRelationship', 'wizard.sensitiveRelationship.file']],
  ['acceptance', ['agreement', null]],
]);

function pathIn(field: string): IssuePath {
  return field.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

function valueIn(whole: unknown, path: IssuePath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    whole,
  );
}

/** Whether what was handed in last is rejected. Before version 3 not every rejection kept what was rejected; then the times tell. */
export function isRejected({ application, review }: Pick<ReviewContext, 'application' | 'review'>): boolean {
  const { decision, screening } = review;
  if (decision?.outcome !== 'rejected') return false;
  return application.rejected !== null || (screening !== null && isTooEarly(screening.at, decision.at));
}

/** A field a reviewer named is asked for until it says something else. */
function fieldRequirements({ application }: ReviewContext, field: string, submission: string | null): Requirement[] {
  const path = pathIn(field);
  const { rejected } = application;
  const [step, remedy] = parts.get(path[0] ?? '') ?? ['review', null];
  const isAnswered =
    remedy !== null && rejected !== null && !isEqual(valueIn(application, path), valueIn(rejected, path));
  const named = issue('review.fieldNamed', path, { field });
  return isAnswered ? [] : [requirement(named, step, submission ?? remedy ?? 'wizard.submit')];
}

/**
 * a rejection that is being revised, until the application is handed in again: its reason, each field it
 * names, and that nothing has changed yet, where policy does not refuse that anyway. `submission` is the event that hands
 * all in at once; without it each field is answered in its step.
 */
export function rejectionRequirements(context: ReviewContext, submission: string | null): Requirement[] {
  const { application, policy, review } = context;
  const { decision } = review;
  if (decision === null || !isRejected(context) || application.submittedAt !== null) return [];
  const unchanged = policy.review.resubmitUnchanged ? unchangedIssues(application) : [];
  return [
    requirement(
      issue('review.rejected', [], { reason: decision.reason ?? '' }),
      'review',
      submission ?? 'wizard.submit',
    ),
    ...[...new Set(decision.fields)].flatMap((field) => fieldRequirements(context, field, submission)),
    ...unchanged.map((found) => requirement(found, 'business', submission ?? 'wizard.business.save')),
  ];
}

/** What review still asks for, and of whom. */
export function reviewRequirements(context: ReviewContext, state: string): Requirements {
  const { review } = context;
  if (state === 'rejected' || state === 'revising') {
    const reason = review.decision?.reason ?? '';
    const answer = state === 'rejected' ? 'review.revise' : 'review.resubmit';
    const remedy = resubmissionIssues(context).length === 0 ? answer : 'review.withdraw';
    const inDetail = state === 'revising' ? rejectionRequirements(context, 'review.resubmit') : [];
    return {
      ...noRequirements,
      eventuallyDue: inDetail.filter(({ code }) => code !== 'review.rejected'),
      currentlyDue: [requirement(issue('review.rejected', [], { reason }), 'review', remedy)],
    };
  }
  if (state === 'checkingCompany')
    return { ...noRequirements, pendingVerification: [requirement(issue('company.unchecked'), 'review', null)] };
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
  const waiting = ['checkingCompany', 'screening', 'awaitingScreening', 'manuallyReviewing'].includes(state);
  const status = state === 'approved' ? 'done' : waiting ? 'waiting' : 'open';
  return [
    { id: 'review', status, current: !['', 'approved', 'redirected', 'withdrawn'].includes(state), reachable: false },
  ];
}

/** The target of manual review, where policy sets one. */
export function reviewDeadlines({ review }: ReviewContext, state: string): Deadline[] {
  return state === 'manuallyReviewing' && review.targetAt !== null && !review.overdue
    ? [{ at: review.targetAt, step: 'review', event: 'review.overdue', payload: { attempt: review.attempt } }]
    : [];
}
