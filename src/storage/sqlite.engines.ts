import type { SqliteDatabase, SqliteValue } from './sqlite.drivers.js';

/** What a Durable Object of Cloudflare has as `ctx.storage`, when its class is one of `new_sqlite_classes`. */
export interface DurableObjectStorage {
  readonly sql: { exec(sql: string, ...values: SqliteValue[]): { toArray(): unknown[] } };
  transactionSync<T>(work: () => T): T;
  sync(): Promise<void>;
}

/** A database, and what is done otherwise in a file than in a Durable Object. */
export interface SqliteEngine {
  readonly db: SqliteDatabase;
  /** Before the first statement. */
  setUp(): void;
  transaction<T>(work: () => T): T;
  /** Settles when what was written cannot be lost any more. */
  flushed(): Promise<void>;
  /** Leaves nothing of what was deleted to read. */
  scrub(): void;
}

/** A database in a file, or in the memory of the process. */
export function fileEngine(db: SqliteDatabase, busySeconds: number): SqliteEngine {
  return {
    db,
    setUp() {
      db.exec(`pragma busy_timeout = ${Math.round(busySeconds * 1000)}`);
      db.exec('pragma journal_mode = wal');
      db.exec('pragma synchronous = full');
      db.exec('pragma secure_delete = on');
    },
    transaction: (work) => transaction(db, work),
    async flushed() {},
    scrub() {
      // A page that was split keeps a stale copy of what moved, which `secure_delete` passes over.
      db.exec('vacuum');
      // What was erased is still in the write-ahead log until it is emptied, which a reader may hold up.
      const [emptied] = db.prepare('pragma wal_checkpoint(truncate)').all() as { busy: number }[];
      if (emptied?.busy !== 0) throw new Error('The write-ahead log is in use and was not emptied. Erase again.');
    },
  };
}

/** Takes the right to write first, so that what is read within is still true when it is written. */
function transaction<T>(db: SqliteDatabase, work: () => T): T {
  db.exec('begin immediate');
  try {
    const result = work();
    db.exec('commit');
    return result;
  } catch (error) {
    try {
      db.exec('rollback');
    } catch {
      // SQLite has rolled back already; the first error says why.
    }
    throw error;
  }
}

/**
 * The database of a Durable Object, which has it to itself. The platform keeps its log, its flushing and its pages, and
 * refuses every statement about them.
 */
export function durableObjectEngine(storage: DurableObjectStorage): SqliteEngine {
  const exec = (sql: string, ...values: SqliteValue[]) => storage.sql.exec(sql, ...values).toArray();
  return {
    db: {
      exec,
      prepare(sql) {
        const all = (...values: SqliteValue[]) => exec(sql, ...values);
        return { all, run: all, get: (...values) => all(...values)[0] };
      },
      close() {},
    },
    setUp() {},
    transaction: (work) => storage.transactionSync(work),
    flushed: () => storage.sync(),
    scrub() {},
  };
}
