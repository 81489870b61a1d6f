import { describe, expect, it } from 'vitest';
import type { Filing } from '../../src/application.js';
import { associationMachine } from '../../src/association/association.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { explain } from '../../src/explain.js';
import { createPolicy } from '../../src/policy.js';
import { signedAgreements } from '../../src/registration/agreements.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import { associationAt } from '../association/association.roads.js';
import {
  acceptance,
  business,
  cloudAccount,
  completeApplication,
  filing,
  intl,
  say,
  submittedApplication,
  throughWizard,
} from '../support/answers.js';
import { actorOf, drive } from '../support/drive.js';
import { nextYear } from '../support/sayings.js';
import { inProgram, newPartner, toJoined } from './partners.js';

const text = { url: 'https://acme.example/agreement-2026.pdf', sha256: 'ab'.repeat(32) };
const withText = createPolicy({ site: 'intl', agreementText: text });
const again = (answers = filing(intl, true)) =>
  ({ type: 'enrollment.sensitiveRelationship.file', filing: answers }) as const;
const applying = async (policy = intl) =>
  drive(registrationMachine, { policy, account: cloudAccount }).go(...throughWizard);

describe('D7 R-045 R-180 filing the sensitive relationships again', () => {
  it('C-186 once a partner it is filed again, and recorded with its date beside the earlier one', async () => {
    const partner = await applying();
    const { filedAt } = partner.context.application;
    expect(filedAt).toBe(partner.clock.now);
    partner.clock.pass({ days: 3 });
    await partner.go(say.submit);
    expect(partner.context.enrollment.filings).toEqual([{ filing: filing(), filedAt }]);
    partner.clock.pass({ days: 30 });
    await partner.go(again());
    expect(partner.context.enrollment.filings).toEqual([
      { filing: filing(), filedAt },
      { filing: filing(intl, true), filedAt: partner.clock.now },
    ]);
    expect(partner.context.application.filing).toEqual(filing());
    expect(partner.announcements.at(-1)).toEqual({
      type: 'enrollment.sensitiveRelationshipFiled',
      partnerId: 'partner-1',
      filedAt: partner.clock.now,
    });
  });

  it('R-040 R-180 is held to the questionnaire of the day, as the filing of the application was', async () => {
    const partner = await newPartner();
    for (const [answers, code] of [
      [{ ...filing(), answers: [] as Filing['answers'] }, 'sensitiveRelationship.unanswered'],
      [filing(nextYear(intl)), 'sensitiveRelationship.versionStale'],
    ] as const) {
      await partner.say(again(answers));
      expect(partner.codes).toContain(code);
    }
    expect(partner.context.enrollment.filings).toHaveLength(1);
  });

  it('R-180 is for the applicant and the administrator, and for nobody who is no partner yet', async () => {
    const partner = await newPartner();
    for (const role of ['applicant', 'administrator'] as const) await partner.say(again(), { by: role });
    expect(partner.context.enrollment.filings).toHaveLength(3);
    for (const role of ['member', 'reviewer', 'system'] as const) {
      await partner.say(again(), { by: role });
      expect(partner.codes).toEqual(['actor.notAllowed']);
    }
    const early = await applying();
    await early.say(again());
    expect(early.codes).toEqual(['event.notExpected']);
  });

  it('R-053 an application handed in again keeps the date of a filing that did not change', async () => {
    for (const [value, changes] of [
      [false, false],
      [true, true],
    ] as const) {
      const filedAt = '2026-11-20T08:00:00.000Z';
      const review = drive(
        reviewMachine,
        { policy: intl, application: submittedApplication(intl, { filedAt }) },
        { screenApplication: () => ({ result: 'notPassed', findings: [] }) },
      );
      await review.rest();
      await review.go({ type: 'review.reject', reason: 'no' }, { type: 'review.revise' });
      const corrected = completeApplication(intl, { business, filing: filing(intl, value) });
      await review.go({ type: 'review.resubmit', application: corrected });
      expect(review.context.application.filedAt).toBe(changes ? review.clock.now : filedAt);
    }
  });
});

