import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isRegistrationError, RegistrationError } from 'hcpn-registration';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { readApplicant } from './applicant.file.js';
import { askOn } from './interactive/ask.js';
import { leadPerson } from './interactive/interactive.js';
import { languages } from './language.js';
import { defaultFile, defaultStore, type Options, readOptions } from './options.js';
import { playApplicant } from './played.js';
import { Problem } from './problem.js';
import { screenOn } from './screen.js';
import { isStarterGone } from './starter.js';

const { env, stdout } = process;
let screen = screenOn(stdout, languages.en);

const ownFolder = fileURLToPath(new URL('../..', import.meta.url));

/** `npm start` runs in the package's folder, wherever it was called. */
const folder = (env['npm_lifecycle_event'] === 'start' ? env['INIT_CWD'] : undefined) ?? process.cwd();

/** Nobody reads any more (`npm start | head`). */
stdout.on('error', () => process.exit(1));

process.on('SIGINT', () => {
  screen.line();
  screen.line(screen.language.words.stopped);
  process.exit(130);
});

try {
  const options = readOptions(process.argv.slice(2));
  screen = screenOn(stdout, languages[options.lang]);
  if (options.help) screen.line(screen.language.words.help(defaultFile, defaultStore));
  else await run(options);
} catch (error) {
  const message = messageOf(error);
  if (message === null) throw error;
  screenOn(process.stderr, screen.language).failure(message);
  process.exitCode = 1;
}

async function run(options: Options): Promise<void> {
  const { store, fresh } = options;
  const storage = sqliteStorage(await databaseIn(resolve(folder, store)));
  try {
    if (options.interactive) {
      await leadPerson({ storage, store, fresh, screen, ask: askOn(process.stdin, stdout, screen.language) });
      process.stdin.destroy();
    } else {
      const file = await (options.file === null
        ? readApplicant(defaultFile, ownFolder)
        : readApplicant(options.file, folder));
      await playApplicant({ file, storage, store, fresh, screen, pause });
    }
  } finally {
    await storage.close();
  }
}

/** Where the registrations are in a folder, which is made if it is not there. */
async function databaseIn(place: string): Promise<string> {
  await mkdir(place, { recursive: true }).catch((cause) => {
    throw new RegistrationError('storage.unavailable', { cause, details: { place } });
  });
  return join(place, 'registrations.db');
}

/** Lets a person follow, and ends with whoever started this. */
async function pause(): Promise<void> {
  if (isStarterGone()) process.exit(1);
  if (stdout.isTTY) await sleep(250);
}

function messageOf(error: unknown): string | null {
  if (error instanceof Problem) return error.message;
  return isRegistrationError(error) ? `${error.message} (${error.code})` : null;
}
