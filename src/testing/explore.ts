import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine, InputFrom, SnapshotFrom } from 'xstate';
import * as z from 'zod/mini';
import { machineArgument } from '../arguments.chart.js';
import { assertArguments, callable, seconds } from '../arguments.js';
import { statesAt } from '../chart.config.js';
import type { Chart } from '../chart.js';
import { rootOf } from '../chart.nodes.js';
import { placeAt } from '../chart.places.js';
import { type Act, type Actor, actorSchema, type Heard, hear, roles, standsFor } from '../events.js';
import { explainHeard } from '../explain.js';
import { instant } from '../fields.js';
import type { IssueCode } from '../issue.js';
import { deadlines } from '../registration/requirements.js';
import { answeredEvent, beginning, failedEvent, transit } from '../session/transit.js';
import { chartOf, pathOf } from '../snapshot.js';
import { after, isReached, later } from '../time.js';
import { type Saying, type Spoken, sayingArgument, spoken } from './saying.js';
import { stateKey } from './stateKey.js';
import { unreachedOf, waysOf } from './ways.js';

/** What an exploration goes through. */
export interface ExploreOptions<M extends AnyStateMachine> {
  readonly input: InputFrom<M>;
  /** Everything that may be said: valid, invalid, incomplete. */
  readonly events: readonly Saying[];
  /** What each port may answer; besides, each may fail. */
  readonly answers: Readonly<Record<string, readonly unknown[]>>;
  /** When it begins, ISO 8601 UTC. Time then passes to each deadline that comes up. */
  readonly at?: string;
  /** Seconds after which everything is said again, beside the deadlines. */
  readonly waits?: readonly number[];
  /** Whoever speaks; by default one person of each role. */
  readonly actors?: readonly Actor[];
  /** What tells two states apart; `stateKey` by default. */
  readonly key?: (snapshot: SnapshotFrom<M>) => string;
  /** How many states are looked at before it gives up; 100,000 by default. */
  readonly limit?: number;
}

/** A state that was reached: where it is, what it knows, and the first step that led there. */
export interface ExploredState<S extends AnyMachineSnapshot = AnyMachineSnapshot> {
  readonly key: string;
  /** The resting state as a dotted path. */
  readonly place: string;
  readonly snapshot: S;
  /** The time there, by the shortest way. */
  readonly at: string;
  /** How many steps away from the start. */
  readonly depth: number;
  readonly cameBy: ExploredEdge<S> | null;
}

/** One step from a state to a state, which may be the same one. */
export interface ExploredEdge<S extends AnyMachineSnapshot = AnyMachineSnapshot> {
  readonly from: ExploredState<S>;
  readonly to: ExploredState<S>;
  readonly event: AnyEventObject;
  /** A person or the system says it, a port answers, or a port fails. */
  readonly kind: 'said' | 'answered' | 'failed';
  /** The parts of the context it changed. */
  readonly changes: readonly string[];
  /** The types of what it told the world. */
  readonly announces: readonly string[];
}

/** An act that was refused somewhere, and why. */
export interface Refusal<S extends AnyMachineSnapshot = AnyMachineSnapshot> {
  readonly state: ExploredState<S>;
  readonly act: Act;
  readonly codes: readonly IssueCode[];
}

/** Everything that can happen, as far as the sayings and answers go. */
export interface Exploration<S extends AnyMachineSnapshot = AnyMachineSnapshot> {
  readonly states: readonly ExploredState<S>[];
  readonly edges: readonly ExploredEdge<S>[];
  readonly refusals: readonly Refusal<S>[];
  /** Places of the chart in which nothing was ever found resting; those that are only passed through are among them. */
  readonly unreached: readonly string[];
  /** Acts of types for which there is no arrow in a place, by place: said there once, and nothing moved. */
  readonly unexpected: ReadonlyMap<string, ReadonlySet<string>>;
  /** The steps of the shortest way to a state. */
  routeTo(state: ExploredState<S>): readonly ExploredEdge<S>[];
  /** The shortest way on from a state to one that fits; null where there is none. */
  routeFrom(state: ExploredState<S>, fits: (state: ExploredState<S>) => boolean): readonly ExploredEdge<S>[] | null;
  /** The states from which no way leads to one that fits. */
  stranded(fits: (state: ExploredState<S>) => boolean): readonly ExploredState<S>[];
}

