import * as z from 'zod';
import { like, onArguments } from './arguments.js';
import { RegistrationError } from './errors.js';
import { roles } from './events.js';
import { instant } from './fields.js';
import { type IssuePath, parse, withoutParams } from './issue.js';
import { type ChartSnapshot, chartOf, isChart, stateValue } from './snapshot.js';

/** What a clock tells. Throws `argument.invalid` where it is no time in ISO 8601 UTC. */
export function timeOf(clock: () => string, at: IssuePath = ['clock']): string {
  const checked = parse(instant, clock(), at);
  if (checked.ok) return checked.value;
  throw new RegistrationError('argument.invalid', { details: { issues: withoutParams(checked.issues) } });
}

/** A machine of this package, or a host's with a chart like ours. */
export const machineArgument = like('machine of this package', isChart);

/** Any machine of XState. */
export const anyMachine = like('machine', (machine) => {
  const root: unknown = Reflect.get(Object(machine), 'root');
  return typeof root === 'object' && root !== null && 'states' in root;
});

/** A role, or who acts in it. */
export const roleOrActor = z.union([z.enum(roles), z.looseObject({ role: z.enum(roles), id: z.string() })]);

/** A time, or that there is none. */
export const timeOrNone = z.union([z.literal(''), instant]);

/** A snapshot, down to what its machine remembers. */
const snapshotArgument = like<ChartSnapshot>('snapshot', isSnapshot);

function isSnapshot(snapshot: unknown): boolean {
  const { machine, value, context, status }: Partial<ChartSnapshot> = Object(snapshot);
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
