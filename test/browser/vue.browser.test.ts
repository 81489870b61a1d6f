import { createPolicy } from 'hcpn-registration';
import { fixtures } from 'hcpn-registration/testing';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, patience } from './chromium.js';
import { barriersOn, overflowOf, type Served, serveExample } from './example.js';

let site: Served;
let browser: BrowserContext;

beforeAll(async () => {
  site = await serveExample('vue/serve.ts');
  browser = await launch();
}, patience);

afterAll(async () => {
  await browser.close();
  await site.close();
});

it.each([1280, 390])('goes with Vue from the country to a confirmed e-mail address, at %i pixels', async (width) => {
  const { email } = fixtures(createPolicy({ site: 'intl' }));
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.setViewportSize({ width, height: 800 });
  await page.goto(site.url);

  const answer = async (place: string, text: string) => {
    await page.locator(`[data-place="${place}"]`).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      faults.push(...(await barriersOn(page)));
    }
    expect(await overflowOf(page)).toBe(0);
    await page.fill('#typed', text);
    await page.locator('button:enabled').click();
  };
  const current = page.locator('[aria-current="step"]');

  await page.locator('[role="alert"]', { hasText: 'This is required' }).waitFor();
  expect(await page.locator('button').isDisabled()).toBe(true);
  await answer('signup.choosingCountry', 'IE');
  await current.filter({ hasText: 'E-mail address: open' }).waitFor();
  await answer('signup.verifyingEmail.entering', email);
  const code = /\d{6}$/.exec(await page.locator('[role="status"]', { hasText: 'code is' }).innerText())?.[0] ?? '';
  await answer('signup.verifyingEmail.enteringCode', String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
  await page.locator('[role="alert"]', { hasText: 'You have 2 more tries' }).waitFor();
  await answer('signup.verifyingEmail.enteringCode', code);
  await current.filter({ hasText: 'Password: open' }).waitFor();
  expect(await page.locator('[data-place]').innerText()).toContain(email);
  expect(faults).toEqual([]);
});
