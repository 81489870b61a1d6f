import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import * as main from '../src/index.js';
import * as inspect from '../src/inspect/index.js';
import { en } from '../src/messages/en.js';
import * as messages from '../src/messages/messages.js';
import { fileStorage } from '../src/storage/file.js';
import { indexedDbStorage, watchIndexedDb } from '../src/storage/indexedDb.js';
import { memoryStorage } from '../src/storage/memory.js';
import type { StorageAdapter } from '../src/storage/port.js';
import { migratePostgres, postgresStorage } from '../src/storage/postgres.js';
import { sqliteStorage } from '../src/storage/sqlite.js';
import { answers, arbitraries, events } from '../src/testing/fastCheck.js';
import * as testing from '../src/testing/index.js';
import { submittedApplication } from './support/answers.js';

const { createPolicy, fixtures, registrationMachine: machine } = { ...main, ...testing };
const policy = createPolicy({ site: 'intl' });
const valid = fixtures(policy);
const at = '2026-11-22T10:00:00.000Z';
const begun = main.start(machine, { policy, account: valid.account }, at);
const snapshot = main.snapshotOf(machine, begun.envelope);
const { context } = snapshot;
const ports = testing.embeddedPorts({ seed: 'arguments', deliver() {} });
const company = { country: 'IE', registrationNumber: 'IE-603211' };
const number = main.start(main.signupMachine, { policy }, at);
const event = { type: 'wizard.start', at, by: { role: 'applicant', id: 'applicant-1' } } as const;
const asking = main.step(
  main.signupMachine,
  main.step(main.signupMachine, number.envelope, { ...event, type: 'signup.country.choose', country: 'IE' }).envelope,
  { ...event, type: 'signup.email.submit', email: valid.email },
);
const [call] = asking.calls;
if (call === undefined) throw new Error('Nothing was asked.');

/** A storage with one registration, and a session on it. */
async function opened(more: object = {}) {
  const storage = memoryStorage();
  const options = { machine, key: 'a', storage, ports, input: { policy, account: valid.account }, ...more };
  return { storage, options, session: await main.openSession(options) };
}

const pool = { query: async () => ({ rows: [] }), connect: async () => Promise.reject(new Error('down')) };
const database = { exec() {}, prepare: () => Promise.reject(new Error('down')), close() {} };

type Test = (value: unknown) => boolean;
const nothing = {};
const isText: Test = (value) => typeof value === 'string';
const isFilled: Test = (value) => typeof value === 'string' && value !== '';
const isNumber: Test = (value) => typeof value === 'number';
const isAmount: Test = (value) => typeof value === 'number' && value >= 0;
const isFunction: Test = (value) => typeof value === 'function';
const isObject: Test = (value) => typeof value === 'object' && value !== null;
const isRecord: Test = (value) => isObject(value) && !isArray(value);
const isNumberFromOne: Test = (value) => typeof value === 'number' && value >= 1;
const isEmpty: Test = (value) => value === nothing;
const anything: Test = () => true;
const left = (value: unknown) => value === undefined;
const or =
  (...tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value));

function isArray(value: unknown): boolean {
  return Array.isArray(value);
}

/** One parameter: what fits, and what else is taken or gets an answer of its own. */
interface Parameter {
  readonly value: unknown;
  readonly takes?: Test;
  /** Its members, where it is an object of options. */
  readonly members?: Readonly<Record<string, Test>>;
  /** The code by which it is refused, where it has one of its own. */
  readonly code?: main.ErrorCode;
}

interface Row {
  readonly call: (...given: never[]) => unknown;
  readonly parameters: Readonly<Record<string, Parameter>>;
}

const row = (call: (...given: never[]) => unknown, parameters: Row['parameters']): Row => ({ call, parameters });
const aMachine = { value: machine };
const aPolicy = { value: policy };
const aSnapshot = { value: snapshot };
const aContext = { value: context };
const key = { value: 'a', takes: isFilled, code: 'storage.badKey' } as const;
const given = (value: unknown, takes?: Test): Parameter => ({ value, ...(takes === undefined ? {} : { takes }) });
const storage = { value: memoryStorage() };
const settings = {
  clock: or(left, isFunction),
  portTimeout: or(left, isAboveNothing),
  onPortError: or(left, isFunction),
};

