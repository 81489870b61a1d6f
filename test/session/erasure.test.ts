import { isRegistrationError, type StorageAdapter, verifyErasure, verifyJournal } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { describe, expect, it } from 'vitest';
import { act, later, save } from '../../src/testing/storage/kit.js';

/** A store with 1,500 registrations, of which one in the middle is erased. */
async function erased(): Promise<StorageAdapter> {
  const storage = memoryStorage();
  for (let number = 0; number < 1500; number += 1) await save(storage, act(`key ${number}`, 0));
  await save(storage, act('key 700', 1));
  await storage.remove('key 700', later(9));
  return storage;
}

describe('verifyErasure', () => {
  it('says since when a registration is erased, however often it was erased', async () => {
    const storage = await erased();
    await storage.remove('key 700', later(20));
    expect(await verifyErasure(storage, 'key 700')).toEqual({ ok: true, erasedAt: later(9) });
  });

  it.each(['key 699', 'never used'])(
    'says of what was not erased that nothing refuses to start it (%s)',
    async (key) => {
      expect(await verifyErasure(await erased(), key)).toEqual({ ok: false, problem: 'stub' });
    },
  );

  it('writes nothing, under a free key or over a registration', async () => {
    const storage = await erased();
    for (const key of ['never used', 'key 699']) {
      await verifyErasure(storage, key);
      await verifyErasure(storage, key);
    }
    expect(await storage.read('never used')).toBeNull();
    await save(storage, act('never used', 0), act('key 699', 1));
  });

  const remains: Record<string, (whole: StorageAdapter) => Partial<StorageAdapter>> = {
    record: () => ({ read: async (key) => ({ key, revision: 1, at: later(1), text: '{}' }) }),
    journal: (whole) => ({ journal: () => whole.journal('key 1') }),
    row: (whole) => ({
      async find(query) {
        const { rows, next } = await whole.find(query);
        return { rows: rows.map((row) => (row.key === 'key 701' ? { ...row, key: 'key 700' } : row)), next };
      },
    }),
  };
  it.each(Object.entries(remains))('finds a %s that was left, wherever it is', async (problem, spoil) => {
    const whole = await erased();
    expect(await verifyErasure({ ...whole, ...spoil(whole) }, 'key 700')).toEqual({ ok: false, problem });
  });

  it('is how an erased registration is told from one that never was: there is no journal to verify', async () => {
    const storage = await erased();
    await expect(verifyJournal(storage, 'key 700')).rejects.toSatisfy((error) =>
      isRegistrationError(error, 'session.notFound'),
    );
  });
});
