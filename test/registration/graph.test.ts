import { describe, expect, it } from 'vitest';
import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine, EventFrom, SnapshotFrom } from 'xstate';
import { getAdjacencyMap, getShortestPaths, getSimplePaths, toDirectedGraph } from 'xstate/graph';
import { allowedEvents } from '../../src/explain.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { requirements } from '../../src/registration/requirements.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { pathOf } from '../../src/snapshot.js';
import { cloudAccount, intl, say, submittedApplication, throughWizard } from '../support/answers.js';
import { rightCode } from '../support/ports.js';
import { roadAnswers } from '../support/sayings.js';
import { actOf, type Bare, returnsOf } from '../support/walks.js';

type Road = SnapshotFrom<typeof registrationMachine>;
type RoadEvent = EventFrom<typeof registrationMachine>;

const statement = { ...intl.association.statement, agreed: true, employee: true };
const address = { by: 'email', value: 'member@acme.example' };
const sayings: readonly (Bare & Record<string, unknown>)[] = [
  { type: 'signup.country.choose', country: 'DE' },
  { type: 'signup.email.submit', email: 'zoe@acme.example' },
  { type: 'signup.code.submit', verificationCode: rightCode },
  { type: 'signup.password.set', password: 'abc12345' },
  { type: 'signup.securityPhone.skip' },
  { type: 'signup.cloud.enable', agreements: intl.account.agreements },
  { type: 'signup.information.postpone' },
  ...throughWizard,
  say.submit,
  { type: 'wizard.company.associate' },
  { type: 'review.approve' },
  { type: 'review.reject', reason: 'name differs' },
  { type: 'review.revise' },
  { type: 'association.invite', address },
  { type: 'association.accept', statement, by: { role: 'member', id: 'member-1' } },
  { type: 'association.accept', statement, by: { role: 'member', id: 'applicant-1' } },
  { type: 'wizard.company.checkAgain' },
  { type: 'review.screening.retry' },
  { type: 'enrollment.registration.retry' },
];
const acts = sayings.map((saying) => actOf(registrationMachine, saying));

const events = (snapshot: Road) => [...acts, ...returnsOf(snapshot, roadAnswers)] as unknown as RoadEvent[];

/** What tells two snapshots apart: where, and which of the answers are there. */
function keyOf(snapshot: AnyMachineSnapshot): string {
  const { application, review, association } = snapshot.context;
  const answered = [application?.contact, application?.filing, application?.acceptance].map(Boolean);
  return JSON.stringify([
    pathOf(snapshot.value),
    answered,
    requirements(snapshot).currentlyDue.map(({ code }) => code),
    Math.min(2, review?.attempt ?? 0),
    association?.invitation?.huaweiId ?? null,
  ]);
}

const paths = getShortestPaths(registrationMachine, {
  input: { policy: intl },
  events,
  filterEvents: (snapshot, event) => snapshot.can(event as RoadEvent),
  serializeState: keyOf,
  limit: 20_000,
});
const pathTo = (state: string) => paths.find((path) => pathOf(path.state.value) === state);
const said = (state: string) =>
  pathTo(state)
    ?.steps.map(({ event }) => (event as AnyEventObject).type)
    .filter((type) => !type.startsWith('xstate.'));

describe('xstate/graph walks the whole road from its root', { timeout: 60_000 }, () => {
  it('R-030 R-056 the shortest way to partner says everything once and in order', () => {
    expect(said('enrollment.enrolled')).toEqual([
      'signup.country.choose',
      'signup.email.submit',
      'signup.code.submit',
      'signup.password.set',
      'signup.securityPhone.skip',
      'signup.cloud.enable',
      'signup.information.postpone',
      ...[...throughWizard, say.submit].map(({ type }) => type),
    ]);
  });

  it('R-034 the shortest way to association leads over the offer', () => {
    expect(said('association.associated.notDedicated')?.slice(-5)).toEqual([
      'wizard.start',
      'wizard.business.save',
      'wizard.company.associate',
      'association.invite',
      'association.accept',
    ]);
  });

  it('R-052 R-053 there is a way back from a rejection to partner', () => {
    const second = paths
      .filter(({ state }) => pathOf(state.value) === 'enrollment.enrolled')
      .map(({ state }) => state.context.review.attempt);
    expect(second).toContain(2);
  });

  it('R-041 R-042 no path reaches enrolled without the agreement of the policy and a filed declaration', () => {
    const enrolled = paths.filter(({ state }) => pathOf(state.value) === 'enrollment.enrolled');
    expect(enrolled.length).toBeGreaterThan(0);
    for (const { state } of enrolled) {
      expect(state.context.enrollment.agreement).toMatchObject(intl.agreement);
      expect(state.context.application.filing).not.toBeNull();
    }
  });

  it('from every state that is found there is a way to an end: partner, or associated', () => {
    const map = getAdjacencyMap<Road, RoadEvent, unknown>(registrationMachine as AnyStateMachine, {
      input: { policy: intl, account: cloudAccount },
      events,
      filterEvents: (snapshot, event) => snapshot.can(event),
      serializeState: keyOf,
      limit: 20_000,
    });
    const back = new Map<string, string[]>();
    for (const [from, { transitions }] of Object.entries(map))
      for (const next of Object.values<{ readonly state: Road }>(transitions))
        back.set(keyOf(next.state), [...(back.get(keyOf(next.state)) ?? []), from]);
    const ends = Object.entries(map).flatMap(([key, { state }]) =>
      ['enrollment.enrolled', 'association.associated.notDedicated'].includes(pathOf(state.value)) ? [key] : [],
    );
    const reached = new Set(ends);
    for (const key of reached) for (const from of back.get(key) ?? []) reached.add(from);
    expect(Object.keys(map).filter((key) => !reached.has(key))).toEqual([]);
    expect(Object.keys(map).length).toBeGreaterThan(30);
  });

  it('R-059 in review alone every simple path ends approved, waits for a person, or goes round', () => {
    const review = getSimplePaths(reviewMachine, {
      input: { policy: intl, application: submittedApplication() },
      events: (snapshot) =>
        [
          ...['review.screeningPassed', 'review.screening.retry', 'review.approve', 'review.revise'].map((type) =>
            actOf(reviewMachine, { type }),
          ),
          actOf(reviewMachine, { type: 'review.reject', reason: 'name differs' } as Bare),
          actOf(reviewMachine, { type: 'review.screeningFailed', findings: [] } as Bare),
          ...returnsOf(snapshot, roadAnswers),
        ] as never[],
      filterEvents: (snapshot, event) => snapshot.can(event as never),
      serializeState: (snapshot) => pathOf(snapshot.value),
    });
    expect([...new Set(review.map(({ state }) => pathOf(state.value)))].sort()).toEqual([
      'approved',
      'awaitingScreening',
      'manuallyReviewing',
      'rejected',
      'revising',
      'screening',
    ]);
    for (const { state } of review)
      expect(
        state.status === 'done' ||
          state.hasTag('busy') ||
          allowedEvents(state, 'applicant').length + allowedEvents(state, 'reviewer').length > 0,
      ).toBe(true);
  });

  it('the chart can be drawn', () => {
    const graph = toDirectedGraph(registrationMachine);
    expect(graph.children.map(({ stateNode }) => stateNode.key)).toEqual([
      'starting',
      'signup',
      'choosingRoad',
      'wizard',
      'review',
      'enrollment',
      'association',
    ]);
  });
});
