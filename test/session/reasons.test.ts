import { describe, expect, it } from 'vitest';
import { createMachine, emit } from 'xstate';
import { knownAccount } from '../../src/account.js';
import type { RegistrationError } from '../../src/errors.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { questionOf } from '../../src/session/commit.js';
import { compareSnapshots } from '../../src/session/compare.js';
import { callPort, systemClock } from '../../src/session/connect.js';
import { digestOf } from '../../src/session/digest.js';
import { decode, encode, readEnvelope, readJson, snapshotOf, versionOf } from '../../src/session/envelope.js';
import { headOf, lineOf, snapshotAt, verifyJournal } from '../../src/session/journal.js';
import { patched } from '../../src/session/patches.js';
import { settle, start, step } from '../../src/session/step.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { JournalEntry, StorageAdapter } from '../../src/storage/port.js';
import { sha256 } from '../../src/storage/sha256.js';
import { realNameAccount } from '../support/answers.js';
import { choose, Desk, go, say } from './desk.js';
import { people } from './scenarios.js';

const at = '2026-11-22T12:00:00.000Z';

/** What was thrown. */
function thrownBy(work: () => unknown): RegistrationError {
  try {
    work();
  } catch (error) {
    return error as RegistrationError;
  }
  throw new Error('Nothing was thrown.');
}

describe('an error names what it is about', () => {
  it('a session that is closed names its registration', async () => {
    const desk = new Desk();
    const session = await desk.open();
    await session.close();
    const closed = { code: 'session.closed', details: { key: desk.key } };
    await expect(session.receive(say.country)).rejects.toMatchObject(closed);
    await expect(session.tick()).rejects.toMatchObject(closed);
    expect((await desk.open()).revision).toBe(1);
  });

  it('a session that lost its storage names its registration, with each further act', async () => {
    const desk = new Desk();
    const session = await desk.open();
    await desk.storage.remove(desk.key, at);
    await expect(session.receive(say.country)).rejects.toMatchObject({
      code: 'storage.erased',
      details: { key: desk.key },
    });
    await expect(session.receive(say.country)).rejects.toMatchObject({
      code: 'session.closed',
      details: { key: desk.key },
    });
  });

  it('a registration that is not there is named, with the line that was asked for', async () => {
    const storage = memoryStorage();
    await expect(verifyJournal(storage, 'nobody')).rejects.toMatchObject({ details: { key: 'nobody' } });
    await expect(snapshotAt(registrationMachine, storage, 'nobody', 3)).rejects.toMatchObject({
      details: { key: 'nobody', sequence: 3 },
    });
  });

  it('a line that is not there is named by its number', async () => {
    const desk = new Desk();
    await desk.open();
    await expect(lineOf(desk.storage, desk.key, 2)).rejects.toMatchObject({
      code: 'storage.corrupt',
      details: { sequence: 2 },
    });
  });

  it('a text that is not JSON is malformed because of that, and is not quoted', () => {
    const malformed = thrownBy(() => readEnvelope('{ zoe@acme.example'));
    expect(malformed).toMatchObject({ code: 'envelope.malformed', cause: new SyntaxError('The text is not JSON.') });
    expect(thrownBy(() => readJson('zoe')).message).toBe('The text is not JSON.');
  });

  it('a text that is no envelope is malformed where it is, and a state there is not is named', async () => {
    const desk = new Desk();
    const { envelope } = start(registrationMachine, desk.input, at);
    expect(thrownBy(() => readEnvelope('{}')).details['issues']).toContainEqual({
      code: 'value.missing',
      path: ['machine'],
    });
    const passing = { ...envelope, value: { signup: 'nowhere' } };
    expect(thrownBy(() => snapshotOf(registrationMachine, passing)).details).toEqual({ value: { signup: 'nowhere' } });
    const starting = { ...envelope, value: 'starting' };
    expect(thrownBy(() => decode(registrationMachine, encode(starting)))).toMatchObject({
      code: 'envelope.stateUnknown',
      details: { value: 'starting' },
    });
    const half = { ...envelope, value: 'signup' };
    expect(thrownBy(() => snapshotOf(registrationMachine, half))).toMatchObject({
      code: 'envelope.stateUnknown',
      details: { value: 'signup' },
    });
  });

  it('a change that leads nowhere is named by its path', () => {
    expect(thrownBy(() => patched({ a: 1 }, [{ path: ['b', 0], value: 2 }])).message).toBe(
      'There is nothing at ["b",0].',
    );
  });

  it('an input that throws when it is read is no plain data, and one that is no object is none', () => {
    const hostile = {
      get policy(): never {
        throw new Error('not for you');
      },
    };
    for (const [input, expected] of [
      [hostile, 'plain data'],
      [null, 'object'],
    ])
      expect(thrownBy(() => start(registrationMachine, input as never, at))).toMatchObject({
        code: 'input.invalid',
        details: { issues: [{ code: 'value.wrongType', path: [], params: { expected } }] },
      });
  });

  it('an event that throws when it is read is no plain data', async () => {
    const session = await new Desk().open();
    const event = {
      get type(): string {
        throw new Error('not for you');
      },
    };
    expect(await session.receive(event)).toMatchObject({
      status: 'invalid',
      issues: [{ code: 'value.wrongType', path: [], params: { expected: 'plain data' } }],
    });
  });

  it('an event that claims someone else is invalid at who says it, whether id or role differs', async () => {
    const session = await new Desk().open();
    for (const by of [
      { role: 'applicant', id: 'another' },
      { ...people.applicant, role: 'administrator' },
    ])
      expect(await session.receive({ ...say.country, by })).toMatchObject({
        status: 'invalid',
        issues: [{ code: 'actor.mismatch', path: ['by'] }],
      });
  });
});

