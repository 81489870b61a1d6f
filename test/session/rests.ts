import { isDeepStrictEqual } from 'node:util';
import type { AnyStateMachine, StateValue } from 'xstate';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { standing } from '../../src/session/transit.js';
import { valuesOf } from '../support/values.js';
import { charts, parts } from './scenarios.js';

/** Every machine of this package. */
export const machines: readonly AnyStateMachine[] = [
  ...new Set<AnyStateMachine>([registrationMachine, ...[...charts, ...parts].map(({ machine }) => machine)]),
];

/** Whether a value says of every state where inside it is. */
export function isWhole(machine: AnyStateMachine, value: StateValue): boolean {
  return isDeepStrictEqual(machine.resolveState({ value, context: {} }).value, value);
}

/** Every state a registration is found in. */
export function restsOf(machine: AnyStateMachine): StateValue[] {
  return valuesOf(machine.root).filter((value) => isWhole(machine, value) && !standing(machine, value).isInPassing);
}
