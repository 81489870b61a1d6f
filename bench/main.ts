// As the documentation advises a server: first, for it compiles only the schemas that are made after it.
import 'zod/compile';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { performancePage } from '../docs/performance.js';
import { allocation } from './allocation.js';
import { besideBuild, earlier } from './earlier.js';
import { exploring } from './exploring.js';
import { first } from './first.js';
import { goalEntries } from './goals.js';
import { context } from './growth/context.js';
import { journal } from './growth/journal.js';
import { registrations } from './growth/registrations.js';
import { interpreted } from './interpreted.js';
import { type Effort, thisMachine } from './measure.js';
import { rendering } from './rendering.js';
import {
  type Findings,
  figuresOf,
  machineName,
  middles,
  type Part,
  quartiles,
  type Run,
  short,
  verdict,
  withRun,
} from './report.js';
import { forms } from './rivals/forms.js';
import { rivals } from './rivals/rivals.js';
import { sessions } from './storage/sessions.js';
import { warming } from './warming.js';
import { weight } from './weight.js';

/** The parts of the benchmark, in the order in which they run. */
const parts: Readonly<Record<string, (effort: Effort) => Promise<Findings>>> = {
  earlier,
  rivals,
  allocation,
  warming,
  rendering,
  first,
  forms,
  interpreted,
  exploring,
  weight,
  sessions,
  journal,
  context,
  registrations,
};

const usage = `npm run bench -- [parts] [--rounds N] [--json FILE] [--keep]

Parts: ${Object.keys(parts).join(', ')}; all when none is named.
--rounds N   how many rounds each table gets; fewer are faster and blur more
--quick      one short round: whether everything arrives, not how fast
--json FILE  writes the figures there
--before DIR compares a step with that of any other build, a checkout with its dist, instead of the earlier commit
--keep       keeps the figures of this machine in bench/results.json and writes docs/performance.md; figures of other
             machines stay beside them, so keep runs of one commit only`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    quick: { type: 'boolean' },
    json: { type: 'string' },
    keep: { type: 'boolean' },
    before: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
if (values.help || unknown.length > 0 || (rounds !== undefined && !(rounds >= 1))) {
  console.error(unknown.length > 0 ? `There is no part ${unknown.join(', ')}.\n\n${usage}` : usage);
  process.exit(values.help ? 0 : 2);
}

const effort: Effort = values.quick
  ? { rounds: 1, milliseconds: 1, warmUp: 0 }
  : rounds === undefined
    ? {}
    : { rounds };
const other = values.before;
const measures: typeof parts = {
  ...parts,
  // Its goals are held against the earlier commit only.
  ...(other !== undefined && {
    earlier: async (how) => ({ ...(await besideBuild(other, 'an earlier build', how)), figures: {} }),
  }),
};

const kept = fileURLToPath(new URL('results.json', import.meta.url));
const page = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
const found: Record<string, Part> = {};
for (const [name, measure] of Object.entries(measures)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const load = loadavg();
  const findings = await measure(effort);
  found[name] = { load, ...findings };
  print(name, findings);
}
const run: Run = { machine: thisMachine(), parts: found };
if (!values.quick) printGoals(run);
if (values.json !== undefined) writeFileSync(values.json, text([run]));
if (values.keep) {
  const before: readonly Run[] = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : [];
  const runs: readonly Run[] = JSON.parse(text(withRun(before, run)));
  writeFileSync(kept, text(runs));
  writeFileSync(page, performancePage(runs));
}
// The embedded PostgreSQL keeps the process from ending by itself.
process.exit(0);

function print(name: string, { tables }: Findings): void {
  for (const { title, says, counts = 'microseconds', measured } of tables) {
    console.log(`\n${name}: ${title}\n${says.replaceAll(/\s+/g, ' ')}`);
    console.table(
      Object.fromEntries(
        measured.map(({ name: contender, amount, ratio }) => [
          contender,
          {
            [counts]: short(amount.median),
            'times the first': short(ratio.median),
            quartiles: quartiles([ratio]),
          },
        ]),
      ),
    );
  }
}

function printGoals(run: Run): void {
  console.log(`\nGoals, on ${machineName(run.machine)}, load ${loadavg().map(short).join(', ')}`);
  const rows = goalEntries.flatMap(([name, goal]) => {
    const figures = figuresOf([run], name);
    const { id, says, bound, limit, unit } = goal;
    const wanted = `${bound} ${limit} ${unit}`.trim();
    const figure = `${middles(figures)} ${unit}`.trim();
    return figures.length === 0
      ? []
      : [{ goal: id, what: says, wanted, figure, quartiles: quartiles(figures), met: verdict(goal, figures) }];
  });
  console.table(rows);
}

/** Figures to four places: more would say nothing. */
function text(runs: readonly Run[]): string {
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  return `${JSON.stringify(runs, rounded, 2)}\n`;
}
