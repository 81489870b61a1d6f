import {
  type Chart,
  createPolicy,
  decode,
  encode,
  explain,
  isRegistrationError,
  schemaByEvent,
  snapshotOf,
  start,
  step,
} from 'hcpn-registration';
import { inspectorOptions } from 'hcpn-registration/inspect';
import { wizardMachine } from 'hcpn-registration/wizard';
import { describe, expect, it } from 'vitest';
import { setup } from 'xstate';
import * as classic from 'zod';
import * as mini from 'zod/mini';
import { contact } from './support/answers.js';

const at = '2026-11-23T09:00:00.000Z';
const by = { role: 'applicant', id: 'ada' } as const;
const save = schemaByEvent(wizardMachine)['wizard.contact.save'];
const said = { type: 'wizard.contact.save', at, by, contact };

/** A chart of a host, with the schemas a host would write. */
const schemas = {
  classic: {
    context: classic.strictObject({
      policy: classic.looseObject({ site: classic.string() }),
      seats: classic.number().int().min(1),
    }),
    book: classic.strictObject({
      type: classic.literal('seats.book'),
      at: classic.string(),
      by: classic.strictObject({ role: classic.enum(['applicant']), id: classic.string().min(1) }),
      seats: classic.number().int().min(1).max(9),
    }),
  },
  mini: {
    context: mini.strictObject({
      policy: mini.looseObject({ site: mini.string() }),
      seats: mini.int().check(mini.minimum(1)),
    }),
    book: mini.strictObject({
      type: mini.literal('seats.book'),
      at: mini.string(),
      by: mini.strictObject({ role: mini.enum(['applicant']), id: mini.string().check(mini.minLength(1)) }),
      seats: mini.int().check(mini.minimum(1), mini.maximum(9)),
    }),
  },
};

function machineOf({ context, book }: (typeof schemas)['classic' | 'mini']) {
  const chart: Chart<object> = {
    context,
    vocabulary: { 'seats.book': { by: ['applicant'], decides: false, schema: book } },
    rules: {},
    ports: {},
    requirements: () => ({ currentlyDue: [], eventuallyDue: [], pastDue: [], pendingVerification: [] }),
    steps: () => [],
    deadlines: () => [],
    consequences: () => [],
  };
  return setup({ schemas: chart }).createMachine({
    id: 'seats',
    initial: 'choosing',
    context: { policy: createPolicy({ site: 'intl' }), seats: 1 },
    states: { choosing: { on: { 'seats.book': 'booked' } }, booked: {} },
  });
}

describe.each(Object.entries(schemas))('a chart of a host with schemas of zod as %s', (_, own) => {
  const machine = machineOf(own);
  const { envelope } = start(machine, undefined, at);
  const act = { type: 'seats.book', at, by, seats: 2 };

  it('hears what they take, and says where they do not', () => {
    expect(step(machine, envelope, act)).toMatchObject({ outcome: 'moved', envelope: { value: 'booked' } });
    expect(step(machine, envelope, { ...act, seats: 12, surplus: 1 })).toMatchObject({
      outcome: 'invalid',
      issues: [
        { code: 'value.tooMany', path: ['seats'], params: { most: 9 } },
        { code: 'key.unknown', params: { key: 'surplus' } },
      ],
    });
    expect(explain(snapshotOf(machine, envelope), act as never)).toEqual({ allowed: false, issues: expect.any(Array) });
  });

  it('reads back what they take, and nothing else', () => {
    expect(decode(machine, encode(envelope))).toStrictEqual(envelope);
    const damaged = encode({ ...envelope, context: { ...envelope.context, seats: 0 } });
    const reading = () => decode(machine, damaged);
    expect(reading).toThrow(expect.objectContaining({ code: 'envelope.contextInvalid' }));
    expect(reading).toThrow(expect.toSatisfy((error) => isRegistrationError(error)));
  });

  it('is shown in the inspector by the classes the host gives its fields, and hidden without', () => {
    const event = { type: '@xstate.event', event: { type: 'seats.book', seats: 2, note: 'for ada' } };
    const shown = JSON.stringify(
      inspectorOptions({ machines: [machine], fields: { seats: 'public' } }).serialize(event),
    );
    expect(shown).toContain('"seats":2');
    expect(shown).not.toContain('ada');
    expect(JSON.stringify(inspectorOptions().serialize(event))).not.toMatch(/"seats":2|ada/);
  });
});

describe('a schema of this package in the hands of a host', () => {
  it('stands in a schema of zod as it is taken by default, optional, in a list, in an object', () => {
    if (save === undefined) return expect.unreachable();
    expect(classic.optional(save).safeParse(undefined).success).toBe(true);
    expect(classic.array(save).safeParse([said, said]).success).toBe(true);
    const wrapped = classic.object({ act: save }).safeParse({ act: { ...said, contact: { ...contact, email: 'x' } } });
    expect(wrapped.error?.issues).toMatchObject([{ path: ['act', 'contact', 'email'] }]);
  });

  it('is a Standard Schema', async () => {
    expect(await save?.['~standard'].validate(said)).toMatchObject({ value: { contact } });
    const refused = await save?.['~standard'].validate({ ...said, contact: { ...contact, phone: '' } });
    expect(refused?.issues).toMatchObject([{ path: ['contact', 'phone'] }]);
  });
});
