import { createPolicy } from 'hcpn-registration';
import { fixtures } from 'hcpn-registration/testing';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launch, patience } from './chromium.js';
import { barriersOn, overflowOf, type Served, serveExample } from './example.js';

const { email, password, phone, business, contact } = fixtures(createPolicy({ site: 'intl' }));
const { companyName, registrationNumber } = business;
const details = 'A cousin of mine.';
const reason = 'The registration number cannot be read';

let site: Served;
let browser: BrowserContext;
const faults: string[] = [];

beforeAll(async () => {
  site = await serveExample('browser-only/main.ts');
  browser = await launch();
}, patience);

beforeEach(() => {
  faults.length = 0;
});

afterEach(async () => {
  await Promise.all(browser.pages().map((page) => page.close()));
  expect(faults).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Opens a registration by its link, in a tab of its own; without a key, one that nobody has begun. */
async function openTab(key: string = crypto.randomUUID(), width = 1280): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) faults.push(request.url());
  });
  await page.setViewportSize({ width, height: 800 });
  await page.goto(`${site.url}#${key}`);
  await page.locator('[data-place]').waitFor();
  return page;
}

const keyOf = (page: Page) => new URL(page.url()).hash.slice(1);
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const press = (page: Page, type: string) => page.locator(`[data-act="${type}"]`).click();
const isAt = (page: Page, place: string) => page.locator(`[data-place="${place}"]`).waitFor();
const alertIn = (page: Page): Locator => page.locator('#alert:focus').filter({ hasText: /\S/ });
const letterIn = (page: Page) => page.locator('output').innerText();
const revisionOf = async (page: Page) => Number(await page.locator('#saved').getAttribute('data-revision'));
const isSavedAs = (page: Page, revision: number) => page.locator(`[data-revision="${revision}"]`).waitFor();

async function answer(page: Page, name: string, value: 'yes' | 'no'): Promise<void> {
  await page.check(`[name="${name}"][value=${value}]`);
}

/** Presses a button that is refused, and answers what the summary of errors says. */
async function refused(page: Page, type: string): Promise<string> {
  await press(page, type);
  return alertIn(page).innerText();
}

type Leg = readonly [place: string, go: (page: Page) => Promise<unknown>];

/** The road, state by state: what is filled in and pressed in each. */
const road: readonly Leg[] = [
  [
    'signup.choosingCountry',
    async (page) => {
      await field(page, 'country').selectOption('IE');
      await press(page, 'signup.country.choose');
    },
  ],
  [
    'signup.verifyingEmail.entering',
    async (page) => {
      await field(page, 'email').fill(email);
      await press(page, 'signup.email.submit');
    },
  ],
  ['signup.verifyingEmail.enteringCode', enterCode],
  [
    'signup.settingPassword.entering',
    async (page) => {
      await field(page, 'password').fill(password);
      await press(page, 'signup.password.set');
    },
  ],
  [
    'signup.securingPhone.entering',
    async (page) => {
      await field(page, 'phone').fill(phone);
      await press(page, 'signup.securityPhone.give');
    },
  ],
  ['signup.securingPhone.enteringCode', enterCode],
  [
    'signup.acceptingAgreements',
    async (page) => {
      await field(page, 'customer-agreement').check();
      await field(page, 'privacy-statement').check();
      await press(page, 'signup.cloud.enable');
    },
  ],
  [
    'signup.completingInformation',
    async (page) => {
      await field(page, 'name').fill(contact.name);
      await press(page, 'signup.information.complete');
    },
  ],
  ['choosingRoad', (page) => press(page, 'wizard.start')],
  [
    'wizard.enteringBusiness',
    async (page) => {
      await field(page, 'companyName').fill(companyName);
      await field(page, 'registrationNumber').fill(registrationNumber);
      await press(page, 'wizard.business.save');
    },
  ],
  [
    'wizard.enteringContact',
    async (page) => {
      await field(page, 'name').fill(contact.name);
      await field(page, 'phone').fill(phone);
      await press(page, 'wizard.contact.save');
    },
  ],
  [
    'wizard.filingSensitiveRelationship',
    async (page) => {
      for (const question of ['employees', 'officials', 'shareholding']) await answer(page, question, 'no');
      await answer(page, 'relatives', 'yes');
      await field(page, 'relatives.details').fill(details);
      await press(page, 'wizard.sensitiveRelationship.file');
    },
  ],
  [
    'wizard.acceptingAgreement',
    async (page) => {
      await field(page, 'authorityConfirmed').check();
      await press(page, 'wizard.agreement.accept');
      await press(page, 'wizard.submit');
    },
  ],
  [
    'review.manuallyReviewing',
    async (page) => {
      await field(page, 'reason').fill(reason);
      await press(page, 'review.reject');
    },
  ],
];

