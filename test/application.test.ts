import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptanceIssues,
  applicationSchema,
  type Business,
  businessIssues,
  contactIssues,
  draftInputSchema,
  filingIssues,
  newApplication,
  unchangedIssues,
  validateAcceptance,
  validateBusiness,
  validateContact,
  validateFiling,
} from '../src/application.js';
import { upload } from '../src/fields.js';
import { type Checked, type Issue, validator } from '../src/issue.js';
import { createPolicy } from '../src/policy.js';
import {
  acceptance,
  business,
  cn,
  cnBusiness,
  contact,
  filing,
  intl,
  submittedApplication,
  unifiedCode,
} from './support/answers.js';

const codes = (issues: readonly Issue[]) => issues.map(({ code }) => code);
const places = (issues: readonly Issue[]) => issues.map(({ code, path }) => `${path.join('.')} ${code}`);
const found = (checked: Checked<unknown>) => (checked.ok ? [] : places(checked.issues));
const saved = <T>(checked: Checked<T>): T => {
  if (!checked.ok) throw new Error(`refused: ${places(checked.issues).join()}`);
  return checked.value;
};

const validateIntl = validateBusiness(intl);
const withName = (companyName: string): Business => ({ ...business, companyName });

describe('company name', () => {
  it.each([
    'Acme',
    'Société Générale (Côte d’Ivoire) S.A.',
    '华为云计算技术有限公司',
    'الشركة العربية',
    'ООО «Облако»',
    'คลาวด์',
    'क्लाउड',
    '3M',
    '1&1 Ionos',
  ])('R-036 %s is a company name', (companyName) => {
    expect(saved(validateIntl(withName(companyName))).companyName).toBe(companyName.normalize('NFC'));
  });

  it.each(['12345', '١٢٣٤٥', '!!!', '—', '( )', '12-34', '€$'])('R-026 %j is no company name', (companyName) => {
    expect(found(validateIntl(withName(companyName)))).toEqual(['companyName companyName.notAName']);
  });

  it('R-026 a name of nothing but spaces is missing', () => {
    expect(found(validateIntl(withName(' \t\u3000 ')))).toEqual(['companyName value.missing']);
  });

  it('R-026 R-036 a name needs one letter of any script, and that is enough', () => {
    const letter = fc.constantFrom(...'aZéß漢字عбกक');
    const noLetter = fc.string({ unit: fc.constantFrom(...'0123456789!?.-&()#') });
    fc.assert(
      fc.property(noLetter, letter, noLetter, (before, one, after) => {
        expect(codes(businessIssues(withName(before + one + after), intl))).not.toContain('companyName.notAName');
        expect(codes(businessIssues(withName(before + after), intl))).toContain('companyName.notAName');
      }),
    );
  });

  it('R-036 is trimmed and brought to normal form C, so that equal names are equal text', () => {
    expect(saved(validateIntl(withName('  A\u0301cme\u00a0'))).companyName).toBe('\u00c1cme');
  });

  it.each([
    [0, 'value.missing'],
    [1, null],
    [256, null],
    [257, 'text.tooLong'],
  ])('a name of %i characters, counted as people count: %s', (length, code) => {
    const name = '𠮷'.repeat(length);
    expect(found(validateIntl(withName(name)))).toEqual(code === null ? [] : [`companyName ${code}`]);
  });
});

describe('registration number', () => {
  const withNumber = (registrationNumber: string): Business => ({ ...cnBusiness, registrationNumber });

  it.each(['HRB 4711', '12-3456789', '٤٧١١', 'КПП 770', 'B'])('R-033 on intl %s is a registration number', (number) => {
    expect(found(validateIntl({ ...business, registrationNumber: number }))).toEqual([]);
  });

  it.each(['---', '#', '…'])('on intl %j is no registration number', (registrationNumber) => {
    expect(found(validateIntl({ ...business, registrationNumber }))).toEqual([
      'registrationNumber registrationNumber.invalid',
    ]);
  });

  it('its length is policy: 80 characters by default, not 81', () => {
    expect(found(validateIntl({ ...business, registrationNumber: '1'.repeat(80) }))).toEqual([]);
    expect(found(validateIntl({ ...business, registrationNumber: '1'.repeat(81) }))).toEqual([
      'registrationNumber text.tooLong',
    ]);
  });

  it('R-037 on cn the unified social credit code is taken, in any case of letters', () => {
    expect(businessIssues(withNumber(unifiedCode), cn)).toEqual([]);
    for (const written of [unifiedCode.toLowerCase(), `９${unifiedCode.slice(1)}`, '9135 0100-M000 100Y 43'])
      expect(businessIssues(withNumber(written), cn)).toEqual([]);
  });

  it.each([
    ['an organisation code', 'M000100Y-4'],
    ['an old licence number', '350100100123456'],
    ['one character short', unifiedCode.slice(0, 17)],
    ['one character long', `${unifiedCode}3`],
    ['the letter I', unifiedCode.replace('M', 'I')],
  ])('R-037 C-052 on cn %s is no unified code', (_what, number) => {
    expect(codes(businessIssues(withNumber(number), cn))).toEqual(['registrationNumber.notUnifiedCode']);
  });

  it('R-037 any one wrong character is noticed by the check character', () => {
    const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...characters), (place, character) => {
        fc.pre(unifiedCode.charAt(place) !== character);
        const wrong = unifiedCode.slice(0, place) + character + unifiedCode.slice(place + 1);
        expect(codes(businessIssues(withNumber(wrong), cn))).toEqual(['registrationNumber.notUnifiedCode']);
      }),
    );
  });
});

