import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { problemSchema, uploadSchema } from '../api.js';
import { json, missing, problems } from './answers.js';
import type { Portal } from './portal.js';
import { Problem } from './problem.js';
import { newRoutes, signedIn } from './routes.js';

const tags = ['Files'];
const bytes = z.string().openapi({ type: 'string', format: 'binary' });

const handIn = createRoute({
  method: 'post',
  path: '/files',
  tags,
  summary: 'Hand in a file, at most 10 MB: the body is the file, `Content-Type` its media type',
  middleware: signedIn,
  request: {
    query: z.object({ name: z.string().trim().min(1).max(255) }),
    body: { required: true, content: { 'application/octet-stream': { schema: bytes } } },
  },
  responses: {
    201: json(uploadSchema, 'The file, as an event carries it.'),
    400: json(problemSchema, 'The name is missing, or the file is empty.'),
    413: json(problemSchema, 'The file is too large.'),
    ...problems,
  },
});

const fetchFile = createRoute({
  method: 'get',
  path: '/files/{id}',
  tags,
  summary: 'A file that was handed in, for who handed it in and for reviewers',
  middleware: signedIn,
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: {
    200: { description: 'The file.', content: { 'application/octet-stream': { schema: bytes } } },
    ...missing,
    ...problems,
  },
});

/** Files. Whether one is good enough is judged by the event that carries it. */
export function filesRoutes({ files }: Portal) {
  return newRoutes()
    .openapi(handIn, async (c) => {
      const content = new Uint8Array(await c.req.arrayBuffer());
      if (content.byteLength === 0) throw new Problem(400, 'file.empty', 'The file is empty.');
      const [mediaType = ''] = (c.req.header('content-type') ?? 'application/octet-stream').split(';');
      const { name } = c.req.valid('query');
      const file = { fileId: randomUUID(), owner: c.var.user.id, name, mediaType: mediaType.trim(), content };
      return c.json(await files.keep(file), 201);
    })
    .openapi(fetchFile, async (c) => {
      const { id, role } = c.var.user;
      const file = await files.find(c.req.valid('param').id);
      if (file === null || (file.owner !== id && role !== 'reviewer'))
        throw new Problem(404, 'file.notFound', 'There is none.');
      // Somebody else made it: it is handed over to be kept, and is never shown as a page of ours.
      return c.body(file.content, 200, {
        'content-type': file.mediaType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'cache-control': 'private, no-store',
      });
    });
}
