import * as z from 'zod/mini';
import { amount, assertArguments, like } from '../arguments.js';
import { migratedCompany } from '../company.js';
import {
  Failure,
  isRegistrationError,
  storageClosed,
  storageCorrupt,
  storageNotMigrated,
  storageUnavailable,
} from '../errors.js';
import { behindDoor } from './door.js';
import type {
  Commit,
  CommitResult,
  JournalEntry,
  Message,
  Query,
  StorageAdapter,
  StoredRecord,
  Summary,
} from './port.js';
import { claimSize, isHopeless, journalOf, leaseEnd, messagesOf, pageOf, pageSize, placeOf } from './rows.js';
import {
  openSqlite,
  type SqliteDatabase,
  type SqliteDriver,
  type SqliteValue,
  sqliteDrivers,
} from './sqlite.drivers.js';
import { type DurableObjectStorage, durableObjectEngine, fileEngine, type SqliteEngine } from './sqlite.engines.js';

export type { SqliteDatabase, SqliteDriver, SqliteValue } from './sqlite.drivers.js';
export type { DurableObjectStorage } from './sqlite.engines.js';

/** How a SQLite file is opened. */
export interface SqliteSettings {
  /** The driver to use; by default the first that is there of node:sqlite, better-sqlite3 and libsql. */
  readonly driver?: SqliteDriver | undefined;
  /** How long to wait for another process that is writing, in seconds; 5 by default. */
  readonly busySeconds?: number | undefined;
}

const layout = 2;

const tables = `
create table if not exists hcpn_layout (version integer not null);
create table if not exists hcpn_registrations (
  key text primary key, revision integer not null, at text not null, text text not null,
  state text not null, company text, deadline text, erased_at text
) without rowid;
create index if not exists hcpn_registrations_state on hcpn_registrations (state, key);
create index if not exists hcpn_registrations_company on hcpn_registrations (company, key) where company is not null;
create index if not exists hcpn_registrations_deadline on hcpn_registrations (deadline, key) where deadline is not null;
create table if not exists hcpn_commands (
  key text not null, command_id text not null, revision integer not null, primary key (key, command_id)
) without rowid;
create table if not exists hcpn_journal (
  key text not null, sequence integer not null, revision integer not null, at text not null,
  command_id text not null, text text not null, primary key (key, sequence)
) without rowid;
create table if not exists hcpn_messages (
  number integer primary key autoincrement, key text not null, revision integer not null, position integer not null,
  at text not null, type text not null, text text not null, owner text, held_until text,
  unique (key, revision, position)
);`;

const pageOfJournal = 500;

const hasMethods = (value: unknown, ...methods: string[]) =>
  methods.every((method) => typeof Reflect.get(Object(value), method) === 'function');

const isDurableObject = (value: unknown): value is DurableObjectStorage =>
  hasMethods(value, 'transactionSync', 'sync') && hasMethods(Reflect.get(Object(value), 'sql'), 'exec');

const databaseArgument = z.union([
  z.string().check(z.minLength(1)),
  like<SqliteDatabase | DurableObjectStorage>(
    'open database',
    (value) => hasMethods(value, 'exec', 'prepare', 'close') || isDurableObject(value),
  ),
]);
const settingsArgument = z.object({ driver: z.optional(z.enum(sqliteDrivers)), busySeconds: z.optional(amount) });

/**
 * Keeps registrations in a SQLite database, safe for several processes on one machine: write-ahead log, flushed before
 * a commit is acknowledged, erased bytes overwritten. Give a path, or a database that is open; the latter stays open.
 * Needs `node:sqlite` (Node 22.13), or `better-sqlite3` or `libsql` installed; else it throws `storage.noDriver`.
 * The `ctx.storage` of a Durable Object is a database, too; there the platform flushes, and overwrites nothing.
 */
