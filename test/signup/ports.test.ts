import { describe, expect, it } from 'vitest';
import { requirements } from '../../src/registration/requirements.js';
import { cn } from '../support/answers.js';
import { down, type PortName, rightCode } from '../support/ports.js';
import { asking, password, say, signup, signupAt } from './signup.roads.js';

const asks = Object.entries(asking).map(([state, [from, event, port, rest]]) => ({ state, from, event, port, rest }));

/** What the person gave, without what an act itself records. */
const typed = (driven: Awaited<ReturnType<typeof signupAt>>) => {
  const { country, email, emailVerifiedAt, huaweiId, registeredAt, securityPhone, agreements, information, realName } =
    driven.context.account;
  return { country, email, emailVerifiedAt, huaweiId, registeredAt, securityPhone, agreements, information, realName };
};

const never = () => new Promise(() => {});

const failures: readonly (readonly [string, () => unknown])[] = [
  ['throws', down],
  ['rejects', () => Promise.reject(new Error('down'))],
  ['rejects with nothing', () => Promise.reject()],
  ['answers nothing', () => undefined],
  ['answers null', () => null],
  ['answers something else', () => ({ result: 'perhaps' })],
  ['answers with an extra key', () => ({ challengeId: 'c', result: 'correct', huaweiIds: 0, more: true })],
  ['answers an error of its own making', () => new Error('down')],
];

describe.each(asks)('in $state', ({ state, from, event, port, rest }) => {
  it('is busy until the port answers', async () => {
    const driven = (await signupAt(from)).once(port, never);
    driven.tell(event);
    await Promise.resolve();
    if (driven.state !== state) await expect.poll(() => driven.state).toBe(state);
    expect(driven.snapshot.hasTag('busy')).toBe(true);
    driven.stop();
  });

  it.each(failures)(
    'a port that %s leads to rest with the trouble named, nothing typed is lost, and it can be tried again',
    async (_name, failure) => {
      const driven = await signupAt(from);
      const willing = (await signupAt(from)).once(port, never);
      willing.tell(event);
      await expect.poll(() => willing.state).toBe(state);
      const given = typed(willing);
      willing.stop();
      await driven.once(port, failure).go(event);
      expect(driven.state).toBe(rest);
      expect(driven.context.trouble).toEqual([{ code: 'port.unavailable', path: [], params: { port } }]);
      expect(typed(driven)).toEqual(given);
      expect(requirements(driven.snapshot).currentlyDue.length).toBeGreaterThan(0);
      const next = rest === 'verifyingEmail.entering' ? say.email : event;
      await driven.go(next);
      expect(driven.trouble).toEqual([]);
      expect(driven.state).not.toBe(rest);
    },
  );

  it('what was said while the port failed changes nothing about what the port is asked next', async () => {
    const driven = await signupAt(from);
    await driven.once(port, down).go(event);
    await driven.go(event);
    const [first, second] = driven.calls.filter((call) => call.port === port).slice(-2);
    expect(second).toEqual(first);
  });
});

describe('a late answer', () => {
  /** A port whose answer comes when it is let go. */
  const held = <T>(answer: T) => {
    let release = () => {};
    const promise = new Promise<T>((resolve) => {
      release = () => resolve(answer);
    });
    return { script: () => promise, release: () => release() };
  };

  it.each<
    [
      string,
      (
        | 'verifyingEmail.entering'
        | 'verifyingEmail.enteringCode'
        | 'securingPhone.entering'
        | 'securingPhone.enteringCode'
      ),
      Parameters<Awaited<ReturnType<typeof signupAt>>['tell']>[0],
      PortName,
      unknown,
      Parameters<Awaited<ReturnType<typeof signupAt>>['go']>[0],
      string,
    ]
  >([
    [
      'that a code was sent',
      'verifyingEmail.entering',
      say.email,
      'sendVerificationCode',
      { challengeId: 'late' },
      say.back,
      'choosingCountry',
    ],
    [
      'that a code is right',
      'verifyingEmail.enteringCode',
      say.code,
      'checkVerificationCode',
      { result: 'correct' },
      say.back,
      'choosingCountry',
    ],
    [
      'that a mobile number is free',
      'securingPhone.entering',
      say.phone,
      'lookUpMobile',
      { huaweiIds: 0 },
      say.skipPhone,
      'acceptingAgreements',
    ],
    [
      'that a phone’s code is right',
      'securingPhone.enteringCode',
      say.code,
      'checkVerificationCode',
      { result: 'correct' },
      say.skipPhone,
      'acceptingAgreements',
    ],
  ])('%s is ignored once the person went elsewhere', async (_name, from, event, port, answer, elsewhere, state) => {
    const { script, release } = held(answer);
    const driven = (await signupAt(from)).once(port, script);
    driven.tell(event);
    await driven.go(elsewhere);
    const before = driven.persisted;
    release();
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(driven.state).toBe(state);
    expect(driven.persisted).toBe(before);
  });

  it('the port is told that nobody waits any more', async () => {
    const driven = await signupAt('verifyingEmail.entering');
    let signal: AbortSignal | undefined;
    driven.once('sendVerificationCode', (_asked, options) => {
      signal = options.signal;
      return never();
    });
    driven.tell(say.email);
    expect(signal?.aborted).toBe(false);
    await driven.go(say.back);
    expect(signal?.aborted).toBe(true);
  });
});

describe('secrets', () => {
  it('the password and the code reach their port and nothing that is kept, after no act of the whole road', async () => {
    const driven = signup(cn);
    const kept: string[] = [];
    const road = [
      say.country,
      say.email,
      say.wrongCode,
      say.code,
      { ...say.password, password: 'abcdefgh' },
      say.password,
      say.phone,
      say.code,
      say.enable,
      say.complete,
      say.apply,
      say.approved,
    ];
    for (const event of road) {
      await driven.say(event);
      kept.push(driven.persisted, JSON.stringify(driven.snapshot));
    }
    expect(driven.state).toBe('complete');
    const asked = JSON.stringify(driven.calls);
    for (const secret of [password, 'abcdefgh', rightCode, '000000']) {
      expect(
        kept.filter((text) => text.includes(secret)),
        secret,
      ).toEqual([]);
      expect(asked.includes(secret), secret).toBe(secret !== 'abcdefgh');
    }
  });

  it('neither is kept when the port that had them fails', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    await driven
      .once('checkVerificationCode', ({ verificationCode }) => Promise.reject(new Error(verificationCode)))
      .go(say.code);
    expect(driven.persisted).not.toContain(rightCode);
    await driven.go(say.code);
    await driven.once('registerHuaweiId', (asked) => Promise.reject(new Error(asked.password))).go(say.password);
    expect(driven.persisted).not.toContain(password);
    expect(driven.trouble).toEqual(['port.unavailable']);
  });

  it('neither is said back in a refusal', async () => {
    const driven = await signupAt('settingPassword.entering');
    const wrong = { ...say.password, password: 'abc98765', more: 'abc98765' };
    const told = [
      await driven.say({ ...say.password, password: 'abc 98765' }),
      await driven.sayAnything(wrong, { by: 'reviewer' }),
      await driven.say({ ...say.code, verificationCode: '98765' }),
    ];
    expect(told.map(({ allowed }) => allowed)).toEqual([false, false, false]);
    expect(JSON.stringify(told)).not.toContain('98765');
  });
});
