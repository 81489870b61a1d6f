import {
  type AnyEventObject,
  type AnyStateMachine,
  and,
  assign,
  emit,
  enqueueActions,
  fromCallback,
  fromPromise,
  fromTransition,
  not,
  or,
  raise,
  StateMachine,
  sendTo,
  setup,
  stateIn,
  stopChild,
} from 'xstate';

/** What each machine here remembers: what was done, in order, and a number for guards to ask for. */
interface Noted {
  readonly log: readonly string[];
  readonly count: number;
  readonly child?: unknown;
}

const kit = setup({
  types: {} as { context: Noted; events: AnyEventObject; emitted: AnyEventObject },
  guards: {
    isSmall: ({ context }) => context.count < 2,
    isNever: () => false,
    isAtLeast: ({ context }, { least }: { least: number }) => context.count >= least,
    breaks: () => {
      throw new TypeError('The guard is broken');
    },
  },
  actions: {
    add: assign(({ context }) => ({ count: context.count + 1 })),
    addAmount: assign(({ context }, { amount }: { amount: number }) => ({ count: context.count + amount })),
    addByPart: assign({ count: ({ context }) => context.count + 1 }),
    tell: emit(({ context, event }) => ({ type: 'told', count: context.count, of: event.type })),
    tellAlways: emit({ type: 'told' }),
    knock: () => {},
    breaks: assign(() => {
      throw new TypeError('The update is broken');
    }),
    breaksTelling: emit(() => {
      throw new TypeError('The telling is broken');
    }),
  },
  actors: {
    ask: fromPromise<string, unknown>(() => Promise.resolve('yes')),
    listen: fromCallback(() => {}),
    tally: fromTransition((count: number) => count + 1, 0),
  },
});

const { implementations } = kit.createMachine({ context: { log: [], count: 0 } });

const note = (text: string) =>
  kit.assign(({ context, event }) => ({ log: [...context.log, `${text} at ${event.type}`] }));

const noting = (name: string) => ({ entry: note(`into ${name}`), exit: note(`out of ${name}`) });

/** A small machine, the events that are sent to it, and the state and event of each transition that is left to XState. */
export interface SmallMachine {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly events: readonly AnyEventObject[];
  readonly left: readonly string[];
}

function small(
  name: string,
  config: object,
  events: readonly (string | AnyEventObject)[],
  left: readonly string[] = [],
): SmallMachine {
  const written = { id: 'small', context: { log: [], count: 0 }, ...config };
  const machine = new StateMachine(written as never, implementations as never) as AnyStateMachine;
  return {
    name,
    machine,
    events: events.map((event) => (typeof event === 'string' ? { type: event } : event)),
    left,
  };
}

/** A machine of two states with one transition between them, and a way back. */
function between(transition: object | string, there: object = {}, here: object = {}): object {
  return {
    initial: 'here',
    states: {
      here: { ...noting('here'), on: { go: transition }, ...here },
      there: { ...noting('there'), on: { back: 'here' }, ...there },
    },
  };
}

const answered = (id: string, output: unknown) => ({ type: `xstate.done.actor.${id}`, actorId: id, output });
const failed = (id: string) => ({ type: `xstate.error.actor.${id}`, actorId: id, error: new Error('down') });

/** A call with an answer and a failure that lead on. */
const call = (more: object = {}) => ({
  invoke: { id: 'call', src: 'ask', onDone: 'here', onError: { target: 'here', actions: 'add' }, ...more },
});
/** A failure that nobody waits for ends a machine: only XState does that. */
const stray = 'here xstate.error.actor.call';
const toCall = ['go', 'back', answered('call', 'yes'), failed('call')] as const;