const exploreOptions = z.object({
  events: z.array(sayingArgument),
  answers: z.record(z.string(), z.array(z.unknown())),
  at: z.optional(instant),
  waits: z.optional(z.array(seconds)),
  actors: z.optional(z.array(actorSchema)),
  key: z.optional(callable),
  limit: z.optional(z.number().check(z.minimum(1))),
});

const defaultActors: readonly Actor[] = roles.map((role) => ({ role, id: `${role}-1` }));

/**
 * Goes through everything a machine can do, breadth first, on the machine itself: every saying in every mouth before and
 * after each deadline, every answer and failure of a port, also while another is awaited. What no chart understands, a
 * payload with a fault for example, is said once in each place.
 * Throws `argument.invalid`, and a `RangeError` when there are more states than the limit.
 */
export function explore<M extends AnyStateMachine>(
  machine: M,
  options: ExploreOptions<M>,
): Exploration<SnapshotFrom<M>> {
  assertArguments({ machine: [machineArgument, machine], options: [exploreOptions, options] });
  return exploration<AnyMachineSnapshot>(machine, options as ExploreOptions<AnyStateMachine>) as Exploration<
    SnapshotFrom<M>
  >;
}

function exploration<S extends AnyMachineSnapshot>(
  machine: AnyStateMachine,
  options: ExploreOptions<AnyStateMachine>,
): Exploration<S> {
  const { input, at = '2026-01-05T09:00:00.000Z', waits = [], actors = defaultActors, limit = 100_000 } = options;
  const keyOf = options.key ?? stateKey();
  const chart = chartOf(machine);
  const states: ExploredState<S>[] = [];
  const edges: ExploredEdge<S>[] = [];
  const refusals: Refusal<S>[] = [];
  const unexpected = new Map<string, Set<string>>();
  const refusedHere = new Map<string, Set<Spoken>>();
  const known = new Map<string, ExploredState<S>>();
  const acts = actsOf(options.events, actors);
  const heard = new Map<Spoken, Map<string, Heard>>();

  function arrive(snapshot: S, time: string, by: Omit<ExploredEdge<S>, 'to'> | null): ExploredState<S> {
    const key = keyOf(snapshot);
    const met = known.get(key);
    if (met !== undefined) return met;
    if (states.length >= limit) throw new RangeError(`There are more than ${limit} states. Say less, or give a key.`);
    const depth = by === null ? 0 : by.from.depth + 1;
    const state: { -readonly [K in keyof ExploredState<S>]: ExploredState<S>[K] } = {
      key,
      place: pathOf(snapshot.value),
      snapshot,
      at: time,
      depth,
      cameBy: null,
    };
    if (by !== null) state.cameBy = { ...by, to: state };
    known.set(key, state);
    states.push(state);
    return state;
  }

  function go(from: ExploredState<S>, event: AnyEventObject, kind: ExploredEdge<S>['kind'], time: string): boolean {
    if (!from.snapshot.can(event)) return false;
    const { after, announcements, isQuiet } = transit(machine, from.snapshot, event);
    const changes = Object.keys(after.context).filter((part) => after.context[part] !== from.snapshot.context[part]);
    const stays = pathOf(after.value) === from.place && after.status === from.snapshot.status;
    if (stays && changes.length === 0 && isQuiet) return false;
    const edge = { from, event, kind, changes, announces: announcements.map(({ type }) => type) };
    edges.push({ ...edge, to: arrive(after as S, time, edge) });
    return true;
  }

  function say(state: ExploredState<S>): void {
    const { snapshot, place } = state;
    const descriptors = descriptorsAt(snapshot);
    const silent = unexpected.get(place) ?? new Set<string>();
    unexpected.set(place, silent);
    const senseless = refusedHere.get(place) ?? new Set<Spoken>();
    refusedHere.set(place, senseless);
    const due = deadlines(snapshot);
    const moments = momentsFrom(state.at, [
      ...due.map((deadline) => deadline.at),
      ...waits.map((seconds) => after(state.at, { seconds })),
    ]);
    for (const { type, sayings } of acts) {
      const isExpected = descriptors.some((descriptor) => standsFor(descriptor, type));
      if (!isExpected && silent.has(type)) continue;
      for (const saying of isExpected ? sayings : sayings.slice(0, 1))
        for (const moment of saying.at === undefined ? moments : [later(saying.at, state.at)]) {
          if (senseless.has(saying)) continue;
          const said = hearAt(saying, moment);
          take(state, saying, said, moment);
          if ('issues' in said) senseless.add(saying);
        }
      if (!isExpected) silent.add(type);
    }
    for (const { event, at, payload } of due) {
      const saying: Spoken = { ...payload, type: event, by: { role: 'system', id: 'system-1' } };
      const moment = later(at, state.at);
      take(state, saying, hearAt(saying, moment), moment);
    }
  }

  function take(state: ExploredState<S>, saying: Spoken, said: Heard, moment: string): void {
    const act = 'event' in said ? said.event : { ...saying, at: moment };
    if (go(state, act, 'said', moment)) return;
    refusals.push(new Refused(state, act, said, chart));
  }

  /** The event as it is understood, parsed once for each moment. */
  function hearAt(saying: Spoken, moment: string): Heard {
    const moments = heard.get(saying) ?? new Map<string, Heard>();
    heard.set(saying, moments);
    const said = moments.get(moment) ?? hear(chart.vocabulary, { ...saying, at: moment });
    moments.set(moment, said);
    return said;
  }

  function hearBack(state: ExploredState<S>): void {
    for (const { id, src } of statesAt(rootOf(machine), state.snapshot.value).flatMap(({ invokes }) => invokes)) {
      for (const value of options.answers[src] ?? []) {
        go(state, answeredEvent(id, { at: state.at, value }), 'answered', state.at);
      }
      go(state, failedEvent(id), 'failed', state.at);
    }
  }

  arrive(beginning(machine, input).after as S, at, null);
  for (const state of states) {
    if (state.snapshot.status !== 'active') continue;
    say(state);
    hearBack(state);
  }
  return { states, edges, refusals, unexpected, unreached: unreachedOf(machine, states), ...waysOf(states, edges) };
}

