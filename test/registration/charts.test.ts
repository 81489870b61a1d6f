import { describe, expect, it } from 'vitest';
import type { AnyStateMachine, AnyTransitionDefinition } from 'xstate';
import { associationMachine } from '../../src/association/association.machine.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { standsFor } from '../../src/events.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import { policyEvents, policyGuards, policyUpdates } from '../../src/policy.events.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { chartOf } from '../../src/snapshot.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import { nodesOf } from '../support/nodes.js';
import { isRuleId } from '../support/rules.js';

const subCharts = [signupMachine, wizardMachine, reviewMachine, enrollmentMachine, associationMachine];
const parts: AnyStateMachine[] = [developmentPathMachine, partnerProgramMachine];
const machines: AnyStateMachine[] = [...parts, ...subCharts, registrationMachine];
const tags = ['editing', 'busy', 'waiting', 'settled'];

const nodes = (machine: AnyStateMachine) => nodesOf(machine).map((node) => ({ at: node.path.join('.'), node }));

const transitions = (machine: AnyStateMachine) =>
  nodes(machine).flatMap(({ at, node }) =>
    [...node.transitions.values(), node.always ?? []]
      .flat()
      .map((transition: AnyTransitionDefinition) => ({ at, transition })),
  );

const isOutside = (type: string) => type.startsWith('xstate.') || type === '';

