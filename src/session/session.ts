import { freeze } from 'immer';
import type { AnyStateMachine, EventFrom, InputFrom, SnapshotFrom } from 'xstate';
import * as z from 'zod/mini';
import { machineArgument, timeOf } from '../arguments.chart.js';
import { assertArguments, callable, numeric, record } from '../arguments.js';
import { isEqual } from '../equal.js';
import {
  commandReserved,
  commandReused,
  Failure,
  inputInvalid,
  isRegistrationError,
  policyInvalid,
  policyNotTaken,
  type RegistrationError,
  sessionClosed,
  sessionNotFound,
  storageConflict,
  storageErased,
  storageUnavailable,
} from '../errors.js';
import { type Act, type Actor, actorSchema, type Heard, hear } from '../events.js';
import { type Issue, isReadable, issue } from '../issue.js';
import type { RegistrationPorts } from '../registration/registration.ports.js';
import { deadlines } from '../registration/requirements.js';
import { type ChartSnapshot, chartOf, pathOf } from '../snapshot.js';
import { assertKey } from '../storage/key.js';
import { type Commit, type CommitResult, type StorageAdapter, storageSchema } from '../storage/port.js';
import { isReached, later } from '../time.js';
import { commitOf, madeOf, questionOf } from './commit.js';
import { type CallSettings, callSettings, placeCall, systemClock, tell } from './connect.js';
import { digestOf } from './digest.js';
import { accept, type Envelope, readEnvelope, snapshotOf } from './envelope.js';
import { type Fingerprint, fingerprintOf } from './fingerprint.js';
import { checkedInput } from './input.js';
import { eventLine, headOf, type JournalLine, lineOf, type Said as SaidLine, sealed } from './journal.js';
import { assertRuntime, randomId } from './runtime.js';
import { type Call, type CallResult, type StepResult, settle, start, stay, step } from './step.js';

/** How a session is opened. */
export interface SessionOptions<M extends AnyStateMachine> extends CallSettings {
  readonly machine: M;
  /** Under which the registration is kept: at most 1,024 characters. */
  readonly key: string;
  readonly storage: StorageAdapter;
  readonly ports: Partial<RegistrationPorts>;
  /**
   * What a new registration starts from. Without it, a key that is not there is `session.notFound`.
   * A registration that is there takes its policy up, and nothing else of it.
   */
  readonly input?: InputFrom<M>;
  /** Who acts in this session, unless an act says otherwise. */
  readonly by?: Actor;
  /**
   * Random text of at least 16 characters, the same on all servers and stored nowhere beside the registrations: with it
   * a command that comes again with another password or code is known to be another, on whatever server it was carried
   * out. By default a random one of this process, so that only what this process carried out is told apart.
   */
  readonly fingerprintKey?: string | undefined;
  /** Told of each step and what led to it, for `inspectSession`. Secrets pass through it: never log it. */
  readonly onStep?: (result: StepResult, cause: Act | CallResult | null, call?: Call) => void;
}

/** What comes along with an act. */
export interface SendOptions {
  /** Who acts; an event that claims someone else is invalid. */
  readonly by?: Actor;
  /** Idempotency key: the same key with the same event is carried out once. None may begin with `registration.`. */
  readonly commandId?: string;
  /** The revision the person saw; if it is not the current one, the act is refused. */
  readonly expectedRevision?: number;
}

/** An event as a host says it to a session, which adds when, and who unless the event says so. */
export type Said<M extends AnyStateMachine> = Unstamped<EventFrom<M>>;

type Unstamped<E> = E extends Act ? Omit<E, 'at' | 'by'> & { readonly by?: Actor } : never;

/** What became of an act. */
export interface Outcome<M extends AnyStateMachine> {
  /** `saved`: kept in storage. `ignored`: allowed, and changed nothing. `refused`, `invalid`: nothing happened, `issues` says why. */
  readonly status: 'saved' | 'ignored' | 'refused' | 'invalid';
  readonly revision: number;
  /** Why not; after `saved`, what the outside world held against the act (a wrong code, say). */
  readonly issues: readonly Issue[];
  readonly snapshot: SnapshotFrom<M>;
}

