import * as z from 'zod/mini';
import { type Fields, identifier, instant, personal, told } from './fields.js';
import { type Issue, issue, parse } from './issue.js';

/** Who may act. `system` is Huawei's or the host's own machinery: results, deadlines, notices. */
export const roles = ['applicant', 'member', 'administrator', 'reviewer', 'system'] as const;

/** A role of the closed list. */
export type Role = (typeof roles)[number];

/** Who acts: the role and the id under which the host knows the person or system. */
export const actorSchema = told(z.strictObject({ role: z.enum(roles), id: personal(identifier) }));

/** Who acts. */
export type Actor = Fields<typeof actorSchema>;

/** What every event carries beside its payload. */
export interface Act {
  readonly type: string;
  /** When, ISO 8601 UTC. */
  readonly at: string;
  readonly by: Actor;
}

interface EventDefinition<S extends z.core.$ZodShape> {
  /** The roles that may say it. */
  readonly by: readonly Role[];
  readonly payload: S;
  /** Whether it decides on what somebody else asked for. */
  readonly decides?: true;
}

/** An event that may be said: its roles, whether it is a decision, and the schema of the whole event. */
export interface Sayable<T = Act> {
  readonly by: readonly Role[];
  readonly decides: boolean;
  readonly schema: z.ZodMiniType<T>;
}

type Flat<T> = { readonly [K in keyof T]: T[K] } & {};

/** The events of a chart, by type; told by what each carries, so that declarations do not repeat its schemas. */
export type Vocabulary<P> = {
  readonly [K in keyof P & string]: Sayable<Flat<{ type: K; at: string; by: Actor } & P[K]>>;
};

/** The union of events of a vocabulary. */
export type EventsOf<V> = { [K in keyof V]: V[K] extends Sayable<infer E> ? E : never }[keyof V];

/** Any vocabulary, with the payloads forgotten. */
export type AnyVocabulary = Readonly<Record<string, Sayable<Act>>>;

/** Declares the events of a chart: who may say each, and what it carries. Extra keys are refused. */
export function defineEvents<const D extends Record<string, EventDefinition<z.core.$ZodShape>>>(
  definitions: D,
): Vocabulary<{
  [K in keyof D & string]: keyof D[K]['payload'] extends never ? unknown : z.output<z.ZodMiniObject<D[K]['payload']>>;
}> {
  const entries = Object.entries(definitions).map(([type, definition]) => [type, sayableOf(type, definition)]);
  return Object.fromEntries(entries) as ReturnType<typeof defineEvents<D>>;
}

/** The schema is made when somebody first says the event: a process that lives for one act needs few. */
function sayableOf(type: string, { by, decides, payload }: EventDefinition<z.core.$ZodShape>): Sayable {
  let schema: Sayable['schema'] | undefined;
  return {
    by,
    decides: decides === true,
    get schema() {
      schema ??= z.strictObject({ type: z.literal(type), at: instant, by: actorSchema, ...payload });
      return schema;
    },
  };
}

/** What was understood of an event: the event in its normal form, or why it is none. */
export type Heard = { readonly event: Act } | { readonly issues: readonly Issue[] };

const parsedEvents = new WeakSet<object>();

/**
 * The event in its normal form, or why it is none; total over anything.
 * What was parsed at the door is not parsed again by the guards and updates behind it.
 */
export function hear(vocabulary: AnyVocabulary, event: unknown): Heard {
  if (typeof event !== 'object' || event === null)
    return { issues: [issue('value.wrongType', [], { expected: 'object' })] };
  if (parsedEvents.has(event)) return { event: event as Act };
  const answer = listen(vocabulary, event);
  if ('event' in answer) parsedEvents.add(answer.event);
  return answer;
}

function listen(vocabulary: AnyVocabulary, event: object): Heard {
  const type = typeOf(event);
  if (typeof type !== 'string') return { issues: [issue('value.missing', ['type'])] };
  if (type.startsWith('xstate.')) return { issues: [issue('event.reserved', ['type'], { type: type.slice(0, 64) })] };
  const known = sayable(vocabulary, type);
  if (known === undefined) return { issues: [issue('event.unknown', ['type'], { type: type.slice(0, 64) })] };
  const parsed = parse(known.schema, event);
  return parsed.ok ? { event: parsed.value } : { issues: parsed.issues };
}

function typeOf(event: object): unknown {
  try {
    return 'type' in event ? event.type : undefined;
  } catch {
    return undefined;
  }
}

function sayable(vocabulary: AnyVocabulary, type: string): Sayable | undefined {
  return Object.hasOwn(vocabulary, type) ? vocabulary[type] : undefined;
}

/** The events a descriptor stands for. */
export type Meant<E extends Act, K> = Extract<E, { type: K extends `${infer P}.*` ? `${P}.${string}` : K }>;

/** The families of events there are: `path.*` where an event is called `path.select`. */
export type Family<T> = T extends `${infer P}.${string}` ? `${P}.*` : never;

/** Whether a transition's event descriptor, for example `path.*`, stands for an event type, as XState reads it. */
export function standsFor(descriptor: string, type: string): boolean {
  return descriptor === type || (descriptor.endsWith('.*') && type.startsWith(descriptor.slice(0, -1)));
}

/** Roles that may say an event. */
export function rolesFor(vocabulary: AnyVocabulary, type: string): readonly Role[] {
  return sayable(vocabulary, type)?.by ?? [];
}

/** Whether an event decides on what somebody else asked for. */
export function isDecision(vocabulary: AnyVocabulary, type: string): boolean {
  return sayable(vocabulary, type)?.decides ?? false;
}

/** Someone acting as the applicant. */
export const applicant = ['applicant'] as const;

/** Which role may say what: one table, read at the door, in the charts and by hosts. */
export function roleIssues(vocabulary: AnyVocabulary, act: Pick<Act, 'type' | 'by'>): Issue[] {
  const known = sayable(vocabulary, act.type);
  if (known === undefined || known.by.includes(act.by.role)) return [];
  return [issue('actor.notAllowed', ['by', 'role'], { role: act.by.role, event: act.type })];
}
