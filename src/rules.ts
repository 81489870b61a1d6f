import { type Act, type AnyVocabulary, type Family, hear, type Meant, roleIssues, standsFor } from './events.js';
import type { Issue } from './issue.js';

/** An act without its payload: who and when. `at` may be empty when nobody has acted yet. */
export type Standing = Pick<Act, 'type' | 'at' | 'by'>;

interface RuleParts<C, E> {
  /** Whether this way is open at all, of several. Where it is not, the rule has nothing to say. */
  readonly when?: (context: C) => boolean;
  /** Whether the event means this way, of several. */
  readonly which?: (context: C, event: E) => boolean;
  /** What stands in the way whatever the event carries. */
  readonly standing?: (context: C, act: Standing) => readonly Issue[];
  /** Whether some payload could pass, where that depends on what the event names. */
  readonly possible?: (context: C, act: Standing) => boolean;
  /** What is wrong with what the event carries. */
  readonly said?: (context: C, event: E) => readonly Issue[];
}

/** A rule of the domain: the guard, the refusal and the list of what is possible are all read off it. */
export interface Rule<C> {
  /** The event it judges, or a family of events such as `path.*`. */
  readonly event: string;
  readonly when: (context: C) => boolean;
  readonly which: (context: C, event: Act) => boolean;
  readonly standing: (context: C, act: Standing) => readonly Issue[];
  readonly possible: (context: C, act: Standing) => boolean;
  readonly said: (context: C, event: Act) => readonly Issue[];
}

/** A guard as XState calls it. */
export type Guard<C> = (args: { context: C; event: { type: string } }) => boolean;

/**
 * The rules of one chart. Every rule first asks whether the role may act at all and what `everywhere` says,
 * so that a bare actor refuses what the door would refuse.
 */
export function ruleBook<C, E extends Act>(
  vocabulary: AnyVocabulary,
  everywhere: (context: C, act: Standing) => readonly Issue[] = () => [],
) {
  const standing = (context: C, act: Standing) => both(roleIssues(vocabulary, act), everywhere(context, act));

  return {
    /** Declares the rule that guards one event, or a family of events. */
    rule<K extends E['type'] | Family<E['type']>>(event: K, parts: RuleParts<C, Meant<E, K>> = {}): Rule<C> {
      const all = parts as RuleParts<C, Act>;
      const { when = () => true, which = () => true, said = () => [], possible = () => true } = all;
      const own = parts.standing;
      return {
        event,
        when,
        which,
        standing: own === undefined ? standing : (context, act) => both(standing(context, act), own(context, act)),
        possible,
        said,
      };
    },
    /** The guards, one a rule and of the same name, beside those that look at the context alone. */
    guards<R extends Record<string, Rule<C>>, G extends Record<string, Guard<C>> = Record<never, never>>(
      rules: R,
      others?: G,
    ): { readonly [N in keyof R]: Guard<C> } & G {
      const entries = Object.entries(rules).map(([name, rule]) => [
        name,
        ({ context, event }: { context: C; event: { type: string } }) => {
          const said = hear(vocabulary, event);
          return (
            'event' in said &&
            standsFor(rule.event, said.event.type) &&
            applies(rule, context, said.event) &&
            judge(rule, context, said.event).length === 0
          );
        },
      ]);
      return { ...Object.fromEntries(entries), ...others } as { readonly [N in keyof R]: Guard<C> } & G;
    },
  };
}

/** Nothing is copied where one says nothing, as most do. */
function both(some: readonly Issue[], others: readonly Issue[]): readonly Issue[] {
  if (some.length === 0) return others;
  return others.length === 0 ? some : [...some, ...others];
}

/** Whether a rule has anything to say about an event. */
export function applies<C>(rule: Rule<C>, context: C, event: Act): boolean {
  return rule.when(context) && rule.which(context, event);
}

/** Everything a rule holds against an event. */
export function judge<C>(rule: Rule<C>, context: C, event: Act): readonly Issue[] {
  const standing = rule.standing(context, event);
  return standing.length > 0 ? standing : rule.said(context, event);
}
