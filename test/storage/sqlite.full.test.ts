import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRegistrationError, verifyJournal } from 'hcpn-registration';
import { type SqliteDatabase, type SqliteDriver, sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSqlite } from '../../src/storage/sqlite.drivers.js';
import { act, claim, everythingOf, later, nothing, save } from '../../src/testing/storage/kit.js';
import { choose, Desk, say } from '../session/desk.js';
import { dice } from './processes.js';

// Every commit waits for the disk, and some disks take their time.
vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'hcpn-sqlite-full-'));
const driver = process.env['SQLITE_DRIVER'] as SqliteDriver | undefined;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
// Over text that is not UTF-8 it ends the process.
const isLibsql = (driver ?? (Number.parseInt(process.versions.node, 10) < 22 ? 'libsql' : '')) === 'libsql';
const pageSize = 4096;
const plenty = 100_000;
const databases: SqliteDatabase[] = [];
let folders = 0;

// The tests that give up their rights read in it too, and need a driver that is loaded already.
beforeAll(async () => {
  chmodSync(root, 0o755);
  (await openSqlite(':memory:', driver)).close();
});
afterAll(() => {
  for (const db of databases) db.close();
  rmSync(root, { recursive: true, force: true });
});

/** A path in a folder of its own. */
function freshPath(): string {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(folder);
  return join(folder, 'store.db');
}

async function connect(path: string): Promise<SqliteDatabase> {
  const db = await openSqlite(path, driver);
  databases.push(db);
  return db;
}

function open(path: string) {
  return sqliteStorage(path, { driver, busySeconds: 0.05 });
}

function pragma(db: SqliteDatabase, text: string): unknown {
  return Object.values(db.prepare(`pragma ${text}`).all()[0] ?? {})[0];
}

/** From now on the database may grow by so many pages and no more. */
function leaveRoom(db: SqliteDatabase, pages: number): void {
  pragma(db, `max_page_count = ${Number(pragma(db, 'page_count')) + pages}`);
}

/** What went wrong, which must be typed, say what to do next, and carry what SQLite said. */
async function failureOf(work: Promise<unknown>): Promise<{ code: string; cause: string }> {
  const error: unknown = await work.then(
    (answer) => new Error(`It answered ${JSON.stringify(answer)}.`),
    (reason: unknown) => reason,
  );
  if (!isRegistrationError(error)) throw error;
  expect(error.message).toMatch(/(repeat the act with the same command id|Restore it from a backup)/);
  if (!(error.cause instanceof Error)) throw new Error('There is no cause.', { cause: error });
  return { code: error.code, cause: error.cause.message };
}

/** A commit that needs pages of its own for the record, the journal and the messages. */
function longAct(key: string, revision: number) {
  const filler = 'x'.repeat(9000);
  return act(key, revision, {
    text: JSON.stringify({ filler }),
    entries: [{ sequence: revision + 1, at: later(0), text: JSON.stringify({ filler }) }],
    messages: [{ type: 'filled', text: JSON.stringify({ filler }) }],
  });
}

