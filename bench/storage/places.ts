import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqliteDatabase } from 'hcpn-registration/storage/sqlite';
import Libsql from 'libsql';
import { startServer, type TestServer } from '../../test/storage/postgres.server.js';

/** Does the work in a folder of its own, which is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'hcpn-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Does the work with a way to open SQLite files by libsql, the driver that is there on every Node. */
export function onSqlite<T>(work: (open: () => SqliteDatabase) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const opened: SqliteDatabase[] = [];
    try {
      return await work(() => {
        const db: SqliteDatabase = new Libsql(join(folder, `${opened.length}.db`));
        opened.push(db);
        return db;
      });
    } finally {
      for (const db of opened) db.close();
    }
  });
}

/** Does the work with a PostgreSQL server as it comes: every commit flushed to the disk. */
export async function onPostgres<T>(work: (server: TestServer) => Promise<T>): Promise<T> {
  const server = await startServer();
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
