import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { decode, encode, snapshotOf } from '../../src/session/envelope.js';
import { sealed, snapshotAt, verifyJournal } from '../../src/session/journal.js';
import { openSession } from '../../src/session/session.js';
import { start } from '../../src/session/step.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { JournalEntry, StorageAdapter, StoredRecord } from '../../src/storage/port.js';
import { journalOf } from '../../src/testing/storage/kit.js';
import { choose, Desk, go, say } from './desk.js';
import { playLine, playOf, sessions } from './players.js';
import { people, scenarios } from './scenarios.js';

const key = 'lantern';

/** Everything a storage holds of a registration, to be read or altered. */
interface Held {
  readonly record: StoredRecord;
  readonly journal: readonly JournalEntry[];
}

async function heldBy(storage: StorageAdapter, of = key): Promise<Held> {
  const record = await storage.read(of);
  if (record === null) throw new Error(`There is no ${of}.`);
  return { record, journal: await journalOf(storage, of) };
}

/** A storage that holds one registration, whatever was done to it. */
function holding({ record, journal }: Held): StorageAdapter {
  return {
    ...memoryStorage(),
    read: async () => record,
    async *journal(_key, after = 0) {
      yield* journal.filter(({ sequence }) => sequence > after);
    },
  };
}

const verdictOn = (held: Held) => verifyJournal(holding(held), key);

/** A registration with some lines, and another that differs in nothing but its key. */
async function twins(): Promise<{ readonly held: Held; readonly twin: Held; readonly desk: Desk }> {
  const desk = new Desk({ settings: { site: 'eu' } });
  for (const of of [key, 'twin']) {
    const session = await desk.open({ key: of });
    for (const [place, event] of [say.country, say.email, choose('FR'), say.country].entries())
      await session.receive(event, { commandId: `command ${place}` });
    await session.close();
  }
  return { desk, held: await heldBy(desk.storage), twin: await heldBy(desk.storage, 'twin') };
}

const { held, twin, desk: twinDesk } = await twins();

describe.each(scenarios)('design 8: the journal of "$name"', (scenario) => {
  it.each([
    ['one session', false],
    ['a session for each act', true],
  ])('verifies after every act and gives every snapshot back, written by %s', async (_name, isReopened) => {
    const texts = new Map<number, string>();
    const memory = memoryStorage();
    const storage: StorageAdapter = {
      ...memory,
      async commit(commit) {
        const result = await memory.commit(commit);
        if (result.outcome === 'committed') texts.set(result.revision, commit.text);
        return result;
      },
    };
    const play = playOf(scenario);
    const player = await sessions(play, storage, isReopened, key);
    expect(await verifyJournal(storage, key)).toEqual({ ok: true, entries: 1 });
    for (const line of scenario.lines) {
      await playLine(player, play, line);
      expect(await verifyJournal(storage, key)).toEqual({ ok: true, entries: texts.size });
    }
    expect(texts.size).toBeGreaterThan(scenario.lines.length / 3);
    for (const [sequence, text] of texts) {
      const { value, context, status } = snapshotOf(scenario.machine, decode(scenario.machine, text));
      const then = await snapshotAt(scenario.machine, storage, key, sequence);
      expect({ value: then.value, context: then.context, status: then.status }).toEqual({ value, context, status });
    }
  });
});