function isAboveNothing(value: unknown): boolean {
  return typeof value === 'number' && value > 0;
}

const { requirements, deadlines, nextDeadline, steps } = main;
const readers = { requirements, deadlines, nextDeadline, steps };

const validators = {
  validateContact: main.validateContact,
  validateFiling: main.validateFiling,
  validateAcceptance: main.validateAcceptance,
  validatePortalPassword: main.validatePortalPassword,
  validateAccountName: main.validateAccountName,
  validateEmail: main.validateEmail,
};

const ofMain: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(Object.entries(readers).map(([name, call]) => [name, row(call, { snapshot: aSnapshot })])),
  ...Object.fromEntries(Object.entries(validators).map(([name, call]) => [name, row(call, { policy: aPolicy })])),
  validateBusiness: row(main.validateBusiness, { policy: aPolicy, account: given(context.account, left) }),
  validateApiPassword: row(main.validateApiPassword, {
    policy: aPolicy,
    surroundings: { value: {}, takes: or(left, isRecord), members: { email: or(left, isText) } },
  }),
  RegistrationError: row(() => undefined, {}),
  createPolicy: row(main.createPolicy, { settings: { value: { site: 'intl' }, code: 'policy.invalid' } }),
  knownAccount: row(main.knownAccount, { facts: given({}, or(left, isEmpty)) }),
  newApplication: row(main.newApplication, { known: given({}, or(left, isEmpty)) }),
  openRealName: row(main.openRealName, { account: given(context.account, anything) }),
  sharedWithPartner: row(main.sharedWithPartner, { context: aContext }),
  signedAgreements: row(main.signedAgreements, { context: given(context, isObject) }),
  partnerFacts: row(main.partnerFacts, { context: aContext }),
  enrolledPrograms: row(main.enrolledPrograms, { context: aContext }),
  requestedPrograms: row(main.requestedPrograms, { context: aContext }),
  ownerOf: row(main.ownerOf, { context: given(context, anything) }),
  isOwner: row(main.isOwner, { context: given(context, anything), id: given('applicant-1', isText) }),
  companyKey: row(main.companyKey, { company: given(company) }),
  companyNumberKey: row(main.companyNumberKey, { company: given(company) }),
  isSameCompany: row(main.isSameCompany, { one: given(company), other: given(company) }),
  migratedCompany: row(main.migratedCompany, { old: given('IE:1', isText) }),
  eligibility: row(main.eligibility, {
    partner: given(main.unknownPartner),
    target: given({ kind: 'purchase' }),
    policy: aPolicy,
  }),
  rowsFor: row(main.rowsFor, { target: given({ kind: 'path', path: 'service' }), site: given('intl') }),
  isRegistrationError: row(main.isRegistrationError, {
    value: given(null, anything),
    code: given('input.invalid', anything),
  }),
  explain: row(main.explain, { snapshot: aSnapshot, event: given(event, anything) }),
  allowedEvents: row(main.allowedEvents, {
    snapshot: aSnapshot,
    by: given('applicant'),
    at: given(at, (value) => value === '' || value === undefined),
  }),
  compareSnapshots: row(main.compareSnapshots, { mine: aSnapshot, theirs: aSnapshot }),
  contextSchemaOf: row(main.contextSchemaOf, { machine: aMachine }),
  decidingEvents: row(main.decidingEvents, { machine: aMachine }),
  rolesByEvent: row(main.rolesByEvent, { machine: aMachine }),
  schemaByEvent: row(main.schemaByEvent, { machine: aMachine }),
  pathOf: row(main.pathOf, { value: given('approved', or(isText, isObject)) }),
  start: row(main.start, {
    machine: aMachine,
    input: { value: { policy, account: valid.account }, code: 'input.invalid' },
    at: { value: at, code: 'input.invalid' },
  }),
  step: row(main.step, { machine: aMachine, envelope: given(begun.envelope), event: given(event, anything) }),
  settle: row(main.settle, {
    machine: { value: main.signupMachine },
    envelope: given(asking.envelope),
    call: given(call, isRecord),
    result: { value: { at, value: { challengeId: 'c-1' } }, members: { at: () => false } },
  }),
  encode: row(main.encode, { envelope: given(begun.envelope) }),
  decode: row(main.decode, {
    machine: aMachine,
    text: { value: main.encode(begun.envelope), code: 'envelope.malformed' },
  }),
  snapshotOf: row(main.snapshotOf, { machine: aMachine, envelope: given(begun.envelope) }),
  connect: row(main.connect, {
    machine: aMachine,
    ports: given(ports, isRecord),
    settings: { value: {}, takes: or(left, isRecord), members: settings },
  }),
  callPort: row(main.callPort, {
    machine: { value: main.signupMachine },
    call: given(call),
    ports: given(ports, isRecord),
    options: {
      value: { idempotencyKey: 'k', signal: new AbortController().signal },
      members: { idempotencyKey: isText, signal: () => false },
    },
    settings: { value: {}, takes: or(left, isRecord), members: settings },
  }),
  openSession: row(main.openSession, {
    options: {
      value: { machine, key: 'a', storage: memoryStorage(), ports, input: { policy }, by: event.by },
      members: {
        ...settings,
        machine: () => false,
        storage: () => false,
        ports: isRecord,
        by: left,
        fingerprintKey: left,
        onStep: or(left, isFunction),
      },
    },
  }),
  deliver: row(main.deliver, {
    storage,
    handler: given(() => {}, isFunction),
    now: given(at),
    options: {
      value: {},
      takes: or(left, isRecord),
      members: {
        owner: or(left, isFilled),
        leaseSeconds: or(left, isAboveNothing),
        limit: or(left, isAmount),
        clock: or(left, isFunction),
      },
    },
  }),
  runDueDeadlines: row(main.runDueDeadlines, {
    storage,
    now: given(at),
    options: {
      value: { machine, ports },
      members: {
        machine: () => false,
        ports: isRecord,
        limit: or(left, isAmount),
        portTimeout: settings.portTimeout,
        onPortError: settings.onPortError,
      },
    },
  }),
  history: row(main.history, { storage, key, after: given(0, or(left, isNumber)) }),
  verifyJournal: row(main.verifyJournal, { storage, key }),
  verifyErasure: row(main.verifyErasure, { storage, key }),
  snapshotAt: row(main.snapshotAt, { machine: aMachine, storage, key, sequence: given(1, isNumber) }),
};

