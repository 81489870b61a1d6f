import { onSnapshot, roleOrActor, timeOrNone } from './arguments.chart.js';
import { assertArguments } from './arguments.js';
import type { Chart } from './chart.js';
import { placeIn } from './chart.places.js';
import { isEqual } from './equal.js';
import { type Act, type Actor, hear, type Role, roleIssues, rolesFor } from './events.js';
import { type Issue, issue } from './issue.js';
import { applies, judge, type Rule, type Standing } from './rules.js';
import { type ChartSnapshot, chartOf, type EventOfSnapshot } from './snapshot.js';

/** Whether an event would be taken; if not, every reason at once; if so, what would have to be looked at again. */
export type Explanation =
  | { readonly allowed: true; readonly consequences: readonly Issue[] }
  | { readonly allowed: false; readonly issues: readonly Issue[] };

/**
 * Says whether an event would be taken now, and if not, why not: all issues, never just `false`. The event may be anything.
 * Throws `argument.invalid` where the snapshot is none.
 */
export function explain<S extends ChartSnapshot>(snapshot: S, event: EventOfSnapshot<S>): Explanation {
  return onSnapshot(snapshot, () => {
    const chart = chartOf(snapshot.machine);
    const said = hear(chart.vocabulary, event);
    if ('issues' in said) return { allowed: false, issues: said.issues };
    return explainHeard(snapshot, chart, said.event);
  });
}

/** As `explain`, for an event that was parsed already. */
export function explainHeard(snapshot: ChartSnapshot, chart: Chart<object>, event: Act): Explanation {
  const role = roleIssues(chart.vocabulary, event);
  if (role.length > 0) return { allowed: false, issues: role };
  const rules = placeIn(snapshot).events.get(event.type) ?? [];
  const ways = rules.filter((rule) => applies(rule, snapshot.context, event));
  const verdicts = ways.map((rule) => judge(rule, snapshot.context, event));
  if (verdicts.some((issues) => issues.length === 0))
    return { allowed: true, consequences: chart.consequences(snapshot.context, event) };
  const issues = distinct(verdicts.flat());
  return {
    allowed: false,
    issues: issues.length > 0 ? issues : [issue('event.notExpected', [], { event: event.type })],
  };
}

/**
 * The types of event someone may say now: those that some payload would let pass.
 * Without an id, ownership is left out; without `at`, limits of time are. Throws `argument.invalid`.
 */
export function allowedEvents<S extends ChartSnapshot>(
  snapshot: S,
  by: Role | Actor,
  at = '',
): readonly EventOfSnapshot<S>['type'][] {
  assertArguments({ by: [roleOrActor, by], at: [timeOrNone, at] });
  return onSnapshot(snapshot, () => {
    const actor = typeof by === 'string' ? { role: by, id: '' } : by;
    const possible = (placeIn(snapshot).eventsOf.get(actor.role) ?? []).filter(([type, rules]) =>
      isPossible(rules, snapshot.context, { type, at, by: actor }),
    );
    return possible.map(([type]) => type) as EventOfSnapshot<S>['type'][];
  });
}

/** Whether some payload of an event could pass now. */
export function isEventPossible(snapshot: ChartSnapshot, act: Standing): boolean {
  const isSayable = rolesFor(chartOf(snapshot.machine).vocabulary, act.type).includes(act.by.role);
  return isSayable && isPossible(placeIn(snapshot).events.get(act.type) ?? [], snapshot.context, act);
}

function isPossible(rules: readonly Rule<object>[], context: object, act: Standing): boolean {
  return rules.some(
    (rule) => rule.when(context) && rule.standing(context, act).length === 0 && rule.possible(context, act),
  );
}

function distinct(issues: readonly Issue[]): Issue[] {
  return issues.filter((found, place) => issues.findIndex((other) => isEqual(other, found)) === place);
}
