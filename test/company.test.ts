import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { companyKey, companyNumberKey, isSameCompany, migratedCompany } from '../src/company.js';

const munich = { country: 'DE', registrationNumber: 'HRB 12345', register: 'Amtsgericht München' };
const hamburg = { ...munich, register: 'Amtsgericht Hamburg' };
const { register: _court, ...unsaid } = munich;

describe('what names a company', () => {
  it.each([
    ['hrb12345', true],
    ['HRB-12345', true],
    ['HRB – 12.345', true],
    ['ＨＲＢ　１２３４５', true],
    ['HRB\u00ad12345', true],
    ['HRB\u200b12345\u202c', true],
    ['HRB/12345', true],
    ['HRB 12346', false],
    ['RB 12345', false],
  ])('C-174 R-034 whether HRB 12345 and %j are one company in one country: %s', (registrationNumber, same) => {
    expect(isSameCompany(unsaid, { country: 'DE', registrationNumber })).toBe(same);
    expect(isSameCompany(unsaid, { country: 'AT', registrationNumber })).toBe(false);
  });

  it.each([
    ['BE', '0477472701', '0477.472.701'],
    ['CH', 'CHE123456789', 'CHE-123.456.789'],
    ['BR', '12ABC345/01DE-35', '12.ABC.345/01DE-35'],
    ['CM', 'RC123456', 'RC/123456'],
    ['CN', '91350100M000100Y43', '9135 0100 m000 100y 43'],
  ])('U7 in %s %s and %s are one company', (country, one, other) => {
    expect(companyKey({ country, registrationNumber: one })).toBe(companyKey({ country, registrationNumber: other }));
  });

  it('C-175 B5 one number of two courts names two companies', () => {
    expect(isSameCompany(munich, hamburg)).toBe(false);
    expect(companyKey(munich)).not.toBe(companyKey(hamburg));
    expect(companyNumberKey(munich)).toBe(companyNumberKey(hamburg));
  });

  it('B5 where one of two does not say its register, they may be one company', () => {
    expect(isSameCompany(munich, unsaid)).toBe(true);
    expect(isSameCompany(unsaid, hamburg)).toBe(true);
    expect(isSameCompany(munich, { ...munich, register: 'amtsgericht  münchen' })).toBe(true);
    expect(isSameCompany(munich, { ...munich, register: ' ' })).toBe(true);
  });

  it('leading zeros belong to the number', () => {
    const [short, full] = ['123456', '00123456'].map((registrationNumber) => ({ country: 'GB', registrationNumber }));
    expect(short && full && isSameCompany(short, full)).toBe(false);
  });

  it('is the same text again for a number that is in its normal form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (registrationNumber, register) => {
        const [country = '', number = '', court = ''] = companyKey({
          country: 'DE',
          registrationNumber,
          register,
        }).split(':');
        expect(companyKey({ country, registrationNumber: number, register: court })).toBe(
          companyKey({ country: 'DE', registrationNumber, register }),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('of letters and digits of ASCII is what it is beside a letter that has to be normalised', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (registrationNumber) => {
        const beside = companyNumberKey({ country: 'DE', registrationNumber: `${registrationNumber}１` });
        expect(`${companyNumberKey({ country: 'DE', registrationNumber })}1`).toBe(beside);
      }),
    );
  });

  it('does not depend on how a number is encoded or what cannot be seen in it', () => {
    const invisible = fc.constantFrom('\u200b', '\u00ad', '\u2060', '\u202a', ' ', '\u3000', '-', '.', '/');
    fc.assert(
      fc.property(fc.string(), invisible, fc.nat(40), (registrationNumber, mark, place) => {
        const noted = registrationNumber.slice(0, place) + mark + registrationNumber.slice(place);
        expect(companyKey({ country: 'DE', registrationNumber: noted })).toBe(
          companyKey({ country: 'DE', registrationNumber }),
        );
      }),
    );
  });
});

/** What the index of version 2 kept. */
function oldCompany(country: string, registrationNumber: string): string {
  return `${country}:${registrationNumber.toUpperCase().replace(/[\s\p{Pd}]/gu, '')}`;
}

describe('the text that an earlier version kept of a company', () => {
  it.each([
    ['BE:0477.472.701', 'BE:0477472701'],
    ['CH:CHE123.456.789', 'CH:CHE123456789'],
    ['BR:12.ABC.345/01DE35', 'BR:12ABC34501DE35'],
    ['CM:RC/123456', 'CM:RC123456'],
    ['DE:ＨＲＢ１２３４５', 'DE:HRB12345'],
    ['DE:HRB\u00ad12345', 'DE:HRB12345'],
    ['CN:91350100M000100Y43', 'CN:91350100M000100Y43'],
    ['XX:A:B', 'XX:AB'],
    ['a word', 'a word'],
    ['', ''],
    [':', ':'],
  ])('U7 %j is %j now', (old, now) => {
    expect(migratedCompany(old)).toBe(now);
  });

  const country = fc.constantFrom('DE', 'CN', 'CH');
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('ᄀ', 'ᅡ', 'ᆨ', '-', '.', '\u0301', '\u0345', 'a', 'ß', 'ŉ', 'ﬁ', '½', '１', ' '),
    }),
  );

  it('U7 leads every number to the text that it has now', () => {
    fc.assert(
      fc.property(country, anyText, (country, registrationNumber) => {
        expect(migratedCompany(oldCompany(country, registrationNumber))).toBe(
          companyNumberKey({ country, registrationNumber }),
        );
      }),
      { numRuns: 20_000 },
    );
  });

  it('U7 is led over once: a text that was is the same again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.tuple(country, anyText).map(([land, rest]) => `${land}:${rest}`),
        ),
        (text) => {
          expect(migratedCompany(migratedCompany(text))).toBe(migratedCompany(text));
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
