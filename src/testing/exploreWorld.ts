import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine, SnapshotFrom } from 'xstate';
import { machineArgument } from '../arguments.chart.js';
import { assertArguments } from '../arguments.js';
import type { Act } from '../events.js';
import { type IssueCode, parse } from '../issue.js';
import type { PortCall } from '../session/stepper.actions.js';
import { beginning } from '../session/transit.js';
import { chartOf } from '../snapshot.js';
import { Known, type Numbered } from './known.js';
import { callOf, type Local, type LocalRefusal, type LocalStep, Locals } from './locals.js';
import { type Saying, type Spoken, spoken } from './saying.js';
import { type Named, type Renaming, renamed, renamingsOf } from './symmetry.js';
import { type Ways, waysOf } from './ways.js';
import { journalOf, type WorldLine } from './worldJournal.js';
import type { ExploreWorldOptions, WorldAnswer } from './worldOptions.js';
import { exploreWorldOptions } from './worldOptions.js';

/** One registration in a state of the world. */
export interface WorldPlace<S extends AnyMachineSnapshot = AnyMachineSnapshot> {
  /** The state it is in, as a dotted path. */
  readonly place: string;
  readonly snapshot: S;
  /** As it is saved: the snapshot itself, or while a port is awaited the one before the act. */
  readonly saved: S;
  /** The call that is awaited; null at rest. */
  readonly call: { readonly port: string; readonly input: unknown } | null;
  /** What the world has answered to it and nobody has heard yet. */
  readonly answer: { readonly value: unknown } | null;
}

/** A state of the world: every registration, and what the outside world knows. */
export interface WorldState<W = unknown, S extends AnyMachineSnapshot = AnyMachineSnapshot> {
  readonly key: string;
  readonly world: W;
  /** By name. */
  readonly registrations: Readonly<Record<string, WorldPlace<S>>>;
  /** The time there, by the shortest way. */
  readonly at: string;
  /** How many steps away from the start. */
  readonly depth: number;
  readonly cameBy: WorldEdge<W, S> | null;
}

/** What a step is: an act, the world doing what a port asks, its answer or the failure heard, a server that stops, or the world changing. */
export type WorldStepKind = 'said' | 'served' | 'answered' | 'failed' | 'stopped' | 'changed';

/** One step from a state of the world to a state, which may be the same one. */
export interface WorldEdge<W = unknown, S extends AnyMachineSnapshot = AnyMachineSnapshot> {
  readonly from: WorldState<W, S>;
  /** The state it leads to; where registrations were swapped, the one that stands for it. */
  readonly to: WorldState<W, S>;
  readonly kind: WorldStepKind;
  /** Whose step it is; null when the world changed by itself. */
  readonly registration: string | null;
  /** What was said, answered or failed. */
  readonly event: AnyEventObject | null;
  /** The port that is awaited, at steps of a call. */
  readonly port: string | null;
  /** The parts of the context it changed. */
  readonly changes: readonly string[];
  /** The types of what it tells the world once it is saved. */
  readonly announces: readonly string[];
  /** What the outside world knows after it, with the names of `from`. */
  readonly world: W;
  /** What became of the registration, with the names of `from`; null when the world changed by itself. */
  readonly after: WorldPlace<S> | null;
}

/** An act that was refused somewhere, and why. */
export interface WorldRefusal<W = unknown, S extends AnyMachineSnapshot = AnyMachineSnapshot> {
  /** The first state in which the registration was as it was. */
  readonly state: WorldState<W, S>;
  readonly registration: string;
  readonly act: Act;
  /** None where it was allowed and changed nothing. */
  readonly codes: readonly IssueCode[];
}

/** Everything that can happen to several registrations in one world. */
export interface WorldExploration<W = unknown, S extends AnyMachineSnapshot = AnyMachineSnapshot>
  extends Ways<WorldState<W, S>, WorldEdge<W, S>> {
  readonly states: readonly WorldState<W, S>[];
  readonly edges: readonly WorldEdge<W, S>[];
  readonly refusals: readonly WorldRefusal<W, S>[];
  /** What stands in the journals after a route from the start: each act that was answered, in the order of saving. */
  journal(route: readonly WorldEdge<W, S>[]): readonly WorldLine[];
}

