import {
  type ExploreWorldOptions,
  exploreWorld,
  type World,
  type WorldRegistration,
  type WorldState,
} from 'hcpn-registration/testing';
import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../src/policy.js';
import { type RegistrationMachine, registrationMachine } from '../../src/registration/registration.machine.js';
import { deadlines } from '../../src/registration/requirements.js';
import { type ReviewMachine, reviewMachine } from '../../src/review/review.machine.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { submittedApplication } from '../support/answers.js';
import { honest, nobody, type Outside } from './outside.js';

const policy = createPolicy({ site: 'intl', review: { targetDays: 3 } });
const rita = { role: 'reviewer', id: 'rita' } as const;

/** A system check that passes one application, and no other: whoever is checked first. */
interface OnePlace {
  readonly passed: string | null;
}
const onePlace: World<OnePlace> = {
  initial: { passed: null },
  ports: {
    screenApplication: (world, _, name) =>
      world.passed === null || world.passed === name
        ? [{ value: { result: 'passed' }, world: { passed: name } }]
        : [{ value: { result: 'notPassed', findings: [] } }],
  },
};

function reviewOf(
  name: string,
  more: Partial<WorldRegistration<ReviewMachine>> = {},
): WorldRegistration<ReviewMachine> {
  return {
    name,
    input: { policy, application: submittedApplication(policy, { applicantId: name }) },
    events: [
      { type: 'review.approve', by: 'reviewer' },
      { type: 'review.screening.retry', by: rita },
    ],
    actors: [{ role: 'applicant', id: name }, rita],
    ...more,
  };
}

type Options = Partial<ExploreWorldOptions<ReviewMachine, OnePlace>>;

const explored = (names: readonly string[], more: Options = {}) =>
  exploreWorld(reviewMachine, { registrations: names.map((name) => reviewOf(name)), world: onePlace, ...more });

/** How a state reads, whoever is who. */
function readingsOf({ world, registrations }: WorldState<OnePlace>, names: readonly string[]): string[] {
  return [names, [...names].reverse()].map((order) => {
    const parts = order.map((name) => {
      const { place, call, answer } = registrations[name] ?? {};
      return [place, call?.port, answer?.value, world.passed === name];
    });
    return JSON.stringify(parts);
  });
}

