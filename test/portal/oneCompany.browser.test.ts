import { describeAct, describeIssue, en } from 'hcpn-registration/messages/en';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { barriersOn, overflowOf } from '../browser/example.js';
import { signedIn } from './client.js';
import { press } from './hands.js';
import { enter, type Person, phone, shows } from './person.js';
import { newFolder, startPortal } from './running.js';

const people: Person[] = [];
let address = '';

/** Every story of the demo is told anew for each test. */
beforeEach(async () => {
  ({ address } = await startPortal({ PORTAL_DATA: newFolder(), PORTAL_DEMO: 'on' }));
});

afterEach(async () => {
  const closing = people.splice(0).map(async ({ context, faults }) => {
    await context.close();
    return faults;
  });
  expect((await Promise.all(closing)).flat()).toEqual([]);
});

/** Somebody of the demo, on a page; on a wide one where nothing else is said. */
async function person(userId: string, path = '', size?: Parameters<typeof enter>[2]): Promise<Page> {
  const entered = await enter(address, { userId }, size);
  people.push(entered);
  if (path !== '') await entered.page.goto(`${address}${path}`);
  return entered.page;
}

/** Whether nothing fades in any more, nor is about to: until then it has not its own colours. */
const isStill = `document.getAnimations().every(({ playState }) => playState === 'finished') &&
  [...document.querySelectorAll('[role=dialog]')].every((dialog) => getComputedStyle(dialog).opacity === '1')`;

