import { setImmediate } from 'node:timers/promises';

const patienceMilliseconds = 30_000;

/** Asks again and again until there is something to answer, and fails when that takes too long. */
export async function eventually<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const end = performance.now() + patienceMilliseconds;
  while (performance.now() < end) {
    const found = await look();
    if (found !== null) return found;
    await setImmediate();
  }
  throw new Error(`Waited in vain: ${what}`);
}
