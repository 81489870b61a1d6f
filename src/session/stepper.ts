import type { AnyActorRef, AnyEventObject, AnyMachineSnapshot, MachineContext, StateValue } from 'xstate';
import type { Announcement } from '../announcements.js';
import type { PortCall, Walk } from './stepper.actions.js';
import { type Chain, candidatesAt } from './stepper.table.js';

/** What an event makes of a snapshot, and what it asks for. */
export interface Transit {
  readonly after: AnyMachineSnapshot;
  readonly calls: readonly PortCall[];
  readonly announcements: readonly Announcement[];
  /** Whether it asks for nothing at all, nor for an action of a host's own. */
  readonly isQuiet: boolean;
}

/** More than a machine takes at one event; XState finds out whether there is an end to it. */
const mostMicrosteps = 10;

/**
 * What XState's own transition makes of an event, by tables that are derived from the machine once. Its guards, assigners,
 * emitted events and inputs are called as there; no actor, set or snapshot is made between them. No call is begun, so the
 * snapshot has no children. Null where it is left to XState. Throws whatever a function of the machine throws.
 */
export function stepped(before: AnyMachineSnapshot, event: AnyEventObject, self: AnyActorRef): Transit | null {
  const { context, status, children } = before;
  if (status !== 'active' || !isEmpty(children)) return null;
  let isSpawning = false;
  const spawn = () => {
    isSpawning = true;
    throw new TypeError('Only XState can spawn an actor.');
  };
  const walk: Walk = { context, event, self, spawn, calls: [], announcements: [], isStopping: false };
  const chain = walked(walk, before._nodes);
  if (chain === null || isSpawning) return null;
  const { calls, announcements, isStopping } = walk;
  const isQuiet = calls.length === 0 && announcements.length === 0 && !isStopping;
  return { after: arrived(before, chain, walk.context), calls, announcements, isQuiet };
}

function isEmpty(holder: object): boolean {
  for (const _key in holder) return false;
  return true;
}

/** The states in which it ends, when all that is raised on the way is heard; null where it is left to XState. */
function walked(walk: Walk, from: Chain, microsteps = 1): Chain | null {
  const { context, event } = walk;
  const taken = candidatesAt(from, event.type).find(({ guard }) => guard({ context, event }, undefined));
  // A call that fails, with nothing written for it, ends a machine.
  if (taken === undefined) return event.type.startsWith('xstate.error.') ? null : from;
  const { way } = taken;
  if (way === null || microsteps > mostMicrosteps) return null;
  for (const action of way.actions) action(walk);
  if (way.raised === null) return way.chain;
  walk.event = { type: way.raised, output: undefined };
  return walked(walk, way.chain, microsteps + 1);
}

function arrived(before: AnyMachineSnapshot, chain: Chain, context: MachineContext): AnyMachineSnapshot {
  if (context === before.context && chain.at(-1) === before._nodes.at(-1)) return before;
  const tags = new Set(chain.flatMap((node) => node.tags));
  return { ...before, context, _nodes: [...chain], value: valueAt(chain), tags, children: {} };
}

function valueAt(chain: Chain): StateValue {
  const [leaf, ...outer] = chain.slice(1).reverse();
  return leaf === undefined ? {} : outer.reduce<StateValue>((inner, { key }) => ({ [key]: inner }), leaf.key);
}
