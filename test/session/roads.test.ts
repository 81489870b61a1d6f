import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encode } from '../../src/session/envelope.js';
import { chartOf } from '../../src/snapshot.js';
import { fileStorage } from '../../src/storage/file.js';
import { memoryStorage } from '../../src/storage/memory.js';
import {
  liveActor,
  momentsOfAll,
  type Play,
  type Player,
  playLine,
  playOf,
  pureSteps,
  sessions,
  type Told,
} from './players.js';
import { charts, type Line, roads, type Scenario, scenarios } from './scenarios.js';

const folder = mkdtempSync(join(tmpdir(), 'hcpn-roads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function playOn(player: Player, play: Play, { lines }: Scenario): Promise<Told[]> {
  const told: Told[] = [];
  for (const line of lines) told.push(await playLine(player, play, line));
  return told;
}

async function playAll(scenario: Scenario, open: (play: Play) => Promise<Player>): Promise<Told[]> {
  const play = playOf(scenario);
  return playOn(await open(play), play, scenario);
}

describe.each(scenarios)('$name', (scenario) => {
  const pure = (async () => {
    const play = playOf(scenario);
    const player = await pureSteps(play);
    return { told: await playOn(player, play, scenario), envelope: player.envelope };
  })();

  it('goes as it is told, line by line', async () => {
    const { told } = await pure;
    const spoken = (became: (line: Line, place: number) => string | undefined) =>
      scenario.lines.map((line, place) => `${'tick' in line ? 'time' : line.say.type}: ${became(line, place)}`);
    expect(spoken((_, place) => told[place]?.became)).toEqual(
      spoken((line) => ('tick' in line ? 'saved' : (line.becomes ?? 'saved'))),
    );
    expect(told.at(-1)?.place).toBe(scenario.ends);
  });

  it('is the same through a session, with and without closing it between any two events, in memory and in files', async () => {
    const { told, envelope } = await pure;
    for (const storage of [memoryStorage(), fileStorage(folder)])
      for (const isReopened of [false, true]) {
        const key = `${scenario.name} ${isReopened}`;
        expect(await playAll(scenario, (play) => sessions(play, storage, isReopened, key))).toStrictEqual(told);
        expect((await storage.read(key))?.text).toBe(encode(envelope));
      }
  });

  it('is the same for a live actor with connected ports', async () => {
    const { told } = await pure;
    expect(await playAll(scenario, liveActor)).toStrictEqual(told);
  });
});

it('everything that may be said on the road moves something in one of the scenarios, save leaving HCPN (R-057)', async () => {
  const said = new Set((await momentsOfAll()).map(({ act }) => act.type));
  const root = roads[0] as Scenario;
  const silent = Object.keys(chartOf(root.machine).vocabulary).filter((type) => !said.has(type));
  expect(silent).toEqual(['enrollment.withdraw']);
});

it.each(charts.filter(({ ends }) => ['complete', 'submitted', 'approved'].includes(ends)))(
  'a chart that has come to its end takes nothing more: $name',
  async (scenario) => {
    const play = playOf(scenario);
    const player = await pureSteps(play);
    await playOn(player, play, scenario);
    const acts = (await momentsOfAll()).map(({ act }) => act);
    const known = acts.filter(({ type }) => Object.hasOwn(chartOf(scenario.machine).vocabulary, type));
    const { envelope } = player;
    for (const act of known)
      expect(await player.say(act)).toMatchObject({ became: 'refused', issues: [expect.anything()] });
    expect(known.length).toBeGreaterThan(8);
    expect(player.envelope).toBe(envelope);
  },
);
