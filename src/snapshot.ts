import type { AnyMachineSnapshot, AnyStateMachine, EventFrom, StateValue } from 'xstate';
import type * as z from 'zod';
import type { Chart } from './chart.js';
import { RegistrationError } from './errors.js';
import { isDecision, type Role } from './events.js';

/** A snapshot of one of this package's machines. */
export type ChartSnapshot = AnyMachineSnapshot;

/** The events a snapshot's machine understands. */
export type EventOfSnapshot<S extends ChartSnapshot> = EventFrom<S['machine']>;

/** What a machine of this package knows about itself. Throws `input.invalid` for any other machine. */
export function chartOf(machine: AnyStateMachine): Chart<object> {
  const { schemas } = machine;
  if (typeof schemas === 'object' && schemas !== null && 'vocabulary' in schemas) return schemas as Chart<object>;
  throw new RegistrationError('input.invalid', { details: { machine: machine.id } });
}

/** Which role may say what: every event of a machine with the roles that may say it. */
export function rolesByEvent(machine: AnyStateMachine): Readonly<Record<string, readonly Role[]>> {
  const entries = Object.entries(chartOf(machine).vocabulary).map(([type, { by }]) => [type, by] as const);
  return Object.fromEntries(entries);
}

/** The events by which somebody decides on what another asked for. Nobody says them of what is their own. */
export function decidingEvents(machine: AnyStateMachine): readonly string[] {
  const { vocabulary } = chartOf(machine);
  return Object.keys(vocabulary).filter((type) => isDecision(vocabulary, type));
}

/** The zod schema of each event of a machine, `at` and `by` included: for a form, or the JSON Schema of a route. */
export function schemaByEvent(machine: AnyStateMachine): Readonly<Record<string, z.ZodType>> {
  const entries = Object.entries(chartOf(machine).vocabulary).map(([type, { schema }]) => [type, schema] as const);
  return Object.fromEntries(entries);
}

/** The zod schema of what a machine remembers. */
export function contextSchemaOf(machine: AnyStateMachine): z.ZodType {
  return chartOf(machine).context;
}

/** A state value as a dotted path, for example `wizard.enteringContact`. */
export function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', undefined]] = Object.entries(value);
  return inner === undefined ? name : `${name}.${pathOf(inner)}`;
}
