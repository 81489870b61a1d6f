import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const portal = join(root, 'examples/portal');
const require = createRequire(import.meta.url);

/** Where everything is kept, unless something else is said. */
export const dataFolder = join(portal, '.data');

/** Builds the JavaScript of the package where it is missing or older than its sources. */
export async function buildPackage(): Promise<void> {
  const built = join(root, 'dist/index.js');
  if (await isFresh(built, [join(root, 'src'), join(root, 'tsup.config.ts')])) return;
  console.error('Building the package.');
  await node([binOf('tsup', 'tsup'), '--no-dts', '--no-clean'], root);
}

/** Builds the web page where it is missing or older than its sources. */
export async function buildWeb(): Promise<void> {
  const sources = ['web', 'public', 'index.html', 'vite.config.ts', 'api.ts'].map((each) => join(portal, each));
  if (await isFresh(join(portal, 'web-dist/index.html'), [...sources, join(root, 'dist/index.js')])) return;
  console.error('Building the web page.');
  await node([binOf('vite', 'vite'), 'build', '--logLevel', 'warn'], portal);
}

/** What Node is started with to run the server: its TypeScript as it is, and the built package. */
export function serverProcess() {
  return {
    args: ['--import', require.resolve('tsx'), join(portal, 'server/main.ts')],
    env: { TSX_TSCONFIG_PATH: join(portal, 'tsconfig.json') },
  };
}

async function isFresh(built: string, sources: readonly string[]): Promise<boolean> {
  if (!existsSync(built)) return false;
  const { mtimeMs } = await stat(built);
  const times = await Promise.all(sources.map(latestIn));
  return times.every((time) => time <= mtimeMs);
}

/** When a file, or the latest of the files in a folder, was changed. */
async function latestIn(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const times = await Promise.all((await readdir(path)).map((name) => latestIn(join(path, name))));
  return Math.max(found.mtimeMs, ...times);
}

function binOf(name: string, bin: string): string {
  const path = require.resolve(`${name}/package.json`);
  const { bin: bins }: { bin: Record<string, string> } = require(path);
  return join(dirname(path), bins[bin] ?? '');
}

function node(args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Not built: ${args[0]} ended with ${code}.`)),
    );
  });
}