const cue = testing.twice();
const ofTesting: Readonly<Record<string, Row>> = {
  badAnswer: row(testing.badAnswer, { value: given(1, anything) }),
  fails: row(testing.fails, { error: given(1, anything) }),
  late: row(testing.late, {}),
  never: row(testing.never, {}),
  twice: row(testing.twice, {}),
  once: row(testing.once, { cue: given(cue) }),
  onCall: row(testing.onCall, { which: given(1), cue: given(cue) }),
  where: row(testing.where, { asks: given(() => true, isFunction), cue: given(cue) }),
  portsOnCue: row(testing.portsOnCue, { ports: given(ports, isRecord), cues: given({}, or(left, isRecord)) }),
  fixtures: row(testing.fixtures, { policy: aPolicy }),
  invalidFixtures: row(testing.invalidFixtures, { policy: aPolicy }),
  embeddedPorts: row(testing.embeddedPorts, {
    world: {
      value: {},
      takes: or(left, isRecord),
      members: {
        seed: or(left, isText),
        deliver: or(left, isFunction),
        partners: or(left, isArray),
        huaweiIds: or(left, isArray),
        invitationsToday: or(left, isAmount),
        companyPaths: or(left, isArray),
      },
    },
  }),
  verificationCodeOf: row(testing.verificationCodeOf, { seed: given('seed', isText), challengeId: given('6-abc') }),
  stateKey: row(testing.stateKey, { most: given(3, or(left, isAmount)) }),
  testStorageAdapter: row(testing.testStorageAdapter, {
    runner: { value: { describe() {}, it() {} }, members: { describe: isFunction, it: isFunction } },
    open: given(() => {}, isFunction),
  }),
  explore: row(testing.explore, {
    machine: { value: main.reviewMachine },
    options: {
      value: { input: { policy, application: submittedApplication(policy) }, events: [], answers: {} },
      members: {
        events: isArray,
        answers: isRecord,
        at: left,
        waits: or(left, isArray),
        actors: or(left, isArray),
        key: or(left, isFunction),
        limit: or(left, isNumberFromOne),
      },
    },
  }),
  exploreWorld: row(testing.exploreWorld, {
    machine: { value: main.reviewMachine },
    options: {
      value: { registrations: [], world: { initial: null, ports: {} } },
      members: { registrations: isArray, world: () => false, at: left, limit: or(left, isNumberFromOne) },
    },
  }),
};

