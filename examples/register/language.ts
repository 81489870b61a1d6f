import { type Catalogue, en } from 'hcpn-registration/messages/en';
import { fr } from 'hcpn-registration/messages/fr';
import { zhCN } from 'hcpn-registration/messages/zh-CN';
import { enWords } from './words/en.js';
import { frWords } from './words/fr.js';
import type { Words } from './words/words.js';
import { zhCNWords } from './words/zh-CN.js';

export { describeAct, describeIssue, describeQuestion, describeStep } from 'hcpn-registration/messages/en';

/** A language of the demo: the package's words and its own. */
export interface Language {
  readonly catalogue: Catalogue;
  readonly words: Words;
}

/** The names of the languages there are, for `--lang`. */
export const languageNames = ['en', 'fr', 'zh-CN'] as const;

/** The name of a language. */
export type LanguageName = (typeof languageNames)[number];

/** The languages there are. */
export const languages: Readonly<Record<LanguageName, Language>> = {
  en: { catalogue: en, words: enWords },
  fr: { catalogue: fr, words: frWords },
  'zh-CN': { catalogue: zhCN, words: zhCNWords },
};

/** The language someone means, in capital or small letters; null if there is none. */
export function languageNamed(name: string): LanguageName | null {
  return languageNames.find((known) => known.toLowerCase() === name.toLowerCase()) ?? null;
}
