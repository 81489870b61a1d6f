import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, type Patch, patched, patchSchema } from '../../src/session/patches.js';

/** Keys that have a meaning of their own somewhere, so that both sides of a pair often have the same. */
const key = fc.oneof(
  fc.constantFrom('', '__proto__', 'constructor', 'toString', 'length', '0', 'a', 'b', '\ud800', '\0'),
  fc.string({ maxLength: 3 }),
);

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(fc.constantFrom(null, true, false, 0, 1, '', 'a'), fc.double({ noNaN: true }), fc.string()).map(asJson),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

/** As it is after it has been kept as text. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The JSON text with the keys of each object in order. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${textOf(inner)}`).join()}}`;
}

/** Patches as they come back from a journal. */
function kept(patches: readonly Patch[]): Patch[] {
  return patches.map((patch) => patchSchema.parse(asJson(patch)));
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(Object.freeze(value))) frozen(inner);
  return value;
}

/** A value, and the same with one place in it changed. */
const changed = fc.tuple(json, json, fc.array(fc.nat(4), { maxLength: 4 })).map(([before, value, way]) => {
  const put = (whole: unknown, [turn, ...rest]: number[]): unknown => {
    if (turn === undefined || typeof whole !== 'object' || whole === null) return value;
    const names = Object.keys(whole);
    const name = names[turn % names.length];
    if (name === undefined) return value;
    if (Array.isArray(whole)) return whole.map((inner, place) => (String(place) === name ? put(inner, rest) : inner));
    const entries = Object.entries(whole).map(([other, inner]) => [other, other === name ? put(inner, rest) : inner]);
    return Object.fromEntries(entries);
  };
  return [before, put(before, way)] as const;
});

const pairs = fc.oneof(fc.tuple(json, json), changed);

describe('design 8: patches', () => {
  it('make one value of the other, also after they have been kept as text', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const patches = difference(before, after);
        expect(textOf(patched(before, patches))).toBe(textOf(after));
        expect(textOf(patched(before, kept(patches)))).toBe(textOf(after));
      }),
      { numRuns: 2000 },
    );
  });

  it('follow one another through any number of values', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 6 }), (values) => {
        const patches = values.flatMap((value, place) => difference(place === 0 ? null : values[place - 1], value));
        expect(textOf(patched(null, kept(patches)))).toBe(textOf(values.at(-1)));
      }),
    );
  });

  it('are none between equals, whether they are the same object or not', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(difference(value, value)).toEqual([]);
        expect(difference(value, asJson(value))).toEqual([]);
      }),
    );
  });

  it('are none only between equals', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        expect(difference(before, after).length === 0).toBe(textOf(before) === textOf(after));
      }),
    );
  });

  it('leave both values and the patches as they are', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const patches = frozen(difference(frozen(before), frozen(after)));
        expect(textOf(patched(before, patches))).toBe(textOf(after));
      }),
    );
  });

  it('name only what changed, and do not look into what is the same object', () => {
    const untouchable = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('looked into');
        },
      },
    );
    const before = { kept: untouchable, list: [untouchable, { step: 1, kept: untouchable }], gone: 1 };
    const after = { kept: untouchable, list: [untouchable, { step: 2, kept: untouchable }, 'new'] };
    expect(difference(before, after)).toEqual([
      { path: ['list', 1, 'step'], value: 2 },
      { path: ['list', 2], value: 'new' },
      { path: ['gone'] },
    ]);
    expect(() => difference({ ...before, kept: {} }, after)).toThrow('looked into');
  });

  it('share with the value what they do not change', () => {
    const before = { kept: { deep: [1] }, list: [{ a: 1 }, { b: 1 }] };
    const after = patched(before, [{ path: ['list', 1, 'b'], value: 2 }]) as typeof before;
    expect([after.kept === before.kept, after.list[0] === before.list[0], after.list[1]]).toEqual([
      true,
      true,
      { b: 2 },
    ]);
  });

  it('take the end of an array away from behind', () => {
    expect(difference([1, [2, 3, 4], 5], [1, [2]])).toEqual([{ path: [1, 2] }, { path: [1, 1] }, { path: [2] }]);
  });

  it('treat a key without a value as JSON does', () => {
    expect(difference({ a: 1, b: undefined }, { a: undefined, b: undefined, c: undefined })).toEqual([{ path: ['a'] }]);
    expect(difference({ a: undefined }, { a: 1 })).toEqual([{ path: ['a'], value: 1 }]);
  });

  it('neither read nor write a prototype', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":true}}');
    const after = patched({}, kept(difference({}, hostile)));
    expect(JSON.stringify(after)).toBe('{"__proto__":{"polluted":true}}');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(() => patched({}, [{ path: ['__proto__', 'polluted'], value: true }])).toThrow(TypeError);
    expect(() => patched({}, [{ path: ['constructor', 'polluted'], value: true }])).toThrow(TypeError);
  });

  it.each<[string, unknown, Patch]>([
    ['through a key that is not there', {}, { path: ['a', 'b'], value: 1 }],
    ['to a key that is not there, to take it away', { b: 1 }, { path: ['a'] }],
    ['through text', { a: 'text' }, { path: ['a', 0], value: 1 }],
    ['through null', { a: null }, { path: ['a', 'b'], value: 1 }],
    ['through a number', 1, { path: ['a'], value: 1 }],
    ['beyond the end of an array', { a: [1] }, { path: ['a', 2], value: 1 }],
    ['beyond the end of an array, to take it away', { a: [1] }, { path: ['a', 1] }],
    ['through the end of an array', { a: [1] }, { path: ['a', 1, 'b'], value: 1 }],
    ['before an array', [1, 2], { path: [-1], value: 1 }],
    ['before an array, to take it away', [1, 2], { path: [-1] }],
    ['between two places', [1, 2], { path: [0.5], value: 1 }],
    ['to a key of an array', [1], { path: ['0'], value: 2 }],
    ['to the length of an array', [1], { path: ['length'] }],
    ['to a place of an object', { 0: 1 }, { path: [0], value: 2 }],
    ['to everything, to take it away', { a: 1 }, { path: [] }],
  ])('throw where a path leads %s', (_name, value, patch) => {
    expect(() => patched(value, [patch])).toThrow(TypeError);
  });
});
