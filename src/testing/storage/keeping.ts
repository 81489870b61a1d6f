import { plainCopy } from '../../copy.js';
import {
  act,
  claim,
  everythingOf,
  journalOf,
  later,
  nothing,
  type Promises,
  refuses,
  rowsOf,
  same,
  save,
} from './kit.js';

/** JSON texts that a medium may not tidy up, cut or recode. */
const texts = [
  '{"b":1,"a":2,"10":3,"9":4,"a":5}',
  ' { "spaces" :\t[ 1.0 , 1e3, -0, 12345678901234567890, 0.1000 ] }\n',
  JSON.stringify({ nul: 'a\u0000b', lone: ['\ud800', '\udfff tail'], control: '\u0001\u001f\u007f\u0085' }),
  JSON.stringify({ scripts: '华为云合作伙伴 شركة हिन्दी ไทย Ελλάδα Кириллица 한국어 e\u0301 \u00e9 🧭👩‍💻 𐍈' }),
  JSON.stringify({ quotes: `'"\`\\;--%_$1?{}:\u2028\u2029\ufeff</script>` }),
  '{"__proto__":{"polluted":true},"constructor":null}',
  'null',
];

const lookalikes = [
  'a',
  'A',
  'a ',
  ' a',
  'a.',
  'a/b',
  'a\\b',
  'a:b',
  'a:1:0',
  'a%2Fb',
  'a\nb',
  'a*',
  '../a',
  '..',
  '.',
  '/',
  'con',
  'CON',
  '__proto__',
  'constructor',
  'toString',
  "'; drop table registrations; --",
  '%',
  '_',
  '?',
  '0',
  '00',
  'null',
  'undefined',
  '🧭',
  '🧭\ufe0f',
  'ﬁ',
  'fi',
  '\u00e9',
  'e\u0301',
  'ß',
  'SS',
  'i',
  'I',
  'ı',
  'İ',
  '华为',
  'x'.repeat(1023),
  'x'.repeat(1024),
  Array.from({ length: 1024 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20000))).join(''),
];

const badKeys = ['', 'a\u0000b', '\u0000', '\ud800', 'a\udc00b', 'x'.repeat(1025)];

function disturb(part: object | null | undefined): void {
  Object.assign(part ?? {}, { text: 'changed', state: 'changed', type: 'changed', revision: 99 });
}

