import type { CommitResult } from '../../storage/port.js';
import {
  act,
  claim,
  everythingOf,
  holds,
  journalOf,
  later,
  nothing,
  type Promises,
  race,
  rowsOf,
  same,
  save,
} from './kit.js';

function count(results: readonly CommitResult[], outcome: CommitResult['outcome']): number {
  return results.filter((result) => result.outcome === outcome).length;
}

export const committing: Promises = {
  'a stale revision is refused and the text in place stays': async ({ storage }) => {
    await save(storage, act('a', 0), act('a', 1));
    const late = await storage.commit(act('a', 1, { commandId: 'late', text: '"late"' }));
    same(late, { outcome: 'conflict', revision: 2 }, 'A commit on an old revision is told which one is in place');
    same((await storage.read('a'))?.text, act('a', 1).text, 'A conflict leaves the text alone');
  },

  'a future revision is refused and the text in place stays': async ({ storage }) => {
    await save(storage, act('a', 0));
    const early = await storage.commit(act('a', 2, { commandId: 'early', text: '"early"' }));
    same(early, { outcome: 'conflict', revision: 1 }, 'A commit on a revision still to come is a conflict');
    same((await storage.read('a'))?.text, act('a', 0).text, 'A conflict leaves the text alone');
  },

  'a commit that follows no revision is never written': async ({ storage }) => {
    await save(storage, act('a', 0), act('a', 1));
    const before = await everythingOf(storage, 'a');
    const { outcome } = await storage.commit(act('a', -1, { commandId: 'asked', text: '', entries: [], messages: [] }));
    holds(outcome !== 'committed', 'A session asks with it whether a command was carried out');
    same(await everythingOf(storage, 'a'), before, 'Asking writes nothing');
  },

  'creating what is there already is refused': async ({ storage }) => {
    await save(storage, act('a', 0));
    const twice = await storage.commit(act('a', 0, { commandId: 'twice', text: '"twice"' }));
    same(twice, { outcome: 'conflict', revision: 1 }, 'expectedRevision 0 means that nothing is there yet');
    same((await storage.read('a'))?.text, act('a', 0).text, 'A conflict leaves the text alone');
  },

  'updating what is not there is refused': async ({ storage }) => {
    const update = await storage.commit(act('a', 1));
    same(update, { outcome: 'conflict', revision: 0 }, 'A registration that does not exist stands at revision 0');
    same(await everythingOf(storage, 'a'), nothing, 'A conflict creates nothing');
  },

  'a conflict writes nothing: no record, entry, message or row': async ({ storage }) => {
    await save(storage, act('a', 0));
    const before = await everythingOf(storage, 'a');
    const index = { state: 'elsewhere', company: null, deadline: null };
    await storage.commit(act('a', 7, { index }));
    same(await everythingOf(storage, 'a'), before, 'After a conflict everything is as it was before');
  },

  'a command that met a conflict may be repeated on the right revision': async ({ storage }) => {
    await save(storage, act('a', 0));
    await storage.commit(act('a', 7, { commandId: 'mine' }));
    await save(storage, act('a', 1, { commandId: 'mine' }));
  },

  'one of 16 racing creators wins': async (opened) => {
    const results = await race(opened, 16, (handle, runner) =>
      handle.commit(act('a', 0, { commandId: `creator ${runner}`, text: `"${runner}"` })),
    );
    same([count(results, 'committed'), count(results, 'conflict')], [1, 15], 'One creates, the others meet a conflict');
    const winner = results.findIndex(({ outcome }) => outcome === 'committed');
    const { record, journal, messages } = await everythingOf(opened.storage, 'a');
    same([record?.revision, record?.text], [1, `"${winner}"`], 'What is kept is what the winner wrote');
    same([journal.length, messages.length], [1, 1], 'The losers leave no entry and no message');
  },

  'one of 16 racing updaters wins': async (opened) => {
    await save(opened.storage, act('a', 0));
    const results = await race(opened, 16, (handle, runner) =>
      handle.commit(act('a', 1, { commandId: `updater ${runner}`, text: `"${runner}"` })),
    );
    same([count(results, 'committed'), count(results, 'conflict')], [1, 15], 'One updates, the others meet a conflict');
    const winner = results.findIndex(({ outcome }) => outcome === 'committed');
    const { record, journal, messages } = await everythingOf(opened.storage, 'a');
    same([record?.revision, record?.text], [2, `"${winner}"`], 'What is kept is what the winner wrote');
    same([journal.length, messages.length], [2, 2], 'The losers leave no entry and no message');
  },

  '8 racers with 10 increments each lose none': async (opened) => {
    await race(opened, 8, async (handle, runner) => {
      for (let done = 0, revision = 0, attempts = 1; done < 10; attempts += 1) {
        holds(attempts <= 90, 'A commit only fails when another one succeeded');
        const commandId = `racer ${runner}, increment ${done}`;
        const result = await handle.commit(act('a', revision, { commandId, text: String(revision + 1) }));
        holds(result.outcome === 'committed' || result.outcome === 'conflict', 'A fresh command commits or conflicts');
        revision = result.revision;
        if (result.outcome === 'committed') done += 1;
      }
    });
    const expected = Array.from({ length: 80 }, (_, index) => index + 1);
    const { record, journal } = await everythingOf(opened.storage, 'a');
    same([record?.revision, record?.text], [80, '80'], 'Every increment that was acknowledged is counted');
    same(
      journal.map(({ sequence, revision }) => [sequence, revision]),
      expected.map((revision) => [revision, revision]),
      'The journal has one line for each increment, without a gap',
    );
    same(new Set(journal.map(({ commandId }) => commandId)).size, 80, 'No command is in the journal twice');
  },

  'record, entry, message and row of a commit appear together': async ({ storage, again }) => {
    const onlooker = await again();
    const seen = {
      record: async () => (await onlooker.read('a'))?.revision ?? 0,
      journal: async () => (await journalOf(onlooker, 'a')).at(-1)?.revision ?? 0,
      row: async () => (await rowsOf(onlooker))[0]?.revision ?? 0,
      messages: async () => (await everythingOf(onlooker, 'a')).messages.at(-1)?.revision ?? 0,
    };
    let writing = true;
    const write = async () => {
      for (let revision = 0; revision < 12; revision += 1) await save(storage, act('a', revision));
    };
    const look = async () => {
      for (let revision = 0, isLast = false; !isLast; ) {
        isLast = !writing;
        for (const [name, see] of Object.entries(seen)) {
          const now = await see();
          holds(now >= revision, `What one view shows of revision ${revision}, the ${name} shows too`);
          revision = now;
        }
      }
    };
    const written = write().finally(() => {
      writing = false;
    });
    await Promise.all([written, look()]);
  },

  'a repeated command answers as the first time and writes nothing': async ({ storage }) => {
    await save(storage, act('a', 0), act('a', 1));
    const before = await everythingOf(storage, 'a');
    const index = { state: 'elsewhere', company: null, deadline: null };
    const repeated = act('a', 2, { commandId: act('a', 1).commandId, text: '"again"', index });
    const duplicate = { outcome: 'duplicate', revision: 2 };
    same(await storage.commit(repeated), duplicate, 'A command counts once, whatever it carries the second time');
    same(await everythingOf(storage, 'a'), before, 'A duplicate writes nothing');
  },

  'a repeated command is a duplicate even when its revision is long past': async ({ storage }) => {
    for (let revision = 0; revision < 4; revision += 1) await save(storage, act('a', revision));
    for (let revision = 0; revision < 4; revision += 1) {
      same(
        await storage.commit(act('a', revision)),
        { outcome: 'duplicate', revision: revision + 1 },
        'Whether a command was seen is asked before its revision, and the answer is the revision it made',
      );
    }
  },

  'the same command racing 16 times commits once': async (opened) => {
    await save(opened.storage, act('a', 0));
    const results = await race(opened, 16, (handle) => handle.commit(act('a', 1)));
    same([count(results, 'committed'), count(results, 'duplicate')], [1, 15], 'One commits, the others are duplicates');
    const revisions = results.map((result) => (result.outcome === 'erased' ? null : result.revision));
    same(new Set(revisions).size, 1, 'All are told the same revision');
    same((await journalOf(opened.storage, 'a')).length, 2, 'The command is in the journal once');
  },

  'a command id counts within its own registration only': async ({ storage }) => {
    const commandId = 'the same';
    await save(storage, act('a', 0, { commandId }), act('b', 0, { commandId }));
  },

  'registrations do not disturb each other': async (opened) => {
    await race(opened, 8, async (handle, runner) => {
      for (let revision = 0; revision < 4; revision += 1) await save(handle, act(`key ${runner}`, revision));
    });
    same(
      (await rowsOf(opened.storage)).map(({ revision }) => revision),
      Array(8).fill(4),
      'Each counts on its own',
    );
    same((await claim(opened.storage, 'worker', later(0))).length, 32, 'Each leaves its messages');
  },
};
