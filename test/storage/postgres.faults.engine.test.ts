import { isRegistrationError } from 'hcpn-registration';
import { migratePostgres, type PostgresPool, postgresStorage } from 'hcpn-registration/storage/postgres';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { act, everythingOf, keysOf, later, nothing, save } from '../../src/testing/storage/kit.js';
import { Desk, say } from '../session/desk.js';
import { startServer, type TestServer } from './postgres.server.js';

let server: TestServer;
let pool: Pool;
let stores = 0;

beforeAll(async () => {
  server = await startServer();
  pool = server.pool();
}, 60_000);
afterAll(() => server.stop());

/** An empty store of its own. */
async function store() {
  stores += 1;
  const prefix = `f${process.pid}_${stores}_`;
  await migratePostgres(pool, { prefix });
  return { prefix, storage: postgresStorage(pool, { prefix }) };
}

async function caught(work: Promise<unknown>): Promise<{ code: unknown; cause: unknown }> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isRegistrationError(error)) throw new Error('There is no typed error.');
  return { code: error.code, cause: error.cause };
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return (await caught(work)).code;
}

/** The pool, which breaks its connection around the next statement that has a word in it. */
function cutting(word: string, when: 'before' | 'after'): PostgresPool {
  let cuts = true;
  return {
    connect: () => pool.connect(),
    async query(text, values) {
      if (!cuts || !text.includes(word)) return pool.query(text, values);
      cuts = false;
      const client = await pool.connect();
      client.on('error', () => {});
      const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
      try {
        if (when === 'after') await client.query(text, values);
        await pool.query('select pg_terminate_backend($1, 5000)', [pid]);
        return await client.query(text, values);
      } finally {
        client.release(true);
      }
    },
  };
}

/** Ends the backends that wait for a lock, once there are some. */
async function cutWaiting(): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await pool.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    expect(rows).toHaveLength(1);
  });
}

describe('migratePostgres', () => {
  it('may be repeated, from 8 connections at once, under hostile names in another schema', async () => {
    const schema = `A "schema"; of ${process.pid}'s`;
    await pool.query(`create schema "${schema.replaceAll('"', '""')}"`);
    const names = { schema, prefix: `Pre"fix'; -- ` };
    await Promise.all(Array.from({ length: 8 }, () => migratePostgres(pool, names)));
    await migratePostgres(pool, names);
    const storage = postgresStorage(pool, names);
    await save(storage, act('a', 0));
    expect(await keysOf(storage)).toEqual(['a']);
    const { rows } = await pool.query('select count(*)::int as tables from pg_tables where schemaname = $1', [schema]);
    expect(rows).toEqual([{ tables: 5 }]);
    const quoted = `"${schema.replaceAll('"', '""')}"."Pre""fix'; -- layout"`;
    expect((await pool.query(`select version from ${quoted}`)).rows).toEqual([{ version: 2 }]);
  });

  it('a later layout is refused by the migration and by the storage', async () => {
    const { prefix } = await store();
    await pool.query(`update ${prefix}layout set version = 3`);
    expect(await codeOf(migratePostgres(pool, { prefix }))).toBe('storage.notMigrated');
    expect(await codeOf(postgresStorage(pool, { prefix }).read('a'))).toBe('storage.notMigrated');
  });

  it('without it the storage says so, with the cause', async () => {
    const { code, cause } = await caught(postgresStorage(pool, { prefix: 'none_' }).read('a'));
    expect(code).toBe('storage.notMigrated');
    expect(cause).toMatchObject({ code: '42P01' });
  });

  it('a role that may only read and write works, and may call it too', async () => {
    const { prefix } = await store();
    const role = `app_${process.pid}`;
    const tables = ['registrations', 'commands', 'journal', 'messages'].map((name) => prefix + name).join(', ');
    await pool.query(`create role ${role}; grant usage on schema public to ${role};
      grant select on ${prefix}layout to ${role}; grant select, insert, update, delete on ${tables} to ${role}`);
    const app = server.pool({ options: `-c role=${role}` });
    await migratePostgres(app, { prefix });
    expect(await codeOf(migratePostgres(app, { prefix: `${prefix}x` }))).toBe('storage.unavailable');
    const storage = postgresStorage(app, { prefix });
    await save(storage, act('a', 0));
    const claimed = await storage.claim({ owner: 'one', at: later(0), leaseSeconds: 9, limit: 9 });
    expect(claimed).toHaveLength(1);
    await storage.acknowledge([claimed[0]?.id ?? ''], 'one');
    await storage.remove('a', later(1));
    expect(await storage.read('a')).toBeNull();
    await app.end();
    await pool.query(`drop owned by ${role}; drop role ${role}`);
  });

  it('names that PostgreSQL would cut are refused', async () => {
    const refused = expect.objectContaining({ code: 'argument.invalid' });
    expect(() => postgresStorage(pool, { prefix: 'p'.repeat(42) })).toThrow(refused);
    expect(() => postgresStorage(pool, { prefix: 'p'.repeat(41) })).not.toThrow();
  });
});

