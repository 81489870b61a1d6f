import { type IStateMachine, render } from 'state-machine-cat';
import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, type AnyStateNode, createActor, fromPromise, setup } from 'xstate';
import { machineNames, machinesByName } from '../../docs/charts.js';
import {
  type DiagramOptions,
  type StateMachineCatChart,
  type StateMachineCatState,
  toMermaid,
  toStateMachineCat,
} from '../../src/inspect/index.js';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { start } from '../../src/session/step.js';
import { signupMachine } from '../../src/signup/signup.machine.js';

const small = setup({
  actors: { askOracle: fromPromise<string>(async () => 'yes') },
  guards: { isYes: () => true, mayWait: () => true },
  delays: { patience: () => 1000 },
}).createMachine({
  id: 'small',
  initial: 'resting',
  on: { 'small.wait': { guard: 'mayWait' }, 'small.restart': '.resting' },
  states: {
    resting: { tags: ['editing'], on: { 'small.ask': 'asking', 'small.think': { guard: 'mayWait' } } },
    asking: {
      initial: 'waiting',
      onDone: 'over',
      after: { patience: 'resting', 30: 'over' },
      states: {
        waiting: {
          tags: ['busy', 'two words!'],
          invoke: {
            src: 'askOracle',
            onDone: [{ guard: 'isYes', target: 'answered' }, { target: 'silent' }],
            onError: 'silent',
          },
        },
        silent: { always: { guard: 'mayWait', target: '#over' } },
        answered: { type: 'final' },
      },
    },
    over: { id: 'over', type: 'final' },
  },
});

const statesIn = ({ states }: StateMachineCatChart): StateMachineCatState[] =>
  states.flatMap((state) => [state, ...(state.statemachine === undefined ? [] : statesIn(state.statemachine))]);
const arrowsOf = ({ transitions = [] }: StateMachineCatChart) =>
  transitions.map(({ from, to, label = '', class: kind }) => [from, to, label, ...(kind === undefined ? [] : [kind])]);
const markedIn = (chart: StateMachineCatChart) => statesIn(chart).filter(({ active }) => active);
const nodesBelow = (node: AnyStateNode): AnyStateNode[] =>
  Object.values(node.states).flatMap((state) => [state, ...nodesBelow(state)]);

