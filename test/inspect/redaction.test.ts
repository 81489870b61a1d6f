import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { setup } from 'xstate';
import { RegistrationError } from '../../src/errors.js';
import { classesByName, classIn, isPublicKind } from '../../src/inspect/classes.js';
import { inspectorOptions, type StepWatcher } from '../../src/inspect/index.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { history } from '../../src/session/journal.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { actOf, playOf, sessionOn } from '../session/players.js';
import { charts, parts, roads } from '../session/scenarios.js';
import { intl } from '../support/answers.js';
import { anyValue } from '../support/anything.js';
import { Clock } from '../support/clock.js';
import { strange } from '../support/hostility.js';
import { roadSayings } from '../support/sayings.js';
import { actOf as roadActOf } from '../support/walks.js';
import { hiddenTexts, seenIn } from './hidden.js';
import { leavesOfMachine } from './leaves.js';

const { serialize } = inspectorOptions();
const scenarios = [...roads, ...charts, ...parts];
const machines = [...new Set(scenarios.map(({ machine }) => machine))];

const marker = 'Ada Lovelace 4711';
const at = '2026-11-22T10:00:00.000Z';
const by = { role: 'applicant', id: marker } as const;
const eventOf = (event: unknown) => ({ type: '@xstate.event', sessionId: 'x:0', event });
const snapshotOf = (snapshot: unknown) => ({ type: '@xstate.snapshot', sessionId: 'x:0', snapshot });
const shownEvent = (event: unknown) => Reflect.get(serialize(eventOf(event)), 'event');
const shownSnapshot = (snapshot: unknown) => Reflect.get(serialize(snapshotOf(snapshot)), 'snapshot');

describe('every field has a class', () => {
  const leaves = machines.flatMap(leavesOfMachine);

  it('there are machines and fields to look at', () => {
    expect(machines.map(({ id }) => id).sort()).toHaveLength(8);
    expect(leaves.length).toBeGreaterThan(1000);
  });

  it('by its schema, by its kind or by its name', () => {
    const without = leaves
      .filter((leaf) => leaf.class === undefined && !isPublicKind(leaf.schema) && !leaf.path.includes('.policy.'))
      .filter((leaf) => classIn(classesByName, leaf) === undefined)
      .filter(({ path }) => !path.includes('.draft{}') && !path.includes('.params{}'))
      .map(({ path }) => path);
    expect(without).toEqual([]);
  });

  it('and no name in the table is of a field that is gone', () => {
    const names = new Set(leaves.flatMap(({ parent, own }) => [own, `${parent}.${own}`]));
    expect(Object.keys(classesByName).filter((name) => !names.has(name))).toEqual([]);
  });
});

/** Everything a scenario lets an inspector see, as messages, and what of it comes from people and ports. */
async function messagesOf(scenario: (typeof scenarios)[number]) {
  const clock = new Clock();
  const play = playOf(scenario, clock);
  const messages: unknown[] = [];
  const answers: unknown[] = [];
  const onStep: StepWatcher = ({ envelope, calls }, cause, call) => {
    const { value, context } = envelope;
    messages.push(snapshotOf({ status: 'active', value, context }));
    if (call !== undefined) messages.push(eventOf({ type: 'xstate.promise.resolve', data: cause }));
    else if (cause !== null) messages.push(eventOf(cause));
    answers.push(
      context,
      calls.map(({ input }) => input),
      cause,
    );
    for (const { input } of calls) messages.push(eventOf({ type: 'xstate.init', input }));
  };
  const session = await sessionOn(play, memoryStorage(), 'lantern', { onStep });
  for (const line of scenario.lines) {
    clock.pass(('tick' in line ? line.tick : line.wait) ?? { seconds: 1 });
    const act = actOf(scenario.machine, line, clock.now);
    if (act === null) await session.tick();
    else await session.receive({ ...act, at: undefined });
  }
  return { messages, answers };
}

describe('nothing of the applicant leaves', () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_name, scenario) => {
    const { messages, answers } = await messagesOf(scenario);
    const hidden = hiddenTexts(answers);
    expect(hidden.length).toBeGreaterThan(0);
    const shown = messages.map((message) => JSON.stringify(serialize(message)));
    expect(seenIn(shown.join('\n'), hidden)).toEqual([]);
  });
});

