import { readFileSync } from 'node:fs';
import { type Commit, companyNumberKey, type StorageAdapter } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { expect } from 'vitest';
import { act, everythingOf, keysOf, later, save } from '../../src/testing/storage/kit.js';

/** A registration in each of the old stores: its number as it was typed, and what version 2 kept in the index of it. */
interface Kept {
  readonly key: string;
  readonly country: string;
  readonly registrationNumber: string;
  readonly company: string;
}

const folder = new URL('../fixtures/stores/', import.meta.url);

export const companies: readonly Kept[] = JSON.parse(readFileSync(new URL('companies.json', folder), 'utf8'));

/** A store that an earlier layout made: its statements, or the folder that holds it. */
export const oldStore = {
  sqlite: readFileSync(new URL('1.sqlite.sql', folder), 'utf8'),
  postgres: readFileSync(new URL('1.postgres.sql', folder), 'utf8'),
  file: new URL('1.file/', folder),
};

/** The commits that made the old stores, with what the index says of each company. */
export function commitsOf(companyOf: (kept: Kept) => string): Commit[] {
  const made = companies.flatMap((kept, place) => {
    const { key } = kept;
    const company = companyOf(kept);
    const index = {
      state: `review.${place % 2 === 0 ? 'waiting' : 'rejected'}`,
      company,
      deadline: later(100 * place),
    };
    return place % 2 === 0
      ? [act(key, 0, { index: { ...index, company: `${company}/0` } }), act(key, 1, { index })]
      : [act(key, 0, { index })];
  });
  return [...made, act('nobody yet', 0, { index: { state: 'wizard.business', company: null, deadline: null } })];
}

/** Asserts that a store finds each company by its number of today, and holds all else as it was when it was made. */
export async function expectLedOver(storage: StorageAdapter): Promise<void> {
  const expected = memoryStorage();
  await save(expected, ...commitsOf(companyNumberKey), act('erased', 0));
  await expected.remove('erased', later(5));

  for (const { key, ...company } of companies)
    expect(await keysOf(storage, { company: companyNumberKey(company) })).toEqual([key]);
  for (const key of [...companies.map((kept) => kept.key), 'nobody yet', 'erased'])
    expect(await everythingOf(storage, key)).toEqual(await everythingOf(expected, key));
  for (const commit of [act('erased', 0), act('belgium', 0), act('brazil', 0, { commandId: 'late' })])
    expect(await storage.commit(commit)).toEqual(await expected.commit(commit));
}