export function sqliteStorage(
  database: string | SqliteDatabase | DurableObjectStorage,
  settings: SqliteSettings = {},
): StorageAdapter {
  assertArguments({ database: [databaseArgument, database], settings: [settingsArgument, settings] });
  const { driver, busySeconds = 5 } = settings;
  let opened: Promise<SqliteEngine> | null = null;
  let closed = false;

  function open(): Promise<SqliteEngine> {
    opened ??= engineOf(database, driver, busySeconds).catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  }

  /**
   * Nothing is awaited while the database is at work, so transactions of one handle never mix. The driver blocks the
   * process meanwhile, so everyone else has a turn first.
   */
  async function run<T>(work: (db: SqliteDatabase, engine: SqliteEngine) => T): Promise<Awaited<T>> {
    if (closed) throw new Failure(storageClosed);
    try {
      const engine = await open();
      await nextTurn();
      if (closed) throw new Failure(storageClosed);
      return await work(engine.db, engine);
    } catch (cause) {
      if (isRegistrationError(cause)) throw cause;
      throw new Failure(isDamage(cause) ? storageCorrupt : storageUnavailable, { cause });
    }
  }

  /** The same as one transaction, acknowledged when it is flushed. */
  function change<T>(work: (db: SqliteDatabase) => T, andThen?: (engine: SqliteEngine) => void): Promise<T> {
    return run(async (db, engine) => {
      const result = engine.transaction(() => work(db));
      andThen?.(engine);
      await engine.flushed();
      return result;
    });
  }

  return behindDoor({
    async read(key) {
      return run((db) => {
        const row = one<StoredRecord & { erased_at: string | null }>(
          db,
          'select key, revision, at, text, erased_at from hcpn_registrations where key = ?',
          key,
        );
        return row === undefined || row.erased_at !== null
          ? null
          : { key: row.key, revision: row.revision, at: row.at, text: row.text };
      });
    },

    async commit(commit) {
      return change((db) => write(db, commit));
    },

    async *journal(key, after = 0) {
      for (let last = after; ; ) {
        const entries = await run((db) =>
          all<JournalRow>(
            db,
            'select sequence, revision, at, command_id, text from hcpn_journal where key = ? and sequence > ? order by sequence limit ?',
            key,
            last,
            pageOfJournal,
          ),
        );
        for (const { command_id: commandId, sequence, revision, at, text } of entries)
          yield { sequence, revision, at, commandId, text };
        if (entries.length < pageOfJournal) return;
        last = entries.at(-1)?.sequence ?? last;
      }
    },

    async find(query) {
      if (isHopeless(query)) return run(async () => pageOf([], query));
      const [keys, values] = keysWanted(query);
      const rows = await run((db) =>
        all<Summary>(
          db,
          `select key, revision, at, state, company, deadline from hcpn_registrations where key in (${keys}) order by key`,
          ...values,
        ),
      );
      const plain = rows.map(({ key, revision, at, ...row }) => {
        return { key, revision, at, state: row.state, company: row.company, deadline: row.deadline };
      });
      return pageOf(plain, query);
    },

    async claim({ owner, at, leaseSeconds, limit }) {
      const rows = await change((db) =>
        all<MessageRow>(
          db,
          `update hcpn_messages set owner = ?, held_until = ? where number in (
            select number from hcpn_messages m where (held_until is null or held_until <= ?)
              and not exists (
                select 1 from hcpn_messages e where e.key = m.key and e.number < m.number and e.held_until > ?)
            order by number limit ?
          ) returning number, key, revision, position, at, type, text`,
          owner,
          leaseEnd(at, leaseSeconds),
          at,
          at,
          claimSize({ limit }),
        ),
      );
      return rows
        .sort((first, second) => first.number - second.number)
        .map(({ key, revision, position, at: said, type, text }): Message => {
          return { id: `${key}:${revision}:${position}`, key, revision, at: said, type, text };
        });
    },

    async acknowledge(ids, owner) {
      await change((db) => {
        for (const place of ids.map(placeOf)) {
          if (place === null) continue;
          db.prepare('delete from hcpn_messages where key = ? and revision = ? and position = ? and owner = ?').run(
            place.key,
            place.revision,
            place.position,
            owner,
          );
        }
      });
    },

    async remove(key, at) {
      const forget = (db: SqliteDatabase) => {
        for (const table of ['hcpn_commands', 'hcpn_journal', 'hcpn_messages'])
          db.prepare(`delete from ${table} where key = ?`).run(key);
        db.prepare('delete from hcpn_registrations where key = ? and erased_at is null').run(key);
        db.prepare(
          `insert into hcpn_registrations (key, revision, at, text, state, erased_at) values (?, 0, ?, '', '', ?)
           on conflict (key) do nothing`,
        ).run(key, at, at);
      };
      await change(forget, (engine) => engine.scrub());
    },

    async close() {
      if (closed) return;
      closed = true;
      const engine = await opened?.catch(() => null);
      if (typeof database === 'string') engine?.db.close();
    },
  });
}

