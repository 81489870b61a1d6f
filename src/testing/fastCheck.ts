import fc from 'fast-check';
import type { AnyStateMachine, EventFrom } from 'xstate';
import type * as z from 'zod/mini';
import {
  type AccountInformation,
  accountInformationSchema,
  certificateTypes,
  type RealNameApplication,
  realNameApplicationSchema,
} from '../account.js';
import {
  type Acceptance,
  acceptanceSchema,
  type Business,
  businessSchema,
  type Contact,
  contactSchema,
  type Filing,
  filingSchema,
} from '../application.js';
import { type Address, type Association, addressSchema } from '../association/association.schema.js';
import type { NamedCompany } from '../company.rules.js';
import { countries } from '../countries.js';
import type { Actor, Role } from '../events.js';
import { country, email, instant, isUnifiedSocialCreditCode, phone, type Upload, website } from '../fields.js';
import { agreementTextSchema, type Policy, soundPolicySchema } from '../policy.js';
import { chartOf } from '../snapshot.js';
import { type Fixtures, fixtures } from './fixtures.js';

/** For every form of the road, arbitrary valid answers in their normal form. */
export interface Arbitraries {
  readonly country: fc.Arbitrary<string>;
  readonly email: fc.Arbitrary<string>;
  readonly verificationCode: fc.Arbitrary<string>;
  readonly password: fc.Arbitrary<string>;
  readonly phone: fc.Arbitrary<string>;
  readonly agreements: fc.Arbitrary<Fixtures['agreements']>;
  readonly information: fc.Arbitrary<AccountInformation>;
  readonly realName: fc.Arbitrary<RealNameApplication>;
  readonly business: fc.Arbitrary<Business>;
  readonly contact: fc.Arbitrary<Contact>;
  readonly filing: fc.Arbitrary<Filing>;
  readonly acceptance: fc.Arbitrary<Acceptance>;
  readonly company: fc.Arbitrary<NonNullable<Association['company']>>;
  readonly address: fc.Arbitrary<Address>;
  readonly statement: fc.Arbitrary<Fixtures['statement']>;
}

/** Arbitrary valid answers to every form under a policy: each is taken, and kept as it is. */
export function arbitraries(policy: Policy): Arbitraries {
  const { agreements, acceptance, statement } = fixtures(policy);
  const address = emailUpTo(policy.account.emailMost);
  const { digits } = policy.verificationCode;
  return {
    country: anyCountry,
    email: address,
    verificationCode: textOf('0123456789', digits, digits),
    password: password(policy),
    phone: anyPhone,
    agreements: fc.shuffledSubarray(agreements, { minLength: agreements.length }),
    information: information(policy),
    realName: realName(policy),
    business: business(policy),
    contact: record({
      name: anyName,
      jobTitle: policy.contact.jobTitleRequired ? words(1, 60) : maybe(words(1, 60)),
      email: address,
      phone: anyPhone,
    }),
    filing: filing(policy),
    acceptance: fc.constant(acceptance),
    company: fc.record({ partnerId: anyId, companyName: companyName({ least: 1, most: 256 }) }),
    address: fc.oneof(
      fc.record({ by: fc.constant('phone' as const), value: anyPhone }),
      fc.record({ by: fc.constant('email' as const), value: emailUpTo(64) }),
      fc.record({ by: fc.constant('accountName' as const), value: words(1, 64) }),
    ),
    statement: fc.constant(statement),
  };
}

/** Arbitrary events of a machine, each with a time and somebody who may say it; where it may be said is another matter. */
export function events<M extends AnyStateMachine>(machine: M, policy: Policy): fc.Arbitrary<EventFrom<M>> {
  const forms = arbitraries(policy);
  const known = knownSchemas(policy, forms);
  const asked: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
    'signup.code.submit': { verificationCode: forms.verificationCode },
    'signup.password.set': { password: forms.password },
    'signup.cloud.enable': { agreements: forms.agreements },
    'association.accept': { statement: forms.statement },
  };
  const said = Object.entries(chartOf(machine).vocabulary).map(([type, { by, schema }]) =>
    fc
      .tuple(shaped(schema, known), fc.record({ by: actorOf(by), ...asked[type] }))
      .map(([event, own]) => Object.assign({}, event, own)),
  );
  return fc.oneof(...said) as fc.Arbitrary<EventFrom<M>>;
}

