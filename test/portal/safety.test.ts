import { registrationMachine, schemaByEvent } from 'hcpn-registration';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { clientOf, signedIn } from './client.js';
import { newFolder, sharedPortal, startPortal } from './running.js';
import { planted, register } from './signup.js';
import { eventually } from './waiting.js';

const { address } = sharedPortal();
const choose = { type: 'signup.country.choose', country: 'DE' };

test('a body beyond 64 kB is refused before it is read, with and without a length', async () => {
  const ada = await signedIn(address(), { name: 'Ada' });
  const seen = await ada.begin();
  const large = { ...choose, country: 'D'.repeat(70_000) };
  expect((await ada.say(seen, large)).status).toBe(413);
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('"'.repeat(10_000))),
  });
  const answer = await fetch(`${address()}/api/registrations`, {
    method: 'POST',
    body: endless,
    headers: { cookie: ada.cookie, 'content-type': 'application/json', 'idempotency-key': 'k' },
    ...{ duplex: 'half' },
  }).catch(() => null);
  expect([413, undefined]).toContain(answer?.status);
  expect((await ada.read(seen.key)).revision).toBe(1);
});

const foreign: [string, Record<string, string>][] = [
  ['of another origin', { origin: 'https://evil.example' }],
  ['of no origin to speak of', { origin: 'null' }],
  ['a browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['a browser calls same-site', { 'sec-fetch-site': 'same-site' }],
];

test.each(foreign)('a request %s is refused', async (_, headers) => {
  const ada = await signedIn(address(), { name: 'Ada' });
  const seen = await ada.begin();
  expect((await ada.say(seen, choose, { headers })).status).toBe(403);
  expect((await ada.post('/api/session', { userId: 'rita' }, headers)).status).toBe(403);
  expect((await ada.read(seen.key)).revision).toBe(1);
});

test('a request of our own page is taken', async () => {
  const ada = await signedIn(address(), { name: 'Ada' });
  const headers = { origin: address(), 'sec-fetch-site': 'same-origin' };
  expect((await ada.say(await ada.begin(), choose, { headers })).status).toBe(200);
});

test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'])(
  'a form of type %s is refused',
  async (type) => {
    const { cookie } = await signedIn(address(), { name: 'Ada' });
    const send = (headers: Record<string, string>) =>
      fetch(`${address()}/api/session`, {
        method: 'POST',
        body: '{"userId":"rita"}',
        headers: { cookie, 'content-type': type, ...headers },
      });
    expect((await send({})).status).toBe(403);
    expect((await send({ origin: address() })).status).toBe(415);
  },
);

test('the headers tell a browser to run and load nothing that is not ours', async () => {
  const answer = await clientOf(address()).get('/');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/(^|; )default-src 'none'/);
  expect(policy).toMatch(/(^|; )script-src 'self'(;|$)/);
  expect(policy).toMatch(/(^|; )connect-src 'self'(;|$)/);
  expect(policy).toMatch(/(^|; )style-src 'self' 'nonce-[A-Za-z0-9+/=]+'(;|$)/);
  expect(policy).toMatch(/(^|; )frame-ancestors 'none'(;|$)/);
  expect(policy).not.toMatch(/unsafe/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-powered-by')).toBeNull();
});

test('the page carries the nonce of its own answer, another one each time', async () => {
  const pages = await Promise.all(['/', '/registrations/some-key'].map((path) => clientOf(address()).get(path)));
  const nonces = pages.map(({ headers }) => /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1]);
  const texts = await Promise.all(pages.map((page) => page.text()));
  for (const [place, text] of texts.entries()) {
    expect(text).toContain(`content="${nonces[place]}"`);
    expect(text).not.toContain('__CSP_NONCE__');
  }
  expect(nonces[0]).not.toBe(nonces[1]);
});

test('nothing outside of the built page is given out', async () => {
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/nothing.js'])
    expect((await clientOf(address()).get(path)).status, path).toBe(404);
});

test('a route there is not is 404, as JSON', async () => {
  const answer = await clientOf(address()).get('/api/nothing');
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'route.notFound' }]);
});

