import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Query } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import {
  type SqliteDatabase,
  type SqliteDriver,
  type SqliteValue,
  sqliteStorage,
} from 'hcpn-registration/storage/sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openSqlite } from '../../src/storage/sqlite.drivers.js';
import { act, claim, everythingOf, journalOf, later, nothing, save } from '../../src/testing/storage/kit.js';
import { testStorageAdapter } from '../../src/testing/storage.contract.js';
import { durableObjectOver } from './durableObject.js';
import { answersOf, questions } from './finding.js';
import { companies, expectLedOver, oldStore } from './oldStores.js';

/** The files of the connections that are open; libsql lets go of a closed file only when its statements are collected. */
const inUse = vi.hoisted(() => [] as string[]);

vi.mock('../../src/storage/sqlite.drivers.js', async (original) => {
  const drivers = await original<typeof import('../../src/storage/sqlite.drivers.js')>();
  const openSqlite: typeof drivers.openSqlite = async (path, named) => {
    const db = await drivers.openSqlite(path, named);
    const close = db.close.bind(db);
    inUse.push(path);
    return Object.assign(db, {
      close() {
        inUse.splice(inUse.indexOf(path), 1);
        close();
      },
    });
  };
  return { ...drivers, openSqlite };
});

const root = mkdtempSync(join(tmpdir(), 'hcpn-sqlite-'));
const driver = process.env['SQLITE_DRIVER'] as SqliteDriver | undefined;
const databases: SqliteDatabase[] = [];
let files = 0;

afterAll(async () => {
  for (const db of databases) db.close();
  await rm(root, { recursive: true, force: true });
});

function freshPath(): string {
  files += 1;
  return join(root, `store ${files}.db`);
}

/** A connection beside the adapter's, by the same driver: two copies of SQLite in one process undo each other's locks. */
async function connect(path: string): Promise<SqliteDatabase> {
  const db = await openSqlite(path, driver);
  databases.push(db);
  return db;
}

function open(path: string, busySeconds?: number) {
  return sqliteStorage(path, { driver, busySeconds });
}

/** Which of the words can be found in the bytes of the database or of its log. */
function wordsIn(path: string, words: readonly string[]): string[] {
  const bytes = [path, `${path}-wal`].filter((file) => existsSync(file)).map((file) => readFileSync(file));
  return words.filter((word) => bytes.some((each) => each.includes(word)));
}

/** A commit that is full of one word wherever it holds what a person said; some of it fills pages of its own. */
function tellingAct(key: string, word: string, revision: number) {
  const text = word.repeat([30, 1200, 200][revision] ?? 1);
  return act(key, revision, {
    commandId: `${word} command ${revision}`,
    text,
    entries: [{ sequence: revision + 1, at: later(0), text: `${word} entry` }],
    messages: [{ type: `${word}.type`, text: `${word} message` }],
    index: { state: `${word}.state`, company: `${word} company`, deadline: `${word} deadline` },
  });
}

describe('sqliteStorage of a path', () => {
  testStorageAdapter({ describe, it }, async () => {
    const path = freshPath();
    return { storage: open(path), again: async () => open(path) };
  });
});

describe('sqliteStorage of an open database', () => {
  testStorageAdapter({ describe, it }, async () => {
    const db = await connect(freshPath());
    return { storage: sqliteStorage(db), again: async () => sqliteStorage(db) };
  });

  it('may be one in memory', async () => {
    const storage = sqliteStorage(await connect(':memory:'));
    await save(storage, act('a', 0));
    await storage.remove('a', later(0));
    expect(await everythingOf(storage, 'a')).toEqual(nothing);
  });

  it('leaves it open when it is closed, and the tables of the host alone', async () => {
    const db = await connect(freshPath());
    db.exec(`create table orders (id integer); insert into orders values (7)`);
    const storage = sqliteStorage(db);
    await save(storage, act('a', 0));
    await storage.close();
    expect(db.prepare('select id from orders').all()).toMatchObject([{ id: 7 }]);
    expect(await sqliteStorage(db).read('a')).toMatchObject({ revision: 1 });
    await expect(storage.read('a')).rejects.toMatchObject({ code: 'storage.closed' });
  });

  it('flushes each commit, keeps a log and overwrites what is deleted', async () => {
    const db = await connect(freshPath());
    await save(sqliteStorage(db, { busySeconds: 1.5 }), act('a', 0));
    const names = ['synchronous', 'journal_mode', 'secure_delete', 'busy_timeout'];
    const settings = names.map((name) => Object.values(db.prepare(`pragma ${name}`).all()[0] ?? {})[0]);
    expect(settings).toEqual([2, 'wal', 1, 1500]);
  });
});

