import fc from 'fast-check';
import type { Query } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { migratePostgres, type PostgresNames, postgresStorage } from 'hcpn-registration/storage/postgres';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testStorageAdapter } from '../../src/testing/storage.contract.js';
import { answersOf, questions } from './finding.js';
import { companies, expectLedOver, oldStore } from './oldStores.js';
import { startServer, type TestServer } from './postgres.server.js';

let server: TestServer;
let pools: [Pool, Pool];
let stores = 0;

beforeAll(async () => {
  server = await startServer();
  pools = [server.pool(), server.pool()];
}, 60_000);
afterAll(() => server.stop());

/** The names of an empty store of its own. */
async function store(): Promise<PostgresNames> {
  stores += 1;
  const names = { prefix: `store ${process.pid} "${stores}" ` };
  await migratePostgres(pools[0], names);
  return names;
}

describe('postgresStorage', () => {
  testStorageAdapter({ describe, it }, async () => {
    const names = await store();
    const [pool, other] = pools;
    return { storage: postgresStorage(pool, names), again: async () => postgresStorage(other, names) };
  });

  it('finds what a storage in memory does, whatever is there and whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async (asked) => {
        const storage = postgresStorage(pools[0], await store());
        expect(await answersOf(storage, asked)).toEqual(await answersOf(memoryStorage(), asked));
      }),
      { numRuns: 30, seed: 20261123 },
    );
  });
});

describe('tables of layout 1', () => {
  /** The names of a store as version 2 of the machines left it. */
  async function oldTables(): Promise<{ schema: string; prefix: string }> {
    stores += 1;
    const schema = `old_${process.pid}_${stores}`;
    const client = await pools[0].connect();
    await client.query(
      `create schema ${schema}; set search_path to ${schema}; ${oldStore.postgres}; reset search_path`,
    );
    client.release();
    return { schema, prefix: 'hcpn_' };
  }
  const companiesIn = async (schema: string) => {
    const { rows } = await pools[0].query(
      `select key, company from ${schema}.hcpn_registrations where company is not null order by key`,
    );
    return rows;
  };
  const layoutsIn = async (schema: string) =>
    (await pools[0].query(`select version from ${schema}.hcpn_layout`)).rows.map(({ version }) => version);
  const before = companies
    .map(({ key, company }) => ({ key, company }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));

  it('U7 are refused by the storage until they are led over, and then find each company by its number of today', async () => {
    const names = await oldTables();
    const [pool, other] = pools;
    const storage = postgresStorage(pool, names);
    await expect(storage.read('belgium')).rejects.toMatchObject({
      code: 'storage.notMigrated',
      details: { layout: 1, known: 2 },
    });
    expect(await companiesIn(names.schema)).toEqual(before);
    await Promise.all(Array.from({ length: 8 }, (_, turn) => migratePostgres(turn % 2 === 0 ? pool : other, names)));
    expect(await layoutsIn(names.schema)).toEqual([2]);
    await expectLedOver(storage);
    await migratePostgres(pool, names);
    await expectLedOver(postgresStorage(other, names));
  });

  it('U7 are led over by writing only the rows that change', async () => {
    const names = await oldTables();
    await pools[0].query(`create table ${names.schema}.written (key text);
      create function ${names.schema}.note() returns trigger language plpgsql as $$
        begin insert into ${names.schema}.written values (new.key); return new; end $$;
      create trigger noted after update on ${names.schema}.hcpn_registrations
        for each row execute function ${names.schema}.note()`);
    await migratePostgres(pools[0], names);
    await migratePostgres(pools[0], names);
    const { rows } = await pools[0].query(`select key from ${names.schema}.written order by key collate "C"`);
    expect(rows.map(({ key }) => key)).toEqual(before.map(({ key }) => key).filter((key) => key !== 'china plain'));
  });

  it('U7 are led over page by page; what failed halfway is carried on by the next call', async () => {
    const names = await oldTables();
    const table = `${names.schema}.hcpn_registrations`;
    await pools[0].query(`insert into ${table} (id, key, revision, at, text, state, company)
      select 'x' || lpad(number::text, 6, '0'), 'many ' || number, 1, '2026-01-05T09:00:00.000Z', '{}', 'enrolled',
        'FR:' || number || '.0'
      from generate_series(1, 1700) as number`);
    await pools[0].query(`create function ${names.schema}.refuse() returns trigger language plpgsql as $$
        begin raise exception 'refused'; end $$;
      create trigger refused before update on ${table}
        for each row when (new.key = 'many 1234') execute function ${names.schema}.refuse()`);
    await expect(migratePostgres(pools[0], names)).rejects.toMatchObject({ code: 'storage.unavailable' });
    const left = `select count(*)::int as count from ${table} where company like 'FR:%.0'`;
    const [halfway] = (await pools[0].query(left)).rows;
    expect(halfway.count).toBeGreaterThan(0);
    expect(halfway.count).toBeLessThan(1700);
    expect(await layoutsIn(names.schema)).toEqual([1]);
    await pools[0].query(`drop trigger refused on ${table}`);
    await migratePostgres(pools[1], names);
    expect((await pools[0].query(left)).rows).toEqual([{ count: 0 }]);
    expect((await postgresStorage(pools[0], names).find({ company: 'FR:12340', limit: 2 })).rows).toMatchObject([
      { key: 'many 1234', company: 'FR:12340' },
    ]);
    expect(await layoutsIn(names.schema)).toEqual([2]);
  });
});

