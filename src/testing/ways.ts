import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { nodesFrom, rootOf } from '../chart.nodes.js';
import type { ExploredState } from './explore.js';

/** A step between two states that were found. */
interface Edge<S> {
  readonly from: S;
  readonly to: S;
}

/** The ways between the states that were found. */
export interface Ways<S, E> {
  /** The steps of the shortest way to a state. */
  routeTo(state: S): readonly E[];
  /** The shortest way on from a state to one that fits; null where there is none. */
  routeFrom(state: S, fits: (state: S) => boolean): readonly E[] | null;
  /** The states from which no way leads to one that fits. */
  stranded(fits: (state: S) => boolean): readonly S[];
}

/** The ways between the states that were found. */
export function waysOf<S extends { readonly cameBy: E | null }, E extends Edge<S>>(
  states: readonly S[],
  edges: readonly E[],
): Ways<S, E> {
  const leading = new Map<S, E[]>();
  const arriving = new Map<S, S[]>();
  for (const edge of edges) {
    append(leading, edge.from, edge);
    append(arriving, edge.to, edge.from);
  }

  function routeTo(state: S): E[] {
    const route: E[] = [];
    for (let edge = state.cameBy; edge !== null; edge = edge.from.cameBy) route.unshift(edge);
    return route;
  }

  function routeFrom(start: S, fits: (state: S) => boolean): E[] | null {
    const cameBy = new Map<S, E | null>([[start, null]]);
    for (const [state] of cameBy) {
      if (fits(state)) return routeBack(cameBy, state);
      for (const edge of leading.get(state) ?? []) if (!cameBy.has(edge.to)) cameBy.set(edge.to, edge);
    }
    return null;
  }

  function stranded(fits: (state: S) => boolean): S[] {
    const safe = new Set(states.filter(fits));
    for (const state of safe) for (const before of arriving.get(state) ?? []) safe.add(before);
    return states.filter((state) => !safe.has(state));
  }

  return { routeTo, routeFrom, stranded };
}

function routeBack<S, E extends Edge<S>>(cameBy: ReadonlyMap<S, E | null>, end: S): E[] {
  const route: E[] = [];
  for (let edge = cameBy.get(end) ?? null; edge !== null; edge = cameBy.get(edge.from) ?? null) route.unshift(edge);
  return route;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The places of a machine that are in none of the states. */
export function unreachedOf(machine: AnyStateMachine, states: readonly ExploredState<AnyMachineSnapshot>[]): string[] {
  const reached = new Set(states.map(({ place }) => place));
  return nodesFrom(rootOf(machine))
    .filter(({ states }) => Object.keys(states).length === 0)
    .map(({ path }) => path.join('.'))
    .filter((place) => !reached.has(place));
}