describe('exploreWorld', { timeout: 60_000 }, () => {
  const found = explored(['ada', 'bob']);
  const places = ({ registrations }: WorldState) => Object.values(registrations).map(({ place }) => place);

  it('lets each act of each registration happen in every order', () => {
    const both = found.states.map(places).map((pair) => pair.join());
    expect(both).toContain('approved,manuallyReviewing');
    expect(both).toContain('awaitingScreening,awaitingScreening');
    expect(both).toContain('approved,approved');
    // Only one is passed by the system; the other needs a person.
    const passed = ({ snapshot }: WorldState['registrations'][string]) => snapshot.context['review'].screening?.passed;
    const twice = found.states.filter(({ registrations }) => Object.values(registrations).every(passed));
    expect(twice).toEqual([]);
  });

  it('asks, is answered and hears the answer in three steps, between which others come', () => {
    const late = found.states.find(
      ({ registrations: { ada, bob } }) =>
        ada?.place === 'screening' && ada.answer !== null && bob?.place === 'approved',
    );
    const route = late === undefined ? [] : found.routeTo(late);
    expect(route.map(({ registration, kind, port }) => [registration, kind, port])).toEqual([
      ['ada', 'served', 'screenApplication'],
      ['bob', 'served', 'screenApplication'],
      ['bob', 'answered', 'screenApplication'],
      // It was not passed, so a person approves it.
      ['bob', 'said', null],
    ]);
    expect(late?.world).toEqual({ passed: 'ada' });
  });

  it('lets a call fail before and after the world did what it was asked', () => {
    const lost = found.edges.filter(({ kind }) => kind === 'failed');
    const served = lost.map(({ from, registration }) => from.registrations[registration ?? '']?.answer !== null);
    expect(new Set(served)).toEqual(new Set([true, false]));
    expect(explored(['ada', 'bob'], { failing: [] }).edges.some(({ kind }) => kind === 'failed')).toBe(false);
  });

  it('lets a server stop: nothing of the act is left, whatever the world did', () => {
    const stopped = found.edges.filter(({ kind }) => kind === 'stopped');
    expect(stopped.length).toBeGreaterThan(0);
    for (const { from, after, registration, world } of stopped) {
      expect(after?.snapshot).toBe(from.registrations[registration ?? '']?.saved);
      expect(after?.call).toBeNull();
      expect(world).toBe(from.world);
    }
    expect(explored(['ada', 'bob'], { stopping: false }).edges.some(({ kind }) => kind === 'stopped')).toBe(false);
  });

  it('lets the world change between any two steps', () => {
    const changing = { ...onePlace, changes: ({ passed }: OnePlace) => (passed === null ? [{ passed: 'cem' }] : []) };
    const changed = explored(['ada', 'bob'], { world: changing });
    const steps = changed.edges.filter(({ kind }) => kind === 'changed');
    const open = changed.states.filter(({ world }) => world.passed === null);
    expect(steps.map(({ from }) => from)).toEqual(open);
    expect(steps.every(({ registration, event, after }) => [registration, event, after].every((x) => x === null))).toBe(
      true,
    );
  });

  it('looks at registrations that differ in their names only as one', () => {
    const apart = explored(['ada', 'bob'], { symmetry: false });
    const names = ['ada', 'bob'];
    const orbits = (states: readonly WorldState<OnePlace>[]) =>
      new Set(states.map((state) => readingsOf(state, names).sort().join()));
    expect(found.states.length).toBeLessThan(apart.states.length);
    expect(orbits(found.states)).toEqual(orbits(apart.states));
    const three = explored(['ada', 'bob', 'cem']);
    expect(three.states.length).toBeLessThan(explored(['ada', 'bob', 'cem'], { symmetry: false }).states.length / 4);
  });

  it('keeps registrations apart to which something else may be said', () => {
    const registrations = [reviewOf('ada'), reviewOf('bob', { events: [] })];
    const apart = { registrations, world: onePlace };
    expect(exploreWorld(reviewMachine, apart).states.length).toBe(
      exploreWorld(reviewMachine, { ...apart, symmetry: false }).states.length,
    );
  });

  it('refuses a world that tells registrations apart which differ in their names only', () => {
    const partial: World<OnePlace> = {
      ...onePlace,
      ports: { screenApplication: (_, __, name) => [{ value: { result: name === 'ada' ? 'passed' : 'pending' } }] },
    };
    expect(() => explored(['ada', 'bob'], { world: partial })).toThrow(/tells registrations apart/);
    expect(() => explored(['ada', 'bob'], { world: partial, symmetry: false })).not.toThrow();
    const changing = { ...onePlace, changes: () => [{ passed: 'ada' }] };
    expect(() => explored(['ada', 'bob'], { world: changing })).toThrow(TypeError);
  });

  it('refuses an answer the port may not give, and a prologue that is refused', () => {
    const wrong = { ...onePlace, ports: { screenApplication: () => [{ value: { result: 'maybe' } as never }] } };
    expect(() => explored(['ada'], { world: wrong })).toThrow(/screenApplication/);
    const prologue = [{ type: 'review.approve', by: 'reviewer' as const }];
    const registrations = [reviewOf('ada', { prologue })];
    expect(() => explored([], { registrations })).toThrow(/ada: review\.approve is not taken in approved/);
  });

  it('gives up where there are more states than it was told to expect', () => {
    expect(() => explored(['ada', 'bob'], { limit: 5 })).toThrow(RangeError);
  });

  const closed: World<OnePlace> = {
    ...onePlace,
    ports: { screenApplication: () => [{ value: { result: 'notPassed', findings: [] } }] },
  };

  it('hears a prologue first, with the first of the answers', () => {
    const prologue = [{ type: 'review.approve', by: 'reviewer' as const }];
    const [first] = explored([], { registrations: [reviewOf('ada', { prologue })], world: closed }).states;
    expect(first?.registrations['ada']?.place).toBe('approved');
  });

  it('carries out a deadline before anything else, and lets no time pass but that', () => {
    const { edges, states } = explored(['ada', 'bob'], { world: closed });
    const due = edges.filter(({ event }) => event?.type === 'review.overdue');
    expect(due.length).toBeGreaterThan(0);
    const moments = new Set(due.map(({ to }) => to.at));
    expect([...moments].every((at) => at > (states[0]?.at ?? ''))).toBe(true);
    const isOver = ({ from, registration }: (typeof edges)[number]) =>
      deadlines(from.registrations[registration ?? '']?.snapshot as never).some(({ at }) => from.at >= at);
    const said = edges.filter(({ kind }) => kind === 'said');
    expect(new Set(said.filter(isOver).map(({ event }) => event?.type))).toEqual(new Set(['review.overdue']));
    const acts = said.filter(({ event }) => event?.type !== 'review.overdue');
    expect(acts.every(({ from, to, event }) => event?.['at'] === from.at && to.at <= from.at)).toBe(true);
  });

  it('says who was refused what, where and why', () => {
    const registrations = [
      reviewOf('ada', {
        events: [
          { type: 'review.approve', by: 'applicant' },
          { type: 'review.fly', by: rita },
        ],
      }),
    ];
    const { refusals } = explored([], { registrations });
    const reasons = refusals.map(({ state, registration, act, codes }) => [
      state.registrations[registration]?.place,
      act.type,
      ...codes,
    ]);
    expect(reasons).toContainEqual(['awaitingScreening', 'review.approve', 'actor.notAllowed']);
    expect(reasons).toContainEqual(['awaitingScreening', 'review.fly', 'event.unknown']);
  });

  it('writes the journals as sessions would: one line an act, when it is at rest', () => {
    const done = found.states.find((state) => places(state).join() === 'approved,approved');
    const lines = done === undefined ? [] : found.journal(found.routeTo(done));
    expect(lines.map(({ registration, event, from, to }) => [registration, event, from, to])).toEqual([
      ['bob', 'review.approve', 'manuallyReviewing', 'approved'],
    ]);
    expect(lines[0]?.announces).toEqual(['review.approved']);
  });

  it('finds the way on, and those for whom there is none', () => {
    const bothApproved = (state: WorldState) => places(state).every((place) => place === 'approved');
    expect(found.stranded(bothApproved)).toEqual([]);
    const [first] = found.states;
    expect(first && found.routeFrom(first, bothApproved)?.length).toBeGreaterThan(3);
  });
});