/** Arbitrary answers of each port of a machine, by the name of the port: each is one its schema allows. */
export function answers(machine: AnyStateMachine, policy: Policy): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  const known = knownSchemas(policy, arbitraries(policy));
  const entries = Object.entries(chartOf(machine).ports).map(([port, { output }]) => [port, shaped(output, known)]);
  return Object.fromEntries(entries);
}

/** The schemas of which values are known better than by their shape. */
function knownSchemas(policy: Policy, forms: Arbitraries): ReadonlyMap<z.core.$ZodType, fc.Arbitrary<unknown>> {
  return new Map<z.core.$ZodType, fc.Arbitrary<unknown>>([
    [soundPolicySchema, fc.constant(policy)],
    [accountInformationSchema, forms.information],
    [realNameApplicationSchema, forms.realName],
    [businessSchema, forms.business],
    [contactSchema, forms.contact],
    [filingSchema, forms.filing],
    [acceptanceSchema, forms.acceptance],
    [addressSchema, forms.address],
    [country, forms.country],
    [email, forms.email],
    [phone, forms.phone],
    [website, anyWebsite],
    [
      agreementTextSchema,
      fc.record({ url: fc.option(anyWebsite), sha256: fc.option(textOf('0123456789abcdef', 64, 64)) }),
    ],
    [instant, anyTime],
  ]);
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'àâäæçéèêëîïôœùûüÿñßøåÁÉÍÓÚŁžșțğİ';
const chinese = '华为云计算技术有限公司李明王芳张伟刘洋陈静灯笼苏州青禾智能科技𠮷';
const others = 'ทดสอบйцкшщΑιγαδהוזابتकखग';
const scripts = letters + accented + chinese + others;

const names = [
  'Ada Lantern',
  'Zoë Åström-Núñez',
  '李明',
  '欧阳娜娜',
  '華為',
  "Seán O'Brien",
  'Nguyễn Thị Mai',
  'محمد علي',
  '𠮷田',
];
const companies = [
  '3M',
  '苏州青禾智能科技有限公司',
  'Société Générale (Côte d’Ivoire) S.A.',
  'ООО «Облако»',
  'Αιγαίο Δεδομένα Α.Ε.',
];

const anyCountry = fc.constantFrom(...countries);
/** China often, for there a number has a form of its own. */
const anyCompanyCountry = fc.oneof(fc.constant('CN'), anyCountry);
const anyTime = fc
  .date({ min: new Date('2026-01-01T00:00:00.000Z'), max: new Date('2027-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((time) => time.toISOString());
const anyId = textOf(`${letters}0123456789-`, 1, 40);
const anyName = fc.oneof(fc.constantFrom(...names), words(1, 60));
const anyWebsite = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    textOf(letters.slice(0, 26), 1, 20),
    fc.constantFrom('', '/', '/à-propos', '/?q=云'),
  )
  .map(([scheme, host, path]) => `${scheme}://${host}.example${path}`);
const anyPhone = fc
  .tuple(fc.constantFrom(...'123456789'), textOf('0123456789', 6, 14))
  .map(([first, rest]) => `+${first}${rest}`);

/** Text of the given characters, as long as that many of them. */
function textOf(characters: string, least: number, most: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...characters), minLength: least, maxLength: Math.max(least, most) });
}

/** One word or two, of any script, in normal form. */
function words(least: number, most: number): fc.Arbitrary<string> {
  return fc
    .tuple(textOf(scripts, least, most), fc.constantFrom('', ' ', '-', '’'), textOf(scripts, 1, 10))
    .map(([one, join, other]) => {
      const both = `${one}${join}${other}`;
      return [...both].length > most ? one : both;
    });
}

/** An object of the given fields, without those that came out undefined. */
function record<T extends object>(
  fields: {
    readonly [K in keyof T]-?: fc.Arbitrary<T[K] | undefined>;
  },
): fc.Arbitrary<T> {
  const pairs = Object.entries<fc.Arbitrary<unknown>>(fields).map(([key, given]) =>
    given.map((value) => [key, value] as const),
  );
  return fc.tuple(...pairs).map((filled) => Object.fromEntries(filled.filter(([, value]) => value !== undefined)) as T);
}

