import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { countries } from '../src/countries.js';
import {
  companyNameIssues,
  country,
  day,
  email,
  fieldClasses,
  identifier,
  instant,
  isUnifiedSocialCreditCode,
  lengthIssues,
  personal,
  phone,
  secret,
  text,
  upload,
  uploadIssues,
  website,
} from '../src/fields.js';
import { parse } from '../src/issue.js';
import { intl } from './support/answers.js';

function codesOf(schema: z.ZodMiniType, value: unknown): string[] {
  const checked = parse(schema, value);
  return checked.ok ? [] : checked.issues.map(({ code }) => code);
}

function valueIn<T>(schema: z.ZodMiniType<T>, value: unknown): T | undefined {
  const checked = parse(schema, value);
  return checked.ok ? checked.value : undefined;
}

/** Text as an adversary would write it: every script, marks, white space, controls, halves of characters. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom('\u0000', '\ud800', '\udfff', '\uffff', '\u0958', 'e\u0301', ' ', '\u00a0', '\u202e', 'ß', 'ﬁ'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('text', () => {
  it.each([
    ['surrounding white space is taken off', '  Ácme \u00a0', 'Ácme'],
    ['it is brought to normal form C', 'A\u0301cme', 'Ácme'],
    ['line breaks and tabs inside stay', 'a\n\tb', 'a\n\tb'],
    ['any script is taken', '华为云 ハーウェイ هواوي', '华为云 ハーウェイ هواوي'],
    ['characters beyond the basic plane stay', '𠮷野家 🏢', '𠮷野家 🏢'],
  ])('%s', (_name, typed, kept) => {
    expect(valueIn(text(64), typed)).toBe(kept);
  });

  it.each([
    ['a NUL', 'a\u0000b', ['text.unreadable']],
    ['an escape', 'a\u001bb', ['text.unreadable']],
    ['a lone surrogate', 'a\ud800b', ['text.unreadable']],
    ['a noncharacter', 'a\uffffb', ['text.unreadable']],
    ['nothing', '', ['value.missing']],
    ['only white space', ' \u3000\t', ['value.missing']],
    ['a number', 7, ['value.wrongType']],
    ['nothing at all', undefined, ['value.missing']],
    ['one character too many', 'abcde', ['text.tooLong']],
  ])('%s is refused', (_name, typed, codes) => {
    expect(codesOf(text(4), typed)).toEqual(codes);
  });

  it('what grows too long in normal form C is refused once, since it could not be read back', () => {
    expect('\u0958'.normalize('NFC')).toHaveLength(2);
    expect(valueIn(text(4), '\u0958\u0958')).toHaveLength(4);
    expect(codesOf(text(4), '\u0958\u0958\u0958')).toEqual(['text.tooLong']);
  });
});

describe('every field in its normal form is taken again and stays as it is', () => {
  const fields: Readonly<Record<string, readonly [z.ZodMiniType<string>, fc.Arbitrary<string>]>> = {
    'text of 8': [text(8), hostileText],
    identifier: [identifier, hostileText],
    country: [country, fc.oneof(hostileText, fc.constantFrom('de', ' De', 'ß'), fc.constantFrom(...countries))],
    email: [
      email,
      fc.oneof(
        hostileText,
        fc.emailAddress(),
        hostileText.map((name) => `${name}@acme.example`),
      ),
    ],
    phone: [phone, fc.oneof(hostileText, fc.stringMatching(/^(\+|00)[1-9][ ().\d-]{5,20}$/))],
    website: [
      website,
      fc.oneof(
        hostileText,
        fc.webUrl(),
        hostileText.map((path) => `https://acme.example/${path}`),
      ),
    ],
    instant: [
      instant,
      fc.oneof(hostileText, fc.stringMatching(/^20[0-3]\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/)),
    ],
    day: [day, fc.oneof(hostileText, fc.stringMatching(/^20[0-3]\d-[01]\d-[0-3]\d$/))],
  };

  it.each(Object.entries(fields))('%s', (_name, [schema, typed]) => {
    fc.assert(
      fc.property(typed, (value) => {
        const first = parse(schema, value);
        if (first.ok) expect(parse(schema, first.value)).toEqual(first);
        else expect(first.issues).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('instant', () => {
  it.each([
    ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T10:00:00.5Z', '2026-11-22T10:00:00.500Z'],
    ['2026-11-22T10:00:00.123456Z', '2026-11-22T10:00:00.123Z'],
    ['2028-02-29T23:59:59.999Z', '2028-02-29T23:59:59.999Z'],
  ])('%s is brought to milliseconds', (given, kept) => {
    expect(valueIn(instant, given)).toBe(kept);
  });

  it.each([
    '2026-11-22',
    '2026-11-22T10:00:00',
    '2026-11-22T10:00:00+08:00',
    '2026-02-29T10:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-13-01T00:00:00Z',
    'now',
    '',
  ])('%j is not a time in UTC', (given) => {
    expect(codesOf(instant, given)).toEqual(['time.invalid']);
  });
});

describe('what is left empty', () => {
  it.each(
    Object.entries({ country, email, phone, website }).flatMap(([name, schema]) =>
      ['', ' '].map((typed) => [name, typed, schema] as const),
    ),
  )('%s: %j is missing, not wrong', (_name, typed, schema) => {
    expect(codesOf(schema, typed)).toEqual(['value.missing']);
  });
});

describe('country', () => {
  it('R-002 every code of the list is taken, in either case and with white space around it', () => {
    for (const code of countries) expect(valueIn(country, ` ${code.toLowerCase()} `)).toBe(code);
  });

  it('R-002 of two letters exactly the codes of the list are taken', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const taken = letters.flatMap((one) => letters.map((two) => one + two)).filter((code) => valueIn(country, code));
    expect(taken).toEqual([...countries].sort());
  });

  it.each(['D', 'DEU', 'XK', 'UK', 'ß', 'ﬁ', 'ſe', 'ıt', 'ＤＥ', 'D E'])('%j is not a country', (code) => {
    expect(codesOf(country, code)).toEqual(['country.unknown']);
  });
});

describe('email', () => {
  it.each([
    'a@b.de',
    'simple@example.com',
    'very.common@example.com',
    'FirstName.LastName@EasierReading.org',
    'x@example.com',
    'long.email-address-with-hyphens@and.subdomains.example.com',
    'user.name+tag+sorting@example.com',
    'name/surname@example.com',
    'example@s.example',
    'mailhost!username@example.org',
    'user%example.com@example.org',
    'user-@example.org',
    'email@example.museum',
    '_______@example.com',
    'postmaster@xn--bcher-kva.example',
    'Pelé@example.com',
    'δοκιμή@παράδειγμα.δοκιμή',
    '我買@屋企.香港',
    '二ノ宮@黒川.日本',
    'медведь@с-балалайкой.рф',
    'संपर्क@डाटामेल.भारत',
  ])('R-006 %s, an address of the published examples, is taken as it is', (address) => {
    expect(valueIn(email, ` ${address}\n`)).toBe(address.normalize('NFC'));
  });

  it.each([
    'abc.example.com',
    'a@b@c@example.com',
    'a@b.example@c.example',
    'a"b(c)d,e:f;g<h>i[j\\k]l@example.com',
    'just"not"right@example.com',
    'this is"not\\allowed@example.com',
    `${'1234567890'.repeat(6)}12345@example.com`,
    'i.like.underscores@but_they_are_not_allowed_in_this_part.example',
    'plainaddress',
    '#@%^%#$@#$@#.com',
    '@example.com',
    'Joe Smith <email@example.com>',
    '.email@example.com',
    'email.@example.com',
    'email..email@example.com',
    'email@example.com (Joe Smith)',
    'email@example',
    'email@-example.com',
    'email@example-.com',
    'email@111.222.333.44444',
    'email@example..com',
    'email@.example.com',
    'email@example.com.',
    `email@${'a'.repeat(64)}.com`,
    'e\u0000mail@example.com',
    'e\ud800mail@example.com',
  ])('R-006 %j, no address in the published examples, is refused', (address) => {
    expect(codesOf(email, address)).toEqual(['email.invalid']);
  });

  it('R-006 the part before the @ has at most 64 characters', () => {
    expect(codesOf(email, `${'a'.repeat(64)}@example.com`)).toEqual([]);
    expect(codesOf(email, `${'a'.repeat(65)}@example.com`)).toEqual(['email.invalid']);
  });

  it('an absurdly long address is refused by its length, quickly', () => {
    expect(codesOf(email, `${'a.'.repeat(50_000)}@${'b-'.repeat(50_000)}`)).toContain('text.tooLong');
  });
});

it('S36 the last part of an e-mail address has a letter, wherever it stands', () => {
  expect(valueIn(email, 'zoe@acme.4you')).toBe('zoe@acme.4you');
  expect(codesOf(email, 'zoe@acme.44')).toEqual(['email.invalid']);
});

describe('phone', () => {
  it.each([
    ['+1 202-555-0143', '+12025550143'],
    ['+44 1632 960961', '+441632960961'],
    ['0044 7700 900123', '+447700900123'],
    ['+33 1 99 00 12 34', '+33199001234'],
    ['+61 (491) 570.156', '+61491570156'],
    ['+49\u201330\u201323125\u2013123', '+493023125123'],
    ['0086-13800138000', '+8613800138000'],
    ['+49 (0)30 23125-417', '+493023125417'],
    [' +49 (0)30 23125-417', '+493023125417'],
    ['+39 (0)6 6982 1234', '+390669821234'],
    [' +39(0)6 69821234', '+390669821234'],
    ['0039 (0)6 69821234', '+390669821234'],
    ['+ 39 (0)6 69821234', '+390669821234'],
    ['+225 (0)7 12345678', '+2250712345678'],
    ['+2251 (0)7 1234567', '+225171234567'],
    ['+49 0039 (0)12', '+49003912'],
    ['+123456789012345', '+123456789012345'],
  ])('R-008 %s is kept as %s', (typed, kept) => {
    expect(valueIn(phone, typed)).toBe(kept);
  });

  it.each([
    ['without a country code', '01632 960961'],
    ['with a country code that begins with 0', '+0441632960961'],
    ['with letters', '+1 202-555-CALL'],
    ['of sixteen digits', '+1234567890123456'],
    ['of six digits', '+123456'],
    ['in full-width digits', '＋４４１６３２９６０９６１'],
    ['with an extension', '+12025550143;ext=7'],
  ])('R-008 a number %s is refused', (_name, typed) => {
    expect(codesOf(phone, typed)).toEqual(['phone.invalid']);
  });
});

describe('website', () => {
  it.each(['http://acme.example', 'https://www.acme.example/über-uns', 'HTTPS://例子.测试/?a=b#c'])(
    'R-135 %s is taken as it is',
    (address) => {
      expect(valueIn(website, ` ${address} `)).toBe(address);
    },
  );

  it.each([
    'ftp://acme.example',
    'xhttps://acme.example',
    'javascript:alert(1)//https://acme.example',
    'acme.example',
    'https://',
    'https://localhost',
    'https://user:secret@acme.example',
    'https://user@acme.example',
    'https://:secret@acme.example',
    'https://acme.example/a b',
    'https://ac\nme.example',
    'https://acme.example/\u0000',
    'https://acme.example/\ud800',
  ])('R-135 %j is refused', (address) => {
    expect(codesOf(website, address)).toEqual(['website.invalid']);
  });
});

describe('files', () => {
  const licence = { fileId: 'file-1', name: 'licence.pdf', mediaType: 'application/pdf', bytes: 1 };
  const { files } = intl.realName;
  const most = 10 * 1024 * 1024;

  it.each([
    ['1 byte', 1, []],
    ['10 MB', most, []],
    ['10 MB and 1 byte', most + 1, ['file.tooLarge']],
  ])('R-025 of %s: %j', (_name, bytes, codes) => {
    expect(uploadIssues({ ...licence, bytes }, files, []).map(({ code }) => code)).toEqual(codes);
  });

  it('R-025 what is known of a file is kept as it is', () => {
    expect(valueIn(upload, licence)).toEqual(licence);
    expect(codesOf(upload, { ...licence, more: 1 })).toEqual(['key.unknown']);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1'])('R-025 a file of %s bytes is no file', (bytes) => {
    expect(codesOf(upload, { ...licence, bytes })).not.toEqual([]);
  });

  it.each(['image/jpeg', 'image/png', 'image/bmp', 'image/gif', 'application/pdf', 'IMAGE/PNG'])(
    'R-025 %s is accepted',
    (mediaType) => {
      expect(uploadIssues({ ...licence, mediaType }, files, [])).toEqual([]);
    },
  );

  it('R-025 another type is refused and the accepted ones are named, beside the size', () => {
    const found = uploadIssues({ ...licence, mediaType: 'image/svg+xml', bytes: most + 1 }, files, ['files', 0]);
    expect(found).toEqual([
      {
        code: 'file.typeNotAccepted',
        path: ['files', 0, 'mediaType'],
        params: { accepted: 'image/jpeg, image/png, image/bmp, image/gif, application/pdf' },
      },
      { code: 'file.tooLarge', path: ['files', 0, 'bytes'], params: { mostMegabytes: 10 } },
    ]);
  });
});

describe('lengths', () => {
  it.each([
    ['', ['text.tooShort']],
    ['a', ['text.tooShort']],
    ['ab', []],
    ['abc', []],
    ['abcd', ['text.tooLong']],
    ['𠮷𠮷𠮷', []],
    ['𠮷𠮷𠮷𠮷', ['text.tooLong']],
  ])('%j within 2 to 3 characters: %j', (value, codes) => {
    expect(lengthIssues(value, { least: 2, most: 3 }, []).map(({ code }) => code)).toEqual(codes);
  });

  it('are told, with the place they are asked of', () => {
    expect(lengthIssues('', { least: 2, most: 3 }, ['name'])).toEqual([
      { code: 'text.tooShort', path: ['name'], params: { least: 2 } },
    ]);
    expect(lengthIssues('abcd', { least: 2, most: 3 }, ['name'])).toEqual([
      { code: 'text.tooLong', path: ['name'], params: { most: 3 } },
    ]);
  });
});

describe('a company name', () => {
  it.each(['A', 'Ácme 3', '华为', 'ООО 1', '3M'])('R-026 %s is one', (name) => {
    expect(companyNameIssues(name, [])).toEqual([]);
  });

  it.each(['12345', '-_-', '１２３', '12 345', '!', '€ 7'])('R-026 C-034 %j, without a letter, is none', (name) => {
    expect(companyNameIssues(name, ['companyName'])).toEqual([
      { code: 'companyName.notAName', path: ['companyName'], params: {} },
    ]);
  });
});

describe('the unified social credit code', () => {
  const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const uscc = stdnum['CN']?.['uscc'];
  const theirs = (code: string) => uscc?.validate(code).isValid;

  it.each([
    '91110000600037341L',
    '914403001922038216',
    '91330100799655058B',
    '9144030071526726XG',
    '91350100M000100Y43',
  ])('R-037 %s is one, and stdnum says so too', (code) => {
    expect(isUnifiedSocialCreditCode(code)).toBe(true);
    expect(theirs(code)).toBe(true);
  });

  it('R-037 for every beginning of digits stdnum accepts the same check characters, save 0, which it never accepts', () => {
    const beginning = fc.stringMatching(/^[1-9]\d{7}[0-9A-HJ-NPQRTUWXY]{9}$/);
    fc.assert(
      fc.property(beginning, (front) => {
        const ours = [...characters].filter((last) => isUnifiedSocialCreditCode(front + last));
        expect(ours).toHaveLength(1);
        expect(ours.filter((last) => last !== '0')).toEqual([...characters].filter((last) => theirs(front + last)));
      }),
      { numRuns: 300 },
    );
  });

  it('R-037 one changed character makes it wrong', () => {
    const code = '91110000600037341L';
    for (let place = 2; place < code.length; place += 1)
      for (const other of characters)
        if (other !== code.charAt(place))
          expect(isUnifiedSocialCreditCode(code.slice(0, place) + other + code.slice(place + 1))).toBe(false);
  });

  it.each([
    ['the nine digits of an organisation code', '60003734-1'],
    ['17 characters', '91110000600037341'],
    ['19 characters', '91110000600037341L0'],
    ['a letter that is not used', '91110000600037341I'],
    ['lower case', '91110000600037341l'],
    ['an authority that does not exist', '01110000600037341L'],
    ['nothing', ''],
  ])('R-037 C-052 %s is not one', (_name, code) => {
    expect(isUnifiedSocialCreditCode(code)).toBe(false);
  });
});

describe('field classes', () => {
  it('telephone, e-mail and what is marked personal are personal, a secret is secret, the rest is public', () => {
    expect(fieldClasses.get(email)).toEqual({ class: 'personal' });
    expect(fieldClasses.get(phone)).toEqual({ class: 'personal' });
    expect(fieldClasses.get(personal(text(8)))).toEqual({ class: 'personal' });
    expect(fieldClasses.get(secret(8))).toEqual({ class: 'secret' });
    expect(fieldClasses.get(country)).toBeUndefined();
  });

  it('marking a use of a schema as personal leaves its other uses public', () => {
    const marked = personal(identifier);
    expect(fieldClasses.get(marked)).toEqual({ class: 'personal' });
    expect(fieldClasses.get(identifier)).toBeUndefined();
    expect(codesOf(marked, ' ')).toEqual(['value.missing']);
  });

  it('a secret is taken as it is, spaces included', () => {
    expect(valueIn(secret(8), ' a b ')).toBe(' a b ');
    expect(codesOf(secret(8), '')).toEqual(['text.tooShort']);
    expect(codesOf(secret(8), '123456789')).toEqual(['text.tooLong']);
  });
});
