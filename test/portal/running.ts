import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { serverProcess } from '../../examples/portal/server/build.js';
import { temporaryFolder } from './temporary.js';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly address: string;
  readonly port: number;
  /** Everything it has printed. */
  readonly printed: readonly string[];
  /** Ends it; answers its exit code, or the signal that ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

/** A folder for data, removed after the test. */
export function newFolder(): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
}

/** Starts a server on a free port, without the registrations of the demo; it is killed after the test. */
export async function startPortal(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await launch({ PORTAL_DATA: env['PORTAL_DATA'] ?? newFolder(), ...env });
  onTestFinished(async () => {
    await server.end('SIGKILL');
  });
  return server;
}

/** Starts a server that whoever calls has to end. */
export async function launch(env: Record<string, string>): Promise<ServerProcess> {
  const { args, env: own } = serverProcess();
  const settings = { PORT: '0', PORTAL_DEMO: 'off', PORTAL_LOG: 'off', NODE_ENV: 'test' };
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...own, ...settings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  const address = await addressOf(child, printed);
  return {
    address,
    port: Number(new URL(address).port),
    printed,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
      }
      return child.signalCode ?? child.exitCode ?? 'not ended';
    },
  };
}

/** Where it says it is open. */
function addressOf(child: ChildProcess, printed: string[]): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('What the server prints is not read.');
  return new Promise((resolve, reject) => {
    createInterface({ input: stderr }).on('line', (line) => printed.push(line));
    createInterface({ input: stdout }).on('line', (line) => {
      printed.push(line);
      const [, address] = /open at (\S+)$/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The server did not start:\n${printed.join('\n')}`)));
  });
}

/** A server that all tests of a file share. */
export function sharedPortal(env: Record<string, string> = {}): { readonly address: () => string } {
  const folder = temporaryFolder();
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    server = await launch({ PORTAL_DATA: folder.path, ...env });
  });
  afterAll(async () => {
    await server?.end('SIGKILL');
    folder.remove();
  });
  return { address: () => server?.address ?? '' };
}
