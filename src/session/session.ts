import type { AnyStateMachine, InputFrom, SnapshotFrom } from 'xstate';
import type { Announcement } from '../announcements.js';
import { isRegistrationError, RegistrationError } from '../errors.js';
import { type Act, type Actor, hear } from '../events.js';
import { type Issue, issue } from '../issue.js';
import type { RegistrationPorts } from '../registration/registration.ports.js';
import { deadlines } from '../registration/requirements.js';
import { chartOf, pathOf } from '../registration/snapshot.js';
import { assertKey } from '../storage/key.js';
import type { CommitResult, StorageAdapter } from '../storage/port.js';
import { isReached, later } from '../time.js';
import { commitOf } from './commit.js';
import { callPort, systemClock } from './connect.js';
import { decode, type Envelope, snapshotOf } from './envelope.js';
import { fingerprintOf, history, type JournalLine, withoutSecrets } from './journal.js';
import { type StepResult, settle, start, step } from './step.js';

/** How a session is opened. */
export interface SessionOptions<M extends AnyStateMachine> {
  readonly machine: M;
  /** Under which the registration is kept: at most 1,024 characters. */
  readonly key: string;
  readonly storage: StorageAdapter;
  readonly ports: Partial<RegistrationPorts>;
  /** What a new registration starts from. Without it, a key that is not there is `session.notFound`. */
  readonly input?: InputFrom<M>;
  /** Who acts in this session, unless an act says otherwise. */
  readonly by?: Actor;
  /** Tells the time, ISO 8601 UTC; the computer's by default. */
  readonly clock?: () => string;
  /** How long a port may take, in seconds; 30 by default. */
  readonly portTimeout?: number;
  /** Told of each port call that failed; the registration itself only notes that it did. */
  readonly onPortError?: (error: RegistrationError) => void;
}

/** What comes along with an act. */
export interface SendOptions {
  /** Who acts; an event that claims someone else is invalid. */
  readonly by?: Actor;
  /** Idempotency key: the same key with the same event is carried out once. Needs WebCrypto. */
  readonly commandId?: string;
  /** The revision the person saw; if it is not the current one, the act is refused. */
  readonly expectedRevision?: number;
}

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
  /** As it is saved. */
  readonly snapshot: SnapshotFrom<M>;
  /** Counts what was saved, from 1. */
  readonly revision: number;
  /**
   * Carries out one event of unknown origin. Bad input is an answer, never an exception.
   * Throws `storage.conflict` if someone else saved first, `storage.unavailable` if it is not known whether it was saved,
   * `storage.erased`, `command.reused`, `session.closed`; after a `storage.*` error the session is closed.
   */
  send(event: unknown, options?: SendOptions): Promise<Outcome<M>>;
  /** Carries out what is due by now; answers how much that was. */
  tick(): Promise<number>;
  /** Tells of each save. Gives back the function that ends it. */
  subscribe(listener: (snapshot: SnapshotFrom<M>) => void): () => void;
  /** Waits for the acts under way. The storage stays open: it is the host's. */
  close(): Promise<void>;
}

const rememberedCommands = 16;
const systemActor: Actor = { role: 'system', id: 'session' };

/**
 * Opens a registration: reads it back, or starts it from `input` and saves it.
 * Throws `session.notFound`, `input.invalid`, `envelope.*` or `storage.*`.
 */
