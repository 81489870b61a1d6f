import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SqliteDriver, sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/storage/sqlite.drivers.js';
import { act, journalOf } from '../../src/testing/storage/kit.js';
import { dice, writers } from './processes.js';
import { countTo, expectErased, expectKept, revisionsIn } from './survivors.js';

const { watch, killAfter } = writers(new URL('./sqlite.writer.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'hcpn-sqlite-crash-'));
const driver = process.env['SQLITE_DRIVER'] as SqliteDriver | undefined;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['KILLS'] ?? 4);
const patience = 60_000 + kills * 5000;

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('sqliteStorage across processes', () => {
  it('four processes make one file and add 20 each to one number, and none is lost', {
    timeout: patience,
  }, async () => {
    const path = join(root, 'race.db');
    const runs = await Promise.all(['a', 'b', 'c', 'd'].map((name) => watch([path, 'increment', name])));
    expect(runs.map(({ end }) => end)).toEqual([0, 0, 0, 0]);
    const acknowledged = runs.flatMap(({ lines }) => revisionsIn(lines));
    expect(acknowledged.sort((one, other) => one - other)).toEqual(countTo(80));

    const storage = sqliteStorage(path, { driver });
    expect(await storage.read('counter')).toMatchObject({ revision: 80, text: '80' });
    const journal = await journalOf(storage, 'counter');
    expect(journal.map(({ sequence }) => sequence)).toEqual(countTo(80));
    expect(new Set(journal.map(({ commandId }) => commandId)).size).toBe(80);
    await storage.close();
  });

  it('a commit waits for another process that is writing', { timeout: patience }, async () => {
    const path = join(root, 'busy.db');
    const storage = sqliteStorage(path, { driver, busySeconds: 30 });
    let committing: ReturnType<typeof storage.commit> | null = null;
    const { end } = await watch([path, 'hold', '500'], (_, child) => {
      child.stdin?.end('go');
      committing = storage.commit(act('a', 1));
    });
    expect(end).toBe(0);
    expect(await committing).toEqual({ outcome: 'committed', revision: 2 });
    await storage.close();
  });

  it(`what was acknowledged before a SIGKILL is there (seed ${seed})`, { timeout: patience }, async () => {
    const roll = dice(seed);
    let [path, acknowledged] = ['', 0];
    for (let round = 0; round < kills; round += 1) {
      if (round % 3 === 0) [path, acknowledged] = [join(root, `commit ${round}.db`), 0];
      const lines = await killAfter(roll(25), roll(4000), [path, 'commit']);
      acknowledged = Math.max(acknowledged, ...revisionsIn(lines));

      const storage = sqliteStorage(path, { driver });
      await expectKept(storage, acknowledged);
      await storage.close();
      await expectSound(path);
    }
  });

  it(`what was erased before a SIGKILL stays erased (seed ${seed})`, { timeout: patience }, async () => {
    const path = join(root, 'erase.db');
    const roll = dice(seed + 1);
    for (let round = 1; round <= Math.ceil(kills / 2); round += 1) {
      const lines = await killAfter(roll(6), roll(8000), [path, 'erase', `round ${round}`]);
      const storage = sqliteStorage(path, { driver });
      await expectErased(storage, lines, `round ${round} ${lines.length}`);
      await storage.close();
    }
    await expectSound(path);
  });
});

async function expectSound(path: string): Promise<void> {
  const db = await openSqlite(path, driver);
  expect(db.prepare('pragma integrity_check').all()).toMatchObject([{ integrity_check: 'ok' }]);
  db.close();
}
