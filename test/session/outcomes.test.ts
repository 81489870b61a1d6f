import { afterEach, describe, expect, it, vi } from 'vitest';
import { tell } from '../../src/session/connect.js';
import { step } from '../../src/session/step.js';
import { Clock, type Span } from '../support/clock.js';
import { became, choose, Desk, go, placeOf, say } from './desk.js';
import { momentsOf, playLine, playOf, sessionOn, settleAll } from './players.js';
import { code, people, roads, scenarios } from './scenarios.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('design 8: what becomes of an act', () => {
  it('saved: the storage holds it, and the revision counts it', async () => {
    const desk = new Desk();
    const session = await desk.open();
    expect(await became(session, say.country)).toEqual({ status: 'saved', revision: 2, codes: [] });
    const { record, rows } = await desk.everything();
    expect(record).toMatchObject({ revision: 2, at: desk.clock.now });
    expect(JSON.parse(record?.text ?? '')).toMatchObject({ value: { signup: { verifyingEmail: 'entering' } } });
    expect(rows).toMatchObject([{ state: 'signup.verifyingEmail.entering' }]);
  });

  it('saved with issues: the outside world held something against it, and the next act clears it', async () => {
    const session = await new Desk().open();
    await go(session, say.country, say.email);
    const outcome = await session.receive(say.wrongCode);
    expect(outcome).toMatchObject({ status: 'saved', revision: 4 });
    expect(outcome.issues).toEqual([{ code: 'code.wrong', path: ['verificationCode'], params: { left: 2 } }]);
    expect((await session.receive(say.code)).issues).toEqual([]);
  });

  it('what was held against one act is not answered to the next, whichever that is', async () => {
    const former = { code: 'port.unavailable', path: [], params: { port: 'former' } };
    for (const scenario of scenarios)
      for (const { before, act } of await momentsOf(scenario)) {
        const troubled = { ...before, context: { ...before.context, trouble: [former] } };
        const { machine, ports } = playOf(scenario);
        const play = { machine, ports, input: null, clock: new Clock(act.at) };
        const { issues } = await settleAll(play, step(machine, troubled, act));
        expect(issues, act.type).not.toContainEqual(former);
      }
  });

  it.each([
    ['ignored', say.country, []],
    ['refused', say.start, ['event.notExpected']],
    ['refused', { type: 'review.approve', by: people.applicant }, ['actor.notAllowed']],
    ['refused', { type: 'signup.email.submit', email: `ada@${'lantern.'.repeat(8)}example` }, ['text.tooLong']],
    ['invalid', { type: 'signup.email.submit', email: 'nobody' }, ['email.invalid']],
    ['invalid', { type: 'signup.emails.submit' }, ['event.unknown']],
    ['invalid', null, ['value.wrongType']],
  ] as const)('%s: nothing is written, called or changed by %o', async (status, event, codes) => {
    const desk = new Desk();
    const session = await desk.open();
    await go(session, say.country);
    const { snapshot } = session;
    const before = await desk.everything();
    desk.clock.pass({ minutes: 1 });
    expect(await became(session, event)).toEqual({ status, revision: 2, codes });
    expect(session.snapshot).toBe(snapshot);
    expect(await desk.everything()).toEqual(before);
    expect(desk.calls).toEqual([]);
  });

  it('refused names every reason at once', async () => {
    const session = await new Desk().open();
    await go(session, say.country, say.email, say.code);
    const { issues } = await session.receive({ type: 'signup.password.set', password: 'a b' });
    expect(issues.map((issue) => issue.code)).toEqual(['password.tooShort', 'password.noDigit', 'password.hasSpace']);
  });

  it.each(roads)('the revision counts what was saved, no more and no less: $name', async (scenario) => {
    const desk = new Desk();
    const play = playOf(scenario, desk.clock);
    const session = await sessionOn(play, desk.storage);
    let saves = 1;
    session.subscribe(() => {
      saves += 1;
    });
    const player = {
      say: (event: unknown) => session.receive(event),
      tick: () => session.tick(),
    };
    for (const line of scenario.lines) {
      await playLine(player as never, play, line);
      expect(session.revision).toBe(saves);
      expect(session.at).toBe((await desk.storage.read(session.key))?.at);
    }
    const { record, journal } = await desk.everything();
    expect(record?.revision).toBe(saves);
    expect(journal.map(({ sequence, revision }) => [sequence, revision])).toEqual(
      Array.from({ length: saves }, (_, place) => [place + 1, place + 1]),
    );
  });

  it('a session shows what is saved, and nothing of an act still under way', async () => {
    let answer: (value: unknown) => void = () => {};
    const desk = new Desk({
      ports: {
        sendVerificationCode: () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      },
    });
    const session = await desk.open();
    await go(session, say.country);
    const under = session.receive(say.email);
    await vi.waitFor(() => expect(desk.asked).toEqual(['sendVerificationCode']));
    expect([session.revision, placeOf(session)]).toEqual([2, 'signup.verifyingEmail.entering']);
    expect((await desk.everything()).record?.revision).toBe(2);
    answer({ challengeId: 'challenge-1' });
    expect(await under).toMatchObject({ status: 'saved', revision: 3 });
  });

  it('acts said at once are carried out one after the other', async () => {
    const session = await new Desk().open();
    const outcomes = await Promise.all(
      [say.country, say.email, say.code, say.password].map((event) => session.receive(event)),
    );
    expect(outcomes.map(({ status, revision }) => [status, revision])).toEqual([
      ['saved', 2],
      ['saved', 3],
      ['saved', 4],
      ['saved', 5],
    ]);
  });
});

