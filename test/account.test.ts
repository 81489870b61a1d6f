import { describe, expect, it } from 'vitest';
import { accountSchema, authenticatedCompany, enterpriseRealNameIssues, knownAccount } from '../src/account.js';
import { cloudAccount, cn, realNameAccount } from './support/answers.js';

const at = '2026-11-22T12:00:00.000Z';
const file = { fileId: 'file-1', name: 'licence.png', mediaType: 'image/png', bytes: 20_000 };
const sent = {
  challengeId: 'c-1',
  at,
  validUntil: '2026-11-22T12:05:00.000Z',
  resendFrom: '2026-11-22T12:01:00.000Z',
  attemptsLeft: 3,
  expired: false,
};

const inReview = realNameAccount('inReview').realName ?? null;

/** An account of which everything is known. */
const whole = knownAccount({
  ...cloudAccount,
  email: 'zoe@acme.example',
  emailVerifiedAt: at,
  challenge: { channel: 'email', to: 'zoe@acme.example', requestedAt: at, sent },
  codesSent: { day: '2026-11-22', count: 2 },
  registeredAt: at,
  securityPhone: { status: 'verified', number: '+4930123456' },
  agreements: [{ id: 'one', version: '1', acceptedAt: at }],
  information: { accountType: 'enterprise', name: 'Zoë', mobileNumber: '+4930123456', paymentMethodAdded: true },
  realName: realNameAccount('approved').realName ?? null,
  reauthentication: inReview === null ? null : { ...inReview, status: 'inReview' },
  oldAccount: { accountId: 'old-1', upgrade: 'done' },
  partnerId: 'P-1',
});

/** The account with one thing at a path said otherwise. */
function saying(path: string, value: unknown): unknown {
  const changed: unknown = structuredClone(whole);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>((inner, key) => Reflect.get(inner as object, key), changed);
  Reflect.set(holder as object, last, value);
  return changed;
}

describe('what is remembered of an account', () => {
  it('is kept as it is, known wholly or not at all', () => {
    for (const account of [whole, knownAccount()]) expect(accountSchema.parse(account)).toEqual(account);
  });

  const person = { kind: 'individual', name: 'Zoë', birthDate: '1990-01-01', files: [file] };
  it.each<[string, readonly unknown[]]>([
    ['challenge.channel', ['email', 'sms']],
    ['challenge.to', ['zoe@acme.example', '+4930123456']],
    ['challenge.sent', [null, sent]],
    ['challenge.sent.attemptsLeft', [0, 3]],
    ['codesSent.count', [0, 3]],
    ['securityPhone.status', ['undecided', 'skipped', 'given', 'verified']],
    ['information.accountType', ['individual', 'enterprise']],
    ['realName.status', ['applying', 'inReview', 'rejected', 'approved']],
    ['realName.application', [person, { ...person, files: Array.from({ length: 10 }, () => file) }]],
    ['realName.application.files', [[], [file], Array.from({ length: 10 }, () => file)]],
    ['reauthentication.status', ['applying', 'inReview', 'rejected']],
    ['realNameAttempts', [0, 3]],
    ['oldAccount.upgrade', ['open', 'postponed', 'done']],
  ])('at %s may be any of %j', (path, values) => {
    for (const value of values) expect(accountSchema.parse(saying(path, value))).toEqual(saying(path, value));
  });

  const many = Array.from({ length: 11 }, () => file);
  it.each<[string, readonly unknown[]]>([
    ['challenge', [{}, 'a code']],
    ['challenge.channel', ['', 'post']],
    ['challenge.to', ['', 'nowhere']],
    ['challenge.sent', [{}]],
    ['challenge.sent.attemptsLeft', [-1, 1.5]],
    ['codesSent', [{}]],
    ['codesSent.count', [-1, 1.5]],
    ['securityPhone', [{}, null]],
    ['securityPhone.status', ['', 'lost']],
    ['agreements', [[{}], null]],
    ['information', [{}]],
    ['information.accountType', ['', 'charity']],
    ['realName', [{}]],
    ['realName.status', ['', 'lost']],
    ['realName.application', [{}, { ...person, kind: '' }, { ...person, files: many }]],
    ['realName.application.files', [many]],
    ['reauthentication', [{}]],
    ['reauthentication.status', ['', 'approved']],
    ['realNameAttempts', [-1, 1.5, null]],
    ['oldAccount', [{}]],
    ['oldAccount.upgrade', ['', 'never']],
    ['password', ['Secret 1']],
  ])('at %s may be none of %j', (path, values) => {
    for (const value of values) expect(accountSchema.safeParse(saying(path, value)).success).toBe(false);
  });

  it('is nothing at first', () => {
    expect(knownAccount()).toEqual({
      ownerId: null,
      formerOwners: [],
      country: null,
      email: null,
      emailVerifiedAt: null,
      challenge: null,
      codesSent: null,
      huaweiId: null,
      huaweiIdHolder: null,
      registeredAt: null,
      securityPhone: { status: 'undecided', number: null },
      agreements: [],
      cloudEnabledAt: null,
      information: null,
      informationPostponed: false,
      realName: null,
      reauthentication: null,
      realNameAttempts: 0,
      oldAccount: null,
      partnerId: null,
    });
  });
});

describe('R-032 where enterprise real-name authentication comes first', () => {
  const held = (facts: Parameters<typeof knownAccount>[0]) => enterpriseRealNameIssues(knownAccount(facts), cn);
  const { realName } = realNameAccount('rejected');
  it('an application says how far it is, and a rejection why', () => {
    const required = [{ code: 'realName.required', path: [], params: {} }];
    expect(held({})).toEqual(required);
    expect(held(realNameAccount('applying'))).toEqual(required);
    expect(held(realNameAccount('inReview'))).toEqual([{ code: 'realName.inReview', path: [], params: {} }]);
    expect(held(realNameAccount('approved'))).toEqual([]);
    const rejected = (reason: string) => [{ code: 'realName.rejected', path: [], params: { reason } }];
    expect(held(realNameAccount('rejected'))).toEqual(rejected('unreadable'));
    expect(held({ realName: realName ? { ...realName, reason: null } : null })).toEqual(rejected(''));
  });

  it('R-038 only an enterprise that passed stands for a company', () => {
    const application = { kind: 'individual' as const, name: 'Zoë', birthDate: '1990-01-01', files: [] };
    const { realName: approved } = realNameAccount('approved');
    expect(authenticatedCompany(knownAccount(realNameAccount('approved')))).toEqual(approved?.application);
    for (const facts of [{}, realNameAccount('inReview'), { realName: approved ? { ...approved, application } : null }])
      expect(authenticatedCompany(knownAccount(facts))).toBeNull();
  });

  it('a person’s authentication does not stand in for it', () => {
    const application = { kind: 'individual' as const, name: 'Zoë', birthDate: '1990-01-01', files: [] };
    for (const status of ['approved', 'inReview'] as const)
      expect(
        held({ realName: realName ? { ...realName, status, application } : null }).map(({ code }) => code),
      ).toEqual(['realName.required']);
  });
});
