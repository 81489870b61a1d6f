import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A site of an example, and how to end it. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the site of an example as its npm script does, on any free port, and waits for the address it prints. */
export async function serveExample(script: string): Promise<Served> {
  const command = ['test/config/run.mjs', 'tsx', `examples/${script}`, '0'];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  return { url: await addressOf(child), close: () => end(child) };
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('The example has no output.');
  for await (const line of createInterface(stdout)) {
    const [address] = /http:\/\/\S+$/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('The example ended without an address.');
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

/** What axe-core finds to be serious or critical on a page as it is shown, each with the elements it is about. */
export async function barriersOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
}

/** By how many pixels a page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