/** One step of a plan, as `explain (analyze, format json)` tells it. */
interface Step {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Step[];
}

const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];

describe('finding among 50,000, of which those in a state have the last keys', () => {
  const prefix = `many_${process.pid}_`;

  beforeAll(async () => {
    const [pool] = pools;
    await migratePostgres(pool, { prefix });
    await pool.query(`insert into ${prefix}registrations (id, key, revision, at, text, state, company, deadline)
      select number, lpad(number::text, 8, '0'), 1, '2026-01-05T09:00:00.000Z', '{}',
        case when number > 45000 then 'signup.' || number % 2 when number = 25000 then 'alone' else 'review.' || number % 4 end,
        'IE:' || number, case number % 5000 when 0 then '2026-02-05T09:00:00.000Z' end
      from generate_series(1, 50000) as number`);
    await pool.query(`analyze ${prefix}registrations`);
  });

  /** The indexes that are used for a query, and how many rows are looked at. */
  async function effortOf(query: Omit<Query, 'limit'>) {
    const [pool] = pools;
    let plan: Step | undefined;
    const storage = postgresStorage(
      {
        connect: () => pool.connect(),
        async query(text, values) {
          if (text.includes(`${prefix}registrations`)) {
            const { rows } = await pool.query(`explain (analyze, format json) ${text}`, values);
            plan = rows[0]['QUERY PLAN'][0].Plan;
          }
          return pool.query(text, values);
        },
      },
      { prefix },
    );
    const { rows } = await storage.find({ limit: 20, ...query });
    if (plan === undefined) throw new Error('Nothing was asked.');
    const scans = stepsOf(plan).filter((step) => step['Relation Name'] === `${prefix}registrations`);
    const looked = scans.map((scan) => {
      const { 'Rows Removed by Filter': filtered = 0, 'Rows Removed by Index Recheck': rechecked = 0 } = scan;
      return (scan['Actual Rows'] + filtered + rechecked) * scan['Actual Loops'];
    });
    return {
      found: rows.length,
      indexes: [...new Set(scans.map((scan) => scan['Index Name']?.replace(`${prefix}registrations_`, '')))],
      looked: looked.reduce((sum, rows) => sum + rows, 0),
    };
  }

  it.each([
    ['a state', { state: 'signup.0' }, 20, 'state'],
    ['a parent', { state: 'signup' }, 20, 'state'],
    ['a parent of most', { state: 'review' }, 20, 'state'],
    ['the middle of a parent', { state: 'review', cursor: '00022500' }, 20, 'state'],
    ['the end of a parent', { state: 'signup', cursor: '00049990' }, 10, 'state'],
    ['a state of one', { state: 'alone' }, 1, 'state'],
    ['a state of none', { state: 'association' }, 0, 'state'],
    ['a company', { company: 'IE:25001' }, 1, 'company'],
    ['a company in a state', { company: 'IE:25001', state: 'review' }, 1, 'company'],
    ['a deadline of few', { deadlineBy: '2026-02-05T09:00:00.000Z' }, 10, 'deadline'],
    ['a deadline of few in a state', { deadlineBy: '2026-02-05T09:00:00.000Z', state: 'review' }, 8, 'deadline'],
    ['everything from the middle', { cursor: '00025000' }, 20, 'key'],
  ])('by %s uses an index and looks at few rows', async (_name, query, found, index) => {
    const effort = await effortOf(query);
    expect(effort).toMatchObject({ found, indexes: [index] });
    expect(effort.looked).toBeLessThan(300);
  });
});
