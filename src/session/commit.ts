import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Announcement } from '../announcements.js';
import { businessSchema, companyKey } from '../application.js';
import { nextDeadline } from '../registration/requirements.js';
import { pathOf } from '../snapshot.js';
import type { Commit, IndexRow } from '../storage/port.js';
import { type Envelope, encode, snapshotOf } from './envelope.js';
import { encodeLine, type JournalLine } from './journal.js';

/** The one atomic write of an act: envelope, journal line, messages and index row. */
export function commitOf(
  machine: AnyStateMachine,
  key: string,
  saved: Envelope,
  commandId: string,
  announcements: readonly Announcement[],
  line: JournalLine,
): Commit {
  const { at, revision } = saved;
  return {
    key,
    expectedRevision: revision - 1,
    commandId,
    at,
    text: encode(saved),
    entries: [{ sequence: revision, at, text: encodeLine(line) }],
    messages: announcements.map(({ type, ...payload }) => ({ type, text: JSON.stringify(payload) })),
    index: indexRow(snapshotOf(machine, saved)),
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

function companyOf({ application }: { readonly application?: { readonly business?: unknown } }): string | null {
  const business = businessSchema.safeParse(application?.business);
  return business.success ? companyKey(business.data) : null;
}
