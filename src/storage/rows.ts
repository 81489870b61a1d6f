import type { Commit, JournalEntry, Message, Page, Query, Summary } from './port.js';

/** The journal entries a commit leaves once it is the given revision. */
export function journalOf(commit: Pick<Commit, 'commandId' | 'entries'>, revision: number): JournalEntry[] {
  const { commandId } = commit;
  return commit.entries.map(({ sequence, at, text }) => ({ sequence, revision, at, commandId, text }));
}

/** The messages a commit leaves once it is the given revision. */
export function messagesOf(commit: Pick<Commit, 'key' | 'at' | 'messages'>, revision: number): Message[] {
  const { key, at } = commit;
  return commit.messages.map(({ type, text }, position) => {
    return { id: `${key}:${revision}:${position}`, key, revision, at, type, text };
  });
}

/** Where a message stands, read off its id; null if it cannot be one of ours. */
export function placeOf(id: string): { key: string; revision: number; position: number } | null {
  const [, key, revision, position] = /^(.+):([1-9]\d{0,14}):(\d{1,15})$/s.exec(id) ?? [];
  return key === undefined ? null : { key, revision: Number(revision), position: Number(position) };
}

/** Whether a row meets every condition of a query; where the page begins is not looked at. */
export function isWanted(row: Summary, { state, company, deadlineBy }: Query): boolean {
  return (
    (state === undefined || row.state === state || row.state.startsWith(`${state}.`)) &&
    (company === undefined || row.company === company) &&
    (deadlineBy === undefined || (row.deadline !== null && isReached(deadlineBy, row.deadline)))
  );
}

/** How many rows a page may hold: what was asked for in whole numbers, kept within 1 to 1,000. */
export function pageSize({ limit }: Query): number {
  return Math.max(1, Math.min(claimSize({ limit }), 1000));
}

/** How many messages are leased at most, a whole number. */
export function claimSize({ limit }: { readonly limit: number }): number {
  return Math.max(0, Math.floor(Math.min(limit, Number.MAX_SAFE_INTEGER))) || 0;
}

/** Whether a query asks for text that no row holds: NUL, which some media cut off and others refuse. */
export function isHopeless({ state, company, deadlineBy, cursor }: Query): boolean {
  return [state, company, deadlineBy, cursor].some((text) => text?.includes('\u0000'));
}

/** A page made of the rows that follow its cursor, of which one more than fits is enough. */
export function pageOf(rows: readonly Summary[], query: Query): Page<Summary> {
  const size = pageSize(query);
  const shown = rows.slice(0, size);
  return { rows: shown, next: rows.length > size ? (shown.at(-1)?.key ?? null) : null };
}

/** When a lease taken at a time ends. */
export function leaseEnd(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}

/** Whether a time has come; the time itself counts as reached. */
export function isReached(now: string, time: string): boolean {
  return Date.parse(now) >= Date.parse(time);
}
