import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type MachineContext,
  type StateValue,
} from 'xstate';
import { type StateConfig, statesAt } from '../chart.config.js';
import { isEqual } from '../equal.js';
import { pathOf } from '../snapshot.js';

/** What an event makes of a snapshot, and the actions it asks for. */
export interface Transit {
  readonly after: AnyMachineSnapshot;
  readonly actions: readonly { readonly type: string; readonly params?: unknown }[];
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
  let actions: Transit['actions'][number][] = [];
  const scope = {
    self,
    id: '',
    sessionId: '',
    system: self.system,
    defer() {},
    logger() {},
    stopChild() {},
    emit() {},
    actionExecutor: (action: Transit['actions'][number]) => void actions.push(action),
  };
  return (before, event) => {
    try {
      const after = machine.transition(before, event, scope as never) as AnyMachineSnapshot;
      return { after, actions };
    } finally {
      actions = [];
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
