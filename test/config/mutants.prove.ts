import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Changes the rules, updates, door and session in every small way there is: a test must tell, or it is written down why none can. */
const least = 90;
const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));

const position = z.object({ line: z.number(), column: z.number() });
const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          replacement: z.string(),
          status: z.string(),
          location: z.object({ start: position, end: position }),
        }),
      ),
    }),
  ),
});

/** Survivors, each with the text of its line, what was replaced and by what, under the reason why no test can tell. */
const explainedSchema = z.array(
  z.strictObject({
    why: z.string().min(20),
    file: z.string(),
    line: z.string(),
    mutants: z.array(z.tuple([z.string(), z.string()])).min(1),
  }),
);

type Mutant = z.infer<typeof reportSchema>['files'][string]['mutants'][number];

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A mutant in words that stay the same when lines are added above it. */
function wordsOf(file: string, source: string, { location: { start, end }, replacement }: Mutant): string {
  const lines = source.split('\n');
  const touched = lines.slice(start.line - 1, end.line);
  const line = inOneLine(touched[0] ?? '');
  const last = touched.pop() ?? '';
  const whole = [...touched, last.slice(0, end.column - 1)].join('\n');
  return JSON.stringify([file, line, inOneLine(whole.slice(start.column - 1)), inOneLine(replacement)]);
}

/** What is left of a list when each of the others has been taken away once. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return list.filter((each) => {
    const place = left.indexOf(each);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

/** Of the last run only what was told is kept: who survived is asked again, for Stryker does not see which tests are new to him. */
function forgetSurvivors(): void {
  const kept = `${root}.scratch/mutants/incremental.json`;
  if (!existsSync(kept)) return;
  const report = z.looseObject({
    files: z.record(z.string(), z.looseObject({ mutants: z.array(z.looseObject({ status: z.string() })) })),
  });
  const { files, ...rest } = report.parse(JSON.parse(readFileSync(kept, 'utf8')));
  for (const file of Object.values(files))
    file.mutants = file.mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  writeFileSync(kept, JSON.stringify({ ...rest, files }));
}

/** `--read` reads the last run's report again. */
if (!process.argv.includes('--read')) {
  forgetSurvivors();
  const stryker = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'test/config/stryker.config.mjs'];
  const { status } = spawnSync(process.execPath, stryker, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

const { files } = reportSchema.parse(read('.scratch/mutants/report.json'));
const explained = explainedSchema.parse(read('test/mutants.survivors.json'));

const score = (killed: number, total: number) => Math.round((10_000 * killed) / Math.max(total, 1)) / 100;
const sum = { killed: 0, total: 0, ignored: 0 };
const survivors: string[] = [];
for (const [file, { source, mutants }] of Object.entries(files)) {
  const having = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status));
  const killed = having('Killed', 'Timeout').length;
  const alive = having('Survived', 'NoCoverage');
  const total = killed + alive.length;
  sum.killed += killed;
  sum.total += total;
  sum.ignored += having('Ignored').length;
  survivors.push(...alive.map((mutant) => wordsOf(file, source, mutant)));
  console.error(`${score(killed, total).toFixed(2).padStart(6)} %  ${killed} of ${total}  ${file}`);
}
const explanations = explained.flatMap(({ file, line, mutants }) =>
  mutants.map(([original, replacement]) => JSON.stringify([file, line, original, replacement])),
);
const unexplained = without(survivors, explanations);
const outdated = without(explanations, survivors);
for (const survivor of unexplained) console.error(`survives, and nothing says why: ${survivor}`);
for (const explanation of outdated) console.error(`explained, but does not survive: ${explanation}`);

const mutants = {
  score: score(sum.killed, sum.total),
  ...sum,
  survivors: survivors.length,
  unexplained: unexplained.length,
  outdated: outdated.length,
};
console.log(JSON.stringify({ mutants }));
process.exitCode = mutants.score < least || unexplained.length > 0 || outdated.length > 0 ? 1 : 0;
