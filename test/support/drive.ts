import {
  type AnyStateMachine,
  type ContextFrom,
  createActor,
  type EventFrom,
  type InputFrom,
  type SnapshotFrom,
  waitFor,
} from 'xstate';
import type { Announcement } from '../../src/announcements.js';
import type { Act, Actor, Role } from '../../src/events.js';
import { rolesFor } from '../../src/events.js';
import { allowedEvents, type Explanation, explain } from '../../src/explain.js';
import { secretKeys } from '../../src/fields.js';
import type { Issue, IssueCode } from '../../src/issue.js';
import type { CallOptions } from '../../src/ports.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import { connect } from '../../src/session/connect.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import { Hearing } from './announced.js';
import { Clock } from './clock.js';
import { type PortName, type Script, type Scripts, willingPorts } from './ports.js';
import { untellable, untellableIn } from './tellable.js';

/** An event without what the harness adds. */
export type Saying<M extends AnyStateMachine> = WithoutStamp<EventFrom<M>> & { readonly type: string };

type AnyPort = (asked: never, options: CallOptions) => unknown;

type WithoutStamp<E> = E extends Act ? Omit<E, 'at' | 'by'> : never;

/** Who says it and when; by default the first role that may, now. */
export interface Manner {
  readonly by?: Role | Actor;
  readonly at?: string;
}

/** Where to begin. */
export interface Beginning<M extends AnyStateMachine> {
  /** The time on the clock. */
  readonly at?: string;
  /** A snapshot to go on from, for example one of `machine.resolveState`. */
  readonly snapshot?: SnapshotFrom<M>;
}

/** The person or system that acts in a role, unless told otherwise. */
export function actorOf(by: Role | Actor): Actor {
  return typeof by === 'string' ? { role: by, id: `${by}-1` } : by;
}

/**
 * Drives a machine as a live actor with scripted ports and a clock that stands still.
 * Every act is held to what must be true of all: the explanation agrees with the machine, what is refused changes
 * nothing, all that is answered can be told and points somewhere, the context fits its schema, and nothing secret that
 * was said is in the persisted snapshot, and the world is told exactly what each event names.
 */
export function drive<M extends AnyStateMachine>(
  machine: M,
  input: InputFrom<M>,
  ports: Scripts = {},
  { at, snapshot }: Beginning<M> = {},
): Driven<M> {
  return new Driven(machine, input, ports, new Clock(at), snapshot);
}

/** A machine that is being driven. */
export class Driven<M extends AnyStateMachine> {
  /** What the outside world was asked, in order. */
  readonly calls: { readonly port: string; readonly input: unknown }[] = [];
  /** What the machine told the world. */
  readonly announcements: Announcement[] = [];
  private readonly actor;
  private readonly chart;
  private readonly standing = new Map<string, AnyPort>();
  private readonly queues = new Map<string, AnyPort[]>();
  private readonly secrets = new Set<string>();
  private readonly hearing = new Hearing();
  private refusal: readonly Issue[] = [];

  constructor(
    machine: M,
    input: InputFrom<M>,
    ports: Scripts,
    readonly clock: Clock,
    snapshot: SnapshotFrom<M> | undefined,
  ) {
    this.chart = chartOf(machine);
    const connected: AnyStateMachine = connect(machine, this.scripted({ ...willingPorts, ...ports }), {
      clock: () => clock.now,
    });
    const { hear, inspect } = this.hearing;
    this.actor = createActor(connected, { input, inspect, ...(snapshot === undefined ? {} : { snapshot }) });
    this.actor.on('*', (announced) => this.announcements.push(announced));
    this.actor.on('*', hear);
    this.actor.subscribe({ error: () => {} });
    this.actor.start();
  }

  /** The snapshot now. */
  get snapshot(): SnapshotFrom<M> {
    return this.actor.getSnapshot() as SnapshotFrom<M>;
  }

  /** The state as a dotted path. */
  get state(): string {
    return pathOf(this.actor.getSnapshot().value);
  }

  /** The context now. */
  get context(): ContextFrom<M> {
    return this.actor.getSnapshot().context;
  }

  /** What would be saved now, as text. */
  get persisted(): string {
    return JSON.stringify(this.actor.getPersistedSnapshot());
  }

  /** The codes of the last act's refusal; empty when it was allowed. */
  get codes(): IssueCode[] {
    return this.refusal.map(({ code }) => code);
  }

