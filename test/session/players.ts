import { type AnyActorRef, type AnyStateMachine, createActor, waitFor } from 'xstate';
import type { Announcement } from '../../src/announcements.js';
import type { Deadline } from '../../src/chart.js';
import { type Act, type Actor, hear, rolesFor } from '../../src/events.js';
import { explain } from '../../src/explain.js';
import type { Issue } from '../../src/issue.js';
import type { CallOptions } from '../../src/ports.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import { deadlines } from '../../src/registration/requirements.js';
import { connect } from '../../src/session/connect.js';
import { decode, type Envelope, encode, envelopeFormat, snapshotOf, versionOf } from '../../src/session/envelope.js';
import { type Outcome, openSession, type Session, type SessionOptions } from '../../src/session/session.js';
import { type StepOutcome, type StepResult, settle, start, step } from '../../src/session/step.js';
import { type ChartSnapshot, chartOf, pathOf } from '../../src/snapshot.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { Hearing } from '../support/announced.js';
import { Clock } from '../support/clock.js';
import { type Scripts, willingPorts } from '../support/ports.js';
import { type Line, people, type Scenario, scenarios } from './scenarios.js';

/** What a player is given: a chart, what it starts from, and the world around it. */
export interface Play {
  readonly machine: AnyStateMachine;
  readonly input: unknown;
  readonly ports: Partial<RegistrationPorts>;
  readonly clock: Clock;
  /** How long a port may take, in seconds. */
  readonly portTimeout?: number;
}

/** What can be compared between players: where the registration is, and what became of the last act. */
export interface Told {
  /** The state as a dotted path. */
  readonly place: string;
  readonly context: Envelope['context'];
  readonly became: Outcome<AnyStateMachine>['status'];
  readonly issues: readonly Issue[];
  /** What the world was told meanwhile. */
  readonly announced: readonly Announcement[];
  readonly deadlines: readonly Deadline[];
  /** The envelope as text. */
  readonly saved: string;
}

/** Something that plays a registration. */
export interface Player {
  /** Says something. It waits until the registration rests. */
  say(act: Act): Promise<Told>;
  /** Lets what is due by now happen. */
  tick(): Promise<Told>;
}

/** The ports of a scenario on top of willing ones. */
export function portsOf(scripts: Scripts): RegistrationPorts {
  return { ...willingPorts, ...scripts } as RegistrationPorts;
}

/** A play of a scenario, from its beginning. */
export function playOf({ machine, input, ports }: Scenario, clock = new Clock()): Play {
  return { machine, input, ports: portsOf(ports()), clock };
}

/** The act a line stands for, and by whom; null for a line on which only time passes. */
export function actOf(machine: AnyStateMachine, line: Line, at: string): Act | null {
  if ('tick' in line) return null;
  const [first = 'applicant'] = rolesFor(chartOf(machine).vocabulary, line.say.type);
  return { ...structuredClone(line.say), at, by: people[line.by ?? first] };
}

/** Plays a line: lets its time pass, says it or lets what is due happen. */
export async function playLine(player: Player, { machine, clock }: Play, line: Line): Promise<Told> {
  clock.pass(('tick' in line ? line.tick : line.wait) ?? { seconds: 1 });
  const act = actOf(machine, line, clock.now);
  return act === null ? player.tick() : player.say(act);
}

const systemActor: Actor = { role: 'system', id: 'session' };

/**
 * Plays on a live actor with connected ports: one for all, or a new one from what would be saved for each act. Throws where
 * the world is told anything but exactly what an event names.
 */
