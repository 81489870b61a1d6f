import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A web site on this computer, and how to end it. */
export interface Site {
  readonly url: string;
  close(): void;
}

const style = `
  :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
  body { margin: 0; padding: 1rem; box-sizing: border-box; }
  body.road { display: grid; grid-template-columns: minmax(18rem, 1fr) 2fr; gap: 1rem; height: 100vh; }
  body.viewer { display: grid; grid-template-columns: 16rem 1fr 1fr; gap: 1rem; }
  iframe { width: 100%; height: 100%; border: 1px solid #8888; border-radius: 6px; }
  h1, h2 { font-size: 1rem; margin: 0 0 .5rem; }
  button { display: block; width: 100%; margin: .25rem 0; padding: .35rem .6rem; text-align: left; font: inherit; }
  button small { opacity: .7; }
  ul, ol { padding-left: 1.1rem; margin: .25rem 0; }
  li.active > span { background: #2f6f4f; color: #fff; border-radius: 4px; padding: 0 .35rem; }
  pre { font-size: .75rem; overflow: auto; max-height: 60vh; }
  [role=alert] { color: #b3261e; }
`;

const page = (
  name: string,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Registration: ${name}</title>
<style>${style}</style><body class="${name}"><script type="module" src="/${name}.js"></script></body></html>`;

/** Everything comes from here, save the frame of Stately's viewer. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'unsafe-inline'; frame-src 'self' https://stately.ai; img-src 'self' data:";

/** Bundles the two pages and serves them on localhost. */
export async function inspectionSite(port: number): Promise<Site> {
  const files = await bundled(['road', 'viewer']);
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const found = files.get(pathname);
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(found ?? 'There is nothing here.');
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
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

async function bundled(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url))),
    outdir: '/',
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  const scripts = outputFiles.map(({ path, text }): [string, string] => [`/${path.replace(/^.*[\\/]/, '')}`, text]);
  return new Map([...scripts, ['/', page('road')], ['/viewer', page('viewer')]]);
}
