import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { businessSchema } from '../../src/application.js';
import { companyNumberKey } from '../../src/company.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { commitOf, madeOf } from '../../src/session/commit.js';
import { start } from '../../src/session/step.js';
import { pathsIn, without, withValueAt } from '../support/hostility.js';
import { Desk } from './desk.js';

afterEach(() => vi.restoreAllMocks());

describe('what a session saves', () => {
  it('is written as text once, and its company is looked for only where the business information changed', async () => {
    const desk = new Desk({ account: true });
    const { business, contact } = desk.answers;
    const session = await desk.open();
    const writes = vi.spyOn(JSON, 'stringify');
    const checks = vi.spyOn(businessSchema, 'safeParse');
    const moved = { ...business, registrationNumber: `${business.registrationNumber}7` };
    for (const [event, checked] of [
      [{ type: 'wizard.start' }, 0],
      [{ type: 'wizard.business.save', business }, 1],
      [{ type: 'wizard.contact.save', contact }, 1],
      [{ type: 'wizard.draft.keep', step: 'contact', draft: { name: 'Ada' } }, 1],
      [{ type: 'wizard.back' }, 1],
      [{ type: 'wizard.back' }, 1],
      [{ type: 'wizard.business.save', business: moved }, 2],
    ] as const) {
      writes.mockClear();
      expect(await session.receive(event)).toMatchObject({ status: 'saved' });
      const whole = writes.mock.calls.filter(([value]) => Object(value).commands !== undefined);
      expect([event.type, whole.length, checks.mock.calls.length]).toEqual([event.type, 1, checked]);
    }
    vi.restoreAllMocks();
    const { rows } = await desk.storage.find({ limit: 1 });
    expect(rows).toMatchObject([{ company: companyNumberKey(moved) }]);
  });

  it('is of no company unless the business information is whole, however often it is asked', async () => {
    const desk = new Desk();
    const { business } = desk.answers;
    const { envelope } = start(registrationMachine, desk.input, desk.clock.now);
    const line = { text: '{}', seal: '' };
    const odd = fc.constantFrom<unknown>(null, undefined, '', ' ', 'x', 0, true, {}, [], 'ie');
    const changes: ((path: readonly string[], value: unknown) => unknown)[] = [
      (path) => without(business, path),
      (path, value) => withValueAt(business, path, value),
      (path, value) => withValueAt(business, [...path, 'surplus'], value),
      () => structuredClone(business),
      (_, value) => value,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...pathsIn(business)), odd, fc.constantFrom(...changes), (path, value, make) => {
        const said = make(path, value);
        const application = { ...Object(envelope.context['application']), business: said };
        const made = madeOf(registrationMachine, { ...envelope, context: { ...envelope.context, application } });
        const whole = businessSchema.safeParse(said);
        const company = whole.success ? companyNumberKey(whole.data) : null;
        for (const _ of ['first', 'again']) expect(commitOf(desk.key, made, 'c', [], line).index.company).toBe(company);
      }),
      { numRuns: 500 },
    );
  });
});
