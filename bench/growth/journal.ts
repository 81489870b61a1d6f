import type { StorageAdapter } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { migratePostgres, postgresStorage } from 'hcpn-registration/storage/postgres';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { type Contender, type Effort, inTurns, longTurns, type Measured, worstOf } from '../measure.js';
import type { Findings, Table } from '../report.js';
import { type Applicant, applicantOf, runIn } from '../storage/applicant.js';
import { onPostgres, onSqlite } from '../storage/places.js';
import { byTheClock } from '../storage/wall.js';

const few = 10;
const many = 10_000;
/** So many registrations take turns being the short one, so that a long run does not make them long. */
const shortOnes = 100;
/** How many events one of them is given in a row, so that it is as warm as the one long one. */
const inARow = 10;

type Clock = (contenders: readonly Contender[], effort?: Effort) => Promise<readonly Measured[]>;

/** What one more event costs with a long journal behind it, beside a short one. */
export async function journal(effort: Effort = {}): Promise<Findings> {
  await runIn();
  const patient = { ...longTurns, ...effort };
  const storage = memoryStorage();
  const tables = [
    ...(await grown('memory', 'processor time', inTurns, effort, storage, storage)),
    ...(await onSqlite(async (open) => {
      const db = open();
      const opened = sqliteStorage(db);
      await opened.read('nobody');
      // The journal is written by sessions like any other, only without waiting for the disk each time.
      db.exec('pragma synchronous = off');
      return grown('SQLite (libsql)', 'time on the wall', byTheClock, patient, opened, opened, async () => {
        db.exec('pragma wal_checkpoint(truncate)');
        db.exec('pragma synchronous = full');
      });
    })),
    ...(await onPostgres(async (server) => {
      const pool = server.pool();
      await migratePostgres(pool);
      const hurried = postgresStorage(server.pool({ options: '-c synchronous_commit=off' }));
      return grown('PostgreSQL', 'time on the wall', byTheClock, patient, hurried, postgresStorage(pool), async () => {
        await pool.query('vacuum analyze');
        await pool.query('checkpoint');
      });
    })),
  ];
  const long = tables.flatMap(({ measured }) => measured.slice(1).map(({ ratio }) => ratio));
  return { tables, figures: { journal: worstOf(long) } };
}

/** Grows one journal and a number of short ones, and measures an event of a session that is open and of one opened for it. */
async function grown(
  medium: string,
  time: string,
  clock: Clock,
  effort: Effort,
  growing: StorageAdapter,
  storage: StorageAdapter,
  settle: () => Promise<void> = async () => {},
): Promise<readonly Table[]> {
  const short = Array.from({ length: shortOnes }, (_, place) => `short${String(place).padStart(3, '0')}`);
  for (const key of short) await grow(growing, key, few);
  await grow(growing, 'long0000', many);
  await settle();
  const open = (keys: readonly string[]) => Promise.all(keys.map((key) => applicantOf(storage, key)));
  const ways: readonly (readonly [string, (keys: readonly string[]) => Promise<readonly Applicant[]>])[] = [
    ['in an open session', open],
    ['in a session opened for it', async (keys) => keys.map((key) => openedAnew(storage, key))],
  ];
  const tables: Table[] = [];
  for (const [way, make] of ways) {
    const measured = await clock(
      [
        contender(`${few} entries and up`, await make(short)),
        contender(`${many} entries and up`, await make(['long0000'])),
      ],
      effort,
    );
    const says = `One event that keeps a draft, ${way}, on ${medium}: microseconds of ${time}. ${shortOnes} registrations
take turns with the short journal, ${inARow} events at a time; what is measured makes every journal longer.`;
    tables.push({ title: `A long journal on ${medium}, ${way}`, says, measured });
  }
  return tables;
}

async function grow(storage: StorageAdapter, key: string, entries: number): Promise<void> {
  const { keepDraft } = await applicantOf(storage, key);
  let made = (await storage.read(key))?.revision ?? 0;
  for (; made < entries; made += 1) await keepDraft();
}

/** Opens a session for each event and lets go of it, as a server does that remembers nothing. */
function openedAnew(storage: StorageAdapter, key: string): Applicant {
  return {
    key,
    async keepDraft() {
      const { keepDraft } = await applicantOf(storage, key);
      await keepDraft();
    },
  };
}

function contender(name: string, applicants: readonly Applicant[]): Contender {
  let said = 0;
  return {
    name,
    async run(times) {
      for (let time = 0; time < times; time += 1) {
        await applicants[Math.floor(said / inARow) % applicants.length]?.keepDraft();
        said += 1;
      }
    },
  };
}
