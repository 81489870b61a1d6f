import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRegistrationError } from '../src/errors.js';
import type { Role } from '../src/events.js';
import { limits } from '../src/limits.js';
import { createPolicy, type Policy, type PolicySettings, policySchema, sites } from '../src/policy.js';
import { registrationMachine } from '../src/registration/registration.machine.js';
import { decode, encode } from '../src/session/envelope.js';
import { openSession } from '../src/session/session.js';
import { start } from '../src/session/step.js';
import { pathOf } from '../src/snapshot.js';
import { memoryStorage } from '../src/storage/memory.js';
import { fixtures } from '../src/testing/fixtures.js';
import { embeddedPorts } from '../src/testing/ports.js';

const at = '2026-11-22T10:00:00.000Z';

/** Goes the whole road under a policy with the answers of the fixtures; answers where it ends, and what was refused. */
async function goneUnder(policy: Policy): Promise<{ readonly place: string; readonly refused: readonly unknown[] }> {
  const answers = fixtures(policy);
  let code = '';
  let second = 0;
  const session = await openSession({
    machine: registrationMachine,
    key: 'lantern',
    storage: memoryStorage(),
    ports: embeddedPorts({
      deliver: (delivered) => {
        code = delivered.code;
      },
    }),
    input: { policy },
    by: { role: 'applicant', id: 'ada' },
    clock: () => new Date(Date.parse(at) + second * 1000).toISOString(),
  });
  const refused: unknown[] = [];
  const say = async (event: object, by: Role = 'applicant') => {
    second += 1;
    const { status, issues } = await session.receive(event, {
      by: { role: by, id: by === 'reviewer' ? 'rita' : 'ada' },
    });
    if (status !== 'saved' || issues.length > 0) refused.push({ event, status, issues });
  };
  await say({ type: 'signup.country.choose', country: answers.country });
  await say({ type: 'signup.email.submit', email: answers.email });
  await say({ type: 'signup.code.submit', verificationCode: code });
  await say({ type: 'signup.password.set', password: answers.password });
  await say({ type: 'signup.securityPhone.skip' });
  await say({ type: 'signup.cloud.enable', agreements: answers.agreements });
  await say({ type: 'signup.information.complete', information: answers.information });
  if (session.snapshot.matches('signup') && policy.realName.offered) {
    if (policy.realName.requiredToJoin) {
      await say({ type: 'signup.realName.apply', application: answers.realName });
      await say({ type: 'signup.realName.decided', resultCode: 2 }, 'system');
    } else await say({ type: 'signup.realName.postpone' });
  }
  await say({ type: 'wizard.start' });
  await say({ type: 'wizard.business.save', business: answers.business });
  await say({ type: 'wizard.contact.save', contact: answers.contact });
  await say({ type: 'wizard.sensitiveRelationship.file', filing: answers.filing });
  await say({ type: 'wizard.agreement.accept', acceptance: answers.acceptance });
  await say({ type: 'wizard.submit' });
  if (session.snapshot.matches({ review: 'manuallyReviewing' })) await say({ type: 'review.approve' }, 'reviewer');
  return { place: pathOf(session.snapshot.value), refused };
}

/** The policy, or where the settings are refused. */
function made(settings: unknown): Policy | readonly { readonly code: string; readonly path: readonly unknown[] }[] {
  try {
    return createPolicy(settings as PolicySettings);
  } catch (error) {
    if (isRegistrationError(error, 'policy.invalid')) return error.details['issues'] as never;
    throw error;
  }
}

const many = <T>(length: number, make: (place: number) => T) => Array.from({ length }, (_, place) => make(place));
const agreement = (place: number) => ({ id: `a-${place}`, version: '1' });
const question = (place: number) => ({ id: `q-${place}`, kind: 'boolean', detailsRequiredWhen: null, text: null });
const file = (mediaTypes: string[], mostMegabytes = 1) => ({ mediaTypes, mostMegabytes });

