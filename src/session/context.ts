import type { AnyStateMachine } from 'xstate';
import type * as z from 'zod/mini';
import { $ZodObject } from 'zod/v4/core';
import { type Checked, type IssuePath, parse } from '../issue.js';
import { chartOf } from '../snapshot.js';
import type { Envelope } from './envelope.js';
import { checkedPolicy } from './policies.js';

type Context = Envelope['context'];

/** A context, checked against the machine's schema; equal policies become the same, frozen object. */
export function checkedContext(machine: AnyStateMachine, saved: Context, at: IssuePath = []): Checked<Context> {
  const schema = chartOf(machine).context;
  const context = sliceBySlice(schema, saved);
  if (context !== undefined) return { ok: true, value: context };
  const whole = parse(schema, saved, at);
  return whole.ok ? { ok: true, value: { ...whole.value } } : whole;
}

/**
 * A context that is right in every slice. Nothing when one is not, or when the schema asks more than its slices do.
 * Code that zod compiles (`zod/compile`) of a whole context is too long for the engine to optimize; of a slice it is not.
 */
function sliceBySlice(schema: z.core.$ZodType<object>, saved: Context): Context | undefined {
  const slices = slicesOf(schema);
  if (slices === null || Object.keys(saved).length !== slices.length) return undefined;
  const context: Record<string, unknown> = {};
  for (const [key, slice] of slices) {
    if (!Object.hasOwn(saved, key)) return undefined;
    const checked = key === 'policy' ? checkedPolicy(slice, saved[key]) : parse(slice, saved[key]);
    if (!checked.ok) return undefined;
    context[key] = checked.value;
  }
  return context;
}

type Slices = readonly (readonly [key: string, slice: z.core.$ZodType])[];

const known = new WeakMap<z.core.$ZodType, Slices | null>();

/** The slices of a schema that asks no more than they do, found out once. */
function slicesOf(schema: z.core.$ZodType<object>): Slices | null {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const asksMore = !(schema instanceof $ZodObject) || (schema._zod.def.checks?.length ?? 0) > 0;
  const slices = asksMore ? null : Object.entries(schema._zod.def.shape);
  known.set(schema, slices);
  return slices;
}
