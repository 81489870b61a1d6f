import { isDeepStrictEqual } from 'node:util';
import {
  type AnyActorRef,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type ExecutableActionObject,
  isMachineSnapshot,
  transition,
} from 'xstate';
import type { Transit } from '../../src/session/stepper.js';
import { resolved, transit } from '../../src/session/transit.js';

/** What can be seen of a transition, or the error it ends in. */
type Seen = Readonly<Record<string, unknown>>;

/**
 * In what the transition of a session differs from XState's own, part by part; nothing where both do the same. Both begin
 * at the state and the context of the snapshot, and with nothing that is under way.
 */
export function differencesFromXState(
  machine: AnyStateMachine,
  { value, context }: Pick<AnyMachineSnapshot, 'value' | 'context'>,
  event: AnyEventObject,
): string[] {
  const ours = seen(() => transit(machine, resolved(machine, value, context), event), event);
  const theirs = seen(() => transitByXState(machine, machine.resolveState({ value, context }), event), event);
  const parts = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return parts.filter((part) => !isDeepStrictEqual(ours[part], theirs[part]));
}

/** What XState itself makes of an event, and asks for. */
export function transitByXState(machine: AnyStateMachine, before: AnyMachineSnapshot, event: AnyEventObject): Transit {
  const [after, effects]: [AnyMachineSnapshot, ExecutableActionObject[]] = transition(machine, before, event);
  const asked = (type: string) => effects.filter((effect) => effect.type === type).map(({ params }) => Object(params));
  return {
    after,
    calls: asked('xstate.spawnChild').map(({ id, src, input }) => ({ id, port: src, input })),
    announcements: asked('xstate.emit').map(({ event: emitted }) => emitted),
    isQuiet: effects.length === 0,
  };
}

function seen(made: () => Transit, event: AnyEventObject): Seen {
  try {
    const { after, ...asked } = made();
    return { ...asked, ...seenOf(after, event) };
  } catch (error) {
    return { error: String(error) };
  }
}

function seenOf(after: AnyMachineSnapshot, event: AnyEventObject): Seen {
  const { machine, status, output, error, value, context, tags, historyValue, _nodes: nodes } = after;
  const states = nodes.map(({ id }) => id);
  const past = Object.entries(historyValue).map(([id, [...kept]]) => [id, kept.map((node) => node.id)]);
  const told = {
    can: answered(() => after.can(event)),
    hasTag: [...tags, 'no such tag'].map((tag) => after.hasTag(tag)),
    matches: [after.matches(value), after.matches('no such state')],
    meta: after.getMeta(),
    isSnapshot: isMachineSnapshot(after),
  };
  return {
    machine,
    status,
    output,
    error,
    value,
    context: withoutActors(context),
    tags: [...tags],
    states,
    past,
    ...told,
  };
}

function answered(ask: () => boolean): boolean | string {
  try {
    return ask();
  } catch (error) {
    return String(error);
  }
}

/** The same with the id of each actor in its place, for each transition makes its own. */
function withoutActors(context: object): object {
  const entries = Object.entries(context).map(([key, held]) => [key, isActor(held) ? { actor: held.id } : held]);
  return Object.fromEntries(entries);
}

function isActor(held: unknown): held is AnyActorRef {
  return typeof held === 'object' && held !== null && 'sessionId' in held;
}
