import { verifyJournal } from 'hcpn-registration';
import { migratePostgres, type PostgresPool, postgresStorage } from 'hcpn-registration/storage/postgres';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { act, claim, everythingOf, later, nothing, save } from '../../src/testing/storage/kit.js';
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

/** An empty store by a pool with settings of the server of its own, and what the server refuses its statements with. */
async function store(settings: string) {
  stores += 1;
  const prefix = `r${process.pid}_${stores}_`;
  await migratePostgres(pool, { prefix });
  const under = server.pool({ options: settings });
  const refusals: string[] = [];
  const noting =
    <A extends unknown[], T>(send: (...args: A) => Promise<T>) =>
    (...args: A) =>
      send(...args).catch((error: unknown) => {
        refusals.push(String(Object(error).code));
        throw error;
      });
  const noted: PostgresPool = {
    query: noting((text: string, values?: unknown[]) => under.query(text, values)),
    async connect() {
      const client = await under.connect();
      return {
        query: noting((text: string, values?: unknown[]) => client.query(text, values)),
        release: (error) => client.release(error),
      };
    },
  };
  return { prefix, refusals, storage: postgresStorage(noted, { prefix }) };
}

/** Whoever waits looks for a circle once, after this time: the adapter when the circle is closed, the other never here. */
const patient = `set local deadlock_timeout = '100s'`;
/** It may happen again before the other has taken what was let go. */
const hasty = '-c deadlock_timeout=1500';

/** A transaction of somebody else, which has locked something and waits for what the adapter has locked. */
async function crossing(
  { lock, next }: { readonly lock: string; readonly next: string },
  work: () => Promise<unknown>,
): Promise<{ readonly other: PoolClient; readonly working: Promise<unknown> }> {
  const other = await pool.connect();
  await other.query('begin');
  await other.query(patient);
  await other.query(lock);
  const working = work();
  await vi.waitFor(async () => expect(await waiting()).toBe(1));
  await other.query(next);
  return { other, working };
}

/** Ends the transaction of somebody else. */
async function end(other: PoolClient, how: 'commit' | 'rollback'): Promise<void> {
  await other.query(how);
  other.release();
}