describe('business information', () => {
  it('names every field that is wrong at once', () => {
    expect(
      found(validateIntl({ companyName: 7, country: 'XX', registrationNumber: '', website: 'ftp://x', colour: 'red' })),
    ).toEqual([
      'companyName value.wrongType',
      'country country.unknown',
      'registrationNumber value.missing',
      'website website.invalid',
      ' key.unknown',
    ]);
  });

  it.each([
    ['https://acme.example', true],
    ['HTTP://acme.example/join?a=b', true],
    ['ftp://acme.example', false],
    ['acme.example', false],
    ['https://localhost', false],
    ['https://user:pass@acme.example', false],
    ['javascript:alert(1)', false],
  ])('a website %s: %s', (website, accepted) => {
    expect(found(validateIntl({ ...business, website }))).toEqual(accepted ? [] : ['website website.invalid']);
  });

  it('a field becomes required by policy', () => {
    const strict = createPolicy({ site: 'intl', business: { required: ['website', 'address'] } });
    expect(places(businessIssues(business, strict))).toEqual(['website value.missing', 'address value.missing']);
    expect(businessIssues({ ...business, website: 'https://acme.example', address: 'Weg 1' }, strict)).toEqual([]);
  });

  it.each([
    ['application/pdf', 10 * 1024 * 1024, []],
    ['IMAGE/PNG', 1, []],
    ['application/pdf', 10 * 1024 * 1024 + 1, ['credentialFile.bytes file.tooLarge']],
    ['text/html', 1, ['credentialFile.mediaType file.typeNotAccepted']],
  ])('a credential file of type %s with %i bytes: %j', (mediaType, bytes, expected) => {
    const credentialFile = upload.parse({ fileId: 'f', name: 'licence', mediaType, bytes });
    expect(places(businessIssues({ ...business, credentialFile }, intl))).toEqual(expected);
  });
});

describe('contact information', () => {
  it('is taken in any script, with the phone number in E.164', () => {
    const typed = { name: ' 张伟 ', jobTitle: 'مدير', email: ' Zoe@Acme.Example ', phone: '0086 (10) 1234-5678' };
    expect(saved(validateContact(intl)(typed))).toEqual({
      name: '张伟',
      jobTitle: 'مدير',
      email: 'Zoe@Acme.Example',
      phone: '+861012345678',
    });
  });

  it.each(['030 123456', '+49', '+0123456789', '+49 30 123 456 789 012 34', 'call me'])(
    '%j is no international phone number',
    (phone) => expect(found(validateContact(intl)({ ...contact, phone }))).toEqual(['phone phone.invalid']),
  );

  it.each(['zoe', 'zoe@', '@acme.example', 'z oe@acme.example', 'a@b@c.de'])('%j is no e-mail address', (email) =>
    expect(found(validateContact(intl)({ ...contact, email }))).toEqual(['email email.invalid']),
  );

  it('an e-mail address is as long as policy allows: 64 by default, not 65', () => {
    const address = (length: number) => `${'z'.repeat(length - 13)}@acme.example`;
    expect(found(validateContact(intl)({ ...contact, email: address(64) }))).toEqual([]);
    expect(found(validateContact(intl)({ ...contact, email: address(65) }))).toEqual(['email text.tooLong']);
  });

  it('a job title becomes required by policy', () => {
    const strict = createPolicy({ site: 'intl', contact: { jobTitleRequired: true } });
    expect(places(contactIssues(contact, strict))).toEqual(['jobTitle value.missing']);
    expect(contactIssues({ ...contact, jobTitle: 'CEO' }, strict)).toEqual([]);
  });
});