describe('a disk that is full', () => {
  it.each([
    ['that starts a registration', 0],
    ['on a registration that is there', 2],
  ])('a commit %s is there whole or not at all wherever the room ends, and may be repeated', async (_, revision) => {
    let failures = 0;
    for (let isCommitted = false; !isCommitted; ) {
      const db = await connect(freshPath());
      const storage = sqliteStorage(db);
      await save(storage, act('other', 0), ...Array.from({ length: revision }, (_, index) => act('a', index)));
      const before = [await everythingOf(storage, 'a'), await everythingOf(storage, 'other')];
      leaveRoom(db, failures);
      const commit = longAct('a', revision);
      isCommitted = await storage.commit(commit).then(
        () => true,
        () => false,
      );
      if (isCommitted) continue;
      failures += 1;
      const { code, cause } = await failureOf(storage.commit(commit));
      expect([code, cause]).toEqual(['storage.unavailable', expect.stringMatching(/full/)]);
      expect([await everythingOf(storage, 'a'), await everythingOf(storage, 'other')]).toEqual(before);
      expect(pragma(db, 'integrity_check')).toBe('ok');
      leaveRoom(db, plenty);
      expect(await storage.commit(commit)).toEqual({ outcome: 'committed', revision: revision + 1 });
      expect(await storage.commit(commit)).toEqual({ outcome: 'duplicate', revision: revision + 1 });
      expect((await everythingOf(storage, 'a')).journal).toHaveLength(revision + 1);
    }
    // Three texts that need two pages more each.
    expect(failures).toBeGreaterThanOrEqual(6);
  });

  it('a session answers truthfully and closes, and once there is room the same command is carried out once', async () => {
    const db = await connect(freshPath());
    const desk = new Desk({ storage: sqliteStorage(db) });
    const session = await desk.open();
    leaveRoom(db, 0);
    let saved = 0;
    const command = () => [choose(saved % 2 === 0 ? 'IE' : 'FR'), { commandId: `choice ${saved}` }] as const;
    const isSaved = () =>
      session.receive(...command()).then(
        ({ status }) => status === 'saved',
        () => false,
      );
    while (await isSaved()) saved += 1;
    expect(saved).toBeLessThan(50);
    expect(session.revision).toBe(saved + 1);
    await expect(session.receive(say.email)).rejects.toMatchObject({ code: 'session.closed' });
    await session.close();
    expect(await verifyJournal(desk.storage, desk.key)).toEqual({ ok: true, entries: saved + 1 });

    const full = await desk.open();
    expect(full.snapshot.context).toEqual(session.snapshot.context);
    expect(await failureOf(full.receive(...command()))).toEqual({
      code: 'storage.unavailable',
      cause: expect.stringMatching(/full/),
    });
    await full.close();

    leaveRoom(db, plenty);
    const again = await desk.open();
    for (let time = 0; time < 2; time += 1)
      expect(await again.receive(...command())).toMatchObject({ status: 'saved', revision: saved + 2 });
    expect(await again.receive(say.email)).toMatchObject({ status: 'saved', revision: saved + 3 });
    expect(await verifyJournal(desk.storage, desk.key)).toEqual({ ok: true, entries: saved + 3 });
    const ids = (await desk.history()).map(({ commandId }) => commandId);
    expect(ids.filter((id) => id === `choice ${saved}`)).toHaveLength(1);
  });

  it('reading, acknowledging and erasing go on, and what is erased makes room', async () => {
    const db = await connect(freshPath());
    const storage = sqliteStorage(db);
    await save(storage, longAct('a', 0), longAct('b', 0));
    const [first] = await claim(storage, 'worker', later(0));
    leaveRoom(db, 0);
    expect(await failureOf(storage.commit(longAct('c', 0)))).toMatchObject({ code: 'storage.unavailable' });
    await storage.acknowledge([first?.id ?? ''], 'worker');
    expect((await claim(storage, 'worker', later(100))).map(({ key }) => key)).toEqual(['b']);
    await storage.remove('a', later(0));
    expect(await everythingOf(storage, 'a')).toEqual(nothing);
    expect(await storage.read('b')).toMatchObject({ text: longAct('b', 0).text });
    // The limit holds for the database as it was before it shrank.
    expect(await storage.commit(longAct('c', 0))).toEqual({ outcome: 'committed', revision: 1 });
  });

  it('a process whose files may not grow fails typed and is not killed, and what it acknowledged is there', async () => {
    const path = freshPath();
    const writer = fileURLToPath(new URL('./sqlite.writer.ts', import.meta.url));
    const limited = ['-c', 'ulimit -f 128 && exec "$0" --import tsx "$@"', process.execPath, writer, path, 'commit'];
    const env = { ...process.env, TSX_DISABLE_CACHE: '1' };
    const { status, signal, stdout, stderr } = spawnSync('bash', limited, { env, encoding: 'utf8' });
    expect([status, signal]).toEqual([1, null]);
    expect(stderr).toContain('storage.unavailable');
    const acknowledged = stdout.trim().split('\n').length;
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({ said: 'committed', revision: acknowledged });

    const db = await connect(path);
    const storage = sqliteStorage(db);
    const { record, journal, messages, rows } = await everythingOf(storage, 'a');
    expect(record).toMatchObject({ revision: acknowledged, text: act('a', acknowledged - 1).text });
    expect([journal.length, messages.length, rows.length]).toEqual([acknowledged, acknowledged, 1]);
    expect(await storage.commit(act('a', acknowledged))).toEqual({ outcome: 'committed', revision: acknowledged + 1 });
    expect(pragma(db, 'integrity_check')).toBe('ok');
  });
});