describe('what a session asks', () => {
  it('a port the machine does not have is not connected, whatever the host put there', async () => {
    const options = { idempotencyKey: 'k', signal: new AbortController().signal };
    const ports = { brewTea: () => ({}) } as object;
    const result = await callPort(registrationMachine, { port: 'brewTea', input: {} }, ports, options);
    expect(result).toMatchObject({ error: { code: 'port.notConnected', details: { port: 'brewTea' } } });
  });

  it('a call whose end cannot be timed has failed, and says why', async () => {
    const options = { idempotencyKey: 'k', signal: new AbortController().signal };
    const stopped = new Error('the clock stopped');
    let readings = 0;
    const clock = () => {
      readings += 1;
      if (readings === 1) throw stopped;
      return at;
    };
    const ports = { lookUpCompany: async () => ({ partner: null }) };
    const result = await callPort(registrationMachine, { port: 'lookUpCompany', input: {} }, ports, options, { clock });
    expect(result).toMatchObject({
      at,
      error: { code: 'port.failed', details: { port: 'lookUpCompany' }, cause: stopped },
    });
  });

  it('the question whether a command was carried out carries nothing that could be written', () => {
    expect(questionOf('lantern', 'c-1', at)).toEqual({
      key: 'lantern',
      expectedRevision: -1,
      commandId: 'c-1',
      at,
      text: '',
      entries: [],
      messages: [],
      index: { state: '', company: null, deadline: null },
    });
  });

  it('two calls have keys that tell registration, revision, port and input apart', async () => {
    const desk = new Desk();
    const session = await desk.open();
    await go(session, say.country, say.email);
    const input = desk.calls[0]?.input;
    expect(desk.calls.map(({ key }) => key)).toEqual([
      `lantern/2/sendVerificationCode/${(await digestOf(input)).slice(0, 16)}`,
    ]);
  });

  it('a digest looks into lists, and at the order of what stands in them', async () => {
    const [one, other] = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ];
    expect(await digestOf([one, 3])).toBe(await digestOf([other, 3]));
    expect(await digestOf([3, one])).not.toBe(await digestOf([one, 3]));
    expect(await digestOf([1])).not.toBe(await digestOf({ 0: 1 }));
  });
});