describe('sensitive relationship filing', () => {
  const questions = intl.sensitiveRelationship.items.map(({ id }) => id);

  it('R-040 C-046 an answer "yes" without details is refused, each by its place', () => {
    const answers = filing().answers.map((answer, place) => ({ ...answer, value: place !== 1 }));
    expect(places(filingIssues({ ...filing(), answers }, intl))).toEqual([
      'answers.0.details sensitiveRelationship.detailsRequired',
      'answers.2.details sensitiveRelationship.detailsRequired',
      'answers.3.details sensitiveRelationship.detailsRequired',
    ]);
    expect(filingIssues(filing(intl, true), intl)).toEqual([]);
  });

  it('R-040 details of nothing but spaces are no details', () => {
    const answers = filing(intl, true).answers.map((answer) => ({ ...answer, details: '  ' }));
    expect(found(validateFiling(intl)({ ...filing(), answers }))).toHaveLength(questions.length);
  });

  it('R-040 a filing is complete exactly when each question is answered once, with details where they are needed', () => {
    const answer = fc.record(
      {
        question: fc.constantFrom(...questions, 'weather'),
        value: fc.boolean(),
        details: fc.constant('a cousin'),
      },
      { requiredKeys: ['question', 'value'] },
    );
    const near = fc
      .tuple(fc.shuffledSubarray([...questions], { minLength: 3 }), fc.boolean())
      .map(([asked, value]) => asked.map((question) => ({ question, value, details: 'a cousin' })));
    let complete = 0;
    fc.assert(
      fc.property(fc.oneof(near, fc.array(answer, { maxLength: 5 })), (answers) => {
        const expected =
          answers.length === questions.length &&
          questions.every((id) => answers.filter(({ question }) => question === id).length === 1) &&
          answers.every(({ value, details }) => !value || details !== undefined);
        expect(filingIssues({ ...filing(), answers }, intl).length === 0).toBe(expected);
        if (expected) complete += 1;
      }),
      { numRuns: 400, seed: 40 },
    );
    expect(complete).toBeGreaterThan(20);
  });

  it('the questionnaire is data: another version, other questions, details where `no` is the answer to explain', () => {
    const policy = createPolicy({
      site: 'intl',
      sensitiveRelationship: {
        version: '7',
        items: [{ id: 'clean', kind: 'boolean', detailsRequiredWhen: false, text: 'Are you clean?' }],
      },
    });
    const answers = [{ question: 'clean', value: false }];
    expect(codes(filingIssues(filing(), policy))).toEqual(['sensitiveRelationship.versionStale']);
    expect(codes(filingIssues({ questionnaireVersion: '7', answers }, policy))).toEqual([
      'sensitiveRelationship.detailsRequired',
    ]);
    expect(filingIssues({ questionnaireVersion: '7', answers: [{ question: 'clean', value: true }] }, policy)).toEqual(
      [],
    );
  });
});

describe('acceptance of the agreement', () => {
  it.each([
    [{}, []],
    [{ version: '2025-01' }, ['version agreement.versionStale']],
    [{ authorityConfirmed: false }, ['authorityConfirmed agreement.authorityNotConfirmed']],
    [
      { version: '2025-01', authorityConfirmed: false },
      ['version agreement.versionStale', 'authorityConfirmed agreement.authorityNotConfirmed'],
    ],
    [{ agreementId: 'another' }, ['agreementId value.notOffered']],
  ])('R-041 R-042 with %j: %j', (over, expected) => {
    expect(places(acceptanceIssues({ ...acceptance(), ...over }, intl))).toEqual(expected);
  });
});

describe('a rejected application', () => {
  const application = newApplication({ business, contact, filing: filing() });
  const rejected = { business, contact, filing: filing() };

  it('R-053 counts as changed when any answer differs', () => {
    expect(codes(unchangedIssues({ ...application, rejected }))).toEqual(['review.unchanged']);
    for (const changed of [
      { business: { ...business, companyName: 'Acme Cloud AG' } },
      { contact: { ...contact, name: 'Zoë Maier' } },
      { filing: filing(intl, true) },
    ])
      expect(unchangedIssues({ ...application, ...changed, rejected })).toEqual([]);
  });

  it('R-053 is not compared where policy does not ask for it', () => {
    expect(unchangedIssues(application)).toEqual([]);
  });
});