async function enterCode(page: Page): Promise<void> {
  await field(page, 'verificationCode').fill(await letterIn(page));
  await press(page, 'signup.code.submit');
}

/** Walks the road as far as a state, and looks at each screen on the way. */
async function walk(page: Page, to: string, look: (place: string) => Promise<unknown> = async () => {}): Promise<void> {
  for (const [place, go] of road) {
    await isAt(page, place);
    await look(place);
    if (place === to) return;
    await go(page);
  }
  await isAt(page, to);
}

async function submitAgain(page: Page): Promise<void> {
  await press(page, 'review.revise');
  await isAt(page, 'wizard.enteringBusiness');
  await page.getByText(reason).waitFor();
  await page.locator('[data-step="agreement"] button').click();
  await isAt(page, 'wizard.acceptingAgreement');
  await press(page, 'wizard.submit');
  await isAt(page, 'review.manuallyReviewing');
}

it('leads from nothing to partner, through a rejection, with the focus on the heading of each new step', async () => {
  const page = await openTab();
  await walk(page, 'review.rejected', async (place) => {
    if (place !== 'signup.choosingCountry') await page.locator('#heading:focus').waitFor();
  });
  expect(await page.locator('[data-step="review"]').getAttribute('aria-current')).toBe('step');
  await submitAgain(page);
  await press(page, 'review.approve');
  await isAt(page, 'enrollment.enrolled');
  expect(await page.locator('#step').innerText()).toMatch(/partner.*P-[0-9A-F]{8}/);
  expect(await page.locator('#progress').innerText()).toBe('12 of 12 steps done');
});

/** To where the company is a partner. */
async function becomePartner(page: Page): Promise<void> {
  await walk(page, 'review.manuallyReviewing');
  await press(page, 'review.approve');
  await isAt(page, 'enrollment.enrolled');
}

const fileAgain = 'enrollment.sensitiveRelationship.file';

it('R-180 C-186 a partner files the sensitive relationships again, beside what was filed before', async () => {
  const page = await openTab();
  await becomePartner(page);
  const filed = (count: number) => page.locator(`[data-filing="${count}"]`);
  await filed(1).getByText(details).waitFor();
  expect(await page.locator('[data-filing]').count()).toBe(1);
  expect(await page.locator(`[data-act="${fileAgain}"]`).isVisible()).toBe(false);
  await page.locator('#step summary').click();
  for (const question of ['employees', 'officials', 'relatives']) await answer(page, question, 'no');
  await answer(page, 'shareholding', 'yes');
  expect(await refused(page, fileAgain)).toContain('needs an explanation');
  await field(page, 'shareholding.details').fill('Two per cent since May.');
  await page.reload();
  expect(await field(page, 'shareholding.details').inputValue()).toBe('Two per cent since May.');
  const before = await revisionOf(page);
  await press(page, fileAgain);
  await isSavedAs(page, before + 1);
  await filed(2).getByText('Two per cent since May.').waitFor();
  expect(await page.locator('[data-filing]').first().getAttribute('data-filing')).toBe('2');
  await filed(1).getByText(details).waitFor();
  expect(await page.locator('#step input:checked').count()).toBe(0);
  await isAt(page, 'enrollment.enrolled');
});

it('says what is wrong in a summary and at each field, by a description the field names', async () => {
  const page = await openTab();
  await walk(page, 'wizard.enteringBusiness');
  await field(page, 'website').fill('lantern');
  const summary = await refused(page, 'wizard.business.save');
  expect(summary).toMatch(
    /Company name: This is required[\s\S]*Registration number: This is[\s\S]*Website: Please give/,
  );
  const website = field(page, 'website');
  expect(await website.getAttribute('aria-invalid')).toBe('true');
  const [help, error] = (await website.getAttribute('aria-describedby'))?.split(' ') ?? [];
  expect(await page.locator(`[id="${help}"]`).innerText()).toMatch(/^Beginning with http/);
  expect(await page.locator(`[id="${error}"]`).innerText()).toMatch(/^Please give the full address/);
  expect(await website.inputValue()).toBe('lantern');
  await page.locator('#alert button', { hasText: 'Registration number' }).click();
  await page.locator('[name="registrationNumber"]:focus').waitFor();
});

