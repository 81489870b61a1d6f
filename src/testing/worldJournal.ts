import type { Actor } from '../events.js';
import type { WorldEdge } from './exploreWorld.js';

/** One line of a journal, as a session would write it. */
export interface WorldLine {
  readonly registration: string;
  /** The type of the act. */
  readonly event: string;
  readonly by: Actor;
  readonly from: string;
  readonly to: string;
  readonly calls: readonly { readonly port: string; readonly result: 'answered' | 'failed' }[];
  /** What was told the world in the same commit. */
  readonly announces: readonly string[];
}

/** An act that is not saved yet. */
type Open = Pick<WorldLine, 'event' | 'by' | 'from' | 'calls' | 'announces'>;

/** What is in the journals after a route, in the order in which it was saved: an act is saved when it is at rest. */
export function journalOf(route: readonly WorldEdge[]): WorldLine[] {
  const open = new Map<string, Open>();
  const lines: WorldLine[] = [];
  for (const edge of route) {
    const { registration, after } = edge;
    if (registration === null || after === null) continue;
    const act = continued(open.get(registration) ?? null, edge);
    open.delete(registration);
    if (act === null) continue;
    if (after.call !== null) open.set(registration, act);
    else lines.push({ registration, ...act, to: after.place });
  }
  return lines;
}

/** An act after one more step; null where a server stopped and nothing is left of it. */
function continued(act: Open | null, { kind, event, registration, port, from, announces }: WorldEdge): Open | null {
  if (kind === 'said' && event !== null && registration !== null) {
    const place = from.registrations[registration]?.place ?? '';
    return { event: event.type, by: event['by'], from: place, calls: [], announces };
  }
  if (act === null || kind === 'stopped') return null;
  if (port === null || (kind !== 'answered' && kind !== 'failed')) return act;
  return { ...act, calls: [...act.calls, { port, result: kind }], announces: [...act.announces, ...announces] };
}
