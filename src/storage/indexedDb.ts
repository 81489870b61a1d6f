/// <reference lib="dom" />

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import * as z from 'zod/mini';
import { assertArguments, callable } from '../arguments.js';
import { migratedCompany } from '../company.js';
import { Failure, isRegistrationError, storageClosed, storageNotMigrated, storageUnavailable } from '../errors.js';
import { behindDoor } from './door.js';
import type { CommitResult, JournalEntry, Message, StorageAdapter, StoredRecord, Summary } from './port.js';
import { claimSize, isReached, isWanted, journalOf, leaseEnd, messagesOf, pageOf, pageSize, placeOf } from './rows.js';

const layout = 2;
const pageOfJournal = 500;

interface Tables extends DBSchema {
  records: { key: string; value: StoredRecord | Stub };
  rows: { key: string; value: Summary };
  commands: { key: [key: string, commandId: string]; value: { key: string; commandId: string; revision: number } };
  journal: { key: [key: string, sequence: number]; value: JournalEntry & { readonly key: string } };
  messages: {
    key: number;
    value: Waiting;
    indexes: { place: [key: string, revision: number, position: number] };
  };
}

/** What stays of an erased registration. */
interface Stub {
  readonly key: string;
  readonly erasedAt: string;
}

interface Waiting {
  /** Given by the database, in the order of writing. */
  readonly number?: number;
  readonly key: string;
  readonly revision: number;
  readonly position: number;
  readonly message: Message;
  readonly owner: string | null;
  readonly heldUntil: string | null;
}

/** A hint that someone saved a registration, or erased it (`revision` 0), in this tab or another. */
export interface Saved {
  readonly key: string;
  readonly revision: number;
}

const stores = ['records', 'rows', 'commands', 'journal', 'messages'] as const;

/**
 * Keeps registrations in the browser's IndexedDB, safe for several tabs: a commit is one transaction.
 * The browser may throw it all away when space is short; ask for `navigator.storage.persist()`.
 */
