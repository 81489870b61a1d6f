import type { Said } from './script.js';

/** A way to carry out one act on a server: what was saved and what is said go in, what is to be saved comes out. */
export interface Way {
  readonly name: string;
  /** What is saved before the first act. */
  readonly begin: () => string;
  readonly step: (text: string, act: Said) => string | Promise<string>;
  /** Where a saved registration is, as a dotted path. */
  readonly stateOf: (text: string) => string;
  /** What a saved registration remembers: the same for every way. */
  readonly keptIn: (text: string) => unknown;
}
