import type { AnyStateMachine, StateMachine } from 'xstate';

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
