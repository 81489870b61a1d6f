import { describe, expect, it, vi } from 'vitest';
import { RegistrationError } from '../../src/errors.js';
import type { registrationMachine } from '../../src/registration/registration.machine.js';
import { history } from '../../src/session/journal.js';
import type { Session } from '../../src/session/session.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { sha256 } from '../../src/storage/sha256.js';
import { became, choose, Desk, go, say } from './desk.js';
import { FaultyStorage } from './faults.js';
import { people } from './scenarios.js';

type RoadSession = Session<typeof registrationMachine>;

/** A desk with the road up to the entering of the code; what is said next has its first answer. */
async function atCode(setup: ConstructorParameters<typeof Desk>[0] = {}) {
  const desk = new Desk(setup);
  const session = await desk.open();
  await go(session, say.country);
  await session.receive(say.email, { commandId: 'the e-mail address' });
  return { desk, session };
}

/** Enough later commands for the envelope to forget an earlier one. */
async function forget(session: RoadSession): Promise<void> {
  for (let turn = 0; turn < 18; turn += 1)
    await session.receive(choose(turn % 2 === 0 ? 'FR' : 'IE'), { commandId: `later ${turn}` });
}

const whereRepeated: Readonly<Record<string, (desk: Desk, session: RoadSession) => Promise<RoadSession>>> = {
  'in the same session': async (_desk, session) => session,
  'after the session was opened again': async (desk, session) => {
    await session.close();
    return desk.open();
  },
  'after many later commands': async (_desk, session) => {
    await forget(session);
    return session;
  },
  'after many later commands, in another session': async (desk, session) => {
    await forget(session);
    return desk.open();
  },
};

const commands = {
  'that would be refused by now': { event: say.email, commandId: 'the e-mail address' },
  'that the outside world held something against': { event: say.wrongCode, commandId: 'a code' },
  'that would be carried out again': {
    event: choose('NO'),
    commandId: 'a country',
  },
  'that would change nothing by now': { event: choose('IE'), commandId: 'home' },
} as const;

it('G7 the envelope remembers the last 16 commands by name, in order, neither more nor fewer', async () => {
  const { desk, session } = await atCode();
  const remembered = async () =>
    JSON.parse((await desk.storage.read(desk.key))?.text ?? '{}').commands.map(({ id }: { id: string }) => id);
  const sent = ['the e-mail address'];
  for (let turn = 0; turn < 20; turn += 1) {
    const commandId = `country ${turn}`;
    await session.receive(choose(turn % 2 === 0 ? 'FR' : 'IE'), { commandId });
    sent.push(commandId);
    expect(await remembered()).toEqual(sent.slice(Math.max(0, sent.length - 16)));
  }
});

