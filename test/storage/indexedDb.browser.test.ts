import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPolicy } from 'hcpn-registration';
import { fixtures } from 'hcpn-registration/testing';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { act, later, nothing } from '../../src/testing/storage/kit.js';
import { testStorageAdapter } from '../../src/testing/storage.contract.js';
import { callerOf, launch, patience, servePage } from '../browser/chromium.js';
import { toPartner } from '../support/toPartner.js';
import type * as script from './indexedDb.page.js';
import { dice } from './processes.js';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['KILLS'] ?? 5);
/** Text that stays as long as it is: Chromium packs what it keeps. */
const unpackable = (length: number) => randomBytes(length / 2).toString('hex');
/** Makes commits long enough for an end to fall inside one. */
const padding = unpackable(200_000);

const pageScript = new URL('./indexedDb.page.ts', import.meta.url);

const callsOf = (page: Page) => callerOf<typeof script>(page);
type Tab = { readonly page: Page; readonly ask: ReturnType<typeof callsOf> };

let site: Awaited<ReturnType<typeof servePage>>;
let browser: BrowserContext;

beforeAll(async () => {
  site = await servePage(pageScript);
  browser = await launch();
}, patience);

afterAll(async () => {
  await browser.close();
  site.close();
});

async function openTab(context = browser, { url } = site): Promise<Tab> {
  const page = await context.newPage();
  await page.goto(url);
  return { page, ask: callsOf(page) };
}

function openTabs(count: number): Promise<Tab[]> {
  return Promise.all(Array.from({ length: count }, () => openTab()));
}

async function twoTabs(): Promise<[Tab, Tab]> {
  return [await openTab(), await openTab()];
}

