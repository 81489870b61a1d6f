import { Failure, storageBadKey } from '../errors.js';

const longest = 1024;

/** Refuses keys and command ids that some medium could not keep apart or give back. */
export function assertKey(key: unknown): asserts key is string {
  const usable =
    typeof key === 'string' && key.length > 0 && key.length <= longest && !key.includes('\u0000') && isWellFormed(key);
  if (!usable) throw new Failure(storageBadKey);
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
