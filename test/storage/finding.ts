import fc from 'fast-check';
import type { IndexRow, Page, Query, StorageAdapter, Summary } from 'hcpn-registration';
import { act, later, save } from '../../src/testing/storage/kit.js';

/** A registration on its way to where it is found, or erased. */
interface Way {
  readonly key: string;
  readonly before: IndexRow | null;
  readonly now: IndexRow;
  readonly isErased: boolean;
}

/** Registrations, and what is asked of them. */
export interface Questions {
  readonly ways: readonly Way[];
  readonly queries: readonly Query[];
}

/** Parts of each other's names, and neighbours of the dot and of the ends of the alphabet. */
const states = ['', '.', 'a', 'a.', 'a.b', 'a.b.c', 'a.c', 'a.b-c', 'a-b', 'a/', 'a/b', 'ab', 'ab.c', 'A', 'a.é', 'b'];
/** PostgreSQL has only the first 200 characters of a key in an index. */
const long = 'k'.repeat(199);
const keys = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'B', '.', '/', ' ', 'é', '华'), minLength: 1, maxLength: 3 }),
  fc.string({ unit: fc.constantFrom('k', 'l'), minLength: 1, maxLength: 3 }).map((end) => long + end),
);
const times = fc.integer({ min: 0, max: 5 }).map(later);
const companies = fc.constantFrom('CN:1', 'CN:11', 'IE:1');
const rows: fc.Arbitrary<IndexRow> = fc.record({
  state: fc.constantFrom(...states),
  company: fc.option(companies),
  deadline: fc.option(times),
});
const ways: fc.Arbitrary<Way> = fc.record({
  key: keys,
  before: fc.option(rows),
  now: rows,
  isErased: fc.integer({ min: 0, max: 4 }).map((roll) => roll === 0),
});
const unless = { nil: undefined };
const queries: fc.Arbitrary<Query> = fc.record({
  state: fc.option(fc.constantFrom(...states, 'a.b.', 'c'), { ...unless, freq: 5 }),
  company: fc.option(companies, { ...unless, freq: 1 }),
  deadlineBy: fc.option(times, { ...unless, freq: 1 }),
  limit: fc.constantFrom(1, 2, 3, 7, 1000),
  cursor: fc.option(keys, unless),
});

export const questions: fc.Arbitrary<Questions> = fc.record({
  ways: fc.uniqueArray(ways, { selector: ({ key }) => key, minLength: 10, maxLength: 40 }),
  queries: fc.array(queries, { minLength: 20, maxLength: 20 }),
});

/** Every page of every query, once all registrations are where they are. */
export async function answersOf(storage: StorageAdapter, asked: Questions): Promise<Page<Summary>[][]> {
  for (const { key, before, now, isErased } of asked.ways) {
    const indexes = before === null ? [now] : [before, now];
    for (const [revision, index] of indexes.entries()) await save(storage, act(key, revision, { index }));
    if (isErased) await storage.remove(key, later(9));
  }
  const answers: Page<Summary>[][] = [];
  for (const query of asked.queries) {
    const pages = [await storage.find(query)];
    for (let next = pages[0]?.next; next != null && pages.length <= asked.ways.length; next = pages.at(-1)?.next)
      pages.push(await storage.find({ ...query, cursor: next }));
    answers.push(pages);
  }
  return answers;
}
