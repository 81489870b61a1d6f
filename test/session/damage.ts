import type { AnyStateMachine } from 'xstate';
import * as z from 'zod';
import { isRegistrationError, type RegistrationError } from '../../src/errors.js';
import type { Act } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { fieldClasses } from '../../src/fields.js';
import { deadlines, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { decode, type Envelope, encode, snapshotOf } from '../../src/session/envelope.js';
import { step } from '../../src/session/step.js';
import { chartOf } from '../../src/snapshot.js';
import { dice } from '../storage/processes.js';
import { inherited, naughty, pathsIn, valueAt, withKey, without, withValueAt } from '../support/hostility.js';
import { valuesOf } from '../support/values.js';
import type { Moment } from './players.js';
import { people, scenarios } from './scenarios.js';

/** A saved text that something happened to. */
export interface Damaged {
  readonly moment: Moment;
  /** The machine that reads it. */
  readonly machine: AnyStateMachine;
  readonly text: string;
  /** What happened to it. */
  readonly ways: readonly string[];
}

const machines = new Map(scenarios.map(({ machine }) => [machine.id, machine]));
const places = new Map([...machines].map(([id, machine]) => [id, valuesOf(machine.root)]));

const odd: readonly unknown[] = [
  null,
  true,
  false,
  '',
  'x',
  ' ',
  '\ud800',
  'a\u0000b',
  '2026-02-30T00:00:00.000Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2026-11-22T10:00:00+01:00',
  '+275760-09-13T00:00:00.000Z',
  'TR',
  [],
  [null],
  [[]],
  {},
  { a: 1 },
  'enteringBusiness',
];

/** Numbers as text: JSON that reads them as another number, as no number, or not at all. */
const numbers = [
  '-1',
  '-0',
  '0.5',
  '1e308',
  '-1e308',
  '1e999',
  '-1e999',
  '9007199254740993',
  '1E2',
  '01',
  'NaN',
  '-',
  '1.',
];

type Pick = <T>(list: readonly T[]) => T;
type Way = (text: string, pick: Pick, roll: (limit: number) => number, machine: AnyStateMachine) => string;

/** Changes the value a text stands for; a text that stands for none stays as it is. */
function changed(
  change: (whole: unknown, pick: Pick, roll: (limit: number) => number, machine: AnyStateMachine) => unknown,
): Way {
  return (text, pick, roll, machine) => {
    try {
      return JSON.stringify(change(JSON.parse(text), pick, roll, machine)) ?? text;
    } catch {
      return text;
    }
  };
}

/** One field or more of the envelope is another. */
function field(key: keyof Envelope, ...values: readonly unknown[]): Way {
  return changed((whole, pick) => withValueAt(whole, [key], pick(values)));
}

const aPath = (whole: unknown, pick: Pick) => pick([[], ...pathsIn(whole)]);

/** What may happen to a saved text. */
const ways: Readonly<Record<string, Way>> = {
  'bits flipped': (text, _pick, roll) => {
    const bytes = Buffer.from(text);
    for (let flips = roll(3); flips > 0; flips -= 1) {
      const place = roll(bytes.length) - 1;
      bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << (roll(8) - 1)), place);
    }
    return bytes.toString();
  },
  'characters dropped': (text, _pick, roll) => spliced(text, roll(text.length) - 1, roll(40), ''),
  'a character doubled': (text, _pick, roll) => {
    const place = roll(text.length) - 1;
    return spliced(text, place, 0, text.charAt(place));
  },
  'a part doubled': (text, _pick, roll) => {
    const place = roll(text.length) - 1;
    return spliced(text, place, 0, text.slice(place, place + roll(60)));
  },
  'characters swapped': (text, _pick, roll) => {
    const place = roll(text.length) - 1;
    return spliced(text, place, 2, [...text.slice(place, place + 2)].reverse().join(''));
  },
  'a character replaced': (text, _pick, roll) =>
    spliced(text, roll(text.length) - 1, 1, String.fromCharCode(roll(128) - 1)),
  'a character of another world': (text, pick, roll) =>
    spliced(
      text,
      roll(text.length) - 1,
      1,
      pick(['\u0000', '\ufeff', '\ud800', '\u202e', '😀', '\u2028', '\\u0000', '\\']),
    ),
  'cut at the end': (text, _pick, roll) => text.slice(0, roll(text.length) - 1),
  'cut at the beginning': (text, _pick, roll) => text.slice(roll(text.length)),
  'a key dropped': changed((whole, pick) => without(whole, aPath(whole, pick))),
  'a key added': changed((whole, pick) =>
    withKey(whole, aPath(whole, pick).slice(0, -1), pick(['extra', 'id', 'toString', pick(naughty)]), pick(odd)),
  ),
  'a key everyone inherits': changed((whole, pick) =>
    withKey(whole, aPath(whole, pick).slice(0, -1), pick(['__proto__', 'constructor', 'prototype']), {
      polluted: true,
    }),
  ),
  'another type': changed((whole, pick) => withValueAt(whole, aPath(whole, pick), pick(odd))),
  'a naughty text': changed((whole, pick) => withValueAt(whole, aPath(whole, pick), pick(naughty))),
  'another number': (text, pick) => {
    const found = [...text.matchAll(/(?<=:)-?\d+(?=[,}])/g)];
    if (found.length === 0) return text;
    const { index, 0: number } = pick(found);
    return spliced(text, index, number.length, pick(numbers));
  },
  'a value doubled in its list': changed((whole, pick) => {
    const lists = pathsIn(whole).filter((path) => Array.isArray(valueAt(whole, path)));
    const path = pick(lists);
    const list = valueAt(whole, path) as unknown[];
    return withValueAt(whole, path, [...list, ...list, ...list]);
  }),
  'a value in the place of another': changed((whole, pick) => {
    // What names machine, version and state is told in the error, so nothing personal is put there.
    const free = pathsIn(whole).filter(([first]) => first !== 'machine' && first !== 'version' && first !== 'value');
    return withValueAt(whole, pick(free), valueAt(whole, pick(pathsIn(whole))));
  }),
  'another state': changed((whole, pick, _roll, { id }) => withValueAt(whole, ['value'], pick(places.get(id) ?? []))),
  'another state, and another type': changed((whole, pick, _roll, { id }) =>
    withValueAt(withValueAt(whole, aPath(whole, pick), pick(odd)), ['value'], pick(places.get(id) ?? [])),
  ),
  'a state renamed': changed((whole, pick) => {
    const name = pick(['lunch', 'toString', '__proto__', 'constructor', '', pick(naughty)]);
    return withValueAt(
      whole,
      ['value'],
      pick([name, withKey({}, [], name, 'lunch'), { signup: name }, { review: name }]),
    );
  }),
  'another machine': field('machine', 'signup', 'wizard', 'registration', '', 'constructor', 7),
  'another version': field('version', '0', '1', '3', '99', '', '2.0', ' 2', 2, '__proto__'),
  'another format': field('format', 0, 2, '1', 1.5, -1, null),
  'a call that is due': field('pending', ['1/lookUpCompany/1'], [''], [1], 'x'),
  'odd commands': field('commands', [{ id: 'a', revision: 1e308 }], [{ id: '' }], [null], {}, [
    { id: 'a', revision: -1 },
  ]),
  'a key twice': (text, pick, roll) => {
    const found = [...text.matchAll(/"(\w+)":/g)];
    if (found.length === 0) return text;
    const { index, 0: key } = pick(found);
    const other = found[roll(found.length) - 1]?.[0] ?? key;
    return spliced(text, index, 0, `${pick([key, key, other])}${JSON.stringify(pick(odd))},`);
  },
  'a depth without end': (text, pick) => {
    const found = [...text.matchAll(/(?<=:)(?:\[\]|null|true|false|\d+)/g)];
    if (found.length === 0) return text;
    const { index, 0: value } = pick(found);
    const depth = pick([10, 1000, 20_000]);
    const [open, close] = pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['{"__proto__":', '}'],
    ]);
    return spliced(text, index, value.length, `${open.repeat(depth)}${value}${close.repeat(depth)}`);
  },
};

