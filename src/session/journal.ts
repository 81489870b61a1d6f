import * as z from 'zod';
import { RegistrationError } from '../errors.js';
import type { Act } from '../events.js';
import { issueSchema, parse } from '../issue.js';
import type { StorageAdapter } from '../storage/port.js';
import { digestOf, withoutSecrets } from './digest.js';

const lineSchema = z.strictObject({
  event: z.looseObject({ type: z.string() }),
  by: z.strictObject({ role: z.string(), id: z.string() }).nullable(),
  from: z.string().nullable(),
  to: z.string(),
  calls: z.array(z.strictObject({ port: z.string(), result: z.enum(['answered', 'failed']) })),
  /** What the outside world held against the act. */
  issues: z.array(issueSchema).readonly(),
  /** What the command said, if the act came with a command id. */
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

/** An event as the journal keeps it: without its secrets, and without what the journal says elsewhere. */
export function eventLine(event: Act): JournalLine['event'] {
  const { at: _at, by: _by, ...said } = event;
  return withoutSecrets(said) as JournalLine['event'];
}

/** The history of a registration, oldest first. Throws `storage.corrupt` at a line that cannot be read. */
export async function* history(storage: StorageAdapter, key: string, after = 0): AsyncIterable<HistoryEntry> {
  for await (const { sequence, revision, at, commandId, text } of storage.journal(key, after)) {
    yield { ...decodeLine(text, sequence), sequence, revision, at, commandId };
  }
}

/** The line one revision left. Throws `storage.corrupt` if it is not there. */
export async function lineOf(storage: StorageAdapter, key: string, revision: number): Promise<HistoryEntry> {
  for await (const line of history(storage, key, revision - 1)) if (line.revision === revision) return line;
  throw new RegistrationError('storage.corrupt', { details: { sequence: revision } });
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

/** What a command said, as a short text: the same for the same event by the same actor, whenever it is said. */
export function fingerprintOf(event: Act): Promise<string> {
  return digestOf({ ...event, at: null });
}
