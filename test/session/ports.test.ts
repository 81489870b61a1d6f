import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActor, waitFor } from 'xstate';
import type { RegistrationError } from '../../src/errors.js';
import type { CallOptions } from '../../src/ports.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import { callPort, connect } from '../../src/session/connect.js';
import { settle, start, step } from '../../src/session/step.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { fails, portsOnCue } from '../../src/testing/cues.js';
import { Clock } from '../support/clock.js';
import { down, willingPorts } from '../support/ports.js';
import { became, choose, Desk, go, placeOf, say } from './desk.js';
import { FaultyStorage } from './faults.js';
import { people } from './scenarios.js';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const never = () => new Promise<never>(() => {});

class Unwilling extends Error {}

const unwilling = new Unwilling('no mail today');

const garbage: Readonly<Record<string, () => unknown>> = {
  nothing: () => undefined,
  null: () => null,
  text: () => 'challenge-1',
  'an empty object': () => ({}),
  'another type': () => ({ challengeId: 5 }),
  'one key too many': () => ({ challengeId: 'challenge-1', password: 'x' }),
  'an empty id': () => ({ challengeId: '' }),
  'an id that is too long': () => ({ challengeId: 'x'.repeat(1_000_000) }),
  'a lone surrogate': () => ({ challengeId: '\ud800' }),
  'a list': () => [{ challengeId: 'challenge-1' }],
  'a function': () => () => ({ challengeId: 'challenge-1' }),
  'a getter that throws': () => ({
    get challengeId() {
      throw unwilling;
    },
  }),
  'a proxy that throws': () =>
    new Proxy(
      {},
      {
        get: (_, key) => (key === 'then' ? undefined : down()),
        has: down,
        ownKeys: down,
        getOwnPropertyDescriptor: down,
      },
    ),
};

/** How a port can fail, and what the host is told of it. */
const failures: Readonly<Record<string, { readonly port: unknown; readonly code: string; readonly cause?: unknown }>> =
  {
    'is missing': { port: undefined, code: 'port.notConnected' },
    'is no function': { port: { challengeId: 'challenge-1' }, code: 'port.notConnected' },
    throws: {
      port: () => {
        throw unwilling;
      },
      code: 'port.failed',
      cause: unwilling,
    },
    rejects: { port: () => Promise.reject(unwilling), code: 'port.failed', cause: unwilling },
    'throws no error but text': { port: () => Promise.reject('no'), code: 'port.failed', cause: 'no' },
    'throws nothing at all': { port: () => Promise.reject(undefined), code: 'port.failed' },
    ...Object.fromEntries(
      Object.entries(garbage).map(([name, port]) => [`answers ${name}`, { port, code: 'port.badAnswer' }]),
    ),
  };

