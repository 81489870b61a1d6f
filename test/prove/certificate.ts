import * as z from 'zod';

const count = z.number().int().nonnegative();
const seed = z.number().int();
/** How often what became of the input, beside the sums. */
const tally = z.object({ inputs: count, violations: count, seconds: count }).catchall(count);

const invariants = z.array(z.object({ name: z.string(), checked: count, broken: count }));

/** What each proof prints as its last line. */
export const proofSchemas = {
  explored: z.object({
    grounds: z.array(
      z.object({
        name: z.string(),
        machine: z.string(),
        site: z.string(),
        states: count,
        steps: count,
        refusals: count,
      }),
    ),
    invariants,
    world: z.object({
      grounds: z.array(
        z.object({
          name: z.string(),
          machine: z.string(),
          site: z.string(),
          registrations: count,
          states: count,
          steps: count,
          refusals: count,
        }),
      ),
      invariants,
    }),
  }),
  charts: z.record(
    z.string(),
    z.object({ mutants: count, survivors: z.array(z.object({ name: z.string(), why: z.string().min(1) })) }),
  ),
  hosts: z.object({ seed, steps: count, machines: count, sites: count, differences: count, seconds: z.number() }),
  hostile: z.object({
    seed,
    door: tally.extend({ everyNaughtyStringInEveryField: tally, kept: count }),
    envelopes: tally,
  }),
  mutants: z.object({ score: z.number(), killed: count, total: count, ignored: count, survivors: count }),
};

/** One of the proofs. */
export type ProofName = keyof typeof proofSchemas;

/** The proofs, in the order in which they run. */
export const proofNames = Object.keys(proofSchemas) as readonly ProofName[];

const dated = <S extends z.ZodType>(result: S) => z.object({ machines: z.record(z.string(), z.string()), result });

/** The last result of each proof, with the hash of each machine as it was then. */
export const resultsSchema = z.object({
  explored: dated(proofSchemas.explored),
  charts: dated(proofSchemas.charts),
  hosts: dated(proofSchemas.hosts),
  hostile: dated(proofSchemas.hostile),
  mutants: dated(proofSchemas.mutants),
});

/** The last result of each proof. */
export type Results = z.infer<typeof resultsSchema>;

const number = (value: number) => value.toLocaleString('en-US');

/** Proofs that take longer than a run of the tests, so that they may be of machines as they were before. */
type Earlier = Exclude<ProofName, 'explored'>;

/** What is said of a proof whose machines have changed since. */
function sinceThen({ explored, ...others }: Results, name: Earlier): string[] {
  const changed = Object.entries(explored.machines).filter(([id, hash]) => others[name].machines[id] !== hash);
  if (changed.length === 0) return [];
  const ids = changed.map(([id]) => `\`${id}\``).join(', ');
  return ['', `**Not repeated since these charts changed: ${ids}.** What stands here is of the charts before.`];
}