export async function liveActor(play: Play, isRestored = false): Promise<Player> {
  const { machine, ports, clock, portTimeout } = play;
  const connected: AnyStateMachine = connect(machine, ports, { clock: () => clock.now, portTimeout });
  let announced: Announcement[] = [];
  let revision = 1;
  let at = clock.now;
  let isMoved = false;
  let amiss: readonly string[] = [];
  let actor = await live({ input: play.input });
  announced = [];

  async function live(beginning: { readonly input: unknown } | { readonly snapshot: ChartSnapshot }) {
    const { hear, inspect, wrong } = new Hearing();
    amiss = wrong;
    const begun: AnyActorRef = createActor(connected, { ...beginning, inspect });
    begun.on('*', (announcement: Announcement) => announced.push(announcement));
    begun.on('*', hear);
    begun.start();
    let last = await rest(begun);
    begun.subscribe((next) => {
      isMoved ||= !isSame(last, next);
      last = next;
    });
    return begun;
  }

  async function turn(): Promise<void> {
    announced = [];
    if (!isRestored) return;
    actor.stop();
    actor = await live({ snapshot: snapshotOf(connected, reread(machine, envelope())) });
  }

  /** Sends something, and counts it if it moves something. */
  async function carryOut(act: Act): Promise<boolean> {
    const before = announced.length;
    isMoved = false;
    actor.send(act);
    await rest(actor);
    if (amiss.length > 0) throw new Error(amiss.join('; '));
    if (!isMoved && announced.length === before) return false;
    revision += 1;
    at = clock.now;
    return true;
  }

  async function fireDue(): Promise<boolean> {
    for (let isFired = false; ; isFired = true) {
      const due = deadlines(actor.getSnapshot()).find((deadline) => deadline.at <= clock.now);
      if (due === undefined) return isFired;
      await carryOut({ ...due.payload, type: due.event, at: clock.now, by: systemActor });
    }
  }

  function envelope(): Envelope {
    const { value, context } = actor.getSnapshot();
    const { id, version } = { id: machine.id, version: versionOf(machine) };
    return { format: envelopeFormat, machine: id, version, revision, at, value, context, commands: [], pending: [] };
  }

  function tell(status: Told['became'], issues: readonly Issue[]): Told {
    const snapshot = actor.getSnapshot();
    const { value, context } = snapshot;
    const saved = encode(envelope());
    return { place: pathOf(value), context, became: status, issues, announced, deadlines: deadlines(snapshot), saved };
  }

  return {
    async tick() {
      await turn();
      return (await fireDue()) ? tell('saved', actor.getSnapshot().context.trouble) : tell('ignored', []);
    },
    async say(act) {
      await turn();
      const heard = hear(chartOf(machine).vocabulary, act);
      if ('issues' in heard) return tell('invalid', heard.issues);
      await fireDue();
      const explanation = explain(actor.getSnapshot(), act);
      if (actor.getSnapshot().status === 'active' && (await carryOut(act)))
        return tell('saved', actor.getSnapshot().context.trouble);
      return explanation.allowed ? tell('ignored', []) : tell('refused', explanation.issues);
    },
  };
}

function rest(actor: AnyActorRef): Promise<ChartSnapshot> {
  return waitFor(actor, (snapshot) => !snapshot.hasTag('busy'), { timeout: 5000 });
}

/** Whether nothing was put in the place of anything. */
function isSame(before: ChartSnapshot, after: ChartSnapshot): boolean {
  const isKept = Object.keys(after.context).every((key) => before.context[key] === after.context[key]);
  return isKept && pathOf(before.value) === pathOf(after.value);
}

const became: Readonly<Record<StepOutcome, Told['became']>> = {
  moved: 'saved',
  ignored: 'ignored',
  refused: 'refused',
  invalid: 'invalid',
};

/** Carries out the calls of a step with plain functions, as a host would that owns its transaction. */
export async function settleAll(
  { machine, ports, clock, portTimeout = 30 }: Play,
  begun: StepResult,
): Promise<StepResult> {
  const announcements = [...begun.announcements];
  let result = begun;
  for (let call = result.calls[0]; call !== undefined; call = result.calls[0]) {
    const { port, input, ticket } = call;
    const patience = new AbortController();
    const { signal } = patience;
    const timer = setTimeout(() => patience.abort(), portTimeout * 1000);
    const options: CallOptions = { idempotencyKey: ticket, signal };
    const asked = Promise.resolve(input).then((given) => Reflect.get(ports, port)(given, options));
    const late = new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const answer = await Promise.race([asked, late]).then(
      (value: unknown) => ({ at: clock.now, value }),
      (error: unknown) => ({ at: clock.now, error }),
    );
    clearTimeout(timer);
    result = settle(machine, result.envelope, call, answer);
    announcements.push(...result.announcements);
  }
  return { ...result, announcements };
}

/**
 * Plays with the pure functions, on an envelope that may be read again from its text before each act.
 * `watch` is told of each act that moved something, with where it was before.
 */
