import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { type Effort, type Measured, spread } from './measure.js';
import type { Findings, Goal } from './report.js';

const bench = fileURLToPath(new URL('.', import.meta.url));
const dist = join(bench, 'node_modules/hcpn-registration/dist');
const peers = ['xstate', 'zod', 'immer'];

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
  const main = await bundled('index');
  const alone = await Promise.all(machines.map(async (name) => ({ name, ...(await bundled(name)) })));
  const [heaviest] = alone.sort((one, other) => other.kilobytes - one.kilobytes);
  const imports = importing(rounds);
  const goals: Goal[] = [
    {
      id: 'W1',
      says: `own code of one machine alone, gzip; the heaviest is ${heaviest?.name}`,
      bound: 'at most',
      limit: 6,
      figure: heaviest?.kilobytes ?? Number.NaN,
      unit: 'kB',
    },
    {
      id: 'W1',
      says: 'own code of the whole main entry, gzip',
      bound: 'at most',
      limit: 20,
      figure: main.kilobytes,
      unit: 'kB',
    },
    {
      id: 'W2',
      says: 'places that import zod in a way that brings every language along',
      bound: 'at most',
      limit: 0,
      figure: codeFiles().filter((text) => /import\s*\{[^}]*\bz\b[^}]*\}\s*from\s*['"]zod['"]/.test(text)).length,
      unit: '',
    },
    {
      id: 'W3',
      says: 'cold import of the main entry, beside importing its peers alone',
      bound: 'at most',
      limit: 1.15,
      figure: imports[1]?.ratio.median ?? Number.NaN,
      unit: 'x',
    },
    {
      id: 'W4',
      says: 'declarations of the main entry',
      bound: 'at most',
      limit: 60,
      figure: declarations() / 1000,
      unit: 'kB',
    },
    {
      id: 'W5',
      says: 'packages and built-ins the main entry imports, its peers and immer left out',
      bound: 'at most',
      limit: 0,
      figure: main.others.length,
      unit: '',
    },
  ];
  return {
    goals,
    tables: [
      {
        title: 'Importing, cold',
        says: `Microseconds of processor time of a fresh Node process from before the import to after it, ${rounds} of each in turns.`,
        measured: imports,
      },
    ],
  };
}

/** An entry as a bundler takes it, its peers and immer left out. */
async function bundled(name: string): Promise<{ readonly kilobytes: number; readonly others: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(dist, `${name}.js`)],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    metafile: true,
    write: false,
    outfile: 'out.js',
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return { kilobytes: gzipSync(code).length / 1000, others: imported.filter((path) => !peers.includes(path)) };
}

function codeFiles(): string[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(dist, name), 'utf8'));
}

/** Bytes of every declaration file the main entry leads to. */
function declarations(): number {
  const seen = new Map<string, number>();
  const read = (file: string): void => {
    if (seen.has(file)) return;
    const text = readFileSync(file, 'utf8');
    seen.set(file, Buffer.byteLength(text));
    for (const [, next = ''] of text.matchAll(/from '(\.[^']+)\.js'/g))
      read(normalize(join(dirname(file), `${next}.d.ts`)));
  };
  read(join(dist, 'index.d.ts'));
  return [...seen.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Fresh processes in turns: the peers alone, and the main entry, which imports them. */
function importing(rounds: number): readonly Measured[] {
  const cases = [
    ['the peers and immer alone', ['xstate', 'zod', 'immer']],
    ['the main entry', ['hcpn-registration']],
  ] as const;
  const taken = cases.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [place, [, names]] of cases.entries()) taken[place]?.push(coldImport(names));
  return cases.map(([name], place) => ({
    name,
    microseconds: spread(taken[place] ?? []),
    ratio: spread((taken[place] ?? []).map((spent, round) => spent / (taken[0]?.[round] ?? Number.NaN))),
  }));
}

function coldImport(names: readonly string[]): number {
  const script = `
    const before = process.cpuUsage();
    for (const name of ${JSON.stringify(names)}) await import(name);
    const { user, system } = process.cpuUsage(before);
    console.log(user + system);
  `;
  const args = ['--input-type=module', '--eval', script];
  return Number(execFileSync(process.execPath, args, { cwd: bench, encoding: 'utf8' }));
}
