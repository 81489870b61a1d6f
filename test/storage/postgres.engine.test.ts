import { migratePostgres, postgresStorage } from 'hcpn-registration/storage/postgres';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { testStorageAdapter } from '../../src/testing/storage.contract.js';
import { startServer, type TestServer } from './postgres.server.js';

let server: TestServer;
let pools: [Pool, Pool];
let stores = 0;

beforeAll(async () => {
  server = await startServer();
  pools = [server.pool(), server.pool()];
}, 60_000);
afterAll(() => server.stop());

describe('postgresStorage', () => {
  testStorageAdapter({ describe, it }, async () => {
    stores += 1;
    const names = { prefix: `store ${process.pid} "${stores}" ` };
    const [pool, other] = pools;
    await migratePostgres(pool, names);
    return { storage: postgresStorage(pool, names), again: async () => postgresStorage(other, names) };
  });
});
