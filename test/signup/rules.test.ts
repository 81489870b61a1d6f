import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, initialTransition } from 'xstate';
import {
  type Account,
  type AccountInformation,
  knownAccount,
  type RealNameApplication,
  realNameApplicationIssues,
} from '../../src/account.js';
import { accountNameIssues, apiPasswordIssues, portalPasswordIssues, validateEmail } from '../../src/credentials.js';
import type { Policy } from '../../src/policy.js';
import {
  agreementsIssues,
  cloudCountryIssues,
  codeStandingIssues,
  mobileQuotaIssues,
  realNameStartIssues,
  resendIssues,
  signupConsequences,
  signupDeadlines,
  signupRequirements,
  signupRules,
} from '../../src/signup/signup.guards.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import type { SignupContext } from '../../src/signup/signup.schema.js';
import { codeToCheck, signupUpdates } from '../../src/signup/signup.updates.js';
import { cn, intl, realNameAccount } from '../support/answers.js';

const at = '2026-11-22T12:00:00.000Z';
const by = { role: 'applicant', id: 'applicant-1' } as const;
const begun = initialTransition(signupMachine as AnyStateMachine, { policy: intl } as never)[0]
  .context as SignupContext;
const having = (facts: Partial<Account>, policy: Policy = intl): SignupContext => ({
  ...begun,
  policy,
  account: knownAccount(facts),
});
const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);

const sent = {
  challengeId: 'c-1',
  at,
  validUntil: '2026-11-22T12:05:00.000Z',
  resendFrom: '2026-11-22T12:01:00.000Z',
  attemptsLeft: 3,
  expired: false,
};
const challenge = { channel: 'email', to: 'zoe@acme.example', requestedAt: at, sent } as const;
const information: AccountInformation = {
  accountType: 'individual',
  name: 'Zoë',
  mobileNumber: '+4930123456',
  paymentMethodAdded: false,
};

describe('what stands alone points nowhere', () => {
  it.each([
    ['R-007 a portal password', portalPasswordIssues('', intl)],
    ['R-015 an API password', apiPasswordIssues('', {}, intl)],
    ['R-014 an account name', accountNameIssues('op_!', intl)],
  ])('%s', (_name, issues) => {
    expect(issues.length).toBeGreaterThan(1);
    for (const { path } of issues) expect(path).toEqual([]);
  });

  it('S36 an e-mail address', () => {
    const checked = validateEmail({ ...intl, account: { ...intl.account, emailMost: 5 } })('zoe@acme.example');
    expect(checked).toEqual({ ok: false, issues: [{ code: 'text.tooLong', path: [], params: { most: 5 } }] });
  });

  it('R-007 R-015 a password that is too long says how long it may be', () => {
    const long = 'aB1'.repeat(100);
    const tooLong = (most: number) => [{ code: 'password.tooLong', path: [], params: { most } }];
    expect(portalPasswordIssues(long, intl)).toEqual(tooLong(intl.portalPassword.most));
    expect(apiPasswordIssues(long, {}, intl)).toEqual(tooLong(intl.apiPassword.most));
  });

  it('R-015 a password of too few kinds of characters says how many it takes', () => {
    const { least, leastKinds } = intl.apiPassword;
    expect(apiPasswordIssues('a'.repeat(least), {}, intl)).toEqual([
      { code: 'password.tooFewKinds', path: [], params: { least: leastKinds } },
    ]);
  });

  it('R-015 an empty password resembles nobody', () => {
    expect(codes(apiPasswordIssues('', {}, intl))).toEqual(['password.tooShort', 'password.tooFewKinds']);
  });
});

it.each(['isEmailAcceptable', 'mayUseOldAccount'] as const)(
  'S36 to %s an e-mail address that is too long is refused where it stands',
  (name) => {
    const strict = { ...intl, account: { ...intl.account, emailMost: 5 } };
    const said = (policy: Policy) => signupRules[name].said(having({}, policy), { email: 'zoe@acme.example' } as never);
    expect(said(strict)).toEqual([{ code: 'text.tooLong', path: ['email'], params: { most: 5 } }]);
    expect(said(intl)).toEqual([]);
  },
);

