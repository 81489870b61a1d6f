import type { BrowserContext, Page } from 'playwright-core';
import { launch } from '../browser/chromium.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Somebody in a browser of their own. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong on the page: exceptions, and what its content policy refused. */
  readonly faults: readonly string[];
}

/** The window of a desk. */
const desk: Size = { width: 1280, height: 900 };

/** The window of a phone. */
export const phone: Size = { width: 390, height: 844 };

type As = { readonly name: string } | { readonly userId: string };

/** A person in a browser of their own, signed in by name as somebody new, or under an id of the demo. */
export async function enter(address: string, as: As, size = desk): Promise<Person> {
  const context = await launch();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize(size);
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  const person = { context, page, faults };
  await signIn(person, address, as);
  return person;
}

/** Signs in, as whoever comes next to this browser. */
export async function signIn({ context, page }: Person, address: string, as: As): Promise<void> {
  await context.clearCookies();
  await page.goto(address);
  if ('name' in as) {
    await page.getByLabel('Your name').fill(as.name);
    await page.getByRole('button', { name: 'Begin' }).click();
  } else await page.locator(`[data-user="${as.userId}"]`).click();
  const signedIn = page.getByRole('button', { name: /^(Sign out|Menu)$/ });
  await signedIn.filter({ visible: true }).first().waitFor();
  await page.getByRole('main').getByText('People of this demo').waitFor({ state: 'detached' });
}

/** Begins a registration; answers its key. */
export async function begin(page: Page, site: 'intl' | 'eu' | 'cn'): Promise<string> {
  await page.getByLabel('Huawei Cloud site').selectOption(site);
  await page.getByRole('button', { name: 'Begin a registration' }).click();
  await page.waitForURL(/\/registrations\//);
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
}

/** Waits until the page shows a state. */
export async function shows(page: Page, state: string): Promise<void> {
  await page.locator(`[data-state="${state}"]`).waitFor();
}
