import { isRegistrationError } from 'hcpn-registration';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type * as z from 'zod';
import type { problemSchema } from '../api.js';
import type { PortalEnv } from './env.js';

/** Why a request is not answered as asked; thrown anywhere, answered as JSON. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: ContentfulStatusCode, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The answer to whatever was thrown. Neither it nor the log says more than the code: a message may quote what was typed. */
export function answerError(thrown: unknown, c: Context<PortalEnv>): Response {
  const { status, code, message, headers } = problemOf(thrown);
  if (status >= 500) c.set('failure', code);
  return answerProblem(c, { code, message }, status, headers);
}

/** A problem as JSON, never kept by a cache. */
export function answerProblem(
  c: Context<PortalEnv>,
  problem: z.infer<typeof problemSchema>,
  status: ContentfulStatusCode,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return c.json(problem, status, { ...headers, 'cache-control': 'no-store' });
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof HTTPException) return new Problem(thrown.status, `http.${thrown.status}`, 'Not like this.');
  if (!isRegistrationError(thrown)) return new Problem(500, 'portal.failed', 'Something went wrong here.');
  const { code } = thrown;
  switch (code) {
    case 'storage.erased':
    case 'storage.badKey':
    case 'session.notFound':
      return new Problem(404, 'registration.notFound', 'There is none.');
    case 'command.reused':
      return new Problem(422, code, 'This idempotency key was used for something else.');
    case 'storage.unavailable':
    case 'storage.closed':
      return new Problem(503, code, 'It is not known whether this was saved. Send it again as it is.', {
        'retry-after': '2',
      });
    case 'storage.conflict':
      return new Problem(503, code, 'Somebody else was faster, again and again.', { 'retry-after': '1' });
    default:
      return new Problem(500, code, 'Something is wrong with what is kept here.');
  }
}
