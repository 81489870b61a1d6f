import type { RealNameApplication } from '../account.js';
import { plainCopy } from '../copy.js';
import { isUnifiedSocialCreditCode } from '../fields.js';
import type { IssueCode, IssuePath } from '../issue.js';
import type { Policy } from '../policy.js';
import { fixtures } from './fixtures.js';

/** The forms of the road, each with its valid answer in `fixtures`; a code is as many digits as the policy says. */
export const forms = [
  'country',
  'email',
  'verificationCode',
  'password',
  'phone',
  'agreements',
  'information',
  'realName',
  'business',
  'contact',
  'filing',
  'acceptance',
  'company',
  'address',
  'statement',
] as const;

/** A form of the road. */
export type Form = (typeof forms)[number];

/** A wrong answer to a form: the valid one with one thing changed. */
export interface InvalidFixture {
  /** What is wrong with it, as a claim. */
  readonly name: string;
  readonly value: unknown;
  /** The issues that are found with it, and no other. */
  readonly codes: readonly IssueCode[];
  /** Where in the value they are found. */
  readonly path: IssuePath;
}

/** Wrong answers to every form of the road. */
export type InvalidFixtures = { readonly [F in Form]: readonly InvalidFixture[] };

/** Wrong answers to every form under a policy, each with what is found with it; a fresh copy each time. Throws `argument.invalid`. */
export function invalidFixtures(policy: Policy): InvalidFixtures {
  const valid = fixtures(policy);
  return {
    country: changed(valid.country, [...notText('the country'), ...countryRows('the country', [])]),
    email: changed(valid.email, [...notText('the address'), ...emailRows(valid.email, policy, [])]),
    verificationCode: verificationCodes(policy),
    password: passwords(policy),
    phone: changed(valid.phone, [...notText('the number'), ...phoneRows(valid.phone, [])]),
    agreements: agreements(policy),
    information: information(policy),
    realName: [...companyRealName(policy), ...personRealName(policy)],
    business: business(policy),
    contact: contact(policy),
    filing: filing(policy),
    acceptance: acceptance(policy),
    company: changed(valid.company, [
      // To leave it out is no mistake where the company is known.
      ...notAForm('the company').filter(([, , to]) => to !== undefined),
      ...textRows('the partner id', ['partnerId'], 128),
      ...textRows('the name', ['companyName'], 2048),
    ]),
    address: changed(valid.address, [
      ...notAForm('the address'),
      ['how to find the person is left out', ['by'], undefined, ['value.missing']],
      ['the person cannot be found in that way', ['by'], 'fax', ['value.wrongType']],
      ['an e-mail address is given for a phone number', ['by'], 'phone', ['phone.invalid'], ['value']],
      ...emailShapes(['value']),
    ]),
    statement: statement(policy),
  };
}

/** A valid application of a person, of whom `fixtures` knows none. */
export function personOf(policy: Policy): Extract<RealNameApplication, { kind: 'individual' }> {
  const [file] = fixtures(policy).realName.files;
  const files = Array.from({ length: policy.realName.leastFiles.individual }, (_, place) => ({
    fileId: `identity-${place + 1}`,
    name: 'identity.jpg',
    mediaType: file?.mediaType ?? policy.realName.files.mediaTypes[0] ?? '',
    bytes: 20_000,
  }));
  return { kind: 'individual', name: 'Ada Lantern', birthDate: '1980-12-10', files };
}

/** What is changed: the claim, where, to what (nothing takes it out), what is found, and where if elsewhere. */
type Row = readonly [name: string, at: IssuePath, to: unknown, codes: readonly IssueCode[], path?: IssuePath];

function changed(valid: unknown, rows: readonly Row[]): InvalidFixture[] {
  return rows.map(([name, at, to, codes, path = at]) => ({ name, value: put(valid, at, to), codes, path }));
}

function put(value: unknown, [key, ...rest]: IssuePath, to: unknown): unknown {
  if (key === undefined) return plainCopy(to);
  const copy: Record<string | number, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...Object(value) };
  const inner = put(Reflect.get(copy, key), rest, to);
  if (inner === undefined) Reflect.deleteProperty(copy, key);
  else Reflect.set(copy, key, inner);
  return plainCopy(copy);
}

function notText(what: string, at: IssuePath = []): Row[] {
  return [
    [`${what} is left out`, at, undefined, ['value.missing']],
    [`${what} is a number instead of text`, at, 7, ['value.wrongType']],
  ];
}

