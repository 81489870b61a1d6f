import * as z from 'zod';
import { RegistrationError } from '../errors.js';
import type { Act } from '../events.js';
import { secretKeys } from '../fields.js';
import { parse } from '../issue.js';
import type { StorageAdapter } from '../storage/port.js';

const lineSchema = z.strictObject({
  event: z.looseObject({ type: z.string() }),
  by: z.strictObject({ role: z.string(), id: z.string() }).nullable(),
  from: z.string().nullable(),
  to: z.string(),
  calls: z.array(z.strictObject({ port: z.string(), result: z.enum(['answered', 'failed']) })),
  fingerprint: z.string().nullable(),
});

/** What one line of the history says. */
export type JournalLine = z.infer<typeof lineSchema>;

/** One line of a registration's history. */
export interface HistoryEntry extends JournalLine {
  readonly sequence: number;
  readonly revision: number;
  readonly at: string;
  readonly commandId: string;
}

/** The text of a journal line. */
export function encodeLine(line: JournalLine): string {
  return JSON.stringify(line);
}

/** An event without its secrets and without what the journal says elsewhere. */
export function withoutSecrets(event: object): JournalLine['event'] {
  const { at: _at, by: _by, ...said } = event as { readonly at?: unknown; readonly by?: unknown };
  return strip(said) as JournalLine['event'];
}

const secret: ReadonlySet<string> = new Set(secretKeys);

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !secret.has(key))
      .map(([key, inner]) => [key, strip(inner)]),
  );
}

/** The history of a registration, oldest first. Throws `storage.corrupt` at a line that cannot be read. */
export async function* history(storage: StorageAdapter, key: string, after = 0): AsyncIterable<HistoryEntry> {
  for await (const { sequence, revision, at, commandId, text } of storage.journal(key, after)) {
    yield { ...decodeLine(text, sequence), sequence, revision, at, commandId };
  }
}

function decodeLine(text: string, sequence: number): JournalLine {
  try {
    const parsed = parse(lineSchema, JSON.parse(text));
    if (parsed.ok) return parsed.value;
  } catch (cause) {
    throw new RegistrationError('storage.corrupt', { cause, details: { sequence } });
  }
  throw new RegistrationError('storage.corrupt', { details: { sequence } });
}

/** What a command said, as a short text: the same for the same event by the same actor, whenever it is said. Secrets do not count. */
export async function fingerprintOf(event: Act): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(sorted({ ...withoutSecrets(event), by: event.by })));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