const anything = fc.oneof(anyValue, fc.constantFrom(...strange));
const sayings = roadSayings(intl).map((saying) => roadActOf(registrationMachine, saying));
const runs = { numRuns: 700, seed: 20261122 };

/** Messages of every kind, with anything in every part of them; and anything instead of a message. */
const messages = fc.oneof(
  anything,
  fc.record({
    type: fc.constantFrom('@xstate.actor', '@xstate.event', '@xstate.snapshot', marker),
    name: anything,
    sessionId: fc.oneof(fc.constant('x:0'), anything),
    definition: fc.oneof(anything, fc.json()),
    event: fc.oneof(
      anything,
      fc.record({
        type: fc.constantFrom('xstate.init', 'xstate.promise.reject', marker),
        input: anything,
        data: anything,
      }),
      fc
        .tuple(fc.constantFrom(...sayings), fc.dictionary(fc.string(), anything))
        .map(([act, more]) => ({ ...more, ...act })),
      fc
        .tuple(fc.constantFrom(...sayings), anything)
        .map(([act, more]) =>
          Object.fromEntries(Object.keys(act).map((key) => [key, key === 'type' ? act.type : more])),
        ),
    ),
    snapshot: fc.oneof(
      anything,
      fc.record({
        value: anything,
        tags: anything,
        error: anything,
        children: anything,
        context: fc.oneof(
          anything,
          fc.record({ policy: anything, account: anything, application: anything, trouble: anything }),
        ),
      }),
    ),
  }),
);

describe('the redaction is total', () => {
  it('it takes anything, and gives plain JSON', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const shown = serialize(made(message));
        expect(JSON.stringify(JSON.parse(JSON.stringify(shown) ?? 'null'))).toBe(JSON.stringify(shown) ?? 'null');
        expect(() => structuredClone(shown)).not.toThrow();
      }),
      runs,
    );
  });

  it('doing it twice changes nothing', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const shown = serialize(made(message));
        expect(serialize(structuredClone(shown))).toEqual(shown);
      }),
      runs,
    );
  });

  it('no text that is nowhere in the code is seen, wherever it stands', () => {
    const marked = fc
      .tuple(messages, fc.nat())
      .map(([message, place]) => JSON.parse(withMarker(message, place)) as unknown);
    fc.assert(
      fc.property(marked, (message) => {
        expect(JSON.stringify(serialize(message)) ?? '').not.toContain('Ada Lovelace');
      }),
      runs,
    );
  });
});

/** A message with the strange things made that stand in it. */
function made(message: unknown): unknown {
  if (typeof message === 'function') return message();
  if (typeof message !== 'object' || message === null || Object.getPrototypeOf(message) !== Object.prototype)
    return message;
  return Object.fromEntries(Object.entries(message).map(([key, value]) => [key, made(value)]));
}

/** JSON with the marker instead of every second text, and of every third key. */
function withMarker(message: unknown, place: number): string {
  let count = place;
  const known = /^@?xstate|^x:\d|^(?:type|event|snapshot|context|policy|account|application|input|data|by)$/;
  try {
    const text = JSON.stringify(message, (_key, value: unknown) => (typeof value === 'bigint' ? 0 : value)) ?? 'null';
    return text.replaceAll(/"(?:[^"\\]|\\.)*"(:?)/g, (found, colon: string) => {
      count += 1;
      const isKept = colon === ':' ? count % 3 > 0 : count % 2 > 0;
      return isKept || known.test(found.slice(1, -1)) ? found : `"${marker} ${count}"${colon}`;
    });
  } catch {
    return JSON.stringify(marker);
  }
}

