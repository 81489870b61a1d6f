import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** Every state of a machine, itself first. */
export function nodesOf(machine: AnyStateMachine): AnyStateNode[] {
  const below = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(below)];
  return below(machine.root);
}