describe('D10 R-178 the agreement holds from its acceptance', () => {
  it('its text is kept as the policy named it then, whatever the policy says later', async () => {
    const partner = await applying(withText);
    const acceptedAt = partner.clock.now;
    partner.clock.pass({ days: 2 });
    await partner.go(say.submit);
    const later = createPolicy({ ...nextYear(intl), agreementText: { url: 'https://acme.example/2027' } });
    await partner.go({ type: 'registration.policyChanged', policy: later });
    expect(partner.context.application.acceptance).toEqual({
      ...acceptance(),
      acceptedAt,
      acceptedBy: 'applicant-1',
      text,
    });
    expect(partner.context.enrollment.agreement).toEqual({ ...intl.agreement, acceptedAt });
    expect(partner.context.enrollment.enrolledAt).not.toBe(acceptedAt);
    expect(signedAgreements(partner.context)).toContainEqual({
      kind: 'certification',
      program: null,
      ...intl.agreement,
      acceptedAt,
      text,
    });
  });

  it.each([
    ['nothing', {}, undefined],
    ['the place', { url: text.url }, { url: text.url, sha256: null }],
    ['the digest', { sha256: text.sha256 }, { url: null, sha256: text.sha256 }],
  ])('where the policy names %s of the text, so much is kept', async (_what, agreementText, kept) => {
    const wizard = drive(wizardMachine, {
      policy: createPolicy({ site: 'intl', agreementText }),
      account: cloudAccount,
    });
    await wizard.go(...throughWizard);
    expect(wizard.context.application.acceptance?.text).toEqual(kept);
  });

  it('R-177 on eu the text is one of its own, which the host names: it is kept as the one that was read', async () => {
    const own = { url: 'https://acme.example/agreement-eu.pdf', sha256: 'cd'.repeat(32) };
    const policy = createPolicy({ site: 'eu', agreement: { id: 'hcpn-eu', version: '2026-07' }, agreementText: own });
    const wizard = drive(wizardMachine, { policy, account: cloudAccount });
    const signed = throughWizard.map((said) =>
      said.type === 'wizard.agreement.accept' ? say.agreement(acceptance(policy)) : said,
    );
    await wizard.go(...signed);
    expect(wizard.context.application.acceptance).toMatchObject({
      agreementId: 'hcpn-eu',
      version: '2026-07',
      text: own,
    });
  });

  it.each(['AB'.repeat(32), 'ab'.repeat(31), 'ab'.repeat(33), `${'ab'.repeat(31)}g0`, ''])(
    '%j is no digest, and a policy that says so is none',
    (sha256) => {
      expect(() => createPolicy({ site: 'intl', agreementText: { sha256 } })).toThrow('policy.invalid');
    },
  );

  it('nobody can say of an acceptance which text was read, or when, on handing in again', async () => {
    const before = { ...acceptance(), acceptedAt: '2026-11-20T08:00:00.000Z', acceptedBy: 'applicant-1', text };
    const forged = { ...before, acceptedAt: '2020-01-01T00:00:00.000Z', text: { url: null, sha256: 'cd'.repeat(32) } };
    for (const [kept, expected] of [
      [before, before],
      [
        { ...before, version: '2025-11' },
        { ...acceptance(), acceptedAt: '2026-11-22T10:00:00.000Z', acceptedBy: 'applicant-1' },
      ],
      [null, { ...acceptance(), acceptedAt: '2026-11-22T10:00:00.000Z', acceptedBy: 'applicant-1' }],
    ] as const) {
      const application = submittedApplication(intl, { acceptance: kept });
      const review = drive(
        reviewMachine,
        { policy: intl, application },
        { screenApplication: () => ({ result: 'notPassed', findings: [] }) },
        { at: '2026-11-22T10:00:00.000Z' },
      );
      await review.rest();
      await review.go({ type: 'review.reject', reason: 'no' }, { type: 'review.revise' });
      const revised = completeApplication(intl, { acceptance: forged });
      await review.go({ type: 'review.resubmit', application: revised });
      expect(review.context.application.acceptance).toEqual(expected);
    }
  });
});

describe('D7 C-186 R-180 the signed agreements', () => {
  it('of a partner are those of the account, the certification agreement, and those of its programs', async () => {
    const { account } = fixtures(intl);
    const partner = drive(enrollmentMachine, { policy: intl, account, application: submittedApplication() });
    await partner.rest();
    const submittedAt = partner.clock.now;
    await partner.go(inProgram('distributor').invited, ...toJoined('distributor').slice(1), ...toJoined('carrier'));
    const [agreement] = intl.programs.agreements.filter(({ program }) => program === 'distributor');
    const { id, version } = agreement ?? { id: '', version: '' };
    const none = { program: null, text: null };
    expect(signedAgreements(partner.context)).toEqual([
      ...account.agreements.map((each) => ({ kind: 'account', ...none, ...each })),
      {
        kind: 'certification',
        ...none,
        ...intl.agreement,
        acceptedAt: submittedApplication().acceptance?.acceptedAt,
      },
      { kind: 'program', program: 'distributor', id, version, acceptedAt: submittedAt, text: null },
      {
        kind: 'program',
        program: 'distributor',
        ...intl.association.statement,
        acceptedAt: submittedAt,
        text: null,
      },
    ]);
  });

  it('of a person who is associated are the Statement, and of one who is only invited none', async () => {
    const driven = await associationAt('associated.notDedicated');
    expect(signedAgreements(driven.context)).toEqual([
      {
        kind: 'association',
        program: null,
        ...intl.association.statement,
        acceptedAt: driven.context.association.associatedAt,
        text: null,
      },
    ]);
    expect(signedAgreements((await associationAt('invited')).context)).toEqual([]);
  });

  it('of a partner whose application is not known are what it was registered with', () => {
    const agreement = { ...intl.agreement, acceptedAt: null };
    const enrollment = { ...drive(enrollmentMachine, { policy: intl, application: {} }).context.enrollment, agreement };
    expect(signedAgreements({ enrollment })).toEqual([
      { kind: 'certification', program: null, ...agreement, text: null },
    ]);
    expect(signedAgreements({})).toEqual([]);
  });

  it('are not for one who only filled in an application to a program', async () => {
    const partner = await (await newPartner()).go(inProgram('cloudSolutionProvider').apply);
    expect(signedAgreements(partner.context).filter(({ kind }) => kind === 'program')).toEqual([]);
  });
});

it('R-180 an association cannot be told to file again', () => {
  const { snapshot } = drive(associationMachine, { policy: intl });
  const act = { ...again(), at: '2026-11-22T10:00:00.000Z', by: actorOf('applicant') };
  expect(explain(snapshot, act as never)).toMatchObject({ allowed: false, issues: [{ code: 'event.unknown' }] });
});
