/** A way to swap registrations that nothing tells apart, and the texts that name them. */
export interface Renaming {
  /** For each registration, which one takes its place. */
  readonly places: readonly number[];
  /** What a text becomes. */
  readonly as: (text: string) => string;
}

/** What stands for a registration: the texts that mean it and no other, and what may happen in it. */
export interface Named {
  readonly own: readonly string[];
  readonly said: unknown;
}

const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Of a time it counts only that there is one. */
export function timeless(text: string): string {
  return time.test(text) ? 'time' : text;
}

/** Every way to swap registrations in which the same may happen but for their names; the first leaves all as it is. */
export function renamingsOf(registrations: readonly Named[]): Renaming[] {
  const own = registrations.map(({ said }) => canonical(said, timeless));
  return permutations(registrations.length)
    .map((places) => ({ places, as: renaming(registrations, places) }))
    .filter(({ places, as }) =>
      registrations.every(({ said }, place) => canonical(said, as) === own[places[place] ?? place]),
    );
}

function renaming(registrations: readonly Named[], places: readonly number[]): Renaming['as'] {
  const names = new Map<string, string>();
  for (const [place, { own }] of registrations.entries())
    for (const [rank, name] of own.entries()) {
      const other = registrations[places[place] ?? place]?.own[rank];
      if (other !== undefined) names.set(name, other);
    }
  return (text) => timeless(names.get(text) ?? text);
}

function permutations(length: number): number[][] {
  if (length === 0) return [[]];
  return permutations(length - 1).flatMap((shorter) =>
    Array.from({ length }, (_, place) => [
      ...shorter.slice(0, length - 1 - place),
      length - 1,
      ...shorter.slice(length - 1 - place),
    ]),
  );
}

/** A JSON value as text that is the same whatever the order of its keys, with its texts as they count. */
export function canonical(value: unknown, as: (text: string) => string): string {
  if (typeof value === 'string') return JSON.stringify(as(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each, as)).join()}]`;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  const parts = entries.map(([key, part]) => `${JSON.stringify(as(key))}:${canonical(part, as)}`);
  return `{${parts.sort().join()}}`;
}

/** A JSON value with its texts and keys renamed. */
export function renamed<T>(value: T, as: (text: string) => string): T {
  return rename(value, as) as T;
}

function rename(value: unknown, as: (text: string) => string): unknown {
  if (typeof value === 'string') return time.test(value) ? value : as(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => rename(each, as));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [as(key), rename(part, as)]));
}
