import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { isEqual } from '../../src/equal.js';
import { parse } from '../../src/issue.js';
import { createPolicy, type PolicySettings } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { checkedContext } from '../../src/session/context.js';
import { decode, encode } from '../../src/session/envelope.js';
import { start } from '../../src/session/step.js';
import { chartOf } from '../../src/snapshot.js';
import { pathsIn, without, withValueAt } from '../support/hostility.js';
import { Desk } from './desk.js';

const schema = chartOf(registrationMachine).context;

/** A registration as it is saved at the start under some policy. */
function savedUnder(settings: PolicySettings): string {
  return encode(start(registrationMachine, { policy: createPolicy(settings) }, '2026-01-05T08:00:00.000Z').envelope);
}

function policyOf(text: string): unknown {
  return decode(registrationMachine, text).context['policy'];
}

const text = savedUnder({ site: 'intl' });
const saved: Record<string, unknown> = JSON.parse(text).context;

describe('a context that is read', () => {
  it('shares its policy, frozen, with every other registration under an equal one', () => {
    const own = { site: 'intl', version: randomUUID() } as const;
    const mine = savedUnder(own);
    const policy = policyOf(mine);
    expect(policyOf(mine)).toBe(policy);
    expect(policyOf(savedUnder({ site: 'eu' }))).not.toBe(policy);
    expect(policy).toStrictEqual(createPolicy(own));
    expect(() => Object.assign(Object(policy).verificationCode, { attempts: 99 })).toThrow(TypeError);
  });

  it('is judged as its schema judges it, whatever was changed in it, also in a policy that is known', () => {
    decode(registrationMachine, text);
    const paths = pathsIn(saved);
    const odd = fc.constantFrom<unknown>(null, '', 'x', 0, 1, 1.5, true, [], {}, [null]);
    const change = fc.tuple(fc.constantFrom(...paths), fc.option(odd, { nil: undefined }));
    const changes: ((path: (typeof paths)[number], value: unknown) => unknown)[] = [
      (path) => without(saved, path),
      (path, value) => withValueAt(saved, path, value),
      (path, value) => withValueAt(saved, [...path, 'surplus'], value),
    ];
    fc.assert(
      fc.property(change, fc.constantFrom(...changes), ([path, value], make) => {
        const changed: Record<string, unknown> = JSON.parse(JSON.stringify(make(path, value)));
        expect(checkedContext(registrationMachine, changed)).toStrictEqual(parse(schema, changed));
      }),
      { numRuns: 3000 },
    );
  });

  it('of a policy that is known in another order of keys is the same', () => {
    const turned = Object.fromEntries(Object.entries(Object(saved['policy'])).reverse());
    expect(checkedContext(registrationMachine, { ...saved, policy: turned })).toStrictEqual(
      checkedContext(registrationMachine, saved),
    );
  });

  it.each<[string, z.ZodType<object>]>([
    ['a rule about the whole', z.strictObject({ a: z.string(), b: z.string() }).refine(({ a, b }) => a !== b)],
    ['a part that may be missing', z.strictObject({ a: z.string(), b: z.string().optional() })],
    ['parts that are dropped', z.object({ a: z.string() })],
    ['parts that are kept unseen', z.looseObject({ a: z.string() })],
    ['no parts at all', z.record(z.string(), z.string())],
  ])('is judged as a schema with %s judges it', (_, context) => {
    const machine = Object.create(registrationMachine, {
      schemas: { value: { ...chartOf(registrationMachine), context } },
    });
    const contexts = [
      { a: 'x', b: 'x' },
      { a: 'x', b: 'y' },
      { a: 'x' },
      { a: 'x', c: 'z' },
      { b: 'y' },
      { a: 1, b: 2 },
    ];
    const judge = (one: object) => parse(context, one);
    expect(contexts.map((one) => checkedContext(machine, one))).toStrictEqual(contexts.map(judge));
    expect(new Set(contexts.map((one) => judge(one).ok)).size).toBe(2);
  });

  it('keeps no more than a few policies at hand', () => {
    const mine = savedUnder({ site: 'intl', version: randomUUID() });
    const policy = policyOf(mine);
    const decodeOthers = (count: number) => {
      for (let other = 0; other < count; other += 1) policyOf(savedUnder({ site: 'cn', version: randomUUID() }));
    };
    decodeOthers(31);
    expect(policyOf(mine)).toBe(policy);
    decodeOthers(1);
    expect(policyOf(mine)).not.toBe(policy);
    expect(policyOf(mine)).toStrictEqual(policy);
  });

  it('is not forgotten for policies that are none', () => {
    const mine = savedUnder({ site: 'intl', version: randomUUID() });
    const policy = policyOf(mine);
    for (let wrong = 0; wrong < 64; wrong += 1)
      expect(checkedContext(registrationMachine, { ...saved, policy: { wrong } }).ok).toBe(false);
    expect(policyOf(mine)).toBe(policy);
  });
});

it('what a listener writes into the snapshot of a session is refused, and nothing of it is saved', async () => {
  const desk = new Desk();
  const session = await desk.open();
  const begun = session.snapshot;
  await session.send({ type: 'signup.country.choose', country: 'FR' });
  const reopened = await desk.open();
  for (const { context } of [begun, session.snapshot, reopened.snapshot])
    for (const part of [context, context.account, context.policy.verificationCode, context.application])
      expect(() => Object.assign(part, { attempts: 99 })).toThrow(TypeError);
});

it('two JSON values are equal when nothing in them differs but the order of keys', () => {
  const near = fc.jsonValue({ maxDepth: 4 }).chain((value) => {
    const paths = pathsIn(value);
    if (paths.length === 0) return fc.tuple(fc.constant(value), fc.jsonValue());
    const other = fc.tuple(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 1 }));
    return fc.tuple(
      fc.constant(value),
      fc.oneof(
        fc.constant(structuredClone(value)),
        other.map(([path, put]) => withValueAt(value, path, put)),
        other.map(([path]) => without(value, path)),
      ),
    );
  });
  fc.assert(
    fc.property(near, ([one, other]) => {
      const [left, right] = [JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other))];
      expect(isEqual(left, right)).toBe(isDeepStrictEqual(left, right));
      expect(isEqual(right, left)).toBe(isDeepStrictEqual(right, left));
    }),
    { numRuns: 2000 },
  );
});
