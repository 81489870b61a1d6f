import { type Kept, nothingYet } from './kept.js';
import { beginning } from './script.js';

/** What is saved where no library says how. */
export interface Saved {
  readonly state: string;
  readonly kept: Kept;
}

export function write({ state, kept }: Saved): string {
  return JSON.stringify({ state, kept });
}

/** Nothing is checked: what is read is trusted. */
export function read(text: string): Saved {
  return JSON.parse(text);
}

/** The parts of a way that are the same wherever this is saved. */
export const savedAsThis = {
  begin: () => write({ state: beginning, kept: nothingYet }),
  stateOf: (text: string) => read(text).state,
  keptIn: (text: string) => read(text).kept,
};
