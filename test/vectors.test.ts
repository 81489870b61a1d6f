import isoCountries from 'i18n-iso-countries';
import isEmailVectors from 'isemail/test/tests.json' with { type: 'json' };
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { validateBusiness, validateContact } from '../src/application.js';
import { countries } from '../src/countries.js';
import { country, email, isUnifiedSocialCreditCode, phone } from '../src/fields.js';
import { parse } from '../src/issue.js';
import { dice } from './storage/processes.js';
import { cn, cnBusiness, contact, intl } from './support/answers.js';

const seed = Number(process.env['SEED'] ?? 20261123);

/** The value as a field keeps it, or null where it is refused. */
function kept<T>(field: z.ZodMiniType<T>, value: unknown): T | null {
  const checked = parse(field, value);
  return checked.ok ? checked.value : null;
}

/** Why others say something else; `count` is how many of their vectors it explains. */
interface Reason<T> {
  readonly why: string;
  readonly holds: (vector: T) => boolean;
  readonly count: number;
}

/** Every disagreement has one reason of the table, and every reason explains as many as it says. */
function expectReasons<T>(disagreements: readonly T[], reasons: readonly Reason<T>[]): void {
  const reasonOf = (vector: T) => reasons.find(({ holds }) => holds(vector));
  expect(disagreements.filter((vector) => reasonOf(vector) === undefined)).toEqual([]);
  const found = reasons.map((reason) => [reason.why, disagreements.filter((each) => reasonOf(each) === reason).length]);
  expect(found).toEqual(reasons.map(({ why, count }) => [why, count]));
}

describe('R-006 e-mail addresses: the vectors of is_email by Dominic Sayers, as isemail 1.2.0 ships them', () => {
  const vectors = isEmailVectors.map(([address = '', diagnosis = '']) => ({ address, diagnosis }));
  type Vector = (typeof vectors)[number];

  /** To them an address is good when a mail server takes it (RFC 5321), whether or not it has a DNS record. */
  const isTheirs = ({ diagnosis }: Vector) => /^(valid|dnsWarn|rfc5321)/.test(diagnosis);
  const isOurs = ({ address }: Vector) => kept(email, address) !== null;
  const hostOf = ({ address }: Vector) => address.split('@').at(-1) ?? '';

  it('we refuse what they take for these reasons and no other', () => {
    expectReasons(
      vectors.filter((vector) => isTheirs(vector) && !isOurs(vector)),
      [
        { why: 'no name in quotation marks', holds: ({ address }) => address.startsWith('"'), count: 6 },
        {
          why: 'no number of a machine in the place of its name',
          holds: ({ address }) => address.includes('@['),
          count: 7,
        },
        { why: 'a domain of two parts or more', holds: (vector) => !hostOf(vector).includes('.'), count: 2 },
        {
          why: 'a top-level domain of two characters or more, one of them a letter',
          holds: (vector) => /\.(.|\d+)$/.test(hostOf(vector)),
          count: 4,
        },
      ],
    );
  });

  it('we take what they refuse for these reasons and no other', () => {
    expectReasons(
      vectors.filter((vector) => isOurs(vector) && !isTheirs(vector)),
      [
        {
          why: 'white space at the ends is taken off, and the rest is an address to them too',
          holds: ({ address }) => address !== address.trim() && kept(email, address) === 'test@iana.org',
          count: 25,
        },
        {
          why: 'more than 254 characters: policy limits the length, to 64',
          holds: ({ address }) => address.length > 254,
          count: 2,
        },
      ],
    );
  });

  it('S36 no address of more than 254 characters gets into a form', () => {
    const long = vectors.filter(({ address }) => address.length > 64).map(({ address }) => address);
    expect(long.length).toBeGreaterThan(5);
    for (const address of long)
      expect(validateContact(intl)({ ...contact, email: address })).toMatchObject({ ok: false });
  });

  it('of all the others the verdict is the same, and each address is kept as it is', () => {
    const agreed = vectors.filter((vector) => isTheirs(vector) && isOurs(vector));
    expect(agreed).toHaveLength(18);
    for (const { address } of agreed) expect(kept(email, address)).toBe(address);
    expect(vectors.filter((vector) => !isTheirs(vector) && !isOurs(vector))).toHaveLength(121);
  });
});

