import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import {
  conflictSchema,
  historyLineSchema,
  newRegistrationSchema,
  outcomeSchema,
  pageSchema,
  problemSchema,
  saidSchema,
  viewSchema,
} from '../api.js';
import { say } from './acts.js';
import { json, keyParam, missing, problems } from './answers.js';
import { begin } from './begin.js';
import { chronicleOf } from './chronicle.js';
import { etagOf, isNamed, revisionIn } from './etag.js';
import { readSeen, viewFor } from './kept.js';
import { listFor } from './lists.js';
import type { Portal } from './portal.js';
import { Problem } from './problem.js';
import { newRoutes, signedIn } from './routes.js';
import { codesLimited } from './safety.js';

const tags = ['Registrations'];
const heartbeatMilliseconds = 15_000;
const commandHeader = z.object({ 'idempotency-key': z.string().min(1).max(200) });

const list = createRoute({
  method: 'get',
  path: '/registrations',
  tags,
  summary: "One's own registrations, or those of the partner one administers",
  middleware: signedIn,
  responses: { 200: json(pageSchema, 'Latest first for an applicant.'), ...problems },
});

const create = createRoute({
  method: 'post',
  path: '/registrations',
  tags,
  summary: 'Begin a registration; the same Idempotency-Key begins one only',
  middleware: signedIn,
  request: {
    headers: commandHeader,
    body: { required: true, content: { 'application/json': { schema: newRegistrationSchema } } },
  },
  responses: {
    201: json(viewSchema, 'The registration; `Location` says where it is, `ETag` which revision this is.'),
    400: json(problemSchema, 'There is no Idempotency-Key.'),
    403: json(problemSchema, 'An administrator of a partner begins none.'),
    422: json(problemSchema, 'The body does not fit, or the Idempotency-Key was used for something else.'),
    ...problems,
  },
});

const read = createRoute({
  method: 'get',
  path: '/registrations/{key}',
  tags,
  summary: 'One registration as it is now',
  middleware: signedIn,
  request: { params: keyParam },
  responses: {
    200: json(viewSchema, 'The registration, with its revision as `ETag`.'),
    304: { description: 'It is still at the revision `If-None-Match` names.' },
    ...missing,
    ...problems,
  },
});

const act = createRoute({
  method: 'post',
  path: '/registrations/{key}/events',
  tags,
  summary: 'Say something to a registration: who says it, as what and when is added here',
  middleware: signedIn,
  request: {
    params: keyParam,
    headers: commandHeader.extend({ 'if-match': z.string().min(1).max(100) }),
    body: { required: true, content: { 'application/json': { schema: saidSchema } } },
  },
  responses: {
    200: json(outcomeSchema, 'Saved, or allowed without changing anything.'),
    400: json(problemSchema, 'There is no Idempotency-Key, or If-Match names no revision.'),
    409: json(conflictSchema, 'Somebody else saved first.'),
    422: json(
      z.union([outcomeSchema, problemSchema]),
      'Refused or not understood: `issues` says why. Or the Idempotency-Key was used for something else.',
    ),
    428: json(problemSchema, 'There is no If-Match.'),
    ...missing,
    ...problems,
  },
});

const chronicle = createRoute({
  method: 'get',
  path: '/registrations/{key}/history',
  tags,
  summary: 'What has happened, oldest first; for the owner and for reviewers',
  middleware: signedIn,
  request: { params: keyParam },
  responses: { 200: json(z.array(historyLineSchema), 'One line an act.'), ...missing, ...problems },
});

const changes = createRoute({
  method: 'get',
  path: '/registrations/{key}/changes',
  tags,
  summary: 'Server-Sent Events: an event `revision` with the number, now and whenever it changes',
  middleware: signedIn,
  request: { params: keyParam },
  responses: {
    200: { description: 'Goes on until it is closed.', content: { 'text/event-stream': { schema: z.string() } } },
    ...missing,
    ...problems,
  },
});

/** Registrations and what is said to them. */
export function registrationsRoutes(portal: Portal, stopping: AbortSignal) {
  const routes = newRoutes();
  routes.use('/registrations/:key/events', codesLimited(portal.settings));
  return routes
    .openapi(list, async (c) => c.json(await listFor(portal, c.var.user), 200))
    .openapi(create, async (c) => {
      const { user } = c.var;
      const kept = await begin(portal, user, c.req.valid('json').site, c.req.valid('header')['idempotency-key']);
      c.header('Location', `/api/registrations/${encodeURIComponent(kept.key)}`);
      c.header('ETag', etagOf(kept.revision));
      return c.json(viewFor(user, kept), 201);
    })
    .openapi(read, async (c) => {
      const { user } = c.var;
      const kept = await readSeen(portal, c.req.valid('param').key, user);
      c.header('ETag', etagOf(kept.revision));
      c.header('Cache-Control', 'private, no-cache');
      c.header('Vary', 'Cookie');
      if (isNamed(c.req.header('if-none-match'), kept.revision)) return c.body(null, 304);
      return c.json(viewFor(user, kept), 200);
    })
    .openapi(act, async (c) => {
      const { 'idempotency-key': idempotencyKey, 'if-match': match } = c.req.valid('header');
      const { key } = c.req.valid('param');
      const saying = { key, event: c.req.valid('json'), idempotencyKey, seen: revisionIn(match) };
      const acted = await say(portal, c.var.user, saying);
      const { revision } = acted.overtaken ? acted.conflict.view : acted.outcome.view;
      c.header('ETag', etagOf(revision));
      if (acted.overtaken) return c.json(acted.conflict, 409);
      const { status } = acted.outcome;
      return status === 'saved' || status === 'ignored' ? c.json(acted.outcome, 200) : c.json(acted.outcome, 422);
    })
    .openapi(chronicle, async (c) => {
      const { key } = await readSeen(portal, c.req.valid('param').key, c.var.user);
      if (c.var.user.role === 'administrator')
        throw new Problem(404, 'registration.notFound', 'The history is for the owner and for reviewers.');
      return c.json(await chronicleOf(portal, key), 200);
    })
    .openapi(changes, async (c) => {
      const { key } = await readSeen(portal, c.req.valid('param').key, c.var.user);
      return streamSSE(c, (stream) => {
        const tell = (revision: number) => void stream.writeSSE({ event: 'revision', data: String(revision) });
        const beat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMilliseconds);
        const stop = portal.changes.watch(key, tell);
        return new Promise((ended) => {
          const end = () => {
            clearInterval(beat);
            stop();
            stopping.removeEventListener('abort', end);
            ended();
          };
          stream.onAbort(end);
          stopping.addEventListener('abort', end);
          if (stopping.aborted) end();
        });
      });
    });
}
