import * as z from 'zod/mini';
import { assertArguments, like, numeric } from '../arguments.js';
import { instant } from '../fields.js';
import { assertKey } from './key.js';
import type { Commit, StorageAdapter } from './port.js';

const entries = z.array(z.object({ sequence: z.int().check(z.minimum(1)), at: instant, text: z.string() }));
const messages = z.array(z.object({ type: z.string(), text: z.string() }));
const index = z.object({ state: z.string(), company: z.nullable(z.string()), deadline: z.nullable(z.string()) });
const commitShape = z.object({ expectedRevision: numeric, at: instant, text: z.string(), entries, messages, index });

const text = z.optional(z.string());
const queryShape = z.object({ state: text, company: text, deadlineBy: text, cursor: text, limit: numeric });

const claimShape = z.object({
  owner: z.string(),
  at: instant,
  leaseSeconds: like<number>('finite number', Number.isFinite),
  limit: numeric,
});

/** A storage behind its door: what it is asked is looked at first, the same way for every medium. */
export function behindDoor(storage: StorageAdapter): StorageAdapter {
  return {
    async read(key) {
      assertKey(key);
      return storage.read(key);
    },
    async commit(commit) {
      assertCommit(commit);
      return storage.commit(commit);
    },
    async *journal(key, after = 0) {
      assertKey(key);
      assertArguments({ after: [numeric, after] });
      yield* storage.journal(key, after);
    },
    async find(query) {
      assertArguments({ query: [queryShape, query] });
      return storage.find(query);
    },
    async claim(claim) {
      assertArguments({ claim: [claimShape, claim] });
      return storage.claim(claim);
    },
    async acknowledge(ids, owner) {
      assertArguments({ ids: [z.array(z.string()), ids], owner: [z.string(), owner] });
      return storage.acknowledge(ids, owner);
    },
    async remove(key, at) {
      assertKey(key);
      assertArguments({ at: [instant, at] });
      return storage.remove(key, at);
    },
    close: () => storage.close(),
  };
}

function assertCommit(commit: Commit): void {
  assertArguments({ commit: [commitShape, commit] });
  assertKey(commit.key);
  assertKey(commit.commandId);
}