/** A registration opened for work: it saves each act before it answers, and never runs ahead of its storage. */
export interface Session<M extends AnyStateMachine> {
  readonly key: string;
  /** As it is saved; frozen, for what a listener writes into it would be saved with the next act. */
  readonly snapshot: SnapshotFrom<M>;
  /** Counts what was saved, from 1. */
  readonly revision: number;
  /** When it was saved last, ISO 8601 UTC. */
  readonly at: string;
  /**
   * Carries out one event; the session adds when, and who.
   * Throws `storage.conflict` if someone else saved first, `storage.unavailable` if it is not known whether it was saved,
   * `argument.invalid` for the options, `storage.erased`, `command.reused`, `command.reserved`, `session.closed`; after a `storage.*` error the session is closed.
   */
  send(event: Said<M>, options?: SendOptions): Promise<Outcome<M>>;
  /** As `send`, for an event of unknown origin, from a network say. Bad input is an answer, never an exception. */
  receive(event: unknown, options?: SendOptions): Promise<Outcome<M>>;
  /** Carries out what is due by now; answers how much that was. */
  tick(): Promise<number>;
  /** Tells of each save. Gives back the function that ends it. Throws `argument.invalid`. */
  subscribe(listener: (snapshot: SnapshotFrom<M>) => void): () => void;
  /** Waits for the acts under way. The storage stays open: it is the host's. */
  close(): Promise<void>;
}

const sessionOptions = z.extend(callSettings, {
  machine: machineArgument,
  storage: storageSchema,
  ports: record,
  by: z.optional(actorSchema),
  fingerprintKey: z.optional(z.string().check(z.minLength(16))),
  onStep: z.optional(callable),
});

const sendOptions = z.object({
  by: z.optional(actorSchema),
  expectedRevision: z.optional(numeric),
});

const rememberedCommands = 16;
const systemActor: Actor = { role: 'system', id: 'session' };

/**
 * Opens a registration: reads it back, or starts it from `input` and saves it.
 * One that is there takes up the policy of `input`, unless it has come to its end: there nothing is done any more, and the
 * policy it ended under stays. Throws `argument.invalid`, `session.notFound`, `input.invalid`, `policy.invalid`, `policy.notTaken`,
 * `envelope.*` or `storage.*`.
 */
