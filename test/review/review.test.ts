import { describe, expect, it } from 'vitest';
import type { Application } from '../../src/application.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { createPolicy, type PolicySettings } from '../../src/policy.js';
import { deadlines, nextDeadline, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { business, completeApplication, contact, filing, intl, submittedApplication } from '../support/answers.js';
import { drive } from '../support/drive.js';
import { down, type Scripts } from '../support/ports.js';

const findings = [{ cause: 'companyNameMismatch' as const, detail: 'the licence says otherwise' }];
const failing: Scripts = { screenApplication: () => ({ result: 'notPassed', findings }) };
const pending: Scripts = { screenApplication: () => ({ result: 'pending' }) };

const approve = { type: 'review.approve' } as const;
const reject = { type: 'review.reject', reason: 'name differs from licence' } as const;
const revise = { type: 'review.revise' } as const;
const resubmit = (application: Application = completeApplication()) =>
  ({ type: 'review.resubmit', application }) as const;
const withdraw = { type: 'review.withdraw' } as const;
const edit = { type: 'review.edit' } as const;
const retry = { type: 'review.screening.retry' } as const;

/** A review of the complete application, at rest after the first system check. */
async function reviewing(ports: Scripts = failing, review: PolicySettings['review'] = {}) {
  const policy = createPolicy({ site: 'intl', review });
  const driven = drive(reviewMachine, { policy, application: submittedApplication(policy) }, ports);
  await driven.rest();
  return driven;
}

describe('the system check', () => {
  it('R-050 decides first: passed, the application is approved and the world is told', async () => {
    const review = await reviewing({});
    expect([review.state, review.snapshot.status]).toEqual(['approved', 'done']);
    expect(review.context.review).toMatchObject({
      attempt: 1,
      screening: { passed: true, findings: [] },
      decision: null,
    });
    expect(review.announcements).toEqual([{ type: 'review.approved', attempt: 1 }]);
  });

  it('R-050 sees the answers and nothing of who gave them or how', async () => {
    const review = await reviewing({});
    const { business, contact, filing, acceptance } = submittedApplication();
    expect(review.calls).toEqual([
      {
        port: 'screenApplication',
        input: {
          attempt: 1,
          business,
          contact,
          filing,
          acceptance: {
            agreementId: acceptance?.agreementId,
            version: acceptance?.version,
            authorityConfirmed: true,
          },
          differentFrom: null,
        },
      },
    ]);
  });

  it('C-061 R-051 R-059 not passed, manual review starts by itself; nothing is rejected', async () => {
    const review = await reviewing();
    expect(review.state).toBe('manuallyReviewing');
    expect(review.context.review).toMatchObject({ screening: { passed: false, findings }, decision: null });
    expect(review.announcements).toEqual([{ type: 'review.manualReviewStarted', attempt: 1 }]);
  });

  it('R-050 not decided yet, it waits for the result', async () => {
    const review = await reviewing(pending);
    expect([review.state, review.trouble]).toEqual(['awaitingScreening', []]);
    expect(requirements(review.snapshot).pendingVerification).toMatchObject([{ code: 'review.screening' }]);
  });

  it('R-050 the late result: passed', async () => {
    const review = await (await reviewing(pending)).go({ type: 'review.screeningPassed' });
    expect(review.state).toBe('approved');
    expect(review.context.review.screening).toEqual({ passed: true, findings: [], at: review.clock.now });
    expect(review.announcements).toEqual([{ type: 'review.approved', attempt: 1 }]);
  });

  it('C-061 R-051 R-059 the late result: not passed, manual review follows', async () => {
    const review = await (await reviewing(pending)).go({ type: 'review.screeningFailed', findings });
    expect(review.state).toBe('manuallyReviewing');
    expect(review.context.review.screening).toEqual({ passed: false, findings, at: review.clock.now });
    expect(review.announcements).toEqual([{ type: 'review.manualReviewStarted', attempt: 1 }]);
  });

  it('R-050 not to be asked, it says so and can be asked again; the attempt stays the same', async () => {
    const review = await reviewing({ screenApplication: down });
    expect([review.state, review.trouble]).toEqual(['awaitingScreening', ['port.unavailable']]);
    await review.once('screenApplication', () => ({ result: 'pending' })).go(retry);
    expect([review.state, review.trouble]).toEqual(['awaitingScreening', []]);
    await review.once('screenApplication', () => ({ result: 'passed' })).go(retry);
    expect([review.state, review.context.review.attempt, review.calls.length]).toEqual(['approved', 1, 3]);
  });

  it.each([
    ['a made-up result', () => ({ result: 'approvedByMe' })],
    ['a pass with extra keys', () => ({ result: 'passed', partner: true })],
    ['nothing', () => null],
  ])('R-050 %s is no answer', async (_what, script) => {
    const review = await reviewing({ screenApplication: script });
    expect([review.state, review.trouble]).toEqual(['awaitingScreening', ['port.unavailable']]);
  });

  it.each(['applicant', 'reviewer', 'administrator', 'member'] as const)(
    'R-050 a %s cannot report its result',
    async (role) => {
      const review = await reviewing(pending);
      await review.say({ type: 'review.screeningPassed' }, { by: role });
      expect([review.state, review.codes]).toEqual(['awaitingScreening', ['actor.notAllowed']]);
    },
  );
});

describe('manual review', () => {
  it('C-062 R-051 R-056 approval makes a partner, and is kept with who and when', async () => {
    const review = await (await reviewing()).go(approve);
    expect(review.state).toBe('approved');
    expect(review.context.review.decision).toEqual({
      outcome: 'approved',
      reason: null,
      causes: [],
      fields: [],
      at: review.clock.now,
      by: 'reviewer-1',
    });
    expect(review.announcements.at(-1)).toEqual({ type: 'review.approved', attempt: 1 });
  });

  it('C-064 R-052 a rejection carries its reason, readable in the context, in what is due and in what is told', async () => {
    const review = await (await reviewing()).go({
      ...reject,
      causes: ['companyNameMismatch'],
      fields: ['business.companyName'],
    });
    expect(review.state).toBe('rejected');
    expect(review.context.review.decision).toMatchObject({
      outcome: 'rejected',
      reason: reject.reason,
      causes: ['companyNameMismatch'],
      fields: ['business.companyName'],
    });
    expect(requirements(review.snapshot).currentlyDue).toMatchObject([
      { code: 'review.rejected', params: { reason: reject.reason }, remedy: 'review.revise' },
    ]);
    expect(review.announcements.at(-1)).toEqual({
      type: 'review.rejected',
      attempt: 1,
      reason: reject.reason,
      causes: ['companyNameMismatch'],
    });
  });

  it.each([
    ['no reason', undefined, ['value.missing']],
    ['an empty reason', '', ['review.reasonMissing']],
    ['a reason of nothing but white space', ' \t\u3000\n', ['review.reasonMissing']],
    ['a reason of 4,001 characters', 'x'.repeat(4001), ['text.tooLong']],
  ])('R-052 with %s nothing is rejected', async (_what, reason, codes) => {
    const review = await reviewing();
    await review.sayAnything({ ...reject, reason } as { type: string });
    expect([review.state, review.codes]).toEqual(['manuallyReviewing', codes]);
  });

  it.each(['applicant', 'system', 'administrator', 'member'] as const)(
    'R-051 a %s neither approves nor rejects',
    async (role) => {
      const review = await reviewing();
      for (const decision of [approve, reject]) {
        await review.say(decision, { by: role });
        expect([review.state, review.codes]).toEqual(['manuallyReviewing', ['actor.notAllowed']]);
      }
    },
  );

  it('R-059 no event of the system ends the road: only a reviewer rejects', async () => {
    for (const ports of [failing, pending]) {
      const review = await reviewing(ports);
      const bySystem = allowedEvents(review.snapshot, 'system', review.clock.now);
      expect(bySystem).not.toContain('review.reject');
      expect(allowedEvents(review.snapshot, 'reviewer')).toEqual(
        ports === failing ? ['review.approve', 'review.reject'] : ['review.screening.retry'],
      );
    }
  });
});

describe('the duration of manual review', () => {
  it('C-068 R-055 without a target nothing happens in 30 days, or ever', async () => {
    const review = await reviewing();
    review.clock.pass({ days: 30 });
    expect([deadlines(review.snapshot), nextDeadline(review.snapshot)]).toEqual([[], null]);
    await review.say({ type: 'review.overdue' });
    expect([review.state, review.codes]).toEqual(['manuallyReviewing', ['event.notExpected']]);
    await review.go(approve);
    expect(review.state).toBe('approved');
  });

  it.each([
    ['at once', failing],
    ['later', pending],
  ] as const)(
    'R-055 with a target there is a deadline from the day it starts, when the system fails %s',
    async (_when, ports) => {
      const review = await reviewing(ports, { targetDays: 3 });
      if (ports === pending) await review.go({ type: 'review.screeningFailed', findings });
      const due = { at: '2026-11-25T10:00:00.000Z', step: 'review', event: 'review.overdue', payload: { attempt: 1 } };
      expect([deadlines(review.snapshot), nextDeadline(review.snapshot)]).toEqual([[due], due]);
      expect(requirements(review.snapshot)).toMatchObject({ pendingVerification: [{ deadline: due.at }], pastDue: [] });
    },
  );

  it('R-055 a target that is missed is past due, once, and ends nothing', async () => {
    const review = await reviewing(failing, { targetDays: 3 });
    await review.say({ type: 'review.overdue' }, { at: '2026-11-25T09:59:59.999Z' });
    expect(review.codes).toEqual(['event.notExpected']);
    await review.say({ type: 'review.overdue' }, { at: '2026-11-25T10:00:00.000Z' });
    expect([review.state, review.codes]).toEqual(['manuallyReviewing', []]);
    expect(requirements(review.snapshot).pastDue).toMatchObject([
      { code: 'review.overdue', params: { since: '2026-11-25T10:00:00.000Z' } },
    ]);
    expect(deadlines(review.snapshot)).toEqual([]);
    await review.say({ type: 'review.overdue' }, { at: '2026-11-26T10:00:00.000Z' });
    expect(review.codes).toEqual(['event.notExpected']);
    await review.go(approve);
    expect(review.state).toBe('approved');
  });

  it('R-055 another attempt has a target of its own', async () => {
    const review = await reviewing(failing, { targetDays: 3 });
    await review.say({ type: 'review.overdue' }, { at: '2026-11-30T10:00:00.000Z' });
    await review.go(reject, revise, resubmit());
    expect(review.context.review).toMatchObject({ overdue: false, targetAt: '2026-12-03T10:00:00.000Z' });
  });

  it('R-055 a decision ends the wait for the target', async () => {
    const review = await (await reviewing(failing, { targetDays: 3 })).go(reject);
    expect(deadlines(review.snapshot)).toEqual([]);
    await review.say({ type: 'review.overdue' }, { at: '2027-01-01T00:00:00Z' });
    expect(review.codes).toEqual(['event.notExpected']);
  });
});

describe('after a rejection', () => {
  const rejected = async (policy: PolicySettings['review'] = {}) => (await reviewing(failing, policy)).go(reject);

  it('C-065 R-053 revised and submitted again, the system checks once more, as attempt 2', async () => {
    const review = await rejected();
    await review.go(revise);
    expect(review.state).toBe('revising');
    expect(review.context.application).toMatchObject({ business, contact, filing: filing(), submittedAt: null });
    expect(review.context.review.decision?.reason).toBe(reject.reason);
    review.once('screenApplication', () => ({ result: 'pending' }));
    const corrected = completeApplication(intl, { business: { ...business, companyName: 'Acme AG' } });
    await review.go(resubmit(corrected));
    expect([review.state, review.context.review.attempt]).toEqual(['awaitingScreening', 2]);
    expect(review.calls.at(-1)?.input).toMatchObject({ attempt: 2, business: { companyName: 'Acme AG' } });
    expect(review.context.application.submittedAt).toBe(review.clock.now);
  });

  it.each([
    ['at once', 'passed', []],
    ['later', 'pending', [{ type: 'review.screeningPassed' }]],
  ] as const)(
    'C-065 R-050 when the system passes it %s, the rejection is the decision no more',
    async (_when, result, sayings) => {
      const review = await (await rejected()).go(revise);
      await review.once('screenApplication', () => ({ result })).go(resubmit(), ...sayings);
      expect(review.state).toBe('approved');
      expect(review.context.review).toMatchObject({ attempt: 2, decision: null, screening: { passed: true } });
    },
  );

  it('C-065 R-053 the attempt counts even when everything happens at one moment', async () => {
    const review = await rejected();
    const at = review.context.application.submittedAt ?? '';
    await review.say(revise, { at });
    await review.say(resubmit(), { at });
    expect(review.context.review.attempt).toBe(2);
  });

  it('R-054 there is no limit of resubmissions by default', async () => {
    const review = await rejected();
    for (let attempt = 2; attempt <= 30; attempt += 1) {
      await review.go(revise, resubmit(), reject);
      expect([review.state, review.context.review.attempt]).toEqual(['rejected', attempt]);
    }
  });

  it.each([0, 1, 3])('R-054 where policy allows %i resubmissions, one more is refused', async (mostResubmissions) => {
    const review = await rejected({ mostResubmissions });
    for (let times = 0; times < mostResubmissions; times += 1) await review.go(revise, resubmit(), reject);
    await review.say(revise);
    expect([review.state, review.codes]).toEqual(['rejected', ['review.resubmissionsUsedUp']]);
    expect(allowedEvents(review.snapshot, 'applicant')).toEqual(['review.withdraw']);
  });

  it('C-071 R-034 only the answers are the applicant’s to say again', async () => {
    const review = await (await rejected()).go(revise);
    const { applicantId, company } = review.context.application;
    const forged = { applicantId: 'applicant-2', company: null, secondAccount: true, trail: [], drafts: {} };
    const { acceptance } = completeApplication();
    await review.go(
      resubmit(
        completeApplication(intl, {
          ...forged,
          acceptance: acceptance === null ? null : { ...acceptance, acceptedBy: 'somebody else' },
        }),
      ),
    );
    const { application } = review.context;
    expect(application).toMatchObject({ applicantId, company, secondAccount: false });
    expect(application.acceptance?.acceptedBy).toBe(applicantId);
  });

  it('R-053 by default it may be submitted again as it was', async () => {
    const review = await (await rejected()).go(revise, resubmit());
    expect(review.context.review.attempt).toBe(2);
  });

  it.each([
    ['as it was', {}, ['review.unchanged']],
    ['as if it had never been rejected', { rejected: null }, ['review.unchanged']],
    ['with only the draft changed', { drafts: { contact: { name: 'Z' } } }, ['review.unchanged']],
    ['with another contact', { contact: { ...contact, name: 'Zoë Maier' } }, []],
    ['with another filing', { filing: filing(intl, true) }, []],
  ] as const)('R-053 where policy asks for a change, submitted again %s', async (_how, over, codes) => {
    const review = await (await rejected({ resubmitUnchanged: false })).go(revise);
    await review.say(resubmit(completeApplication(intl, over as Partial<Application>)));
    expect(review.codes).toEqual(codes);
    expect(review.state).toBe(codes.length > 0 ? 'revising' : 'manuallyReviewing');
  });

  it('R-030 R-040 R-041 nothing incomplete is submitted again, and every lack is named', async () => {
    const review = await (await rejected()).go(revise);
    const explanation = await review.say(
      resubmit(completeApplication(intl, { contact: null, filing: null, acceptance: null, business: null })),
    );
    expect(explanation).toMatchObject({
      allowed: false,
      issues: [
        { code: 'business.missing', path: ['application'] },
        { code: 'contact.missing' },
        { code: 'sensitiveRelationship.notFiled' },
        { code: 'agreement.notAccepted' },
      ],
    });
    const { acceptance } = completeApplication();
    const stale = completeApplication(intl, { acceptance: acceptance && { ...acceptance, version: '2025-01' } });
    await review.say(resubmit(stale));
    expect(review.codes).toEqual(['agreement.versionStale']);
  });

  it('C-071 another account neither revises, submits again nor gives up', async () => {
    const review = await rejected();
    const stranger = { by: { role: 'applicant', id: 'applicant-2' } } as const;
    for (const saying of [revise, withdraw]) {
      await review.say(saying, stranger);
      expect([review.state, review.codes]).toEqual(['rejected', ['actor.notApplicant']]);
    }
    await review.go(revise);
    await review.say(resubmit(completeApplication(intl, { applicantId: 'applicant-2' })), stranger);
    expect([review.state, review.codes]).toEqual(['revising', ['actor.notApplicant']]);
  });

  it('C-071 nobody becomes the owner by submitting again', async () => {
    const review = await rejected({ sameApplicantOnly: false });
    const stranger = { by: { role: 'applicant', id: 'applicant-2' } } as const;
    await review.go(revise);
    await review.say(resubmit(completeApplication(intl, { applicantId: 'applicant-2' })), stranger);
    expect([review.state, review.context.application.applicantId]).toEqual(['manuallyReviewing', 'applicant-1']);
  });

  it('R-053 it may be given up; then it is no longer handed in', async () => {
    const review = await (await rejected()).go(withdraw);
    expect([review.state, review.snapshot.status]).toEqual(['withdrawn', 'done']);
    expect(review.context.application).toMatchObject({ submittedAt: null, business });
  });
});

describe('while in review', () => {
  it.each([
    ['waiting for the system', pending, 'awaitingScreening'],
    ['manually reviewed', failing, 'manuallyReviewing'],
  ] as const)('R-055 %s, editing and withdrawing are refused by default', async (_where, ports, state) => {
    const review = await reviewing(ports);
    await review.say(edit);
    expect([review.state, review.codes]).toEqual([state, ['review.inProgress']]);
    await review.say(withdraw);
    expect([review.state, review.codes]).toEqual([state, ['review.notWithdrawable']]);
  });

  it.each([
    ['waiting for the system', pending],
    ['manually reviewed', failing],
  ] as const)('%s, both are possible where policy offers them', async (_where, ports) => {
    const offered = { editable: true, withdrawable: true };
    const edited = await (await reviewing(ports, offered)).go(edit);
    expect([edited.state, edited.context.application.business]).toEqual(['revising', business]);
    await edited.go(resubmit());
    expect(edited.context.review.attempt).toBe(2);
    const withdrawn = await (await reviewing(ports, offered)).go(withdraw);
    expect(withdrawn.state).toBe('withdrawn');
  });

  it('R-054 an edit counts as a resubmission, so it is refused when none is left', async () => {
    const review = await reviewing(failing, { editable: true, mostResubmissions: 0 });
    await review.say(edit);
    expect([review.state, review.codes]).toEqual(['manuallyReviewing', ['review.resubmissionsUsedUp']]);
  });

  it('revising and resubmitting are not expected', async () => {
    const review = await reviewing();
    for (const saying of [revise, resubmit()]) {
      await review.say(saying);
      expect([review.state, review.codes]).toEqual(['manuallyReviewing', ['event.notExpected']]);
    }
  });
});

describe('what is seen of a review', () => {
  it.each([
    ['rejected', failing, [reject], 'open'],
    ['revising', failing, [reject, revise], 'open'],
    ['manuallyReviewing', failing, [], 'waiting'],
    ['awaitingScreening', pending, [], 'waiting'],
    ['approved', {}, [], 'done'],
  ] as const)('in %s its step is shown as it is', async (state, ports, sayings, status) => {
    const review = await (await reviewing(ports)).go(...sayings);
    expect(review.state).toBe(state);
    expect(steps(review.snapshot).steps).toEqual([
      { id: 'review', status, current: state !== 'approved', reachable: false },
    ]);
  });

  it('nothing is due of anyone once it is approved, and nothing can be said', async () => {
    const review = await reviewing({});
    expect(requirements(review.snapshot)).toEqual({
      currentlyDue: [],
      eventuallyDue: [],
      pastDue: [],
      pendingVerification: [],
    });
    expect(allowedEvents(review.snapshot, 'reviewer')).toEqual([]);
    const by = { role: 'reviewer', id: 'reviewer-1' } as const;
    expect(explain(review.snapshot, { ...reject, at: review.clock.now, by })).toMatchObject({ allowed: false });
  });
});
