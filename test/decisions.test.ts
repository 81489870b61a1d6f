import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { createPolicy, type Policy } from '../src/policy.js';
import { deadlines } from '../src/registration/requirements.js';
import { reviewMachine } from '../src/review/review.machine.js';
import { association, say as member } from './association/association.roads.js';
import { inProgram, newPartner, onPath, toDifferentiated, toJoined, toReview } from './enrollment/partners.js';
import { say as account, signup } from './signup/signup.roads.js';
import { completeApplication, submittedApplication } from './support/answers.js';
import { type Driven, drive } from './support/drive.js';
import type { Scripts } from './support/ports.js';

type Deciding = Pick<Driven<AnyStateMachine>, 'sayAnything' | 'codes' | 'state'>;
type Decision = { readonly type: string; readonly [field: string]: unknown };

/** A decision, the way to where an earlier submission was decided or taken back and a later one waits for it. */
interface Row {
  readonly decision: Decision;
  readonly current: number;
  readonly reach: (policy: Policy) => Promise<Deciding>;
}

const resubmit = { type: 'review.resubmit', application: completeApplication() } as const;
const reject = { type: 'review.reject', reason: 'the name differs' } as const;
const aYearLater = '2027-11-22T10:00:00.000Z';
const service = onPath('service');
const carrier = inProgram('carrier');

async function reviewed(policy: Policy, result: 'pending' | 'notPassed') {
  const answer = result === 'pending' ? { result } : { result, findings: [] };
  const ports: Scripts = { screenApplication: () => answer };
  const driven = drive(reviewMachine, { policy, application: submittedApplication(policy) }, ports);
  await driven.rest();
  return driven.go(
    ...(result === 'pending'
      ? [{ type: 'review.edit' } as const]
      : [{ ...reject, attempt: 1 }, { type: 'review.revise' } as const]),
    resubmit,
  );
}

const onceRejected = async (policy: Policy) => {
  const program = inProgram('carrier', policy);
  const partner = await (await newPartner(policy)).go(...toReview('carrier', policy), {
    ...program.rejected,
    attempt: 1,
  });
  return partner.go(program.cancel, program.apply, program.submit);
};

const renewing = async (policy: Policy) => {
  const partner = await newPartner(policy);
  await partner.go(...toReview('carrier', policy), {
    ...carrier.approved,
    attempt: 1,
    certificate: { id: 'K-1', validUntil: '2026-12-22T10:00:00.000Z' },
  });
  return partner.go(carrier.renew);
};

const onceValidated = async (policy: Policy) =>
  (await newPartner(policy)).go(service.select, service.submit, { ...service.failed, attempt: 1 }, service.submit);

const differentiating = async (policy: Policy) =>
  (await newPartner(policy)).go(
    service.select,
    service.submit,
    { ...service.passed, attempt: 1 },
    service.differentiate,
  );

const underAnnualReview = async (policy: Policy) => {
  const partner = await differentiating(policy);
  await partner.go({ ...service.differentiated, attempt: 2 });
  partner.clock.set(aYearLater);
  return partner.go(
    { type: 'path.annualReview.due', path: 'service' },
    { type: 'path.annualReview.submit', path: 'service' },
  );
};

const dedicating = (policy: Policy) =>
  association(policy).go(member.invite, member.accept, member.apply, { ...member.rejected, attempt: 1 }, member.apply);

const cancelling = (policy: Policy) =>
  association(policy).go(member.invite, member.accept, member.apply, { ...member.approved, attempt: 1 }, member.cancel);

const realName = (policy: Policy) =>
  signup(policy).go(
    account.country,
    account.email,
    account.code,
    account.password,
    account.skipPhone,
    account.enable,
    account.complete,
    account.apply,
    { ...account.rejected, attempt: 1 },
    account.apply,
  );

const path = 'service';
const program = 'carrier';
const reason = 'not yet';

const rows: readonly Row[] = [
  { decision: account.stillInReview, current: 2, reach: realName },
  { decision: account.rejected, current: 2, reach: realName },
  { decision: account.approved, current: 2, reach: realName },
  { decision: { type: 'review.screeningPassed' }, current: 2, reach: (policy) => reviewed(policy, 'pending') },
  {
    decision: { type: 'review.screeningFailed', findings: [] },
    current: 2,
    reach: (policy) => reviewed(policy, 'pending'),
  },
  { decision: { type: 'review.approve' }, current: 2, reach: (policy) => reviewed(policy, 'notPassed') },
  { decision: reject, current: 2, reach: (policy) => reviewed(policy, 'notPassed') },
  { decision: { type: 'path.validation.passed', path }, current: 2, reach: onceValidated },
  { decision: { type: 'path.validation.failed', path, reason }, current: 2, reach: onceValidated },
  { decision: { type: 'path.differentiation.passed', path }, current: 2, reach: differentiating },
  { decision: { type: 'path.differentiation.failed', path, reason }, current: 2, reach: differentiating },
  { decision: { type: 'path.annualReview.passed', path }, current: 3, reach: underAnnualReview },
  { decision: { type: 'path.annualReview.failed', path, reason }, current: 3, reach: underAnnualReview },
  { decision: { type: 'program.approved', program }, current: 2, reach: onceRejected },
  { decision: { type: 'program.rejected', program, reason }, current: 2, reach: onceRejected },
  { decision: { type: 'program.renewed', program }, current: 2, reach: renewing },
  { decision: { type: 'program.renewalRefused', program, reason }, current: 2, reach: renewing },
  { decision: member.approved, current: 2, reach: dedicating },
  { decision: member.rejected, current: 2, reach: dedicating },
  { decision: member.cancelled, current: 2, reach: cancelling },
  { decision: member.kept, current: 2, reach: cancelling },
];

