import type { AnyStateMachine } from 'xstate';
import type { Span } from './clock.js';
import type { Saying } from './drive.js';

/** Something said, right or wrong. */
export interface AnySaying {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** For each event of a chart: where it may be said, how, and how not. */
export type Ways<T extends string, State extends string, M extends AnyStateMachine> = Readonly<
  Record<
    T,
    {
      readonly in: State;
      readonly right: Saying<M>;
      /** The time that must pass before. */
      readonly after?: Span;
      /** What is refused wherever it is said. */
      readonly wrong: readonly AnySaying[];
    }
  >
>;
