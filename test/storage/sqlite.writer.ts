import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openSqlite } from '../../src/storage/sqlite.drivers.js';
import { type SqliteDriver, sqliteStorage } from '../../src/storage/sqlite.js';
import { act } from '../../src/testing/storage/kit.js';

/** What the writer tells its parent, one line each, written before the next thing is begun. */
export type Line =
  | { readonly said: 'committed'; readonly revision: number }
  | { readonly said: 'erased'; readonly key: string }
  | { readonly said: 'holding' }
  | { readonly said: 'done' };

function tell(line: Line): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

const [path = '', task, name = ''] = process.argv.slice(2);
const driver = process.env['SQLITE_DRIVER'] as SqliteDriver | undefined;
const storage = sqliteStorage(path, { driver, busySeconds: 60 });

/** Adds 1 to a number so many times, as one of several writers. */
async function increment(times: number): Promise<void> {
  for (let done = 0; done < times; ) {
    const record = await storage.read('counter');
    const revision = record?.revision ?? 0;
    const text = String(Number(record?.text ?? 0) + 1);
    const result = await storage.commit(act('counter', revision, { commandId: `${name} ${done}`, text }));
    if (result.outcome !== 'committed') continue;
    tell({ said: 'committed', revision: result.revision });
    done += 1;
  }
  tell({ said: 'done' });
}

/** Commits on and on, from where the writer before was killed. */
async function commitForEver(): Promise<void> {
  for (let revision = (await storage.read('a'))?.revision ?? 0; ; revision += 1) {
    await storage.commit(act('a', revision));
    tell({ said: 'committed', revision: revision + 1 });
  }
}

/** Makes registrations and erases them, on and on. */
async function eraseForEver(): Promise<void> {
  for (let number = 0; ; number += 1) {
    const key = `${name} ${number}`;
    for (let revision = 0; revision < 3; revision += 1) await storage.commit(act(key, revision));
    await storage.remove(key, new Date(0).toISOString());
    tell({ said: 'erased', key });
  }
}

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

if (task === 'increment') await increment(20);
if (task === 'commit') await commitForEver();
if (task === 'erase') await eraseForEver();
if (task === 'hold') await hold(Number(name));
