import { type Memory, memoryStorage } from 'hcpn-registration/storage/memory';
import { describe, expect, it } from 'vitest';
import { act, journalOf, later, save } from '../../src/testing/storage/kit.js';
import { testStorageAdapter } from '../../src/testing/storage.contract.js';

describe('memoryStorage', () => {
  testStorageAdapter({ describe, it }, async () => {
    const memory: Memory = new Map();
    return { storage: memoryStorage(memory), again: async () => memoryStorage(memory) };
  });

  it('keeps text that is not even well-formed', async () => {
    const storage = memoryStorage();
    const text = '\ud800 \u0000 \udfff';
    await storage.commit(act('a', 0, { text }));
    expect((await storage.read('a'))?.text).toBe(text);
  });

  it('shares nothing with another memory', async () => {
    await memoryStorage().commit(act('a', 0));
    expect(await memoryStorage().read('a')).toBeNull();
  });

  it('looks at no entry of a journal before the one it is asked to begin after', async () => {
    const memory: Memory = new Map();
    const storage = memoryStorage(memory);
    const entries = Array.from({ length: 1000 }, (_, index) => ({ sequence: index + 1, at: later(0), text: '{}' }));
    await save(storage, act('a', 0, { entries }));
    const kept = memory.get('a');
    if (kept === undefined || !('journal' in kept)) throw new Error('Nothing was kept.');
    const looked = new Set<number>();
    kept.journal.splice(
      0,
      1000,
      ...kept.journal.map((entry) => ({
        ...entry,
        get sequence() {
          looked.add(entry.sequence);
          return entry.sequence;
        },
      })),
    );
    expect((await journalOf(storage, 'a', 998)).map(({ sequence }) => sequence)).toEqual([999, 1000]);
    expect([...looked].sort((one, other) => one - other)).toEqual([998, 999, 1000]);
  });
});
