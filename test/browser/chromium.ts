import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Enough for a first run, which may have to install the browser. */
export const patience = 600_000;

const isRoot = process.getuid?.() === 0;

/**
 * Starts Chromium without a window. Without a profile folder it gets one of its own, which goes when it is closed;
 * either way it writes to the disk, as a person's browser does.
 */
export async function launch(profile = ''): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: find() ?? (await install()),
    args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
  });
}

/** Bundles a script for the browser and serves an empty page with it, on an origin of its own. */
export async function servePage(entry: URL): Promise<{ readonly url: string; close(): void }> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>',
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Calls what the page's script exports. Arguments and answers cross as data; what is thrown there is thrown here. */
export function callerOf<Script extends Readonly<Record<string, (...args: never[]) => unknown>>>(page: Page) {
  return <Name extends keyof Script & string>(
    name: Name,
    ...args: Parameters<Script[Name]>
  ): Promise<Awaited<ReturnType<Script[Name]>>> =>
    page.evaluate(`import('/page.js').then((script) => script.${name}(...${JSON.stringify(args)}))`);
}

function find(): string | undefined {
  const given = process.env['CHROMIUM'];
  if (given) return given;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function install(): Promise<string> {
  console.error('Installing Chromium to test with. This happens once and takes a minute or two.');
  await aptGet('update');
  await aptGet('install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', 'chromium');
  const found = find();
  if (found !== undefined) return found;
  throw new Error(
    'There is no Chromium to test with, and it could not be installed from here. Install it (on Debian: `apt-get install chromium` as root), or name the program in the environment variable CHROMIUM.',
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
