import { expect, test } from 'vitest';
import { letterSchema, outcomeSchema, pageSchema, uploadSchema, type View } from '../../examples/portal/api.js';
import { bodyOf, type Client, signedIn } from './client.js';
import { sharedPortal } from './running.js';
import { register } from './signup.js';
import { eventually } from './waiting.js';

const { address } = sharedPortal();
const rita = () => signedIn(address(), { userId: 'rita' });
const contact = { name: 'Ada', email: 'ada@acme.example', phone: '+302100000789' };
const acceptance = { agreementId: 'hcpn-certification-agreement', version: '2026-11', authorityConfirmed: true };

/** A company that applies and declares a relationship, so that people have to look at it. */
async function submitted(member: Client, registrationNumber: string): Promise<View> {
  const business = { companyName: `Acme ${registrationNumber}`, country: 'GR', registrationNumber };
  const answers = ['employees', 'relatives', 'officials', 'shareholding'].map((question, place) =>
    place === 0 ? { question, value: true, details: 'One.' } : { question, value: false },
  );
  let seen = await register(member, `ada${registrationNumber}@acme.example`);
  seen = await member.act(seen, { type: 'wizard.start' });
  seen = await member.act(seen, { type: 'wizard.business.save', business });
  seen = await member.act(seen, { type: 'wizard.contact.save', contact });
  const filing = { questionnaireVersion: '2026-11', answers };
  seen = await member.act(seen, { type: 'wizard.sensitiveRelationship.file', filing });
  seen = await member.act(seen, { type: 'wizard.agreement.accept', acceptance });
  return member.act(seen, { type: 'wizard.submit' });
}

async function desk(client: Client, query: Record<string, string>): Promise<string[]> {
  const { rows } = await bodyOf(await client.get(`/api/desk?${new URLSearchParams(query)}`), pageSchema);
  return rows.map(({ key }) => key);
}

test('the desk finds a registration by state, company and age', async () => {
  const reviewer = await rita();
  const { key } = await submitted(await signedIn(address(), { name: 'Ada' }), '1001');
  expect(await desk(reviewer, { state: 'review', company: 'GR:1001' })).toEqual([key]);
  expect(await desk(reviewer, { company: 'acme 10' })).toEqual([key]);
  expect(await desk(reviewer, { state: 'review.rejected', company: 'GR:1001' })).toEqual([]);
  expect(await desk(reviewer, { company: 'GR:1001', olderThanHours: '1' })).toEqual([]);
  expect(await desk(reviewer, { company: 'GR:1001', olderThanHours: '0' })).toEqual([key]);
});

test('the desk is for reviewers', async () => {
  for (const userId of ['mai', 'nikos'])
    expect((await (await signedIn(address(), { userId })).get('/api/desk')).status, userId).toBe(403);
});

test('a page of the desk goes on where the one before ended', async () => {
  const ada = await signedIn(address(), { name: 'Ada' });
  const begun = await Promise.all(Array.from({ length: 60 }, async () => (await ada.begin()).key));
  const reviewer = await rita();
  const found: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const page = await bodyOf(await reviewer.get(`/api/desk${query}`), pageSchema);
    found.push(...page.rows.map(({ key }) => key));
    cursor = page.next;
  }
  expect(new Set(found).size).toBe(found.length);
  expect(begun.every((key) => found.includes(key))).toBe(true);
});

test('a rejection reaches the applicant, and its letter comes once', async () => {
  const ada = await signedIn(address(), { name: 'Ada' });
  const seen = await submitted(ada, '1002');
  const reviewer = await rita();
  await reviewer.act(seen, { type: 'review.reject', reason: 'Look again.', fields: ['business.companyName'] });
  expect((await ada.read(seen.key)).value).toEqual({ review: 'rejected' });
  const letter = await eventually('the letter', async () => {
    const letters = await bodyOf(await ada.get('/api/outbox'), letterSchema.array());
    const found = letters.filter(({ key, about }) => key === seen.key && about === 'review.rejected');
    return found.length === 0 ? null : found;
  });
  expect(letter).toMatchObject([{ to: contact.email, values: { reason: 'Look again.', companyName: 'Acme 1002' } }]);
});

test('a reviewer speaks for Huawei where only its machinery may, and for no applicant', async () => {
  const ada = await signedIn(address(), { name: 'Ada' });
  const seen = await submitted(ada, '1003');
  const reviewer = await rita();
  const partner = await reviewer.act(seen, { type: 'review.approve' });
  const invited = await reviewer.act(partner, { type: 'path.invited', path: 'learning' });
  const history: unknown = await (await reviewer.get(`/api/registrations/${seen.key}/history`)).json();
  expect(history).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ what: 'path.invited', by: { role: 'system', id: 'rita', name: 'Rita Marchetti' } }),
    ]),
  );
  const select = await reviewer.say(invited, { type: 'path.select', path: 'learning' });
  expect((await bodyOf(select, outcomeSchema)).issues).toMatchObject([{ code: 'actor.notAllowed' }]);
  expect((await ada.say(invited, { type: 'path.invited', path: 'learning' })).status).toBe(422);
});

test('the policy is changed by nobody', async () => {
  const ada = await signedIn(address(), { name: 'Ada' });
  const seen = await ada.begin();
  for (const client of [ada, await rita()]) {
    const { policy } = JSON.parse(JSON.stringify(seen.context));
    const answer = await client.say(seen, { type: 'registration.policyChanged', policy });
    expect([answer.status, await answer.json()]).toMatchObject([422, { issues: [{ code: 'actor.notAllowed' }] }]);
  }
});

async function handIn(client: Client, content: Uint8Array<ArrayBuffer>): Promise<Response> {
  return fetch(`${address()}/api/files?name=${encodeURIComponent('Kataster κτήμα.pdf')}`, {
    method: 'POST',
    body: content,
    headers: { cookie: client.cookie, 'content-type': 'application/pdf' },
  });
}

test('a file comes back byte for byte to its owner and to reviewers, to nobody else, and never as a page', async () => {
  const ada = await signedIn(address(), { name: 'Ada' });
  const content = crypto.getRandomValues(new Uint8Array(60_000));
  const answer = await handIn(ada, content);
  expect(answer.status).toBe(201);
  const { fileId, ...upload } = await bodyOf(answer, uploadSchema);
  expect(upload).toEqual({ name: 'Kataster κτήμα.pdf', mediaType: 'application/pdf', bytes: 60_000 });
  for (const client of [ada, await rita()]) {
    const file = await client.get(`/api/files/${fileId}`);
    expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment;/);
  }
  const eve = await signedIn(address(), { name: 'Eve' });
  expect((await eve.get(`/api/files/${fileId}`)).status).toBe(404);
});

test('a file that is empty or beyond 10 MB is refused', async () => {
  const ada = await signedIn(address(), { name: 'Ada' });
  expect((await handIn(ada, new Uint8Array())).status).toBe(400);
  expect((await handIn(ada, new Uint8Array(10 * 1024 * 1024))).status).toBe(201);
  expect((await handIn(ada, new Uint8Array(10 * 1024 * 1024 + 1))).status).toBe(413);
});
