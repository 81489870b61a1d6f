import { isRegistrationError, verifyJournal } from 'hcpn-registration';
import { migratePostgres, postgresStorage } from 'hcpn-registration/storage/postgres';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { act, everythingOf, later, nothing, save } from '../../src/testing/storage/kit.js';
import { Desk, say } from '../session/desk.js';
import { startServer, type TestServer } from './postgres.server.js';
import { type Stopped, startProxy, type TestProxy } from './proxy.js';

let server: TestServer;
let pool: Pool;
let proxy: TestProxy;
let stores = 0;

beforeAll(async () => {
  server = await startServer();
  pool = server.pool();
  proxy = await startProxy(server.url);
}, 60_000);
afterAll(async () => {
  await proxy.close();
  await server.stop();
});

/** An empty store, as seen past the proxy, and as seen through it by somebody who waits a second for an answer. */
async function store() {
  stores += 1;
  const names = { prefix: `p${process.pid}_${stores}_` };
  await migratePostgres(pool, names);
  const through = server.pool({
    connectionString: proxy.url,
    query_timeout: 1000,
    connectionTimeoutMillis: 500,
    // A client that is cut off in the middle of an erasure would leave the registration locked.
    options: '-c idle_in_transaction_session_timeout=200',
  });
  return { names, direct: postgresStorage(pool, names), proxied: postgresStorage(through, names) };
}

/** Lets something go wrong on the way to the server, and answers the typed error that came of it. */
async function disturbed(
  word: string,
  work: () => Promise<unknown>,
  disturb: (stopped: Stopped) => unknown,
): Promise<{ readonly code: string; readonly cause: unknown; readonly stopped: Stopped }> {
  const stopping = proxy.stop(word);
  const failing = work().then(
    (answer) => new Error(`It answered ${JSON.stringify(answer)}.`),
    (error: unknown) => error,
  );
  const stopped = await stopping;
  await disturb(stopped);
  const error: unknown = await failing;
  if (!isRegistrationError(error)) throw error;
  return { code: error.code, cause: error.cause, stopped };
}

/** The answer of the server to what has been passed on. */
async function answered(stopped: Stopped): Promise<Buffer> {
  stopped.pass();
  return stopped.answer();
}

/** What may become of a request, and whether the server has carried it out by the time the client gives up. */
const disturbances: Readonly<
  Record<string, { readonly isSaved: boolean; readonly disturb: (stopped: Stopped) => unknown }>
> = {
  'is cut before its request reaches the server': { isSaved: false, disturb: (stopped) => stopped.cut() },
  'is cut after the server has carried it out': {
    isSaved: true,
    async disturb(stopped) {
      await answered(stopped);
      stopped.cut();
    },
  },
  'is cut in the middle of the answer': {
    isSaved: true,
    async disturb(stopped) {
      const answer = await answered(stopped);
      stopped.reply(answer.subarray(0, answer.length / 2));
    },
  },
  'is cut in the middle of the request': {
    isSaved: false,
    disturb(stopped) {
      stopped.pass(stopped.request.length / 2);
      stopped.cut();
    },
  },
  'hangs before the server has the request': { isSaved: false, disturb: () => {} },
  'hangs after the server has carried it out': { isSaved: true, disturb: answered },
};

