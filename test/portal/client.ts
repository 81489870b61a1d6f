import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { type Letter, letterSchema, outcomeSchema, type View, viewSchema } from '../../examples/portal/api.js';

/** What goes along with an event, where it differs from what a page sends. */
export interface Along {
  readonly idempotencyKey?: string;
  readonly headers?: Record<string, string>;
}

/** Somebody with a browser: requests with their cookie. */
export interface Client {
  readonly cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  begin(idempotencyKey?: string): Promise<View>;
  read(key: string): Promise<View>;
  /** Says an event at the revision that was seen. */
  say(seen: Pick<View, 'key' | 'revision'>, event: object, along?: Along): Promise<Response>;
  /** Says an event that has to be taken. */
  act(seen: Pick<View, 'key' | 'revision'>, event: object): Promise<View>;
  /** The latest code that was sent about a registration. */
  code(key: string): Promise<string>;
}

/** A client with a cookie, of the server at an address. */
export function clientOf(address: string, cookie = ''): Client {
  const get: Client['get'] = (path, headers = {}) => fetch(`${address}${path}`, { headers: { cookie, ...headers } });
  const post: Client['post'] = (path, body, headers = {}) =>
    fetch(`${address}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', cookie, ...headers },
    });
  const say: Client['say'] = ({ key, revision }, event, { idempotencyKey = randomUUID(), headers = {} } = {}) =>
    post(`/api/registrations/${key}/events`, event, {
      'idempotency-key': idempotencyKey,
      'if-match': `"${revision}"`,
      ...headers,
    });
  return {
    cookie,
    get,
    post,
    say,
    async begin(idempotencyKey = randomUUID()) {
      const answer = await post('/api/registrations', { site: 'intl' }, { 'idempotency-key': idempotencyKey });
      return bodyOf(answer, viewSchema);
    },
    read: async (key) => bodyOf(await get(`/api/registrations/${key}`), viewSchema),
    async act(seen, event) {
      const { status, view, issues } = await bodyOf(await say(seen, event), outcomeSchema);
      if (status !== 'saved') throw new Error(`Not taken: ${JSON.stringify(issues)}`);
      return view;
    },
    async code(key) {
      const letters = await bodyOf(await get('/api/outbox'), letterSchema.array());
      const letter = letters.find((each: Letter) => each.key === key && each.about === 'verificationCode');
      return String(letter?.values['code']);
    },
  };
}

/** The body of an answer, as a schema has it. */
export async function bodyOf<S extends z.ZodType>(answer: Response, schema: S): Promise<z.output<S>> {
  const body: unknown = await answer.json();
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Error(`${answer.status} ${JSON.stringify(body).slice(0, 1000)}`);
}

/** Signs in, as a demo user by id or as somebody new by name. */
export async function signedIn(
  address: string,
  as: { readonly userId: string } | { readonly name: string },
): Promise<Client> {
  const answer = await clientOf(address).post('/api/session', as);
  if (!answer.ok) throw new Error(`Not signed in: ${answer.status} ${await answer.text()}`);
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return clientOf(address, cookie);
}