/** The bytes of a sound database with a registration and its whole log written into it. */
async function soundBytes(work: (storage: ReturnType<typeof open>) => Promise<unknown>): Promise<Buffer> {
  const path = freshPath();
  const db = await connect(path);
  await work(sqliteStorage(db));
  expect(pragma(db, 'wal_checkpoint(truncate)')).toBe(0);
  return readFileSync(path);
}

/** A file of its own that holds these bytes. */
function fileOf(bytes: Buffer): string {
  const path = freshPath();
  writeFileSync(path, bytes);
  return path;
}

/** Does something as somebody to whom the file system may say no, which it never does to root. */
async function withoutPrivileges<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a database that cannot be written', () => {
  it.each([
    [
      'because it is read-only',
      // SQLite gives the log the rights of the database, and a log that was once made keeps them.
      (path: string, may: boolean) => {
        const paths = ['', '-wal', '-shm'].map((ending) => path + ending).filter((each) => existsSync(each));
        for (const each of paths) chmodSync(each, may ? 0o666 : 0o444);
      },
    ],
    ['because its folder is read-only', (path: string, may: boolean) => chmodSync(dirname(path), may ? 0o777 : 0o555)],
    [
      'because its write-ahead log cannot be made',
      (path: string, may: boolean) => (may ? rmSync(`${path}-wal`, { recursive: true }) : mkdirSync(`${path}-wal`)),
    ],
    [
      'because the index of its log cannot be made',
      (path: string, may: boolean) => (may ? rmSync(`${path}-shm`, { recursive: true }) : mkdirSync(`${path}-shm`)),
    ],
  ])('%s fails typed, stays as it is, and goes on once it can be', async (_, allow) => {
    const bytes = await soundBytes((storage) => save(storage, act('a', 0)));
    const path = fileOf(bytes);
    chmodSync(path, 0o666);
    chmodSync(dirname(path), 0o777);
    allow(path, false);
    const failures = await withoutPrivileges(async () => {
      const storage = open(path);
      const calls = [() => storage.commit(act('a', 1)), () => storage.remove('a', later(0))];
      const codes = [];
      for (const call of calls) codes.push((await failureOf(call())).code);
      // The opening of a session reads first; it may do so where reading needs no log.
      await new Desk({ storage }).open().then(
        () => expect.fail('A session was opened.'),
        (error: unknown) => expect(error).toMatchObject({ code: 'storage.unavailable' }),
      );
      await storage.close();
      return codes;
    });
    expect(failures).toEqual(['storage.unavailable', 'storage.unavailable']);
    expect(readFileSync(path).equals(bytes)).toBe(true);

    allow(path, true);
    const answers = await withoutPrivileges(async () => {
      const storage = open(path);
      const [record, result] = [await storage.read('a'), await storage.commit(act('a', 1))];
      await storage.close();
      return [record, result];
    });
    expect(answers).toMatchObject([{ revision: 1 }, { outcome: 'committed', revision: 2 }]);
  });

  it('because its folder is missing fails typed and makes no folder', async () => {
    const path = join(root, 'missing', 'store.db');
    expect(await failureOf(open(path).commit(act('a', 0)))).toMatchObject({ code: 'storage.unavailable' });
    expect(existsSync(dirname(path))).toBe(false);
  });

  it('because it is a folder fails typed', async () => {
    expect(await failureOf(open(dirname(freshPath())).read('a'))).toMatchObject({ code: 'storage.unavailable' });
  });
});

