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
