// Runs a command of the toolchain in a fresh clone: `node test/config/run.mjs <package> [arguments]`.
// When node_modules does not hold what package-lock.json asks for, it is installed first.
// Uses nothing but Node itself, because nothing else can be counted on yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readJson = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const wanted = readJson('package-lock.json').packages;
  const present = readJson('node_modules/.package-lock.json').packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '' || optional) return true;
    return present[path]?.version === version && existsSync(join(root, path, 'package.json'));
  });
}

function install() {
  console.error('Installing what this command needs. This happens once and takes about half a minute.');
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error(`\`npm ${args.join(' ')}\` did not succeed${error ? `: ${error.message}` : ''}.`);
    process.exit(status || 1);
  }
}

/** Files that are read one after another come in the same order each time, and declarations turn out the same. */
const oneByOne = { UV_THREADPOOL_SIZE: '1' };

function run(name, args) {
  const { bin } = readJson('node_modules', name, 'package.json');
  const script = join(root, 'node_modules', name, typeof bin === 'string' ? bin : bin[name]);
  const env = { ...process.env, ...(name === 'tsup' ? oneByOne : {}) };
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit', env });
  const relays = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    // A terminal sends SIGINT to the whole foreground group, the child included.
    const relay = () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
    process.on(signal, relay);
    return () => process.off(signal, relay);
  });
  child.on('exit', (code, signal) => {
    for (const stop of relays) stop();
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

/** Runs TypeScript in this very process: whoever kills the command kills the script, and no orphan goes on. */
async function runScript([script, ...args]) {
  process.chdir(root);
  process.argv.splice(1, process.argv.length, join(root, script), ...args);
  await import(pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')));
  await import(pathToFileURL(join(root, script)));
}

const [name, ...args] = process.argv.slice(2);
if (!isInstalled()) install();
if (name === 'tsx') await runScript(args);
else run(name, args);
