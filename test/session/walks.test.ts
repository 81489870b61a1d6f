import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parts, scenarios } from './scenarios.js';
import { acts, starts, walk, walks } from './strides.js';

/** `npx tsx test/session/hosts.prove.ts` takes 50,000 strides in some minutes. */
const seed = 20261122;

describe.each(starts.map((scenario, place) => ({ name: scenario.name, scenario, place })))(
  'T5 on a random walk off "$name"',
  ({ scenario, place }) => {
    it('pure steps, live actor, session, each also read again before each act, and the journal agree on each act', async () => {
      const property = fc.asyncProperty(walks, async (steps) => void (await walk(scenario, steps)));
      await fc.assert(property, { numRuns: 1, seed: seed + place });
    }, 60_000);
  },
);

it('walks come far: nearly everything that may be said moves something soon after some line of a scenario', async () => {
  const left = new Set(acts.map(({ type }) => type));
  for (const scenario of [...scenarios, ...parts])
    for (const [lines, { strides }] of fc.sample(walks, { seed, numRuns: scenario.lines.length }).entries())
      for (const type of await walk(scenario, { lines, strides: strides.slice(0, 14) }, true)) left.delete(type);
  expect(left.size, [...left].join(', ')).toBeLessThan(8);
}, 120_000);
