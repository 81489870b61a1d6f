import { apply, register } from './demo.acts.js';
import {
  chiangdao,
  dimitris,
  eleni,
  ipe,
  lindenhof,
  luis,
  mai,
  napatsorn,
  sabine,
  senviet,
  xiaowen,
} from './demo.people.js';
import { tell } from './demo.teller.js';
import { demoPartner, demoUsers } from './demo.users.js';
import type { Upload } from './files.js';
import type { Portal } from './portal.js';

const day = 24;
const mark = 'demo';

/** Puts the people of the demo into the store and, when it is new, their registrations. */
export async function seedDemo(portal: Portal): Promise<void> {
  const { db, users, partners, settings } = portal;
  for (const user of demoUsers) await users.add(user);
  await partners.note(demoPartner.company, demoPartner.partner);
  if (!settings.isSeeded) return;
  const done = await db.selectFrom('portal_marks').select('name').where('name', '=', mark).executeTakeFirst();
  if (done !== undefined) return;
  for (const story of stories) await story(portal);
  await db
    .insertInto('portal_marks')
    .values({ name: mark })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}

const stories: readonly ((portal: Portal) => Promise<void>)[] = [
  tellOfAmelie,
  tellOfXiaowen,
  tellOfSabine,
  tellOfNapatsorn,
  tellOfMai,
  tellOfLuis,
  tellOfDimitris,
  tellOfEleni,
];

/** Has only just begun. */
async function tellOfAmelie(portal: Portal): Promise<void> {
  await tell(portal, { owner: 'amelie', site: 'intl', hoursAgo: 1 });
}

/** A company of the Chinese mainland, whose real-name authentication is in review. */
async function tellOfXiaowen(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'xiaowen', site: 'cn', hoursAgo: 2 * day });
  await register(teller, xiaowen);
  const licence = await handIn(portal, 'xiaowen', '营业执照.png', 'image/png');
  await teller.say({
    type: 'signup.realName.apply',
    application: {
      kind: 'enterprise',
      certificateType: 'businessLicence',
      companyName: '苏州青禾智能科技有限公司',
      country: 'CN',
      registrationNumber: '91320594MA00000Q7G',
      files: [licence],
    },
  });
}

/** In the middle of the wizard, with a contact half typed. */
async function tellOfSabine(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'sabine', site: 'intl', hoursAgo: 6 });
  await register(teller, sabine);
  const credentialFile = await handIn(portal, 'sabine', 'Handelsregisterauszug.pdf', 'application/pdf');
  await teller.say({ type: 'wizard.start' });
  await teller.say({ type: 'wizard.business.save', business: { ...lindenhof, credentialFile } });
  await teller.say({
    type: 'wizard.draft.keep',
    step: 'contact',
    draft: { name: 'Jörg Weißenfels', jobTitle: 'Leiter Partnerschaften', phone: '030 23125' },
  });
}

/** Waits for manual review. */
async function tellOfNapatsorn(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'napatsorn', site: 'intl', hoursAgo: 3 * day });
  await register(teller, napatsorn);
  const credentialFile = await handIn(portal, 'napatsorn', 'company-certificate.pdf', 'application/pdf');
  await apply(
    teller,
    { ...chiangdao, business: { ...chiangdao.business, credentialFile } },
    "The brother of the managing director has worked in Huawei's warehouse in Bangkok since 2021.",
  );
}

/** Was rejected, with what to look at. */
async function tellOfMai(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'mai', site: 'intl', hoursAgo: 5 * day });
  await register(teller, mai);
  await apply(teller, senviet, 'A cousin of the director works for Huawei in Hà Nội.');
  teller.pass(day);
  await teller.say(
    {
      type: 'review.reject',
      reason:
        'The company name differs from the registration credential: it lacks the legal form. The telephone number cannot be reached.',
      causes: ['companyNameMismatch', 'contactInvalid'],
      fields: ['business.companyName', 'contact.phone'],
    },
    'rita',
  );
}

/** A partner on the software path, whose application for a program is in review. */
async function tellOfLuis(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'luis', site: 'intl', hoursAgo: 12 * day });
  await register(teller, luis);
  await apply(teller, ipe, null);
  teller.pass(2 * day);
  const program = 'koogallerySeller';
  const website = ipe.business.website ?? '';
  await teller.say({ type: 'path.select', path: 'software' });
  await teller.say({ type: 'program.apply', program });
  await teller.say({ type: 'program.submit', program, application: { agreements: [], seller: { website } } });
}

/** Has asked to be invited by the partner the company is already. */
async function tellOfDimitris(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'dimitris', site: 'eu', hoursAgo: day });
  await register(teller, dimitris);
  await teller.say({ type: 'wizard.start' });
  await teller.say({
    type: 'wizard.business.save',
    business: { ...demoPartner.company, companyName: demoPartner.partner.companyName },
  });
  await teller.say({ type: 'wizard.company.associate' });
  await teller.say({ type: 'association.request', address: { by: 'email', value: dimitris.email } });
}

/** Is associated with it. */
async function tellOfEleni(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'eleni', site: 'eu', hoursAgo: 4 * day });
  await register(teller, eleni);
  await teller.say({ type: 'registration.associate' });
  const company = demoPartner.partner;
  await teller.say({ type: 'association.request', address: { by: 'accountName', value: 'eleni-papadaki' }, company });
  teller.pass(day);
  await teller.say({ type: 'association.invite', address: { by: 'accountName', value: 'eleni-papadaki' } }, 'nikos');
  teller.pass(2);
  await teller.say({ type: 'association.open' });
  const { id, version } = teller.snapshot.context.policy.association.statement;
  await teller.say({ type: 'association.accept', statement: { id, version, agreed: true, employee: true } });
}

const contents: Readonly<Record<'application/pdf' | 'image/png', string>> = {
  'application/pdf': Buffer.from('%PDF-1.4\n% A file of the demo.\n%%EOF\n').toString('base64'),
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
};

function handIn(portal: Portal, owner: string, name: string, mediaType: keyof typeof contents): Promise<Upload> {
  const content = Uint8Array.from(Buffer.from(contents[mediaType], 'base64'));
  return portal.files.keep({ fileId: `demo-${owner}`, owner, name, mediaType, content });
}