describe('a damaged database', () => {
  /** What every call answers, in short; whatever is thrown must be typed. */
  async function answersOf(path: string): Promise<string[]> {
    const storage = open(path);
    const calls = [
      () => storage.read('a'),
      () => everythingOf(storage, 'a'),
      () => storage.commit(longAct('a', 3)),
      () => storage.commit(longAct('new', 0)),
      () => storage.remove('a', later(0)),
    ];
    const answers: string[] = [];
    for (const call of calls)
      answers.push(
        await call().then(
          () => 'answered',
          (error: unknown) => {
            if (!isRegistrationError(error)) throw error;
            return error.code;
          },
        ),
      );
    await storage.close();
    return answers;
  }

  it('that was cut short by a page or more is storage.corrupt to every call, and is left as it is', async () => {
    const bytes = await soundBytes((storage) => save(storage, longAct('a', 0), longAct('a', 1), longAct('a', 2)));
    // A file of a single byte is a new database to SQLite, as an empty one is.
    for (let length = 2; length <= bytes.length - pageSize; length += 2047) {
      const cut = bytes.subarray(0, length);
      const path = fileOf(cut);
      expect([length, ...(await answersOf(path))]).toEqual([length, ...Array(5).fill('storage.corrupt')]);
      expect(readFileSync(path).equals(cut)).toBe(true);
    }
  });

  it('that is not one is storage.corrupt, with what to do, and is left as it is', async () => {
    for (const bytes of [Buffer.alloc(8192, 7), Buffer.from('no'), Buffer.from('SQLite format 4\0'.repeat(600))]) {
      const path = fileOf(bytes);
      expect(await failureOf(open(path).commit(act('a', 0)))).toMatchObject({ code: 'storage.corrupt' });
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }
  });

  it(`by random bytes or a cut in its last page fails typed, is found by verifyJournal, or shows what was kept (seed ${seed})`, async () => {
    const roll = dice(seed);
    const bytes = await soundBytes(async (storage) => {
      const desk = new Desk({ storage });
      const session = await desk.open();
      for (const event of [say.country, say.email]) await session.receive(event);
    });
    const { key } = new Desk();
    const sound = await open(fileOf(bytes)).read(key);
    const damages = Array.from({ length: 60 }, () => {
      const damaged = Buffer.from(bytes);
      const [start, length] = [roll(bytes.length) - 1, roll(400)];
      for (let place = start; place < Math.min(start + length, bytes.length); place += 1)
        damaged[place] = roll(isLibsql ? 128 : 256) - 1;
      return damaged;
    });
    const cuts = Array.from({ length: 10 }, () => bytes.subarray(0, bytes.length - roll(pageSize - 1)));
    const found = { failed: 0, told: 0, whole: 0 };
    for (const damaged of [...damages, ...cuts]) {
      const path = fileOf(damaged);
      const storage = open(path);
      const verdict = await verifyJournal(storage, key).catch((error: unknown) => {
        if (!isRegistrationError(error)) throw error;
        return error;
      });
      if (isRegistrationError(verdict)) {
        found.failed += 1;
        expect(['storage.corrupt', 'storage.notMigrated', 'storage.unavailable', 'session.notFound']).toContain(
          verdict.code,
        );
      } else if (!verdict.ok) found.told += 1;
      else {
        found.whole += 1;
        expect(await storage.read(key)).toEqual(sound);
      }
      await storage.close();
      expect(readFileSync(path).equals(damaged)).toBe(true);
    }
    expect(found.failed + found.told).toBeGreaterThan(0);
  });

  it('whose log was cut anywhere is as it was after one of its commits, whole, and goes on', async () => {
    const path = freshPath();
    const db = await connect(path);
    const storage = sqliteStorage(db);
    const states: Awaited<ReturnType<typeof everythingOf>>[] = [nothing];
    for (let revision = 0; revision < 3; revision += 1) {
      await save(storage, act('a', revision));
      states[revision + 1] = await everythingOf(storage, 'a');
    }
    const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
    const seen = new Set<number>();
    for (let length = 0; length <= log.length; length += 1500) {
      const copy = fileOf(file);
      writeFileSync(`${copy}-wal`, log.subarray(0, length));
      const reopened = open(copy);
      const state = await everythingOf(reopened, 'a');
      const revision = state.record?.revision ?? 0;
      seen.add(revision);
      expect(state).toEqual(states[revision]);
      expect(await reopened.commit(act('a', revision))).toEqual({ outcome: 'committed', revision: revision + 1 });
      await reopened.close();
    }
    expect([...seen]).toEqual([0, 1, 2, 3]);
  });
});
