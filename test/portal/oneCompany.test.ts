import { createPolicy } from 'hcpn-registration';
import { expect, test } from 'vitest';
import {
  historyLineSchema,
  letterSchema,
  outcomeSchema,
  pageSchema,
  personSchema,
  signInSchema,
  type View,
} from '../../examples/portal/api.js';
import { bodyOf, type Client, signedIn } from './client.js';
import { newFolder, sharedPortal, startPortal } from './running.js';
import { register } from './signup.js';
import { eventually } from './waiting.js';

const { address } = sharedPortal();
const policy = createPolicy({ site: 'intl' });
const contact = { name: 'Ada', email: 'ada@acme.example', phone: '+302100000789' };
const statement = { id: 'huawei-id-association-statement', version: '1.0', agreed: true, employee: true };
const rita = () => signedIn(address(), { userId: 'rita' });

interface Company {
  readonly country: string;
  readonly registrationNumber: string;
  readonly register?: string;
}

const companyOf = (registrationNumber: string): Company => ({ country: 'GR', registrationNumber });

/** An application with everything answered, so that people have to look at it, or so that they need not. */
async function filled(client: Client, company: Company, declares = true): Promise<View> {
  const answers = policy.sensitiveRelationship.items.map(({ id }, place) =>
    declares && place === 0 ? { question: id, value: true, details: 'One.' } : { question: id, value: false },
  );
  const { id: agreementId, version } = policy.agreement;
  const filing = { questionnaireVersion: policy.sensitiveRelationship.version, answers };
  let seen = await register(client, `ada${company.registrationNumber.replace(/\D/g, '')}@acme.example`);
  seen = await client.act(seen, { type: 'wizard.start' });
  seen = await client.act(seen, { type: 'wizard.business.save', business: { companyName: 'Acme', ...company } });
  seen = await client.act(seen, { type: 'wizard.contact.save', contact });
  seen = await client.act(seen, { type: 'wizard.sensitiveRelationship.file', filing });
  const acceptance = { agreementId, version, authorityConfirmed: true };
  return client.act(seen, { type: 'wizard.agreement.accept', acceptance });
}

async function submitted(client: Client, company: Company, declares = true): Promise<View> {
  return client.act(await filled(client, company, declares), { type: 'wizard.submit' });
}

const idOf = async (client: Client): Promise<string> =>
  (await bodyOf(await client.get('/api/session'), signInSchema)).user?.id ?? '';

const partnerIdOf = ({ context }: View) => Object(context['enrollment']).partnerId as string | null;

test('B2 C-171 of two applicants of one company, approved by two servers at the same moment, one becomes the partner and the other is offered association', async () => {
  const data = newFolder();
  const servers = await Promise.all([
    startPortal({ PORTAL_DATA: data, PORTAL_SECRET: 'shared' }),
    startPortal({ PORTAL_DATA: data, PORTAL_SECRET: 'shared' }),
  ]);
  const reviewers = await Promise.all(servers.map((server) => signedIn(server.address, { userId: 'rita' })));
  for (const round of ['2001', '2002', '2003']) {
    const waiting = await Promise.all(
      servers.map(async (server, place) => {
        // What is typed differs; the number is the same.
        const registrationNumber = place === 0 ? round : ` ${round.split('').join('.')}`;
        const client = await signedIn(server.address, { name: `Ada ${place}` });
        return submitted(client, companyOf(registrationNumber));
      }),
    );
    const decided = await Promise.all(
      reviewers.map((reviewer, place) =>
        reviewer.act(waiting[place] ?? { key: '', revision: 0 }, { type: 'review.approve' }),
      ),
    );
    const partners = decided.filter((view) => partnerIdOf(view) !== null);
    const others = decided.filter(({ value }) => JSON.stringify(value) === '{"wizard":"offeringAssociation"}');
    expect([partners.length, others.length], round).toEqual([1, 1]);
    expect(others[0]?.context['application']).toMatchObject({
      company: { partner: { partnerId: partners[0] && partnerIdOf(partners[0]) } },
      acceptance: { authorityConfirmed: true },
    });
  }
});

