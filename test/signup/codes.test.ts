import { describe, expect, it } from 'vitest';
import { createPolicy, type PolicySettings } from '../../src/policy.js';
import { deadlines } from '../../src/registration/requirements.js';
import { cn, intl } from '../support/answers.js';
import type { Span } from '../support/clock.js';
import { rightCode } from '../support/ports.js';
import { email, phone, say, signup, signupAt } from './signup.roads.js';

const at = '2026-11-22T10:00:00.000Z';

describe('a verification code', () => {
  it('R-006 R-011 goes to the e-mail address, for registration, of the digits and the validity of the policy', async () => {
    for (const [policy, validityMinutes] of [
      [intl, 5],
      [cn, 10],
    ] as const) {
      const driven = await signup(policy).go(say.country, say.email);
      expect(driven.calls).toEqual([
        {
          port: 'sendVerificationCode',
          input: { channel: 'email', scene: 'registration', to: email, digits: 6, validityMinutes },
        },
      ]);
    }
  });

  it('R-008 R-011 goes to the security phone by SMS', async () => {
    const driven = await signupAt('securingPhone.enteringCode');
    expect(driven.calls.at(-1)).toEqual({
      port: 'sendVerificationCode',
      input: { channel: 'sms', scene: 'registration', to: phone, digits: 6, validityMinutes: 10 },
    });
  });

  it('R-011 is checked against the challenge it was sent for', async () => {
    const driven = await signup()
      .once('sendVerificationCode', () => ({ challengeId: 'challenge-7' }))
      .go(say.country, say.email);
    await driven.say(say.code);
    expect(driven.calls.at(-1)).toEqual({
      port: 'checkVerificationCode',
      input: { channel: 'email', to: email, challengeId: 'challenge-7', verificationCode: rightCode },
    });
  });

  it.each<[string, PolicySettings, Span, boolean]>([
    ['C-013 10 minutes (cn) at 9:59', { site: 'cn' }, { minutes: 9, seconds: 59 }, true],
    ['10 minutes (cn), 1 ms before', { site: 'cn' }, { minutes: 10, ms: -1 }, true],
    ['10 minutes (cn), exactly', { site: 'cn' }, { minutes: 10 }, false],
    ['5 minutes, 1 ms before', { site: 'intl' }, { minutes: 5, ms: -1 }, true],
    ['5 minutes, exactly', { site: 'intl' }, { minutes: 5 }, false],
    ['5 minutes, 1 ms after', { site: 'intl' }, { minutes: 5, ms: 1 }, false],
    ['5 minutes, a year after', { site: 'intl' }, { days: 365 }, false],
    [
      'C-014 R-013 61 minutes asked for, at 4:59',
      { site: 'intl', verificationCode: { validityMinutes: 61 } },
      { minutes: 4, seconds: 59 },
      true,
    ],
    [
      'C-014 R-013 61 minutes asked for, at 5:00',
      { site: 'intl', verificationCode: { validityMinutes: 61 } },
      { minutes: 5 },
      false,
    ],
    [
      'R-013 60 minutes asked for, at 59:59',
      { site: 'intl', verificationCode: { validityMinutes: 60 } },
      { minutes: 59, seconds: 59 },
      true,
    ],
  ])('R-012 is valid for %s', async (_name, settings, span, taken) => {
    const driven = await signup(createPolicy(settings)).go(say.country, say.email);
    driven.clock.pass(span);
    await driven.say(say.code);
    expect(driven.codes).toEqual(taken ? [] : ['code.expired']);
    expect(driven.state).toBe(taken ? 'settingPassword.entering' : 'verifyingEmail.enteringCode');
  });

  it('R-012 its validity counts from when it was sent, not from when it was asked for', async () => {
    const driven = signup();
    driven.once('sendVerificationCode', () => {
      driven.clock.pass({ seconds: 20 });
      return { challengeId: 'challenge-1' };
    });
    await driven.go(say.country, say.email);
    expect(deadlines(driven.snapshot)).toEqual([
      { at: '2026-11-22T10:05:20.000Z', step: 'email', event: 'signup.code.expired' },
    ]);
    driven.clock.set('2026-11-22T10:05:19.999Z');
    await driven.go(say.code);
  });

  it('R-008 R-012 the code of a security phone has its time, too', async () => {
    const driven = await signupAt('securingPhone.enteringCode');
    expect(deadlines(driven.snapshot)).toEqual([
      { at: '2026-11-22T10:10:00.000Z', step: 'securityPhone', event: 'signup.code.expired' },
    ]);
    driven.clock.pass({ minutes: 10 });
    await driven.go(say.expired);
    await driven.say(say.code);
    expect(driven.codes).toEqual(['code.expired']);
    await driven.go(say.resend, say.code);
    expect(driven.state).toBe('acceptingAgreements');
  });

  it('R-012 a code whose time was called over cannot be entered, even if a clock went back', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    await driven.say(say.expired);
    expect(driven.codes).toEqual(['event.notExpected']);
    driven.clock.pass({ minutes: 5 });
    await driven.go(say.expired);
    expect(deadlines(driven.snapshot)).toEqual([]);
    await driven.say(say.expired);
    expect(driven.codes).toEqual(['event.notExpected']);
    await driven.say(say.code, { at });
    expect(driven.codes).toEqual(['code.expired']);
  });

  it.each(['', '12345', '1234567', 'abcdef', '12 456', '１２３４５６', '12345\n', '-12345'])(
    'R-006 %j has not the form of a code, which costs no attempt and asks nobody',
    async (verificationCode) => {
      const driven = await signupAt('verifyingEmail.enteringCode');
      await driven.say({ ...say.code, verificationCode });
      expect(driven.codes).toEqual([verificationCode === '' ? 'text.tooShort' : 'code.format']);
      expect(driven.context.account.challenge?.sent?.attemptsLeft).toBe(3);
      expect(driven.calls).toHaveLength(1);
    },
  );

  it('R-006 a wrong code costs an attempt and the third locks; a new code opens again', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    for (const left of [2, 1]) {
      await driven.go(say.wrongCode);
      expect(driven.context.trouble).toEqual([{ code: 'code.wrong', path: ['verificationCode'], params: { left } }]);
    }
    await driven.go(say.wrongCode);
    expect(driven.trouble).toEqual(['code.locked']);
    await driven.say(say.code);
    expect(driven.codes).toEqual(['code.locked']);
    driven.clock.pass({ seconds: 60 });
    await driven.go(say.resend);
    expect(driven.trouble).toEqual([]);
    await driven.go(say.code);
    expect(driven.state).toBe('settingPassword.entering');
  });

  it('R-006 a check that fails for a reason of its own costs no attempt', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    await driven.once('checkVerificationCode', () => Promise.reject(new Error('down'))).go(say.code);
    expect(driven.context.account.challenge?.sent?.attemptsLeft).toBe(3);
  });
});

