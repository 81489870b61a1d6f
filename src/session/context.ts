import { freeze } from 'immer';
import type { AnyStateMachine } from 'xstate';
import * as z from 'zod';
import { isEqual } from '../equal.js';
import { type Checked, parse } from '../issue.js';
import { chartOf } from '../snapshot.js';
import type { Envelope } from './envelope.js';

type Context = Envelope['context'];

/** More than a host has at one time: its own policy by site, and those before. */
const mostPolicies = 32;

/**
 * Policies that were checked, the latest first. They are few, registrations many, and a policy is half of what a
 * registration remembers: to know one again costs a third of checking it.
 */
let policies: readonly unknown[] = [];

/** What was saved as a context, checked against the machine's schema; equal policies become the same, frozen object. */
export function checkedContext(machine: AnyStateMachine, saved: Context): Checked<Context> {
  const schema = chartOf(machine).context;
  const context = sliceBySlice(schema, saved);
  if (context !== undefined) return { ok: true, value: context };
  const whole = parse(schema, saved, ['context']);
  return whole.ok ? { ok: true, value: { ...whole.value } } : whole;
}

/**
 * A context that is right in every slice. Nothing when one is not, or when the schema asks more than its slices do.
 * Code that zod compiles (`zod/compile`) of a whole context is too long for the engine to optimize; of a slice it is not.
 */
function sliceBySlice(schema: z.ZodType<object>, saved: Context): Context | undefined {
  if (!(schema instanceof z.ZodObject) || (schema.def.checks?.length ?? 0) > 0) return undefined;
  const slices = Object.entries<z.ZodType>(schema.shape);
  if (Object.keys(saved).length !== slices.length) return undefined;
  const context: Record<string, unknown> = {};
  for (const [key, slice] of slices) {
    if (!Object.hasOwn(saved, key)) return undefined;
    const checked = key === 'policy' ? checkedPolicy(slice, saved[key]) : parse(slice, saved[key]);
    if (!checked.ok) return undefined;
    context[key] = checked.value;
  }
  return context;
}

function checkedPolicy(schema: z.ZodType, said: unknown): Checked<unknown> {
  const known = policies.find((policy) => isEqual(policy, said));
  if (known !== undefined) return { ok: true, value: known };
  const checked = parse(schema, said);
  if (checked.ok) policies = [freeze(checked.value, true), ...policies].slice(0, mostPolicies);
  return checked;
}
