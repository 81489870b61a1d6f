import { describe, expect, it } from 'vitest';
import { testStorageAdapter } from '../../src/testing/storage.contract.js';
import { flaws, type Open, withFlaw } from './flaws.js';

/** The smallest of runners: it only collects. */
function testsOf(open: Open) {
  const tests: { name: string; test: () => Promise<void> }[] = [];
  testStorageAdapter({ describe: (_, body) => body(), it: (name, test) => tests.push({ name, test }) }, open);
  return tests;
}

/** Runs the suite and answers the promises that were found broken. */
async function brokenPromises(open: Open): Promise<string[]> {
  const broken: string[] = [];
  for (const { name, test } of testsOf(open)) await test().catch(() => broken.push(name));
  return broken;
}

describe('the contract suite', () => {
  it('finds nothing broken in a storage that keeps every promise', async () => {
    expect(await brokenPromises(withFlaw(() => () => ({})))).toEqual([]);
  });

  it.each(Object.entries(flaws))('notices that %s, and says which promise is broken', async (_, { open, breaks }) => {
    expect(await brokenPromises(open)).toEqual(breaks);
  });

  it('makes no promise that none of these flaws breaks', () => {
    const broken = new Set(Object.values(flaws).flatMap(({ breaks }) => breaks));
    expect(testsOf(withFlaw(() => () => ({}))).filter(({ name }) => !broken.has(name))).toEqual([]);
  });
});