describe('another code', () => {
  it.each<[string, Span, string[]]>([
    ['59.999 s', { seconds: 60, ms: -1 }, ['code.resendTooSoon']],
    ['60 s', { seconds: 60 }, []],
    ['60.001 s', { seconds: 60, ms: 1 }, []],
  ])('R-006 is sent %s after the first: %j', async (_name, span, codes) => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    driven.clock.pass(span);
    const explanation = await driven.say(say.resend);
    expect(driven.codes).toEqual(codes);
    if (!explanation.allowed)
      expect(explanation.issues).toEqual([
        { code: 'code.resendTooSoon', path: [], params: { from: '2026-11-22T10:01:00.000Z' } },
      ]);
  });

  it('R-006 giving the same address again leads back to the code that is out; another address is asked at once', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    const { challenge } = driven.context.account;
    await driven.go(say.back);
    await driven.go(say.email);
    expect(driven.snapshot.matches({ verifyingEmail: 'enteringCode' })).toBe(true);
    expect(driven.context.account.challenge).toEqual(challenge);
    await driven.go(say.back);
    await driven.go({ ...say.email, email: 'other@acme.example' });
    expect(driven.context.account.challenge?.to).toBe('other@acme.example');
  });

  it('R-006 R-008 giving the same phone again leads back to the code that is out; past its time another is sent', async () => {
    const driven = await signupAt('securingPhone.enteringCode');
    const { challenge } = driven.context.account;
    const asked = driven.calls.length;
    await driven.go(say.back, say.phone);
    expect([driven.state, driven.context.account.challenge]).toEqual(['securingPhone.enteringCode', challenge]);
    expect(driven.calls).toHaveLength(asked);
    driven.clock.pass({ minutes: 10 });
    await driven.go(say.back, say.phone);
    expect(driven.calls.at(-1)?.port).toBe('sendVerificationCode');
    expect(driven.context.account.challenge?.sent?.at).toBe(driven.clock.now);
  });

  it('R-006 a locked code is not got round by giving the same address again: another waits for its pause', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    await driven.go(say.wrongCode, say.wrongCode, say.wrongCode, say.back);
    await driven.say(say.email);
    expect(driven.codes).toEqual(['code.locked', 'code.resendTooSoon']);
    driven.clock.pass({ seconds: 60 });
    await driven.go(say.email, say.code);
    expect(driven.state).toBe('settingPassword.entering');
  });

  it('R-012 makes the one before void: its time and its attempts are new', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    await driven.go(say.wrongCode);
    driven.clock.pass({ minutes: 4 });
    await driven.once('sendVerificationCode', () => ({ challengeId: 'challenge-2' })).go(say.resend);
    expect(driven.context.account.challenge?.sent).toMatchObject({
      challengeId: 'challenge-2',
      validUntil: '2026-11-22T10:09:00.000Z',
      attemptsLeft: 3,
    });
    driven.clock.pass({ minutes: 4 });
    await driven.go(say.code);
  });

  it.each<[string, PolicySettings, last: string, next: string]>([
    ['UTC', { site: 'intl' }, '2026-11-22T23:59:59.999Z', '2026-11-23T00:00:00.000Z'],
    ['Shanghai (cn)', { site: 'cn' }, '2026-11-22T15:59:59.999Z', '2026-11-22T16:00:00.000Z'],
    ['Dublin in summer (eu)', { site: 'eu' }, '2026-07-31T22:59:59.999Z', '2026-07-31T23:00:00.000Z'],
  ])('R-006 five are sent a day, and the day ends at midnight in %s', async (_name, settings, last, next) => {
    const policy = createPolicy(settings);
    const driven = signup(policy);
    driven.clock.set(last);
    driven.clock.pass({ minutes: -10 });
    await driven.go(say.country, say.email);
    for (let count = 2; count <= policy.verificationCode.perDay; count += 1) {
      driven.clock.pass({ minutes: 1 });
      await driven.go(say.resend);
    }
    await driven.say(say.resend, { at: last });
    expect(driven.codes).toEqual(['code.dailyLimit']);
    await driven.go(say.back);
    await driven.say({ ...say.email, email: 'other@acme.example' }, { at: last });
    expect(driven.codes).toEqual(['code.dailyLimit']);
    await driven.say({ ...say.email, email: 'other@acme.example' }, { at: next });
    expect(driven.codes).toEqual([]);
    expect(driven.context.account.codesSent?.count).toBe(1);
  });

  it('R-006 too soon and too many are said together', async () => {
    const driven = signup(createPolicy({ site: 'intl', verificationCode: { perDay: 1 } }));
    await driven.go(say.country, say.email);
    await driven.say(say.resend);
    expect(driven.codes).toEqual(['code.resendTooSoon', 'code.dailyLimit']);
  });

  it('R-006 a code that could not be sent counts neither for the pause nor for the day', async () => {
    const driven = signup(createPolicy({ site: 'intl', verificationCode: { perDay: 1 } }));
    await driven.once('sendVerificationCode', () => Promise.reject(new Error('down'))).go(say.country, say.email);
    expect(driven.trouble).toEqual(['port.unavailable']);
    await driven.go(say.email, say.code);
  });
});