describe('sqliteStorage of a Durable Object', () => {
  testStorageAdapter({ describe, it }, async () => {
    const object = durableObjectOver(await connect(freshPath()));
    return { storage: sqliteStorage(object), again: async () => sqliteStorage(object) };
  });

  it('acknowledges what changes when it is flushed, and nothing when it cannot be', async () => {
    const object = durableObjectOver(await connect(freshPath()));
    const storage = sqliteStorage(object);
    await save(storage, act('a', 0));
    await claim(storage, 'worker', later(0));
    await storage.acknowledge(['a:1:0'], 'worker');
    await storage.remove('a', later(0));
    await everythingOf(storage, 'a');
    // Its look-up of messages is a claim, too.
    expect(object.flushes).toBe(5);

    const torn = sqliteStorage({ ...object, sync: () => Promise.reject(new Error('The object was reset.')) });
    await expect(torn.commit(act('b', 0))).rejects.toMatchObject({
      code: 'storage.unavailable',
      cause: { message: 'The object was reset.' },
    });
  });

  it('gives back what cannot be written whole', async () => {
    const object = durableObjectOver(await connect(freshPath()));
    const exec: typeof object.sql.exec = (sql, ...values) => {
      if (sql.includes('into hcpn_messages')) throw new Error('The disk is full.');
      return object.sql.exec(sql, ...values);
    };
    await expect(sqliteStorage({ ...object, sql: { exec } }).commit(act('a', 0))).rejects.toMatchObject({
      code: 'storage.unavailable',
    });
    expect(await everythingOf(sqliteStorage(object), 'a')).toEqual(nothing);
  });
});

