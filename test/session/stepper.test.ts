import { describe, expect, it } from 'vitest';
import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  assign,
  createActor,
  createMachine,
  emit,
  fromPromise,
  initialTransition,
} from 'xstate';
import { stepped } from '../../src/session/stepper.js';
import { candidatesAt } from '../../src/session/stepper.table.js';
import { resolved, standing, transit } from '../../src/session/transit.js';
import { pathOf } from '../../src/snapshot.js';
import { differencesFromXState, transitByXState } from '../support/asXState.js';
import { collect } from '../support/garbage.js';
import { machines, restsOf } from './rests.js';
import { type SmallMachine, smallMachines } from './stepper.machines.js';

/** Where a machine comes to, each state once for each count up to four. */
function reached({ machine, events }: SmallMachine): AnyMachineSnapshot[] {
  const [begun]: [AnyMachineSnapshot, unknown] = initialTransition(machine);
  const found = new Map<string, AnyMachineSnapshot>();
  const arrive = (snapshot: AnyMachineSnapshot) => {
    const key = `${JSON.stringify(snapshot.value)} ${Math.min(snapshot.context['count'], 4)}`;
    if (snapshot.status !== 'active' || found.has(key)) return;
    found.set(key, snapshot);
    for (const event of events) arrive(afterOf(machine, restedAt(machine, snapshot), event));
  };
  arrive(begun);
  return [...found.values()];
}

/** The same, and nothing under way. */
function restedAt(machine: AnyStateMachine, { value, context }: AnyMachineSnapshot): AnyMachineSnapshot {
  return machine.resolveState({ value, context });
}

function afterOf(machine: AnyStateMachine, before: AnyMachineSnapshot, event: AnyEventObject): AnyMachineSnapshot {
  try {
    return transitByXState(machine, before, event).after;
  } catch {
    return before;
  }
}

/** Whether the tables tell what an event comes to, or it is left to XState, or breaks, so that XState tries it again. */
function tableTells(
  machine: AnyStateMachine,
  before: AnyMachineSnapshot,
  event: AnyEventObject,
): 'all' | 'left' | 'breaks' {
  try {
    return stepped(before, event, createActor(machine)) === null ? 'left' : 'all';
  } catch {
    return 'breaks';
  }
}

describe.each(smallMachines.map((small) => [small.name, small] as const))('a machine that %s', (_, small) => {
  const { machine, events, left } = small;
  const places = reached(small);

  it('does at every event what it does in XState', () => {
    for (const place of places)
      for (const event of events)
        expect([place.value, event.type, differencesFromXState(machine, place, event)]).toEqual([
          place.value,
          event.type,
          [],
        ]);
  });

  it('is left to XState exactly where it is said to be', () => {
    const found = places.flatMap((place) =>
      events.flatMap((event) => {
        const told = tableTells(machine, restedAt(machine, place), event);
        const name = `${pathOf(place.value)} ${event.type}`;
        return told === 'all' ? [] : [told === 'left' ? name : `${name} ${told}`];
      }),
    );
    expect([...new Set(found)].sort()).toEqual([...left].sort());
  });
});

it('a machine that was provided with other guards and actions goes by its own', () => {
  const machine = createMachine({
    context: { count: 0 },
    initial: 'here',
    states: { here: { on: { go: { guard: 'may', target: 'there', actions: 'act' } } }, there: {} },
  }).provide({ guards: { may: () => true }, actions: { act: assign({}) } });
  const variants = [
    machine,
    machine.provide({ guards: { may: () => false } }),
    machine.provide({ actions: { act: assign(() => ({ count: 1 })) } }),
    machine.provide({ actions: { act: () => {} } }),
  ];
  const before = { value: 'here', context: { count: 0 } };
  for (const variant of [...variants, ...variants])
    expect(differencesFromXState(variant, before, { type: 'go' })).toEqual([]);
  const outcomes = variants.map((variant) =>
    transit(variant, resolved(variant, before.value, before.context), { type: 'go' }),
  );
  expect(outcomes.map(({ after: { value, context }, isQuiet }) => [value, context['count'], isQuiet])).toEqual([
    ['there', 0, true],
    ['here', 0, true],
    ['there', 1, true],
    ['there', 0, false],
  ]);
});

/** What is left to XState: to go on at once, and the end of a machine that is used alone. */
const left: Readonly<Record<string, readonly string[]>> = {
  registration: [
    'review.awaitingScreening review.edit',
    'review.manuallyReviewing review.edit',
    'review.rejected review.revise',
    'review.checkingCompany xstate.error.actor.lookUpCompanyOfRevision',
  ],
  signup: [
    'completingInformation signup.information.complete',
    'completingInformation signup.information.postpone',
    'realName.applying signup.realName.synchronised',
    'realName.applying signup.realName.postpone',
    'realName.submitting signup.realName.synchronised',
    'realName.inReview signup.realName.synchronised',
    'realName.inReview signup.back',
    'realName.inReview signup.realName.decided',
    'realName.rejected signup.realName.synchronised',
    'realName.rejected signup.realName.postpone',
    'offeringUpgrade signup.upgrade.postpone',
    'upgradingAccount xstate.done.actor.upgradeAccount',
  ],
  wizard: ['offeringAssociation wizard.company.associate', 'checkingSubmission xstate.done.actor.lookUpCompanyAgain'],
  review: [
    'screening xstate.done.actor.screenApplication',
    'awaitingScreening review.screeningPassed',
    'awaitingScreening review.withdraw',
    'manuallyReviewing review.approve',
    'manuallyReviewing review.withdraw',
    'rejected review.withdraw',
    'checkingCompany xstate.done.actor.lookUpCompanyOfRevision',
  ],
  enrollment: ['registering xstate.done.actor.registerPartner'],
};

