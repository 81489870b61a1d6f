import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { PortalEnv } from './env.js';

/** One line a request: the route's pattern and never the path, so that nothing a person typed is in it. */
export const requestLog: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const begun = performance.now();
  await next();
  const line = {
    at: new Date().toISOString(),
    method: c.req.method,
    route: patternOf(c),
    status: c.res.status,
    ms: Math.round(performance.now() - begun),
    request: c.var.requestId,
    failure: c.var.failure,
  };
  console.log(JSON.stringify(line));
};

/** The most particular route that was matched. */
function patternOf(c: Context<PortalEnv>): string {
  return matchedRoutes(c).findLast(({ path }) => !path.includes('*'))?.path ?? '/*';
}
