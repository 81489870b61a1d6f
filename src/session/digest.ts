import { secretKeys } from '../fields.js';
import { sha256 } from '../storage/sha256.js';

const secret: ReadonlySet<string> = new Set(secretKeys);

/** A value without its secrets, at any depth. A secret is text; the settings of the policy that bear its name are none. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, inner]) => typeof inner === 'object' || !secret.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutSecrets(inner)]));
}

/** Whether a value has a secret in it, at any depth. */
export function hasSecrets(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasSecrets);
  return Object.entries(value).some(([key, inner]) =>
    typeof inner === 'object' ? hasSecrets(inner) : secret.has(key) && inner !== undefined,
  );
}

/** A short text that is the same for the same value; secrets and the order of keys do not count. */
export async function digestOf(value: unknown): Promise<string> {
  return sha256(plainText(withoutSecrets(value)));
}

/** One text of a value, whatever the order of its keys. */
export function plainText(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