describe('the validators of the answers', () => {
  const all = [
    ['business', validateBusiness(intl), business],
    ['contact', validateContact(intl), { ...contact, jobTitle: 'CEO' }],
    ['filing', validateFiling(intl), filing(intl, true)],
    ['acceptance', validateAcceptance(intl), acceptance()],
  ] as const;

  it.each(all)(
    '%s: any value gets an answer, and a value in normal form is its own normal form',
    (_name, validate, right) => {
      const anything = fc.anything({
        withNullPrototype: true,
        withBigInt: true,
        withDate: true,
        withSparseArray: true,
      });
      const keys = Object.keys(right);
      const nearly = fc
        .tuple(fc.constantFrom(...keys), fc.oneof(fc.string({ unit: 'binary' }), anything))
        .map(([key, value]) => ({ ...right, [key]: value }));
      fc.assert(
        fc.property(fc.oneof(anything, nearly, fc.constant(right)), (value) => {
          const checked = validate(value);
          if (checked.ok) expect(validate(checked.value)).toEqual(checked);
          else expect(checked.issues.length).toBeGreaterThan(0);
        }),
        { numRuns: 300 },
      );
      expect(validate(right)).toEqual({ ok: true, value: right });
    },
  );

  it.each(all)('%s: speaks Standard Schema with the same answer', (_name, validate, right) => {
    const schema = validate['~standard'];
    expect(schema).toMatchObject({ version: 1, vendor: 'hcpn-registration' });
    expect(schema.validate(right)).toEqual({ value: right });
    const refused = validate({});
    const said = schema.validate({});
    expect('issues' in said && said.issues.map(({ message, path }) => `${path.join('.')} ${message}`)).toEqual(
      found(refused),
    );
  });

  it.each(all)('%s: refuses extra keys, also `__proto__`', (_name, validate, right) => {
    const hostile: unknown = JSON.parse(`{"__proto__":{"admin":true},${JSON.stringify(right).slice(1)}`);
    expect(found(validate(hostile))).toEqual([' key.unknown']);
    expect(found(validate({ ...right, extra: 1 }))).toEqual([' key.unknown']);
  });
});

describe('what is remembered of an application', () => {
  const known = submittedApplication(intl, {
    lookAgain: ['agreement'],
    drafts: { contact: { name: 'Zo', subscribed: true } },
    company: {
      country: 'DE',
      registrationNumber: 'HRB 4711',
      partner: { partnerId: 'P-1', companyName: 'Acme Partner' },
    },
    rejected: { business: null, contact: null, filing: null },
  });

  it('is kept as it is, filled in or untouched', () => {
    for (const application of [known, newApplication()])
      expect(applicationSchema.parse(application)).toEqual(application);
  });

  it.each<[string, object]>([
    ['an acceptance without when and by whom', { acceptance: acceptance() }],
    ['a company without its number', { company: { country: 'DE', partner: null } }],
    ['a partner without its name', { company: { ...known.company, partner: { partnerId: 'P-1' } } }],
    ['a rejection without its answers', { rejected: {} }],
    ['a draft of numbers', { drafts: { contact: { name: 7 } } }],
    ['a draft of a step there is not', { drafts: { tea: {} } }],
    ['a step there is not', { trail: ['tea'] }],
    ['something else', { weather: 'fine' }],
  ])('is not %s', (_name, over) => {
    expect(applicationSchema.safeParse({ ...known, ...over }).success).toBe(false);
  });

  const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, place) => [`f${place}`, '']));
  it('of a step that is not finished at most 64 fields of some length, none of them a secret', () => {
    const long = { ['k'.repeat(64)]: 'v'.repeat(8192) };
    for (const draft of [{}, { name: 'Zo', subscribed: false }, long, fields(64)])
      expect(draftInputSchema.parse(draft)).toEqual(draft);
    const wrong = [{ ['k'.repeat(65)]: '' }, { name: 'v'.repeat(8193) }, { name: 7 }, fields(65), { password: 'x' }];
    for (const draft of wrong) expect(draftInputSchema.safeParse(draft).success).toBe(false);
    expect(validator(draftInputSchema)(fields(65))).toEqual({
      ok: false,
      issues: [{ code: 'value.wrongType', path: [], params: { expected: 'at most 64 fields, none of them a secret' } }],
    });
  });

  it('R-053 is unchanged only beside what was rejected', () => {
    const { business: company, contact: person, filing: filed } = known;
    const rejected = { business: company, contact: person, filing: filed };
    expect(unchangedIssues({ ...known, rejected }).map(({ code }) => code)).toEqual(['review.unchanged']);
    expect(unchangedIssues(known)).toEqual([]);
    expect(unchangedIssues({ ...known, rejected: null })).toEqual([]);
  });
});
