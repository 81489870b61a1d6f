import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { type Action, actionOf, callOf, type Guard, guardOf, stopCalls } from './stepper.actions.js';

/** The states a machine is in: the machine itself first, each state inside the one before it. */
export type Chain = readonly AnyStateNode[];

/** A way to one state, all of whose actions are known. */
export interface Way {
  readonly chain: Chain;
  readonly actions: readonly Action[];
  /** The type of the event that is heard next, that a state around has come to its end; null for none. */
  readonly raised: string | null;
}

/** A transition to try. Its way is null where it is left to XState. */
export interface Candidate {
  readonly guard: Guard;
  readonly way: Way | null;
}

/** A state at rest, and what is tried there. */
interface Place {
  readonly chain: Chain;
  /** What is written there: types of events, and wildcards. */
  readonly written: ReadonlySet<string>;
  /** The longest first. */
  readonly wildcards: readonly string[];
  /** By the type of an event that is written; for any other by the longest wildcard, which tells the shorter ones. */
  readonly candidates: Map<string, readonly Candidate[]>;
}

const passes: Guard = () => true;
const leftToXState: readonly Candidate[] = [{ guard: passes, way: null }];

/** The transitions to try at an event, in XState's order. One that is left to XState always passes: XState asks its guard. */
export function candidatesAt(nodes: Chain, type: string): readonly Candidate[] {
  const place = placeOf(nodes);
  if (place === null || (type.startsWith('xstate.') && !/^xstate\.(?:(?:done|error)\.actor|done\.state)\./.test(type)))
    return leftToXState;
  const key = place.written.has(type) ? type : (place.wildcards.find((each) => standsFor(each, type)) ?? '');
  const known = place.candidates.get(key);
  if (known !== undefined) return known;
  const transitions = [...place.chain].reverse().flatMap((node) => transitionsAt(node, type));
  const found = transitions.flatMap((transition) => candidatesOf(place.chain, transition));
  place.candidates.set(key, found);
  return found;
}

/** By the innermost state. */
const places = new WeakMap<AnyStateNode, Place | null>();

/** Null where the states are no chain, and where one of them is left without an event. */
function placeOf(nodes: Chain): Place | null {
  const leaf = nodes.at(-1);
  if (leaf === undefined) return null;
  const known = places.get(leaf);
  const place = known === undefined ? placeAt(leaf) : known;
  if (known === undefined) places.set(leaf, place);
  return place?.chain.length === nodes.length ? place : null;
}

function placeAt(leaf: AnyStateNode): Place | null {
  const chain = [...around(leaf).reverse(), leaf];
  if (!isRest(chain)) return null;
  const written = new Set(chain.flatMap(({ transitions }) => [...transitions.keys()]));
  const wildcards = [...written].filter(isWildcard).sort(longestFirst);
  return { chain, written, wildcards, candidates: new Map() };
}

/** The states around a state, the innermost first. */
function around({ parent }: AnyStateNode): AnyStateNode[] {
  return parent === undefined ? [] : [parent, ...around(parent)];
}

/** Whether a machine stays in these states until an event comes. */
function isRest(chain: Chain): boolean {
  const type = chain.at(-1)?.type;
  const isAtomic = type === 'atomic' || type === 'final';
  return isAtomic && chain.every((node) => node.type !== 'parallel' && node.always === undefined);
}

/** The transitions of one state at an event, in XState's order. */
function transitionsAt({ transitions }: AnyStateNode, type: string): readonly AnyTransitionDefinition[] {
  const wildcards = [...transitions.keys()].filter((each) => standsFor(each, type));
  return [type, ...wildcards.sort(longestFirst)].flatMap((each) => transitions.get(each) ?? []);
}

function longestFirst(one: string, other: string): number {
  return other.length - one.length;
}

function isWildcard(descriptor: string): boolean {
  return descriptor === '*' || descriptor.endsWith('.*');
}

