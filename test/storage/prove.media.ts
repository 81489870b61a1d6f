import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../src/storage/sqlite.drivers.js';
import { startServer } from './postgres.server.js';
import { type Kind, type Place, sqliteDriver, writerName } from './prove.places.js';

/** What a medium is proven on. */
export interface Medium {
  /** A place that is empty. */
  fresh(): Promise<Place>;
  /** Waits until nothing goes on any more for processes that were killed. */
  settle(): Promise<void>;
  /** Throws if the medium itself finds a fault. */
  inspect(place: Place): Promise<void>;
  /** Kills the server within this call, and answers when it is there again; null if there is no server of ours. */
  readonly crash: (() => Promise<void>) | null;
  /** Ends it; what is kept lies on for whoever looks for a fault. */
  end(isKept: boolean): Promise<void>;
}

/** Makes a medium ready. */
export function mediumOf(kind: Kind): Promise<Medium> {
  return kind === 'postgres' ? postgresMedium() : diskMedium(kind);
}

async function diskMedium(kind: Exclude<Kind, 'postgres'>): Promise<Medium> {
  const root = mkdtempSync(join(tmpdir(), `hcpn-prove-${kind}-`));
  let places = 0;
  return {
    async fresh() {
      places += 1;
      return kind === 'memory' ? { kind } : { kind, path: join(root, `store ${places}`) };
    },
    async settle() {},
    async inspect(place) {
      if (place.kind !== 'sqlite') return;
      const db = await openSqlite(place.path, sqliteDriver);
      const found = JSON.stringify(db.prepare('pragma integrity_check').all());
      db.close();
      if (found !== '[{"integrity_check":"ok"}]') throw new Error(`SQLite finds ${found}`);
    },
    crash: null,
    async end(isKept) {
      if (isKept) console.log(`  what was found lies in ${root}`);
      else rmSync(root, { recursive: true, force: true });
    },
  };
}

async function postgresMedium(): Promise<Medium> {
  const server = await startServer();
  const pool = server.pool({ max: 1 });
  const { rows } = await pool.query<{ data_directory: string }>('show data_directory');
  const folder = rows[0]?.data_directory ?? '';
  const isOurs = process.env['PG_URL'] === undefined;
  let places = 0;
  return {
    async fresh() {
      places += 1;
      const schema = `prove_${process.pid}_${places}`;
      await pool.query(`create schema ${schema}`);
      return { kind: 'postgres', url: server.url, schema };
    },
    async settle() {
      const count = 'select count(*)::int as left from pg_stat_activity where application_name = $1';
      for (let left = 1; left > 0; ) {
        const answer = await pool.query<{ left: number }>(count, [writerName]);
        left = answer.rows[0]?.left ?? 0;
      }
    },
    async inspect() {},
    // Node learns of the end only after this turn, so `restart` still waits for the process that is gone already.
    crash: isOurs
      ? () => {
          killServer(folder);
          return server.restart();
        }
      : null,
    end: () => server.stop(),
  };
}

/** Kills a PostgreSQL server with everything it runs, and waits until all of it is gone. Needs Linux. */
function killServer(folder: string): void {
  const postmaster = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  // While it stands still it makes no process that would be overlooked.
  process.kill(postmaster, 'SIGSTOP');
  const backends = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(/\s+/);
  const all = [postmaster, ...backends.map(Number)];
  for (const one of all) if (isRunning(one)) process.kill(one, 'SIGKILL');
  while (all.some(isRunning));
}

function isRunning(id: number): boolean {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    return !/^\) [ZX]/.test(stat.slice(stat.lastIndexOf(')')));
  } catch {
    return false;
  }
}
