import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import type { fileStorage as openFolder } from 'hcpn-registration/storage/file';
import type { sqliteStorage as open } from 'hcpn-registration/storage/sqlite';
import { expect, it } from 'vitest';
import { entry } from '../../tsup.config.js';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const requirePackage = createRequire(import.meta.url);

/** Loads a built file where there is the language and little else: no `document`, no `__filename`, no `process`. */
function loadBare(file: string, context = createContext({}), loaded = new Map<string, object>()): object {
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

it('storage/sqlite opens a database where there is no import(), as in the sandbox of jest', async () => {
  const context = createContext({ process, setImmediate });
  const { sqliteStorage }: { sqliteStorage?: typeof open } = loadBare(join(dist, 'storage/sqlite.cjs'), context);
  expect(await sqliteStorage?.(':memory:', { driver: 'libsql' }).read('a')).toBeNull();
  await expect(sqliteStorage?.(':memory:', { driver: 'better-sqlite3' }).read('a')).rejects.toMatchObject({
    code: 'storage.noDriver',
    details: { tried: ['better-sqlite3: MODULE_NOT_FOUND'] },
  });
});

it('storage/file finds nothing where nothing is kept, though the error of the disk is of another realm, as in jest', async () => {
  const { fileStorage }: { fileStorage?: typeof openFolder } = loadBare(join(dist, 'storage/file.cjs'));
  expect(await fileStorage?.(join(dist, 'nothing-here')).read('a')).toBeNull();
});

/** The built code, one text for each way to load it. */
function codeOf(extension: '.js' | '.cjs'): string[] {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(extension));
  return files.map((file) => readFileSync(join(dist, file), 'utf8'));
}

it('no built file asks for a __filename, or for the address of a module', () => {
  const code = [...codeOf('.js'), ...codeOf('.cjs')];
  expect(code.length).toBeGreaterThan(2 * entries.length);
  expect(code.filter((text) => /__filename|__dirname|import\.meta/.test(text))).toEqual([]);
});

it('nothing is lowered for CommonJS: it has each ?. and ?? of the modules, and is as strict', () => {
  const operators = (texts: string[]) => texts.join('').match(/\?\.[a-z([]|\?\?/gi)?.length;
  expect(operators(codeOf('.cjs'))).toBe(operators(codeOf('.js')));
  expect(codeOf('.cjs').filter((text) => !text.startsWith('"use strict";'))).toEqual([]);
});

it('there is no source map: the code is not minified, and a map would hold paths and half the weight', () => {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  expect([...codeOf('.js'), ...codeOf('.cjs')].filter((text) => text.includes('sourceMappingURL'))).toEqual([]);
});

it('no built file names the folder it was built in', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
  expect(texts.filter((text) => text.includes(root))).toEqual([]);
});