describe('design 8: the journal verifies', () => {
  it('after a conflict, and the session opened again', async () => {
    const desk = new Desk();
    const [one, other] = [await desk.open(), await desk.open()];
    await go(one, choose('FR'));
    await expect(other.receive(choose('IT'))).rejects.toMatchObject({ code: 'storage.conflict' });
    await go(await desk.open(), choose('NO'));
    await expect(one.receive(choose('DE'))).rejects.toMatchObject({ code: 'storage.conflict' });
    await go(await desk.open(), choose('SE'), choose('IE'));
    expect(await verifyJournal(desk.storage, key)).toEqual({ ok: true, entries: 5 });
  });

  it('when a session goes on after a command that another session carried out', async () => {
    const desk = new Desk();
    const [one, other] = [await desk.open(), await desk.open()];
    await go(one, choose('FR'));
    await one.receive(choose('IT'), { commandId: 'the same' });
    expect(await other.receive(choose('IT'), { commandId: 'the same' })).toMatchObject({
      status: 'saved',
      revision: 3,
    });
    await go(other, choose('NO'));
    expect(await verifyJournal(desk.storage, key)).toEqual({ ok: true, entries: 4 });
  });

  it('after a command that was repeated, one that was refused and one that changed nothing', async () => {
    const desk = new Desk();
    const session = await desk.open();
    for (let turn = 0; turn < 3; turn += 1) await session.receive(say.country, { commandId: 'home' });
    await session.receive(say.start);
    await session.receive(say.country);
    expect(await verifyJournal(desk.storage, key)).toEqual({ ok: true, entries: 2 });
  });

  it('after another policy was adopted', async () => {
    const desk = new Desk();
    await go(await desk.open(), say.country);
    const policy = createPolicy({ site: 'intl', version: 'next year' });
    await go(await desk.open({ input: { ...desk.input, policy } }), say.email);
    expect(await verifyJournal(desk.storage, key)).toEqual({ ok: true, entries: 4 });
    const before = await snapshotAt(registrationMachine, desk.storage, key, 2);
    const after = await snapshotAt(registrationMachine, desk.storage, key, 3);
    expect([before.context.policy, after.context.policy]).toEqual([desk.input.policy, policy]);
  });

  it('when an earlier version wrote the first of it, and gives that back migrated', async () => {
    const desk = new Desk();
    const { envelope } = start(signupMachine, desk.input, desk.clock.now);
    const { programs: _, ...policy } = desk.input.policy;
    const first = { ...envelope, version: '1', context: { ...envelope.context, policy } };
    const said = { event: { type: 'registration.started' }, by: null, from: null, to: 'choosingCountry' };
    const nothing = { calls: [], issues: [], fingerprint: null };
    const text = encode(first);
    const made = { envelope: first, text };
    const { text: line } = await sealed({ key, commandId: 'first' }, null, made, null, { ...said, ...nothing });
    const index = { state: 'choosingCountry', company: null, deadline: null };
    const { at } = first;
    await desk.storage.commit({
      ...{ key, expectedRevision: 0, commandId: 'first', at, text, messages: [], index },
      entries: [{ sequence: 1, at, text: line }],
    });
    expect(await verifyJournal(desk.storage, key)).toEqual({ ok: true, entries: 1 });
    const { storage, ports, clock } = desk;
    const options = { machine: signupMachine, key, storage, ports, by: people.applicant, clock: () => clock.now };
    const session = await openSession(options);
    await session.receive(say.country);
    await session.receive(choose('FR'));
    expect(await verifyJournal(storage, key)).toEqual({ ok: true, entries: 3 });
    const [then, now] = [
      await snapshotAt(signupMachine, storage, key, 1),
      await snapshotAt(signupMachine, storage, key, 3),
    ];
    expect([then.context.policy, then.context.account.country]).toEqual([desk.input.policy, null]);
    expect([now.value, now.context]).toEqual([session.snapshot.value, session.snapshot.context]);
  });

  it('while somebody saves', async () => {
    const desk = new Desk();
    const session = await desk.open();
    const storage: StorageAdapter = {
      ...desk.storage,
      async *journal(of, after) {
        await go(session, choose('FR'), choose('IE'));
        yield* desk.storage.journal(of, after);
      },
    };
    expect(await verifyJournal(storage, key)).toEqual({ ok: true, entries: 1 });
    expect(await verifyJournal(desk.storage, key)).toEqual({ ok: true, entries: 3 });
  });

  it('or says that there is nothing, also when it is erased meanwhile', async () => {
    const desk = new Desk();
    await desk.open();
    const storage: StorageAdapter = {
      ...desk.storage,
      async *journal(of, after) {
        await desk.storage.remove(of, desk.clock.now);
        yield* desk.storage.journal(of, after);
      },
    };
    await expect(verifyJournal(desk.storage, 'nobody')).rejects.toMatchObject({ code: 'session.notFound' });
    await expect(verifyJournal(storage, key)).rejects.toMatchObject({ code: 'session.notFound' });
    await expect(verifyJournal(storage, key)).rejects.toMatchObject({ code: 'session.notFound' });
  });
});

/** The texts of a registration: the record's at place 0, then each line's. */
const textsOf = ({ record, journal }: Held) => [record.text, ...journal.map(({ text }) => text)];

function withText({ record, journal }: Held, place: number, text: string): Held {
  return place === 0
    ? { record: { ...record, text }, journal }
    : { record, journal: journal.map((line) => (line.sequence === place ? { ...line, text } : line)) };
}

