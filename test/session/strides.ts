import fc from 'fast-check';
import { type Act, hear, roles } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { createPolicy } from '../../src/policy.js';
import { nextDeadline } from '../../src/registration/requirements.js';
import { type Envelope, snapshotOf } from '../../src/session/envelope.js';
import { eventLine, type HistoryEntry, history, snapshotAt, verifyJournal } from '../../src/session/journal.js';
import { difference } from '../../src/session/patches.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { cleanAccount } from '../../src/testing/ports.js';
import { Clock, type Span, shift } from '../support/clock.js';
import { down, type Scripts } from '../support/ports.js';
import {
  liveActor,
  momentsOfAll,
  type Play,
  type Player,
  playLine,
  portsOf,
  pureSteps,
  sessions,
  type Told,
} from './players.js';
import { charts, code, parts, people, type Scenario, scenarios } from './scenarios.js';

/** Where walks begin: on every road, and on every chart alone on each site. */
export const starts: readonly Scenario[] = [
  ...scenarios,
  ...parts,
  ...[...charts, ...parts].flatMap((scenario) => (['cn', 'eu'] as const).map((site) => onSite(scenario, site))),
];

function onSite({ input, ...scenario }: Scenario, site: 'cn' | 'eu'): Scenario {
  const policy = createPolicy({ site, verificationCode: { digits: code.length } });
  const { account } = fixtures(policy);
  return {
    ...scenario,
    name: `${site}: ${scenario.name}`,
    input: { ...input, policy, ...('account' in input ? { account } : {}) },
  };
}

const moments = await momentsOfAll([...scenarios, ...parts]);

/** Everything that may be said, as it moves something somewhere. */
export const acts: readonly Act[] = [
  ...new Map(moments.map(({ act }) => [JSON.stringify({ ...act, at: '' }), act])).values(),
];

/** What each port may answer on a walk; the first answers are the ones that lead on. */
function answersOf({ policy }: Scenario['input']): { readonly [N in keyof Scripts]-?: readonly Scripts[N][] } {
  const { country, company, invitee } = fixtures(policy);
  const facts = {
    oldAccountCountry: country,
    huaweiIdCountry: country,
    huaweiIdFrozen: false,
    huaweiIdBoundElsewhere: false,
    contactOnUnusedId: false,
    mobileTaken: false,
  };
  return {
    sendVerificationCode: [() => ({ challengeId: 'challenge-1' }), () => ({ challengeId: 'challenge-2' })],
    checkVerificationCode: [
      ({ verificationCode }) => ({ result: verificationCode === code ? 'correct' : 'wrong' }),
      () => ({ result: 'correct' }),
    ],
    registerHuaweiId: [() => ({ result: 'registered', huaweiId: 'hid-ada' }), () => ({ result: 'refused' })],
    lookUpMobile: [() => ({ huaweiIds: 0 }), () => ({ huaweiIds: 3 })],
    enableCloudServices: [() => ({})],
    applyForRealName: [() => ({})],
    lookUpUpgrade: [() => facts, () => ({ ...facts, mobileTaken: true })],
    upgradeAccount: [() => ({})],
    lookUpCompany: [() => ({ partner: null }), () => ({ partner: company })],
    screenApplication: [
      () => ({ result: 'notPassed', findings: [{ cause: 'other' }] }),
      () => ({ result: 'pending' }),
      () => ({ result: 'passed' }),
    ],
    registerPartner: [() => ({ partnerId: 'P-LANTERN' })],
    lookUpAccount: [
      () => cleanAccount,
      () => ({ ...cleanAccount, resources: true, records: ['mdf'] }),
      () => ({ ...cleanAccount, solution: 'advanced' }),
    ],
    lookUpCompanyPaths: [() => ({ paths: ['service'] }), () => ({ paths: [] })],
    associateMember: [() => ({ result: 'associated' }), () => ({ result: 'associatedElsewhere' })],
    lookUpInvitee: [
      () => ({ matches: [invitee], invitationsToday: 0 }),
      () => ({ matches: [invitee, { ...invitee, huaweiId: 'hid-other' }], invitationsToday: 1 }),
      () => ({ matches: [{ ...invitee, partnerAccount: true }], invitationsToday: 100 }),
      () => ({ matches: [], invitationsToday: 0 }),
    ],
  };
}