describe('R-009 agreements', () => {
  const agreements = [
    { id: 'one', version: '1' },
    { id: 'other', version: '2' },
  ];
  const policy = { ...intl, account: { ...intl.account, agreements } };
  it.each([
    ['all', agreements, []],
    ['all, in another order', [...agreements].reverse(), []],
    ['none', [], ['account.agreementNotAccepted one', 'account.agreementNotAccepted other']],
    ['the first', agreements.slice(0, 1), ['account.agreementNotAccepted other']],
    [
      'an old version of the second',
      [...agreements.slice(0, 1), { id: 'other', version: '1' }],
      ['account.agreementVersionStale other'],
    ],
  ])('accepted: %s', (_name, accepted, expected) => {
    const found = agreementsIssues(accepted, policy, []);
    expect(found.map(({ code, params }) => `${code} ${Reflect.get(params, 'agreement')}`)).toEqual(expected);
  });

  it('only those on offer are kept, with the time of acceptance', () => {
    const said = [...agreements, { id: 'a third', version: '1' }];
    const event = { type: 'signup.cloud.enable', at, by, agreements: said } as { type: string };
    const { account } = signupUpdates.recordAgreements(having({}, policy), event);
    expect(account.agreements).toEqual(agreements.map((agreement) => ({ ...agreement, acceptedAt: at })));
  });
});

describe('codes', () => {
  const day = '2026-11-22';
  const most = intl.verificationCode.perDay;
  it.each([
    ['the last of the day', { day, count: most - 1 }, at, []],
    ['one more than that', { day, count: most }, at, ['code.dailyLimit']],
    ['the first of the next day', { day: '2026-11-21', count: most }, at, []],
    ['at no known time', { day, count: most }, '', []],
    ['the very first', null, at, []],
  ])('are limited by day: %s', (_name, codesSent, when, expected) => {
    expect(codes(resendIssues(having({ codesSent }), when))).toEqual(expected);
  });

  it('are counted by day: one on another day begins anew', () => {
    const output = { type: 'xstate.done.actor.port', output: { at, value: { challengeId: 'c-2' } } };
    const counted = (codesSent: Account['codesSent']) =>
      signupUpdates.recordCodeSent(having({ challenge, codesSent }), output).account.codesSent;
    expect(counted(null)).toEqual({ day, count: 1 });
    expect(counted({ day, count: 2 })).toEqual({ day, count: 3 });
    expect(counted({ day: '2026-11-21', count: 2 })).toEqual({ day, count: 1 });
  });

  it.each([
    ['is out', {}, []],
    ['is expired', { expired: true }, ['code.expired']],
    ['is past its time', { validUntil: at }, ['code.expired']],
    ['has no attempt left', { attemptsLeft: 0 }, ['code.locked']],
  ])('one that %s can be entered unless %j forbids it', (_name, over, expected) => {
    expect(codes(codeStandingIssues(having({ challenge: { ...challenge, sent: { ...sent, ...over } } }), at))).toEqual(
      expected,
    );
  });

  it('none that was never sent can be entered', () => {
    expect(codes(codeStandingIssues(having({}), at))).toEqual(['code.expired']);
    expect(codes(codeStandingIssues(having({ challenge: { ...challenge, sent: null } }), at))).toEqual([
      'code.expired',
    ]);
  });

  it('one that is not sent yet is checked against no challenge', () => {
    const checked = codeToCheck(having({ challenge: { ...challenge, sent: null } }), { type: 'signup.code.submit' });
    expect(checked).toEqual({ channel: 'email', to: challenge.to, challengeId: '', verificationCode: '' });
  });

  it('a wrong one costs one attempt, and none goes below none', () => {
    const output = { type: 'xstate.done.actor.port', output: { at, value: { result: 'wrong' } } };
    const left = (attemptsLeft: number) =>
      signupUpdates.countWrongCode(having({ challenge: { ...challenge, sent: { ...sent, attemptsLeft } } }), output);
    expect(left(3).account.challenge?.sent?.attemptsLeft).toBe(2);
    expect(left(3).trouble).toEqual([{ code: 'code.wrong', path: ['verificationCode'], params: { left: 2 } }]);
    expect(left(1).trouble).toEqual([{ code: 'code.locked', path: ['verificationCode'], params: {} }]);
    expect(left(0).account.challenge?.sent?.attemptsLeft).toBe(0);
  });

  it('asked for again keep the address and what was sent, with the new time', () => {
    const later = '2026-11-22T12:02:00.000Z';
    const event = { type: 'signup.code.resend', at: later, by } as { type: string };
    expect(signupUpdates.requestCode(having({ challenge }), event).account.challenge).toEqual({
      ...challenge,
      requestedAt: later,
    });
  });

  it.each([
    ['verifyingEmail.enteringCode', 'email'],
    ['securingPhone.enteringCode', 'securityPhone'],
  ])('in %s the end of the code is a deadline of %s, and nowhere else', (state, step) => {
    expect(signupDeadlines(having({ challenge }), state)).toEqual([
      { at: sent.validUntil, step, event: 'signup.code.expired' },
    ]);
    expect(signupDeadlines(having({ challenge }), 'verifyingEmail.checkingCode')).toEqual([]);
    expect(signupDeadlines(having({ challenge: { ...challenge, sent: { ...sent, expired: true } } }), state)).toEqual(
      [],
    );
  });
});