describe('design 8: a repeated command id answers as the first time and does nothing', () => {
  for (const [where, elsewhere] of Object.entries(whereRepeated))
    it.each(Object.entries(commands))(`${where}, for an act %s`, async (_name, { event, commandId }) => {
      const { desk, session } = await atCode();
      await session.receive(choose('IT'));
      const first = await session.receive(event, { commandId });
      expect(first.status).toBe('saved');
      const other = await elsewhere(desk, session);
      const calls = [...desk.calls];
      const before = await desk.everything();
      const { status, revision, issues } = await other.receive(event, { commandId });
      expect({ status, revision, issues }).toEqual({
        status: 'saved',
        revision: commandId === 'the e-mail address' ? 3 : first.revision,
        issues: first.issues,
      });
      expect(desk.calls).toEqual(calls);
      expect(await desk.everything()).toEqual(before);
    });

  it('in a session that was open before the first time, and now catches up', async () => {
    const { desk, session } = await atCode();
    const late = await desk.open();
    const { revision, issues } = await session.receive(say.wrongCode, { commandId: 'a code' });
    await go(session, choose('IT'));
    const { asked } = desk;
    expect(await late.receive(say.wrongCode, { commandId: 'a code' })).toMatchObject({
      status: 'saved',
      revision,
      issues,
    });
    expect(desk.asked).toEqual(asked);
    expect([late.revision, late.snapshot.context]).toEqual([session.revision, session.snapshot.context]);
    expect(await became(late, say.code)).toMatchObject({ status: 'saved' });
  });

  it('in two sessions at the same time: one makes it, both answer the same', async () => {
    const { desk, session } = await atCode();
    const other = await desk.open();
    const [one, two] = await Promise.all(
      [session, other].map((racing) => racing.receive(say.wrongCode, { commandId: 'a code' })),
    );
    expect(one).toMatchObject({ status: 'saved', revision: 4, issues: [{ code: 'code.wrong' }] });
    expect([two?.status, two?.revision, two?.issues]).toEqual([one?.status, one?.revision, one?.issues]);
    expect(await desk.history(3)).toHaveLength(1);
    const keys = desk.calls.filter(({ port }) => port === 'checkVerificationCode').map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
    expect(other.snapshot.context.account.challenge?.sent?.attemptsLeft).toBe(2);
  });

  it('whatever the time, the order of keys and the expected revision', async () => {
    const { desk, session } = await atCode();
    const first = await session.receive(say.wrongCode, { commandId: 'a code', expectedRevision: 3 });
    desk.clock.pass({ seconds: 30 });
    const { verificationCode, ...rest } = say.wrongCode;
    const again = await session.receive({ verificationCode, ...rest }, { commandId: 'a code', expectedRevision: 3 });
    expect([again.status, again.revision, again.issues]).toEqual([first.status, first.revision, first.issues]);
    expect(session.revision).toBe(4);
  });

  it('also where the order of keys is the caller’s own', async () => {
    const session = await new Desk({ account: true }).open();
    const keep = { type: 'wizard.draft.keep', step: 'business' };
    await go(session, say.start);
    for (const draft of [
      { companyName: 'Lantern', website: 'none' },
      { website: 'none', companyName: 'Lantern' },
    ])
      expect(await became(session, { ...keep, draft }, { commandId: 'typed' })).toMatchObject({
        status: 'saved',
        revision: 3,
      });
  });

  it('without a word to the storage but to read its history, when it is among the latest', async () => {
    const { desk, session } = await atCode();
    await session.receive(say.wrongCode, { commandId: 'a code' });
    const commit = vi.spyOn(desk.storage, 'commit');
    expect(await session.receive(say.wrongCode, { commandId: 'a code' })).toMatchObject({
      status: 'saved',
      revision: 4,
    });
    expect(commit).not.toHaveBeenCalled();
  });

  it('an act that was not saved is not remembered: it is judged again', async () => {
    const { session } = await atCode();
    expect(await became(session, say.password, { commandId: 'early' })).toMatchObject({ status: 'refused' });
    await go(session, say.code);
    expect(await became(session, say.password, { commandId: 'early' })).toMatchObject({ status: 'saved', revision: 5 });
  });
});

describe('the same command id with another act is an error, and nothing happens', () => {
  const others: readonly [string, object, object][] = [
    ['another payload', choose('SE'), {}],
    ['another event', { type: 'signup.back' }, {}],
    ['another actor', choose('NO'), { by: { role: 'applicant', id: 'eve' } }],
  ];
  for (const [where, elsewhere] of Object.entries(whereRepeated))
    it.each(others)(`${where}, with %s`, async (_name, event, options) => {
      const { desk, session } = await atCode();
      await session.receive(choose('NO'), { commandId: 'a country' });
      const other = await elsewhere(desk, session);
      const before = await desk.everything();
      const calls = [...desk.calls];
      await expect(other.receive(event, { commandId: 'a country', ...options })).rejects.toMatchObject({
        code: 'command.reused',
        details: { commandId: 'a country' },
      });
      expect(await desk.everything()).toEqual(before);
      expect(desk.calls).toEqual(calls);
      expect(await became(other, say.code)).toMatchObject({ status: 'saved' });
    });
});

