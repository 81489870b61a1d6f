import { type AnyActorRef, type AnyStateMachine, createActor, waitFor } from 'xstate';
import { type Act, type Actor, hear, rolesFor } from '../../src/events.js';
import type { Issue } from '../../src/issue.js';
import type { CallOptions } from '../../src/ports.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import { deadlines } from '../../src/registration/requirements.js';
import { connect } from '../../src/session/connect.js';
import { decode, type Envelope, encode, snapshotOf } from '../../src/session/envelope.js';
import { type Outcome, openSession, type Session, type SessionOptions } from '../../src/session/session.js';
import { type StepOutcome, type StepResult, settle, start, step } from '../../src/session/step.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { Clock } from '../support/clock.js';
import { type Scripts, willingPorts } from '../support/ports.js';
import { type Line, people, type Scenario } from './scenarios.js';

/** What a player is given: a chart, what it starts from, and the world around it. */
export interface Play {
  readonly machine: AnyStateMachine;
  readonly input: unknown;
  readonly ports: Partial<RegistrationPorts>;
  readonly clock: Clock;
}

/** What can be compared between players: where the registration is, and what became of the last act. */
export interface Told {
  /** The state as a dotted path. */
  readonly place: string;
  readonly context: Envelope['context'];
  readonly became: Outcome<AnyStateMachine>['status'] | 'unknown';
  readonly issues: readonly Issue[];
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

/** Plays on a live actor with connected ports. It does not say what becomes of an act. */
export async function liveActor({ machine, input, ports, clock }: Play): Promise<Player> {
  const connected: AnyStateMachine = connect(machine, ports, { clock: () => clock.now });
  const actor: AnyActorRef = createActor(connected, { input }).start();

  async function tell(): Promise<Told> {
    await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'), { timeout: 5000 });
    const { value, context } = actor.getSnapshot();
    return { place: pathOf(value), context, became: 'unknown', issues: context.trouble };
  }

  async function tick(): Promise<Told> {
    for (let told = await tell(); ; told = await tell()) {
      const due = deadlines(actor.getSnapshot()).find(({ at }) => at <= clock.now);
      if (due === undefined) return told;
      actor.send({ ...due.payload, type: due.event, at: clock.now, by: systemActor });
    }
  }

  await tell();
  return {
    tick,
    async say(act) {
      if (isHeard(machine, act)) await tick();
      if (actor.getSnapshot().status === 'active') actor.send(act);
      return tell();
    },
  };
}

const became: Readonly<Record<StepOutcome, Told['became']>> = {
  moved: 'saved',
  ignored: 'ignored',
  refused: 'refused',
  invalid: 'invalid',
};

/** Carries out the calls of a step with plain functions, as a host would that owns its transaction. */
export async function settleAll({ machine, ports, clock }: Play, begun: StepResult): Promise<StepResult> {
  let result = begun;
  for (let call = result.calls[0]; call !== undefined; call = result.calls[0]) {
    const { port, input, ticket } = call;
    const options: CallOptions = { idempotencyKey: ticket, signal: new AbortController().signal };
    const asked = Promise.resolve(input).then((given) => Reflect.get(ports, port)(given, options));
    const answer = await asked.then(
      (value: unknown) => ({ at: clock.now, value }),
      (error: unknown) => ({ at: clock.now, error }),
    );
    result = settle(machine, result.envelope, call, answer);
  }
  return result;
}

/** Plays with the pure functions; `watch` is told of each act that moved something, with where it was before. */
export async function pureSteps(
  play: Play,
  watch: (before: Envelope, act: Act, after: Envelope) => void = () => {},
): Promise<Player & { readonly envelope: Envelope }> {
  const { machine, input, clock } = play;
  let { envelope } = await settleAll(play, start(machine, input, clock.now));

  async function carryOut(act: Act): Promise<Told> {
    const before = envelope;
    const result = await settleAll(play, step(machine, before, act));
    envelope = result.envelope;
    if (result.outcome === 'moved') watch(before, act, envelope);
    const { value, context } = envelope;
    return { place: pathOf(value), context, became: became[result.outcome], issues: result.issues };
  }

  async function tick(): Promise<Told> {
    let told: Told = { place: pathOf(envelope.value), context: envelope.context, became: 'ignored', issues: [] };
    for (;;) {
      const due = deadlines(snapshotOf(machine, envelope)).find(({ at }) => at <= clock.now);
      if (due === undefined) return told;
      told = await carryOut({ ...due.payload, type: due.event, at: clock.now, by: systemActor });
    }
  }

  return {
    get envelope() {
      return envelope;
    },
    tick,
    async say(act) {
      if (isHeard(machine, act)) await tick();
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
  { machine, input, ports, clock }: Play,
  storage: StorageAdapter,
  key = 'lantern',
  opening: Opening = {},
): Promise<Session<AnyStateMachine>> {
  return openSession({ machine, key, storage, ports, clock: () => clock.now, input, ...opening });
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

  return {
    async say({ at: _, ...said }) {
      const { status, issues, snapshot } = await (await turn()).receive(said);
      return { place: pathOf(snapshot.value), context: snapshot.context, became: status, issues };
    },
    async tick() {
      const fired = await (await turn()).tick();
      const { value, context } = session.snapshot;
      const issues = fired > 0 ? context.trouble : [];
      return { place: pathOf(value), context, became: fired > 0 ? 'saved' : 'ignored', issues };
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
