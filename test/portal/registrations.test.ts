import { registrationMachine, snapshotOf } from 'hcpn-registration';
import { expect, test } from 'vitest';
import { conflictSchema, historyLineSchema, outcomeSchema, pageSchema, viewSchema } from '../../examples/portal/api.js';
import { bodyOf, type Client, signedIn } from './client.js';
import { sharedPortal } from './running.js';

const { address } = sharedPortal();
const choose = { type: 'signup.country.choose', country: 'DE' };

const somebody = (name = 'Ada') => signedIn(address(), { name });

async function historyOf(client: Client, key: string) {
  return bodyOf(await client.get(`/api/registrations/${key}/history`), historyLineSchema.array());
}

test('a registration is begun, and its view is a snapshot of the machine', async () => {
  const ada = await somebody();
  const answer = await ada.post('/api/registrations', { site: 'eu' }, { 'idempotency-key': 'a' });
  expect(answer.status).toBe(201);
  const view = await bodyOf(answer, viewSchema);
  expect(answer.headers.get('location')).toBe(`/api/registrations/${view.key}`);
  expect(answer.headers.get('etag')).toBe('"1"');
  const snapshot = snapshotOf(registrationMachine, view);
  expect(snapshot.matches({ signup: 'choosingCountry' })).toBe(true);
  expect(snapshot.context.policy.site).toBe('eu');
});

test('the same Idempotency-Key begins one registration, also when both are sent at once', async () => {
  const ada = await somebody();
  const [first, second] = await Promise.all([ada.begin('same'), ada.begin('same')]);
  const third = await ada.begin('same');
  expect([second.key, third.key]).toEqual([first.key, first.key]);
  expect((await bodyOf(await ada.get('/api/registrations'), pageSchema)).rows).toHaveLength(1);
  expect((await (await somebody('Ben')).begin('same')).key).not.toBe(first.key);
});

test('the same Idempotency-Key for another site is 422', async () => {
  const ada = await somebody();
  await ada.begin('same');
  const other = await ada.post('/api/registrations', { site: 'cn' }, { 'idempotency-key': 'same' });
  expect([other.status, await other.json()]).toMatchObject([422, { code: 'command.reused' }]);
});

test('a registration without an Idempotency-Key is 400, of an administrator 403', async () => {
  const ada = await somebody();
  expect((await ada.post('/api/registrations', { site: 'intl' })).status).toBe(400);
  const nikos = await signedIn(address(), { userId: 'nikos' });
  const answer = await nikos.post('/api/registrations', { site: 'intl' }, { 'idempotency-key': 'a' });
  expect(answer.status).toBe(403);
});

test('what one has seen already is 304', async () => {
  const ada = await somebody();
  const { key } = await ada.begin();
  const read = (match: string) => ada.get(`/api/registrations/${key}`, { 'if-none-match': match });
  expect((await read('"1"')).status).toBe(304);
  expect((await read('W/"7", "1"')).status).toBe(304);
  expect((await read('"2"')).status).toBe(200);
});

test("somebody else's registration is not there: neither to read nor to speak to", async () => {
  const ada = await somebody();
  const seen = await ada.begin();
  const strangers = [await somebody('Eve'), await signedIn(address(), { userId: 'nikos' })];
  for (const stranger of strangers) {
    const paths = ['', '/history', '/changes'].map((below) => `/api/registrations/${seen.key}${below}`);
    for (const path of paths) expect((await stranger.get(path)).status, path).toBe(404);
    expect((await stranger.say(seen, choose)).status).toBe(404);
    expect((await bodyOf(await stranger.get('/api/registrations'), pageSchema)).rows).toEqual([]);
  }
  expect((await ada.read(seen.key)).revision).toBe(1);
});

test.each(['missing', 'x'.repeat(2000), 'a%00b'])('a key nobody has is 404: %.20s', async (key) => {
  const ada = await somebody();
  expect((await ada.get(`/api/registrations/${key}`)).status).toBe(404);
  expect((await ada.say({ key, revision: 1 }, choose)).status).toBe(404);
});

test('an event is saved and answers the new revision', async () => {
  const ada = await somebody();
  const answer = await ada.say(await ada.begin(), choose);
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"2"']);
  expect(await bodyOf(answer, outcomeSchema)).toMatchObject({ status: 'saved', view: { revision: 2 } });
});

test('an event said twice with one Idempotency-Key is carried out once and answers the same', async () => {
  const ada = await somebody();
  const seen = await ada.begin();
  const once = await bodyOf(await ada.say(seen, choose, { idempotencyKey: 'k' }), outcomeSchema);
  const again = await ada.say(seen, choose, { idempotencyKey: 'k' });
  expect([again.status, await bodyOf(again, outcomeSchema)]).toEqual([200, once]);
  expect(await historyOf(ada, seen.key)).toHaveLength(2);
});

