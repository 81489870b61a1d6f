import type { AnyMachineSnapshot, AnyStateMachine, EventFrom, StateValue, StateValueMap } from 'xstate';
import * as z from 'zod/mini';
import type { Chart } from './chart.js';
import { wrongArgument } from './errors.js';
import { isDecision, type Role } from './events.js';

/** A snapshot of one of this package's machines. */
export type ChartSnapshot = AnyMachineSnapshot;

/** The events a snapshot's machine understands. */
export type EventOfSnapshot<S extends ChartSnapshot> = EventFrom<S['machine']>;

/** What a machine of this package knows about itself. Throws `argument.invalid` for any other machine, and of any other XState. */
export function chartOf(machine: AnyStateMachine): Chart<object> {
  if (isChart(machine)) return machine.schemas as Chart<object>;
  throw wrongArgument('machine', nameOf(machine), isOfOtherMajor(machine) ? 'machine.otherMajor' : undefined);
}

/** What a machine of somebody else calls itself. */
function nameOf(machine: unknown): { readonly machine?: string } {
  try {
    const id: unknown = Reflect.get(Object(machine), 'id');
    return typeof id === 'string' ? { machine: id } : {};
  } catch {
    return {};
  }
}

/** Whether something is a machine with a chart. */
export function isChart(machine: unknown): machine is AnyStateMachine {
  try {
    const schemas: unknown = Reflect.get(Object(machine), 'schemas');
    return typeof schemas === 'object' && schemas !== null && 'vocabulary' in schemas && isOfOurMajor(Object(machine));
  } catch {
    return false;
  }
}

/** Whether something is a machine of another major of XState than 5, whosever chart it has. */
export function isOfOtherMajor(machine: unknown): boolean {
  try {
    const held: object = Object(machine);
    return 'root' in held && 'transition' in held && !isOfOurMajor(held);
  } catch {
    return false;
  }
}

/** Only XState 5 keeps what the names in a chart stand for under this name. */
function isOfOurMajor(machine: object): boolean {
  return 'implementations' in machine;
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
export function schemaByEvent(machine: AnyStateMachine): Readonly<Record<string, z.ZodMiniType>> {
  const entries = Object.entries(chartOf(machine).vocabulary).map(([type, { schema }]) => [type, schema] as const);
  return Object.fromEntries(entries);
}

/** The zod schema of what a machine remembers. */
export function contextSchemaOf(machine: AnyStateMachine): z.ZodMiniType {
  return chartOf(machine).context;
}

/** A state as XState writes it. A schema that contains itself would cost ten times as much. */
export const stateValue = z.custom<StateValue>(isStateValue);

function isStateValue(value: unknown): value is StateValue {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && Object.values(value).every(isStateValue);
}

/** A state value as a dotted path, for example `wizard.enteringContact`. Throws `argument.invalid`. */
export function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', undefined]] = entriesOf(value);
  return inner === undefined ? name : `${name}.${pathOf(inner)}`;
}

function entriesOf(value: StateValueMap): [string, StateValue | undefined][] {
  try {
    if (typeof value === 'object') return Object.entries(value);
  } catch {
    // It is null, or cannot be read.
  }
  throw wrongArgument('value');
}
