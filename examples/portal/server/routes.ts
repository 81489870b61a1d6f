import { type Hook, OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { User } from '../api.js';
import type { PortalEnv } from './env.js';
import { answerError, Problem } from './problem.js';

/** Routes of the portal, which answer a request that does not fit with why. */
export function newRoutes() {
  const routes = new OpenAPIHono<PortalEnv>({ defaultHook });
  routes.onError(answerError);
  return routes;
}

const defaultHook: Hook<unknown, PortalEnv, string, unknown> = (result) => {
  if (result.success) return;
  const [found] = result.error.issues;
  const field = String(found?.path[0] ?? '');
  if (result.target === 'header' && field === 'if-match')
    throw new Problem(428, 'ifMatch.missing', 'If-Match says which revision was seen, as "12".');
  if (result.target === 'header')
    throw new Problem(400, 'idempotencyKey.missing', 'Idempotency-Key names this act, at most 200 characters.');
  throw new Problem(result.target === 'json' ? 422 : 400, 'request.invalid', `This does not fit: ${field}.`);
};

/** Somebody has to be signed in. */
export const signedIn: MiddlewareHandler<PortalEnv & { Variables: { user: User } }> = async (c, next) => {
  const user: User | null = c.var.user;
  if (user === null) throw new Problem(401, 'session.none', 'Nobody is signed in.');
  return next();
};

/** Somebody of a role has to be signed in. */
export function only(role: User['role']): MiddlewareHandler<PortalEnv & { Variables: { user: User } }> {
  return async (c, next) => {
    if (c.var.user.role !== role) throw new Problem(403, 'role.other', `This is for the role ${role}.`);
    return next();
  };
}
