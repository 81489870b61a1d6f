import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathOf, registrationMachine, type StorageAdapter, snapshotOf, verifyJournal } from 'hcpn-registration';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { historyLineSchema, outcomeSchema, type View } from '../../examples/portal/api.js';
import { bodyOf, type Client, clientOf, signedIn } from './client.js';
import { listen } from './listening.js';
import { newFolder, type ServerProcess, startPortal } from './running.js';
import { eventually } from './waiting.js';

const choose = { type: 'signup.country.choose', country: 'DE' };

/** The registrations of a server's folder, read beside it. */
function storageIn(folder: string): StorageAdapter {
  const storage = sqliteStorage(join(folder, 'registrations.db'));
  onTestFinished(() => storage.close());
  return storage;
}

/** Sends an event and goes away without reading the answer. */
function sendAndLeave(
  { port }: ServerProcess,
  client: Client,
  seen: View,
  idempotencyKey: string,
): Promise<() => void> {
  const sent = request({
    port,
    host: 'localhost',
    method: 'POST',
    path: `/api/registrations/${seen.key}/events`,
    headers: {
      cookie: client.cookie,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
      'if-match': `"${seen.revision}"`,
    },
  });
  sent.on('error', () => {});
  return new Promise((resolve) => sent.end(JSON.stringify(choose), () => resolve(() => sent.destroy())));
}

test('who listens hears the revision now, and of what is saved here', async () => {
  const { address } = await startPortal();
  const ada = await signedIn(address, { name: 'Ada' });
  const seen = await ada.begin();
  const changes = await listen(ada, seen.key);
  expect(await changes.next()).toBe(1);
  await ada.act(seen, choose);
  expect(await changes.next()).toBe(2);
  await changes.stop();
});

test('who listens hears of what another process saved', async () => {
  const data = newFolder();
  const first = await startPortal({ PORTAL_DATA: data });
  const second = await startPortal({ PORTAL_DATA: data });
  const here = await signedIn(first.address, { name: 'Ada' });
  const there = clientOf(second.address, here.cookie);
  const seen = await here.begin();
  const changes = await listen(there, seen.key);
  const alsoHere = await listen(there, seen.key);
  expect([await changes.next(), await alsoHere.next()]).toEqual([1, 1]);
  await here.act(seen, choose);
  expect([await changes.next(), await alsoHere.next()]).toEqual([2, 2]);
  await alsoHere.stop();
  await here.act(await here.read(seen.key), { type: 'signup.back' });
  expect(await changes.next()).toBe(3);
});

/** When the server is killed: at once, so many turns later, or when the act is in the storage. */
const moments = [0, 1, 3, 10, 30, 100, 'saved'] as const;

test.each(moments)(
  'a server killed between request and answer loses nothing, and the retry is one act: %s',
  async (moment) => {
    const data = newFolder();
    const first = await startPortal({ PORTAL_DATA: data });
    const ada = await signedIn(first.address, { name: 'Ada' });
    const earlier = await ada.begin();
    const acknowledged = await ada.act(earlier, choose);
    const seen = await ada.begin();
    const storage = storageIn(data);
    const idempotencyKey = randomUUID();
    const leave = await sendAndLeave(first, ada, seen, idempotencyKey);
    if (moment === 'saved')
      await eventually('the act', async () => ((await storage.read(seen.key))?.revision === 2 ? true : null));
    else for (let turn = 0; turn < moment; turn += 1) await setImmediate();
    expect(await first.end('SIGKILL')).toBe('SIGKILL');
    leave();

    const second = await startPortal({ PORTAL_DATA: data });
    const again = clientOf(second.address, ada.cookie);
    expect(await again.read(acknowledged.key)).toEqual(acknowledged);
    const retried = await again.say(seen, choose, { idempotencyKey });
    expect(retried.status).toBe(200);
    expect(await bodyOf(retried, outcomeSchema)).toMatchObject({ status: 'saved', view: { revision: 2 } });
    const lines = await bodyOf(await again.get(`/api/registrations/${seen.key}/history`), historyLineSchema.array());
    expect(lines.map(({ what }) => what)).toEqual(['registration.started', choose.type]);
    expect(await verifyJournal(storage, seen.key)).toEqual({ ok: true, entries: 2 });
  },
);