describe.each(Object.entries(disturbances))('a connection that %s', (_, { isSaved, disturb }) => {
  it.each([0, 1])(
    'a commit on revision %i is typed, done or not as a whole, and told by a repeat',
    async (revision) => {
      const { direct, proxied } = await store();
      await save(direct, ...Array.from({ length: revision }, (_each, index) => act('a', index)));
      const before = await everythingOf(direct, 'a');
      const commit = act('a', revision);
      const { code, cause } = await disturbed('with r as', () => proxied.commit(commit), disturb);
      expect([code, cause]).toEqual(['storage.unavailable', expect.any(Error)]);
      if (!isSaved) expect(await everythingOf(direct, 'a')).toEqual(before);
      const outcome = isSaved ? 'duplicate' : 'committed';
      expect(await proxied.commit(commit)).toEqual({ outcome, revision: revision + 1 });
      const after = await everythingOf(direct, 'a');
      expect(after.record).toMatchObject({ revision: revision + 1, text: commit.text });
      expect([after.journal.length, after.messages.length]).toEqual([revision + 1, revision + 1]);
    },
  );

  it('an act of a session is carried out once, and the repeat says it is saved', async () => {
    const { direct, proxied } = await store();
    const before = new Desk({ storage: direct });
    await (await before.open()).close();
    const desk = new Desk({ storage: proxied });
    const session = await desk.open();
    const command = { commandId: 'the country' };
    const { code } = await disturbed('with r as', () => session.receive(say.country, command), disturb);
    expect(code).toBe('storage.unavailable');
    await expect(session.receive(say.country, command)).rejects.toMatchObject({ code: 'session.closed' });
    await session.close();
    expect((await direct.read(desk.key))?.revision).toBe(isSaved ? 2 : 1);

    const again = await desk.open();
    for (let time = 0; time < 2; time += 1)
      expect(await again.receive(say.country, command)).toMatchObject({ status: 'saved', revision: 2 });
    expect(await again.receive(say.email, { commandId: 'the e-mail' })).toMatchObject({ status: 'saved', revision: 3 });
    expect((await before.history()).map(({ event }) => event.type)).toEqual([
      'registration.started',
      say.country.type,
      say.email.type,
    ]);
    expect(await verifyJournal(direct, desk.key)).toEqual({ ok: true, entries: 3 });
  });

  it('the start of a session is carried out once', async () => {
    const { direct, proxied } = await store();
    const desk = new Desk({ storage: proxied });
    const { code } = await disturbed('with r as', () => desk.open(), disturb);
    expect(code).toBe('storage.unavailable');
    expect((await direct.read(desk.key))?.revision).toBe(isSaved ? 1 : undefined);
    expect((await desk.open()).revision).toBe(1);
    expect(await verifyJournal(direct, desk.key)).toEqual({ ok: true, entries: 1 });
  });

  it.each([
    ['beginning', 'begin isolation'],
    ['deletions', 'delete from'],
    ['end', 'commit\0'],
  ])('an erasure, at its %s, is done or not as a whole, and may be repeated', async (_place, word) => {
    const { direct, proxied } = await store();
    await save(direct, act('a', 0), act('b', 0));
    const before = await everythingOf(direct, 'a');
    const { code } = await disturbed(word, () => proxied.remove('a', later(9)), disturb);
    expect(code).toBe('storage.unavailable');
    const isErased = isSaved && word === 'commit\0';
    expect(await everythingOf(direct, 'a')).toEqual(isErased ? nothing : before);
    await proxied.remove('a', later(9));
    expect(await everythingOf(direct, 'a')).toEqual(nothing);
    expect(await direct.commit(act('a', 1))).toMatchObject({ outcome: 'erased' });
    expect(await direct.read('b')).toMatchObject({ revision: 1 });
  });

  it.each([
    ['statement', 'returning m.number'],
    ['end', 'commit\0'],
  ])(
    'messages, at the %s of their leasing, come again when the lease is over, if there is one',
    async (_place, word) => {
      const { direct, proxied } = await store();
      await save(direct, act('a', 0), act('a', 1));
      const lease = { owner: 'worker', leaseSeconds: 60, limit: 9 };
      const { code } = await disturbed(word, () => proxied.claim({ ...lease, at: later(0) }), disturb);
      expect(code).toBe('storage.unavailable');
      const isLeased = isSaved && word === 'commit\0';
      expect(await proxied.claim({ ...lease, at: later(59) })).toHaveLength(isLeased ? 0 : 2);
      const ids = async (at: number) => (await proxied.claim({ ...lease, at: later(at) })).map(({ id }) => id);
      expect(await ids(200)).toEqual(['a:1:0', 'a:2:0']);
      const acknowledge = () => proxied.acknowledge(['a:1:0'], 'worker');
      expect((await disturbed('delete from', acknowledge, disturb)).code).toBe('storage.unavailable');
      await acknowledge();
      expect(await ids(900)).toEqual(['a:2:0']);
    },
  );

  it('reading is typed, and goes on over another connection', async () => {
    const { direct, proxied } = await store();
    await save(direct, act('a', 0));
    const { code } = await disturbed('text::text', () => proxied.read('a'), disturb);
    expect(code).toBe('storage.unavailable');
    expect(await proxied.read('a')).toMatchObject({ revision: 1 });
  });
});

describe('a request that was cut', () => {
  it('at any of its bytes but behind the last saves nothing', async () => {
    const { direct, proxied } = await store();
    await save(direct, act('a', 0));
    const before = await everythingOf(direct, 'a');
    // Behind the bytes before the last message the server has carried it out and waits to hear that it may be kept.
    const places = [...Array.from({ length: 12 }, (_, twelfth) => twelfth / 12), -6, -5, -4, -1];
    for (const place of places) {
      const { code } = await disturbed(
        'with r as',
        () => proxied.commit(act('a', 1)),
        (stopped) => {
          const { length } = stopped.request;
          stopped.pass(place < 0 ? length + place : Math.floor(length * place));
          stopped.cut();
        },
      );
      expect(code).toBe('storage.unavailable');
      await vi.waitFor(async () => expect(await othersAtWork()).toBe(0));
      expect(await everythingOf(direct, 'a')).toEqual(before);
    }
    expect(await proxied.commit(act('a', 1))).toEqual({ outcome: 'committed', revision: 2 });
  });

  it('at any byte of its answer is saved and never told as failed for certain', async () => {
    const { direct, proxied } = await store();
    for (let revision = 0; revision < 8; revision += 1) {
      const commit = act('a', revision);
      const { code } = await disturbed(
        'with r as',
        () => proxied.commit(commit),
        async (stopped) => {
          const answer = await answered(stopped);
          stopped.reply(answer.subarray(0, Math.floor(((answer.length - 1) * revision) / 7)));
        },
      );
      expect(code).toBe('storage.unavailable');
      expect(await proxied.commit(commit)).toEqual({ outcome: 'duplicate', revision: revision + 1 });
    }
    expect((await everythingOf(direct, 'a')).journal).toHaveLength(8);
  });

  it('in the instant it was passed on is carried out once, whichever came first', async () => {
    const { direct, proxied } = await store();
    for (let revision = 0; revision < 20; revision += 1) {
      const commit = act('a', revision);
      const { code } = await disturbed(
        'with r as',
        () => proxied.commit(commit),
        (stopped) => {
          stopped.pass();
          stopped.cut();
        },
      );
      expect(code).toBe('storage.unavailable');
      const repeated = await proxied.commit(commit);
      expect(['committed', 'duplicate']).toContain(repeated.outcome);
      expect(repeated).toMatchObject({ revision: revision + 1 });
    }
    const { journal, messages } = await everythingOf(direct, 'a');
    expect([journal.length, messages.length]).toEqual([20, 20]);
  });
});