describe('design 7: a port that fails leads to a state that says so, and the person tries again', () => {
  it.each(Object.entries(failures))('one that %s', async (_name, { port, code, cause }) => {
    const desk = new Desk();
    const told: RegistrationError[] = [];
    const ports: Partial<RegistrationPorts> = { ...desk.ports, sendVerificationCode: port as never };
    const session = await desk.open({ ports, onPortError: (error) => told.push(error) });
    await go(session, say.country);
    const outcome = await session.receive(say.email);
    expect(outcome).toMatchObject({ status: 'saved', revision: 3 });
    expect(outcome.issues).toEqual([{ code: 'port.unavailable', path: [], params: { port: 'sendVerificationCode' } }]);
    expect(placeOf(session)).toBe('signup.verifyingEmail.entering');
    expect(session.snapshot.context.account.email).toBe(say.email.email);
    expect(told).toMatchObject([{ code, details: { port: 'sendVerificationCode' } }]);
    expect(told[0]?.cause).toBe(cause);
    expect(await desk.history(2)).toMatchObject([{ calls: [{ port: 'sendVerificationCode', result: 'failed' }] }]);
    await session.close();
    const again = await desk.open();
    expect(await became(again, say.email)).toEqual({ status: 'saved', revision: 4, codes: [] });
    expect(placeOf(again)).toBe('signup.verifyingEmail.enteringCode');
  });

  it.each(Object.entries(failures))('one that %s, behind a live actor', async (_name, { port, code }) => {
    const told: RegistrationError[] = [];
    const ports: Partial<RegistrationPorts> = { ...willingPorts, sendVerificationCode: port as never };
    const machine = connect(registrationMachine, ports, { onPortError: (error) => told.push(error) });
    const actor = createActor(machine, { input: new Desk().input }).start();
    const act = { at: new Clock().now, by: people.applicant };
    actor.send({ ...say.country, ...act });
    actor.send({ ...say.email, ...act });
    const { context, value } = await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
    expect(value).toEqual({ signup: { verifyingEmail: 'entering' } });
    expect(context.trouble).toEqual([{ code: 'port.unavailable', path: [], params: { port: 'sendVerificationCode' } }]);
    expect(told.map((error) => error.code)).toEqual([code]);
  });

  it('also when no port is connected at all', async () => {
    const actor = createActor(registrationMachine, { input: new Desk().input }).start();
    const act = { at: new Clock().now, by: people.applicant };
    actor.send({ ...say.country, ...act });
    actor.send({ ...say.email, ...act });
    const { context } = await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
    expect(context.trouble).toMatchObject([{ code: 'port.unavailable', params: { port: 'sendVerificationCode' } }]);
  });

  it('says in a bad answer which fields are wrong, and not what they hold', async () => {
    const told: RegistrationError[] = [];
    const desk = new Desk({ ports: { sendVerificationCode: () => ({ challengeId: 5, hunter2: 'hunter2' }) } });
    const session = await desk.open({ onPortError: (error) => told.push(error) });
    await go(session, say.country);
    await session.receive(say.email);
    expect(told[0]?.details['issues']).toEqual([
      { code: 'value.wrongType', path: ['challengeId'] },
      { code: 'key.unknown', path: [] },
    ]);
  });

  it('a host that fails while it is told breaks nothing: the act is saved and the error reported as uncaught', async () => {
    const uncaught: (() => void)[] = [];
    vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => uncaught.push(task));
    const desk = new Desk({ ports: { sendVerificationCode: down } });
    const onPortError = () => {
      throw new Error('no pager');
    };
    const session = await desk.open({ onPortError });
    await go(session, say.country);
    expect(await became(session, say.email)).toEqual({ status: 'saved', revision: 3, codes: ['port.unavailable'] });
    expect(uncaught).toHaveLength(1);
    expect(uncaught[0]).toThrow('no pager');
  });

  it('what a port threw is in neither storage nor outcome, though it may hold the password', async () => {
    const leak = 'Correct7Horse battery staple';
    const told: RegistrationError[] = [];
    const desk = new Desk({
      ports: {
        registerHuaweiId: () => Promise.reject(Object.assign(new Error(leak), { request: { password: leak } })),
      },
    });
    const session = await desk.open({ onPortError: (error) => told.push(error) });
    await go(session, say.country, say.email, say.code);
    const outcome = await session.receive(say.password);
    expect(outcome).toMatchObject({ status: 'saved', issues: [{ code: 'port.unavailable' }] });
    expect(JSON.stringify([outcome, await desk.everything()])).not.toContain('Horse');
    expect(JSON.stringify([told[0]?.message, told[0]?.details])).not.toContain('Horse');
    expect(told[0]?.cause).toMatchObject({ message: leak });
  });
});

