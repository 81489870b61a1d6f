import fc from 'fast-check';
import {
  contextSchemaOf,
  countries,
  createPolicy,
  issueSchema,
  RegistrationError,
  registrationMachine,
  rolesByEvent,
  schemaByEvent,
  start,
} from 'hcpn-registration';
import { events } from 'hcpn-registration/testing/fast-check';
import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import * as z from 'zod';

const policy = createPolicy({ site: 'cn' });
const schemas = schemaByEvent(registrationMachine);

describe('what a host asks of a machine beside its states', () => {
  it('every event has a schema, under the name that also has its roles', () => {
    expect(Object.keys(schemas)).toEqual(Object.keys(rolesByEvent(registrationMachine)));
  });

  it('a schema takes the events of its type and no others', () => {
    fc.assert(
      fc.property(events(registrationMachine, policy), (event) => {
        for (const [type, schema] of Object.entries(schemas))
          expect(schema.safeParse(event).success).toBe(type === event.type);
      }),
      { numRuns: 50 },
    );
  });

  it.each(Object.entries(schemas))('%s can be described as JSON Schema for a route', (type, schema) => {
    const described = z.toJSONSchema(schema, { io: 'input' });
    expect(described).toMatchObject({ type: 'object', additionalProperties: false });
    expect(described.properties).toMatchObject({ type: { const: type }, at: {}, by: {} });
    expect(described.required).toEqual(expect.arrayContaining(['type', 'at', 'by']));
  });

  it('the schema of the context takes what a registration remembers, and no other key', () => {
    const schema = contextSchemaOf(registrationMachine);
    const { context } = start(registrationMachine, { policy }, '2026-11-23T09:00:00.000Z').envelope;
    expect(schema.parse(context)).toEqual(context);
    expect(schema.safeParse({ ...context, more: 1 }).success).toBe(false);
  });

  it('a machine of somebody else has neither', () => {
    const machine = createMachine({});
    expect(() => schemaByEvent(machine)).toThrow(RegistrationError);
    expect(() => contextSchemaOf(machine)).toThrow(RegistrationError);
  });

  it('a country that is offered is one that is taken', () => {
    const schema = schemas['signup.country.choose'];
    const act = { type: 'signup.country.choose', at: '2026-11-23T09:00:00Z', by: { role: 'applicant', id: 'ada' } };
    expect(countries.size).toBe(249);
    for (const country of countries) expect(schema?.safeParse({ ...act, country }).success).toBe(true);
    expect(schema?.safeParse({ ...act, country: 'XX' }).success).toBe(false);
  });

  it('an issue that came over a network is known as one', () => {
    expect(issueSchema.safeParse({ code: 'value.missing', path: ['email'], params: {} }).success).toBe(true);
    expect(issueSchema.safeParse({ code: 'value.missing', path: 'email', params: {} }).success).toBe(false);
  });
});