/** Settings under which nobody gets through, and where the mistake is. */
const hopeless: readonly [name: string, settings: object, ...paths: string[]][] = [
  ['21 agreements', { account: { agreements: many(21, agreement) } }, 'account.agreements'],
  [
    'two agreements of one id',
    { account: { agreements: [agreement(1), { id: 'a-1', version: '2' }] } },
    'account.agreements.1.id',
  ],
  ['101 questions', { sensitiveRelationship: { items: many(101, question) } }, 'sensitiveRelationship.items'],
  ['150 questions', { sensitiveRelationship: { items: many(150, question) } }, 'sensitiveRelationship.items'],
  [
    'two questions of one id',
    { sensitiveRelationship: { items: [question(1), question(1)] } },
    'sensitiveRelationship.items.1.id',
  ],
  ['least > most for the portal password', { portalPassword: { least: 20, most: 10 } }, 'portalPassword.least'],
  ['least > most for the API password', { apiPassword: { least: 33 } }, 'apiPassword.least'],
  [
    'a portal password longer than an event takes',
    { portalPassword: { least: 257, most: 300 } },
    'portalPassword.least',
  ],
  ['an API password longer than an event takes', { apiPassword: { least: 257, most: 300 } }, 'apiPassword.least'],
  [
    'a portal password without room for a letter and a digit',
    { portalPassword: { least: 1, most: 1 } },
    'portalPassword.most',
  ],
  [
    'an API password with more kinds than characters',
    { apiPassword: { least: 1, most: 3, leastKinds: 4 } },
    'apiPassword.most',
  ],
  ['least > most for a name', { business: { companyName: { least: 9, most: 8 } } }, 'business.companyName.least'],
  [
    'a name longer than an event takes',
    { business: { companyName: { least: 2049, most: 3000 } } },
    'business.companyName.least',
  ],
  [
    'least > most for a number',
    { business: { registrationNumber: { least: 9, most: 8 } } },
    'business.registrationNumber.least',
  ],
  [
    'a number longer than an event takes',
    { business: { registrationNumber: { least: 513, most: 600 } } },
    'business.registrationNumber.least',
  ],
  [
    'a unified code of at most 5',
    { site: 'cn', business: { registrationNumber: { most: 5 } } },
    'business.registrationNumber.most',
  ],
  [
    'a unified code of at most 17',
    { business: { registrationNumberFormat: 'unifiedSocialCreditCode', registrationNumber: { most: 17 } } },
    'business.registrationNumber.most',
  ],
  [
    'a unified code of at least 19',
    { site: 'cn', business: { registrationNumber: { least: 19 } } },
    'business.registrationNumber.least',
  ],
  [
    'a required real name that is not offered',
    { realName: { offered: false, requiredToJoin: true } },
    'realName.requiredToJoin',
  ],
  [
    'a name longer than real-name authentication takes',
    { site: 'cn', business: { companyName: { least: 513, most: 600 } } },
    'business.companyName.least',
  ],
  ['an e-mail address of at most 1', { account: { emailMost: 1 } }, 'account.emailMost'],
  ['an e-mail address of at most 5', { account: { emailMost: 5 } }, 'account.emailMost'],
  ['11 files of an enterprise', { realName: { leastFiles: { enterprise: 11 } } }, 'realName.leastFiles.enterprise'],
  ['11 files of an individual', { realName: { leastFiles: { individual: 11 } } }, 'realName.leastFiles.individual'],
  ['people of 121 years', { realName: { leastAge: 121 } }, 'realName.leastAge'],
  [
    'a validity that falls back to one too long',
    { verificationCode: { fallbackValidityMinutes: 61 } },
    'verificationCode.fallbackValidityMinutes',
  ],
  [
    '21 agreements of one program',
    { programs: { agreements: many(21, (place) => ({ program: 'reseller', ...agreement(place) })) } },
    'programs.agreements',
  ],
  [
    'two agreements of one id for a program',
    { programs: { agreements: [1, 2].map((version) => ({ program: 'reseller', id: 'a', version: `${version}` })) } },
    'programs.agreements.1.id',
  ],
  [
    'two times of review for a program',
    { programs: { reviewWorkingDays: [1, 2].map((days) => ({ program: 'reseller', days })) } },
    'programs.reviewWorkingDays.1.program',
  ],
  [
    'several at once',
    { account: { emailMost: 1 }, portalPassword: { least: 300 }, realName: { requiredToJoin: true } },
    'account.emailMost',
    'portalPassword.least',
    'realName.requiredToJoin',
  ],
];