export const keeping: Promises = {
  'an unknown key has no record, no journal and no row': async ({ storage }) => {
    same(await everythingOf(storage, 'nobody'), nothing, 'Nothing is known of a key that was never committed');
  },

  'a commit is read back field by field': async ({ storage }) => {
    const [first, second] = [act('a', 0), act('a', 1)];
    await save(storage, first, second);
    const { at, text } = second;
    same(await storage.read('a'), { key: 'a', revision: 2, at, text }, 'The record is that of the latest commit');
    same(
      await journalOf(storage, 'a'),
      [first, second].flatMap(({ commandId, entries }, index) =>
        entries.map((entry) => ({ ...entry, revision: index + 1, commandId })),
      ),
      'The journal holds the entries of every commit, with its revision and command id',
    );
    same(
      await rowsOf(storage),
      [{ key: 'a', revision: 2, at, ...second.index }],
      'The row is that of the latest commit',
    );
  },

  'a commit may bring several journal entries and messages, or none': async ({ storage }) => {
    const at = later(5);
    const entries = [1, 2, 3].map((sequence) => ({ sequence, at, text: `"entry ${sequence}"` }));
    const messages = ['one', 'two', 'three'].map((type) => ({ type, text: `"${type}"` }));
    await save(storage, act('a', 0, { entries, messages }), act('a', 1, { entries: [], messages: [] }));
    const found = await everythingOf(storage, 'a');
    same(
      found.journal.map(({ sequence, revision, text }) => [sequence, revision, text]),
      [
        [1, 1, '"entry 1"'],
        [2, 1, '"entry 2"'],
        [3, 1, '"entry 3"'],
      ],
      'Each entry of a commit is in the journal, in order',
    );
    same(
      found.messages.map(({ type }) => type),
      ['one', 'two', 'three'],
      'Each message of a commit waits to be delivered, in order',
    );
  },

  'text comes back exactly as it was given': async ({ storage }) => {
    for (const [index, text] of texts.entries()) {
      const [key, at] = [`text ${index}`, later(index)];
      await save(storage, act(key, 0, { text, entries: [{ sequence: 1, at, text }], messages: [{ type: 'a', text }] }));
      const { record, journal, messages } = await everythingOf(storage, key);
      const kept = [record?.text, journal[0]?.text, messages[0]?.text];
      same(kept, [text, text, text], 'The text of a record, an entry and a message is kept to the last character');
    }
  },

  'a text of 1 MB comes back whole': async ({ storage }) => {
    const text = JSON.stringify({ long: '0123456789华为云🧭'.repeat(65_536) });
    await save(storage, act('a', 0, { text }));
    const record = await storage.read('a');
    same(record?.text.length, text.length, 'A long text is not cut');
    same(record?.text === text, true, 'A long text is not changed');
  },

  'keys that look alike are kept apart': async ({ storage }) => {
    for (const key of lookalikes) await save(storage, act(key, 0));
    const rows = await rowsOf(storage, { limit: 7 });
    const messages = await claim(storage, 'worker', later(0));
    for (const key of lookalikes) {
      const text = act(key, 0).text;
      const found = {
        text: (await storage.read(key))?.text,
        entries: (await journalOf(storage, key)).length,
        rows: rows.filter((row) => row.key === key).length,
        messages: messages.filter((message) => message.key === key).length,
      };
      const promise = `The key ${JSON.stringify(key)} has a record, a journal, a row and a message of its own`;
      same(found, { text, entries: 1, rows: 1, messages: 1 }, promise);
    }
  },

  'command ids that look alike are kept apart': async ({ storage }) => {
    for (const [revision, commandId] of lookalikes.entries()) await save(storage, act('a', revision, { commandId }));
  },

  'a bad key or command id is refused with storage.badKey': async ({ storage }) => {
    for (const bad of badKeys) {
      const shown = JSON.stringify(bad.slice(0, 10));
      const attempts = {
        read: () => storage.read(bad),
        commit: () => storage.commit(act(bad, 0, { commandId: 'good' })),
        'commit with the command id': () => storage.commit(act('a', 0, { commandId: bad })),
        journal: () => journalOf(storage, bad),
        remove: () => storage.remove(bad, later(0)),
      };
      for (const [name, attempt] of Object.entries(attempts)) {
        await refuses(attempt, 'storage.badKey', `A bad key is refused (${name} ${shown})`);
      }
    }
    same(await everythingOf(storage, 'a'), nothing, 'A commit with a bad command id writes nothing');
  },

  'the journal is given from after the sequence that was asked for': async ({ storage }) => {
    for (let revision = 0; revision < 12; revision += 1) await save(storage, act('a', revision));
    for (const after of [0, 1, 9, 11, 12, 99]) {
      same(
        (await journalOf(storage, 'a', after)).map(({ sequence }) => sequence),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].filter((sequence) => sequence > after),
        `journal(key, ${after}) gives the entries after ${after}, in order`,
      );
    }
  },

  'changing what was given or returned does not change what is kept': async ({ storage }) => {
    const given = plainCopy(act('a', 0));
    await save(storage, given);
    const before = await everythingOf(storage, 'a');
    const expected = plainCopy(before);
    for (const part of [given, given.index, given.entries[0], given.messages[0]]) disturb(part);
    Object.assign(given.entries, { length: 0 });
    same(await everythingOf(storage, 'a'), expected, 'What a caller does to a commit later has no effect');
    for (const part of [before.record, before.journal[0], before.rows[0], before.messages[0]]) disturb(part);
    same(await everythingOf(storage, 'a'), expected, 'What a caller does to an answer later has no effect');
  },

  'reopening finds everything': async ({ storage, again }) => {
    await save(storage, act('a', 0), act('a', 1), act('b', 0));
    const expected = [await everythingOf(storage, 'a'), await everythingOf(storage, 'b')];
    await storage.close();
    const reopened = await again();
    same(
      [await everythingOf(reopened, 'a'), await everythingOf(reopened, 'b')],
      expected,
      'What was committed is there after closing and opening again',
    );
    same(
      await reopened.commit(act('a', 0)),
      { outcome: 'duplicate', revision: 1 },
      'Commands are remembered after closing and opening again',
    );
    await save(reopened, act('a', 2));
  },

  'a closed storage answers every call with storage.closed': async ({ storage, again }) => {
    await save(storage, act('a', 0));
    const other = await again();
    await storage.close();
    const calls = {
      read: () => storage.read('a'),
      commit: () => storage.commit(act('a', 1)),
      journal: () => journalOf(storage, 'a'),
      find: () => storage.find({ limit: 1 }),
      claim: () => storage.claim({ owner: 'a', at: later(0), leaseSeconds: 1, limit: 1 }),
      acknowledge: () => storage.acknowledge([], 'a'),
      remove: () => storage.remove('a', later(0)),
    };
    for (const [name, call] of Object.entries(calls)) {
      await refuses(call, 'storage.closed', `A closed storage does nothing (${name})`);
    }
    same((await other.read('a'))?.revision, 1, 'Closing one handle leaves the others open, with nothing changed');
  },

  'closing twice is harmless': async ({ storage }) => {
    await storage.close();
    await storage.close();
  },
};
