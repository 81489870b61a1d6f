import type { Issue } from 'hcpn-registration';
import { describeIssue, type Language } from './language.js';

/** What a field is called on the screen; a field without a label is called by its key. */
export function labelOf({ words }: Language, field: string): string {
  return nameIn(words.fields, field);
}

/** The words for a key of a table; a key that is not there stands for itself. */
export function nameIn(names: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(names, key) ? (names[key] ?? key) : key;
}

/** An issue in words, with the field it is about. */
export function issueInWords(language: Language, found: Issue): string {
  const { fields, colon } = language.words;
  const words = describeIssue(language.catalogue, found);
  const field = found.path.filter((key) => typeof key === 'string' && Object.hasOwn(fields, key)).at(-1);
  return field === undefined ? words : `${labelOf(language, String(field))}${colon}${words}`;
}

/** A country or region by its two-letter code, in words; anything else stays as it is. */
export function countryInWords({ catalogue, words }: Language, code: string): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return code;
  const upper = code.toUpperCase();
  const known = new Intl.DisplayNames([catalogue.language], { type: 'region' }).of(upper);
  return known === undefined || known === upper ? code : words.noted(known, upper);
}

/** What was typed in a field, as it is shown. */
export function valueInWords(language: Language, field: string, value: unknown): string {
  const { words } = language;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  if (Array.isArray(value)) return value.map((item) => valueInWords(language, field, item)).join(words.comma);
  const shown = String(value);
  if (field === 'country') return countryInWords(language, shown);
  return shown === '' ? words.details.blank : nameIn(words.kinds, shown);
}

/** A text of unknown origin as it may stand on a screen: on one line, not endless, and without control characters. */
export function harmless({ words }: Language, text: string): string {
  const cut = text.length > 300 ? `${text.slice(0, 300)}… ${words.details.characters(text.length)}` : text;
  return cut.replace(/[\p{Cc}\p{Surrogate}]/gu, '\ufffd');
}
