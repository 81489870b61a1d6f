import { describe, expect, it } from 'vitest';
import { type DeliverOptions, deliver } from '../../src/session/deliver.js';
import { type Memory, memoryStorage } from '../../src/storage/memory.js';
import type { Message, StorageAdapter } from '../../src/storage/port.js';
import { act, save } from '../../src/testing/storage/kit.js';
import { Clock, shift } from '../support/clock.js';
import { Desk, go, say } from './desk.js';
import { people } from './scenarios.js';

const now = '2026-11-22T10:00:00.000Z';
const afterLease = shift(now, { seconds: 60 });
const standing: DeliverOptions = { clock: () => now };

/** A storage in which registrations wait, each with two messages of its first commit and one of every later one. */
async function waiting(...keys: readonly string[]): Promise<{ storage: StorageAdapter; memory: Memory }> {
  const memory: Memory = new Map();
  const storage = memoryStorage(memory);
  const first = (key: string) => [
    { type: 'first', text: key },
    { type: 'second', text: key },
  ];
  for (const key of keys) await save(storage, act(key, 0, { messages: first(key) }), act(key, 1), act(key, 2));
  return { storage, memory };
}

const all = (key: string) => [`${key}:1:0`, `${key}:1:1`, `${key}:2:0`, `${key}:3:0`];

/** A handler that notes what it was handed, and fails at some of it. */
function noting(...failing: readonly string[]): { readonly ids: string[]; handle(message: Message): void } {
  const ids: string[] = [];
  return {
    ids,
    handle({ id }) {
      ids.push(id);
      if (failing.includes(id)) throw new Error(`no mail for ${id}`);
    },
  };
}

/** What is still to be delivered, once every lease is over. */
async function rest(storage: StorageAdapter): Promise<string[]> {
  const at = shift(now, { days: 1000 });
  const messages = await storage.claim({ owner: 'onlooker', at, leaseSeconds: 0, limit: 1000 });
  return messages.map(({ id }) => id);
}

describe('design 9: messages are delivered at least once', () => {
  it('each once and in order, as long as all goes well', async () => {
    const { storage } = await waiting('a', 'b');
    const { ids, handle } = noting();
    expect(await deliver(storage, handle, now, standing)).toEqual({ delivered: 8, failed: [], left: 0 });
    expect(ids).toEqual([...all('a'), ...all('b')]);
    expect(await deliver(storage, handle, afterLease, standing)).toEqual({ delivered: 0, failed: [], left: 0 });
    expect(ids).toHaveLength(8);
  });

  it('with everything the charts told', async () => {
    const desk = new Desk({ account: true });
    const session = await desk.open();
    await go(session, { type: 'registration.associate' }, say.request(desk.answers));
    const invite = { type: 'association.invite', address: desk.answers.address };
    expect((await session.receive(invite, { by: people.administrator })).issues).toEqual([]);
    const got: Message[] = [];
    await deliver(desk.storage, (message) => void got.push(message), now, standing);
    expect(got).toEqual([
      {
        ...{ id: 'lantern:4:0', key: 'lantern', revision: 4, at: desk.clock.now, type: 'association.invited' },
        text: expect.stringContaining(`"huaweiId":"${desk.answers.invitee.huaweiId}"`),
      },
    ]);
  });

  it('waiting for a handler before the next begins', async () => {
    const { storage } = await waiting('a');
    const steps: string[] = [];
    const handle = async ({ id }: Message) => {
      steps.push(`begin ${id}`);
      await Promise.resolve().then(() => undefined);
      steps.push(`end ${id}`);
    };
    await deliver(storage, handle, now, standing);
    expect(steps).toEqual(all('a').flatMap((id) => [`begin ${id}`, `end ${id}`]));
  });

  it('at most as many as the limit says, the rest next time', async () => {
    const { storage } = await waiting('a');
    const { ids, handle } = noting();
    for (const delivered of [3, 1, 0])
      expect(await deliver(storage, handle, now, { ...standing, limit: 3 })).toMatchObject({ delivered });
    expect(ids).toEqual(all('a'));
  });

  it('100 at most unless told otherwise', async () => {
    const storage = memoryStorage();
    const messages = Array.from({ length: 130 }, () => ({ type: 'one', text: '' }));
    await save(storage, act('a', 0, { messages }));
    expect(await deliver(storage, () => {}, now, standing)).toMatchObject({ delivered: 100 });
    expect(await deliver(storage, () => {}, now, standing)).toMatchObject({ delivered: 30 });
  });

  it('whichever way the time is written', async () => {
    const { storage } = await waiting('a');
    const times: string[] = [];
    const spying: StorageAdapter = {
      ...storage,
      claim(claim) {
        times.push(claim.at);
        return storage.claim(claim);
      },
    };
    for (const at of ['2026-11-22T10:00:00Z', '2026-11-22T11:00:00+01:00'])
      await deliver(spying, () => {}, at, standing);
    expect(times).toEqual([now, now]);
  });
});

