import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { associationMachine } from '../../src/association/association.machine.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { hear, rolesFor } from '../../src/events.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { chartOf } from '../../src/snapshot.js';
import { arbitraries, events } from '../../src/testing/fastCheck.js';
import { forms, invalidFixtures } from '../../src/testing/invalidFixtures.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import { found, places, policies } from './forms.js';

const samples = { numRuns: 1000, seed: 20261122 };

/** The answer as the event keeps it. */
function kept(place: ReturnType<typeof places>['country'], value: unknown): unknown {
  const { snapshot, type, key, beside } = place;
  const { vocabulary } = chartOf(snapshot.machine);
  const by = { role: rolesFor(vocabulary, type)[0], id: 'x' };
  const heard = hear(vocabulary, {
    ...beside,
    type,
    at: '2026-11-22T10:00:00.000Z',
    by,
    [key]: value,
  });
  return 'event' in heard ? Reflect.get(heard.event, key) : heard.issues;
}

describe.each(Object.entries(policies))('arbitrary answers under the policy %s', (_name, policy) => {
  const arbitrary = arbitraries(policy);
  const where = places(policy);

  it('are there for every form', () => expect(Object.keys(arbitrary).sort()).toEqual([...forms].sort()));

  it.each(forms)('%s: a thousand are taken, and kept as they are', (form) => {
    fc.assert(
      fc.property(arbitrary[form] as fc.Arbitrary<unknown>, (value) => {
        expect(found(where[form], value)).toEqual([]);
        expect(kept(where[form], value)).toEqual(value);
      }),
      samples,
    );
  });

  it.each(forms)('%s: none is one of the wrong answers', (form) => {
    const wrong = new Set(invalidFixtures(policy)[form].map(({ value }) => JSON.stringify(value)));
    for (const value of fc.sample(arbitrary[form] as fc.Arbitrary<unknown>, samples))
      expect(wrong.has(JSON.stringify(value))).toBe(false);
  });
});

describe('arbitrary answers are of every kind', () => {
  const { cn, intl } = policies;
  if (cn === undefined || intl === undefined) throw new Error('there are three sites');
  const drawn = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, samples);

  it.each(Object.entries({ cn, intl }))(
    'names and companies are Chinese, accented and plain on %s',
    (_site, policy) => {
      const { contact, business } = arbitraries(policy);
      for (const names of [
        drawn(contact).map(({ name }) => name),
        drawn(business).map(({ companyName }) => companyName),
      ])
        for (const script of [/\p{Script=Han}/u, /[à-ÿ]/, /[A-Za-z]/])
          expect(names.filter((name) => script.test(name)).length).toBeGreaterThan(50);
    },
  );

  it('optional fields are there and not there', () => {
    const many = drawn(arbitraries(intl).business);
    for (const field of ['credentialFile', 'address', 'website', 'industry'])
      expect(new Set(many.map((one) => field in one))).toEqual(new Set([true, false]));
  });

  it('an individual as well as an enterprise is authenticated, and answers are explained as well as plain', () => {
    const { realName, filing } = arbitraries(intl);
    expect(new Set(drawn(realName).map(({ kind }) => kind))).toEqual(new Set(['enterprise', 'individual']));
    const answers = drawn(filing).flatMap((one) => one.answers);
    expect(new Set(answers.map(({ value, details }) => `${value} ${details !== undefined}`)).size).toBe(3);
  });
});

const machines: Readonly<Record<string, AnyStateMachine>> = {
  signupMachine,
  wizardMachine,
  reviewMachine,
  enrollmentMachine,
  associationMachine,
  developmentPathMachine,
  partnerProgramMachine,
  registrationMachine,
};

describe.each(Object.entries(machines))('arbitrary events of %s', (_name, machine) => {
  const { vocabulary } = chartOf(machine);

  it.each(Object.entries(policies))(
    'are understood under the policy %s, and said by who may say them',
    (_site, policy) => {
      fc.assert(
        fc.property(events(machine, policy), (event) => {
          const heard = hear(vocabulary, { ...event });
          expect('issues' in heard ? heard.issues : []).toEqual([]);
          expect(rolesFor(vocabulary, event.type)).toContain(event.by.role);
        }),
        samples,
      );
    },
  );

  it('are of every type', () => {
    const [policy] = Object.values(policies);
    if (policy === undefined) throw new Error('there are policies');
    const types = fc.sample(events(machine, policy), { ...samples, numRuns: 3000 }).map(({ type }) => type);
    expect([...new Set(types)].sort()).toEqual(Object.keys(vocabulary).sort());
  });
});
