import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createPolicy } from 'hcpn-registration';
import { fixtures } from 'hcpn-registration/testing';
import type { BrowserContext, Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, patience } from '../browser/chromium.js';
import { hiddenTexts, seenIn } from './hidden.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

let demo: ChildProcess;
let browser: BrowserContext;

beforeAll(async () => {
  browser = await launch();
}, patience);

afterAll(async () => {
  await browser.close();
  demo.kill();
  await once(demo, 'exit');
});

/** Starts the demo as `npm run inspect` does, on any free port; answers the address it prints. */
async function addressOfDemo(): Promise<string> {
  const command = ['test/config/run.mjs', 'tsx', 'examples/inspect/main.ts', '0'];
  demo = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  if (demo.stdout === null) throw new Error('The demo has no output.');
  for await (const line of createInterface(demo.stdout)) {
    const [address] = /http:\/\/\S+$/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('The demo ended without an address.');
}

/** Waits in the viewer until it has an event in its log and a state lit up. */
async function untilSeen(viewer: Frame, type: string, state: string): Promise<void> {
  const isSeen = `[...document.querySelectorAll('summary')].some((line) => line.textContent.startsWith(${JSON.stringify(`${type} `)}))
    && [...document.querySelectorAll('li.active > span')].at(-1)?.textContent === ${JSON.stringify(state)}`;
  await viewer.evaluate(`new Promise((resolve) => {
    const look = () => ${isSeen} && resolve();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    look();
  })`);
}

/** The way to a partner, button by button, with the state each leads to. */
const way = [
  ['signup.country.choose', 'signup.verifyingEmail.entering'],
  ['signup.email.submit', 'signup.verifyingEmail.enteringCode'],
  ['signup.code.submit', 'signup.settingPassword.entering'],
  ['signup.password.set', 'signup.securingPhone.entering'],
  ['signup.securityPhone.skip', 'signup.acceptingAgreements'],
  ['signup.cloud.enable', 'signup.completingInformation'],
  ['signup.information.complete', 'choosingRoad'],
  ['wizard.start', 'wizard.enteringBusiness'],
  ['wizard.business.save', 'wizard.enteringContact'],
  ['wizard.contact.save', 'wizard.filingSensitiveRelationship'],
  ['wizard.sensitiveRelationship.file', 'wizard.acceptingAgreement'],
  ['wizard.agreement.accept', 'wizard.acceptingAgreement'],
  ['wizard.submit', 'enrollment.enrolled'],
] as const;

it('the demo walks from no account to a partner, and the viewer beside it lights up every state without the applicant', async () => {
  const address = await addressOfDemo();
  const page = await browser.newPage();
  const faults: string[] = [];
  const foreign: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) foreign.push(request.url());
  });
  await page.goto(address);
  const viewer = page.frames().find((frame) => frame.url().endsWith('/viewer'));
  if (viewer === undefined) throw new Error('There is no viewer.');
  for (const [act, place] of way) {
    await page.locator(`[data-act="${act}"]`).first().click();
    await page.locator(`[data-place="${place}"]`).waitFor();
    await untilSeen(viewer, act, place.split('.').at(-1) ?? '');
  }
  const actors = await viewer.locator('[data-actor]').allInnerTexts();
  expect(actors[0]).toContain('registration');
  expect(actors.join()).toContain('screenApplication done');
  const { information, business, contact, password, email } = fixtures(createPolicy({ site: 'intl' }));
  const hidden = hiddenTexts({ information, business, contact, password, email });
  expect(hidden.length).toBeGreaterThan(8);
  expect(seenIn((await viewer.locator('body').innerHTML()) ?? '', hidden)).toEqual([]);
  expect({ faults, foreign }).toEqual({ faults: [], foreign: [] });
});
