import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStorage } from 'hcpn-registration/storage/file';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { StorageAdapter } from '../../src/storage/port.js';
import { act, claim, everythingOf, journalOf, later, nothing, save } from '../../src/testing/storage/kit.js';

type Step = <T>(name: string, run: () => Promise<T>) => Promise<T>;

/** Every call the adapter makes to the file system passes through here. */
const disk = vi.hoisted((): { step: Step } => ({ step: (_, run) => run() }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const through =
    <A extends unknown[], T>(name: string, call: (...args: A) => Promise<T>) =>
    (...args: A) =>
      disk.step(name, () => call(...args));
  const watched = (handle: FileHandle) =>
    Object.assign(handle, {
      writeFile: through('write', handle.writeFile.bind(handle)),
      // Nothing here cuts the power, so flushing would only take time.
      sync: through('sync', async () => {}),
      close: through('close', handle.close.bind(handle)),
    });
  return {
    ...real,
    link: through('link', real.link),
    mkdir: through('mkdir', real.mkdir),
    open: through('open', async (path: string, flags: string) => watched(await real.open(path, flags))),
    readdir: through('readdir', (path: string) => real.readdir(path)),
    readFile: through('readFile', real.readFile),
    stat: through('stat', (path: string) => real.stat(path)),
    unlink: through('unlink', real.unlink),
  };
});

// Every commit waits for the disk, and some disks take their time.
vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'hcpn-faults-'));
let folders = 0;

afterEach(calm);
afterAll(() => rmSync(root, { recursive: true, force: true }));

function freshFolder(): string {
  folders += 1;
  return join(root, String(folders));
}

/** The files in all folders of registrations, without the folder they are in. */
function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((home) => readdirSync(join(folder, home)));
}

function hits(point: number): () => boolean {
  let calls = 0;
  return () => {
    calls += 1;
    return calls === point;
  };
}

function fault(name: string): Error {
  return Object.assign(new Error(`no ${name} today`), { code: 'EIO' });
}

/** How one call to the file system goes wrong. */
const faults: Readonly<Record<string, (point: number) => Step>> = {
  'is refused': (point) => {
    const isHit = hits(point);
    return async (name, run) => {
      if (!isHit()) return run();
      if (name === 'close') await run();
      throw fault(name);
    };
  },
  'is done but reported as failed': (point) => {
    const isHit = hits(point);
    return async (name, run) => {
      if (!isHit()) return run();
      if (name !== 'open') await run();
      throw fault(name);
    };
  },
  'is the last before the process dies': (point) => {
    let calls = 0;
    return async (name, run) => {
      calls += 1;
      if (calls >= point && name !== 'close') throw fault(name);
      return run();
    };
  },
};

/** Runs something once for each call it makes to the file system, with a fault at that call. */
async function atEveryCall(faultAt: (point: number) => Step, run: (arm: () => void) => Promise<void>): Promise<number> {
  for (let point = 1; ; point += 1) {
    let calls = 0;
    const step = faultAt(point);
    await run(() => {
      disk.step = (name, call) => {
        calls += 1;
        return step(name, call);
      };
    });
    if (calls < point) return point - 1;
  }
}

function calm(): void {
  disk.step = (_, run) => run();
}

async function isUnavailable(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => false,
    (error: unknown) => {
      expect(error).toMatchObject({ code: 'storage.unavailable', cause: { code: 'EIO' } });
      return true;
    },
  );
}

