import * as z from 'zod/mini';
import { assertArguments, like } from '../arguments.js';
import { migratedCompany } from '../company.js';
import {
  codeOf,
  Failure,
  isRegistrationError,
  type RegistrationError,
  storageClosed,
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
import { claimSize, isHopeless, leaseEnd, pageOf, pageSize, placeOf } from './rows.js';
import { sha256 } from './sha256.js';

/** What sends a statement: a pool or a client of `pg`, or anything of the same shape. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: unknown[] }>;
}

/** A pool of `pg`, or anything of the same shape. It stays the host's: closing the storage leaves it open. */
export interface PostgresPool extends PostgresClient {
  connect(): Promise<PostgresConnection>;
}

/** One connection of a pool, held for a transaction. */
export interface PostgresConnection extends PostgresClient {
  release(error?: Error | boolean): void;
  on?(event: 'error', listener: () => void): unknown;
  off?(event: 'error', listener: () => void): unknown;
}

/** What the tables are called: `"schema"."prefix…"`. */
export interface PostgresNames {
  /** `public` by default; it has to exist. */
  readonly schema?: string | undefined;
  /** `hcpn_` by default. */
  readonly prefix?: string | undefined;
}

const layout = 2;
const pageOfJournal = 500;
/** How many rows are looked at in one transaction of a migration. */
const pageOfMigration = 500;

/**
 * Makes the tables where they are missing, and leads those of an earlier layout over; harmless to repeat, and on several
 * servers at once. Where they are there already in the layout of today it needs no right to make or change any.
 *
 * Rows are led over in small transactions, so that nobody waits long for one. If it ends halfway, call it again. Servers of
 * an earlier version should have stopped: they open nothing afterwards, and what they still save is not led over.
 */
export async function migratePostgres(pool: PostgresPool, names: PostgresNames = {}): Promise<void> {
  const t = tablesOf(pool, names);
  for (let after: string | null = ''; after !== null; ) {
    const begin: string = after;
    after = await typed(async () => {
      if ((await layoutOf(pool, t)) === layout) return null;
      return transaction(pool, (client) => migrate(client, t, begin));
    });
  }
}

/** Makes the tables or leads a page of rows over, in turn with other servers; answers where the next begins, or null. */
async function migrate(client: PostgresClient, t: Tables, after: string): Promise<string | null> {
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [t.layout]);
  // Before the look-up, which would answer from before the lock: making a table brings the catalogue up to date.
  await client.query(`create table if not exists ${t.layout} (version integer not null)`);
  const found = await layoutOf(client, t);
  if (found === layout) return null;
  if (found === null) {
    for (const statement of statements(t)) await client.query(statement);
    await client.query(`insert into ${t.layout} (version) values ($1)`, [layout]);
    return null;
  }
  const last = await leadOver(client, t, after);
  if (last === null) await client.query(`update ${t.layout} set version = $1`, [layout]);
  return last;
}

/** From layout 1, where the company of a row was without blanks and hyphens only: a page, and the id of its last row. */
async function leadOver(client: PostgresClient, t: Tables, after: string): Promise<string | null> {
  // Two colons, or anything but a Latin letter or a digit after the first: what cannot be in the form of today already.
  const { rows } = await client.query(
    `select id, company from ${t.registrations} where id > $1 and company ~ ':.*[^A-Z0-9]' order by id limit $2 for update`,
    [after, pageOfMigration],
  );
  const found = rows as { id: string; company: string }[];
  const changed = found.filter(({ company }) => migratedCompany(company) !== company);
  await client.query(
    `update ${t.registrations} r set company = given.company from unnest($1::text[], $2::text[]) as given(id, company)
     where r.id = given.id`,
    [changed.map(({ id }) => id), changed.map(({ company }) => migratedCompany(company))],
  );
  return found.at(-1)?.id ?? null;
}

/** The layout that is there, of those that can be led over; null for none. Throws `storage.notMigrated` for any other. */
async function layoutOf(client: PostgresClient, t: Tables): Promise<number | null> {
  const { rows: tables } = await client.query('select 1 where to_regclass($1) is not null', [t.layout]);
  if (tables.length === 0) return null;
  const { rows } = await client.query(`select version from ${t.layout}`);
  const [found] = rows as { version: number }[];
  if (found === undefined) return null;
  if (found.version < 1 || found.version > layout) throw notMigrated(found.version);
  return found.version;
}

function notMigrated(found: number): RegistrationError {
  return new Failure(storageNotMigrated, { details: { layout: found, known: layout } });
}

/**
 * Keeps registrations in PostgreSQL, for several servers on one database. A commit is one statement.
 * The tables are made by `migratePostgres`; without them, or with those of another layout, it throws `storage.notMigrated`.
 */
