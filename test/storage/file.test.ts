import { mkdtempSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { companyNumberKey } from 'hcpn-registration';
import { fileStorage } from 'hcpn-registration/storage/file';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { StorageAdapter } from '../../src/storage/port.js';
import {
  act,
  claim,
  everythingOf,
  journalOf,
  keysOf,
  later,
  nothing,
  rowsOf,
  save,
} from '../../src/testing/storage/kit.js';
import { testStorageAdapter } from '../../src/testing/storage.contract.js';
import { commitsOf, companies, expectLedOver, oldStore } from './oldStores.js';

// Every commit waits for the disk, and some disks take their time.
vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'hcpn-file-'));
let folders = 0;

afterAll(() => rm(root, { recursive: true, force: true }));

function freshFolder(): string {
  folders += 1;
  return join(root, `store ${folders}`, 'made when needed');
}

/** Where the only registration of a store lies, and the files it has. */
async function home(folder: string): Promise<{ path: string; files: string[] }> {
  const [name = 'none', ...others] = await readdir(folder);
  expect(others).toEqual([]);
  const path = join(folder, name);
  return { path, files: (await readdir(path)).sort() };
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code,
  );
}

function callsOn(storage: StorageAdapter) {
  return {
    read: () => storage.read('a'),
    commit: () => storage.commit(act('a', 1, { commandId: 'next' })),
    journal: () => journalOf(storage, 'a'),
    find: () => storage.find({ limit: 10 }),
    claim: () => claim(storage, 'worker', later(0)),
    remove: () => storage.remove('a', later(0)),
  };
}

