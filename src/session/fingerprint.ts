import type { Act } from '../events.js';
import { keyedSha256 } from '../storage/sha256.js';
import { digestOf, hasSecrets, plainText } from './digest.js';
import { randomId } from './runtime.js';

/** What a command said, as it is compared when its id comes again. */
export interface Fingerprint {
  /** As the journal keeps it. */
  readonly text: string;
  /** Whether a line of the journal was left by the same command, as far as can be known from what it kept. */
  isOf(kept: string | null): boolean;
}

let ownKey: string | undefined;

/** A key of this process, for hosts that give none; it is never stored. */
function keyOfProcess(): string {
  ownKey ??= randomId() + randomId();
  return ownKey;
}

/**
 * What an event said, whenever it was said: a digest without its secrets. Where it has some, `.`, a short text by which
 * the key is known again, `.`, and a digest of all of it under that key, bound to the registration and the command. So a
 * secret cannot be tried out on what is stored, nor be seen to be the same as another.
 */
export async function fingerprintOf(
  event: Act,
  { key, commandId }: { readonly key: string; readonly commandId: string },
  secretKey: string = keyOfProcess(),
): Promise<Fingerprint> {
  const said = { ...event, at: null };
  const digest = await digestOf(said);
  if (!hasSecrets(event)) return { text: digest, isOf: (kept) => kept === digest };
  const keyId = (await keyedSha256(secretKey, 'fingerprint key')).slice(0, 16);
  const keyed = await keyedSha256(secretKey, plainText([key, commandId, said]));
  return {
    text: [digest, keyId, keyed].join('.'),
    isOf(kept) {
      const [keptDigest, keptKeyId, keptKeyed] = kept?.split('.') ?? [];
      return keptDigest === digest && (keptKeyId !== keyId || keptKeyed === keyed);
    },
  };
}
