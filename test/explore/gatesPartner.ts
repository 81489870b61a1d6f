import fc from 'fast-check';
import { answers, arbitraries } from 'hcpn-registration/testing/fast-check';
import { newApplication } from '../../src/application.js';
import type { DevelopmentPath, PartnerProgram } from '../../src/choices.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import type { Policy } from '../../src/policy.js';
import { step } from '../../src/session/step.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { cleanAccount } from '../../src/testing/ports.js';
import { after } from '../../src/time.js';
import { programApplication } from '../support/answers.js';
import { actorOf } from '../support/drive.js';
import { applied, at, type Gate, gate, Played } from './gatesPlayed.js';

/** An account as it may be looked up, clean but for some of what is known of it. */
function accountFacts(policy: Policy): fc.Arbitrary<object> {
  const facts = answers(enrollmentMachine, policy)['lookUpAccount'] as fc.Arbitrary<object>;
  return fc.tuple(facts, fc.subarray(Object.keys(cleanAccount), { maxLength: 4 })).map(([drawn, keys]) => ({
    ...cleanAccount,
    ...Object.fromEntries(Object.entries(drawn).filter(([key]) => keys.includes(key))),
  }));
}

/** A partner of whose account something is known. */
function partnerWith(policy: Policy, account: object): Played {
  const application = newApplication({ ...applied(policy), submittedAt: at });
  const input = { policy, account: fixtures(policy).account, application };
  return new Played(enrollmentMachine, input, { lookUpAccount: account });
}

/** Who applies to a program, with what, and in how many days the certificate ends. */
interface Asked {
  readonly account: object;
  readonly website: string;
  readonly businessArea: string | null;
  readonly days: number;
}

/** What a program lets an account apply for, it lets it hand in, decide and renew. */
export function programGates(policy: Policy, program: PartnerProgram): Gate[] {
  const { site, programs } = policy;
  const values: fc.Arbitrary<Asked> = fc.record({
    account: accountFacts(policy),
    website: fc.webUrl(),
    businessArea: fc.option(arbitraries(policy).country),
    days: fc.integer({ min: 1, max: programs.renewalDays }),
  });
  const offered = programApplication(program, policy);
  const submit = (website: string) => ({
    type: 'program.submit',
    program,
    application: programs.withSeller.includes(program) ? { ...offered, seller: { website } } : offered,
  });
  /** Applied for, where the form takes the website too. */
  const begun = ({ account, website, businessArea }: Asked) => {
    const played = partnerWith(policy, account);
    const area = businessArea === null ? {} : { businessArea };
    if (played.sayAll({ type: 'program.invited', program }, { type: 'program.apply', program, ...area }).length > 0)
      return null;
    const { outcome } = step(enrollmentMachine, played.envelope, { ...submit(website), at, by: actorOf('applicant') });
    return outcome === 'invalid' ? null : played;
  };
  return [
    gate(
      `${site}: program ${program}: what is applied for and handed in can be approved, and renewed`,
      values,
      (value) => {
        const played = begun(value);
        if (played === null) return null;
        const certificate = { id: 'K-1', validUntil: after(at, { days: value.days }) };
        const found = played.sayAll(
          submit(value.website),
          { type: 'program.approved', program, certificate, attempt: 1 },
          { type: 'program.renew', program },
          { type: 'program.renewed', program, certificate, attempt: 2 },
        );
        return [...found, ...played.faults];
      },
    ),
    gate(`${site}: program ${program}: what was handed in and rejected can be handed in again`, values, (value) => {
      const played = begun(value);
      if (played === null || played.say(submit(value.website)).length > 0) return null;
      const found = played.sayAll(
        { type: 'program.rejected', program, reason: 'no plan', attempt: 1 },
        { type: 'program.revise', program },
        submit(value.website),
        { type: 'program.approved', program, attempt: 2 },
      );
      return [...found, ...played.faults];
    }),
  ];
}

/** An account that may select a path can go all its way. */
export function pathGate(policy: Policy, path: DevelopmentPath): Gate {
  const name = `${policy.site}: path ${path}: an account that may select it can have it validated and differentiated`;
  return gate(name, accountFacts(policy), (account) => {
    const played = partnerWith(policy, account);
    const opened = [
      { type: 'path.invited', path },
      { type: 'path.whitelisted', path },
      { type: 'path.select', path },
    ];
    if (played.sayAll(...opened).length > 0) return null;
    const isBySolution = policy.paths.bySolution.includes(path);
    const found = isBySolution
      ? played.sayAll(
          { type: 'path.solution.certified', path, level: 'certified' },
          { type: 'path.validation.submit', path },
        )
      : played.sayAll(
          { type: 'path.validation.submit', path },
          { type: 'path.validation.passed', path, attempt: 1 },
          { type: 'path.differentiation.submit', path },
          { type: 'path.differentiation.passed', path, attempt: 2 },
        );
    return [...found, ...played.faults];
  });
}
