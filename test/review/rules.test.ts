import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, initialTransition } from 'xstate';
import { reviewDeadlines, reviewRequirements, reviewRules, reviewSteps } from '../../src/review/review.guards.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import type { Review, ReviewContext } from '../../src/review/review.schema.js';
import { applicationToScreen, reviewUpdates } from '../../src/review/review.updates.js';
import {
  acceptance,
  business,
  completeApplication,
  contact,
  filing,
  intl,
  submittedApplication,
} from '../support/answers.js';

const at = '2026-11-22T12:00:00.000Z';
const target = '2026-11-29T12:00:00.000Z';
const begun = initialTransition(
  reviewMachine as AnyStateMachine,
  {
    policy: intl,
    application: submittedApplication(intl),
  } as never,
)[0].context as ReviewContext;
const having = (over: Partial<Review>): ReviewContext => ({ ...begun, review: { ...begun.review, ...over } });
const output = (value: object) => ({ type: 'xstate.done.actor.port', output: { at, value } });
const decision: Review['decision'] = {
  outcome: 'rejected',
  reason: 'no licence',
  causes: [],
  fields: [],
  at,
  by: 'reviewer-1',
};

describe('what review asks for', () => {
  const asked = (state: string, over: Partial<Review> = {}) =>
    Object.entries(reviewRequirements(having(over), state)).flatMap(([list, found]) =>
      (found as { code: string; step: string; remedy: string | null; deadline: string | null; params: object }[]).map(
        ({ code, step, remedy, deadline, params }) => [list, code, params, step, remedy, deadline],
      ),
    );

  it('R-052 of whoever was rejected to revise and to hand in again, with the reason', () => {
    const rejected = (reason: string, remedy: string) => [
      ['currentlyDue', 'review.rejected', { reason }, 'review', remedy, null],
    ];
    expect(asked('rejected', { decision })).toEqual(rejected('no licence', 'review.revise'));
    expect(asked('revising', { decision })).toEqual(rejected('no licence', 'review.resubmit'));
    expect(asked('revising')).toEqual(rejected('', 'review.resubmit'));
  });

  it('R-059 of whoever may hand in no more to withdraw, which is all that is left', () => {
    const once = { ...intl, review: { ...intl.review, mostResubmissions: 1 } };
    const remedyAt = (attempt: number, state: string) =>
      reviewRequirements({ ...having({ attempt, decision }), policy: once }, state).currentlyDue[0]?.remedy;
    expect(remedyAt(1, 'rejected')).toBe('review.revise');
    expect(remedyAt(2, 'rejected')).toBe('review.withdraw');
  });

  it('nothing while the system or people look at it, but the time they may take', () => {
    const screening = [['pendingVerification', 'review.screening', {}, 'review', null, null]];
    expect(asked('screening')).toEqual(screening);
    expect(asked('awaitingScreening')).toEqual(screening);
    const manual = ['pendingVerification', 'review.inProgress', {}, 'review', null];
    expect(asked('manuallyReviewing')).toEqual([[...manual, null]]);
    expect(asked('manuallyReviewing', { targetAt: target })).toEqual([[...manual, target]]);
    expect(asked('manuallyReviewing', { overdue: true })).toEqual([[...manual, null]]);
    const overdue = asked('manuallyReviewing', { targetAt: target, overdue: true });
    expect(overdue).toContainEqual(['pastDue', 'review.overdue', { since: target }, 'review', null, target]);
    expect(overdue).toHaveLength(2);
    for (const state of ['', 'approved', 'withdrawn']) expect(asked(state)).toEqual([]);
  });

  it('is a step before and after which one is elsewhere', () => {
    expect(reviewSteps(begun, 'withdrawn')).toEqual([
      { id: 'review', status: 'open', current: false, reachable: false },
    ]);
    expect(reviewSteps(begun, '')).toEqual([{ id: 'review', status: 'open', current: false, reachable: false }]);
  });

  it('has a deadline while people look at it and it is not past', () => {
    const due = [{ at: target, step: 'review', event: 'review.overdue', payload: { attempt: begun.review.attempt } }];
    expect(reviewDeadlines(having({ targetAt: target }), 'manuallyReviewing')).toEqual(due);
    expect(reviewDeadlines(having({ targetAt: target, overdue: true }), 'manuallyReviewing')).toEqual([]);
    expect(reviewDeadlines(having({}), 'manuallyReviewing')).toEqual([]);
    expect(reviewDeadlines(having({ targetAt: target }), 'rejected')).toEqual([]);
  });

  it('is overdue from its target on, once', () => {
    const held = (over: Partial<Review>, when = target) =>
      reviewRules.isOverdue.standing(having(over), {
        type: 'review.overdue',
        at: when,
        by: { role: 'system', id: 's' },
      });
    const unexpected = [{ code: 'event.notExpected', path: [], params: { event: 'review.overdue' } }];
    expect(held({ targetAt: target })).toEqual([]);
    expect(held({ targetAt: target }, at)).toEqual(unexpected);
    expect(held({ targetAt: target, overdue: true })).toEqual(unexpected);
    expect(held({})).toEqual(unexpected);
  });
});

