import { expect } from 'vitest';
import type { StorageAdapter } from '../../src/storage/port.js';
import { act, claim, everythingOf, later, nothing } from '../../src/testing/storage/kit.js';
import type { Line } from './writing.js';

/** The revisions a writer was told of. */
export function revisionsIn(lines: readonly Line[]): number[] {
  return lines.flatMap((line) => (line.said === 'committed' ? [line.revision] : []));
}

export function countTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** After a writer was killed: what was acknowledged is there, whole, and a repeat of the latest commit is known. Answers the revision. */
export async function expectKept(storage: StorageAdapter, acknowledged: number): Promise<number> {
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
  return revision;
}

/** After a writer was killed: what it said was erased is, and the erasure it was at can be repeated. */
export async function expectErased(
  storage: StorageAdapter,
  lines: readonly Line[],
  interrupted: string,
): Promise<void> {
  for (const line of lines) {
    if (line.said !== 'erased') continue;
    expect(await everythingOf(storage, line.key)).toEqual(nothing);
    expect(await storage.commit(act(line.key, 0))).toEqual({ outcome: 'erased', at: expect.any(String) });
  }
  const rows = (await storage.find({ limit: 100 })).rows.map(({ key }) => key);
  expect([[], [interrupted]]).toContainEqual(rows);
  await storage.remove(interrupted, later(0));
  expect(await claim(storage, 'worker', later(0))).toEqual([]);
}
