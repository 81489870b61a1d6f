import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { openSqlite } from '../../src/storage/sqlite.drivers.js';
import { type SqliteDriver, sqliteStorage } from '../../src/storage/sqlite.js';
import { tasksOn, tell } from './writing.js';

const [path = '', task = '', name = ''] = process.argv.slice(2);
const driver = process.env['SQLITE_DRIVER'] as SqliteDriver | undefined;
const storage = sqliteStorage(path, { driver, busySeconds: 60 });

/** Takes the right to write, and gives it back some time after it is told to, with a first revision of `a`. */
async function hold(milliseconds: number): Promise<void> {
  await storage.read('a');
  const db = await openSqlite(path, driver);
  db.exec('begin immediate');
  tell({ said: 'holding' });
  await once(process.stdin, 'data');
  await setTimeout(milliseconds);
  db.prepare(
    `insert into hcpn_registrations (key, revision, at, text, state) values ('a', 1, '2026-03-01T09:00:00.000Z', '', '')`,
  ).run();
  db.exec('commit');
  process.stdin.destroy();
}

await (task === 'hold' ? hold(Number(name)) : tasksOn(storage, name)[task]?.());