/**
 * Goes through everything that several registrations can do in a world they share, breadth first, on the machine itself.
 * An act that asks a port takes three steps: it is said, the world does what is asked (and may be another from then on),
 * and the answer is heard. Between any two, another registration acts, the world changes, the call fails or the server
 * stops. A registration carries out one act at a time, as a session does, and its deadlines before its acts.
 * Two states are the same as for `explore`, but texts count as they are; so give few.
 * Throws `argument.invalid`, a `RangeError` when there are more states than the limit, and a `TypeError` for a prologue that is refused, an
 * answer the port may not give, and a world that tells registrations apart which differ in their names only.
 */
export function exploreWorld<M extends AnyStateMachine, W>(
  machine: M,
  options: ExploreWorldOptions<M, W>,
): WorldExploration<W, SnapshotFrom<M>> {
  assertArguments({ machine: [machineArgument, machine], options: [exploreWorldOptions, options] });
  return new Exploring(
    machine,
    options as ExploreWorldOptions<AnyStateMachine, W>,
  ).all() as unknown as WorldExploration<W, SnapshotFrom<M>>;
}

/** Where one registration is, and what the world has answered that it did not hear yet. */
interface Part {
  readonly local: Local;
  readonly answer: Numbered<unknown> | null;
}

interface Whole<W> {
  readonly parts: readonly Part[];
  readonly world: Numbered<W>;
}

/** One honest answer, and the world from then on. */
interface Served<W> {
  readonly answer: Numbered<unknown>;
  readonly world: Numbered<W>;
}

interface Registration extends Named {
  readonly name: string;
  readonly said: readonly Spoken[];
}

