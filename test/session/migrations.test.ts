import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { associationMachine } from '../../src/association/association.machine.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { isRegistrationError } from '../../src/errors.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import { migrated, migrations } from '../../src/registration/migrations.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { decode, encode, snapshotOf, versionOf } from '../../src/session/envelope.js';
import { openSession } from '../../src/session/session.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { pathOf } from '../../src/snapshot.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { embeddedPorts } from '../../src/testing/ports.js';
import { act } from '../../src/testing/storage/kit.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import first from '../fixtures/envelopes/1.json' with { type: 'json' };
import second from '../fixtures/envelopes/2.json' with { type: 'json' };

const machines: Readonly<Record<string, AnyStateMachine>> = {
  signup: signupMachine,
  wizard: wizardMachine,
  review: reviewMachine,
  enrollment: enrollmentMachine,
  association: associationMachine,
  developmentPath: developmentPathMachine,
  partnerProgram: partnerProgramMachine,
  registration: registrationMachine,
};

interface Read {
  readonly machine: string;
  readonly version: string;
  readonly value: string;
  readonly context: Readonly<Record<string, unknown>>;
}

const savedIn = (file: Readonly<Record<string, string>>) =>
  Object.entries(file).map(([name, text]) => {
    const read: Read = JSON.parse(text);
    return { name, text, read, machine: machines[read.machine] ?? registrationMachine };
  });

const saved = savedIn(first);
const savedSecond = savedIn(second);

/** Where a value is no longer what it was in another; what only the other has does not count. */
function lost(before: unknown, after: unknown, path: string): string[] {
  if (Array.isArray(before))
    return Array.isArray(after) && after.length === before.length
      ? before.flatMap((each, place) => lost(each, after[place], `${path}.${place}`))
      : [path];
  if (typeof before === 'object' && before !== null)
    return typeof after === 'object' && after !== null
      ? Object.entries(before).flatMap(([key, value]) => lost(value, Reflect.get(after, key), `${path}.${key}`))
      : [path];
  return Object.is(before, after) ? [] : [path];
}

/** What version 2 keeps in another form; all else that version 1 saved stays as it was. */
const inAnotherForm = ['context.enrollment.paths', 'context.enrollment.programs', 'context.enrollment.invitations'];

describe('what version 1 saved', () => {
  it.each(saved)('$name is read back, in the same place, and can go on', ({ text, read, machine }) => {
    expect(read.version).toBe('1');
    const envelope = decode(machine, text);
    expect(envelope.version).toBe(versionOf(machine));
    const place = pathOf(envelope.value);
    expect([place, place.replace(/\.notDedicated$/, '')]).toContain(pathOf(read.value));
    expect(snapshotOf(machine, envelope).status).toBe('active');
    expect(decode(machine, encode(envelope))).toEqual(envelope);
  });

  it.each(saved)('G1 $name keeps every field that it had', ({ text, read, machine }) => {
    const gone = lost(read.context, decode(machine, text).context, 'context');
    expect(gone.filter((path) => !inAnotherForm.some((known) => `${path}.`.startsWith(`${known}.`)))).toEqual([]);
  });

  it.each(saved)('$name has no dedicated personnel yet', ({ text, read, machine }) => {
    const { context } = decode(machine, text);
    if (read.context['association'] !== undefined) expect(context['association']).toMatchObject({ dedicated: null });
  });

  it('R-091 R-121 selected paths, programs applied for and invitations are kept', () => {
    const { context } = decode(enrollmentMachine, first['enrollment with choices']);
    const at = '2026-11-22T10:00:00.000Z';
    expect(context['enrollment']).toMatchObject({
      paths: [
        { path: 'learning', state: 'selected', invitedAt: at, selectedAt: at },
        { path: 'distributor', state: 'invited', invitedAt: at, selectedAt: null },
      ],
      programs: [{ program: 'distributor', state: 'filling', invitedAt: at, appliedAt: at, businessArea: 'CN' }],
      account: null,
      asked: null,
    });
  });

  it('is saved as the version of today with the next act', async () => {
    const storage = memoryStorage();
    const text = first['enrollment with choices'];
    await storage.commit(act('k', 0, { text: text.replace(/"revision":\d+/, '"revision":1') }));
    const by = { role: 'applicant', id: 'ada' } as const;
    const session = await openSession({ machine: enrollmentMachine, key: 'k', storage, ports: embeddedPorts(), by });
    const outcome = await session.send({ type: 'program.cancel', program: 'distributor' });
    expect([outcome.status, JSON.parse((await storage.read('k'))?.text ?? '{}').version]).toEqual(['saved', '3']);
  });
});

describe('what version 2 saved', () => {
  it('is there for every machine, in every place in which one could rest', () => {
    expect(new Set(savedSecond.map(({ read }) => read.machine))).toEqual(new Set(Object.keys(machines)));
    expect(savedSecond.length).toBeGreaterThan(100);
  });

  it.each(savedSecond)('$name is read back, in the same place, and can go on', ({ text, read, machine }) => {
    const envelope = decode(machine, text);
    expect(envelope.version).toBe(versionOf(machine));
    expect(envelope.value).toEqual(read.value);
    expect(snapshotOf(machine, envelope).status).toBe('active');
    expect(decode(machine, encode(envelope))).toEqual(envelope);
  });

  it.each(savedSecond)('G1 $name keeps every field that it had', ({ text, read, machine }) => {
    expect(lost(read.context, decode(machine, text).context, 'context')).toEqual([]);
  });
});

describe('the chain of migrations', () => {
  it('leads from every version to the one of today, without a fork', () => {
    expect(new Set(migrations.map(({ from }) => from)).size).toBe(migrations.length);
    for (const { from } of migrations) expect(migrated({ value: 'a', context: {} }, from, '3')).not.toBeNull();
    for (const machine of Object.values(machines)) expect(versionOf(machine)).toBe(migrations.at(-1)?.to);
  });

  it.each(['0', '4', '', '1.0', 'constructor'])('leads nowhere from version %j', (version) => {
    const text = JSON.stringify({ ...JSON.parse(first['registration choosingRoad']), version });
    expect(() => decode(registrationMachine, text)).toThrowError(
      expect.toSatisfy((error) => isRegistrationError(error, 'envelope.versionUnknown')),
    );
  });

  it.each(['policy', 'enrollment', 'association', 'account'])('a damaged %s is named, not mended', (slice) => {
    for (const damaged of [null, 7, [], 'x', {}]) {
      const read = JSON.parse(first['registration enrollment.enrolled']);
      const text = JSON.stringify({ ...read, context: { ...read.context, [slice]: damaged } });
      expect(() => decode(registrationMachine, text), JSON.stringify(damaged)).toThrowError(
        expect.toSatisfy((error) => isRegistrationError(error, 'envelope.contextInvalid')),
      );
    }
  });
});