/** Finds out why only when it is asked: there are very many. */
class Refused<S extends AnyMachineSnapshot> implements Refusal<S> {
  constructor(
    readonly state: ExploredState<S>,
    readonly act: Act,
    private readonly said: Heard,
    private readonly chart: Chart<object>,
  ) {}

  get codes(): readonly IssueCode[] {
    const { said, state, chart } = this;
    if ('issues' in said) return said.issues.map(({ code }) => code);
    const explanation = explainHeard(state.snapshot, chart, said.event);
    return explanation.allowed ? [] : explanation.issues.map(({ code }) => code);
  }
}

function actsOf(sayings: readonly Saying[], actors: readonly Actor[]) {
  const byType = new Map<string, Spoken[]>();
  for (const saying of sayings) {
    byType.set(saying.type, [...(byType.get(saying.type) ?? []), ...spoken(saying, actors)]);
  }
  return [...byType].map(([type, sayings]) => ({ type, sayings }));
}

function descriptorsAt({ machine, value }: AnyMachineSnapshot): string[] {
  return placeAt(machine, value).eventTransitions.map(({ descriptor }) => descriptor);
}

function momentsFrom(at: string, others: readonly string[]): string[] {
  return [...new Set([at, ...others.filter((other) => isReached(other, at))])].sort(
    (one, other) => Date.parse(one) - Date.parse(other),
  );
}
