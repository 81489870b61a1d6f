import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isMet, type Results } from '../../bench/report.js';
import { performancePage } from '../../docs/performance.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const results: Results = JSON.parse(read('../../bench/results.json'));

it('docs/performance.md says what the benchmark found; else run `npm run bench -- --keep`', () => {
  expect(read('../../docs/performance.md')).toBe(performancePage(results));
});

it('a figure is held against its limit from the right side', () => {
  const goal = { id: 'P0', says: '', limit: 2, unit: 'x' } as const;
  const met = ([bound, figure]: readonly ['at most' | 'at least', number]) => isMet({ ...goal, bound, figure });
  expect(
    (
      [
        ['at most', 2],
        ['at most', 2.1],
        ['at least', 2],
        ['at least', 1.9],
      ] as const
    ).map(met),
  ).toEqual([true, false, true, false]);
});

it('every goal of speed and weight that a run can measure is there once, P4, P8 and T aside', () => {
  const ids = Object.values(results).flatMap(({ goals }) => goals.map(({ id }) => id));
  expect([...new Set(ids)].sort()).toEqual(['P1', 'P2', 'P3', 'P5', 'P6', 'P7', 'P9', 'W1', 'W2', 'W3', 'W4', 'W5']);
});
