import { codeOf, Failure, storageNoDriver } from '../errors.js';

/** A value that is bound to a statement. Never a boolean: one of the drivers ends the process over it. */
export type SqliteValue = string | number | null;

/** An open database, as `node:sqlite`, `better-sqlite3` and `libsql` all give it. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): {
    run(...values: SqliteValue[]): unknown;
    get(...values: SqliteValue[]): unknown;
    all(...values: SqliteValue[]): unknown[];
  };
  close(): unknown;
}

/** The drivers there are, by the name under which Node finds them. */
export type SqliteDriver = 'node:sqlite' | 'better-sqlite3' | 'libsql';

/** In the order they are tried. */
export const sqliteDrivers: readonly SqliteDriver[] = ['node:sqlite', 'better-sqlite3', 'libsql'];

type Constructor = new (path: string) => SqliteDatabase;

/** Opens a database file with the first driver that is there, or with the one named. Throws `storage.noDriver`. */
export async function openSqlite(path: string, driver?: SqliteDriver): Promise<SqliteDatabase> {
  const tried: string[] = [];
  for (const name of driver === undefined ? sqliteDrivers : [driver]) {
    const found = await load(name);
    if (typeof found !== 'string') return new found(path);
    tried.push(`${name}: ${found}`);
  }
  throw new Failure(storageNoDriver, { details: { tried } });
}

/** The constructor a driver exports, or why it cannot be used. */
async function load(driver: SqliteDriver): Promise<Constructor | string> {
  try {
    const module = await moduleOf(driver);
    const found = (module['DatabaseSync'] ?? module['default'] ?? module) as Constructor;
    const unsafe = driver === 'better-sqlite3' ? whyUnsafe(found, process.versions.node) : null;
    if (unsafe !== null) return unsafe;
    // The native part is looked for only now, and may be missing or made for another Node.
    new found(':memory:').close();
    return found;
  } catch (error) {
    return codeOf(error) ?? `does not load: ${Object(error).message}`.split('\n', 1).join();
  }
}

/**
 * Looked for at run time, beside the code that runs: a compiled driver cannot be bundled, and one that is not installed must
 * not keep a host from being built. So every bundler is told to leave this import alone.
 */
async function moduleOf(driver: SqliteDriver): Promise<Record<string, unknown>> {
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ driver);
  } catch (error) {
    if (!codeOf(error)?.startsWith('ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING')) throw error;
    // A sandbox, such as that of jest, may have no `import()`.
    return process.getBuiltinModule('node:module').createRequire(`${process.cwd()}/package.json`)(driver);
  }
}

/**
 * Why this better-sqlite3 must not open anything: the native part of 13 ends a process of Node 20 with a fault that nobody
 * can catch. It is loaded by the first database, not with the module, whose `explain` came with 13.0.0.
 */
export function whyUnsafe({ prototype }: { readonly prototype: object }, nodeVersion: string): string | null {
  return 'explain' in prototype && Number.parseInt(nodeVersion, 10) < 22 ? 'version 13 needs Node 22' : null;
}