describe('a road explored in a world', { timeout: 60_000 }, () => {
  const own = fixtures(policy);
  const ada = { role: 'applicant', id: 'ada' } as const;
  const desk = { role: 'administrator', id: 'desk' } as const;
  const start = { type: 'wizard.start', by: ada } as const;
  const business = { type: 'wizard.business.save', by: ada, business: own.business } as const;
  const road = (more: Pick<WorldRegistration<RegistrationMachine>, 'prologue' | 'events'>, initial: Outside) =>
    exploreWorld(registrationMachine, {
      registrations: [{ name: 'ada', input: { policy, account: own.account }, actors: [ada, desk], ...more }],
      world: honest(initial),
    });
  const here = ({ registrations: { ada: part } }: Pick<WorldState<Outside>, 'registrations'>) => {
    if (part === undefined) throw new Error('There is no registration.');
    return part;
  };

  describe('a server that stopped while the partner was made', () => {
    const answered = [
      start,
      business,
      { type: 'wizard.contact.save', by: ada, contact: own.contact },
      { type: 'wizard.sensitiveRelationship.file', by: ada, filing: own.filing },
      { type: 'wizard.agreement.accept', by: ada, acceptance: own.acceptance },
    ] as const;
    const submit = { type: 'wizard.submit', by: ada } as const;
    const { states, edges, routeFrom } = road({ prologue: answered, events: [submit] }, nobody);
    const lost = edges.filter(({ kind, world }) => kind === 'stopped' && Object.keys(world.partners).length > 0);

    it('asks about the company by the account that asks, each time', () => {
      const calls = states.map((state) => here(state).call).filter((call) => call?.port === 'lookUpCompany');
      expect(calls.length).toBeGreaterThan(1);
      expect(calls.map((call) => call?.input)).toEqual(
        calls.map(() => expect.objectContaining({ huaweiId: 'hid-ada' })),
      );
    });

    it('does not lead the partner to associate with itself: handed in again, it is told its own id', () => {
      expect(lost.length).toBeGreaterThan(0);
      expect(states.filter((state) => here(state).place === 'wizard.offeringAssociation')).toEqual([]);
      for (const { to } of lost) {
        const route = routeFrom(to, (state) => here(state).place === 'enrollment.enrolled') ?? [];
        expect(route.at(-1)?.after?.snapshot.context.enrollment.partnerId).toBe('P-hid-ada');
      }
    });
  });

  describe('an invitation of one partner', () => {
    const whom = { by: 'accountName', value: 'hid-ada' } as const;
    const request = (partnerId: string) =>
      ({
        type: 'association.request',
        by: ada,
        address: whom,
        company: { partnerId, companyName: partnerId },
      }) as const;
    const associate = { type: 'registration.associate', by: ada } as const;
    const leave = { type: 'registration.leave', by: ada } as const;
    const accept = { type: 'association.accept', by: ada, statement: own.statement } as const;
    const { companyName, country, registrationNumber } = own.business;
    const red = { companyName, country, registrationNumber, register: null, huaweiId: null };
    const invited = [associate, request('P-blue'), { type: 'association.invite', by: desk, address: whom }] as const;

    it.each([
      ['by the wizard', [start, business, { type: 'wizard.company.associate', by: ada }]],
      ['by asking it', [associate, request('P-red')]],
    ] as const)('is not accepted with another, to which one turns %s', (_, turning) => {
      const found = road(
        { prologue: invited, events: [leave, ...turning, accept] },
        { partners: { 'P-red': red }, members: {} },
      );
      const withRed = found.states.filter(
        (state) => here(state).snapshot.context.association.company?.partnerId === 'P-red',
      );
      expect(withRed.length).toBeGreaterThan(0);
      for (const state of withRed) {
        const { association } = here(state).snapshot.context;
        expect([association.invitation, association.address, association.chosen]).toEqual([null, null, null]);
        expect(association.matches).toEqual([]);
      }
      const joined = found.states.filter((state) => here(state).place.startsWith('association.associated'));
      expect(new Set(joined.map(({ world }) => world.members['hid-ada']))).toEqual(new Set(['P-blue']));
    });
  });
});
