import * as z from 'zod/mini';
import { countries } from './countries.js';
import { unsupported } from './errors.js';
import { type Issue, type IssuePath, issue, named } from './issue.js';

/** A schema of which only the type of its values is told. */
export interface Schema<T> extends z.ZodMiniType<T> {}

/** The schema itself, told by the type of its values: declarations would write out the schema of each field. */
export function told<T>(schema: z.ZodMiniType<T>): Schema<T> {
  return schema;
}

/** What a schema of an object gives. Unlike `z.infer`, an alias of it is named in declarations and not written out. */
export type Fields<S extends z.ZodMiniType> = { [K in keyof z.infer<S>]: z.infer<S>[K] };

/** A member of a closed list. Unlike `(typeof list)[number]`, an alias of it is named in declarations. */
export type Member<L extends readonly string[]> = { [M in L[number]]: M }[L[number]];

/** The same of a schema of several objects. */
export type Forms<T> = { [K in keyof T]: T[K] };

/** Who may see a field: anyone, only those who handle the registration, or nobody once the act is over. */
export type FieldClass = 'public' | 'personal' | 'secret';

/** The class of each field schema that is not public; the inspector and the journal read it. */
export const fieldClasses = z.registry<{ class: FieldClass }>();

/** Keys of secret values. They never enter context, journal, error or log. */
export const secretKeys = ['password', 'verificationCode', 'token'] as const;

const unreadable = /[\p{Surrogate}\p{Noncharacter_Code_Point}\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u;

const texts = new Map<string, z.ZodMiniString<string>>();

/** Text a person typed, in any script: trimmed, in Unicode normal form C, without control characters or lone surrogates. */
export function text(most: number, least = 1): z.ZodMiniString<string> {
  const limits = `${least}/${most}`;
  const made = texts.get(limits) ?? textBetween(least, most);
  texts.set(limits, made);
  return made;
}

function textBetween(least: number, most: number): z.ZodMiniString<string> {
  return z.string().check(
    z.maxLength(most, { abort: true }),
    z.refine((value) => !unreadable.test(value), named('text.unreadable')),
    z.overwrite((value) => value.normalize('NFC').trim()),
    z.maxLength(most),
    z.refine((value) => value.length >= least, named('value.missing')),
  );
}

/** A copy of a schema, for values that say something about a person. */
export function personal<S extends z.ZodMiniType>(schema: S): S {
  const copy = schema.clone();
  fieldClasses.add(copy, { class: 'personal' });
  return copy;
}

/** Text that must be forgotten when the act is over. Not trimmed: a space may be the mistake to report. */
export function secret(most: number) {
  return z.string().check(z.minLength(1), z.maxLength(most)).register(fieldClasses, { class: 'secret' });
}

/** A name given by a system: no white space at the ends, no control characters. */
export const identifier = text(128);

const toMilliseconds = /T\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A time, ISO 8601 in UTC, brought to milliseconds so that equal times are equal text. Most already are, and cost a tenth. */
export const instant = z.iso.datetime({ abort: true }).check(
  z.refine((value) => toMilliseconds.test(value) || !Number.isNaN(Date.parse(value)), {
    ...named('time.invalid'),
    abort: true,
  }),
  z.overwrite((value) => (toMilliseconds.test(value) ? value : new Date(value).toISOString())),
);

/** What is left empty is missing, not wrong. */
const isGiven = (value: string) => value !== '';
const missing = { ...named('value.missing'), abort: true };

/** ISO 3166-1 alpha-2, upper case. */
export const country = z.string().check(
  z.maxLength(8),
  z.overwrite((value) => value.trim().replace(/[a-z]/g, (letter) => letter.toUpperCase())),
  z.refine(isGiven, missing),
  z.refine((value) => countries.has(value), named('country.unknown')),
);

/** An e-mail address, in any script; the limit of length is policy (S36). */
export const email = personal(
  z.string().check(
    z.maxLength(320),
    z.overwrite((value) => value.normalize('NFC').trim()),
    z.refine(isGiven, missing),
    z.refine(isEmail, named('email.invalid')),
  ),
);

const mailbox = /^[^\s@"(),:;<>[\\\].]+(?:\.[^\s@"(),:;<>[\\\].]+)*$/u;
const domain = /^(?:(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)\.)+(?!-)(?=[^.]*\p{L})[\p{L}\p{M}\p{N}-]{2,63}(?<!-)$/u;

