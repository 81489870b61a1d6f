import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStorage } from 'hcpn-registration/storage/file';
import { afterAll, describe, expect, it } from 'vitest';
import { act, journalOf } from '../../src/testing/storage/kit.js';
import { dice, writers } from './processes.js';
import { countTo, expectErased, expectKept, revisionsIn } from './survivors.js';

const { watch, killAfter } = writers(new URL('./file.writer.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'hcpn-crash-'));
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['KILLS'] ?? 6);
const patience = 60_000 + kills * 5000;

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('fileStorage across processes', () => {
  it('four processes add 20 each to one number, and none is lost', { timeout: patience }, async () => {
    const folder = join(root, 'race');
    const runs = await Promise.all(['a', 'b', 'c', 'd'].map((name) => watch([folder, 'increment', name])));
    expect(runs.map(({ end }) => end)).toEqual([0, 0, 0, 0]);
    const acknowledged = runs.flatMap(({ lines }) => revisionsIn(lines));
    expect(acknowledged.sort((one, other) => one - other)).toEqual(countTo(80));

    const storage = fileStorage(folder);
    expect(await storage.read('counter')).toMatchObject({ revision: 80, text: '80' });
    const journal = await journalOf(storage, 'counter');
    expect(journal.map(({ sequence }) => sequence)).toEqual(countTo(80));
    expect(new Set(journal.map(({ commandId }) => commandId)).size).toBe(80);
  });

  it(`what was acknowledged before a SIGKILL is there (seed ${seed})`, { timeout: patience }, async () => {
    const roll = dice(seed);
    let [folder, acknowledged] = ['', 0];
    for (let round = 0; round < kills; round += 1) {
      if (round % 3 === 0) [folder, acknowledged] = [join(root, `commit ${round}`), 0];
      const lines = await killAfter(roll(25), roll(4000), [folder, 'commit']);
      acknowledged = Math.max(acknowledged, ...revisionsIn(lines));

      const revision = await expectKept(fileStorage(folder), acknowledged);
      expect(await fileStorage(folder).commit(act('a', revision - 1))).toEqual({ outcome: 'duplicate', revision });
    }
  });

  it(`what was erased before a SIGKILL stays erased (seed ${seed})`, { timeout: patience }, async () => {
    const folder = join(root, 'erase');
    const roll = dice(seed + 1);
    for (let round = 1; round <= Math.ceil(kills / 2); round += 1) {
      const lines = await killAfter(roll(6), roll(8000), [folder, 'erase', `round ${round}`]);
      await expectErased(fileStorage(folder), lines, `round ${round} ${lines.length}`);
    }
    const files = readdirSync(folder).flatMap((home) => readdirSync(join(folder, home)));
    expect(new Set(files)).toEqual(new Set(['erased']));
  });
});
