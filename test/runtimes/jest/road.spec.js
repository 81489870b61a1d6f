import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { road } from '../road.js';
import { storageOf } from '../storages.js';

const { STORAGES, FOLDER } = process.env;

it('goes the road on each storage', async () => {
  const seen = {};
  for (const kind of STORAGES.split(',')) seen[kind] = await road(storageOf(kind, FOLDER));
  writeFileSync(join(FOLDER, 'seen.json'), JSON.stringify(seen));
});
