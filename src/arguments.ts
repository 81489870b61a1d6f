import * as z from 'zod/mini';
import { argumentInvalid, Failure, isRegistrationError, type RegistrationError } from './errors.js';
import { parse, withoutParams } from './issue.js';

/** Parameters by name: what each has to be, and what was given. */
export type Given = Readonly<Record<string, readonly [schema: z.ZodMiniType, value: unknown]>>;

/** Throws `argument.invalid` with where and what is wrong, unless each parameter is what a function takes. */
export function assertArguments(given: Given, details: RegistrationError['details'] = {}): void {
  const wrong = Object.entries(given).flatMap(([name, [schema, value]]) => {
    const checked = parse(schema, value, [name]);
    return checked.ok ? [] : checked.issues;
  });
  if (wrong.length === 0) return;
  throw new Failure(argumentInvalid, { details: { ...details, issues: withoutParams(wrong) } });
}

/**
 * Does work on parameters that are too dear to check each time. What it throws because one is not what it has to be is
 * `argument.invalid`; a fault of ours stays what it is.
 */
export function onArguments<T>(given: () => Given, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isRegistrationError(error, 'argument.invalid')) assertArguments(given(), error.details);
    if (!isRegistrationError(error)) assertArguments(given());
    throw error;
  }
}

/** A schema of what has no shape of its own: the test says what it is. */
export function like<T>(expected: string, test: (value: unknown) => boolean): z.ZodMiniType<T> {
  return z.custom<T>(test, { params: { expected } });
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A function of the caller's. */
export const callable = like<(...given: never[]) => unknown>('function', (value) => typeof value === 'function');

/** An object of the caller's, of whatever class. */
export const record = like<object>('object', (value) => isObject(value) && !Array.isArray(value));

/** An object as JSON has it, of which every member can be read. */
export const plain = z.record(z.string(), z.unknown());

/** How long something takes, in seconds. */
export const seconds = like<number>('number above 0', (value) => typeof value === 'number' && value > 0);

/** A number, whatever it is: what looks at it knows what to make of it. */
export const numeric = like<number>('number', (value) => typeof value === 'number');

/** A time with its zone, in whichever way ISO 8601 writes it. */
export const anyTime = z.iso.datetime({ offset: true });

/** How many; none, or without an end, is as good. */
export const amount = like<number>('number', (value) => typeof value === 'number' && value >= 0);
