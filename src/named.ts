import type {
  ActorRefFromLogic,
  AnyActorRef,
  AnyStateMachine,
  EventObject,
  MachineContext,
  NonReducibleUnknown,
  ParameterizedObject,
  ProvidedActor,
  StateMachine,
  StateSchema,
  StateValue,
  ToStateValue,
} from 'xstate';
import type { StateMeta, Tag } from './chart.js';
import type { PortActors, PortTable } from './ports.js';

/** The type parameters of a machine, in order. */
export type Args<M extends AnyStateMachine> =
  M extends StateMachine<
    infer A,
    infer B,
    infer C,
    infer D,
    infer E,
    infer F,
    infer G,
    infer H,
    infer I,
    infer J,
    infer K,
    infer L,
    infer N,
    infer O,
    infer P
  >
    ? [A, B, C, D, E, F, G, H, I, J, K, L, N, O, P]
    : never;

/** A machine's type under its own name, so that declarations refer to it instead of repeating it. */
export type Named<M extends AnyStateMachine> = StateMachine<
  Args<M>[0],
  Args<M>[1],
  Args<M>[2],
  Args<M>[3],
  Args<M>[4],
  Args<M>[5],
  Args<M>[6],
  Args<M>[7],
  Args<M>[8],
  Args<M>[9],
  Args<M>[10],
  Args<M>[11],
  Args<M>[12],
  Args<M>[13],
  Args<M>[14]
>;

/** The actions of a machine by name; none of ours takes parameters. */
type Actions<N extends string> = { [K in N]: { type: K; params: undefined } }[N];

/** The guards of a machine by name. */
type Guards<N extends string> = { [K in N]: { type: K; params: unknown } }[N];

/** The names of a machine's actions. */
export type ActionName<M extends AnyStateMachine> = Args<M>[4]['type'];

/** The names of a machine's guards. */
export type GuardName<M extends AnyStateMachine> = Args<M>[5]['type'];

/** The actors behind a table of ports. */
type Actors<P> = {
  [K in keyof P & string]: { src: K; logic: PortActors<P>[K]; id: string | undefined };
}[keyof P & string];

/** The children of a machine: its port calls under way, by the id of the call. */
type Children<P> = {
  [id in keyof P extends never ? never : string]: ActorRefFromLogic<PortActors<P>[keyof P]> | undefined;
};

/** The machine of a chart: what it remembers and hears, its ports, and the names of its actions, guards and states. */
export type ChartMachine<
  C extends MachineContext,
  E extends EventObject,
  I,
  X extends EventObject,
  P extends PortTable,
  A extends string,
  G extends string,
  S extends StateSchema,
> = StateMachine<
  C,
  E,
  Children<P>,
  Actors<P>,
  Actions<A>,
  Guards<G>,
  never,
  ToStateValue<S>,
  Tag,
  I,
  NonReducibleUnknown,
  X,
  StateMeta,
  S,
  StateMeta
>;

/** The machine itself, its type in few words: declarations would write out each port twice, and each name with its shape. */
export function brief<
  C extends MachineContext,
  E extends EventObject,
  H extends Record<string, AnyActorRef | undefined>,
  R extends ProvidedActor,
  A extends ParameterizedObject,
  G extends ParameterizedObject,
  V extends StateValue,
  I,
  X extends EventObject,
  S extends StateSchema,
  P extends PortTable,
>(
  machine: StateMachine<C, E, H, R, A, G, never, V, Tag, I, NonReducibleUnknown, X, StateMeta, S, StateMeta>,
  _ports: P,
): ChartMachine<C, E, I, X, P, A['type'], G['type'], S> {
  return machine as unknown as ChartMachine<C, E, I, X, P, A['type'], G['type'], S>;
}