/** One step of a walk; the numbers are brought to what there is to choose from. */
interface Stride {
  readonly kind: 'fitting' | 'any' | 'spoilt' | 'tick';
  readonly pick: number;
  readonly luck: number;
  /** How much time passes, or which side of the next deadline it is on, in milliseconds. */
  readonly wait: Span | -1 | 0 | 1;
}

/** A walk: how much of the scenario is played before it, and its strides. */
export interface Walk {
  readonly lines: number;
  readonly strides: readonly Stride[];
}

/** Random walks. */
export const walks: fc.Arbitrary<Walk> = fc.record({
  lines: fc.nat(100),
  strides: fc.array<Stride>(
    fc.record({
      kind: fc.oneof(
        { weight: 14, arbitrary: fc.constant('fitting' as const) },
        { weight: 2, arbitrary: fc.constant('any' as const) },
        { weight: 4, arbitrary: fc.constant('spoilt' as const) },
        { weight: 1, arbitrary: fc.constant('tick' as const) },
      ),
      pick: fc.nat(10_000),
      luck: fc.nat(32),
      wait: fc.oneof<fc.WeightedArbitrary<Stride['wait']>[]>(
        {
          weight: 12,
          arbitrary: fc.constantFrom<Span[]>(
            {},
            { seconds: 1 },
            { seconds: 61 },
            { minutes: 6 },
            { days: 2 },
            { days: 8 },
          ),
        },
        { weight: 3, arbitrary: fc.constantFrom(-1, 0, 1) },
        { weight: 1, arbitrary: fc.constant<Span>({ days: 366 }) },
      ),
    }),
    { minLength: 8, maxLength: 40 },
  ),
});

/** A world of its own: first that of the scenario, then one that answers the same in the same stride. */
class World {
  readonly clock = new Clock();
  readonly play: Play;
  private asked: { readonly port: string; readonly input: unknown }[] = [];
  private luck: number | null = null;

  constructor({ machine, input, ports }: Scenario) {
    const told = portsOf(ports());
    const scripts = Object.entries(answersOf(input)).map(([port, answers]) => [
      port,
      (given: unknown, options: unknown) => {
        this.asked.push({ port, input: given });
        return this.luck === null ? Reflect.get(told, port)(given, options) : answer(answers, this.luck, given);
      },
    ]);
    this.play = { machine, input, clock: this.clock, ports: portsOf(Object.fromEntries(scripts)), portTimeout: 0.001 };
  }

  meet({ luck }: Stride, now: string): void {
    this.clock.set(now);
    this.luck = luck < 16 ? 0 : luck;
  }

  /** What was asked since this was asked last. */
  questions(): World['asked'] {
    const { asked } = this;
    this.asked = [];
    return asked;
  }
}

function answer(answers: readonly unknown[], luck: number, given: unknown): unknown {
  if (luck === 29) return down();
  if (luck === 30) return { ...answers, password: 'not of the schema' };
  if (luck === 31) return new Promise(() => {});
  if (luck === 32) return Promise.reject(new Error('The service is down'));
  const chosenAnswer = answers[luck % answers.length] as (given: unknown) => unknown;
  return luck % 2 === 0 ? chosenAnswer(given) : Promise.resolve(chosenAnswer(given));
}

function chosen<T>(choices: readonly T[], pick: number): T | undefined {
  return choices[pick % choices.length];
}

function timeOf({ wait }: Stride, snapshot: ReturnType<typeof snapshotOf>, now: string): string {
  if (typeof wait === 'object') return shift(now, wait);
  const due = nextDeadline(snapshot)?.at ?? now;
  const at = shift(due, { ms: wait });
  return at > now ? at : now;
}

/** What is said in a stride by someone who sees the snapshot; null for nothing. */
function actIn({ kind, pick }: Stride, snapshot: ReturnType<typeof snapshotOf>, at: string): Act | null {
  if (kind === 'tick') return null;
  const one = { ...(chosen(acts, pick) as Act), at };
  if (kind === 'spoilt') return spoilt(one, pick);
  if (kind === 'any') return one;
  const types = new Set(Object.values(people).flatMap((by) => allowedEvents(snapshot, by, at)));
  const fitting = acts.filter((act) => types.has(act.type) && explain(snapshot, { ...act, at }).allowed);
  const type = chosen([...new Set(fitting.map((act) => act.type))], pick);
  const said = chosen(
    fitting.filter((act) => act.type === type),
    Math.floor(pick / 100),
  );
  return said === undefined ? one : { ...said, at };
}

