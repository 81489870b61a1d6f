import { describe, expect, it } from 'vitest';
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { fromPromise, setup } from 'xstate';
import { associationMachine } from '../../src/association/association.machine.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { toMermaid } from '../../src/inspect/index.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { chartOf } from '../../src/snapshot.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';

const machines: readonly AnyStateMachine[] = [
  developmentPathMachine,
  partnerProgramMachine,
  signupMachine,
  wizardMachine,
  reviewMachine,
  enrollmentMachine,
  associationMachine,
  registrationMachine,
];

const lines = (diagram: string) => diagram.split('\n').map((line) => line.trim());
const declared = (diagram: string) => lines(diagram).flatMap((line) => /^state ".*" as (\w+)$/.exec(line)?.[1] ?? []);
const nodesBelow = (node: AnyStateNode): AnyStateNode[] =>
  Object.values(node.states).flatMap((state) => [state, ...nodesBelow(state)]);

const small = setup({
  actors: { askOracle: fromPromise<string>(async () => 'yes') },
  guards: { isYes: () => true, mayWait: () => true },
}).createMachine({
  id: 'small',
  initial: 'end',
  on: { 'small.wait': { guard: 'mayWait' }, 'small.restart': { target: '.end' } },
  states: {
    end: { on: { 'small.ask': 'asking', 'small.think': { guard: 'mayWait' } } },
    asking: {
      initial: 'waiting',
      onDone: 'over',
      states: {
        waiting: {
          id: 'waiting',
          invoke: {
            src: 'askOracle',
            onDone: [{ guard: 'isYes', target: 'answered' }, { target: 'silent' }],
            onError: 'silent',
          },
        },
        silent: { always: { guard: 'mayWait', target: '#over' }, on: { 'small.again': '#waiting' } },
        answered: { type: 'final' },
      },
    },
    over: { id: 'over', type: 'final' },
  },
});

const forking = setup({ guards: { isLeft: () => true } }).createMachine({
  id: 'forking',
  initial: 'left',
  on: { 'forking.go': [{ guard: 'isLeft', target: '.left' }, { target: '.right' }] },
  states: { left: {}, right: {} },
});

describe('a machine as Mermaid text', () => {
  it('shows states, events with guards, ports, ends, and what may happen anywhere', () => {
    expect(toMermaid(small)).toBe(`stateDiagram-v2
  state "end" as small_end
  state "asking" as small_asking
  state "over" as small_over
  state "in any state" as small_any
  state small_asking {
    state "waiting" as small_asking_waiting
    state "silent" as small_asking_silent
    state "answered" as small_asking_answered
    [*] --> small_asking_waiting
    small_asking_waiting --> small_asking_answered : askOracle done [isYes]
    small_asking_waiting --> small_asking_silent : askOracle done [else]<br>askOracle failed
    small_asking_silent --> small_asking_waiting : small.again
    small_asking_answered --> [*]
  }
  [*] --> small_end
  small_any : small.wait [mayWait]
  small_any --> small_end : small.restart
  small_end --> small_asking : small.ask
  small_end : small.think [mayWait]
  small_asking --> small_over : done<br>silent [mayWait]
  small_over --> [*]
`);
  });

  it('folds what lies deeper than asked', () => {
    expect(toMermaid(small, { depth: 1 })).toBe(`stateDiagram-v2
  state "end" as small_end
  state "asking" as small_asking
  state "over" as small_over
  state "in any state" as small_any
  [*] --> small_end
  small_any : small.wait [mayWait]
  small_any --> small_end : small.restart
  small_end --> small_asking : small.ask
  small_end : small.think [mayWait]
  small_asking --> small_over : done<br>silent [mayWait]
  small_over --> [*]
`);
  });

  it('leaves out a line of any state that only says what a state below takes under the same guard', () => {
    const repeating = setup({ guards: { mayGo: () => true, mayStay: () => true } }).createMachine({
      id: 'repeating',
      initial: 'here',
      on: { 'a.go': { guard: 'mayGo' }, 'a.stay': { guard: 'mayStay' } },
      states: { here: { on: { 'a.go': { guard: 'mayGo', target: 'there' } } }, there: {} },
    });
    const drawn = lines(toMermaid(repeating));
    expect(drawn.filter((line) => line.includes('a.go'))).toEqual([
      'repeating_here --> repeating_there : a.go [mayGo]',
    ]);
    expect(drawn).toContain('repeating_any : a.stay [mayStay]');
  });

  it('writes an event that forks from any state into its box', () => {
    expect(toMermaid(forking)).toBe(`stateDiagram-v2
  state "left" as forking_left
  state "right" as forking_right
  state "in any state" as forking_any
  [*] --> forking_left
  forking_any : forking.go [isLeft] → left
  forking_any : forking.go [else] → right
`);
  });

  it('shows the road on its first level', () => {
    const road = toMermaid(registrationMachine, { depth: 1 });
    const states = Object.keys(registrationMachine.states).map((state) => `registration_${state}`);
    expect(declared(road)).toEqual([...states, 'registration_any']);
    expect(road).not.toContain('{');
  });

  for (const machine of machines) {
    it(`${machine.id}: every state is there once, under a name of its own`, () => {
      const ids = declared(toMermaid(machine));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => !id.endsWith('_any'))).toHaveLength(nodesBelow(machine.root).length);
    });

    it(`${machine.id}: every line names states that are there, and braces close`, () => {
      const diagram = toMermaid(machine);
      const known = new Set([...declared(diagram), '[*]']);
      for (const line of lines(diagram)) {
        const [, from, to] = /^(\S+) --> (\S+)/.exec(line) ?? /^(\w+) (?:: )/.exec(line) ?? [];
        for (const end of [from, to]) if (end !== undefined) expect(known, line).toContain(end);
      }
      expect(diagram.match(/\{/g)?.length).toBe(diagram.match(/\}/g)?.length);
    });

    it(`${machine.id}: every event, guard and port of the chart is drawn`, () => {
      const diagram = toMermaid(machine);
      const { rules } = chartOf(machine);
      const used = [machine.root, ...nodesBelow(machine.root)].flatMap((node) => [
        ...[...node.transitions.values()].flat().flatMap(({ guard }) => (typeof guard === 'string' ? [guard] : [])),
        ...node.invoke.flatMap(({ src }) => (typeof src === 'string' ? [`${src} done`, `${src} failed`] : [])),
        ...node.ownEvents.filter((type) => !type.startsWith('xstate.')),
      ]);
      for (const name of used) expect(diagram).toContain(name);
      for (const name of Object.keys(rules)) if (used.includes(name)) expect(diagram).toContain(`[${name}]`);
    });

    it(`${machine.id}: the same machine gives the same text`, () => {
      expect(toMermaid(machine)).toBe(toMermaid(machine.provide({})));
    });
  }
});
