import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, setup } from 'xstate';
import { companyNumberKey } from '../../src/company.js';
import { isRegistrationError } from '../../src/errors.js';
import { createPolicy } from '../../src/policy.js';
import { nextDeadline } from '../../src/registration/requirements.js';
import { openSession } from '../../src/session/session.js';
import { start } from '../../src/session/step.js';
import { pathOf } from '../../src/snapshot.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { everythingOf } from '../../src/testing/storage/kit.js';
import { choose, Desk, go, placeOf, say } from './desk.js';
import { playLine, playOf, sessionOn } from './players.js';
import { charts, people, roads, scenarios } from './scenarios.js';

const at = '2026-11-22T10:00:00.000Z';
const machines = [roads[0], ...charts].flatMap((scenario) => (scenario ? [scenario.machine] : []));
const someIssues = expect.arrayContaining([expect.objectContaining({ code: expect.any(String) })]);
const nothing = { record: null, journal: [], rows: [], messages: [] };

/** What a start from an input is turned away with. */
function refusal(machine: AnyStateMachine, input: unknown, time: unknown = at): unknown {
  try {
    start(machine, input, time as string);
    return null;
  } catch (error) {
    return error;
  }
}

const policy = createPolicy({ site: 'intl' });

const badInputs: Readonly<Record<string, unknown>> = {
  'no input': undefined,
  null: null,
  text: 'intl',
  'a list': [],
  'an empty object': {},
  'no policy but an account': { account: {} },
  'a policy that is null': { policy: null },
  'a policy that is a site': { policy: 'intl' },
  'an empty policy': { policy: {} },
  'half a policy': { policy: { ...policy, review: undefined } },
  'a policy with a key too many': { policy: { ...policy, extra: 1 } },
  'a policy with another site': { policy: { ...policy, site: 'mars' } },
  'a policy with a function': { policy: { ...policy, review: () => 5 } },
  'a getter that throws': {
    get policy() {
      throw new Error('hunter2');
    },
  },
};

const badAccounts: Readonly<Record<string, unknown>> = {
  'that is text': 'ada',
  'that is a list': [1],
  'with a key too many': { password: 'hunter2' },
  'of a country nobody knows': { country: 'XX' },
  'with a time that is none': { cloudEnabledAt: 'yesterday' },
  'with an e-mail address that is none': { email: 'ada' },
  'without a country but not null': { country: undefined },
};

describe('a start from a bad input', () => {
  for (const machine of machines)
    it.each(Object.entries(badInputs))(
      `of ${machine.id} is input.invalid with the issues: %s`,
      async (_name, input) => {
        const error = refusal(machine, input);
        expect(error).toMatchObject({ code: 'input.invalid', details: { issues: someIssues } });
        expect(String(error)).not.toContain('hunter2');
        const storage = memoryStorage();
        const opening = openSession({ machine, key: 'k', storage, ports: {}, input: input as never });
        await expect(opening).rejects.toMatchObject({
          code: input === undefined ? 'session.notFound' : 'input.invalid',
        });
        expect(await everythingOf(storage, 'k')).toEqual(nothing);
      },
    );

  it.each(Object.entries(badAccounts))('an account %s', (_name, account) => {
    const error = refusal(machines[0] as AnyStateMachine, { policy, account });
    expect(error).toMatchObject({ code: 'input.invalid' });
    const { issues } = (error as { details: { issues: { path: string[] }[] } }).details;
    expect(issues.every(({ path }) => path[0] === 'account')).toBe(true);
    expect(String(error)).not.toContain('hunter2');
  });

  it.each([undefined, '', 'yesterday', '2026-11-22', '2026-11-22T10:00:00', '2026-02-30T10:00:00Z', 5, null])(
    'at a time that is none: %o',
    (time) => {
      expect(refusal(machines[0] as AnyStateMachine, { policy }, time ?? null)).toMatchObject({
        code: 'input.invalid',
        details: { issues: [{ path: ['at'] }] },
      });
    },
  );

  it('anything at all: an envelope, or input.invalid with issues', () => {
    const account = fc.dictionary(
      fc.constantFrom('country', 'email', 'cloudEnabledAt', 'realName', 'agreements', 'challenge', '__proto__', 'x'),
      fc.anything(),
    );
    const input = fc.oneof(fc.anything(), fc.record({ policy: fc.oneof(fc.constant(policy), fc.anything()), account }));
    fc.assert(
      fc.property(fc.constantFrom(...machines), input, (machine, given) => {
        const error = refusal(machine, given);
        if (error === null) return;
        if (!isRegistrationError(error, 'input.invalid')) throw error;
        expect((error.details['issues'] as unknown[]).length).toBeGreaterThan(0);
      }),
      { numRuns: 1000, seed: 20261122 },
    );
  });

  it('a machine that is none of ours', () => {
    expect(refusal(setup({}).createMachine({ id: 'lamp' }), { policy })).toMatchObject({
      code: 'argument.invalid',
      details: { machine: 'lamp' },
    });
  });

  it('a clock that tells no time starts nothing', async () => {
    const desk = new Desk();
    await expect(desk.open({ clock: () => 'noon' })).rejects.toMatchObject({ code: 'argument.invalid' });
    expect(await desk.everything()).toEqual(nothing);
  });
});