describe('what a session holds', () => {
  it('what is no object is no event, and a time that is none is named alone', async () => {
    const desk = new Desk();
    const session = await desk.open();
    for (const event of ['signup.back', 7, null, undefined])
      expect(await session.receive(event)).toMatchObject({
        status: 'invalid',
        issues: [{ code: 'value.wrongType', path: [], params: { expected: 'object' } }],
      });
    const { issues } = thrownBy(() => start(registrationMachine, desk.input, 'yesterday')).details;
    expect(issues).toMatchObject([{ path: ['at'] }]);
  });

  it('a registration that is there needs no input to be opened again', async () => {
    const desk = new Desk();
    await go(await desk.open(), say.country);
    for (const input of [undefined, null]) expect((await desk.open({ input: input as never })).revision).toBe(2);
  });

  it('the last sixteen commands', async () => {
    const desk = new Desk();
    const session = await desk.open();
    for (let turn = 0; turn < 18; turn += 1)
      await session.receive(choose(turn % 2 === 0 ? 'DE' : 'IE'), { commandId: `c-${turn}` });
    const { commands } = readEnvelope((await desk.storage.read(desk.key))?.text ?? '');
    expect(commands.map(({ id }) => id)).toEqual(Array.from({ length: 16 }, (_, place) => `c-${place + 2}`));
    expect((await desk.open()).revision).toBe(19);
  });

  it('a machine without a version is of version 1', () => {
    expect(versionOf(createMachine({}))).toBe('1');
  });

  it('the time of this computer is of its own form', () => {
    const now = systemClock();
    expect(new Date(now).toISOString()).toBe(now);
  });

  it('a digest is the seal of the value with its keys in order', async () => {
    expect(await digestOf({ b: 1, a: { d: 2, c: [3] } })).toBe(await sha256('{"a":{"c":[3],"d":2},"b":1}'));
  });

  /** A phone is given where it has to be looked up first. */
  function givenPhone() {
    const { policy } = new Desk().input;
    const account = { ...policy.account, huaweiIdsPerMobile: 3 };
    const { envelope } = start(signupMachine, { policy: { ...policy, account } }, at);
    const phone = '+4930123456';
    const act = { type: 'signup.securityPhone.give', phone, at, by: people.applicant };
    const asked = step(signupMachine, { ...envelope, value: { securingPhone: 'entering' } }, act);
    return { act, asked, call: asked.calls[0] ?? expect.unreachable() };
  }

  const free = { at, value: { huaweiIds: 0 } };

  it('each call of an act has a ticket of its own: the revision, the call, and its turn', () => {
    const { act, asked, call } = givenPhone();
    expect(asked.calls.map(({ port, id, ticket }) => [port, ticket === `2/${id}/1`])).toEqual([['lookUpMobile', true]]);
    const next = settle(signupMachine, asked.envelope, call, free);
    expect(next.calls.map(({ port, id, ticket }) => [port, ticket === `2/${id}/2`])).toEqual([
      ['sendVerificationCode', true],
    ]);
    expect(settle(signupMachine, next.envelope, call, free)).toEqual({
      outcome: 'ignored',
      envelope: next.envelope,
      issues: [],
      calls: [],
      announcements: [],
    });
    const lost = settle(signupMachine, asked.envelope, call, { at, error: new Error('no answer') });
    expect(lost.issues).toEqual([{ code: 'port.unavailable', path: [], params: { port: 'lookUpMobile' } }]);
    expect(() => step(signupMachine, asked.envelope, act)).toThrow('envelope.notAtRest');
  });

  it('after the twelfth turn comes the thirteenth', () => {
    const { asked, call } = givenPhone();
    const twelfth = { ...call, ticket: `2/${call.id}/12` };
    const next = settle(signupMachine, { ...asked.envelope, pending: [twelfth.ticket] }, twelfth, free);
    expect(next.calls.map(({ id, ticket }) => ticket === `2/${id}/13`)).toEqual([true]);
  });

  it('the answer of a port the machine does not have is a failure of the call', () => {
    const { asked, call } = givenPhone();
    const { issues } = settle(signupMachine, asked.envelope, { ...call, port: 'brewTea' }, free);
    expect(issues).toEqual([{ code: 'port.unavailable', path: [], params: { port: 'lookUpMobile' } }]);
  });

  it('an act that changes nothing and tells the world something is saved for that', () => {
    const { envelope } = start(signupMachine, new Desk({ settings: { site: 'cn' } }).input, at);
    const account = knownAccount(realNameAccount('inReview'));
    const reviewed = { ...envelope, value: { realName: 'inReview' }, context: { ...envelope.context, account } };
    const said = { type: 'signup.realName.decided', resultCode: 0, at, by: { role: 'system', id: 'huawei' } };
    expect(step(signupMachine, reviewed, said).outcome).toBe('ignored');
    const told = { type: 'signup.stillInReview' };
    const telling = signupMachine.provide({ actions: { keepRealNameInReview: emit(told as never) } as never });
    expect(step(telling, reviewed, said)).toMatchObject({
      outcome: 'moved',
      envelope: { revision: 2, value: reviewed.value, context: reviewed.context },
      announcements: [told],
    });
  });

  it('what is over takes nothing more, whatever it says of itself', () => {
    const { envelope } = start(signupMachine, new Desk().input, at);
    const over = { ...envelope, value: 'complete' };
    expect(step(signupMachine, over, { ...say.country, at, by: people.applicant })).toMatchObject({
      outcome: 'refused',
      envelope: over,
      issues: [{ code: 'event.notExpected' }],
    });
  });
});

