import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runtimesPage } from '../../docs/runtimes.js';
import { needed } from '../../src/session/runtime.js';
import { environments } from '../runtimes/matrix.js';
import manifest from '../runtimes/package.json' with { type: 'json' };

const page = readFileSync(new URL('../../docs/how-to/runtimes.md', import.meta.url), 'utf8');

it('docs/how-to/runtimes.md has the table of what is tried, and the versions; if not: npm run docs:generate', () => {
  expect(runtimesPage(page)).toBe(page);
});

it('the table is made anew: one of yesterday is replaced', () => {
  const old = page.replace(/\| Bun \|.*/, '| Bun | 1.0.0 |');
  expect(old).not.toBe(page);
  expect(runtimesPage(old)).toBe(page);
  expect(() => runtimesPage('A page without a place.')).toThrow('no place for the table');
});

it('what is tried is brought by test/runtimes/package.json, and each has a name of its own', () => {
  const brought = Object.keys(manifest.dependencies);
  expect(environments.flatMap(({ packages }) => packages).filter((name) => !brought.includes(name))).toEqual([]);
  expect(new Set(environments.map(({ name }) => name)).size).toBe(environments.length);
});

it('docs/how-to/runtimes.md names every global that is demanded, and no other', () => {
  const rows = page.split('\n').filter((line) => line.endsWith('| `runtime.unsupported` |'));
  const named = rows.flatMap((row) => row.split('|')[1]?.match(/[A-Za-z]+/g) ?? []);
  expect(named.sort()).toEqual([...needed].sort());
});