export function postgresStorage(pool: PostgresPool, names: PostgresNames = {}): StorageAdapter {
  const t = tablesOf(pool, names);
  let closed = false;

  let checked = false;

  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (closed) throw new Failure(storageClosed);
    return typed(async () => {
      // A missing table says so itself, with the cause.
      const found = checked ? null : await layoutOf(pool, t);
      if (found !== null && found !== layout) throw notMigrated(found);
      checked = true;
      return work();
    });
  }

  async function rowsOf<T>(text: string, values: unknown[]): Promise<T[]> {
    const { rows } = await pool.query(text, values);
    return rows as T[];
  }

  async function tryToWrite(commit: Commit, id: string, command: string): Promise<number | undefined> {
    const { key, commandId, at, text, entries, messages, expectedRevision, index } = commit;
    const [written] = await rowsOf<{ revision: number }>(expectedRevision === 0 ? create(t) : update(t), [
      id,
      command,
      expectedRevision,
      key,
      at,
      text,
      index.state,
      index.company,
      index.deadline,
      commandId,
      entries.map(({ sequence }) => sequence),
      entries.map((entry) => entry.at),
      entries.map((entry) => entry.text),
      messages.map(({ type }) => type),
      messages.map((message) => message.text),
    ]);
    return written?.revision;
  }

  return behindDoor({
    async read(key) {
      const id = await sha256(key);
      const [row] = await run(() =>
        rowsOf<StoredRecord>(
          `select key, revision, at, text::text as text from ${t.registrations} where id = $1 and erased_at is null`,
          [id],
        ),
      );
      return row ?? null;
    },

    async commit(commit) {
      const [id, command] = await Promise.all([sha256(commit.key), sha256(commit.commandId)]);
      return run(async (): Promise<CommitResult> => {
        for (;;) {
          const revision = mayFit(commit.expectedRevision) ? await tryToWrite(commit, id, command) : undefined;
          if (revision !== undefined) return { outcome: 'committed', revision };
          const [found] = await rowsOf<{ revision: number; erased_at: string | null; made: number | null }>(
            `select revision, erased_at, (select revision from ${t.commands} where id = $1 and command = $2) as made
             from ${t.registrations} where id = $1`,
            [id, command],
          );
          if (found !== undefined && found.erased_at !== null) return { outcome: 'erased', at: found.erased_at };
          if (found?.made != null) return { outcome: 'duplicate', revision: found.made };
          const current = found?.revision ?? 0;
          // Someone else made the expected revision between the two statements: it fits now.
          if (current !== commit.expectedRevision) return { outcome: 'conflict', revision: current };
        }
      });
    },

    async *journal(key, after = 0) {
      const id = await sha256(key);
      for (let last = after; ; ) {
        const entries = await run(() =>
          rowsOf<JournalEntry>(
            `select sequence, revision, at, command_id as "commandId", text::text as text from ${t.journal}
             where id = $1 and sequence > $2::bigint order by sequence limit $3`,
            [id, last, pageOfJournal],
          ),
        );
        yield* entries;
        if (entries.length < pageOfJournal) return;
        last = entries.at(-1)?.sequence ?? last;
      }
    },

    async find(query) {
      if (isHopeless(query)) return run(async () => pageOf([], query));
      const [text, values] = pageWanted(t, query);
      return pageOf(await run(() => rowsOf<Summary>(text, values)), query);
    },

    async claim({ owner, at, leaseSeconds, limit }) {
      const rows = await run(() =>
        transaction(pool, async (client) => {
          // One claimer at a time: the leases of another count only once they are committed.
          await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [t.messages]);
          const { rows: leased } = await client.query(
            `with due as (
               select number from ${t.messages} m where (held_until is null or held_until <= $3)
                 and not exists (
                   select 1 from ${t.messages} e where e.id = m.id and e.number < m.number and e.held_until > $3)
               order by number limit $4 for update
             )
             update ${t.messages} m set owner = $1, held_until = $2 from due where m.number = due.number
             returning m.number::text as number, m.key, m.revision, m.position, m.at, m.type, m.text::text as text`,
            [owner, leaseEnd(at, leaseSeconds), at, claimSize({ limit })],
          );
          return leased as MessageRow[];
        }),
      );
      return rows
        .sort((first, second) => Number(first.number) - Number(second.number))
        .map(({ key, revision, position, at: said, type, text }): Message => {
          return { id: `${key}:${revision}:${position}`, key, revision, at: said, type, text };
        });
    },

    async acknowledge(ids, owner) {
      const places = ids.flatMap((id) => placeOf(id) ?? []);
      const digests = await Promise.all(places.map(({ key }) => sha256(key)));
      await run(() =>
        rowsOf(
          `delete from ${t.messages} m using unnest($1::text[], $2::bigint[], $3::bigint[]) as given(id, revision, position)
           where m.id = given.id and m.revision = given.revision and m.position = given.position and m.owner = $4`,
          [digests, places.map(({ revision }) => revision), places.map(({ position }) => position), owner],
        ),
      );
    },

    async remove(key, at) {
      const id = await sha256(key);
      await run(() =>
        // The stub comes first: whoever is committing has then either finished, and is deleted below, or is refused.
        transaction(pool, async (client) => {
          await client.query(
            `insert into ${t.registrations} as r (id, key, revision, at, text, state, erased_at)
             values ($1, '', 0, $2, 'null', '', $2)
             on conflict (id) do update set key = '', revision = 0, at = excluded.at, text = 'null', state = '',
               company = null, deadline = null, erased_at = coalesce(r.erased_at, excluded.erased_at)`,
            [id, at],
          );
          for (const table of [t.commands, t.journal, t.messages])
            await client.query(`delete from ${table} where id = $1`, [id]);
        }),
      );
    },

    async close() {
      closed = true;
    },
  });
}

