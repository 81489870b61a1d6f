import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../browser/chromium.js';
import { bundle } from './bundles.js';
import expected from './expected.json' with { type: 'json' };
import { type Firefox, openInFirefox } from './firefox.js';
import { type Hosted, host } from './hosting.js';
import { pages } from './matrix.js';
import { built, home } from './run.js';

/** A name that is no address of this machine: plain http on it is no secure context. */
const plain = 'plain.example';
const pathOf = (bundler: string) => `/${bundler}/`;
const mains = new Map<string, string>();
let site: Hosted;

beforeAll(async () => {
  for (const { bundler } of pages) {
    const path = pathOf(bundler);
    mains.set(path, await bundle(bundler, 'page', `${home}page.js`, built(`pages${path}`)));
  }
  site = await host(built('pages'), (path) => mains.get(path) ?? '');
});
afterAll(() => site?.close());

describe('in Chromium', () => {
  let browser: BrowserContext;
  beforeAll(async () => {
    browser = await launch('', [`--host-resolver-rules=MAP ${plain} 127.0.0.1`]);
  });
  afterAll(() => browser?.close());

  /** What a page tells, whether it had what only a secure context has, and what its policy for scripts forbade it. */
  async function open(bundler: string, name: string) {
    const told = site.told(pathOf(bundler));
    const page = await browser.newPage();
    const forbidden: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) forbidden.push(message.text());
    });
    await page.goto(`http://${name}:${site.port}${pathOf(bundler)}`);
    const isSecure = await page.evaluate('isSecureContext && crypto.subtle !== undefined');
    const seen = await told;
    await page.close();
    return { isSecure, seen, forbidden };
  }

  for (const { name, bundler } of pages) {
    it(`${name} goes the whole road on IndexedDB, under a strict policy for scripts`, async () => {
      expect(await open(bundler, '127.0.0.1')).toEqual({ isSecure: true, seen: expected, forbidden: [] });
    });

    it(`${name} goes it on plain http, too`, async () => {
      expect(await open(bundler, plain)).toEqual({ isSecure: false, seen: expected, forbidden: [] });
    });
  }
});

describe('in Firefox', () => {
  const told = new Map<string, Promise<unknown>>();
  let firefox: Firefox;
  beforeAll(async () => {
    for (const { bundler } of pages) told.set(bundler, site.told(pathOf(bundler)));
    firefox = await openInFirefox(pages.map(({ bundler }) => `http://127.0.0.1:${site.port}${pathOf(bundler)}`));
  });
  afterAll(() => firefox?.close());

  for (const { name, bundler } of pages)
    it(`${name} goes the whole road on IndexedDB, under a strict policy for scripts`, async () => {
      expect(await firefox.before(Promise.resolve(told.get(bundler)))).toEqual(expected);
    });
});
