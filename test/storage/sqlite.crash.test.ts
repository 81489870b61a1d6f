import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SqliteDriver, sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/storage/sqlite.drivers.js';
import { act, claim, everythingOf, journalOf, later, nothing } from '../../src/testing/storage/kit.js';
import { dice, writers } from './processes.js';
import type { Line } from './writing.js';

const { watch, killAfter } = writers(new URL('./sqlite.writer.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'hcpn-sqlite-crash-'));
const driver = process.env['SQLITE_DRIVER'] as SqliteDriver | undefined;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['KILLS'] ?? 4);
const patience = 60_000 + kills * 5000;

afterAll(() => rmSync(root, { recursive: true, force: true }));

function revisionsIn(lines: readonly Line[]): number[] {
  return lines.flatMap((line) => (line.said === 'committed' ? [line.revision] : []));
}

function countTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

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
      const { record, journal, rows, messages } = await everythingOf(storage, 'a');
      const revision = record?.revision ?? 0;
      // The commit under way when the kill came may be there or not.
      expect(revision).toBeGreaterThanOrEqual(acknowledged);
      expect(revision).toBeLessThanOrEqual(acknowledged + 1);
      expect(record?.text).toBe(act('a', revision - 1).text);
      expect(journal.map((entry) => entry.sequence)).toEqual(countTo(revision));
      expect(messages.map((message) => message.revision)).toEqual(countTo(revision));
      expect(rows.map((row) => row.revision)).toEqual([revision]);
      expect(await storage.commit(act('a', revision - 1))).toEqual({ outcome: 'duplicate', revision });
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
      for (const line of lines) {
        if (line.said !== 'erased') continue;
        expect(await everythingOf(storage, line.key)).toEqual(nothing);
        expect(await storage.commit(act(line.key, 0))).toEqual({ outcome: 'erased', at: expect.any(String) });
      }
      const interrupted = `round ${round} ${lines.length}`;
      const rows = (await storage.find({ limit: 100 })).rows.map(({ key }) => key);
      expect([[], [interrupted]]).toContainEqual(rows);
      await storage.remove(interrupted, later(0));
      expect(await claim(storage, 'worker', later(0))).toEqual([]);
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