/** Settings at the edge of what somebody can pass. */
const narrow: readonly [name: string, settings: object][] = [
  ['20 agreements', { account: { agreements: many(20, agreement) } }],
  ['no agreement', { account: { agreements: [] } }],
  ['100 questions', { sensitiveRelationship: { items: many(100, question) } }],
  [
    'questions that are explained either way',
    { sensitiveRelationship: { items: [{ ...question(1), detailsRequiredWhen: false }] } },
  ],
  ['a password of 2', { portalPassword: { least: 2, most: 2 } }],
  ['a password of 256', { portalPassword: { least: 256, most: 256 } }],
  ['an API password of 2', { account: { passwordRules: 'api' }, apiPassword: { least: 1, most: 2, leastKinds: 2 } }],
  [
    'an API password of four kinds',
    { account: { passwordRules: 'api' }, apiPassword: { least: 4, most: 4, leastKinds: 4 } },
  ],
  ['a name of 1', { business: { companyName: { least: 1, most: 1 } } }],
  ['a name of 2048', { business: { companyName: { least: 2048, most: 2048 } } }],
  ['a name of 512 on the Chinese site', { site: 'cn', business: { companyName: { least: 512, most: 512 } } }],
  ['a number of 1', { business: { registrationNumber: { least: 1, most: 1 } } }],
  ['a number of 512', { business: { registrationNumber: { least: 512, most: 512 } } }],
  ['a unified code of exactly 18', { site: 'cn', business: { registrationNumber: { least: 18, most: 18 } } }],
  ['an e-mail address of at most 6', { account: { emailMost: 6 } }],
  ['ten files', { site: 'cn', realName: { leastFiles: { enterprise: 10, individual: 10 } } }],
  ['no file', { site: 'cn', realName: { leastFiles: { enterprise: 0, individual: 0 } } }],
  [
    'media types in capital letters',
    { site: 'cn', realName: { files: file(['IMAGE/PNG']) }, business: { credentialFiles: file(['Image/Png']) } },
  ],
  ['codes of 12 digits', { verificationCode: { digits: 12 } }],
  ['one code a day with one attempt', { verificationCode: { perDay: 1, attempts: 1, resendSeconds: 1_000_000 } }],
  ['a validity that falls back', { verificationCode: { validityMinutes: 3000 } }],
  ['the country of the fixtures without cloud services', { account: { countriesWithoutCloud: ['IE'] } }],
  ['real name offered abroad', { realName: { offered: true } }],
  [
    'real name required abroad',
    { realName: { offered: true, requiredToJoin: true }, business: { companyFromRealName: true } },
  ],
  ['real name not required on the Chinese site', { site: 'cn', realName: { requiredToJoin: false } }],
  ['real name not offered on the Chinese site', { site: 'cn', realName: { offered: false, requiredToJoin: false } }],
  [
    'every field required',
    {
      business: { required: ['credentialFile', 'address', 'website', 'industry'] },
      contact: { jobTitleRequired: true },
    },
  ],
  ['no resubmission', { review: { mostResubmissions: 0 } }],
  ['a certificate that can be renewed at once', { programs: { certificateDays: 1, renewalDays: 90 } }],
  ['no dedicated path', { association: { dedicatedPaths: [] } }],
];