describe.each(Object.entries(faults))('when a call to the file system %s', (_, faultAt) => {
  it.each([
    ['the first', 0],
    ['a later', 2],
  ])('%s commit is there whole or not at all, and may be repeated', async (_name, revision) => {
    const commits = Array.from({ length: revision + 1 }, (_, index) => act('a', index));
    const [last = act('a', 0), ...earlier] = commits.toReversed();
    const expected = fileStorage(freshFolder());
    await save(expected, ...earlier.toReversed());
    const before = await everythingOf(expected, 'a');
    await save(expected, last);
    const after = await everythingOf(expected, 'a');

    const points = await atEveryCall(faultAt, async (arm) => {
      const folder = freshFolder();
      await save(fileStorage(folder), ...earlier.toReversed());
      const storage = fileStorage(folder);
      arm();
      const failed = await isUnavailable(storage.commit(last));
      calm();
      const seen = await everythingOf(fileStorage(folder), 'a');
      expect(failed ? [before, after] : [after]).toContainEqual(seen);
      for (const handle of [storage, fileStorage(folder)]) {
        expect(await handle.commit(last)).toMatchObject({
          outcome: expect.stringMatching(/committed|duplicate/),
          revision: revision + 1,
        });
        expect(await everythingOf(handle, 'a')).toEqual(after);
      }
    });
    expect(points).toBeGreaterThan(8);
  });

  it('an erasure is done or not, and may be repeated', async () => {
    const expected = fileStorage(freshFolder());
    await save(expected, act('a', 0), act('a', 1));
    const before = await everythingOf(expected, 'a');

    const points = await atEveryCall(faultAt, async (arm) => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0), act('a', 1));
      const storage = fileStorage(folder);
      await storage.read('a');
      arm();
      const failed = await isUnavailable(storage.remove('a', later(9)));
      calm();
      const seen = await everythingOf(fileStorage(folder), 'a');
      expect(failed ? [before, nothing] : [nothing]).toContainEqual(seen);
      await storage.remove('a', later(9));
      expect(await everythingOf(storage, 'a')).toEqual(nothing);
      expect(filesIn(folder)).toEqual(['erased']);
    });
    expect(points).toBeGreaterThan(8);
  });

  it('no message is lost', async () => {
    const points = await atEveryCall(faultAt, async (arm) => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0), act('a', 1));
      const storage = fileStorage(folder);
      arm();
      await isUnavailable(claim(storage, 'one', later(0)));
      calm();
      for (const handle of [storage, fileStorage(folder)]) {
        const at = later(handle === storage ? 100 : 200);
        expect((await claim(handle, 'two', at)).map(({ type }) => type)).toEqual(['saved.1', 'saved.2']);
      }
    });
    expect(points).toBeGreaterThan(8);
  });

  it('a message is acknowledged or not, and that may be repeated', async () => {
    const points = await atEveryCall(faultAt, async (arm) => {
      const folder = freshFolder();
      await save(fileStorage(folder), act('a', 0));
      const storage = fileStorage(folder);
      const ids = (await claim(storage, 'one', later(0))).map(({ id }) => id);
      arm();
      const failed = await isUnavailable(storage.acknowledge(ids, 'one'));
      calm();
      if (failed) await storage.acknowledge(ids, 'one');
      expect(await claim(storage, 'two', later(100))).toEqual([]);
      expect(await claim(fileStorage(folder), 'two', later(100))).toEqual([]);
    });
    expect(points).toBeGreaterThan(3);
  });
});

describe('nothing is answered before it is on the disk', () => {
  /** What is written, flushed, named and deleted meanwhile; a flush after a name is that of a folder. */
  async function trace(work: () => Promise<unknown>): Promise<string> {
    const calls: string[] = [];
    disk.step = (name, run) => {
      if (['write', 'sync', 'link', 'unlink'].includes(name)) calls.push(name);
      return run();
    };
    await work();
    calm();
    return calls.join(' ');
  }

  it('when a commit is made or found to be made already', async () => {
    const folder = freshFolder();
    await save(fileStorage(folder), act('b', 0));
    const storage = fileStorage(folder);
    const [whole, home, above] = ['write sync link unlink', 'sync', 'sync'];
    expect(await trace(() => storage.commit(act('a', 0)))).toBe(`${above} ${whole} ${home} ${above}`);
    expect(await trace(() => storage.commit(act('a', 1)))).toBe(`${whole} ${home}`);
    expect(await trace(() => storage.commit(act('a', 1)))).toBe(home);
  });

  it('when something is erased: the stub first, then what it replaces', async () => {
    const storage = fileStorage(freshFolder());
    await save(storage, act('a', 0));
    expect(await trace(() => storage.remove('a', later(9)))).toBe('write sync link unlink sync sync unlink sync');
  });

  it('when a message is acknowledged', async () => {
    const storage = fileStorage(freshFolder());
    await save(storage, act('a', 0));
    const ids = (await claim(storage, 'one', later(0))).map(({ id }) => id);
    expect(await trace(() => storage.acknowledge(ids, 'one'))).toBe('write sync link unlink sync');
  });
});

