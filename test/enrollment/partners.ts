import type { DevelopmentPath, PartnerProgram } from '../../src/choices.js';
import type { AccountFacts } from '../../src/eligibility.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import type { Policy } from '../../src/policy.js';
import { cleanAccount } from '../../src/testing/ports.js';
import { cloudAccount, intl, programApplication, submittedApplication } from '../support/answers.js';
import { type Driven, drive } from '../support/drive.js';
import type { Scripts } from '../support/ports.js';

/** Enrollment that is being driven. */
export type Partner = Driven<typeof enrollmentMachine>;

/** A company whose application was approved. */
export const enrollmentInput = (policy: Policy = intl) => ({
  policy,
  account: { ...cloudAccount, ownerId: 'applicant-1' },
  application: submittedApplication(policy),
});

/** A company that has just become a partner, unless the ports say otherwise. */
export async function newPartner(policy: Policy = intl, ports: Scripts = {}): Promise<Partner> {
  const driven = drive(enrollmentMachine, enrollmentInput(policy), ports);
  await driven.rest();
  return driven;
}

/** The account as it is looked up from now on. */
export function accountIs(partner: Partner, over: Partial<AccountFacts>): Partner {
  return partner.answer('lookUpAccount', () => ({ ...cleanAccount, ...over }));
}

/** What is said of one path. */
export const onPath = (path: DevelopmentPath) =>
  ({
    invited: { type: 'path.invited', path },
    whitelisted: { type: 'path.whitelisted', path },
    select: { type: 'path.select', path },
    exit: { type: 'path.exit', path },
    submit: { type: 'path.validation.submit', path },
    passed: { type: 'path.validation.passed', path },
    failed: { type: 'path.validation.failed', path, reason: 'too few engineers' },
    differentiate: { type: 'path.differentiation.submit', path },
    differentiated: { type: 'path.differentiation.passed', path },
    certified: { type: 'path.solution.certified', path, level: 'certified' },
  }) as const;

/** What is said of one program. */
export const inProgram = (program: PartnerProgram, policy: Policy = intl) =>
  ({
    invited: { type: 'program.invited', program },
    apply: { type: 'program.apply', program },
    submit: { type: 'program.submit', program, application: programApplication(program, policy) },
    approved: { type: 'program.approved', program },
    rejected: { type: 'program.rejected', program, reason: 'no plan' },
    revise: { type: 'program.revise', program },
    cancel: { type: 'program.cancel', program },
    left: { type: 'program.left', program },
    leave: { type: 'program.leave', program },
    renew: { type: 'program.renew', program },
  }) as const;

/** From nothing to under review, invited where the program asks for it. */
export function toReview(program: PartnerProgram, policy: Policy = intl) {
  const { invited, apply, submit } = inProgram(program, policy);
  return [invited, apply, submit] as const;
}

/** From nothing to joined. */
export function toJoined(program: PartnerProgram, policy: Policy = intl) {
  return [...toReview(program, policy), inProgram(program).approved] as const;
}

/** From nothing to all stages passed. */
export function toDifferentiated(path: DevelopmentPath) {
  const { invited, select, submit, passed, differentiate, differentiated } = onPath(path);
  return [invited, select, submit, passed, differentiate, differentiated] as const;
}

/** The states of the paths and programs, by name. */
export function statesOf({ context }: Partner): Readonly<Record<string, string>> {
  const { paths, programs } = context.enrollment;
  return Object.fromEntries([
    ...paths.map(({ path, state }) => [path, state]),
    ...programs.map(({ program, state }) => [program, state]),
  ]);
}

/** How often the account was looked up. */
export function lookUps({ calls }: Partner): number {
  return calls.filter(({ port }) => port === 'lookUpAccount').length;
}