describe('R-008 telephone numbers: libphonenumber-js and its example of every country', () => {
  const numbers = getCountries().flatMap((code) => {
    const calling = getCountryCallingCode(code);
    const national = examples[code];
    return national === undefined
      ? []
      : [{ code, calling, national: String(national), number: `+${calling}${national}` }];
  });
  const theirs = (typed: string, from?: CountryCode) => parsePhoneNumberFromString(typed, from)?.number ?? null;

  it('there is an example for each of its 245 countries', () => {
    expect(numbers.map(({ code }) => code)).toEqual(getCountries());
    expect(numbers).toHaveLength(245);
    for (const { number } of numbers) expect(parsePhoneNumberFromString(number)?.isValid(), number).toBe(true);
  });

  it.each([
    ['in E.164', (number: string) => number],
    [
      'as it is written to foreigners',
      (number: string) => parsePhoneNumberFromString(number)?.formatInternational() ?? '',
    ],
    [
      'with dots',
      (number: string) => (parsePhoneNumberFromString(number)?.formatInternational() ?? '').replaceAll(' ', '.'),
    ],
    ['with 00 as it is dialled from Germany', (number: string) => `00 ${number.slice(1)}`],
  ])('each number %s is kept as they keep it', (_how, write) => {
    for (const { number } of numbers) {
      const typed = write(number);
      expect(kept(phone, typed), typed).toBe(theirs(typed, 'DE'));
      expect(kept(phone, typed), typed).toBe(number);
    }
  });

  it('each number as it is written at home, without its country, is no number to either of us', () => {
    for (const { number } of numbers) {
      const typed = parsePhoneNumberFromString(number)?.formatNational() ?? '';
      expect([typed, kept(phone, typed), theirs(typed)]).toEqual([typed, null, null]);
    }
  });

  it('a web address of a number (RFC 3966) is refused by us, and read by them', () => {
    for (const { number } of numbers)
      expect([kept(phone, `tel:${number}`), theirs(`tel:${number}`)]).toEqual([null, number]);
  });

  it('a (0) before the national number is taken out, save where the 0 belongs to it, as by them', () => {
    const differing = numbers.filter(({ calling, national }) => {
      const typed = `+${calling} (0)${national.replace(/^0/, '')}`;
      return parsePhoneNumberFromString(typed)?.isValid() === true && kept(phone, typed) !== theirs(typed);
    });
    expect(differing.map(({ code }) => code)).toEqual([]);
    for (const [typed, number] of [
      ['+39 (0)6 6988 1234', '+390669881234'],
      ['0039 (0)6 6988 1234', '+390669881234'],
      ['+378 (0)549 886377', '+3780549886377'],
      ['+229 (0)1 95 12 34 56', '+2290195123456'],
      ['+49 (0)30 23125-417', '+493023125417'],
    ] as const)
      expect([kept(phone, typed), theirs(typed.replace(/^00/, '+'))], typed).toEqual([number, number]);
  });

  it('every number that can be given out in a country is kept by us as by them; we know no lengths of countries', () => {
    const roll = dice(seed);
    let valid = 0;
    let onlyOurs = 0;
    for (let tries = 0; tries < 10_000; tries += 1) {
      const { calling, national } = numbers[roll(numbers.length) - 1] ?? { calling: '', national: '' };
      const changed = [...national].map((digit, place) => (place > 1 && roll(3) === 1 ? String(roll(10) - 1) : digit));
      const length = roll(4) === 1 ? national.length + roll(5) - 3 : national.length;
      const typed = `+${calling}${changed.join('').padEnd(length, '7').slice(0, length)}`;
      const ours = kept(phone, typed);
      if (parsePhoneNumberFromString(typed)?.isValid() === true) {
        valid += 1;
        // Gabon: a 0 before the eight digits of a number is left out by them; we keep a number as it was given.
        const read = /^\+2410\d{8}$/.test(typed) ? typed : theirs(typed);
        expect([typed, ours]).toEqual([typed, read]);
      } else if (ours !== null) onlyOurs += 1;
    }
    expect(valid).toBeGreaterThan(4000);
    expect(onlyOurs).toBeGreaterThan(500);
  }, 60_000);
});

