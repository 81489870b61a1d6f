import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRegistrationError } from '../src/errors.js';
import {
  codeValidityMinutes,
  createPolicy,
  type Policy,
  type PolicySettings,
  policySchema,
  sites,
} from '../src/policy.js';
import { cn, intl } from './support/answers.js';

const eu = createPolicy({ site: 'eu' });

/** The same on every site. */
const thrice = (value: unknown) => [value, value, value] as const;

/** The policy made of settings, or the issues for which they are refused. */
function answerTo(settings: unknown): unknown {
  try {
    return createPolicy(settings as PolicySettings);
  } catch (error) {
    if (isRegistrationError(error, 'policy.invalid')) return error.details['issues'];
    throw error;
  }
}

describe('the policies as shipped', () => {
  it.each<[string, (policy: Policy) => unknown, intl: unknown, eu: unknown, cn: unknown]>([
    ['R-012 validity of a code in minutes', codeValidityMinutes, 5, 5, 10],
    ['R-006 digits of a code', (policy) => policy.verificationCode.digits, 6, 6, 6],
    [
      'R-005 countries without cloud services',
      (policy) => policy.account.countriesWithoutCloud,
      ['TR'],
      ['TR'],
      ['TR'],
    ],
    ['R-007 least length of a password', (policy) => policy.portalPassword.least, 8, 8, 8],
    ['R-014 longest account name', (policy) => policy.accountName.most, 64, 64, 64],
    ['R-015 least kinds of characters', (policy) => policy.apiPassword.leastKinds, 2, 2, 2],
    ['R-016 HUAWEI IDs of one mobile number', (policy) => policy.account.huaweiIdsPerMobile, null, null, 3],
    ['R-022 real-name authentication is offered', (policy) => policy.realName.offered, false, false, true],
    ['R-032 R-033 and required to join', (policy) => policy.realName.requiredToJoin, false, false, true],
    ['R-024 least age', (policy) => policy.realName.leastAge, 18, 18, 18],
    [
      'R-091 the learning path is by invitation',
      ({ paths }) => paths.byInvitation.includes('learning'),
      true,
      true,
      true,
    ],
    ['R-092 paths by whitelist', ({ paths }) => paths.byWhitelist, [], [], []],
    ['R-093 paths for one account of a company', ({ paths }) => paths.oneAccountPerCompany, [], [], ['service']],
    ['R-097 paths by certified solution', ({ paths }) => paths.bySolution, ['software'], ['software'], ['software']],
    ['R-099 solutions of sibling accounts count', ({ paths }) => paths.solutionsShared, false, false, true],
    ['R-101 days between annual reviews', ({ paths }) => paths.annualReviewDays, 365, 365, 365],
    ['R-116 real name against CSP', ({ programs }) => programs.realNameAgainstProvider, ...thrice('individual')],
    [
      'R-118 programs that close purchases',
      ({ programs }) => programs.closingPurchases,
      ...thrice(['cloudSolutionProvider', 'distributor']),
    ],
    ['R-121 programs by invitation', ({ programs }) => programs.byInvitation, ...thrice(['distributor'])],
    ['R-124 programs left without Huawei', ({ programs }) => programs.selfLeave, [], [], []],
    ['R-126 programs with the Statement', ({ programs }) => programs.withStatement, ...thrice(['distributor'])],
    [
      'R-133 working days in which a seller is reviewed',
      ({ programs }) => programs.reviewWorkingDays,
      ...thrice([{ program: 'koogallerySeller', days: 3 }]),
    ],
    ['R-135 programs with a seller', ({ programs }) => programs.withSeller, ...thrice(['koogallerySeller'])],
    [
      'R-028 R-164 a partner may deregister',
      ({ deregistration }) => deregistration.partnerAccounts,
      false,
      false,
      true,
    ],
    ['R-025 largest file in MB', (policy) => policy.realName.files.mostMegabytes, 10, 10, 10],
    [
      'R-025 a PDF is taken',
      (policy) => policy.realName.files.mediaTypes.includes('application/pdf'),
      true,
      true,
      false,
    ],
    [
      'R-037 form of the registration number',
      (policy) => policy.business.registrationNumberFormat,
      'any',
      'any',
      'unifiedSocialCreditCode',
    ],
    ['R-054 most resubmissions', (policy) => policy.review.mostResubmissions, null, null, null],
    ['R-055 target of the review in days', (policy) => policy.review.targetDays, null, null, null],
    ['R-062 invitations a day', (policy) => policy.association.invitationsPerDay, 100, 100, 100],
    ['R-064 days an invitation is valid', (policy) => policy.association.invitationDays, 7, 7, 7],
    ['R-070 partners', (policy) => policy.association.partnersPerPeriod, 3, 3, 3],
    ['R-070 within days', (policy) => policy.association.periodDays, 365, 365, 365],
    ['R-071 the invitee needs a real name', (policy) => policy.association.inviteeNeedsRealName, false, false, true],
    ['R-073 version of the Statement', (policy) => policy.association.statement.version, '1.0', '1.0', '1.0'],
    ['time zone', (policy) => policy.timeZone, 'UTC', 'Europe/Dublin', 'Asia/Shanghai'],
  ])('%s', (_name, read, ...expected) => {
    expect([read(intl), read(eu), read(cn)]).toEqual(expected);
  });

  it.each(sites)('the policy of %s is plain JSON and is accepted again as it is', (site) => {
    const policy = createPolicy({ site });
    expect(policy.site).toBe(site);
    expect(policySchema.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
    expect(createPolicy(policy)).toEqual(policy);
  });
});

describe('code validity', () => {
  it.each([
    ['C-013', 10, 10],
    ['R-013', 60, 60],
    ['C-014 R-013', 61, 5],
    ['R-013', 3000, 5],
    ['R-012', 1, 1],
  ])('%s %i minutes asked for are %i minutes', (_name, asked, minutes) => {
    expect(codeValidityMinutes(createPolicy({ site: 'intl', verificationCode: { validityMinutes: asked } }))).toBe(
      minutes,
    );
  });

  it('R-013 the fallback is a setting of its own', () => {
    const verificationCode = { validityMinutes: 31, longestValidityMinutes: 30, fallbackValidityMinutes: 7 };
    expect(codeValidityMinutes(createPolicy({ site: 'intl', verificationCode }))).toBe(7);
  });

  it.each([0, 3001, 1.5])('R-012 %d minutes are no validity', (validityMinutes) => {
    expect(answerTo({ site: 'intl', verificationCode: { validityMinutes } })).toMatchObject([
      { path: ['verificationCode', 'validityMinutes'] },
    ]);
  });
});

describe('settings of a host', () => {
  it('one setting is changed and its neighbours stay', () => {
    const policy = createPolicy({ site: 'cn', association: { invitationDays: 14 } });
    expect(policy).toEqual({ ...cn, association: { ...cn.association, invitationDays: 14 } });
  });

  it('a list is replaced, not merged', () => {
    const policy = createPolicy({ site: 'intl', account: { countriesWithoutCloud: ['RU', 'BY'] } });
    expect(policy.account).toEqual({ ...intl.account, countriesWithoutCloud: ['RU', 'BY'] });
  });

  it('null takes a limit away, undefined changes nothing', () => {
    const settings = { site: 'cn', account: { huaweiIdsPerMobile: null, emailMost: undefined } };
    expect(answerTo(settings)).toEqual({
      ...cn,
      account: { ...cn.account, huaweiIdsPerMobile: null },
    });
  });

  it('what the host holds is neither kept nor changed nor frozen', () => {
    const settings = { site: 'intl' as const, account: { countriesWithoutCloud: ['tr'] } };
    const policy = createPolicy(settings);
    expect(policy.account.countriesWithoutCloud).toEqual(['TR']);
    expect(settings).toEqual({ site: 'intl', account: { countriesWithoutCloud: ['tr'] } });
    settings.account.countriesWithoutCloud.push('RU');
    expect(policy.account.countriesWithoutCloud).toEqual(['TR']);
    expect(createPolicy({ site: 'intl' })).toEqual(intl);
  });

  it.each<[string, unknown, unknown[]]>([
    [
      'a site that is none',
      { site: 'us' },
      [{ code: 'value.notOffered', path: ['site'], params: { offered: 'cn, intl, eu' } }],
    ],
    ['a key that is none', { site: 'cn', more: 1 }, [{ code: 'key.unknown', path: [], params: { key: 'more' } }]],
    [
      'a time zone that is none',
      { site: 'cn', timeZone: 'Mars/Olympus' },
      [{ code: 'value.wrongType', path: ['timeZone'], params: { expected: 'time zone' } }],
    ],
    [
      'a number that is none',
      { site: 'cn', review: { targetDays: 'two' } },
      [{ code: 'value.wrongType', path: ['review', 'targetDays'], params: { expected: 'number' } }],
    ],
    [
      'two mistakes, named together',
      { site: 'cn', version: '', association: { channels: [] } },
      [
        { code: 'value.missing', path: ['version'], params: {} },
        { code: 'value.tooFew', path: ['association', 'channels'], params: { least: 1 } },
      ],
    ],
  ])('%s is refused', (_name, settings, issues) => {
    expect(answerTo(settings)).toEqual(expect.arrayContaining(issues));
  });

  it('a key that would reach a prototype is refused and reaches none', () => {
    expect(answerTo(JSON.parse('{ "site": "cn", "__proto__": { "polluted": true } }'))).toMatchObject([
      { code: 'key.unknown' },
    ]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('anything at all is either a policy or refused with issues', () => {
    const nearly = fc.record({ site: fc.constantFrom(...sites), account: fc.anything(), timeZone: fc.anything() });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), nearly), (settings) => {
        const answer = answerTo(settings);
        if (Array.isArray(answer)) expect(answer).not.toEqual([]);
        else expect(policySchema.parse(answer)).toEqual(answer);
      }),
    );
  });
});