test('a server that is told to stop answers the request under way, ends the listening and ends with 0', async () => {
  const data = newFolder();
  const server = await startPortal({ PORTAL_DATA: data });
  const ada = await signedIn(server.address, { name: 'Ada' });
  const { key } = await ada.begin();
  const changes = await listen(ada, key);
  await changes.next();
  const upload = request({
    port: server.port,
    host: 'localhost',
    method: 'POST',
    path: '/api/files?name=half.pdf',
    headers: { cookie: ada.cookie, 'content-type': 'application/pdf', 'content-length': 20, expect: '100-continue' },
  });
  upload.write('0123456789');
  await once(upload, 'continue');
  const ended = server.end('SIGTERM');
  expect(await changes.next()).toBeNull();
  const refused = await eventually('no more requests', async () =>
    fetch(server.address).then(
      () => null,
      () => true,
    ),
  );
  expect(refused).toBe(true);
  upload.end('0123456789');
  const [answer] = await once(upload, 'response');
  expect(answer.statusCode).toBe(201);
  expect(await ended).toBe(0);
});

test('a request that never ends does not keep the server from stopping', async () => {
  const server = await startPortal();
  const ada = await signedIn(server.address, { name: 'Ada' });
  const upload = request({
    port: server.port,
    host: 'localhost',
    method: 'POST',
    path: '/api/files?name=half.pdf',
    headers: { cookie: ada.cookie, 'content-type': 'application/pdf', 'content-length': 20, expect: '100-continue' },
  });
  upload.on('error', () => {});
  upload.write('0123456789');
  await once(upload, 'continue');
  expect(await server.end('SIGTERM')).toBe(0);
});

test('a new store gets the registrations of the demo once, though the server is killed and two start at once', async () => {
  const data = newFolder();
  const demo = { PORTAL_DATA: data, PORTAL_DEMO: 'on' };
  const servers = await Promise.all([startPortal(demo), startPortal(demo)]);
  const [first] = servers;
  const rita = await signedIn(first?.address ?? '', { userId: 'rita' });
  const states = async (client: Client) => {
    const storage = storageIn(data);
    const { rows } = await storage.find({ limit: 100 });
    for (const { key } of rows) {
      const view = await client.read(key);
      expect(pathOf(snapshotOf(registrationMachine, view).value)).toBe(rows.find((row) => row.key === key)?.state);
      expect(await verifyJournal(storage, key)).toMatchObject({ ok: true });
    }
    return rows.map(({ key, state }) => `${key} ${state}`);
  };
  const seeded = await states(rita);
  expect(seeded).toEqual([
    'demo-amelie signup.choosingCountry',
    'demo-bowen wizard.enteringBusiness',
    'demo-clara review.manuallyReviewing',
    'demo-dimitris association.awaitingInvitation',
    'demo-eleni association.associated.notDedicated',
    'demo-frieda wizard.offeringAssociation',
    'demo-joana review.manuallyReviewing',
    'demo-katerina association.invited',
    'demo-katerina-own enrollment.enrolled',
    'demo-luis enrollment.enrolled',
    'demo-mai review.rejected',
    'demo-napatsorn review.manuallyReviewing',
    'demo-sabine wizard.enteringContact',
    'demo-tiago review.manuallyReviewing',
    'demo-xiaowen signup.realName.inReview',
  ]);
  await Promise.all(servers.map((server) => server.end('SIGKILL')));
  const again = await startPortal(demo);
  expect(await states(await signedIn(again.address, { userId: 'rita' }))).toEqual(seeded);
});