describe('what is shown', () => {
  it('values that are public as they are, the others by kind and length', () => {
    const business = { companyName: 'Acme', country: 'DE', registrationNumber: 'HRB 4711', industry: 'x' };
    expect(shownEvent({ type: 'wizard.business.save', at, by, business })).toEqual({
      type: 'wizard.business.save',
      at,
      by: { role: 'applicant', id: 'text of 17 characters' },
      business: {
        companyName: 'text of 4 characters',
        country: 'DE',
        registrationNumber: 'text of 8 characters',
        industry: 'text of 1 character',
      },
    });
  });

  it('a value only where its schema accepts it', () => {
    const said = (country: unknown) => shownEvent({ type: 'signup.country.choose', at: 'yesterday', by, country });
    expect(said('DE')).toMatchObject({ country: 'DE', at: 'text of 9 characters' });
    expect(said('Atlantis')).toMatchObject({ country: 'text of 8 characters' });
    expect(said(['DE', 1])).toMatchObject({ country: 'list of 2' });
    expect(said({ DE: 1 })).toMatchObject({ country: 'object of 1' });
    expect(said(42n)).toMatchObject({ country: 'number' });
    expect(said(true)).toMatchObject({ country: 'yes or no' });
    expect(said(null)).toMatchObject({ country: null });
  });

  it('a key nobody knows is counted and not named, and so is a keyed event', () => {
    const event = { type: 'wizard.submit', at, by, field: 'password', value: 'Correct7Horse', [marker]: 1 };
    expect(shownEvent(event)).toEqual({
      type: 'wizard.submit',
      at,
      by: { role: 'applicant', id: 'text of 17 characters' },
      '…': '3 fields not shown',
    });
  });

  it('an event nobody knows by no more than its length', () => {
    expect(shownEvent({ type: `portal.${marker}`, email: marker })).toEqual({
      type: 'text of 24 characters',
      '…': '1 field not shown',
    });
    expect(shownEvent({ type: `xstate.done.actor.${marker}`, output: marker })).toEqual({
      type: 'text of 35 characters',
      output: 'text of 17 characters',
    });
  });

  it('an error by its name and code, without its message', () => {
    const cause = new TypeError(`cannot reach ${marker}`);
    const details = { port: 'screenApplication', key: marker };
    const error = Object.assign(new RegistrationError('port.failed', { cause, details }), { answer: marker });
    const shown = shownEvent({ type: 'xstate.promise.reject', data: error });
    expect(shown).toEqual({
      type: 'xstate.promise.reject',
      data: {
        name: 'RegistrationError',
        code: 'port.failed',
        message: expect.stringMatching(/^text of \d+ characters$/),
        details: { port: 'screenApplication', '…': '1 field not shown' },
        cause: { name: 'TypeError', message: 'text of 30 characters' },
        '…': '1 field not shown',
      },
    });
  });

  it('the answers of the sensitive-relationship filing stay hidden, although they are a yes or a no', () => {
    const filing = { questionnaireVersion: '2026-11', answers: [{ question: 'relatives', value: true }] };
    expect(shownEvent({ type: 'wizard.sensitiveRelationship.file', at, by, filing })).toMatchObject({
      filing: { questionnaireVersion: '2026-11', answers: [{ question: 'relatives', value: 'yes or no' }] },
    });
  });

  it('the policy as it is', () => {
    expect(shownSnapshot({ context: { policy: intl } })).toEqual({ context: { policy: intl } });
  });

  it('a definition without the data a machine is made with', () => {
    const invoke = { src: 'lookUpCompany', input: { companyName: marker } };
    const config = { id: 'portal', context: { email: marker }, states: { input: { invoke, tags: ['busy'] } } };
    const shown = serialize({ type: '@xstate.actor', name: marker, definition: JSON.stringify(config) });
    expect(shown.name).toBe('text of 17 characters');
    expect(JSON.parse(shown.definition)).toEqual({
      id: 'portal',
      context: 'object of 1',
      states: { input: { invoke: { src: 'lookUpCompany', input: 'object of 1' }, tags: ['busy'] } },
    });
  });
});

