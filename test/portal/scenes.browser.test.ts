import { createPolicy, type RegistrationEvent } from 'hcpn-registration';
import { describeAct, en } from 'hcpn-registration/messages/en';
import { fixtures, invalidFixtures } from 'hcpn-registration/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { barriersOn, overflowOf } from '../browser/example.js';
import { type Client, clientOf } from './client.js';
import { carryOut, press } from './hands.js';
import { begin, enter, type Person, phone, shows } from './person.js';
import { launch, newFolder, sharedPortal, startPortal } from './running.js';

const policy = createPolicy({ site: 'intl' });
const valid = fixtures(policy);
const people: Person[] = [];

/** Somebody in a browser that is closed after the test. */
async function person(...entering: Parameters<typeof enter>): Promise<Person> {
  const entered = await enter(...entering);
  people.push(entered);
  return entered;
}

afterEach(async () => {
  const closing = people.splice(0).map(async ({ context, faults }) => {
    await context.close();
    return faults;
  });
  expect((await Promise.all(closing)).flat()).toEqual([]);
});

type Said<E = RegistrationEvent> = E extends RegistrationEvent ? Omit<E, 'at' | 'by'> : never;

/** Carries out acts on a page one after another, each in the state it belongs to. */
async function goOn(page: Page, ...steps: readonly (readonly [state: string, said: Said])[]): Promise<void> {
  for (const [state, said] of steps) {
    await shows(page, state);
    await carryOut(page, said as RegistrationEvent);
  }
}

/** What the applicant does until there is an account; the code is read from the outbox. */
async function getAccount({ page }: Person, country = valid.country): Promise<void> {
  await goOn(
    page,
    ['signup.choosingCountry', { type: 'signup.country.choose', country }],
    ['signup.verifyingEmail.entering', { type: 'signup.email.submit', email: valid.email }],
  );
  await shows(page, 'signup.verifyingEmail.enteringCode');
  const verificationCode = await latestCode(page);
  await goOn(
    page,
    ['signup.verifyingEmail.enteringCode', { type: 'signup.code.submit', verificationCode }],
    ['signup.settingPassword.entering', { type: 'signup.password.set', password: valid.password }],
    ['signup.securingPhone.entering', { type: 'signup.securityPhone.skip' }],
    ['signup.acceptingAgreements', { type: 'signup.cloud.enable', agreements: valid.agreements }],
    ['signup.completingInformation', { type: 'signup.information.complete', information: valid.information }],
  );
  await shows(page, 'choosingRoad');
}

/** The code in the latest letter, read in a second tab. */
async function latestCode(page: Page): Promise<string> {
  const outbox = await page.context().newPage();
  await outbox.goto(new URL('/outbox', page.url()).href);
  const code = await outbox.locator('[data-code]').first().getAttribute('data-code');
  await outbox.close();
  return code ?? '';
}

const business: readonly [string, Said] = [
  'wizard.enteringBusiness',
  { type: 'wizard.business.save', business: valid.business },
];
const declared = {
  ...valid.filing,
  answers: valid.filing.answers.map((answer, place) =>
    place === 0 ? { ...answer, value: true, details: 'My sister works there.' } : answer,
  ),
};

/** What the applicant answers until the application is handed in. */
const application: readonly (readonly [string, Said])[] = [
  ['choosingRoad', { type: 'wizard.start' }],
  business,
  ['wizard.enteringContact', { type: 'wizard.contact.save', contact: valid.contact }],
  ['wizard.filingSensitiveRelationship', { type: 'wizard.sensitiveRelationship.file', filing: declared }],
  ['wizard.acceptingAgreement', { type: 'wizard.agreement.accept', acceptance: valid.acceptance }],
];

async function submit({ page }: Person): Promise<void> {
  await page.getByText('The agreement is accepted.').waitFor();
  await press(page, describeAct(en, 'wizard.submit'));
}

