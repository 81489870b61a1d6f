import fc from 'fast-check';
import { arbitraries } from 'hcpn-registration/testing/fast-check';
import type { RealNameApplication } from '../../src/account.js';
import type { Policy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { type Gate, gate, Played, reached, road, save, savings } from './gatesPlayed.js';

/** Numbers as registers of the world give them out, and as they are written. */
const numbers = fc.oneof(
  fc.constantFrom(
    '12345678-9',
    '91350203M0001QKT19',
    'HRB 12345',
    '0477.472.701',
    'CHE-123.456.789',
    '2345678',
    '24681357',
  ),
  fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789- ./'), minLength: 1, maxLength: 24 }),
);

/** Certificates of companies of any country, with any number, beside those that are right under the policy. */
function certificates(policy: Policy): fc.Arbitrary<RealNameApplication> {
  const countries = fc.constantFrom('CN', 'HK', 'TW', 'MO', 'DE', 'IE', 'US');
  return fc
    .tuple(arbitraries(policy).realName, fc.option(countries), fc.option(numbers))
    .map(([application, country, registrationNumber]) =>
      application.kind === 'enterprise'
        ? {
            ...application,
            ...(country === null ? {} : { country }),
            ...(registrationNumber === null ? {} : { registrationNumber }),
          }
        : application,
    )
    .filter(({ kind }) => kind === 'enterprise');
}

/** What real-name authentication lets through, where it is offered. */
export function realNameGates(policy: Policy): Gate[] {
  if (!policy.realName.offered) return [];
  const { site } = policy;
  const own = fixtures(policy);
  const apply = (application: RealNameApplication) => ({ type: 'signup.realName.apply', application });
  const decided = (attempt: number, resultCode: number, more: object = {}) => ({
    type: 'signup.realName.decided',
    attempt,
    resultCode,
    ...more,
  });
  /** Handed in; null where the form does not take it. */
  const handedIn = (application: RealNameApplication) => {
    const played = road(policy, {}, { ...own.account, realName: null, realNameAttempts: 0 });
    return played.sayAll({ type: 'signup.realName.start' }, apply(application)).length > 0 ? null : played;
  };
  return [
    gate(`${site}: what real-name authentication approves, the wizard takes`, certificates(policy), (application) => {
      const played = handedIn(application);
      if (played === null || application.kind !== 'enterprise') return null;
      if (played.say(decided(1, 2)).length > 0) return null;
      const { companyName, country, registrationNumber } = application;
      const business = { ...own.business, companyName, country, registrationNumber };
      return played.sayAll({ type: 'wizard.start' }, save(business));
    }),
    gate(
      `${site}: what the form of real-name authentication takes, applyForRealName takes, and again once it is rejected`,
      fc.oneof(certificates(policy), arbitraries(policy).realName),
      (application) => {
        const played = handedIn(application);
        if (played === null) return null;
        const found = played.sayAll(
          decided(1, 0),
          decided(1, 1, { reason: 'unreadable' }),
          apply(application),
          decided(2, 2),
        );
        return [...found, ...played.faults];
      },
    ),
  ];
}

/** Whoever may use an old account can upgrade it, or keep it where it needs no authentication, and applies with it. */
export function upgradeGates(policy: Policy): Gate[] {
  const { site, realName } = policy;
  const own = fixtures(policy);
  const { country, email } = arbitraries(policy);
  const id = fc.string({ minLength: 1, maxLength: 40 });
  const authenticated = [
    { type: 'signup.realName.start' },
    { type: 'signup.realName.apply', application: own.realName },
    { type: 'signup.realName.decided', resultCode: 2 },
  ];
  return [
    gate(
      `${site}: whoever may use an old account can upgrade it or keep it, and becomes a partner with it`,
      fc.record({
        signedIn: fc.record({ accountId: id, country, email }),
        huaweiId: id,
        isUpgraded: fc.boolean(),
      }),
      ({ signedIn, huaweiId, isUpgraded }) => {
        const played = new Played(registrationMachine, { policy });
        if (played.say({ type: 'signup.oldAccount.signedIn', ...signedIn }).length > 0) return null;
        const found = played.sayAll(
          isUpgraded ? { type: 'signup.upgrade.request', huaweiId } : { type: 'signup.upgrade.postpone' },
          ...(realName.requiredToJoin ? authenticated : []),
          ...savings(own),
          { type: 'wizard.submit' },
        );
        return [...found, ...played.faults, ...reached(played, 'enrollment.enrolled')];
      },
    ),
  ];
}
