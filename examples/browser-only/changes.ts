import { compareSnapshots, type IssuePath, pathOf, steps } from 'hcpn-registration';
import { describeStep } from 'hcpn-registration/messages';
import type { Shown } from './forms.js';
import { countryIn } from './view.js';
import type { Words } from './words.js';

/** What differs between a registration as it was shown and as it is, in sentences. What no field has is left out. */
export function changes(words: Words, mine: Shown, theirs: Shown): readonly string[] {
  const lines = new Map<string, string>();
  for (const difference of compareSnapshots(mine, theirs))
    for (const leaf of leavesOf(difference.path, difference.mine, difference.theirs)) {
      const line = lineOf(words, leaf);
      // What a draft says too is said once.
      const place = leaf.path.filter((key) => key !== 'drafts').join('.');
      if (line !== null && !lines.has(place)) lines.set(place, line);
    }
  return [...moved(words, mine, theirs), ...new Set(lines.values())];
}

interface Leaf {
  readonly path: IssuePath;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** A form that was saved for the first time differs as a whole: this is what differs within it. */
function leavesOf(path: IssuePath, mine: unknown, theirs: unknown): Leaf[] {
  const keys = new Set([...keysOf(mine), ...keysOf(theirs)]);
  if (keys.size === 0) return mine === theirs ? [] : [{ path, mine, theirs }];
  return [...keys].flatMap((key) => leavesOf([...path, key], at(mine, key), at(theirs, key)));
}

const keysOf = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value) : []);
const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

function lineOf(words: Words, { path, mine, theirs }: Leaf): string | null {
  if (path.includes('filing'))
    return words.about(describeStep(words.catalogue, 'sensitiveRelationship'), words.changed);
  if (path.includes('acceptance')) return words.about(describeStep(words.catalogue, 'agreement'), words.changed);
  const name = String(path.at(-1));
  const label = words.fields[name]?.label;
  const isDraftGone = path.includes('drafts') && theirs === undefined;
  if (label === undefined || isDraftGone || text(words, name, mine) === text(words, name, theirs)) return null;
  return words.about(label, `${text(words, name, mine)} → ${text(words, name, theirs)}`);
}

function text(words: Words, name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value !== 'string' || value === '') return words.nothing;
  if (name === 'country') return countryIn(words.catalogue.language, value);
  return words.options[value] ?? value;
}

function moved(words: Words, mine: Shown, theirs: Shown): string[] {
  if (pathOf(mine.value) === pathOf(theirs.value)) return [];
  const [from, to] = [mine, theirs].map((shown) => titleOf(words, shown));
  return from === to ? [] : [words.about(words.step, `${from} → ${to}`)];
}

/** What the step a registration rests in is called. */
export function titleOf({ catalogue }: Words, shown: Shown): string {
  return describeStep(catalogue, steps(shown).steps.find(({ current }) => current)?.id ?? 'road');
}
