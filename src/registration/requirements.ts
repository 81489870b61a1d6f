import { onSnapshot } from '../arguments.chart.js';
import type { Deadline, Requirements } from '../chart.js';
import { type ChartSnapshot, chartOf, pathOf } from '../snapshot.js';

/** What is asked of whom: due now, due later, past due, or being checked. Throws `argument.invalid`. */
export function requirements(snapshot: ChartSnapshot): Requirements {
  return onSnapshot(snapshot, () => chartOf(snapshot.machine).requirements(snapshot.context, pathOf(snapshot.value)));
}

/** The times at which something happens by itself, earliest first. Throws `argument.invalid`. */
export function deadlines(snapshot: ChartSnapshot): readonly Deadline[] {
  return onSnapshot(snapshot, () => {
    const chart = chartOf(snapshot.machine);
    if (snapshot.status !== 'active') return [];
    const found = chart.deadlines(snapshot.context, pathOf(snapshot.value));
    return [...found].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  });
}

/** The earliest deadline, or null; for any scheduler. Throws `argument.invalid`. */
export function nextDeadline(snapshot: ChartSnapshot): Deadline | null {
  return deadlines(snapshot)[0] ?? null;
}