export async function openSession<M extends AnyStateMachine>(options: SessionOptions<M>): Promise<Session<M>> {
  assertRuntime();
  assertArguments({ options: [sessionOptions, options] });
  const { machine, key, storage, ports, clock = systemClock, portTimeout, onPortError, onStep } = options;
  const settings: CallSettings = { clock, portTimeout, onPortError };
  assertKey(key);
  const chart = chartOf(machine);
  const listeners = new Set<(snapshot: SnapshotFrom<M>) => void>();
  let isClosing = false;
  let isBroken = false;
  let queue: Promise<unknown> = Promise.resolve();
  let head: { readonly revision: number; readonly seal: string | null } | null = null;
  /** As the storage has it, before any migration: what the next line of the journal begins from. */
  let stored: Envelope | null = null;
  let envelope = freeze((await load()) ?? (await create()), true);
  let snapshot = snapshotOf(machine, envelope);
  see(stay(envelope, 'ignored', []), null);
  await adoptPolicy();

  return {
    key,
    get snapshot() {
      return snapshot;
    },
    get revision() {
      return envelope.revision;
    },
    get at() {
      return envelope.at;
    },
    send: take,
    receive: take,
    tick: () => inTurn(() => fireDue(now())),
    subscribe(listener) {
      assertArguments({ listener: [callable, listener] });
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosing = true;
      await queue;
    },
  };

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (isClosing) throw new Failure(sessionClosed, { details: { key } });
    const turn = queue.then(() => {
      if (isBroken) throw new Failure(sessionClosed, { details: { key } });
      return work();
    });
    queue = turn.catch(() => undefined);
    return turn;
  }

  function now(): string {
    return later(timeOf(clock), envelope.at);
  }

  function load(): Promise<Envelope | null> {
    return withStorage(async () => {
      const record = await storage.read(key);
      if (record === null) return null;
      const read = readEnvelope(record.text);
      const accepted = accept(machine, read);
      stored = read;
      return accepted;
    });
  }

  async function create(): Promise<Envelope> {
    const { input, by = null } = options;
    if (input === undefined) throw new Failure(sessionNotFound, { details: { key } });
    const begun = see(start(machine, input, timeOf(clock)), null);
    const { result, calls, announcements } = await toRest(begun, 0);
    const { envelope: saved, issues } = result;
    const event = { type: 'registration.started' };
    const line = { event, by, from: null, to: pathOf(saved.value), calls, issues, fingerprint: null };
    const commandId = event.type;
    const made = madeOf(machine, saved);
    const first = await sealed({ key, commandId }, null, made, null, line);
    const prepared = commitOf(key, made, commandId, announcements, first);
    if ((await commit(prepared)).outcome !== 'committed') return (await load()) ?? failByErasure();
    head = { revision: saved.revision, seal: first.seal };
    stored = saved;
    return saved;
  }

  async function adoptPolicy(): Promise<void> {
    const { input } = options;
    if (input === undefined || input === null || isOver(snapshot)) return;
    const given = checkedInput(machine, input);
    if (!given.ok) return failByInput(given.issues);
    const policy = policyOf(given.value);
    const kept = policyOf(envelope.context);
    if (policy === undefined || kept === undefined || isEqual(policy, kept)) return;
    const said = listen({ type: 'registration.policyChanged', policy }, now(), systemActor);
    const { status } =
      'event' in said ? await carryOut(step(machine, envelope, said.event), said.event) : { status: 'invalid' };
    if (status !== 'saved') throw new Failure(policyNotTaken, { details: { key, machine: machine.id } });
  }

  /** Listens at once, so that what the caller changes afterwards changes nothing; carries out when the turn comes. */
  async function take(event: unknown, given: SendOptions = {}): Promise<Outcome<M>> {
    assertArguments({ options: [sendOptions, given] });
    const { by = options.by, ...asked } = given;
    if (asked.commandId !== undefined) assertCommandId(asked.commandId);
    const said = listen(event, now(), by);
    return inTurn(() => ('event' in said ? act(said.event, asked) : Promise.resolve(answer('invalid', said.issues))));
  }

  async function commandOf(id: string, event: Act): Promise<Command> {
    return { id, fingerprint: await fingerprintOf(event, { key, commandId: id }, options.fingerprintKey) };
  }

  async function act(said: Act, { commandId, expectedRevision }: SendOptions): Promise<Outcome<M>> {
    const event = later(said.at, envelope.at) === said.at ? said : { ...said, at: envelope.at };
    const command = commandId === undefined ? undefined : await commandOf(commandId, event);
    const known = envelope.commands.find(({ id }) => id === commandId);
    if (command !== undefined && known !== undefined) return repeat(command, known.revision);
    await fireDue(event.at);
    const { revision: actual } = envelope;
    const stepped =
      expectedRevision === undefined || expectedRevision === actual
        ? step(machine, envelope, event)
        : stay(envelope, 'refused', [issue('revision.stale', [], { expected: expectedRevision, actual })]);
    return carryOut(stepped, event, command);
  }

  function listen(event: unknown, at: string, by?: Actor): Heard {
    if (typeof event !== 'object' || event === null) return hear(chart.vocabulary, event);
    try {
      const said: { by?: unknown } = { ...event };
      if (by !== undefined && said.by !== undefined && !isSameActor(said.by, by))
        return { issues: [issue('actor.mismatch', ['by'])] };
      return hear(chart.vocabulary, { ...said, at, ...(by === undefined ? {} : { by }) });
    } catch (error) {
      if (isReadable(event)) throw error;
      return { issues: [issue('value.wrongType', [], { expected: 'plain data' })] };
    }
  }

  /** Shows a step to whoever looks on. */
  function see(result: StepResult, cause: Act | CallResult | null, call?: Call): StepResult {
    tell(() => onStep?.(result, cause, call), null);
    return result;
  }

  /** Saves what a step made, or says why it made nothing. */
  async function carryOut(stepped: StepResult, event: Act, command?: Command): Promise<Outcome<M>> {
    see(stepped, event);
    const moves = stepped.outcome === 'moved';
    if (command !== undefined && (!moves || stepped.calls.length > 0)) {
      const known = await commit(questionOf(key, command.id, envelope.at));
      if (known.outcome === 'duplicate') return repeat(command, known.revision);
      if (moves && known.revision !== envelope.revision) return failByConflict(known.revision);
    }
    if (!moves) return answer(stepped.outcome, stepped.issues);
    const { result, calls, announcements } = await toRest(stepped, envelope.revision);
    const { issues } = result;
    const saved = command === undefined ? result.envelope : remember(result.envelope, command);
    const from = pathOf(envelope.value);
    const fingerprint = command?.fingerprint.text ?? null;
    const line: SaidLine = {
      event: eventLine(event),
      by: event.by,
      from,
      to: pathOf(saved.value),
      calls,
      issues,
      fingerprint,
    };
    const commandId = command?.id ?? randomId();
    const made = madeOf(machine, saved);
    const next = await sealed({ key, commandId }, stored, made, await headNow(), line);
    const committed = await commit(commitOf(key, made, commandId, announcements, next));
    if (committed.outcome === 'duplicate' && command !== undefined) return repeat(command, committed.revision);
    if (committed.outcome !== 'committed') return failByConflict(committed.revision);
    head = { revision: saved.revision, seal: next.seal };
    stored = saved;
    adopt(saved, made.snapshot);
    return answer('saved', issues);
  }

  /** Carries out the calls that are due until none is: only then is there something to save. */
  async function toRest(begun: StepResult, revision: number) {
    const calls: JournalLine['calls'] = [];
    const announcements = [...begun.announcements];
    let result = begun;
    for (let call = result.calls[0]; call !== undefined; call = result.calls[0]) {
      const { port, input } = call;
      const idempotencyKey = `${key}/${revision}/${port}/${(await digestOf(input)).slice(0, 16)}`;
      const signal = new AbortController().signal;
      const settled = await placeCall(machine, call, ports, { idempotencyKey, signal }, settings);
      calls.push({ port, result: 'value' in settled ? 'answered' : 'failed' });
      const answered = { ...settled, at: later(settled.at, result.envelope.at) };
      result = see(settle(machine, result.envelope, call, answered), answered, call);
      announcements.push(...result.announcements);
    }
    return { result, calls, announcements };
  }

  /** The seal of the line that made the revision in hand. */
  async function headNow(): Promise<string | null> {
    const { revision } = envelope;
    if (head?.revision !== revision) head = { revision, seal: await withStorage(() => headOf(storage, key, revision)) };
    return head.seal;
  }

  async function commit(prepared: Commit): Promise<Exclude<CommitResult, { outcome: 'erased' }>> {
    const committed = await withStorage(() => storage.commit(prepared));
    return committed.outcome === 'erased' ? failByErasure() : committed;
  }

  /** Answers a command as the first time, from the line of the journal it left. */
  async function repeat({ id, fingerprint }: Command, revision: number): Promise<Outcome<M>> {
    if (revision > envelope.revision) adopt((await load()) ?? failByErasure());
    const line = await withStorage(() => lineOf(storage, key, revision));
    if (line.commandId !== id || !fingerprint.isOf(line.fingerprint))
      throw new Failure(commandReused, { details: { commandId: id } });
    return { status: 'saved', revision, issues: line.issues, snapshot };
  }

  async function fireDue(at: string): Promise<number> {
    for (let fired = 0; ; fired += 1) {
      const due = deadlines(snapshot).find((deadline) => isReached(at, deadline.at));
      const said = due === undefined ? null : listen({ ...due.payload, type: due.event }, at, systemActor);
      if (said === null || 'issues' in said) return fired;
      const { status } = await carryOut(step(machine, envelope, said.event), said.event);
      if (status !== 'saved') return fired;
    }
  }

  function adopt(saved: Envelope, current = snapshotOf(machine, saved)): void {
    envelope = freeze(saved, true);
    snapshot = current;
    for (const listener of listeners) tell(listener, snapshot);
  }

  function answer(status: Outcome<M>['status'], issues: readonly Issue[]): Outcome<M> {
    return { status, revision: envelope.revision, issues, snapshot };
  }

  async function withStorage<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      const details = { key };
      return fail(isRegistrationError(cause) ? cause : new Failure(storageUnavailable, { cause, details }));
    }
  }

  function failByErasure(): never {
    return fail(new Failure(storageErased, { details: { key } }));
  }

  function failByConflict(actual: number): never {
    const details = { key, expected: envelope.revision, actual };
    return fail(new Failure(storageConflict, { details }));
  }

  function fail(error: RegistrationError): never {
    isBroken = true;
    throw error;
  }
}

