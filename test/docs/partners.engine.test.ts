import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  companyNumberKey,
  createPolicy,
  openSession,
  type RegistrationPorts,
  registrationMachine,
} from 'hcpn-registration';
import { migratePostgres, postgresStorage } from 'hcpn-registration/storage/postgres';
import { embeddedPorts, fixtures } from 'hcpn-registration/testing';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../storage/postgres.server.js';
import { moduleOf, type Sample, samplesOf } from './samples.js';

/** What the example of the ports page gives to whoever copies it. */
interface Example {
  readonly partnerTables: string;
  readonly partnersIn: (pool: Pool, registration: string) => Pick<RegistrationPorts, 'registerPartner'>;
}

const page = fileURLToPath(new URL('../../docs/how-to/ports.md', import.meta.url));
const scratch = fileURLToPath(new URL('.scratch', import.meta.url));
const policy = createPolicy({ site: 'intl' });
const { account, business, contact, filing, acceptance } = fixtures(policy);

let server: TestServer;
let folder: string;
let examples = 0;

beforeAll(async () => {
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'ports-'));
  server = await startServer();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

/** The example as it stands on the page, or with something in it changed. */
async function example(change: (code: string) => string = (code) => code): Promise<Example> {
  const found = samplesOf('ports.md', readFileSync(page, 'utf8')).filter(({ code }) => code.includes('partnersIn'));
  expect(found).toHaveLength(1);
  const [sample] = found as [Sample];
  examples += 1;
  const file = join(folder, `example${examples}.ts`);
  writeFileSync(file, moduleOf({ ...sample, code: change(sample.code) }));
  return import(/* @vite-ignore */ file);
}

/** Two servers on tables of their own, and a way to look at these from beside. */
async function twoServers({ partnerTables }: Example) {
  const schema = `example_${examples}`;
  const open = () => server.pool({ options: `-c search_path=${schema}` });
  const beside = open();
  await beside.query(`create schema ${schema}; ${partnerTables}`);
  await migratePostgres(beside, { schema });
  return { beside, pools: [open(), open()] as const, schema };
}

/**
 * The same pool, whose transactions stop after they have looked at the partners, until each of the other server has looked
 * as well or waits for a lock: the moment in which both could find the company free.
 */
function meeting(pool: Pool, beside: Pool, looked: { count: number }): Pool {
  const isWaiting = async () => {
    const { rows } = await beside.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  };
  const connect = async () => {
    const client = await pool.connect();
    const query = async (text: string, values?: unknown[]) => {
      const result = await client.query(text, values);
      if (text.startsWith('select')) {
        looked.count += 1;
        while (looked.count < 2 && !(await isWaiting())) await setImmediate();
      }
      return result;
    };
    return { query, release: (destroy?: boolean) => client.release(destroy) } as PoolClient;
  };
  return { connect } as Pool;
}

/** Two applicants of one company, each on a server of their own, submit at the same moment. */
async function race(taken: Example, isNumberKnown: boolean) {
  const { beside, pools, schema } = await twoServers(taken);
  if (isNumberKnown) await beside.query('insert into company_numbers values ($1)', [companyNumberKey(business)]);
  const looked = { count: 0 };
  const answers: Awaited<ReturnType<RegistrationPorts['registerPartner']>>[] = [];
  const typed = ['IE 603211', 'ie-６０３.211'];
  const sessions = await Promise.all(
    pools.map(async (pool, place) => {
      const key = `registration-${place}`;
      const { registerPartner } = taken.partnersIn(meeting(pool, beside, looked), key);
      const session = await openSession({
        machine: registrationMachine,
        key,
        storage: postgresStorage(pool, { schema }),
        ports: {
          ...embeddedPorts(),
          lookUpCompany: () => ({ partner: null }),
          registerPartner: async (...asked) => {
            const answer = await registerPartner(...asked);
            answers.push(answer);
            return answer;
          },
        },
        input: { policy, account: { ...account, huaweiId: `hid-${place}` } },
        by: { role: 'applicant', id: `applicant-${place}` },
      });
      await session.send({ type: 'wizard.start' });
      const registrationNumber = typed[place] ?? '';
      await session.send({ type: 'wizard.business.save', business: { ...business, registrationNumber } });
      await session.send({ type: 'wizard.contact.save', contact });
      await session.send({ type: 'wizard.sensitiveRelationship.file', filing });
      await session.send({ type: 'wizard.agreement.accept', acceptance });
      return session;
    }),
  );
  const outcomes = await Promise.all(sessions.map((session) => session.send({ type: 'wizard.submit' })));
  expect(outcomes.map(({ status, issues }) => [status, issues])).toEqual([
    ['saved', []],
    ['saved', []],
  ]);
  expect(looked.count).toBe(2);
  const { rows } = await beside.query('select partner_id, registration from partners');
  const again = await taken
    .partnersIn(pools[0], String(rows[0]?.registration))
    .registerPartner(
      { business, contact, huaweiId: 'hid-0', secondAccount: false, differentFrom: null },
      { idempotencyKey: 'again', signal: new AbortController().signal },
    );
  await Promise.all(sessions.map((session) => session.close()));
  return { answers, again, snapshots: sessions.map(({ snapshot }) => snapshot), partners: rows };
}