function spliced(text: string, place: number, dropped: number, put: string): string {
  return text.slice(0, place) + put + text.slice(place + dropped);
}

/** The names of everything that may happen to a saved text. */
export const wayNames: readonly string[] = [...Object.keys(ways), 'another reader'];

/** Damaged texts of some moments, without end; the seed alone decides which. */
export function* damages(moments: readonly Moment[], seed: number): Generator<Damaged, never> {
  const roll = dice(seed);
  const pick: Pick = (list) => list[roll(list.length) - 1] as (typeof list)[number];
  const others = [...machines.values()];
  for (;;) {
    const moment = pick(moments);
    const { machine } = moment.scenario;
    let text = encode(moment.before);
    if (roll(30) === 1) {
      yield { moment, machine: pick(others), text, ways: ['another reader'] };
      continue;
    }
    const names = Array.from({ length: roll(4) === 1 ? 2 : 1 }, () => pick(Object.keys(ways)));
    for (const name of names) text = ways[name]?.(text, pick, roll, machine) ?? text;
    if (text !== '') yield { moment, machine, text, ways: names };
  }
}

/** What became of a damaged text: the code it is turned away with, or that it was read. */
export type Verdict = RegistrationError['code'] | 'read' | 'readAndMigrated';

const inheritedAtFirst = inherited();

