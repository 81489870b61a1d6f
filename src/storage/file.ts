import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { platform } from 'node:process';
import * as z from 'zod';
import { isRegistrationError, RegistrationError } from '../errors.js';
import { assertKey } from './key.js';
import type { Commit, CommitResult, JournalEntry, Message, StorageAdapter, Summary } from './port.js';
import { isReached, isWanted, journalOf, leaseEnd, messagesOf, pageOf, pageSize, placeOf } from './rows.js';

/** One commit, whole: what was given, and the revision it made. Never changed once it has its name. */
const revisionSchema = z.object({
  format: z.literal(1),
  key: z.string(),
  revision: z.number(),
  commandId: z.string(),
  at: z.string(),
  text: z.string(),
  entries: z.array(z.object({ sequence: z.number(), at: z.string(), text: z.string() })),
  messages: z.array(z.object({ type: z.string(), text: z.string() })),
  index: z.object({ state: z.string(), company: z.string().nullable(), deadline: z.string().nullable() }),
});

/** One link of a message's chain of leases; `until` is null once the message is acknowledged. */
const leaseSchema = z.object({ format: z.literal(1), owner: z.string(), until: z.string().nullable() });

type Revision = z.infer<typeof revisionSchema>;
type Lease = z.infer<typeof leaseSchema>;

/** What a handle remembers of a registration. Revisions never change, so this may lag behind but never be wrong. */
interface History {
  revision: number;
  readonly commands: Map<string, number>;
  readonly waiting: Map<string, Waiting>;
}

/** A message not known to be acknowledged; its chain of leases is at least `links` long. */
interface Waiting {
  readonly revision: number;
  readonly position: number;
  readonly at: string;
  links: number;
}

const stub = 'erased';
const abandonedAfter = 60 * 60 * 1000;

/**
 * Keeps each registration in a folder of its own, one file a revision, safe for several processes on one machine.
 * `find` and `claim` look at every registration and memory holds a little of each, so it is meant for a handful to
 * some thousands of them, on a local file system with hard links.
 *
 * A file is written under a temporary name, flushed, and then linked to its real name, which succeeds for one writer
 * only: a crash leaves the old revision or the new one. Erasing unlinks files; it does not overwrite the disk.
 */