const ofFastCheck: Readonly<Record<string, Row>> = {
  arbitraries: row(arbitraries, { policy: aPolicy }),
  events: row(events, { machine: aMachine, policy: aPolicy }),
  answers: row(answers, { machine: aMachine, policy: aPolicy }),
};

const ofInspect: Readonly<Record<string, Row>> = {
  inspectorOptions: row(inspect.inspectorOptions, {
    policy: {
      value: {},
      takes: or(left, isRecord),
      members: { machines: or(left, isArray), fields: or(left, isRecord) },
    },
  }),
  inspectSession: row(inspect.inspectSession, {
    machine: aMachine,
    inspect: given(() => {}, or(isFunction, isRecord)),
  }),
  ...Object.fromEntries(
    Object.entries({ toMermaid: inspect.toMermaid, toStateMachineCat: inspect.toStateMachineCat }).map(
      ([name, call]) => [
        name,
        row(call, {
          machine: aMachine,
          options: {
            value: {},
            takes: or(left, isRecord),
            members: { depth: or(left, isAmount), within: or(left, isText), highlight: or(left, isRecord) },
          },
        }),
      ],
    ),
  ),
};

const issue = { code: 'policy.invalid', params: {} };
const ofMessages: Readonly<Record<string, Row>> = {
  describeIssue: row(messages.describeIssue, {
    catalogue: given(en),
    issue: given(issue),
    shown: given((value: unknown) => value, or(left, isFunction)),
  }),
  describeStep: row(messages.describeStep, { catalogue: given(en), step: given('road', isText) }),
  describeAct: row(messages.describeAct, { catalogue: given(en), type: given('wizard.start', isText) }),
  describePath: row(messages.describePath, { catalogue: given(en), path: given('service', isText) }),
  describeProgram: row(messages.describeProgram, { catalogue: given(en), program: given('reseller', isText) }),
  describeQuestion: row(messages.describeQuestion, { catalogue: given(en), question: given({ id: 'q', text: null }) }),
};

const ofStorages: Readonly<Record<string, Row>> = {
  memoryStorage: row(memoryStorage, { memory: given(new Map(), left) }),
  fileStorage: row(fileStorage, { folder: given('/nowhere/at/all', isFilled) }),
  indexedDbStorage: row(indexedDbStorage, { name: given('name', isText) }),
  watchIndexedDb: row((name: never, listener: never) => watchIndexedDb(name, listener)(), {
    name: given('name', isText),
    listener: given(() => {}, isFunction),
  }),
  sqliteStorage: row(sqliteStorage, {
    database: given(database, isFilled),
    settings: {
      value: {},
      takes: or(left, isRecord),
      members: { driver: left, busySeconds: or(left, isAmount) },
    },
  }),
  postgresStorage: row(postgresStorage, {
    pool: given(pool),
    names: {
      value: {},
      takes: or(left, isRecord),
      members: { schema: or(left, isFilled), prefix: or(left, isText) },
    },
  }),
  migratePostgres: row(migratePostgres, { pool: given(pool), names: given({}, or(left, isRecord)) }),
};