export async function openSession<M extends AnyStateMachine>(options: SessionOptions<M>): Promise<Session<M>> {
  const { machine, key, storage, ports, clock = systemClock, portTimeout, onPortError } = options;
  assertKey(key);
  const chart = chartOf(machine);
  const listeners = new Set<(snapshot: SnapshotFrom<M>) => void>();
  let open = true;
  let queue: Promise<unknown> = Promise.resolve();
  let envelope = (await load()) ?? (await create());
  let snapshot = snapshotOf(machine, envelope);
  await adoptPolicy();

  return {
    key,
    get snapshot() {
      return snapshot;
    },
    get revision() {
      return envelope.revision;
    },
    send: (event, sendOptions = {}) => inTurn(() => act(event, sendOptions)),
    tick: () => inTurn(() => fireDue(now())),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      open = false;
      await queue;
    },
  };

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(() => {
      if (!open) throw new RegistrationError('session.closed', { details: { key } });
      return work();
    });
    queue = turn.catch(() => undefined);
    return turn;
  }

  function now(): string {
    return later(clock(), envelope.at);
  }

  async function load(): Promise<Envelope | null> {
    const record = await withStorage(() => storage.read(key));
    return record === null ? null : decode(machine, record.text);
  }

  async function create(): Promise<Envelope> {
    const { input, by = null } = options;
    if (input === undefined) throw new RegistrationError('session.notFound', { details: { key } });
    const begun = start(machine, input, clock());
    const { result, calls, announcements } = await toRest(begun, 0);
    const saved = result.envelope;
    const event = { type: 'registration.started' };
    const line = { event, by, from: null, to: pathOf(saved.value), calls, fingerprint: null };
    const committed = await commit(saved, 'registration.started', announcements, line);
    if (committed.outcome === 'committed') return saved;
    return (await load()) ?? close(new RegistrationError('storage.erased', { details: { key } }));
  }

  async function adoptPolicy(): Promise<void> {
    const { input } = options;
    const policy: unknown = typeof input === 'object' && input !== null && 'policy' in input ? input.policy : undefined;
    const type = 'registration.policyChanged';
    if (policy === undefined || !Object.hasOwn(chart.vocabulary, type)) return;
    if (JSON.stringify(policy) === JSON.stringify(envelope.context['policy'])) return;
    const said = listen({ type, policy, at: now(), by: systemActor });
    if ('issues' in said) throw new RegistrationError('policy.invalid', { details: { issues: said.issues } });
    await apply(said.event, crypto.randomUUID(), null);
  }

  async function act(
    event: unknown,
    { by = options.by, commandId, expectedRevision }: SendOptions,
  ): Promise<Outcome<M>> {
    const said = listen(event, by);
    if ('issues' in said) return answer('invalid', said.issues);
    const fingerprint = commandId === undefined ? null : await fingerprintOf(said.event);
    if (commandId !== undefined) {
      assertKey(commandId);
      const known = envelope.commands.find(({ id }) => id === commandId);
      if (known !== undefined) return repeat(commandId, known, fingerprint);
    }
    await fireDue(said.event.at);
    if (expectedRevision !== undefined && expectedRevision !== envelope.revision)
      return answer('refused', [
        issue('revision.stale', [], { expected: expectedRevision, actual: envelope.revision }),
      ]);
    return apply(said.event, commandId ?? crypto.randomUUID(), fingerprint);
  }

  function listen(event: unknown, by?: Actor): { readonly event: Act } | { readonly issues: readonly Issue[] } {
    const notAnEvent = { issues: [issue('value.wrongType', [], { expected: 'object' })] };
    if (typeof event !== 'object' || event === null) return notAnEvent;
    try {
      const said: { by?: unknown } = { ...event };
      if (by !== undefined && said.by !== undefined && !isSameActor(said.by, by))
        return { issues: [issue('actor.mismatch', ['by'])] };
      return hear(chart.vocabulary, { ...said, at: now(), ...(by === undefined ? {} : { by }) });
    } catch {
      return notAnEvent;
    }
  }

  async function apply(event: Act, commandId: string, fingerprint: string | null): Promise<Outcome<M>> {
    const stepped = step(machine, envelope, event);
    if (stepped.outcome !== 'moved') return answer(stepped.outcome, stepped.issues);
    const { result, calls, announcements } = await toRest(stepped, envelope.revision);
    const saved = fingerprint === null ? result.envelope : remember(result.envelope, commandId, fingerprint);
    const from = pathOf(envelope.value);
    const line = { event: withoutSecrets(event), by: event.by, from, to: pathOf(saved.value), calls, fingerprint };
    const committed = await commit(saved, commandId, announcements, line);
    if (committed.outcome === 'duplicate') return repeatFromJournal(commandId, committed.revision, fingerprint);
    if (committed.outcome === 'conflict') {
      const details = { key, expected: envelope.revision, actual: committed.revision };
      return close(new RegistrationError('storage.conflict', { details }));
    }
    adopt(saved);
    return answer('saved', result.issues);
  }

  /** Carries out the calls that are due until none is: only then is there something to save. */
  async function toRest(begun: StepResult, revision: number) {
    const calls: JournalLine['calls'] = [];
    const announcements = [...begun.announcements];
    let result = begun;
    for (let call = result.calls[0]; call !== undefined; call = result.calls[0]) {
      const { port, input } = call;
      const { at } = result.envelope;
      const signal = new AbortController().signal;
      const settled = await callPort(
        port,
        chart.ports[port],
        ports,
        input,
        { idempotencyKey: `${key}/${revision}/${port}`, signal },
        { clock, portTimeout },
      ).then(
        (answered) => ({ at: later(answered.at, at), value: answered.value }),
        (error: RegistrationError) => {
          onPortError?.(error);
          return { at: later(clock(), at), error };
        },
      );
      calls.push({ port, result: 'value' in settled ? 'answered' : 'failed' });
      result = settle(machine, result.envelope, call, settled);
      announcements.push(...result.announcements);
    }
    return { result, calls, announcements };
  }

  async function commit(
    saved: Envelope,
    commandId: string,
    announcements: readonly Announcement[],
    line: JournalLine,
  ): Promise<Exclude<CommitResult, { outcome: 'erased' }>> {
    const prepared = commitOf(machine, key, saved, commandId, announcements, line);
    const committed = await withStorage(() => storage.commit(prepared));
    return committed.outcome === 'erased'
      ? close(new RegistrationError('storage.erased', { details: { key } }))
      : committed;
  }

  async function repeatFromJournal(
    commandId: string,
    revision: number,
    fingerprint: string | null,
  ): Promise<Outcome<M>> {
    const current = await load();
    if (current === null) return close(new RegistrationError('storage.erased', { details: { key } }));
    adopt(current);
    for await (const line of history(storage, key, revision - 1))
      if (line.commandId === commandId)
        return repeat(commandId, { revision, fingerprint: line.fingerprint ?? '' }, fingerprint);
    return answer('saved', []);
  }

  function repeat(
    commandId: string,
    known: { readonly revision: number; readonly fingerprint: string },
    fingerprint: string | null,
  ): Outcome<M> {
    if (known.fingerprint !== fingerprint) throw new RegistrationError('command.reused', { details: { commandId } });
    return { status: 'saved', revision: known.revision, issues: [], snapshot };
  }

  async function fireDue(at: string): Promise<number> {
    for (let fired = 0; ; fired += 1) {
      const due = deadlines(snapshot).find((deadline) => isReached(at, deadline.at));
      const said = due === undefined ? null : listen({ type: due.event }, systemActor);
      if (said === null || 'issues' in said) return fired;
      const { status } = await apply(said.event, crypto.randomUUID(), null);
      if (status !== 'saved') return fired;
    }
  }

  function adopt(saved: Envelope): void {
    envelope = saved;
    snapshot = snapshotOf(machine, saved);
    for (const listener of listeners) tell(listener);
  }

  function tell(listener: (snapshot: SnapshotFrom<M>) => void): void {
    try {
      listener(snapshot);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  function answer(status: Outcome<M>['status'], issues: readonly Issue[]): Outcome<M> {
    return { status, revision: envelope.revision, issues, snapshot };
  }

  async function withStorage<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      const details = { key };
      return close(
        isRegistrationError(cause) ? cause : new RegistrationError('storage.unavailable', { cause, details }),
      );
    }
  }

  function close(error: RegistrationError): never {
    open = false;
    throw error;
  }
}

function remember(envelope: Envelope, id: string, fingerprint: string): Envelope {
  const command = { id, fingerprint, revision: envelope.revision };
  return { ...envelope, commands: [...envelope.commands, command].slice(-rememberedCommands) };
}

function isSameActor(claimed: unknown, { role, id }: Actor): boolean {
  return (
    typeof claimed === 'object' &&
    claimed !== null &&
    Reflect.get(claimed, 'role') === role &&
    Reflect.get(claimed, 'id') === id
  );
}
