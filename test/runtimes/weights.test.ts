import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { travelling, weights } from '../dist/weights.js';
import { bundle } from './bundles.js';
import { pages } from './matrix.js';
import { built } from './run.js';

const folder = built('weights');

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const [place, { code }] of weights.entries()) writeFileSync(join(folder, `${place}.js`), `${used(code)}\n`);
});

/** A program that uses what is exported: an application exports nothing, and its bundler leaves out what it does not use. */
function used(code: string): string {
  let place = 0;
  const imports = code
    .replaceAll(/export \{/g, 'import {')
    .replaceAll(/export \* from/g, () => `import * as all${place++} from`);
  const names = [...imports.matchAll(/import (?:\* as (\w+)|\{([^}]*)\})/g)].flatMap(([, all, some]) =>
    all === undefined ? (some ?? '').split(',').map((name) => name.trim()) : [all],
  );
  return `${imports}\nglobalThis.used = [${names.join(', ')}];`;
}

/** What a page gets: all the code that comes of it but what is loaded late. */
async function bytesBy(bundler: string, place: number): Promise<number> {
  const out = join(folder, bundler, String(place));
  const main = await bundle(bundler, 'page', join(folder, `${place}.js`), out);
  expect(readdirSync(out).length).toBeGreaterThan(0);
  return travelling(readFileSync(join(out, main), 'utf8'));
}

/** esbuild is asked where the package is built. */
const asked = pages.filter(({ bundler }) => bundler === 'vite' || bundler === '@rspack/core');

describe.each(asked)('$name', ({ bundler }) => {
  it.each(weights.map((weight, place) => ({ ...weight, place })))('W1 W2 $name', async ({ place, most }) => {
    expect(await bytesBy(bundler, place)).toBeLessThanOrEqual(most);
  });
});
