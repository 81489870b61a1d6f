import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { personSchema, problemSchema, signInAsSchema, signInSchema, type User } from '../api.js';
import { json, missing, problems } from './answers.js';
import { signIn, signOut } from './cookie.js';
import { demoUsers } from './demo.users.js';
import { findHeir } from './handOver.js';
import type { Portal } from './portal.js';
import { Problem } from './problem.js';
import { newRoutes, signedIn } from './routes.js';

const tags = ['Session'];

const read = createRoute({
  method: 'get',
  path: '/session',
  tags,
  summary: 'Who is signed in, and who can be in this demo',
  responses: { 200: json(signInSchema, 'Who is signed in; null if nobody is.'), 429: problems[429] },
});

const begin = createRoute({
  method: 'post',
  path: '/session',
  tags,
  summary: 'Sign in as a demo user, or as a new applicant',
  request: { body: { required: true, content: { 'application/json': { schema: signInAsSchema } } } },
  responses: {
    200: json(signInSchema, 'Signed in: the cookie says so from now on.'),
    422: json(problemSchema, 'There is no such user.'),
    429: problems[429],
  },
});

const end = createRoute({
  method: 'delete',
  path: '/session',
  tags,
  summary: 'Sign out',
  responses: { 200: json(signInSchema, 'Signed out.'), 429: problems[429] },
});

const person = createRoute({
  method: 'get',
  path: '/people/{id}',
  tags,
  summary: 'Who a registration would be handed over to: the name of somebody by the id of their account',
  middleware: signedIn,
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: { 200: json(personSchema, 'The person.'), ...missing, ...problems },
});

/** Signing in and out. There is no password: anybody may be anybody in a demo. */
export function sessionRoutes(portal: Portal) {
  const { users, settings } = portal;
  return newRoutes()
    .openapi(person, async (c) => {
      const found = await findHeir(portal, c.req.valid('param').id);
      if (found === null) throw new Problem(404, 'user.unknown', 'Nobody has this account here.');
      return c.json(found, 200);
    })
    .openapi(read, (c) => c.json({ user: c.var.user, demoUsers: [...demoUsers] }, 200))
    .openapi(begin, async (c) => {
      const asked = c.req.valid('json');
      const user = 'userId' in asked ? await users.find(asked.userId) : newApplicant(asked.name);
      if (user === null) throw new Problem(422, 'user.unknown', 'There is no such user.');
      await users.add(user);
      await signIn(c, settings, user.id);
      return c.json({ user, demoUsers: [...demoUsers] }, 200);
    })
    .openapi(end, (c) => {
      signOut(c);
      return c.json({ user: null, demoUsers: [...demoUsers] }, 200);
    });
}

function newApplicant(name: string): User {
  return { id: `u-${randomUUID()}`, name, role: 'applicant', partnerId: null };
}
