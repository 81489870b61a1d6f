import type { AnyStateMachine } from 'xstate';
import * as z from 'zod/mini';
import { $ZodArray, $ZodEnum, $ZodObject, $ZodRecord, $ZodType } from 'zod/v4/core';
import { companySchema } from '../association/association.schema.js';
import { nodesFrom, rootOf, transitionsOf } from '../chart.nodes.js';
import { pathSchema, programSchema } from '../choices.js';
import { developmentPathMachine } from '../developmentPath/developmentPath.machine.js';
import { errorCodes } from '../errors.js';
import { type FieldClass, instant, personal } from '../fields.js';
import { partnerProgramMachine } from '../partnerProgram/partnerProgram.machine.js';
import { policySchema, soundPolicySchema } from '../policy.js';
import { registrationMachine } from '../registration/registration.machine.js';
import { patchSchema } from '../session/patches.js';
import { chartOf } from '../snapshot.js';
import {
  classesByName,
  classIn,
  type FieldName,
  type FieldTable,
  formsOf,
  isPublicKind,
  type Schema,
} from './classes.js';

/** What an inspector may show beyond what this package knows. */
export interface InspectionPolicy {
  /** Machines of the host's own: the names of their states, events and actors may be shown. */
  readonly machines?: readonly AnyStateMachine[];
  /**
   * Classes of fields, by name: `tenant`, or `order.id`. Only what is `public` is shown.
   * A field this package knows can be hidden here, not opened.
   */
  readonly fields?: FieldTable;
}

/** Charts that hold, together, everything this package ever says. */
const charts: readonly AnyStateMachine[] = [registrationMachine, developmentPathMachine, partnerProgramMachine];

interface Place extends FieldName {
  readonly schemas: readonly Schema[];
  /** What the value stands in, from the outside in. */
  readonly within: readonly object[];
  /** Whether everything around it is public. */
  readonly open: boolean;
}

/** What a machine may be started with beside what its context holds under the same name. */
const inputs = z.object({ path: pathSchema, program: programSchema, company: z.nullable(companySchema) });

const nowhere: Omit<Place, 'schemas'> = { parent: '', own: '', within: [], open: false };

const unreadable = 'value that cannot be read';
const deepest = 32;
/** Under which key an object says how many of its fields are not shown. */
const rest = '…';
/** What stands for a value; it stays as it is when it is redacted again. */
const mark =
  /^(?:text of \d+ characters?|list of \d+|object of \d+|\d+ fields? not shown|number|yes or no|symbol|function|value that cannot be read)$/;

/**
 * Makes the function that leaves of an inspector's message what may be shown. Allow-list: a key no schema knows is counted, a
 * value its schema does not accept or that is not public is told by its kind and length. Total, and the same when applied again.
 */
