import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import * as mainExports from 'hcpn-registration';
import { bundled, declarationBytes } from '../test/dist/built.js';
import { pack } from '../test/dist/published.js';
import { weights } from '../test/dist/weights.js';
import { beside, type Effort, exactly, inOrder, ratioOf, roundByRound, worstOf } from './measure.js';
import { type InstalledNode, installedNodes } from './nodes.js';
import type { Findings, Table } from './report.js';

/** Loaded only by a page that has no digests of its own. */
const late = ['@noble/hashes/hmac.js', '@noble/hashes/sha2.js'];

const bench = fileURLToPath(new URL('.', import.meta.url));
const dist = join(bench, 'node_modules/hcpn-registration/dist');
const peers = ['xstate', 'zod/mini', 'zod/v4/core', 'immer'];

/** The machines that can be imported alone, by entry. */
const machines = [
  'signup',
  'wizard',
  'review',
  'enrollment',
  'association',
  'development-path',
  'partner-program',
] as const;

/** What the package weighs: bytes of code and of declarations, what importing it pulls in, and how long that takes. */
export async function weight({ rounds = 30 }: Effort = {}): Promise<Findings> {
  const { imports: loaded } = await bundled(join(dist, 'index.js'));
  const own = (name: string) => page(`export * from 'hcpn-registration${name}';`, [...peers, ...late]);
  const alone = await inOrder(machines, async (name) => (await own(`/${name}`)).kilobytes);
  const validators = await inOrder(validatorNames, (name) =>
    page(`export { ${name} } from 'hcpn-registration';`, peers),
  );
  const pages = await inOrder(weighedPages, async (name) => {
    const row = weights.find((each) => each.name === name);
    return row === undefined ? Number.NaN : (await page(row.code)).kilobytes;
  });
  const [wizardPage, validatorsPage, ...constants] = pages;
  const imports = await inOrder(installedNodes(), (node) => importing(node, rounds));
  const bundlesLocales = (text: string) => /import\s*\{[^}]*\bz\b[^}]*\}\s*from\s*['"]zod['"]/.test(text);
  return {
    tables: imports,
    figures: {
      page: exactly(wizardPage ?? Number.NaN),
      validatorsPage: exactly(validatorsPage ?? Number.NaN),
      ownWizard: exactly(alone[machines.indexOf('wizard')] ?? Number.NaN),
      ownHeaviest: exactly(Math.max(...alone)),
      ownMain: exactly((await own('')).kilobytes),
      constant: exactly(Math.max(...constants)),
      validator: exactly(Math.max(...validators.map(({ kilobytes }) => kilobytes))),
      validatorMachines: exactly(validators.filter(({ code }) => code.includes('from"xstate"')).length),
      locales: exactly(codeFiles().filter(bundlesLocales).length),
      coldImport: worstOf(imports.map(({ measured }) => ratioOf(measured, mainEntry))),
      declarations: exactly(declarationBytes(join(dist, 'index.d.ts')) / 1000),
      others: exactly(loaded.filter((path) => ![...peers, ...late].includes(path)).length),
      tarball: exactly(tarball()),
    },
  };
}

const validatorNames = Object.keys(mainExports).filter((name) => name.startsWith('validate'));

/** What pages import whose weight is a goal, by the rows a test holds: two whole pages, then one constant each. */
const weighedPages = ['one machine and createActor', 'four forms', 'the countries', 'the roles', 'the sites'];

/** Everything a page gets that imports something, in kB, gzip; without some packages if so asked. */
async function page(contents: string, external: readonly string[] = []) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: bench },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    plugins: [apart(external)],
    write: false,
  });
  const code = outputFiles[0]?.text ?? '';
  return { code, kilobytes: gzipSync(code).length / 1000 };
}

/** Leaves packages out as an application does that has them anyway: what is not used of them is not even named. */
function apart(packages: readonly string[]): Plugin {
  return {
    name: 'apart',
    setup({ onResolve }) {
      onResolve({ filter: /^[\w@]/ }, ({ path }) =>
        packages.includes(path) ? { path, external: true, sideEffects: false } : undefined,
      );
    },
  };
}

/** The tarball that is published, in kB. */
function tarball(): number {
  const folder = mkdtempSync(join(tmpdir(), 'hcpn-bench-'));
  try {
    return pack(join(bench, '..'), folder).size / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function codeFiles(): string[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(dist, name), 'utf8'));
}

const mainEntry = 'the main entry';

/** Fresh processes in turns: the peers alone, and the main entry, which imports them. */
async function importing({ name: node, program }: InstalledNode, rounds: number): Promise<Table> {
  const cases = [
    { name: 'the peers and immer alone', imported: peers, run() {} },
    { name: mainEntry, imported: ['hcpn-registration'], run() {} },
  ];
  const taken = await roundByRound(cases, rounds, async (_, place) =>
    coldImport(program, cases[place]?.imported ?? []),
  );
  return {
    title: `Importing, cold, ${node}`,
    says: 'Microseconds of processor time of a fresh process from before the import to after it, in turns.',
    measured: beside(cases, taken),
  };
}

function coldImport(program: string, names: readonly string[]): number {
  const script = `
    const before = process.cpuUsage();
    for (const name of ${JSON.stringify(names)}) await import(name);
    const { user, system } = process.cpuUsage(before);
    console.log(user + system);
  `;
  return Number(execFileSync(program, ['--input-type=module', '--eval', script], { cwd: bench, encoding: 'utf8' }));
}
