import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { portalApp } from './app.js';
import { seedDemo } from './demo.js';
import { openPortal, type Surroundings } from './portal.js';
import type { Settings } from './settings.js';
import { startWorkers } from './workers.js';

const defaultPort = 3000;
const portsTried = 20;
const graceMilliseconds = 5000;

/** A portal that is running. */
export interface Running {
  readonly port: number;
  /** Takes no more requests, answers those under way, and closes what is open. */
  stop(): Promise<void>;
}

/** Starts the portal, with its demo in it. */
export async function run(settings: Settings, surroundings: Surroundings = {}): Promise<Running> {
  const portal = await openPortal(settings, surroundings);
  await seedDemo(portal);
  const stopping = new AbortController();
  const server = createServer(getRequestListener(portalApp(portal, stopping.signal).fetch));
  const port = await listen(server, settings);
  const workers = startWorkers(portal);
  return {
    port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      stopping.abort();
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
      await Promise.all([closed, workers.stop()]);
      clearTimeout(late);
      await portal.close();
    },
  };
}

/** The port that was asked for; where none was, the first from 3000 that is free. */
async function listen(server: Server, { port, host }: Settings): Promise<number> {
  if (port !== null) return listenOn(server, port, host);
  for (let tried = defaultPort; ; tried += 1) {
    try {
      return await listenOn(server, tried, host);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || tried >= defaultPort + portsTried) throw error;
    }
  }
}

function listenOn(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(portOf(server.address()));
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}