class Exploring<W> {
  private readonly registrations: readonly Registration[];
  private readonly renamings: readonly Renaming[];
  private readonly known: Known;
  private readonly locals: Locals;
  private readonly answers = new Map<string, readonly Served<W>[]>();
  private readonly others = new Map<number | undefined, readonly Numbered<W>[]>();
  private readonly states: State<W>[] = [];
  private readonly edges: Edge<W>[] = [];
  private readonly refusals: WorldRefusal<W>[] = [];
  private readonly met = new Map<string, State<W>>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly machine: AnyStateMachine,
    private readonly options: ExploreWorldOptions<AnyStateMachine, W>,
  ) {
    this.registrations = options.registrations.map(({ name, events, actors, own = [name] }) => ({
      name,
      own,
      said: events.flatMap((saying) => spoken(saying, actors)),
    }));
    const swaps = renamingsOf(this.registrations);
    this.renamings = options.symmetry === false ? swaps.slice(0, 1) : swaps;
    this.known = new Known(this.renamings);
    this.locals = new Locals(machine, this.known);
  }

  all(): WorldExploration<W> {
    const { at = '2026-01-05T09:00:00.000Z' } = this.options;
    this.arrive(this.begin(at), at, null);
    for (const state of this.states) {
      for (const place of this.registrations.keys()) this.leave(state, place);
      for (const world of this.changes(state.whole.world))
        this.go(state, { parts: state.whole.parts, world }, state.at, { kind: 'changed', place: null, step: null });
    }
    const { states, edges, refusals } = this;
    const ways = waysOf<WorldState<W>, WorldEdge<W>>(states, edges);
    return { states, edges, refusals, ...ways, journal: journalOf };
  }

  /** Each registration starts and hears what was said to it before, one after the other. */
  private begin(at: string): Whole<W> {
    let world = this.known.of(this.options.world.initial);
    const parts = this.options.registrations.map(({ name, input, prologue = [], actors }, place): Part => {
      const rest = (begun: Local): Local => {
        let local = begun;
        for (let { call } = local; call !== null; call = local.call) {
          const [first] = this.serve(local, call, world, place);
          if (first === undefined) throw new TypeError(`${name}: the world answers nothing to ${call.port}.`);
          local = this.locals.answered(local, call, first.answer.value, first.answer.numbers[0] ?? -1, at).to;
          world = first.world;
        }
        return local;
      };
      const begun = beginning(this.machine, input);
      const hear = (local: Local, saying: Saying) => rest(this.told(rest(local), saying, actors, name, at));
      return { local: prologue.reduce(hear, this.locals.of(begun.after, callOf(begun), null)), answer: null };
    });
    return { parts, world };
  }

  private told(
    local: Local,
    saying: Saying,
    actors: ExploreWorldOptions<AnyStateMachine, W>['registrations'][number]['actors'],
    name: string,
    at: string,
  ): Local {
    const { steps, refusals } = this.locals.act(local, spoken(saying, actors).slice(0, 1), at);
    const step = steps.find(({ event }) => event.type === saying.type);
    const codes = refusals.flatMap((refusal) => refusal.codes).join();
    if (step === undefined) throw new TypeError(`${name}: ${saying.type} is not taken in ${local.place}: ${codes}`);
    return step.to;
  }

  private arrive(whole: Whole<W>, at: string, by: Edge<W> | null): State<W> {
    const key = this.keyOf(whole);
    const met = this.met.get(key);
    if (met !== undefined) return met;
    const { limit = 100_000 } = this.options;
    if (this.states.length >= limit) throw new RangeError(`There are more than ${limit} states. Say less.`);
    const state = new State(key, whole, at, by, this.registrations);
    this.met.set(key, state);
    this.states.push(state);
    return state;
  }

  /** The least of what the state reads as, however registrations are swapped. */
  private keyOf({ parts, world }: Whole<W>): string {
    const texts = this.renamings.map(({ places }, rank) => {
      const read = parts.map(({ local, answer }) => `${local.numbers[rank]}/${answer?.numbers[rank] ?? ''}`);
      const swapped: string[] = [];
      for (const [place, text] of read.entries()) swapped[places[place] ?? place] = text;
      return `${swapped.join(' ')} ${world.numbers[rank]}`;
    });
    const [least = ''] = texts.sort();
    return least;
  }

  private go(from: State<W>, whole: Whole<W>, at: string, made: Made): void {
    const edge = new Edge(from, whole, made, this.registrations);
    edge.to = this.arrive(whole, at, edge);
    this.edges.push(edge);
  }

  private leave(state: State<W>, place: number): void {
    const part = state.whole.parts[place];
    if (part === undefined) return;
    const { local } = part;
    const { call } = local;
    if (call === null) this.say(state, local, place);
    else this.hear(state, place, part, call);
  }

  private hear(state: State<W>, place: number, { local, answer }: Part, call: PortCall): void {
    const { whole, at } = state;
    const into = (next: Part, world: Numbered<W>, made: Made) =>
      this.go(state, { parts: whole.parts.with(place, next), world }, at, made);
    if (answer === null)
      for (const served of this.serve(local, call, whole.world, place))
        into({ local, answer: served.answer }, served.world, { kind: 'served', place, step: null });
    else {
      const step = this.locals.answered(local, call, answer.value, answer.numbers[0] ?? -1, at);
      into({ local: step.to, answer: null }, whole.world, { kind: 'answered', place, step });
    }
    if (this.options.failing?.some((port) => port === call.port) ?? true) {
      const step = this.locals.failed(local, call, at);
      into({ local: step.to, answer: null }, whole.world, { kind: 'failed', place, step });
    }
    if ((this.options.stopping ?? true) && local.saved !== null)
      into({ local: local.saved, answer: null }, whole.world, { kind: 'stopped', place, step: null });
  }

  private say(state: State<W>, local: Local, place: number): void {
    const { whole, at } = state;
    const { name, said } = this.registrations[place] as Registration;
    const { steps, refusals } = this.locals.actsIn(local, said, place, at);
    for (const step of steps)
      this.go(
        state,
        { parts: whole.parts.with(place, { local: step.to, answer: null }), world: whole.world },
        step.at,
        { kind: 'said', place, step },
      );
    const here = `${place} ${local.numbers[0]}`;
    if (this.asked.has(here)) return;
    this.asked.add(here);
    for (const refusal of refusals) this.refusals.push(new Refused(state, name, refusal));
  }

  /** What the world answers to a call, each with the world from then on. */
  private serve(local: Local, call: PortCall, world: Numbered<W>, place: number): readonly Served<W>[] {
    const name = `${place} ${local.numbers[0]} ${world.numbers[0]}`;
    const met = this.answers.get(name);
    if (met !== undefined) return met;
    const found = this.ask(call.port, call.input, world.value, place).map(({ value, world: next }) => ({
      answer: this.known.of(this.parsed(call.port, value)),
      world: next === undefined ? world : this.known.of(next),
    }));
    this.answers.set(name, found);
    const own = this.renamings.map((_, rank) =>
      found.map(({ answer, world: next }) => `${answer.numbers[rank]} ${next.numbers[rank]}`),
    );
    for (const [rank, { places, as }] of this.renamings.entries()) {
      const again = this.ask(call.port, renamed(call.input, as), renamed(world.value, as), places[place] ?? place);
      const texts = again.map(
        ({ value, world: next }) =>
          `${this.known.numbersOf(this.parsed(call.port, value))[0]} ${next === undefined ? world.numbers[rank] : this.known.numbersOf(next)[0]}`,
      );
      this.assertAlike(own[rank] ?? [], texts, call.port);
    }
    return found;
  }

  private ask(port: string, input: unknown, world: W, place: number): readonly WorldAnswer<W>[] {
    const { ports } = this.options.world;
    const answers = (
      ports as Readonly<
        Record<string, ((world: W, input: unknown, name: string) => readonly WorldAnswer<W>[]) | undefined>
      >
    )[port];
    return answers?.(world, input, this.registrations[place]?.name ?? '') ?? [];
  }

  private parsed(port: string, value: unknown): unknown {
    const schema = chartOf(this.machine).ports[port]?.output;
    const answer = schema === undefined ? null : parse(schema, value);
    if (answer?.ok) return answer.value;
    throw new TypeError(`The world answers what ${port} may not: ${JSON.stringify(value)}`);
  }

  private changes(world: Numbered<W>): readonly Numbered<W>[] {
    const met = this.others.get(world.numbers[0]);
    if (met !== undefined) return met;
    const { changes = () => [] } = this.options.world;
    const found = changes(world.value).map((next) => this.known.of(next));
    this.others.set(world.numbers[0], found);
    for (const [rank, { as }] of this.renamings.entries()) {
      const again = changes(renamed(world.value, as)).map((next) => this.known.of(next).numbers[0]);
      this.assertAlike(
        found.map(({ numbers }) => numbers[rank]),
        again,
        'its changes',
      );
    }
    return found.filter(({ numbers }) => numbers[0] !== world.numbers[0]);
  }

  /** Registrations are swapped only where the world does not tell them apart. */
  private assertAlike(one: readonly unknown[], other: readonly unknown[], what: string): void {
    const [here, there] = [one, other].map((list) => JSON.stringify([...list].map(String).sort()));
    if (here !== there)
      throw new TypeError(
        `The world tells registrations apart that differ in their names only: ${what}. Name what is theirs in \`own\`, or set \`symmetry\` to false.`,
      );
  }
}

