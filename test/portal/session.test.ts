import { once } from 'node:events';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { signInSchema, viewSchema } from '../../examples/portal/api.js';
import { bodyOf, clientOf, signedIn } from './client.js';
import { newFolder, sharedPortal, startPortal } from './running.js';

const { address } = sharedPortal();

const guarded = ['/api/registrations', '/api/registrations/x', '/api/desk', '/api/outbox', '/api/files/x'];

test.each(guarded)('without a cookie %s answers 401', async (path) => {
  expect((await clientOf(address()).get(path)).status).toBe(401);
});

test('without a cookie nothing can be said and nothing begun', async () => {
  const nobody = clientOf(address());
  const begun = await nobody.post('/api/registrations', { site: 'intl' }, { 'idempotency-key': 'a' });
  const said = await nobody.say({ key: 'x', revision: 1 }, { type: 'signup.back' });
  expect([begun.status, said.status]).toEqual([401, 401]);
});

test('a cookie made by hand signs nobody in', async () => {
  const forged = [`portal=rita|9999999999999.${'A'.repeat(43)}=`, 'portal=rita', 'portal=rita|9999999999999'];
  for (const cookie of forged) expect((await clientOf(address(), cookie).get('/api/desk')).status, cookie).toBe(401);
});

test('a cookie whose user was changed signs nobody in', async () => {
  const { cookie } = await signedIn(address(), { userId: 'mai' });
  expect((await clientOf(address(), cookie).get('/api/registrations')).status).toBe(200);
  const tampered = cookie.replace('mai', 'rita');
  expect(tampered).not.toBe(cookie);
  expect((await clientOf(address(), tampered).get('/api/registrations')).status).toBe(401);
});

test('the cookie is for this site and for no script', async () => {
  const answer = await clientOf(address()).post('/api/session', { userId: 'mai' });
  const cookie = answer.headers.get('set-cookie');
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(cookie).not.toMatch(/Secure/);
});

test('anywhere but on this computer the cookie needs TLS', async () => {
  const { port } = new URL(address());
  const headers = { host: 'portal.example', 'content-type': 'application/json' };
  const sent = request({ port, host: 'localhost', method: 'POST', path: '/api/session', headers });
  sent.end(JSON.stringify({ userId: 'mai' }));
  const [answer] = await once(sent, 'response');
  expect(String(answer.headers['set-cookie'])).toMatch(/; Secure/);
  answer.resume();
});

test('an unknown user cannot sign in', async () => {
  expect((await clientOf(address()).post('/api/session', { userId: 'nobody' })).status).toBe(422);
});

test('a new applicant signs in by name and is nobody else', async () => {
  const client = await signedIn(address(), { name: 'Ada' });
  const { user } = await bodyOf(await client.get('/api/session'), signInSchema);
  expect(user).toMatchObject({ name: 'Ada', role: 'applicant', partnerId: null });
});

test('the role is not taken from the request', async () => {
  const answer = await clientOf(address()).post('/api/session', { name: 'Eve', role: 'reviewer' });
  expect(answer.status).toBe(422);
  const eve = await signedIn(address(), { name: 'Eve' });
  const seen = await eve.begin();
  const by = { role: 'reviewer', id: 'rita' };
  const approved = await eve.say(seen, { type: 'review.approve', by }, { headers: { 'x-role': 'reviewer' } });
  expect(approved.status).toBe(422);
  expect(await approved.json()).toMatchObject({ status: 'invalid', issues: [{ code: 'actor.mismatch' }] });
  const desk = await eve.get('/api/desk?role=reviewer');
  expect(desk.status).toBe(403);
});

test('after signing out nobody is signed in', async () => {
  const client = await signedIn(address(), { userId: 'mai' });
  const answer = await fetch(`${address()}/api/session`, {
    method: 'DELETE',
    headers: { cookie: client.cookie, origin: address() },
  });
  expect(answer.headers.get('set-cookie')).toMatch(/^portal=;.*Max-Age=0/);
});

test('a restart keeps sessions and registrations', async () => {
  const data = newFolder();
  const first = await startPortal({ PORTAL_DATA: data });
  const client = await signedIn(first.address, { name: 'Ada' });
  const { key } = await client.begin();
  expect(await first.end('SIGTERM')).toBe(0);
  const second = await startPortal({ PORTAL_DATA: data });
  const again = clientOf(second.address, client.cookie);
  expect((await bodyOf(await again.get(`/api/registrations/${key}`), viewSchema)).key).toBe(key);
});

test('production asks for a secret', async () => {
  await expect(startPortal({ NODE_ENV: 'production' })).rejects.toThrow(/PORTAL_SECRET is required/);
});