test('an event whose answer was lost succeeds again after others, though its If-Match is old by now', async () => {
  const ada = await somebody();
  const seen = await ada.begin();
  await ada.say(seen, choose, { idempotencyKey: 'k' });
  await ada.act(await ada.read(seen.key), { type: 'signup.back' });
  const again = await ada.say(seen, choose, { idempotencyKey: 'k' });
  expect(again.status).toBe(200);
  expect(await bodyOf(again, outcomeSchema)).toMatchObject({ status: 'saved', view: { revision: 3 } });
  expect(await historyOf(ada, seen.key)).toHaveLength(3);
});

test('one Idempotency-Key for two events is 422', async () => {
  const ada = await somebody();
  const seen = await ada.begin();
  await ada.say(seen, choose, { idempotencyKey: 'k' });
  const other = await ada.say(seen, { ...choose, country: 'FR' }, { idempotencyKey: 'k' });
  expect([other.status, await other.json()]).toMatchObject([422, { code: 'command.reused' }]);
});

test('without If-Match 428, without Idempotency-Key 400, with an If-Match that is no revision 400', async () => {
  const ada = await somebody();
  const { key } = await ada.begin();
  const path = `/api/registrations/${key}/events`;
  expect((await ada.post(path, choose, { 'idempotency-key': 'k' })).status).toBe(428);
  expect((await ada.post(path, choose, { 'if-match': '"1"' })).status).toBe(400);
  for (const match of ['*', '1', '"one"', '"1", "2"'])
    expect((await ada.post(path, choose, { 'idempotency-key': 'k', 'if-match': match })).status, match).toBe(400);
  expect((await ada.read(key)).revision).toBe(1);
});

test('an event at a revision that is old is 409, with what differs', async () => {
  const ada = await somebody();
  const seen = await ada.begin();
  await ada.act(seen, choose);
  const stale = await ada.say(seen, { ...choose, country: 'FR' });
  expect(stale.status).toBe(409);
  const { view, differences } = await bodyOf(stale, conflictSchema);
  expect(view.revision).toBe(2);
  expect(differences).toContainEqual({ path: ['account', 'country'], mine: null, theirs: 'DE' });
});

test('of two events sent at once at one revision, one is saved and one is 409', async () => {
  const ada = await somebody();
  const seen = await ada.begin();
  const answers = await Promise.all(['DE', 'FR', 'IT', 'ES'].map((country) => ada.say(seen, { ...choose, country })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect(await historyOf(ada, seen.key)).toHaveLength(2);
});

test('an event at a revision that is not there yet is 409 without differences', async () => {
  const ada = await somebody();
  const { key } = await ada.begin();
  const early = await ada.say({ key, revision: 7 }, choose);
  expect([early.status, (await bodyOf(early, conflictSchema)).differences]).toEqual([409, []]);
});

const senseless: [string, object, string][] = [
  ['unknown', { type: 'signup.nothing' }, 'event.unknown'],
  ['of a prototype', { type: 'constructor' }, 'event.unknown'],
  ['with a field too many', { ...choose, at: '2020-01-01T00:00:00.000Z', extra: 1 }, 'key.unknown'],
  ['of XState', { type: 'xstate.done.actor.screenApplication' }, 'event.reserved'],
];

test.each(senseless)('an event that is %s is 422 and changes nothing', async (_, event, code) => {
  const ada = await somebody();
  const seen = await ada.begin();
  const answer = await ada.say(seen, event);
  expect(answer.status).toBe(422);
  const { status, issues } = await bodyOf(answer, outcomeSchema);
  expect([status, issues.map((issue) => issue.code)]).toEqual(['invalid', [code]]);
  expect((await ada.read(seen.key)).revision).toBe(1);
});

test('an event that is not expected now is 422 with every reason', async () => {
  const ada = await somebody();
  const answer = await ada.say(await ada.begin(), { type: 'wizard.submit' });
  expect(await bodyOf(answer, outcomeSchema)).toMatchObject({ status: 'refused' });
  expect(answer.status).toBe(422);
});

test('a body that is no JSON is refused', async () => {
  const ada = await somebody();
  const { key } = await ada.begin();
  const answer = await fetch(`${address()}/api/registrations/${key}/events`, {
    method: 'POST',
    body: '{',
    headers: { cookie: ada.cookie, 'content-type': 'application/json', 'idempotency-key': 'k', 'if-match': '"1"' },
  });
  expect(answer.status).toBe(400);
});

test('the history names people and holds no secret', async () => {
  const ada = await somebody('Ada Lovelace');
  const seen = await ada.act(await ada.begin(), choose);
  const coded = await ada.act(seen, { type: 'signup.email.submit', email: 'ada@acme.example' });
  const code = await ada.code(seen.key);
  await ada.act(coded, { type: 'signup.code.submit', verificationCode: code });
  const lines = await historyOf(ada, seen.key);
  expect(lines.map(({ what }) => what)).toEqual([
    'registration.started',
    'signup.country.choose',
    'signup.email.submit',
    'signup.code.submit',
  ]);
  expect(lines.every(({ by }) => by?.name === 'Ada Lovelace')).toBe(true);
  expect(JSON.stringify(lines)).not.toContain(code);
});