describe('a machine as a chart for state-machine-cat', () => {
  it('shows states in each other with their tags, where they begin and end, and what may happen anywhere', () => {
    expect(toStateMachineCat(small).states).toEqual([
      { name: 'small__start', type: 'initial' },
      {
        name: 'small_any',
        type: 'regular',
        label: 'in any state',
        class: 'any',
        actions: [{ type: 'activity', body: 'small.wait [mayWait]' }],
      },
      {
        name: 'small_resting',
        type: 'regular',
        label: 'resting',
        class: 'editing',
        actions: [{ type: 'activity', body: 'small.think [mayWait]' }],
      },
      {
        name: 'small_asking',
        type: 'regular',
        label: 'asking',
        class: 'composite',
        statemachine: {
          states: [
            { name: 'small_asking__start', type: 'initial' },
            { name: 'small_asking_waiting', type: 'regular', label: 'waiting', class: 'busy two words_' },
            { name: 'small_asking_silent', type: 'regular', label: 'silent', class: 'passing' },
            { name: 'small_asking_answered', type: 'regular', label: 'answered', class: 'end' },
            { name: 'small_asking__end', type: 'final' },
          ],
        },
      },
      { name: 'small_over', type: 'regular', label: 'over', class: 'end' },
      { name: 'small__end', type: 'final' },
    ]);
  });

  it('shows events with guards, ports that answer and fail, and deadlines, with one arrow between two states', () => {
    expect(arrowsOf(toStateMachineCat(small))).toEqual([
      ['small__start', 'small_resting', ''],
      ['small_any', 'small_resting', 'small.restart'],
      ['small_resting', 'small_asking', 'small.ask'],
      ['small_asking', 'small_over', 'done\nafter 30 ms'],
      ['small_asking', 'small_resting', 'after patience'],
      ['small_asking_silent', 'small_over', 'always [mayWait]'],
      ['small_over', 'small__end', ''],
      ['small_asking__start', 'small_asking_waiting', ''],
      ['small_asking_waiting', 'small_asking_answered', 'askOracle done [isYes]'],
      ['small_asking_waiting', 'small_asking_silent', 'askOracle done [else]\naskOracle failed'],
      ['small_asking_answered', 'small_asking__end', ''],
    ]);
  });

  it('says an event once, and under it each of its guards', () => {
    expect(arrowsOf(toStateMachineCat(machinesByName.enrollment))).toContainEqual([
      'enrollment_lookingUpAccount',
      'enrollment_enrolled',
      'lookUpAccount done\n\u00a0\u00a0[isNothingAsked]\n\u00a0\u00a0[isActAllowed]\n\u00a0\u00a0[else]\nlookUpAccount failed',
    ]);
  });

  it('marks an arrow that is taken only because a port failed', () => {
    const failing = arrowsOf(toStateMachineCat(machinesByName.wizard)).filter(([, , , kind]) => kind === 'failed');
    expect(failing).toEqual([
      ['wizard_checkingCompany', 'wizard_companyCheckFailed', 'lookUpCompany failed', 'failed'],
    ]);
  });

  it('folds what lies deeper than asked, and says that there is something', () => {
    const folded = statesIn(toStateMachineCat(small, { depth: 1 }));
    expect(folded.map(({ label }) => label)).not.toContain('waiting');
    expect(folded.find(({ label }) => label === 'asking')?.class).toBe('composite');
    expect(arrowsOf(toStateMachineCat(small, { depth: 1 }))).toContainEqual([
      'small_asking',
      'small_over',
      'done\nafter 30 ms\nsilent [mayWait]',
    ]);
  });

  it.each(machineNames)(
    '%s: every state is there once, every arrow has its ends, and it can be rendered',
    async (name) => {
      const machine: AnyStateMachine = machinesByName[name];
      const chart = toStateMachineCat(machine);
      const names = statesIn(chart).map((state) => state.name);
      expect(new Set(names).size).toBe(names.length);
      expect(statesIn(chart).filter(({ type, class: kind }) => type === 'regular' && kind !== 'any')).toHaveLength(
        nodesBelow(machine.root).length,
      );
      for (const { from, to } of chart.transitions ?? []) expect(names).toEqual(expect.arrayContaining([from, to]));
      const given: IStateMachine = chart;
      const svg = await render(given, { inputType: 'json', outputType: 'oldsvg' });
      for (const { key } of nodesBelow(machine.root)) expect(svg).toContain(`>${key}</text>`);
    },
  );
});

describe('the inside of one state', () => {
  const within: DiagramOptions = { within: 'verifyingEmail' };

  it('shows its states and where its arrows lead outside', () => {
    const chart = toStateMachineCat(signupMachine, within);
    const labels = chart.states.map(({ label }) => label).filter((label) => label !== undefined);
    const inner = Object.keys(signupMachine.states['verifyingEmail']?.states ?? {});
    expect(labels).toEqual(['in any state', ...inner, 'choosingCountry', 'settingPassword']);
    expect(chart.states.filter((state) => state.class === 'outside').map(({ label }) => label)).toEqual([
      'choosingCountry',
      'settingPassword',
    ]);
    expect(arrowsOf(chart)).toContainEqual([
      'signup_verifyingEmail_checkingCode',
      'signup_settingPassword',
      'checkVerificationCode done\n\u00a0\u00a0[isCodeCorrect]',
    ]);
    expect(toMermaid(signupMachine, within)).toContain('\n  state "settingPassword" as signup_settingPassword\n');
    expect(toMermaid(signupMachine, within)).toContain(
      'signup_verifyingEmail_checkingCode --> signup_settingPassword : checkVerificationCode done [isCodeCorrect]',
    );
  });

  it('says in each box what many of its states do to leave it', () => {
    const chart = toStateMachineCat(machinesByName.association, { within: 'associated' });
    expect(chart.states.filter((state) => state.class === 'outside')).toEqual([]);
    const dedicated = chart.states.find(({ label }) => label === 'dedicated');
    expect(dedicated?.actions?.map(({ body }) => body.trim())).toEqual([
      'association.disassociate',
      '[mayDisassociate] → disassociated',
    ]);
  });

  it('counts its levels from there', () => {
    const folded = toStateMachineCat(registrationMachine, { within: 'signup', depth: 1 });
    expect(folded.states.find(({ label }) => label === 'verifyingEmail')?.class).toBe('composite');
    expect(statesIn(folded).map(({ label }) => label)).not.toContain('sendingCode');
    const open = toStateMachineCat(registrationMachine, { within: 'signup', depth: 2 });
    expect(statesIn(open).map(({ label }) => label)).toContain('sendingCode');
  });

  it('shows what leads back to the whole machine as leading outside', () => {
    const machine = setup({}).createMachine({
      id: 'again',
      initial: 'outer',
      states: { outer: { initial: 'inner', states: { inner: { on: { 'again.begin': '#again' } } } } },
    });
    const chart = toStateMachineCat(machine, { within: 'outer' });
    expect(chart.states.find((state) => state.class === 'outside')?.label).toBe('again');
    expect(arrowsOf(chart)).toContainEqual(['again_outer_inner', 'again', 'again.begin']);
  });

  it('of a state that is not there is refused', () => {
    expect(() => toMermaid(signupMachine, { within: 'verifyingFax' })).toThrow(
      expect.objectContaining({ code: 'input.invalid', details: { machine: 'signup', state: 'verifyingFax' } }),
    );
  });
});

