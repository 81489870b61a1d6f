/**
 * Whether two JSON values say the same, in whatever order; a key whose value is undefined is not there, as in JSON.
 * Loops, for it runs through a whole policy in every step.
 */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other || !isHolder(one) || !isHolder(other)) return one === other;
  if (Array.isArray(one) || Array.isArray(other))
    return Array.isArray(one) && Array.isArray(other) && inLine(one, other);
  let more = 0;
  for (const key in one) {
    const value = one[key];
    if (!isEqual(value, other[key])) return false;
    if (value !== undefined) more -= 1;
  }
  for (const key in other) if (other[key] !== undefined) more += 1;
  return more === 0;
}

function inLine(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place += 1) if (!isEqual(one[place], other[place])) return false;
  return true;
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