function maybe<T>(given: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(given, { nil: undefined });
}

function emailUpTo(most: number): fc.Arbitrary<string> {
  const part = Math.min(30, Math.max(1, Math.floor((most - 4) / 2)));
  const name = fc.oneof(textOf(`${letters}0123456789_+-`, 1, part), textOf(accented + chinese, 1, part));
  return fc
    .tuple(name, textOf(`${letters}0123456789`, 1, part), fc.constantFrom('io', 'de', 'cn'))
    .map(([who, host, end]) => `${who}@${host}.${end}`);
}

function password(policy: Policy): fc.Arbitrary<string> {
  const { least, most } = policy.account.passwordRules === 'portal' ? policy.portalPassword : policy.apiPassword;
  const kinds = [letters.slice(0, 26), letters.slice(26), '0123456789', '!#$%&*-_=.,:;?/é云'];
  const one = fc.tuple(...kinds.map((kind) => fc.constantFrom(...kind)));
  const rest = Math.min(most, 256) - kinds.length;
  return fc
    .tuple(one, fc.array(fc.constantFrom(...kinds.join('')), { minLength: Math.max(0, least - 4), maxLength: rest }))
    .chain(([some, more]) => {
      const all = [...some, ...more];
      return fc.shuffledSubarray(all, { minLength: all.length });
    })
    .map((characters) => characters.join(''));
}

function information(policy: Policy): fc.Arbitrary<AccountInformation> {
  const { most, reservedPrefixes } = policy.accountName;
  const isReserved = (name: string) =>
    reservedPrefixes.some((prefix) => name.toLowerCase().startsWith(prefix.toLowerCase()));
  const accountName = textOf(`${letters}0123456789-._ÀÿÉñ`, 1, Math.min(most, 128)).map((name) =>
    isReserved(name) || /^\d+$/.test(name) ? `a${name}`.slice(0, most) : name,
  );
  return record({
    accountType: fc.constantFrom('individual', 'enterprise'),
    name: anyName,
    accountName: maybe(accountName),
    mobileNumber: anyPhone,
    paymentMethodAdded: fc.boolean(),
  });
}

type EnterpriseRealName = Extract<RealNameApplication, { kind: 'enterprise' }>;

function realName(policy: Policy): fc.Arbitrary<RealNameApplication> {
  const { files, leastFiles, leastAge } = policy.realName;
  const documents = (least: number) => fc.array(upload(files), { minLength: least, maxLength: 10 });
  // Old enough on any day since 2018.
  const youngest = new Date(Date.UTC(2018 - leastAge, 0, 1));
  return fc.oneof(
    company(policy).chain((named) =>
      record<EnterpriseRealName>({
        kind: fc.constant('enterprise' as const),
        certificateType: fc.constantFrom(...(Object.keys(certificateTypes) as (keyof typeof certificateTypes)[])),
        ...constants(named),
        files: documents(leastFiles.enterprise),
      }),
    ),
    fc.record({
      kind: fc.constant('individual' as const),
      name: anyName,
      birthDate: fc
        .date({ min: new Date('1900-01-01T00:00:00.000Z'), max: youngest, noInvalidDate: true })
        .map((time) => time.toISOString().slice(0, 10)),
      files: documents(leastFiles.individual),
    }),
  );
}

function upload({ mediaTypes, mostMegabytes }: Policy['realName']['files']): fc.Arbitrary<Upload> {
  return fc.record({
    fileId: anyId,
    name: words(1, 40).map((name) => `${name}.jpg`),
    mediaType: fc.constantFrom(...mediaTypes),
    bytes: fc.integer({ min: 1, max: mostMegabytes * 1024 * 1024 }),
  });
}

function companyName({ least, most }: { readonly least: number; readonly most: number }): fc.Arbitrary<string> {
  const fitting = companies.filter((name) => [...name].length >= least && [...name].length <= most);
  const made = words(Math.max(1, least), Math.min(most, 256));
  return fitting.length === 0 ? made : fc.oneof({ arbitrary: made, weight: 3 }, fc.constantFrom(...fitting));
}

