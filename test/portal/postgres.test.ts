import { verifyJournal } from 'hcpn-registration';
import { postgresStorage } from 'hcpn-registration/storage/postgres';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { conflictSchema, historyLineSchema, letterSchema, outcomeSchema } from '../../examples/portal/api.js';
import { openPortal } from '../../examples/portal/server/portal.js';
import { readSettings } from '../../examples/portal/server/settings.js';
import { startServer, type TestServer } from '../storage/postgres.server.js';
import { startProxy } from '../storage/proxy.js';
import { bodyOf, clientOf, signedIn } from './client.js';
import { listen } from './listening.js';
import { newFolder, startPortal } from './running.js';
import { eventually } from './waiting.js';

let database: TestServer;
beforeAll(async () => {
  database = await startServer();
}, 60_000);
afterAll(() => database.stop());

const choose = (country: string) => ({ type: 'signup.country.choose', country });

/** Two servers on one database, started at once, each with a folder of its own. */
async function twoServers() {
  const env = () => ({
    DATABASE_URL: database.url,
    PORTAL_SECRET: 'the same for both',
    PORTAL_DATA: newFolder(),
    PORTAL_DEMO: 'on',
  });
  const [one, other] = await Promise.all([startPortal(env()), startPortal(env())]);
  const here = await signedIn(one.address, { name: 'Ada' });
  return { one, other, here, there: clientOf(other.address, here.cookie) };
}

test('two servers on one PostgreSQL start at once on an empty database, and both act on one registration', async () => {
  const { here, there } = await twoServers();
  const seen = await here.begin('same');
  expect((await there.begin('same')).key).toBe(seen.key);
  const changes = await listen(there, seen.key);
  expect(await changes.next()).toBe(1);

  const chosen = await here.act(seen, choose('DE'));
  expect(await changes.next()).toBe(2);
  const stale = await there.say(seen, choose('FR'));
  expect(stale.status).toBe(409);
  expect((await bodyOf(stale, conflictSchema)).view).toEqual(chosen);
  const coded = await there.act(chosen, { type: 'signup.email.submit', email: 'ada@acme.example' });
  const code = await here.code(seen.key);
  const answers = await Promise.all(
    [here, there].map((client) =>
      client.say(coded, { type: 'signup.code.submit', verificationCode: code }, { idempotencyKey: 'both' }),
    ),
  );
  const [first, second] = await Promise.all(answers.map((answer) => bodyOf(answer, outcomeSchema)));
  expect(first).toMatchObject({ status: 'saved', view: { revision: 4 } });
  expect(second).toEqual(first);
  const lines = await bodyOf(await there.get(`/api/registrations/${seen.key}/history`), historyLineSchema.array());
  expect(lines).toHaveLength(4);
  expect(await verifyJournal(postgresStorage(database.pool()), seen.key)).toEqual({ ok: true, entries: 4 });
});

test('two servers that say different things at one revision: one is saved, the other is told what differs', async () => {
  const { here, there } = await twoServers();
  for (let round = 0; round < 10; round += 1) {
    const seen = await here.begin();
    const answers = await Promise.all([here.say(seen, choose('DE')), there.say(seen, choose('FR'))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  }
});

test('the letters of both servers are in one outbox, each once', async () => {
  const { here, other } = await twoServers();
  const reviewer = await signedIn(other.address, { userId: 'rita' });
  const seen = await reviewer.read('demo-napatsorn');
  await reviewer.act(seen, { type: 'review.reject', reason: 'Once.' });
  const letters = await eventually('the letter', async () => {
    const all = await bodyOf(await here.get('/api/outbox'), letterSchema.array());
    const found = all.filter(({ about, key }) => about === 'review.rejected' && key === seen.key);
    return found.length === 0 ? null : found;
  });
  expect(letters).toMatchObject([{ values: { reason: 'Once.' } }]);
});

test('B2 of many that note a partner of one company at once, on two servers, one is noted', async () => {
  const settings = await readSettings({
    DATABASE_URL: database.url,
    PORTAL_SECRET: 'another',
    PORTAL_DATA: newFolder(),
  });
  const portals = await Promise.all([openPortal(settings), openPortal(settings)]);
  onTestFinished(async () => {
    for (const portal of portals) await portal.close();
  });
  for (const round of [1, 2, 3]) {
    const noted = await Promise.all(
      portals.flatMap(({ partners }, server) =>
        Array.from({ length: 8 }, (_, place) => {
          // The number is typed in many ways, and not everybody names the register.
          const registrationNumber = place % 2 === 0 ? `HRB 9000${round}` : `hrb-90.00${round}`;
          const register = place % 3 === 0 ? {} : { register: 'Amtsgericht Hamburg' };
          const partner = { partnerId: `P-${server}-${place}`, companyName: 'Elbtor' };
          return partners.note({ country: 'DE', registrationNumber, ...register }, partner);
        }),
      ),
    );
    expect(new Set(noted.map(({ partnerId }) => partnerId)).size, String(round)).toBe(1);
  }
});

test('a file handed in at one server comes back from the other', async () => {
  const { here, one, other } = await twoServers();
  const content = crypto.getRandomValues(new Uint8Array(10_000));
  const headers = { cookie: here.cookie, 'content-type': 'image/png' };
  const kept = await fetch(`${one.address}/api/files?name=a.png`, { method: 'POST', body: content, headers });
  const { fileId }: { fileId: string } = await kept.json();
  const file = await fetch(`${other.address}/api/files/${fileId}`, { headers });
  expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
});

test('an act whose database goes away is 503 with Retry-After, and said again it is one act', async () => {
  const proxy = await startProxy(database.url);
  onTestFinished(() => proxy.close());
  const { address } = await startPortal({ DATABASE_URL: proxy.url, PORTAL_SECRET: 'another' });
  const ada = await signedIn(address, { name: 'Ada' });
  const seen = await ada.begin();
  for (const word of ['hcpn_registrations', 'portal_users']) {
    const stopped = proxy.stop(word);
    const answering = ada.say(seen, choose('DE'), { idempotencyKey: 'k' });
    (await stopped).cut();
    const failed = await answering;
    expect([failed.status, await failed.json()]).toMatchObject([503, { code: 'storage.unavailable' }]);
    expect(Number(failed.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  const again = await eventually('the database', async () => {
    const answer = await ada.say(seen, choose('DE'), { idempotencyKey: 'k' });
    return answer.status === 503 ? null : answer;
  });
  expect(await bodyOf(again, outcomeSchema)).toMatchObject({ status: 'saved', view: { revision: 2 } });
});