/** Lets another process do something from start to end before one call, once for each call. */
async function interrupt(
  prepare: (storage: StorageAdapter) => Promise<unknown>,
  run: (storage: StorageAdapter, other: StorageAdapter, folder: string, meanwhile: Meanwhile) => Promise<void>,
): Promise<void> {
  for (let point = 1, isReached = true; isReached; point += 1) {
    const folder = freshFolder();
    const other = fileStorage(folder);
    await prepare(other);
    isReached = false;
    const isHit = hits(point);
    await run(fileStorage(folder), other, folder, async (first, second) => {
      let between: unknown;
      disk.step = async (_, call) => {
        if (!isReached && isHit()) {
          isReached = true;
          calm();
          between = await second();
        }
        return call();
      };
      const answer = await first();
      calm();
      return [answer, isReached ? between : await second()];
    });
    expect(filesIn(folder).filter((file) => file.endsWith('.temporary'))).toEqual([]);
  }
}

type Meanwhile = (first: () => Promise<unknown>, second: () => Promise<unknown>) => Promise<[unknown, unknown]>;

const twoCommits = (storage: StorageAdapter) => save(storage, act('a', 0), act('a', 1));

describe('when another process comes in between at any call', () => {
  it('one of two commits wins', () =>
    interrupt(twoCommits, async (storage, other, _, meanwhile) => {
      const answers = await meanwhile(
        () => storage.commit(act('a', 2, { commandId: 'one', text: '"one"' })),
        () => other.commit(act('a', 2, { commandId: 'two', text: '"two"' })),
      );
      const committed = { outcome: 'committed', revision: 3 };
      const winner = answers.findIndex((answer) => JSON.stringify(answer) === JSON.stringify(committed));
      expect(answers[1 - winner]).toEqual({ outcome: 'conflict', revision: 3 });
      expect((await storage.read('a'))?.text).toBe(winner === 0 ? '"one"' : '"two"');
      expect(await journalOf(storage, 'a')).toHaveLength(3);
    }));

  it('the same command commits once', () =>
    interrupt(twoCommits, async (storage, other, _, meanwhile) => {
      const answers = await meanwhile(
        () => storage.commit(act('a', 2)),
        () => other.commit(act('a', 2)),
      );
      expect(answers).toContainEqual({ outcome: 'committed', revision: 3 });
      expect(answers).toContainEqual({ outcome: 'duplicate', revision: 3 });
      expect(await journalOf(storage, 'a')).toHaveLength(3);
    }));

  it.each([0, 2])('a commit on revision %i that meets an erasure leaves nothing behind', (revision) =>
    interrupt(
      (storage) => save(storage, ...[act('a', 0), act('a', 1)].slice(0, revision)),
      async (storage, other, folder, meanwhile) => {
        const [answer] = await meanwhile(
          () => storage.commit(act('a', revision)),
          () => other.remove('a', later(9)),
        );
        expect([
          { outcome: 'erased', at: expect.any(String) },
          { outcome: 'committed', revision: revision + 1 },
        ]).toContainEqual(answer);
        expect(filesIn(folder)).toEqual(['erased']);
        expect(await everythingOf(storage, 'a')).toEqual(nothing);
      },
    ),
  );

  it.each([0, 2])('an erasure that meets a commit on revision %i leaves nothing behind', (revision) =>
    interrupt(
      (storage) => save(storage, ...[act('a', 0), act('a', 1)].slice(0, revision)),
      async (storage, other, folder, meanwhile) => {
        const [, answer] = await meanwhile(
          () => storage.remove('a', later(9)),
          () => other.commit(act('a', revision)),
        );
        expect([
          { outcome: 'erased', at: expect.any(String) },
          { outcome: 'committed', revision: revision + 1 },
        ]).toContainEqual(answer);
        expect(filesIn(folder)).toEqual(['erased']);
        expect(await everythingOf(storage, 'a')).toEqual(nothing);
      },
    ),
  );

  it('two erasures leave one stub', () =>
    interrupt(twoCommits, async (storage, other, folder, meanwhile) => {
      await meanwhile(
        () => storage.remove('a', later(9)),
        () => other.remove('a', later(10)),
      );
      expect(filesIn(folder)).toEqual(['erased']);
    }));

  it('two claimers share no message', () =>
    interrupt(twoCommits, async (storage, other, _, meanwhile) => {
      const answers = await meanwhile(
        () => claim(storage, 'one', later(0)),
        () => claim(other, 'two', later(0)),
      );
      expect(answers.flat()).toHaveLength(2);
    }));

  it('a message is acknowledged or taken over, not both', () =>
    interrupt(twoCommits, async (storage, other, _, meanwhile) => {
      const ids = (await claim(storage, 'one', later(0))).map(({ id }) => id);
      const [, taken] = await meanwhile(
        () => storage.acknowledge(ids, 'one'),
        () => claim(other, 'two', later(100)),
      );
      expect(await claim(storage, 'three', later(200))).toEqual(taken);
    }));

  it('a message is acknowledged although its owner claims it once more', () =>
    interrupt(twoCommits, async (storage, other, _, meanwhile) => {
      const ids = (await claim(storage, 'one', later(0))).map(({ id }) => id);
      await meanwhile(
        () => storage.acknowledge(ids.slice(0, 1), 'one'),
        () => claim(other, 'one', later(100)),
      );
      expect((await claim(storage, 'two', later(200))).map(({ id }) => id)).toEqual(ids.slice(1));
    }));

  it('acknowledging and claiming what is being erased leave nothing behind', async () => {
    await interrupt(twoCommits, async (storage, other, folder, meanwhile) => {
      const ids = (await claim(storage, 'one', later(0))).map(({ id }) => id);
      await meanwhile(
        () => storage.acknowledge(ids, 'one'),
        () => other.remove('a', later(9)),
      );
      expect(filesIn(folder)).toEqual(['erased']);
    });
    await interrupt(twoCommits, async (storage, other, folder, meanwhile) => {
      await meanwhile(
        () => claim(storage, 'one', later(0)),
        () => other.remove('a', later(9)),
      );
      expect(filesIn(folder)).toEqual(['erased']);
    });
  });

  const views: Readonly<Record<string, (storage: StorageAdapter) => Promise<number>>> = {
    read: async (storage) => (await storage.read('a'))?.revision ?? 0,
    journal: async (storage) => (await journalOf(storage, 'a')).length,
    find: async (storage) => (await storage.find({ limit: 10 })).rows[0]?.revision ?? 0,
    claim: async (storage) => (await claim(storage, 'one', later(0))).length,
  };

  it.each(Object.entries(views))('%s sees the registration before or after a commit', (_, view) =>
    interrupt(twoCommits, async (storage, other, _folder, meanwhile) => {
      const [seen] = await meanwhile(
        () => view(storage),
        () => other.commit(act('a', 2)),
      );
      expect([2, 3]).toContain(seen);
    }),
  );

  it.each(Object.entries(views))('%s of what is being erased is no error', (name, view) =>
    interrupt(twoCommits, async (storage, other, _folder, meanwhile) => {
      const [seen] = await meanwhile(
        () => view(storage),
        () => other.remove('a', later(9)),
      );
      // A journal is given line by line and a claim message by message, so they may end early.
      expect(name === 'journal' || name === 'claim' ? [0, 1, 2] : [0, 2]).toContain(seen);
    }),
  );

  it('a commit whose temporary file is swept away is written again', () =>
    interrupt(twoCommits, async (storage, _, folder, meanwhile) => {
      const sweep = async () => {
        for (const home of readdirSync(folder)) {
          for (const file of readdirSync(join(folder, home))) {
            if (file.endsWith('.temporary')) rmSync(join(folder, home, file));
          }
        }
      };
      const [answer] = await meanwhile(() => storage.commit(act('a', 2)), sweep);
      expect(answer).toEqual({ outcome: 'committed', revision: 3 });
      expect((await fileStorage(folder).read('a'))?.revision).toBe(3);
    }));
});
