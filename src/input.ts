import * as z from 'zod/mini';
import { Failure, inputInvalid, type RegistrationError } from './errors.js';
import type { Schema } from './fields.js';
import { issue, parse } from './issue.js';

const checkedInputs = new WeakSet<object>();

/** Marks what a machine starts from as checked, so that its context factory does not check it again. */
export function markChecked<I extends object>(input: I): I {
  checkedInputs.add(input);
  return input;
}

/**
 * What a machine starts from, checked and copied, so that what the caller holds stays apart. Throws `input.invalid`; an
 * actor that is started with it has the status `error`.
 */
export function taken<I extends object>(schema: z.ZodMiniType<I>, input: I): I {
  if (typeof input === 'object' && input !== null && checkedInputs.has(input)) return input;
  if (input === undefined) throw failByAbsence();
  const checked = parse(schema, input);
  if (checked.ok) return checked.value;
  throw new Failure(inputInvalid, { details: { issues: checked.issues } });
}

let absence: RegistrationError | undefined;

/** The same each time: XState makes a context of nothing, and forgets it, whenever it asks what an event changes. */
function failByAbsence(): RegistrationError {
  absence ??= new Failure(inputInvalid, { details: { issues: [issue('value.missing')] } });
  return absence;
}

const parts = new WeakMap<object, unknown>();

/** A schema of objects of which any field may be left out: what is known beforehand. */
export function partly<T>(schema: Schema<T>): Schema<Partial<T>> {
  if (!(schema instanceof z.ZodMiniObject)) throw new RangeError('Only of an object can a part be known.');
  const made = parts.get(schema) ?? z.partial(schema);
  parts.set(schema, made);
  return made as Schema<Partial<T>>;
}
