import 'fake-indexeddb/auto';
import { indexedDbStorage } from 'hcpn-registration/storage/indexed-db';
import { describe, it } from 'vitest';
import { testStorageAdapter } from '../../src/testing/storage.contract.js';

let stores = 0;

describe('indexedDbStorage', () => {
  testStorageAdapter({ describe, it }, async () => {
    stores += 1;
    const name = `store ${stores}`;
    return { storage: indexedDbStorage(name), again: async () => indexedDbStorage(name) };
  });
});
