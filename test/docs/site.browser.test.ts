import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch, patience } from '../browser/chromium.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'site-'));
const base = '/partners/registration/';

/** The files of the site, by address. */
const site = new Map<string, Buffer>();
let server: Server;
let origin: string;
let browser: BrowserContext;

beforeAll(async () => {
  await build();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (each) => extname(each) !== '',
  )) {
    site.set(`${base}${path.replaceAll('\\', '/')}`, readFileSync(join(folder, path)));
  }
  server = createServer(({ url = '' }, response) => {
    const path = fileAt(url);
    const file = site.get(path);
    response.statusCode = file === undefined ? 404 : 200;
    response.setHeader('content-type', contentTypes[extname(path)] ?? 'application/octet-stream');
    response.end(file);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  origin = `http://127.0.0.1:${address.port}`;
  browser = await launch();
}, patience);

afterAll(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
  rmSync(folder, { recursive: true });
});

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Builds the site as a person does, for a folder of a file server. */
async function build(): Promise<void> {
  const env = { ...process.env, DOCS_BASE: base, NODE_ENV: 'production' };
  const command = ['run', 'docs', '--', '--outDir', folder];
  const child = spawn('npm', command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`\`npm ${command.join(' ')}\` did not succeed.\n${said}`);
}

/** The address of the file that a file server answers with. */
function fileAt(url: string): string {
  const { pathname } = new URL(url, 'http://site');
  return decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
}

const pages = () => [...site.keys()].filter((path) => path.endsWith('.html') && path !== `${base}404.html`);

/** What the attributes of a page say, such as all its `href`. */
function attributes(name: 'href' | 'src' | 'id', path: string): string[] {
  const found = [...String(site.get(path)).matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))];
  return found.map(([, text = '']) => text.replaceAll('&amp;', '&'));
}

const isElsewhere = (link: string) => /^[a-z]+:/.test(link);

/** Where the links of a page lead to, on this site. */
function linksOf(path: string): URL[] {
  const links = [...attributes('href', path), ...attributes('src', path)].filter((link) => !isElsewhere(link));
  return links.map((link) => new URL(link, `http://site${path}`));
}

describe('the links of the site', () => {
  it('lead to a page, and to a heading on it, that is there', () => {
    const ids = new Map(pages().map((path) => [path, new Set(attributes('id', path))]));
    const leadsNowhere = ({ pathname, hash }: URL) =>
      !site.has(fileAt(pathname)) ||
      (hash !== '' && !ids.get(fileAt(pathname))?.has(decodeURIComponent(hash.slice(1))));
    const dead = pages().flatMap((path) =>
      linksOf(path)
        .filter(leadsNowhere)
        .map(({ pathname, hash }) => `${path} -> ${pathname}${hash}`),
    );
    expect(pages().length).toBeGreaterThan(100);
    expect([...new Set(dead)]).toEqual([]);
  });

  it('reach every page from the first one', () => {
    const reached = new Set([`${base}index.html`]);
    for (const path of reached) {
      for (const { pathname } of linksOf(path))
        if (pathname.endsWith('/') || pathname.endsWith('.html')) reached.add(fileAt(pathname));
    }
    expect(pages().filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('in a browser', () => {
  /** Whatever went wrong on a page, and whatever it asked of somebody else. */
  let faults: string[] = [];

  afterEach(async () => {
    const found = faults;
    faults = [];
    for (const page of browser.pages().filter((each) => each.url().startsWith(origin))) {
      await page.evaluate('localStorage.clear()');
      await page.close();
    }
    expect(found).toEqual([]);
  });

  async function open(path: string, width = 1280): Promise<Page> {
    const page = await browser.newPage();
    await page.setViewportSize({ width, height: 844 });
    page.on('console', (message) => message.type() === 'error' && faults.push(`${page.url()}: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}${base}`) && !url.startsWith('data:')) faults.push(`${page.url()} asks for ${url}`);
    });
    await visit(page, path);
    return page;
  }

  async function visit(page: Page, path: string): Promise<void> {
    await page.goto(`${origin}${base}${path}`);
    await page.waitForFunction(`document.querySelector('#app').__vue_app__`);
  }

  /** Loads the pictures that are shown, and answers the name and width of each; a broken one is thrown. */
  function picturesOn(page: Page, selector: string): Promise<{ name: string; width: number }[]> {
    return page.evaluate(`Promise.all([...document.querySelectorAll('${selector}')]
      .filter((image) => getComputedStyle(image).display !== 'none')
      .map(async (image) => {
        image.loading = 'eager';
        await image.decode();
        return { name: image.src.replace(/.*\\//, '').replace(/\\.[^.]*(?=\\.svg$)/, ''), width: image.naturalWidth };
      }))`);
  }

  it('the first page shows the road', async () => {
    const page = await open('');
    expect(await page.title()).toBe('HCPN registration');
    const [road, ...others] = await picturesOn(page, '.VPHero img');
    expect(others).toEqual([]);
    expect(road?.name).toBe('registration.light.svg');
    expect(road?.width).toBeGreaterThan(0);
  });

  it('a word is searched for, and a result followed', async () => {
    const page = await open('');
    await page.click('.VPNavBarSearch button');
    await page.fill('#localsearch-input', 'idempotency');
    await page.click('#localsearch-list .result');
    await page.waitForURL(/\.html/);
    await page.waitForFunction(`/idempotency/i.test(document.querySelector('.vp-doc')?.textContent)`);
  });

  it('a chart is dark in the dark', async () => {
    const page = await open('reference/review.html');
    expect((await picturesOn(page, '.chart img')).map(({ name }) => name)).toEqual(['review.light.svg']);
    await page.click('.VPNavBarAppearance .VPSwitchAppearance');
    await page.waitForSelector('html.dark');
    expect((await picturesOn(page, '.chart img')).map(({ name }) => name)).toEqual(['review.dark.svg']);
  });

  it.each([
    ['signup', 5],
    ['wizard', 1],
    ['review', 1],
    ['enrollment', 1],
    ['association', 2],
    ['development-path', 1],
    ['partner-program', 1],
    ['registration', 1],
  ])('the page of %s shows its charts', async (machine, count) => {
    const page = await open(`reference/${machine}.html`);
    const pictures = await picturesOn(page, '.chart img');
    expect(pictures).toHaveLength(count);
    for (const { name, width } of pictures) expect(width, name).toBeGreaterThan(100);
  });

  it('no page is wider than a phone', async () => {
    const api = ['functions/explain', 'type-aliases/SignupContext', 'variables/developmentPaths', 'signup/index'];
    const written = pages().filter((path) => !path.startsWith(`${base}api/`));
    const paths = [
      ...written.map((path) => path.slice(base.length)),
      ...api.map((path) => `api/hcpn-registration/${path}.html`),
    ];
    const page = await open('', 390);
    for (const path of paths) {
      await visit(page, path);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(390);
    }
  });
});
