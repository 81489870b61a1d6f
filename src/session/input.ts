import type { AnyStateMachine } from 'xstate';
import * as z from 'zod/mini';
import { $ZodType } from 'zod/v4/core';
import { markChecked } from '../input.js';
import { type Checked, parse } from '../issue.js';
import { chartOf } from '../snapshot.js';
import { checkedPolicy } from './policies.js';

const restOf = new WeakMap<z.ZodMiniObject, z.ZodMiniObject>();

/** What a machine starts from, checked against its schema; equal policies become the same, frozen object. */
export function checkedInput(machine: AnyStateMachine, input: unknown): Checked<unknown> {
  const { input: schema } = chartOf(machine);
  if (schema === undefined) return { ok: true, value: input };
  const checked = withKnownPolicy(schema, input) ?? parse(schema, input);
  return checked.ok ? { ok: true, value: markChecked(checked.value) } : checked;
}

/** The input with its policy looked up first, which is most of it and known to all but the first registration. */
function withKnownPolicy(schema: z.ZodMiniType<object>, input: unknown): Checked<object> | undefined {
  try {
    if (!(schema instanceof z.ZodMiniObject) || typeof input !== 'object' || input === null) return undefined;
    const { policy: policySchema } = schema._zod.def.shape;
    if (!(policySchema instanceof $ZodType)) return undefined;
    const { policy: said, ...others } = input as { readonly policy?: unknown };
    const policy = checkedPolicy(policySchema, said);
    const rest = restOf.get(schema) ?? z.omit(schema, { policy: true });
    restOf.set(schema, rest);
    const checked = parse(rest, others);
    return policy.ok && checked.ok ? { ok: true, value: { policy: policy.value, ...checked.value } } : undefined;
  } catch {
    return undefined;
  }
}
