import type { StateValue } from 'xstate';
import type { StateMeta } from './chart.js';

/** What may be written once or several times. */
type Several<T> = T | readonly T[];

/** A guard or an action as it is written: its name, its name with parameters, or the function itself. */
export type Reference = string | { readonly type: string } | { readonly name: string };

/** A transition as it is written. */
export interface TransitionConfig {
  readonly target?: Several<string> | undefined;
  readonly guard?: Reference | undefined;
  readonly actions?: Several<Reference> | undefined;
  readonly reenter?: boolean | undefined;
}

/** The transitions of one event as they are written; a text is a target. XState's types let lists stand in a list. */
export type TransitionsConfig = Several<Several<TransitionConfig | string | undefined>>;

/** Something that runs while a state is active, as it is written. */
export interface InvokeConfig {
  readonly id?: string | undefined;
  readonly src: unknown;
  readonly onDone?: TransitionsConfig;
  readonly onError?: TransitionsConfig;
}

/** A state as its chart writes it: all that this package reads of a machine's states, whatever XState makes of them. */
export interface StateConfig {
  readonly id?: string | undefined;
  readonly type?: 'atomic' | 'compound' | 'parallel' | 'final' | 'history' | undefined;
  readonly description?: string | undefined;
  readonly tags?: Several<string> | undefined;
  readonly meta?: Partial<StateMeta> | undefined;
  readonly history?: unknown;
  readonly initial?: string | { readonly target?: string } | undefined;
  readonly states?: Readonly<Record<string, StateConfig>> | undefined;
  readonly on?: Readonly<Record<string, TransitionsConfig>> | undefined;
  readonly always?: TransitionsConfig;
  readonly onDone?: TransitionsConfig;
  readonly after?: Readonly<Record<string, TransitionsConfig>> | undefined;
  readonly invoke?: Several<InvokeConfig> | undefined;
}

/** A state with states inside, as it is written or read. */
interface Nested<S> {
  readonly states?: Readonly<Record<string, S>> | undefined;
}

/**
 * The states a registration is in, by its value: the innermost first, the one looked into last. What the value names and
 * the chart does not have is passed over.
 */
export function statesAt<S extends Nested<S>>(state: S, value: StateValue, around: readonly S[] = []): readonly S[] {
  const chain = [state, ...around];
  const active = Object.entries(typeof value === 'string' ? { [value]: {} } : value).flatMap(([name, inner = {}]) => {
    const found = state.states?.[name];
    return found === undefined ? [] : statesAt(found, inner, chain);
  });
  return active.length === 0 ? chain : [...new Set(active)];
}

/** A transition at an event: the descriptor of the events it stands for, and its guard. */
export interface EventTransition {
  readonly descriptor: string;
  readonly guard: Reference | undefined;
}

/** The transitions at events from where a registration is, in the order they are tried. */
export function eventTransitionsAt(machine: StateConfig, value: StateValue): readonly EventTransition[] {
  return statesAt(machine, value).flatMap(eventTransitionsOf);
}

function eventTransitionsOf({ on = {} }: StateConfig): EventTransition[] {
  return Object.entries(on).flatMap(([descriptor, written]) =>
    branchesOf(written).map(({ guard }) => ({ descriptor, guard })),
  );
}

/** The transitions of one event. An event for which nothing is written is forbidden: a transition that does nothing. */
export function branchesOf(written: TransitionsConfig): readonly TransitionConfig[] {
  return [written].flat(2).map((one) => (typeof one === 'object' ? one : { target: one }));
}