/** A command as it came: its id and what it says. */
interface Command {
  readonly id: string;
  readonly fingerprint: Fingerprint;
}

/** The beginning of the ids under which the package itself writes; no command of a host is called so. */
const ownCommands = 'registration.';

function assertCommandId(id: unknown): asserts id is string {
  assertKey(id);
  if (id.startsWith(ownCommands)) throw new Failure(commandReserved, { details: { commandId: id } });
}

function remember(envelope: Envelope, { id }: Command): Envelope {
  const command = { id, revision: envelope.revision };
  return { ...envelope, commands: [...envelope.commands, command].slice(-rememberedCommands) };
}

function isOver({ status }: ChartSnapshot): boolean {
  return status !== 'active';
}

function policyOf(holder: unknown): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, 'policy') : undefined;
}

/** An input that does not fit a registration that is there already; of a policy that is none, its own error tells. */
function failByInput(issues: readonly Issue[]): never {
  const kind = issues.every(({ path: [first] }) => first === 'policy') ? policyInvalid : inputInvalid;
  throw new Failure(kind, { details: { issues } });
}

function isSameActor(claimed: unknown, { role, id }: Actor): boolean {
  try {
    return Reflect.get(Object(claimed), 'role') === role && Reflect.get(Object(claimed), 'id') === id;
  } catch {
    return false;
  }
}
