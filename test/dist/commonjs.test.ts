import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { expect, it } from 'vitest';
import { entry } from '../../tsup.config.js';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const requirePackage = createRequire(import.meta.url);

/** Loads a built file where there is the language and little else: no `document`, no `__filename`, no `process`. */
function loadBare(file: string, context = createContext({ AbortSignal }), loaded = new Map<string, object>()): object {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const module = { exports: {} };
  loaded.set(file, module.exports);
  const require = (name: string) =>
    name.startsWith('.') ? loadBare(join(dirname(file), name), context, loaded) : requirePackage(name);
  const code = `(function (module, exports, require) {${readFileSync(file, 'utf8')}\n})`;
  new Script(code, { filename: file }).runInContext(context)(module, module.exports, require);
  loaded.set(file, module.exports);
  return module.exports;
}

// Vitest cannot be loaded by `require`.
const entries = Object.keys(entry).filter((name) => name !== 'testing/vitest');

it.each(entries)('%s loads by require where there is neither a document nor a __filename', (name) => {
  expect(Object.keys(loadBare(join(dist, `${name}.cjs`)))).not.toEqual([]);
});

it('no built file asks for a __filename, or for the address of a module', () => {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => /\.c?js$/.test(file));
  const asking = files.filter((file) =>
    /__filename|__dirname|import\.meta/.test(readFileSync(join(dist, file), 'utf8')),
  );
  expect([files.length > 40, asking]).toEqual([true, []]);
});
