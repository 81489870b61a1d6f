import type { AnyMachineSnapshot, AnyStateMachine, SnapshotFrom } from 'xstate';
import type { Announcement } from '../announcements.js';
import { businessSchema } from '../application.js';
import { companyNumberKey } from '../company.js';
import { nextDeadline } from '../registration/requirements.js';
import { pathOf } from '../snapshot.js';
import type { Commit, IndexRow } from '../storage/port.js';
import { type Envelope, snapshotOf, textOf } from './envelope.js';
import type { SealedLine } from './journal.js';

/** What an act made, as it is about to be saved. */
export interface Made<S = AnyMachineSnapshot> {
  readonly envelope: Envelope;
  /** The exact text that is saved. */
  readonly text: string;
  readonly snapshot: S;
}

/** An envelope at rest with its text and its snapshot, each of which costs too much to be made twice. */
export function madeOf<M extends AnyStateMachine>(machine: M, envelope: Envelope): Made<SnapshotFrom<M>> {
  return { envelope, text: textOf(envelope), snapshot: snapshotOf(machine, envelope) };
}

/** The one atomic write of an act: envelope, journal line, messages and index row. */
export function commitOf(
  key: string,
  { envelope, text, snapshot }: Made,
  commandId: string,
  announcements: readonly Announcement[],
  { text: line }: SealedLine,
): Commit {
  const { at, revision } = envelope;
  return {
    key,
    expectedRevision: revision - 1,
    commandId,
    at,
    text,
    entries: [{ sequence: revision, at, text: line }],
    messages: announcements.map(({ type, ...payload }) => ({ type, text: JSON.stringify(payload) })),
    index: indexRow(snapshot),
  };
}

/**
 * Asks the storage whether a command was carried out before: a commit that follows no revision is never written,
 * so the answer is `duplicate` with the revision the command made, or `conflict` with the revision in place.
 */
export function questionOf(key: string, commandId: string, at: string): Commit {
  const index = { state: '', company: null, deadline: null };
  return { key, expectedRevision: -1, commandId, at, text: '', entries: [], messages: [], index };
}

function indexRow(snapshot: AnyMachineSnapshot): IndexRow {
  return {
    state: pathOf(snapshot.value),
    company: companyOf(snapshot.context),
    deadline: nextDeadline(snapshot)?.at ?? null,
  };
}

/** By business information: most acts leave it the same object, and to check it costs as much as to write the whole text. */
const companies = new WeakMap<object, string | null>();

function companyOf({ application }: { readonly application?: { readonly business?: unknown } }): string | null {
  const said = application?.business;
  if (typeof said !== 'object' || said === null) return null;
  const known = companies.get(said);
  if (known !== undefined) return known;
  const business = businessSchema.safeParse(said);
  const company = business.success ? companyNumberKey(business.data) : null;
  companies.set(said, company);
  return company;
}
