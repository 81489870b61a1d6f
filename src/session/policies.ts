import { freeze } from 'immer';
import type * as z from 'zod/mini';
import { isEqual } from '../equal.js';
import { type Checked, parse } from '../issue.js';
import type { Envelope } from './envelope.js';

/** A policy that was checked, frozen, and the text it is saved as. */
interface Known {
  readonly schema: z.core.$ZodType;
  readonly policy: unknown;
  readonly text: string;
}

/** More than a host has at one time, for each schema: its own policy by site, and those before. */
const mostPolicies = 32;

/**
 * Policies that were checked, the latest first. They are few, registrations many, and a policy is half of what a
 * registration remembers: one that is known is neither read, nor checked, nor written again.
 */
let known: readonly Known[] = [];

/** A saved policy, checked; equal policies become the same, frozen object. */
export function checkedPolicy(schema: z.core.$ZodType, said: unknown): Checked<unknown> {
  const found = known.find((each) => each.schema === schema && isEqual(each.policy, said));
  if (found !== undefined) return { ok: true, value: found.policy };
  const checked = parse(schema, said);
  if (!checked.ok) return checked;
  const policy = freeze(checked.value, true);
  const others = known.filter((each) => each.schema !== schema);
  const own = known.filter((each) => each.schema === schema).slice(0, mostPolicies - 1);
  known = [{ schema, policy, text: JSON.stringify(policy) }, ...own, ...others];
  return checked;
}

/** What a saved text has before its policy. No text within it can say so: there each quotation mark is escaped. */
const opening = '"context":{"policy":';
const standIn = 0;

const placeIn = (text: string) => text.indexOf(opening) + opening.length;

/** Whether a text has a part at a place. V8 compares two texts of one length some fifteen times as fast as `startsWith`. */
const isAt = (text: string, place: number, part: string) => text.slice(place, place + part.length) === part;

/** What a saved text says as JSON, a known policy in it not read again. Throws a `SyntaxError` as `JSON.parse` does. */
export function readSaved(text: string): unknown {
  const place = placeIn(text);
  const found = known.find((each) => isAt(text, place, each.text));
  if (found === undefined) return JSON.parse(text);
  const rest = text.slice(place + found.text.length);
  const saved: { context?: { policy?: unknown } } = JSON.parse(`${text.slice(0, place)}${standIn}${rest}`);
  // A text that says it elsewhere than an envelope does is no envelope; it is read as it is.
  if (saved.context?.policy !== standIn) return JSON.parse(text);
  saved.context.policy = found.policy;
  return saved;
}

/** The text of an envelope as `JSON.stringify` has it, a known policy in it not written again. */
export function writeSaved(envelope: Envelope): string {
  const { context } = envelope;
  const found = known.find(({ policy }) => policy === context['policy']);
  const [first] = Object.keys(context);
  if (found === undefined || first !== 'policy') return JSON.stringify(envelope);
  const text = JSON.stringify({ ...envelope, context: { ...context, policy: standIn } });
  const place = placeIn(text);
  return text.slice(0, place) + found.text + text.slice(place + `${standIn}`.length);
}
