import type { AnyStateMachine } from 'xstate';
import * as z from 'zod/mini';
import { like, onArguments } from './arguments.js';
import { argumentInvalid, Failure } from './errors.js';
import { roles } from './events.js';
import { instant } from './fields.js';
import { type IssuePath, named, parse, withoutParams } from './issue.js';
import { type ChartSnapshot, chartOf, isChart, isOfOtherMajor, stateValue } from './snapshot.js';

/** What a clock tells. Throws `argument.invalid` where it is no time in ISO 8601 UTC. */
export function timeOf(clock: () => string, at: IssuePath = ['clock']): string {
  const checked = parse(instant, clock(), at);
  if (checked.ok) return checked.value;
  throw new Failure(argumentInvalid, { details: { issues: withoutParams(checked.issues) } });
}

/** What is of our major of XState, or is refused by a code that says that it is of another. */
function ofOurMajor<T>(expected: string, test: (value: unknown) => boolean): z.ZodMiniType<T> {
  const isEither = (value: unknown) => isOfOtherMajor(value) || test(value);
  return like<T>(expected, isEither).check(z.refine((value) => !isOfOtherMajor(value), named('machine.otherMajor')));
}

/** A machine of this package, or a host's with a chart like ours. */
export const machineArgument = ofOurMajor<AnyStateMachine>('machine of this package', isChart);

/** Any machine of XState 5. */
export const anyMachine = ofOurMajor<AnyStateMachine>('machine', (machine) => {
  const root: unknown = Reflect.get(Object(machine), 'root');
  return typeof root === 'object' && root !== null && 'states' in root;
});

/** A role, or who acts in it. */
export const roleOrActor = z.union([z.enum(roles), z.looseObject({ role: z.enum(roles), id: z.string() })]);

/** A time, or that there is none. */
export const timeOrNone = z.union([z.literal(''), instant]);

/** A snapshot, down to what its machine remembers. */
const snapshotArgument = like<ChartSnapshot>('snapshot', isSnapshot).check(
  z.refine(({ machine }) => !isOfOtherMajor(machine), {
    ...named('machine.otherMajor'),
    path: ['machine'],
  }),
);

function isSnapshot(snapshot: unknown): boolean {
  const { machine, value, context, status }: Partial<ChartSnapshot> = Object(snapshot);
  if (isOfOtherMajor(machine)) return true;
  if (!isChart(machine)) return false;
  const known = parse(chartOf(machine).context, context);
  return known.ok && stateValue.safeParse(value).success && typeof status === 'string';
}

/** Reads a snapshot; one that cannot be read, because it is none of our machines, is `argument.invalid`. */
export function onSnapshot<T>(snapshot: ChartSnapshot, work: () => T): T {
  return onSnapshots({ snapshot }, work);
}

/** Reads several snapshots, each called as the parameter it was given for. */
export function onSnapshots<T>(snapshots: Readonly<Record<string, ChartSnapshot>>, work: () => T): T {
  const given = () => Object.entries(snapshots).map(([name, snapshot]) => [name, [snapshotArgument, snapshot]]);
  return onArguments(() => Object.fromEntries(given()), work);
}