const commit = {
  key: 'b',
  expectedRevision: 0,
  commandId: 'c-1',
  at,
  text: '',
  entries: [],
  messages: [],
  index: { state: 'a', company: null, deadline: null },
};

/** The methods of a storage, the same behind every door of ours. */
const ofAdapter = (adapter: StorageAdapter): Readonly<Record<string, Row>> => ({
  read: row(adapter.read, { key }),
  commit: row(adapter.commit, {
    commit: {
      value: commit,
      members: {
        at: () => false,
        text: isText,
        entries: isArray,
        messages: isArray,
        index: () => false,
      },
    },
  }),
  journal: row(adapter.journal, { key, after: given(0, or(left, isNumber)) }),
  find: row(adapter.find, {
    query: {
      value: { limit: 1 },
      members: {
        state: or(left, isText),
        company: or(left, isText),
        deadlineBy: or(left, isText),
        cursor: or(left, isText),
        limit: isNumber,
      },
    },
  }),
  claim: row(adapter.claim, {
    claim: {
      value: { owner: 'w', at, leaseSeconds: 1, limit: 1 },
      members: { owner: isText, at: () => false, leaseSeconds: Number.isFinite, limit: isNumber },
    },
  }),
  acknowledge: row(adapter.acknowledge, { ids: given([], isArray), owner: given('w', isText) }),
  remove: row(adapter.remove, { key, at: given(at) }),
});

const closed = new Proxy({}, new Proxy({}, { get: () => fail }));
const failing = Object.defineProperty({}, 'machine', { enumerable: true, get: fail });

const hostile: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['no number', Number.NaN],
  ['less than nothing', -1],
  ['0', 0],
  ['an empty text', ''],
  ['a text', 'x'],
  ['a truth', true],
  ['a list', []],
  ['a list of lists', [[]]],
  ['an object', nothing],
  ['a function', () => undefined],
  ['a symbol', Symbol('s')],
  ['a large integer', 10n],
  ['a date that is none', new Date(Number.NaN)],
  ['what cannot be looked into', closed],
  ['what fails when it is read', failing],
];

function fail(): never {
  throw new Error('Nobody may look here.');
}

