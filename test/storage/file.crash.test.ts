import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fileStorage } from 'hcpn-registration/storage/file';
import { afterAll, describe, expect, it } from 'vitest';
import { act, claim, everythingOf, journalOf, later, nothing } from '../../src/testing/storage/kit.js';
import type { Line } from './file.writer.js';

const writer = fileURLToPath(new URL('./file.writer.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'hcpn-crash-'));
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['KILLS'] ?? 6);
const patience = 60_000 + kills * 5000;

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Numbers from 1 to a limit that the seed alone decides (mulberry32). */
function dice(start: number): (limit: number) => number {
  let state = start;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) % limit) + 1;
  };
}

/** Starts a writer in a process of its own and collects what it says, until it ends by itself or is killed. */
async function watch(
  args: readonly string[],
  onLine: (line: Line, child: ChildProcess) => void = () => {},
): Promise<{ lines: Line[]; end: unknown }> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines: Line[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    const line: Line = JSON.parse(text);
    lines.push(line);
    onLine(line, child);
  }
  const [code, signal] = await ended;
  return { lines, end: signal ?? code };
}

/** Lets a writer speak so many times and kills it so many microseconds into what it does next. */
async function killAfter(times: number, microseconds: number, args: readonly string[]): Promise<Line[]> {
  let heard = 0;
  const { lines, end } = await watch(args, (_, child) => {
    heard += 1;
    if (heard !== times) return;
    const moment = performance.now() + microseconds / 1000;
    while (performance.now() < moment);
    child.kill('SIGKILL');
  });
  expect(end).toBe('SIGKILL');
  return lines;
}

describe('fileStorage across processes', () => {
  it('four processes add 20 each to one number, and none is lost', { timeout: patience }, async () => {
    const folder = join(root, 'race');
    const runs = await Promise.all(['a', 'b', 'c', 'd'].map((name) => watch([folder, 'increment', name])));
    expect(runs.map(({ end }) => end)).toEqual([0, 0, 0, 0]);
    const acknowledged = runs.flatMap(({ lines }) =>
      lines.flatMap((line) => (line.said === 'committed' ? [line.revision] : [])),
    );
    const line = Array.from({ length: 80 }, (_, index) => index + 1);
    expect(acknowledged.sort((one, other) => one - other)).toEqual(line);

    const storage = fileStorage(folder);
    expect(await storage.read('counter')).toMatchObject({ revision: 80, text: '80' });
    const journal = await journalOf(storage, 'counter');
    expect(journal.map(({ sequence }) => sequence)).toEqual(line);
    expect(new Set(journal.map(({ commandId }) => commandId)).size).toBe(80);
  });

  it(`what was acknowledged before a SIGKILL is there (seed ${seed})`, { timeout: patience }, async () => {
    const roll = dice(seed);
    let [folder, acknowledged] = ['', 0];
    for (let round = 0; round < kills; round += 1) {
      if (round % 3 === 0) [folder, acknowledged] = [join(root, `commit ${round}`), 0];
      const lines = await killAfter(roll(25), roll(4000), [folder, 'commit']);
      acknowledged = Math.max(acknowledged, ...lines.map((line) => (line.said === 'committed' ? line.revision : 0)));

      const { record, journal, rows, messages } = await everythingOf(fileStorage(folder), 'a');
      const revision = record?.revision ?? 0;
      // The commit under way when the kill came may be there or not.
      expect(revision).toBeGreaterThanOrEqual(acknowledged);
      expect(revision).toBeLessThanOrEqual(acknowledged + 1);
      const line = Array.from({ length: revision }, (_, index) => index + 1);
      expect(record?.text).toBe(act('a', revision - 1).text);
      expect(journal.map((entry) => entry.sequence)).toEqual(line);
      expect(messages.map((message) => message.revision)).toEqual(line);
      expect(rows.map((row) => row.revision)).toEqual([revision]);
      expect(await fileStorage(folder).commit(act('a', revision - 1))).toEqual({ outcome: 'duplicate', revision });
    }
  });

  it(`what was erased before a SIGKILL stays erased (seed ${seed})`, { timeout: patience }, async () => {
    const folder = join(root, 'erase');
    const roll = dice(seed + 1);
    for (let round = 1; round <= Math.ceil(kills / 2); round += 1) {
      const lines = await killAfter(roll(6), roll(8000), [folder, 'erase', `round ${round}`]);
      const storage = fileStorage(folder);
      for (const line of lines) {
        if (line.said !== 'erased') continue;
        expect(await everythingOf(storage, line.key)).toEqual(nothing);
        expect(await storage.commit(act(line.key, 0))).toEqual({ outcome: 'erased' });
      }
      const interrupted = `round ${round} ${lines.length}`;
      const rows = (await storage.find({ limit: 100 })).rows.map(({ key }) => key);
      expect([[], [interrupted]]).toContainEqual(rows);
      await storage.remove(interrupted, later(0));
      expect(await claim(storage, 'worker', later(0))).toEqual([]);
    }
    const files = readdirSync(folder).flatMap((home) => readdirSync(join(folder, home)));
    expect(new Set(files)).toEqual(new Set(['erased']));
  });
});