describe('postgresStorage under load', () => {
  it('keeps and pages the longest keys, and companies of 2,100 characters that do not compress', async () => {
    const { storage } = await store();
    const noise = (seed: number, from: number, length: number) =>
      String.fromCodePoint(...Array.from({ length }, (_, i) => from + (((i + 1) * (seed + 7919) * 104_729) % 20_000)));
    const keys = [noise(1, 0x4e00, 1024), noise(2, 0x20000, 512), ...[3, 1, 2].map((n) => `${'k'.repeat(1000)}${n}`)];
    const company = noise(3, 0x4e00, 2100);
    for (const key of keys) await save(storage, act(key, 0, { index: { state: 'a', company, deadline: null } }));
    const ordered = keys.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect(await keysOf(storage, { limit: 1 })).toEqual(ordered);
    expect(await keysOf(storage, { company, limit: 2 })).toEqual(ordered);
  });

  it('finds and pages by index among 20,000 rows', async () => {
    const { prefix } = await store();
    await pool.query(
      `insert into ${prefix}registrations (id, key, revision, at, text, state, company, deadline)
       select n::text, 'key ' || n, 1, '', '1', 's' || n % 500, 'CN:' || n, lpad(n::text, 9, '0')
       from generate_series(1, 20000) n`,
    );
    await pool.query(`analyze ${prefix}registrations`);
    const queries = {
      state: { state: 's7', limit: 10 },
      company: { company: 'CN:7', limit: 10 },
      deadline: { deadlineBy: '000000020', limit: 10 },
      key: { cursor: 'key 5', limit: 10 },
    };
    for (const [name, query] of Object.entries(queries)) {
      const sent: [string, unknown[] | undefined][] = [];
      const listening: PostgresPool = {
        connect: () => pool.connect(),
        query(text, values) {
          sent.push([text, values]);
          return pool.query(text, values);
        },
      };
      const { rows } = await postgresStorage(listening, { prefix }).find(query);
      expect(rows.length).toBeGreaterThan(0);
      const [text = '', values] = sent.at(-1) ?? [];
      const plan = JSON.stringify((await pool.query(`explain (format json) ${text}`, values)).rows);
      expect(plan).toContain(`${prefix}registrations_${name}`);
      expect(plan).not.toContain('Seq Scan');
    }
  });

  it.each(['read committed', 'serializable'])('16 writers on 4 registrations lose nothing at %s', async (level) => {
    const { prefix } = await store();
    const options = `-c default_transaction_isolation=${level.replace(' ', '\\ ')}`;
    const handles = [0, 1].map(() => postgresStorage(server.pool({ options }), { prefix }));
    const [reader] = handles;
    if (reader === undefined) throw new Error('There is no handle.');
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        const [storage = reader, key] = [handles[writer % 2], `key ${writer % 4}`];
        for (let done = 0, revision = 0; done < 5; ) {
          const result = await storage.commit(act(key, revision, { commandId: `${writer} ${done}` }));
          if (result.outcome === 'committed') done += 1;
          if (result.outcome !== 'erased') revision = result.revision;
        }
      }),
    );
    for (const key of ['key 0', 'key 1', 'key 2', 'key 3']) {
      const { record, journal } = await everythingOf(reader, key);
      expect(record?.revision).toBe(20);
      expect(journal.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(new Set(journal.map(({ commandId }) => commandId)).size).toBe(20);
    }
  });

  it('erasing leaves neither key nor text in any table', async () => {
    const { prefix, storage } = await store();
    const holds = async () => {
      const tables = ['registrations', 'commands', 'journal', 'messages'].map(
        (name) => `select to_json(t)::text as line from ${prefix}${name} t`,
      );
      const { rows } = await pool.query(tables.join(' union all '));
      return rows.filter(({ line }) => /person/.test(line)).length;
    };
    await save(storage, act('person', 0, { text: '"person"' }), act('person', 1));
    expect(await holds()).toBeGreaterThan(0);
    await storage.remove('person', later(9));
    expect(await holds()).toBe(0);
  });

  it('numbers beyond those of PostgreSQL are answered, not failed on', async () => {
    const { storage } = await store();
    await save(storage, act('a', 0));
    for (const expectedRevision of [-1, 2 ** 31, 1.5])
      expect(await storage.commit(act('a', 0, { expectedRevision, commandId: 'new', text: '' }))).toEqual({
        outcome: 'conflict',
        revision: 1,
      });
    await storage.acknowledge(['a:999999999999:0'], 'one');
    for await (const entry of storage.journal('a', 2 ** 40)) expect.fail(entry.commandId);
  });
});