async function waiting(): Promise<number> {
  const { rows } = await pool.query(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length;
}

describe('a deadlock that the server ends against the adapter', () => {
  it('lets a commit be made when the other gives up', async () => {
    const { prefix, refusals, storage } = await store(hasty);
    await save(storage, act('a', 0));
    // The same command of the same registration, written by hand and not yet committed.
    const lock = `insert into ${prefix}commands select id, (select encode(sha256('command 2 of a'), 'hex')), 2
      from ${prefix}registrations`;
    const next = `update ${prefix}registrations set at = at`;
    const { other, working } = await crossing({ lock, next }, () => storage.commit(act('a', 1)));
    expect(new Set(refusals)).toEqual(new Set(['40P01']));
    await end(other, 'rollback');
    expect(await working).toEqual({ outcome: 'committed', revision: 2 });
    const { journal, messages } = await everythingOf(storage, 'a');
    expect([journal.length, messages.length]).toEqual([2, 2]);
  });

  it('lets a commit be answered truthfully when the other made it', async () => {
    const { prefix, refusals, storage } = await store(hasty);
    await save(storage, act('a', 0));
    const lock = `insert into ${prefix}commands select id, (select encode(sha256('command 2 of a'), 'hex')), 2
      from ${prefix}registrations`;
    const next = `update ${prefix}registrations set revision = 2`;
    const { other, working } = await crossing({ lock, next }, () => storage.commit(act('a', 1)));
    await end(other, 'commit');
    expect(await working).toEqual({ outcome: 'duplicate', revision: 2 });
    expect(new Set(refusals)).toEqual(new Set(['40P01']));
    expect((await everythingOf(storage, 'a')).journal).toHaveLength(1);
  });

  it('is not noticed by a session', async () => {
    const { prefix, refusals, storage } = await store(hasty);
    const desk = new Desk({ storage });
    const session = await desk.open();
    const lock = `insert into ${prefix}journal select id, 2, 2, '', '', '{}' from ${prefix}registrations`;
    const next = `update ${prefix}registrations set at = at`;
    const { other, working } = await crossing({ lock, next }, () => session.receive(say.country, { commandId: 'one' }));
    await end(other, 'rollback');
    expect(await working).toMatchObject({ status: 'saved', revision: 2 });
    expect(new Set(refusals)).toEqual(new Set(['40P01']));
    expect(await verifyJournal(storage, desk.key)).toEqual({ ok: true, entries: 2 });
  });

  it('begins an erasure again as a whole', async () => {
    const { prefix, refusals, storage } = await store(hasty);
    await save(storage, act('a', 0));
    const lock = `select 1 from ${prefix}messages for update`;
    const next = `update ${prefix}registrations set at = at`;
    const { other, working } = await crossing({ lock, next }, () => storage.remove('a', later(0)));
    await end(other, 'rollback');
    await working;
    expect(new Set(refusals)).toEqual(new Set(['40P01']));
    expect(await everythingOf(storage, 'a')).toEqual(nothing);
    expect(await storage.commit(act('a', 1))).toMatchObject({ outcome: 'erased' });
  });

  it('lets messages be acknowledged', async () => {
    const { prefix, refusals, storage } = await store(hasty);
    await save(storage, act('a', 0), act('a', 1));
    const ids = (await claim(storage, 'worker', later(0))).map(({ id }) => id);
    const lockOf = (revision: number) => `select 1 from ${prefix}messages where revision = ${revision} for update`;
    const { other, working } = await crossing({ lock: lockOf(2), next: lockOf(1) }, () =>
      storage.acknowledge(ids, 'worker'),
    );
    await end(other, 'rollback');
    await working;
    expect(new Set(refusals)).toEqual(new Set(['40P01']));
    expect((await everythingOf(storage, 'a')).messages).toEqual([]);
  });
});

describe('a serialization failure', () => {
  const serializable = '-c default_transaction_isolation=serializable';

  /** Changes the registrations in a transaction that the adapter has to wait for. */
  async function meanwhile(prefix: string, change: string, work: () => Promise<unknown>): Promise<unknown> {
    const other = await pool.connect();
    await other.query('begin');
    await other.query(`update ${prefix}registrations set ${change}`);
    const working = work();
    await vi.waitFor(async () => expect(await waiting()).toBe(1));
    await end(other, 'commit');
    return working;
  }

  it('of a commit that still fits is not noticed', async () => {
    const { prefix, refusals, storage } = await store(serializable);
    await save(storage, act('a', 0));
    const committed = await meanwhile(prefix, 'at = at', () => storage.commit(act('a', 1)));
    expect(committed).toEqual({ outcome: 'committed', revision: 2 });
    expect(refusals).toEqual(['40001']);
    expect((await everythingOf(storage, 'a')).journal).toHaveLength(2);
  });

  it('of a commit that fits no longer is a conflict', async () => {
    const { prefix, refusals, storage } = await store(serializable);
    await save(storage, act('a', 0));
    const refused = await meanwhile(prefix, 'revision = 7', () => storage.commit(act('a', 1)));
    expect(refused).toEqual({ outcome: 'conflict', revision: 7 });
    expect(refusals).toEqual(['40001']);
  });

  it('of an act of a session is not noticed', async () => {
    const { prefix, refusals, storage } = await store(serializable);
    const desk = new Desk({ storage });
    const session = await desk.open();
    const saved = await meanwhile(prefix, 'at = at', () => session.receive(say.country, { commandId: 'one' }));
    expect(saved).toMatchObject({ status: 'saved', revision: 2 });
    expect(refusals).toEqual(['40001']);
    expect(await verifyJournal(storage, desk.key)).toEqual({ ok: true, entries: 2 });
  });

  it('does not happen to an erasure, which reads what is committed meanwhile', async () => {
    const { prefix, refusals, storage } = await store(serializable);
    await save(storage, act('a', 0));
    await meanwhile(prefix, 'at = at', () => storage.remove('a', later(0)));
    expect(refusals).toEqual([]);
    expect(await everythingOf(storage, 'a')).toEqual(nothing);
  });

  it.each(['40001', '40P01'])(
    'that never ends (%s) is a typed error after 100 attempts, with nothing written',
    async (refusal) => {
      const { prefix, refusals, storage } = await store('');
      await save(storage, act('a', 0));
      const before = await everythingOf(storage, 'a');
      await pool.query(`create function ${prefix}refuse() returns trigger language plpgsql
      as $$ begin raise exception 'refused' using errcode = '${refusal}'; end $$`);
      await pool.query(
        `create trigger refuse before insert on ${prefix}messages for each row execute function ${prefix}refuse()`,
      );
      await expect(storage.commit(act('a', 1))).rejects.toMatchObject({
        code: 'storage.unavailable',
        cause: { code: refusal },
      });
      expect(refusals).toEqual(Array(100).fill(refusal));
      expect(await everythingOf(storage, 'a')).toEqual(before);
      await pool.query(`drop function ${prefix}refuse cascade`);
      expect(await storage.commit(act('a', 1))).toEqual({ outcome: 'committed', revision: 2 });
    },
  );
});
