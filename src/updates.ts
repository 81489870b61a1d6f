import { type Draft, Immer } from 'immer';
import { type ActionFunction, assign, type EventObject, emit } from 'xstate';
import * as z from 'zod/mini';
import type { Announcement } from './announcements.js';
import { type Act, type AnyVocabulary, type Family, hear, type Meant } from './events.js';
import { type Issue, issue, issueSchema } from './issue.js';
import type { Answer, Port, PortTable } from './ports.js';
import type { Guard } from './rules.js';

/** A pure step of a context. It sees the event in its normal form. */
export type Update<C> = (context: C, event: { type: string }) => C;

/** What the outside world's last answer holds against the act, or that it did not answer. The next act clears it. */
export const troubleSchema = z.readonly(z.array(issueSchema));

/** A context in the hands of a recipe. */
type Editable<C> = Draft<Omit<C, 'trouble'>> & { trouble: readonly Issue[] };

/** Freezing what was just read would cost a third of a step; a session freezes what it gives out. */
const { produce } = new Immer({ autoFreeze: false });

type Value<P> = P extends Port<infer _I, infer O> ? O : never;

/**
 * How the updates of a chart are written: with immer, on the parsed event or on a port's answer. `first` comes before the
 * recipe of every event.
 */
export function updatesOf<C extends { trouble: readonly Issue[] }, E extends Act, P extends PortTable>(
  vocabulary: AnyVocabulary,
  first: (draft: Editable<C>, event: Act, before: C) => void = () => {},
) {
  return {
    /** An update after one of the named events or families of events; `before` is the context as it was. */
    on<K extends E['type'] | Family<E['type']>>(
      _types: K | readonly K[],
      recipe: (draft: Editable<C>, event: Meant<E, K>, before: C) => void,
    ): Update<C> {
      return (context, event) => {
        const said = hear(vocabulary, event);
        if (!('event' in said)) return context;
        const { event: parsed } = said;
        return editUntroubled(context, (draft) => {
          first(draft, parsed, context);
          recipe(draft, parsed as Meant<E, K>, context);
        });
      };
    },
    /** An update after a port answered. */
    answered<N extends keyof P & string>(
      _port: N,
      recipe: (draft: Editable<C>, answer: Answer<Value<P[N]>>, before: C) => void,
    ): Update<C> {
      return (context, event) => {
        if (!('output' in event)) return context;
        const answer = event.output as Answer<Value<P[N]>>;
        return editUntroubled(context, (draft) => recipe(draft, answer, context));
      };
    },
    /** An update on the way into a state, whatever led there. */
    entering(recipe: (draft: Editable<C>, before: C) => void): (context: C) => C {
      return (context) => edit(context, (draft) => recipe(draft, context));
    },
    /** An update after a port failed. */
    failed<N extends keyof P & string>(port: N): Update<C> {
      return (context) =>
        edit(context, (draft) => {
          draft.trouble = [issue('port.unavailable', [], { port })];
        });
    },
  };
}

function edit<C extends object>(context: C, recipe: (draft: Editable<C>) => void): C {
  return produce(context, (draft) => recipe(draft as Editable<C>));
}

/** The trouble of the act before is over. It is asked of the context: to ask a draft makes a draft of the list. */
function editUntroubled<C extends { readonly trouble: readonly Issue[] }>(
  context: C,
  recipe: (draft: Editable<C>) => void,
): C {
  return edit(context, (draft) => {
    if (context.trouble.length > 0) draft.trouble = [];
    recipe(draft);
  });
}

/** Announcements as XState actions that emit; each is made from the context after the update. */
export function announcementsOf<
  C extends object,
  E extends EventObject,
  U extends Readonly<Record<string, (context: never) => Announcement>>,
>(
  announcements: U,
): { readonly [N in keyof U]: ActionFunction<C, E, E, undefined, never, never, never, never, Announcement> } {
  const entries = Object.entries(announcements).map(([name, announcement]) => [
    name,
    emit<C, E, undefined, E, Announcement>(({ context }) =>
      (announcement as unknown as (context: C) => Announcement)(context),
    ),
  ]);
  return Object.fromEntries(entries);
}

/** A question about a port's answer, as a guard. */
export function answers<I, O, C>(_port: Port<I, O>, ask: (value: O, context: C) => boolean): Guard<C> {
  return ({ context, event }) => 'output' in event && ask((event.output as Answer<O>).value, context);
}

/** The updates as XState actions, for the chart's own context or any that holds it. */
export function actionsOf<
  C extends object,
  E extends EventObject,
  U extends Readonly<Record<string, (context: never, event: { type: string }) => object>>,
>(updates: U): { readonly [N in keyof U]: ActionFunction<C, E, E, undefined, never, never, never, never, never> } {
  const entries = Object.entries(updates).map(([name, update]) => [
    name,
    assign<C, E, undefined, E, never>(({ context, event }) => (update as unknown as Update<C>)(context, event)),
  ]);
  return Object.fromEntries(entries);
}
