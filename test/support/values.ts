import type { AnyStateNode, StateValue } from 'xstate';

/** Every state of a machine as a value, legal to rest in or not. */
export function valuesOf(node: AnyStateNode): StateValue[] {
  return Object.values(node.states).flatMap((state): StateValue[] => [
    state.key,
    ...valuesOf(state).map((inner) => ({ [state.key]: inner })),
  ]);
}
