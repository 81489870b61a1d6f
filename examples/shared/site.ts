import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** A web site on this computer, and how to end it. */
export interface Site {
  readonly url: string;
  close(): void;
}

/** What a site is made of. */
export interface SiteOptions {
  /** Each is bundled for the browser, and served under its own name: `page.ts` as `/page.js`. */
  readonly scripts: readonly URL[];
  /** What else is served, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The Content-Security-Policy of every answer. */
  readonly policy: string;
  /** What esbuild has to know beyond that. */
  readonly bundling?: Pick<BuildOptions, 'alias' | 'define'>;
}

/** Serves a site on localhost, on the port that is asked for or, with 0 or if it is taken, on any free one. */
export async function serve(options: SiteOptions, port: number): Promise<Site> {
  const { files, policy } = options;
  const served = new Map([...Object.entries(files), ...(await bundled(options))]);
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const found = served.get(pathname);
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': found === undefined ? 'text/plain' : typeOf(pathname),
      'content-security-policy': policy,
    });
    response.end(found ?? 'There is nothing here.');
  });
  await listen(server, port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://localhost:${address.port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  const listening = (wanted: number) => once(server.listen(wanted, '127.0.0.1'), 'listening');
  await listening(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return listening(0);
    throw error;
  });
}

function typeOf(path: string): string {
  if (path.endsWith('.js')) return 'text/javascript; charset=utf-8';
  return path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/html; charset=utf-8';
}

async function bundled({ scripts, bundling }: SiteOptions): Promise<[path: string, text: string][]> {
  const { outputFiles } = await build({
    ...bundling,
    entryPoints: scripts.map((script) => fileURLToPath(script)),
    outdir: '/',
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  return outputFiles.map(({ path, text }) => [`/${path.replace(/^.*[\\/]/, '')}`, text]);
}
