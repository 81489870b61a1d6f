/// <reference lib="dom" />
import {
  isRegistrationError,
  openSession,
  pathOf,
  registrationMachine,
  type Session,
  verifyJournal,
} from 'hcpn-registration';
import { indexedDbStorage, type Saved, watchIndexedDb } from 'hcpn-registration/storage/indexed-db';
import { embeddedPorts, testStorageAdapter } from 'hcpn-registration/testing';
import { deleteDB, openDB } from 'idb';
import type { RegistrationInput } from '../../src/registration/registration.schema.js';
import type { Commit, CommitResult, StorageAdapter, StoredRecord } from '../../src/storage/port.js';
import { act, everythingOf } from '../../src/testing/storage/kit.js';

/** Given by the test to a tab that commits on and on. */
declare function acknowledged(revision: number): Promise<void>;

/** An error of ours, as data. */
export interface Failure {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** The name of the browser's error behind it. */
  readonly cause: string | null;
}

const promises = new Map<string, () => Promise<void>>();

testStorageAdapter(
  {
    describe: (_, body) => body(),
    it(promise, test) {
      if (promises.has(promise)) throw new Error(`Two promises are called "${promise}".`);
      promises.set(promise, test);
    },
  },
  async () => {
    const database = crypto.randomUUID();
    return { storage: indexedDbStorage(database), again: async () => indexedDbStorage(database) };
  },
);

/** Keeps one promise of the contract, on a fresh database. */
export async function prove(promise: string): Promise<void> {
  const test = promises.get(promise);
  if (test === undefined) throw new Error(`The page knows no promise "${promise}".`);
  await test();
}

const opened = new Map<string, StorageAdapter>();

/** This tab's handle on a database; it stays open. */
function storageOf(database: string): StorageAdapter {
  const storage = opened.get(database) ?? indexedDbStorage(database);
  opened.set(database, storage);
  return storage;
}

async function orFailure<T>(work: () => Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    if (!isRegistrationError(error)) throw error;
    const { code, details, cause } = error;
    return { code, details, cause: cause instanceof Error ? cause.name : null };
  }
}

export function commit(database: string, given: Commit): Promise<CommitResult | Failure> {
  return orFailure(() => storageOf(database).commit(given));
}

export function read(database: string, key: string): Promise<StoredRecord | null | Failure> {
  return orFailure(() => storageOf(database).read(key));
}

/** Reads through a handle that is closed before the database is open; answers what became of the reading. */
export async function closeWhileOpening(database: string): Promise<StoredRecord | null | Failure> {
  const storage = indexedDbStorage(database);
  const reading = orFailure(() => storage.read('a'));
  await storage.close();
  return reading;
}

export function remove(database: string, key: string, at: string): Promise<void> {
  return storageOf(database).remove(key, at);
}

export function everything(database: string, key: string): ReturnType<typeof everythingOf> {
  return everythingOf(storageOf(database), key);
}

/** Adds 1 to a number so many times, as one of several tabs; answers the revisions made and how often it was too late. */
export async function increment(database: string, tab: string, times: number) {
  const storage = storageOf(database);
  const made: number[] = [];
  let late = 0;
  while (made.length < times) {
    const record = await storage.read('counter');
    const text = String(Number(record?.text ?? 0) + 1);
    const commandId = `${tab} ${made.length}`;
    const result = await storage.commit(act('counter', record?.revision ?? 0, { commandId, text }));
    if (result.outcome === 'committed') made.push(result.revision);
    else if (result.outcome === 'conflict') late += 1;
    else throw new Error(`A fresh command is ${result.outcome}.`);
  }
  return { made, late };
}

/** Creates the same registration several times at once. */
export function create(database: string, tab: string, racers: number): Promise<CommitResult[]> {
  const commits = Array.from({ length: racers }, (_, racer) =>
    act('a', 0, { commandId: `${tab} ${racer}`, text: tab }),
  );
  return Promise.all(commits.map((given) => storageOf(database).commit(given)));
}

/** Commits on and on, from where the tab before came to its end, and says what was acknowledged. */
export async function commitOnAndOn(database: string, padding: string): Promise<never> {
  const storage = storageOf(database);
  for (let revision = (await storage.read('a'))?.revision ?? 0; ; revision += 1) {
    const text = JSON.stringify({ revision: revision + 1, padding });
    const result = await storage.commit(act('a', revision, { text }));
    if (result.outcome !== 'committed') throw new Error(`The next commit is ${result.outcome}.`);
    void acknowledged(revision + 1);
  }
}

/** Commits until one is not committed; answers what became of that one. */
export async function commitWhileItLasts(database: string): Promise<CommitResult | Failure> {
  for (let revision = 0; ; revision += 1) {
    const result = await commit(database, act('a', revision));
    if ('code' in result || result.outcome !== 'committed') return result;
    void acknowledged(revision + 1);
  }
}

const told: Saved[] = [];
let wake = () => {};
let stop = () => {};

export function watch(database: string): void {
  stop = watchIndexedDb(database, (saved) => {
    told.push(saved);
    wake();
  });
}

export function stopWatching(): void {
  stop();
}

/** Waits until this tab was told of a save; answers everything it was told so far. */
export async function untilTold(key: string, revision: number): Promise<Saved[]> {
  while (!told.some((saved) => saved.key === key && saved.revision === revision)) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  return told;
}

/** Deletes a database that other tabs have open. */
export function drop(database: string): Promise<void> {
  return deleteDB(database);
}

/** Opens a database as a later version of this package would. */
export async function upgrade(database: string): Promise<number> {
  const db = await openDB(database, 3);
  db.close();
  return db.version;
}

const key = 'lantern';
let session: Session<typeof registrationMachine> | null = null;
let deliveredCode = '';

/** Opens the registration in this tab, or opens it again. */
export async function openRegistration(database: string, input: RegistrationInput): Promise<Answer> {
  session = await openSession({
    machine: registrationMachine,
    key,
    storage: storageOf(database),
    ports: embeddedPorts({
      seed: database,
      deliver({ code }) {
        deliveredCode = code;
      },
    }),
    input,
    by: { role: 'applicant', id: 'ada' },
  });
  return { status: 'saved', ...standOf(session) };
}

interface Answer {
  readonly status: string;
  readonly revision: number;
  readonly place: string;
}

function standOf({ revision, snapshot }: Session<typeof registrationMachine>): Omit<Answer, 'status'> {
  return { revision, place: pathOf(snapshot.value) };
}

/** Says something to the registration open in this tab. */
export function say(event: unknown): Promise<Answer | Failure> {
  return orFailure(async () => {
    if (session === null) throw new Error('No registration is open in this tab.');
    const { status } = await session.receive(event);
    return { status, ...standOf(session) };
  });
}

/** The verification code that was sent last from this tab. */
export function lastCode(): string {
  return deliveredCode;
}

/** Checks the seals of the registration's history. */
export function verify(database: string): ReturnType<typeof verifyJournal> {
  return verifyJournal(storageOf(database), key);
}