/** Whether a wildcard stands for a type as XState has it: `path.*` for `path` as well, and `a.*.*` for nothing. */
function standsFor(wildcard: string, type: string): boolean {
  if (wildcard === '*') return true;
  const family = wildcard.slice(0, -'.*'.length);
  const isMeant = type === family || type.startsWith(`${family}.`);
  return isMeant && isWildcard(wildcard) && !family.split('.').includes('*');
}

function candidatesOf(chain: Chain, transition: AnyTransitionDefinition): readonly Candidate[] {
  const { source, guard: written = passes } = transition;
  const guard = guardOf(written, source.machine);
  return guard === null ? leftToXState : [{ guard, way: wayOf(chain, transition) }];
}

/** The way of a transition; null where something is delayed, eventless, parallel, of history or unknown. */
function wayOf(from: Chain, { source, target = [], actions: own, reenter }: AnyTransitionDefinition): Way | null {
  const [to, ...others] = target;
  const domain = to === undefined ? from.at(-1) : domainOf(source, to, reenter);
  if (domain === undefined || others.length > 0) return null;
  const kept = from.slice(0, from.indexOf(domain) + 1);
  const left = from.slice(kept.length).reverse();
  const entered = to === undefined ? [] : enteredBelow(domain, to);
  const chain = [...kept, ...entered];
  const end = entered.find(({ type }) => type === 'final');
  if (!isRest(chain) || left.some(hasHistory) || (end !== undefined && !isPlainEnd(end))) return null;
  const all = [
    ...left.flatMap(actionsOnLeaving),
    ...own.map((action) => actionOf(action, source.machine)),
    ...entered.flatMap((node) => actionsOnEntering(node, to)),
  ];
  const actions = all.filter((action) => action !== null);
  const raised = end === undefined ? null : `xstate.done.state.${end.parent?.id}`;
  return actions.length < all.length ? null : { chain, actions, raised };
}

/** The innermost state that is neither left nor entered; undefined where the machine itself is. */
function domainOf(source: AnyStateNode, target: AnyStateNode, reenter: boolean): AnyStateNode | undefined {
  const isWithin = target === source || around(target).includes(source);
  return isWithin && !reenter ? source : around(target).find((node) => around(source).includes(node));
}

/** The states from there down to the target, and from the target to where it begins. */
function enteredBelow(domain: AnyStateNode, target: AnyStateNode): AnyStateNode[] {
  const up = [target, ...around(target)];
  return [...up.slice(0, up.indexOf(domain)).reverse(), ...beginningOf(target)];
}

function beginningOf({ type, initial }: AnyStateNode): AnyStateNode[] {
  const [first] = type === 'compound' ? initial.target : [];
  return first === undefined ? [] : [first, ...beginningOf(first)];
}

function hasHistory({ states }: AnyStateNode): boolean {
  return Object.values(states).some(({ type }) => type === 'history');
}

/** Whether it ends a state inside the machine and says no more than that. */
function isPlainEnd({ output, parent }: AnyStateNode): boolean {
  return output === undefined && parent?.parent !== undefined;
}

function actionsOnLeaving({ exit, invoke, machine }: AnyStateNode): readonly (Action | null)[] {
  const stops = invoke.length > 0 ? [stopCalls] : [];
  return [...exit.map((action) => actionOf(action, machine)), ...stops];
}

/** A state on the way to the target is entered without its initial transition. */
function actionsOnEntering(node: AnyStateNode, target: AnyStateNode | undefined): readonly (Action | null)[] {
  const { entry, invoke, machine, path, type } = node;
  const isBegun = type === 'compound' && target !== undefined && path.length >= target.path.length;
  const initial = isBegun ? node.initial.actions : [];
  return [
    ...entry.map((action) => actionOf(action, machine)),
    ...invoke.map((each) => callOf(each, machine)),
    ...initial.map((action) => actionOf(action, machine)),
  ];
}
