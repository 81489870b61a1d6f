import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { beside, type Effort, inOrder, type Measured, ratioOf, roundByRound, worstOf } from './measure.js';
import { type InstalledNode, installedNodes } from './nodes.js';
import type { Findings, Table } from './report.js';
import { journeyOf } from './rivals/journey.js';
import { official } from './rivals/official.js';
import { ours } from './rivals/ours.js';
import type { Way } from './rivals/way.js';

const bench = fileURLToPath(new URL('.', import.meta.url));
/** Within the benchmark, so that what is not bundled is found there. */
const built = join(bench, '.first');

/** The act that is carried: it asks no service, so that it is one event in each way. */
const act = 'wizard.contact.save';

const documented = 'XState’s documented way, as shipped';
const shipped = 'hcpn-registration, as shipped';
const compiled = 'hcpn-registration, as shipped, after zod/compile';
const bundled = 'hcpn-registration, in one file';

/** What a process pays that is started for one act: importing, reading one text, one step, writing. */
export async function first({ rounds = 25 }: Effort): Promise<Findings> {
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built);
  try {
    const cases = [
      await caseOf(documented, 'official', official, false),
      await caseOf(shipped, 'ours', ours, false),
      await caseOf(compiled, 'compiled', ours, false),
      await caseOf(bundled, 'ours', ours, true),
      await caseOf('XState’s documented way, in one file', 'official', official, true),
    ];
    const found = await inOrder(installedNodes(), (node) => besideEachOther(node, cases, rounds));
    const worst = (name: string, of: 'calls' | 'steps') => worstOf(found.map((each) => ratioOf(each[of], name)));
    return {
      tables: found.flatMap(tablesOf),
      figures: {
        firstCall: worst(shipped, 'calls'),
        firstCallBundled: worst(bundled, 'calls'),
        firstStep: worst(shipped, 'steps'),
      },
    };
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}

/** A way as a module to import, with what it is given. */
interface Case {
  readonly name: string;
  readonly module: string;
  readonly given: string;
}

async function caseOf(name: string, file: string, way: Way, whole: boolean): Promise<Case> {
  const base = join(built, `${file}.${whole ? 'whole' : 'open'}`);
  await build({
    entryPoints: [join(bench, `first/${file}.ts`)],
    outfile: `${base}.mjs`,
    bundle: true,
    minify: whole,
    format: 'esm',
    platform: 'node',
    ...(whole ? {} : { packages: 'external' }),
  });
  const step = (await journeyOf(way)).steps.find((each) => each.act.type === act);
  writeFileSync(`${base}.json`, JSON.stringify(step));
  return { name, module: pathToFileURL(`${base}.mjs`).href, given: `${base}.json` };
}

interface Found {
  readonly node: string;
  /** The whole call, and the step without the import. */
  readonly calls: readonly Measured[];
  readonly steps: readonly Measured[];
}

/** Fresh processes in turns. */
async function besideEachOther(node: InstalledNode, cases: readonly Case[], rounds: number): Promise<Found> {
  const steps = cases.map((): number[] => []);
  const contenders = cases.map(({ name }) => ({ name, run() {} }));
  const calls = await roundByRound(contenders, rounds, async (_, place) => {
    const { call, step } = once(node.program, cases[place]);
    steps[place]?.push(step);
    return call;
  });
  return { node: node.name, calls: beside(cases, calls), steps: beside(cases, steps) };
}

/** Microseconds of processor time of one call in a process of its own. Throws where the act changed nothing. */
function once(program: string, made: Case | undefined): { readonly call: number; readonly step: number } {
  const script = `
    import { readFileSync } from 'node:fs';
    const { text, act } = JSON.parse(readFileSync(${JSON.stringify(made?.given)}, 'utf8'));
    const begun = process.cpuUsage();
    const { carry } = await import(${JSON.stringify(made?.module)});
    const imported = process.cpuUsage(begun);
    const after = carry(text, act);
    const done = process.cpuUsage(begun);
    if (after === text || !after.includes(act.contact.email)) throw new Error('Nothing was kept.');
    const call = done.user + done.system;
    console.log(JSON.stringify({ call, step: call - imported.user - imported.system }));
  `;
  return JSON.parse(execFileSync(program, ['--input-type=module', '--eval', script], { cwd: bench, encoding: 'utf8' }));
}

function tablesOf({ node, calls, steps }: Found): readonly Table[] {
  const says = `of a fresh process for one \`${act}\`, in turns`;
  return [
    {
      title: `The first call of a process, ${node}`,
      says: `Microseconds of processor time ${says}: importing, reading the text, the step, writing it.`,
      measured: calls,
    },
    {
      title: `The first step of a process, ${node}`,
      says: `Microseconds of processor time ${says}: the same without importing.`,
      measured: steps,
    },
  ];
}