/** What a call is refused with; null where it is not. Anything but our error is thrown on. */
async function refusal(work: () => unknown): Promise<main.RegistrationError | null> {
  try {
    const answer: unknown = await work();
    if (isIterable(answer)) for await (const _ of answer) break;
    return null;
  } catch (error) {
    if (main.isRegistrationError(error)) return error;
    throw error;
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** What one wrong value in one place has to come to. */
async function isAnswered({ call, parameters }: Row, name: string, wrong: unknown, member?: string): Promise<void> {
  const parameter = parameters[name] as Parameter;
  const { code = 'argument.invalid' } = parameter;
  const takes = member === undefined ? parameter.takes : parameter.members?.[member];
  const value = member === undefined ? wrong : { ...(parameter.value as object), [member]: wrong };
  const all = Object.entries(parameters).map(([each, { value: fits }]) => (each === name ? value : fits));
  const refused = await refusal(() => call(...(all as never[])));
  if (takes?.(wrong) === true) return;
  expect(refused?.code).toBe(code);
  if (code !== 'argument.invalid') return;
  if (refused === null) return expect.unreachable();
  const [first] = refused.details['issues'] as { readonly path: readonly string[] }[];
  // Of what cannot be read, no more is known than the parameter it stands in.
  const isRead = member !== undefined && wrong !== closed && wrong !== failing;
  expect(first?.path.slice(0, isRead ? 2 : 1)).toEqual(isRead ? [name, member] : [name]);
}

const chapters: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  'hcpn-registration': ofMain,
  'hcpn-registration/testing': ofTesting,
  'hcpn-registration/testing/fast-check': ofFastCheck,
  'hcpn-registration/inspect': ofInspect,
  'hcpn-registration/messages': ofMessages,
  'hcpn-registration/storage/*': ofStorages,
  'a storage': ofAdapter(memoryStorage()),
};

describe('whatever a parameter is given, the answer is typed and names it', () => {
  for (const [chapter, rows] of Object.entries(chapters))
    describe(chapter, () => {
      const cases = Object.entries(rows).flatMap(([name, each]) =>
        Object.entries(each.parameters).flatMap(([parameter, { members = {} }]) => [
          { name, parameter, member: undefined, each },
          ...Object.keys(members).map((member) => ({ name, parameter, member, each })),
        ]),
      );
      it.each(cases)('$name: $parameter $member', async ({ parameter, member, each }) => {
        for (const [what, wrong] of hostile)
          await isAnswered(each, parameter, wrong, member).catch((error: unknown) => {
            throw new Error(`given ${what}: ${String(error)}`, { cause: error });
          });
      });
    });
});

/** A chart of ours in the shape of a machine of XState 6: a transition gives a pair, and what names stand for is kept elsewhere. */
function ofXState6({ id, version, config, schemas, root }: AnyStateMachine): AnyStateMachine {
  const made = { id, version, config, schemas, root, sources: {}, resolveState: () => snapshot };
  return { ...made, transition: () => [snapshot, []] } as never;
}

/** A parameter with the machine in it, or in its snapshot, replaced; null where there is none. */
function withXState6(value: unknown): { readonly value: unknown; readonly path: readonly string[] } | null {
  if (!isObject(value)) return null;
  const held = value as { readonly machine?: AnyStateMachine } & AnyStateMachine;
  if (isObject(held.schemas)) return { value: ofXState6(held), path: [] };
  return isObject(held.machine)
    ? { value: { ...held, machine: ofXState6(held.machine as AnyStateMachine) }, path: ['machine'] }
    : null;
}

describe('a machine of another major of XState is refused by a code that says so', () => {
  const cases = Object.values(chapters).flatMap((rows) =>
    Object.entries(rows).flatMap(([name, each]) =>
      Object.entries(each.parameters).flatMap(([parameter, { value }]) => {
        const other = withXState6(value);
        return other === null ? [] : [{ name, parameter, each, other }];
      }),
    ),
  );

  // Two snapshots are compared by what stands in them; no machine is asked.
  const asking = cases.filter(({ name }) => name !== 'compareSnapshots');

  it.each(asking)('$name: $parameter', async ({ parameter, each, other }) => {
    const all = Object.entries(each.parameters).map(([name, { value }]) => (name === parameter ? other.value : value));
    const refused = await refusal(() => each.call(...(all as never[])));
    expect(refused).toMatchObject({
      code: 'argument.invalid',
      details: { issues: [{ code: 'machine.otherMajor', path: [parameter, ...other.path] }] },
    });
  });

  it('as is a machine of a host that is none of ours, where any machine may stand', async () => {
    const { schemas: _, ...host } = ofXState6(machine as AnyStateMachine);
    for (const draw of [inspect.toMermaid, inspect.toStateMachineCat])
      expect(await refusal(() => draw(host as never))).toMatchObject({
        details: { issues: [{ code: 'machine.otherMajor', path: ['machine'] }] },
      });
    expect(await refusal(() => inspect.inspectorOptions({ machines: [host as never] }))).toMatchObject({
      details: { issues: [{ code: 'machine.otherMajor', path: ['policy', 'machines', 0] }] },
    });
  });

  it('what only looks a little like a machine is not taken for one of another major', async () => {
    for (const wrong of [{ root: {} }, { transition() {} }, Object.assign(() => {}, { root: 1 })])
      expect(await refusal(() => main.rolesByEvent(wrong as never))).toMatchObject({
        details: { issues: [{ code: 'value.wrongType', path: ['machine'] }] },
      });
  });
});

describe('no function is left out of the table', () => {
  it.each([
    ['hcpn-registration', main, ofMain],
    ['hcpn-registration/testing', testing, ofTesting],
    ['hcpn-registration/inspect', inspect, ofInspect],
  ] as const)('%s', (_, exported, rows) => {
    const functions = Object.entries(exported).filter(([, value]) => typeof value === 'function');
    expect(functions.map(([name]) => name).sort()).toEqual(Object.keys(rows).sort());
  });
});

describe('every adapter is behind the same door, and its medium is not asked', () => {
  it.each([
    ['file', fileStorage('/nowhere/at/all')],
    ['IndexedDB', indexedDbStorage('name')],
    ['memory', memoryStorage()],
    ['PostgreSQL', postgresStorage(pool)],
    ['SQLite', sqliteStorage('/nowhere/at/all')],
  ])('%s', async (_, adapter) => {
    for (const [name, each] of Object.entries(ofAdapter(adapter)))
      for (const [parameter, { code = 'argument.invalid' }] of Object.entries(each.parameters))
        expect((await isRefused(each, parameter))?.code, `${name} ${parameter}`).toBe(code);
  });
});

/** What a symbol in the place of a parameter comes to. */
function isRefused({ call, parameters }: Row, name: string): Promise<main.RegistrationError | null> {
  const all = Object.entries(parameters).map(([each, { value }]) => (each === name ? Symbol(name) : value));
  return refusal(() => call(...(all as never[])));
}

describe('an open session', () => {
  it.each(['by', 'expectedRevision', 'commandId'])('%s of an act is parsed, and nothing happens', async (member) => {
    const { session, storage: kept } = await opened();
    for (const [what, wrong] of hostile) {
      if (wrong === undefined || (member === 'commandId' && isFilled(wrong))) continue;
      const refused = await refusal(async () => {
        const { status } = await session.send({ type: 'wizard.start' }, { by: event.by, [member]: wrong });
        if (member === 'expectedRevision' && isNumber(wrong)) throw new main.RegistrationError('argument.invalid');
        expect(status, what).not.toBe('saved');
      });
      expect(refused?.code, what).toBe(member === 'commandId' ? 'storage.badKey' : 'argument.invalid');
    }
    expect(await kept.read('a')).toMatchObject({ revision: 1 });
  });

  it('a listener that is no function is refused', async () => {
    const { session } = await opened();
    expect(() => session.subscribe('listener' as never)).toThrow(expect.objectContaining({ code: 'argument.invalid' }));
  });

  it('a clock that answers no time stops the act, not the registration', async () => {
    let now: unknown = at;
    const { session, storage: kept } = await opened({ clock: () => now as string, by: event.by });
    for (const [, wrong] of hostile) {
      now = wrong;
      const refused = await refusal(() => session.send({ type: 'wizard.start' }));
      expect(refused?.code).toBe('argument.invalid');
    }
    expect(await kept.read('a')).toMatchObject({ revision: 1 });
    now = at;
    expect(await session.send({ type: 'wizard.start' })).toMatchObject({ status: 'saved' });
  });

  it('a key for fingerprints of less than 16 characters is refused, and nothing is begun', async () => {
    const kept = memoryStorage();
    const options = { machine: machine as AnyStateMachine, key: 'a', storage: kept, ports, input: { policy } };
    const refused = await refusal(() => main.openSession({ ...options, fingerprintKey: 'fifteen letters' }));
    expect(refused).toMatchObject({ code: 'argument.invalid', details: { issues: [{ code: 'text.tooShort' }] } });
    expect(await kept.read('a')).toBe(null);
  });
});

it('a fault of ours is not reported as theirs: a rule that throws on a sound snapshot throws on', () => {
  const fault = new TypeError('a rule that fails');
  const broken = Object.assign(Object.create(machine), {
    schemas: {
      ...(machine.schemas as object),
      steps() {
        throw fault;
      },
    },
  });
  const seen = Object.assign(Object.create(snapshot), { machine: broken });
  expect(() => main.steps(seen)).toThrow(fault);
});