/** Reads a damaged text; throws an error that says what is wrong with the answer, if anything is. */
export function judge({ moment, machine, text }: Damaged): Verdict {
  const answer = read(machine, text);
  if (inherited() !== inheritedAtFirst) throw new Error('what every object inherits was changed');
  if ('error' in answer) {
    const { error } = answer;
    if (!isRegistrationError(error) || !error.code.startsWith('envelope.'))
      throw new Error(`it is no error of the envelope: ${String(error)}`, { cause: error });
    const told = `${error.message} ${JSON.stringify(error.details)}`;
    for (const value of personalIn(moment)) if (told.includes(value)) throw new Error(`${value} is told: ${told}`);
    if (!isNamed(error)) throw new Error(`it does not name what is wrong: ${told}`);
    return error.code;
  }
  const { envelope } = answer;
  const said: unknown = JSON.parse(text);
  const isMigrated = valueAt(said, ['version']) !== envelope.version;
  const difference = isMigrated ? null : differenceIn(said, envelope);
  if (difference !== null) throw new Error(`it does not say what the text says, at ${difference}`);
  const again = encode(envelope);
  if (encode(decode(machine, again)) !== again) throw new Error('what was read does not come back byte for byte');
  goOn(machine, envelope, moment);
  return isMigrated ? 'readAndMigrated' : 'read';
}

function read(machine: AnyStateMachine, text: string): { readonly envelope: Envelope } | { readonly error: unknown } {
  try {
    return { envelope: decode(machine, text) };
  } catch (error) {
    return { error };
  }
}

/** Whether an error says which field, machine, version or state is wrong; what is no JSON has none. */
function isNamed({ code, details, cause }: RegistrationError): boolean {
  const { issues } = details;
  const isListed = Array.isArray(issues) && issues.length > 0;
  switch (code) {
    case 'envelope.malformed':
      return isListed || cause instanceof SyntaxError;
    case 'envelope.contextInvalid':
      return isListed;
    case 'envelope.machineUnknown':
    case 'envelope.versionUnknown':
      return 'machine' in details && 'version' in details;
    case 'envelope.stateUnknown':
      return 'value' in details;
    default:
      return code === 'envelope.notAtRest';
  }
}

