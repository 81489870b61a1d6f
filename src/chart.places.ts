import type { AnyStateMachine, StateValue } from 'xstate';
import { type EventTransition, eventTransitionsAt, type StateConfig } from './chart.config.js';
import type { Chart } from './chart.js';
import { isEqual } from './equal.js';
import { type Role, standsFor } from './events.js';
import type { Rule } from './rules.js';
import { type ChartSnapshot, chartOf, pathOf } from './snapshot.js';

/** An event that is expected somewhere: the roles that may say it, and the rules that judge it, in the order they are tried. */
export interface ExpectedEvent {
  readonly roles: readonly Role[];
  readonly rules: readonly Rule<object>[];
}

/** Expected events by type, in the order in which their transitions are tried. */
export type ExpectedEvents = ReadonlyMap<string, ExpectedEvent>;

/** Where a registration may be, and what its machine waits for there. */
interface Place {
  readonly value: StateValue;
  readonly eventTransitions: readonly EventTransition[];
  readonly events: ExpectedEvents;
}

/** A machine that `provide` made has the states and the chart of the one it was made from, and shares its places. */
const known = new WeakMap<StateConfig, Map<string, Place>>();
/** More than a machine has; a value that is made up names what it likes. */
const mostPlaces = 1000;
const nothing: ExpectedEvents = new Map();

/** A place of a machine with a chart. A machine has few of them, so each is read once. */
export function placeAt(machine: AnyStateMachine, value: StateValue): Place {
  const places = known.get(machine.config) ?? new Map<string, Place>();
  known.set(machine.config, places);
  const path = pathOf(value);
  const found = places.get(path);
  if (found !== undefined && isEqual(found.value, value)) return found;
  const eventTransitions = eventTransitionsAt(machine.config, value);
  const place = { value, eventTransitions, events: eventsOf(eventTransitions, chartOf(machine)) };
  if (places.size < mostPlaces) places.set(path, place);
  return place;
}

/** The events that are expected where a registration is; none where it has ended. Throws `argument.invalid` for a machine without a chart. */
export function expectedEvents({ machine, value, status }: ChartSnapshot): ExpectedEvents {
  chartOf(machine);
  return status === 'active' ? placeAt(machine, value).events : nothing;
}

function eventsOf(transitions: readonly EventTransition[], { vocabulary, rules }: Chart<object>): ExpectedEvents {
  const events = new Map<string, ExpectedEvent>();
  for (const { descriptor, guard } of transitions)
    for (const [type, { by: roles }] of Object.entries(vocabulary)) {
      if (!standsFor(descriptor, type)) continue;
      const rule = typeof guard === 'string' && Object.hasOwn(rules, guard) ? rules[guard] : undefined;
      events.set(type, { roles, rules: [...(events.get(type)?.rules ?? []), ...(rule === undefined ? [] : [rule])] });
    }
  return events;
}