describe('fileStorage', () => {
  testStorageAdapter({ describe, it }, async () => {
    const folder = freshFolder();
    return { storage: fileStorage(folder), again: async () => fileStorage(folder) };
  });

  it('makes no folder before there is something to keep', async () => {
    const folder = freshFolder();
    expect(await everythingOf(fileStorage(folder), 'a')).toEqual(nothing);
    expect(await codeOf(readdir(folder))).toBe('ENOENT');
  });

  it('keeps one file a revision and nothing besides', async () => {
    const folder = freshFolder();
    await save(fileStorage(folder), act('a', 0), act('a', 1), act('a', 2));
    expect((await home(folder)).files).toEqual(['1.json', '2.json', '3.json']);
  });

  it('keeps one small file for each lease and one for being acknowledged', async () => {
    const folder = freshFolder();
    const storage = fileStorage(folder);
    await save(storage, act('a', 0));
    const [message] = await claim(storage, 'worker', later(0));
    for (let time = 0; time < 3; time += 1) await storage.acknowledge([message?.id ?? ''], 'worker');
    expect((await home(folder)).files).toEqual(['1.0.1.lease', '1.0.2.lease', '1.json']);
  });

  it('writes no key into a name', async () => {
    const folder = freshFolder();
    const keys = ['../../escaped', 'CON', 'a', 'A', '.', 'x'.repeat(1024)];
    for (const key of keys) await save(fileStorage(folder), act(key, 0));
    const names = await readdir(folder);
    expect(names).toHaveLength(keys.length);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps text that is not even well-formed', async () => {
    const folder = freshFolder();
    const text = '\ufeff\ud800 \u0000 \udfff\r\n\ud83e';
    await save(fileStorage(folder), act('a', 0, { text, messages: [{ type: text, text }] }));
    const { record, messages } = await everythingOf(fileStorage(folder), 'a');
    expect([record?.text, messages[0]?.text, messages[0]?.type]).toEqual([text, text, text]);
  });

  describe('a folder of layout 1', () => {
    /** A copy to work on. */
    async function oldFolder(): Promise<string> {
      const folder = freshFolder();
      await cp(oldStore.file, folder, { recursive: true });
      return folder;
    }

    it('U7 finds each company by its number of today, however it was saved', async () => {
      const folder = await oldFolder();
      const [storage, other] = [fileStorage(folder), fileStorage(folder)];
      await expectLedOver(storage);
      await expectLedOver(other);
      await expectLedOver(fileStorage(folder));
    });

    it('U7 keeps every file of a revision as it was', async () => {
      const folder = await oldFolder();
      await rowsOf(fileStorage(folder));
      for (const name of await readdir(folder))
        for (const file of await readdir(join(folder, name)))
          expect(await readFile(join(folder, name, file))).toEqual(
            await readFile(new URL(`${name}/${file}`, oldStore.file)),
          );
    });

    it('U7 finds what an earlier version saves there later, and gives back what is saved now as it is', async () => {
      const folder = await oldFolder();
      const storage = fileStorage(folder);
      const [old] = commitsOf(({ company }) => company);
      const [kept] = companies;
      if (old === undefined || kept === undefined) throw new Error('There is nothing in the old folder.');
      expect(await keysOf(storage, { company: companyNumberKey(kept) })).toEqual([kept.key]);
      await save(storage, act(kept.key, 2, { index: { ...old.index, company: 'BE:0.1' } }));
      expect(await keysOf(storage, { company: 'BE:0.1' })).toEqual([kept.key]);
      expect(await keysOf(fileStorage(folder), { company: 'BE:0.1' })).toEqual([kept.key]);
    });
  });

  describe('damage', () => {
    it('any changed byte of a revision is found', async () => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0, { text: '"华"' }));
      const file = join((await home(folder)).path, '1.json');
      const whole = await readFile(file);
      const unnoticed: number[] = [];
      for (const [index, byte] of whole.entries()) {
        const damaged = Buffer.from(whole);
        damaged[index] = byte ^ 1;
        await writeFile(file, damaged);
        if ((await codeOf(fileStorage(folder).read('a'))) !== 'storage.corrupt') unnoticed.push(index);
      }
      expect(unnoticed).toEqual([]);
    });

    it('a revision cut anywhere is found, and nothing is written over it', async () => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0));
      const file = join((await home(folder)).path, '1.json');
      const whole = await readFile(file);
      for (let length = 0; length < whole.length; length += 7) {
        await writeFile(file, whole.subarray(0, length));
        const { remove: _, ...calls } = callsOn(fileStorage(folder));
        for (const [name, call] of Object.entries(calls))
          expect([name, await codeOf(call())]).toEqual([name, 'storage.corrupt']);
      }
      expect((await home(folder)).files).toEqual(['1.json']);
    });

    it('a missing revision is named', async () => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0), act('a', 1), act('a', 2));
      const { path } = await home(folder);
      await unlink(join(path, '2.json'));
      const storage = fileStorage(folder);
      const { commit, journal, claim: claimAll } = callsOn(storage);
      for (const call of [commit, journal, claimAll]) {
        await expect(call()).rejects.toMatchObject({
          code: 'storage.corrupt',
          details: { file: expect.stringMatching(/^[0-9a-f]{64}\/2\.json$/) },
          cause: expect.any(Error),
        });
      }
    });

    it('a revision of another registration or of another time is not taken for one', async () => {
      const folder = freshFolder();
      const storage = fileStorage(folder);
      await save(storage, act('a', 0));
      const { path } = await home(folder);
      const stolen = await readFile(join(path, '1.json'));
      await save(storage, act('b', 0));
      const other = (await readdir(folder)).map((name) => join(folder, name)).find((found) => found !== path) ?? '';
      await writeFile(join(path, '2.json'), stolen);
      await writeFile(join(other, '1.json'), stolen);
      for (const key of ['a', 'b']) expect(await codeOf(fileStorage(folder).read(key))).toBe('storage.corrupt');
    });

    it('what could not be read back is not written', async () => {
      const folder = freshFolder();
      const storage = fileStorage(folder);
      await save(storage, act('a', 0));
      const incomplete = Object.assign(act('a', 1), { index: { state: 'wizard' } });
      await expect(storage.commit(incomplete)).rejects.toMatchObject({ code: 'argument.invalid' });
      expect((await home(folder)).files).toEqual(['1.json']);
    });

    it('a whole file of an unknown format is found', async () => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0), act('a', 1));
      const { path } = await home(folder);
      await claim(fileStorage(folder), 'worker', later(0));
      await writeFile(join(path, '2.json'), await readFile(join(path, '1.0.1.lease')));
      await expect(fileStorage(folder).read('a')).rejects.toMatchObject({
        code: 'storage.corrupt',
        cause: expect.any(Error),
      });
    });

    it('says nothing of what the damaged file holds', async () => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0, { text: '"personal"' }));
      const { path } = await home(folder);
      const whole = await readFile(join(path, '1.json'), 'utf8');
      await writeFile(join(path, '1.json'), whole.slice(0, -1));
      const error: unknown = await fileStorage(folder)
        .read('a')
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      for (let shown = error; shown instanceof Error; shown = shown.cause)
        expect(shown.stack).not.toContain('personal');
    });

    it('can be erased', async () => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0));
      await writeFile(join((await home(folder)).path, '1.json'), 'damaged');
      await fileStorage(folder).remove('a', later(0));
      expect(await everythingOf(fileStorage(folder), 'a')).toEqual(nothing);
    });
  });

  it('a folder that cannot be used is storage.unavailable, with the reason', async () => {
    const file = join(root, 'a file');
    await writeFile(file, '');
    for (const [name, call] of Object.entries(callsOn(fileStorage(join(file, 'below'))))) {
      await expect(call(), name).rejects.toMatchObject({
        code: 'storage.unavailable',
        cause: expect.objectContaining({ code: 'ENOTDIR' }),
      });
    }
  });

  describe('erasing', () => {
    it('leaves a stub that names nobody', async () => {
      const folder = freshFolder();
      const storage = fileStorage(folder);
      await save(storage, act('somebody', 0), act('somebody', 1));
      await claim(storage, 'worker', later(0));
      await storage.remove('somebody', later(7));
      const { path, files } = await home(folder);
      expect(files).toEqual(['erased']);
      const stub = await readFile(join(path, 'erased'), 'utf8');
      expect(stub).toContain(later(7));
      expect(stub).not.toContain('somebody');
    });

    it.each(['find', 'commit', 'claim', 'remove'] as const)(
      'what a crash left behind a stub is gone after %s',
      async (name) => {
        const folder = freshFolder();
        await fileStorage(folder).remove('a', later(0));
        const { path } = await home(folder);
        for (const file of ['1.json', '1.0.1.lease', 'some.temporary'])
          await writeFile(join(path, file), 'left behind');
        await callsOn(fileStorage(folder))[name]();
        expect((await home(folder)).files).toEqual(['erased']);
      },
    );
  });

  describe('temporary files of writers that died', () => {
    it('are never read', async () => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0));
      const { path } = await home(folder);
      const before = await everythingOf(fileStorage(folder), 'a');
      await writeFile(join(path, 'b.temporary'), await readFile(join(path, '1.json')));
      await mkdir(join(folder, 'f'.repeat(64)));
      await writeFile(join(folder, 'f'.repeat(64), 'c.temporary'), 'half');
      const storage = fileStorage(folder);
      expect(await everythingOf(storage, 'a')).toEqual(before);
      expect(await keysOf(storage)).toEqual(['a']);
    });

    it('are swept away when they are old, and left alone while their writer may live', async () => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0));
      const { path } = await home(folder);
      await writeFile(join(path, 'old.temporary'), 'half');
      await writeFile(join(path, 'young.temporary'), 'half');
      await utimes(join(path, 'old.temporary'), 0, 0);
      await keysOf(fileStorage(folder));
      expect((await home(folder)).files.filter((file) => file.endsWith('.temporary'))).toEqual(['young.temporary']);
    });
  });
});
