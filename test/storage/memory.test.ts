import { type Memory, memoryStorage } from 'hcpn-registration/storage/memory';
import { describe, expect, it } from 'vitest';
import { act } from '../../src/testing/storage/kit.js';
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
});
