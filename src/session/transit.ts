import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type MachineContext,
  type StateValue,
} from 'xstate';
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

const states = new WeakMap<AnyStateMachine, Map<string, AnyMachineSnapshot>>();

/** XState's own `resolveState`, with each state of a machine resolved once: a machine has few, and a context says nothing to it. */
export function resolved(machine: AnyStateMachine, value: StateValue, context: MachineContext): AnyMachineSnapshot {
  const known = states.get(machine) ?? new Map<string, AnyMachineSnapshot>();
  states.set(machine, known);
  const path = pathOf(value);
  const found = known.get(path);
  if (found !== undefined && isEqual(found.value, value))
    return { ...found, value, context, children: {}, historyValue: {}, tags: new Set(found.tags) };
  const snapshot = machine.resolveState({ value, context });
  known.set(path, machine.resolveState({ value, context: {} }));
  return snapshot;
}