describe('a request that arrives late', () => {
  it('after its repeat changes nothing', async () => {
    const { direct, proxied } = await store();
    const commit = act('a', 0);
    const { stopped } = await disturbed(
      'with r as',
      () => proxied.commit(commit),
      () => {},
    );
    expect(await proxied.commit(commit)).toEqual({ outcome: 'committed', revision: 1 });
    const before = await everythingOf(direct, 'a');
    await answered(stopped);
    expect(await everythingOf(direct, 'a')).toEqual(before);
  });

  it('between the opening of the next session and its repeat is found, and told as saved', async () => {
    const { direct, proxied } = await store();
    const desk = new Desk({ storage: proxied });
    const session = await desk.open();
    const command = { commandId: 'the country' };
    const { stopped } = await disturbed(
      'with r as',
      () => session.receive(say.country, command),
      () => {},
    );
    const again = await desk.open();
    expect(again.revision).toBe(1);
    await answered(stopped);
    expect(await again.receive(say.country, command)).toMatchObject({ status: 'saved', revision: 2 });
    expect(again.revision).toBe(2);
    expect(await verifyJournal(direct, desk.key)).toEqual({ ok: true, entries: 2 });
  });

  it.each([0, 1])(
    'while its repeat is under way, both waiting on revision %i, is carried out once',
    async (revision) => {
      const { names, direct, proxied } = await store();
      await save(direct, ...Array.from({ length: revision }, (_, index) => act('a', index)));
      const holder = await pool.connect();
      await holder.query('begin');
      await holder.query(`lock table ${names.prefix}registrations in share row exclusive mode`);
      const commit = act('a', revision);
      // The client gives up; the server does not, as it is still waiting.
      const { code } = await disturbed(
        'with r as',
        () => proxied.commit(commit),
        (stopped) => stopped.pass(),
      );
      expect(code).toBe('storage.unavailable');
      const repeating = direct.commit(commit);
      await vi.waitFor(async () => expect(await othersAtWork('Lock')).toBe(2));
      await holder.query('rollback');
      holder.release();
      expect(await repeating).toMatchObject({ revision: revision + 1 });
      await vi.waitFor(async () => expect(await othersAtWork()).toBe(0));
      const { journal, messages } = await everythingOf(direct, 'a');
      expect([journal.length, messages.length]).toEqual([revision + 1, revision + 1]);
    },
  );

  it('is given up by the server itself where a statement may not take that long', async () => {
    const { names, direct } = await store();
    await save(direct, act('a', 0));
    const before = await everythingOf(direct, 'a');
    const impatient = postgresStorage(server.pool({ options: '-c statement_timeout=200' }), names);
    await impatient.read('a');
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query(`lock table ${names.prefix}registrations in share row exclusive mode`);
    await expect(impatient.commit(act('a', 1))).rejects.toMatchObject({
      code: 'storage.unavailable',
      cause: { code: '57014' },
    });
    await holder.query('rollback');
    holder.release();
    expect(await everythingOf(direct, 'a')).toEqual(before);
    expect(await impatient.commit(act('a', 1))).toEqual({ outcome: 'committed', revision: 2 });
  });
});

describe('a server that', () => {
  it('takes connections and says nothing is a typed error, until it speaks', async () => {
    const { direct, proxied } = await store();
    proxy.setMute(true);
    await expect(proxied.commit(act('a', 0))).rejects.toMatchObject({ code: 'storage.unavailable' });
    proxy.setMute(false);
    expect(await proxied.commit(act('a', 0))).toEqual({ outcome: 'committed', revision: 1 });
    expect((await everythingOf(direct, 'a')).journal).toHaveLength(1);
  });

  it('is not there is a typed error that says so', async () => {
    const gone = await startProxy(server.url);
    await gone.close();
    await expect(postgresStorage(server.pool({ connectionString: gone.url })).read('a')).rejects.toMatchObject({
      code: 'storage.unavailable',
      cause: { code: 'ECONNREFUSED' },
    });
  });
});

/** How many backends carry out something for anyone but the asker, or wait for a lock. */
async function othersAtWork(wait?: 'Lock'): Promise<number> {
  const { rows } = await pool.query(
    `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
     and (state = 'active' or state like 'idle in transaction%') and ($1::text is null or wait_event_type = $1)`,
    [wait ?? null],
  );
  return rows.length;
}
