import { stateKey, type WorldEdge, type WorldExploration, type WorldState } from 'hcpn-registration/testing';
import type { AnyStateMachine } from 'xstate';
import { isEqual } from '../../src/equal.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import { history } from '../../src/session/journal.js';
import { openSession, type Session } from '../../src/session/session.js';
import { chartOf } from '../../src/snapshot.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { Commit, StorageAdapter } from '../../src/storage/port.js';
import type { Verdict } from './invariants.js';
import type { Outside } from './outside.js';
import { routeOf } from './worldInvariants.js';
import type { WorldGround } from './worlds.js';

type Registration = WorldGround['options']['registrations'][number];

/** A call that a session waits for. */
interface Waiting {
  readonly port: string;
  readonly input: unknown;
  answer(value: unknown): void;
  fail(): void;
}

/** One registration in the hands of a server, with ports that answer when they are told to. */
class Server {
  waiting: Waiting | null = null;
  private session: Session<AnyStateMachine> | null = null;
  private outcome: Promise<unknown> = Promise.resolve();
  private notice: () => void = () => undefined;

  constructor(
    private readonly ground: WorldGround,
    private readonly registration: Registration,
    private readonly storage: StorageAdapter,
    private readonly clock: () => string,
    private readonly told: (value: unknown) => unknown = same,
  ) {}

  /** Opens the registration, until it is open or a port is asked. Whoever had it open before is forgotten, as when a server stops. */
  async open(): Promise<void> {
    const { name: key, input } = this.registration;
    const { machine } = this.ground;
    const { storage, clock } = this;
    this.waiting = null;
    this.outcome = openSession({ machine, key, storage, clock, input, ports: this.ports() }).then((session) => {
      this.session = session;
    });
    await this.untilAsked();
  }

  get snapshot(): Session<AnyStateMachine>['snapshot'] {
    if (this.session === null) throw new Error('The registration is not open.');
    return this.session.snapshot;
  }

  /** Says it, and waits until it is saved or a port is asked; what is due is the session's own to say. */
  async say({ at: _at, ...said }: { readonly [field: string]: unknown }, commandId: string): Promise<void> {
    const isDue = JSON.stringify(said['by']) === JSON.stringify({ role: 'system', id: 'session' });
    const done = isDue ? this.session?.tick() : this.session?.receive(said, { commandId });
    this.outcome = Promise.resolve(done);
    await this.untilAsked();
  }

  /** Lets the call that is awaited end, if there is one, and waits until the act is saved or another port is asked. */
  async hear(end: (waiting: Waiting) => void): Promise<void> {
    const { waiting } = this;
    this.waiting = null;
    if (waiting !== null) end(waiting);
    await this.untilAsked();
  }

  private async untilAsked(): Promise<void> {
    const asked = new Promise<void>((resolve) => {
      this.notice = resolve;
    });
    if (this.waiting === null) await Promise.race([this.outcome, asked]);
  }

  private ports(): Partial<RegistrationPorts> {
    const ask = (port: string) => (input: unknown) =>
      new Promise((answer, reject) => {
        this.waiting = {
          port,
          input,
          answer: (value) => answer(this.told(value)),
          fail: () => reject(new Error('The service is down')),
        };
        this.notice();
      });
    const names = Object.keys(chartOf(this.ground.machine).ports);
    return Object.fromEntries(names.map((name) => [name, ask(name)])) as Partial<RegistrationPorts>;
  }
}

/** What sessions are put among, where it is not as it should be, to see that they are told apart from what was explored. */
export interface Among {
  readonly storage?: (storage: StorageAdapter) => StorageAdapter;
  /** What a session is told a port has answered. */
  readonly answer?: (value: unknown) => unknown;
}

const same = <T>(it: T): T => it;

/** What storage was given: the acts by their command, and what was told the world. */
interface Written {
  readonly key: string;
  readonly commandId: string;
  readonly messages: readonly string[];
}

/** Plays a route with real sessions on one storage; says where they differ from what was explored. */
async function differences(ground: WorldGround, state: WorldState<Outside>, among: Among): Promise<string[]> {
  const { exploration, options } = ground;
  const route = exploration.routeTo(state);
  const [start] = exploration.states;
  let now = start?.at ?? '';
  const written: Written[] = [];
  const kept = watched(memoryStorage(), written);
  const storage = (among.storage ?? same)(kept);
  const clock = () => now;
  const servers = new Map(
    options.registrations.map((each) => [each.name, new Server(ground, each, storage, clock, among.answer)] as const),
  );
  await begin(ground, servers);
  const begun = new Map<string, number>();
  for (const name of servers.keys()) begun.set(name, (await linesOf(storage, name)).length);
  const told = written.length;
  for (const [place, edge] of route.entries()) {
    now = edge.kind === 'said' ? String(edge.event?.['at']) : edge.from.at;
    const server = servers.get(edge.registration ?? '');
    if (server !== undefined) await take(server, edge, place);
  }
  return [
    ...statesApart(servers, state),
    ...(await linesApart(storage, begun, exploration.journal(route))),
    ...journalsApart(written.slice(told), route),
    ...toldApart(written.slice(told), exploration.journal(route)),
  ];
}

async function take(server: Server, edge: WorldEdge<Outside>, place: number): Promise<void> {
  const { kind, event, registration, from } = edge;
  const answer = from.registrations[registration ?? '']?.answer;
  if (kind === 'said' && event !== null) await server.say(event, `act-${place}`);
  else if (kind === 'answered') await server.hear((waiting) => waiting.answer(answer?.value));
  else if (kind === 'failed') await server.hear((waiting) => waiting.fail());
  else if (kind === 'stopped') await server.open();
}

