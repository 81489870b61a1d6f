import * as z from 'zod';
import { closest } from './closest.js';

interface Found {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly keys?: readonly string[];
}

/** Says what is expected in place of what was found, without repeating it: it may be a password. */
export function expected(what: string) {
  return {
    error: ({ input }: Found) => (input === undefined ? missing(what) : wrong(what, input)),
  };
}

function missing(what: string): string {
  return `missing; ${what} is expected`;
}

function wrong(what: string, input: unknown): string {
  return `${what} is expected, but this is ${kindOf(input)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  return { string: 'text', number: 'a number', boolean: 'true or false' }[String(typeof value)] ?? 'something else';
}

/** An object of known keys. */
export function section<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: ({ code, input, keys = [] }: Found) =>
      code === 'unrecognized_keys'
        ? keys.map((key) => unknownKey(key, known)).join('; ')
        : objectExpected(input, known),
  });
}

function objectExpected(input: unknown, known: readonly string[]): string {
  const what = `an object with ${known.map((key) => `"${key}"`).join(', ')}`;
  return input === undefined ? missing(what) : wrong(what, input);
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = closest(key, known);
  return meant === null
    ? `"${key}" is not known here; known are ${known.join(', ')}`
    : `"${key}" is not known here; did you mean "${meant}"?`;
}

/** One answer, or several of which all but the last are refused. */
export function tries<T>(schema: z.ZodType<T>, what: string) {
  const list = expected(`${what}, or a list of them in the order they are tried`);
  return z.union([schema, z.array(schema, list).min(1, list)], list);
}

/** A list. */
export function listOf<T>(schema: z.ZodType<T>, what: string, least = 0) {
  return z.array(schema, expected(what)).min(least, expected(what));
}

/** A text. */
export const text = z.string(expected('text'));
/** What is typed in one place. */
export const typed = tries(z.string(), 'text');
/** What is ticked in one place. */
export const ticked = tries(z.boolean(), 'true or false');
/** Names the values to choose from. */
export const offered = <T extends string>(values: readonly T[]) =>
  `one of ${values.map((value) => `"${value}"`).join(', ')}`;
/** One of several values. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, expected(offered(values)));
/** True or false. */
export const tick = z.boolean(expected('true or false'));
