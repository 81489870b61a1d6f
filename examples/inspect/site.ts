import { type Site, serve } from '../shared/site.js';

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
export function inspectionSite(port: number): Promise<Site> {
  const scripts = ['road', 'viewer'].map((name) => new URL(`./${name}.ts`, import.meta.url));
  return serve({ scripts, files: { '/': page('road'), '/viewer': page('viewer') }, policy }, port);
}
