import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { roles } from '../../src/events.js';
import { en } from '../../src/messages/en.js';
import { fr } from '../../src/messages/fr.js';
import { type Catalogue, describeIssue } from '../../src/messages/messages.js';
import { zhCN } from '../../src/messages/zh-CN.js';

/** A text in English and in another language, under the name that both have. */
export interface Pair {
  readonly language: string;
  /** For example `acts wizard.submit` or `issues text.tooLong`. */
  readonly name: string;
  readonly english: string;
  readonly translated: string;
}

/** The pairs that somebody has read, by language and name, each with the digest of what was read. */
export type Reviewed = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const reviewedFile = new URL('reviewed.json', import.meta.url);

export function readReviewed(): Reviewed {
  return JSON.parse(readFileSync(reviewedFile, 'utf8'));
}

/** Stands for the parameters of any text: each is its own name. */
const itsName = new Proxy<Readonly<Record<string, string>>>({}, { get: (_, name) => `‹${String(name)}›` });

/** Every text of a catalogue by its name. */
function textsOf(catalogue: Catalogue): ReadonlyMap<string, string> {
  const { issues, acts, steps, questions, paths, programs } = catalogue;
  const messages: Readonly<Record<string, (params: never) => string>> = issues;
  const roleOf = (role: string) =>
    describeIssue(catalogue, { code: 'actor.notAllowed', params: { role, event: '‹event›' } });
  const labels = Object.entries({ acts, steps, questions, paths, programs }).flatMap(([part, words]) =>
    Object.entries(words).map(([id, text]) => [`${part} ${id}`, text] as const),
  );
  return new Map([
    ...labels,
    ...roles.map((role) => [`roles ${role}`, roleOf(role)] as const),
    ...Object.entries(messages).map(([code, say]) => [`issues ${code}`, say(itsName as never)] as const),
  ]);
}

/** Every text of English beside its translation. */
export function pairsOf(catalogues: readonly Catalogue[] = [fr, zhCN]): readonly Pair[] {
  const english = textsOf(en);
  return catalogues.flatMap((catalogue) =>
    [...textsOf(catalogue)].map(([name, translated]) => {
      return { language: catalogue.language, name, english: english.get(name) ?? '', translated };
    }),
  );
}

export function digestOf({ english, translated }: Pair): string {
  return createHash('sha256').update(`${english}\n${translated}`).digest('hex').slice(0, 16);
}

/** The pairs that nobody has read as they are now. */
export function unread(pairs: readonly Pair[], reviewed: Reviewed): readonly Pair[] {
  return pairs.filter((pair) => reviewed[pair.language]?.[pair.name] !== digestOf(pair));
}

/** What is to be kept once all pairs have been read. */
export function reviewOf(pairs: readonly Pair[]): Reviewed {
  const languages = [...new Set(pairs.map(({ language }) => language))];
  return Object.fromEntries(
    languages.map((language) => {
      const own = pairs
        .filter((pair) => pair.language === language)
        .map((pair) => [pair.name, digestOf(pair)] as const);
      return [language, Object.fromEntries(own.sort(([one], [other]) => (one < other ? -1 : 1)))];
    }),
  );
}
