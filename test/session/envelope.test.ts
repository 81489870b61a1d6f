import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { isRegistrationError } from '../../src/errors.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { deadlines, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { decode, type Envelope, encode, snapshotOf } from '../../src/session/envelope.js';
import { openSession } from '../../src/session/session.js';
import { start, step } from '../../src/session/step.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { valuesOf } from '../support/values.js';
import { Desk } from './desk.js';
import { momentsOfAll, reread } from './players.js';
import { people, roads } from './scenarios.js';

const moments = await momentsOfAll();
const onRoad = await momentsOfAll(roads);

/** The error a text is turned away with, if it is. */
function refusal(text: string, machine: AnyStateMachine = registrationMachine): unknown {
  try {
    decode(machine, text);
    return null;
  } catch (error) {
    return error;
  }
}

const [{ before: saved } = { before: {} as Envelope }] = onRoad.filter(({ act }) => act.type === 'review.reject');
const text = encode(saved);

/** The saved text with some of it replaced. */
function damaged(change: Partial<Record<keyof Envelope, unknown>>): string {
  return JSON.stringify({ ...saved, ...change });
}

/** The saved text with something else at a path of its context. */
function withContext(path: readonly string[], value: unknown): string {
  const whole = structuredClone(saved);
  const [last = '', ...up] = [...path].reverse();
  const place = up.reverse().reduce<object>((at, key) => Reflect.get(at, key), whole.context);
  if (value === undefined) Reflect.deleteProperty(place, last);
  else Reflect.set(place, last, value);
  return JSON.stringify(whole);
}

it('a path or program in a state its chart does not have is refused by name', () => {
  const partner = moments.find(({ before: { context } }) => {
    const { enrollment } = context as { enrollment?: { paths: unknown[] } };
    return (enrollment?.paths.length ?? 0) > 0;
  });
  if (partner === undefined) return expect.unreachable();
  const { scenario, before } = partner;
  for (const state of ['', 'filling', 'roleValidating.somewhere', 'constructor', null]) {
    const { paths } = (before.context as { enrollment: { paths: object[] } }).enrollment;
    const enrollment = { ...Object(before.context['enrollment']), paths: paths.map((path) => ({ ...path, state })) };
    const broken = JSON.stringify({ ...before, context: { ...before.context, enrollment } });
    expect(refusal(broken, scenario.machine), String(state)).toMatchObject({ code: 'envelope.contextInvalid' });
  }
  expect(refusal(encode(before), scenario.machine)).toBeNull();
});

describe('design 8: what is saved is read back as it was', () => {
  it('on every rest of every scenario', () => {
    for (const { scenario, before } of moments) expect(reread(scenario.machine, before)).toStrictEqual(before);
    expect(moments.length).toBeGreaterThan(100);
  });

  it('and nothing is saved while a call is due', () => {
    const at = '2026-11-22T10:00:00.000Z';
    const begun = start(registrationMachine, new Desk().input, at).envelope;
    const by = people.applicant;
    const country = step(registrationMachine, begun, { type: 'signup.country.choose', country: 'IE', at, by });
    const { envelope } = step(registrationMachine, country.envelope, {
      type: 'signup.email.submit',
      email: 'ada@lantern.example',
      at,
      by,
    });
    expect(() => encode(envelope)).toThrow(expect.objectContaining({ code: 'envelope.notAtRest' }));
    expect(() => decode(registrationMachine, JSON.stringify(envelope))).toThrow(
      expect.objectContaining({ code: 'envelope.notAtRest' }),
    );
  });
});

