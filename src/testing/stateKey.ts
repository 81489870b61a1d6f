import type { AnyMachineSnapshot } from 'xstate';
import type * as z from 'zod/mini';
import { amount, assertArguments } from '../arguments.js';
import { requirements } from '../registration/requirements.js';
import { chartOf, pathOf } from '../snapshot.js';

/**
 * What tells one state of an exploration from another: where it is, what is asked of whom, and what is known. Of a text or
 * a time it counts only that there is one, unless it is a word of a closed list; a number above `most` counts as `most`,
 * and a longer list by its last ones. So keep the limits of the policy below that. The policy counts as it is, and trouble
 * is left out: no rule reads it. Throws `argument.invalid`.
 */
export function stateKey(most = 3): (snapshot: AnyMachineSnapshot) => string {
  assertArguments({ most: [amount, most] });
  return keyOf(most, () => 'text', new Map());
}

/** The same, where a text counts as what `as` says, and several keys that count differently share their numbers. */
export function keyOf(
  most: number,
  as: (text: string) => string,
  texts: Map<string, number>,
): (snapshot: AnyMachineSnapshot) => string {
  const known = new WeakMap<object, number>();
  const words = new WeakMap<object, ReadonlySet<string>>();

  function wordsOf(snapshot: AnyMachineSnapshot): ReadonlySet<string> {
    const { context } = chartOf(snapshot.machine);
    const met = words.get(context) ?? new Set(wordsIn(context));
    words.set(context, met);
    return met;
  }

  /** A number for what a part of the context says. Parts that did not change are the same object. */
  function numberOf(name: string, part: unknown, vocabulary: ReadonlySet<string>): number {
    const isObject = typeof part === 'object' && part !== null;
    const met = isObject ? known.get(part) : undefined;
    if (met !== undefined) return met;
    const abstracted = (_: string, value: unknown) => {
      if (typeof value === 'number') return Math.min(value, most);
      if (Array.isArray(value)) return value.slice(-most);
      return typeof value !== 'string' || vocabulary.has(value) ? value : as(value);
    };
    const text = `${name} ${JSON.stringify(part, name === 'policy' ? undefined : abstracted)}`;
    const number = texts.get(text) ?? texts.size;
    texts.set(text, number);
    if (isObject) known.set(part, number);
    return number;
  }

  return (snapshot) => {
    const { value, context, status } = snapshot;
    const vocabulary = wordsOf(snapshot);
    const parts = Object.keys(context).filter((name) => name !== 'trouble');
    const numbers = parts.sort().map((name) => numberOf(name, context[name], vocabulary));
    const { currentlyDue, eventuallyDue, pastDue, pendingVerification } = requirements(snapshot);
    const lists = [currentlyDue, eventuallyDue, pastDue, pendingVerification];
    const asked = lists.map((list) => list.map(({ code }) => code).join());
    return [pathOf(value), status, numbers.join('.'), ...asked].join(' ');
  };
}

/** Every word of a closed list in a schema. */
function wordsIn(schema: z.core.$ZodType): string[] {
  const { def } = schema._zod as { readonly def: Definition };
  const inner = [def.element, def.innerType, def.valueType, def.in, def.out, ...(def.options ?? [])];
  const below = [...inner, ...Object.values(def.shape ?? {})].filter((each) => each !== undefined);
  const own = [...Object.values(def.entries ?? {}), ...(def.values ?? [])];
  return [...own.filter((each) => typeof each === 'string'), ...below.flatMap(wordsIn)];
}

/** What the kinds of schema say of themselves. */
interface Definition {
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly values?: readonly unknown[];
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}
