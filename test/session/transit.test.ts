import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { resolved } from '../../src/session/transit.js';
import { pathOf } from '../../src/snapshot.js';
import { valuesOf } from '../support/values.js';
import { charts, parts } from './scenarios.js';

const machines: ReadonlySet<AnyStateMachine> = new Set([
  registrationMachine,
  ...[...charts, ...parts].map(({ machine }) => machine),
]);

describe.each([...machines].map((machine) => [machine.id, machine] as const))('a state of %s', (_, machine) => {
  it.each(valuesOf(machine.root).map((value) => [pathOf(value), value] as const))(
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
});

it('a state is not found again for a text or a value with more in it that reads the same', () => {
  const value = { wizard: 'enteringContact' };
  resolved(registrationMachine, value, {});
  expect(() => resolved(registrationMachine, pathOf(value), {})).toThrow('enteringContact');
  expect(() => resolved(registrationMachine, { ...value, nowhere: 'x' }, {})).toThrow('nowhere');
});
