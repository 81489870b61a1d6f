import { Database } from 'bun:sqlite';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { road } from './road.js';

/** Prints what was seen on the road, kept in a database that Bun has opened. */
road(sqliteStorage(new Database(':memory:'))).then((seen) => console.log(JSON.stringify(seen)));