interface MessageRow extends Omit<Message, 'id'> {
  readonly number: string;
  readonly position: number;
}

type Tables = Readonly<Record<'layout' | 'registrations' | 'commands' | 'journal' | 'messages', string>> & {
  readonly index: (name: string) => string;
};

const methodsOfPool = ['query', 'connect'];
const poolArgument = like<PostgresPool>('pool of pg', (pool) =>
  methodsOfPool.every((method) => typeof Reflect.get(Object(pool), method) === 'function'),
);

/** PostgreSQL cuts a name after 63 bytes, and two tables or indexes would become one. */
const name = z
  .string()
  .check(z.refine((text) => !text.includes('\u0000') && new TextEncoder().encode(text).length <= 63));
const namesArgument = z.object({
  schema: z.optional(name.check(z.minLength(1))),
  prefix: z.optional(z.string().check(z.refine((prefix) => name.safeParse(`${prefix}registrations_deadline`).success))),
});

function tablesOf(pool: PostgresPool, names: PostgresNames): Tables {
  assertArguments({ pool: [poolArgument, pool], names: [namesArgument, names] });
  const { schema = 'public', prefix = 'hcpn_' } = names;
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const table = (name: string) => `${quoted(schema)}.${quoted(`${prefix}${name}`)}`;
  return {
    layout: table('layout'),
    registrations: table('registrations'),
    commands: table('commands'),
    journal: table('journal'),
    messages: table('messages'),
    index: (name) => quoted(`${prefix}${name}`),
  };
}

/** Keys of 1,024 characters are longer than an index takes, so the index holds their beginning. */
const prefixOf = (value: string) => `left(${value}, 200) collate "C"`;

/**
 * `id` and `command` are SHA-256 of the key and the command id, which may be longer than an index takes.
 * `json` gives text back byte for byte; `jsonb` refuses some of what a form may hold.
 */
function statements(t: Tables): string[] {
  return [
    `create table if not exists ${t.registrations} (
       id text collate "C" primary key, key text collate "C" not null, revision integer not null, at text not null,
       text json not null, state text collate "C" not null, company text, deadline text collate "C", erased_at text)`,
    `create index if not exists ${t.index('registrations_key')} on ${t.registrations} ((${prefixOf('key')}))
       where erased_at is null`,
    `create index if not exists ${t.index('registrations_state')} on ${t.registrations} (state, (${prefixOf('key')}))
       where erased_at is null`,
    `create index if not exists ${t.index('registrations_company')} on ${t.registrations} using hash (company)
       where company is not null`,
    `create index if not exists ${t.index('registrations_deadline')} on ${t.registrations} (deadline)
       where deadline is not null`,
    `create table if not exists ${t.commands} (
       id text collate "C" not null, command text collate "C" not null, revision integer not null,
       primary key (id, command))`,
    `create table if not exists ${t.journal} (
       id text collate "C" not null, sequence integer not null, revision integer not null, at text not null,
       command_id text not null, text json not null, primary key (id, sequence))`,
    `create table if not exists ${t.messages} (
       number bigint generated always as identity primary key, id text collate "C" not null, key text not null,
       revision integer not null, position integer not null, at text not null, type text not null,
       text json not null, owner text, held_until text collate "C", unique (id, revision, position))`,
    `create index if not exists ${t.index('messages_due')} on ${t.messages} (held_until, number)`,
  ];
}