it.each([
  ['never seen before', false],
  ['seen before', true],
])(
  'B2 R-183 the example of the ports page: of two servers at once, with a number %s, one makes the company a partner, and the other is told so',
  async (_name, isNumberKnown) => {
    const { answers, again, snapshots, partners } = await race(await example(), isNumberKnown);
    expect(partners).toHaveLength(1);
    const partnerId: unknown = partners[0]?.partner_id;
    expect(answers).toHaveLength(2);
    expect(answers).toContainEqual({ result: 'registered', partnerId });
    const partner = { partnerId, companyName: business.companyName };
    expect(answers).toContainEqual({ result: 'alreadyPartner', partner });
    expect(again).toEqual({ result: 'registered', partnerId });

    const enrolled = snapshots.filter((snapshot) => snapshot.matches({ enrollment: 'enrolled' }));
    const offered = snapshots.filter((snapshot) => snapshot.matches({ wizard: 'offeringAssociation' }));
    expect(enrolled.map(({ context }) => context.enrollment.partnerId)).toEqual([partnerId]);
    expect(offered.map(({ context }) => context.application.company?.partner)).toEqual([partner]);
  },
);

it('without the row that the example holds, both would become a partner', async () => {
  const held = 'on conflict (number) do update set number = excluded.number';
  const unheld = await example((code) => {
    expect(code).toContain(held);
    return code.replace(held, 'on conflict do nothing');
  });
  const { partners } = await race(unheld, true);
  expect(partners).toHaveLength(2);
});

it('R-034 the example tells registers apart, and lets a second account and what is said to be another company be', async () => {
  const taken = await example();
  const { pools } = await twoServers(taken);
  const munich = { ...business, country: 'DE', registrationNumber: 'HRB 777', register: 'München' };
  const asked = { business: munich, contact, huaweiId: 'hid-0', secondAccount: false, differentFrom: null };
  const call = { idempotencyKey: 'key', signal: new AbortController().signal };
  const answerTo = async (registration: string, over: Partial<typeof asked> | { differentFrom: string | null }) =>
    taken.partnersIn(pools[0], registration).registerPartner({ ...asked, ...over }, call);
  const first = await answerTo('munich', {});
  const partnerId = 'partnerId' in first ? first.partnerId : null;
  const already = { result: 'alreadyPartner', partner: { partnerId, companyName: business.companyName } };
  const registered = { result: 'registered', partnerId: expect.any(String) };

  expect(await answerTo('same', {})).toEqual(already);
  const { register: _none, ...anywhere } = munich;
  expect(await answerTo('any register', { business: anywhere as typeof munich })).toEqual(already);
  expect(await answerTo('hamburg', { business: { ...munich, register: 'Hamburg' } })).toEqual(registered);
  expect(await answerTo('another than another', { differentFrom: 'another' })).toEqual(already);
  expect(await answerTo('another', { differentFrom: partnerId })).toEqual(registered);
  expect(await answerTo('second account', { secondAccount: true })).toEqual(registered);
});