it.each(machines.map((machine) => [machine.id, machine] as const))(
  '%s: all ways are in the tables but those to its end, and to where it goes on at once',
  (id, machine) => {
    const ways = restsOf(machine).flatMap((value) => {
      const { snapshot } = standing(machine, value);
      const types = new Set(snapshot._nodes.flatMap(({ transitions }) => [...transitions.keys()]));
      return [...types].flatMap((type) =>
        candidatesAt(snapshot._nodes, type).map(({ way }) => ({
          name: `${pathOf(value)} ${type}`,
          isLeft: way === null,
        })),
      );
    });
    const found = new Set(ways.flatMap(({ name, isLeft }) => (isLeft ? [name] : [])));
    expect([...found]).toEqual(left[id] ?? []);
    expect(ways.length).toBeGreaterThan(0);
  },
);

it('guards, updates, emitted events and inputs are given what XState gives them, in its order', () => {
  const calls: unknown[] = [];
  const heard =
    <T>(name: string, answer: T) =>
    (given: object, ...params: unknown[]): T => {
      calls.push([
        name,
        Object.keys(given).sort(),
        Object.entries(Reflect.get(given, 'event')),
        params.filter((each) => each !== undefined),
        Reflect.get(given, 'context'),
      ]);
      return answer;
    };
  const machine = createMachine({
    context: { count: 0 },
    initial: 'here',
    states: {
      here: {
        exit: assign(heard('exit', { count: 1 })),
        on: {
          go: [
            { guard: heard('first guard', false) },
            {
              guard: heard('second guard', true),
              target: 'there',
              actions: [assign(heard('update', { count: 2 })), emit(heard('emit', { type: 'told' }))],
            },
            { guard: heard('third guard', true) },
          ],
        },
      },
      there: {
        entry: assign(heard('entry', { count: 3 })),
        invoke: { src: fromPromise(() => Promise.resolve()), input: heard('input', 1) },
        initial: 'open',
        states: { open: { on: { go: 'closed' } }, closed: { type: 'final' } },
        onDone: { guard: heard('guard at the end', true), target: 'here', actions: assign(heard('end', { count: 4 })) },
      },
    },
  });
  const values = ['here', { there: 'open' }];
  for (const go of [transitByXState, transit])
    for (const value of values) go(machine, machine.resolveState({ value, context: { count: 0 } }), { type: 'go' });
  const byXState = calls.slice(0, calls.length / 2);
  expect(calls.slice(byXState.length)).toEqual(byXState);
  expect(byXState).toHaveLength(9);
});

it('what the tables make of an event shares nothing that can be written with what was before, nor with what comes next', () => {
  let made = 0;
  for (const small of smallMachines)
    for (const place of reached(small))
      for (const event of small.events) {
        const { machine } = small;
        const before = resolved(machine, place.value, Object.freeze({ ...place.context }));
        if (tableTells(machine, before, event) !== 'all') continue;
        const { after } = transit(machine, before, event);
        if (after === before) continue;
        const { value, children, context, tags, _nodes: states } = after;
        for (const part of [value, children, context === before.context ? {} : context])
          if (typeof part === 'object') Object.assign(part, { spoilt: 'x' });
        tags.add('spoilt');
        states.pop();
        expect(differencesFromXState(machine, place, event), small.name).toEqual([]);
        expect(before, small.name).toEqual(machine.resolveState({ value: place.value, context: place.context }));
        made += 1;
      }
  expect(made).toBeGreaterThan(100);
});

it('an event that changes nothing gives the very snapshot it came to', () => {
  const machine = createMachine({
    initial: 'here',
    states: { here: { on: { forbidden: undefined, self: 'here', tell: { actions: emit({ type: 'told' }) } } } },
  });
  const before = resolved(machine, 'here', {});
  for (const type of ['forbidden', 'self', 'tell', 'nothing of this'])
    expect([type, transit(machine, before, { type }).after === before]).toEqual([type, true]);
});

it('a snapshot that is over, has actors or is in states beside each other is left to XState', () => {
  const listening = assign(({ spawn }) => ({
    child: spawn(
      fromPromise(() => Promise.resolve()),
      { id: 'child' },
    ),
  }));
  const machine = createMachine({
    initial: 'here',
    states: { here: { on: { listen: { actions: listening }, go: 'there' } }, there: {} },
  });
  const go = { type: 'go' };
  const rested = resolved(machine, 'here', {});
  const { after: listened } = transit(machine, rested, { type: 'listen' });
  expect(Object.keys(transit(machine, listened, go).after.children)).toEqual(['child']);
  expect(tableTells(machine, rested, go)).toBe('all');
  const { there } = machine.root.states;
  const others = [listened, { ...rested, status: 'done' }, { ...rested, _nodes: [there, ...rested._nodes] }];
  for (const before of others as AnyMachineSnapshot[]) expect(tableTells(machine, before, go)).toBe('left');
});

it('100,000 types of event that nobody wrote leave less than 1 MiB in the heap, also where a wildcard stands for them', () => {
  const machine = createMachine({
    initial: 'here',
    states: { here: {} },
    on: { 'path.*': { actions: assign(() => ({})) } },
  });
  const before = resolved(machine, 'here', {});
  const say = (round: string) => {
    for (let place = 0; place < 50_000; place += 1)
      for (const type of [`unknown.${round}.${place}`, `path.${round}.${place}`]) transit(machine, before, { type });
    collect();
    return process.memoryUsage().heapUsed;
  };
  say('first');
  const used = say('second');
  expect(say('third') - used).toBeLessThan(2 ** 20);
});