function isEmail(value: string): boolean {
  const at = value.indexOf('@');
  const [name, host] = [value.slice(0, Math.max(at, 0)), value.slice(at + 1)];
  return name.length <= 64 && host.length <= 255 && !unreadable.test(value) && mailbox.test(name) && domain.test(host);
}

/** Italy, Vatican, San Marino, Côte d'Ivoire, Benin, Gabon, Congo, Ascension: there a 0 belongs to the number, as ITU-T E.164 lists them. */
const keepsZero = /^\s*(?:\+|00)\s*(?:39|378|379|225|229|241|242|247)(?!\d)/;

/** ITU-T E.164: at most 15 digits, the country's code first. */
const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * An international telephone number (E.164); spaces, hyphens, dots, brackets and the `(0)` of a national number are taken
 * out, save where the 0 belongs to the number.
 */
export const phone = personal(
  z.string().check(
    z.maxLength(32),
    z.overwrite((value) =>
      value
        .replace(/^(\s*(?:\+|00)[^()]*)\(0\)/, (_, before: string) => (keepsZero.test(before) ? `${before}0` : before))
        .replace(/[\s().\u2010-\u2015-]/g, '')
        .replace(/^00(?=[1-9])/, '+'),
    ),
    z.refine(isGiven, missing),
    z.refine((value) => e164.test(value), named('phone.invalid')),
  ),
);

/** A web address that starts with http or https (R-135 for sellers; the same here by default). */
export const website = z.string().check(
  z.maxLength(2048),
  z.overwrite((value) => value.trim()),
  z.refine(isGiven, missing),
  z.refine(isWebsite, named('website.invalid')),
);

function isWebsite(value: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(value) || unreadable.test(value)) return false;
  const url = urlOf(value);
  return url?.hostname.includes('.') === true && url.username === '' && url.password === '';
}

/** Not every engine can say beforehand whether a text is an address. */
function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    if (typeof URL === 'undefined') throw unsupported(['URL']);
    return null;
  }
}

/** A calendar day, YYYY-MM-DD. */
export const day = z.iso.date();

/** What is known of an uploaded file; the file itself stays with the host. */
const uploadSchema = told(
  z.strictObject({
    fileId: identifier,
    name: personal(text(255)),
    mediaType: text(127),
    bytes: z.int().check(z.minimum(1)),
  }),
);

/** What is known of an uploaded file; the file itself stays with the host. */
export type Upload = Fields<typeof uploadSchema>;

/** What is known of an uploaded file, as an event or a context carries it. */
export const upload: Schema<Upload> = uploadSchema;

/** files are of the accepted types and not too large. */
export function uploadIssues(
  file: Upload,
  accepted: { readonly mediaTypes: readonly string[]; readonly mostMegabytes: number },
  path: IssuePath,
): Issue[] {
  const found: Issue[] = [];
  const type = file.mediaType.toLowerCase();
  if (!accepted.mediaTypes.some((taken) => taken.toLowerCase() === type))
    found.push(issue('file.typeNotAccepted', [...path, 'mediaType'], { accepted: accepted.mediaTypes.join(', ') }));
  if (file.bytes > accepted.mostMegabytes * 1024 * 1024)
    found.push(issue('file.tooLarge', [...path, 'bytes'], { mostMegabytes: accepted.mostMegabytes }));
  return found;
}

/** Limits of length, counted in characters (code points). */
export function lengthIssues(
  value: string,
  limits: { readonly least: number; readonly most: number },
  path: IssuePath,
): Issue[] {
  const length = [...value].length;
  if (length < limits.least) return [issue('text.tooShort', path, { least: limits.least })];
  if (length > limits.most) return [issue('text.tooLong', path, { most: limits.most })];
  return [];
}

/** a company name has at least one letter, of any script. */
export function companyNameIssues(name: string, path: IssuePath): Issue[] {
  return /\p{L}/u.test(name) ? [] : [issue('companyName.notAName', path)];
}

const codeCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const codeWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Xiamen gave out codes with another check character until 2016; they are still in use. */
const givenOutInXiamen = '91350203M';

/**
 * whether a text is a unified social credit code (GB 32100-2015) in its normal form, check character included;
 * of the early codes of Xiamen the check character is not asked.
 */
export function isUnifiedSocialCreditCode(value: string): boolean {
  if (!/^[1-9ANY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(value)) return false;
  if (value.startsWith(givenOutInXiamen)) return true;
  const sum = codeWeights.reduce(
    (total, weight, place) => total + weight * codeCharacters.indexOf(value.charAt(place)),
    0,
  );
  return codeCharacters.charAt((31 - (sum % 31)) % 31) === value.charAt(17);
}