describe('design 8: what cannot be read back is a typed error that names what is wrong', () => {
  const manually = { review: 'manuallyReviewing' };
  const cases: readonly [string, string, string][] = [
    ['nothing', '', 'envelope.malformed'],
    ['no JSON', '{', 'envelope.malformed'],
    ['half of it', text.slice(0, text.length / 2), 'envelope.malformed'],
    ['JSON with a tail', `${text}}`, 'envelope.malformed'],
    ['null', 'null', 'envelope.malformed'],
    ['a list', `[${text}]`, 'envelope.malformed'],
    ['text', JSON.stringify(text), 'envelope.malformed'],
    ['another format', damaged({ format: 2 }), 'envelope.malformed'],
    ['no format', damaged({ format: undefined }), 'envelope.malformed'],
    ['a key too many', JSON.stringify({ ...saved, extra: 1 }), 'envelope.malformed'],
    ['__proto__ beside the other keys', text.replace('{', '{"__proto__":{},'), 'envelope.malformed'],
    ...(Object.keys(saved) as (keyof Envelope)[]).map((key): [string, string, string] => [
      `no ${key}`,
      damaged({ [key]: undefined }),
      'envelope.malformed',
    ]),
    ['a revision that is text', damaged({ revision: '5' }), 'envelope.malformed'],
    ['half a revision', damaged({ revision: 4.5 }), 'envelope.malformed'],
    ['a negative revision', damaged({ revision: -1 }), 'envelope.malformed'],
    ['a time that is none', damaged({ at: 'yesterday' }), 'envelope.malformed'],
    ['commands of the wrong shape', damaged({ commands: [{ id: 'a' }] }), 'envelope.malformed'],
    ['a context that is text', damaged({ context: 'garbage' }), 'envelope.malformed'],
    ['a context that is a list', damaged({ context: [] }), 'envelope.malformed'],
    ['another machine', damaged({ machine: 'signup' }), 'envelope.machineUnknown'],
    ['another version', damaged({ version: '99' }), 'envelope.versionUnknown'],
    ['an empty context', damaged({ context: {} }), 'envelope.contextInvalid'],
    ['a slice that is missing', withContext(['review'], undefined), 'envelope.contextInvalid'],
    ['a slice too many', withContext(['wizard'], {}), 'envelope.contextInvalid'],
    ['a number that is text', withContext(['review', 'attempt'], '1'), 'envelope.contextInvalid'],
    ['a time in the context that is none', withContext(['review', 'targetAt'], 'soon'), 'envelope.contextInvalid'],
    ['a policy with another site', withContext(['policy', 'site'], 'mars'), 'envelope.contextInvalid'],
    ['a draft of the wrong type', withContext(['application', 'drafts'], { business: 5 }), 'envelope.contextInvalid'],
    ['a step nobody knows', withContext(['application', 'lookAgain'], ['lunch']), 'envelope.contextInvalid'],
    ['a state that is nothing', damaged({ value: null }), 'envelope.malformed'],
    ['a state in a list', damaged({ value: ['review', 5] }), 'envelope.malformed'],
    ['a state nobody knows', damaged({ value: 'lunch' }), 'envelope.stateUnknown'],
    ['a state inside a state nobody knows', damaged({ value: { lunch: 'soup' } }), 'envelope.stateUnknown'],
    ['a state nobody knows inside one', damaged({ value: { review: 'lunch' } }), 'envelope.stateUnknown'],
    ['half a state', damaged({ value: 'review' }), 'envelope.stateUnknown'],
    ['half a state, deeper', damaged({ value: { signup: 'verifyingEmail' } }), 'envelope.stateUnknown'],
    ['a state with nothing in it', damaged({ value: { review: {} } }), 'envelope.stateUnknown'],
    ['no state', damaged({ value: {} }), 'envelope.stateUnknown'],
    ['two states at once', damaged({ value: { ...manually, wizard: 'enteringBusiness' } }), 'envelope.stateUnknown'],
    ['a state too deep', damaged({ value: { review: { manuallyReviewing: 'lunch' } } }), 'envelope.stateUnknown'],
    ['a state every object has', damaged({ value: 'toString' }), 'envelope.stateUnknown'],
    ['a constructor for a state', damaged({ value: { constructor: 'name' } }), 'envelope.stateUnknown'],
    ['__proto__ for a state', text.replace('{"review":', '{"__proto__":'), 'envelope.stateUnknown'],
    ['a state one passes on the way', damaged({ value: 'starting' }), 'envelope.stateUnknown'],
    ['a state one leaves at once', damaged({ value: { review: 'revising' } }), 'envelope.stateUnknown'],
    ['the end of a chart that is not the end', damaged({ value: { wizard: 'submitted' } }), 'envelope.stateUnknown'],
    ['a state in which a call runs', damaged({ value: { review: 'screening' } }), 'envelope.notAtRest'],
    ['a ticket for a call', damaged({ pending: ['1/a/1'] }), 'envelope.notAtRest'],
    [
      'a state of immense depth',
      text.replace('{"review":"manuallyReviewing"}', `${'{"review":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
      'envelope.malformed',
    ],
    [
      'a context of immense depth',
      text.replace('"trouble":[]', `"trouble":${'['.repeat(50_000)}${']'.repeat(50_000)}`),
      'envelope.contextInvalid',
    ],
  ];

  it.each(cases)('%s', (_name, broken, code) => {
    expect(broken).not.toBe(text);
    expect(refusal(broken)).toMatchObject({ code });
  });

  it('names the machine, the version, the fields and the state, and no value of a field', () => {
    expect(refusal(damaged({ machine: 'signup' }))).toMatchObject({ details: { machine: 'signup' } });
    expect(refusal(text, signupMachine)).toMatchObject({ details: { machine: 'registration' } });
    expect(refusal(damaged({ version: '99' }))).toMatchObject({ details: { version: '99' } });
    expect(refusal(damaged({ value: 'lunch' }))).toMatchObject({ details: { value: 'lunch' } });
    for (const value of [null, 5, { review: null }])
      expect(refusal(damaged({ value }))).toMatchObject({
        details: { issues: [{ code: 'value.wrongType', path: ['value'] }] },
      });
    const unreadable = refusal(withContext(['account', 'email'], 'Ada Lantern, 1 Lantern Street'));
    expect(unreadable).toMatchObject({
      details: { issues: [{ code: 'email.invalid', path: ['context', 'account', 'email'] }] },
    });
    expect(String(unreadable)).not.toContain('Lantern');
  });

  it('opens no session, and the storage keeps what it has', async () => {
    for (const broken of ['{', damaged({ version: '99' }), damaged({ context: {} }), damaged({ value: 'lunch' })]) {
      const desk = new Desk();
      await desk.open();
      const { storage } = desk;
      const index = { state: '', company: null, deadline: null };
      const commit = { key: desk.key, expectedRevision: 1, commandId: 'c', at: desk.clock.now, text: broken };
      await storage.commit({ ...commit, entries: [], messages: [], index });
      await expect(
        openSession({ machine: registrationMachine, key: desk.key, storage, ports: {}, input: desk.input }),
      ).rejects.toMatchObject({ code: (refusal(broken) as { code: string }).code });
      expect((await storage.read(desk.key))?.text).toBe(broken);
    }
  });

  it('__proto__ and constructor in a saved context reach no object', () => {
    for (const key of ['__proto__', 'constructor']) {
      for (const at of ['"context":{', '"drafts":{', '"account":{', '"policy":{']) {
        const broken = text.replace(at, `${at}"${key}":{"polluted":"yes"},`).replace(',}', '}');
        const error = refusal(broken);
        if (error === null) {
          const decoded = decode(registrationMachine, broken);
          const act = { type: 'review.reject', reason: 'no', at: saved.at, by: people.reviewer };
          expect(JSON.stringify(step(registrationMachine, decoded, act))).not.toContain('polluted');
        } else expect(error).toMatchObject({ code: 'envelope.contextInvalid' });
        expect('polluted' in {}).toBe(false);
      }
    }
  });
});

type Damage = (whole: string, machine: AnyStateMachine) => string;

const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  'x',
  '\ud800',
  'a\u0000b',
  '2026-02-30T00:00:00.000Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2026-11-22T10:00:00+01:00',
  'TR',
  [],
  [null],
  {},
  { a: 1 },
  'enteringBusiness',
];

/** Every path in a plain value. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])]);
}

function atPath(whole: string, pick: number, change: (place: object, key: string) => void): string {
  const value: object = JSON.parse(whole);
  const paths = pathsOf(value);
  const path = paths[pick % paths.length] ?? [];
  const place = path.slice(0, -1).reduce<object>((at, key) => Reflect.get(at, key), value);
  change(place, path.at(-1) ?? '');
  return JSON.stringify(value);
}

const damages: fc.Arbitrary<Damage> = fc
  .record({ kind: fc.nat(8), pick: fc.nat(100_000), other: fc.nat(100_000) })
  .map(({ kind, pick, other }): Damage => {
    const replacement = odd[other % odd.length];
    const ways: Damage[] = [
      (whole) =>
        whole.slice(0, pick % whole.length) + String.fromCharCode(other % 128) + whole.slice((pick % whole.length) + 1),
      (whole) => whole.slice(0, pick % whole.length) + whole.slice((pick % whole.length) + 1 + (other % 40)),
      (whole) => atPath(whole, pick, (place, key) => Reflect.deleteProperty(place, key)),
      (whole) => atPath(whole, pick, (place, key) => Reflect.set(place, key, replacement)),
      (whole) => atPath(whole, pick, (place, key) => Reflect.set(place, `${key}s`, Reflect.get(place, key))),
      (whole) => {
        const value: object = JSON.parse(whole);
        const paths = pathsOf(value);
        const from = paths[other % paths.length] ?? [];
        const moved = from.reduce<unknown>((at, key) => Reflect.get(Object(at), key), value);
        return atPath(whole, pick, (place, key) => Reflect.set(place, key, structuredClone(moved)));
      },
      (whole, machine) => {
        const values = valuesOf(machine.root);
        return JSON.stringify({ ...JSON.parse(whole), value: values[pick % values.length] });
      },
      (whole) => atPath(whole, pick, (place, key) => Array.isArray(place) && place.push(Reflect.get(place, key))),
      (whole, machine) => {
        const values = valuesOf(machine.root);
        const value = values[pick % values.length];
        const changed = atPath(whole, other, (place, key) => Reflect.set(place, key, replacement));
        return JSON.stringify({ ...JSON.parse(changed), value });
      },
    ];
    return ways[kind] ?? ((whole) => whole);
  });

/** A value without what the schemas bring into normal form: case, spaces, the marks in a phone number, fractions of a second. */
function bare(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase().replace(/(\.\d+)?z$|[\s().-]/g, '');
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bare(inner)]));
}

describe('T6 in small: damaged envelopes', () => {
  it('are an envelope.* error or exactly what they say, and what is read takes any step without an exception', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.nat(10_000), damages, fc.nat(10_000), (which, damage, what) => {
        const { scenario, before } = moments[which % moments.length] as (typeof moments)[number];
        const { machine } = scenario;
        const broken = damage(encode(before), machine);
        let envelope: Envelope;
        try {
          envelope = decode(machine, broken);
        } catch (error) {
          if (!isRegistrationError(error) || !error.code.startsWith('envelope.')) throw error;
          return;
        }
        read += 1;
        expect(bare(envelope)).toStrictEqual(bare(JSON.parse(broken)));
        const snapshot = snapshotOf(machine, envelope);
        expect(snapshot.status === 'active' || deadlines(snapshot).length === 0).toBe(true);
        requirements(snapshot);
        steps(snapshot);
        for (const by of Object.values(people)) allowedEvents(snapshot, by, before.at);
        const acts = [moments[what % moments.length]?.act, moments[which % moments.length]?.act];
        for (const act of acts) {
          explain(snapshot, act as never);
          const { outcome, issues, calls, envelope: after } = step(machine, envelope, act);
          expect(outcome === 'moved' || outcome === 'ignored' || issues.length > 0).toBe(true);
          const isWhereItWas = JSON.stringify(envelope.value) === JSON.stringify(before.value);
          if (isWhereItWas && outcome === 'moved' && calls.length === 0)
            expect(reread(machine, after)).toStrictEqual(after);
        }
      }),
      { numRuns: Number(process.env['DAMAGES'] ?? 1500), seed: Number(process.env['SEED'] ?? 20261122) },
    );
    expect(read).toBeGreaterThan(200);
  }, 120_000);
});
