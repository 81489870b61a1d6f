import { dirname, resolve } from 'node:path';
import * as z from 'zod/mini';
import { assertArguments } from '../arguments.js';
import { migratedCompany } from '../company.js';
import { Failure, isRegistrationError, storageClosed, storageUnavailable } from '../errors.js';
import { behindDoor } from './door.js';
import {
  corrupt,
  erase,
  erasedAt,
  exists,
  filesIn,
  homeOf,
  homesIn,
  isErased,
  makeFolder,
  place,
  readSealed,
  syncFolder,
  tidy,
} from './file.disk.js';
import type { Commit, CommitResult, IndexRow, JournalEntry, Message, StorageAdapter, Summary } from './port.js';
import { claimSize, isReached, isWanted, journalOf, leaseEnd, messagesOf, pageOf, pageSize, placeOf } from './rows.js';

const layout = 2;

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
  index: z.object({ state: z.string(), company: z.nullable(z.string()), deadline: z.nullable(z.string()) }),
  /** The form of the index row: 2, or none where the company is without blanks and hyphens only. */
  layout: z.optional(z.literal(layout)),
});

/** One link of a message's chain of leases; `until` is null once the message is acknowledged. */
const leaseSchema = z.object({ format: z.literal(1), owner: z.string(), until: z.nullable(z.string()) });

type Revision = z.infer<typeof revisionSchema>;
type Lease = z.infer<typeof leaseSchema>;

/** What a handle remembers of a registration. Revisions never change, so this may lag behind but never be wrong. */
interface History {
  revision: number;
  readonly commands: Map<string, number>;
  /** Messages not known to be acknowledged, by the name `leaseName` gives them. */
  readonly waiting: Map<string, Waiting>;
}

/** Where a message stands, and how long its chain of leases is at least. */
interface Waiting {
  readonly revision: number;
  readonly position: number;
  links: number;
}

/**
 * Keeps each registration in a folder of its own, one file a revision, safe for several processes on one machine.
 * `find` and `claim` look at every registration and memory holds a little of each, so it is meant for a handful to
 * some thousands of them, on a local file system with hard links.
 *
 * A file is written under a temporary name, flushed, and then linked to its real name, which succeeds for one writer
 * only: a crash leaves the old revision or the new one. Erasing unlinks files; it does not overwrite the disk.
 */
