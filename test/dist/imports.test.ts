import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { entry } from '../../tsup.config.js';
import { bundled } from './built.js';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Everything a built entry would load that is not its own code. */
async function importsOf(name: string): Promise<readonly string[]> {
  return (await bundled(join(dist, `${name}.js`))).imports;
}

/** The last two only where a page has no digests of its own. */
const core = ['immer', 'xstate', 'zod/mini', 'zod/v4/core', '@noble/hashes/hmac.js', '@noble/hashes/sha2.js'];
const drivers = /^(storage|testing|inspect)/;
const pure = Object.keys(entry).filter((name) => !drivers.test(name));

it.each(pure)('W5 importing %s pulls in no storage driver, no Node built-in, no inspector', async (name) => {
  const others = (await importsOf(name)).filter((path) => !core.includes(path));
  expect(others).toEqual([]);
});

it('W5 a driver and a Node built-in are seen where there is one', async () => {
  expect(await importsOf('storage/file')).toContain('node:fs/promises');
  expect(await importsOf('storage/indexed-db')).toContain('idb');
});
