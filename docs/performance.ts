import { type Goal, type GoalName, goalEntries } from '../bench/goals.js';
import type { Spread } from '../bench/measure.js';
import {
  figuresOf,
  isMet,
  machineName,
  middles,
  quartiles,
  type Repeated,
  type Run,
  repeated,
  short,
  verdict,
} from '../bench/report.js';
import { table } from './markdown.js';

/** Why a goal that is not met is not met, and what would have to change. */
const reasons: Readonly<Record<string, string>> = {
  P1: 'Reading and writing the text is a large part of a step of one event, and is the same in both builds.',
  P1c: 'A step that calls a service is two transitions or three, and reads and writes the same text as before.',
  P2: 'Reading and writing the text is a large part of our step; the documented way checks neither the text nor a service’s answer.',
  P3: 'The other engine checks neither formats nor lengths nor times; here each act and each saved text is checked.',
  P5: 'A session that is opened for one event reads the journal’s last line, and a long journal is more to look through.',
  P6: 'A validator reads a form by a schema; without `zod/compile` that is interpreted field by field, for the schemas of `zod/mini` bring no compiler of their own.',
  P9: 'What a session does between two answers of the database is done with caches that others have filled since.',
  P10: 'The rules of everything that may be said are judged: Submit alone asks whether each form is complete. A list for each role and state says which rules, and nothing is kept of what they say. What they are held against, the step, takes less than half the time since it goes by tables.',
  P11: 'A new process compiles the code and makes the schemas and machines of every feature when it imports them.',
  P12: 'XState makes a snapshot, its lists and its sets anew for each transition, and the text is checked by copying it.',
  W1: 'A machine brings the policy, the fields of its forms, the descriptions of its states and its rules along, and more of each than when the goal was set; XState, zod/mini and immer are 26 kB of the page.',
  W2: 'A form brings the rules of all its fields, the countries, and what makes an issue of what zod finds.',
  W3: 'It is compiling one module, making every schema and making every machine, in about equal parts.',
  W4: 'A quarter is documentation; the rest is what the package offers, its types written out in full.',
  W6: 'Both module formats, three languages and all declarations are in it; CommonJS is in pieces, because nothing leaves out of it what is not used.',
};