describe('design 6: what is due happens before an act', () => {
  const open = async () => {
    const desk = new Desk();
    const session = await desk.open();
    await go(session, say.country, say.email);
    return { desk, session };
  };

  it.each<[string, Span, object]>([
    ['1 ms before its end, a code is taken', { minutes: 5, ms: -1 }, { status: 'saved', revision: 4, codes: [] }],
    ['at its end, a code is too late', { minutes: 5 }, { status: 'refused', revision: 4, codes: ['code.expired'] }],
    ['days later, a code is too late', { days: 20 }, { status: 'refused', revision: 4, codes: ['code.expired'] }],
  ])('%s', async (_name, span, outcome) => {
    const { desk, session } = await open();
    desk.clock.pass(span);
    expect(await became(session, say.code)).toEqual(outcome);
  });

  it('with a revision and a line of history of its own, by the session, before the act that follows it', async () => {
    const { desk, session } = await open();
    desk.clock.pass({ minutes: 6 });
    expect(await became(session, say.resend)).toEqual({ status: 'saved', revision: 5, codes: [] });
    expect(await desk.history(3)).toMatchObject([
      { revision: 4, event: { type: 'signup.code.expired' }, by: { role: 'system' }, at: desk.clock.now },
      { revision: 5, event: { type: 'signup.code.resend' }, by: people.applicant, at: desk.clock.now },
    ]);
  });

  it('R-064 an invitation that is over expires before it is accepted, and the world is told', async () => {
    const desk = new Desk({ account: true });
    const session = await desk.open();
    const { address, statement } = desk.answers;
    await go(session, { type: 'registration.associate' }, say.request(desk.answers));
    await session.receive({ type: 'association.invite', address }, { by: people.administrator });
    const accept = { type: 'association.accept', statement };
    desk.clock.pass({ days: 7 });
    expect(await became(session, accept, { by: people.member })).toEqual({
      status: 'refused',
      revision: 5,
      codes: ['invitation.expired'],
    });
    const { messages, rows } = await desk.everything();
    expect(messages.map(({ type, revision }) => [type, revision])).toEqual([
      ['association.invited', 4],
      ['association.expired', 5],
    ]);
    expect(rows).toMatchObject([{ state: 'association.expired', deadline: null }]);
  });

  it('an invalid event makes nothing happen, not even what is due', async () => {
    const { desk, session } = await open();
    const before = await desk.everything();
    desk.clock.pass({ minutes: 6 });
    expect(await became(session, { type: 'signup.code.submit' })).toMatchObject({ status: 'invalid', revision: 3 });
    expect(await desk.everything()).toEqual(before);
  });

  it('tick carries out what is due by now, answers how much that was, and nothing twice', async () => {
    const { desk, session } = await open();
    const before = await desk.everything();
    desk.clock.pass({ minutes: 5, ms: -1 });
    expect(await session.tick()).toBe(0);
    expect(await desk.everything()).toEqual(before);
    desk.clock.pass({ ms: 1 });
    expect(await session.tick()).toBe(1);
    expect(await session.tick()).toBe(0);
    expect(session.revision).toBe(4);
    expect(session.snapshot.context.account.challenge?.sent?.expired).toBe(true);
    expect((await desk.history(3)).map(({ event }) => event.type)).toEqual(['signup.code.expired']);
  });

  it('the time of what is saved never goes back, whatever the clock does', async () => {
    const desk = new Desk();
    const session = await desk.open();
    await go(session, say.country);
    desk.clock.pass({ days: -400 });
    await go(session, say.email);
    desk.clock.pass({ days: 401 });
    await session.receive(say.resend);
    const times = (await desk.history()).map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(times).toHaveLength(5);
  });

  it('nor for an act that waited while the one before it took its time', async () => {
    const desk: Desk = new Desk({
      ports: {
        sendVerificationCode: () => {
          desk.clock.pass({ seconds: 10 });
          return { challengeId: 'challenge-1' };
        },
      },
    });
    const session = await desk.open();
    await Promise.all([say.country, say.email, choose('FR')].map((event) => session.receive(event)));
    const times = (await desk.history()).map(({ at }) => at.slice(17, 19));
    expect(times).toEqual(['00', '00', '10', '10']);
  });

  it('nor when the clock moves on with every look at it', async () => {
    const desk = new Desk();
    const clock = () => {
      desk.clock.pass({ ms: 7 });
      return desk.clock.now;
    };
    const session = await desk.open({ clock });
    await go(session, say.country, say.email);
    desk.clock.pass({ minutes: 6 });
    await go(session, choose('FR'), say.resend, say.code);
    const times = (await desk.history()).map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(times).toHaveLength(7);
  });
});

