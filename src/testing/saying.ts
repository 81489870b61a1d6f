import * as z from 'zod/mini';
import { type Actor, actorSchema, type Role, roles } from '../events.js';
import { instant } from '../fields.js';

/**
 * Something that may be said, right or wrong. With a role for `by` the actors of that role say it, without `by` everybody;
 * without `at` it is said at every moment that matters.
 */
export interface Saying {
  readonly type: string;
  readonly by?: Role | Actor;
  readonly at?: string;
  readonly [field: string]: unknown;
}

/** Something that may be said, as a schema; its fields may be anything. */
export const sayingArgument = z.looseObject({
  type: z.string(),
  by: z.optional(z.union([z.enum(roles), actorSchema])),
  at: z.optional(instant),
});

/** A saying in somebody's mouth. */
export type Spoken = Saying & { readonly by: Actor };

/** A saying in every mouth it is meant for. */
export function spoken(saying: Saying, actors: readonly Actor[]): Spoken[] {
  return mouthsOf(saying.by, actors).map((actor) => ({ ...saying, by: actor }));
}

function mouthsOf(by: Saying['by'], actors: readonly Actor[]): readonly Actor[] {
  if (by === undefined) return actors;
  if (typeof by !== 'string') return [by];
  const mouths = actors.filter(({ role }) => role === by);
  return mouths.length > 0 ? mouths : [{ role: by, id: `${by}-1` }];
}
