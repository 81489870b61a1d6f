import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundled, declarationBytes } from '../test/dist/built.js';
import { beside, type Effort, type Measured } from './measure.js';
import type { Findings, Goal } from './report.js';

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
  const main = await weighed('index');
  const alone = await Promise.all(machines.map(async (name) => ({ name, ...(await weighed(name)) })));
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
      figure: declarationBytes(join(dist, 'index.d.ts')) / 1000,
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

/** The code of an entry in kB, gzip, and what it imports beside its peers and immer. */
async function weighed(name: string): Promise<{ readonly kilobytes: number; readonly others: readonly string[] }> {
  const { code, imports } = await bundled(join(dist, `${name}.js`));
  return {
    kilobytes: gzipSync(code).length / 1000,
    others: imports.filter((path) => ![...peers, ...late].includes(path)),
  };
}

function codeFiles(): string[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(dist, name), 'utf8'));
}

/** Fresh processes in turns: the peers alone, and the main entry, which imports them. */
function importing(rounds: number): readonly Measured[] {
  const cases = [
    { name: 'the peers and immer alone', imported: peers },
    { name: 'the main entry', imported: ['hcpn-registration'] },
  ];
  const taken = cases.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [place, { imported }] of cases.entries()) taken[place]?.push(coldImport(imported));
  return beside(cases, taken);
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
