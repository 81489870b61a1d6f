import { describe, expect, expectTypeOf, it } from 'vitest';
import { createActor, type EventFrom, type InputFrom, type SnapshotFrom, type TagsFrom } from 'xstate';
import type { Application } from '../../src/application.js';
import type { Role } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { type RegistrationMachine, registrationMachine } from '../../src/registration/registration.machine.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import { business, cloudAccount, intl } from '../support/answers.js';
import { actorOf } from '../support/drive.js';

const at = '2026-11-22T10:00:00.000Z';
const by = actorOf('applicant');
const begin = () => createActor(registrationMachine, { input: { policy: intl, account: cloudAccount } }).start();

/** Each line below that is wrong compiles only because the compiler is told to expect it; `tsc` fails when it does not. */
describe('from the root', () => {
  it('an event that does not exist, or lacks its payload, does not compile and is refused', () => {
    const actor = begin();
    const before = actor.getSnapshot();
    // @ts-expect-error no such event
    actor.send({ type: 'wizard.strat', at, by });
    // @ts-expect-error its payload is missing
    actor.send({ type: 'wizard.business.save', at, by });
    // @ts-expect-error a payload of another event
    actor.send({ type: 'wizard.business.save', at, by, contact: {} });
    // @ts-expect-error a value of the wrong type
    actor.send({ type: 'wizard.business.save', at, by, business: { ...business, companyName: 7 } });
    // @ts-expect-error an extra key
    actor.send({ type: 'wizard.start', at, by, hurry: true });
    // @ts-expect-error who says it is missing
    actor.send({ type: 'wizard.start', at });
    // @ts-expect-error a role that does not exist
    actor.send({ type: 'wizard.start', at, by: { role: 'king', id: 'x' } });
    // @ts-expect-error a step that does not exist
    actor.send({ type: 'wizard.step.open', at, by, step: 'lunch' });
    expect(actor.getSnapshot().value).toEqual(before.value);
    actor.send({ type: 'wizard.start', at, by });
    expect(actor.getSnapshot().value).toEqual({ wizard: 'enteringBusiness' });
  });

  it('a state that does not exist does not compile and does not match', () => {
    const snapshot = begin().getSnapshot();
    // @ts-expect-error no such state
    expect(snapshot.matches('choosingRaod')).toBe(false);
    // @ts-expect-error no such state of the wizard
    expect(snapshot.matches({ wizard: 'contact' })).toBe(false);
    // @ts-expect-error a state of another chart
    expect(snapshot.matches({ review: 'enteringContact' })).toBe(false);
    // @ts-expect-error no such tag
    expect(snapshot.hasTag('loading')).toBe(false);
    expect(snapshot.matches('choosingRoad')).toBe(true);
    expect(snapshot.matches({ signup: { verifyingEmail: 'enteringCode' } })).toBe(false);
  });

  it('can and explain take the events of the snapshot they are asked about', () => {
    const snapshot = begin().getSnapshot();
    // @ts-expect-error no such event
    expect(snapshot.can({ type: 'wizard.strat', at, by })).toBe(false);
    // @ts-expect-error no such event
    expect(explain(snapshot, { type: 'wizard.strat', at, by })).toMatchObject({ allowed: false });
    // @ts-expect-error its payload is missing
    expect(explain(snapshot, { type: 'review.reject', at, by })).toMatchObject({ allowed: false });
    // @ts-expect-error no such role
    expect(() => allowedEvents(snapshot, 'king')).toThrow(expect.objectContaining({ code: 'argument.invalid' }));
    expect(explain(snapshot, { type: 'wizard.start', at, by })).toEqual({ allowed: true, consequences: [] });
    const wizard = createActor(wizardMachine, { input: { policy: intl } }).getSnapshot();
    // @ts-expect-error an event of another chart
    expect(explain(wizard, { type: 'review.approve', at, by })).toMatchObject({ allowed: false });
    expectTypeOf(allowedEvents(wizard, 'applicant')).toEqualTypeOf<
      readonly EventFrom<typeof wizardMachine>['type'][]
    >();
  });

  it('the input is demanded and checked', () => {
    // @ts-expect-error no input
    const without = () => createActor(registrationMachine);
    // @ts-expect-error no policy
    const withoutPolicy = () => createActor(registrationMachine, { input: { account: {} } });
    // @ts-expect-error an account of another shape
    const wrongAccount = () => createActor(registrationMachine, { input: { policy: intl, account: { name: 'Zoë' } } });
    expect([without, withoutPolicy, wrongAccount]).toHaveLength(3);
    expectTypeOf<InputFrom<RegistrationMachine>>().toHaveProperty('policy');
  });

  it('the exported type tells events, context and tags', () => {
    type Road = SnapshotFrom<RegistrationMachine>;
    expectTypeOf<Road['context']['application']>().toEqualTypeOf<Application>();
    expectTypeOf<TagsFrom<RegistrationMachine>>().toEqualTypeOf<'editing' | 'busy' | 'waiting' | 'settled'>();
    type Submit = Extract<EventFrom<RegistrationMachine>, { type: 'wizard.submit' }>;
    expectTypeOf<Submit>().toEqualTypeOf<{
      readonly type: 'wizard.submit';
      readonly at: string;
      readonly by: { role: Role; id: string };
    }>();
    type Reject = Extract<EventFrom<RegistrationMachine>, { type: 'review.reject' }>;
    expectTypeOf<Reject['reason']>().toEqualTypeOf<string>();
    expectTypeOf<EventFrom<RegistrationMachine>>().not.toBeAny();
    expect(begin().getSnapshot().context.application.business).toBeNull();
  });
});
