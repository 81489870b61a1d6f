import type { StorageAdapter } from 'hcpn-registration';
import { fileStorage } from 'hcpn-registration/storage/file';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { migratePostgres, postgresStorage } from 'hcpn-registration/storage/postgres';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { type Contender, type Effort, longTurns, ratioOf, turned } from '../measure.js';
import type { Findings, Table } from '../report.js';
import { applicantOf, runIn } from './applicant.js';
import { inFolder, onPostgres, onSqlite } from './places.js';
import {
  heardPostgres,
  heardSqlite,
  type Recording,
  record,
  renewal,
  renewed,
  replayOnPostgres,
  replayOnSqlite,
} from './recording.js';
import { byTheClock } from './wall.js';

const says = `One event: an applicant whose four steps are filled in keeps another draft, which is saved before the next
event is said. Microseconds for one event on the wall, the disk included. The adapter alone is given the very commit the
session made, the bare driver the very statements the adapter sent, for a registration of its own in the same tables.`;

/** How fast events are saved through a session, beside the adapter alone and the bare driver that sends the same. */
export async function sessions(effort: Effort = {}): Promise<Findings> {
  await runIn();
  const memory = await onStorage('memory', memoryStorage(), effort);
  const file = await inFolder((folder) => onStorage('files', fileStorage(folder), effort));
  const sqlite = await besideSqlite(effort);
  const [postgres, postgresAtOnce] = await besidePostgres(effort);
  const slower = ratioOf(postgres.measured, throughSession);
  return {
    tables: [memory, file, sqlite, postgres, postgresAtOnce],
    figures: { postgres: turned(slower, (ratio) => 1 / ratio) },
  };
}

const throughSession = 'through a session';
const adapterAlone = 'the adapter alone';
const bareDriver = 'the bare driver';

/** An adapter without a driver, where the adapter alone is what the session is compared with. */
async function onStorage(medium: string, storage: StorageAdapter, effort: Effort): Promise<Table> {
  const recording = await record(() => storage);
  return measure(`Events on ${medium}`, storage, effort, [
    [adapterAlone, [await adapterLane(storage, recording, 'adapter0')]],
    [throughSession, [await sessionLane(storage, 'session0')]],
  ]);
}

function besideSqlite(effort: Effort): Promise<Table> {
  return onSqlite(async (open) => {
    const db = open();
    const recording = await record((hear) => sqliteStorage(heardSqlite(db, hear)));
    const storage = sqliteStorage(db);
    const renew = renewal(recording, 'driver-0');
    const driver = await lane(storage, 'driver-0', async (revision) => replayOnSqlite(db, recording, renew(revision)));
    return measure('Events on SQLite (libsql)', storage, effort, [
      [bareDriver, [driver]],
      [adapterAlone, [await adapterLane(storage, recording, 'adapter0')]],
      [throughSession, [await sessionLane(storage, 'session0')]],
    ]);
  });
}

/** One event at a time, and eight applicants at once. */
function besidePostgres(effort: Effort): Promise<readonly [Table, Table]> {
  return onPostgres(async (server) => {
    const pool = server.pool();
    await migratePostgres(pool);
    const recording = await record((hear) => postgresStorage(heardPostgres(pool, hear)));
    const storage = postgresStorage(pool);
    async function table(title: string, applicants: readonly number[]): Promise<Table> {
      const each = (make: (applicant: number) => Promise<Lane>) => Promise.all(applicants.map(make));
      const driver = await each((applicant) => {
        const renew = renewal(recording, `driver-${applicant}`);
        return lane(storage, `driver-${applicant}`, (revision) => replayOnPostgres(pool, recording, renew(revision)));
      });
      return measure(title, storage, effort, [
        [bareDriver, driver],
        [adapterAlone, await each((applicant) => adapterLane(storage, recording, `adapter${applicant}`))],
        [throughSession, await each((applicant) => sessionLane(storage, `session${applicant}`))],
      ]);
    }
    return [
      await table('Events on PostgreSQL', [0]),
      await table('Events on PostgreSQL, eight applicants at once', [1, 2, 3, 4, 5, 6, 7, 8]),
    ];
  });
}

/** One registration, and how its next event is saved. */
interface Lane {
  readonly key: string;
  readonly event: () => Promise<void>;
  /** The revision that should stand. */
  readonly revision: () => number;
}

/** A registration brought to where events repeat, from where each revision is written in some way. */
async function lane(storage: StorageAdapter, key: string, write: (revision: number) => Promise<void>): Promise<Lane> {
  await applicantOf(storage, key);
  let revision = (await storage.read(key))?.revision ?? 0;
  return {
    key,
    event: () => {
      revision += 1;
      return write(revision);
    },
    revision: () => revision,
  };
}

function adapterLane(storage: StorageAdapter, recording: Recording, key: string): Promise<Lane> {
  return lane(storage, key, async (revision) => {
    const { outcome } = await storage.commit(renewed(recording, key, revision));
    if (outcome !== 'committed') throw new Error(`A commit ended as ${outcome}.`);
  });
}

async function sessionLane(storage: StorageAdapter, key: string): Promise<Lane> {
  const { keepDraft } = await applicantOf(storage, key);
  return lane(storage, key, keepDraft);
}

async function measure(
  title: string,
  storage: StorageAdapter,
  effort: Effort,
  ways: readonly (readonly [string, readonly Lane[]])[],
): Promise<Table> {
  const measured = await byTheClock(
    ways.map(([name, lanes]) => contender(name, lanes)),
    { ...longTurns, ...effort },
  );
  for (const { key, revision } of ways.flatMap(([, lanes]) => lanes)) {
    const stands = (await storage.read(key))?.revision;
    if (stands !== revision()) throw new Error(`${key} stands at revision ${stands}, not at ${revision()}.`);
  }
  const rates = measured.map(({ name, amount }) => `${name} ${Math.round(1e6 / amount.median)}`);
  return { title, says: `${says}\nEvents a second: ${rates.join(', ')}.`, measured };
}

/** Shares so many events out among lanes that go on side by side. */
function contender(name: string, lanes: readonly Lane[]): Contender {
  return {
    name,
    async run(times) {
      await Promise.all(
        lanes.map(async ({ event }, place) => {
          for (let done = place; done < times; done += lanes.length) await event();
        }),
      );
    },
  };
}