/** What was read answers every question and takes every act, one way or another. */
function goOn(machine: AnyStateMachine, envelope: Envelope, { before, act }: Moment): void {
  const snapshot = snapshotOf(machine, envelope);
  const { currentlyDue } = requirements(snapshot);
  const { steps: parts } = steps(snapshot);
  const due = deadlines(snapshot);
  if (!Array.isArray(currentlyDue) || !Array.isArray(parts)) throw new Error('it does not say what is asked');
  const acts: Act[] = [
    act,
    ...due.map(({ at, event, payload }) => ({ ...payload, type: event, at, by: people.system })),
  ];
  for (const by of Object.values(people)) {
    const types = allowedEvents(snapshot, by, before.at);
    if (snapshot.status !== 'active' && types.length > 0) throw new Error('it has ended, and more may be said');
  }
  const text = encode(envelope);
  for (const said of acts) {
    const explanation = explain(snapshot, said);
    const result = step(machine, envelope, said);
    const isLetIn = result.outcome === 'moved' || result.outcome === 'ignored';
    if (isLetIn !== explanation.allowed) throw new Error(`explain and step do not agree on ${said.type}`);
    if (!isLetIn && result.issues.length === 0) throw new Error(`${said.type} is ${result.outcome} without a reason`);
    const isAtHome = JSON.stringify(envelope.value) === JSON.stringify(before.value) && machine.id === before.machine;
    if (!isAtHome || result.outcome !== 'moved' || result.calls.length > 0) continue;
    const after = encode(result.envelope);
    if (encode(decode(machine, after)) !== after)
      throw new Error(`after ${said.type} it does not come back byte for byte`);
  }
  if (encode(envelope) !== text) throw new Error('it was changed in the hand of its owner');
}

const known = new WeakMap<Moment, readonly string[]>();

/** The personal texts of a moment's envelope that are long enough to be found by themselves. */
function personalIn(moment: Moment): readonly string[] {
  const found = known.get(moment) ?? [...new Set(personalTexts(moment))].filter((text) => text.length > 3);
  known.set(moment, found);
  return found;
}

function personalTexts({ scenario, before }: Moment): string[] {
  return textsOf(chartOf(scenario.machine).context, before.context, false);
}

function textsOf(schema: unknown, value: unknown, isPersonal: boolean): string[] {
  if (!(schema instanceof z.core.$ZodType)) return [];
  const isOurs = isPersonal || fieldClasses.has(schema);
  if (typeof value === 'string')
    return isOurs ? [value] : unwrapped(schema).flatMap((inner) => textsOf(inner, value, isOurs));
  if (typeof value !== 'object' || value === null) return [];
  if (schema instanceof z.core.$ZodObject)
    return Object.entries(schema._zod.def.shape).flatMap(([key, inner]) =>
      textsOf(inner, Reflect.get(value, key), isOurs),
    );
  if (schema instanceof z.core.$ZodArray)
    return Object.values(value).flatMap((each) => textsOf(schema._zod.def.element, each, isOurs));
  if (schema instanceof z.core.$ZodRecord)
    return Object.values(value).flatMap((each) => textsOf(schema._zod.def.valueType, each, isOurs));
  return unwrapped(schema).flatMap((inner) => textsOf(inner, value, isOurs));
}

function unwrapped(schema: z.core.$ZodType): unknown[] {
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable)
    return [schema._zod.def.innerType];
  return schema instanceof z.core.$ZodUnion ? [...schema._zod.def.options] : [];
}

/** Where what was read is not what was said, but for the normal forms of fields; null if nowhere. */
function differenceIn(said: unknown, got: unknown, path = ''): string | null {
  if (typeof said === 'string' && typeof got === 'string') return isNormalFormOf(said, got) ? null : path;
  if (typeof said === 'number' && typeof got === 'number') return said === got ? null : path;
  if (typeof said !== 'object' || said === null || typeof got !== 'object' || got === null)
    return said === got ? null : path;
  // A record is read without a key `__proto__`: there is nobody it could belong to.
  const keys = new Set([...Object.keys(said).filter((key) => key !== '__proto__'), ...Object.keys(got)]);
  for (const key of keys) {
    if (!Object.hasOwn(said, key) || !Object.hasOwn(got, key)) return `${path}/${key}`;
    const difference = differenceIn(Reflect.get(said, key), Reflect.get(got, key), `${path}/${key}`);
    if (difference !== null) return difference;
  }
  return null;
}

function isNormalFormOf(said: string, got: string): boolean {
  return (
    got === said ||
    got === said.trim() ||
    got === said.normalize('NFC').trim() ||
    got === said.trim().toUpperCase() ||
    (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(said) && Date.parse(got) === Date.parse(said)) ||
    (/^\+\d+$/.test(got) && got.slice(1) === said.replace(/\D/g, '').replace(/^00/, ''))
  );
}
