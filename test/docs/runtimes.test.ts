import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { needed } from '../../src/session/runtime.js';

it('docs/how-to/runtimes.md names every global that is demanded, and no other', () => {
  const page = readFileSync(new URL('../../docs/how-to/runtimes.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.endsWith('| `runtime.unsupported` |'));
  const named = rows.flatMap((row) => row.split('|')[1]?.match(/[A-Za-z]+/g) ?? []);
  expect(named.sort()).toEqual([...needed].sort());
});
