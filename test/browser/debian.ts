import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A browser to test with, and how Debian calls it. */
interface Browser {
  readonly name: string;
  /** The environment variable in which a person may name the program. */
  readonly variable: string;
  readonly programs: readonly string[];
  readonly package: string;
}

const browsers = {
  chromium: {
    name: 'Chromium',
    variable: 'CHROMIUM',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    package: 'chromium',
  },
  firefox: { name: 'Firefox', variable: 'FIREFOX', programs: ['firefox-esr', 'firefox'], package: 'firefox-esr' },
} satisfies Record<string, Browser>;

export const isRoot = process.getuid?.() === 0;

/** The program of a browser, installed by Debian's packages if there is none. */
export async function programOf(browser: keyof typeof browsers): Promise<string> {
  const wanted = browsers[browser];
  return find(wanted) ?? (await install(wanted));
}

function find({ variable, programs }: Browser): string | undefined {
  const given = process.env[variable];
  if (given) return given;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  return programs.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function install(browser: Browser): Promise<string> {
  console.error(`Installing ${browser.name} to test with. This happens once and takes a minute or two.`);
  await aptGet('update');
  await aptGet('install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', browser.package);
  const found = find(browser);
  if (found !== undefined) return found;
  throw new Error(
    `There is no ${browser.name} to test with, and it could not be installed from here. Install it (on Debian: \`apt-get install ${browser.package}\` as root), or name the program in the environment variable ${browser.variable}.`,
  );
}

/** Whether it worked is seen by looking for the program. */
async function aptGet(...args: readonly string[]): Promise<void> {
  const [program, before] = isRoot ? ['apt-get', []] : ['sudo', ['-n', 'apt-get']];
  const child = spawn(program, [...before, ...args], { stdio: ['ignore', 2, 2] });
  await new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}