/** What a step is made of. */
interface Made {
  readonly kind: WorldStepKind;
  readonly place: number | null;
  readonly step: LocalStep | null;
}

class Refused<W> implements WorldRefusal<W> {
  readonly act: Act;

  constructor(
    readonly state: State<W>,
    readonly registration: string,
    private readonly refusal: LocalRefusal,
  ) {
    this.act = refusal.act;
  }

  get codes(): readonly IssueCode[] {
    return this.refusal.codes;
  }
}

/** Spelt out only when it is looked at: there are very many. */
class State<W> implements WorldState<W> {
  readonly depth: number;
  private shown: WorldState<W>['registrations'] | null = null;

  constructor(
    readonly key: string,
    readonly whole: Whole<W>,
    readonly at: string,
    readonly cameBy: Edge<W> | null,
    private readonly names: readonly Registration[],
  ) {
    this.depth = cameBy === null ? 0 : cameBy.from.depth + 1;
  }

  get world(): W {
    return this.whole.world.value;
  }

  get registrations(): WorldState<W>['registrations'] {
    const spelt = () => this.whole.parts.map((part, place) => [this.names[place]?.name, shownOf(part)]);
    const shown = this.shown ?? Object.fromEntries(spelt());
    this.shown = shown;
    return shown;
  }
}

function shownOf({ local, answer }: Part): WorldPlace {
  const { place, snapshot, call, saved } = local;
  return { place, snapshot, saved: saved?.snapshot ?? snapshot, call, answer };
}

class Edge<W> implements WorldEdge<W> {
  to!: State<W>;

  constructor(
    readonly from: State<W>,
    private readonly whole: Whole<W>,
    private readonly made: Made,
    private readonly names: readonly Registration[],
  ) {}

  get kind(): WorldStepKind {
    return this.made.kind;
  }

  get registration(): string | null {
    const { place } = this.made;
    return place === null ? null : (this.names[place]?.name ?? null);
  }

  get event(): AnyEventObject | null {
    return this.made.step?.event ?? null;
  }

  get port(): string | null {
    const { place, kind } = this.made;
    return place === null || kind === 'said' ? null : (this.from.whole.parts[place]?.local.call?.port ?? null);
  }

  get changes(): readonly string[] {
    return this.made.step?.changes ?? [];
  }

  get announces(): readonly string[] {
    return this.made.step?.announces ?? [];
  }

  get world(): W {
    return this.whole.world.value;
  }

  get after(): WorldPlace | null {
    const { place } = this.made;
    const part = place === null ? undefined : this.whole.parts[place];
    return part === undefined ? null : shownOf(part);
  }
}