describe('X3 under a policy that is made somebody gets through', () => {
  it.each(sites)('X3 as the policy of %s is shipped', async (site) => {
    expect(await goneUnder(createPolicy({ site }))).toEqual({ place: 'enrollment.enrolled', refused: [] });
  });

  it.each(hopeless)('X3 %s: policy.invalid', (_, settings, ...paths) => {
    const found = made({ site: 'intl', ...settings });
    expect(Array.isArray(found) && found.map(({ path }) => path.join('.'))).toEqual(paths);
  });

  it.each(narrow)('X3 %s: it is made, and the whole road is gone', async (_, settings) => {
    const policy = createPolicy({ site: 'intl', ...settings } as PolicySettings);
    expect(await goneUnder(policy)).toEqual({ place: 'enrollment.enrolled', refused: [] });
  });

  it.each(hopeless)('X3 nor does a machine start under it, or take it up: %s', async (_, settings) => {
    const { site = 'intl' } = settings as { site?: 'intl' };
    const policy = createPolicy({ site });
    const broken = unchecked(policy, settings);
    const machine = registrationMachine;
    expect(policySchema.safeParse(broken).success).toBe(true);
    expect(() => start(machine, { policy: broken }, at)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    const opening = { machine, key: 'lantern', storage: memoryStorage(), ports: {}, clock: () => at };
    const session = await openSession({ ...opening, input: { policy } });
    const said = { type: 'registration.policyChanged', policy: broken };
    expect(await session.receive(said, { by: { role: 'system', id: 'host' } })).toMatchObject({ status: 'invalid' });
    await expect(openSession({ ...opening, input: { policy: broken } })).rejects.toMatchObject({
      code: 'policy.invalid',
    });
    // What an earlier version saved under such a policy is read all the same.
    const { envelope } = start(machine, { policy }, at);
    const saved = encode({ ...envelope, context: { ...envelope.context, policy: broken } });
    expect(decode(machine, saved).context['policy']).toEqual(broken);
  });

  it('X3 whatever the settings are: either policy.invalid, or the whole road is gone', async () => {
    const limit = fc.oneof(
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(18, 64, 128, 256, 257, 512, 513, 2048, 2049, 1_000_000),
    );
    const list = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 22 });
    const some = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
      fc.oneof(
        { arbitrary: fc.constant({}), weight: 2 },
        { arbitrary: fc.record(shape, { requiredKeys: [] }), weight: 1 },
      );
    const lengths = some({ least: limit, most: limit });
    const media = fc
      .subarray(['image/png', 'IMAGE/JPEG', 'application/pdf'], { minLength: 1 })
      .map((types) => file(types));
    const settings = fc.record(
      {
        site: fc.constantFrom(...sites),
        verificationCode: some({
          digits: fc.integer({ min: 4, max: 12 }),
          validityMinutes: fc.integer({ min: 1, max: 3000 }),
          longestValidityMinutes: limit,
          fallbackValidityMinutes: limit,
          resendSeconds: limit,
          attempts: limit,
          perDay: limit,
        }),
        account: some({
          emailMost: limit,
          countriesWithoutCloud: fc.subarray(['IE', 'CN', 'TR', 'AF']),
          agreements: list.map((places) => places.map(agreement)),
          passwordRules: fc.constantFrom('portal' as const, 'api' as const),
        }),
        portalPassword: lengths,
        apiPassword: some({ least: limit, most: limit, leastKinds: fc.integer({ min: 1, max: 4 }) }),
        realName: some({
          offered: fc.boolean(),
          requiredToJoin: fc.boolean(),
          files: media,
          leastFiles: some({ enterprise: fc.integer({ min: 0, max: 12 }) }),
        }),
        business: some({
          companyName: lengths,
          registrationNumber: lengths,
          registrationNumberFormat: fc.constantFrom('any' as const, 'unifiedSocialCreditCode' as const),
          required: fc.subarray(['credentialFile', 'address', 'website', 'industry'] as const),
          credentialFiles: media,
          companyFromRealName: fc.boolean(),
        }),
        contact: some({ jobTitleRequired: fc.boolean() }),
        sensitiveRelationship: some({
          items: list.filter(({ length }) => length > 0).map((places) => places.map(question)),
        }),
      },
      { requiredKeys: ['site'] },
    );
    const became = { made: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(settings, async (said) => {
        const policy = made(said);
        const isMade = !Array.isArray(policy);
        became[isMade ? 'made' : 'refused'] += 1;
        if (!isMade) return;
        expect(await goneUnder(policy as Policy)).toEqual({ place: 'enrollment.enrolled', refused: [] });
      }),
      { numRuns: 150 },
    );
    expect(Math.min(became.made, became.refused)).toBeGreaterThan(5);
  }, 60_000);
});

describe('X4 an unknown site is one mistake', () => {
  it.each<[unknown, string, readonly string[]]>([
    [{ site: 'us' }, 'value.notOffered', ['site']],
    [{ site: 'us', account: { emailMost: 1 }, nonsense: 1 }, 'value.notOffered', ['site']],
    [{}, 'value.notOffered', ['site']],
    [undefined, 'value.missing', []],
    [null, 'value.wrongType', []],
    ['intl', 'value.wrongType', []],
    [[], 'value.wrongType', []],
  ])('X4 %o: %s at %j', (settings, code, path) => {
    expect(made(settings)).toEqual([expect.objectContaining({ code, path })]);
  });

  it('X4 nor does one that cannot be read bring more', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
      },
    );
    expect(made(hostile)).toEqual([expect.objectContaining({ code: 'value.wrongType', path: [] })]);
  });

  it('X4 nor do settings that cannot be read bring more than one', () => {
    const settings = {
      site: 'intl',
      get account() {
        throw new Error('no');
      },
    };
    expect(made(settings)).toEqual([{ code: 'value.wrongType', path: [], params: { expected: 'plain data' } }]);
  });
});

it('X3 the limits are those of the schemas: what an event takes and no more', () => {
  expect(limits.shortestEmail).toBe('a@b.cd'.length);
});

function unchecked(policy: unknown, over: unknown): Policy {
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isPlain(policy) || !isPlain(over)) return (over === undefined ? policy : over) as Policy;
  const keys = [...new Set([...Object.keys(policy), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, unchecked(policy[key], over[key])])) as unknown as Policy;
}
