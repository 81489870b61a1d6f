import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { validateAcceptance, validateBusiness, validateContact, validateFiling } from '../src/application.js';
import { validateAccountName, validateApiPassword, validateEmail, validatePortalPassword } from '../src/credentials.js';
import { text } from '../src/fields.js';
import { issue, issueSchema, named, parse, type Validator, validator } from '../src/issue.js';
import { policySchema } from '../src/policy.js';
import { acceptance, business, cn, contact, filing, intl } from './support/answers.js';

describe('parse answers in our terms', () => {
  const schema = z.strictObject({
    name: text(8),
    count: z.number().int().min(1).max(3),
    list: z.array(z.string()).max(2),
    choice: z.enum(['yes', 'no']),
    shape: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a') }),
      z.strictObject({ kind: z.literal('b'), b: z.boolean() }),
    ]),
    at: z.iso.datetime(),
    either: z.union([z.string(), z.number()]),
    odd: z.string().refine((value) => value !== 'odd'),
  });
  const right = {
    name: 'a',
    count: 1,
    list: [],
    choice: 'yes',
    shape: { kind: 'a' },
    at: '2026-11-22T10:00:00Z',
    either: 1,
    odd: '',
  };
  const { name: _name, ...nameless } = right;

  it.each<[string, unknown, ReturnType<typeof issue>[]]>([
    ['a missing value', nameless, [issue('value.missing', ['name'])]],
    ['another type', { ...right, count: 'one' }, [issue('value.wrongType', ['count'], { expected: 'number' })]],
    ['too small a number', { ...right, count: 0 }, [issue('value.tooFew', ['count'], { least: 1 })]],
    ['too big a number', { ...right, count: 4 }, [issue('value.tooMany', ['count'], { most: 3 })]],
    ['too long a text', { ...right, name: 'a'.repeat(9) }, [issue('text.tooLong', ['name'], { most: 8 })]],
    ['too long a list', { ...right, list: ['', '', ''] }, [issue('value.tooMany', ['list'], { most: 2 })]],
    ['a wrong item', { ...right, list: ['', 1] }, [issue('value.wrongType', ['list', 1], { expected: 'string' })]],
    ['no such choice', { ...right, choice: 'maybe' }, [issue('value.notOffered', ['choice'], { offered: 'yes, no' })]],
    ['an extra key', { ...right, more: 1 }, [issue('key.unknown', [], { key: 'more' })]],
    [
      'an extra key of any length',
      { ...right, ['k'.repeat(1000)]: 1 },
      [issue('key.unknown', [], { key: `${'k'.repeat(64)}…` })],
    ],
    [
      'no kind that is known',
      { ...right, shape: { kind: 'c' } },
      [issue('value.wrongType', ['shape', 'kind'], { expected: 'one of the documented shapes' })],
    ],
    ['no kind', { ...right, shape: {} }, [issue('value.missing', ['shape', 'kind'])]],
    ['no time', { ...right, at: 'noon' }, [issue('time.invalid', ['at'])]],
    [
      'none of two types',
      { ...right, either: true },
      [issue('value.wrongType', ['either'], { expected: 'one of the documented shapes' })],
    ],
    ['none at all of two types', { ...right, either: undefined }, [issue('value.missing', ['either'])]],
    [
      'a rule without a code',
      { ...right, odd: 'odd' },
      [issue('value.wrongType', ['odd'], { expected: 'something else' })],
    ],
    ['no object', null, [issue('value.wrongType', [], { expected: 'object' })]],
    ['nothing', undefined, [issue('value.missing')]],
    [
      'several mistakes, all at once',
      { ...right, name: ' ', count: 9 },
      [issue('value.missing', ['name']), issue('value.tooMany', ['count'], { most: 3 })],
    ],
  ])('%s', (_name, value, issues) => {
    expect(parse(schema, value)).toEqual({ ok: false, issues });
  });

  it('what is right comes back as a copy', () => {
    const checked = parse(schema, right);
    expect(checked).toEqual({ ok: true, value: right });
    expect(checked.ok && checked.value).not.toBe(right);
  });

  it('every path begins where the value stands', () => {
    const checked = parse(schema, { ...right, count: 0 }, ['events', 3]);
    expect(checked).toEqual({ ok: false, issues: [issue('value.tooFew', ['events', 3, 'count'], { least: 1 })] });
  });

  it('a value that cannot even be read is refused, not thrown back', () => {
    const trap = () => {
      throw new Error('trap');
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const traps: unknown[] = [
      Object.defineProperty({}, 'name', { get: trap, enumerable: true }),
      new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap }),
      proxy,
    ];
    for (const value of traps)
      expect(parse(schema, value)).toEqual({
        ok: false,
        issues: [issue('value.wrongType', [], { expected: 'plain data' })],
      });
  });
});

