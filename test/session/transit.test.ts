import { describe, expect, it } from 'vitest';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { resolved } from '../../src/session/transit.js';
import { pathOf } from '../../src/snapshot.js';
import { valuesOf } from '../support/values.js';
import { isWhole, machines } from './rests.js';

describe.each(machines.map((machine) => [machine.id, machine] as const))('a state of %s', (_, machine) => {
  const values = valuesOf(machine.root).map((value) => [pathOf(value), value] as const);
  it.each(values.filter(([, value]) => isWhole(machine, value)))(
    '%s is as XState resolves it, the first time and again, and shares nothing that can be written',
    (_path, value) => {
      const made = [0, 1, 2].map((a) => resolved(machine, structuredClone(value), { a }));
      for (const [a, snapshot] of made.entries()) {
        expect(snapshot).toStrictEqual(machine.resolveState({ value, context: { a } }));
        snapshot.tags.add('spoilt');
        for (const part of [snapshot.children, snapshot.historyValue, snapshot.value])
          if (typeof part === 'object') Object.assign(part, { spoilt: 'x' });
      }
      expect(resolved(machine, value, {})).toStrictEqual(machine.resolveState({ value, context: {} }));
    },
  );

  const halves = values.filter(([, value]) => !isWhole(machine, value));
  if (halves.length > 0)
    it.each(halves)('%s, which does not say where inside, is no state', (path, value) => {
      for (const _again of [0, 1]) expect(() => resolved(machine, value, {})).toThrow(path);
    });
});

it('a state is not found again for a text or a value with more in it that reads the same', () => {
  const value = { wizard: 'enteringContact' };
  resolved(registrationMachine, value, {});
  expect(() => resolved(registrationMachine, pathOf(value), {})).toThrow('enteringContact');
  expect(() => resolved(registrationMachine, { ...value, nowhere: 'x' }, {})).toThrow('nowhere');
});