describe('a journal with a line missing or strange', () => {
  async function journalOf(change: (entries: JournalEntry[]) => JournalEntry[]) {
    const desk = new Desk();
    await go(await desk.open(), say.country, choose('DE'));
    const entries: JournalEntry[] = [];
    for await (const entry of desk.storage.journal(desk.key)) entries.push(entry);
    const changed = change(entries);
    const storage: StorageAdapter = {
      ...desk.storage,
      async *journal(_key, after = 0) {
        yield* changed.filter(({ sequence }) => sequence > after);
      },
    };
    return { desk, storage };
  }

  it('the line after a missing one does not stand in for it', async () => {
    const { desk, storage } = await journalOf((entries) => entries.filter(({ sequence }) => sequence !== 2));
    await expect(lineOf(storage, desk.key, 2)).rejects.toMatchObject({ code: 'storage.corrupt' });
    expect(await headOf(storage, desk.key, 2)).toBeNull();
    await expect(snapshotAt(registrationMachine, storage, desk.key, 2)).rejects.toMatchObject({
      code: 'session.notFound',
    });
  });

  it.each([5, null, 'a registration'])('a line that makes %j of a registration makes none', async (value) => {
    const { desk, storage } = await journalOf((entries) =>
      entries.map((entry) => {
        const line = JSON.parse(entry.text) as object;
        return { ...entry, text: JSON.stringify({ ...line, patches: [{ path: [], value }] }) };
      }),
    );
    const asked = snapshotAt(registrationMachine, storage, desk.key, 1);
    await expect(asked).rejects.toMatchObject({ code: 'storage.corrupt', details: { sequence: 1 } });
  });

  it('a line whose event has no name is corrupt', async () => {
    const { desk, storage } = await journalOf((entries) =>
      entries.map((entry) => ({ ...entry, text: JSON.stringify({ ...JSON.parse(entry.text), event: {} }) })),
    );
    await expect(lineOf(storage, desk.key, 1)).rejects.toMatchObject({
      code: 'storage.corrupt',
      details: { sequence: 1 },
    });
  });

  it('a line that is no JSON is corrupt because of that', async () => {
    const { desk, storage } = await journalOf((entries) => entries.map((entry) => ({ ...entry, text: '{' })));
    await expect(lineOf(storage, desk.key, 1)).rejects.toMatchObject({
      code: 'storage.corrupt',
      details: { sequence: 1 },
      cause: new SyntaxError('The text is not JSON.'),
    });
  });

  it('a line written since the record was read is no gap', async () => {
    const desk = new Desk();
    const session = await desk.open();
    await go(session, say.country);
    const before = await desk.storage.read(desk.key);
    await go(session, choose('DE'));
    let reads = 0;
    const storage: StorageAdapter = {
      ...desk.storage,
      read: async (key) => {
        reads += 1;
        return reads === 1 ? before : desk.storage.read(key);
      },
    };
    expect(await verifyJournal(storage, desk.key)).toEqual({ ok: true, entries: 2 });
  });
});

describe('what two states differ in', () => {
  it('stands nowhere on the side that has text, nothing or no such key there', async () => {
    const desk = new Desk();
    const session = await desk.open();
    const mine = session.snapshot;
    const theirs = { ...mine, context: { ...mine.context, account: 'an account', trouble: null } } as never;
    const places = compareSnapshots(mine, theirs).map(({ path, theirs: value }) => [path.join('.'), value]);
    expect(places).toEqual([
      ['account', 'an account'],
      ['trouble', null],
    ]);
    const deeper = { ...mine, context: { ...mine.context, account: { length: 3 } } } as never;
    const text = { ...mine, context: { ...mine.context, account: { length: { deep: 1 } } } } as never;
    expect(compareSnapshots(deeper, text)).toEqual([{ path: ['account', 'length'], mine: 3, theirs: { deep: 1 } }]);
  });
});