describe('what review remembers', () => {
  it('R-054 a submission is one attempt, however often the system is asked about it', () => {
    const enter = reviewUpdates.recordAttempt;
    const fresh = having({ attempt: 0, submittedAt: null });
    expect(enter(fresh).review).toMatchObject({ attempt: 1, submittedAt: begun.application.submittedAt });
    const once = enter(fresh);
    expect(enter(once)).toBe(once);
    const again = { ...enter(fresh), application: submittedApplication(intl, { submittedAt: target }) };
    expect(enter({ ...again, review: { ...again.review, overdue: true, targetAt: at } }).review).toMatchObject({
      attempt: 2,
      submittedAt: target,
      overdue: false,
      targetAt: null,
      screening: null,
    });
    const never = {
      ...begun,
      application: completeApplication(intl),
      review: { ...begun.review, attempt: 0, submittedAt: null },
    };
    expect(enter(never).review.attempt).toBe(1);
  });

  it('R-051 what the system found, and nothing where it found nothing', () => {
    const findings = [{ code: 'company', message: 'not registered' }] as never;
    const failed = (value: object) => reviewUpdates.recordFailure(begun, output(value)).review.screening;
    expect(failed({ result: 'notPassed', findings })).toEqual({ passed: false, findings, at });
    expect(failed({ result: 'pending' })).toEqual({ passed: false, findings: [], at });
  });

  it('R-052 a rejection with its causes and fields, or with none', () => {
    const reject = (over: object) =>
      reviewUpdates.recordRejection(begun, {
        type: 'review.reject',
        at,
        by: { role: 'reviewer', id: 'reviewer-1' },
        reason: 'no licence',
        ...over,
      } as { type: string }).review.decision;
    expect(reject({})).toEqual(decision);
  });

  it('R-042 a revised acceptance by who accepts it, or none', () => {
    const resubmit = (accepted: object | null) =>
      reviewUpdates.recordRevision(begun, {
        type: 'review.resubmit',
        at,
        by: { role: 'applicant', id: 'applicant-2' },
        application: { ...submittedApplication(intl), acceptance: accepted },
      } as { type: string }).application;
    const accepted = { ...acceptance(), acceptedAt: at, acceptedBy: 'applicant-1' };
    expect(resubmit(accepted).acceptance).toEqual({ ...accepted, acceptedBy: 'applicant-2' });
    expect(resubmit(null).acceptance).toBeNull();
  });

  it('the system check sees what was accepted, not when and by whom', () => {
    expect(applicationToScreen(begun)).toEqual({
      attempt: 1,
      business,
      contact,
      filing: filing(),
      acceptance: acceptance(),
      differentFrom: null,
    });
  });
});