describe('issues', () => {
  it('what is found in anything at all is plain data that can be kept in a context', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const checked = parse(policySchema, value);
        expect(checked.ok).toBe(false);
        if (!checked.ok)
          for (const found of checked.issues)
            expect(issueSchema.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
      }),
    );
  });
});

describe('validators', () => {
  const validators: Readonly<Record<string, readonly [Validator<unknown>, right: unknown, wrong: unknown]>> = {
    validateBusiness: [validateBusiness(intl), business, { ...business, companyName: '12345' }],
    'validateBusiness on cn': [
      validateBusiness(cn),
      { ...business, country: 'CN', registrationNumber: '91110000600037341L' },
      { ...business, country: 'CN' },
    ],
    validateContact: [validateContact(intl), contact, { ...contact, phone: 'none' }],
    validateFiling: [validateFiling(intl), filing(), { ...filing(), answers: [] }],
    validateAcceptance: [validateAcceptance(intl), acceptance(), { ...acceptance(), version: 'old' }],
    validateEmail: [validateEmail(intl), 'a@b.de', 'a@b'],
    validatePortalPassword: [validatePortalPassword(intl), 'abc12345', 'abcdefgh'],
    validateApiPassword: [validateApiPassword(intl, { accountName: 'anna' }), 'abc123', 'anna'],
    validateAccountName: [validateAccountName(intl), 'partner one', 'op_partner'],
    'a validator of one rule': [
      validator(
        z.string().refine((value) => value !== '', named('value.missing')),
        (value) => (value === 'bad' ? [issue('text.unreadable')] : []),
      ),
      'good',
      'bad',
    ],
  };
  const each = Object.entries(validators).map(([name, [check, right, wrong]]) => ({ name, check, right, wrong }));

  it.each(each)('$name takes what is right and says what is wrong', ({ check, right, wrong }) => {
    expect(check(right)).toEqual({ ok: true, value: right });
    const refused = check(wrong);
    expect(refused.ok).toBe(false);
    expect(refused.ok || refused.issues.length).toBeGreaterThan(0);
  });

  it.each(each)('$name is a Standard Schema, version 1, that says the same', ({ check, right, wrong }) => {
    const standard = check['~standard'];
    expect([standard.version, standard.vendor, typeof check]).toEqual([1, 'hcpn-registration', 'function']);
    expect(standard.validate(right)).toEqual({ value: right });
    const refused = check(wrong);
    expect(refused.ok).toBe(false);
    expect(standard.validate(wrong)).toEqual({
      issues: refused.ok
        ? []
        : refused.issues.map((found) => ({ message: found.code, path: found.path, issue: found })),
    });
  });

  it.each(each)('$name answers anything at all, by both doors alike, and never throws', ({ check, right }) => {
    const shaped =
      typeof right === 'object' && right !== null
        ? fc.record(Object.fromEntries(Object.keys(right).map((key) => [key, fc.anything()])))
        : fc.string();
    fc.assert(
      fc.property(fc.oneof(fc.anything(), shaped), (value) => {
        const checked = check(value);
        const answered = check['~standard'].validate(value);
        if (checked.ok) expect(answered).toEqual({ value: checked.value });
        else {
          expect(checked.issues).not.toEqual([]);
          expect('issues' in answered && answered.issues.map((found) => found.issue)).toEqual(checked.issues);
        }
      }),
    );
  });
});