describe('countries and phones', () => {
  const country = intl.account.countriesWithoutCloud[0] ?? '';
  it('R-005 a country that closes the way to cloud services is told of before it is chosen, and of no other act', () => {
    const closed = [{ code: 'account.countryCannotEnableCloud', path: [], params: { country } }];
    expect(cloudCountryIssues(having({ country }))).toEqual(closed);
    expect(cloudCountryIssues(having({}))).toEqual([]);
    expect(signupConsequences(begun, { type: 'signup.country.choose', country, at, by } as never)).toEqual(closed);
    const elsewhere = { type: 'signup.oldAccount.signedIn', country, at, by } as never;
    expect(signupConsequences(begun, elsewhere)).toEqual([]);
  });

  it.each([
    [null, 1_000_000, []],
    [3, 2, []],
    [3, 3, ['account.mobileQuota']],
  ])('R-016 of a limit of %s a number with %i HUAWEI IDs has %j', (huaweiIdsPerMobile, ids, expected) => {
    const policy = { ...intl, account: { ...intl.account, huaweiIdsPerMobile } };
    expect(codes(mobileQuotaIssues(ids, policy))).toEqual(expected);
  });

  it('R-016 a phone is looked up where there is a limit, and taken at once where there is none', () => {
    const limited = (huaweiIdsPerMobile: number | null) =>
      having({}, { ...intl, account: { ...intl.account, huaweiIdsPerMobile } });
    const { isPhoneToBeLookedUp, isPhoneAcceptable } = signupRules;
    expect([limited(3), limited(null)].map(isPhoneToBeLookedUp.when)).toEqual([true, false]);
    expect([limited(3), limited(null)].map(isPhoneAcceptable.when)).toEqual([false, true]);
  });

  it('a code that is out is returned to by the address it was sent to only', () => {
    const sms = { ...challenge, channel: 'sms', to: '+4930123456' } as const;
    const { isEmailCodeOut, isPhoneCodeOut } = signupRules;
    const phone = (to: string) => isPhoneCodeOut.which(having({ challenge: sms }), { phone: to } as never);
    const email = (to: string) => isEmailCodeOut.which(having({ challenge }), { email: to } as never);
    expect([phone('+4930123456'), phone('+4930999999')]).toEqual([true, false]);
    expect([email('zoe@acme.example'), email('ada@acme.example')]).toEqual([true, false]);
    expect(isPhoneCodeOut.which(having({}), { phone: '+4930123456' } as never)).toBe(false);
    expect(isEmailCodeOut.which(having({}), { email: 'zoe@acme.example' } as never)).toBe(false);
  });

  it('what is overdue or not expected says which event it was', () => {
    const act = (type: string) => ({ type, at, by: { role: 'system', id: 's' } }) as const;
    const unexpected = (event: string) => [{ code: 'event.notExpected', path: [], params: { event } }];
    const { isCodeOverdue, isCloudAccountNeeded } = signupRules;
    const expired = (facts: Partial<Account>, when = sent.validUntil) =>
      isCodeOverdue.standing(having(facts), { ...act('signup.code.expired'), at: when });
    expect(expired({ challenge })).toEqual([]);
    for (const facts of [{}, { challenge: { ...challenge, sent: { ...sent, expired: true } } }])
      expect(expired(facts)).toEqual(unexpected('signup.code.expired'));
    expect(expired({ challenge }, at)).toEqual(unexpected('signup.code.expired'));
    const linked = act('signup.cloudAccount.linked');
    expect(isCloudAccountNeeded.standing(having({ country }), linked)).toEqual([]);
    expect(isCloudAccountNeeded.standing(having({ country: 'DE' }), linked)).toEqual(
      unexpected('signup.cloudAccount.linked'),
    );
  });

  it('a code is out on the channel it was sent on only', () => {
    const { isEmailCodeOut, isPhoneCodeOut } = signupRules;
    for (const [facts, email, sms] of [
      [{ challenge }, true, false],
      [{ challenge: { ...challenge, channel: 'sms' as const } }, false, true],
      [{ challenge: { ...challenge, sent: null } }, false, false],
      [{}, false, false],
    ] as const)
      expect([isEmailCodeOut.when(having(facts)), isPhoneCodeOut.when(having(facts))]).toEqual([email, sms]);
  });
});

