import { describe, expect, it, vi } from 'vitest';
import { type AnyStateMachine, createActor, setup } from 'xstate';
import { createPolicy, type Policy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { connect } from '../../src/session/connect.js';
import { accept, type Envelope, encode } from '../../src/session/envelope.js';
import { openSession } from '../../src/session/session.js';
import { settle, start } from '../../src/session/step.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { willingPorts } from '../support/ports.js';
import { valuesOf } from '../support/values.js';
import { charts, parts, people, roads, type Scenario } from './scenarios.js';

const at = '2026-11-22T10:00:00.000Z';
const key = 'lantern';

/** One scenario of each machine, for what it starts from. */
const byMachine = new Map<AnyStateMachine, Scenario>(
  [...roads, ...charts, ...parts].map((scenario) => [scenario.machine, scenario]),
);

/** Each machine in each place in which a registration can rest. */
const resting = [...byMachine.values()].flatMap(({ machine, input }) =>
  valuesOf(machine.root).flatMap((value): readonly [id: string, place: string, AnyStateMachine, Envelope][] => {
    const envelope: Envelope = { ...start(machine, input, at).envelope, pending: [], value };
    try {
      return [[machine.id, pathOf(value), machine, accept(machine, envelope)]];
    } catch {
      return [];
    }
  }),
);

async function stored(envelope: Envelope): Promise<StorageAdapter> {
  const storage = memoryStorage();
  const index = { state: pathOf(envelope.value), company: null, deadline: null };
  const nothing = { entries: [], messages: [], index };
  await storage.commit({ key, expectedRevision: 0, commandId: 'first', at, text: encode(envelope), ...nothing });
  return storage;
}

const others: readonly [name: string, (policy: Policy) => Policy][] = [
  ['of next year', ({ site }) => createPolicy({ site, version: 'next year', agreement: { version: '2027-01' } })],
  ['of another site', ({ site }) => createPolicy({ site: site === 'eu' ? 'intl' : 'eu' })],
];

describe('B11 a policy is taken up by every machine, wherever a registration rests', () => {
  it('all eight machines are asked, the road among them', () => {
    expect(new Set(resting.map(([id]) => id)).size).toBe(8);
    expect(resting.length).toBeGreaterThan(80);
  });

  describe.each(others)('a policy %s', (_, change) => {
    it.each(resting)('B11 %s at %s', async (_id, place, machine, envelope) => {
      const storage = await stored(envelope);
      const policy = change(envelope.context['policy'] as Policy);
      const opening = { machine, key, storage, ports: {}, clock: () => at };
      const { status } = machine.resolveState({ value: envelope.value, context: envelope.context });
      const given = { ...byMachine.get(machine)?.input, policy };
      const session = await openSession({ ...opening, input: given });
      const kept = status === 'done' ? envelope.context['policy'] : policy;
      const { snapshot } = await openSession({ ...opening, input: undefined });
      for (const { context, value } of [session.snapshot, snapshot]) {
        expect(context).toEqual({ ...envelope.context, policy: kept });
        expect(pathOf(value)).toBe(place);
      }
      expect(session.revision).toBe(envelope.revision + (status === 'done' ? 0 : 1));
    });
  });

  it('B11 an agreement accepted under the former policy is refused by the wizard alone, too', async () => {
    const scenario = byMachine.get(charts.find(({ name }) => name === 'wizard alone')?.machine as AnyStateMachine);
    if (scenario === undefined) return expect.unreachable();
    const storage = memoryStorage();
    const opening = { ...scenario, key, storage, ports: willingPorts, by: people.applicant, clock: () => at };
    const session = await openSession(opening);
    for (const line of scenario.lines.slice(0, -1)) if ('say' in line) await session.receive(line.say);
    const policy = createPolicy({ site: scenario.input.policy.site, agreement: { version: '2027-01' } });
    const again = await openSession({ ...opening, input: { ...scenario.input, policy } });
    const { status, issues } = await again.receive({ type: 'wizard.submit' });
    expect([status, issues.map(({ code }) => code)]).toEqual(['refused', ['agreement.versionStale']]);
  });

  it('B11 a live actor takes it up once, also while a port is asked, and goes on', async () => {
    const { machine, input } = charts.find(({ name }) => name === 'review alone') as Scenario;
    for (const one of [machine, registrationMachine]) {
      const answer = vi.fn(() => new Promise<never>(() => {}));
      const ports = { screenApplication: answer, sendVerificationCode: answer };
      const actor = createActor(connect(one, ports) as AnyStateMachine, { input }).start();
      if (one === registrationMachine) {
        actor.send({ type: 'signup.country.choose', country: 'IE', at, by: people.applicant });
        actor.send({ type: 'signup.email.submit', email: 'ada@lantern.example', at, by: people.applicant });
      }
      const { value } = actor.getSnapshot();
      expect(actor.getSnapshot().hasTag('busy')).toBe(true);
      const policy = createPolicy({ site: 'eu' });
      const seen = vi.fn();
      actor.subscribe(seen);
      actor.send({ type: 'registration.policyChanged', policy, at, by: people.system });
      expect([actor.getSnapshot().context.policy, actor.getSnapshot().value]).toEqual([policy, value]);
      expect([seen.mock.calls.length, answer.mock.calls.length]).toEqual([1, 1]);
    }
  });

  it('B11 nobody but the system changes it', async () => {
    for (const [, , machine, envelope] of resting.slice(0, 5)) {
      const session = await openSession({ machine, key, storage: await stored(envelope), ports: {}, clock: () => at });
      const said = { type: 'registration.policyChanged', policy: createPolicy({ site: 'eu' }) };
      const { status, issues } = await session.receive(said, { by: people.applicant });
      expect([status, issues.map(({ code }) => code)]).toEqual(['refused', ['actor.notAllowed']]);
    }
  });

  describe('a machine of a host that knows no change of policy', () => {
    const { machine: signup, input } = charts[0] as Scenario;
    const { 'registration.policyChanged': _, ...vocabulary } = chartOf(signup).vocabulary;
    const deaf = setup({ schemas: { ...chartOf(signup), vocabulary } }).createMachine({
      id: 'deaf',
      context: ({ input: given }) => ({ policy: (given as { policy: Policy }).policy, account: null, trouble: [] }),
      initial: 'resting',
      states: { resting: {} },
    });
    const envelope = { ...start(signup, input, at).envelope, machine: 'deaf', version: '1', value: 'resting' };
    const open = async (policy: unknown) => {
      const storage = await stored(envelope);
      const opening = openSession({
        machine: deaf,
        key,
        storage,
        ports: {},
        input: { policy } as never,
        clock: () => at,
      });
      return { opening, storage };
    };

    it('B11 is not opened with another one, and nothing is written', async () => {
      const { opening, storage } = await open(createPolicy({ site: 'eu' }));
      await expect(opening).rejects.toMatchObject({ code: 'policy.notTaken', details: { key, machine: 'deaf' } });
      expect((await storage.read(key))?.text).toBe(encode(envelope));
    });

    it('B11 but with the one it has', async () => {
      const { opening } = await open(envelope.context['policy']);
      expect((await opening).revision).toBe(1);
    });
  });
});

describe('B12 what a machine starts from is checked to the last key', () => {
  const starts = [...byMachine.values()].map((scenario) => [scenario.machine.id, scenario] as const);
  const wrong: readonly [name: string, change: (input: object) => unknown, issue: object][] = [
    [
      'an unknown key',
      (input) => ({ ...input, nonsense: 1 }),
      { code: 'key.unknown', path: [], params: { key: 'nonsense' } },
    ],
    [
      'no policy',
      ({ policy: _, ...input }: { policy?: unknown }) => input,
      { code: 'value.missing', path: ['policy'] },
    ],
    ['a policy that is none', (input) => ({ ...input, policy: 'intl' }), { code: 'value.wrongType', path: ['policy'] }],
    ['nothing', () => undefined, { code: 'value.missing', path: [] }],
    ['null', () => null, { code: 'value.wrongType', path: [] }],
    ['a text', () => 'intl', { code: 'value.wrongType', path: [] }],
    [
      'a getter that throws',
      (input) => ({
        ...input,
        get policy() {
          throw new Error('no');
        },
      }),
      { code: 'value.wrongType', path: [], params: { expected: 'plain data' } },
    ],
  ];

  describe.each(starts)('%s', (_id, { machine, input }) => {
    it.each(wrong)(
      'B12 is not started from %s: by start, by a session, nor as an actor',
      async (_name, change, issue) => {
        const expected = { code: 'input.invalid', details: { issues: [expect.objectContaining(issue)] } };
        const storage = memoryStorage();
        expect(() => start(machine, change(input), at)).toThrow(expect.objectContaining(expected));
        if (change(input) !== undefined)
          await expect(
            openSession({ machine, key, storage, ports: {}, input: change(input), clock: () => at }),
          ).rejects.toMatchObject(expected);
        expect((await storage.find({ limit: 1 })).rows).toEqual([]);
        const actor = createActor(machine, { input: change(input) });
        expect(actor.getSnapshot()).toMatchObject({ status: 'error', error: expected });
      },
    );

    it.each(['account', 'application', 'partner', 'company'])('B12 nor from a mistake within its %s', (part) => {
      const nonsense = { ...input, [part]: { nonsense: 1 } };
      const codes = () => {
        try {
          return start(machine, nonsense, at) && [];
        } catch (error) {
          return (error as { details: { issues: { code: string; path: unknown[] }[] } }).details.issues;
        }
      };
      expect(codes()).toContainEqual(
        expect.objectContaining({
          code: 'key.unknown',
          path: expect.toSatisfy((path) => path.length === 0 || path[0] === part),
        }),
      );
    });
  });

  it('B12 the road takes the answers known beforehand, as the wizard does', () => {
    const [{ input }] = roads as [Scenario];
    const business = { companyName: 'Lantern Cloud Works', country: 'IE', registrationNumber: 'IE-603211' };
    const application = { business, trail: ['business'], submittedAt: at };
    const { context } = start(registrationMachine, { ...input, application } as never, at).envelope;
    expect(context['application']).toMatchObject({ business, trail: [], submittedAt: null });
  });

  it('B12 E4 what was given stays apart, and no host function copies it', () => {
    vi.stubGlobal('structuredClone', undefined);
    for (const [, { machine, input }] of starts) {
      const given = structuredCopy(input);
      const { envelope, calls } = start(machine, given, at);
      const before = JSON.stringify(envelope);
      const [call] = calls;
      if (call !== undefined) settle(machine, envelope, call, { at, error: null });
      for (const part of Object.values(given))
        if (typeof part === 'object') Object.assign(part as object, { spoilt: 1 });
      expect(JSON.stringify(envelope)).toBe(before);
    }
    vi.unstubAllGlobals();
  });
});

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
