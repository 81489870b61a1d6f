import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import type { Exploration, ExploredEdge, ExploredState } from './explore.js';

type Fits<S extends AnyMachineSnapshot> = (state: ExploredState<S>) => boolean;

/** The ways between the states that were found. */
export function waysOf<S extends AnyMachineSnapshot>(
  states: readonly ExploredState<S>[],
  edges: readonly ExploredEdge<S>[],
): Pick<Exploration<S>, 'routeTo' | 'routeFrom' | 'stranded'> {
  const leading = new Map<ExploredState<S>, ExploredEdge<S>[]>();
  const arriving = new Map<ExploredState<S>, ExploredState<S>[]>();
  for (const edge of edges) {
    append(leading, edge.from, edge);
    append(arriving, edge.to, edge.from);
  }

  function routeTo(state: ExploredState<S>): ExploredEdge<S>[] {
    const route: ExploredEdge<S>[] = [];
    for (let edge = state.cameBy; edge !== null; edge = edge.from.cameBy) route.unshift(edge);
    return route;
  }

  function routeFrom(start: ExploredState<S>, fits: Fits<S>): ExploredEdge<S>[] | null {
    const cameBy = new Map<ExploredState<S>, ExploredEdge<S> | null>([[start, null]]);
    for (const [state] of cameBy) {
      if (fits(state)) return routeBack(cameBy, state);
      for (const edge of leading.get(state) ?? []) if (!cameBy.has(edge.to)) cameBy.set(edge.to, edge);
    }
    return null;
  }

  function stranded(fits: Fits<S>): ExploredState<S>[] {
    const safe = new Set(states.filter(fits));
    for (const state of safe) for (const before of arriving.get(state) ?? []) safe.add(before);
    return states.filter((state) => !safe.has(state));
  }

  return { routeTo, routeFrom, stranded };
}

function routeBack<S extends AnyMachineSnapshot>(
  cameBy: ReadonlyMap<ExploredState<S>, ExploredEdge<S> | null>,
  end: ExploredState<S>,
): ExploredEdge<S>[] {
  const route: ExploredEdge<S>[] = [];
  for (let edge = cameBy.get(end) ?? null; edge !== null; edge = cameBy.get(edge.from) ?? null) route.unshift(edge);
  return route;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The places of a machine that are in none of the states. */
export function unreachedOf(machine: AnyStateMachine, states: readonly ExploredState[]): string[] {
  const reached = new Set(states.map(({ place }) => place));
  return leavesOf(machine.root)
    .map(({ path }) => path.join('.'))
    .filter((place) => !reached.has(place));
}

function leavesOf(node: AnyStateNode): AnyStateNode[] {
  const inner = Object.values(node.states);
  return inner.length === 0 ? [node] : inner.flatMap(leavesOf);
}
