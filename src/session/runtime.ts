import { unsupported } from '../errors.js';
import { hexadecimal } from '../storage/sha256.js';

/** What every runtime has to have, as the page on runtimes says it. */
export const needed = ['AbortController', 'Intl', 'TextEncoder', 'URL', 'clearTimeout', 'setTimeout'] as const;

/** Throws `runtime.unsupported` with the names of what is missing here. */
export function assertRuntime(): void {
  const missing = needed.filter((name) => Reflect.get(globalThis, name) === undefined);
  if (missing.length > 0) throw unsupported(missing);
}

/** A random id: 32 hexadecimal digits, as a UUID has them. A page on plain http has no `crypto.randomUUID`. */
export function randomId(): string {
  const { crypto } = globalThis;
  if (typeof crypto?.randomUUID === 'function') return crypto.randomUUID();
  if (typeof crypto?.getRandomValues !== 'function') throw unsupported(['crypto.getRandomValues']);
  return hexadecimal(crypto.getRandomValues(new Uint8Array(16)));
}