describe('R-037 the unified social credit code: stdnum, by thousands of codes', () => {
  const uscc = stdnum['CN']?.['uscc'];
  const isTheirs = (code: string) => uscc?.validate(code).isValid === true;
  const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  const authorities = [...'123456789ANY'];
  const fronts = codeFronts(1500);

  /** Beginnings of codes, of every authority, with letters wherever they may stand. */
  function codeFronts(many: number): string[] {
    const roll = dice(seed);
    const from = (list: readonly string[]) => list[roll(list.length) - 1] ?? '';
    const some = (list: readonly string[], length: number) => Array.from({ length }, () => from(list)).join('');
    const digits = characters.slice(0, 10);
    return Array.from({ length: many }, () => {
      const kind = roll(2) === 1 ? from(digits) : from(characters);
      return `${from(authorities)}${kind}${some(digits, 6)}${some(characters, 9)}`;
    });
  }

  it('each beginning has one check character, and stdnum takes that one and no other, for these reasons not always', () => {
    const differing: string[] = [];
    let agreed = 0;
    for (const front of fronts) {
      const ours = characters.filter((last) => isUnifiedSocialCreditCode(front + last));
      expect(ours, front).toHaveLength(1);
      for (const last of characters)
        if (isTheirs(front + last) !== ours.includes(last)) differing.push(front + last);
        else agreed += 1;
    }
    expect(agreed + differing.length).toBe(1500 * 31);
    expect(differing.every(isUnifiedSocialCreditCode)).toBe(true);
    const reasonOf = (code: string) =>
      !/^\d\d/.test(code)
        ? 'a letter for the authority or its kind'
        : code.endsWith('0')
          ? 'the check character 0'
          : code;
    expect(new Set(differing.map(reasonOf))).toEqual(
      new Set(['a letter for the authority or its kind', 'the check character 0']),
    );
    const isAll = (code: string) => isUnifiedSocialCreditCode(code) && reasonOf(code) !== code;
    const expected = fronts.flatMap((front) => characters.map((last) => front + last)).filter(isAll);
    expect(differing).toEqual(expected);
  }, 60_000);

  it('a right code with one character changed, or two neighbours exchanged, is right to neither of us', () => {
    const roll = dice(seed);
    for (const front of fronts) {
      const code = front + characters.find((last) => isUnifiedSocialCreditCode(front + last));
      const place = roll(18) - 1;
      const other = characters[roll(31) - 1] ?? '';
      const changed = code.slice(0, place) + other + code.slice(place + 1);
      const turned = code.slice(0, place) + code.charAt(place + 1) + code.charAt(place) + code.slice(place + 2);
      for (const wrong of [changed, turned])
        if (wrong !== code)
          expect([wrong, isUnifiedSocialCreditCode(wrong), isTheirs(wrong)]).toEqual([wrong, false, false]);
    }
  }, 60_000);

  it('U17 in small letters, with spaces or with hyphens both take it', () => {
    const inForm = (registrationNumber: string) => validateBusiness(cn)({ ...cnBusiness, registrationNumber }).ok;
    const code = '91110000600037341L';
    expect([inForm(code), isTheirs(code)]).toEqual([true, true]);
    expect([inForm(code.toLowerCase()), isTheirs(code.toLowerCase())]).toEqual([true, true]);
    for (const typed of ['9111 0000 6000 3734 1L', '91110000-60003734-1L'])
      expect([inForm(typed), isTheirs(typed)]).toEqual([true, true]);
  });
});

describe('R-002 countries: the codes of i18n-iso-countries and the regions of libphonenumber-js', () => {
  it('every alpha-2 code is taken but XK, which ISO 3166 leaves to its users', () => {
    const codes = Object.keys(isoCountries.getAlpha2Codes());
    expect(codes.filter((code) => kept(country, code) !== code)).toEqual(['XK']);
  });

  it('no alpha-3 code, no number and no English name is taken', () => {
    const others = [
      ...Object.keys(isoCountries.getAlpha3Codes()),
      ...Object.keys(isoCountries.getNumericCodes()),
      ...Object.values(isoCountries.getNames('en')),
    ];
    expect(others.length).toBeGreaterThan(700);
    expect(others.filter((code) => kept(country, code) !== null)).toEqual([]);
  });

  it('they have telephone numbers for three regions that are no countries of ISO 3166, and none for seven that are', () => {
    const regions = new Set<string>(getCountries());
    expect([...regions].filter((code) => kept(country, code) === null)).toEqual(['AC', 'TA', 'XK']);
    expect([...countries].filter((code) => !regions.has(code))).toEqual(['AQ', 'BV', 'GS', 'HM', 'PN', 'TF', 'UM']);
  });
});
