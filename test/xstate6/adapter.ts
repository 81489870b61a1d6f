import type { AnyEventObject, AnyStateMachine } from 'xstate';
import {
  branchesOf,
  type InvokeConfig,
  type Reference,
  type StateConfig,
  type TransitionsConfig,
} from '../../src/chart.config.js';
import type { Machine6, XState6 } from './engine.js';

/** What a function of a chart is given, in 5 as in 6. */
interface Told {
  readonly context: object;
  readonly event: AnyEventObject;
}

/** What a transition of 6 asks for beside its target and its context. */
interface Enqueue {
  emit(event: unknown): void;
}

/** A transition of 6: whereto and with which context; nothing where it refuses the event. */
type Transition6 = (
  told: Told,
  enqueue: Enqueue,
) => { target?: unknown; reenter?: boolean; context?: object } | undefined;

/** What a state of our charts holds beside what the package itself reads of it. */
interface WholeConfig extends StateConfig {
  readonly entry?: unknown;
  readonly exit?: unknown;
  readonly version?: string;
  readonly schemas?: unknown;
  readonly output?: unknown;
  readonly context?: unknown;
}

/** What stands as it is in 5 and in 6. */
const kept = ['id', 'type', 'initial', 'description', 'tags', 'meta', 'version', 'schemas', 'output'] as const;

/**
 * A machine of ours, of XState 5, as a machine of XState 6 that behaves the same: its transitions become functions that ask
 * its guards and carry out its updates. Throws on whatever no chart of ours uses.
 */
export function machineOf6(machine: AnyStateMachine, xstate6: XState6): Machine6 {
  const { config, implementations } = machine;
  const node = (state: WholeConfig): object => {
    allows(state, [...kept, 'on', 'always', 'onDone', 'invoke', 'states', 'context', 'types']);
    const { on, always, onDone, invoke, states } = state;
    return {
      ...Object.fromEntries(kept.filter((key) => key in state).map((key) => [key, state[key]])),
      ...(on === undefined ? {} : { on: mapped(on, transition) }),
      ...(always === undefined ? {} : { always: transition(always) }),
      ...(onDone === undefined ? {} : { onDone: transition(onDone) }),
      ...(invoke === undefined ? {} : { invoke: [invoke].flat().map(invocation) }),
      ...(states === undefined ? {} : { states: mapped(states, node) }),
    };
  };

  /** The transitions of one event in their order: the first whose guard holds. */
  function transition(written: TransitionsConfig): Transition6 {
    const branches = branchesOf(written).map((branch) => {
      allows(branch, ['target', 'guard', 'actions', 'reenter', 'description']);
      const { target, guard, actions, reenter } = branch;
      return { passes: predicate(guard), updated: update([actions ?? []].flat()), whereto: { target, reenter } };
    });
    return (told, enqueue) => {
      const found = branches.find(({ passes }) => passes(told));
      if (found === undefined) return undefined;
      const context = found.updated(told, enqueue);
      return { ...present(found.whereto), ...(context === told.context ? {} : { context }) };
    };
  }

  function predicate(guard: Reference | undefined): (told: Told) => boolean {
    if (guard === undefined) return () => true;
    const found = implementations.guards[nameOf(guard)];
    if (typeof found !== 'function') throw new TypeError(`There is no guard ${nameOf(guard)}.`);
    return ({ context, event }) => found({ context, event }, undefined);
  }

  /** Actions in their order: each sees the context the one before has left. */
  function update(actions: readonly Reference[]): (told: Told, enqueue: Enqueue) => object {
    const steps = actions.map((action) => stepOf(nameOf(action), implementations.actions[nameOf(action)]));
    return ({ context, event }, enqueue) =>
      steps.reduce((known, step) => step({ context: known, event }, enqueue), context);
  }

  function invocation(written: InvokeConfig): object {
    allows(written, ['id', 'src', 'input', 'onDone', 'onError']);
    const { onDone, onError, ...asked } = written;
    return { ...asked, onDone: transition(onDone ?? []), onError: transition(onError ?? []) };
  }

  const { context } = config as WholeConfig;
  const actors = mapped(implementations.actors, () => xstate6.createAsyncLogic({ run: () => new Promise(() => {}) }));
  return xstate6.createMachine({ ...node(config), context, actors });
}

/** An update or an announcement of ours, which are all the actions there are, as a step from context to context. */
function stepOf(name: string, action: unknown): (told: Told, enqueue: Enqueue) => object {
  const { type, assignment, event }: { type?: string; assignment?: unknown; event?: unknown } = Object(action);
  if (type === 'xstate.assign' && typeof assignment === 'function')
    return (told) => ({ ...told.context, ...assignment(told) });
  if (type === 'xstate.emit' && typeof event === 'function')
    return (told, enqueue) => {
      enqueue.emit(event(told));
      return told.context;
    };
  throw new TypeError(`The action ${name} is neither an update nor an announcement.`);
}

function nameOf(reference: Reference): string {
  if (typeof reference === 'string') return reference;
  throw new TypeError('A chart of ours names its guards and actions.');
}

function allows(written: object, keys: readonly string[]): void {
  const other = Object.keys(written).filter((key) => !keys.includes(key));
  if (other.length > 0) throw new TypeError(`No chart of ours has ${other.join(', ')} there.`);
}

function mapped<T, R>(table: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)]));
}

/** Without what is undefined. */
function present(held: object): object {
  return Object.fromEntries(Object.entries(held).filter(([, value]) => value !== undefined));
}