test('B5 C-175 a company of another register is another partner, and one said to be another goes to people', async () => {
  const munich = { country: 'DE', registrationNumber: 'HRB 777', register: 'Amtsgericht München' };
  const hamburg = { ...munich, register: 'Amtsgericht Hamburg' };
  const first = await submitted(await signedIn(address(), { name: 'Ada' }), munich, false);
  expect(first.value).toEqual({ enrollment: 'enrolled' });
  const second = await submitted(await signedIn(address(), { name: 'Bob' }), hamburg, false);
  expect(second.value).toEqual({ enrollment: 'enrolled' });

  const eve = await signedIn(address(), { name: 'Eve' });
  let seen = await register(eve, 'eve@acme.example');
  seen = await eve.act(seen, { type: 'wizard.start' });
  const business = { companyName: 'Weser', country: 'DE', registrationNumber: 'HRB 777' };
  seen = await eve.act(seen, { type: 'wizard.business.save', business });
  expect(seen.value).toEqual({ wizard: 'offeringAssociation' });
  seen = await eve.act(seen, { type: 'wizard.company.isAnother' });
  expect(seen.value).toEqual({ wizard: 'enteringContact' });
});

test('B9 a registration that is handed over is the colleague’s: on every list, in every answer, in the journal and in the outbox', async () => {
  const sabine = await signedIn(address(), { name: 'Sabine' });
  const joerg = await signedIn(address(), { name: 'Jörg' });
  const [from, to] = [await idOf(sabine), await idOf(joerg)];
  const seen = await register(sabine, 'sabine@acme.example');
  expect(await bodyOf(await sabine.get(`/api/people/${to}`), personSchema)).toEqual({ id: to, name: 'Jörg' });

  const handed = await sabine.act(seen, { type: 'registration.handOver', to });
  expect((await sabine.get(`/api/registrations/${seen.key}`)).status).toBe(404);
  expect((await sabine.say(handed, { type: 'wizard.start' })).status).toBe(404);
  const keysOf = async (client: Client) =>
    (await bodyOf(await client.get('/api/registrations'), pageSchema)).rows.map(({ key }) => key);
  expect([await keysOf(sabine), await keysOf(joerg)]).toEqual([[], [seen.key]]);

  const mine = await joerg.read(seen.key);
  expect(mine.isOwn).toBe(true);
  await joerg.act(mine, { type: 'wizard.start' });
  const lines = await bodyOf(await joerg.get(`/api/registrations/${seen.key}/history`), historyLineSchema.array());
  expect(lines.find(({ what }) => what === 'registration.handOver')).toMatchObject({
    by: { id: from, name: 'Sabine', role: 'applicant' },
    said: { to: 'Jörg' },
  });
  const letters = await eventually('the letters', async () => {
    const all = await bodyOf(await joerg.get('/api/outbox'), letterSchema.array());
    const found = all.filter(({ key, about }) => key === seen.key && about === 'registration.handedOver');
    return found.length < 2 ? null : found;
  });
  expect(letters.map((letter) => letter.to).sort()).toEqual([from, to].sort());
});

test('a registration is not handed over to nobody, to an administrator, or by a stranger', async () => {
  const sabine = await signedIn(address(), { name: 'Sabine' });
  const eve = await signedIn(address(), { name: 'Eve' });
  const seen = await register(sabine, 'sabine2@acme.example');
  for (const to of ['nobody', 'nikos']) {
    expect((await sabine.get(`/api/people/${to}`)).status, to).toBe(404);
    const answer = await sabine.say(seen, { type: 'registration.handOver', to });
    expect([answer.status, await answer.json()], to).toMatchObject([422, { code: 'handOver.unknown' }]);
  }
  expect((await eve.say(seen, { type: 'registration.handOver', to: await idOf(eve) })).status).toBe(404);
  expect((await sabine.read(seen.key)).revision).toBe(seen.revision);
});