/** The prologues, in which the world gives the first of its answers. */
async function begin({ options, machine }: WorldGround, servers: ReadonlyMap<string, Server>): Promise<void> {
  let world = options.world.initial;
  const ports = options.world.ports as Readonly<
    Record<string, (world: Outside, input: unknown, name: string) => readonly { value: unknown; world?: Outside }[]>
  >;
  for (const { name, prologue = [], actors } of options.registrations) {
    const server = servers.get(name);
    if (server === undefined) continue;
    const rest = async () => {
      for (let { waiting } = server; waiting !== null; waiting = server.waiting) {
        const { input, port } = waiting;
        const [first] = ports[port]?.(world, input, name) ?? [];
        if (first === undefined) throw new Error(`${machine.id}: the world answers nothing to ${port}.`);
        world = first.world ?? world;
        await server.hear((each) => each.answer(first.value));
      }
    };
    await server.open();
    await rest();
    for (const [place, saying] of prologue.entries()) {
      const by = typeof saying.by === 'object' ? saying.by : actors.find(({ role }) => role === saying.by);
      await server.say({ ...saying, by }, `before-${place}`);
      await rest();
    }
  }
}

function statesApart(servers: ReadonlyMap<string, Server>, { registrations }: WorldState<Outside>): string[] {
  const key = stateKey();
  return Object.entries(registrations).flatMap(([name, { saved }]) => {
    const snapshot = servers.get(name)?.snapshot;
    return snapshot !== undefined && key(snapshot) === key(saved) ? [] : [`${name} is in another state`];
  });
}

async function linesOf(storage: StorageAdapter, key: string) {
  const lines: { readonly event: string; readonly [field: string]: unknown }[] = [];
  for await (const { event, by, from, to, calls } of history(storage, key))
    lines.push({ registration: key, event: event.type, by, from, to, calls });
  return lines;
}

/** Each journal has the lines that were explored, and no other. */
async function linesApart(
  storage: StorageAdapter,
  begun: ReadonlyMap<string, number>,
  explored: ReturnType<WorldExploration['journal']>,
): Promise<string[]> {
  const apart: string[] = [];
  for (const [name, before] of begun) {
    const played = (await linesOf(storage, name)).slice(before);
    const own = explored.filter(({ registration }) => registration === name);
    const expected = own.map(({ announces: _announces, ...line }) => line);
    const place = Array.from({ length: Math.max(played.length, expected.length) }).findIndex(
      (_, line) => !isEqual(played[line], expected[line]),
    );
    const [says, instead] = [played, expected].map((lines) => JSON.stringify(lines[place]));
    if (place !== -1) apart.push(`the journal of ${name} says ${says} for ${instead}`);
  }
  return apart;
}

/** Each act that was answered is in one journal, each other in none, and the world is told the same. */
function journalsApart(written: readonly Written[], route: readonly WorldEdge<Outside>[]): string[] {
  return [...new Set(written.map(({ commandId }) => commandId))].flatMap((commandId) => {
    const commits = written.filter((each) => each.commandId === commandId);
    const edge = commandId.startsWith('act-') ? route[Number(commandId.slice(4))] : undefined;
    const isOwn = commits.length === 1 && (edge === undefined || commits[0]?.key === edge.registration);
    return isOwn ? [] : [`${commandId} is in the journals of ${commits.map(({ key }) => key).join()}`];
  });
}

/** The world is told what was explored, in that order. */
function toldApart(written: readonly Written[], explored: ReturnType<WorldExploration['journal']>): string[] {
  const told = JSON.stringify(written.map(({ key, messages }) => [key, ...messages]));
  const expected = JSON.stringify(explored.map(({ registration, announces }) => [registration, ...announces]));
  return told === expected ? [] : [`the world is told ${told} for ${expected}`];
}

/** A storage that says what was committed. */
function watched(storage: StorageAdapter, written: Written[]): StorageAdapter {
  return {
    ...storage,
    async commit(commit: Commit) {
      const result = await storage.commit(commit);
      const { key, commandId, entries, messages } = commit;
      if (result.outcome === 'committed' && entries.length > 0)
        written.push({ key, commandId, messages: messages.map(({ type }) => type) });
      return result;
    },
  };
}

/** An exploration tells times apart by whether they are there: once a deadline is over, those of later acts are others. */
function isTimely(route: readonly WorldEdge<Outside>[]): boolean {
  return route.filter(({ event }) => event?.['by']?.id === 'session').length < 2;
}

/** What is claimed of the routes that are played. */
export const playing = 'real sessions go where it was explored, write the same journals and tell the world the same';

/** Plays the ways to some of the states of a ground, the same at each run, and to the last that were found. */
export async function played(ground: WorldGround, most = 12, among: Among = {}): Promise<Verdict> {
  const { states } = ground.exploration;
  const stride = Math.max(1, Math.floor(states.length / most));
  const chosen = states.filter(
    (state, place) => place % stride === stride - 1 && isTimely(ground.exploration.routeTo(state)),
  );
  const broken: string[] = [];
  for (const state of chosen)
    for (const apart of await differences(ground, state, among)) broken.push(`${apart}: ${routeOf(ground, state)}`);
  return { checked: chosen.length, broken };
}