/** What somebody with a screen reader or a narrow window would stumble over. */
async function isForEverybody(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(isStill), { timeout: 20_000 }).toBe(true);
  expect(await barriersOn(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
}

const act = (type: Parameters<typeof describeAct>[1]) => describeAct(en, type);
const dialog = (page: Page) => page.getByRole('dialog');

describe('one company, one partner', () => {
  it('B2 the second applicant of a company reads that it became a partner meanwhile, and associates with it', async () => {
    const tiago = await person('tiago', '/registrations/demo-tiago', phone);
    await shows(tiago, 'review.manuallyReviewing');
    const rita = await person('rita', '/desk/demo-joana');
    await press(rita, act('review.approve'));
    await rita
      .getByText(/^Partner$/)
      .first()
      .waitFor();
    await rita.goto(`${address}/desk/demo-tiago`);
    await press(rita, act('review.approve'));

    await shows(tiago, 'wizard.offeringAssociation');
    await tiago.getByRole('heading', { name: 'Your company became a partner meanwhile' }).waitFor();
    await tiago.getByText('Mar Alto Sistemas, Lda., partner P-').waitFor();
    await isForEverybody(tiago);
    await press(tiago, act('wizard.company.associate'));
    await shows(tiago, 'association.drafting');
  });

  it('B5 who is taken for a stranger says so, after reading that people will look at it', async () => {
    const frieda = await person('frieda', '/registrations/demo-frieda');
    await shows(frieda, 'wizard.offeringAssociation');
    await frieda.getByRole('heading', { name: 'This company is a partner already' }).waitFor();
    await isForEverybody(frieda);
    const button = frieda.getByRole('main').getByRole('button', { name: act('wizard.company.isAnother'), exact: true });
    await button.click();
    await dialog(frieda).getByText('People at Huawei Cloud look at that').waitFor();
    await isForEverybody(frieda);
    await dialog(frieda).getByRole('button', { name: 'Not yet' }).click();
    await shows(frieda, 'wizard.offeringAssociation');
    await press(frieda, act('wizard.company.isAnother'));
    await shows(frieda, 'wizard.enteringContact');
  });

  it('B5 the register tells two companies of one number apart', async () => {
    const frieda = await person('frieda', '/registrations/demo-frieda');
    await shows(frieda, 'wizard.offeringAssociation');
    await press(frieda, act('wizard.back'));
    await shows(frieda, 'wizard.enteringBusiness');
    await frieda.getByLabel('Register').fill('Amtsgericht Hamburg');
    await press(frieda, act('wizard.business.save'));
    await shows(frieda, 'wizard.enteringContact');
  });
});

describe('a rejection that is corrected', () => {
  it('D5 C-185 stays in view, and beside each answer the reviewer named, until it is corrected', async () => {
    const mai = await person('mai', '/registrations/demo-mai');
    await press(mai, act('review.revise'));
    await shows(mai, 'wizard.enteringBusiness');
    const rejection = mai.getByText('it lacks the legal form');
    await rejection.waitFor();
    await mai.getByText('Nothing has been changed since then.').waitFor();
    const named = mai.locator('#field-companyName-description [data-named]');
    await named.waitFor();
    expect(await mai.locator('[data-named]').count()).toBe(1);
    await isForEverybody(mai);

    await mai.locator('#field-companyName').fill('Phần mềm Sen Việt TNHH');
    await press(mai, act('wizard.business.save'));
    await shows(mai, 'wizard.enteringContact');
    await rejection.waitFor();
    expect(await mai.getByText('Nothing has been changed since then.').count()).toBe(0);
    expect(await mai.locator('#field-phone-description [data-named]').count()).toBe(1);
    await press(mai, 'Back');
    await shows(mai, 'wizard.enteringBusiness');
    expect(await mai.locator('[data-named]').count()).toBe(0);
    await rejection.waitFor();
  });
});

describe('a hand-over', () => {
  it('is confirmed by name, says what follows, and leads the colleague on', async () => {
    const joerg = await person('joerg');
    const account = await joerg.locator('[data-account]').getAttribute('data-account');
    const sabine = await person('sabine', '/registrations/demo-sabine', phone);
    await shows(sabine, 'wizard.enteringContact');
    await sabine.getByRole('button', { name: act('registration.handOver') }).click();
    await sabine.getByLabel('Account of your colleague').fill('nobody');
    await press(sabine, 'Find the colleague');
    await sabine.getByText('Nobody has this account here.').waitFor();
    await sabine.getByLabel('Account of your colleague').fill('sabine');
    await press(sabine, 'Find the colleague');
    await sabine.getByText(describeIssue(en, { code: 'handOver.sameOwner', params: {} })).waitFor();
    await sabine.getByLabel('Account of your colleague').fill(account ?? '');
    await press(sabine, 'Find the colleague');
    await dialog(sabine).getByText('Jörg Weißenfels goes on with it from now on').waitFor();
    await dialog(sabine).getByText('You no longer see it').waitFor();
    await isForEverybody(sabine);
    await dialog(sabine)
      .getByRole('button', { name: act('registration.handOver') })
      .click();
    await sabine.getByText('The registration is handed over to Jörg Weißenfels').waitFor();
    expect(await sabine.getByText('Lindenhof').count()).toBe(0);
    await isForEverybody(sabine);

    await joerg.reload();
    await joerg.getByText('Lindenhof Energietechnik GmbH').click();
    await shows(joerg, 'wizard.enteringContact');
    const rita = await person('rita', '/desk/demo-sabine');
    const entry = rita.locator('.mantine-Timeline-item', { hasText: act('registration.handOver') });
    await entry.getByText('Jörg Weißenfels').waitFor();
    await isForEverybody(rita);
  });
});

describe('authenticating again', () => {
  it('D4 C-177 a renamed company is authenticated again while the one in force holds, and applies under its new name', async () => {
    const bowen = await person('bowen', '/registrations/demo-bowen');
    await shows(bowen, 'wizard.enteringBusiness');
    await press(bowen, act('wizard.business.save'));
    await bowen
      .getByText(describeIssue(en, { code: 'company.differsFromRealName', params: { field: 'companyName' } }))
      .first()
      .waitFor();
    await isForEverybody(bowen);
    await press(bowen, act('signup.realName.start'));
    await shows(bowen, 'signup.realName.applying');
    await bowen.getByRole('heading', { name: 'The authentication in force' }).waitFor();
    await bowen.locator('#field-companyName').fill('深圳远山智能科技有限公司');
    await press(bowen, act('signup.realName.apply'));
    await shows(bowen, 'signup.realName.inReview');
    await bowen.getByText('深圳远山数据有限公司').waitFor();
    await isForEverybody(bowen);
    await press(bowen, act('signup.back'));
    await shows(bowen, 'choosingRoad');
    await bowen.getByText(describeIssue(en, { code: 'realName.inReview', params: {} })).waitFor();
    await isForEverybody(bowen);

    const rita = await person('rita', '/desk/demo-bowen');
    await rita.getByLabel('What to report').selectOption(act('signup.realName.decided'));
    await press(rita, 'Report');
    await bowen.getByText('深圳远山智能科技有限公司').waitFor();
    await press(bowen, act('wizard.start'));
    await shows(bowen, 'wizard.enteringBusiness');
    expect(await bowen.locator('#field-companyName').inputValue()).toBe('深圳远山智能科技有限公司');
    await press(bowen, act('wizard.business.save'));
    await shows(bowen, 'wizard.enteringContact');
  });
});

describe('the review desk', () => {
  it('B8 C-181 offers nobody a decision on their own registration, and says why', async () => {
    const clara = await person('clara', '/desk/demo-clara');
    await clara.getByText('This is your own registration').waitFor();
    await clara.getByText(describeIssue(en, { code: 'actor.ownDecision', params: {} })).waitFor();
    for (const type of ['review.approve', 'review.reject'] as const)
      expect(await clara.getByRole('button', { name: act(type), exact: true }).count(), type).toBe(0);
    await isForEverybody(clara);
    await clara.getByRole('link', { name: 'My registrations' }).click();
    await clara.getByText('Norrsken Molntjänster AB').click();
    await shows(clara, 'review.manuallyReviewing');
    const rita = await person('rita', '/desk/demo-clara');
    await press(rita, act('review.approve'));
    await shows(clara, 'enrollment.enrolled');
  });
});

/** What happens meanwhile reaches the page at once, when all of it has happened: answers how to let it through. */
async function slowLine(page: Page, key: string): Promise<() => void> {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(`**/api/registrations/${key}`, async (route) => {
    await arrived;
    await route.continue();
  });
  return arrive;
}

describe('a decision that comes late', () => {
  const reason = 'The register has another name.';
  const clientFor = (userId: string) => signedIn(address, { userId });
  const lateBy = (attempt: number) =>
    describeIssue(en, { code: 'decision.late', params: { attempt, current: attempt + 1 } });
  const late = lateBy(1);

  /** Another reviewer rejects Tiago's application, and Tiago submits it again. */
  async function submittedAgain(): Promise<void> {
    const [colleague, tiago] = await Promise.all([clientFor('rita'), clientFor('tiago')]);
    const seen = await colleague.read('demo-tiago');
    let view = await colleague.act(seen, { type: 'review.reject', attempt: 1, reason: 'Please add the website.' });
    view = await tiago.act(view, { type: 'review.revise' });
    const business = { ...Object(view.context['application']).business, website: 'https://maralto.example' };
    view = await tiago.act(view, { type: 'wizard.business.save', business });
    view = await tiago.act(view, { type: 'wizard.submit' });
    expect(view.value).toEqual({ review: 'manuallyReviewing' });
  }

  it('a reason typed about a submission stays, and is refused of the next one until the reviewer has looked at that', async () => {
    const rita = await person('rita', '/desk/demo-tiago');
    await rita.locator('#field-reason').fill(reason);
    await submittedAgain();
    const notice = rita.getByRole('status').filter({ hasText: late });
    await notice.waitFor();
    expect(await rita.locator('#field-reason').inputValue()).toBe(reason);
    await isForEverybody(rita);
    await press(rita, act('review.reject'));
    await rita.getByRole('alert').filter({ hasText: late }).waitFor();
    await press(rita, 'Decide on this submission');
    await notice.waitFor({ state: 'detached' });
    await press(rita, act('review.reject'));
    const tiago = await person('tiago', '/registrations/demo-tiago');
    await shows(tiago, 'review.rejected');
    await tiago.getByText(reason).waitFor();
  });

  it('approval that was asked before the application came again is refused, and the page says why', async () => {
    const rita = await person('rita', '/desk/demo-tiago');
    const main = rita.getByRole('main');
    await main.getByRole('button', { name: act('review.approve'), exact: true }).click();
    await dialog(rita).getByText('becomes a partner').waitFor();

    const arrive = await slowLine(rita, 'demo-tiago');
    await submittedAgain();
    const submission = main.getByText('https://maralto.example');
    expect(await submission.count()).toBe(0);
    arrive();
    await submission.waitFor();
    await dialog(rita)
      .getByRole('button', { name: act('review.approve'), exact: true })
      .click();
    await rita.getByRole('alert').filter({ hasText: late }).waitFor();
    await isForEverybody(rita);

    await press(rita, act('review.approve'));
    const tiago = await person('tiago', '/registrations/demo-tiago');
    await shows(tiago, 'enrollment.enrolled');
  });

  it('a result of the authentication that was handed in before is refused of the one under way', async () => {
    const [colleague, bowen] = await Promise.all([clientFor('rita'), clientFor('bowen')]);
    const decided = 'signup.realName.decided';
    let view = await bowen.act(await bowen.read('demo-bowen'), { type: 'signup.realName.start' });
    const { application: inForce } = Object(view.context['account']).realName;
    const application = { ...inForce, companyName: '深圳远山智能科技有限公司' };
    view = await bowen.act(view, { type: 'signup.realName.apply', application });
    expect(view.value).toEqual({ signup: { realName: 'inReview' } });
    const attempt: number = Object(view.context['account']).realNameAttempts;

    const rita = await person('rita', '/desk/demo-bowen');
    await rita.getByLabel('What to report').selectOption(act(decided));
    await rita.getByRole('button', { name: 'Report', exact: true }).waitFor();
    const arrive = await slowLine(rita, 'demo-bowen');
    view = await colleague.act(view, { type: decided, attempt, resultCode: 1, reason: 'The licence is cut off.' });
    await bowen.act(view, { type: 'signup.realName.apply', application });
    arrive();
    await rita
      .getByRole('status')
      .filter({ hasText: lateBy(attempt) })
      .waitFor();
    await isForEverybody(rita);
    await press(rita, 'Report');
    await rita
      .getByRole('alert')
      .filter({ hasText: lateBy(attempt) })
      .waitFor();
    await press(rita, 'Decide on this submission');
    await press(rita, 'Report');
    await rita
      .locator('.mantine-Timeline-item', { hasText: act(decided) })
      .nth(1)
      .waitFor();
    const { reauthentication } = Object((await bowen.read('demo-bowen')).context['account']);
    expect(reauthentication).toBeNull();
  });
});

describe('an invitation', () => {
  it('B6 C-180 is not accepted by somebody who has become a partner since, who reads why', async () => {
    const katerina = await person('katerina', '/registrations/demo-katerina', phone);
    await press(katerina, act('association.open'));
    await katerina.locator('#field-agreed').check();
    await katerina.locator('#field-employee').check();
    await press(katerina, act('association.accept'));
    await katerina.getByText(describeIssue(en, { code: 'invitee.isPartnerAccount', params: {} })).waitFor();
    await isForEverybody(katerina);
  });
});

describe('a partner', () => {
  it('D7 C-186 files sensitive relationships again, beside what was filed before, and lists the signed agreements', async () => {
    const luis = await person('luis', '/registrations/demo-luis', phone);
    await shows(luis, 'enrollment.enrolled');
    expect(await luis.locator('[data-filing]').count()).toBe(1);
    for (const agreement of ['customer-agreement', 'hcpn-certification-agreement'])
      await luis.locator(`[data-agreement="${agreement}"]`).getByText('accepted').waitFor();
    const file = act('enrollment.sensitiveRelationship.file');
    await luis.getByRole('button', { name: file }).first().click();
    for (const question of ['employees', 'relatives', 'officials', 'shareholding'])
      await luis.locator(`[id="field-${question}"] input[value="${question === 'relatives'}"]`).check();
    await press(luis, file);
    await luis.getByText('Please look at these points').waitFor();
    await luis.locator('[id="field-relatives.details"]').fill('A cousin has worked there since May.');
    await isForEverybody(luis);
    await press(luis, file);
    await luis.locator('[data-filing="2"]').getByText('(latest)').waitFor();
    expect(await luis.locator('[data-filing]').count()).toBe(2);
    await luis.locator('[data-filing="2"]').getByRole('button').click();
    await luis.getByText('A cousin has worked there since May.').waitFor();
    await isForEverybody(luis);
  });
});