describe('what SQLite must not keep', () => {
  it('every erased byte is gone from the database and its log, at once', async () => {
    const path = freshPath();
    const [storage, other] = [open(path), open(path)];
    const people = Array.from({ length: 60 }, (_, number) => ({ key: `key ${number}`, word: `person-${number}-` }));
    for (const revision of [0, 1, 2])
      for (const { key, word } of people) await save(storage, tellingAct(key, word, revision));
    expect(await other.read('key 0')).toMatchObject({ revision: 3 });

    const words = people.map(({ word }) => word);
    expect(wordsIn(path, words)).toEqual(words);
    // 23 places on each time, so that neighbours on one page go at different times.
    for (const [turn, { key }] of people.map((_, index) => people[(index * 23) % 60] ?? { key: '' }).entries()) {
      await (turn % 2 === 0 ? storage : other).remove(key, later(0));
      const left = people.filter((_, index) => !isErased(index, turn)).map(({ word }) => word);
      expect(wordsIn(path, words)).toEqual(left);
    }
    await Promise.all([storage.close(), other.close()]);
  });

  it.each([106, 114, 122, 166, 169])(
    'nothing is left of what moved from page to page before (seed %i)',
    async (seed) => {
      let state = seed;
      const roll = (limit: number) => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        return (state >>> 8) % limit;
      };
      const path = freshPath();
      const storage = open(path);
      const alive = new Map<string, number>();
      const erased: string[] = [];
      for (let turn = 0; turn < 130; turn += 1) {
        const task = roll(3);
        const known = [...alive.keys()];
        const chosen = task === 0 || known.length === 0 ? undefined : known[roll(known.length)];
        const key = chosen ?? `k${turn}`;
        const word = `<${seed}.${key}>`;
        if (task === 2 && chosen !== undefined) {
          await storage.remove(key, later(0));
          alive.delete(key);
          erased.push(word);
          expect(wordsIn(path, erased)).toEqual([]);
          continue;
        }
        const revision = alive.get(key) ?? 0;
        const commit = act(key, revision, {
          text: word.repeat(1 + roll(roll(4) > 0 ? 60 : 1500)),
          commandId: `${word}${revision}`,
          entries: [{ sequence: revision + 1, at: later(0), text: word.repeat(1 + roll(300)) }],
          messages: [{ type: word, text: word.repeat(roll(200)) }],
          index: { state: word.repeat(1 + roll(5)), company: word, deadline: word },
        });
        await save(storage, commit);
        alive.set(key, revision + 1);
      }
      expect(erased).not.toEqual([]);
      await storage.close();
    },
  );

  it('a text that was replaced is gone with the registration', async () => {
    const path = freshPath();
    const storage = open(path);
    await save(storage, tellingAct('a', 'former', 0), tellingAct('a', 'latter', 1));
    await storage.remove('a', later(0));
    expect(wordsIn(path, ['former', 'latter'])).toEqual([]);
    await storage.close();
  });

  it('a reader that keeps the log from being emptied makes erasing fail, until it can be repeated', async () => {
    const path = freshPath();
    const storage = open(path, 0.05);
    await save(storage, tellingAct('a', 'somebody', 0));
    const reader = await connect(path);
    reader.exec('begin');
    reader.prepare('select * from hcpn_registrations').all();
    await expect(storage.remove('a', later(0))).rejects.toMatchObject({
      code: 'storage.unavailable',
      cause: expect.any(Error),
    });
    expect(wordsIn(path, ['somebody'])).toEqual(['somebody']);
    reader.exec('commit');
    await storage.remove('a', later(0));
    expect(wordsIn(path, ['somebody'])).toEqual([]);
    expect(await everythingOf(storage, 'a')).toEqual(nothing);
    await storage.close();
  });
});

/** Whether the person at this place was among those erased up to and with a turn, of 60, 23 places apart. */
function isErased(place: number, turn: number): boolean {
  return Array.from({ length: turn + 1 }, (_, earlier) => (earlier * 23) % 60).includes(place);
}

describe('another connection that is writing', () => {
  it('for longer than busySeconds is storage.unavailable, and nothing is lost', async () => {
    const path = freshPath();
    const storage = open(path, 0.05);
    await save(storage, act('a', 0));
    const before = await everythingOf(storage, 'a');
    const writer = await connect(path);
    writer.exec('begin immediate');
    for (const call of [
      () => storage.commit(act('a', 1)),
      () => storage.remove('a', later(0)),
      () => claim(storage, 'worker', later(0)),
      () => storage.acknowledge(['a:1:0'], 'onlooker'),
      () => open(path, 0.05).read('a'),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'storage.unavailable', cause: expect.any(Error) });
    expect(await storage.read('a')).toEqual(before.record);
    writer.exec('rollback');
    expect(await everythingOf(storage, 'a')).toEqual(before);
    expect(await storage.commit(act('a', 1))).toEqual({ outcome: 'committed', revision: 2 });
    await storage.close();
  });

  it('an opening that failed is tried again by the next call', async () => {
    const path = freshPath();
    await save(open(path), act('a', 0));
    const writer = await connect(path);
    writer.exec('begin immediate');
    const storage = open(path, 0.05);
    await expect(storage.read('a')).rejects.toMatchObject({ code: 'storage.unavailable' });
    writer.exec('rollback');
    expect(await storage.read('a')).toMatchObject({ revision: 1 });
    await storage.close();
  });
});