describe('X2 a command is told from another by its secret, too, and no secret can be tried out on what is stored', () => {
  const fingerprintKey = 'the key of all servers of this portal';
  const commandId = 'a code';

  /** What the journal keeps of the command that was carried out last. */
  const keptOf = async (desk: Desk) => (await desk.history()).at(-1)?.fingerprint ?? '';

  /** Another process has another key of its own: the module is loaded anew. */
  async function inAnotherProcess(desk: Desk, options: { fingerprintKey?: string } = {}): Promise<RoadSession> {
    vi.resetModules();
    const { openSession } = await import('../../src/session/session.js');
    const { registrationMachine: machine } = await import('../../src/registration/registration.machine.js');
    const { key, storage, ports, input } = desk;
    return openSession({
      machine,
      key,
      storage,
      ports,
      input,
      by: people.applicant,
      clock: () => desk.clock.now,
      ...options,
    });
  }

  for (const [where, elsewhere] of Object.entries(whereRepeated))
    it(`X2 first with a wrong code, then with the right one, it is command.reused: ${where}`, async () => {
      const { desk, session } = await atCode();
      const first = await session.receive(say.wrongCode, { commandId });
      const other = await elsewhere(desk, session);
      const before = await desk.everything();
      await expect(other.receive(say.code, { commandId })).rejects.toMatchObject({ code: 'command.reused' });
      expect(await other.receive(say.wrongCode, { commandId })).toMatchObject({
        status: 'saved',
        revision: first.revision,
        issues: [{ code: 'code.wrong' }],
      });
      expect(await desk.everything()).toEqual(before);
      expect(await became(other, say.code, { commandId: 'another code' })).toMatchObject({ status: 'saved' });
    });

  it('X2 on every server that has the key of the host', async () => {
    const { desk, session } = await atCode();
    await session.close();
    const one = await desk.open({ fingerprintKey });
    await one.receive(say.wrongCode, { commandId });
    const other = await inAnotherProcess(desk, { fingerprintKey });
    await expect(other.receive(say.code, { commandId })).rejects.toMatchObject({ code: 'command.reused' });
    expect(await became(other, say.wrongCode, { commandId })).toMatchObject({ status: 'saved', codes: ['code.wrong'] });
  });

  it('X2 in a process that cannot know, it is answered as the first time, and another event is told apart all the same', async () => {
    const { desk, session } = await atCode();
    await session.receive(say.wrongCode, { commandId });
    const other = await inAnotherProcess(desk);
    expect(await became(other, say.code, { commandId })).toMatchObject({ status: 'saved', codes: ['code.wrong'] });
    await expect(other.receive(choose('SE'), { commandId })).rejects.toMatchObject({ code: 'command.reused' });
  });

  it('X2 a line that an earlier version left, without a word of the secret, still answers', async () => {
    const { desk, session } = await atCode();
    await session.receive(say.wrongCode, { commandId });
    const [digest = ''] = (await keptOf(desk)).split('.');
    const journal = desk.storage.journal.bind(desk.storage);
    vi.spyOn(desk.storage, 'journal').mockImplementation(async function* (key, after) {
      for await (const { text, ...entry } of journal(key, after))
        yield { ...entry, text: JSON.stringify({ ...JSON.parse(text), fingerprint: digest }) };
    });
    for (const event of [say.wrongCode, say.code])
      expect(await became(session, event, { commandId })).toMatchObject({ status: 'saved', codes: ['code.wrong'] });
    await expect(session.receive(choose('SE'), { commandId })).rejects.toMatchObject({ code: 'command.reused' });
  });

  it('X2 what is kept is the same for no two registrations, commands, secrets or keys, and has no bare digest of the secret', async () => {
    const fingerprints: string[] = [];
    for (const [key, id, event, options] of [
      ['one', commandId, say.wrongCode, { fingerprintKey }],
      ['two', commandId, say.wrongCode, { fingerprintKey }],
      ['one', 'other', say.wrongCode, { fingerprintKey }],
      ['one', commandId, { ...say.wrongCode, verificationCode: '111111111111' }, { fingerprintKey }],
      ['one', commandId, say.wrongCode, { fingerprintKey: `${fingerprintKey}!` }],
    ] as const) {
      const desk = new Desk();
      const session = await desk.open({ key, ...options });
      await go(session, say.country, say.email);
      await session.receive(event, { commandId: id });
      for await (const line of history(desk.storage, key, 3)) fingerprints.push(line.fingerprint ?? '');
    }
    const [digests, keys, keyed] = [0, 1, 2].map((part) => new Set(fingerprints.map((text) => text.split('.')[part])));
    expect([digests?.size, keys?.size, keyed?.size]).toEqual([1, 2, 5]);
    const { at: _, ...said } = { ...say.wrongCode, at: null, by: people.applicant };
    for (const bare of [
      say.wrongCode.verificationCode,
      JSON.stringify(say.wrongCode),
      JSON.stringify(said),
      fingerprintKey,
    ])
      for (const text of fingerprints) expect(text).not.toContain((await sha256(bare)).slice(0, 12));
  });

  it('X2 an act without a secret is kept as ever, by one digest', async () => {
    const { desk, session } = await atCode();
    await session.receive(choose('NO'), { commandId: 'a country' });
    expect(await keptOf(desk)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('X12 the ids under which the package itself writes are no command of a host', () => {
  it.each(['registration.started', 'registration.erasureVerified', 'registration.', 'registration.anything'])(
    'X12 %s is command.reserved, and nothing happens',
    async (commandId) => {
      const { desk, session } = await atCode();
      const before = await desk.everything();
      await expect(session.receive(say.code, { commandId })).rejects.toMatchObject({
        code: 'command.reserved',
        details: { commandId },
      });
      expect(await desk.everything()).toEqual(before);
      expect(await became(session, say.code, { commandId: `my ${commandId}` })).toMatchObject({ status: 'saved' });
    },
  );
});

it.each(['', 'a\u0000b', '\ud800', 'x'.repeat(1025), 5 as never])(
  'a command id no storage could keep is an error: %o',
  async (commandId) => {
    const { desk, session } = await atCode();
    const before = await desk.everything();
    await expect(session.receive(say.code, { commandId })).rejects.toMatchObject({ code: 'storage.badKey' });
    expect(await desk.everything()).toEqual(before);
    expect(await became(session, say.code)).toMatchObject({ status: 'saved' });
  },
);

describe('design 5: a stale revision', () => {
  it('is refused with both revisions, and nothing happens', async () => {
    const { desk, session } = await atCode();
    const before = await desk.everything();
    const { asked } = desk;
    for (const expectedRevision of [0, 2, 4, Number.NaN]) {
      const { status, issues } = await session.receive(say.code, { expectedRevision });
      expect({ status, issues }).toEqual({
        status: 'refused',
        issues: [{ code: 'revision.stale', path: [], params: { expected: expectedRevision, actual: 3 } }],
      });
    }
    expect(await desk.everything()).toEqual(before);
    expect(desk.asked).toEqual(asked);
    expect(await became(session, say.code, { expectedRevision: 3 })).toMatchObject({ status: 'saved', revision: 4 });
  });

  it('is also what was seen before something was due', async () => {
    const { desk, session } = await atCode();
    desk.clock.pass({ minutes: 6 });
    expect(await became(session, say.resend, { expectedRevision: 3 })).toEqual({
      status: 'refused',
      revision: 4,
      codes: ['revision.stale'],
    });
  });
});

describe('two sessions on one registration', () => {
  it('the slower one is told of the conflict with both revisions and closed; what the other saved stays', async () => {
    const { desk, session } = await atCode();
    const slow = await desk.open();
    const told = vi.fn();
    slow.subscribe(told);
    await go(session, choose('IT'), say.wrongCode);
    const before = await desk.everything();
    await expect(slow.receive(choose('SE'))).rejects.toMatchObject({
      code: 'storage.conflict',
      details: { key: 'lantern', expected: 3, actual: 5 },
    });
    expect(await desk.everything()).toEqual(before);
    expect([slow.revision, slow.snapshot.context.account.country]).toEqual([3, 'IE']);
    expect(told).not.toHaveBeenCalled();
    await expect(slow.receive(say.code)).rejects.toMatchObject({ code: 'session.closed' });
    expect(await became(session, say.code)).toMatchObject({ status: 'saved', revision: 6 });
  });

  it('with a command id, the outside world is not asked by the slower one', async () => {
    const { desk, session } = await atCode();
    const slow = await desk.open();
    await go(session, choose('IT'));
    const { asked } = desk;
    await expect(slow.receive(say.wrongCode, { commandId: 'a code' })).rejects.toMatchObject({
      code: 'storage.conflict',
      details: { expected: 3, actual: 4 },
    });
    expect(desk.asked).toEqual(asked);
  });

  it('with a command id, an act that asks nobody is no other act of the same id', async () => {
    const { desk, session } = await atCode();
    const slow = await desk.open();
    await go(session, choose('IT'));
    await expect(slow.receive(choose('SE'), { commandId: 'a country' })).rejects.toMatchObject({
      code: 'storage.conflict',
      details: { expected: 3, actual: 4 },
    });
  });

  it('a conflict over what is due closes the slower one too', async () => {
    const { desk, session } = await atCode();
    const slow = await desk.open();
    desk.clock.pass({ minutes: 6 });
    expect(await session.tick()).toBe(1);
    await expect(slow.tick()).rejects.toMatchObject({ code: 'storage.conflict' });
    await expect(slow.tick()).rejects.toMatchObject({ code: 'session.closed' });
  });

  it('acts that wait behind a conflict are turned away', async () => {
    const { desk, session } = await atCode();
    const slow = await desk.open();
    await go(session, choose('IT'));
    const said = [say.wrongCode, say.code].map((event) => slow.receive(event));
    await expect(said[0]).rejects.toMatchObject({ code: 'storage.conflict' });
    await expect(said[1]).rejects.toMatchObject({ code: 'session.closed' });
  });

  it('started at the same time, both are in the registration that was started first', async () => {
    const desk = new Desk();
    const { account } = desk.answers;
    const both = await Promise.all([desk.open(), desk.open({ input: { ...desk.input, account } })]);
    const { record } = await desk.everything();
    for (const { revision, snapshot } of both)
      expect([revision, snapshot.context]).toEqual([1, JSON.parse(record?.text ?? '').context]);
    expect(await desk.history()).toHaveLength(1);
  });
});

it('a session asks its storage for nothing it wrote itself: one look at the start, one write an act', async () => {
  const desk = new Desk();
  const read = vi.spyOn(desk.storage, 'read');
  const journal = vi.spyOn(desk.storage, 'journal');
  const commit = vi.spyOn(desk.storage, 'commit');
  const session = await desk.open();
  await go(session, say.country, choose('FR'));
  await session.receive(choose('IT'), { commandId: 'a country' });
  expect(session.revision).toBe(4);
  expect([read, journal, commit].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 4]);
});

describe('memory never runs ahead of the storage', () => {
  const withFaults = async () => {
    const storage = new FaultyStorage(memoryStorage());
    const { desk, session } = await atCode({ storage });
    return { desk, session, storage };
  };

  it.each(['before', 'after'] as const)(
    'a save that fails %s it is written closes the session, and nobody is told',
    async (when) => {
      const { desk, session, storage } = await withFaults();
      const told = vi.fn();
      session.subscribe(told);
      const { snapshot } = session;
      storage.fail('commit', when);
      const error = await session.receive(choose('IT'), { commandId: 'c' }).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(RegistrationError);
      expect(error).toMatchObject({ code: 'storage.unavailable', cause: storage.fault, details: { key: desk.key } });
      expect([session.revision, session.snapshot]).toEqual([3, snapshot]);
      expect(told).not.toHaveBeenCalled();
      await expect(session.receive(say.code)).rejects.toMatchObject({ code: 'session.closed' });
      await session.close();
    },
  );

  it.each([
    ['before', 3, 2],
    ['after', 4, 1],
  ] as const)(
    'a save that fails %s it is written: the same command id in a new session tells the truth',
    async (when, revision, asked) => {
      const { desk, session, storage } = await withFaults();
      storage.fail('commit', when, 1);
      const commandId = 'a code';
      await expect(session.receive(say.wrongCode, { commandId })).rejects.toMatchObject({
        code: 'storage.unavailable',
      });
      const again = await desk.open();
      expect(again.revision).toBe(revision);
      expect(await again.receive(say.wrongCode, { commandId })).toMatchObject({
        status: 'saved',
        revision: 4,
        issues: [{ code: 'code.wrong', params: { left: 2 } }],
      });
      const keys = desk.calls.filter(({ port }) => port === 'checkVerificationCode').map(({ key }) => key);
      expect([keys.length, new Set(keys).size]).toEqual([asked, asked]);
      expect(await desk.history(3)).toHaveLength(1);
    },
  );

  it('a question about a command that cannot be answered closes the session, and nothing is done', async () => {
    const { desk, session, storage } = await withFaults();
    const before = await desk.everything();
    storage.fail('commit');
    await expect(session.receive(say.wrongCode, { commandId: 'a code' })).rejects.toMatchObject({
      code: 'storage.unavailable',
      cause: storage.fault,
    });
    expect(await desk.everything()).toEqual(before);
    expect(desk.asked).toEqual(['sendVerificationCode']);
    await expect(session.receive(say.code)).rejects.toMatchObject({ code: 'session.closed' });
  });

  it('a history that cannot be read when a command is repeated closes the session', async () => {
    const { session, storage } = await withFaults();
    storage.fail('journal');
    await expect(session.receive(say.email, { commandId: 'the e-mail address' })).rejects.toMatchObject({
      code: 'storage.unavailable',
      cause: storage.fault,
    });
    await expect(session.receive(say.code)).rejects.toMatchObject({ code: 'session.closed' });
  });

  it('a registration that cannot be read is not opened, and not started anew', async () => {
    const { desk, storage } = await withFaults();
    const before = await desk.everything();
    storage.fail('read');
    await expect(desk.open()).rejects.toMatchObject({ code: 'storage.unavailable', cause: storage.fault });
    expect(await desk.everything()).toEqual(before);
  });

  it.each(['before', 'after'] as const)('a start that fails %s it is written can be repeated', async (when) => {
    const storage = new FaultyStorage(memoryStorage());
    const desk = new Desk({ storage });
    storage.fail('commit', when);
    await expect(desk.open()).rejects.toMatchObject({ code: 'storage.unavailable', cause: storage.fault });
    expect((await desk.open()).revision).toBe(1);
    expect(await desk.history()).toHaveLength(1);
  });

  it('what the storage itself calls corrupt is passed on as it is', async () => {
    const { desk, session, storage } = await withFaults();
    const corrupt = new RegistrationError('storage.corrupt', { details: { revision: 3 } });
    vi.spyOn(storage, 'commit').mockRejectedValueOnce(corrupt);
    await expect(session.receive(choose('IT'))).rejects.toBe(corrupt);
    vi.spyOn(storage, 'read').mockRejectedValueOnce(corrupt);
    await expect(desk.open()).rejects.toBe(corrupt);
  });

  it('an erased registration takes nothing more, is not found and not started anew', async () => {
    const { desk, session } = await withFaults();
    const other = await desk.open();
    await desk.storage.remove(desk.key, desk.clock.now);
    await expect(session.receive(choose('IT'))).rejects.toMatchObject({
      code: 'storage.erased',
      details: { key: desk.key },
    });
    await expect(other.receive(say.wrongCode, { commandId: 'a code' })).rejects.toMatchObject({
      code: 'storage.erased',
    });
    expect(desk.asked).toEqual(['sendVerificationCode']);
    for (const closed of [session, other])
      await expect(closed.receive(say.code)).rejects.toMatchObject({ code: 'session.closed' });
    await expect(desk.open()).rejects.toMatchObject({ code: 'storage.erased' });
    await expect(desk.open({ input: undefined as never })).rejects.toMatchObject({ code: 'session.notFound' });
  });

  it('a closed storage is an error of its own', async () => {
    const { desk, session } = await withFaults();
    await desk.storage.close();
    await expect(session.receive(say.wrongCode)).rejects.toMatchObject({ code: 'storage.closed' });
    await expect(desk.open()).rejects.toMatchObject({ code: 'storage.closed' });
  });

  it('a saved text that has become unreadable closes a session that has to catch up', async () => {
    const { desk, session } = await atCode();
    const late = await desk.open();
    await session.receive(say.wrongCode, { commandId: 'a code' });
    vi.spyOn(desk.storage, 'read').mockImplementationOnce(async (key) => ({ key, revision: 4, at: '', text: '{' }));
    await expect(late.receive(say.wrongCode, { commandId: 'a code' })).rejects.toMatchObject({
      code: 'envelope.malformed',
    });
    await expect(late.receive(say.code)).rejects.toMatchObject({ code: 'session.closed' });
  });
});