describe('a port that does not answer', () => {
  const hanging = async (portTimeout?: number) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told: RegistrationError[] = [];
    let answer: (value: unknown) => void = () => {};
    const desk = new Desk({
      ports: {
        sendVerificationCode: () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      },
    });
    const session = await desk.open({
      onPortError: (error) => told.push(error),
      ...(portTimeout === undefined ? {} : { portTimeout }),
    });
    await go(session, say.country);
    const said = session.receive(say.email);
    await vi.waitFor(() => expect(desk.calls).toHaveLength(1), { interval: 1 });
    const { signal } = desk.calls[0] as (typeof desk.calls)[number];
    return { desk, session, said, told, signal, answer: (value: unknown) => answer(value) };
  };

  it.each([
    [undefined, 30],
    [2, 2],
  ])(
    'has timed out after portTimeout %s, is told to stop, and its late answer changes nothing',
    async (limit, seconds) => {
      const { desk, session, said, told, signal, answer } = await hanging(limit);
      vi.advanceTimersByTime(seconds * 1000 - 900);
      expect(signal.aborted).toBe(false);
      vi.advanceTimersByTime(900);
      expect(signal.aborted).toBe(true);
      expect(await said).toMatchObject({ status: 'saved', revision: 3, issues: [{ code: 'port.unavailable' }] });
      expect(told).toMatchObject([{ code: 'port.timedOut', details: { port: 'sendVerificationCode' } }]);
      const before = await desk.everything();
      answer({ challengeId: 'too late' });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await became(session, {})).toMatchObject({ status: 'invalid', revision: 3 });
      expect(await desk.everything()).toEqual(before);
    },
  );

  it.each([Number.POSITIVE_INFINITY, 10 ** 9])('may take as long as it likes under portTimeout %s', async (limit) => {
    const { said, signal, answer } = await hanging(limit);
    vi.advanceTimersByTime(24 * 60 * 60 * 1000);
    expect(signal.aborted).toBe(false);
    answer({ challengeId: 'challenge-1' });
    expect(await said).toMatchObject({ status: 'saved', issues: [] });
  });

  it('leaves no timer behind once it has answered', async () => {
    const { said, answer } = await hanging();
    answer({ challengeId: 'challenge-1' });
    await said;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('design 7: a result that arrives after it was superseded is ignored', () => {
  const at = new Clock().now;
  const act = { at, by: people.applicant };
  const asked = () => {
    const begun = start(registrationMachine, new Desk().input, at);
    const ready = step(registrationMachine, begun.envelope, { ...say.country, ...act });
    const result = step(registrationMachine, ready.envelope, { ...say.email, ...act });
    const [call] = result.calls;
    if (call === undefined) throw new Error('Nothing is asked');
    return { result, call };
  };

  it('after it was given up', () => {
    const { result, call } = asked();
    const gaveUp = settle(registrationMachine, result.envelope, call, { at, error: 'late' });
    expect(gaveUp).toMatchObject({ outcome: 'moved', issues: [{ code: 'port.unavailable' }] });
    expect(settle(registrationMachine, gaveUp.envelope, call, { at, value: { challengeId: 'late' } })).toEqual({
      outcome: 'ignored',
      envelope: gaveUp.envelope,
      issues: [],
      calls: [],
      announcements: [],
    });
  });

  it('after the next call of the same port is under way', () => {
    const { result, call } = asked();
    const gaveUp = settle(registrationMachine, result.envelope, call, { at, error: 'late' });
    const again = step(registrationMachine, gaveUp.envelope, { ...say.email, ...act });
    const [next] = again.calls;
    expect(next?.ticket).not.toBe(call.ticket);
    const late = settle(registrationMachine, again.envelope, call, { at, value: { challengeId: 'late' } });
    expect(late).toMatchObject({ outcome: 'ignored', envelope: again.envelope });
    const settled = settle(registrationMachine, again.envelope, next ?? call, {
      at,
      value: { challengeId: 'on time' },
    });
    expect(settled.envelope.context).toMatchObject({ account: { challenge: { sent: { challengeId: 'on time' } } } });
  });

  it('after it has come once already', () => {
    const { result, call } = asked();
    const settled = settle(registrationMachine, result.envelope, call, { at, value: { challengeId: 'first' } });
    expect(settle(registrationMachine, settled.envelope, call, { at, value: { challengeId: 'second' } })).toMatchObject(
      {
        outcome: 'ignored',
        envelope: settled.envelope,
      },
    );
  });

  it.each(Object.entries(garbage))('an answer of %s is a failure of the port', (_name, port) => {
    const { result, call } = asked();
    expect(settle(registrationMachine, result.envelope, call, { at, value: port() })).toMatchObject({
      outcome: 'moved',
      issues: [{ code: 'port.unavailable' }],
    });
  });

  it('nothing is said while a call is due', () => {
    const { result } = asked();
    expect(() => step(registrationMachine, result.envelope, { ...choose('FR'), ...act })).toThrow(
      expect.objectContaining({ code: 'envelope.notAtRest' }),
    );
  });
});

describe('a call may happen twice', () => {
  /** The idempotency keys under which a port was asked. */
  const keysOf = (desk: Desk, port: string) => desk.calls.filter((call) => call.port === port).map(({ key }) => key);

  const crashes = [
    ['with the same idempotency key', [say.country], say.email, 'sendVerificationCode', 1],
    [
      'X1 with another idempotency key where it carries a secret',
      [say.country, say.email],
      say.code,
      'checkVerificationCode',
      2,
    ],
  ] as const;
  it.each(crashes)(
    'after a crash in the middle: %s, from the last resting state',
    async (_, before, act, port, keys) => {
      const desk = new Desk();
      const session = await desk.open();
      await go(session, ...before);
      const { revision } = session;
      const [saved, place] = [await desk.everything(), placeOf(session)];
      desk.answer(port, never);
      void (await desk.open()).receive(act);
      await vi.waitFor(() => expect(desk.asked).toContain(port));
      expect(await desk.everything()).toEqual(saved);
      desk.answer(port);
      const again = await desk.open();
      expect([again.revision, placeOf(again)]).toEqual([revision, place]);
      expect(again.snapshot.hasTag('busy')).toBe(false);
      expect(await became(again, act)).toEqual({ status: 'saved', revision: revision + 1, codes: [] });
      const asked = keysOf(desk, port);
      expect([asked.length, new Set(asked).size]).toEqual([2, keys]);
    },
  );

  it('with another payload, another act or another registration it has another idempotency key', async () => {
    const desk = new Desk();
    const other = new Desk();
    for (const [at, key] of [
      [desk, 'one'],
      [other, 'two'],
    ] as const) {
      const session = await at.open({ key });
      await go(session, say.country);
      at.answer('sendVerificationCode', never);
      void (await at.open({ key })).receive({ ...say.email, email: 'eve@lantern.example' });
      await vi.waitFor(() => expect(at.asked).toHaveLength(1));
      at.answer('sendVerificationCode');
      await go(await at.open({ key }), say.email);
      at.clock.pass({ minutes: 1 });
      await go(await at.open({ key }), say.resend);
    }
    const keys = [...keysOf(desk, 'sendVerificationCode'), ...keysOf(other, 'sendVerificationCode')];
    expect([keys.length, new Set(keys).size]).toEqual([6, 6]);
  });

  it('X1 a key does not tell the secret, nor whether it is the same: each call has its own', async () => {
    const keys = await Promise.all(
      ['Correct7Horse', 'Correct7Horse', 'Wrong8Donkey'].map(async (password) => {
        const desk = new Desk();
        await go(await desk.open(), say.country, say.email, say.code, { ...say.password, password });
        return keysOf(desk, 'registerHuaweiId');
      }),
    );
    expect(keys.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set(keys.flat()).size).toBe(3);
  });

  /** A service that answers a repeated idempotency key as the first time. */
  function remembering<I, O>(answer: (asked: I) => O) {
    const answered = new Map<string, O>();
    return (asked: I, { idempotencyKey }: CallOptions): O => {
      const known = answered.get(idempotencyKey) ?? answer(asked);
      answered.set(idempotencyKey, known);
      return known;
    };
  }

  it('X1 after a save that failed, a wrong code verifies nothing, and the password that counts is the one that is kept', async () => {
    const storage = new FaultyStorage(memoryStorage());
    const kept: string[] = [];
    const desk = new Desk({
      storage,
      ports: {
        checkVerificationCode: remembering(({ verificationCode }) => ({
          result: verificationCode === say.code.verificationCode ? 'correct' : 'wrong',
        })),
        registerHuaweiId: remembering(({ password }) => {
          kept.push(password);
          return { result: 'registered', huaweiId: 'hid-ada' };
        }),
      },
    });
    await go(await desk.open(), say.country, say.email);
    const unsaved = async (event: object) => {
      const session = await desk.open();
      storage.fail('commit', 'before', 1);
      await expect(session.receive(event, { commandId: crypto.randomUUID() })).rejects.toMatchObject({
        code: 'storage.unavailable',
      });
    };
    await unsaved(say.code);
    const session = await desk.open();
    expect(await became(session, say.wrongCode)).toMatchObject({ status: 'saved', codes: ['code.wrong'] });
    expect(session.snapshot.context.account.emailVerifiedAt).toBeNull();
    await go(session, say.code);
    await unsaved({ ...say.password, password: 'First7Horse' });
    await go(await desk.open(), { ...say.password, password: 'Second8Horse' });
    expect(kept).toEqual(['First7Horse', 'Second8Horse']);
  });

  it('X1 nor does a live actor ask about two codes under one key, whatever the host makes the keys of', async () => {
    const { ports, calls } = portsOnCue(willingPorts);
    const call = {
      port: 'checkVerificationCode',
      input: { channel: 'email', to: 'a@b.example', challengeId: 'c', verificationCode: '1' },
    };
    const along = { idempotencyKey: 'ticket', signal: new AbortController().signal };
    for (const asked of [call, call, { port: 'lookUpMobile', input: { phone: '+353850123456' } }])
      await callPort(registrationMachine, asked, ports, along);
    const [one, two, three] = calls.map(({ idempotencyKey }) => idempotencyKey);
    expect(three).toBe('ticket');
    expect([one, two].every((key) => key?.startsWith('ticket/'))).toBe(true);
    expect(one).not.toBe(two);
  });

  it('live actors of two plays never share a key, nor two calls of one', async () => {
    const { ports, calls } = portsOnCue(willingPorts, { sendVerificationCode: fails() });
    const act = { at: new Clock().now, by: people.applicant };
    for (let play = 0; play < 2; play += 1) {
      const machine = connect(registrationMachine, ports);
      const actor = createActor(machine, { input: new Desk().input }).start();
      actor.send({ ...say.country, ...act });
      for (let turn = 0; turn < 2; turn += 1) {
        actor.send({ ...say.email, ...act });
        await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
      }
    }
    expect([calls.length, new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size]).toEqual([4, 4]);
  });
});

describe('what a port is given', () => {
  it('is its own copy: what it does to it reaches nobody', async () => {
    const desk = new Desk({ account: true });
    const session = await desk.open({ ports: { ...desk.ports, registerPartner: down } });
    const { business, contact, filing, acceptance } = desk.answers;
    await go(
      session,
      say.start,
      ...[
        { type: 'wizard.business.save', business },
        { type: 'wizard.contact.save', contact },
        { type: 'wizard.sensitiveRelationship.file', filing },
        { type: 'wizard.agreement.accept', acceptance },
        { type: 'wizard.submit' },
      ],
    );
    await session.close();
    const registerPartner: RegistrationPorts['registerPartner'] = (asked) => {
      Object.assign(asked.business ?? {}, { companyName: 'Thief Ltd' });
      delete (asked as { contact?: unknown }).contact;
      return { partnerId: 'P-1' };
    };
    const again = await desk.open({ ports: { ...desk.ports, registerPartner } });
    await go(again, { type: 'enrollment.registration.retry' });
    expect(placeOf(again)).toBe('enrollment.enrolled');
    expect(again.snapshot.context.application).toMatchObject({ business, contact });
    expect(JSON.stringify(await desk.everything())).not.toContain('Thief');
  });

  it('comes with the ports as `this`, so that they may be an object of a class', async () => {
    class Mailer {
      readonly sent: string[] = [];

      sendVerificationCode({ to }: { readonly to: string }) {
        this.sent.push(to);
        return { challengeId: 'challenge-1' };
      }
    }
    const mailer = new Mailer();
    const session = await new Desk().open({ ports: mailer });
    await go(session, say.country, say.email);
    expect(mailer.sent).toEqual([say.email.email]);
  });

  it('and its answer counts from when it came, but never from before the act', async () => {
    for (const [seconds, expected] of [
      [40, '2026-11-22T10:00:40.000Z'],
      [-40, '2026-11-22T10:00:00.000Z'],
    ] as const) {
      const desk: Desk = new Desk({
        ports: {
          sendVerificationCode: () => {
            desk.clock.pass({ seconds });
            return { challengeId: 'challenge-1' };
          },
        },
      });
      const session = await desk.open();
      await go(session, say.country, say.email);
      expect(session.snapshot.context.account.challenge?.sent?.at).toBe(expected);
      expect((await desk.everything()).record?.at).toBe(expected);
    }
  });
});
