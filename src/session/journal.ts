import type { AnyStateMachine, SnapshotFrom } from 'xstate';
import * as z from 'zod/mini';
import { machineArgument } from '../arguments.chart.js';
import { assertArguments, type Given, numeric } from '../arguments.js';
import { Failure, sessionNotFound, storageCorrupt } from '../errors.js';
import { type Act, roles } from '../events.js';
import { issueSchema, parse } from '../issue.js';
import { assertKey } from '../storage/key.js';
import { type StorageAdapter, type StoredRecord, storageSchema } from '../storage/port.js';
import { sha256 } from '../storage/sha256.js';
import type { Made } from './commit.js';
import { withoutSecrets } from './digest.js';
import { decode, type Envelope, encode, envelopeFormat, readEnvelope, readJson, snapshotOf } from './envelope.js';
import { difference, patched, patchSchema } from './patches.js';

const lineSchema = z.strictObject({
  event: z.looseObject({ type: z.string() }),
  by: z.nullable(z.strictObject({ role: z.enum(roles), id: z.string() })),
  from: z.nullable(z.string()),
  to: z.string(),
  calls: z.array(z.strictObject({ port: z.string(), result: z.enum(['answered', 'failed']) })),
  /** What the outside world held against the act. */
  issues: z.readonly(z.array(issueSchema)),
  /** What the command said, if the act came with a command id: see `Fingerprint`. */
  fingerprint: z.nullable(z.string()),
  /** What the act changed, from `{ machine, version, value, context }` as it was saved before, migrations included. */
  patches: z.array(patchSchema),
  /** SHA-256 of the exact text of the envelope the act made. */
  envelope: z.string(),
  /** The seal of the line before; null in the first. */
  previous: z.nullable(z.string()),
  /** SHA-256 of the registration's key, the columns beside this line, and its text up to here. */
  seal: z.string(),
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

/** What is said of an act before it is sealed. */
export type Said = Omit<JournalLine, 'patches' | 'envelope' | 'previous' | 'seal'>;

/** The part of an envelope that the journal can be folded to. */
type Kept = Pick<Envelope, 'machine' | 'version' | 'value' | 'context'>;

const keptOf = ({ machine, version, value, context }: Kept): Kept => ({ machine, version, value, context });

/** Where a line stands: nothing of it is in the text, all of it is under the seal. */
interface Place extends Pick<HistoryEntry, 'sequence' | 'revision' | 'at' | 'commandId'> {
  readonly key: string;
}

/** The text of a journal line with the seal at its end. */
export interface SealedLine {
  readonly text: string;
  readonly seal: string;
}

/** An act's line, bound to where it stands, to the line before and to the envelope it made. */
export async function sealed(
  place: Pick<Place, 'key' | 'commandId'>,
  before: Envelope | null,
  { envelope: after, text }: Pick<Made, 'envelope' | 'text'>,
  previous: string | null,
  said: Said,
): Promise<SealedLine> {
  const { at, revision } = after;
  const line = {
    ...said,
    patches: difference(before === null ? null : keptOf(before), keptOf(after)),
    envelope: await sha256(text),
    previous,
  };
  const unsealed = JSON.stringify(line).slice(0, -1);
  const seal = await sealAt({ ...place, at, revision, sequence: revision }, unsealed);
  return { text: unsealed + endOf(seal), seal };
}

/** What closes the text of a line. */
function endOf(seal: string): string {
  return `,"seal":"${seal}"}`;
}

function sealAt({ key, sequence, revision, at, commandId }: Place, text: string): Promise<string> {
  return sha256(JSON.stringify([key, sequence, revision, at, commandId, text]));
}

/** Whether a line is, byte for byte, the one that was sealed for this place. */
async function isIntact(place: Place, text: string, { seal }: JournalLine): Promise<boolean> {
  const end = endOf(seal);
  return text.endsWith(end) && (await sealAt(place, text.slice(0, -end.length))) === seal;
}

/** The seal of the line a revision left; null where there is none that can be read. */
export async function headOf(storage: StorageAdapter, key: string, revision: number): Promise<string | null> {
  for await (const { sequence, text } of storage.journal(key, revision - 1))
    if (sequence === revision) return lineIn(text)?.seal ?? null;
  return null;
}

/** An event as the journal keeps it: without its secrets, and without what the journal says elsewhere. */
export function eventLine(event: Act): JournalLine['event'] {
  const { at: _at, by: _by, ...said } = event;
  return withoutSecrets(said) as JournalLine['event'];
}

/**
 * The history of a registration, oldest first. Throws `argument.invalid`, and `storage.corrupt` at a line that cannot be
 * read.
 */
export async function* history(storage: StorageAdapter, key: string, after = 0): AsyncIterable<HistoryEntry> {
  assertJournal(storage, key, { after: [numeric, after] });
  for await (const { sequence, revision, at, commandId, text } of storage.journal(key, after)) {
    yield { ...decodeLine(text, sequence), sequence, revision, at, commandId };
  }
}

function assertJournal(storage: StorageAdapter, key: string, besides: Given = {}): void {
  assertArguments({ storage: [storageSchema, storage], ...besides });
  assertKey(key);
}

/** The line one revision left. Throws `storage.corrupt` if it is not there. */
export async function lineOf(storage: StorageAdapter, key: string, revision: number): Promise<HistoryEntry> {
  for await (const line of history(storage, key, revision - 1)) if (line.revision === revision) return line;
  throw new Failure(storageCorrupt, { details: { sequence: revision } });
}

function decodeLine(text: string, sequence: number): JournalLine {
  try {
    const parsed = parse(lineSchema, readJson(text));
    if (parsed.ok) return parsed.value;
  } catch (cause) {
    throw new Failure(storageCorrupt, { cause, details: { sequence } });
  }
  throw new Failure(storageCorrupt, { details: { sequence } });
}

/** Why a journal does not explain what is saved. */
type Problem =
  /** A line is missing, or one too many is there. */
  | 'gap'
  | 'unreadable'
  /** The line was altered, is not of this place, or does not follow the one before. */
  | 'chain'
  /** Its changes lead nowhere, or to something else than is saved. */
  | 'fold'
  /** The record is not the one the last line made. */
  | 'record';

/** Whether a journal explains what is saved; if not, the first line that does not fit and why. 0 stands for the record. */
export type Verdict =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly sequence: number; readonly problem: Problem };

/**
 * Follows the journal of a registration from its first line: no gap, every seal fits, and folding it gives what is saved.
 * Any altered byte is found, unless whoever altered it made all later seals anew. Throws `argument.invalid`,
 * `session.notFound` and `storage.*`.
 */
export async function verifyJournal(storage: StorageAdapter, key: string): Promise<Verdict> {
  assertJournal(storage, key);
  const record = await recordOf(storage, key);
  let kept: unknown = null;
  let last: JournalLine | null = null;
  let entries = 0;
  let beyond = 0;
  for await (const { text, ...columns } of storage.journal(key)) {
    const sequence = entries + 1;
    if (columns.sequence > record.revision) {
      beyond = columns.sequence;
      break;
    }
    if (columns.sequence !== sequence) return fails('gap', sequence);
    const line = lineIn(text);
    if (line === null) return fails('unreadable', sequence);
    const follows: boolean = columns.revision === sequence && line.previous === (last?.seal ?? null);
    if (!follows || !(await isIntact({ ...columns, key }, text, line))) return fails('chain', sequence);
    kept = fold(kept, line);
    if (kept === null) return fails('fold', sequence);
    last = line;
    entries = sequence;
  }
  // A line beyond the record is sound if it was written since the record was read.
  const now = await recordOf(storage, key);
  if (last === null || entries !== record.revision || now.revision < beyond) return fails('gap', entries + 1);
  const saved = savedIn(record.text);
  const isSealed = !loneSurrogate.test(record.text) && (await sha256(record.text)) === last.envelope;
  if (saved === null || !isSealed || record.key !== key || saved.revision !== entries || saved.at !== record.at)
    return fails('record', 0);
  return difference(kept, keptOf(saved)).length === 0 ? { ok: true, entries } : fails('fold', entries);
}

/** In UTF-8, and so in a seal, it is the same as the character that stands for what cannot be read. */
const loneSurrogate = /\p{Surrogate}/u;

function fails(problem: Problem, sequence: number): Verdict {
  return { ok: false, sequence, problem };
}

async function recordOf(storage: StorageAdapter, key: string): Promise<StoredRecord> {
  const record = await storage.read(key);
  if (record === null) throw new Failure(sessionNotFound, { details: { key } });
  return record;
}

/**
 * A registration as it was after a line of its journal; what an earlier version saved is migrated. It looks at no seal.
 * Throws `argument.invalid`, `session.notFound` where there is no such line, `storage.corrupt` where the journal cannot be folded, and
 * `envelope.*` where what was saved then cannot be read by this machine.
 */
export async function snapshotAt<M extends AnyStateMachine>(
  machine: M,
  storage: StorageAdapter,
  key: string,
  sequence: number,
): Promise<SnapshotFrom<M>> {
  assertJournal(storage, key, { machine: [machineArgument, machine], sequence: [numeric, sequence] });
  let kept: Kept | null = null;
  for await (const entry of storage.journal(key)) {
    if (entry.sequence > sequence) break;
    kept = fold(kept, decodeLine(entry.text, entry.sequence));
    if (kept === null) throw new Failure(storageCorrupt, { details: { sequence: entry.sequence } });
    if (entry.sequence !== sequence) continue;
    const { at, revision } = entry;
    const text = encode({ ...keptOf(kept), format: envelopeFormat, revision, at, commands: [], pending: [] });
    return snapshotOf(machine, decode(machine, text));
  }
  throw new Failure(sessionNotFound, { details: { key, sequence } });
}

/** What stands after a line, or null where its patches lead nowhere. */
function fold(kept: unknown, { patches }: JournalLine): Kept | null {
  try {
    const folded = patched(kept, patches);
    return typeof folded === 'object' ? (folded as Kept | null) : null;
  } catch {
    return null;
  }
}

function lineIn(text: string): JournalLine | null {
  try {
    return decodeLine(text, 0);
  } catch {
    return null;
  }
}

function savedIn(text: string): Envelope | null {
  try {
    return readEnvelope(text);
  } catch {
    return null;
  }
}
