import { onSnapshot, roleOrActor, timeOrNone } from './arguments.chart.js';
import { assertArguments } from './arguments.js';
import { type EventTransition, eventTransitionsAt } from './chart.config.js';
import type { Chart } from './chart.js';
import { isEqual } from './equal.js';
import { type Act, type Actor, hear, type Role, roleIssues, rolesFor, standsFor } from './events.js';
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
  const ways = waysFor(snapshot, chart, event.type).filter((rule) => applies(rule, snapshot.context, event));
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
    const chart = chartOf(snapshot.machine);
    const actor = typeof by === 'string' ? { role: by, id: '' } : by;
    const known = Object.keys(chart.vocabulary);
    const types = transitionsAt(snapshot).flatMap(({ descriptor }) =>
      known.filter((type) => standsFor(descriptor, type)),
    ) as EventOfSnapshot<S>['type'][];
    return [...new Set(types)].filter((type) => isEventPossible(snapshot, { type, at, by: actor }));
  });
}

/** Whether some payload of an event could pass now. */
export function isEventPossible(snapshot: ChartSnapshot, act: Standing): boolean {
  const chart = chartOf(snapshot.machine);
  return (
    rolesFor(chart.vocabulary, act.type).includes(act.by.role) &&
    waysFor(snapshot, chart, act.type).some((rule) => isPossible(rule, snapshot.context, act))
  );
}

function isPossible(rule: Rule<object>, context: object, act: Standing): boolean {
  return rule.when(context) && rule.standing(context, act).length === 0 && rule.possible(context, act);
}

function waysFor(snapshot: ChartSnapshot, chart: Chart<object>, type: string): Rule<object>[] {
  return transitionsAt(snapshot)
    .filter(({ descriptor }) => standsFor(descriptor, type))
    .flatMap(({ guard }) =>
      typeof guard === 'string' && Object.hasOwn(chart.rules, guard) ? (chart.rules[guard] ?? []) : [],
    );
}

function transitionsAt({ status, machine, value }: ChartSnapshot): readonly EventTransition[] {
  return status === 'active' ? eventTransitionsAt(machine.config, value) : [];
}

function distinct(issues: readonly Issue[]): Issue[] {
  return issues.filter((found, place) => issues.findIndex((other) => isEqual(other, found)) === place);
}
