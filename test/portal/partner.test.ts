import { registrationMachine, snapshotOf, steps } from 'hcpn-registration';
import { expect, test } from 'vitest';
import { letterSchema, pageSchema, type View } from '../../examples/portal/api.js';
import { bodyOf, type Client, signedIn } from './client.js';
import { sharedPortal } from './running.js';
import { planted, register } from './signup.js';
import { eventually } from './waiting.js';

const { address } = sharedPortal();
const company = { country: 'GR', registrationNumber: '000123456000', companyName: planted };
const email = 'eleni@aigaio-dedomena.example';
const statement = { id: 'huawei-id-association-statement', version: '1.0', agreed: true, employee: true };

const nikos = () => signedIn(address(), { userId: 'nikos' });

/** Somebody who has asked the demo's partner for an invitation, after typing much that is nobody else's business. */
async function asking(): Promise<{ member: Client; seen: View }> {
  const member = await signedIn(address(), { name: planted });
  let seen = await register(member, email);
  seen = await member.act(seen, { type: 'wizard.start' });
  seen = await member.act(seen, { type: 'wizard.draft.keep', step: 'contact', draft: { name: planted } });
  seen = await member.act(seen, { type: 'wizard.business.save', business: { ...company, address: planted } });
  seen = await member.act(seen, { type: 'wizard.company.associate' });
  seen = await member.act(seen, { type: 'association.request', address: { by: 'email', value: email } });
  return { member, seen };
}

test('an administrator sees who asks for an association, and nothing else of them', async () => {
  const { member, seen } = await asking();
  const administrator = await nikos();
  const full = JSON.stringify(await member.read(seen.key));
  expect(full.split(planted).length).toBeGreaterThan(3);

  const answers = [
    await administrator.get(`/api/registrations/${seen.key}`),
    await administrator.get('/api/registrations'),
    await administrator.say({ key: seen.key, revision: 1 }, { type: 'association.resend' }),
    await administrator.say(seen, { type: 'association.accept', statement }),
    await administrator.say(seen, { type: 'association.invite', address: { by: 'accountName', value: 'nobody' } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 409, 422, 200]);
  for (const answer of answers) {
    const text = await answer.text();
    expect(text).toContain(seen.key);
    expect(text).not.toContain(planted);
    expect(text).not.toContain('+302100000789');
  }
});

test('what differs from an earlier revision tells an administrator nothing of the time before', async () => {
  const { seen } = await asking();
  const administrator = await nikos();
  for (let revision = 1; revision < seen.revision; revision += 1) {
    const stale = await administrator.say({ key: seen.key, revision }, { type: 'association.resend' });
    expect(stale.status).toBe(409);
    expect(await stale.text()).not.toContain(planted);
  }
});

test('the view of an administrator is a snapshot of the machine', async () => {
  const { seen } = await asking();
  const view = await (await nikos()).read(seen.key);
  const snapshot = snapshotOf(registrationMachine, view);
  expect(snapshot.matches({ association: 'awaitingInvitation' })).toBe(true);
  expect(snapshot.context.association.request).toEqual({ by: 'email', value: email });
  expect(steps(snapshot).total).toBeGreaterThan(0);
});

test('an administrator invites the person who registered, who accepts, and is shared from then on', async () => {
  const { member, seen } = await asking();
  const administrator = await nikos();
  const invited = await administrator.act(seen, { type: 'association.invite', address: { by: 'email', value: email } });
  expect(invited.value).toEqual({ association: 'invited' });
  const opened = await member.act(invited, { type: 'association.open' });
  const accepted = await member.act(opened, { type: 'association.accept', statement });
  const shared = snapshotOf(registrationMachine, await administrator.read(seen.key)).context;
  expect(shared.account).toMatchObject({ email, information: { name: planted, paymentMethodAdded: false } });
  expect(shared.application.drafts).toEqual({});
  expect(shared.application.business).toBeNull();
  const { rows } = await bodyOf(await administrator.get('/api/registrations'), pageSchema);
  expect(rows.find(({ key }) => key === seen.key)).toMatchObject({ applicant: planted, company: null });
  await administrator.act(accepted, { type: 'association.disassociate' });
  const after = snapshotOf(registrationMachine, await administrator.read(seen.key)).context;
  expect(after.account.information).toBeNull();
});

test('an invitation is in the outbox, in each channel once', async () => {
  const { seen } = await asking();
  const administrator = await nikos();
  await administrator.act(seen, { type: 'association.invite', address: { by: 'email', value: email } });
  const letters = await eventually('the invitation', async () => {
    const all = await bodyOf(await administrator.get('/api/outbox'), letterSchema.array());
    const found = all.filter(({ key, about }) => key === seen.key && about === 'association.invited');
    return found.length < 2 ? null : found;
  });
  expect(letters.map(({ channel }) => channel).sort()).toEqual(['email', 'stationMessage']);
});

test('an administrator does not see a registration any more that has left the association', async () => {
  const { member, seen } = await asking();
  const administrator = await nikos();
  expect((await administrator.get(`/api/registrations/${seen.key}`)).status).toBe(200);
  await member.act(seen, { type: 'registration.leave' });
  expect((await administrator.get(`/api/registrations/${seen.key}`)).status).toBe(404);
});

test('an administrator of one partner does not act as an applicant or a reviewer', async () => {
  const { seen } = await asking();
  const administrator = await nikos();
  for (const event of [{ type: 'registration.leave' }, { type: 'review.approve' }, { type: 'association.expired' }]) {
    const answer = await administrator.say(seen, event);
    expect([answer.status, await answer.json()]).toMatchObject([422, { issues: [{ code: 'actor.notAllowed' }] }]);
  }
});

test('the history is not for administrators', async () => {
  const { seen } = await asking();
  expect((await (await nikos()).get(`/api/registrations/${seen.key}/history`)).status).toBe(404);
});
