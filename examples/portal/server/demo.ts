import { apply, register } from './demo.acts.js';
import {
  bowen,
  chiangdao,
  clara,
  dimitris,
  elbtor,
  eleni,
  frieda,
  ipe,
  joana,
  katerina,
  kyklades,
  lindenhof,
  luis,
  mai,
  marAlto,
  napatsorn,
  norrsken,
  sabine,
  senviet,
  tiago,
  xiaowen,
} from './demo.people.js';
import { tell } from './demo.teller.js';
import { demoPartner, demoUsers, namesake } from './demo.users.js';
import type { Upload } from './files.js';
import type { Portal } from './portal.js';

const day = 24;
const mark = 'demo';

/** Puts the people of the demo into the store and, when it is new, their registrations. */
export async function seedDemo(portal: Portal): Promise<void> {
  const { db, users, partners, settings } = portal;
  for (const user of demoUsers) await users.add(user);
  for (const { company, partner } of [demoPartner, namesake]) await partners.note(company, partner);
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
  tellOfBowen,
  tellOfSabine,
  tellOfFrieda,
  tellOfNapatsorn,
  tellOfJoana,
  tellOfTiago,
  tellOfClara,
  tellOfMai,
  tellOfLuis,
  tellOfDimitris,
  tellOfEleni,
  tellOfKaterina,
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

/** A company that was authenticated, and has another name since: authenticated again, it can apply under it. */
async function tellOfBowen(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'bowen', site: 'cn', hoursAgo: 20 * day });
  await register(teller, bowen);
  const licence = await handIn(portal, 'bowen', '营业执照.png', 'image/png');
  await teller.say({
    type: 'signup.realName.apply',
    application: {
      kind: 'enterprise',
      certificateType: 'businessLicence',
      companyName: '深圳远山数据有限公司',
      country: 'CN',
      registrationNumber: '91440300MA00000R2H',
      files: [licence],
    },
  });
  teller.pass(2 * day);
  await teller.say({ type: 'signup.realName.decided', resultCode: 2 }, 'rita');
  teller.pass(17 * day);
  await teller.say({ type: 'wizard.start' });
  await teller.say({
    type: 'wizard.draft.keep',
    step: 'business',
    draft: { companyName: '深圳远山智能科技有限公司', country: 'CN', registrationNumber: '91440300MA00000R2H' },
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

/** Is offered to associate with a stranger, whose company has the same number in another register. */
async function tellOfFrieda(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'frieda', site: 'intl', hoursAgo: 4 });
  await register(teller, frieda);
  await teller.say({ type: 'wizard.start' });
  await teller.say({ type: 'wizard.business.save', business: elbtor });
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

/** Two people of one company, who do not know of each other: whichever is approved first makes it a partner. */
async function tellOfJoana(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'joana', site: 'intl', hoursAgo: 2 * day });
  await register(teller, joana);
  await apply(teller, marAlto('Joana Ferreira', joana.email), 'A shareholder works for Huawei in Lisbon.');
}

async function tellOfTiago(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'tiago', site: 'intl', hoursAgo: day });
  await register(teller, tiago);
  await apply(teller, marAlto('Tiago Nogueira', tiago.email), 'A shareholder works for Huawei in Lisbon.');
}

/** Works at the review desk, and applies for a company of her own: somebody else decides on that. */
async function tellOfClara(portal: Portal): Promise<void> {
  const teller = await tell(portal, { owner: 'clara', site: 'intl', hoursAgo: 2 * day });
  await register(teller, clara);
  await apply(teller, norrsken, 'The managing director is a reviewer of partner applications at Huawei Cloud.');
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

/** Was invited, and has become a partner with a company of her own before accepting. */
async function tellOfKaterina(portal: Portal): Promise<void> {
  const address = { by: 'email', value: katerina.email } as const;
  const invited = await tell(portal, { owner: 'katerina', site: 'eu', hoursAgo: 3 * day });
  await register(invited, katerina);
  await invited.say({ type: 'registration.associate' });
  await invited.say({ type: 'association.request', address, company: demoPartner.partner });
  await invited.say({ type: 'association.invite', address }, 'nikos');
  const own = await tell(portal, { owner: 'katerina', site: 'eu', hoursAgo: day, suffix: '-own' });
  await register(own, katerina);
  await apply(own, kyklades, null);
}

const contents: Readonly<Record<'application/pdf' | 'image/png', string>> = {
  'application/pdf': Buffer.from('%PDF-1.4\n% A file of the demo.\n%%EOF\n').toString('base64'),
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
};

function handIn(portal: Portal, owner: string, name: string, mediaType: keyof typeof contents): Promise<Upload> {
  const content = Uint8Array.from(Buffer.from(contents[mediaType], 'base64'));
  return portal.files.keep({ fileId: `demo-${owner}`, owner, name, mediaType, content });
}