export function redactorOf({ machines = [], fields = {} }: InspectionPolicy = {}): (message: unknown) => unknown {
  const names = new Set([...charts, ...machines].flatMap(namesOf));
  const portByActor = new Map(charts.flatMap(portsOf));
  const eventTypes = new Set([...charts, ...machines].flatMap(eventTypesOf));
  const vocabulary = new Map(charts.flatMap((machine) => Object.entries(chartOf(machine).vocabulary)));

  const name = shownWhen((text) => names.has(text) || isSessionId(text));
  const type = shownWhen((text) => vocabulary.has(text) || eventTypes.has(text) || isOfXState(text, names));
  const data = [...charts.flatMap(dataOf), inputs];
  const answer = [z.object({ at: instant, value: z.union(data) }), ...data];
  const error: z.ZodMiniType = z.lazy(() =>
    z.object({
      name: shownWhen((text) => errorNames.includes(text)),
      message: hidden,
      code: z.enum(errorCodes),
      details: z.object({ port: name, issues: z.array(issueInError) }),
      cause: error,
    }),
  );
  const state: z.ZodMiniType = z.lazy(() => z.union([name, z.record(name, state)]));
  const snapshot = z.object({
    status: z.enum(['active', 'done', 'error', 'stopped']),
    value: state,
    tags: z.array(name),
    context: z.union(data),
    input: z.union(data),
    output: z.union(answer),
    error,
    children: z.record(name, z.object({ xstate$$type: z.number(), id: name })),
    historyValue: z.record(name, z.never()),
  });
  const xstateEvent = z.object({
    type,
    input: z.union(data),
    output: z.union(answer),
    data: z.union([...answer, error]),
    error,
    actorId: name,
    snapshot,
  });
  const otherEvent = z.object({ type });
  const journalLine = z.object({ patches: z.array(patchSchema) });
  const event = z.unknown();
  const actorName = z.unknown();
  const definition = z.unknown();
  const message = z.object({
    type: shownWhen((text) => /^@xstate\.[a-z]+$/.test(text)),
    name: actorName,
    definition,
    snapshot,
    event,
    sessionId: name,
    rootId: name,
    parentId: name,
    sourceId: name,
    createdAt: shownWhen((text) => /^\d+$/.test(text)),
    id: shownWhen((text) => /^0?\.\d+(?:e-\d+)?$/.test(text)),
    _version: shownWhen((text) => /^\d+\.\d+\.[\w.-]+$/.test(text)),
  });

  /** Schemas whose values are shown in a way of their own. */
  const ways = new Map<Schema, (value: unknown, place: Place) => unknown>([
    [event, eventShown],
    [actorName, (value, place) => nameShown(shown(value, { ...place, schemas: [name] }))],
    [definition, (value) => definitionShown(value)],
    [patchSchema, patchShown],
  ]);
  const journaled = z.object({ machine: name, version: z.string(), value: state, context: z.union(data) });

  return (value) => shown(value, { ...nowhere, schemas: [message] });

  function shown(value: unknown, place: Place): unknown {
    try {
      return look(plain(value), place);
    } catch {
      return unreadable;
    }
  }

  function look(value: unknown, place: Place): unknown {
    if (value === null || value === undefined || isMark(value)) return value;
    const forms = place.schemas.flatMap((schema) => formsOf(schema));
    const classes = [
      ...forms.map((form) => form.class),
      classIn(fields, place),
      place.open ? undefined : classIn(classesByName, place),
    ];
    if (classes.some(isHidden)) return told(value);
    const way = forms.map(({ schema }) => ways.get(schema)).find(Boolean);
    if (way !== undefined) return way(value, place);
    const own = forms.map(({ schema }) => schema);
    const isOpen = place.open || own.some((schema) => schema === policySchema || schema === soundPolicySchema);
    if (typeof value !== 'object') return isShown(value, own, { ...place, open: isOpen }) ? value : told(value);
    if (place.within.length > deepest || place.within.includes(value)) return told(value);
    const inside = { within: [...place.within, value], open: isOpen };
    return Array.isArray(value) ? listShown(value, own, place, inside) : objectShown(value, own, place, inside);
  }

  function isShown(value: unknown, schemas: readonly Schema[], place: Place): boolean {
    if (schemas.length === 0)
      return (
        classIn(fields, place) === 'public' && (typeof value !== 'number' || Number.isFinite(value)) && isData(value)
      );
    const isText = typeof value === 'string' && isPublicText(value, place);
    return schemas.some(
      (schema) => (isPublicKind(schema) || named.has(schema) || isText) && z.safeParse(schema, value).success,
    );
  }

  function listShown(
    list: readonly unknown[],
    schemas: readonly Schema[],
    { parent, own }: FieldName,
    inside: Pick<Place, 'within' | 'open'>,
  ): unknown {
    const entries = schemas.flatMap((schema) => (schema instanceof $ZodArray ? [schema._zod.def.element] : []));
    if (entries.length === 0 && !isOwnPublic(schemas, { parent, own })) return told(list);
    return Array.from(list, (entry) => shown(entry, { ...inside, parent, own, schemas: entries }) ?? null);
  }

  function objectShown(
    object: object,
    schemas: readonly Schema[],
    { parent, own }: FieldName,
    inside: Pick<Place, 'within' | 'open'>,
  ): unknown {
    const isKnown = schemas.some((schema) => schema instanceof $ZodObject || schema instanceof $ZodRecord);
    if (!isKnown && !isOwnPublic(schemas, { parent, own })) return told(object);
    const entries: [string, unknown][] = [];
    const unknownKeys: string[] = [];
    for (const key of Object.keys(object)) {
      const place = { ...inside, parent: own, own: key, schemas: schemas.flatMap((schema) => inSchema(schema, key)) };
      if (place.schemas.length === 0 && classIn(fields, place) !== 'public') unknownKeys.push(key);
      else entries.push([key, shownAt(object, key, place)]);
    }
    const kept = unknownKeys.length === 1 && unknownKeys[0] === rest ? Reflect.get(object, rest) : null;
    const count = unknownKeys.length === 1 ? '1 field not shown' : `${unknownKeys.length} fields not shown`;
    if (unknownKeys.length > 0) entries.push([rest, isMark(kept) ? kept : count]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  function shownAt(object: object, key: string, place: Place): unknown {
    try {
      return shown(Reflect.get(object, key), place);
    } catch {
      return unreadable;
    }
  }

  function isOwnPublic(schemas: readonly Schema[], place: FieldName): boolean {
    return schemas.length === 0 && classIn(fields, place) === 'public';
  }

  function eventShown(value: unknown, place: Place): unknown {
    if (typeof value !== 'object' || value === null) return shown(value, { ...place, schemas: [type] });
    const said: unknown = Reflect.get(value, 'type');
    const known = typeof said === 'string' ? vocabulary.get(said)?.schema : undefined;
    const isXState = typeof said === 'string' && said.startsWith('xstate.');
    return look(value, { ...nowhere, schemas: [known ?? (isXState ? xstateEvent : otherEvent), journalLine] });
  }

  /** A port is called by its own name, and the actor that calls it comes along where it has another. */
  function nameShown(text: unknown): unknown {
    return typeof text === 'string' ? (portByActor.get(text) ?? text) : text;
  }

  /** A definition is code and is shown as it is, but for its schemas and the data a machine may be made with. */
  function definitionShown(text: unknown): unknown {
    if (typeof text !== 'string') return undefined;
    const machine: unknown = JSON.parse(text);
    if (typeof machine !== 'object' || machine === null) return undefined;
    const { id, schemas: _schemas, ...others } = Object.fromEntries(Object.entries(machine));
    const isChart = Object.hasOwn(others, 'states');
    const shownId = isChart ? id : nameShown(shown(id, { ...nowhere, schemas: [name] }));
    return JSON.stringify({ ...(id === undefined ? {} : { id: shownId }), ...Object(codeIn(others)) });
  }

  /** A change as the journal keeps it: shown by the class of the field it leads to. */
  function patchShown(patch: unknown): unknown {
    const steps: unknown = typeof patch === 'object' && patch !== null ? Reflect.get(patch, 'path') : undefined;
    if (!Array.isArray(steps)) return told(patch);
    let place: Place = { ...nowhere, schemas: [journaled] };
    const path = steps.map((step: unknown) => {
      const forms = place.schemas.flatMap((schema) => formsOf(schema));
      const hides = forms.some((form) => isHidden(form.class)) || isHidden(classIn(classesByName, place));
      const inner = hides ? [] : forms.flatMap(({ schema }) => inSchema(schema, step));
      const { parent, own } = place;
      const isEntry = typeof step === 'number';
      const open = place.open || forms.some(({ schema }) => schema === policySchema || schema === soundPolicySchema);
      place = { ...nowhere, open, schemas: inner, parent: isEntry ? parent : own, own: isEntry ? own : String(step) };
      return isEntry || inner.length > 0 ? step : told(step);
    });
    const value: unknown = Reflect.get(Object(patch), 'value');
    return { path, ...(value === undefined ? {} : { value: shown(value, place) }) };
  }
}

const named = new WeakSet<Schema>();

/** Text that is shown where it is one of the known. */
function shownWhen(isKnown: (text: string) => boolean): z.ZodMiniType<string, string> {
  const schema = z.string().check(z.refine(isKnown));
  named.add(schema);
  return schema;
}

const hidden = personal(z.string());
const errorNames = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'AbortError',
  'TimeoutError',
  'RegistrationError',
];
const codeOrField = shownWhen((text) => /^[a-z][a-zA-Z]{0,40}(?:\.[a-zA-Z]{1,40})?$/.test(text));
const issueInError = z.object({ code: codeOrField, path: z.array(z.union([codeOrField, z.number()])) });

/** What stands in a context, in an input, in what a port is asked and in what it answers. */
function dataOf(machine: AnyStateMachine): z.ZodMiniType[] {
  const { context, ports } = chartOf(machine);
  return [context, ...Object.values(ports).flatMap(({ input, output }) => [input, output])];
}

/** The events a machine's transitions name, those of its delays as XState calls them. */
function eventTypesOf(machine: AnyStateMachine): string[] {
  return nodesFrom(rootOf(machine))
    .flatMap(transitionsOf)
    .flatMap(({ source, trigger }) => {
      if (trigger.kind === 'event') return [trigger.descriptor];
      return trigger.kind === 'after' ? [`xstate.after.${trigger.delay}.${source.id}`] : [];
    });
}

/** Names that are code: of the machine, its states and the actors it invokes. */
function namesOf(machine: AnyStateMachine): string[] {
  const ports = portsOf(machine).flat();
  return nodesFrom(rootOf(machine)).flatMap(({ key, id, tags, invokes }) => [
    key,
    id,
    ...tags,
    ...invokes.flatMap((invoked) => [invoked.id, invoked.src]),
    ...ports,
  ]);
}

/** How an actor that calls a port is shown. */
function portsOf(machine: AnyStateMachine): [string, string][] {
  return nodesFrom(rootOf(machine)).flatMap(({ invokes }) =>
    invokes.flatMap(({ id, src }): [string, string][] => (src === id ? [] : [[id, `${src} (${id})`]])),
  );
}

function isSessionId(text: string): boolean {
  return /^(?:anonymous|x:\w+|session:[\w-]+(?:\/\d+)?)$/.test(text);
}

function isOfXState(text: string, names: ReadonlySet<string>): boolean {
  if (/^xstate\.(?:init|stop|error|promise\.(?:resolve|reject)|observable\.(?:next|error|complete))$/.test(text))
    return true;
  const [, source] = /^xstate\.(?:(?:done|error)\.actor|done\.state|snapshot|after\.\d+)\.(.*)$/.exec(text) ?? [];
  return source !== undefined && names.has(source);
}

/** Data as it would stand in JSON, an error with what JSON would leave out. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) {
    const { name, message, cause } = value;
    return { ...value, name, message, ...(cause === undefined ? {} : { cause }) };
  }
  if (value instanceof Set) return [...value];
  const toJSON: unknown = Reflect.get(value, 'toJSON');
  return typeof toJSON === 'function' ? toJSON.call(value) : value;
}

/** A value by kind and length. */
function told(value: unknown): unknown {
  if (value === null || value === undefined || isMark(value)) return value;
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (typeof value === 'object') return `object of ${value instanceof Map ? value.size : Object.keys(value).length}`;
  if (typeof value === 'string') {
    const length = [...value].length;
    return length === 1 ? 'text of 1 character' : `text of ${length} characters`;
  }
  if (typeof value === 'boolean') return 'yes or no';
  return typeof value === 'symbol' || typeof value === 'function' ? typeof value : 'number';
}

function isMark(value: unknown): boolean {
  return typeof value === 'string' && mark.test(value);
}

function isHidden(found: FieldClass | undefined): boolean {
  return found === 'personal' || found === 'secret';
}

/** What is published is called by one word; whoever types more than that in its place typed something else. */
function isPublicText(text: string, place: Place): boolean {
  return place.open || (classIn(classesByName, place) === 'public' && /^[\w.:/+-]{1,64}$/.test(text));
}

function isData(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What a schema says of a key, where it knows the key by name. */
function inSchema(schema: Schema, key: unknown): Schema[] {
  if (schema instanceof $ZodArray) return typeof key === 'number' ? [schema._zod.def.element] : [];
  if (typeof key !== 'string') return [];
  if (schema instanceof $ZodObject) {
    const inner: unknown = Object.hasOwn(schema._zod.def.shape, key) ? schema._zod.def.shape[key] : undefined;
    return inner instanceof $ZodType ? [inner] : [];
  }
  if (!(schema instanceof $ZodRecord)) return [];
  const { keyType, valueType } = schema._zod.def;
  const isClosed = keyType instanceof $ZodEnum || named.has(keyType);
  return isClosed && z.safeParse(keyType, key).success ? [valueType] : [];
}

/** Parts of a definition that may hold data instead of names. */
const dataKeys: ReadonlySet<string> = new Set(['context', 'input', 'output', 'params']);
/** Parts of a definition whose keys are names. */
const nameKeys: ReadonlySet<string> = new Set(['states', 'on', 'after']);

function codeIn(code: unknown, areNames = false): unknown {
  if (Array.isArray(code)) return code.map((entry) => codeIn(entry));
  if (typeof code !== 'object' || code === null) return code;
  return Object.fromEntries(
    Object.entries(code).map(([key, value]) => [
      key,
      !areNames && dataKeys.has(key) && !isFunctionName(value)
        ? told(value)
        : codeIn(value, !areNames && nameKeys.has(key)),
    ]),
  );
}

/** `{ type: name }`, as a function stands in a definition. */
function isFunctionName(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === 'type';
}
