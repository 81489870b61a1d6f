import { assertArguments } from '../arguments.js';
import { assertKey } from '../storage/key.js';
import { type StorageAdapter, storageSchema } from '../storage/port.js';
import { questionOf } from './commit.js';

/** Whether a registration is erased: since when, or what of it is still there. */
export type ErasureVerdict =
  | { readonly ok: true; readonly erasedAt: string }
  /** `stub`: nothing refuses to start it again, so it was not erased. Otherwise something can still be read. */
  | { readonly ok: false; readonly problem: 'stub' | 'record' | 'journal' | 'row' };

/**
 * Looks whether `storage.remove` left nothing of a registration but the stub that refuses late commits, for the report
 * to whoever asked for the erasure. Walks every row of the index; writes nothing and leases no message. Throws
 * `argument.invalid` and `storage.*`.
 */
export async function verifyErasure(storage: StorageAdapter, key: string): Promise<ErasureVerdict> {
  assertArguments({ storage: [storageSchema, storage] });
  assertKey(key);
  const answer = await storage.commit(questionOf(key, 'registration.erasureVerified', new Date(0).toISOString()));
  if (answer.outcome !== 'erased') return { ok: false, problem: 'stub' };
  if ((await storage.read(key)) !== null) return { ok: false, problem: 'record' };
  for await (const _ of storage.journal(key)) return { ok: false, problem: 'journal' };
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await storage.find({ limit: 1000, cursor });
    if (page.rows.some((row) => row.key === key)) return { ok: false, problem: 'row' };
    cursor = page.next;
  }
  return { ok: true, erasedAt: answer.at };
}