describe('design 8: any altered byte of what is stored is found', () => {
  const texts = textsOf(held);

  it.each(texts.map((text, place) => [place === 0 ? 'the record' : `line ${place}`, place, text] as const))(
    'each character of %s',
    async (_name, place, text) => {
      const found = new Set<string>();
      for (let at = 0; at < text.length; at += 1) {
        const other = text[at] === '1' ? '2' : '1';
        const verdict = await verdictOn(withText(held, place, text.slice(0, at) + other + text.slice(at + 1)));
        found.add(verdict.ok ? `character ${at} is not missed` : `found at ${verdict.sequence}`);
      }
      expect([...found]).toEqual([`found at ${place}`]);
    },
    60_000,
  );

  it('whatever is done to one of the texts', async () => {
    const edit = fc.record({ place: fc.nat(texts.length - 1), from: fc.nat(), length: fc.nat(3), put: fc.string() });
    await fc.assert(
      fc.asyncProperty(edit, async ({ place, from, length, put }) => {
        const text = texts[place] ?? '';
        const at = from % (text.length + 1);
        const altered = text.slice(0, at) + put + text.slice(at + length);
        fc.pre(altered !== text);
        expect(await verdictOn(withText(held, place, altered))).toMatchObject({ ok: false, sequence: place });
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, (text: string) => string]>([
    ['white space', (text) => text.replace(':', ': ')],
    ['white space at the end', (text) => `${text}\n`],
    ['another way to write a letter', (text) => text.replace('"t', '"\\u0074')],
    ['a key that is said twice', (text) => text.replace('{', '{"seal":"","revision":0,')],
    ['the order of keys', (text) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()))],
    ['a key too many', (text) => text.replace('{', '{"more":1,')],
    ['a secret put in', (text) => text.replace(/"(type|site)":/, '"token":"put in","$1":')],
    ['a name it has in common with a prototype', (text) => text.replace(/"(type|site)":/, '"__proto__":{"a":1},"$1":')],
  ])('%s', async (_name, alter) => {
    const altered = texts.map((text, place) => {
      expect(alter(text)).not.toBe(text);
      return withText(held, place, alter(text));
    });
    const verdicts = await Promise.all(altered.map(verdictOn));
    expect(verdicts).toEqual(texts.map((_, sequence) => expect.objectContaining({ ok: false, sequence })));
  });

  it('a character that stands for one that cannot be read, in exchange for that', async () => {
    const storage = memoryStorage();
    const session = await new Desk({ storage }).open();
    await session.receive(say.country, { commandId: 'a \ufffd' });
    const odd = await heldBy(storage);
    expect(await verdictOn(odd)).toEqual({ ok: true, entries: 2 });
    const altered = withText(odd, 0, odd.record.text.replace('\ufffd', '\ud800'));
    expect(await verdictOn(altered)).toEqual({ ok: false, sequence: 0, problem: 'record' });
  });
});

const renumbered = (journal: readonly JournalEntry[]) =>
  journal.map((line, place) => ({ ...line, sequence: place + 1, revision: place + 1 }));

/** The journal with each of its lines changed in turn, or taken away. */
function eachLine(edit: (line: JournalEntry) => readonly JournalEntry[]): [Held, number][] {
  return held.journal.map(({ sequence }) => [
    { ...held, journal: held.journal.flatMap((line) => (line.sequence === sequence ? edit(line) : [line])) },
    sequence,
  ]);
}

const swapped = (place: number) =>
  held.journal
    .with(place, held.journal[place + 1] as JournalEntry)
    .with(place + 1, held.journal[place] as JournalEntry);

const breaches: Readonly<Record<string, readonly [Held, number][]>> = {
  'a line that is gone': eachLine(() => []),
  'a line that is gone, the others moved up': eachLine(() => [])
    .slice(0, -1)
    .map(([altered, at]) => [{ ...altered, journal: renumbered(altered.journal) }, at]),
  'a line twice': eachLine((line) => [line, line]).map(([altered, at]) => [altered, at + 1]),
  'a line twice, the others moved down': eachLine((line) => [line, line]).map(([altered, at]) => [
    { ...altered, journal: renumbered(altered.journal) },
    at + 1,
  ]),
  'two lines swapped': [0, 1, 2, 3].map((place) => [{ ...held, journal: swapped(place) }, place + 1]),
  'two lines swapped and numbered': [0, 1, 2, 3].map((place) => [
    { ...held, journal: renumbered(swapped(place)) },
    place + 1,
  ]),
  'no line at all': [[{ ...held, journal: [] }, 1]],
  'a line far ahead': eachLine((line) => [{ ...line, sequence: 1000 }]),
  'another time beside a line': eachLine((line) => [{ ...line, at: '2026-11-22T10:00:00.001Z' }]),
  'another command beside a line': eachLine((line) => [{ ...line, commandId: `${line.commandId}0` }]),
  'another revision beside a line': eachLine((line) => [{ ...line, revision: line.revision + 1 }]),
  'a line of another registration': twin.journal.map((line) => [
    { ...held, journal: held.journal.with(line.sequence - 1, line) },
    line.sequence,
  ]),
  'the whole of another registration': [[twin, 1]],
  'another time beside the record': [[{ ...held, record: { ...held.record, at: '2026-11-22T10:00:00.001Z' } }, 0]],
  'another key beside the record': [[{ ...held, record: { ...held.record, key: 'twin' } }, 0]],
  'an earlier revision beside the record': [[{ ...held, record: { ...held.record, revision: 4 } }, 5]],
  'a later revision beside the record': [[{ ...held, record: { ...held.record, revision: 6 } }, 6]],
};

describe('design 8: a journal that was rearranged is found', () => {
  it('which it is not as it stands', async () => {
    expect(held.journal).toHaveLength(5);
    expect(await verdictOn(held)).toEqual({ ok: true, entries: 5 });
    expect(await verifyJournal(twinDesk.storage, 'twin')).toEqual({ ok: true, entries: 5 });
  });

  it.each(Object.entries(breaches))('%s', async (_name, altered) => {
    const verdicts = await Promise.all(altered.map(([each]) => verdictOn(each)));
    expect(verdicts).toEqual(altered.map(([, sequence]) => expect.objectContaining({ ok: false, sequence })));
  });

  it('and named: what is missing, unreadable, out of the chain, not what is saved', async () => {
    const problems = async (...altered: Held[]) =>
      (await Promise.all(altered.map(verdictOn))).map((verdict) => !verdict.ok && verdict.problem);
    const { text } = held.record;
    expect(
      await problems(
        { ...held, journal: held.journal.slice(0, 4) },
        withText(held, 3, 'by hand'),
        { ...held, journal: held.journal.with(2, twin.journal[2] as JournalEntry) },
        withText(held, 0, text.replace('"IE"', '"IT"')),
        withText(held, 0, 'by hand'),
      ),
    ).toEqual(['gap', 'unreadable', 'chain', 'record', 'record']);
  });
});

const fails = (problem: string, sequence: number) => ({ ok: false, sequence, problem });

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A registration whose journal somebody altered who knows how seals are made. */
function forged({ record, journal }: Held, alter: (line: { patches: unknown[] }, sequence: number) => void): Held {
  let previous: string | null = null;
  const lines: JournalEntry[] = [];
  for (const { text, ...columns } of journal) {
    const { seal: _seal, ...line } = JSON.parse(text);
    line.previous = previous;
    alter(line, columns.sequence);
    const { sequence, revision, at, commandId } = columns;
    const whole = JSON.stringify(line);
    previous = sha256(JSON.stringify([key, sequence, revision, at, commandId, whole.slice(0, -1)]));
    lines.push({ ...columns, text: `${whole.slice(0, -1)},"seal":"${previous}"}` });
  }
  return { record, journal: lines };
}

describe('what a chain without a key proves', () => {
  it('is written as the documentation says: whoever knows how can make every seal anew', async () => {
    expect(forged(held, () => {})).toEqual(held);
    const renamed = forged(held, (line) => Object.assign(line, { by: { role: 'applicant', id: 'eve' } }));
    expect(renamed).not.toEqual(held);
    expect(await verdictOn(renamed)).toEqual({ ok: true, entries: 5 });
  });

  it('but all later ones: one line alone does not go with the next', async () => {
    const renamed = forged(held, (line) => Object.assign(line, { by: { role: 'applicant', id: 'eve' } }));
    const verdicts = held.journal.slice(0, -1).map((_, place) => {
      const line = forged({ ...held, journal: held.journal.slice(0, place + 1) }, (each, sequence) => {
        if (sequence === place + 1) Object.assign(each, { by: { role: 'applicant', id: 'eve' } });
      }).journal[place] as JournalEntry;
      return verdictOn({ ...held, journal: held.journal.with(place, line) });
    });
    expect(await Promise.all(verdicts)).toEqual([2, 3, 4, 5].map((sequence) => fails('chain', sequence)));
    const half = [...renamed.journal.slice(0, 3), ...held.journal.slice(3)];
    expect(await verdictOn({ ...held, journal: half })).toEqual(fails('chain', 4));
  });

  it('but then too the changes must lead to what is saved', async () => {
    const put = (path: unknown[], value: unknown) => (line: { patches: unknown[] }, sequence: number) => {
      if (sequence === 3) line.patches.push({ path, value });
    };
    const other = forged(held, put(['context', 'account', 'name'], 'Eve'));
    expect(await verdictOn(other)).toEqual({ ok: false, sequence: 5, problem: 'fold' });
    const nowhere = forged(held, put(['context', 'nothing', 'here'], 'Eve'));
    expect(await verdictOn(nowhere)).toEqual({ ok: false, sequence: 3, problem: 'fold' });
    const nothing = forged(held, put([], null));
    expect(await verdictOn(nothing)).toEqual({ ok: false, sequence: 3, problem: 'fold' });
  });

  it('is not that nothing is missing at the end: an earlier state with its own journal is sound', async () => {
    const desk = new Desk();
    const session = await desk.open();
    await go(session, choose('FR'));
    const earlier = await heldBy(desk.storage);
    await go(session, choose('IE'));
    expect(await verdictOn(earlier)).toEqual({ ok: true, entries: 2 });
    const later = await heldBy(desk.storage);
    expect(await verdictOn({ ...later, record: earlier.record })).toEqual({ ok: false, sequence: 3, problem: 'gap' });
  });
});

describe('a registration whose journal somebody else wrote', () => {
  async function foreign(entries: readonly { sequence: number; at: string; text: string }[]): Promise<Desk> {
    const desk = new Desk();
    const { envelope } = start(registrationMachine, desk.input, desk.clock.now);
    const index = { state: 'signup', company: null, deadline: null };
    await desk.storage.commit({
      ...{ key, expectedRevision: 0, commandId: 'by hand', at: desk.clock.now },
      ...{ text: encode(envelope), entries, messages: [], index },
    });
    return desk;
  }

  it.each(['by hand', '{}', 'null', '{"event":{"type":"registration.started"}}'])(
    'is opened and saved, and the verdict names the line: %s',
    async (text) => {
      const desk = await foreign([{ sequence: 1, at: new Desk().clock.now, text }]);
      const session = await desk.open();
      await go(session, say.country, choose('FR'));
      await go(await desk.open(), choose('IT'));
      expect(await verifyJournal(desk.storage, key)).toEqual({ ok: false, sequence: 1, problem: 'unreadable' });
      for (const sequence of [1, 2, 4])
        await expect(snapshotAt(registrationMachine, desk.storage, key, sequence)).rejects.toMatchObject({
          code: 'storage.corrupt',
          details: { sequence: 1 },
        });
    },
  );

  it('is opened and saved when there was none', async () => {
    const desk = await foreign([]);
    await go(await desk.open(), say.country);
    expect(await verifyJournal(desk.storage, key)).toEqual({ ok: false, sequence: 1, problem: 'gap' });
    await expect(snapshotAt(registrationMachine, desk.storage, key, 2)).rejects.toMatchObject({
      code: 'storage.corrupt',
      details: { sequence: 2 },
    });
  });
});

describe('a snapshot of the past', () => {
  it.each([0, -1, 6, 1.5])('is not found at %s, where there is no line', async (sequence) => {
    await expect(snapshotAt(registrationMachine, holding(held), key, sequence)).rejects.toMatchObject({
      code: 'session.notFound',
    });
  });

  it('is not found of a registration that is not there or was erased', async () => {
    const desk = new Desk();
    await desk.open();
    await desk.storage.remove(key, desk.clock.now);
    for (const of of [key, 'nobody'])
      await expect(snapshotAt(registrationMachine, desk.storage, of, 1)).rejects.toMatchObject({
        code: 'session.notFound',
      });
  });

  it('is an error where it is of another machine', async () => {
    await expect(snapshotAt(signupMachine, holding(held), key, 2)).rejects.toMatchObject({
      code: 'envelope.machineUnknown',
    });
  });

  it('is an error where the machine has no such state', async () => {
    const altered = forged(held, (line, sequence) => {
      if (sequence === 2) line.patches.push({ path: ['value'], value: 'onTheMoon' });
    });
    await expect(snapshotAt(registrationMachine, holding(altered), key, 2)).rejects.toMatchObject({
      code: 'envelope.stateUnknown',
    });
  });
});
