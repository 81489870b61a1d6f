import { join } from 'node:path';
import type { StorageAdapter } from 'hcpn-registration';
import { migratePostgres, postgresStorage } from 'hcpn-registration/storage/postgres';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
import Libsql from 'libsql';
import { Pool } from 'pg';
import type { Settings } from './settings.js';
import { type Database, makeTables, type Tables } from './tables.js';
import { reporting } from './unavailable.js';

/** Where the registrations are, and the portal's own tables. */
export interface Store {
  readonly storage: StorageAdapter;
  readonly db: Database;
  close(): Promise<void>;
}

/** Opens the store: PostgreSQL where one is named, SQLite files in the data folder otherwise. */
export function openStore(settings: Settings): Promise<Store> {
  return settings.databaseUrl === null ? openSqlite(settings.dataFolder) : openPostgres(settings.databaseUrl);
}

/** Two files: two drivers in one process must not have the same one open. */
async function openSqlite(folder: string): Promise<Store> {
  const storage = sqliteStorage(join(folder, 'registrations.db'), { busySeconds: 10 });
  const database = new Libsql(join(folder, 'portal.db'), { timeout: 10_000 });
  database.exec('pragma journal_mode = wal');
  database.exec('pragma synchronous = full');
  const db = new Kysely<Tables>({ dialect: reporting(new SqliteDialect({ database })) });
  await makeTables(db, 'blob');
  return {
    storage,
    db,
    async close() {
      await storage.close();
      await db.destroy();
    },
  };
}

async function openPostgres(connectionString: string): Promise<Store> {
  const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: 5000 });
  // A connection that is lost, in use or not, must not end the process: the query on it fails, and the next makes a new one.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  await migratePostgres(pool);
  const storage = postgresStorage(pool);
  const db = new Kysely<Tables>({ dialect: reporting(new PostgresDialect({ pool })) });
  await db.transaction().execute(async (locked) => {
    await sql`select pg_advisory_xact_lock(hashtext('portal_tables'))`.execute(locked);
    await makeTables(locked, 'bytea');
  });
  return {
    storage,
    db,
    async close() {
      await storage.close();
      await db.destroy();
    },
  };
}
