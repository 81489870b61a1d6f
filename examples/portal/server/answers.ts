import { z } from '@hono/zod-openapi';
import { problemSchema } from '../api.js';

/** An answer as JSON, for the description of a route. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** Answers that any route may give. */
export const problems = {
  401: json(problemSchema, 'Nobody is signed in.'),
  429: json(problemSchema, 'Too many requests; `Retry-After` says how long to wait.'),
  503: json(problemSchema, 'It is not known whether this was saved: send it again with the same `Idempotency-Key`.'),
};

/** There is none, or it is somebody else's. */
export const missing = { 404: json(problemSchema, 'There is none, or it is not for you.') };

/** The key of a registration in a route. */
export const keyParam = z.object({ key: z.string() });
