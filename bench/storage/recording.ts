import { createHash, randomUUID } from 'node:crypto';
import type { Commit, StorageAdapter } from 'hcpn-registration';
import type { PostgresPool } from 'hcpn-registration/storage/postgres';
import type { SqliteDatabase, SqliteValue } from 'hcpn-registration/storage/sqlite';
import { applicantOf } from './applicant.js';

/** One call of a driver, as an adapter made it. */
export interface Sent {
  readonly method: 'exec' | 'run' | 'get' | 'all' | 'query';
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** One event as it reached an adapter, and what the adapter sent to its driver for it. */
export interface Recording {
  readonly commit: Commit;
  readonly sent: readonly Sent[];
}

/** A database that passes everything on and tells what. */
export function heardSqlite(db: SqliteDatabase, hear: (sent: Sent) => void): SqliteDatabase {
  return {
    exec(sql) {
      hear({ method: 'exec', sql, values: [] });
      return db.exec(sql);
    },
    prepare(sql) {
      const statement = db.prepare(sql);
      return {
        run(...values) {
          hear({ method: 'run', sql, values });
          return statement.run(...values);
        },
        get(...values) {
          hear({ method: 'get', sql, values });
          return statement.get(...values);
        },
        all(...values) {
          hear({ method: 'all', sql, values });
          return statement.all(...values);
        },
      };
    },
    close: () => db.close(),
  };
}

/** A pool that passes everything on and tells what was sent outside transactions; a commit is sent so. */
export function heardPostgres(pool: PostgresPool, hear: (sent: Sent) => void): PostgresPool {
  return {
    query(sql, values = []) {
      hear({ method: 'query', sql, values });
      return pool.query(sql, values);
    },
    connect: () => pool.connect(),
  };
}

/** Takes down one event of an applicant. `open` is given whom the driver's calls are told to. */
export async function record(open: (hear: (sent: Sent) => void) => StorageAdapter): Promise<Recording> {
  const sent: Sent[] = [];
  const commits: Commit[] = [];
  const storage = open((call) => sent.push(call));
  const heard: StorageAdapter = {
    ...storage,
    commit(commit) {
      commits.push(commit);
      return storage.commit(commit);
    },
  };
  const { keepDraft } = await applicantOf(heard, 'recorded');
  // The revision has to be a number that stands for nothing else among the values.
  for (let event = 0; event < 20; event += 1) await keepDraft();
  sent.length = 0;
  await keepDraft();
  const commit = commits.at(-1);
  if (commit === undefined) throw new Error('No commit was made.');
  return { commit, sent };
}

/** The recorded commit for another registration, as the one that makes a revision. */
export function renewed({ commit }: Recording, key: string, revision: number): Commit {
  const entries = commit.entries.map((entry) => ({ ...entry, sequence: revision }));
  return { ...commit, key, expectedRevision: revision - 1, commandId: randomUUID(), entries };
}

/** The recorded values for another registration: its key, a new command and the revision that follows, all else the same. */
export function renewal({ commit }: Recording, key: string): (revision: number) => Renew {
  const { key: recorded, commandId, expectedRevision } = commit;
  const [own, old, command] = [digest(key), digest(recorded), digest(commandId)];
  return (revision) => {
    const [newId, newCommand] = [randomUUID(), digest(randomUUID())];
    function renew(value: unknown): unknown {
      switch (value) {
        case recorded:
          return key;
        case old:
          return own;
        case commandId:
          return newId;
        case command:
          return newCommand;
        case expectedRevision:
          return revision - 1;
        case expectedRevision + 1:
          return revision;
        default:
          return Array.isArray(value) ? value.map(renew) : value;
      }
    }
    return (values) => values.map(renew);
  };
}

type Renew = (values: readonly unknown[]) => unknown[];

/** Makes the recorded calls on a bare database. */
export function replayOnSqlite(db: SqliteDatabase, { sent }: Recording, renew: Renew): void {
  for (const { method, sql, values } of sent) {
    if (method === 'exec') db.exec(sql);
    else if (method !== 'query') db.prepare(sql)[method](...(renew(values) as SqliteValue[]));
  }
}

/** Makes the recorded calls on a bare pool. */
export async function replayOnPostgres(pool: PostgresPool, { sent }: Recording, renew: Renew): Promise<void> {
  for (const { sql, values } of sent) await pool.query(sql, renew(values));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
