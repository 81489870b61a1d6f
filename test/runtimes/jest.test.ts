import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };
import { type Environment, jestInJsdom, jestInNode } from './matrix.js';
import { emptyFolder, installed, node, run } from './run.js';

/** Runs one of the projects of `jest/jest.config.mjs`. Gives what its test saw, by storage. */
async function seenIn(project: string, { storages }: Environment): Promise<Record<string, unknown>> {
  const folder = emptyFolder();
  const args = ['--config', 'jest/jest.config.mjs', '--selectProjects', project];
  await run(node, [installed('jest/bin/jest.js'), ...args], { FOLDER: folder, STORAGES: storages.join() });
  return JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8'));
}

describe.concurrent('jest', () => {
  it.each([
    ['node', jestInNode],
    ['jsdom', jestInJsdom],
  ] as const)('goes the whole road in %s, on each storage', async (project, environment) => {
    const seen = Object.fromEntries(environment.storages.map((storage) => [storage, expected]));
    expect(await seenIn(project, environment)).toEqual(seen);
  });

  it('in jsdom without a TextEncoder says that it is missing', async () => {
    const seen = { memory: { code: 'runtime.unsupported', details: { missing: ['TextEncoder'] } } };
    expect(await seenIn('jsdom without setup', jestInJsdom)).toEqual(seen);
  });
});
