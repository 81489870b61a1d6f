import * as z from 'zod/mini';

/** One change of a JSON value: what stands at a path from now on, or that nothing does. */
export const patchSchema = z.strictObject({
  /** Keys of objects and places in arrays. */
  path: z.array(z.union([z.string(), z.number()])),
  /** JSON; left out where the path is taken away. Not looked into, so that no key of it is dropped. */
  value: z.optional(z.unknown()),
});

/** One change of a JSON value. */
export type Patch = z.infer<typeof patchSchema>;

type Path = Patch['path'];

/**
 * What turns one JSON value into another. What is the same object in both is not looked into; a key whose value is
 * undefined is not there, as in JSON.
 */
export function difference(before: unknown, after: unknown, path: Path = []): Patch[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const common = Math.min(before.length, after.length);
    const inside = before.slice(0, common).flatMap((value, place) => difference(value, after[place], [...path, place]));
    const added = after.slice(common).map((value, place) => ({ path: [...path, common + place], value }));
    const removed = before.slice(common).map((_, place) => ({ path: [...path, before.length - 1 - place] }));
    return [...inside, ...added, ...removed];
  }
  if (!isObject(before) || !isObject(after)) return [{ path, value: after }];
  const found: Patch[] = [];
  for (const [key, value] of Object.entries(after))
    if (value !== undefined) found.push(...difference(memberOf(before, key), value, [...path, key]));
  for (const [key, old] of Object.entries(before))
    if (old !== undefined && memberOf(after, key) === undefined) found.push({ path: [...path, key] });
  return found;
}

/** A JSON value with the changes made, in order. The value itself is left as it is. Throws where a path leads nowhere. */
export function patched(value: unknown, patches: readonly Patch[]): unknown {
  return patches.reduce<unknown>((whole, patch) => replaced(whole, patch.path, patch), value);
}

function replaced(whole: unknown, [first, ...rest]: Path, patch: Patch): unknown {
  if (first === undefined) return patch.value === undefined ? failAt(patch) : patch.value;
  const isRemoved = rest.length === 0 && patch.value === undefined;
  const isAdded = patch.value !== undefined;
  if (Array.isArray(whole) && typeof first === 'number') {
    if (!(first in whole) && !(isAdded && first === whole.length)) failAt(patch);
    return isRemoved ? whole.toSpliced(first, 1) : whole.toSpliced(first, 1, replaced(whole[first], rest, patch));
  }
  if (!isObject(whole) || typeof first !== 'string') failAt(patch);
  const members = new Map<string, unknown>(Object.entries(whole));
  if (!members.has(first) && !isAdded) failAt(patch);
  if (isRemoved) members.delete(first);
  else members.set(first, replaced(members.get(first), rest, patch));
  return Object.fromEntries(members);
}

/** What an object has of its own under a key. */
export function memberOf(value: object, key: string | number): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function failAt({ path }: Patch): never {
  throw new TypeError(`There is nothing at ${JSON.stringify(path)}.`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