const ofIndividual = ({ realName }: Partial<Account>): Account['realName'] =>
  realName == null
    ? null
    : { ...realName, application: { kind: 'individual', name: 'Zoë', birthDate: '1990-01-01', files: [] } };

describe('real-name authentication', () => {
  it('S24 R-175 can be synchronised only to an account with a name, and not to an individual’s authentication', () => {
    const possible = (facts: Partial<Account>) =>
      signupRules.isRealNameSynchronised.possible(having(facts, cn), { type: 'signup.realName.synchronised', at, by });
    expect(possible({})).toBe(false);
    expect(possible({ information })).toBe(true);
    expect(possible({ information, ...realNameAccount('rejected') })).toBe(true);
    const approved = realNameAccount('approved');
    expect(possible(approved)).toBe(true);
    expect(possible({ information, realName: ofIndividual(approved) })).toBe(false);
  });

  it('is decided while it is in review only, and rejected with a reason', () => {
    const { isRealNameStillInReview, isRealNameRejected, isRealNameApproved } = signupRules;
    const act = { type: 'signup.realName.decided', at, by: { role: 'system', id: 's' } } as const;
    const unexpected = [{ code: 'event.notExpected', path: [], params: { event: act.type } }];
    for (const rule of [isRealNameStillInReview, isRealNameRejected, isRealNameApproved]) {
      expect(rule.standing(having(realNameAccount('inReview'), cn), act)).toEqual([]);
      for (const facts of [{}, realNameAccount('approved')])
        expect(rule.standing(having(facts, cn), act)).toEqual(unexpected);
    }
    const decided = (over: object) => ({ ...act, resultCode: 1, ...over }) as never;
    const missing = [{ code: 'realName.reasonMissing', path: ['reason'], params: {} }];
    expect(isRealNameRejected.said(begun, decided({}))).toEqual(missing);
    expect(isRealNameRejected.said(begun, decided({ reason: 'blurred' }))).toEqual([]);
    expect(isRealNameApproved.said(begun, decided({ resultCode: 2 }))).toEqual([]);
    const meant = (resultCode: number) =>
      [isRealNameStillInReview, isRealNameRejected, isRealNameApproved].map(({ which }) =>
        which(begun, decided({ resultCode })),
      );
    expect([0, 1, 2].map(meant)).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ]);
  });

  it('S24 reaches an account by the name before or after, and as an enterprise’s only', () => {
    const { application } = realNameAccount('approved').realName ?? {};
    const synchronised = (over: object, facts: Partial<Account> = { information }) =>
      signupRules.isRealNameSynchronised.said(having(facts, cn), {
        type: 'signup.realName.synchronised',
        at,
        by: { role: 'system', id: 's' },
        application,
        masterNameBefore: 'Zoë',
        ...over,
      } as never);
    expect(synchronised({})).toEqual([]);
    expect(codes(synchronised({ masterNameBefore: null }))).toEqual(['realName.nameDiffers']);
    expect(codes(synchronised({}, {}))).toEqual(['realName.nameDiffers']);
    const approved = realNameAccount('approved');
    expect(synchronised({}, { information, ...approved })).toEqual([]);
    const named = { ...application, companyName: 'Another' };
    expect(codes(synchronised({ application: named }, approved))).toEqual(['realName.alreadyPassed']);
    expect(codes(synchronised({}, { information, realName: ofIndividual(approved) }))).toEqual([
      'realName.alreadyPassed',
    ]);
    expect(
      synchronised({ application: { kind: 'individual', name: 'Zoë', birthDate: '1990-01-01', files: [] } }),
    ).toEqual([{ code: 'value.notOffered', path: ['application', 'kind'], params: { offered: 'enterprise' } }]);
  });

  it('R-022 is not started again while it is in review', () => {
    const started = (facts: Partial<Account>) => codes(realNameStartIssues(having(facts, cn)));
    expect(started(realNameAccount('inReview'))).toEqual(['realName.inReview']);
    expect(started(realNameAccount('approved'))).toEqual([]);
    expect(started(realNameAccount('rejected'))).toEqual([]);
    expect(started({})).toEqual(['account.cloudNotEnabled']);
  });

  it('R-019 follows the details where it is offered and not passed', () => {
    const { isInformationCompleteBeforeRealName: before, isInformationComplete: last } = signupRules;
    const { mayPostponeInformationBeforeRealName: postponedBefore, mayPostponeInformation: postponed } = signupRules;
    for (const [context, follows] of [
      [having({}, cn), true],
      [having(realNameAccount('rejected'), cn), true],
      [having(realNameAccount('approved'), cn), false],
      [having({}, { ...cn, realName: { ...cn.realName, offered: false } }), false],
    ] as const)
      for (const [way, end] of [
        [before, last],
        [postponedBefore, postponed],
      ] as const)
        expect([way.when(context), end.when(context)]).toEqual([follows, !follows]);
  });

  it('R-019 of an enterprise makes the account an enterprise account, of a person it does not', () => {
    const decided = { type: 'signup.realName.decided', at, by: { role: 'system', id: 's' }, resultCode: 2 } as {
      type: string;
    };
    const approved = (facts: Partial<Account>) => signupUpdates.approveRealName(having(facts, cn), decided).account;
    const { realName } = realNameAccount('inReview');
    const person: RealNameApplication = { kind: 'individual', name: 'Zoë', birthDate: '1990-01-01', files: [] };
    expect(approved({ realName: realName ?? null, information }).information?.accountType).toBe('enterprise');
    expect(approved({ realName: realName ?? null }).information).toBeNull();
    const individual = realName && { ...realName, application: person };
    expect(approved({ realName: individual ?? null, information }).information?.accountType).toBe('individual');
  });

  it('R-019 S24 that comes from the master account makes the account an enterprise account, with details or without', () => {
    const application = realNameAccount('approved').realName?.application;
    const event = {
      type: 'signup.realName.synchronised',
      at,
      by: { role: 'system', id: 's' },
      masterNameBefore: 'Zoë',
    };
    const synchronised = (facts: Partial<Account>) =>
      signupUpdates.synchroniseRealName(having(facts, cn), { ...event, application } as { type: string }).account;
    expect(synchronised({ information }).information).toEqual({ ...information, accountType: 'enterprise' });
    const bare = synchronised({});
    expect([bare.information, bare.realName?.status]).toEqual([null, 'approved']);
  });

  it('R-024 R-025 an application points to what is wrong with it', () => {
    const person: RealNameApplication = { kind: 'individual', name: 'Zoë', birthDate: '2010-11-23', files: [] };
    const found = realNameApplicationIssues(person, at, cn, ['application']);
    expect(found).toEqual([
      {
        code: 'realName.filesMissing',
        path: ['application', 'files'],
        params: { least: cn.realName.leastFiles.individual },
      },
      { code: 'realName.tooYoung', path: ['application', 'birthDate'], params: { least: cn.realName.leastAge } },
    ]);
    expect(codes(realNameApplicationIssues(person, '', cn, []))).toEqual(['realName.filesMissing']);
  });

  it('asks for nothing while it is in review, and says why it was rejected', () => {
    const asked = (facts: Partial<Account>, state: string) =>
      Object.values(signupRequirements(having({ information, ...facts }, cn), state)).flat();
    const required = (code: string, params: object = {}, remedy: string | null = 'signup.realName.apply') => ({
      code,
      path: [],
      params,
      step: 'realName',
      remedy,
      deadline: null,
    });
    expect(asked(realNameAccount('inReview'), 'realName.inReview')).toEqual([required('realName.inReview', {}, null)]);
    expect(asked(realNameAccount('rejected'), 'realName.rejected')).toEqual([
      required('realName.rejected', { reason: 'unreadable' }),
    ]);
    expect(asked({ cloudEnabledAt: at }, 'realName.rejected')).toEqual([required('realName.rejected', { reason: '' })]);
    expect(asked({ cloudEnabledAt: at }, 'realName.applying')).toEqual([required('realName.required')]);
    expect(asked(realNameAccount('approved'), 'complete')).toEqual([]);
  });
});