function textRows(what: string, at: IssuePath, most: number): Row[] {
  return [
    ...notText(what, at),
    [`${what} is nothing but spaces`, at, '   ', ['value.missing']],
    [`${what} has an unreadable character`, at, 'Lantern\u0000', ['text.unreadable']],
    [`${what} is longer than a database would take`, at, 'a'.repeat(most + 1), ['text.tooLong']],
  ];
}

function notAForm(what: string): Row[] {
  return [
    [`${what} is left out`, [], undefined, ['value.missing']],
    [`${what} is text instead of a form`, [], 'Lantern', ['value.wrongType']],
    [`${what} has a field nobody asked for`, ['colour'], 'red', ['key.unknown'], []],
  ];
}

function countryRows(what: string, at: IssuePath): Row[] {
  return [
    [`${what} is not of this world`, at, 'ZZ', ['country.unknown']],
    [`${what} is a name instead of a code`, at, 'Ireland', ['country.unknown']],
  ];
}

function emailShapes(at: IssuePath): Row[] {
  return [
    ['the e-mail address has no @', at, 'ada.lantern.example', ['email.invalid']],
    ['the e-mail address has no domain behind the @', at, 'ada@lantern', ['email.invalid']],
    ['the e-mail address has a space', at, 'ada lantern@lantern.example', ['email.invalid']],
    ['the e-mail address has two dots in a row', at, 'ada@lantern..example', ['email.invalid']],
  ];
}

function emailRows(valid: string, policy: Policy, at: IssuePath): Row[] {
  const most = policy.account.emailMost;
  const longer = valid.replace('@', `@${'x.'.repeat(Math.ceil((most + 1 - valid.length) / 2))}`);
  const isEmail = most <= 256;
  return [
    ...emailShapes(at),
    ...(isEmail ? [[`the e-mail address is longer than ${most}`, at, longer, ['text.tooLong']] satisfies Row] : []),
  ];
}

function phoneRows(valid: string, at: IssuePath): Row[] {
  return [
    ['the phone number has no country code', at, valid.slice(1), ['phone.invalid']],
    ['the phone number is too short', at, valid.slice(0, 5), ['phone.invalid']],
    ['the phone number is too long', at, `${valid}00000000`, ['phone.invalid']],
    ['the phone number has a letter', at, `${valid}a`, ['phone.invalid']],
  ];
}

function fileRows(
  what: string,
  at: IssuePath,
  { mediaTypes, mostMegabytes }: Policy['business']['credentialFiles'],
): Row[] {
  const pdf = 'application/pdf';
  return [
    [`${what} is a program`, [...at, 'mediaType'], 'application/x-msdownload', ['file.typeNotAccepted']],
    ...(mediaTypes.includes(pdf)
      ? []
      : [
          [
            `${what} is a PDF where pictures are asked for`,
            [...at, 'mediaType'],
            pdf,
            ['file.typeNotAccepted'],
          ] satisfies Row,
        ]),
    [
      `${what} is larger than ${mostMegabytes} MB`,
      [...at, 'bytes'],
      mostMegabytes * 1024 * 1024 + 1,
      ['file.tooLarge'],
    ],
    [`${what} is empty`, [...at, 'bytes'], 0, ['value.tooFew']],
    [`${what} has no name`, [...at, 'name'], undefined, ['value.missing']],
  ];
}

function verificationCodes({ verificationCode: { digits } }: Policy): InvalidFixture[] {
  const valid = '123456789012'.slice(0, digits);
  return changed(valid, [
    ...notText('the code'),
    ['the code is not entered', [], '', ['text.tooShort']],
    ['the code is a digit short', [], valid.slice(1), ['code.format']],
    ['the code has a digit too many', [], `${valid}0`, ['code.format']],
    ['the code has the letter O for a zero', [], `O${valid.slice(1)}`, ['code.format']],
    ['the code is far too long', [], valid.repeat(64), ['text.tooLong']],
  ]);
}

