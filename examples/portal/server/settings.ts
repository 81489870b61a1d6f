import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder as defaultFolder } from './build.js';

/** How the portal is run, from its environment. */
export interface Settings {
  /** Null takes 3000, or the next port that is free. */
  readonly port: number | null;
  readonly host: string;
  readonly dataFolder: string;
  /** PostgreSQL; null keeps everything in SQLite files in the data folder. */
  readonly databaseUrl: string | null;
  /** Signs the cookies, and the codes of the simulated services are derived from it. */
  readonly secret: string;
  readonly requestsPerMinute: number;
  readonly codesPerTenMinutes: number;
  /** Whether a new store gets the registrations of the demo. */
  readonly isSeeded: boolean;
  /** Whether each request leaves a line on the standard output. */
  readonly isLogging: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings. Throws where production lacks what a demo makes up. */
export async function readSettings(env: Environment): Promise<Settings> {
  const dataFolder = env['PORTAL_DATA'] ?? defaultFolder;
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  return {
    port: env['PORT'] === undefined ? null : numberIn(env, 'PORT', 3000),
    host: env['HOST'] ?? 'localhost',
    dataFolder,
    databaseUrl: env['DATABASE_URL'] ?? null,
    secret: env['PORTAL_SECRET'] ?? (await ownSecret(dataFolder, env)),
    requestsPerMinute: numberIn(env, 'PORTAL_REQUESTS_PER_MINUTE', 1200),
    codesPerTenMinutes: numberIn(env, 'PORTAL_CODES_PER_TEN_MINUTES', 60),
    isSeeded: env['PORTAL_DEMO'] !== 'off',
    isLogging: env['PORTAL_LOG'] !== 'off',
  };
}

/** A key for one purpose, so that what leaks of one says nothing of another. */
export function derived({ secret }: Pick<Settings, 'secret'>, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('hex');
}

/** A secret kept beside the data: restarts keep sessions, and of two processes that start at once one's is taken. */
async function ownSecret(folder: string, env: Environment): Promise<string> {
  if (env['NODE_ENV'] === 'production') throw new Error('PORTAL_SECRET is required in production.');
  const kept = join(folder, 'secret');
  const made = `${kept}.${process.pid}`;
  await writeFile(made, randomBytes(32).toString('hex'), { mode: 0o600 });
  await link(made, kept).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(made);
  return readFile(kept, 'utf8');
}

function numberIn(env: Environment, name: string, otherwise: number): number {
  const given = Number(env[name] ?? otherwise);
  if (!Number.isSafeInteger(given) || given < 0) throw new Error(`${name} is a number, 0 or more.`);
  return given;
}