const wrongValues = [
  null,
  7,
  '',
  {},
  [],
  'x'.repeat(5000),
  '\ud800',
  ' \u0041\u030a ',
  undefined,
  '1970-01-01T00:00:00Z',
];

function spoilt(act: Act, pick: number): Act {
  const { by, ...said } = act;
  const ways: readonly (() => Act)[] = [
    () => ({ ...act, by: people[chosen(roles, pick) ?? 'system'] }),
    () => ({ ...act, by: { ...by, id: 'somebody else' } }),
    () => Object.assign({ ...act }, { extra: true }),
    () => ({ ...act, type: `${act.type}d` }),
    () => ({ ...act, type: `xstate.done.actor.${act.type}` }),
    () => ({ ...Object.fromEntries(Object.entries(said).slice(0, -1)), type: act.type, at: act.at, by }),
    () => dented(act, pick),
    () => dented(act, pick + 1),
    () => dented(act, pick + 2),
  ];
  return (chosen(ways, Math.floor(pick / 7)) ?? (() => act))();
}

/** The act with another value somewhere in what it carries. */
function dented(act: Act, pick: number): Act {
  const copy = structuredClone(act);
  const places: (readonly [object, string])[] = [];
  const look = (holder: object) => {
    for (const [key, value] of Object.entries(holder)) {
      if (holder === copy && ['type', 'at', 'by'].includes(key)) continue;
      places.push([holder, key]);
      if (typeof value === 'object' && value !== null) look(value);
    }
  };
  look(copy);
  const [holder, key] = chosen(places, Math.floor(pick / 3)) ?? [];
  if (holder !== undefined && key !== undefined)
    Reflect.set(holder, key, structuredClone(chosen(wrongValues, Math.floor(pick / 11))));
  return copy;
}

/** A host: who plays, in which world, and where it is kept. */
interface Host {
  readonly name: string;
  readonly world: World;
  readonly player: Player;
  readonly storage: StorageAdapter | null;
}

const key = 'lantern';

/** The hosts that are held against the pure steps: each with everything kept in hand, and read again for each act. */
async function othersOn(scenario: Scenario): Promise<Host[]> {
  const host = async (
    name: string,
    open: (play: Play, storage: StorageAdapter) => Promise<Player>,
    storage: StorageAdapter | null = null,
  ): Promise<Host> => {
    const world = new World(scenario);
    return { name, world, storage, player: await open(world.play, storage ?? memoryStorage()) };
  };
  return [
    await host('pure steps, read again', (play) => pureSteps(play, () => {}, true)),
    await host('a live actor', (play) => liveActor(play)),
    await host('a live actor, restored', (play) => liveActor(play, true)),
    await host('a session', (play, storage) => sessions(play, storage, false, key), memoryStorage()),
    await host('a session, opened again', (play, storage) => sessions(play, storage, true, key), memoryStorage()),
  ];
}

/** What the pure steps made: each revision, with the act that led to it. */
interface Made {
  readonly act: Act | null;
  readonly envelope: Envelope;
}

/**
 * Takes a walk with the pure steps, and with every other host in a world of its own unless it is alone. After each line
 * and stride the hosts must tell the same, and what is kept and its journal must say it; throws with the route where
 * they differ. Answers the types of the strides that moved something.
 */