function passwords(policy: Policy): InvalidFixture[] {
  const { email, password } = fixtures(policy);
  const { least, most } = policy.account.passwordRules === 'portal' ? policy.portalPassword : policy.apiPassword;
  const ofLength = (length: number) => `a7${password.repeat(Math.ceil(length / password.length))}`.slice(0, length);
  const rows: Row[] = [
    ...notText('the password'),
    ['the password is not entered', [], '', ['text.tooShort']],
    ['the password is far too long', [], ofLength(257), ['text.tooLong']],
  ];
  if (least > 2)
    rows.push([`the password has less than ${least} characters`, [], ofLength(least - 1), ['password.tooShort']]);
  if (most < 256)
    rows.push([`the password has more than ${most} characters`, [], ofLength(most + 1), ['password.tooLong']]);
  if (policy.account.passwordRules === 'portal')
    return changed(password, [
      ...rows,
      ['the password has no letter', [], password.replace(/[A-Za-z]/g, '1'), ['password.noLetter']],
      ['the password has no digit', [], password.replace(/\d/g, 'x'), ['password.noDigit']],
      ['the password has a space', [], password.replace('7', '7 '), ['password.hasSpace']],
    ]);
  const { leastKinds } = policy.apiPassword;
  if (leastKinds > 1)
    rows.push([
      'the password is all small letters',
      [],
      'correctx'.repeat(least).slice(0, least),
      ['password.tooFewKinds'],
    ]);
  if (email.length + 2 <= most && leastKinds <= 3)
    rows.push(['the password has the e-mail address in it', [], `A7${email}`, ['password.containsContact']]);
  return changed(password, rows);
}

function agreements(policy: Policy): InvalidFixture[] {
  const valid = fixtures(policy).agreements;
  const [first] = valid;
  const rows: Row[] = [
    ['the list is left out', [], undefined, ['value.missing']],
    ['the list is text', [], 'all of them', ['value.wrongType']],
    [
      'there are more than 20 of them',
      [],
      Array.from({ length: 21 }, () => ({ id: 'a', version: '1' })),
      ['value.tooMany'],
    ],
  ];
  if (first !== undefined)
    rows.push(
      ['the first agreement is not accepted', [], valid.slice(1), ['account.agreementNotAccepted']],
      [
        'the first agreement is accepted in an older version',
        [0, 'version'],
        `${first.version}-older`,
        ['account.agreementVersionStale'],
        [],
      ],
      ['an agreement is accepted in no version', [0, 'version'], undefined, ['value.missing']],
      ['an agreement has a field nobody asked for', [0, 'colour'], 'red', ['key.unknown'], [0]],
    );
  return changed(valid, rows);
}

function information(policy: Policy): InvalidFixture[] {
  const valid = fixtures(policy).information;
  const { most, reservedPrefixes } = policy.accountName;
  const [prefix] = reservedPrefixes;
  const at = ['accountName'];
  return changed(valid, [
    ...notAForm('the information'),
    ['the account is of no known type', ['accountType'], 'family', ['value.notOffered']],
    ['the type of account is left out', ['accountType'], undefined, ['value.notOffered']],
    ...textRows('the name', ['name'], 256),
    ...phoneRows(valid.mobileNumber, ['mobileNumber']),
    ['whether a payment method was added is said in words', ['paymentMethodAdded'], 'yes', ['value.wrongType']],
    [`the account name is longer than ${most}`, at, 'a'.repeat(most + 1), ['text.tooLong']],
    ['the account name is Chinese', at, '灯笼', ['accountName.characters']],
    ['the account name is nothing but digits', at, '2026', ['accountName.onlyDigits']],
    ...(prefix === undefined
      ? []
      : [[`the account name begins with ${prefix}`, at, `${prefix}ada`, ['accountName.reservedPrefix']] satisfies Row]),
  ]);
}

function companyRealName(policy: Policy): InvalidFixture[] {
  const valid = fixtures(policy).realName;
  const [file] = valid.files;
  return changed(valid, [
    ...notAForm('the application'),
    ['who is authenticated is left out', ['kind'], undefined, ['value.missing']],
    ['neither an enterprise nor an individual is authenticated', ['kind'], 'family', ['value.wrongType']],
    ['the certificate is of no known type', ['certificateType'], 'librarycard', ['value.notOffered']],
    ...textRows('the name of the company', ['companyName'], 512),
    ['the name of the company is a number', ['companyName'], '12345', ['companyName.notAName']],
    ...countryRows('the country', ['country']),
    ...textRows('the registration number', ['registrationNumber'], 256),
    ...numberRows('registrationNumber' in valid ? valid.registrationNumber : '', policy),
    ...shortNameRows(policy),
    ...documents('enterprise', file, policy),
  ]);
}