describe('a start', () => {
  it('brings what is known beforehand into normal form, as the door would', () => {
    const account = { country: ' tr ', email: ' ada@lantern.example', cloudEnabledAt: '2026-01-05T08:00:00Z' };
    const { envelope } = start(machines[0] as AnyStateMachine, { policy, account }, '2026-11-22T10:00:00Z');
    expect(envelope.at).toBe(at);
    expect(envelope.context['account']).toMatchObject({
      country: 'TR',
      email: 'ada@lantern.example',
      cloudEnabledAt: '2026-01-05T08:00:00.000Z',
    });
  });

  it('with an account leaves signup out', async () => {
    expect(placeOf(await new Desk({ account: true }).open())).toBe('choosingRoad');
  });

  it('is a line of the history too, with the calls it made, by the one who started it', async () => {
    const scenario = charts.find(({ machine }) => machine.id === 'review') ?? expect.unreachable();
    const storage = memoryStorage();
    const session = await sessionOn(playOf(scenario), storage, 'k', { by: people.applicant });
    expect([session.revision, pathOf(session.snapshot.value)]).toEqual([1, 'manuallyReviewing']);
    const { journal, messages } = await everythingOf(storage, 'k');
    expect(journal.map(({ text }) => JSON.parse(text))).toMatchObject([
      {
        event: { type: 'registration.started' },
        by: people.applicant,
        from: null,
        to: 'manuallyReviewing',
        calls: [{ port: 'screenApplication', result: 'answered' }],
      },
    ]);
    expect(messages.map(({ type }) => type)).toEqual(['review.manualReviewStarted']);
  });

  it('happens once: with a key that is there, the input starts nothing', async () => {
    const desk = new Desk();
    await go(await desk.open(), say.country);
    const again = await desk.open({ input: { ...desk.input, account: desk.answers.account } });
    expect([again.revision, placeOf(again)]).toEqual([2, 'signup.verifyingEmail.entering']);
  });

  it.each(['', 'a\u0000b', '\udfff', 'x'.repeat(1025), 5, null, undefined])(
    'under a key no storage could keep: %o',
    async (key) => {
      const desk = new Desk();
      await expect(desk.open({ key: key as never })).rejects.toMatchObject({ code: 'storage.badKey' });
    },
  );

  it('of nothing under a key that is not there is session.notFound', async () => {
    const desk = new Desk();
    await expect(desk.open({ input: undefined as never })).rejects.toMatchObject({
      code: 'session.notFound',
      details: { key: desk.key },
    });
    expect(await desk.everything()).toEqual(nothing);
  });
});

describe('a session opened again with a policy', () => {
  const atCode = async () => {
    const desk = new Desk();
    await go(await desk.open(), say.country, say.email);
    return desk;
  };

  /** The same data with every key in another order. */
  function turned(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, turned(inner)]),
    );
  }

  it('that is the same writes nothing, whatever the order of its keys', async () => {
    const desk = await atCode();
    const before = await desk.everything();
    for (const given of [desk.input.policy, structuredClone(desk.input.policy), turned(desk.input.policy)]) {
      expect((await desk.open({ input: { policy: given as never } })).revision).toBe(3);
      expect(await desk.everything()).toEqual(before);
    }
  });

  it('that is another takes it up as an act of its own, in the history', async () => {
    const desk = await atCode();
    desk.clock.pass({ days: 1 });
    const next = createPolicy({ site: 'intl', version: 'next year', agreement: { version: '2027' } });
    const session = await desk.open({ input: { policy: next } });
    expect([session.revision, session.snapshot.context.policy]).toEqual([4, next]);
    expect(placeOf(session)).toBe('signup.verifyingEmail.enteringCode');
    expect(await desk.history(3)).toMatchObject([
      {
        event: { type: 'registration.policyChanged', policy: next },
        by: { role: 'system', id: 'session' },
        at: desk.clock.now,
        calls: [],
      },
    ]);
    expect((await desk.open({ input: { policy: next } })).revision).toBe(4);
    expect((await desk.open({ input: undefined as never })).snapshot.context.policy).toEqual(next);
  });

  it('in a line that is not older than the one before, whatever the clock does', async () => {
    const desk = await atCode();
    desk.clock.pass({ days: -400 });
    await desk.open({ input: { policy: { ...desk.input.policy, version: 'next year' } } });
    const times = (await desk.history()).map((line) => line.at);
    expect(times).toEqual([...times].sort());
    expect(times).toHaveLength(4);
  });

  it.each([null, 'intl', {}, { ...policy, site: 'mars' }, { ...policy, extra: 1 }])(
    'that is none is policy.invalid with the issues, and writes nothing: %#',
    async (given) => {
      const desk = await atCode();
      const before = await desk.everything();
      const opening = desk.open({ input: { policy: given as never } });
      await expect(opening).rejects.toMatchObject({ code: 'policy.invalid', details: { issues: someIssues } });
      expect(await desk.everything()).toEqual(before);
    },
  );

  it('R-041 an agreement accepted under the former policy is no acceptance under the new one', async () => {
    const desk = new Desk({ account: true });
    const { business, contact, filing, acceptance } = desk.answers;
    await go(
      await desk.open(),
      say.start,
      { type: 'wizard.business.save', business },
      { type: 'wizard.contact.save', contact },
      { type: 'wizard.sensitiveRelationship.file', filing },
      { type: 'wizard.agreement.accept', acceptance },
    );
    const session = await desk.open({
      input: { policy: { ...desk.input.policy, agreement: { id: acceptance.agreementId, version: '2027' } } },
    });
    const { status, issues } = await session.receive({ type: 'wizard.submit' });
    expect([status, issues.map(({ code }) => code)]).toEqual(['refused', ['agreement.versionStale']]);
  });
});

