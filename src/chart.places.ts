import type { AnyStateMachine, StateValue } from 'xstate';
import { type EventTransition, eventTransitionsAt, type StateConfig } from './chart.config.js';
import type { Chart } from './chart.js';
import { isEqual } from './equal.js';
import { type Role, roles, rolesFor, standsFor } from './events.js';
import type { Rule } from './rules.js';
import { type ChartSnapshot, chartOf, pathOf } from './snapshot.js';

/** The rules that judge an event, in the order in which its transitions are tried. */
type Ways = readonly Rule<object>[];

/** Where a registration may be, and what its machine expects there: events in the order in which their transitions are tried. */
export interface Place {
  readonly eventTransitions: readonly EventTransition[];
  readonly events: ReadonlyMap<string, Ways>;
  /** What each role may say of it. */
  readonly eventsOf: ReadonlyMap<Role, readonly (readonly [type: string, ways: Ways])[]>;
}

interface Kept {
  readonly value: StateValue;
  readonly place: Place;
}

/** A machine that `provide` made has the states and the chart of the one it was made from, and shares its places. */
const known = new WeakMap<StateConfig, Map<string, Kept>>();
/** More than a machine has; a value that is made up names what it likes. */
const mostPlaces = 1000;
const nowhere = placeOf([], { vocabulary: {}, rules: {} });

/** A place of a machine with a chart. A machine has few of them, so each is read once. */
export function placeAt(machine: AnyStateMachine, value: StateValue): Place {
  const places = known.get(machine.config) ?? new Map<string, Kept>();
  known.set(machine.config, places);
  const path = pathOf(value);
  const found = places.get(path);
  if (found !== undefined && isEqual(found.value, value)) return found.place;
  const place = placeOf(eventTransitionsAt(machine.config, value), chartOf(machine));
  if (places.size < mostPlaces) places.set(path, { value, place });
  return place;
}

/** Where a registration is: nothing is expected where it has ended. Throws `argument.invalid` for a machine without a chart. */
export function placeIn({ machine, value, status }: ChartSnapshot): Place {
  chartOf(machine);
  return status === 'active' ? placeAt(machine, value) : nowhere;
}

function placeOf(
  eventTransitions: readonly EventTransition[],
  chart: Pick<Chart<object>, 'vocabulary' | 'rules'>,
): Place {
  const events = new Map<string, Ways>();
  for (const { descriptor, guard } of eventTransitions) {
    const rule = typeof guard === 'string' && Object.hasOwn(chart.rules, guard) ? chart.rules[guard] : undefined;
    for (const type of Object.keys(chart.vocabulary))
      if (standsFor(descriptor, type)) events.set(type, [...(events.get(type) ?? []), ...(rule ? [rule] : [])]);
  }
  const of = (role: Role) => [...events].filter(([type]) => rolesFor(chart.vocabulary, type).includes(role));
  return {
    eventTransitions,
    events,
    eventsOf: new Map(roles.map((role) => [role, of(role)])),
  };
}
