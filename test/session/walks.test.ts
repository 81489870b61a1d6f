import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, roles } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { type Envelope, encode, snapshotOf } from '../../src/session/envelope.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { cleanAccount } from '../../src/testing/ports.js';
import { Clock, type Span } from '../support/clock.js';
import { down, type Scripts } from '../support/ports.js';
import {
  liveActor,
  momentsOf,
  type Play,
  type Player,
  playLine,
  portsOf,
  pureSteps,
  reread,
  sessions,
} from './players.js';
import { charts, code, people, type Scenario, scenarios } from './scenarios.js';

const moments = (await Promise.all(scenarios.map(momentsOf))).flat();
const acts = [...new Map(moments.map(({ act }) => [JSON.stringify({ ...act, at: '' }), act])).values()];

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
  readonly wait: Span;
}

/** A walk: how much of the scenario is played before it, and its strides. */
const walks = fc.record({
  lines: fc.nat(100),
  strides: fc.array<Stride>(
    fc.record({
      kind: fc.oneof(
        { weight: 14, arbitrary: fc.constant('fitting' as const) },
        { weight: 2, arbitrary: fc.constant('any' as const) },
        { weight: 3, arbitrary: fc.constant('spoilt' as const) },
        { weight: 1, arbitrary: fc.constant('tick' as const) },
      ),
      pick: fc.nat(10_000),
      luck: fc.nat(31),
      wait: fc.oneof(
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
        { weight: 1, arbitrary: fc.constant<Span>({ days: 366 }) },
      ),
    }),
    { minLength: 8, maxLength: 24 },
  ),
});

/** A walker with a world of its own: first that of the scenario, then one that answers the same in the same stride. */
function worldOf({ machine, input, ports }: Scenario): { readonly play: Play; meet(stride: Stride): void } {
  const clock = new Clock();
  const told = portsOf(ports());
  let luck: number | null = null;
  const scripts = Object.entries(answersOf(input)).map(([port, answers]) => [
    port,
    (asked: never, options: never) => {
      if (luck === null) return Reflect.get(told, port)(asked, options);
      if (luck === 29) return down();
      if (luck === 30) return { ...answers, password: 'not of the schema' };
      const answer = answers[luck % answers.length] as (asked: never, options: never) => unknown;
      return luck % 2 === 0 ? answer(asked, options) : Promise.resolve(answer(asked, options));
    },
  ]);
  return {
    play: { machine, input, clock, ports: portsOf(Object.fromEntries(scripts)) },
    meet(stride) {
      clock.pass(stride.wait);
      luck = stride.luck < 16 ? 0 : stride.luck;
    },
  };
}

function chosen<T>(choices: readonly T[], pick: number): T | undefined {
  return choices[pick % choices.length];
}

/** What is said in a stride by someone who sees the envelope; null for nothing. */
function actIn({ kind, pick }: Stride, { machine, clock }: Play, envelope: Envelope): Act | null {
  if (kind === 'tick') return null;
  const now = acts.map((act) => ({ ...act, at: clock.now }));
  if (kind === 'spoilt') return spoilt(chosen(now, pick) as Act, pick);
  if (kind === 'any') return chosen(now, pick) as Act;
  const snapshot = snapshotOf(machine, envelope);
  const types = new Set(Object.values(people).flatMap((by) => allowedEvents(snapshot, by, clock.now)));
  const fitting = now.filter((act) => types.has(act.type) && explain(snapshot, act).allowed);
  const type = chosen([...new Set(fitting.map((act) => act.type))], pick);
  return (
    chosen(
      fitting.filter((act) => act.type === type),
      Math.floor(pick / 100),
    ) ?? (chosen(now, pick) as Act)
  );
}

function spoilt(act: Act, pick: number): Act {
  const { by, ...said } = act;
  const ways = [
    { ...act, by: people[chosen(roles, pick) ?? 'system'] },
    { ...act, by: { ...by, id: 'somebody else' } },
    { ...act, extra: true },
    { ...act, type: `${act.type}d` },
    { ...act, type: `xstate.done.actor.${act.type}` },
    { ...Object.fromEntries(Object.entries(said).slice(0, -1)), type: act.type, at: act.at, by },
  ];
  return chosen(ways, Math.floor(pick / 7)) ?? act;
}

interface Walker {
  readonly world: ReturnType<typeof worldOf>;
  readonly player: Player;
}

async function walkerOn(scenario: Scenario, lines: number, open: (play: Play) => Promise<Player>): Promise<Walker> {
  const world = worldOf(scenario);
  const player = await open(world.play);
  for (const line of scenario.lines.slice(0, lines % (scenario.lines.length + 1)))
    await playLine(player, world.play, line);
  return { world, player };
}

/** With WALKS=150 in the environment about 34,000 strides are taken, in a minute. */
const runs = { numRuns: Number(process.env['WALKS'] ?? 10), seed: Number(process.env['SEED'] ?? 20261122) };

describe.each(scenarios)('T5 on random walks off the road "$name"', (scenario) => {
  it('live actor, pure steps and sessions are in the same place after each act', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async ({ lines, strides }) => {
        const storages = [memoryStorage(), memoryStorage()] as const;
        let envelope = (): Envelope => expect.unreachable();
        const pure = await walkerOn(scenario, lines, async (play) => {
          const player = await pureSteps(play);
          envelope = () => player.envelope;
          return player;
        });
        const others = [
          await walkerOn(scenario, lines, (play) => sessions(play, storages[0], false)),
          await walkerOn(scenario, lines, (play) => sessions(play, storages[1], true)),
        ];
        const live = await walkerOn(scenario, lines, liveActor);
        for (const stride of strides) {
          for (const { world } of [pure, live, ...others]) world.meet(stride);
          const act = actIn(stride, pure.world.play, envelope());
          const turn = ({ player }: Walker) => (act === null ? player.tick() : player.say(structuredClone(act)));
          const told = await turn(pure);
          for (const other of others) expect(await turn(other)).toStrictEqual(told);
          const { place, context } = await turn(live);
          expect({ place, context }).toStrictEqual({ place: told.place, context: told.context });
        }
        for (const storage of storages) expect((await storage.read('lantern'))?.text).toBe(encode(envelope()));
        expect(reread(scenario.machine, envelope())).toStrictEqual(envelope());
      }),
      runs,
    );
  }, 240_000);
});

it('the walks come far: nearly everything that may be said moves something on one of them', async () => {
  const moved = new Set<string>();
  for (const scenario of scenarios)
    for (const { lines, strides } of fc.sample(walks, { ...runs, numRuns: charts.includes(scenario) ? 100 : 30 })) {
      let envelope = (): Envelope => expect.unreachable();
      let isWalking = false;
      const { world, player } = await walkerOn(scenario, lines, async (play) => {
        const pure = await pureSteps(play, (_before, { type }) => isWalking && moved.add(type));
        envelope = () => pure.envelope;
        return pure;
      });
      isWalking = true;
      for (const stride of strides) {
        world.meet(stride);
        const act = actIn(stride, world.play, envelope());
        await (act === null ? player.tick() : player.say(act));
      }
    }
  expect(acts.map(({ type }) => type).filter((type) => !moved.has(type))).toEqual([]);
}, 120_000);
