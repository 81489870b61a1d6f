import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  initialTransition,
  type MachineContext,
  type StateValue,
} from 'xstate';
import type { Announcement } from '../announcements.js';
import { type StateConfig, statesAt } from '../chart.config.js';
import { isEqual } from '../equal.js';
import { pathOf } from '../snapshot.js';

/** A call of a port that a transition asks for. Its input may hold a secret. */
export interface PortCall {
  readonly id: string;
  readonly port: string;
  readonly input: unknown;
}

/** What an event makes of a snapshot, and what it asks for. */
export interface Transit {
  readonly after: AnyMachineSnapshot;
  readonly calls: readonly PortCall[];
  readonly announcements: readonly Announcement[];
  /** Whether it asks for nothing at all, nor for an action of a host's own. */
  readonly isQuiet: boolean;
}

/** What XState asks of whoever carries a transition out. */
type Effect =
  | {
      readonly type: 'xstate.spawnChild';
      readonly params: { readonly id: string; readonly src: string; readonly input: unknown };
    }
  | { readonly type: 'xstate.emit'; readonly params: { readonly event: Announcement } }
  | { readonly type: '' };

function transitOf(after: AnyMachineSnapshot, effects: readonly Effect[]): Transit {
  const calls: PortCall[] = [];
  const announcements: Announcement[] = [];
  for (const effect of effects) {
    if (effect.type === 'xstate.emit') announcements.push(effect.params.event);
    if (effect.type !== 'xstate.spawnChild') continue;
    const { id, src: port, input } = effect.params;
    calls.push({ id, port, input });
  }
  return { after, calls, announcements, isQuiet: effects.length === 0 };
}

/** The event by which a machine learns what a call of a port came to. */
export function answeredEvent(id: string, output: unknown): AnyEventObject {
  return { type: `xstate.done.actor.${id}`, actorId: id, output };
}

/** The event by which a machine learns that a call of a port failed. */
export function failedEvent(id: string, error: unknown = null): AnyEventObject {
  return { type: `xstate.error.actor.${id}`, actorId: id, error };
}

/** What a machine begins with. The snapshot has the status `error` where the machine's own code failed. */
export function beginning(machine: AnyStateMachine, input: unknown): Transit {
  const [after, effects] = initialTransition(machine, input);
  return transitOf(after, effects as unknown as readonly Effect[]);
}

type Transition = (before: AnyMachineSnapshot, event: AnyEventObject) => Transit;

const transitions = new WeakMap<AnyStateMachine, Transition>();

/**
 * XState's own `transition`, which makes an actor for each event, with that actor made once for each machine, of a state
 * and nothing that is known of a registration. Pure as that one is: nothing it gives is carried out, and nothing of what
 * it was given is kept. This file is the one place that knows XState from inside.
 */
export function transit(machine: AnyStateMachine, before: AnyMachineSnapshot, event: AnyEventObject): Transit {
  const known = transitions.get(machine);
  if (known !== undefined) return known(before, event);
  const made = transitionOf(machine, before.value);
  transitions.set(machine, made);
  return made(before, event);
}

function transitionOf(machine: AnyStateMachine, value: StateValue): Transition {
  const self = createActor(machine, { snapshot: machine.resolveState({ value, context: {} }) });
  let effects: Effect[] = [];
  const scope = {
    self,
    id: '',
    sessionId: '',
    system: self.system,
    defer() {},
    logger() {},
    stopChild() {},
    emit() {},
    actionExecutor: (effect: Effect) => void effects.push(effect),
  };
  return (before, event) => {
    try {
      const after = machine.transition(before, event, scope as never) as AnyMachineSnapshot;
      return transitOf(after, effects);
    } finally {
      effects = [];
    }
  };
}

/** A state of a machine, resolved once. It remembers nothing of a registration, and nothing of it may be written. */
export interface Standing {
  readonly snapshot: AnyMachineSnapshot;
  readonly isBusy: boolean;
  /** Whether a registration is never found in it: it goes on at once, or is in two places. */
  readonly isInPassing: boolean;
}

const standings = new WeakMap<AnyStateMachine, Map<string, Standing>>();

/** What is known of a state: a machine has few, and a context says nothing to it. Throws for a state there is not. */
export function standing(machine: AnyStateMachine, value: StateValue): Standing {
  const known = standings.get(machine) ?? new Map<string, Standing>();
  standings.set(machine, known);
  const path = pathOf(value);
  const found = known.get(path);
  if (found !== undefined && isEqual(found.snapshot.value, value)) return found;
  const snapshot = machine.resolveState({ value, context: {} });
  if (!isEqual(snapshot.value, value)) throw new TypeError(`The machine has no state ${path}.`);
  const made = {
    snapshot,
    isBusy: snapshot.hasTag('busy'),
    isInPassing: isInPassing(statesAt<StateConfig>(machine.config, value)),
  };
  known.set(path, made);
  return made;
}

function isInPassing(states: readonly StateConfig[]): boolean {
  const leaves = states.filter(({ states: inner = {} }) => Object.keys(inner).length === 0);
  return (
    leaves.length !== 1 ||
    (states.length > 2 && leaves.some(({ type }) => type === 'final')) ||
    states.some(({ always }) => always !== undefined)
  );
}

/** XState's own `resolveState`, from what is known of the state. Nothing that can be written is shared. */
export function resolved(machine: AnyStateMachine, value: StateValue, context: MachineContext): AnyMachineSnapshot {
  const { snapshot } = standing(machine, value);
  return { ...snapshot, value, context, children: {}, historyValue: {}, tags: new Set(snapshot.tags) };
}
