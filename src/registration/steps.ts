import { onSnapshot } from '../arguments.chart.js';
import type { Step } from '../chart.js';
import { type ChartSnapshot, chartOf, pathOf } from '../snapshot.js';

/** The steps of the road and how far it is gone. */
export interface Progress {
  readonly steps: readonly Step[];
  readonly done: number;
  readonly total: number;
}

/** Each step with its status, and how many are done. The count falls only when an answer changed. Throws `argument.invalid`. */
export function steps(snapshot: ChartSnapshot): Progress {
  const all = onSnapshot(snapshot, () => chartOf(snapshot.machine).steps(snapshot.context, pathOf(snapshot.value)));
  return { steps: all, done: all.filter(({ status }) => status === 'done').length, total: all.length };
}