/** What was proven, as a page. */
export function certificate(results: Results): string {
  const { explored, charts, hosts, hostile, mutants } = results;
  const { grounds, invariants, world } = explored.result;
  const told = Object.values(charts.result);
  const arrows = told.reduce((sum, each) => sum + each.mutants, 0);
  const silent = told.flatMap(({ survivors }) => survivors);
  const reasons = [...new Set(silent.map(({ why }) => why))];
  const { door, envelopes } = hostile.result;
  return [
    '# What is proven',
    '',
    'Written by `npm run prove` from what the proofs printed. A test fails when a machine is no longer the one it was',
    'explored for; of the longer proofs the page says which charts have changed since they ran.',
    '',
    '| machine | hash |',
    '| --- | --- |',
    ...Object.entries(explored.machines).map(([id, hash]) => `| \`${id}\` | \`${hash}\` |`),
    '',
    '## Every state is looked at',
    '',
    'Each row is everything that can happen to one machine under one policy: every saying, right and wrong, in every mouth,',
    'before and after each deadline, and every answer and failure of a port. The [expectations](expectations/registration.md) say what is',
    'seen there. The same is done in every run of the tests.',
    '',
    '| what is explored | machine | site | states | steps | refusals |',
    '| --- | --- | --- | ---: | ---: | ---: |',
    ...grounds.map(
      ({ name, machine, site, states, steps, refusals }) =>
        `| ${name} | \`${machine}\` | \`${site}\` | ${number(states)} | ${number(steps)} | ${number(refusals)} |`,
    ),
    `| **together** | | | ${sumOf(grounds, 'states')} | ${sumOf(grounds, 'steps')} | ${sumOf(grounds, 'refusals')} |`,
    '',
    '## What holds everywhere',
    '',
    '| invariant | looked at, times | broken |',
    '| --- | ---: | ---: |',
    ...invariants.map(({ name, checked, broken }) => `| ${name} | ${number(checked)} | ${number(broken)} |`),
    '',
    '## Several registrations in one world',
    '',
    'Each row is everything that two or three registrations can do in a world they share: every order of their acts, of what',
    'the world does for them and of its answers, with calls that fail before and after it did, with servers that stop and with',
    'a world that changes in between. Registrations that differ in their names only are looked at as one.',
    '',
    '| what is explored | machine | site | registrations | states | steps | refusals |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: |',
    ...world.grounds.map(
      ({ name, machine, site, registrations, states, steps, refusals }) =>
        `| ${name} | \`${machine}\` | \`${site}\` | ${registrations} | ${number(states)} | ${number(steps)} | ${number(refusals)} |`,
    ),
    `| **together** | | | | ${sumOf(world.grounds, 'states')} | ${sumOf(world.grounds, 'steps')} | ${sumOf(world.grounds, 'refusals')} |`,
    '',
    'Each of these is seen broken, in every run of the tests, on a chart or a world that lacks what upholds it.',
    '',
    '| invariant of the world | looked at, times | broken |',
    '| --- | ---: | ---: |',
    ...world.invariants.map(({ name, checked, broken }) => `| ${name} | ${number(checked)} | ${number(broken)} |`),
    '',
    '## The charts are told from wrong ones',
    ...sinceThen(results, 'charts'),
    '',
    `\`npm run prove:charts\` takes each arrow of each chart away, its guard, its target and its actions: ${number(arrows)} wrong`,
    `charts, of which an expectation or an invariant tells ${number(arrows - silent.length)}.${silent.length === 0 ? '' : ' Not told:'}`,
    ...reasons.flatMap((why) => [
      '',
      why,
      '',
      ...silent.filter((each) => each.why === why).map(({ name }) => `- \`${name}\``),
    ]),
    '',
    '## The rules are told from wrong ones',
    ...sinceThen(results, 'mutants'),
    '',
    `\`npm run prove:mutants\` changes the code of guards, updates, door and session: ${number(mutants.result.total)} changes, of which`,
    `the tests notice ${number(mutants.result.killed)} (${mutants.result.score} %). Why the other ${number(mutants.result.survivors)} do not matter is said one by one in`,
    '`test/mutants.survivors.json`.',
    '',
    '## All hosts agree',
    ...sinceThen(results, 'hosts'),
    '',
    `\`npm run prove:hosts\`, seed ${hosts.result.seed}: ${number(hosts.result.steps)} random steps on ${hosts.result.machines} machines and ${hosts.result.sites} sites, by a live actor, a session, the pure step, a`,
    `replay of the journal, and the same with a save and a restore between every two: ${number(hosts.result.differences)} differences.`,
    '',
    '## Hostile input is answered',
    ...sinceThen(results, 'hostile'),
    '',
    `\`npm run prove:hostile\`, seed ${hostile.result.seed}: ${number(door.inputs)} hostile inputs at every door, ${number(door.everyNaughtyStringInEveryField.inputs)} naughty strings in every field, and`,
    `${number(envelopes.inputs)} damaged envelopes: ${number(door.violations + door.everyNaughtyStringInEveryField.violations + envelopes.violations)} without an answer, with an exception out of place or with a changed state.`,
    '',
  ].join('\n');
}

function sumOf<K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): string {
  return number(rows.reduce((sum, row) => sum + row[key], 0));
}