export function fileStorage(folder: string): StorageAdapter {
  assertArguments({ folder: [z.string().check(z.minLength(1)), folder] });
  const root = resolve(folder);
  const histories = new Map<string, History>();
  const summaries = new Map<string, Summary>();
  let closed = false;

  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (closed) throw new Failure(storageClosed);
    try {
      return await work();
    } catch (error) {
      throw isRegistrationError(error) ? error : new Failure(storageUnavailable, { cause: error });
    }
  }

  /** To be asked after reading: what was read while there was no stub had truly been committed. */
  async function isGone(home: string): Promise<boolean> {
    const gone = await isErased(home);
    if (gone) {
      histories.delete(home);
      summaries.delete(home);
    }
    return gone;
  }

  function summarise(home: string, written: Revision): Summary {
    const { key, revision, at } = written;
    const known = summaries.get(home);
    if (known !== undefined && known.revision >= revision) return known;
    const summary = { key, revision, at, ...indexOf(written) };
    summaries.set(home, summary);
    return summary;
  }

  function learn(home: string, history: History, written: Revision): void {
    const { revision, commandId, messages } = written;
    summarise(home, written);
    if (revision !== history.revision + 1) return;
    history.revision = revision;
    history.commands.set(commandId, revision);
    for (const position of messages.keys()) {
      const waiting = { revision, position, links: 0 };
      history.waiting.set(leaseName(waiting), waiting);
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
    if (await isGone(home)) return null;
    if (history.revision < latest) throw corrupt(home, revisionName(history.revision + 1));
    if (history.revision > 0 && !histories.has(home)) histories.set(home, history);
    return history;
  }

  /** The latest revision, or null if there is none or the registration is erased. */
  async function readLatest(home: string): Promise<Revision | null> {
    const revision = await latestRevision(home, summaries.get(home)?.revision ?? 0);
    if (revision === 0) return null;
    const written = await readRevision(home, revision);
    if (await isGone(home)) return null;
    if (written === undefined) throw corrupt(home, revisionName(revision));
    summarise(home, written);
    return written;
  }

  async function readSummary(home: string): Promise<Summary | null> {
    const known = summaries.get(home);
    if (known === undefined) {
      await tidy(home);
    } else if (!(await exists(home, revisionName(known.revision + 1)))) {
      return (await isGone(home)) ? null : known;
    }
    const latest = await readLatest(home);
    return latest && summarise(home, latest);
  }

  /** Homes in order of key, of which those before the cursor are left out. */
  async function homesAfter(cursor: string | undefined): Promise<string[]> {
    const found: { home: string; key: string }[] = [];
    for (const home of await homesIn(root)) {
      const key = (summaries.get(home) ?? (await readSummary(home)))?.key;
      if (key !== undefined && (cursor === undefined || key > cursor)) found.push({ home, key });
    }
    return found.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ home }) => home);
  }

  /** Commits, or answers null if another commit took the name in the meantime. */
  async function tryToCommit(home: string, commit: Commit): Promise<CommitResult | null> {
    const history = await catchUp(home);
    if (history === null) return { outcome: 'erased', at: await erasedAt(home) };
    const current = history.revision;
    const made = history.commands.get(commit.commandId);
    if (made !== undefined) {
      // Whoever wrote it may have died before its name reached the disk.
      await syncFolder(home);
      return { outcome: 'duplicate', revision: made };
    }
    if (commit.expectedRevision !== current) return { outcome: 'conflict', revision: current };

    const revision = current + 1;
    const written = revisionSchema.parse({ ...commit, format: 1, revision, layout });
    if (revision === 1) await makeFolder(home);
    const placed = await place(home, revisionName(revision), written);
    if (placed === 'taken') return null;
    if (placed === 'erased') return { outcome: 'erased', at: await erasedAt(home) };
    await syncFolder(home);
    if (revision === 1) await syncFolder(root);
    learn(home, history, written);
    return { outcome: 'committed', revision };
  }

  /** Leases one message, unless it is done or somebody holds it, who then holds what follows too. */
  async function tryToClaim(
    home: string,
    history: History,
    waiting: Waiting,
    at: string,
    next: Lease,
  ): Promise<Message | 'done' | 'held'> {
    const { revision, position } = waiting;
    const { lease, links } = await lastLease(home, waiting);
    waiting.links = links;
    if (lease?.until === null) {
      history.waiting.delete(leaseName(waiting));
      return 'done';
    }
    if (lease !== undefined && !isReached(at, lease.until)) return 'held';
    const written = await readRevision(home, revision);
    if (written === undefined) {
      if (await isGone(home)) return 'held';
      throw corrupt(home, revisionName(revision));
    }
    const placed = await place(home, leaseName(waiting, links + 1), next);
    return (placed === 'placed' && messagesOf(written, revision)[position]) || 'held';
  }

  async function acknowledge(id: string, owner: string): Promise<void> {
    const message = placeOf(id);
    if (message === null) return;
    const home = homeOf(root, message.key);
    for (;;) {
      const { lease, links } = await lastLease(home, { ...message, links: 0 });
      if (lease === undefined || lease.owner !== owner || lease.until === null) return;
      const placed = await place(home, leaseName(message, links + 1), { format: 1, owner, until: null });
      if (placed === 'taken') continue;
      if (placed === 'placed') await syncFolder(home);
      histories.get(home)?.waiting.delete(leaseName(message));
      return;
    }
  }

  return behindDoor({
    read: (key) =>
      run(async () => {
        const latest = await readLatest(homeOf(root, key));
        if (latest === null) return null;
        const { revision, at, text } = latest;
        return { key, revision, at, text };
      }),

    commit: (commit) =>
      run(async () => {
        for (;;) {
          const result = await tryToCommit(homeOf(root, commit.key), commit);
          if (result !== null) return result;
        }
      }),

    async *journal(key, after = 0) {
      const home = await run(async () => {
        return homeOf(root, key);
      });
      const latest = await run(() => latestRevision(home, 0));
      for (let revision = 1; revision <= latest; revision += 1) {
        const entries = await run(async (): Promise<JournalEntry[]> => {
          const written = await readRevision(home, revision);
          if (await isGone(home)) return [];
          if (written === undefined) throw corrupt(home, revisionName(revision));
          return journalOf(written, revision);
        });
        yield* entries.filter(({ sequence }) => sequence > after);
      }
    },

    find: (query) =>
      run(async () => {
        const rows: Summary[] = [];
        for (const home of await homesAfter(query.cursor)) {
          if (rows.length > pageSize(query)) break;
          const row = await readSummary(home);
          if (row !== null && isWanted(row, query)) rows.push({ ...row });
        }
        return pageOf(rows, query);
      }),

    claim: ({ owner, at, leaseSeconds, limit }) =>
      run(async () => {
        const lease: Lease = { format: 1, owner, until: leaseEnd(at, leaseSeconds) };
        const size = claimSize({ limit });
        const claimed: Message[] = [];
        for (const home of await homesIn(root)) {
          const history = await catchUp(home);
          if (history === null) continue;
          for (const waiting of [...history.waiting.values()]) {
            if (claimed.length >= size) return claimed;
            const message = await tryToClaim(home, history, waiting, at, lease);
            if (message === 'held') break;
            if (message !== 'done') claimed.push(message);
          }
        }
        return claimed;
      }),

    acknowledge: (ids, owner) =>
      run(async () => {
        for (const id of ids) await acknowledge(id, owner);
      }),

    remove: (key, at) =>
      run(async () => {
        const home = homeOf(root, key);
        await erase(home, at);
        await isGone(home);
      }),

    async close() {
      closed = true;
    },
  });
}