const site = {
  site: 'cn',
  review: { editable: true, targetDays: 3 },
  business: { registrationNumberFormat: 'any' },
} as const;
const usual = createPolicy(site);
const strict = createPolicy({ ...site, decisions: { unnamed: false } });

const titled = rows.map((row) => ({ ...row, title: Object.values(row.decision).join(' ') }));

describe('a decision names the submission it is about', () => {
  it.each(titled)('of an earlier one $title is refused, of a later one too, and of this one taken', async (row) => {
    const { decision, current, reach } = row;
    const driven = await reach(usual);
    const before = driven.state;
    for (const attempt of [1, current - 1, current + 1]) {
      const explanation = await driven.sayAnything({ ...decision, attempt } as Decision);
      expect(explanation).toEqual({
        allowed: false,
        issues: [{ code: 'decision.late', path: ['attempt'], params: { attempt, current } }],
      });
      expect(driven.state).toBe(before);
    }
    for (const attempt of [0, 1.5, '2', null]) {
      await driven.sayAnything({ ...decision, attempt } as Decision);
      expect(driven.codes).toHaveLength(1);
    }
    expect(await driven.sayAnything({ ...decision, attempt: current } as Decision)).toMatchObject({ allowed: true });
  });

  it.each(titled)('without a number $title is taken for the one under way, unless policy asks for it', async (row) => {
    const { decision, current, reach } = row;
    expect(await (await reach(usual)).sayAnything(decision)).toMatchObject({ allowed: true });
    const driven = await reach(strict);
    expect(await driven.sayAnything(decision)).toEqual({
      allowed: false,
      issues: [{ code: 'decision.unnamed', path: ['attempt'], params: { current } }],
    });
    expect(await driven.sayAnything({ ...decision, attempt: current } as Decision)).toMatchObject({ allowed: true });
  });

  it('a deadline of review names its submission, and one of an earlier submission is refused', async () => {
    const driven = await reviewed(strict, 'notPassed');
    const [due] = deadlines(driven.snapshot);
    expect(due).toMatchObject({ event: 'review.overdue', payload: { attempt: 2 } });
    const at = due?.at ?? '';
    await driven.say({ type: 'review.overdue', attempt: 1 }, { at });
    expect(driven.codes).toEqual(['decision.late']);
    await driven.say({ type: 'review.overdue', ...due?.payload }, { at });
    expect([driven.codes, driven.context.review.overdue]).toEqual([[], true]);
  });

  it('R-082 a disqualification is about the person; where it names a submission, that is the latest', async () => {
    const driven = await cancelling(strict);
    await driven.say({ ...member.disqualified, attempt: 1 });
    expect(driven.codes).toEqual(['decision.late']);
    await driven.go(member.disqualified);
    expect(driven.state).toBe('associated.disqualified');
  });

  it('submissions are counted on over a new beginning, so that a late decision finds none of its number', async () => {
    const partner = await (await newPartner(usual)).go(...toJoined('carrier', usual), carrier.left);
    await partner.go(carrier.apply, carrier.submit);
    await partner.say({ ...carrier.rejected, attempt: 1 });
    expect(partner.codes).toEqual(['decision.late']);
    await partner.go(
      ...toDifferentiated('service').slice(1, 3),
      { ...service.failed, attempt: 1 },
      service.exit,
      service.select,
      service.submit,
    );
    await partner.say({ ...service.failed, attempt: 1 });
    expect(partner.codes).toEqual(['decision.late']);
    const person = await cancelling(usual);
    await person.go(
      { ...member.cancelled, attempt: 2 },
      member.disassociate,
      member.invite,
      member.accept,
      member.apply,
    );
    await person.say({ ...member.approved, attempt: 1 });
    expect(person.codes).toEqual(['decision.late']);
    await person.go({ ...member.approved, attempt: 3 });
  });

  it('the number is told with what changed, and asked of whoever decides', async () => {
    const partner = await onceValidated(usual);
    expect(partner.announcements.at(-1)).toMatchObject({
      type: 'path.changed',
      by: 'path.validation.submit',
      attempt: 2,
    });
    const joined = await onceRejected(usual);
    expect(joined.announcements.at(-1)).toMatchObject({ type: 'program.changed', by: 'program.submit', attempt: 2 });
    const person = await dedicating(usual);
    expect(person.announcements.at(-1)).toMatchObject({ type: 'association.dedicatedChanged', attempt: 2 });
    const applied = await realName(usual);
    expect(applied.calls.at(-1)).toMatchObject({ port: 'applyForRealName', input: { attempt: 2 } });
    const driven = await reviewed(usual, 'notPassed');
    expect(driven.calls.at(-1)).toMatchObject({ port: 'screenApplication', input: { attempt: 2 } });
  });
});
