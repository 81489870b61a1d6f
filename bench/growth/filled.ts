import type { StorageAdapter } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { migratePostgres, type PostgresPool, postgresStorage } from 'hcpn-registration/storage/postgres';
import { type SqliteDatabase, type SqliteValue, sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { heardPostgres, heardSqlite, type Sent } from '../storage/recording.js';

/** A storage that holds so many registrations. */
export interface Filled {
  readonly size: number;
  readonly storage: StorageAdapter;
  /** How the database goes about the latest statement, and whether it looks at every row; null without a database. */
  readonly plan: () => Promise<Plan | null>;
}

/** How a database goes about a statement. */
export interface Plan {
  readonly sql: string;
  readonly lines: readonly string[];
  readonly readsAll: boolean;
}

const at = '2026-01-05T09:00:00.000Z';
const states = [
  'review.rejected',
  'review.manuallyReviewing',
  'review.awaitingScreening',
  'review.withdrawn',
  'wizard.notStarted',
  'wizard.enteringBusiness',
  'wizard.enteringContact',
  'wizard.acceptingAgreement',
  'enrollment.enrolled',
  'enrollment.deregistered',
];

/**
 * State and deadline of a registration by its number, as both databases say it. The one in the middle is alone, and the
 * newest, with the highest numbers, are all in the signup still.
 */
function columns(size: number): string {
  const middle = size / 2;
  const turns = states.map((state, place) => `when ${place} then '${state}'`).join(' ');
  return `case when number = ${middle} then 'wizard.redirected'
      when number > ${size * 0.99} then 'signup.choosingCountry' else case number % 10 ${turns} end end,
    case when number = ${middle} then '2026-01-20T00:00:00.000Z' when number % 100 = 1 then '2026-02-20T00:00:00.000Z'
      when number % 10 = 3 then '2026-12-01T00:00:00.000Z' end`;
}

/** A SQLite database with so many registrations, in the tables the adapter makes. */
export async function filledSqlite(db: SqliteDatabase, size: number): Promise<Filled> {
  let latest: Sent | null = null;
  const hear = (sent: Sent) => {
    latest = sent;
  };
  const storage = sqliteStorage(heardSqlite(db, hear));
  await storage.read('nobody');
  // Nothing of this has to survive, and a big cache spares writing a page twice.
  db.exec('pragma synchronous = off');
  db.exec('pragma cache_size = -400000');
  db.exec(`insert into hcpn_registrations (key, revision, at, text, company, state, deadline)
    with recursive numbers (number) as (select 1 union all select number + 1 from numbers where number < ${size})
    select printf('%08d', number), 1, '${at}', printf('{"filler":"%.300c"}', 'x'), 'IE:' || number, ${columns(size)}
    from numbers`);
  db.exec('pragma wal_checkpoint(truncate)');
  db.exec('pragma cache_size = -2000');
  db.exec('pragma synchronous = full');
  return {
    size,
    storage,
    async plan() {
      const { sql, values } = spoken(latest);
      const rows = db.prepare(`explain query plan ${sql}`).all(...(values as SqliteValue[])) as { detail: string }[];
      const lines = rows.map(({ detail }) => detail);
      return { sql, lines, readsAll: lines.some((line) => line.startsWith('SCAN hcpn_registrations')) };
    },
  };
}

/** Tables in PostgreSQL with so many registrations, as the adapter makes them. */
export async function filledPostgres(pool: PostgresPool, size: number): Promise<Filled> {
  const names = { prefix: `of${size}_` };
  let latest: Sent | null = null;
  const hear = (sent: Sent) => {
    latest = sent;
  };
  await migratePostgres(pool, names);
  await pool.query(`insert into of${size}_registrations (id, key, revision, at, text, company, state, deadline)
    select encode(sha256(key::bytea), 'hex'), key, 1, '${at}', ('{"filler":"' || repeat('x', 300) || '"}')::json,
      'IE:' || number, ${columns(size)}
    from (select number, lpad(number::text, 8, '0') as key from generate_series(1, ${size}) as number) as numbered`);
  // What the server does by itself some time after so much has changed.
  await pool.query(`vacuum analyze of${size}_registrations`);
  return {
    size,
    storage: postgresStorage(heardPostgres(pool, hear), names),
    async plan() {
      const { sql, values } = spoken(latest);
      const { rows } = await pool.query(`explain (costs off) ${sql}`, [...values]);
      const lines = (rows as { 'QUERY PLAN': string }[]).map((row) => row['QUERY PLAN'].trim());
      return { sql, lines, readsAll: lines.some((line) => line.includes('Seq Scan')) };
    },
  };
}

/** A memory that holds the same registrations as another storage. */
export async function filledMemory({ size, storage: other }: Filled): Promise<Filled> {
  const storage = memoryStorage();
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const { rows, next } = await other.find({ limit: 1000, cursor });
    for (const { key, state, company, deadline } of rows) {
      const index = { state, company, deadline };
      const nothing = { text: '{}', entries: [], messages: [] };
      await storage.commit({ key, expectedRevision: 0, commandId: 'first', at, index, ...nothing });
    }
    cursor = next ?? undefined;
  }
  return { size, storage, plan: async () => null };
}

function spoken(latest: Sent | null): Sent {
  if (latest === null) throw new Error('Nothing was asked yet.');
  return latest;
}