/** What `find` looks at. Files are never changed, so a row of the form before is led over each time it is read. */
function indexOf({ index, layout: form }: Revision): IndexRow {
  const { company } = index;
  return form === layout || company === null ? index : { ...index, company: migratedCompany(company) };
}

function revisionName(revision: number): string {
  return `${revision}.json`;
}

/** The name of a link of a message's chain of leases, or of the chain itself. */
function leaseName({ revision, position }: { revision: number; position: number }, link?: number): string {
  return link === undefined ? `${revision}.${position}` : `${revision}.${position}.${link}.lease`;
}

/** The latest revision that is in place, at least the one already known; 0 if there is none. */
async function latestRevision(home: string, known: number): Promise<number> {
  let latest = known;
  if (known === 0) {
    for (const name of await filesIn(home)) {
      const [, revision] = /^(\d+)\.json$/.exec(name) ?? [];
      latest = Math.max(latest, Number(revision ?? 0));
    }
  }
  while (await exists(home, revisionName(latest + 1))) latest += 1;
  return latest;
}

async function readRevision(home: string, revision: number): Promise<Revision | undefined> {
  const name = revisionName(revision);
  const written = await readSealed(revisionSchema, home, name);
  if (written !== undefined && (written.revision !== revision || homeOf(dirname(home), written.key) !== home)) {
    throw corrupt(home, name, new Error('The file belongs to another registration or revision.'));
  }
  return written;
}

/** The end of a message's chain of leases. The chain only grows, and whoever adds a link holds the message. */
async function lastLease(home: string, message: Waiting): Promise<{ lease: Lease | undefined; links: number }> {
  let lease: Lease | undefined;
  for (let link = Math.max(1, message.links); ; link += 1) {
    const next = await readSealed(leaseSchema, home, leaseName(message, link));
    if (next === undefined) return { lease, links: link - 1 };
    lease = next;
  }
}