  /** The codes of the trouble in the context. */
  get trouble(): IssueCode[] {
    return this.actor.getSnapshot().context.trouble.map(({ code }: Issue) => code);
  }

  /** Scripts every further call of a port. */
  answer<N extends PortName>(port: N, script: Script<N>): this {
    this.standing.set(port, script);
    return this;
  }

  /** Scripts the next call of a port; several wait in line. */
  once<N extends PortName>(port: N, script: Script<N>): this {
    this.queues.set(port, [...(this.queues.get(port) ?? []), script]);
    return this;
  }

  /** Says something, waits until the machine rests, and answers what `explain` said of it before. */
  async say(event: Saying<M>, manner: Manner = {}): Promise<Explanation> {
    return this.sayAnything(event, manner);
  }

  /** As `say`, for what the types do not allow. */
  async sayAnything(event: { readonly type: string }, manner: Manner = {}): Promise<Explanation> {
    const explanation = this.tell(event, manner);
    await this.rest();
    return explanation;
  }

  /** Says several things, each of which must be allowed. */
  async go(...events: Saying<M>[]): Promise<this> {
    for (const event of events) {
      const explanation = await this.say(event);
      if (!explanation.allowed) fail(`${event.type} is refused`, explanation.issues);
    }
    return this;
  }

  /** Says something without waiting for the ports. */
  tell(event: { readonly type: string }, { by, at = this.clock.now }: Manner = {}): Explanation {
    this.clock.set(at);
    const [first = 'applicant'] = rolesFor(this.chart.vocabulary, event.type);
    const act: Act = { ...event, at, by: actorOf(by ?? first) };
    for (const key of secretKeys) {
      const secret: unknown = Reflect.get(act, key);
      if (typeof secret === 'string' && secret.length >= 6) this.secrets.add(JSON.stringify(secret).slice(1, -1));
    }
    const before = this.actor.getSnapshot();
    const explanation = explain(before, act);
    if (explanation.allowed !== before.can(act)) fail('explain and can() disagree', [act, explanation]);
    if (explanation.allowed && !allowedEvents(before, act.by, act.at).includes(act.type))
      fail('allowed, but not among the allowed events', act);
    if (before.status === 'active' && !act.type.startsWith('xstate.')) this.actor.send(act);
    const after = this.actor.getSnapshot();
    const changed = after.context !== before.context || pathOf(after.value) !== pathOf(before.value);
    if (!explanation.allowed && changed) fail('refused, but something changed', act);
    this.refusal = explanation.allowed ? [] : explanation.issues;
    const strange = (explanation.allowed ? explanation.consequences : explanation.issues).flatMap(untellable);
    if (strange.length > 0) fail('what explain() says is of no use', strange);
    return explanation;
  }

  /** Waits until no port is being asked. */
  async rest(): Promise<void> {
    await waitFor(this.actor, (snapshot) => !snapshot.hasTag('busy'), { timeout: 5000 });
    const { context, status } = this.actor.getSnapshot();
    if (status === 'error') fail('the actor is in error', this.actor.getSnapshot().error);
    const parsed = this.chart.context.safeParse(context);
    if (!parsed.success) fail('the context does not fit its schema', parsed.error.issues);
    if (this.hearing.wrong.length > 0) fail('the world is not told what was done', this.hearing.wrong);
    const strange = untellableIn(this.actor.getSnapshot());
    if (strange.length > 0) fail('what the snapshot says is of no use', strange);
    for (const secret of this.secrets) if (this.persisted.includes(secret)) fail('a secret is kept', this.persisted);
  }

  /** Stops the machine; whatever a port is still being asked is aborted. */
  stop(): void {
    this.actor.stop();
  }

  private scripted(ports: Required<Scripts>): Partial<RegistrationPorts> {
    const entries = Object.entries(ports).map(([port, answer]) => [
      port,
      (asked: never, options: CallOptions) => {
        this.calls.push({ port, input: asked });
        const script = this.queues.get(port)?.shift() ?? this.standing.get(port) ?? (answer as AnyPort);
        return script(asked, options);
      },
    ]);
    return Object.fromEntries(entries);
  }
}

function fail(what: string, details: unknown): never {
  throw new Error(`${what}: ${JSON.stringify(details)}`);
}
