import type { Row } from '../../api.js';

/** What a list can be sorted by. */
export const orders = ['companyName', 'applicant', 'state', 'submittedAt', 'at', 'deadline'] as const;

/** How a list is sorted. */
export interface Order {
  readonly by: (typeof orders)[number];
  readonly isDescending: boolean;
}

/** Rows in an order; those that have nothing to sort by come last. */
export function sorted(rows: readonly Row[], { by, isDescending }: Order): Row[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [mine, theirs] = [one[by], other[by]];
    if (mine === null || theirs === null) return Number(mine === null) - Number(theirs === null);
    return sign * mine.localeCompare(theirs);
  });
}

/** The order after its column is chosen: the same column again turns it round. */
export function turned(order: Order, by: Order['by']): Order {
  return { by, isDescending: order.by === by && !order.isDescending };
}
