import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import type { MiddlewareHandler } from 'hono';
import type { PortalEnv } from './env.js';

/** Where the web page is built to. */
export const webFolder = fileURLToPath(new URL('../web-dist', import.meta.url));

const index = join(webFolder, 'index.html');
const isAsset = (path: string) => /\.[a-z0-9]+$/i.test(path) && path !== '/index.html';

const assets = serveStatic<PortalEnv>({
  root: webFolder,
  onFound: (path, c) => {
    // What is in this folder has a hash of its content in its name.
    if (path.includes('/assets/')) c.header('Cache-Control', 'public, max-age=31536000, immutable');
  },
});

/** The built web page: its files, and for any other address the page itself, which reads the address. */
export const pages: MiddlewareHandler<PortalEnv> = async (c, next) => {
  if (isAsset(c.req.path)) return (await assets(c, next)) ?? c.text('There is no such file.', 404);
  if (!existsSync(index)) return c.text('The web page is not built. Run `npm run portal`, which builds it.', 503);
  const page = await readFile(index, 'utf8');
  c.header('Cache-Control', 'no-store');
  return c.html(page.replaceAll('__CSP_NONCE__', c.get('secureHeadersNonce') ?? ''));
};
