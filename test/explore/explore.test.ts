import { explore, stateKey } from 'hcpn-registration/testing';
import { describe, expect, it } from 'vitest';
import { transition } from 'xstate';
import { createPolicy } from '../../src/policy.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { pathOf } from '../../src/snapshot.js';
import { submittedApplication } from '../support/answers.js';
import { grounds } from './grounds.js';

const policy = createPolicy({ site: 'intl' });
const input = { policy, application: submittedApplication() };
const screened = { screenApplication: [{ result: 'passed' }, { result: 'notPassed', findings: [] }] };
const decisions = [
  { type: 'review.approve' },
  { type: 'review.reject', reason: 'the name differs' },
  { type: 'review.reject', reason: '' },
  { type: 'review.revise' },
  { type: 'review.fly' },
];

describe('explore', { timeout: 60_000 }, () => {
  const found = explore(reviewMachine, { input, events: decisions, answers: screened });
  const rejected = found.states.find(({ place }) => place === 'rejected');
  const revising = found.states.find(({ place }) => place === 'revising');

  it('finds each state once, by the shortest way', () => {
    expect(found.states.map(({ place, depth }) => [place, depth])).toEqual([
      ['screening', 0],
      ['approved', 1],
      ['manuallyReviewing', 1],
      ['awaitingScreening', 1],
      ['approved', 2],
      ['rejected', 2],
      ['revising', 3],
    ]);
    // Nobody hands in again here, or withdraws.
    expect(found.unreached).toEqual(['checkingCompany', 'redirected', 'withdrawn']);
    expect(rejected && found.routeTo(rejected).map(({ event, kind }) => [kind, event.type])).toEqual([
      ['answered', 'xstate.done.actor.screenApplication'],
      ['said', 'review.reject'],
    ]);
  });

  it('says who was refused what, where and why', () => {
    const refused = found.refusals.filter(({ state }) => state === rejected);
    const reasons = refused.map(({ act, codes }) => [act.type, act.by.role, ...codes]);
    expect(reasons).toContainEqual(['review.revise', 'reviewer', 'actor.notAllowed']);
    expect(reasons).toContainEqual(['review.approve', 'applicant', 'actor.notAllowed']);
    const unknown = found.refusals.find(({ act }) => act.type === 'review.fly');
    expect(unknown?.codes).toEqual(['event.unknown']);
  });

  it('takes a role for the actors who have it', () => {
    const events = [
      { type: 'review.approve', by: 'reviewer' },
      { type: 'review.revise', by: 'applicant' },
    ] as const;
    const actors = ['rita', 'remi'].map((id) => ({ role: 'reviewer', id }) as const);
    const { edges } = explore(reviewMachine, { input, events, answers: screened, actors });
    const speakers = edges.filter(({ event }) => event.type === 'review.approve').map(({ event }) => event['by']);
    expect(speakers).toEqual(actors);
    const { refusals } = explore(reviewMachine, { input, events, answers: {}, actors });
    expect(refusals.filter(({ act }) => act.type === 'review.revise').map(({ act }) => act.by)).toContainEqual({
      role: 'applicant',
      id: 'applicant-1',
    });
  });

  it('finds the way on, and those for whom there is none', () => {
    const approved = ({ place }: { readonly place: string }) => place === 'approved';
    expect(found.stranded(approved).map(({ place }) => place)).toEqual(['awaitingScreening', 'rejected', 'revising']);
    expect(rejected && found.routeFrom(rejected, approved)).toBeNull();
    expect(rejected && found.routeFrom(rejected, ({ place }) => place === 'revising')).toHaveLength(1);
    expect(revising && found.routeFrom(revising, ({ place }) => place === 'revising')).toEqual([]);
  });

  it('lets time pass to each deadline', () => {
    const targeted = createPolicy({ site: 'intl', review: { targetDays: 3 } });
    const timed = explore(reviewMachine, { input: { ...input, policy: targeted }, events: [], answers: screened });
    const overdue = timed.edges.find(({ event }) => event.type === 'review.overdue');
    expect(overdue && Date.parse(overdue.to.at)).toBeGreaterThan(Date.parse(timed.states[0]?.at ?? ''));
  });

  it('gives up where there are more states than it was told to expect', () => {
    expect(() => explore(reviewMachine, { input, events: decisions, answers: screened, limit: 3 })).toThrow(RangeError);
  });

  it('tells states apart by what is there, and not by how it is spelt', () => {
    const key = stateKey();
    const [one, two, three] = ['HRB 1', 'HRB 22', null].map((registrationNumber) => {
      const application = submittedApplication();
      const business = registrationNumber === null ? null : { ...application.business, registrationNumber };
      return reviewMachine.resolveState({
        value: 'rejected',
        context: { ...found.states[0]?.snapshot.context, application: { ...application, business } } as never,
      });
    });
    expect(one && two && key(one) === key(two)).toBe(true);
    expect(one && three && key(one) !== key(three)).toBe(true);
  });

  it('takes every step as XState itself takes it', () => {
    let steps = 0;
    for (const name of ['signup cn', 'wizard cn', 'enrollment with a path']) {
      const ground = grounds.get(name)?.();
      for (const { from, to, event } of ground?.exploration.edges.filter((_, place) => place % 5 === 0) ?? []) {
        const [after] = transition(from.snapshot.machine, from.snapshot, event as never);
        const key = stateKey();
        expect([pathOf(after.value), key(after)]).toEqual([to.place, key(to.snapshot)]);
        steps += 1;
      }
    }
    expect(steps).toBeGreaterThan(1000);
  });

  it('shows a machine that breaks a rule', () => {
    const lax = reviewMachine.provide({ guards: { hasReason: () => true } });
    const shown = explore(lax, { input, events: decisions, answers: screened });
    const byApplicant = shown.edges.filter(
      ({ event, to }) =>
        event.type === 'review.reject' && to.place === 'rejected' && Reflect.get(event, 'by').role === 'applicant',
    );
    expect(byApplicant).not.toEqual([]);
    expect(
      found.edges.some(({ event }) => event.type === 'review.reject' && Reflect.get(event, 'by').role === 'applicant'),
    ).toBe(false);
  });
});