/** The select for a page and one row more, with its values. */
function pageWanted(t: Tables, query: Query): [text: string, values: unknown[]] {
  const { state, company, deadlineBy, cursor } = query;
  // A child of a state begins with its name and a dot; a slash is the character after the dot.
  if (state !== undefined && company === undefined && deadlineBy === undefined)
    return [pageInStates(t), [state, `${state}.`, `${state}/`, cursor ?? '', pageSize(query) + 1]];

  const values: unknown[] = [];
  const given = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['erased_at is null'];
  if (cursor !== undefined)
    conditions.push(`(${prefixOf('key')}, key) > (${prefixOf(given(cursor))}, ${given(cursor)})`);
  if (state !== undefined)
    conditions.push(`(state = ${given(state)} or (state >= ${given(`${state}.`)} and state < ${given(`${state}/`)}))`);
  if (company !== undefined) conditions.push(`company = ${given(company)}`);
  if (deadlineBy !== undefined) conditions.push(`deadline <= ${given(deadlineBy)}`);
  const text = `select key, revision, at, state, company, deadline from ${t.registrations}
    where ${conditions.join(' and ')} order by ${prefixOf('key')}, key limit ${given(pageSize(query) + 1)}`;
  return [text, values];
}

/**
 * Steps from each state below the one wanted to the next, and takes a page of each. Asked for all of them at once, or for
 * rows equal to one, PostgreSQL may go through all keys in order: it takes those in a state to be spread evenly, and the
 * newest are not. In order of state, from a place within one, only the index of states gives them.
 */
const pageInStates = (t: Tables) =>
  `with recursive wanted (state) as (
     values ($1 collate "C"), ($2)
     union all
     select (select min(r.state) from ${t.registrations} r
       where r.erased_at is null and r.state > wanted.state and r.state < $3)
     from wanted where wanted.state >= $2
   )
   select page.* from wanted cross join lateral (
     select key, revision, at, state, company, deadline from ${t.registrations}
     where erased_at is null and state <= wanted.state
       and (state, ${prefixOf('key')}, key) > (wanted.state, ${prefixOf('$4')}, $4)
     order by state, ${prefixOf('key')}, key limit $5
   ) page order by ${prefixOf('key')}, key limit $5`;

const isNew = (t: Tables) => `not exists (select 1 from ${t.commands} c where c.id = $1 and c.command = $2)`;

const create = (t: Tables) =>
  written(
    t,
    `insert into ${t.registrations} (id, key, revision, at, text, state, company, deadline)
     select $1, $4, $3::int + 1, $5, $6::json, $7, $8, $9 where ${isNew(t)}
     on conflict (id) do nothing returning id, revision`,
  );

const update = (t: Tables) =>
  written(
    t,
    `update ${t.registrations} set key = $4, revision = revision + 1, at = $5, text = $6::json, state = $7, company = $8,
       deadline = $9
     where id = $1 and revision = $3::int and erased_at is null and ${isNew(t)} returning id, revision`,
  );

/** Everything that belongs to a revision, written if and only if the revision is. */
function written(t: Tables, revision: string): string {
  return `with r as (${revision}),
    c as (insert into ${t.commands} (id, command, revision) select id, $2, revision from r),
    j as (insert into ${t.journal} (id, sequence, revision, at, command_id, text)
          select r.id, e.sequence, r.revision, e.at, $10, e.text::json
          from r, unnest($11::int[], $12::text[], $13::text[]) as e(sequence, at, text)),
    m as (insert into ${t.messages} (id, key, revision, position, at, type, text)
          select r.id, $4, r.revision, e.place - 1, $5, e.type, e.text::json
          from r, unnest($14::text[], $15::text[]) with ordinality as e(type, text, place) order by e.place)
    select revision from r`;
}

/** Read committed whatever the default is: what is deleted has to include what was committed while we waited. */
async function transaction<T>(pool: PostgresPool, work: (client: PostgresClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // The statement under way fails too; without a listener the event would end the process.
  const ignore = () => {};
  client.on?.('error', ignore);
  let broken = false;
  try {
    // A client that hangs must not go on holding what others wait for; a limit of the host's own stays.
    await client.query(
      `begin isolation level read committed;
       select set_config('idle_in_transaction_session_timeout', '30s', true)
       where current_setting('idle_in_transaction_session_timeout') = '0'`,
    );
    const answer = await work(client);
    await client.query('commit');
    return answer;
  } catch (error) {
    // A connection that cannot even roll back is thrown away.
    broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.off?.('error', ignore);
    client.release(broken);
  }
}

/** What could follow a revision that is kept. Sessions ask with -1 whether a command is known, and with no text. */
const mayFit = (revision: number) => Number.isInteger(revision) && revision >= 0 && revision < 2 ** 31 - 1;

/** Does the work, again where PostgreSQL ended it in favour of another's; its errors become those of a storage. */
async function typed<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (cause) {
      if (isRegistrationError(cause)) throw cause;
      const code = codeOf(cause);
      // Serialization failure and deadlock: rolled back for certain.
      if ((code === '40001' || code === '40P01') && attempt < 100) continue;
      throw new Failure(code === '42P01' ? storageNotMigrated : storageUnavailable, { cause });
    }
  }
}
