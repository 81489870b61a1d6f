import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { keyedSha256, sha256 } from '../../src/storage/sha256.js';

/** A host that has `node:crypto` to give, whatever Node runs this. */
const giving = { getBuiltinModule: () => ({ createHash, createHmac }) };

/** Hosts that have none: a browser, Node before 20.16, and one that knows the question but not the module. */
const others = [undefined, {}, { getBuiltinModule: () => undefined }];

/** The digest as it is made in a host. It is asked for its module at once, so it need not stay any longer. */
function madeIn(host: object | undefined, text: string, key?: string): Promise<string> {
  vi.stubGlobal('process', host);
  const made = key === undefined ? sha256(text) : keyedSha256(key, text);
  vi.unstubAllGlobals();
  return made;
}

/** Nothing, characters of every kind, halves of some, and texts longer than a block or a buffer. */
const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', '\ud800', '\udfff', '\u0000', '\ufeff', 'é', '😀', 'a') }),
  fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(20_000)).map(([part, times]) => part.repeat(times)),
);

describe('a digest is the same text wherever it is made', () => {
  it.each(others)('in a host like %j as in Node', async (host) => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await madeIn(host, text)).toBe(await madeIn(giving, text));
      }),
    );
  });

  it.each([giving, process, ...others])('and is SHA-256 of the text in UTF-8', async (host) => {
    expect(await madeIn(host, '')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(await madeIn(host, 'abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(await madeIn(host, 'é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
    expect(await madeIn(host, 'a\ud800b')).toBe(await madeIn(host, 'a\ufffdb'));
  });

  it.each([giving, process, ...others])('with a key it is HMAC-SHA-256 (RFC 4231, case 2)', async (host) => {
    expect(await madeIn(host, 'what do ya want for nothing?', 'Jefe')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    expect(await madeIn(host, 'a\ud800b', 'kéy')).toBe(await madeIn(giving, 'a\ufffdb', 'kéy'));
  });

  it('and waits for WebCrypto only where there is nothing else', async () => {
    const digest = vi.spyOn(crypto.subtle, 'digest');
    await madeIn(giving, 'lantern');
    expect(digest).not.toHaveBeenCalled();
    for (const host of others) await madeIn(host, 'lantern');
    expect(digest).toHaveBeenCalledTimes(others.length);
    digest.mockRestore();
  });
});