/** The page on performance, made of what the kept runs of the benchmark found, on one machine or on several. */
export function performancePage(runs: readonly Run[]): string {
  const held = goalEntries.map(([name, goal]) => ({ goal, figures: figuresOf(runs, name), name }));
  const isMissed = ({ goal, figures }: Held) => figures.some((figure) => !isMet(goal, figure));
  const missed = [...new Set(held.filter(isMissed).map(({ goal }) => goal.id))];
  const taken = runs.flatMap(({ machine, parts }) =>
    Object.entries(parts).map(([name, { load }]) => [name, machineName(machine), load.map(short).join(', ')]),
  );
  const text = [
    '# Performance',
    '',
    '_Written by `npm run bench -- --keep` from what it measured; the figures are in `bench/results.json`._',
    '',
    '## How it is measured',
    '',
    'Every figure that counts is a ratio or a count. All contenders run in one process and in turns, in many rounds, every',
    'second round backwards; a ratio is taken in each round, and what stands here is the median of those, with the quartiles.',
    'The clock is the processor time of the process, and a turn ends with its own garbage taken out, so that nobody pays for',
    'what another left; only where a disk or a server is waited for it is the clock on the wall. Turns of whole steps last a',
    'fifth of a second: in a shorter one the processor has just thrown out the code and the data of one contender for the',
    'next, and a server does nothing but its own steps. Each contender first runs until it is warm; what that costs has a',
    'table of its own. What a process pays that is new is measured in new processes.',
    '',
    'A goal is met only with a margin: the quartile on its bad side is within the limit. A ratio is not independent of the',
    'machine: a short loop of native code is slowed down less by what else a processor’s caches hold than the code of a whole',
    'step. So the step is held against that of an earlier commit of this repository, which the benchmark builds itself, and',
    'against bytes allocated; and where runs on several machines are kept, figures are ranges over all of them. Microseconds',
    'are for orientation: on another machine, or on the same one an hour later, they are others.',
    '',
    'Every way to carry a registration has to reach the same end with the same data before it is measured. What the others',
    'do not do is said in their files under `bench/rivals`: some check less than this package, none checks more.',
    '',
    '```sh',
    'npm run bench                        # everything, about half an hour',
    'npm run bench -- rivals --rounds 20  # one part, faster',
    'npm run bench -- --json figures.json # for machines',
    '```',
    '',
    '## Goals',
    '',
    ...table(
      ['Goal', 'What', 'Wanted', 'Figure', 'Quartiles', 'Met'],
      held.map(({ goal, figures }) => goalRow(goal, figures)),
    ),
    'P4, P8 and W5 are exact and stand in the ordinary tests (`test/session/counters.test.ts`, `test/dist/imports.test.ts`):',
    'an event is parsed once, also when it is bad, the text is read once and written once, no context is made anew, and',
    'types of event that nobody knows leave nothing behind.',
    '',
    ...(missed.length === 0 ? [] : ['Why a goal is not met, or not on every machine:', '']),
    ...missed.map((id) => `- **${id}**: ${reasons[id] ?? 'not looked into yet.'}`),
    '',
    '## What a step is made of',
    '',
    'A server step reads the saved text, checks what it says, hears one event, makes the transition, settles the calls of',
    'services, and writes the text. All of it is paid by every act, save the calls of services. What a step is compared with',
    'reads and writes the text and does nothing else. Half of that text is the policy; one that is known, because another',
    'registration was read under an equal one, is not read again, nor checked, nor written: what reads and writes the rest',
    'and does nothing else is the second floor.',
    '',
    ...sections(runs, ['earlier', 'rivals', 'allocation', 'warming', 'first', 'forms', 'interpreted', 'exploring']),
    '## What a user interface asks',
    '',
    'What may be said in a state is read off the chart once for each state of a machine; what is left is to judge the rules.',
    '',
    ...sections(runs, ['rendering']),
    '## How the cost grows',
    '',
    '- **With what a registration remembers**: reading, checking and writing its text grow with its length; the transition',
    '  itself does not.',
    '- **With the number of states** of a machine: not at all.',
    '- **With the journal**: not at all in a session that is open. History is in the journal and never in the context.',
    '- **With the registrations in the storage**: reading and saving one does not grow. In SQLite and PostgreSQL `find` goes',
    '  through an index: by state it does not grow; by deadline SQLite reads an entry of the index for each that is due, and',
    '  PostgreSQL may walk the keys when very many are due. Memory, files and IndexedDB look at every registration.',
    '',
    ...sections(runs, ['context', 'journal', 'sessions', 'registrations', 'weight']),
    '## What to do in a host',
    '',
    "- Begin a server that stays with `import 'zod/compile'` before every other import, or start it with",
    '  `node --import zod/compile` (zod 4.5 or later). zod then compiles each schema when it is first used, which makes',
    '  checking a form and reading a registration faster. The figures above are taken so, save those marked “without',
    '  zod/compile” and those of the first call of a process. Leave it out of a process that is started for one act, which',
    '  pays for it and gets nothing back. It makes code out of text (`new Function`), so leave it out of a page whose content',
    '  security policy forbids that, or that checks a few forms. What is accepted and what is refused stays the same:',
    '  `npm run test:compiled` runs the tests of the schemas so.',
    '- Bundle what is started for one act: most of its time goes by while files are loaded and schemas are made.',
    '- Keep a session open while a person works: opening one reads and checks what is saved.',
    '- Make a policy once per site and hand the same one to every registration. Registrations under equal policies share it',
    '  in memory, and one that is known is neither read nor checked again. The latest 32 are known.',
    '- Connect ports once per machine, never per registration: `connect` and `provide` make a machine, which is the most',
    '  expensive thing there is here.',
    '- A page pays for what it uses, whether it imports that from the main entry or from a subpath: a bundler leaves the rest',
    '  out. A process that loads ES modules without a bundler gets every machine with the first; bundle it where its start',
    '  counts ([on a serverless host](how-to/serverless.md)).',
    '- Ask `find` for pages and go on from the cursor.',
    '',
    '## What not to do',
    '',
    '- Do not keep history in the context or in drafts: everything there is read and written with each event.',
    '- Do not send events of unknown types to a bare actor: XState remembers each type for ever. A session and `step` turn',
    '  them away at the door, where they leave nothing behind.',
    '- Do not write into a snapshot. A session freezes what it gives out, so that it throws.',
    '',
    '## What these figures were taken with',
    '',
    ...table(['Part', 'Machine', 'Load before it began (1, 5, 15 minutes)'], taken),
  ].join('\n');
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

/** A goal and its figure on each machine. */
interface Held {
  readonly name: GoalName;
  readonly goal: Goal;
  readonly figures: readonly Spread[];
}

function goalRow(goal: Goal, figures: readonly Spread[]): string[] {
  const { id, says, bound, limit, unit } = goal;
  const counted = (text: string) => `${text} ${unit}`.trim();
  const found = figures.length === 0 ? ['', ''] : [counted(middles(figures)), quartiles(figures)];
  return [id, says, counted(`${bound} ${limit}`), ...found, verdict(goal, figures)];
}

function sections(runs: readonly Run[], parts: readonly string[]): string[] {
  return parts.flatMap((part) => repeated(runs, part).flatMap(section));
}

function section({ title, says, counts = 'Microseconds', rows }: Repeated): string[] {
  return [
    `### ${title}`,
    '',
    says.replaceAll(/\s+/g, ' '),
    '',
    ...table(['', 'Times the first', 'Quartiles', counts], rows.map(row)),
  ];
}

function row({ name, found }: Repeated['rows'][number]): string[] {
  const ratios = found.map(({ ratio }) => ratio);
  return [name, middles(ratios), quartiles(ratios), middles(found.map(({ amount }) => amount))];
}
