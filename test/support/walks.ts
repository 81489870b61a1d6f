import fc from 'fast-check';
import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type ExecutableActionObject,
  type InputFrom,
  initialTransition,
  transition,
} from 'xstate';
import type { Act, Role } from '../../src/events.js';
import { rolesFor } from '../../src/events.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import { announcementsOf } from './announced.js';
import { actorOf } from './drive.js';
import type { PortName } from './ports.js';

/** What a port may answer in a walk; null: it does not answer. */
export type WorldAnswers = { readonly [N in PortName]?: readonly (Awaited<ReturnType<RegistrationPorts[N]>> | null)[] };

/** An event without time and actor; `by` and `at` only where the usual ones will not do. */
export interface Bare {
  readonly type: string;
  readonly by?: Role | Act['by'];
  readonly at?: string;
}

/** When everything in a walk happens that is not said to happen at another time. */
export const walkTime = '2026-11-22T10:00:00.000Z';

/** Gives an event the first role that may say it, and the time of the walk. */
export function actOf(machine: AnyStateMachine, { by, at = walkTime, ...saying }: Bare): Act {
  const [first = 'applicant'] = rolesFor(chartOf(machine).vocabulary, saying.type);
  return { ...saying, at, by: actorOf(by ?? first) };
}

/** Every act of a pool in the mouth of every role that may say it, and of one that may not. */
export function inEveryMouth(machine: AnyStateMachine, pool: readonly Bare[]): Act[] {
  const { vocabulary } = chartOf(machine);
  return pool.flatMap((saying) => {
    if (saying.by !== undefined) return [actOf(machine, saying)];
    const able = rolesFor(vocabulary, saying.type);
    const unable = (['system', 'applicant'] as const).filter((role) => !able.includes(role)).slice(0, 1);
    return [...able, ...unable].map((by) => actOf(machine, { ...saying, by }));
  });
}

/** What may come back from the calls that are running. */
export function returnsOf(snapshot: AnyMachineSnapshot, answers: WorldAnswers, at = walkTime): AnyEventObject[] {
  return snapshot._nodes.flatMap((node) =>
    node.invoke.flatMap(({ id, src }) => {
      const possible: readonly unknown[] = (typeof src === 'string' ? answers[src as PortName] : undefined) ?? [null];
      return possible.map((value) =>
        value === null
          ? { type: `xstate.error.actor.${id}`, error: new Error('down'), actorId: id }
          : { type: `xstate.done.actor.${id}`, output: { at, value }, actorId: id },
      );
    }),
  );
}

/** One step of a walk: what was said, by a person or by the outside world, and what came of it. */
export interface WalkStep {
  readonly ground: Ground;
  readonly before: AnyMachineSnapshot;
  readonly event: AnyEventObject;
  /** The event as a person's act; null when the outside world answered. */
  readonly act: Act | null;
  readonly after: AnyMachineSnapshot;
}

/** What a walk goes through. */
export interface Ground {
  readonly machine: AnyStateMachine;
  readonly input: InputFrom<AnyStateMachine>;
  /** What may be said, right and wrong. */
  readonly pool: readonly Act[];
  readonly answers: WorldAnswers;
  /** What is said first; the outside world gives its first answer to each. */
  readonly lead?: readonly Bare[];
}

/** How far and how often. The seed is fixed, so that what is reached is the same in every run. */
export interface Exploration {
  readonly runs?: number;
  readonly longest?: number;
}

/** Walks over several grounds, gone once and looked at as often as one likes. */
export class Walks {
  private readonly walks: readonly (readonly WalkStep[])[];

  constructor(grounds: Readonly<Record<string, Ground>>, { runs = 300, longest = 40 }: Exploration = {}) {
    const ways = fc.array(fc.nat({ max: 99_999 }), { minLength: longest / 2, maxLength: longest, size: 'max' });
    const anywhere = fc.tuple(fc.constantFrom(...Object.values(grounds)), ways);
    this.walks = fc.sample(anywhere, { numRuns: runs, seed: 20261122 }).map(([ground, way]) => walk(ground, way));
  }

  /** The states that were reached, in alphabetical order. */
  get states(): string[] {
    const reached = this.walks.flatMap((steps) => steps.map(({ after }) => pathOf(after.value)));
    return [...new Set(reached)].sort();
  }

  /** Visits each step. When a visit throws, the error tells the shortest way to such a step. */
  each(visit: (step: WalkStep) => void): void {
    let shortest: { readonly route: readonly WalkStep[]; readonly cause: unknown } | null = null;
    for (const steps of this.walks)
      for (const [place, step] of steps.entries())
        try {
          if (shortest === null || place + 1 < shortest.route.length) visit(step);
        } catch (cause) {
          shortest = { route: steps.slice(0, place + 1), cause };
        }
    if (shortest === null) return;
    const { route, cause } = shortest;
    throw new Error([cause instanceof Error ? cause.message : cause, ...route.map(describe)].join('\n'), { cause });
  }
}

/**
 * Goes a way, step by step. Mostly what is possible is said, sometimes anything. Throws where the world is told anything but
 * exactly what the event names.
 */
function walk(ground: Ground, way: readonly number[]): WalkStep[] {
  const { machine, input, pool, answers, lead = [] } = ground;
  const steps: WalkStep[] = [];
  let [snapshot]: [AnyMachineSnapshot, unknown] = initialTransition(machine, input);
  const take = (event: AnyEventObject, act: Act | null) => {
    const before = snapshot;
    const [after, actions]: [AnyMachineSnapshot, ExecutableActionObject[]] = transition(machine, before, event);
    steps.push({ ground, before, event, act, after });
    const told = actions.flatMap(({ type, params }) => (type === 'xstate.emit' ? [Object(params).event.type] : []));
    const named = before.can(event) ? announcementsOf({ event, before, after: () => after }) : [];
    if (told.join() !== named.join())
      throw new Error([`Tells [${told}], and is to tell [${named}]`, ...steps.map(describe)].join('\n'));
    snapshot = after;
  };
  for (const saying of lead) {
    const act = actOf(machine, saying);
    take(act, act);
    for (let [first] = returnsOf(snapshot, answers); first !== undefined; [first] = returnsOf(snapshot, answers))
      take(first, null);
  }
  for (const choice of way) {
    const returns = returnsOf(snapshot, answers);
    const back = returns[choice % Math.max(1, returns.length)];
    const act = back !== undefined && choice % 7 !== 0 ? null : choose(snapshot, pool, choice);
    const event = act ?? back;
    if (snapshot.status !== 'active' || event === undefined) break;
    take(event, act);
  }
  return steps;
}

function describe({ before, act, event, after }: WalkStep): string {
  const said = act === null ? event : { ...act, by: act.by.id, at: undefined };
  return `${pathOf(before.value)} -- ${JSON.stringify(said)} --> ${pathOf(after.value)}`;
}

function choose(snapshot: AnyMachineSnapshot, pool: readonly Act[], choice: number): Act | null {
  const anything = pool[choice % pool.length] ?? null;
  if (choice % 5 === 0) return anything;
  for (let step = 1; step < 3 * pool.length; step += 1) {
    const act = pool[scatter(choice + step * 100_003) % pool.length];
    if (act !== undefined && snapshot.can(act)) return act;
  }
  return anything;
}

/** Spreads numbers evenly, the same way every time. */
function scatter(number: number): number {
  const mixed = Math.imul(number ^ (number >>> 15), 0x2c1b3c6d);
  return (Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 7) & 0xffffff;
}
