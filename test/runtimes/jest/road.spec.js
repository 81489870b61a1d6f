import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileStorage } from 'hcpn-registration/storage/file';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { road } from '../road.js';

const { STORAGES, FOLDER } = process.env;
const opened = { memory: () => memoryStorage(), file: () => fileStorage(join(FOLDER, 'file')) };
const database = (driver) => () => sqliteStorage(join(FOLDER, `${driver.replace(':', '-')}.db`), { driver });

it('goes the road on each storage', async () => {
  const seen = {};
  for (const kind of STORAGES.split(',')) seen[kind] = await road((opened[kind] ?? database(kind))());
  writeFileSync(join(FOLDER, 'seen.json'), JSON.stringify(seen));
});
