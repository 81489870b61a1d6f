import { freeze } from 'immer';
import type { AnyStateMachine } from 'xstate';
import * as z from 'zod';
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

const withoutPolicy = new WeakMap<z.ZodType, z.ZodType<object>>();

/** What was saved as a context, checked against the machine's schema; equal policies become the same, frozen object. */
export function checkedContext(machine: AnyStateMachine, saved: Context): Checked<Context> {
  const schema = chartOf(machine).context;
  if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, 'policy')) return parsed(schema, saved);
  const { policy: said, ...rest } = saved;
  const policy = policies.find((known) => isEqual(known, said));
  if (policy === undefined) {
    const whole = parsed(schema, saved);
    if (whole.ok) policies = [freeze(whole.value['policy'], true), ...policies].slice(0, mostPolicies);
    return whole;
  }
  const others = withoutPolicy.get(schema) ?? schema.omit({ policy: true });
  withoutPolicy.set(schema, others);
  const checked = parsed(others, rest);
  return checked.ok ? { ok: true, value: { policy, ...checked.value } } : checked;
}

function parsed(schema: z.ZodType<object>, context: Context): Checked<Context> {
  const checked = parse(schema, context, ['context']);
  return checked.ok ? { ok: true, value: { ...checked.value } } : checked;
}

/** Whether two JSON values say the same. Loops, for this runs through a whole policy in every step. */
function isEqual(one: unknown, other: unknown): boolean {
  if (!isHolder(one) || !isHolder(other)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  let more = 0;
  for (const key in one) {
    if (!isEqual(one[key], other[key])) return false;
    more -= 1;
  }
  for (const _ in other) more += 1;
  return more === 0;
}

function isHolder(value: unknown): value is Context {
  return typeof value === 'object' && value !== null;
}
