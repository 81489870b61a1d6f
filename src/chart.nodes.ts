import type { AnyStateMachine } from 'xstate';
import {
  branchesOf,
  type InvokeConfig,
  type Reference,
  type StateConfig,
  type TransitionsConfig,
} from './chart.config.js';

/** A state of a machine in its place. */
export interface ChartNode {
  /** The id of the machine it is a state of. */
  readonly machine: string;
  /** Its name in the state around it; the machine's id for the machine itself. */
  readonly key: string;
  readonly id: string;
  /** The names on the way to it; empty for the machine itself. */
  readonly path: readonly string[];
  readonly parent: ChartNode | null;
  readonly type: NonNullable<StateConfig['type']>;
  readonly tags: readonly string[];
  readonly states: Readonly<Record<string, ChartNode>>;
  readonly invokes: readonly Invocation[];
  /** The same as it is written. */
  readonly config: StateConfig;
}

/** What runs while a state is active. Its source is the name of a port, or XState's name for what stands there without one. */
export interface Invocation {
  readonly id: string;
  readonly src: string;
  readonly config: InvokeConfig;
}

/** What brings a transition about. */
export type Trigger =
  | { readonly kind: 'event'; readonly descriptor: string }
  /** The states inside have come to their end. */
  | { readonly kind: 'completed' }
  | { readonly kind: 'answered' | 'failed'; readonly invoke: Invocation }
  /** A time has passed: milliseconds, or the name of a delay. */
  | { readonly kind: 'after'; readonly delay: string }
  | { readonly kind: 'always' };

/** A way out of a state, or one that stays in it. */
export interface ChartTransition {
  readonly source: ChartNode;
  readonly trigger: Trigger;
  readonly guard: Reference | undefined;
  /** Where it leads: nowhere, one state, or one in each region. */
  readonly targets: readonly ChartNode[];
  readonly actions: readonly Reference[];
}

const roots = new WeakMap<AnyStateMachine, ChartNode>();

/** The machine itself as a state, with all states below it. */
export function rootOf(machine: AnyStateMachine): ChartNode {
  const known = roots.get(machine);
  if (known !== undefined) return known;
  const root = nodeOf(machine.config, machine.id, machine.id, null);
  roots.set(machine, root);
  return root;
}

function nodeOf(config: StateConfig, machine: string, key: string, parent: ChartNode | null): ChartNode {
  const path = parent === null ? [] : [...parent.path, key];
  const id = config.id ?? [machine, ...path].join('.');
  const states: Record<string, ChartNode> = {};
  const node: ChartNode = {
    machine,
    key,
    id,
    path,
    parent,
    type: config.type ?? kindOf(config),
    tags: several(config.tags),
    states,
    invokes: several(config.invoke).map((written, place) => invocationOf(written, `${place}.${id}`)),
    config,
  };
  for (const [name, inner] of Object.entries(config.states ?? {})) states[name] = nodeOf(inner, machine, name, node);
  return node;
}

function kindOf({ states = {}, history }: StateConfig): ChartNode['type'] {
  if (Object.keys(states).length > 0) return 'compound';
  return history ? 'history' : 'atomic';
}

function invocationOf(config: InvokeConfig, place: string): Invocation {
  const { id = place, src } = config;
  return { id, src: typeof src === 'string' ? src : `xstate.invoke.${place}`, config };
}

function several<T>(written: T | readonly T[] | undefined): readonly T[] {
  if (written === undefined) return [];
  return isList(written) ? written : [written];
}

function isList<T>(written: T | readonly T[]): written is readonly T[] {
  return Array.isArray(written);
}

/** A state with all states below it, itself first. */
export function nodesFrom(node: ChartNode): readonly ChartNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesFrom)];
}

/** The state a composite begins in; null where there is none, or one in each region. */
export function initialOf({ config: { initial }, states }: ChartNode): ChartNode | null {
  const name = typeof initial === 'string' ? initial : initial?.target;
  return (name === undefined ? undefined : states[name]) ?? null;
}

const transitions = new WeakMap<ChartNode, readonly ChartTransition[]>();

/** The transitions of a state in the order they are tried. Those of one event share their trigger. */
export function transitionsOf(source: ChartNode): readonly ChartTransition[] {
  const known = transitions.get(source);
  if (known !== undefined) return known;
  const found = triggersOf(source).flatMap(([trigger, written]) =>
    branchesOf(written).map(({ target, guard, actions }) => ({
      source,
      trigger,
      guard,
      targets: several(target).map((name) => targetOf(source, name)),
      actions: several(actions),
    })),
  );
  transitions.set(source, found);
  return found;
}

function triggersOf({ config, invokes }: ChartNode): [Trigger, TransitionsConfig][] {
  const { on = {}, onDone, after = {}, always } = config;
  const all: [Trigger, TransitionsConfig][] = [
    ...Object.entries(on).map(([descriptor, written]): [Trigger, TransitionsConfig] => [
      { kind: 'event', descriptor },
      written ?? {},
    ]),
    [{ kind: 'completed' }, onDone],
    ...invokes.flatMap((invoke): [Trigger, TransitionsConfig][] => [
      [{ kind: 'answered', invoke }, invoke.config.onDone],
      [{ kind: 'failed', invoke }, invoke.config.onError],
    ]),
    ...Object.entries(after).map(([delay, written]): [Trigger, TransitionsConfig] => [
      { kind: 'after', delay },
      written,
    ]),
    [{ kind: 'always' }, always],
  ];
  return all.filter(([, written]) => written !== undefined);
}

/** A target as it is written: `#id`, `#id.state` and `.state` from the state named or the state itself, else from its parent. */
function targetOf(source: ChartNode, target: string): ChartNode {
  const [head = '', ...path] = target.split('.');
  if (head.startsWith('#')) return stateBelow(stateById(source, head.slice(1)), path);
  return head === '' ? stateBelow(source, path) : stateBelow(source.parent ?? source, [head, ...path]);
}

function stateById(from: ChartNode, id: string): ChartNode {
  if (from.parent !== null) return stateById(from.parent, id);
  const found = nodesFrom(from).find((node) => node.id === id);
  if (found === undefined) throw new TypeError(`The machine has no state #${id}.`);
  return found;
}

/** A state by the names on the way to it. Throws where there is none. */
function stateBelow(from: ChartNode, path: readonly string[]): ChartNode {
  return path.reduce((node, name) => {
    const state = Object.hasOwn(node.states, name) ? node.states[name] : undefined;
    if (state === undefined) throw new TypeError(`The state ${node.id} has no state ${name}.`);
    return state;
  }, from);
}
