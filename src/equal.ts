/**
 * Whether two JSON values say the same, in whatever order; a key whose value is undefined is not there, as in JSON.
 * Loops, for it runs through a whole policy in every step.
 */
export function isEqual(one: unknown, other: unknown): boolean {
  if (!isHolder(one) || !isHolder(other)) return one === other;
  if (lengthOf(one) !== lengthOf(other)) return false;
  let more = 0;
  for (const key in one) {
    if (!isEqual(one[key], other[key])) return false;
    if (one[key] !== undefined) more -= 1;
  }
  for (const key in other) if (other[key] !== undefined) more += 1;
  return more === 0;
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Of a list; no object has it. */
function lengthOf(value: object): number {
  return Array.isArray(value) ? value.length : -1;
}
