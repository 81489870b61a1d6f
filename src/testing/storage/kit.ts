import { type ErrorCode, isRegistrationError } from '../../errors.js';
import type { Commit, JournalEntry, Message, StorageAdapter, Summary } from '../../storage/port.js';

/** A fresh and empty store, and a way to open another handle on the same medium while the first is open or after. */
export interface OpenedStorage {
  readonly storage: StorageAdapter;
  again(): Promise<StorageAdapter>;
}

/** Promises of the port, each with the test that proves it: it throws when the promise is broken. */
export type Promises = Readonly<Record<string, (opened: OpenedStorage) => Promise<void>>>;

const start = '2026-03-01T09:00:00.000Z';

/** The time some seconds after the start. */
export function later(seconds: number): string {
  return new Date(Date.parse(start) + seconds * 1000).toISOString();
}

/** A commit with one journal entry and one message, every field told apart by key and revision. */
export function act(key: string, expectedRevision: number, changes: Partial<Commit> = {}): Commit {
  const revision = expectedRevision + 1;
  const at = later(revision);
  return {
    key,
    expectedRevision,
    commandId: `command ${revision} of ${key.slice(0, 1000)}`,
    at,
    text: JSON.stringify({ key, revision }),
    entries: [{ sequence: revision, at, text: JSON.stringify({ entry: revision }) }],
    messages: [{ type: `saved.${revision}`, text: JSON.stringify({ message: revision }) }],
    index: { state: 'wizard.business', company: `CN:${key}`, deadline: later(1000 + revision) },
    ...changes,
  };
}

/** Commits what the test needs to be there; the revision it makes is part of what is expected. */
export async function save(storage: StorageAdapter, ...commits: readonly Commit[]): Promise<void> {
  for (const commit of commits) {
    const result = await storage.commit(commit);
    same(result, { outcome: 'committed', revision: commit.expectedRevision + 1 }, 'A commit that fits is committed');
  }
}

export async function journalOf(storage: StorageAdapter, key: string, after?: number): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of after === undefined ? storage.journal(key) : storage.journal(key, after)) {
    entries.push(entry);
  }
  return entries;
}

/** Every row a query finds, walked page by page. */
export async function rowsOf(
  storage: StorageAdapter,
  query: Partial<Parameters<StorageAdapter['find']>[0]> = {},
): Promise<Summary[]> {
  const rows: Summary[] = [];
  let cursor: string | undefined;
  do {
    const page = await storage.find({ limit: 100, ...query, cursor });
    holds(page.next === null || page.rows.length > 0, 'A page that is not the last has rows');
    rows.push(...page.rows);
    holds(rows.length <= 1000, 'Walking from page to page comes to an end');
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

export async function keysOf(storage: StorageAdapter, query: Parameters<typeof rowsOf>[1] = {}): Promise<string[]> {
  return (await rowsOf(storage, query)).map(({ key }) => key);
}

/** Leases up to 100 messages for a minute. */
export function claim(storage: StorageAdapter, owner: string, at: string): Promise<readonly Message[]> {
  return storage.claim({ owner, at, leaseSeconds: 60, limit: 100 });
}

/** Everything that can be seen of a registration; messages by leasing them for no time at all. */
export async function everythingOf(storage: StorageAdapter, key: string) {
  const messages = await storage.claim({ owner: 'onlooker', at: later(0), leaseSeconds: 0, limit: 1000 });
  return {
    record: await storage.read(key),
    journal: await journalOf(storage, key),
    rows: (await rowsOf(storage)).filter((row) => row.key === key),
    messages: messages.filter((message) => message.key === key),
  };
}

export const nothing = { record: null, journal: [], rows: [], messages: [] };

/** Runs all at once, half of them on each of two handles. */
export async function race<T>(
  { storage, again }: OpenedStorage,
  runners: number,
  run: (handle: StorageAdapter, runner: number) => Promise<T>,
): Promise<T[]> {
  const other = await again();
  return Promise.all(Array.from({ length: runners }, (_, runner) => run(runner % 2 === 0 ? storage : other, runner)));
}

export function holds(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new Error(`${promise}. This storage does not keep to that.`);
}

export function same(actual: unknown, expected: unknown, promise: string): void {
  const [got, wanted] = [canonical(actual), canonical(expected)];
  if (got !== wanted) throw new Error(`${promise}. Expected ${excerpt(wanted)}, got ${excerpt(got)}.`);
}

/** Passes when the call is rejected with the code. */
export async function refuses(call: () => Promise<unknown>, code: ErrorCode, promise: string): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (isRegistrationError(error, code)) return;
    throw new Error(`${promise}. Expected an error with the code ${code}, got ${String(error)}.`, { cause: error });
  }
  throw new Error(`${promise}. Expected an error with the code ${code}, got an answer.`);
}

function canonical(value: unknown): string {
  const sorted = (_: string, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part;
  return JSON.stringify(value, sorted) ?? 'nothing';
}

function excerpt(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}… (${text.length} characters)` : text;
}
