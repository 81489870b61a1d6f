import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gates } from './gates.js';

const runs = { numRuns: 60, seed: 20261130 };

describe('what passes the first of two checks can pass the second, in a world that does not change', {
  timeout: 120_000,
}, () => {
  it.each(gates.map(({ name, tried }) => [name, tried] as const))('%s', (_, tried) => {
    let through = 0;
    fc.assert(
      fc.property(tried, (found) => {
        if (found === null) return;
        through += 1;
        expect(found).toEqual([]);
      }),
      runs,
    );
    expect(through).toBeGreaterThan(2);
  });
});
