import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import { rateLimiter } from 'hono-rate-limiter';
import type { PortalEnv } from './env.js';
import { answerProblem, Problem } from './problem.js';
import type { Settings } from './settings.js';

const mostJson = 64 * 1024;
/** The largest file that may be handed in. */
export const mostFile = 10 * 1024 * 1024;

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];
const isFiles = ({ req }: Context<PortalEnv>) => req.path === '/api/files';

const nothingBut = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  manifestSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
};

const ofPages = secureHeaders({
  contentSecurityPolicy: { ...nothingBut, styleSrc: ["'self'", NONCE] },
  xFrameOptions: 'DENY',
});

/** Swagger UI writes styles into its elements. */
const ofDocs = secureHeaders({
  contentSecurityPolicy: { ...nothingBut, styleSrc: ["'self'", "'unsafe-inline'"] },
  xFrameOptions: 'DENY',
});

/** What a browser may do with an answer. */
export const headers: MiddlewareHandler<PortalEnv> = (c, next) =>
  (/^\/api\/docs(\/|$)/.test(c.req.path) ? ofDocs : ofPages)(c, next);

/** Refuses what another site made a browser send, whatever the body is. */
export const sameOrigin: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const isForeign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && new URL(c.req.url).host !== hostOf(origin));
  if (isForeign && !safeMethods.includes(c.req.method))
    throw new Problem(403, 'request.foreign', 'This came from another site.');
  return next();
};

/** Refuses forms of other sites, which carry no header of ours. */
export const noForms: MiddlewareHandler<PortalEnv> = csrf({
  origin: (origin, c) => hostOf(origin) === new URL(c.req.url).host,
});

/** A proxy may speak TLS where we do not, so hosts are compared, not schemes. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

const tooLarge = (): never => {
  throw new Problem(413, 'body.tooLarge', 'The body is too large.');
};
const jsonLimit = bodyLimit({ maxSize: mostJson, onError: tooLarge });
const fileLimit = bodyLimit({ maxSize: mostFile, onError: tooLarge });

/** Takes no body beyond its limit. */
export const limits: MiddlewareHandler<PortalEnv> = (c, next) => (isFiles(c) ? fileLimit : jsonLimit)(c, next);

/** How many requests somebody may make in a minute. */
export function requestsLimited({ requestsPerMinute }: Settings): MiddlewareHandler<PortalEnv> {
  return rateLimiter<PortalEnv>({
    windowMs: 60_000,
    limit: requestsPerMinute,
    keyGenerator: askerOf,
    handler: tooMany,
  });
}

/** How many verification codes somebody may ask for or try in ten minutes, whatever the registration. */
export function codesLimited({ codesPerTenMinutes }: Settings): MiddlewareHandler<PortalEnv> {
  return rateLimiter<PortalEnv>({
    windowMs: 600_000,
    limit: codesPerTenMinutes,
    keyGenerator: askerOf,
    handler: tooMany,
    skip: async (c) => !(await isAboutCodes(c)),
  });
}

const aboutCodes = ['signup.email.submit', 'signup.securityPhone.give', 'signup.code.submit', 'signup.code.resend'];

async function isAboutCodes({ req }: Context<PortalEnv>): Promise<boolean> {
  const body: unknown = await req.json().catch(() => null);
  return typeof body === 'object' && body !== null && 'type' in body && aboutCodes.some((type) => type === body.type);
}

const tooMany = (c: Context<PortalEnv>): Response =>
  answerProblem(c, { code: 'request.tooMany', message: 'Too many requests; wait a little.' }, 429);

/** A person, or the address of whoever is not signed in. */
function askerOf(c: Context<PortalEnv>): string {
  const { user } = c.var;
  return user === null ? `address ${getConnInfo(c).remote.address ?? ''}` : `user ${user.id}`;
}
