import { writeSync } from 'node:fs';
import { Pool } from 'pg';
import { fileStorage } from '../../src/storage/file.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { migratePostgres, postgresStorage } from '../../src/storage/postgres.js';
import { type SqliteDriver, sqliteStorage } from '../../src/storage/sqlite.js';

/** Where a store lies, in words that another process understands. */
export type Place =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema: string };

export type Kind = Place['kind'];

/** A store that is open. */
export interface Opened {
  readonly storage: StorageAdapter;
  close(): Promise<void>;
}

/** The driver the environment names. */
export const sqliteDriver = process.env['SQLITE_DRIVER'] as SqliteDriver | undefined;
/** What connections to PostgreSQL are called. */
export const writerName = 'hcpn prover';

/** Opens a store; what it needs is made where it is missing. */
export async function openPlace(place: Place): Promise<Opened> {
  if (place.kind === 'postgres') {
    const { url, schema } = place;
    const pool = new Pool({ connectionString: url, max: 8, application_name: writerName });
    pool.on('error', () => {});
    await migratePostgres(pool, { schema }).catch(async (error: unknown) => {
      await pool.end();
      throw error;
    });
    return { storage: postgresStorage(pool, { schema }), close: () => pool.end() };
  }
  const storage = storageAt(place);
  return { storage, close: () => storage.close() };
}

function storageAt(place: Exclude<Place, { kind: 'postgres' }>): StorageAdapter {
  if (place.kind === 'memory') return memoryStorage();
  return place.kind === 'file'
    ? fileStorage(place.path)
    : sqliteStorage(place.path, { driver: sqliteDriver, busySeconds: 60 });
}

/** Tells the parent something, written before the next thing is begun. */
export function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
