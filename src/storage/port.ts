import { like } from '../arguments.js';

/** What a storage adapter keeps for one registration: the envelope's exact text and where it stands. */
export interface StoredRecord {
  readonly key: string;
  /** Counts commits, from 1. */
  readonly revision: number;
  /** Time of the commit, ISO 8601 UTC, as the session gave it. */
  readonly at: string;
  /** The envelope, byte for byte as it was committed. */
  readonly text: string;
}

/** One line of a registration's history, written in the same commit as the envelope it explains. */
export interface JournalEntry {
  /** Counts entries of one registration, from 1, without a gap. */
  readonly sequence: number;
  /** The revision whose commit wrote this entry. */
  readonly revision: number;
  readonly at: string;
  readonly commandId: string;
  /** The entry itself as JSON text, secrets left out. */
  readonly text: string;
}

/** Something the charts told the world (invited, approved, rejected...), waiting to be delivered at least once. */
export interface Message {
  /** Unique over the whole storage: key, revision and position. */
  readonly id: string;
  readonly key: string;
  readonly revision: number;
  readonly at: string;
  readonly type: string;
  /** Payload as JSON text. */
  readonly text: string;
}

/** What may be searched without reading the envelope. */
export interface IndexRow {
  /** The resting state as a dotted path, for example `review.manuallyReviewing`. */
  readonly state: string;
  /** Company the registration is about (`companyNumberKey`: `country:number`), once known. */
  readonly company: string | null;
  /** The earliest deadline, ISO 8601 UTC, if there is one. */
  readonly deadline: string | null;
}

/** One atomic write: envelope, journal entries, messages and index row appear together or not at all. */
export interface Commit {
  readonly key: string;
  /** The revision this commit follows; 0 means the registration must not exist yet. */
  readonly expectedRevision: number;
  /** Idempotency key, unique within the registration. */
  readonly commandId: string;
  readonly at: string;
  readonly text: string;
  readonly entries: readonly Omit<JournalEntry, 'revision' | 'commandId'>[];
  readonly messages: readonly Pick<Message, 'type' | 'text'>[];
  readonly index: IndexRow;
}

/** The answer to a commit; only a fault of the medium is thrown instead. */
export type CommitResult =
  | { readonly outcome: 'committed'; readonly revision: number }
  /** The same command was committed before; nothing was written. `revision` is the one it made. */
  | { readonly outcome: 'duplicate'; readonly revision: number }
  /** Another revision is in place; nothing was written. */
  | { readonly outcome: 'conflict'; readonly revision: number }
  /** The registration was erased, first at this time; nothing was written. */
  | { readonly outcome: 'erased'; readonly at: string };

/** What `find` is asked; every condition given must hold. */
export interface Query {
  /** The state itself, or a parent of it: `review` finds `review.rejected` too. */
  readonly state?: string | undefined;
  readonly company?: string | undefined;
  /** Registrations with a deadline at or before this time, ISO 8601 UTC. */
  readonly deadlineBy?: string | undefined;
  /** At most this many rows; brought to 1 to 1,000. */
  readonly limit: number;
  /** Where the page before ended (`Page.next`). */
  readonly cursor?: string | undefined;
}

/** A row of the index with the key it belongs to. */
export interface Summary extends IndexRow {
  readonly key: string;
  readonly revision: number;
  /** Time of the latest commit. */
  readonly at: string;
}

/** Rows in order of key, by code unit or code point and not by language; `next` is null on the last page. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

/** A worker's request for messages to deliver. */
export interface Claim {
  /** Who will deliver; acknowledging needs the same owner. */
  readonly owner: string;
  readonly at: string;
  /** How long, in seconds, nobody else may claim what this claim returns. */
  readonly leaseSeconds: number;
  readonly limit: number;
}

/**
 * Where registrations are kept. Every method is asynchronous; expected outcomes are values, and a rejection
 * (`RegistrationError` with a `storage.*` code and its cause) means the medium failed.
 * Inside a commit the order is: erased, duplicate, revision, write.
 * Times come in the form of `toISOString`, so that they may be compared as text.
 */
export interface StorageAdapter {
  /** The latest record, or null if there is none or it was erased. */
  read(key: string): Promise<StoredRecord | null>;
  commit(commit: Commit): Promise<CommitResult>;
  /** Journal entries in order, after the given sequence. */
  journal(key: string, after?: number): AsyncIterable<JournalEntry>;
  find(query: Query): Promise<Page<Summary>>;
  /**
   * Leases messages that nobody has acknowledged and nobody holds, not even this owner. Within a registration they
   * come in order of revision and position, and none comes while an earlier one is held.
   */
  claim(claim: Claim): Promise<readonly Message[]>;
  /**
   * Marks messages as delivered; ids this owner does not hold are left alone.
   * A holder may acknowledge late, as long as nobody took the message over.
   */
  acknowledge(ids: readonly string[], owner: string): Promise<void>;
  /**
   * Erases everything about a registration but a stub with the time, which refuses late commits. Erasing again is
   * harmless and leaves the time as it is.
   */
  remove(key: string, at: string): Promise<void>;
  close(): Promise<void>;
}

const methods = ['read', 'commit', 'journal', 'find', 'claim', 'acknowledge', 'remove', 'close'] as const;

/** What is a storage, of whatever class. */
export const storageSchema = like<StorageAdapter>('storage', (storage) =>
  methods.every((method: keyof StorageAdapter) => typeof Reflect.get(Object(storage), method) === 'function'),
);
