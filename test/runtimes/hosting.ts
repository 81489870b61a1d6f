import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Built pages on a port of their own, and what they tell. */
export interface Hosted {
  readonly port: number;
  /** What a page will post to its own path. To be asked before the page is opened. */
  told(path: string): Promise<unknown>;
  close(): void;
}

const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";

/** A page that loads one script. A module never is a classic script, and what a bundler writes for one may not do as a module. */
function htmlOf(main: string): string {
  const type = main.endsWith('.mjs') ? 'module' : 'text/javascript';
  return `<!doctype html><meta charset="utf-8"><script type="${type}" src="${main}" defer></script>`;
}

/** Serves a folder under a strict policy for scripts; a path that ends with `/` is a page with the main file of that folder. */
export async function host(folder: string, mainOf: (path: string) => string): Promise<Hosted> {
  const posted = new EventEmitter();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    if (request.method === 'POST') posted.emit(path, JSON.parse(await text(request)));
    const isPage = path.endsWith('/');
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', isPage ? 'text/html' : 'text/javascript');
    response.end(isPage ? htmlOf(mainOf(path)) : await readFile(join(folder, path)).catch(() => ''));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    told: async (path) => (await once(posted, path))[0],
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