describe.each(machines)('the chart $id', (machine) => {
  const chart = chartOf(machine);
  const { guards, actions, actors } = machine.implementations;

  it('every state says in a sentence what it is', () => {
    const silent = nodes(machine).filter(({ node }) => !/^[A-Z].{15,}\.$/s.test(node.description ?? ''));
    expect(silent.map(({ at }) => at)).toEqual([]);
  });

  it('every state one can rest in has one tag of the closed list', () => {
    const wrong = nodes(machine).filter(
      ({ at, node }) =>
        (node.type === 'atomic' || node.type === 'final') &&
        at !== 'starting' &&
        !(node.tags.length === 1 && tags.includes(node.tags[0] ?? '')),
    );
    expect(wrong.map(({ at, node }) => `${at} ${node.tags}`)).toEqual([]);
  });

  it('a state is busy exactly when it asks the outside world, and both answers are heard', () => {
    for (const { at, node } of nodes(machine)) {
      expect([at, node.tags.includes('busy')]).toEqual([at, node.invoke.length > 0]);
      for (const { id, src } of node.invoke) {
        expect(id).not.toMatch(/^\d|:/);
        expect(Object.keys(chart.ports)).toContain(src);
        for (const answer of [`xstate.done.actor.${id}`, `xstate.error.actor.${id}`])
          expect([at, (node.transitions.get(answer) ?? []).length > 0]).toEqual([at, true]);
      }
    }
  });

  it('what a state asks with is written by the transition into it, never by its own entry', () => {
    const late = nodes(machine).filter(({ node }) => node.invoke.length > 0 && node.entry.length > 0);
    expect(late.map(({ at, node }) => `${at} ${node.entry}`)).toEqual([]);
    const begun = nodes(machine).filter(
      ({ node: { type, initial } }) => type === 'compound' && initial.actions.length > 0,
    );
    expect(begun.map(({ at }) => at)).toEqual([]);
  });

  it('every rule a state names is one of the domain reference', () => {
    const named = nodes(machine).flatMap(({ at, node }) =>
      ((node.meta as { rules?: readonly string[] } | undefined)?.rules ?? []).map((id) => ({ at, id })),
    );
    expect(named.filter(({ id }) => !isRuleId(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(2);
  });

  it('every guard, action and actor is named and known', () => {
    const unknown = transitions(machine).flatMap(({ at, transition }) => {
      const guard = transition.guard === undefined ? [] : [{ name: transition.guard, known: guards }];
      const done = transition.actions.map((name: unknown) => ({ name, known: actions }));
      return [...guard, ...done]
        .filter(({ name, known }) => typeof name !== 'string' || !Object.hasOwn(known, name))
        .map(({ name }) => `${at}: ${String(name)}`);
    });
    const inline = nodes(machine).flatMap(({ at, node }) =>
      [...node.entry, ...node.exit].filter((name: unknown) => typeof name !== 'string').map(() => at),
    );
    expect([...unknown, ...inline]).toEqual([]);
    expect(Object.keys(actors).sort()).toEqual(Object.keys(chart.ports).sort());
  });

  it('every act of a person is guarded by a rule of the chart that judges this very event', () => {
    const unruled = transitions(machine)
      .filter(({ transition: { eventType } }) => !isOutside(eventType))
      .filter(({ transition: { eventType, guard } }) => {
        const rule = typeof guard === 'string' && Object.hasOwn(chart.rules, guard) ? chart.rules[guard] : undefined;
        return rule === undefined || !standsFor(rule.event, eventType);
      });
    expect(unruled.map(({ at, transition }) => `${at} ${transition.eventType}`)).toEqual([]);
  });

  it('what may be said and what is heard are the same', () => {
    const heard = new Set(transitions(machine).map(({ transition }) => transition.eventType));
    const said = Object.keys(chart.vocabulary);
    const inVain = [...heard].filter((by) => !isOutside(by) && !said.some((type) => standsFor(by, type)));
    expect(inVain).toEqual([]);
    const elsewhere = machine === signupMachine ? ['signup.realName.start'] : [];
    expect(said.filter((type) => ![...heard].some((by) => standsFor(by, type)))).toEqual(elsewhere);
  });

  it('no rule and no action is left over', () => {
    const used = new Set(
      [
        ...transitions(machine).flatMap(({ transition }) => [transition.guard, ...transition.actions]),
        ...nodes(machine).flatMap(({ node }) => [...node.entry, ...node.exit]),
      ].filter((name: unknown) => typeof name === 'string'),
    );
    const known = [...Object.keys(guards), ...Object.keys(actions)];
    expect(known.filter((name) => !used.has(name) && !(leftOver.get(machine) ?? []).includes(name))).toEqual([]);
  });
});

/** What only one of the two, the chart alone or the road, has a use for. */
const leftOver = new Map<AnyStateMachine, readonly string[]>([
  [signupMachine, ['mayStartRealName', 'mayAddInformation']],
]);

describe('the names of the charts', () => {
  it.each(['guards', 'actions'] as const)('no two charts give one name to two %s', (kind) => {
    const common: readonly string[] = [...Object.keys(policyGuards), ...Object.keys(policyUpdates)];
    const names = subCharts
      .flatMap(({ implementations }) => Object.keys(implementations[kind]))
      .filter((name) => !common.includes(name));
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
    expect(Object.keys(registrationMachine.implementations[kind])).toEqual(expect.arrayContaining(names));
  });

  it('no two calls of the road have one name', () => {
    const ids = nodesOf(registrationMachine).flatMap(({ invoke }) => invoke.map(({ id }) => id));
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  });

  it('the first segment of every event is its chart, or the part it is said to', () => {
    const kept = new Map([
      [developmentPathMachine.id, ['path']],
      [partnerProgramMachine.id, ['program']],
      [enrollmentMachine.id, ['enrollment', 'path', 'program']],
    ]);
    for (const machine of machines.slice(0, -1)) {
      const segments = Object.keys(chartOf(machine).vocabulary)
        .filter((type) => !Object.hasOwn(policyEvents, type))
        .map((type) => type.split('.')[0]);
      expect([...new Set(segments)]).toEqual(kept.get(machine.id) ?? [machine.id]);
    }
  });

  it('enrollment hears everything its parts hear, said by the same', () => {
    for (const part of parts)
      expect(chartOf(enrollmentMachine).vocabulary).toMatchObject(
        Object.fromEntries(Object.entries(chartOf(part).vocabulary).map(([type, { by }]) => [type, { by }])),
      );
  });

  it('states are in camelCase, events in dot-case', () => {
    for (const { at } of nodes(registrationMachine)) expect(at).toMatch(/^([a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)*)?$/);
    for (const type of Object.keys(chartOf(registrationMachine).vocabulary))
      expect(type).toMatch(/^[a-z]+(\.[a-z][a-zA-Z]*)+$/);
  });

  it('R-030 to R-045 and R-050 to R-059 are each named by a state of the road', () => {
    const named = new Set(
      nodesOf(registrationMachine).flatMap(({ meta }) => (meta as { rules?: string[] })?.rules ?? []),
    );
    const ids = Array.from({ length: 30 }, (_, place) => `R-0${30 + place}`).filter(isRuleId);
    expect(ids).toHaveLength(26);
    expect(ids.filter((id) => !named.has(id))).toEqual([]);
  });
});