export function indexedDbStorage(name: string): StorageAdapter {
  assertArguments({ name: [z.string(), name] });
  let opened: Promise<IDBPDatabase<Tables>> | null = null;
  let closed = false;

  function open(): Promise<IDBPDatabase<Tables>> {
    opened ??= openDB<Tables>(name, layout, {
      upgrade(db, found, _wanted, tx) {
        // Whoever opens is told.
        tx.done.catch(() => {});
        if (found === 1) return void leadOver(tx);
        db.createObjectStore('records', { keyPath: 'key' });
        db.createObjectStore('rows', { keyPath: 'key' });
        db.createObjectStore('commands', { keyPath: ['key', 'commandId'] });
        db.createObjectStore('journal', { keyPath: ['key', 'sequence'] });
        const messages = db.createObjectStore('messages', { keyPath: 'number', autoIncrement: true });
        messages.createIndex('place', ['key', 'revision', 'position'], { unique: true });
      },
      // Another tab wants to upgrade: it must not wait for this one. The next call opens anew.
      blocking() {
        void opened?.then((db) => db.close());
        opened = null;
      },
      terminated() {
        opened = null;
      },
    }).catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  }

  async function run<T>(work: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T> {
    if (closed) throw new Failure(storageClosed);
    try {
      return await work(await open());
    } catch (cause) {
      if (closed) throw new Failure(storageClosed, { cause });
      if (isRegistrationError(cause)) throw cause;
      const isOfLaterLayout = cause instanceof DOMException && cause.name === 'VersionError';
      throw new Failure(isOfLaterLayout ? storageNotMigrated : storageUnavailable, { cause });
    }
  }

  return behindDoor({
    async read(key) {
      const found = await run((db) => db.get('records', key));
      return found === undefined || 'erasedAt' in found ? null : found;
    },

    async commit(commit) {
      const { key, commandId, at, text, index } = commit;
      const result = await run(async (db): Promise<CommitResult> => {
        const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
        const kept = await tx.objectStore('records').get(key);
        if (kept !== undefined && 'erasedAt' in kept) return { outcome: 'erased', at: kept.erasedAt };
        const made = await tx.objectStore('commands').get([key, commandId]);
        if (made !== undefined) return { outcome: 'duplicate', revision: made.revision };
        const current = kept?.revision ?? 0;
        if (commit.expectedRevision !== current) return { outcome: 'conflict', revision: current };

        const revision = current + 1;
        const { state, company, deadline } = index;
        const messages = messagesOf(commit, revision);
        await Promise.all([
          tx.objectStore('records').put({ key, revision, at, text }),
          tx.objectStore('rows').put({ key, revision, at, state, company, deadline }),
          tx.objectStore('commands').add({ key, commandId, revision }),
          ...journalOf(commit, revision).map((entry) => tx.objectStore('journal').add({ ...entry, key })),
          ...messages.map((message, position) =>
            tx.objectStore('messages').add({ key, revision, position, message, owner: null, heldUntil: null }),
          ),
          tx.done,
        ]);
        return { outcome: 'committed', revision };
      });
      if (result.outcome === 'committed') tell(name, { key, revision: result.revision });
      return result;
    },

    async *journal(key, after = 0) {
      for (let last = after; ; ) {
        const range = IDBKeyRange.bound([key, last], [key, Number.POSITIVE_INFINITY], true);
        const entries = await run((db) => db.getAll('journal', range, pageOfJournal));
        for (const { key: _key, ...entry } of entries) yield entry;
        if (entries.length < pageOfJournal) return;
        last = entries.at(-1)?.sequence ?? last;
      }
    },

    async find(query) {
      const { cursor } = query;
      const rows = await run(async (db) => {
        const found: Summary[] = [];
        const range = cursor === undefined ? null : IDBKeyRange.lowerBound(cursor, true);
        let place = await db.transaction('rows').store.openCursor(range);
        while (place !== null && found.length <= pageSize(query)) {
          if (isWanted(place.value, query)) found.push(place.value);
          place = await place.continue();
        }
        return found;
      });
      return pageOf(rows, query);
    },

    async claim({ owner, at, leaseSeconds, limit }) {
      return run(async (db) => {
        const tx = db.transaction('messages', 'readwrite', { durability: 'strict' });
        const heldUntil = leaseEnd(at, leaseSeconds);
        const size = claimSize({ limit });
        const claimed: Message[] = [];
        let place = await tx.store.openCursor();
        const held = new Set<string>();
        while (place !== null && claimed.length < size) {
          const waiting = place.value;
          if (waiting.heldUntil !== null && !isReached(at, waiting.heldUntil)) held.add(waiting.key);
          if (!held.has(waiting.key)) {
            await place.update({ ...waiting, owner, heldUntil });
            claimed.push(waiting.message);
          }
          place = await place.continue();
        }
        await tx.done;
        return claimed;
      });
    },

    async acknowledge(ids, owner) {
      await run(async (db) => {
        const tx = db.transaction('messages', 'readwrite', { durability: 'strict' });
        for (const place of ids.map(placeOf)) {
          if (place === null) continue;
          const cursor = await tx.store.index('place').openCursor([place.key, place.revision, place.position]);
          if (cursor?.value.owner === owner) await cursor.delete();
        }
        await tx.done;
      });
    },

    async remove(key, at) {
      await run(async (db) => {
        const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
        const kept = await tx.objectStore('records').get(key);
        if (kept === undefined || !('erasedAt' in kept)) await tx.objectStore('records').put({ key, erasedAt: at });
        await tx.objectStore('rows').delete(key);
        await tx.objectStore('commands').delete(allOf(key));
        await tx.objectStore('journal').delete(allOf(key));
        const messages = tx.objectStore('messages');
        for (const number of await messages.index('place').getAllKeys(allOf(key))) await messages.delete(number);
        await tx.done;
      });
      tell(name, { key, revision: 0 });
    },

    async close() {
      if (closed) return;
      closed = true;
      // What could not be opened need not be closed; whoever asked for it is told.
      await opened?.then(
        (db) => db.close(),
        () => {},
      );
    },
  });
}

/**
 * From layout 1, where the company of a row was without blanks and hyphens only. The opening fails if it does, and the
 * database is left as it was.
 */
async function leadOver(tx: IDBPTransaction<Tables, StoreNames<Tables>[], 'versionchange'>): Promise<void> {
  try {
    for (let place = await tx.objectStore('rows').openCursor(); place !== null; place = await place.continue()) {
      const { company } = place.value;
      const now = company === null ? null : migratedCompany(company);
      if (now !== company) await place.update({ ...place.value, company: now });
    }
  } catch {
    // What the database itself refused may have ended the transaction without us.
    if (tx.error === null) tx.abort();
  }
}

/**
 * Told of saves in any tab of this origin, and how to stop listening. It is a hint that may be lost or late:
 * read the registration again and compare revisions.
 */
export function watchIndexedDb(name: string, listener: (saved: Saved) => void): () => void {
  assertArguments({ name: [z.string(), name], listener: [callable, listener] });
  const channel = new BroadcastChannel(channelOf(name));
  channel.onmessage = ({ data }: MessageEvent<Saved>) => listener(data);
  return () => channel.close();
}

const channelOf = (name: string) => `hcpn-registration:${name}`;

function tell(name: string, saved: Saved): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(channelOf(name));
  channel.postMessage(saved);
  channel.close();
}

/** Every key of a compound index that begins with the registration's: an array comes after any number and text. */
function allOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key], [key, []]);
}
