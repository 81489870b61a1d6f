import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { travelling, weights } from './weights.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

it.each(weights)('W1 W2 a page that imports $name gets at most $most bytes', async ({ code, most }) => {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    platform: 'browser',
    // Ours leads the name of the package to its sources.
    tsconfigRaw: {},
    format: 'esm',
    write: false,
  });
  const bytes = await travelling(outputFiles[0]?.text ?? '');
  expect(bytes).toBeLessThanOrEqual(most);
  // A limit that is never near says nothing.
  expect(bytes).toBeGreaterThan(most > 1000 ? most * 0.95 : 0);
});
