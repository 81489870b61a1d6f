import { assertArguments, like } from '../arguments.js';
import { Failure, storageClosed } from '../errors.js';
import { behindDoor } from './door.js';
import type { IndexRow, JournalEntry, Message, StorageAdapter, StoredRecord } from './port.js';
import { claimSize, isReached, isWanted, journalOf, leaseEnd, messagesOf, pageOf, placeOf } from './rows.js';

/** What a memory storage writes on: every key it ever saw, with the registration or the stub of an erased one. */
export type Memory = Map<string, Kept | Stub>;

interface Stub {
  readonly erasedAt: string;
}

interface Kept extends History {
  readonly record: StoredRecord;
  readonly index: IndexRow;
}

interface History {
  readonly commands: Map<string, number>;
  readonly journal: JournalEntry[];
  /** The messages nobody has acknowledged, by id. */
  readonly messages: Map<string, Waiting>;
}

interface Waiting {
  readonly message: Message;
  readonly lease?: { readonly owner: string; readonly until: string };
}

/**
 * Keeps registrations as text for as long as the process lives: for tests, demos and a page that may forget.
 * Storages that are given the same memory share what it holds, as two servers share a database.
 */
export function memoryStorage(memory: Memory = new Map()): StorageAdapter {
  assertArguments({ memory: [like<Memory>('Map', (given) => given instanceof Map), memory] });
  let closed = false;

  function assertOpen(): void {
    if (closed) throw new Failure(storageClosed);
  }

  function lookUp(key: string): Kept | Stub | undefined {
    assertOpen();
    return memory.get(key);
  }

  function registrations(): Kept[] {
    assertOpen();
    return [...memory.values()].filter((kept): kept is Kept => !isStub(kept));
  }

  return behindDoor({
    async read(key) {
      const kept = lookUp(key);
      return kept === undefined || isStub(kept) ? null : { ...kept.record };
    },

    // Nothing is awaited between looking and writing, so no other commit can come in between.
    async commit(commit) {
      const { key, commandId, at, text } = commit;
      const kept = lookUp(key);
      if (kept !== undefined && isStub(kept)) return { outcome: 'erased', at: kept.erasedAt };

      const made = kept?.commands.get(commandId);
      if (made !== undefined) return { outcome: 'duplicate', revision: made };

      const current = kept?.record.revision ?? 0;
      if (commit.expectedRevision !== current) return { outcome: 'conflict', revision: current };

      const revision = current + 1;
      const { state, company, deadline } = commit.index;
      const history: History = kept ?? { commands: new Map(), journal: [], messages: new Map() };
      const { commands, journal, messages } = history;
      commands.set(commandId, revision);
      for (const entry of journalOf(commit, revision)) journal.push(entry);
      for (const message of messagesOf(commit, revision)) messages.set(message.id, { message });
      const record = { key, revision, at, text };
      memory.set(key, { record, index: { state, company, deadline }, commands, journal, messages });
      return { outcome: 'committed', revision };
    },

    async *journal(key, after = 0) {
      const kept = lookUp(key);
      if (kept === undefined || isStub(kept)) return;
      // From the end: a session that is opened asks for the latest entries of a journal however long.
      const last = kept.journal.findLastIndex(({ sequence }) => sequence <= after);
      for (const entry of kept.journal.slice(last + 1)) yield { ...entry };
    },

    async find(query) {
      const { cursor } = query;
      const rows = registrations()
        .map(({ index, record: { key, revision, at } }) => ({ key, revision, at, ...index }))
        .filter((row) => (cursor === undefined || row.key > cursor) && isWanted(row, query))
        .sort((one, other) => (one.key < other.key ? -1 : 1));
      return pageOf(rows, query);
    },

    async claim({ owner, at, leaseSeconds, limit }) {
      const lease = { owner, until: leaseEnd(at, leaseSeconds) };
      const size = claimSize({ limit });
      const claimed: Message[] = [];
      for (const { messages } of registrations()) {
        for (const { message, lease: held } of messages.values()) {
          if (claimed.length >= size) return claimed;
          if (held !== undefined && !isReached(at, held.until)) break;
          messages.set(message.id, { message, lease });
          claimed.push({ ...message });
        }
      }
      return claimed;
    },

    async acknowledge(ids, owner) {
      assertOpen();
      for (const id of ids) {
        const kept = memory.get(placeOf(id)?.key ?? '');
        if (kept === undefined || isStub(kept)) continue;
        if (kept.messages.get(id)?.lease?.owner === owner) kept.messages.delete(id);
      }
    },

    async remove(key, at) {
      const kept = lookUp(key);
      if (kept === undefined || !isStub(kept)) memory.set(key, { erasedAt: at });
    },

    async close() {
      closed = true;
    },
  });
}

function isStub(kept: Kept | Stub): kept is Stub {
  return 'erasedAt' in kept;
}
