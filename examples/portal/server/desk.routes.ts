import { createRoute, z } from '@hono/zod-openapi';
import { deskQuerySchema, letterSchema, pageSchema, problemSchema } from '../api.js';
import { json, problems } from './answers.js';
import { deskPage } from './lists.js';
import type { Portal } from './portal.js';
import { newRoutes, only, signedIn } from './routes.js';

const desk = createRoute({
  method: 'get',
  path: '/desk',
  tags: ['Review desk'],
  summary: 'All registrations, for reviewers',
  description: '`company` is `country:registrationNumber`, or else a part of the company name.',
  middleware: [signedIn, only('reviewer')] as const,
  request: { query: deskQuerySchema },
  responses: {
    200: json(pageSchema, 'One page, in order of key; `next` is the cursor of the next.'),
    400: json(problemSchema, 'The query does not fit.'),
    403: json(problemSchema, 'This is for reviewers.'),
    ...problems,
  },
});

const outbox = createRoute({
  method: 'get',
  path: '/outbox',
  tags: ['Outbox'],
  summary: 'The letters a real host would send, newest first',
  description: 'Every person signed in reads all of them: a demo has no mailboxes. A real portal has no such route.',
  middleware: signedIn,
  responses: { 200: json(z.array(letterSchema), 'The latest 200.'), ...problems },
});

/** The review desk and the outbox. */
export function deskRoutes(portal: Portal) {
  return newRoutes()
    .openapi(desk, async (c) => c.json(await deskPage(portal, c.var.user, c.req.valid('query')), 200))
    .openapi(outbox, async (c) => c.json(await portal.letters.latest(), 200));
}