function personRealName(policy: Policy): InvalidFixture[] {
  const valid = personOf(policy);
  const [file] = valid.files;
  return changed(valid, [
    ...textRows('the name of the person', ['name'], 256),
    ['the person is not born yet', ['birthDate'], '9999-12-31', ['realName.tooYoung']],
    ['the day of birth is not in the calendar', ['birthDate'], '1980-02-30', ['time.invalid']],
    ['the day of birth is left out', ['birthDate'], undefined, ['value.missing']],
    ...documents('individual', file, policy).map(([name, ...rest]): Row => [`${name}, of a person`, ...rest]),
  ]);
}

function documents(kind: RealNameApplication['kind'], file: unknown, { realName }: Policy): Row[] {
  return [
    ['there are more than ten documents', ['files'], Array.from({ length: 11 }, () => file ?? {}), ['value.tooMany']],
    ...(realName.leastFiles[kind] === 0
      ? []
      : [['the documents are missing', ['files'], [], ['realName.filesMissing']] satisfies Row]),
    ...(file === undefined ? [] : fileRows('a document', ['files', 0], realName.files)),
  ];
}

function business(policy: Policy): InvalidFixture[] {
  const valid = fixtures(policy).business;
  const { companyName, registrationNumber, required, registrationNumberFormat, credentialFiles } = policy.business;
  const name = ['companyName'];
  const number = ['registrationNumber'];
  const isCode = registrationNumberFormat === 'unifiedSocialCreditCode';
  const rows: Row[] = [
    ...notAForm('the business information'),
    ...textRows('the company name', name, 2048),
    ['the company name is a number', name, '12345', ['companyName.notAName']],
    [`the company name is longer than ${companyName.most}`, name, 'a'.repeat(companyName.most + 1), ['text.tooLong']],
    ['the country is left out', ['country'], undefined, ['value.missing']],
    ...countryRows('the country', ['country']),
    ...notText('the registration number', number),
    ['the registration number is nothing but spaces', number, '   ', ['value.missing']],
    [
      `the registration number is longer than ${registrationNumber.most}`,
      number,
      '9'.repeat(registrationNumber.most + 1),
      registrationNumber.most >= 512 || !isCode
        ? ['text.tooLong']
        : ['text.tooLong', 'registrationNumber.notUnifiedCode'],
    ],
    ...fileRows('the credential', ['credentialFile'], credentialFiles),
    ['the address has an unreadable character', ['address'], '1 Lantern\u0000Street', ['text.unreadable']],
    ['the website has no http in front', ['website'], 'lantern.example', ['website.invalid']],
    ['the website is a file server', ['website'], 'ftp://lantern.example', ['website.invalid']],
    ['the website has a password in it', ['website'], 'https://ada:secret@lantern.example', ['website.invalid']],
    ['the industry is empty', ['industry'], '', ['value.missing']],
    ...required.map(
      (field): Row => [`the ${field} is left out, which this policy asks for`, [field], undefined, ['value.missing']],
    ),
  ];
  rows.push(...shortNameRows(policy), ...numberRows(valid.registrationNumber, policy));
  return changed(valid, rows);
}

/** A number that names no company, by the form that is asked for. */
function numberRows(valid: string, { business }: Policy): Row[] {
  const at = ['registrationNumber'];
  if (business.registrationNumberFormat === 'unifiedSocialCreditCode') return wrongCodes(valid, at);
  return [['the registration number has neither letter nor digit', at, '---', ['registrationNumber.invalid']]];
}

/** The name of a company that is too short, where a policy asks for more than one character. */
function shortNameRows({ business: { companyName } }: Policy): Row[] {
  if (companyName.least <= 1) return [];
  const what = `the name of the company is shorter than ${companyName.least}`;
  return [[what, ['companyName'], 'a'.repeat(companyName.least - 1), ['text.tooShort']]];
}

function wrongCodes(valid: string, at: IssuePath): Row[] {
  const typo = [...'0123456789']
    .map((digit) => `${valid.slice(0, 17)}${digit}`)
    .find((code) => !isUnifiedSocialCreditCode(code));
  return [
    ['the unified social credit code has a wrong check digit', at, typo, ['registrationNumber.notUnifiedCode']],
    [
      'the unified social credit code is a character short',
      at,
      valid.slice(0, 17),
      ['registrationNumber.notUnifiedCode'],
    ],
    [
      'the unified social credit code has the letter I for a 1',
      at,
      valid.replace('1', 'I'),
      ['registrationNumber.notUnifiedCode'],
    ],
    [
      'a foreign number is given for the unified social credit code',
      at,
      'IE-603211',
      ['registrationNumber.notUnifiedCode'],
    ],
  ];
}

