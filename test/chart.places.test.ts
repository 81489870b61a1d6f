import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, createMachine } from 'xstate';
import { machinesByName } from '../docs/charts.js';
import { placeAt, placeIn } from '../src/chart.places.js';
import { roles } from '../src/events.js';
import { chartOf } from '../src/snapshot.js';
import { wizardMachine } from '../src/wizard/wizard.machine.js';
import { expectedByDefinition } from './support/possibleEvents.js';
import { valuesOf } from './support/values.js';

/** The same chart as another machine, of which nothing was read yet. */
const unread = (machine: AnyStateMachine) => createMachine({ ...machine.config }) as AnyStateMachine;

const machines = Object.entries(machinesByName).map(([name, machine]): [string, AnyStateMachine] => [name, machine]);

describe.each(machines)('%s', (_, machine) => {
  it('in every state that its chart names, those events are expected that XState has transitions for, in its order', () => {
    const snapshots = valuesOf(machine.root)
      .map((value) => machine.resolveState({ value, context: {} }))
      .filter(({ _nodes: nodes }) => nodes.every(({ type }) => type !== 'history'));
    for (const snapshot of snapshots) {
      const expected = expectedByDefinition(snapshot);
      expect([...placeIn(snapshot).events]).toEqual(expected.map(({ type, rules }) => [type, rules]));
      for (const role of roles) {
        const own = expected.filter((event) => event.roles.includes(role));
        expect(placeIn(snapshot).eventsOf.get(role)).toEqual(own.map(({ type, rules }) => [type, rules]));
      }
    }
  });
});

it('a place is read once, also for a machine that has its ports', () => {
  const place = placeAt(wizardMachine, 'enteringContact');
  expect(placeAt(wizardMachine, 'enteringContact')).toBe(place);
  expect(placeAt(wizardMachine.provide({}), 'enteringContact')).toBe(place);
});

it('a machine with the same chart and other states has places of its own', () => {
  const { schemas } = wizardMachine;
  const states = { enteringContact: {} };
  const shorter = createMachine({ schemas, initial: 'enteringContact', states } as never) as AnyStateMachine;
  expect(chartOf(shorter)).toBe(chartOf(wizardMachine));
  expect([...placeAt(shorter, 'enteringContact').events.keys()]).not.toContain('wizard.contact.save');
  expect([...placeAt(wizardMachine, 'enteringContact').events.keys()]).toContain('wizard.contact.save');
});

it('a thousand made-up places are kept, and no more', () => {
  const machine = unread(wizardMachine);
  const [first, ...others] = Array.from({ length: 1001 }, (_, number) => ({
    number,
    place: placeAt(machine, `made up ${number}`),
  }));
  const last = others.at(-1);
  expect(placeAt(machine, 'made up 0')).toBe(first?.place);
  expect(placeAt(machine, 'made up 1000')).not.toBe(last?.place);
  expect([...placeAt(machine, 'enteringContact').events.keys()]).toContain('wizard.contact.save');
});

it('two places that differ in a later region only have events of their own', () => {
  const region = { initial: 'first', states: { first: {}, second: {} } };
  const later = { initial: 'first', states: { first: { on: { 'wizard.start': { guard: 'mayStart' } } }, second: {} } };
  const machine = createMachine({
    schemas: wizardMachine.schemas,
    type: 'parallel',
    states: { one: region, two: later },
  } as never) as AnyStateMachine;
  const typesAt = (two: string) => [...placeAt(machine, { one: 'first', two }).events.keys()];
  expect(typesAt('first')).toEqual(['wizard.start']);
  expect(typesAt('second')).toEqual([]);
  expect(typesAt('first')).toEqual(['wizard.start']);
});

it('nothing is expected where a registration has ended', () => {
  const snapshot = wizardMachine.resolveState({ value: 'enteringContact', context: {} as never });
  expect(placeIn({ ...snapshot, status: 'done' } as never).events.size).toBe(0);
});
