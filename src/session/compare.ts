import { onSnapshots } from '../arguments.chart.js';
import type { IssuePath } from '../issue.js';
import { type ChartSnapshot, pathOf } from '../snapshot.js';
import { difference, memberOf } from './patches.js';

/** One place in which two states of a registration differ; a side on which nothing stands there is undefined. */
export interface FieldDifference {
  /** Keys from the outermost value inwards; the state itself is at `state`. */
  readonly path: IssuePath;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/**
 * What two states of a registration differ in, field by field: after `storage.conflict`, the snapshot someone worked on
 * and the one of the session opened again. It holds what was typed, so it is for those who may see the registration.
 * Throws `argument.invalid`.
 */
export function compareSnapshots(mine: ChartSnapshot, theirs: ChartSnapshot): readonly FieldDifference[] {
  return onSnapshots({ mine, theirs }, () => {
    const [one, other] = [mine, theirs].map(({ value, context }) => ({ ...context, state: pathOf(value) }));
    return difference(one, other).map(({ path }) => ({ path, mine: valueAt(one, path), theirs: valueAt(other, path) }));
  });
}

/** A difference lies within objects that both sides have. */
function valueAt(whole: object, path: IssuePath): unknown {
  return path.reduce<unknown>((value, key) => memberOf(value as object, key), whole);
}