describe('what cannot be opened', () => {
  it.each(['no database at all '.repeat(200), 'short'])(
    'a file that is no database is storage.corrupt, and is left as it is',
    async (text) => {
      const path = freshPath();
      await writeFile(path, text);
      await expect(open(path).read('a')).rejects.toMatchObject({ code: 'storage.corrupt', cause: expect.any(Error) });
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );

  it('a damaged page is storage.corrupt', async () => {
    const path = freshPath();
    const storage = open(path);
    for (let number = 0; number < 40; number += 1) await save(storage, act(`key ${number}`, 0));
    (await connect(path)).prepare('pragma wal_checkpoint(truncate)').all();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4096 * 2);
    const damaged = freshPath();
    await writeFile(damaged, bytes);
    await expect(open(damaged).find({ limit: 100 })).rejects.toMatchObject({ code: 'storage.corrupt' });
  });

  it('a folder that is missing is storage.unavailable, with the reason', async () => {
    const storage = open(join(root, 'missing', 'store.db'));
    await expect(storage.read('a')).rejects.toMatchObject({ code: 'storage.unavailable', cause: expect.any(Error) });
    await storage.close();
  });

  it('a layout of a later version is storage.notMigrated, left as it is and not kept open', async () => {
    const path = freshPath();
    await save(open(path), act('a', 0));
    const db = await openSqlite(path, driver);
    db.exec('update hcpn_layout set version = 3');
    db.exec('drop table hcpn_messages');
    const storage = open(path);
    for (const call of [() => storage.read('a'), () => storage.commit(act('a', 1))])
      await expect(call()).rejects.toMatchObject({ code: 'storage.notMigrated', details: { layout: 3, known: 2 } });
    expect(db.prepare(`select name from sqlite_master where name = 'hcpn_messages'`).all()).toEqual([]);
    db.close();
  });

  it('a failed opening leaves no connection behind', async () => {
    const path = freshPath();
    await writeFile(path, 'no database at all '.repeat(200));
    const storage = open(path);
    for (let time = 0; time < 3; time += 1)
      await expect(storage.read('a')).rejects.toMatchObject({ code: 'storage.corrupt' });
    expect(inUse).not.toContain(path);
  });
});

describe('a database that answers later', () => {
  it.each([
    ['as that of Cloudflare D1', (rows: unknown[]) => ({ all: async () => ({ results: rows }) })],
    ['as one that fails', () => ({ all: () => Promise.reject(new Error('It is not there.')) })],
    ['as libsql/promise, whose statements come later too', async (rows: unknown[]) => ({ all: async () => rows })],
    ['as sqlite3, which calls back', () => ({ all: () => ({ lastID: 0 }) })],
  ])('is argument.invalid, and nothing is written: %s', async (_, prepare) => {
    const asked: string[] = [];
    const ask = (sql: string) => {
      asked.push(sql);
      return prepare([{ 1: 1 }]);
    };
    const database = { exec: ask, prepare: ask, close() {} } as object as SqliteDatabase;
    const storage = sqliteStorage(database);
    for (const call of [() => storage.commit(act('a', 0)), () => storage.read('a')])
      await expect(call()).rejects.toMatchObject({
        code: 'argument.invalid',
        details: { issues: [{ code: 'value.wrongType', path: ['database'] }] },
      });
    expect(new Set(asked)).toEqual(new Set(['select 1']));
  });
});