export async function pureSteps(
  play: Play,
  watch: (before: Envelope, act: Act, after: Envelope) => void = () => {},
  isReread = false,
): Promise<Player & { readonly envelope: Envelope }> {
  const { machine, input, clock } = play;
  let { envelope } = await settleAll(play, start(machine, input, clock.now));
  let announced: Announcement[] = [];

  function turn(): void {
    announced = [];
    if (isReread) envelope = reread(machine, envelope);
  }

  async function carryOut(act: Act): Promise<Told> {
    const before = envelope;
    const result = await settleAll(play, step(machine, before, act));
    envelope = result.envelope;
    announced.push(...result.announcements);
    if (result.outcome === 'moved') watch(before, act, envelope);
    return tell(became[result.outcome], result.issues);
  }

  async function fireDue(): Promise<Told> {
    let told = tell('ignored', []);
    for (;;) {
      const due = told.deadlines.find(({ at }) => at <= clock.now);
      if (due === undefined) return told;
      told = await carryOut({ ...due.payload, type: due.event, at: clock.now, by: systemActor });
    }
  }

  function tell(status: Told['became'], issues: readonly Issue[]): Told {
    const { value, context } = envelope;
    const due = deadlines(snapshotOf(machine, envelope));
    const saved = encode(envelope);
    return { place: pathOf(value), context, became: status, issues, announced, deadlines: due, saved };
  }

  return {
    get envelope() {
      return envelope;
    },
    async tick() {
      turn();
      return fireDue();
    },
    async say(act) {
      turn();
      if (isHeard(machine, act)) await fireDue();
      return carryOut(act);
    },
  };
}

/** The door turns an invalid event away before what is due happens. */
function isHeard(machine: AnyStateMachine, act: Act): boolean {
  return 'event' in hear(chartOf(machine).vocabulary, act);
}

type Opening = Omit<SessionOptions<AnyStateMachine>, 'machine' | 'ports' | 'clock' | 'key' | 'storage'>;

/** Opens a session on a play. */
export function sessionOn(
  { machine, input, ports, clock, portTimeout }: Play,
  storage: StorageAdapter,
  key = 'lantern',
  opening: Opening = {},
): Promise<Session<AnyStateMachine>> {
  return openSession({ machine, key, storage, ports, portTimeout, clock: () => clock.now, input, ...opening });
}

/** Plays through sessions on a storage: one for all, or a new one for each act. */
export async function sessions(
  play: Play,
  storage: StorageAdapter,
  isReopened: boolean,
  key = 'lantern',
): Promise<Player> {
  let session = await sessionOn(play, storage, key);

  async function turn(): Promise<Session<AnyStateMachine>> {
    if (isReopened) {
      await session.close();
      session = await openSession({ ...play, key, storage, clock: () => play.clock.now, input: undefined });
    }
    return session;
  }

  async function tell(became: Told['became'], issues: readonly Issue[]): Promise<Told> {
    const { snapshot } = session;
    const { value, context } = snapshot;
    const saved = (await storage.read(key))?.text ?? '';
    const announced = await delivered();
    return { place: pathOf(value), context, became, issues, announced, deadlines: deadlines(snapshot), saved };
  }

  async function delivered(): Promise<Announcement[]> {
    const owner = 'postman';
    const messages = await storage.claim({ owner, at: play.clock.now, leaseSeconds: 60, limit: 100 });
    await storage.acknowledge(
      messages.map(({ id }) => id),
      owner,
    );
    return messages.map(({ type, text }) => ({ type, ...JSON.parse(text) }));
  }

  await delivered();
  return {
    async say({ at: _, ...said }) {
      const { status, issues } = await (await turn()).receive(said);
      return tell(status, issues);
    },
    async tick() {
      const fired = await (await turn()).tick();
      return fired > 0 ? tell('saved', session.snapshot.context.trouble) : tell('ignored', []);
    },
  };
}

/** An envelope as it comes back from a storage. */
export function reread(machine: AnyStateMachine, envelope: Envelope): Envelope {
  return decode(machine, encode(envelope));
}

/** An act in the place where it moves something. */
export interface Moment {
  readonly scenario: Scenario;
  readonly before: Envelope;
  readonly act: Act;
}

/** Plays every line of a scenario with the pure functions. */
export async function momentsOf(scenario: Scenario): Promise<readonly Moment[]> {
  const moments: Moment[] = [];
  const play = playOf(scenario);
  const player = await pureSteps(play, (before, act) => moments.push({ scenario, before, act }));
  for (const line of scenario.lines) await playLine(player, play, line);
  return moments;
}

/** Every moment of every scenario. */
export async function momentsOfAll(all: readonly Scenario[] = scenarios): Promise<readonly Moment[]> {
  return (await Promise.all(all.map(momentsOf))).flat();
}