/** Somebody's cookie, for looking at what the server has. */
async function clientFor({ context }: Person, address: string): Promise<Client> {
  const cookies = await context.cookies(address);
  return clientOf(address, cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
}

describe('two people, each in a browser of their own', () => {
  it('an applicant becomes a partner after one rejection, and sees each decision without a reload', async () => {
    const { address } = await startPortal();
    const ada = await person(address, { name: 'Ada Lantern' });
    const key = await begin(ada.page, 'intl');
    await getAccount(ada);
    await goOn(ada.page, ...application);
    await submit(ada);
    await shows(ada.page, 'review.manuallyReviewing');

    const rita = await person(address, { userId: 'rita' });
    await rita.page.getByText(valid.business.companyName).filter({ visible: true }).first().click();
    await rita.page.waitForURL(new RegExp(key));
    const reason = 'The address is not the one on the credential.';
    await carryOut(rita.page, { type: 'review.reject', reason } as RegistrationEvent);
    await shows(ada.page, 'review.rejected');
    await ada.page.getByText(reason).waitFor();

    await press(ada.page, describeAct(en, 'review.revise'));
    const corrected = { ...valid.business, address: '2 Lantern Street' };
    await goOn(ada.page, ['wizard.enteringBusiness', { type: 'wizard.business.save', business: corrected }]);
    await shows(ada.page, 'wizard.enteringContact');
    await ada.page
      .getByRole('button', { name: /agreement/i })
      .filter({ visible: true })
      .first()
      .click();
    await shows(ada.page, 'wizard.acceptingAgreement');
    await submit(ada);
    await shows(ada.page, 'review.manuallyReviewing');

    await rita.page.goto(`${address}/desk/${key}`);
    await press(rita.page, describeAct(en, 'review.approve'));
    await shows(ada.page, 'enrollment.enrolled');
  });

  it('a person is associated with a partner: asked for on one side, invited from the other, accepted', async () => {
    const { address } = await startPortal();
    const eleni = await person(address, { name: 'Eleni' }, phone);
    const key = await begin(eleni.page, 'eu');
    await getAccount(eleni, 'GR');
    const company = { ...valid.business, country: 'GR', registrationNumber: '000123456000' };
    await goOn(
      eleni.page,
      ['choosingRoad', { type: 'wizard.start' }],
      ['wizard.enteringBusiness', { type: 'wizard.business.save', business: company }],
      ['wizard.offeringAssociation', { type: 'wizard.company.associate' }],
      ['association.drafting', { type: 'association.request', address: { by: 'email', value: valid.email } }],
    );
    await shows(eleni.page, 'association.awaitingInvitation');

    const nikos = await person(address, { userId: 'nikos' });
    await nikos.page.goto(`${address}/registrations/${key}`);
    const found = { by: 'email', value: valid.email } as const;
    await goOn(nikos.page, ['association.awaitingInvitation', { type: 'association.invite', address: found }]);
    await goOn(eleni.page, ['association.invited', { type: 'association.accept', statement: valid.statement }]);
    await shows(eleni.page, 'association.associated.notDedicated');
    await shows(nikos.page, 'association.associated.notDedicated');
    for (const { page } of [eleni, nikos]) {
      expect(await barriersOn(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
    }
  });
});

describe('one person, and what can come between', () => {
  /** An applicant at the business information. */
  async function atBusiness(address: string): Promise<Person & { readonly key: string }> {
    const ada = await person(address, { name: 'Ada Lantern' });
    const key = await begin(ada.page, 'intl');
    await getAccount(ada);
    await goOn(ada.page, ['choosingRoad', { type: 'wizard.start' }]);
    await shows(ada.page, 'wizard.enteringBusiness');
    return { ...ada, key };
  }

  it('what is half typed is there again after a reload, and under the link in another browser', async () => {
    const { address } = await startPortal();
    const ada = await atBusiness(address);
    const kept = ada.page.waitForResponse((answer) => answer.url().endsWith('/events') && answer.ok());
    await ada.page.locator('#field-companyName').fill('Lantern');
    await ada.page.locator('#field-registrationNumber').focus();
    await kept;
    await ada.page.reload();
    await expect.poll(() => ada.page.locator('#field-companyName').inputValue()).toBe('Lantern');

    const elsewhere = await person(address, { userId: 'rita' });
    await elsewhere.context.clearCookies();
    await elsewhere.context.addCookies(await ada.context.cookies());
    await elsewhere.page.goto(ada.page.url());
    await expect.poll(() => elsewhere.page.locator('#field-companyName').inputValue()).toBe('Lantern');
  });

  it('the back button of the browser leads back to the list, and forward to where one was', async () => {
    const { address } = await startPortal();
    const ada = await atBusiness(address);
    await ada.page.goBack();
    await ada.page.getByRole('heading', { name: 'My registrations' }).waitFor();
    await ada.page.goForward();
    await shows(ada.page, 'wizard.enteringBusiness');
  });

  it('two tabs do not overwrite each other, and nothing that was typed is lost', async () => {
    const { address } = await startPortal();
    const ada = await atBusiness(address);
    const second = await ada.context.newPage();
    // A tab that hears of nothing: what it shows is old when its button is pressed.
    await second.route('**/changes', (route) => route.abort());
    await second.goto(ada.page.url());
    await shows(second, 'wizard.enteringBusiness');
    await second.locator('#field-industry').fill('Shipping');

    await goOn(ada.page, business);
    await shows(ada.page, 'wizard.enteringContact');
    await ada.page
      .getByRole('button', { name: /^business information/i })
      .filter({ visible: true })
      .click();
    await shows(ada.page, 'wizard.enteringBusiness');

    await press(second, describeAct(en, 'wizard.business.save'));
    await second.getByText('Somebody else changed this registration first.').waitFor();
    expect(await second.locator('#field-industry').inputValue()).toBe('Shipping');
    const client = await clientFor(ada, address);
    const { context } = await client.read(ada.key);
    expect(context['application']).toMatchObject({ business: { industry: 'Software' } });
  });

  it('a double click is one act', async () => {
    const { address } = await startPortal();
    const ada = await atBusiness(address);
    await goOn(ada.page, ...application.slice(1));
    await ada.page.getByText('The agreement is accepted.').waitFor();
    const client = await clientFor(ada, address);
    const before = await client.read(ada.key);
    await ada.page.getByRole('button', { name: describeAct(en, 'wizard.submit'), exact: true }).dblclick();
    await shows(ada.page, 'review.manuallyReviewing');
    expect((await client.read(ada.key)).revision).toBe(before.revision + 1);
  });

  it('a server that is killed between click and answer has carried the act out once, when it is there again', async () => {
    const folder = newFolder();
    const first = await startPortal({ PORTAL_DATA: folder });
    const ada = await atBusiness(first.address);
    const client = await clientFor(ada, first.address);
    const before = await client.read(ada.key);
    // The act reaches the server, which is killed before its answer reaches the page.
    await ada.page.route(
      '**/events',
      async (route) => {
        await route.fetch();
        await first.end('SIGKILL');
        await route.abort();
      },
      { times: 1 },
    );
    await ada.page.locator('#field-companyName').evaluate((field) => field.blur());
    await carryOut(ada.page, { type: 'wizard.business.save', business: valid.business } as RegistrationEvent);
    const again = await launch({ PORTAL_DATA: folder, PORT: String(first.port) });
    try {
      await shows(ada.page, 'wizard.enteringContact');
      const history = await (await client.get(`/api/registrations/${ada.key}/history`)).json();
      const saves = history.filter(({ what }: { readonly what: string }) => what === 'wizard.business.save');
      expect(saves).toHaveLength(1);
      // The page knows the act for its own, and does not speak of somebody else.
      expect(await ada.page.getByText('Somebody else changed this registration first.').count()).toBe(0);
      expect(before.revision).toBeLessThan((await client.read(ada.key)).revision);
    } finally {
      await again.end('SIGKILL');
    }
  });

  it('a network that is cut for ten seconds only makes an act wait', async () => {
    const { address } = await startPortal();
    const ada = await atBusiness(address);
    let lost = 0;
    const tenSeconds = new Promise<void>((resolve) => {
      ada.page.on('requestfailed', (request) => {
        // The pauses between the first four tries add up to 7.5 seconds, and the fifth comes 8 seconds later.
        if (request.url().endsWith('/events') && request.method() === 'POST') lost += 1;
        if (lost === 5) resolve();
      });
    });
    await ada.context.setOffline(true);
    const acting = carryOut(ada.page, {
      type: 'wizard.business.save',
      business: { ...valid.business, credentialFile: undefined },
    } as RegistrationEvent);
    await ada.page.getByText('The server cannot be reached.').waitFor();
    await tenSeconds;
    await ada.context.setOffline(false);
    await acting;
    await shows(ada.page, 'wizard.enteringContact');
  });
});

describe('every wrong answer the package knows of is refused at its field', () => {
  const { address } = sharedPortal();
  let ada: Person;
  let key = '';

  beforeAll(async () => {
    ada = await enter(address(), { name: 'Ada Lantern' });
    key = await begin(ada.page, 'intl');
    await getAccount(ada);
    await goOn(ada.page, ['choosingRoad', { type: 'wizard.start' }], business);
    await shows(ada.page, 'wizard.enteringContact');
  });

  afterAll(() => ada?.context.close());

  const wrong = invalidFixtures(policy).contact.filter(({ value }) => isTyped(value));

  it.each(wrong.map((each) => [each.name, each] as const))('contact: %s', async (_name, { value, path }) => {
    for (const [name, text] of Object.entries({ name: '', jobTitle: '', email: '', phone: '', ...Object(value) }))
      await ada.page.locator(`#field-${name}`).fill(String(text));
    await press(ada.page, describeAct(en, 'wizard.contact.save'));
    await ada.page.getByRole('alert').filter({ hasText: 'Please look at these points' }).waitFor();
    expect(await ada.page.locator(`#field-${String(path.at(-1))}`).getAttribute('aria-invalid')).toBe('true');
    await shows(ada.page, 'wizard.enteringContact');
    const client = await clientFor(ada, address());
    const { context } = await client.read(key);
    expect(context['application']).toMatchObject({ contact: null });
  });
});

/** What a person can type into the fields there are, on one line each. */
function isTyped(value: unknown): boolean {
  const typed = Object.entries(Object(value));
  return (
    typed.length > 0 &&
    typed.every(
      ([name, text]) =>
        ['name', 'jobTitle', 'email', 'phone'].includes(name) && typeof text === 'string' && !/[\n\r\0]/.test(text),
    )
  );
}