it('tells of a wrong code, of the tries that are left, and of another code asked for too soon', async () => {
  const page = await openTab();
  await walk(page, 'signup.verifyingEmail.enteringCode');
  const code = await letterIn(page);
  await field(page, 'verificationCode').fill(String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
  expect(await refused(page, 'signup.code.submit')).toContain('You have 2 more tries');
  expect(await field(page, 'verificationCode').inputValue()).toBe('');
  await press(page, 'signup.code.resend');
  const soon = await page.locator('#alert', { hasText: 'Another code can be sent from' }).innerText();
  expect(soon).not.toMatch(/\dT\d/);
  await page.reload();
  expect(await letterIn(page)).toBe(code);
  await enterCode(page);
  await isAt(page, 'signup.settingPassword.entering');
});

it('goes back with everything that was typed, and forwards again', async () => {
  const page = await openTab();
  await walk(page, 'wizard.enteringContact');
  await field(page, 'jobTitle').fill('Partner manager');
  await press(page, 'wizard.back');
  await isAt(page, 'wizard.enteringBusiness');
  expect(await field(page, 'companyName').inputValue()).toBe(companyName);
  await field(page, 'companyName').fill('Lantern Works');
  await press(page, 'wizard.business.save');
  await isAt(page, 'wizard.enteringContact');
  expect(await field(page, 'jobTitle').inputValue()).toBe('Partner manager');
  await press(page, 'wizard.back');
  await isAt(page, 'wizard.enteringBusiness');
  expect(await field(page, 'companyName').inputValue()).toBe('Lantern Works');
});

it('keeps a half-filled form over a reload, and shows it in another browser tab by the link', async () => {
  const page = await openTab();
  await walk(page, 'wizard.enteringBusiness');
  const before = await revisionOf(page);
  await field(page, 'companyName').fill(companyName);
  await field(page, 'address').fill('1 Lantern Street');
  await isSavedAs(page, before + 1);
  await page.reload();
  expect(await field(page, 'companyName').inputValue()).toBe(companyName);
  expect(await field(page, 'address').inputValue()).toBe('1 Lantern Street');

  const other = await openTab(keyOf(page));
  expect(await field(other, 'companyName').inputValue()).toBe(companyName);
  expect(await field(other, 'address').inputValue()).toBe('');

  const later = await browser.newPage();
  await later.goto(site.url);
  await isAt(later, 'wizard.enteringBusiness');
  expect(keyOf(later)).toBe(keyOf(page));
});

it('keeps what is typed in signup over a reload, but no secret', async () => {
  const page = await openTab();
  await walk(page, 'signup.verifyingEmail.entering');
  await field(page, 'email').fill('ada@lan');
  await page.reload();
  expect(await field(page, 'email').inputValue()).toBe('ada@lan');
  await confirmEmail(page);
  await field(page, 'password').fill(password);
  await page.reload();
  expect(await field(page, 'password').inputValue()).toBe('');
  expect(await page.evaluate('JSON.stringify([sessionStorage, localStorage])')).not.toContain(password);
});

async function confirmEmail(page: Page): Promise<void> {
  await field(page, 'email').fill(email);
  await press(page, 'signup.email.submit');
  await isAt(page, 'signup.verifyingEmail.enteringCode');
  await enterCode(page);
  await isAt(page, 'signup.settingPassword.entering');
}

it('begins another registration, and comes back to the first by its link', async () => {
  const page = await openTab();
  await walk(page, 'signup.verifyingEmail.entering');
  const key = keyOf(page);
  await page.locator('#about button').click();
  await isAt(page, 'signup.choosingCountry');
  expect(keyOf(page)).not.toBe(key);
  await page.goto(`${site.url}#${key}`);
  await isAt(page, 'signup.verifyingEmail.entering');
});

it('shows in one tab what was done in the other', async () => {
  const one = await openTab();
  await walk(one, 'wizard.enteringContact');
  const other = await openTab(keyOf(one));
  await press(one, 'wizard.back');
  await isAt(other, 'wizard.enteringBusiness');
  expect(await other.locator('#status').innerText()).toContain('gone on in another tab');
  expect(await revisionOf(other)).toBe(await revisionOf(one));
});

it('refuses an act on what another tab has changed, says what has changed, and keeps what was typed', async () => {
  const one = await openTab();
  await walk(one, 'wizard.enteringContact');
  const other = await openTab(keyOf(one));
  await field(other, 'name').pressSequentially('Grace Lantern');
  await field(one, 'name').fill('Ada Lantern');
  await field(one, 'phone').fill(phone);
  await press(one, 'wizard.contact.save');
  await isAt(one, 'wizard.filingSensitiveRelationship');
  const revision = await revisionOf(one);

  await other.locator('#status', { hasText: 'changed in another tab' }).waitFor();
  expect(await field(other, 'name').inputValue()).toBe('Grace Lantern');
  await field(other, 'phone').fill('+353850999999');
  const told = await refused(other, 'wizard.contact.save');
  expect(told).toContain('Nothing was sent');
  expect(told).toContain('Step: Contact information → Sensitive relationship filing');
  expect(told).toContain('Name: (empty) → Ada Lantern');
  expect(told).toContain('you go back to the step “Contact information”');
  expect(await revisionOf(one)).toBe(revision);

  await press(other, 'wizard.back');
  await isAt(other, 'wizard.enteringContact');
  expect(await field(other, 'name').inputValue()).toBe('Grace Lantern');
  expect(await field(other, 'phone').inputValue()).toBe('+353850999999');
  await press(other, 'wizard.contact.save');
  await isAt(one, 'wizard.filingSensitiveRelationship');
});

it('shows on demand what another tab has changed, under what is typed here', async () => {
  const one = await openTab();
  await walk(one, 'wizard.enteringBusiness');
  const other = await openTab(keyOf(one));
  await field(other, 'industry').pressSequentially('Software');
  await field(one, 'companyName').fill(companyName);
  await field(one, 'address').focus();
  await other.locator('#status button').click();
  const told = await alertIn(other).innerText();
  expect(told).toContain(`Company name: (empty) → ${companyName}`);
  expect(told).toContain('still in the form');
  expect(told).not.toContain('Nothing was sent');
  expect(await field(other, 'industry').inputValue()).toBe('Software');
});

it('two clicks are one act: a wrong code costs one try', async () => {
  const page = await openTab();
  await walk(page, 'signup.verifyingEmail.enteringCode');
  const wrong = String((Number(await letterIn(page)) + 1) % 1_000_000).padStart(6, '0');
  const before = await revisionOf(page);
  await field(page, 'verificationCode').fill(wrong);
  await page.evaluate(`{
    const button = document.querySelector('[data-act="signup.code.submit"]');
    button.click();
    button.click();
  }`);
  expect(await alertIn(page).innerText()).toContain('You have 2 more tries');
  await field(page, 'verificationCode').fill(wrong);
  await press(page, 'signup.code.submit');
  await page.locator('#alert', { hasText: 'You have 1 more try' }).waitFor();
  expect(await revisionOf(page)).toBe(before + 2);
});

it('changes the language, and keeps what is typed', async () => {
  const page = await openTab();
  await walk(page, 'signup.verifyingEmail.entering');
  await field(page, 'email').fill('ada');
  for (const [language, heading, button, error] of [
    ['fr', 'Adresse e-mail', 'Indiquer une adresse e-mail', 'n’est pas valide'],
    ['zh-CN', '邮件地址', '提交邮件地址', '无效'],
    ['en', 'E-mail address', 'Give an e-mail address', 'not a valid'],
  ] as const) {
    await page.selectOption('#language', language);
    await page.locator(`html[lang="${language}"]`).waitFor();
    expect(await page.locator('#heading').innerText()).toBe(heading);
    expect(await page.locator('[data-act="signup.email.submit"]').innerText()).toBe(button);
    expect(await field(page, 'email').inputValue()).toBe('ada');
    expect(await refused(page, 'signup.email.submit')).toContain(error);
  }
  await page.selectOption('#language', 'fr');
  await page.reload();
  await page.locator('html[lang="fr"]').waitFor();
  await page.selectOption('#language', 'en');
});

/** Looks at a screen in light and in dark. */
async function faultsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await barriersOn(page)).map((barrier) => `${colorScheme}: ${barrier}`));
  }
  const wider = await overflowOf(page);
  return wider === 0 ? found : [...found, `${wider} pixels too wide`];
}

it.each([
  ['en', 1280],
  ['en', 390],
  ['fr', 390],
  ['zh-CN', 390],
] as const)('every screen is accessible and fits: %s, %i pixels', async (language, width) => {
  const page = await openTab(undefined, width);
  await page.selectOption('#language', language);
  const found: Record<string, string[]> = {};
  const look = async (screen: string) => {
    const faulty = await faultsOf(page);
    if (faulty.length > 0) found[screen] = faulty;
  };
  if (width < 960) await page.locator('summary').click();
  await walk(page, 'review.rejected', async (place) => {
    await look(place);
    const button = page.locator('#step button[type="submit"]');
    if ((await button.count()) === 0) return;
    await button.click();
    await alertIn(page).waitFor();
    await look(`${place}, refused`);
  });
  await look('review.rejected');
  await submitAgain(page);
  await press(page, 'review.approve');
  await isAt(page, 'enrollment.enrolled');
  await look('enrollment.enrolled');
  await page.locator('#step summary').click();
  await refused(page, fileAgain);
  await look('enrollment.enrolled, refused');
  await page.selectOption('#language', 'en');
  expect(found).toEqual({});
});
