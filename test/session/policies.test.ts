import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { decode, encode } from '../../src/session/envelope.js';
import { checkedPolicy, readSaved, writeSaved } from '../../src/session/policies.js';
import { start } from '../../src/session/step.js';
import { momentsOfAll } from './players.js';

const moments = await momentsOfAll();

const policy = createPolicy({ site: 'intl', version: randomUUID() });
const { envelope } = start(registrationMachine, { policy }, '2026-01-05T08:00:00.000Z');
const text = encode(envelope);
const known = JSON.stringify(envelope.context['policy']);

/** A text as it would be saved with its context changed. */
function savedWith(context: object): string {
  return JSON.stringify({ ...envelope, context: { ...envelope.context, ...context } });
}

// The policy is known in each test, however many others came since.
beforeEach(() => {
  decode(registrationMachine, text);
});

afterEach(() => vi.restoreAllMocks());

describe('a policy that is known', () => {
  it('changes nothing in what is written, nor in what is read: in every state it is what JSON says', () => {
    expect(moments.length).toBeGreaterThan(100);
    for (const { scenario, before } of moments) {
      const written = encode(before);
      expect(written).toBe(JSON.stringify(before));
      const read = decode(scenario.machine, written);
      expect(writeSaved(read)).toBe(written);
      expect(readSaved(written)).toStrictEqual(JSON.parse(written));
    }
  });

  it('is not read again, nor written, from the start of a registration on', () => {
    const own = createPolicy({ site: 'intl', version: randomUUID() });
    const begun = start(registrationMachine, { policy: own }, '2026-01-05T08:00:00.000Z').envelope;
    const [parse, stringify] = [vi.spyOn(JSON, 'parse'), vi.spyOn(JSON, 'stringify')];
    const written = encode(begun);
    const read = decode(registrationMachine, written);
    const rest = written.length - known.length + '0'.length;
    expect(stringify.mock.results.map(({ value }) => value.length)).toEqual([rest]);
    expect(parse.mock.calls.map(([said]) => said.length)).toEqual([rest]);
    expect(read.context['policy']).toBe(begun.context['policy']);
  });

  it.each<[string, string]>([
    ['a policy that only begins as a known one', savedWith({ policy: { ...policy, surplus: 1 } })],
    ['no policy where a known one stands elsewhere', savedWith({ policy: 0, account: { context: { policy } } })],
    ['a known policy twice', savedWith({ policy, account: { context: { policy } } })],
    ['a known policy that is not the first', JSON.stringify({ ...envelope, context: { trouble: [], policy } })],
    ['a known policy outside of an envelope', JSON.stringify({ context: { policy } })],
    ['a known policy in a list', JSON.stringify([{ context: { policy } }])],
    ['a known policy within text', JSON.stringify(text)],
    ['nothing', 'null'],
    ['another policy', savedWith({ policy: createPolicy({ site: 'cn', version: randomUUID() }) })],
  ])('leaves a text that says %s as it is', (_, said) => {
    expect(readSaved(said)).toStrictEqual(JSON.parse(said));
  });

  it('is read in any JSON as JSON has it', () => {
    const near = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.jsonValue({ maxDepth: 1 }), fc.constant(policy), tie('object')),
      object: fc.dictionary(fc.constantFrom('context', 'policy', 'account', 'a'), tie('value'), { maxKeys: 3 }),
    }));
    let found = 0;
    fc.assert(
      fc.property(near.object, (value) => {
        const said = JSON.stringify(value);
        if (said.includes(`"context":{"policy":${known}`)) found += 1;
        expect(readSaved(said)).toStrictEqual(JSON.parse(said));
      }),
      { numRuns: 5000 },
    );
    expect(found).toBeGreaterThan(20);
  });

  it.each(['', '{', text.slice(0, -1), `${text},`, text.replace(known, `${known}0`), text.replace(known, '')])(
    'does not make JSON of a text that is none',
    (said) => {
      expect(() => readSaved(said)).toThrow(SyntaxError);
    },
  );

  it('is written in its place, wherever that is', () => {
    const { context, ...rest } = decode(registrationMachine, text);
    const { policy: own, ...others } = context;
    for (const moved of [context, { ...others, policy: own }, { policy: own }, others])
      for (const said of [
        { ...rest, context: moved },
        { context: moved, ...rest },
      ])
        expect(writeSaved(said)).toBe(JSON.stringify(said));
  });

  it('is one for the schema that checked it only', () => {
    const own = z.strictObject({ site: z.literal('mars') });
    expect(checkedPolicy(own, policy).ok).toBe(false);
    expect(checkedPolicy(own, { site: 'mars' })).toEqual({ ok: true, value: { site: 'mars' } });
    const machine = registrationMachine;
    expect(() => decode(machine, savedWith({ policy: { site: 'mars' } }))).toThrow(
      expect.objectContaining({ code: 'envelope.contextInvalid' }),
    );
  });
});
