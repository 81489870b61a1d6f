import { act, claim, everythingOf, holds, later, nothing, type Promises, race, same, save } from './kit.js';

const erased = (seconds: number) => ({ outcome: 'erased', at: later(seconds) });

export const erasing: Promises = {
  'erasing leaves no record, journal, message or row': async ({ storage, again }) => {
    const other = await again();
    await save(storage, act('a', 0), act('a', 1));
    await everythingOf(other, 'a');
    await storage.remove('a', later(9));
    same(await everythingOf(storage, 'a'), nothing, 'Nothing of an erased registration can be seen');
    same(await everythingOf(other, 'a'), nothing, 'Nothing of it can be seen from another handle that knew it');
  },

  'erasing one registration leaves the others alone': async ({ storage }) => {
    const others = ['A', 'a ', 'aa', 'b'];
    for (const key of ['a', ...others]) await save(storage, act(key, 0));
    const before: unknown[] = [];
    for (const key of others) before.push(await everythingOf(storage, key));
    await storage.remove('a', later(9));
    const after: unknown[] = [];
    for (const key of others) after.push(await everythingOf(storage, key));
    same(after, before, 'Only what belongs to the key is erased');
  },

  'a late commit is refused with erased, whatever it expects': async ({ storage, again }) => {
    const other = await again();
    await save(other, act('a', 0), act('a', 1));
    await storage.remove('a', later(9));
    const late = { create: act('a', 0, { commandId: 'new' }), update: act('a', 2), repeated: act('a', 1) };
    for (const [name, commit] of Object.entries(late)) {
      same(await storage.commit(commit), erased(9), `What was erased stays erased (${name})`);
      same(await other.commit(commit), erased(9), `What was erased is so on every handle (${name})`);
    }
    same(await everythingOf(storage, 'a'), nothing, 'A refused commit writes nothing');
  },

  'erasing twice is harmless and keeps the first time': async ({ storage, again }) => {
    const other = await again();
    await save(storage, act('a', 0));
    await storage.remove('a', later(9));
    await other.remove('a', later(10));
    await storage.remove('a', later(8));
    same(await storage.commit(act('a', 0)), erased(9), 'What was erased twice stays erased, since the first time');
  },

  'a key erased before it was ever used cannot be created': async ({ storage }) => {
    await storage.remove('a', later(0));
    same(await storage.commit(act('a', 0)), erased(0), 'Erasing counts for what is still to come');
    same(await everythingOf(storage, 'a'), nothing, 'A refused commit writes nothing');
  },

  'an erased registration stays erased after reopening': async ({ storage, again }) => {
    await save(storage, act('a', 0));
    await storage.remove('a', later(9));
    await storage.close();
    const reopened = await again();
    same(await reopened.commit(act('a', 0)), erased(9), 'The stub is kept');
    same(await everythingOf(reopened, 'a'), nothing, 'Nothing but the stub is kept');
  },

  'a leased message is erased too': async ({ storage }) => {
    await save(storage, act('a', 0), act('b', 0));
    const claimed = await claim(storage, 'worker', later(0));
    await storage.remove('a', later(9));
    await storage.acknowledge(
      claimed.map(({ id }) => id),
      'worker',
    );
    same(await claim(storage, 'worker', later(999)), [], 'A message does not outlive its registration');
  },

  'commits racing with erasure leave nothing behind': async (opened) => {
    for (const key of ['a', 'b', 'c', 'd']) {
      await save(opened.storage, act(key, 0));
      await race(opened, 8, async (handle, runner) => {
        if (runner === 3) return handle.remove(key, later(9));
        for (let revision = 1, attempts = 1; ; attempts += 1) {
          holds(attempts < 10_000, 'Erasing is not kept waiting by those who commit');
          const result = await handle.commit(act(key, revision, { commandId: `racer ${runner} at ${revision}` }));
          if (result.outcome === 'erased') return;
          holds(result.outcome !== 'duplicate', 'A fresh command is no duplicate');
          revision = result.revision;
        }
      });
      same(await everythingOf(opened.storage, key), nothing, 'However the race ends, nothing is left');
    }
  },
};
