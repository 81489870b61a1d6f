import type { DurableObjectStorage, SqliteDatabase } from 'hcpn-registration/storage/sqlite';
import { fileEngine } from '../../src/storage/sqlite.engines.js';

/** Statements that a Durable Object refuses: its platform keeps log, pages and transactions. */
const refused = /^\s*(pragma|begin|commit|rollback|savepoint|release|vacuum|attach)\b/i;

/** The storage of a Durable Object, kept in a database that is at hand; it counts how often it was flushed. */
export function durableObjectOver(db: SqliteDatabase): DurableObjectStorage & { flushes: number } {
  const exec = (text: string, ...values: never[]) => {
    const statements = text.split(';').filter((each) => each.trim() !== '');
    if (statements.some((each) => refused.test(each))) throw new Error('not authorized: SQLITE_AUTH');
    if (statements.length > 1) db.exec(text);
    const rows = statements.length > 1 ? [] : rowsOf(db, text, values);
    return { toArray: () => rows };
  };
  const storage = {
    flushes: 0,
    sql: { exec },
    transactionSync: <T>(work: () => T) => fileEngine(db, 0).transaction(work),
    async sync() {
      storage.flushes += 1;
    },
  };
  return storage;
}

/** Some drivers answer rows only to what has some. */
function rowsOf(db: SqliteDatabase, sql: string, values: readonly never[]): unknown[] {
  if (/^\s*(select|with)\b|\breturning\b/i.test(sql)) return db.prepare(sql).all(...values);
  db.prepare(sql).run(...values);
  return [];
}
