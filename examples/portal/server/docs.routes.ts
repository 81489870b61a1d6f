import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { PortalEnv } from './env.js';
import { describeApi } from './openapi.js';

const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Partner portal: API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
    <link rel="icon" href="/api/docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/begin.js"></script>
  </body>
</html>
`;

const script = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', docExpansion: 'list' });\n`;

/** The description of the API, as JSON and as a page to read and try it on. */
export function docsRoutes(api: Pick<OpenAPIHono<PortalEnv>, 'getOpenAPI31Document'>) {
  const described = JSON.stringify(describeApi(api));
  const rewriteRequestPath = (path: string) => path.slice('/api/docs'.length);
  const routes = new Hono<PortalEnv>();
  routes.get('/openapi.json', (c) => c.body(described, 200, { 'content-type': 'application/json' }));
  routes.get('/docs', (c) => c.html(page));
  routes.get('/docs/begin.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript' }));
  routes.get('/docs/*', serveStatic<PortalEnv>({ root: swagger, rewriteRequestPath }));
  return routes;
}
