import { type AnyVocabulary, roles, rolesFor } from '../../src/events.js';
import { chartOf } from '../../src/snapshot.js';
import type { Ground } from './grounds.js';

/** What was seen of one event in one place, by everybody, in whatever was known. */
interface Seen {
  readonly outcomes: Map<string, Outcome>;
  readonly codes: Set<string>;
}

/** What came along with one place it led to. */
interface Outcome {
  readonly changes: Set<string>;
  readonly announces: Set<string>;
}

/**
 * For every state and event of one machine where it leads and with which codes it is refused, as a page. An event that is
 * not listed under a state has no arrow there.
 */
export function expectations(grounds: readonly Ground[]): string {
  const [{ machine }] = grounds as readonly [Ground];
  const { vocabulary } = chartOf(machine);
  const seen = seenIn(grounds);
  const places = [...seen.keys()].sort();
  const types = Object.keys(vocabulary).sort();
  return [
    `# What is expected of \`${machine.id}\``,
    '',
    'Made by exploring every state that can be reached, and checked on every test run. For each state: each event with an',
    'arrow there, who may say it, where it may lead, which parts of what is known it may change, what it may tell the world,',
    'and with which codes it may be refused. `-` in the third column: it never',
    'moved anything there. Events of a port are what it answers, or that it failed.',
    '',
    `Everything else is refused in every state: with \`event.notExpected\`, or with \`actor.notAllowed\` where the role is wrong`,
    'too. Who is not listed is refused with `actor.notAllowed`, which is left out below.',
    ...places.flatMap((place) => [
      '',
      `## \`${place}\``,
      '',
      ...tableOf(seen.get(place) ?? new Map(), types, vocabulary),
    ]),
    '',
  ].join('\n');
}

function tableOf(events: ReadonlyMap<string, Seen>, types: readonly string[], vocabulary: AnyVocabulary): string[] {
  const order = [...types, ...[...events.keys()].filter((type) => !types.includes(type)).sort()];
  const rows = order.flatMap((type) => {
    const found = events.get(type);
    if (found === undefined) return [];
    const by = roles.filter((role) => rolesFor(vocabulary, type).includes(role)).join(', ');
    const outcomes = [...found.outcomes].sort(([one], [other]) => (one < other ? -1 : 1));
    const cells = outcomes.map(([place, { changes, announces }]) => [
      `\`${place}\``,
      listed(changes),
      listed(announces),
    ]);
    const [first = ['-', '-', '-'], ...others] = cells;
    const row = (list: readonly string[]) => `| ${list.join(' | ')} |`;
    return [
      row([`\`${type}\``, by || 'a port', ...first, listed(found.codes)]),
      ...others.map((other) => row(['', '', ...other, ''])),
    ];
  });
  if (rows.length === 0) return ['Nothing leads on from here.'];
  return [
    '| event | by | leads to | changes | announces | refused with |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ];
}

function listed(words: ReadonlySet<string>): string {
  return (
    [...words]
      .sort()
      .map((word) => `\`${word}\``)
      .join(', ') || '-'
  );
}

function seenIn(grounds: readonly Ground[]): Map<string, Map<string, Seen>> {
  const places = new Map<string, Map<string, Seen>>();
  const at = (place: string, type: string): Seen => {
    const events = places.get(place) ?? new Map<string, Seen>();
    places.set(place, events);
    const found = events.get(type) ?? { outcomes: new Map<string, Outcome>(), codes: new Set<string>() };
    events.set(type, found);
    return found;
  };
  for (const { machine, exploration } of grounds) {
    const { vocabulary } = chartOf(machine);
    for (const { place } of exploration.states) places.set(place, places.get(place) ?? new Map());
    for (const { from, to, event, changes, announces } of exploration.edges) {
      const { outcomes } = at(from.place, portless(event.type));
      const outcome = outcomes.get(to.place) ?? { changes: new Set<string>(), announces: new Set<string>() };
      outcomes.set(to.place, outcome);
      for (const part of changes) outcome.changes.add(part);
      for (const type of announces) outcome.announces.add(type);
    }
    for (const { state, act, codes } of exploration.refusals) {
      if (!rolesFor(vocabulary, act.type).includes(act.by.role)) continue;
      if (exploration.unexpected.get(state.place)?.has(act.type)) continue;
      for (const code of codes) at(state.place, act.type).codes.add(code);
    }
  }
  return places;
}

/** How a port's answer reads: `lookUpCompany answers`. */
export function portless(type: string): string {
  return type.replace(
    /^xstate\.(done|error)\.actor\.(\w+)$/,
    (_, kind, id) => `${id} ${kind === 'done' ? 'answers' : 'fails'}`,
  );
}