describe('where a registration is', () => {
  const policy = createPolicy({ site: 'intl' });
  const choosing = { type: 'signup.country.choose', country: 'DE', at: '2026-01-05T09:00:00Z' } as const;

  it('is marked in both drawings, from a snapshot', () => {
    const actor = createActor(signupMachine, { input: { policy } }).start();
    actor.send({ ...choosing, by: { role: 'applicant', id: 'ada' } });
    const options = { highlight: actor.getSnapshot() };
    actor.stop();
    const [marked, ...others] = markedIn(toStateMachineCat(signupMachine, options));
    expect(others).toEqual([]);
    expect(marked).toMatchObject({ name: 'signup_verifyingEmail_entering', class: 'editing here', color: '#b71c1c' });
    expect(toMermaid(signupMachine, options)).toMatch(
      /\n {2}classDef here .*\n {2}class signup_verifyingEmail_entering here\n$/,
    );
  });

  it('is marked from an envelope, in the state that stands for it where its own is folded', () => {
    const { envelope } = start(registrationMachine, { policy }, '2026-01-05T09:00:00Z');
    const options = { depth: 1, highlight: envelope };
    expect(markedIn(toStateMachineCat(registrationMachine, options)).map(({ label }) => label)).toEqual(['signup']);
    expect(toMermaid(registrationMachine, options)).toContain('\n  class registration_signup here\n');
  });

  it('is marked in every state it is in at once', () => {
    const parallel = setup({}).createMachine({
      id: 'both',
      initial: 'on',
      states: {
        on: { type: 'parallel', states: { left: { initial: 'one', states: { one: {}, two: {} } }, right: {} } },
      },
    });
    const options = { highlight: { value: { on: { left: 'two', right: {} } } } };
    const chart = toStateMachineCat(parallel, options);
    expect(markedIn(chart).map(({ label }) => label)).toEqual(['two', 'right']);
    expect(statesIn(chart).find(({ type }) => type === 'parallel')?.label).toBe('on');
    expect(arrowsOf(chart)).toEqual([
      ['both__start', 'both_on', ''],
      ['both_on_left__start', 'both_on_left_one', ''],
    ]);
    expect(toMermaid(parallel, options)).toContain('class both_on_left_two here\n  class both_on_right here');
  });

  it('is marked nowhere unless it is asked for, or outside the picture', () => {
    expect(markedIn(toStateMachineCat(signupMachine))).toEqual([]);
    expect(toMermaid(signupMachine)).not.toContain('here');
    const elsewhere = { within: 'securingPhone', highlight: { value: 'choosingCountry' } };
    expect(markedIn(toStateMachineCat(signupMachine, elsewhere))).toEqual([]);
    expect(toMermaid(signupMachine, elsewhere)).not.toContain('classDef');
  });

  it('in a state that the machine does not have is refused', () => {
    expect(() => toStateMachineCat(signupMachine, { highlight: { value: { verifyingEmail: 'dreaming' } } })).toThrow(
      expect.objectContaining({ code: 'input.invalid' }),
    );
  });
});
