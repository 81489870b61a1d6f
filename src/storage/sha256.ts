/**
 * SHA-256 of a text, in hexadecimal; a lone surrogate counts as U+FFFD. Where the host gives its own `node:crypto` on
 * asking, by that, which takes a tenth of the time for texts of our size; else by WebCrypto, which answers from a thread; a
 * page on plain http has neither, and loads a library.
 */
export async function sha256(text: string): Promise<string> {
  const builtin = globalThis.process?.getBuiltinModule?.('node:crypto');
  if (builtin !== undefined) return builtin.createHash('sha256').update(text).digest('hex');
  const { subtle } = globalThis.crypto ?? {};
  if (subtle === undefined) return hexadecimal((await import('@noble/hashes/sha2.js')).sha256(bytesOf(text)));
  return hexadecimal(new Uint8Array(await subtle.digest('SHA-256', bytesOf(text))));
}

/** HMAC-SHA-256 of a text (RFC 2104), in hexadecimal: without the key nobody can try out which text it was made of. */
export async function keyedSha256(key: string, text: string): Promise<string> {
  const builtin = globalThis.process?.getBuiltinModule?.('node:crypto');
  if (builtin !== undefined) return builtin.createHmac('sha256', key).update(text).digest('hex');
  const { subtle } = globalThis.crypto ?? {};
  if (subtle === undefined) return hexadecimal(await keyedWithout(key, text));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await subtle.importKey('raw', bytesOf(key), algorithm, false, ['sign']);
  return hexadecimal(new Uint8Array(await subtle.sign('HMAC', imported, bytesOf(text))));
}

async function keyedWithout(key: string, text: string): Promise<Uint8Array> {
  const [{ hmac }, sha2] = await Promise.all([import('@noble/hashes/hmac.js'), import('@noble/hashes/sha2.js')]);
  return hmac(sha2.sha256, bytesOf(key), bytesOf(text));
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Bytes as text, two digits a byte. */
export function hexadecimal(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
