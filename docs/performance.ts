import type { Measured } from '../bench/measure.js';
import { isMet, type Results, short, type Table } from '../bench/report.js';
import { table } from './markdown.js';

/** Why a goal that is not met is not met, and what would have to change. */
const reasons: Readonly<Record<string, string>> = {
  P1: 'A step that calls a service is two transitions or three, each of which XState makes from the beginning.',
  P2: 'Reading and writing the text is two fifths of our step and the transition is XState’s in both; its documented way checks neither the text nor a service’s answer.',
  P3: 'The other engine checks neither formats nor lengths nor times; here each act and each saved text is checked.',
  P5: 'A session that is opened for one event reads the journal’s last line, and a long journal is more to look through.',
  P9: 'An event takes a session 0.06 ms of work in memory, but two to five times that after the processor has waited for an answer, or has only counted for a millisecond: by then nothing of it is in its caches, which this machine shares with others.',
  W1: 'Every machine brings the policy, the fields of its forms, the descriptions of its states and its rules along: nothing of it is idle.',
  W3: 'Half of it is loading some forty files, the other half making every schema and machine. In one file it would be about 1.6 x, but a bundler could no longer leave out a machine that a page does not use.',
  W4: 'A quarter is documentation; the rest is what the package offers, its types written out in full.',
};

/** The page on performance, made of what a run of the benchmark found. */
export function performancePage(results: Results): string {
  const goals = Object.values(results).flatMap((findings) => findings.goals);
  const missed = [...new Set(goals.filter((goal) => !isMet(goal)).map(({ id }) => id))];
  const taken = Object.entries(results).map(
    ([
      name,
      {
        taken: { node, platform, processors, load },
      },
    ]) => [name, node, platform, String(processors), load.map(short).join(', ')],
  );
  const text = [
    '# Performance',
    '',
    '_Written by `npm run bench -- --keep` from what it measured; the figures are in `bench/results.json`._',
    '',
    '## How it is measured',
    '',
    'Every figure that counts is a ratio. All contenders run in one process and in turns, in many rounds, every second round',
    'backwards; a ratio is taken in each round, and what stands here is the median of those, with the quartiles. The clock is',
    'the processor time of the process, and a turn ends with its own garbage taken out, so that nobody pays for what another',
    'left; only where a disk or a server is waited for it is the clock on the wall. Turns of whole steps last a fifth of a',
    'second: in a shorter one the processor has just thrown out the code and the data of one contender for the next, and a',
    'server does nothing but its own steps. Each contender first runs until it is warm. Microseconds are for orientation: on',
    'another machine, or on the same one an hour later, they are others.',
    '',
    'Every way to carry a registration has to reach the same end with the same data before it is measured. What the others',
    'do not do is said in their files under `bench/rivals`: some check less than this package, none checks more.',
    '',
    '```sh',
    'npm run bench                        # everything, a quarter of an hour',
    'npm run bench -- rivals --rounds 20  # one part, faster',
    'npm run bench -- --json figures.json # for machines',
    '```',
    '',
    '## Goals',
    '',
    ...table(
      ['Goal', 'What', 'Wanted', 'Figure', 'Met'],
      goals.map((goal) => [
        goal.id,
        goal.says,
        `${goal.bound} ${goal.limit} ${goal.unit}`.trim(),
        `${short(goal.figure)} ${goal.unit}`.trim(),
        isMet(goal) ? 'yes' : '**no**',
      ]),
    ),
    'P4, P8 and W5 are exact and stand in the ordinary tests (`test/session/counters.test.ts`, `test/dist/imports.test.ts`):',
    'an event is parsed once, also when it is bad, the text is read once and written once, no context is made anew, and',
    'types of event that nobody knows leave nothing behind.',
    '',
    ...(missed.length === 0 ? [] : ['Why a goal is not met:', '']),
    ...missed.map((id) => `- **${id}**: ${reasons[id] ?? 'not looked into yet.'}`),
    '',
    '## What a step is made of',
    '',
    'A server step reads the saved text, checks what it says, hears one event, makes the transition, settles the calls of',
    'services, and writes the text. All of it is paid by every act, save the calls of services. What a step is compared with',
    'reads and writes the text and does nothing else. Half of that text is the policy; one that is known, because another',
    'registration was read under an equal one, is not read again, nor checked, nor written.',
    '',
    ...sections(results, ['rivals', 'forms', 'interpreted', 'exploring']),
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
    ...sections(results, ['context', 'journal', 'sessions', 'registrations', 'weight']),
    '## What to do in a host',
    '',
    "- Begin a server with `import 'zod/compile'` before every other import, or start it with",
    '  `node --import zod/compile` (zod 4.5 or later). zod then compiles each schema when it is first used, which takes some',
    '  0.1 s in all and makes checking a form two to three times as fast and reading a registration nearly twice. The figures',
    '  above are taken so, save those marked “without zod/compile”. It makes code out of text (`new Function`), so leave it',
    '  out of a page whose content security policy forbids that, or that checks a few forms. What is accepted and what is',
    '  refused stays the same: `npm run test:compiled` runs the tests of the schemas so.',
    '- Keep a session open while a person works: opening one reads and checks what is saved.',
    '- Make a policy once per site and hand the same one to every registration. Registrations under equal policies share it',
    '  in memory, and one that is known is neither read nor checked again. The latest 32 are known.',
    '- Connect ports once per machine, never per registration: `connect` and `provide` make a machine, which is the most',
    '  expensive thing there is here.',
    '- Import a single machine from its own subpath where only one is needed: `hcpn-registration/wizard`.',
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
    ...table(['Part', 'Node', 'Platform', 'Processors', 'Load before it began (1, 5, 15 minutes)'], taken),
  ].join('\n');
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

function sections(results: Results, names: readonly string[]): string[] {
  return names.flatMap((name) => (results[name]?.tables ?? []).flatMap(section));
}

function section({ title, says, measured }: Table): string[] {
  return [
    `### ${title}`,
    '',
    says.replaceAll(/\s+/g, ' '),
    '',
    ...table(['', 'Times the first', 'Quartiles', 'Microseconds'], measured.map(row)),
  ];
}

function row({ name, ratio, microseconds }: Measured): string[] {
  return [name, short(ratio.median), `${short(ratio.q1)} to ${short(ratio.q3)}`, short(microseconds.median)];
}