describe('what signup asks for', () => {
  const due = (facts: Partial<Account>, state: string, policy: Policy = intl) =>
    signupRequirements(having(facts, policy), state).currentlyDue.map(({ code, path, step, remedy, deadline }) => [
      code,
      path.join('.'),
      step,
      remedy,
      deadline,
    ]);
  const enabled = { cloudEnabledAt: at };

  it('of a new account everything, step by step', () => {
    expect(due({}, 'choosingCountry').slice(0, 4)).toEqual([
      ['account.countryRequired', '', 'country', 'signup.country.choose', null],
      ['account.emailUnverified', '', 'email', 'signup.email.submit', null],
      ['account.passwordUnset', '', 'password', 'signup.password.set', null],
      ['account.securityPhoneUndecided', '', 'securityPhone', 'signup.securityPhone.give', null],
    ]);
    const agreements = intl.account.agreements.map(() => [
      'account.agreementNotAccepted',
      'agreements',
      'cloud',
      'signup.cloud.enable',
      null,
    ]);
    expect(due({}, 'choosingCountry').slice(4)).toEqual(agreements);
  });

  it('of an account whose agreements are accepted the cloud services themselves', () => {
    const agreements = intl.account.agreements.map(({ id, version }) => ({ id, version, acceptedAt: at }));
    expect(due({ agreements }, 'enablingCloud').at(-1)).toEqual([
      'account.cloudNotEnabled',
      '',
      'cloud',
      'signup.cloud.enable',
      null,
    ]);
  });

  it('the code, by its deadline, while it is being entered', () => {
    const email = due({ challenge }, 'verifyingEmail.enteringCode').find(
      ([code]) => code === 'account.emailUnverified',
    );
    expect(email).toEqual(['account.emailUnverified', '', 'email', 'signup.code.submit', sent.validUntil]);
    const securityPhone = { status: 'given', number: '+4930123456' } as const;
    const phone = (state: string, facts: Partial<Account> = { challenge }) =>
      due({ ...facts, securityPhone }, state).find(([code]) => String(code).startsWith('account.securityPhone'));
    expect(phone('securingPhone.enteringCode')).toEqual([
      'account.securityPhoneUnverified',
      '',
      'securityPhone',
      'signup.code.submit',
      sent.validUntil,
    ]);
    expect(phone('securingPhone.entering')).toEqual([
      'account.securityPhoneUnverified',
      '',
      'securityPhone',
      'signup.securityPhone.give',
      null,
    ]);
    const unsent = { challenge: { ...challenge, sent: null } };
    expect(phone('securingPhone.enteringCode', unsent)?.at(-1)).toBeNull();
  });

  it('R-010 the details where they are asked for, unless they are there or put off', () => {
    const incomplete = ['account.informationIncomplete', '', 'information', 'signup.information.complete', null];
    expect(due(enabled, 'completingInformation')).toEqual([incomplete]);
    expect(due(enabled, 'complete')).toEqual([]);
    expect(due({ ...enabled, information }, 'completingInformation')).toEqual([]);
    expect(due({ ...enabled, informationPostponed: true }, 'completingInformation')).toEqual([]);
    const later = (facts: Partial<Account>) => codes(signupRequirements(having(facts), 'complete').eventuallyDue);
    expect(later({ ...enabled, informationPostponed: true })).toEqual(['account.informationIncomplete']);
    expect(later({ ...enabled, informationPostponed: true, information })).toEqual([]);
    expect(later(enabled)).toEqual([]);
  });

  it('R-021 the upgrade of an old account before anything else', () => {
    const oldAccount = { accountId: 'old-1', upgrade: 'open' } as const;
    expect(due({ ...enabled, oldAccount }, 'offeringUpgrade')).toEqual([
      ['upgrade.open', '', 'country', 'signup.upgrade.request', null],
    ]);
    expect(due({ ...enabled, oldAccount: { ...oldAccount, upgrade: 'postponed' } }, 'complete')).toEqual([]);
  });

  it('R-021 the old account an upgrade was done for or put off is kept as such', () => {
    const account = { oldAccount: { accountId: 'old-1', upgrade: 'open' }, huaweiId: 'huawei-id-1' } as const;
    const postponed = signupUpdates.postponeUpgrade(having(account), {
      type: 'signup.upgrade.postpone',
      at,
      by,
    } as { type: string }).account;
    expect([postponed.oldAccount?.upgrade, postponed.huaweiId]).toEqual(['postponed', null]);
    const output = { type: 'xstate.done.actor.port', output: { at, value: {} } };
    expect(signupUpdates.recordUpgrade(having(account), output).account).toMatchObject({
      oldAccount: { upgrade: 'done' },
      registeredAt: at,
    });
    expect(signupUpdates.recordUpgrade(having({}), output).account).toMatchObject({
      oldAccount: null,
      registeredAt: at,
    });
  });

  it('R-010 details that are given are no longer put off', () => {
    const event = { type: 'signup.information.complete', at, by, information } as { type: string };
    const { account } = signupUpdates.recordInformation(having({ informationPostponed: true }), event);
    expect([account.information, account.informationPostponed]).toEqual([information, false]);
  });
});