export function fileStorage(folder: string): StorageAdapter {
  const root = resolve(folder);
  const histories = new Map<string, History>();
  const summaries = new Map<string, Summary>();
  let closed = false;

  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (closed) throw new RegistrationError('storage.closed');
    try {
      return await work();
    } catch (error) {
      throw isRegistrationError(error) ? error : new RegistrationError('storage.unavailable', { cause: error });
    }
  }

  function homeOf(key: string): string {
    return join(root, sha256(key));
  }

  function forget(home: string): void {
    histories.delete(home);
    summaries.delete(home);
  }

  function summarise(home: string, { key, revision, at, index }: Revision): Summary {
    const known = summaries.get(home);
    if (known !== undefined && known.revision >= revision) return known;
    const summary = { key, revision, at, ...index };
    summaries.set(home, summary);
    return summary;
  }

  function learn(home: string, history: History, written: Revision): void {
    summarise(home, written);
    if (written.revision !== history.revision + 1) return;
    const { revision, commandId, at } = written;
    history.revision = revision;
    history.commands.set(commandId, revision);
    for (const position of written.messages.keys()) {
      history.waiting.set(`${revision}.${position}`, { revision, position, at, links: 0 });
    }
  }

  /** Everything about a registration up to its latest revision, or null once it is erased. */
  async function catchUp(home: string): Promise<History | null> {
    const history = histories.get(home) ?? { revision: 0, commands: new Map(), waiting: new Map() };
    if (history.revision === 0) await tidy(home);
    const latest = await latestRevision(home, history.revision);
    while (history.revision < latest) {
      const written = await readRevision(home, history.revision + 1);
      if (written === undefined) break;
      learn(home, history, written);
    }
    if (await isErased(home)) {
      forget(home);
      return null;
    }
    if (history.revision < latest) throw corrupt(home, revisionFile(history.revision + 1));
    if (history.revision > 0 && !histories.has(home)) histories.set(home, history);
    return history;
  }

  /** The latest revision, or null if there is none or the registration is erased. */
  async function readLatest(home: string): Promise<Revision | null> {
    const revision = await latestRevision(home, summaries.get(home)?.revision ?? 0);
    if (revision === 0) return null;
    const written = await readRevision(home, revision);
    if (await isErased(home)) {
      forget(home);
      return null;
    }
    if (written === undefined) throw corrupt(home, revisionFile(revision));
    summarise(home, written);
    return written;
  }

  async function commitOnce(home: string, commit: Commit): Promise<CommitResult | 'again'> {
    const history = await catchUp(home);
    if (history === null) return { outcome: 'erased' };
    const made = history.commands.get(commit.commandId);
    const current = history.revision;
    if (made !== undefined) {
      // Whoever wrote it may have died before the name reached the disk.
      await syncFolder(home);
      return { outcome: 'duplicate', revision: made };
    }
    if (commit.expectedRevision !== current) return { outcome: 'conflict', revision: current };

    const revision = current + 1;
    const { key, commandId, at, text, entries, messages, index } = commit;
    const written: Revision = {
      format: 1,
      key,
      revision,
      commandId,
      at,
      text,
      entries: entries.map((entry) => ({ sequence: entry.sequence, at: entry.at, text: entry.text })),
      messages: messages.map((message) => ({ type: message.type, text: message.text })),
      index: { state: index.state, company: index.company, deadline: index.deadline },
    };
    if (revision === 1) await makeFolder(home);
    const placed = await placeUnlessErased(home, revisionFile(revision), written);
    if (placed === 'taken') return 'again';
    if (placed === 'erased') {
      forget(home);
      return { outcome: 'erased' };
    }
    await syncFolder(home);
    if (revision === 1) await syncFolder(root);
    learn(home, history, written);
    return { outcome: 'committed', revision };
  }

  /** Every home with the summary of its latest revision as far as it is known, in order of key. */
  async function knownSummaries(): Promise<[home: string, summary: Summary][]> {
    const known: [string, Summary][] = [];
    for (const home of await homesIn(root)) {
      if (!summaries.has(home)) {
        await tidy(home);
        await readLatest(home);
      }
      const summary = summaries.get(home);
      if (summary !== undefined) known.push([home, summary]);
    }
    return known.sort(([, one], [, other]) => (one.key < other.key ? -1 : 1));
  }

  async function current(home: string, known: Summary): Promise<Summary | null> {
    const isLatest = !(await exists(join(home, revisionFile(known.revision + 1))));
    if (!isLatest) {
      const latest = await readLatest(home);
      return latest && summarise(home, latest);
    }
    if (!(await isErased(home))) return known;
    forget(home);
    return null;
  }

  /** Leases one message unless somebody holds it or it is done. */
  async function claimOne(
    home: string,
    history: History,
    waiting: Waiting,
    claim: { owner: string; at: string; until: string },
  ): Promise<Message | null> {
    const { revision, position } = waiting;
    const { lease, links } = await lastLease(home, waiting);
    waiting.links = links;
    if (lease?.until === null) history.waiting.delete(`${revision}.${position}`);
    if (lease !== undefined && (lease.until === null || !isReached(claim.at, lease.until))) return null;
    const written = await readRevision(home, revision);
    if (written === undefined) {
      if (await isErased(home)) return null;
      throw corrupt(home, revisionFile(revision));
    }
    const next: Lease = { format: 1, owner: claim.owner, until: claim.until };
    const placed = await placeUnlessErased(home, leaseFile(waiting, links + 1), next);
    return placed === 'placed' ? (messagesOf(written, revision)[position] ?? null) : null;
  }

  async function acknowledgeOne(id: string, owner: string): Promise<void> {
    const place = placeOf(id);
    if (place === null) return;
    const home = homeOf(place.key);
    for (;;) {
      const { lease, links } = await lastLease(home, { ...place, links: 0 });
      if (lease === undefined || lease.owner !== owner || lease.until === null) return;
      const placed = await placeUnlessErased(home, leaseFile(place, links + 1), { format: 1, owner, until: null });
      if (placed === 'taken') continue;
      if (placed === 'placed') {
        await syncFolder(home);
        histories.get(home)?.waiting.delete(`${place.revision}.${place.position}`);
      }
      return;
    }
  }

  return {
    read: (key) =>
      run(async () => {
        assertKey(key);
        const latest = await readLatest(homeOf(key));
        if (latest === null) return null;
        const { revision, at, text } = latest;
        return { key, revision, at, text };
      }),

    commit: (commit) =>
      run(async () => {
        assertKey(commit.key);
        assertKey(commit.commandId);
        const home = homeOf(commit.key);
        for (;;) {
          const result = await commitOnce(home, commit);
          if (result !== 'again') return result;
        }
      }),

    async *journal(key, after = 0) {
      const home = homeOf(key);
      const latest = await run(() => {
        assertKey(key);
        return latestRevision(home, 0);
      });
      for (let revision = 1; revision <= latest; revision += 1) {
        const entries = await run(async (): Promise<JournalEntry[]> => {
          const written = await readRevision(home, revision);
          if (await isErased(home)) return [];
          if (written === undefined) throw corrupt(home, revisionFile(revision));
          return journalOf(written, revision);
        });
        yield* entries.filter(({ sequence }) => sequence > after);
      }
    },

    find: (query) =>
      run(async () => {
        const { cursor } = query;
        const rows: Summary[] = [];
        for (const [home, known] of await knownSummaries()) {
          if (rows.length > pageSize(query)) break;
          if (cursor !== undefined && known.key <= cursor) continue;
          const row = await current(home, known);
          if (row !== null && isWanted(row, query)) rows.push({ ...row });
        }
        return pageOf(rows, query);
      }),

    claim: ({ owner, at, leaseSeconds, limit }) =>
      run(async () => {
        const claim = { owner, at, until: leaseEnd(at, leaseSeconds) };
        const claimed: Message[] = [];
        for (const home of await homesIn(root)) {
          const history = await catchUp(home);
          for (const waiting of history ? [...history.waiting.values()] : []) {
            if (claimed.length >= limit) return claimed;
            const message = history && (await claimOne(home, history, waiting, claim));
            if (message) claimed.push(message);
          }
        }
        return claimed;
      }),

    acknowledge: (ids, owner) =>
      run(async () => {
        for (const id of ids) await acknowledgeOne(id, owner);
      }),

    remove: (key, at) =>
      run(async () => {
        assertKey(key);
        const home = homeOf(key);
        await makeFolder(home);
        while (!(await isErased(home))) await place(home, stub, { format: 1, at });
        // The stub must outlive a power cut that the deletions survive.
        await syncFolder(home);
        await syncFolder(root);
        await tidy(home);
        await syncFolder(home);
        forget(home);
      }),

    async close() {
      closed = true;
      histories.clear();
      summaries.clear();
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function revisionFile(revision: number): string {
  return `${revision}.json`;
}

function leaseFile({ revision, position }: { revision: number; position: number }, link: number): string {
  return `${revision}.${position}.${link}.lease`;
}

function corrupt(home: string, file: string, cause?: unknown): RegistrationError {
  const why = cause ?? new Error('The file is missing.');
  return new RegistrationError('storage.corrupt', { cause: why, details: { file: `${basename(home)}/${file}` } });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

async function unless<T>(code: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === code) return undefined;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return (await unless('ENOENT', stat(path))) !== undefined;
}

function isErased(home: string): Promise<boolean> {
  return exists(join(home, stub));
}

async function homesIn(root: string): Promise<string[]> {
  const names = (await unless('ENOENT', readdir(root))) ?? [];
  return names.filter((name) => /^[0-9a-f]{64}$/.test(name)).map((name) => join(root, name));
}

/** The latest revision that is in place, at least the one already known; 0 if there is none. */
async function latestRevision(home: string, known: number): Promise<number> {
  let latest = known;
  if (known === 0) {
    for (const name of (await unless('ENOENT', readdir(home))) ?? []) {
      const [, revision] = /^(\d+)\.json$/.exec(name) ?? [];
      latest = Math.max(latest, Number(revision ?? 0));
    }
  }
  while (await exists(join(home, revisionFile(latest + 1)))) latest += 1;
  return latest;
}

async function readRevision(home: string, revision: number): Promise<Revision | undefined> {
  const file = revisionFile(revision);
  const written = await readSealed(revisionSchema, home, file);
  if (written !== undefined && (written.revision !== revision || sha256(written.key) !== basename(home))) {
    throw corrupt(home, file, new Error('The file belongs to another registration or revision.'));
  }
  return written;
}

/** The end of a message's chain of leases. The chain only grows, and whoever adds a link holds the message. */
async function lastLease(
  home: string,
  message: { revision: number; position: number; links: number },
): Promise<{ lease: Lease | undefined; links: number }> {
  let lease: Lease | undefined;
  for (let links = Math.max(1, message.links); ; links += 1) {
    const next = await readSealed(leaseSchema, home, leaseFile(message, links));
    if (next === undefined) return { lease, links: links - 1 };
    lease = next;
  }
}

/** A value as text, led by the checksum of the rest, so that any damage is found. */
function seal(value: object): string {
  const body = JSON.stringify(value);
  return `${sha256(body)}\n${body}`;
}

async function readSealed<T>(schema: z.ZodType<T>, home: string, file: string): Promise<T | undefined> {
  const sealed = await unless('ENOENT', readFile(join(home, file), 'utf8'));
  if (sealed === undefined) return undefined;
  const end = sealed.indexOf('\n');
  const body = sealed.slice(end + 1);
  if (sha256(body) !== sealed.slice(0, end)) throw corrupt(home, file, new Error('The checksum does not match.'));
  try {
    return schema.parse(JSON.parse(body));
  } catch (error) {
    throw corrupt(home, file, error);
  }
}

/** Writes a whole file and gives it a name that must be free. 'swept' means the temporary file was taken away. */
async function place(home: string, file: string, value: object): Promise<'placed' | 'taken' | 'swept'> {
  const temporary = join(home, `${randomUUID()}.temporary`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(seal(value));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await link(temporary, join(home, file)).then(
      () => 'placed',
      (error: unknown) => {
        if (codeOf(error) === 'EEXIST') return 'taken';
        if (codeOf(error) === 'ENOENT') return 'swept';
        throw error;
      },
    );
  } finally {
    await unless('ENOENT', unlink(temporary));
  }
}

/** Like `place`, but a file that comes too late for an erasure is taken back: the eraser may have looked before. */
async function placeUnlessErased(home: string, file: string, value: object): Promise<'placed' | 'taken' | 'erased'> {
  for (;;) {
    const placed = await place(home, file, value);
    if (await isErased(home)) {
      await unless('ENOENT', unlink(join(home, file)));
      return 'erased';
    }
    if (placed !== 'swept') return placed;
  }
}

/** Deletes what must not stay: everything but the stub of an erased registration, and what crashed writers left. */
async function tidy(home: string): Promise<void> {
  const erased = await isErased(home);
  for (const file of (await unless('ENOENT', readdir(home))) ?? []) {
    const path = join(home, file);
    if (erased ? file !== stub : file.endsWith('.temporary') && (await isAbandoned(path))) {
      await unless('ENOENT', unlink(path));
    }
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const found = await unless('ENOENT', stat(path));
  return found !== undefined && Date.now() - found.mtimeMs > abandonedAfter;
}

async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === first) return;
  }
}

/** Flushes the names in a folder; Windows cannot open one and keeps them safe itself. */
async function syncFolder(path: string): Promise<void> {
  if (platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