/** One machine for each thing that may be on a way; those with nothing left to XState first. */
export const smallMachines: readonly SmallMachine[] = [
  small('leaves, acts and enters in order', between({ target: 'there', actions: [note('on the way'), 'add'] }), [
    'go',
    'back',
    'nothing of this',
  ]),
  small(
    'goes down to where a state begins, and up again',
    {
      initial: 'outer',
      ...noting('the machine'),
      states: {
        outer: {
          ...noting('outer'),
          initial: { target: 'inner', actions: note('at the beginning of outer') },
          states: {
            inner: {
              ...noting('inner'),
              initial: { target: 'core', actions: note('at the beginning of inner') },
              states: { core: { ...noting('core') }, rim: { ...noting('rim') } },
            },
            beside: { ...noting('beside') },
          },
        },
        other: { ...noting('other') },
      },
      on: {
        toOther: '.other',
        toOuter: { target: '.outer', actions: note('to outer') },
        toInner: '.outer.inner',
        toRim: { target: '.outer.inner.rim', actions: note('to rim') },
      },
    },
    ['toOther', 'toOuter', 'toInner', 'toRim'],
  ),
  small(
    'tells a transition within a state from one that enters it again',
    {
      initial: 'outer',
      states: {
        outer: {
          id: 'outer',
          ...noting('outer'),
          initial: 'one',
          states: {
            one: {
              ...noting('one'),
              on: {
                up: '#outer',
                upAnew: { target: '#outer', reenter: true },
                aside: 'two',
                selfAnew: { target: 'one', reenter: true },
                self: 'one',
              },
            },
            two: { id: 'two', ...noting('two'), on: { aside: 'one' } },
          },
          on: {
            within: '.two',
            withinAnew: { target: '.two', reenter: true },
            toItself: { target: 'outer', actions: note('to itself') },
            toItselfAnew: { target: 'outer', reenter: true, actions: note('to itself anew') },
            stay: { actions: 'add' },
            stayAnew: { reenter: true, actions: 'add' },
            nothing: {},
          },
        },
      },
    },
    [
      'up',
      'upAnew',
      'aside',
      'self',
      'selfAnew',
      'within',
      'withinAnew',
      'toItself',
      'toItselfAnew',
      'stay',
      'stayAnew',
      'nothing',
    ],
  ),
  small(
    'asks the inner state first, and one event after the other',
    {
      initial: 'here',
      states: {
        here: {
          on: {
            forbidden: undefined,
            go: [
              { guard: 'isNever', target: 'there' },
              { guard: 'isSmall', actions: ['add', note('small')] },
              {
                guard: ({ context }: { context: Noted }) => context.count < 4,
                actions: ['add', note('by a function')],
              },
              { guard: { type: 'isSmall' }, actions: note('never reached') },
            ],
            none: { guard: 'isNever', target: 'there' },
          },
        },
        there: {},
      },
      on: { forbidden: { actions: note('forbidden') }, go: '.there', none: { actions: note('by the machine') } },
    },
    ['go', 'forbidden', 'none'],
  ),
  small(
    'tries wildcards after the type, the longest first',
    {
      initial: 'here',
      states: {
        here: {
          on: {
            'a.*': { guard: 'isSmall', actions: ['add', note('a.*')] },
            'a.b.*': { guard: 'isSmall', actions: ['add', note('a.b.*')] },
            'a.b.c': { guard: 'isNever', actions: note('never') },
          },
        },
      },
      on: { '*': { actions: note('*') }, 'a.b': { actions: note('a.b') }, 'a.*.*': { actions: note('no wildcard') } },
    },
    ['a', 'a.b', 'a.b.c', 'a.b.c.d', 'a.x', 'ab', 'a.*', 'a.*.*', 'a.*.x', 'b', '*.a', answered('nobody', 1)],
  ),
  small(
    'emits what is written and what is made of the context so far',
    between(
      { target: 'there', actions: ['tell', 'add', 'tell', 'tellAlways', { type: 'tell' }] },
      { entry: ['add', 'tell'] },
    ),
    ['go', 'back'],
  ),
  small('emits and changes nothing', between({ actions: 'tell' }), ['go']),
  small(
    'calls with what is made of the context and the event',
    between(
      { target: 'there', actions: 'add' },
      {
        entry: 'add',
        ...call({
          input: ({ context, event }: { context: Noted; event: AnyEventObject }) => [context.count, event.type],
        }),
      },
    ),
    toCall,
    [stray],
  ),
  small('calls with what is written', between('there', call({ input: { question: 1 } })), toCall, [stray]),
  small('calls without a word', between('there', call()), toCall, [stray]),
  small(
    'calls again, as it enters anew',
    between('there', { ...call(), on: { back: { target: 'there', reenter: true } } }),
    toCall,
    [stray],
  ),
  small(
    'calls without an id, and a function that is no name',
    between('there', {
      invoke: [
        { src: 'ask', onDone: 'here' },
        { src: fromPromise(() => Promise.resolve(1)), onDone: { actions: 'add' } },
      ],
    }),
    ['go', answered('0.small.there', 1), answered('1.small.there', 1)],
  ),
  small(
    'follows a call',
    between('there', call({ src: 'tally', onSnapshot: { actions: 'add' } })),
    [...toCall, { type: 'xstate.done.actor.call' }],
    [stray],
  ),
  small('hears an answer nobody waits for', between('there', call()), [answered('call', 1), answered('nobody', 1)]),
  small(
    'hears that a state has come to its end',
    {
      initial: 'outer',
      states: {
        outer: {
          ...noting('outer'),
          initial: 'one',
          states: { one: { on: { end: { target: 'two', actions: 'add' } } }, two: { type: 'final', ...noting('two') } },
          on: { end: { actions: note('again') } },
          onDone: [{ guard: 'isSmall', target: 'after', actions: note('done') }],
        },
        after: {
          initial: 'first',
          states: { first: { on: { back: '#small.outer', end: 'second' } }, second: { type: 'final' } },
          onDone: { target: 'outer', actions: 'tell' },
        },
      },
    },
    ['end', 'back'],
  ),
  small('has no states', { on: { go: { actions: ['add', 'tell'] } } }, ['go', 'nothing of this']),
  small(
    'reads what an update is given',
    between({ actions: kit.assign(({ self, system }) => ({ log: [typeof self.send, typeof system.get] })) }),
    ['go'],
  ),
  small('adds what the context did not have', between({ actions: assign(() => ({ more: 1 })) }), ['go']),
  small(
    'goes on without an event',
    between('there', { always: { guard: 'isSmall', target: 'here', actions: 'add' } }),
    ['go', 'back'],
    ['here go', 'there go', 'there back'],
  ),
  small(
    'rests where it may go on without an event',
    between(
      'there',
      {},
      {
        always: { guard: ({ context }: { context: Noted }) => context.count > 0, target: 'there' },
        on: { add: { actions: 'add' } },
      },
    ),
    ['go', 'add', 'back', 'x'],
    ['here go', 'here add', 'here back', 'here x', 'there back'],
  ),
  small(
    'raises an event',
    between(
      { actions: raise({ type: 'again' }) },
      {},
      { on: { go: { actions: raise({ type: 'again' }) }, again: 'there' } },
    ),
    ['go', 'again', 'back'],
    ['here go'],
  ),
  small(
    'waits',
    between('there', { after: { 1000: 'here' } }),
    ['go', 'back', 'xstate.after.1000.small.there'],
    ['here go', 'here xstate.after.1000.small.there', 'there back', 'there xstate.after.1000.small.there'],
  ),
  small('ends', between('there', { type: 'final', output: 1 }), ['go', 'back'], ['here go']),
  small(
    'ends a state with an output',
    between('there', {
      initial: 'one',
      states: { one: { on: { end: 'two' } }, two: { type: 'final', output: { a: 1 } } },
      onDone: { target: 'here', actions: note('done') },
    }),
    ['go', 'end', 'back'],
    ['there.one end'],
  ),
  small(
    'is in two states',
    between('there', {
      type: 'parallel',
      states: {
        a: { initial: 'one', states: { one: { on: { next: 'two' } }, two: { type: 'final' } } },
        b: { initial: 'one', states: { one: { on: { next: 'two' } }, two: { type: 'final' } } },
      },
      onDone: 'here',
    }),
    ['go', 'next', 'back'],
    ['here go', 'there.a.one go', 'there.a.one next', 'there.a.one back'],
  ),
  small(
    'goes to several states',
    {
      initial: 'here',
      states: {
        here: { on: { go: ['#a2', '#b2'] } },
        there: {
          type: 'parallel',
          states: {
            a: { initial: 'a1', states: { a1: {}, a2: { id: 'a2' } } },
            b: { initial: 'b1', states: { b1: {}, b2: { id: 'b2' } } },
          },
        },
      },
    },
    ['go'],
    ['here go', 'there.a.a2 go'],
  ),
  small(
    'goes to a state and to one inside it',
    between({ target: ['there', '#two'] }, { initial: 'one', states: { one: {}, two: { id: 'two' } } }),
    ['go', 'back'],
    ['here go'],
  ),
  small(
    'remembers where it was',
    {
      initial: 'outer',
      states: {
        outer: {
          initial: 'one',
          states: { one: { on: { next: 'two' } }, two: {}, past: { type: 'history' } },
          on: { leave: 'away' },
        },
        away: { on: { back: 'outer.past', anew: 'outer' } },
      },
    },
    ['next', 'leave', 'back', 'anew'],
    ['outer.one leave', 'outer.two leave', 'away back'],
  ),
  small('acts as a host does', between({ target: 'there', actions: ['add', 'knock'] }), ['go', 'back'], ['here go']),
  small('acts by a function', between({ actions: () => {} }, {}, { exit: () => {} }), ['go', 'back'], ['here go']),
  small(
    'enqueues',
    between({ actions: enqueueActions(({ enqueue }) => enqueue('add' as never)) }),
    ['go'],
    ['here go'],
  ),
  small('assigns part by part', between({ actions: 'addByPart' }), ['go'], ['here go']),
  small(
    'assigns with parameters',
    between({ actions: { type: 'addAmount', params: { amount: 3 } } }),
    ['go'],
    ['here go'],
  ),
  small(
    'asks a guard with parameters',
    between(
      { guard: { type: 'isAtLeast', params: { least: 1 } }, target: 'there' },
      {},
      { on: { add: { actions: 'add' }, go: { guard: { type: 'isAtLeast', params: { least: 1 } }, target: 'there' } } },
    ),
    ['go', 'add', 'back'],
    ['here go'],
  ),
  small(
    'asks a guard of guards',
    between([
      { guard: and(['isSmall', not('isNever')]), actions: 'add' },
      { guard: or(['isNever', stateIn('here')]), target: 'there' },
    ]),
    ['go', 'back'],
    ['here go'],
  ),
  small(
    'asks a guard only after one that is left',
    between([{ guard: 'isNever', target: 'there' }, { guard: not('isSmall'), target: 'there' }, { actions: 'add' }]),
    ['go', 'back'],
    ['here go'],
  ),
  small('asks for a guard that is not there', between({ guard: 'isMissing', target: 'there' }), ['go'], ['here go']),
  small('asks for an action that is not there', between({ target: 'there', actions: 'missing' }), ['go'], ['here go']),
  small('asks for a port that is not there', between('there', call({ src: 'missing' })), toCall, ['here go', stray]),
  small('calls by a name that all actors know', between('there', call({ systemId: 'everywhere' })), toCall, [
    'here go',
    stray,
  ]),
  small('has a guard that breaks', between({ guard: 'breaks', target: 'there' }), ['go'], ['here go breaks']),
  small(
    'has an update that breaks',
    between({ target: 'there', actions: ['add', 'breaks'] }),
    ['go'],
    ['here go breaks'],
  ),
  small(
    'has a telling that breaks',
    between({ target: 'there', actions: ['add', 'breaksTelling'] }),
    ['go'],
    ['here go breaks'],
  ),
  small(
    'has an input that breaks',
    between(
      'there',
      call({
        input: () => {
          throw new TypeError('The input is broken');
        },
      }),
    ),
    toCall,
    ['here go breaks', stray],
  ),
  small(
    'spawns',
    between({ actions: kit.assign(({ spawn }) => ({ child: spawn('listen', { id: 'child' }) })) }),
    ['go', 'back'],
    ['here go breaks'],
  ),
  small(
    'spawns, and says nothing when it cannot',
    between({
      actions: kit.assign(({ spawn }) => {
        try {
          return { child: spawn('listen', { id: 'child' }) };
        } catch {
          return { child: null };
        }
      }),
    }),
    ['go'],
    ['here go'],
  ),
  small('sends', between({ actions: sendTo('call', { type: 'hello' }) }, call()), ['go'], ['here go']),
  small('stops', between({ actions: stopChild('call') }), ['go'], ['here go']),
  small(
    'fails by a call that nobody waits for',
    between('there', call()),
    [failed('nobody'), failed('call'), 'go'],
    ['here xstate.error.actor.nobody', 'here xstate.error.actor.call', 'there xstate.error.actor.nobody'],
  ),
  small(
    'fails by a call whose guard does not pass',
    between('there', call({ onError: { guard: 'isNever', target: 'here' } })),
    [...toCall],
    [stray, 'there xstate.error.actor.call'],
  ),
  small(
    'is stopped, or begun again',
    between('there', {}, { on: { '*': 'there' } }),
    ['xstate.stop', 'xstate.init', 'xstate.other'],
    ['here', 'there'].flatMap((place) => ['stop', 'init', 'other'].map((type) => `${place} xstate.${type}`)),
  ),
  small(
    'leaves itself',
    {
      initial: 'here',
      ...noting('the machine'),
      states: { here: { on: { go: { target: '#small' }, goAnew: { target: '#small', reenter: true } } } },
      on: { anew: { target: '.here', reenter: true }, within: '.here' },
    },
    ['go', 'goAnew', 'anew', 'within'],
    ['here go', 'here goAnew', 'here anew'],
  ),
  small(
    'is routed to',
    { initial: 'here', states: { here: {}, there: { id: 'there', route: {} } } },
    [{ type: 'xstate.route', to: '#there' }],
    ['here xstate.route', 'there xstate.route'],
  ),
  small(
    'comes to no end',
    between('there', {
      initial: 'one',
      states: { one: { on: { end: 'two' } }, two: { type: 'final' } },
      onDone: {
        guard: ({ context }: { context: Noted }) => context.count < 30,
        target: '.two',
        reenter: true,
        actions: 'add',
      },
    }),
    ['go', 'end'],
    ['there.one end'],
  ),
];
