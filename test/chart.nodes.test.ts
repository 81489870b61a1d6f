import { describe, expect, it } from 'vitest';
import {
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  createMachine,
  fromPromise,
  getNextTransitions,
} from 'xstate';
import { machinesByName } from '../docs/charts.js';
import { eventTransitionsAt, statesAt } from '../src/chart.config.js';
import {
  type ChartNode,
  type ChartTransition,
  initialOf,
  nodesFrom,
  rootOf,
  transitionsOf,
} from '../src/chart.nodes.js';
import { nodesOf } from './support/nodes.js';
import { valuesOf } from './support/values.js';

/** A machine with what no chart of the package uses: delays, regions, a memory, ids of its own, and things without a name. */
const another = createMachine({
  id: 'another',
  initial: 'begun',
  on: { '*': '.begun', 'another.held': undefined, 'another.*': { guard: { type: 'isSo' }, target: '#far.inner' } },
  states: {
    begun: {
      after: { 30: 'both', patience: [{ guard: () => true, target: 'both' }, { target: 'begun' }] },
      invoke: [
        { src: fromPromise(async () => 1), onDone: 'both' },
        { id: 'second', src: 'ask', onDone: [{ guard: 'isSo', target: 'over' }, { target: 'both' }], onError: '.none' },
      ],
      initial: 'none',
      states: { none: { always: { guard: 'isSo', target: '#another.over' } }, recent: { type: 'history' } },
    },
    both: {
      type: 'parallel',
      onDone: { target: 'over', actions: ['note', { type: 'tell', params: { to: 'all' } }] },
      on: { 'both.set': { target: ['both.one.second', 'both.two.second'] } },
      states: {
        one: { initial: 'first', states: { first: { on: { 'one.go': 'second' } }, second: { type: 'final' } } },
        two: {
          initial: 'first',
          on: { 'two.again': { target: 'two', reenter: true }, 'one.go': { guard: 'isSo' } },
          states: { first: { tags: 'early', on: { 'two.go': 'second' } }, second: { type: 'final' } },
        },
      },
    },
    over: { id: 'far', initial: 'inner', states: { inner: {} } },
  },
});

const machines: readonly AnyStateMachine[] = [...Object.values(machinesByName), another];

/** What XState calls the event of a transition. */
function eventTypeOf({ source, trigger }: ChartTransition): string {
  switch (trigger.kind) {
    case 'event':
      return trigger.descriptor;
    case 'completed':
      return `xstate.done.state.${source.id}`;
    case 'answered':
      return `xstate.done.actor.${trigger.invoke.id}`;
    case 'failed':
      return `xstate.error.actor.${trigger.invoke.id}`;
    case 'after':
      return `xstate.after.${trigger.delay}.${source.id}`;
    case 'always':
      return '';
  }
}

const toldByXState = ({ eventType, guard, target, actions, source }: AnyTransitionDefinition) => ({
  eventType,
  guard,
  actions,
  source: source.id,
  targets: (target ?? []).map(({ id }) => id),
});

const readByUs = (transition: ChartTransition) => ({
  eventType: eventTypeOf(transition),
  guard: transition.guard,
  actions: transition.actions,
  source: transition.source.id,
  targets: transition.targets.map(({ id }) => id),
});

const nodeOfXState = (node: AnyStateNode) => ({
  machine: node.machine.id,
  key: node.key,
  id: node.id,
  path: node.path,
  type: node.type,
  tags: node.tags,
  description: node.description,
  meta: node.meta,
  parent: node.parent?.id,
  states: Object.keys(node.states),
  initial: node.type === 'compound' ? node.initial.target?.map(({ id }) => id) : undefined,
  invokes: node.invoke.map(({ id, src }) => ({ id, src })),
  transitions: [...node.transitions.values(), node.always ?? []].flat().map(toldByXState),
});

const nodeOfOurs = (node: ChartNode) => ({
  machine: node.machine,
  key: node.key,
  id: node.id,
  path: node.path,
  type: node.type,
  tags: node.tags,
  description: node.config.description,
  meta: node.config.meta,
  parent: node.parent?.id,
  states: Object.keys(node.states),
  initial: node.type === 'compound' ? [initialOf(node)?.id] : undefined,
  invokes: node.invokes.map(({ id, src }) => ({ id, src })),
  transitions: transitionsOf(node).map(readByUs),
});

describe.each(machines.map((machine) => [machine.id, machine] as const))('what the chart %s writes', (_, machine) => {
  it('is read as XState reads it: each state, where its transitions lead, and what it invokes', () => {
    expect(nodesFrom(rootOf(machine)).map(nodeOfOurs)).toEqual(nodesOf(machine).map(nodeOfXState));
  });

  const snapshots = valuesOf(machine.root)
    .map((value) => machine.resolveState({ value, context: {} }))
    .filter(({ _nodes: nodes }) => nodes.every(({ type }) => type !== 'history'));

  it.each(snapshots.map((snapshot) => [JSON.stringify(snapshot.value), snapshot] as const))(
    'in %s the same states are active, and the same transitions follow, the innermost first',
    (_value, snapshot) => {
      const active = statesAt(rootOf(machine), snapshot.value);
      expect(active.map(({ id }) => id).sort()).toEqual(snapshot._nodes.map(({ id }) => id).sort());
      const next = getNextTransitions(snapshot);
      expect(active.flatMap(transitionsOf).map(readByUs)).toEqual(next.map(toldByXState));
      const said = next.filter(({ eventType }) => eventType !== '' && !eventType.startsWith('xstate.'));
      expect(eventTransitionsAt(machine.config, snapshot.value)).toEqual(
        said.map(({ eventType, guard }) => ({ descriptor: eventType, guard })),
      );
    },
  );
});

it('a machine is read once', () => {
  expect(rootOf(another)).toBe(rootOf(another));
  expect(transitionsOf(rootOf(another))).toBe(transitionsOf(rootOf(another)));
});

it('two places that differ in a later region only have transitions of their own', () => {
  const descriptorsIn = (two: string) =>
    eventTransitionsAt(another.config, { both: { one: 'first', two } }).map(({ descriptor }) => descriptor);
  expect(descriptorsIn('first')).toContain('two.go');
  expect(descriptorsIn('second')).not.toContain('two.go');
});

it('a state that a value names and the machine does not have is passed over', () => {
  expect(statesAt(rootOf(another), { nowhere: 'inner' }).map(({ id }) => id)).toEqual(['another']);
});