describe('listeners', () => {
  it('are told of each save, once it is saved, until they are taken away', async () => {
    const desk = new Desk();
    const session = await desk.open();
    const told: unknown[] = [];
    const end = session.subscribe(async ({ value }) => {
      told.push([value, (await desk.storage.read(desk.key))?.revision]);
    });
    await go(session, say.country);
    await session.receive(say.country);
    await session.receive(say.password);
    await session.receive({});
    await go(session, say.email);
    end();
    await go(session, say.code);
    expect(told).toEqual([
      [{ signup: { verifyingEmail: 'entering' } }, 2],
      [{ signup: { verifyingEmail: 'enteringCode' } }, 3],
    ]);
  });

  it('are told of what is due too', async () => {
    const desk = new Desk();
    const session = await desk.open();
    await go(session, say.country, say.email);
    const listener = vi.fn();
    session.subscribe(listener);
    desk.clock.pass({ minutes: 6 });
    await session.tick();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('break nothing by throwing: the act is saved, the others are told, and the error is reported as uncaught', async () => {
    const desk = new Desk();
    const session = await desk.open();
    const other = vi.fn();
    const uncaught: (() => void)[] = [];
    vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => uncaught.push(task));
    session.subscribe(() => {
      throw new Error('no screen');
    });
    session.subscribe(other);
    expect(await became(session, say.country)).toMatchObject({ status: 'saved', revision: 2 });
    expect(other).toHaveBeenCalledTimes(1);
    expect((await desk.everything()).record?.revision).toBe(2);
    expect(uncaught).toHaveLength(1);
    expect(uncaught[0]).toThrow('no screen');
    expect(await became(session, say.email)).toMatchObject({ status: 'saved', revision: 3 });
  });
});

it('where nobody listens nothing is told, and nothing is uncaught', () => {
  const uncaught = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => {});
  tell(undefined, 'something');
  expect(uncaught).not.toHaveBeenCalled();
});

it('who looks on is shown the start, the opening, each step and each answer, with what led to it', async () => {
  const shown: unknown[] = [];
  const session = await new Desk().open({
    onStep: ({ outcome, issues }, cause, call) =>
      shown.push([outcome, issues, cause !== null && 'type' in cause ? cause.type : cause, call?.port]),
  });
  const opening = [
    ['moved', [], null, undefined],
    ['ignored', [], null, undefined],
  ];
  expect(shown).toEqual(opening);
  await go(session, say.country, say.email);
  await session.receive(say.start);
  expect(shown).toEqual([
    ...opening,
    ['moved', [], 'signup.country.choose', undefined],
    ['moved', [], 'signup.email.submit', undefined],
    ['moved', [], expect.objectContaining({ value: expect.anything() }), 'sendVerificationCode'],
    ['refused', [expect.objectContaining({ code: 'event.notExpected' })], 'wizard.start', undefined],
  ]);
});

describe('closing a session', () => {
  it('waits for the acts that were said before, and carries them out', async () => {
    const desk = new Desk();
    const session = await desk.open();
    const said = [say.country, say.email].map((event) => session.receive(event));
    await session.close();
    expect((await desk.everything()).record?.revision).toBe(3);
    expect(await Promise.all(said)).toMatchObject([{ status: 'saved' }, { status: 'saved' }]);
  });

  it('turns every later act away, and leaves the storage to the host', async () => {
    const desk = new Desk();
    const session = await desk.open();
    await session.close();
    await session.close();
    const before = await desk.everything();
    await expect(session.receive(say.country)).rejects.toMatchObject({ code: 'session.closed' });
    await expect(session.tick()).rejects.toMatchObject({ code: 'session.closed' });
    expect(await desk.everything()).toEqual(before);
    expect(await became(await desk.open(), say.country)).toMatchObject({ status: 'saved' });
  });
});

it('an event is by who the session is for, or by whom the host names; anyone else is invalid', async () => {
  const desk = new Desk();
  const bare = await desk.open({ by: undefined as never });
  expect(await became(bare, say.country)).toMatchObject({ status: 'invalid', codes: ['value.missing'] });
  expect(await became(bare, { ...say.country, by: people.applicant })).toMatchObject({ status: 'saved' });
  const session = await desk.open();
  for (const by of [people.reviewer, { ...people.applicant, id: 'eve' }, 'applicant', null, []])
    expect(await became(session, { ...say.email, by }), JSON.stringify(by)).toMatchObject({
      status: 'invalid',
      codes: ['actor.mismatch'],
    });
  expect(await became(session, { ...say.email, by: people.applicant })).toMatchObject({ status: 'saved' });
  expect(await became(session, { ...say.code, verificationCode: code }, { by: people.reviewer })).toMatchObject({
    status: 'refused',
    codes: ['actor.notAllowed'],
  });
});

it('an event cannot bring its own time', async () => {
  const desk = new Desk();
  const session = await desk.open();
  await go(session, say.country);
  await session.receive({ ...say.email, at: '2001-01-01T00:00:00.000Z' });
  expect(session.snapshot.context.account.challenge?.requestedAt).toBe(desk.clock.now);
});
