import { OpenAPIHono } from '@hono/zod-openapi';
import { requestId } from 'hono/request-id';
import { signedInAs } from './cookie.js';
import { deskRoutes } from './desk.routes.js';
import { docsRoutes } from './docs.routes.js';
import type { PortalEnv } from './env.js';
import { filesRoutes } from './files.routes.js';
import { requestLog } from './log.js';
import { pages } from './pages.js';
import type { Portal } from './portal.js';
import { answerError, Problem } from './problem.js';
import { registrationsRoutes } from './registrations.routes.js';
import { newRoutes } from './routes.js';
import { headers, limits, noForms, requestsLimited, sameOrigin } from './safety.js';
import { sessionRoutes } from './session.routes.js';

/** Every route below `/api`, so that a client can be typed by it. */
export function portalApi(portal: Portal, stopping: AbortSignal) {
  return newRoutes()
    .route('/', sessionRoutes(portal))
    .route('/', registrationsRoutes(portal, stopping))
    .route('/', deskRoutes(portal))
    .route('/', filesRoutes(portal));
}

/** The whole portal as one application: what every request passes, the API, its description, the pages. */
export function portalApp(portal: Portal, stopping: AbortSignal) {
  const app = new OpenAPIHono<PortalEnv>();
  app.onError(answerError);
  app.use(requestId());
  if (portal.settings.isLogging) app.use(requestLog);
  app.use(headers);
  app.get('/healthz', async (c) => {
    await portal.storage.find({ limit: 1 });
    return c.json({ ok: true });
  });
  app.use('/api/*', sameOrigin, noForms, limits);
  app.use('/api/*', async (c, next) => {
    const id = await signedInAs(c, portal.settings);
    c.set('user', id === null ? null : await portal.users.find(id));
    return next();
  });
  app.use('/api/*', requestsLimited(portal.settings));
  const api = portalApi(portal, stopping);
  app.route('/api', docsRoutes(api));
  app.route('/api', api);
  app.all('/api/*', () => {
    throw new Problem(404, 'route.notFound', 'There is no such route.');
  });
  app.get('/*', pages);
  return app;
}