describe('postgresStorage when the connection is cut', () => {
  it.each(['before', 'after'] as const)('%s a commit, a repeat answers truthfully', async (when) => {
    const { prefix, storage } = await store();
    const cut = postgresStorage(cutting('with r as', when), { prefix });
    expect(await codeOf(cut.commit(act('a', 0)))).toBe('storage.unavailable');
    const outcome = when === 'after' ? 'duplicate' : 'committed';
    expect(await cut.commit(act('a', 0))).toEqual({ outcome, revision: 1 });
    expect((await everythingOf(storage, 'a')).journal).toHaveLength(1);
  });

  it.each(['commit', 'remove'] as const)('in the middle of a %s, nothing is half done', async (name) => {
    const { prefix, storage } = await store();
    await save(storage, act('a', 0));
    const before = await everythingOf(storage, 'a');
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query(`select 1 from ${prefix}registrations for update`);
    const work = () => (name === 'commit' ? storage.commit(act('a', 1)) : storage.remove('a', later(9)));
    const code = codeOf(work());
    await cutWaiting();
    expect(await code).toBe('storage.unavailable');
    await holder.query('rollback');
    holder.release();
    expect(await everythingOf(storage, 'a')).toEqual(before);
    await work();
    const after = await everythingOf(storage, 'a');
    if (name === 'remove') expect(after).toEqual(nothing);
    else expect(after.record?.revision).toBe(2);
  });

  it.each(['before', 'after'] as const)('%s the save of a session, the act is carried out once', async (when) => {
    const { prefix } = await store();
    const steady = new Desk({ storage: postgresStorage(pool, { prefix }) });
    const session = await steady.open();
    await session.close();
    const desk = new Desk({ storage: postgresStorage(cutting('with r as (update', when), { prefix }) });
    const first = await desk.open();
    const sent = first.receive(say.country, { commandId: 'the country' });
    expect(await codeOf(sent)).toBe('storage.unavailable');
    const again = await desk.open();
    expect(await again.receive(say.country, { commandId: 'the country' })).toMatchObject({
      status: 'saved',
      revision: 2,
    });
    expect(await desk.history()).toHaveLength(2);
    expect(await again.receive(say.email, { commandId: 'the e-mail' })).toMatchObject({ status: 'saved', revision: 3 });
  });

  it('a server that was stopped and started goes on', async () => {
    const { storage } = await store();
    await save(storage, act('a', 0));
    await server.restart();
    await vi.waitFor(async () => expect((await storage.read('a'))?.revision).toBe(1));
    await save(storage, act('a', 1));
  });

  it('a pool that was ended is a typed error', async () => {
    const { prefix } = await store();
    const ended = server.pool();
    await ended.end();
    expect(await codeOf(postgresStorage(ended, { prefix }).read('a'))).toBe('storage.unavailable');
    expect(await codeOf(migratePostgres(ended, { prefix }))).toBe('storage.unavailable');
  });
});
