import type { Message } from '../../storage/port.js';
import { act, claim, holds, later, type Promises, race, same, save } from './kit.js';

function typesOf(messages: readonly Message[]): string[] {
  return messages.map(({ type }) => type);
}

function idsOf(messages: readonly Message[]): string[] {
  return messages.map(({ id }) => id);
}

export const delivering: Promises = {
  'a message is claimed field by field, with an id of its own': async ({ storage }) => {
    const messages = [
      { type: 'invited', text: '{"a":1}' },
      { type: 'invited', text: '{"a":1}' },
    ];
    const commits = ['a', 'b', 'a:1'].map((key) => act(key, 0, { messages }));
    await save(storage, ...commits, act('a', 1, { messages }));
    const claimed = await claim(storage, 'worker', later(0));
    same(new Set(idsOf(claimed)).size, 8, 'No two messages share an id');
    same(
      claimed.filter(({ key }) => key === 'a').map(({ id: _, ...rest }) => rest),
      [1, 1, 2, 2].map((revision) => {
        return { key: 'a', revision, at: act('a', revision - 1).at, type: 'invited', text: '{"a":1}' };
      }),
      'A message carries key, revision, time, type and text of its commit',
    );
  },

  'messages of one registration come in the order they were written': async ({ storage }) => {
    for (let revision = 0; revision < 12; revision += 1) {
      const messages = ['first', 'second'].map((type) => ({ type: `${revision} ${type}`, text: '1' }));
      await save(storage, act('a', revision, { messages, at: later(100 - revision) }));
    }
    const expected = Array.from({ length: 12 }, (_, revision) => [`${revision} first`, `${revision} second`]).flat();
    const claimed: string[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      const batch = await storage.claim({ owner: 'worker', at: later(0), leaseSeconds: 60, limit: 3 });
      claimed.push(...typesOf(batch));
      await storage.acknowledge(idsOf(batch), 'worker');
    }
    same(claimed, expected, 'Messages are claimed oldest first, counted by revision');
  },

  'no message overtakes an earlier one of its registration': async ({ storage, again }) => {
    const other = await again();
    const one = (owner: string, at: string) => storage.claim({ owner, at, leaseSeconds: 60, limit: 1 });
    await save(storage, act('a', 0), act('a', 1));
    const [first] = await one('one', later(0));
    holds(first?.revision === 1, 'The oldest message comes first');
    await save(storage, act('b', 0), act('a', 2));
    const others = await claim(other, 'two', later(0));
    same(
      others.map((message) => message.key),
      ['b'],
      'While a message is held, later ones of its registration wait, and only those',
    );
    await save(storage, act('a', 3));
    same(await claim(storage, 'one', later(59)), [], 'They wait for its own holder too');
    const free = await claim(other, 'two', later(60));
    const ofA = free.filter(({ key }) => key === 'a');
    same(typesOf(ofA), ['saved.1', 'saved.2', 'saved.3', 'saved.4'], 'All come in order once it is free');
    await other.acknowledge(
      idsOf(free).filter((id) => id !== first.id),
      'two',
    );
    await save(storage, act('a', 4));
    same(await claim(storage, 'one', later(61)), [], 'Acknowledging the later ones sets nothing free');
    await other.acknowledge([first.id], 'two');
    same(
      typesOf(await claim(storage, 'one', later(61))),
      ['saved.5'],
      'Once it is acknowledged, what follows may come',
    );
  },

  'workers that race hand over each registration in order': async (opened) => {
    const keys = ['a', 'b', 'c'];
    for (const key of keys) await save(opened.storage, act(key, 0));
    const handed = new Map<string, number[]>(keys.map((key) => [key, []]));
    await Promise.all([
      race(opened, 6, async (handle, runner) => {
        const owner = `worker ${runner}`;
        for (let attempts = 0; [...handed.values()].some(({ length }) => length < 6); attempts += 1) {
          holds(attempts < 10_000, 'Every message is handed over in the end');
          for (const { id, key, revision } of await handle.claim({ owner, at: later(0), leaseSeconds: 60, limit: 2 })) {
            await handle.read(key);
            handed.get(key)?.push(revision);
            await handle.acknowledge([id], owner);
          }
        }
      }),
      ...keys.map(async (key) => {
        for (let revision = 1; revision < 6; revision += 1) await save(opened.storage, act(key, revision));
      }),
    ]);
    same(
      Object.fromEntries(handed),
      Object.fromEntries(keys.map((key) => [key, [1, 2, 3, 4, 5, 6]])),
      'None overtakes',
    );
  },

  'no more are claimed than asked for': async ({ storage }) => {
    for (const key of ['a', 'b', 'c', 'd', 'e']) await save(storage, act(key, 0));
    const sizes: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      sizes.push((await storage.claim({ owner: 'worker', at: later(0), leaseSeconds: 60, limit: 2 })).length);
    }
    same(sizes, [2, 2, 1, 0], 'A claim returns up to its limit of what is free');
    for (const [limit, size] of [
      [0, 0],
      [-1, 0],
      [Number.NaN, 0],
      [2.9, 2],
      [Number.POSITIVE_INFINITY, 3],
    ] as const) {
      const claimed = await storage.claim({ owner: 'worker', at: later(100), leaseSeconds: 60, limit });
      same(claimed.length, size, `A limit of ${limit} is ${size} messages`);
    }
  },

  'racing claimers never share a message': async (opened) => {
    for (let number = 0; number < 12; number += 1) await save(opened.storage, act(`key ${number}`, 0));
    const batches = await race(opened, 8, async (handle, runner) => {
      const claimed: Message[] = [];
      for (let turn = 0; turn < 4; turn += 1) {
        claimed.push(...(await handle.claim({ owner: `worker ${runner}`, at: later(0), leaseSeconds: 60, limit: 2 })));
      }
      return claimed;
    });
    const ids = idsOf(batches.flat());
    same(ids.length, new Set(ids).size, 'A message is leased to one claimer at a time');
    const rest = await claim(opened.storage, 'last', later(0));
    same(ids.length + rest.length, 12, 'Every message is claimed by somebody');
  },

  'a lease keeps everyone away until it ends, its owner too': async ({ storage, again }) => {
    const other = await again();
    await save(storage, act('a', 0));
    same((await claim(storage, 'one', later(0))).length, 1, 'A free message is claimed');
    for (const seconds of [0, 1, 59.999]) {
      const claimed = [await claim(other, 'two', later(seconds)), await claim(storage, 'one', later(seconds))];
      same(claimed, [[], []], `A lease of 60 seconds holds for ${seconds} seconds`);
    }
    same((await claim(other, 'two', later(60))).length, 1, 'A lease of 60 seconds is over after 60 seconds');
    same((await claim(storage, 'one', later(61))).length, 0, 'A message leased again is held again');
  },

  'a lease that has ended is taken over by one': async (opened) => {
    await save(opened.storage, act('a', 0));
    for (let turn = 1; turn <= 4; turn += 1) {
      const batches = await race(opened, 8, (handle, runner) => claim(handle, `worker ${runner}`, later(turn * 60)));
      same(batches.flat().length, 1, 'One of the racing claimers gets the message, also when it was leased before');
    }
  },

  'an acknowledged message never comes back': async ({ storage, again }) => {
    await save(storage, act('a', 0), act('a', 1));
    const [first] = await claim(storage, 'worker', later(0));
    holds(first !== undefined, 'A free message is claimed');
    await storage.acknowledge([first.id], 'worker');
    await storage.acknowledge([first.id], 'worker');
    same(typesOf(await claim(storage, 'worker', later(999))), ['saved.2'], 'Only what is not acknowledged comes again');
    await storage.close();
    const reopened = await again();
    same(typesOf(await claim(reopened, 'worker', later(9999))), ['saved.2'], 'This holds after reopening too');
    await save(reopened, act('a', 2));
    same(typesOf(await claim(reopened, 'worker', later(99_999))), ['saved.2', 'saved.3'], 'And after further commits');
  },

  'who does not hold a message cannot acknowledge it': async ({ storage, again }) => {
    const other = await again();
    await save(storage, act('a', 0));
    const ids = idsOf(await claim(storage, 'one', later(0)));
    await other.acknowledge(ids, 'two');
    same(idsOf(await claim(other, 'two', later(60))), ids, 'A stranger does not acknowledge');
    await storage.acknowledge(ids, 'one');
    same(idsOf(await claim(storage, 'three', later(120))), ids, 'Whose lease was taken over does not acknowledge');
    await other.acknowledge(ids, 'three');
    same(await claim(storage, 'one', later(999)), [], 'The holder does, on whatever handle');
  },

  'who was not overtaken may acknowledge late': async ({ storage }) => {
    await save(storage, act('a', 0));
    const ids = idsOf(await storage.claim({ owner: 'one', at: later(0), leaseSeconds: 0, limit: 1 }));
    await storage.acknowledge(ids, 'one');
    same(await claim(storage, 'two', later(999)), [], 'A lease that ended is still held until somebody takes it');
  },

  'a message nobody claimed cannot be acknowledged': async ({ storage }) => {
    await save(storage, act('a', 0));
    const ids = idsOf(await claim(storage, 'one', later(0)));
    await save(storage, act('b', 0));
    const guessed = ids.map((id) => id.replace('a', 'b'));
    await storage.acknowledge([...guessed, '', 'unknown', 'a', ':1:0', '\u0000:1:0', `${'x'.repeat(2000)}:1:0`], 'one');
    same(typesOf(await claim(storage, 'two', later(1))), ['saved.1'], 'Ids that are not held are left alone');
  },

  'acknowledging and taking over at once leaves nothing in between': async (opened) => {
    for (let turn = 0; turn < 4; turn += 1) {
      const key = `key ${turn}`;
      await save(opened.storage, act(key, 0));
      const ids = idsOf(await claim(opened.storage, 'one', later(0)));
      const [, taken = []] = await race(opened, 2, async (handle, runner) => {
        if (runner === 1) return claim(handle, 'two', later(100));
        await handle.acknowledge(ids, 'one');
        return [];
      });
      const left = await claim(opened.storage, 'three', later(200));
      same(idsOf(left), idsOf(taken), 'Either it was acknowledged first, or it was taken over and comes again');
      await opened.storage.acknowledge(idsOf(left), 'three');
    }
  },
};