/**
 * The select for the keys of a page and of one row more, with its values. It reads one index, and no row of the table
 * where that index says enough. A plus before a column keeps SQLite from taking an index for it.
 */
function keysWanted(query: Query): [sql: string, values: SqliteValue[]] {
  const { state, company, deadlineBy, cursor = '' } = query;
  const size = pageSize(query) + 1;
  // A child of a state begins with its name and a dot; a slash is the character after the dot.
  const states = state === undefined ? [] : [state, `${state}.`, `${state}/`];
  const isByState = company === undefined && deadlineBy === undefined;
  // What was erased is in the state '', so that the index of states does not tell it from a registration there.
  if (isByState && state) return [keysInStates, [...states, `${state}.`, cursor, cursor, size - 1, size]];

  // Few registrations share a company or are due: they are looked at even when many of them are in another state.
  const key = company === undefined && deadlineBy !== undefined ? '+key' : 'key';
  const conditions: [string, SqliteValue[]][] = [[`${key} > ?`, [cursor]]];
  if (company !== undefined) conditions.push(['company = ?', [company]]);
  if (deadlineBy !== undefined) conditions.push(['deadline <= ?', [deadlineBy]]);
  if (state !== undefined) conditions.push(['(+state = ? or +state >= ? and +state < ?)', states]);
  // What was erased has neither company nor deadline; to ask for it would mean to read the rows.
  if (isByState) conditions.push(['erased_at is null', []]);
  const where = conditions.map(([condition]) => condition).join(' and ');
  const sql = `select key from hcpn_registrations where ${where} order by ${key} limit ?`;
  return [sql, [...conditions.flatMap(([, values]) => values), size]];
}

/**
 * Steps from each state below the one wanted to the next, and takes a page of each, up to the last key of that page; an
 * empty blob comes after any key. The index is in order of key within one state only: to ask for all of them at once would
 * mean to sort every registration that is in one.
 */
const keysInStates = `
  with recursive wanted (state) as (
    values (?), (?)
    union all
    select (select min(state) from hcpn_registrations r where r.state > wanted.state and r.state < ?)
    from wanted where wanted.state >= ?
  )
  select r.key from wanted cross join hcpn_registrations r where r.state = wanted.state and r.key > ? and r.key <= coalesce(
    (select key from hcpn_registrations where state = wanted.state and key > ? order by key limit 1 offset ?), x'')
  order by r.key limit ?`;

interface JournalRow extends Omit<JournalEntry, 'commandId'> {
  readonly command_id: string;
}

interface MessageRow extends Omit<Message, 'id'> {
  readonly number: number;
  readonly position: number;
}

/** What is already waiting has its turn first. Browsers and some workers have no `setImmediate`. */
function nextTurn(): Promise<void> {
  return new Promise((done) => {
    if (typeof setImmediate === 'function') setImmediate(done);
    else setTimeout(done, 0);
  });
}

/**
 * Refuses a database that answers later, as Cloudflare D1 does: a transaction of several statements must go through without
 * a pause, and what is written would be acknowledged before it is.
 */
function assertPrompt(database: SqliteDatabase): void {
  const statement = database.prepare('select 1');
  const rows = 'all' in statement ? statement.all() : statement;
  if (Array.isArray(rows)) return;
  // However it ends, nobody waits for it.
  Promise.resolve(rows).catch(() => undefined);
  assertArguments({ database: [like('database that answers at once', Array.isArray), rows] });
}

/** Whether SQLite says that the file is damaged (11) or was never a database (26); each driver says it in its own way. */
function isDamage(cause: unknown): boolean {
  const { code, errcode } = Object(cause) as { code?: unknown; errcode?: unknown };
  return /^SQLITE_(CORRUPT|NOTADB)/.test(String(code)) || [11, 26].includes(Number(errcode) & 0xff);
}