test('B8 C-181 who works at the review desk applies like anybody, and decides nothing that is their own, as no system either', async () => {
  const clara = await signedIn(address(), { userId: 'clara' });
  const seen = await submitted(clara, companyOf('3001'));
  expect(seen.isOwn).toBe(true);
  const refused = await bodyOf(await clara.say(seen, { type: 'review.approve' }), outcomeSchema);
  expect(refused.issues).toMatchObject([{ code: 'actor.ownDecision' }]);

  const partner = await (await rita()).act(seen, { type: 'review.approve', attempt: 1 });
  for (const event of [
    { type: 'path.invited', path: 'learning' },
    { type: 'path.solution.certified', path: 'software', level: 'certified' },
  ]) {
    const answer = await bodyOf(await clara.say(partner, event), outcomeSchema);
    expect(answer.issues, event.type).toMatchObject([{ code: 'actor.notAllowed' }]);
  }
  // What was one's own before it was handed over is no more one's to decide on.
  const bob = await signedIn(address(), { name: 'Bob' });
  const other = await submitted(clara, companyOf('3002'));
  const handed = await clara.act(other, { type: 'registration.handOver', to: await idOf(bob) });
  const still = await bodyOf(await clara.say(handed, { type: 'review.approve' }), outcomeSchema);
  expect(still.issues).toMatchObject([{ code: 'actor.ownDecision' }]);
});

test('a decision on an earlier submission is refused, and the one that was shown is taken', async () => {
  const seen = await submitted(await signedIn(address(), { name: 'Ada' }), companyOf('4001'));
  const reviewer = await rita();
  const late = await bodyOf(await reviewer.say(seen, { type: 'review.approve', attempt: 2 }), outcomeSchema);
  expect(late.issues).toMatchObject([{ code: 'decision.late' }]);
  expect((await reviewer.act(seen, { type: 'review.approve', attempt: 1 })).value).toEqual({ enrollment: 'enrolled' });
});

/** Somebody whom the partner of the demo has invited, at the Statement. */
async function invited(member: Client, email: string): Promise<View> {
  const nikos = await signedIn(address(), { userId: 'nikos' });
  const company = { partnerId: 'P-AEGEAN01', companyName: 'Αιγαίο Δεδομένα Α.Ε.' };
  const byEmail = { by: 'email', value: email };
  let seen = await register(member, email);
  seen = await member.act(seen, { type: 'registration.associate' });
  seen = await member.act(seen, { type: 'association.request', address: byEmail, company });
  seen = await nikos.act(seen, { type: 'association.invite', address: byEmail });
  return member.act(seen, { type: 'association.open' });
}

test('B6 C-180 who has become a partner since the invitation is not associated, and reads why', async () => {
  const katerina = await signedIn(address(), { name: 'Κατερίνα' });
  const opened = await invited(katerina, 'katerina@aigaio.example');
  expect((await submitted(katerina, companyOf('5001'), false)).value).toEqual({ enrollment: 'enrolled' });
  const answer = await bodyOf(await katerina.say(opened, { type: 'association.accept', statement }), outcomeSchema);
  expect(answer.issues).toMatchObject([{ code: 'invitee.isPartnerAccount' }]);
  expect(JSON.stringify(answer.view.value)).not.toContain('associated');
});

test('an administrator hands an association over, without reading whose it is', async () => {
  const eleni = await signedIn(address(), { name: 'Ελένη' });
  const petros = await signedIn(address(), { name: 'Πέτρος' });
  const seen = await invited(eleni, 'eleni2@aigaio.example');
  const nikos = await signedIn(address(), { userId: 'nikos' });
  const handed = await nikos.act(seen, { type: 'registration.handOver', to: await idOf(petros) });
  expect(handed.context['account']).toMatchObject({ ownerId: null, formerOwners: [] });
  expect((await petros.read(seen.key)).isOwn).toBe(true);
  expect((await eleni.get(`/api/registrations/${seen.key}`)).status).toBe(404);
});
