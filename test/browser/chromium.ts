import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { isRoot, programOf } from './debian.js';

/** Enough for a first run, which may have to install the browser. */
export const patience = 600_000;

/**
 * Starts Chromium without a window. Without a profile folder it gets one of its own, which goes when it is closed;
 * either way it writes to the disk, as a person's browser does.
 */
export async function launch(profile = '', args: readonly string[] = []): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: await programOf('chromium'),
    args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-dev-shm-usage', ...args],
  });
}

/** Bundles a script for the browser and serves an empty page with it, on an origin of its own. */
export async function servePage(entry: URL): Promise<{ readonly url: string; close(): void }> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>',
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Calls what the page's script exports. Arguments and answers cross as data; what is thrown there is thrown here. */
export function callerOf<Script extends Readonly<Record<string, (...args: never[]) => unknown>>>(page: Page) {
  return <Name extends keyof Script & string>(
    name: Name,
    ...args: Parameters<Script[Name]>
  ): Promise<Awaited<ReturnType<Script[Name]>>> =>
    page.evaluate(`import('/page.js').then((script) => script.${name}(...${JSON.stringify(args)}))`);
}