describe('the history', () => {
  it.each(scenarios)(
    'of "$name" has every save, oldest first, each from where the one before ended',
    async (scenario) => {
      const storage = memoryStorage();
      const play = playOf(scenario);
      const session = await sessionOn(play, storage);
      const player = { say: (event: unknown) => session.receive(event), tick: () => session.tick() };
      for (const line of scenario.lines) await playLine(player as never, play, line);
      const desk = new Desk({ storage });
      const lines = await desk.history();
      expect(lines.map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: session.revision }, (_, place) => place + 1),
      );
      expect(lines.map(({ revision }) => revision)).toEqual(lines.map(({ sequence }) => sequence));
      expect(lines.map(({ from }) => from)).toEqual([null, ...lines.slice(0, -1).map(({ to }) => to)]);
      expect(lines.at(-1)?.to).toBe(scenario.ends);
      expect(await desk.history(5)).toEqual(lines.slice(5));
    },
  );

  it('of nothing is empty', async () => {
    expect(await new Desk().history()).toEqual([]);
  });

  it.each(['{', 'null', '{}', '{"event":{}}'])(
    'with a line that cannot be read is storage.corrupt at that line: %s',
    async (text) => {
      const desk = new Desk();
      await desk.open();
      const index = { state: 'x', company: null, deadline: null };
      await desk.storage.commit({
        key: desk.key,
        expectedRevision: 1,
        commandId: 'c',
        at,
        text: '{}',
        entries: [{ sequence: 2, at, text }],
        messages: [],
        index,
      });
      await expect(desk.history()).rejects.toMatchObject({ code: 'storage.corrupt', details: { sequence: 2 } });
    },
  );
});

describe('design 9: the row a registration is found by', () => {
  const keysOf = async (storage: StorageAdapter, query: object) =>
    (await storage.find({ limit: 10, ...query })).rows.map(({ key }) => key);

  it.each(scenarios)('is true after every act of "$name"', async (scenario) => {
    const storage = memoryStorage();
    const play = playOf(scenario);
    const session = await sessionOn(play, storage);
    const player = { say: (event: unknown) => session.receive(event), tick: () => session.tick() };
    for (const line of scenario.lines) {
      await playLine(player as never, play, line);
      const { snapshot } = session;
      const business = snapshot.context.application?.business ?? null;
      expect((await storage.find({ limit: 10 })).rows).toEqual([
        {
          key: 'lantern',
          revision: session.revision,
          at: JSON.parse((await storage.read('lantern'))?.text ?? '').at,
          state: pathOf(snapshot.value),
          company: business === null ? null : companyNumberKey(business),
          deadline: nextDeadline(snapshot)?.at ?? null,
        },
      ]);
    }
  });

  it('finds by state and its parent, by company, and by deadline', async () => {
    const desk = new Desk();
    const ada = await desk.open({ key: 'ada' });
    await go(ada, say.country, say.email);
    const withAccount = new Desk({ account: true, storage: desk.storage });
    const ben = await withAccount.open({ key: 'ben' });
    await go(ben, say.start, { type: 'wizard.business.save', business: withAccount.answers.business });
    const { storage } = desk;
    expect(await keysOf(storage, {})).toEqual(['ada', 'ben']);
    expect(await keysOf(storage, { state: 'signup' })).toEqual(['ada']);
    expect(await keysOf(storage, { state: 'signup.verifyingEmail.enteringCode' })).toEqual(['ada']);
    expect(await keysOf(storage, { state: 'signup.verifyingEmail.entering' })).toEqual([]);
    expect(await keysOf(storage, { state: 'wizard.enteringContact' })).toEqual(['ben']);
    expect(await keysOf(storage, { company: 'IE:IE603211' })).toEqual(['ben']);
    expect(await keysOf(storage, { deadlineBy: '2026-11-22T10:04:59.999Z' })).toEqual([]);
    expect(await keysOf(storage, { deadlineBy: '2026-11-22T10:05:00.000Z' })).toEqual(['ada']);
    desk.clock.pass({ minutes: 5 });
    await ada.tick();
    expect(await keysOf(storage, { deadlineBy: '2030-01-01T00:00:00.000Z' })).toEqual([]);
    await go(ada, choose('FR'), say.resend);
    expect(await keysOf(storage, { deadlineBy: '2030-01-01T00:00:00.000Z' })).toEqual(['ada']);
  });
});
