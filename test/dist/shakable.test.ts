import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { shakable } from '../config/shakable.js';

const made: readonly [what: string, code: string, value: unknown][] = [
  ['a call', 'export const made = make({ a: 1 });', { a: 1 }],
  ['calls within calls', 'export const made = make([make(1), make(2)]);', [1, 2]],
  ['an object with a spread', 'export const made = { ...make({ a: 1 }), b: 2 };', { a: 1, b: 2 }],
  ['a list with a spread', 'export const made = [...make([1]), 2];', [1, 2]],
  ['a member that is read', 'export const made = make({ a: 1 }).a;', 1],
  ['a member that is taken out', 'const { a, b: made } = make({ a: 1, b: 2 }); export { made };', 2],
  ['a key that is made', "export const made = { [make('a')]: 1 };", { a: 1 }],
  ['an object made within an object', 'export const made = { a: { b: make(1) } };', { a: { b: 1 } }],
];
const kept: readonly [what: string, code: string][] = [
  ['a text', "export const made = 'a';"],
  ['a function', 'export const made = () => make(1);'],
  ['an object of these', 'export const made = { a: [1, true, null], b() { return make(1); }, make };'],
];
const make = 'function make(value) { return value; }';

async function madeBy(code: string): Promise<unknown> {
  const loaded: { readonly made: unknown } = await import(
    `data:text/javascript,${encodeURIComponent(`${make}${code}`)}`
  );
  return loaded.made;
}

/** What a bundler leaves of a module of which nothing is used. */
async function leftOf(code: string): Promise<string> {
  const options = { treeShaking: true, minify: true, format: 'esm' } as const;
  return (await transform(code, options)).code.trim();
}

/** The same where nothing is exported. */
const unused = (code: string) => `${make}${code}`.replaceAll(/export \{[^}]*\};?|export /g, '');

describe('what a module makes at its top', () => {
  it.each(made)('can be left out where it is %s, and has the same value', async (_, code, value) => {
    expect(await leftOf(shakable(unused(code)))).toBe('');
    expect(await madeBy(shakable(code))).toStrictEqual(value);
    expect(shakable(code)).not.toBe(code);
  });

  it.each(kept)('is left as it is where it is %s, for that can be left out anyway', async (_, code) => {
    expect(shakable(code)).toBe(code);
    expect(await leftOf(unused(code))).toBe('');
  });

  it('is refused where it is taken apart in a way nothing is known of', () => {
    for (const code of ['const [a] = made();', 'const { a = 1 } = made();', 'const { ...a } = made();'])
      expect(() => shakable(code)).toThrow(SyntaxError);
  });

  it('can only be left out for these marks', async () => {
    const unmarked = await Promise.all(made.map(([, code]) => leftOf(unused(code))));
    expect(unmarked.filter((left) => left === '')).toEqual([]);
  });
});