describe('fields and machines of a host', () => {
  const portal: AnyStateMachine = setup({}).createMachine({
    id: 'portal',
    initial: 'browsing',
    states: { browsing: { tags: ['front'], on: { 'portal.opened': {} } } },
  });
  const own = inspectorOptions({
    machines: [portal],
    fields: { tenant: 'public', order: 'public', 'order.id': 'public', country: 'personal', email: 'public' },
  });
  const event = {
    type: 'portal.opened',
    tenant: 'acme',
    order: { id: 7, note: marker, at: { id: 8 } },
    session: marker,
  };

  it('are shown by the classes the host gives them', () => {
    expect(own.serialize(eventOf(event))).toEqual(
      eventOf({
        type: 'portal.opened',
        tenant: 'acme',
        order: { id: 7, '…': '2 fields not shown' },
        '…': '1 field not shown',
      }),
    );
    const snapshot = { status: 'active', value: 'browsing', tags: ['front'], context: { tenant: 'acme' } };
    expect(own.serialize(snapshotOf(snapshot))).toEqual(snapshotOf(snapshot));
  });

  it('are hidden without them', () => {
    expect(serialize(eventOf(event))).toEqual(eventOf({ type: 'text of 13 characters', '…': '3 fields not shown' }));
    expect(serialize(snapshotOf({ value: 'browsing' }))).toEqual(snapshotOf({ value: 'text of 8 characters' }));
  });

  it('can hide a field of ours, and cannot open one', () => {
    expect(own.serialize(eventOf({ type: 'signup.country.choose', at, by, country: 'DE' }))).toMatchObject({
      event: { country: 'text of 2 characters' },
    });
    expect(own.serialize(eventOf({ type: 'signup.email.submit', at, by, email: 'ada@acme.example' }))).toMatchObject({
      event: { email: 'text of 16 characters' },
    });
  });
});

describe('changes as the journal keeps them', () => {
  it('are shown by the class of the field they lead to', () => {
    const business = { companyName: 'Acme', country: 'DE', registrationNumber: 'HRB 4711' };
    const patches = [
      { path: ['context', 'application', 'business'], value: business },
      { path: ['context', 'application', 'business', 'country'], value: 'IE' },
      { path: ['context', 'application', 'business', 'companyName'], value: 'Acme & Co' },
      { path: ['context', 'application', 'drafts', 'contact', marker], value: marker },
      { path: ['context', 'policy', 'agreement', 'version'], value: '2027-11' },
      { path: ['context', 'application', 'filing', 'answers', 0, 'value'], value: true },
      { path: ['value'], value: { wizard: 'enteringContact' } },
      { path: ['context', 'application', 'contact'] },
    ];
    expect(shownEvent({ type: 'wizard.business.save', patches })).toEqual({
      type: 'wizard.business.save',
      patches: [
        {
          path: ['context', 'application', 'business'],
          value: { companyName: 'text of 4 characters', country: 'DE', registrationNumber: 'text of 8 characters' },
        },
        { path: ['context', 'application', 'business', 'country'], value: 'IE' },
        { path: ['context', 'application', 'business', 'companyName'], value: 'text of 9 characters' },
        {
          path: ['context', 'application', 'drafts', 'contact', 'text of 17 characters'],
          value: 'text of 17 characters',
        },
        { path: ['context', 'policy', 'agreement', 'version'], value: '2027-11' },
        { path: ['context', 'application', 'filing', 'answers', 0, 'value'], value: 'yes or no' },
        { path: ['value'], value: { wizard: 'enteringContact' } },
        { path: ['context', 'application', 'contact'] },
      ],
    });
  });

  it.each(roads.map((road) => [road.name, road] as const))('hold nothing of the applicant: %s', async (_name, road) => {
    const clock = new Clock();
    const storage = memoryStorage();
    const session = await sessionOn(playOf(road, clock), storage);
    for (const line of road.lines) {
      clock.pass({ seconds: 61 });
      const act = actOf(road.machine, line, clock.now);
      if (act !== null) await session.receive({ ...act, at: undefined });
    }
    const patches: unknown[] = [];
    for await (const line of history(storage, 'lantern')) patches.push(...line.patches);
    expect(patches.length).toBeGreaterThan(3);
    const shown = shownEvent({ type: 'registration.leave', patches });
    expect(seenIn(JSON.stringify(shown), hiddenTexts(session.snapshot.context))).toEqual([]);
  });
});
