import fc from 'fast-check';
import type { AnyStateMachine } from 'xstate';
import { type Role, roles, rolesFor } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { deadlines, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { type ChartSnapshot, chartOf } from '../../src/snapshot.js';
import { shift } from './clock.js';
import { actorOf, type Driven } from './drive.js';
import type { PortName, Script } from './ports.js';
import type { AnySaying } from './ways.js';

/** The answers a port may give on the way, the usual one first. */
export type Moods = { readonly [N in PortName]?: readonly Script<N>[] };

/** What may be said on the way, by type: rightly and wrongly. */
export type Sayings = Readonly<
  Record<string, { readonly right: readonly AnySaying[]; readonly wrong: readonly AnySaying[] }>
>;

/** One random act: mostly something that is allowed, sometimes anything, by anyone, after some time. */
export interface Stride {
  readonly astray: boolean;
  readonly choice: number;
  readonly payload: number;
  readonly role: Role;
  readonly pass: number;
  readonly mood: number;
}

const minute = 60_000;

/** Roads of random acts. */
export const strides: fc.Arbitrary<Stride[]> = fc.array(
  fc.record({
    astray: fc.nat(3).map((die) => die === 0),
    choice: fc.nat(1000),
    payload: fc.nat(1000),
    role: fc.constantFrom(...roles),
    pass: fc.constantFrom(0, 1, minute, 6 * minute, 24 * 60 * minute, 8 * 24 * 60 * minute),
    mood: fc.nat(3).chain((die) => (die === 0 ? fc.nat(1000) : fc.constant(0))),
  }),
  { minLength: 5, maxLength: 25, size: 'max' },
);

/**
 * Drives a machine along; every act is held to what `drive` holds it to, and every rest to what is true of all.
 * Answers how many acts were allowed.
 */
export async function stride<M extends AnyStateMachine>(
  driven: Driven<M>,
  route: readonly Stride[],
  sayings: Sayings,
  moods: Moods,
  atRest: (driven: Driven<M>) => void,
): Promise<number> {
  let allowed = 0;
  for (const next of route) {
    driven.clock.pass({ ms: next.pass });
    for (const port of Object.keys(moods) as PortName[]) setMood(driven, port, moods, next.mood);
    const { event, role } = choose(driven, next, sayings);
    const explanation = await driven.sayAnything(event, { by: role });
    if (explanation.allowed) allowed += 1;
    truths(driven);
    atRest(driven);
    if ((driven.snapshot as ChartSnapshot).status !== 'active') break;
  }
  driven.stop();
  return allowed;
}

function setMood<M extends AnyStateMachine, N extends PortName>(
  driven: Driven<M>,
  port: N,
  moods: Moods,
  mood: number,
): void {
  const answers = moods[port] ?? [];
  const answer = answers[mood % answers.length];
  if (answer !== undefined) driven.answer(port, answer);
}

function choose<M extends AnyStateMachine>(
  driven: Driven<M>,
  { astray, choice, payload, role }: Stride,
  sayings: Sayings,
): { readonly event: AnySaying; readonly role: Role } {
  const known = Object.keys(sayings);
  const open = roles.flatMap((who) =>
    allowedEvents(driven.snapshot, actorOf(who), driven.clock.now).map((type) => ({ type, who })),
  );
  const pick = open[choice % open.length];
  const type = astray || pick === undefined ? (known[choice % known.length] ?? '') : pick.type;
  const { right = [], wrong = [] } = sayings[type] ?? {};
  const ways = astray ? [...right, ...wrong] : right;
  return { event: ways[payload % ways.length] ?? { type }, role: astray || pick === undefined ? role : pick.who };
}

function truths<M extends AnyStateMachine>(driven: Driven<M>): void {
  const { state } = driven;
  const snapshot = driven.snapshot as ChartSnapshot;
  const { vocabulary } = chartOf(snapshot.machine);
  const by = actorOf('system');
  for (const { at, event, payload } of deadlines(snapshot)) {
    const late = explain(snapshot, { ...payload, type: event, at, by });
    const early = explain(snapshot, { ...payload, type: event, at: shift(at, { ms: -1 }), by });
    if (!late.allowed || early.allowed) throw new Error(`${state}: the deadline at ${at} is not when ${event} begins`);
  }
  const { currentlyDue, eventuallyDue, pastDue, pendingVerification } = requirements(snapshot);
  for (const { remedy } of [...currentlyDue, ...eventuallyDue, ...pastDue, ...pendingVerification])
    if (remedy !== null && rolesFor(vocabulary, remedy).length === 0) throw new Error(`${state}: no remedy ${remedy}`);
  if (steps(snapshot).steps.filter(({ current }) => current).length > 1)
    throw new Error(`${state}: two steps are current`);
}
