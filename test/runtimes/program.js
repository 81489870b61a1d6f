import { join } from 'node:path';
import { argv } from 'node:process';
import { fileStorage } from 'hcpn-registration/storage/file';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { road } from './road.js';

/** Prints what was seen on the road. Arguments: where to keep it, and a folder for it. */
const [kind, folder] = argv.slice(2);
const opened = { memory: () => memoryStorage(), file: () => fileStorage(join(folder, 'file')) };
const database = () => sqliteStorage(join(folder, 'registrations.db'), { driver: kind });

road((opened[kind] ?? database)()).then((seen) => console.log(JSON.stringify(seen)));
