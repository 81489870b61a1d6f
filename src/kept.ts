import { type AnyStateMachine, transition } from 'xstate';
import type { Act } from './events.js';
import { explainHeard } from './explain.js';
import type { Issue } from './issue.js';
import { type ChartSnapshot, chartOf, pathOf } from './snapshot.js';

/**
 * A small chart that a larger one keeps, as data and without an actor: a state and what it knows.
 * What may be said to it, and what that changes, is asked of its own machine.
 */
export function keptChart(machine: AnyStateMachine, state: string, context: object): ChartSnapshot {
  return machine.resolveState({ value: state, context });
}

/** Everything a kept chart holds against an event. */
export function keptIssues(kept: ChartSnapshot, event: Act): readonly Issue[] {
  const explanation = explainHeard(kept, chartOf(kept.machine), event);
  return explanation.allowed ? [] : explanation.issues;
}

/** Where a kept chart is after an event. */
export function advance<S extends string, C>(
  kept: ChartSnapshot,
  event: Act,
): { readonly state: S; readonly context: C } {
  const [{ value, context }] = transition(kept.machine, kept, event);
  return { state: pathOf(value) as S, context };
}
