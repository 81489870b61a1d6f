import * as z from 'zod/mini';
import { assertArguments, callable } from '../arguments.js';
import { committing } from './storage/committing.js';
import { delivering } from './storage/delivering.js';
import { erasing } from './storage/erasing.js';
import { finding } from './storage/finding.js';
import { keeping } from './storage/keeping.js';
import type { OpenedStorage } from './storage/kit.js';

export type { OpenedStorage } from './storage/kit.js';

/** What the suite needs of a test runner; those of vitest, node:test, jest and mocha fit as they are. */
export interface ContractRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, test: () => Promise<void>) => unknown;
}

const runnerArgument = z.object({ describe: callable, it: callable });

/**
 * Tells the runner every promise of the storage port as a test; an adapter that passes them all is an adapter of ours.
 * `open` gives each test a store of its own, empty; the suite closes every handle, and the host clears the medium away.
 * Throws `argument.invalid`.
 */
export function testStorageAdapter(runner: ContractRunner, open: () => Promise<OpenedStorage>): void {
  assertArguments({ runner: [runnerArgument, runner], open: [callable, open] });
  for (const [chapter, promises] of Object.entries({ keeping, committing, finding, delivering, erasing })) {
    runner.describe(chapter, () => {
      for (const [promise, test] of Object.entries(promises)) {
        runner.it(promise, async () => {
          const opened = await open();
          const handles = [opened.storage];
          const again = async () => {
            const handle = await opened.again();
            handles.push(handle);
            return handle;
          };
          try {
            await test({ storage: opened.storage, again });
          } finally {
            await Promise.allSettled(handles.map((handle) => handle.close()));
          }
        });
      }
    });
  }
}
