import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { goals } from '../../bench/goals.js';
import type { Run } from '../../bench/report.js';
import { performancePage } from '../../docs/performance.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const runs: readonly Run[] = JSON.parse(read('../../bench/results.json'));

it('docs/performance.md says what the benchmark found; else run `npm run bench -- --keep`', () => {
  expect(read('../../docs/performance.md')).toBe(performancePage(runs));
});

it('every goal of speed and weight that a run can measure has a line, measured or not', () => {
  const ids = new Set(Object.values(goals).map(({ id }) => id));
  expect([...ids]).toEqual([
    ...['P1', 'P1c', 'P2', 'P3', 'P5', 'P6', 'P7', 'P9', 'P10', 'P11', 'P12'],
    ...['W1', 'W2', 'W3', 'W4', 'W5', 'W6'],
  ]);
  for (const { says } of Object.values(goals)) expect(performancePage([])).toContain(says);
});

it('no figure is kept for a goal that there is no more', () => {
  const kept = runs.flatMap(({ parts }) => Object.values(parts).flatMap(({ figures }) => Object.keys(figures)));
  expect(kept.filter((name) => !Object.hasOwn(goals, name))).toEqual([]);
});
