import 'fake-indexeddb/auto';
import { companyNumberKey } from 'hcpn-registration';
import { indexedDbStorage } from 'hcpn-registration/storage/indexed-db';
import { openDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { journalOf, messagesOf } from '../../src/storage/rows.js';
import { keysOf, later } from '../../src/testing/storage/kit.js';
import { testStorageAdapter } from '../../src/testing/storage.contract.js';
import { commitsOf, companies, expectLedOver } from './oldStores.js';

let stores = 0;

function freshName(): string {
  stores += 1;
  return `store ${stores}`;
}

describe('indexedDbStorage', () => {
  testStorageAdapter({ describe, it }, async () => {
    const name = freshName();
    return { storage: indexedDbStorage(name), again: async () => indexedDbStorage(name) };
  });
});

/** A database of layout 1, made and filled as version 2 of the machines did, and still open as in another tab. */
async function oldDatabase(name: string) {
  const db = await openDB(name, 1, {
    upgrade(made) {
      made.createObjectStore('records', { keyPath: 'key' });
      made.createObjectStore('rows', { keyPath: 'key' });
      made.createObjectStore('commands', { keyPath: ['key', 'commandId'] });
      made.createObjectStore('journal', { keyPath: ['key', 'sequence'] });
      const messages = made.createObjectStore('messages', { keyPath: 'number', autoIncrement: true });
      messages.createIndex('place', ['key', 'revision', 'position'], { unique: true });
    },
    blocking: () => db.close(),
  });
  for (const commit of commitsOf(({ company }) => company)) {
    const { key, commandId, at, text, index } = commit;
    const revision = commit.expectedRevision + 1;
    await db.put('records', { key, revision, at, text });
    await db.put('rows', { key, revision, at, ...index });
    await db.add('commands', { key, commandId, revision });
    for (const entry of journalOf(commit, revision)) await db.add('journal', { ...entry, key });
    for (const [position, message] of messagesOf(commit, revision).entries())
      await db.add('messages', { key, revision, position, message, owner: null, heldUntil: null });
  }
  await db.put('records', { key: 'erased', erasedAt: later(5) });
  return db;
}

describe('a database of layout 1', () => {
  it('U7 finds each company by its number of today, however it was saved, though another tab has it open', async () => {
    const name = freshName();
    await oldDatabase(name);
    const [storage, other] = [indexedDbStorage(name), indexedDbStorage(name)];
    await Promise.all([storage.read('belgium'), other.read('belgium')]);
    await expectLedOver(storage);
    await expectLedOver(other);
    await Promise.all([storage.close(), other.close()]);
    await expectLedOver(indexedDbStorage(name));
  });

  it('U7 is led over once, and only the rows that change are written', async () => {
    const name = freshName();
    await oldDatabase(name);
    const update = vi.spyOn(IDBCursor.prototype, 'update');
    for (let time = 0; time < 2; time += 1) {
      const storage = indexedDbStorage(name);
      await storage.read('a');
      await storage.close();
    }
    expect(update).toHaveBeenCalledTimes(companies.length - 1);
    update.mockRestore();
  });

  it('U7 stays as it was when the change fails halfway, and is led over by the next opening', async () => {
    const name = freshName();
    await oldDatabase(name);
    const update = vi.spyOn(IDBCursor.prototype, 'update');
    let left = 3;
    const write = update.getMockImplementation() ?? IDBCursor.prototype.update;
    update.mockImplementation(function (this: IDBCursor, value) {
      left -= 1;
      if (left === 0) throw new DOMException('refused', 'DataError');
      return write.call(this, value);
    });
    await expect(indexedDbStorage(name).read('a')).rejects.toMatchObject({ code: 'storage.unavailable' });
    update.mockRestore();
    const kept = await openDB(name, 1);
    expect((await kept.getAll('rows')).map(({ company }) => company)).toEqual(
      expect.arrayContaining(companies.map(({ company }) => company)),
    );
    kept.close();
    const storage = indexedDbStorage(name);
    await expectLedOver(storage);
    const [first] = companies;
    expect(first && (await keysOf(storage, { company: companyNumberKey(first) }))).toEqual([first?.key]);
  });

  it('is refused to an earlier version once it has been led over', async () => {
    const name = freshName();
    await indexedDbStorage(name).read('a');
    await expect(openDB(name, 1)).rejects.toMatchObject({ name: 'VersionError' });
  });
});