export async function walk(scenario: Scenario, { lines, strides }: Walk, isAlone = false): Promise<Set<string>> {
  const { machine } = scenario;
  const world = new World(scenario);
  const made: Made[] = [];
  const pure = await pureSteps(world.play, (_before, act, envelope) => made.push({ act, envelope }));
  made.unshift({ act: null, envelope: pure.envelope });
  const others = isAlone ? [] : await othersOn(scenario);
  const ports: string[] = [];
  const route: string[] = [];

  async function together(turn: (player: Player, world: World) => Promise<Told>): Promise<void> {
    const before = made.length;
    const told = await turn(pure, world);
    const asked = world.questions();
    ports.push(...asked.map(({ port }) => port));
    for (const { name, world, player, storage } of others) {
      const theirs = await turn(player, world);
      agree(name, { ...told, asked }, { ...theirs, asked: world.questions() });
      if (storage === null) continue;
      agree(`the index of ${name}`, indexOf(told), await rowOf(storage));
      for (let revision = before === 1 ? 1 : before + 1; revision <= made.length; revision += 1) {
        const { value, context } = await snapshotAt(machine, storage, key, revision);
        const { envelope } = made[revision - 1] as Made;
        agree(`the journal of ${name}`, { value: envelope.value, context: envelope.context }, { value, context });
      }
    }
  }

  function agree(name: string, ours: object, theirs: object): void {
    for (const [field, value] of Object.entries(ours)) {
      const [right, found] = [value, Reflect.get(theirs, field)].map((each) => JSON.stringify(each));
      if (right === found) continue;
      const changes = changesIn(value, Reflect.get(theirs, field));
      throw new Error([`${name} parts with the pure steps in ${field}:`, ...changes].join('\n  '));
    }
  }

  async function go(): Promise<Set<string>> {
    for (const line of scenario.lines.slice(0, lines % (scenario.lines.length + 1))) {
      route.push(JSON.stringify(line));
      await together((player, { play }) => playLine(player, play, line));
    }
    const walked = made.length;
    for (const stride of strides) {
      const snapshot = snapshotOf(machine, pure.envelope);
      const now = timeOf(stride, snapshot, world.clock.now);
      const act = actIn(stride, snapshot, now);
      route.push(`${now} ${act === null ? 'time passes' : JSON.stringify(act)}, luck ${stride.luck}`);
      await together((player, world) => {
        world.meet(stride, now);
        return act === null ? player.tick() : player.say(structuredClone(act));
      });
    }
    for (const { name, storage } of others) if (storage !== null) await lookBack(name, storage);
    return new Set(made.slice(walked).flatMap(({ act }) => (act === null ? [] : [act.type])));
  }

  /** Whether the journal as a whole is sound, and the history says what was done. */
  async function lookBack(name: string, storage: StorageAdapter): Promise<void> {
    const verdict = await verifyJournal(storage, key);
    agree(`the journal of ${name}`, { verdict: { ok: true, entries: made.length } }, { verdict });
    const said: HistoryEntry[] = [];
    for await (const line of history(storage, key)) said.push(line);
    const right = made.map((_, place) => lineOf(made, place, machine));
    agree(`the history of ${name}`, right, said.map(lineIn));
    agree(`the history of ${name}`, { ports }, { ports: said.flatMap(({ calls }) => calls.map(({ port }) => port)) });
  }

  return go().catch((cause) => {
    throw new Error([`${scenario.name}, after`, ...route, String(cause)].join('\n  '), { cause });
  });
}

/** What differs, place by place, as far as it is short. */
function changesIn(ours: unknown, theirs: unknown): string[] {
  const [one, other] = [ours, theirs].map((each) =>
    typeof each === 'string' && each.startsWith('{') ? JSON.parse(each) : each,
  );
  const changes = difference(one, other).map(({ path, value }) => `${path.join('.')}: ${JSON.stringify(value)}`);
  return (changes.length > 0 ? changes : ['the order of its keys']).slice(0, 8).map((change) => change.slice(0, 400));
}

/** Where a registration is found. */
function indexOf({ place, deadlines, saved }: Told): object {
  const { revision, at }: Envelope = JSON.parse(saved);
  return { key, revision, at, state: place, deadline: deadlines[0]?.at ?? null };
}

async function rowOf(storage: StorageAdapter): Promise<object> {
  const { rows } = await storage.find({ limit: 2 });
  return rows.length === 1 && rows[0] !== undefined ? rows[0] : {};
}

/** What the history must say of a revision. */
function lineOf(made: readonly Made[], place: number, machine: Scenario['machine']): object {
  const { act, envelope } = made[place] as Made;
  const heard = act === null ? null : hear(chartOf(machine).vocabulary, act);
  const event = heard !== null && 'event' in heard ? eventLine(heard.event) : { type: 'registration.started' };
  const before = made[place - 1];
  return {
    revision: place + 1,
    at: envelope.at,
    by: act?.by ?? null,
    event,
    from: before === undefined ? null : pathOf(before.envelope.value),
    to: pathOf(envelope.value),
    issues: envelope.context['trouble'],
  };
}

function lineIn({ revision, at, by, event, from, to, issues }: HistoryEntry): object {
  return { revision, at, by, event, from, to, issues };
}
