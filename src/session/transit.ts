import {
  type AnyActorRef,
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
import type { PortCall } from './stepper.actions.js';
import { stepped, type Transit } from './stepper.js';

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

/** XState's own `transition` of one machine, and the actor it shows to the functions of the machine. */
interface Interpreter {
  readonly self: AnyActorRef;
  readonly transition: (before: AnyMachineSnapshot, event: AnyEventObject) => Transit;
}

const interpreters = new WeakMap<AnyStateMachine, Interpreter>();

/**
 * XState's own `transition`, by the tables of the stepper wherever they tell, else by XState itself. Pure as that one is:
 * nothing it gives is carried out, and nothing of what it was given is kept. This file and those of the stepper are the
 * ones that know XState from inside.
 */
export function transit(machine: AnyStateMachine, before: AnyMachineSnapshot, event: AnyEventObject): Transit {
  const { self, transition } = interpreterOf(machine, before.value);
  return tried(before, event, self) ?? transition(before, event);
}

/** XState goes again what a function of the machine throws in, and words it. */
function tried(before: AnyMachineSnapshot, event: AnyEventObject, self: AnyActorRef): Transit | null {
  try {
    return stepped(before, event, self);
  } catch {
    return null;
  }
}

function interpreterOf(machine: AnyStateMachine, value: StateValue): Interpreter {
  const known = interpreters.get(machine);
  if (known !== undefined) return known;
  const made = newInterpreter(machine, value);
  interpreters.set(machine, made);
  return made;
}

/** Its actor is made once, of a state and nothing that is known of a registration; XState makes one for each event. */
function newInterpreter(machine: AnyStateMachine, value: StateValue): Interpreter {
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
  const transition: Interpreter['transition'] = (before, event) => {
    try {
      const after = machine.transition(before, event, scope as never) as AnyMachineSnapshot;
      return transitOf(after, effects);
    } finally {
      effects = [];
      // Actors with a name in their system would be in the way of the next ones of that name.
      if (Object.keys(self.system.getAll()).length > 0) interpreters.delete(machine);
    }
  };
  return { self, transition };
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