describe('a runtime without setImmediate', () => {
  it('lets others have their turn all the same before it blocks', async () => {
    vi.stubGlobal('setImmediate', undefined);
    try {
      const storage = sqliteStorage(await connect(freshPath()));
      const turns: string[] = [];
      const saving = save(storage, act('a', 0)).then(() => turns.push('saved'));
      setTimeout(() => turns.push('other'));
      await saving;
      expect([turns, await storage.read('a')]).toMatchObject([['other', 'saved'], { revision: 1 }]);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('a store of layout 1', () => {
  /** The rows that a company is found by, and the layout. */
  function keptIn(db: SqliteDatabase) {
    const rows = db.prepare('select key, company from hcpn_registrations where company is not null order by key').all();
    return {
      rows: rows.map((row) => ({ ...Object(row) })),
      layouts: db.prepare('select version from hcpn_layout').all(),
    };
  }
  const before = companies
    .map(({ key, company }) => ({ key, company }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));

  it('U7 finds each company by its number of today, however it was saved', async () => {
    const path = freshPath();
    (await connect(path)).exec(oldStore.sqlite);
    const [storage, other] = [open(path), open(path)];
    await Promise.all([storage.read('belgium'), other.read('belgium')]);
    await expectLedOver(storage);
    await expectLedOver(other);
    await Promise.all([storage.close(), other.close()]);
    await expectLedOver(open(path));
  });

  it('U7 is led over once, in one go, and only the rows that change are written', async () => {
    const db = await connect(freshPath());
    db.exec(oldStore.sqlite);
    db.exec(`create table written (key text);
      create trigger noted after update on hcpn_registrations begin insert into written values (new.key); end`);
    await sqliteStorage(db).read('a');
    await sqliteStorage(db).read('a');
    const written = db.prepare('select key from written order by key').all() as { key: string }[];
    expect(written.map(({ key }) => key)).toEqual(before.map(({ key }) => key).filter((key) => key !== 'china plain'));
    expect(keptIn(db).layouts).toMatchObject([{ version: 2 }]);
  });

  it('U7 stays as it was when the change fails halfway, and is led over by the next opening', async () => {
    const db = await connect(freshPath());
    db.exec(oldStore.sqlite);
    db.exec(`create trigger refused before update on hcpn_registrations when new.key = 'germany wide'
      begin select raise(abort, 'refused'); end`);
    await expect(sqliteStorage(db).read('a')).rejects.toMatchObject({ code: 'storage.unavailable' });
    expect(keptIn(db)).toMatchObject({ rows: before, layouts: [{ version: 1 }] });
    db.exec('drop trigger refused');
    await expectLedOver(sqliteStorage(db));
  });
});

describe('closing', () => {
  it('while it is being opened waits, and leaves nothing open', async () => {
    const path = freshPath();
    const storage = open(path);
    const reading = expect(storage.read('a')).rejects.toMatchObject({ code: 'storage.closed' });
    await storage.close();
    await reading;
    expect(existsSync(path)).toBe(true);
    expect(inUse).not.toContain(path);
  });

  it('while opening fails is no failure', async () => {
    const storage = open(join(root, 'missing', 'store.db'));
    const reading = expect(storage.read('a')).rejects.toMatchObject({ code: 'storage.unavailable' });
    expect(await storage.close()).toBeUndefined();
    await reading;
  });

  it('before anything was asked makes no file', async () => {
    const path = freshPath();
    const storage = open(path);
    await storage.close();
    await expect(storage.read('a')).rejects.toMatchObject({ code: 'storage.closed' });
    expect(existsSync(path)).toBe(false);
  });
});

/** How SQLite goes about finding what a query asks: what it reads, and how often it sorts. */
async function planOf(db: SqliteDatabase, query: Partial<Query>) {
  const asked: { sql: string; values: SqliteValue[] }[] = [];
  const storage = sqliteStorage({
    exec: (sql) => db.exec(sql),
    close: () => db.close(),
    prepare(sql) {
      const statement = db.prepare(sql);
      return {
        run: (...values) => statement.run(...values),
        get: (...values) => statement.get(...values),
        all(...values) {
          asked.push({ sql, values });
          return statement.all(...values);
        },
      };
    },
  });
  await storage.find({ limit: 100, ...query });
  const { sql = '', values = [] } = asked.at(-1) ?? {};
  const plan = db.prepare(`explain query plan ${sql}`).all(...values) as { detail: string }[];
  const lines = plan.map(({ detail }) => detail);
  const isOfCte = (line: string) => /^SCAN (wanted|\d* ?CONSTANT ROWS?)$/.test(line);
  return {
    reads: lines
      .filter((line) => /^(SCAN|SEARCH)/.test(line) && !isOfCte(line))
      .map((line) => line.replace(/^SEARCH (hcpn_registrations|r) USING /, '')),
    sorts: lines.filter((line) => line.includes('TEMP B-TREE')).length,
  };
}

const rowsOfThePage = 'PRIMARY KEY (key=?)';
const inAState = [
  'COVERING INDEX hcpn_registrations_state (state>? AND state<?)',
  'COVERING INDEX hcpn_registrations_state (state=? AND key>? AND key<?)',
  'COVERING INDEX hcpn_registrations_state (state=? AND key>?)',
];
const due = 'INDEX hcpn_registrations_deadline (deadline<?)';
const ofACompany = 'INDEX hcpn_registrations_company (company=? AND key>?)';
const [state, company, deadlineBy] = ['review', 'CN:a', later(0)];

describe('finding', () => {
  // What is sorted is a page of each state, or what is due.
  describe.each([undefined, 'a'])('after the key %s', (cursor) => {
    it.each([
      [{}, { reads: ['PRIMARY KEY (key>?)'], sorts: 0 }],
      [{ state }, { reads: inAState, sorts: 1 }],
      [{ company }, { reads: [`COVERING ${ofACompany}`], sorts: 0 }],
      [
        { company, state },
        { reads: [ofACompany], sorts: 0 },
      ],
      [
        { company, deadlineBy },
        { reads: [ofACompany], sorts: 0 },
      ],
      [
        { company, state, deadlineBy },
        { reads: [ofACompany], sorts: 0 },
      ],
      [{ deadlineBy }, { reads: [`COVERING ${due}`], sorts: 1 }],
      [
        { deadlineBy, state },
        { reads: [due], sorts: 1 },
      ],
    ])('reads only the rows of the page and an index for %o', async (query, { reads, sorts }) => {
      const db = await connect(freshPath());
      const expected = { reads: [rowsOfThePage, ...reads], sorts };
      expect(await planOf(db, { ...query, cursor })).toEqual(expected);
      db.exec(`insert into hcpn_registrations (key, revision, at, text, state, company, deadline)
        with recursive numbers (number) as (select 1 union all select number + 1 from numbers where number < 2000)
        select 'key ' || number, 1, '${later(0)}', '{}', 'review.' || (number % 3), 'CN:' || (number % 1000),
          case number % 10 when 0 then '${later(0)}' end
        from numbers`);
      db.exec('analyze');
      expect(await planOf(db, { ...query, cursor })).toEqual(expected);
    });
  });

  it('answers as a storage in memory does, whatever is there and whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async (asked) => {
        const db = await openSqlite(':memory:', driver);
        try {
          expect(await answersOf(sqliteStorage(db), asked)).toEqual(await answersOf(memoryStorage(), asked));
        } finally {
          db.close();
        }
      }),
      { numRuns: 100, seed: 20261123 },
    );
  });

  it('walks every page of what is due, in order of key', async () => {
    const storage = open(freshPath());
    const keys = Array.from({ length: 25 }, (_, number) => `key ${String.fromCharCode(97 + ((number * 7) % 25))}`);
    for (const key of keys) await save(storage, act(key, 0));
    const found: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const { rows, next } = await storage.find({ deadlineBy: later(1001), limit: 10, cursor });
      found.push(...rows.map(({ key }) => key));
      cursor = next ?? undefined;
      more = next !== null;
    }
    expect(found).toEqual(keys.sort());
    await storage.close();
  });
});

describe('the journal', () => {
  it('comes whole and in order when it is longer than one page', async () => {
    const storage = open(freshPath());
    const entries = Array.from({ length: 1001 }, (_, index) => ({ sequence: index + 1, at: later(0), text: '{}' }));
    await save(storage, act('a', 0, { entries }));
    const line = (await journalOf(storage, 'a')).map(({ sequence }) => sequence);
    expect(line).toEqual(entries.map(({ sequence }) => sequence));
    expect((await journalOf(storage, 'a', 500)).length).toBe(501);
    await storage.close();
  });
});
