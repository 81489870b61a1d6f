import { type RegistrationMachine, registrationMachine, type Said, type Site, snapshotOf } from 'hcpn-registration';
import type { SnapshotFrom } from 'xstate';
import * as z from 'zod';
import {
  conflictSchema,
  historyLineSchema,
  letterSchema,
  outcomeSchema,
  pageSchema,
  personSchema,
  problemSchema,
  signInSchema,
  uploadSchema,
  type View,
  viewSchema,
} from '../api.js';

/** A registration as the page shows it. */
export interface Registration {
  readonly key: string;
  readonly revision: number;
  readonly at: string;
  readonly snapshot: SnapshotFrom<RegistrationMachine>;
  /** Whether it is the registration of whoever is signed in. */
  readonly isOwn: boolean;
}

/** What may be said to a registration from the page. */
export type Act = Said<RegistrationMachine>;

/** The type of an act that carries nothing. */
export type PlainAct = { [A in Act as A['type']]: keyof A extends 'type' | 'by' ? A['type'] : never }[Act['type']];

/** What may be said, with the acts that carry nothing under one type. */
export type Sayable = Act | { readonly type: PlainAct };

/** What became of an act: taken or not, with the reasons; or overtaken by somebody else's. */
export type Answer =
  | { readonly kind: 'answered'; readonly taken: boolean; readonly issues: Issues; readonly registration: Registration }
  | { readonly kind: 'overtaken'; readonly differences: Differences; readonly registration: Registration };

/** Reasons as the server gives them. */
export type Issues = z.infer<typeof outcomeSchema>['issues'];

/** What somebody else changed. */
export type Differences = z.infer<typeof conflictSchema>['differences'];

/** The server answered, but not as asked. */
export class PortalError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'PortalError';
    this.status = status;
    this.code = code;
  }
}

/** Whether the request may never have reached the server, or may be tried again as it is. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof PortalError) || error.status === 503 || error.status === 429;
}

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (typeof init.body === 'string') headers.set('content-type', 'application/json');
  return fetch(`/api${path}`, { ...init, headers, credentials: 'same-origin' });
}

async function bodyOf<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
  if (!response.ok) throw await problemOf(response);
  return schema.parse(await response.json());
}

async function problemOf(response: Response): Promise<PortalError> {
  const body = problemSchema.safeParse(await response.json().catch(() => null));
  const { code, message } = body.success
    ? body.data
    : { code: `http.${response.status}`, message: response.statusText };
  return new PortalError(response.status, code, message);
}

function registrationOf(view: View): Registration {
  const { key, revision, at, value, context, isOwn } = view;
  return { key, revision, at, snapshot: snapshotOf(registrationMachine, { value, context }), isOwn };
}

const json = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers,
});

/** Who is signed in, and who can be. */
export const readSession = async () => bodyOf(await call('/session'), signInSchema);

/** Signs in as a demo user, or as somebody new. */
export const signIn = async (as: { readonly userId: string } | { readonly name: string }) =>
  bodyOf(await call('/session', json('POST', as)), signInSchema);

/** Signs out. */
export const signOut = async () => bodyOf(await call('/session', { method: 'DELETE' }), signInSchema);

/** Who has an account here, by its id; null where nobody has. */
export async function readPerson(id: string) {
  const response = await call(`/people/${encodeURIComponent(id)}`);
  return response.status === 404 ? null : bodyOf(response, personSchema);
}

/** One's own registrations, or those of the partner one administers. */
export const listRegistrations = async () => bodyOf(await call('/registrations'), pageSchema);

/** Begins a registration; the same command id begins one only. */
export async function createRegistration(site: Site, commandId: string): Promise<Registration> {
  const response = await call('/registrations', json('POST', { site }, { 'idempotency-key': commandId }));
  return registrationOf(await bodyOf(response, viewSchema));
}

/** One registration as it is now. */
export async function readRegistration(key: string): Promise<Registration> {
  return registrationOf(await bodyOf(await call(`/registrations/${encodeURIComponent(key)}`), viewSchema));
}

/** Says something to a registration at the revision that was seen; the same command id is carried out once. */
export async function say(seen: Registration, act: Sayable, commandId: string): Promise<Answer> {
  const headers = { 'idempotency-key': commandId, 'if-match': `"${seen.revision}"` };
  const response = await call(`/registrations/${encodeURIComponent(seen.key)}/events`, json('POST', act, headers));
  if (response.status === 409) {
    const { view, differences } = conflictSchema.parse(await response.json());
    return { kind: 'overtaken', differences, registration: registrationOf(view) };
  }
  const outcome = outcomeSchema.safeParse(
    await response
      .clone()
      .json()
      .catch(() => null),
  );
  if (!outcome.success) throw await problemOf(response);
  const { status, issues, view } = outcome.data;
  const taken = status === 'saved' || status === 'ignored';
  return { kind: 'answered', taken, issues, registration: registrationOf(view) };
}

/** What has happened, oldest first. */
export async function readHistory(key: string) {
  return bodyOf(await call(`/registrations/${encodeURIComponent(key)}/history`), z.array(historyLineSchema));
}

/** Calls back whenever the registration has another revision; answers how to stop. */
export function watchRegistration(key: string, changed: (revision: number) => void): () => void {
  const source = new EventSource(`/api/registrations/${encodeURIComponent(key)}/changes`);
  source.addEventListener('revision', ({ data }) => changed(Number(data)));
  return () => source.close();
}

/** One page of the review desk. */
export async function readDesk(query: Readonly<Record<string, string>>) {
  return bodyOf(await call(`/desk?${new URLSearchParams(query)}`), pageSchema);
}

/** The letters a real host would send, newest first. */
export const readOutbox = async () => bodyOf(await call('/outbox'), z.array(letterSchema));

/** Hands in a file. */
export async function upload(file: File) {
  const query = new URLSearchParams({ name: file.name });
  const headers = { 'content-type': file.type || 'application/octet-stream' };
  return bodyOf(await call(`/files?${query}`, { method: 'POST', body: file, headers }), uploadSchema);
}
