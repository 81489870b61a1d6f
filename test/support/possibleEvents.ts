import { getNextTransitions } from 'xstate';
import { type Actor, type Role, standsFor } from '../../src/events.js';
import type { Rule } from '../../src/rules.js';
import { type ChartSnapshot, chartOf } from '../../src/snapshot.js';

interface ExpectedEvent {
  readonly type: string;
  readonly roles: readonly Role[];
  /** The rules that judge it, in the order in which its transitions are tried. */
  readonly rules: readonly Rule<object>[];
}

/** What is expected in a state, by definition: read off the transitions that XState itself follows, and kept nowhere. */
export function expectedByDefinition(snapshot: ChartSnapshot): readonly ExpectedEvent[] {
  if (snapshot.status !== 'active') return [];
  const { vocabulary, rules } = chartOf(snapshot.machine);
  const next = getNextTransitions(snapshot);
  const types = next.flatMap(({ eventType }) => Object.keys(vocabulary).filter((type) => standsFor(eventType, type)));
  return [...new Set(types)].map((type) => {
    const ways = next.filter(({ eventType }) => standsFor(eventType, type));
    const named = ways.flatMap(({ guard }) => Object.entries(rules).filter(([name]) => name === guard));
    return { type, roles: vocabulary[type]?.by ?? [], rules: named.map(([, rule]) => rule) };
  });
}

/** What `allowedEvents` answers, by definition: of what is expected, what its role may say and some rule could let pass. */
export function allowedByDefinition(
  expected: readonly ExpectedEvent[],
  { context }: ChartSnapshot,
  by: Role | Actor,
  at: string,
): string[] {
  const actor = typeof by === 'string' ? { role: by, id: '' } : by;
  const allowed = expected.filter(({ type, roles, rules }) => {
    const act = { type, at, by: actor };
    const open = rules.filter((rule) => rule.when(context) && rule.possible(context, act));
    return roles.includes(actor.role) && open.some((rule) => rule.standing(context, act).length === 0);
  });
  return allowed.map(({ type }) => type);
}
