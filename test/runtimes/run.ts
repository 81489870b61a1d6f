import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The folder with what is tried. */
export const home = fileURLToPath(new URL('.', import.meta.url));
export const installed = (path: string) => join(home, 'node_modules', path);
/** The program with which tools are run. */
export const node = installed('node-24/bin/node');
/** What the tests have built, new in each run. */
export const built = (path: string) => join(home, '.built', path);

/** What programs are started with. */
export const environment = { ...process.env, NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' };

/** What a program prints. Rejects with what it says went wrong, if it ends so. */
export async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = { cwd: home, env: { ...environment, ...env }, maxBuffer: 1 << 26 };
  return (await promisify(execFile)(program, args, options)).stdout;
}

/** What a program prints, read as JSON. */
export async function seenBy(program: string, args: readonly string[]): Promise<unknown> {
  return JSON.parse(await run(program, args));
}

/** A new folder, which the next run takes away. */
export function emptyFolder(): string {
  return mkdtempSync(built('kept-'));
}
