import { writeSync } from 'node:fs';
import type { StorageAdapter } from '../../src/storage/port.js';
import { act } from '../../src/testing/storage/kit.js';

/** What a writer tells its parent, one line each, written before the next thing is begun. */
export type Line =
  | { readonly said: 'committed'; readonly revision: number }
  | { readonly said: 'erased'; readonly key: string }
  | { readonly said: 'holding' }
  | { readonly said: 'done' };

export function tell(line: Line): void {
  const text = `${JSON.stringify(line)}\n`;
  for (;;)
    try {
      writeSync(1, text);
      return;
    } catch (error) {
      // The parent has not read yet what was said before.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
}

/** The tasks every writer knows, by name. */
export function tasksOn(storage: StorageAdapter, name: string): Readonly<Record<string, () => Promise<void>>> {
  return {
    /** Adds 1 to a number twenty times, as one of several writers. */
    async increment() {
      for (let done = 0; done < 20; ) {
        const record = await storage.read('counter');
        const revision = record?.revision ?? 0;
        const text = String(Number(record?.text ?? 0) + 1);
        const result = await storage.commit(act('counter', revision, { commandId: `${name} ${done}`, text }));
        if (result.outcome !== 'committed') continue;
        tell({ said: 'committed', revision: result.revision });
        done += 1;
      }
      tell({ said: 'done' });
    },
    /** Commits on and on, from where the writer before was killed. */
    async commit() {
      for (let revision = (await storage.read('a'))?.revision ?? 0; ; revision += 1) {
        await storage.commit(act('a', revision));
        tell({ said: 'committed', revision: revision + 1 });
      }
    },
    /** Makes registrations and erases them, on and on. */
    async erase() {
      for (let number = 0; ; number += 1) {
        const key = `${name} ${number}`;
        for (let revision = 0; revision < 3; revision += 1) await storage.commit(act(key, revision));
        await storage.remove(key, new Date(0).toISOString());
        tell({ said: 'erased', key });
      }
    },
  };
}
