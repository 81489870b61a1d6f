import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PasswordSurroundings,
  validateAccountName,
  validateApiPassword,
  validatePortalPassword,
} from '../../src/credentials.js';
import type { Checked } from '../../src/issue.js';
import { createPolicy } from '../../src/policy.js';
import { intl } from '../support/answers.js';

const codes = (checked: Checked<unknown>) => (checked.ok ? [] : checked.issues.map(({ code }) => code));

describe('a portal password', () => {
  const check = validatePortalPassword(intl);

  it.each<[string, string, string[]]>([
    ['C-001 letters and digits', 'abc12345', []],
    ['C-002 no digit', 'abcdefgh', ['password.noDigit']],
    ['no letter', '12345678', ['password.noLetter']],
    ['C-004 a space', 'abc 12345', ['password.hasSpace']],
    ['a line break', 'abc\n12345', ['password.hasSpace']],
    ['an ideographic space', 'abc\u300012345', ['password.hasSpace']],
    ['C-005 7 characters', 'abc1234', ['password.tooShort']],
    ['C-022 6 characters', 'abc123', ['password.tooShort']],
    ['8 characters', 'abcd1234', []],
    ['7 characters, one of them of two code units', 'abc123🔑', ['password.tooShort']],
    ['128 characters', `a1${'x'.repeat(126)}`, []],
    ['129 characters', `a1${'x'.repeat(127)}`, ['password.tooLong']],
    ['letters of another script only', 'абвгд123', ['password.noLetter']],
    ['other digits only', 'abcdefg１', ['password.noDigit']],
    [
      'all mistakes at once',
      ' . ',
      ['password.tooShort', 'password.noLetter', 'password.noDigit', 'password.hasSpace'],
    ],
  ])('R-007 %s: %j has %j', (_name, password, expected) => {
    expect(codes(check(password))).toEqual(expected);
  });

  it('R-007 is taken exactly when it has its length, a letter and a digit, and no space', () => {
    const characters = fc.constantFrom('a', 'Z', '7', '-', ' ', 'é', '🔑');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (typed) => {
        const has = (...some: string[]) => typed.some((character) => some.includes(character));
        const right = typed.length >= 8 && has('a', 'Z') && has('7') && !has(' ');
        expect(check(typed.join('')).ok).toBe(right);
      }),
      { numRuns: 500 },
    );
  });

  it('R-007 its least length is policy', () => {
    const strict = validatePortalPassword(createPolicy({ site: 'intl', portalPassword: { least: 12 } }));
    expect(codes(strict('abc12345678'))).toEqual(['password.tooShort']);
    expect(codes(strict('abc123456789'))).toEqual([]);
  });
});

describe('an API password', () => {
  const check = (password: string, surroundings: PasswordSurroundings = {}) =>
    codes(validateApiPassword(intl, surroundings)(password));

  it.each<[string, string, PasswordSurroundings, string[]]>([
    ['C-022 6 characters of two kinds', 'abc123', {}, []],
    ['5 characters', 'abc12', {}, ['password.tooShort']],
    ['32 characters', `A${'b'.repeat(31)}`, {}, []],
    ['33 characters', `A${'b'.repeat(32)}`, {}, ['password.tooLong']],
    ['one kind', 'abcdefgh', {}, ['password.tooFewKinds']],
    ['one kind, upper case', 'ABCDEFGH', {}, ['password.tooFewKinds']],
    ['one kind, digits', '12345678', {}, ['password.tooFewKinds']],
    ['a word of programs, with nothing to resemble', 'undefined1', {}, []],
    ['one kind and a space', 'abcd efgh', {}, ['password.tooFewKinds']],
    ['upper and lower case', 'abcDEF', {}, []],
    ['digits and symbols', '123456!', {}, []],
    ['the account name', 'Anna99', { accountName: 'Anna99' }, ['password.equalsAccountName']],
    ['the account name in other case', 'aNNA99', { accountName: 'Anna99' }, ['password.equalsAccountName']],
    ['C-020 the account name reversed', '99annA', { accountName: 'Anna99' }, ['password.equalsAccountName']],
    ['more than the account name', 'Anna99!', { accountName: 'Anna99' }, []],
    ['the e-mail address', 'xA@B.de1', { email: 'a@b.de' }, ['password.containsContact']],
    ['the mobile number', 'x+8613800138000', { mobileNumber: '+8613800138000' }, ['password.containsContact']],
    ['the mobile number without +', 'x8613800138000', { mobileNumber: '+8613800138000' }, ['password.containsContact']],
    ['no name and no contacts', 'abc123', { accountName: '', email: '', mobileNumber: '' }, []],
    [
      'all mistakes at once',
      'anna',
      { accountName: 'anna', email: 'anna' },
      ['password.tooShort', 'password.tooFewKinds', 'password.equalsAccountName', 'password.containsContact'],
    ],
  ])('R-015 %s: %j beside %j has %j', (_name, password, surroundings, expected) => {
    expect(check(password, surroundings)).toEqual(expected);
  });

  it('R-015 no name passes as its own password, in any order or case', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,8}[A-Z]{2}\d{1,6}$/), (accountName) => {
        const reversed = [...accountName].reverse().join('');
        for (const password of [accountName, reversed, accountName.toUpperCase(), reversed.toLowerCase()])
          expect(check(password, { accountName })).toContain('password.equalsAccountName');
        expect(check(`${accountName}!`, { accountName })).toEqual([]);
      }),
    );
  });
});

describe('an account name', () => {
  const check = validateAccountName(intl);

  it.each<[string, string, string[]]>([
    ['letters, digits and signs', 'Acme-Cloud_1. x', []],
    ['Latin letters with accents', 'Société Générale', []],
    ['C-016 the prefix op_', 'op_partner', ['accountName.reservedPrefix']],
    ['the prefix op_ in other case', 'OP_partner', ['accountName.reservedPrefix']],
    ['the prefix shadow_', 'shadow_partner', ['accountName.reservedPrefix']],
    ['op without the sign', 'operations', []],
    ['C-017 only digits', '20240823', ['accountName.onlyDigits']],
    ['digits and a letter', '20240823a', []],
    ['a letter and digits', 'a20240823', []],
    ['64 characters', 'a'.repeat(64), []],
    ['C-019 65 characters', 'a'.repeat(65), ['text.tooLong']],
    ['another script', '华为', ['accountName.characters']],
    ['a sign that is not taken', 'a@b', ['accountName.characters']],
    [
      'several mistakes at once',
      `op_${'!'.repeat(65)}`,
      ['text.tooLong', 'accountName.characters', 'accountName.reservedPrefix'],
    ],
  ])('R-014 %s: %j has %j', (_name, name, expected) => {
    expect(codes(check(name))).toEqual(expected);
  });

  it('R-014 reserved prefixes are policy, whatever their case', () => {
    const own = validateAccountName(createPolicy({ site: 'intl', accountName: { reservedPrefixes: ['HW-'] } }));
    expect(codes(own('hw-partner'))).toEqual(['accountName.reservedPrefix']);
    expect(codes(own('op_partner'))).toEqual([]);
  });
});
