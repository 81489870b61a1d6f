// As the documentation advises a server: first, for it compiles only the schemas that are made after it.
import 'zod/compile';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { performancePage } from '../docs/performance.js';
import { before } from './before.js';
import { exploring } from './exploring.js';
import { context } from './growth/context.js';
import { journal } from './growth/journal.js';
import { registrations } from './growth/registrations.js';
import { interpreted } from './interpreted.js';
import { type Effort, surroundings } from './measure.js';
import { type Findings, isMet, type Results, short } from './report.js';
import { forms } from './rivals/forms.js';
import { rivals } from './rivals/rivals.js';
import { sessions } from './storage/sessions.js';
import { weight } from './weight.js';

/** The parts of the benchmark, in the order in which they run. */
const parts: Readonly<Record<string, (effort: Effort) => Promise<Findings>>> = {
  rivals,
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
--before DIR nothing but a step beside the one of an earlier build: a checkout with its dist
--keep       keeps the figures in bench/results.json and writes docs/performance.md`;

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

const effort: Effort = values.quick ? { rounds: 1, milliseconds: 1 } : rounds === undefined ? {} : { rounds };
if (values.before !== undefined) {
  print('before', await before(values.before, effort));
  process.exit(0);
}

const kept = fileURLToPath(new URL('results.json', import.meta.url));
const page = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
const found: Record<string, Results[string]> = {};
for (const [name, measure] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const taken = surroundings();
  const findings = await measure(effort);
  found[name] = { taken, ...findings };
  print(name, findings);
}
if (!values.quick) printGoals(found);
if (values.json !== undefined) writeFileSync(values.json, text(found));
if (values.keep) {
  const before: Results = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
  const results: Results = JSON.parse(text({ ...before, ...found }));
  writeFileSync(kept, text(results));
  writeFileSync(page, performancePage(results));
}
// The embedded PostgreSQL keeps the process from ending by itself.
process.exit(0);

function print(name: string, { tables }: Findings): void {
  for (const { title, says, measured } of tables) {
    console.log(`\n${name}: ${title}\n${says.replaceAll(/\s+/g, ' ')}`);
    console.table(
      Object.fromEntries(
        measured.map(({ name: contender, microseconds, ratio }) => [
          contender,
          {
            microseconds: short(microseconds.median),
            'times the first': short(ratio.median),
            quartiles: `${short(ratio.q1)} to ${short(ratio.q3)}`,
          },
        ]),
      ),
    );
  }
}

function printGoals(results: Results): void {
  const goals = Object.values(results).flatMap((findings) => findings.goals);
  if (goals.length === 0) return;
  const { node, platform, processors, load } = surroundings();
  console.log(`\nGoals, on Node ${node}, ${platform}, ${processors} processors, load ${load.map(short).join(', ')}`);
  console.table(
    goals.map((goal) => ({
      goal: goal.id,
      what: goal.says,
      wanted: `${goal.bound} ${goal.limit} ${goal.unit}`.trim(),
      figure: `${short(goal.figure)} ${goal.unit}`.trim(),
      met: isMet(goal) ? 'yes' : 'NO',
    })),
  );
}

/** Figures to four places: more would say nothing. */
function text(results: Results): string {
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  return `${JSON.stringify(results, rounded, 2)}\n`;
}