async function closeTabs(): Promise<void> {
  await Promise.all(browser.pages().map((page) => page.close()));
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** Waits until a tab has acknowledged so many commits, while it goes on; answers how to learn of the latest. */
async function hear(tab: Tab, times: number, committing: () => Promise<unknown>) {
  let [heard, latest] = [0, 0];
  let wake = () => {};
  const enough = new Promise<void>((resolve) => {
    wake = resolve;
  });
  await tab.page.exposeFunction('acknowledged', (revision: number) => {
    heard += 1;
    latest = revision;
    if (heard === times) wake();
  });
  const ended = committing();
  await Promise.race([enough, ended]);
  return { ended, latest: () => latest };
}

/** Lets a tab commit on and on, and ends it in the middle; answers the last commit it acknowledged. */
async function endWhileCommitting(tab: Tab, database: string, times: number, end: () => unknown): Promise<number> {
  const { ended, latest } = await hear(tab, times, () => tab.ask('commitOnAndOn', database, padding));
  await Promise.all([end(), expect(ended).rejects.toThrow(/closed|crashed/)]);
  return latest();
}

/** Nothing acknowledged is lost, and nothing is there by half. Answers the revision found. */
async function expectWhole({ ask }: Tab, database: string, acknowledged: number): Promise<number> {
  const { record, journal, rows, messages } = await ask('everything', database, 'a');
  const revision = record?.revision ?? 0;
  expect(revision).toBeGreaterThanOrEqual(acknowledged);
  expect(record?.text).toBe(JSON.stringify({ revision, padding }));
  expect(journal.map((entry) => entry.sequence)).toEqual(upTo(revision));
  expect(messages.map((message) => message.revision)).toEqual(upTo(revision));
  expect(rows.map((row) => row.revision)).toEqual([revision]);
  expect(await ask('commit', database, act('a', revision - 1))).toEqual({ outcome: 'duplicate', revision });
  return revision;
}

describe('indexedDbStorage in Chromium', () => {
  let tab: Tab;
  beforeAll(async () => {
    tab = await openTab();
  });
  afterAll(closeTabs);

  testStorageAdapter({ describe, it: (promise) => it(promise, () => tab.ask('prove', promise)) }, async () => {
    throw new Error('The storage is opened in the page.');
  });

  it('a promise the page does not know is not kept', async () => {
    await expect(tab.ask('prove', 'whatever you like')).rejects.toThrow('knows no promise "whatever you like"');
  });
});

describe('indexedDbStorage in several tabs', () => {
  afterEach(closeTabs);

  it.each([2, 4])('%i tabs add 100 each to one number, and none is lost', async (count) => {
    const database = randomUUID();
    const tabs = await openTabs(count);
    const runs = await Promise.all(tabs.map(({ ask }, name) => ask('increment', database, `tab ${name}`, 100)));
    expect(runs.reduce((late, run) => late + run.late, 0)).toBeGreaterThan(0);
    const line = upTo(count * 100);
    expect(runs.flatMap(({ made }) => made).sort((one, other) => one - other)).toEqual(line);

    const { record, journal } = await (await openTab()).ask('everything', database, 'counter');
    expect(record).toMatchObject({ revision: count * 100, text: String(count * 100) });
    expect(journal.map(({ sequence }) => sequence)).toEqual(line);
    expect(new Set(journal.map(({ commandId }) => commandId)).size).toBe(count * 100);
  });

  it('one of 16 creators racing in 4 tabs wins', async () => {
    const database = randomUUID();
    const tabs = await openTabs(4);
    const results = await Promise.all(tabs.map(({ ask }, name) => ask('create', database, `tab ${name}`, 4)));
    const winners = results.flatMap((made, name) =>
      made.filter(({ outcome }) => outcome === 'committed').map(() => name),
    );
    expect(winners).toHaveLength(1);
    expect(results.flat().filter(({ outcome }) => outcome === 'conflict')).toEqual(
      Array(15).fill({ outcome: 'conflict', revision: 1 }),
    );
    for (const { ask } of tabs) {
      const { record, journal, messages } = await ask('everything', database, 'a');
      expect(record?.text).toBe(`tab ${winners[0]}`);
      expect([journal.length, messages.length]).toEqual([1, 1]);
    }
  });

  const ends: Readonly<Record<string, (page: Page) => unknown>> = {
    closed: (page) => page.close(),
    crashed: (page) => Promise.all([page.waitForEvent('crash'), page.goto('chrome://crash').catch(() => {})]),
  };
  it.each(Object.entries(ends))(
    `a tab that is %s while it commits leaves nothing by half, and what it acknowledged (seed ${seed})`,
    async (_, end) => {
      const roll = dice(seed);
      const database = randomUUID();
      const witness = await openTab();
      for (let [round, revision] = [0, 0]; round < 6; round += 1) {
        const tab = await openTab();
        const acknowledged = await endWhileCommitting(tab, database, roll(12), () => end(tab.page));
        expect(acknowledged).toBeGreaterThan(revision);
        revision = await expectWhole(witness, database, acknowledged);
      }
    },
  );

  it('a tab is told of a save in another tab, and reads the new state', async () => {
    const database = randomUUID();
    const [one, other] = await twoTabs();
    await other.ask('watch', database);
    expect(await other.ask('read', database, 'a')).toBeNull();
    await one.ask('commit', database, act('a', 0));
    expect(await other.ask('untilTold', 'a', 1)).toEqual([{ key: 'a', revision: 1 }]);
    expect(await other.ask('read', database, 'a')).toMatchObject({ revision: 1, text: act('a', 0).text });
    await one.ask('commit', database, act('a', 1));
    expect(await other.ask('untilTold', 'a', 2)).toHaveLength(2);
    expect(await other.ask('read', database, 'a')).toMatchObject({ revision: 2, text: act('a', 1).text });
  });

  it('a tab is told of a save of its own, too', async () => {
    const database = randomUUID();
    const { ask } = await openTab();
    await ask('watch', database);
    await ask('commit', database, act('a', 0));
    expect(await ask('untilTold', 'a', 1)).toEqual([{ key: 'a', revision: 1 }]);
  });

  it('a tab is not told of what was not saved, of another database, nor after it stopped listening', async () => {
    const database = randomUUID();
    const [one, other] = await twoTabs();
    await other.ask('watch', database);
    await one.ask('commit', randomUUID(), act('elsewhere', 0));
    await one.ask('commit', database, act('a', 7));
    await one.ask('commit', database, act('a', 0));
    await one.ask('commit', database, act('a', 0));
    await one.ask('commit', database, act('b', 0));
    expect((await other.ask('untilTold', 'b', 1)).map(({ key }) => key)).toEqual(['a', 'b']);
    await other.ask('stopWatching');
    await one.ask('commit', database, act('c', 0));
    await other.ask('watch', database);
    await one.ask('commit', database, act('d', 0));
    expect((await other.ask('untilTold', 'd', 1)).map(({ key }) => key)).toEqual(['a', 'b', 'd']);
  });

  it('what one tab erases is erased in the other, which is told and whose late commit is refused', async () => {
    const database = randomUUID();
    const [one, other] = await twoTabs();
    await other.ask('watch', database);
    await other.ask('commit', database, act('a', 0));
    await one.ask('remove', database, 'a', later(9));
    expect(await other.ask('untilTold', 'a', 0)).toHaveLength(2);
    expect(await other.ask('commit', database, act('a', 1))).toMatchObject({ outcome: 'erased' });
    expect(await other.ask('everything', database, 'a')).toEqual(nothing);
  });

  it('a tab that has a database open does not keep another from deleting it, and begins anew', async () => {
    const database = randomUUID();
    const [one, other] = await twoTabs();
    await one.ask('commit', database, act('a', 0));
    await other.ask('drop', database);
    expect(await one.ask('read', database, 'a')).toBeNull();
    expect(await one.ask('commit', database, act('a', 1))).toEqual({ outcome: 'conflict', revision: 0 });
    expect(await one.ask('commit', database, act('a', 0))).toEqual({ outcome: 'committed', revision: 1 });
  });

  it('a tab that commits while another deletes the database gets an answer, and begins anew', async () => {
    const database = randomUUID();
    const [one, other] = await twoTabs();
    const { ended } = await hear(one, 5, () => one.ask('commitWhileItLasts', database));
    await other.ask('drop', database);
    expect([
      { outcome: 'conflict', revision: 0 },
      expect.objectContaining({ code: 'storage.unavailable' }),
    ]).toContainEqual(await ended);
    expect(await one.ask('commit', database, act('a', 0))).toEqual({ outcome: 'committed', revision: 1 });
    expect((await other.ask('everything', database, 'a')).journal).toHaveLength(1);
  });

  it('a tab does not keep a later version from upgrading the database, and then fails with a typed error', async () => {
    const database = randomUUID();
    const [one, other] = await twoTabs();
    await one.ask('commit', database, act('a', 0));
    expect(await other.ask('upgrade', database)).toBe(3);
    const failure = { code: 'storage.notMigrated', cause: 'VersionError' };
    expect(await one.ask('commit', database, act('a', 1))).toMatchObject(failure);
    expect(await one.ask('read', database, 'a')).toMatchObject(failure);
    expect(await one.ask('closeWhileOpening', database)).toMatchObject({ code: 'storage.closed' });
  });

  it('a tab whose data the browser throws away gets typed errors at worst, and begins anew', async () => {
    const database = randomUUID();
    const { page, ask } = await openTab();
    await ask('commit', database, act('a', 0));
    const devtools = await browser.newCDPSession(page);
    await devtools.send('Storage.clearDataForOrigin', { origin: new URL(site.url).origin, storageTypes: 'indexeddb' });
    let found = await ask('read', database, 'a');
    while (found !== null) {
      expect(found).toMatchObject({ code: 'storage.unavailable' });
      found = await ask('read', database, 'a');
    }
    expect(await ask('commit', database, act('a', 0))).toEqual({ outcome: 'committed', revision: 1 });
  });
});

describe('a registration open in two tabs', () => {
  afterEach(closeTabs);

  it('goes its whole road by turns: the late act is a conflict, and the session opened again goes on', async () => {
    const database = randomUUID();
    const policy = createPolicy({ site: 'intl' });
    const road = toPartner(fixtures(policy));

    let [turn, late] = await twoTabs();
    let stand = await turn.ask('openRegistration', database, { policy });
    expect(await late.ask('openRegistration', database, { policy })).toEqual(stand);
    let verificationCode = '';
    for (const said of road) {
      const event = said.type === 'signup.code.submit' ? { ...said, verificationCode } : said;
      const outcome = await turn.ask('say', event);
      expect(outcome).toMatchObject({ status: 'saved' });
      verificationCode = await turn.ask('lastCode');

      const details = { key: 'lantern', expected: stand.revision, actual: stand.revision + 1 };
      expect(await late.ask('say', event)).toMatchObject({ code: 'storage.conflict', details });
      expect(await late.ask('say', event)).toMatchObject({ code: 'session.closed' });
      stand = await late.ask('openRegistration', database, { policy });
      expect(stand).toEqual(outcome);
      [turn, late] = [late, turn];
    }
    expect(stand.place).toBe('enrollment.enrolled');
    expect(await turn.ask('verify', database)).toMatchObject({ ok: true });
  });
});

describe('a browser that is killed', () => {
  // Each time on a new profile: Chromium may throw a database away when it is killed in a write and, after writing on, again.
  it(`what was acknowledged before a SIGKILL is there (seed ${seed})`, {
    timeout: 60_000 + kills * 20_000,
  }, async () => {
    const roll = dice(seed + 1);
    for (let round = 0; round < kills; round += 1) {
      const profile = mkdtempSync(join(tmpdir(), 'hcpn-chromium-'));
      const database = randomUUID();
      let context = await launch(profile);
      try {
        const tab = await openTab(context);
        const acknowledged = await endWhileCommitting(tab, database, roll(12), await killerOf(context, roll(20_000)));
        expect(acknowledged).toBeGreaterThan(0);
        context = await launch(profile);
        await expectWhole(await openTab(context), database, acknowledged);
      } finally {
        await context.close();
        rmSync(profile, { recursive: true, force: true });
      }
    }
  });
});

/** Kills a browser with all its processes, so many microseconds from when it is told. */
async function killerOf(context: BrowserContext, microseconds: number): Promise<() => Promise<unknown>> {
  const devtools = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await devtools?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const leader = processInfo.find(({ type }) => type === 'browser')?.id;
  if (leader === undefined) throw new Error('The browser does not say which process it is.');
  return () => {
    const moment = performance.now() + microseconds / 1000;
    while (performance.now() < moment);
    const gone = context.waitForEvent('close');
    process.kill(-leader, 'SIGKILL');
    return gone;
  };
}

describe('a browser without space', () => {
  afterEach(closeTabs);

  it('fails a commit with a typed error and writes nothing of it, until there is space again', async () => {
    const database = randomUUID();
    // Chromium remembers for a while how much space an origin had, so this one is new.
    const bare = await servePage(pageScript);
    const { page, ask } = await openTab(browser, bare);
    const devtools = await browser.newCDPSession(page);
    const { origin } = new URL(bare.url);
    const large = act('a', 1, { text: JSON.stringify(unpackable(5_000_000)) });
    try {
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 3_000_000 });
      expect(await ask('commit', database, act('a', 0))).toEqual({ outcome: 'committed', revision: 1 });
      const before = await ask('everything', database, 'a');
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        const failure = { code: 'storage.unavailable', cause: 'QuotaExceededError' };
        expect(await ask('commit', database, large)).toMatchObject(failure);
        expect(await ask('everything', database, 'a')).toEqual(before);
      }
      await devtools.send('Storage.overrideQuotaForOrigin', { origin });
      expect(await ask('commit', database, large)).toEqual({ outcome: 'committed', revision: 2 });
      expect(await ask('read', database, 'a')).toMatchObject({ revision: 2, text: large.text });
    } finally {
      bare.close();
    }
  });
});
