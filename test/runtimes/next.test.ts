import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../browser/chromium.js';
import expected from './expected.json' with { type: 'json' };
import { nextBuilds } from './matrix.js';
import { built, emptyFolder, environment, home, installed, node, run } from './run.js';

const next = installed('next/dist/bin/next');

/** Copies the app, as it is no project of its own, and builds the copy. */
async function build(folder: string, args: readonly string[]): Promise<string> {
  for (const path of ['next', 'road.js', 'storages.js'])
    cpSync(join(home, path), join(folder, path), { recursive: true });
  await run(node, [next, 'build', ...args, join(folder, 'next')]);
  return join(folder, 'next');
}

/** Puts what was built where no driver is installed, in no folder above either. */
function deploy(app: string, elsewhere: string): string {
  cpSync(app, elsewhere, { recursive: true });
  mkdirSync(join(elsewhere, 'node_modules'));
  for (const name of ['next', 'react', 'react-dom'])
    symlinkSync(installed(name), join(elsewhere, 'node_modules', name));
  return elsewhere;
}

interface Server {
  readonly url: string;
  readonly child: ChildProcess;
}

async function start(app: string): Promise<Server> {
  const args = [next, 'start', '--hostname', '127.0.0.1', '--port', '0', app];
  const child = spawn(node, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let url = '';
  for await (const line of createInterface(child.stdout)) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? url;
    if (line.includes('Ready')) return { url, child };
  }
  throw new Error('Next ended before it was ready.');
}

/** At once: asked politely, Next waits for connections that a browser keeps for later. */
async function stop(server: Server | undefined): Promise<void> {
  if (server === undefined) return;
  const ended = once(server.child, 'exit');
  server.child.kill('SIGKILL');
  await ended;
}

let browser: BrowserContext;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** Opens the page, with what its server component keeps somewhere. */
async function open({ url }: Server, kept: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${url}/?${new URLSearchParams({ kept, folder: emptyFolder() })}`);
  return page;
}

/** What is written in an element, once something is. */
const textIn = (page: Page, element: string) => page.locator(element).filter({ hasText: /\S/ }).innerText();

/** What the server component has seen. */
async function seenOnServer(server: Server, kept: string): Promise<unknown> {
  const page = await open(server, kept);
  const seen = JSON.parse(await textIn(page, 'code'));
  await page.close();
  return seen;
}

for (const { name, args, storages } of nextBuilds) {
  describe(name, () => {
    const folder = built(name.replaceAll(' ', '-').toLowerCase());
    const elsewhere = mkdtempSync(join(tmpdir(), 'next-'));
    let server: Server;
    let bare: Server;
    beforeAll(async () => {
      const app = await build(folder, args);
      server = await start(app);
      bare = await start(deploy(app, elsewhere));
    });
    afterAll(async () => {
      await stop(server);
      await stop(bare);
      rmSync(elsewhere, { recursive: true, force: true });
    });

    it.each(storages)('a server component goes the whole road on %s', async (storage) => {
      expect(await seenOnServer(server, storage)).toEqual(expected);
    });

    it.each(['better-sqlite3', 'libsql'])('is built without %s, and says that it is missing', async (driver) => {
      const details = { tried: [`${driver}: ERR_MODULE_NOT_FOUND`] };
      expect(await seenOnServer(bare, driver)).toEqual({ code: 'storage.noDriver', details });
    });

    it('a component is the same in the browser as on the server, goes the whole road there, and a server action answers it', async () => {
      const faults: string[] = [];
      browser.on('weberror', (fault) => faults.push(fault.error().message));
      const page = await open(server, 'memory');
      expect(JSON.parse(await textIn(page, 'output'))).toEqual(expected);
      const html = await (await fetch(page.url())).text();
      const issues = await page.locator('li').allInnerTexts();
      expect(html).toContain(`<ul>${issues.map((text) => `<li>${text}</li>`).join('')}</ul>`);
      expect(issues.length).toBeGreaterThan(0);
      await page.locator('button').click();
      await page.locator('button', { hasText: 'signup.verifyingEmail.entering' }).waitFor();
      await page.close();
      expect(faults).toEqual([]);
    });
  });
}