/** Read to the end: a statement that libsql stops after its first row goes on holding the write-ahead log. */
function one<T>(db: SqliteDatabase, sql: string, ...values: SqliteValue[]): T | undefined {
  return all<T>(db, sql, ...values)[0];
}

function all<T>(db: SqliteDatabase, sql: string, ...values: SqliteValue[]): T[] {
  return db.prepare(sql).all(...values) as T[];
}

/** A database that is open and has its tables. */
async function engineOf(
  database: string | SqliteDatabase | DurableObjectStorage,
  driver: SqliteDriver | undefined,
  busySeconds: number,
): Promise<SqliteEngine> {
  if (isDurableObject(database)) return prepared(durableObjectEngine(database));
  if (typeof database !== 'string') {
    assertPrompt(database);
    return prepared(fileEngine(database, busySeconds));
  }
  const db = await openSqlite(database, driver);
  try {
    return prepared(fileEngine(db, busySeconds));
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The tables, made where they are missing or led over from layout 1. Throws `storage.notMigrated` for a later layout. */
function prepared(engine: SqliteEngine): SqliteEngine {
  const { db } = engine;
  engine.setUp();
  engine.transaction(() => {
    db.exec(tables);
    const found = one<{ version: number }>(db, 'select version from hcpn_layout');
    if (found === undefined) db.prepare('insert into hcpn_layout (version) values (?)').run(layout);
    else if (found.version === 1) leadOver(db);
    else if (found.version !== layout)
      throw new Failure(storageNotMigrated, { details: { layout: found.version, known: layout } });
  });
  return engine;
}

/** From layout 1, where the company of a row was without blanks and hyphens only. */
function leadOver(db: SqliteDatabase): void {
  // Two colons, or anything but a Latin letter or a digit after the first: what cannot be in the form of today already.
  const rows = all<{ key: string; company: string }>(
    db,
    "select key, company from hcpn_registrations where company is not null and company glob '*:*[^A-Z0-9]*'",
  );
  const change = db.prepare('update hcpn_registrations set company = ? where key = ?');
  for (const { key, company } of rows) {
    const now = migratedCompany(company);
    if (now !== company) change.run(now, key);
  }
  db.prepare('update hcpn_layout set version = ?').run(layout);
}

function write(db: SqliteDatabase, commit: Commit): CommitResult {
  const { key, commandId, at, text, expectedRevision } = commit;
  const kept = one<{ revision: number; erased_at: string | null }>(
    db,
    'select revision, erased_at from hcpn_registrations where key = ?',
    key,
  );
  if (kept !== undefined && kept.erased_at !== null) return { outcome: 'erased', at: kept.erased_at };
  const made = one<{ revision: number }>(
    db,
    'select revision from hcpn_commands where key = ? and command_id = ?',
    key,
    commandId,
  );
  if (made !== undefined) return { outcome: 'duplicate', revision: made.revision };
  const current = kept?.revision ?? 0;
  if (expectedRevision !== current) return { outcome: 'conflict', revision: current };

  const revision = current + 1;
  const { state, company, deadline } = commit.index;
  db.prepare(
    `insert into hcpn_registrations (key, revision, at, text, state, company, deadline) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (key) do update set revision = excluded.revision, at = excluded.at, text = excluded.text,
       state = excluded.state, company = excluded.company, deadline = excluded.deadline`,
  ).run(key, revision, at, text, state, company, deadline);
  db.prepare('insert into hcpn_commands (key, command_id, revision) values (?, ?, ?)').run(key, commandId, revision);
  const entry = db.prepare(
    'insert into hcpn_journal (key, sequence, revision, at, command_id, text) values (?, ?, ?, ?, ?, ?)',
  );
  for (const line of journalOf(commit, revision))
    entry.run(key, line.sequence, revision, line.at, commandId, line.text);
  const message = db.prepare(
    'insert into hcpn_messages (key, revision, position, at, type, text) values (?, ?, ?, ?, ?, ?)',
  );
  for (const [position, { type, text: body }] of messagesOf(commit, revision).entries())
    message.run(key, revision, position, at, type, body);
  return { outcome: 'committed', revision };
}