/** What names a company: its number in the form its country gives it, and the register where it is asked for. */
function company(policy: Policy): fc.Arbitrary<NamedCompany> {
  const { companyName: length, registerRequiredIn } = policy.business;
  return anyCompanyCountry.chain((where) =>
    record<NamedCompany>({
      companyName: companyName(length),
      country: fc.constant(where),
      registrationNumber: registrationNumber(policy, where),
      register: registerRequiredIn.includes(where) ? words(1, 60) : maybe(words(1, 60)),
    }),
  );
}

function constants(named: NamedCompany) {
  const { companyName: name, country: where, registrationNumber: number, register } = named;
  return {
    companyName: fc.constant(name),
    country: fc.constant(where),
    registrationNumber: fc.constant(number),
    register: fc.constant(register),
  };
}

function registrationNumber(policy: Policy, where: string): fc.Arbitrary<string> {
  const { registrationNumber: length, registrationNumberFormat } = policy.business;
  if (registrationNumberFormat === 'unifiedSocialCreditCode' && where === 'CN') return unifiedCode;
  return textOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', Math.max(1, length.least), Math.min(length.most, 80));
}

const codeCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const unifiedCode = fc
  .tuple(fc.constantFrom('91', '92', '93', '51', '12'), textOf('0123456789', 6, 6), textOf(codeCharacters, 9, 9))
  .map((parts) => {
    const body = parts.join('');
    const check = [...codeCharacters].find((last) => isUnifiedSocialCreditCode(body + last)) ?? '';
    return body + check;
  });

function business(policy: Policy): fc.Arbitrary<Business> {
  const { required, credentialFiles } = policy.business;
  const asked = <T>(field: (typeof required)[number], given: fc.Arbitrary<T>) =>
    required.includes(field) ? given : maybe(given);
  return company(policy).chain((named) =>
    record<Business>({
      ...constants(named),
      credentialFile: asked('credentialFile', upload(credentialFiles)),
      address: asked('address', words(1, 200)),
      website: asked('website', anyWebsite),
      industry: asked('industry', words(1, 60)),
    }),
  );
}

function filing({ sensitiveRelationship: { version, items } }: Policy): fc.Arbitrary<Filing> {
  const answers = items.map(({ id, detailsRequiredWhen }) =>
    fc.boolean().chain((value) =>
      record<Filing['answers'][number]>({
        question: fc.constant(id),
        value: fc.constant(value),
        details: value === detailsRequiredWhen ? words(1, 200) : maybe(words(1, 200)),
      }),
    ),
  );
  return fc
    .tuple(...answers)
    .chain((given) => fc.shuffledSubarray(given, { minLength: given.length }))
    .map((given) => ({ questionnaireVersion: version, answers: given }));
}

function actorOf(by: readonly Role[]): fc.Arbitrary<Actor> {
  return fc.record({ role: fc.constantFrom(...by), id: anyId });
}

/** Values of a schema: those of a known one are known, the others are read off its shape. */
function shaped(
  schema: z.core.$ZodType,
  known: ReadonlyMap<z.core.$ZodType, fc.Arbitrary<unknown>>,
): fc.Arbitrary<unknown> {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const inside = (inner: z.core.$ZodType) => shaped(inner, known);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return record(Object.fromEntries(Object.entries(def.shape).map(([key, field]) => [key, inside(field)])));
    case 'optional':
      return maybe(inside(def.innerType));
    case 'nullable':
      return fc.option(inside(def.innerType));
    case 'array':
      return fc.array(inside(def.element), { maxLength: 3 });
    case 'union':
      return fc.oneof(...def.options.map(inside));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.integer({ min: 1, max: 1000 });
    case 'string':
      return 'format' in def && def.format === 'date' ? anyTime.map((time) => time.slice(0, 10)) : words(1, 30);
    case 'record':
      return def.keyType._zod.def.type === 'enum'
        ? fc.constant({})
        : fc.dictionary(fc.constantFrom('companyName', 'name', 'email'), words(1, 30));
    default:
      throw new Error(`No values are known of the schema type ${def.type}`);
  }
}