describe('a handler that fails', () => {
  it.each([
    ['throws', (handle: (message: Message) => void) => handle],
    ['rejects', (handle: (message: Message) => void) => async (message: Message) => handle(message)],
  ])('that %s is reported, holds up its own registration only, and gets the message again', async (_name, made) => {
    const { storage } = await waiting('a', 'b');
    const failing = noting('a:1:1');
    const report = await deliver(storage, made(failing.handle), now, standing);
    expect(report).toMatchObject({ delivered: 5, failed: [{ message: { id: 'a:1:1', text: 'a' } }], left: 2 });
    expect(report.failed[0]?.error).toEqual(new Error('no mail for a:1:1'));
    expect(failing.ids).toEqual(['a:1:0', 'a:1:1', ...all('b')]);

    const { ids, handle } = noting();
    expect(await deliver(storage, handle, shift(afterLease, { ms: -1 }), standing)).toMatchObject({ delivered: 0 });
    expect(await deliver(storage, handle, afterLease, standing)).toMatchObject({ delivered: 3, failed: [] });
    expect(ids).toEqual(['a:1:1', 'a:2:0', 'a:3:0']);
  });

  it('is told from a storage that fails: the message was handed over, and comes again', async () => {
    const { storage } = await waiting('a');
    const fault = new Error('the disk is gone');
    const broken: StorageAdapter = { ...storage, acknowledge: () => Promise.reject(fault) };
    const first = noting();
    const report = await deliver(broken, first.handle, now, standing);
    expect(report).toMatchObject({ delivered: 0, failed: [{ message: { id: 'a:1:0' }, error: fault }], left: 3 });
    const second = noting();
    await deliver(storage, second.handle, afterLease, standing);
    expect([first.ids, second.ids]).toEqual([['a:1:0'], all('a')]);
  });

  it('is not reached when nothing can be taken', async () => {
    const fault = new Error('the disk is gone');
    const { storage } = await waiting('a');
    const { ids, handle } = noting();
    const broken: StorageAdapter = { ...storage, claim: () => Promise.reject(fault) };
    await expect(deliver(broken, handle, now, standing)).rejects.toBe(fault);
    expect(ids).toEqual([]);
  });
});

describe('several workers', () => {
  it('one that dies in the middle is taken over when its lease is over, and not before', async () => {
    const { storage, memory } = await waiting('a');
    await storage.claim({ owner: 'dead', at: now, leaseSeconds: 60, limit: 2 });
    const other = memoryStorage(memory);
    const { ids, handle } = noting();
    await deliver(other, handle, shift(now, { seconds: 59 }), standing);
    expect(ids).toEqual([]);
    await deliver(other, handle, afterLease, standing);
    expect(ids).toEqual(['a:1:0', 'a:1:1', 'a:2:0', 'a:3:0']);
    expect(await rest(storage)).toEqual([]);
  });

  it('take nothing from each other, by default under names of their own', async () => {
    const { storage, memory } = await waiting('a', 'b', 'c', 'd', 'e', 'f');
    const owners = new Set<string>();
    const workers = [storage, memoryStorage(memory), memoryStorage(memory)].map((handle) => {
      const spying: StorageAdapter = {
        ...handle,
        claim(claim) {
          owners.add(claim.owner);
          return handle.claim(claim);
        },
      };
      return { ...noting(), storage: spying };
    });
    const turns = workers.map(async (worker) => {
      const slowly = async (message: Message) => Promise.resolve().then(() => worker.handle(message));
      for (let turn = 0; turn < 4; turn += 1) await deliver(worker.storage, slowly, now, { ...standing, limit: 2 });
    });
    await Promise.all(turns);
    const ids = workers.flatMap((worker) => worker.ids);
    expect(workers.map((worker) => worker.ids.length)).toEqual([8, 8, 8]);
    expect([...ids].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].flatMap(all));
    expect(owners.size).toBe(12);
  });

  it('one that is slow begins nothing after its lease is over', async () => {
    const { storage } = await waiting('a', 'b');
    const clock = new Clock('2030-01-01T00:00:00.000Z');
    const slow = noting();
    const handle = (message: Message) => {
      slow.handle(message);
      clock.pass({ seconds: 10 });
    };
    const report = await deliver(storage, handle, now, { clock: () => clock.now, leaseSeconds: 30 });
    expect(report).toEqual({ delivered: 3, failed: [], left: 5 });
    expect(slow.ids).toEqual(['a:1:0', 'a:1:1', 'a:2:0']);
    const { ids, handle: quick } = noting();
    await deliver(storage, quick, shift(now, { seconds: 30 }), standing);
    expect(ids).toEqual(['a:3:0', ...all('b')]);
  });

  it('one that was taken over takes nothing away from the other', async () => {
    const { storage } = await waiting('a');
    const late = async ({ id }: Message) => {
      if (id === 'a:1:0') await storage.claim({ owner: 'other', at: afterLease, leaseSeconds: 60, limit: 1 });
    };
    await deliver(storage, late, now, { ...standing, owner: 'late' });
    expect(await rest(storage)).toEqual(['a:1:0']);
  });
});

describe('a registration that was erased', () => {
  it('has no messages any more, whether they waited, failed or were being delivered', async () => {
    const { storage } = await waiting('a', 'b', 'c');
    const at = shift(now, { seconds: 1 });
    await storage.remove('b', at);
    const first = noting('c:1:0');
    await deliver(storage, first.handle, now, standing);
    expect(first.ids).toEqual([...all('a'), 'c:1:0']);
    await storage.remove('c', at);
    const { ids, handle } = noting();
    await deliver(storage, handle, afterLease, standing);
    expect(ids).toEqual([]);
  });

  it('is not handed over by a worker that took its messages before', async () => {
    const { storage } = await waiting('a', 'b');
    const got = noting();
    const handle = async (message: Message) => {
      got.handle(message);
      if (message.id === 'a:1:0') for (const key of ['a', 'b']) await storage.remove(key, now);
    };
    expect(await deliver(storage, handle, now, standing)).toEqual({ delivered: 1, failed: [], left: 7 });
    expect(got.ids).toEqual(['a:1:0']);
  });
});