function contact(policy: Policy): InvalidFixture[] {
  const valid = fixtures(policy).contact;
  return changed(valid, [
    ...notAForm('the contact'),
    ...textRows('the name', ['name'], 256),
    ...notText('the e-mail address', ['email']),
    ...emailRows(valid.email, policy, ['email']),
    ...notText('the phone number', ['phone']),
    ...phoneRows(valid.phone, ['phone']),
    ['the job title is longer than a database would take', ['jobTitle'], 'a'.repeat(257), ['text.tooLong']],
    ...(policy.contact.jobTitleRequired
      ? [
          [
            'the job title is left out, which this policy asks for',
            ['jobTitle'],
            undefined,
            ['value.missing'],
          ] satisfies Row,
        ]
      : []),
  ]);
}

function filing(policy: Policy): InvalidFixture[] {
  const valid = fixtures(policy).filing;
  const { version, items } = policy.sensitiveRelationship;
  const { answers } = valid;
  const end = answers.length;
  const explained = items.findIndex(({ detailsRequiredWhen }) => detailsRequiredWhen !== null);
  const needs = items[explained]?.detailsRequiredWhen;
  const rows: Row[] = [
    ...notAForm('the questionnaire'),
    [
      'an older questionnaire is answered',
      ['questionnaireVersion'],
      `${version}-older`,
      ['sensitiveRelationship.versionStale'],
    ],
    ['the answers are left out', ['answers'], undefined, ['value.missing']],
    ['the last question is not answered', ['answers'], answers.slice(0, -1), ['sensitiveRelationship.unanswered']],
    [
      'a question is answered that was not asked',
      ['answers', end],
      { question: 'shoe-size', value: false },
      ['sensitiveRelationship.unknownQuestion'],
    ],
    ['a question is answered twice', ['answers', end], answers[0], ['sensitiveRelationship.unknownQuestion']],
    ['a question is answered in words', ['answers', 0, 'value'], 'no', ['value.wrongType']],
    [
      'there are more than a hundred answers',
      ['answers'],
      Array.from({ length: 101 }, () => answers[0]),
      ['value.tooMany'],
    ],
    ['an explanation has an unreadable character', ['answers', 0, 'details'], 'a brother\u0000', ['text.unreadable']],
    [
      'an explanation is longer than a database would take',
      ['answers', 0, 'details'],
      'a'.repeat(4001),
      ['text.tooLong'],
    ],
  ];
  if (needs !== undefined)
    rows.push([
      'an answer that must be explained is not',
      ['answers', explained, 'value'],
      needs,
      ['sensitiveRelationship.detailsRequired'],
      ['answers', explained, 'details'],
    ]);
  return changed(valid, rows);
}

function acceptance(policy: Policy): InvalidFixture[] {
  return changed(fixtures(policy).acceptance, [
    ...notAForm('the acceptance'),
    ['another agreement is accepted', ['agreementId'], 'another-agreement', ['value.notOffered']],
    ['an older version is accepted', ['version'], `${policy.agreement.version}-older`, ['agreement.versionStale']],
    [
      'the authority to bind the company is not confirmed',
      ['authorityConfirmed'],
      false,
      ['agreement.authorityNotConfirmed'],
    ],
    ['the authority to bind the company is confirmed in words', ['authorityConfirmed'], 'yes', ['value.wrongType']],
    ['the version is left out', ['version'], undefined, ['value.missing']],
  ]);
}

function statement(policy: Policy): InvalidFixture[] {
  const { version } = policy.association.statement;
  return changed(fixtures(policy).statement, [
    ...notAForm('the statement'),
    ['the statement is not agreed to', ['agreed'], false, ['statement.notAccepted']],
    ['another statement is agreed to', ['id'], 'another-statement', ['statement.notAccepted'], ['agreed']],
    ['an older version is agreed to', ['version'], `${version}-older`, ['statement.versionStale']],
    ['the person says to be no employee', ['employee'], false, ['statement.notEmployee']],
    ['whether the person is an employee is left out', ['employee'], undefined, ['value.missing']],
  ]);
}