test('too many requests are 429 with Retry-After, for that person only', async () => {
  const { address: strict } = await startPortal({ PORTAL_REQUESTS_PER_MINUTE: '5' });
  const ada = await signedIn(strict, { name: 'Ada' });
  const ben = await signedIn(strict, { name: 'Ben' });
  const statuses = [];
  for (let count = 0; count < 5; count += 1) statuses.push((await ada.get('/api/outbox')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200]);
  const answer = await ada.get('/api/outbox');
  expect([answer.status, await answer.json()]).toMatchObject([429, { code: 'request.tooMany' }]);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ben.get('/api/outbox')).status).toBe(200);
});

test('codes are limited by themselves, over all registrations of a person', async () => {
  const { address: strict } = await startPortal({ PORTAL_CODES_PER_TEN_MINUTES: '2' });
  const ada = await signedIn(strict, { name: 'Ada' });
  const ask = async () =>
    (
      await ada.say(await ada.act(await ada.begin(), choose), {
        type: 'signup.email.submit',
        email: 'ada@acme.example',
      })
    ).status;
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  expect((await ada.say(await ada.begin(), choose)).status).toBe(200);
});

test('a line is logged for each request, with nothing personal in it', async () => {
  const { address: logging, printed } = await startPortal({ PORTAL_LOG: 'on', PORTAL_DATA: newFolder() });
  const ada = await signedIn(logging, { name: planted });
  const { key } = await register(ada, 'planted@acme.example');
  await ada.get(`/api/registrations/${key}?email=planted@acme.example`);
  await ada.get('/registrations/planted@acme');
  const line = await eventually('the last line', async () => printed.find((each) => each.includes('"/*"')) ?? null);
  expect(JSON.parse(line)).toMatchObject({ method: 'GET', route: '/*', status: 200, ms: expect.any(Number) });
  const whole = printed.join('\n');
  expect(whole).toContain('"route":"/api/registrations/:key"');
  for (const personal of [planted, 'planted@acme', '+302100000789', key, ada.cookie.split('=')[1] ?? ''])
    expect(whole).not.toContain(personal);
});

const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
  components: z.object({
    schemas: z.record(z.string(), z.looseObject({ properties: z.record(z.string(), z.unknown()) })),
  }),
});

test('the OpenAPI document has every route and every event, without what the server adds', async () => {
  const answer = await clientOf(address()).get('/api/openapi.json');
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const text = await answer.text();
  const { paths, components } = documentSchema.parse(JSON.parse(text));
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((each) => `${each} ${path}`),
  );
  expect(routes.sort()).toEqual(
    [
      'delete /session',
      'get /desk',
      'get /files/{id}',
      'get /outbox',
      'get /people/{id}',
      'get /registrations',
      'get /registrations/{key}',
      'get /registrations/{key}/changes',
      'get /registrations/{key}/history',
      'get /session',
      'post /files',
      'post /registrations',
      'post /registrations/{key}/events',
      'post /session',
    ].sort(),
  );
  const types = Object.keys(schemaByEvent(registrationMachine));
  expect(types.length).toBeGreaterThan(90);
  for (const type of types) {
    const { properties } = components.schemas[type] ?? { properties: {} };
    expect(properties['type'], type).toEqual({ type: 'string', const: type });
    expect(Object.keys(properties)).not.toContain('by');
    expect(Object.keys(properties)).not.toContain('at');
    expect(text).toContain(`{"$ref":"#/components/schemas/${type}"}`);
  }
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference);
  expect(references.filter((reference) => !reference.startsWith('#/components/schemas/'))).toEqual([]);
});

test('the page of the API needs nothing from anywhere else', async () => {
  const client = clientOf(address());
  const page = await client.get('/api/docs');
  const text = await page.text();
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/);
  const needed = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
  expect(needed.length).toBeGreaterThan(2);
  for (const path of needed) expect((await client.get(path)).status, path).toBe(200);
});

test('the server says whether it is well', async () => {
  expect(await (await clientOf(address()).get('/healthz')).json()).toEqual({ ok: true });
});
