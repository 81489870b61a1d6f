import { countries } from 'hcpn-registration';

/** Collects where something is wrong, as dotted paths. Whatever is read after that is not used. */
export type Wrong = string[];

/** An object of which only the keys are known. */
export type Form = Readonly<Record<string, unknown>>;

const unreadable = /[\p{Surrogate}\p{Noncharacter_Code_Point}\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u;

/** An object that has no other keys than these; an empty one in the place of anything else. */
export function formOf(value: unknown, keys: ReadonlySet<string>, at: string, wrong: Wrong): Form {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    wrong.push(at);
    return {};
  }
  for (const key of Object.keys(value)) if (!keys.has(key)) wrong.push(`${at}.${key}`);
  return value as Form;
}

/** Trimmed text in normal form C, not empty, without control characters. */
export function textOf(value: unknown, most: number, at: string, wrong: Wrong): string {
  if (typeof value === 'string' && value.length <= most && !unreadable.test(value)) {
    const normal = value.normalize('NFC').trim();
    if (normal.length > 0 && normal.length <= most) return normal;
  }
  return bad(at, wrong);
}

/** A secret: its length is all that is asked of it here, and it is not trimmed. */
export function secretOf(value: unknown, most: number, at: string, wrong: Wrong): string {
  return typeof value === 'string' && value.length > 0 && value.length <= most ? value : bad(at, wrong);
}

export function booleanOf(value: unknown, at: string, wrong: Wrong): boolean {
  if (typeof value !== 'boolean') wrong.push(at);
  return value === true;
}

/** One of a few texts. */
export function oneOf<T extends string>(value: unknown, offered: readonly [T, ...T[]], at: string, wrong: Wrong): T {
  const found = offered.find((each) => each === value);
  if (found === undefined) wrong.push(at);
  return found ?? offered[0];
}

export function countryOf(value: unknown, at: string, wrong: Wrong): string {
  if (typeof value === 'string' && value.length <= 8) {
    const normal = value.trim().replace(/[a-z]/g, (letter) => letter.toUpperCase());
    if (countries.has(normal)) return normal;
  }
  return bad(at, wrong);
}

const mailbox = /^[^\s@"(),:;<>[\\\].]+(?:\.[^\s@"(),:;<>[\\\].]+)*$/u;
const domain = /^(?:(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)\.)+(?!-)(?=[^.]*\p{L})[\p{L}\p{M}\p{N}-]{2,63}(?<!-)$/u;

export function emailOf(value: unknown, at: string, wrong: Wrong): string {
  if (typeof value === 'string' && value.length <= 320) {
    const normal = value.normalize('NFC').trim();
    const middle = normal.indexOf('@');
    const [name, host] = [normal.slice(0, Math.max(middle, 0)), normal.slice(middle + 1)];
    const short = name.length <= 64 && host.length <= 255;
    if (short && !unreadable.test(normal) && mailbox.test(name) && domain.test(host)) return normal;
  }
  return bad(at, wrong);
}

const keepsZero = /^\s*(?:\+|00)\s*(?:39|378|379|225|229|241|242|247)(?!\d)/;

export function phoneOf(value: unknown, at: string, wrong: Wrong): string {
  if (typeof value === 'string' && value.length <= 32) {
    const normal = value
      .replace(/^(\s*(?:\+|00)[^()]*)\(0\)/, (_, before: string) => (keepsZero.test(before) ? `${before}0` : before))
      .replace(/[\s().\u2010-\u2015-]/g, '')
      .replace(/^00(?=[1-9])/, '+');
    if (/^\+[1-9]\d{6,14}$/.test(normal)) return normal;
  }
  return bad(at, wrong);
}

export function websiteOf(value: unknown, at: string, wrong: Wrong): string {
  if (typeof value === 'string' && value.length <= 2048) {
    const normal = value.trim();
    if (/^https?:\/\/\S+$/i.test(normal) && !unreadable.test(normal) && URL.canParse(normal)) {
      const { hostname, username, password } = new URL(normal);
      if (hostname.includes('.') && username === '' && password === '') return normal;
    }
  }
  return bad(at, wrong);
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;

/** A time in UTC, brought to milliseconds. */
export function instantOf(value: unknown, at: string, wrong: Wrong): string {
  if (typeof value === 'string' && instant.test(value)) {
    const time = Date.parse(value);
    if (!Number.isNaN(time)) return new Date(time).toISOString();
  }
  return bad(at, wrong);
}

/** Limits of length, counted in characters instead of UTF-16 units. */
export function checkLength(
  value: string,
  { least, most }: { readonly least: number; readonly most: number },
  at: string,
  wrong: Wrong,
): void {
  const { length } = [...value];
  if (length < least || length > most) wrong.push(at);
}

function bad(at: string, wrong: Wrong): string {
  wrong.push(at);
  return '';
}
