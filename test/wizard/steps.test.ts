import { describe, expect, it } from 'vitest';
import { wizardSteps } from '../../src/application.js';
import { explain } from '../../src/explain.js';
import type { IssueCode } from '../../src/issue.js';
import { createPolicy } from '../../src/policy.js';
import { requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import {
  acceptance,
  business,
  cloudAccount,
  cn,
  cnBusiness,
  completeApplication,
  contact,
  filing,
  intl,
  realNameAccount,
  say,
  throughWizard,
  unifiedCode,
} from '../support/answers.js';
import { drive } from '../support/drive.js';

const begin = () => drive(wizardMachine, { policy: intl, account: cloudAccount });
const due = (snapshot: Parameters<typeof requirements>[0]) =>
  requirements(snapshot).currentlyDue.map(({ code }) => code);

describe('before the wizard', () => {
  it('C-040 R-001 R-030 with a cloud account, Start opens business information', async () => {
    const wizard = await begin().go(say.start);
    expect(wizard.state).toBe('enteringBusiness');
    expect(wizard.calls).toEqual([]);
  });

  it('C-041 R-001 without a cloud account, Start is refused with the reason', async () => {
    const wizard = drive(wizardMachine, { policy: intl });
    await wizard.say(say.start);
    expect([wizard.state, wizard.codes]).toEqual(['notStarted', ['account.required']]);
    expect(due(wizard.snapshot)).toContain('account.required');
  });

  it('C-031 R-033 on intl no real-name authentication is asked for', async () => {
    expect((await begin().go(say.start)).state).toBe('enteringBusiness');
  });

  it.each([
    ['none', cloudAccount, 'realName.required'],
    ['not yet handed in', realNameAccount('applying'), 'realName.required'],
    ['in review', realNameAccount('inReview'), 'realName.inReview'],
    ['rejected', realNameAccount('rejected'), 'realName.rejected'],
  ] as const)(
    'R-032 on cn, with enterprise real-name authentication %s, Start is refused',
    async (_what, account, code) => {
      const wizard = drive(wizardMachine, { policy: cn, account });
      await wizard.say(say.start);
      expect([wizard.state, wizard.codes]).toEqual(['notStarted', [code]]);
    },
  );

  it('R-032 on cn, with enterprise real-name authentication passed, Start is possible', async () => {
    const wizard = await drive(wizardMachine, { policy: cn, account: realNameAccount('approved') }).go(say.start);
    expect(wizard.state).toBe('enteringBusiness');
  });

  it('R-032 an individual real-name authentication does not stand in for the enterprise', async () => {
    const realName = {
      status: 'approved' as const,
      application: { kind: 'individual' as const, name: '张伟', birthDate: '1990-01-01', files: [] },
      reason: null,
      decidedAt: null,
    };
    const wizard = drive(wizardMachine, { policy: cn, account: { ...cloudAccount, realName } });
    await wizard.say(say.start);
    expect(wizard.codes).toEqual(['realName.required']);
  });

  it('R-035 an account that is a partner already is told so', async () => {
    const wizard = drive(wizardMachine, { policy: intl, account: { ...cloudAccount, partnerId: 'P-1' } });
    await wizard.say(say.start);
    expect([wizard.state, wizard.codes]).toEqual(['notStarted', ['join.alreadyPartner']]);
  });

  it('R-001 R-032 R-035 every entry condition that fails is named at once', async () => {
    const wizard = drive(wizardMachine, { policy: cn, account: { partnerId: 'P-1' } });
    await wizard.say(say.start);
    expect(wizard.codes).toEqual(['account.required', 'realName.required', 'join.alreadyPartner']);
  });

  it('R-030 nothing is submitted before Start, even when every answer is known beforehand', async () => {
    const application = completeApplication(intl, { trail: [] });
    const wizard = drive(wizardMachine, { policy: intl, account: cloudAccount, application });
    await wizard.say(say.submit);
    expect([wizard.state, wizard.codes]).toEqual(['notStarted', ['road.open']]);
    expect(requirements(wizard.snapshot).currentlyDue).toMatchObject([{ code: 'road.open', remedy: 'wizard.start' }]);
    await wizard.go(say.start, say.submit);
    expect(wizard.state).toBe('submitted');
  });
});

describe('the order of the wizard', () => {
  it('R-030 R-031 each step leads to the next, and the last ends with Submit', async () => {
    const wizard = begin();
    const visited = [wizard.state];
    for (const saying of [...throughWizard, say.submit]) {
      await wizard.go(saying);
      visited.push(wizard.state);
    }
    expect(visited).toEqual([
      'notStarted',
      'enteringBusiness',
      'enteringContact',
      'filingSensitiveRelationship',
      'acceptingAgreement',
      'acceptingAgreement',
      'submitted',
    ]);
    expect(wizard.snapshot.status).toBe('done');
  });

  it('C-043 R-030 with business information complete, Submit is refused with everything still due', async () => {
    const wizard = await begin().go(say.start, say.business());
    await wizard.say(say.submit);
    const expected: IssueCode[] = ['contact.missing', 'sensitiveRelationship.notFiled', 'agreement.notAccepted'];
    expect([wizard.state, wizard.codes]).toEqual(['enteringContact', expected]);
    expect(due(wizard.snapshot)).toEqual(expected);
  });

  it('C-044 R-040 the agreement cannot be reached without filing the sensitive relationships', async () => {
    const wizard = await begin().go(say.start, say.business(), say.contact());
    await wizard.say(say.open('agreement'));
    expect([wizard.state, wizard.codes]).toEqual([
      'filingSensitiveRelationship',
      ['step.outOfOrder', 'sensitiveRelationship.notFiled'],
    ]);
    await wizard.say(say.agreement());
    expect(wizard.codes).toEqual(['event.notExpected']);
  });

  it('R-030 a step opens exactly when every step before it is complete', async () => {
    const wizard = begin();
    const open = () => steps(wizard.snapshot).steps.map(({ id, reachable }) => (reachable ? id : '-'));
    expect(open()).toEqual(['-', '-', '-', '-']);
    const reached = [];
    for (const saying of throughWizard) {
      await wizard.go(saying);
      reached.push(open().filter((id) => id !== '-').length);
    }
    expect(reached).toEqual([1, 2, 3, 4, 4]);
    await wizard.go(say.open('business'), say.open('agreement'), say.open('contact'));
    expect(wizard.state).toBe('enteringContact');
  });

  it('R-039 what was answered is kept as the application, in its normal form', async () => {
    const wizard = await begin().go(
      say.start,
      say.business({ companyName: '  A\u0301cme Cloud GmbH ', country: 'de' }),
      say.contact({ phone: '0049 30 123456' }),
    );
    expect(wizard.context.application).toMatchObject({ business, contact });
  });

  it('R-036 R-038 a form that is not right stays where it is, and every problem has its place', async () => {
    const wizard = await begin().go(say.start);
    const explanation = await wizard.say(say.business({ companyName: '12345', website: 'ftp://x' }));
    expect(wizard.state).toBe('enteringBusiness');
    expect(explanation).toMatchObject({ allowed: false, issues: [{ path: ['business', 'website'] }] });
    await wizard.say(say.business({ companyName: '12345', registrationNumber: '--' }));
    expect(wizard.codes).toEqual(['companyName.notAName', 'registrationNumber.invalid']);
    expect(wizard.calls).toEqual([]);
  });
});

describe('business information on cn', () => {
  const started = () => drive(wizardMachine, { policy: cn, account: realNameAccount('approved') }).go(say.start);

  it('R-034 C-049 the company known from real-name authentication is looked up at Start', async () => {
    const wizard = await started();
    expect(wizard.calls).toEqual([{ port: 'lookUpCompany', input: { ...cnBusiness, huaweiId: 'huawei-id-1' } }]);
    expect(wizard.state).toBe('enteringBusiness');
  });

  it('R-038 the form begins with what real-name authentication knows', async () => {
    expect((await started()).context.application.drafts.business).toEqual({ ...cnBusiness });
  });

  it('C-053 R-038 a company name other than the authenticated one is refused with the hint to change it there', async () => {
    const wizard = await started();
    await wizard.say({ type: 'wizard.business.save', business: { ...cnBusiness, companyName: '厦门云服务有限公司' } });
    expect([wizard.state, wizard.codes]).toEqual(['enteringBusiness', ['company.differsFromRealName']]);
    await wizard.go({ type: 'wizard.business.save', business: cnBusiness });
    expect(wizard.state).toBe('enteringContact');
  });

  it('R-038 so is another unified code, and both are named at once', async () => {
    const wizard = await started();
    const explanation = await wizard.say({
      type: 'wizard.business.save',
      business: { ...cnBusiness, companyName: 'Other', registrationNumber: '91110108551385082Q' },
    });
    expect(explanation).toMatchObject({
      allowed: false,
      issues: [
        { code: 'company.differsFromRealName', params: { field: 'companyName' } },
        { code: 'company.differsFromRealName', params: { field: 'registrationNumber' } },
      ],
    });
  });

  it('C-052 R-037 an organisation code instead of the unified code is refused', async () => {
    const wizard = await started();
    await wizard.say({ type: 'wizard.business.save', business: { ...cnBusiness, registrationNumber: 'M000100Y-4' } });
    expect(wizard.codes).toContain('registrationNumber.notUnifiedCode');
    expect(wizard.state).toBe('enteringBusiness');
  });

  it('R-037 the unified code in small letters is the same code', async () => {
    const wizard = await started();
    await wizard.go({
      type: 'wizard.business.save',
      business: { ...cnBusiness, registrationNumber: unifiedCode.toLowerCase() },
    });
    expect(wizard.state).toBe('enteringContact');
  });
});

describe('sensitive relationship filing', () => {
  const atFiling = () => begin().go(say.start, say.business(), say.contact());

  it('C-046 R-040 an answer "yes" without details is refused; with details it is taken', async () => {
    const wizard = await atFiling();
    const yes = filing(intl, true);
    await wizard.say(say.filing({ ...yes, answers: yes.answers.map(({ question, value }) => ({ question, value })) }));
    expect(new Set(wizard.codes)).toEqual(new Set(['sensitiveRelationship.detailsRequired']));
    expect(wizard.state).toBe('filingSensitiveRelationship');
    await wizard.go(say.filing(yes));
    expect(wizard.context.application.filing).toEqual(yes);
  });

  it('R-040 an unanswered question and an outdated questionnaire are refused', async () => {
    const wizard = await atFiling();
    await wizard.say(say.filing({ ...filing(), answers: filing().answers.slice(1) }));
    expect(wizard.codes).toEqual(['sensitiveRelationship.unanswered']);
    await wizard.say(say.filing({ ...filing(), questionnaireVersion: '2020-01' }));
    expect(wizard.codes).toEqual(['sensitiveRelationship.versionStale']);
    expect(wizard.state).toBe('filingSensitiveRelationship');
  });
});

describe('agreement', () => {
  const atAgreement = () => begin().go(say.start, say.business(), say.contact(), say.filing());

  it('C-047 R-041 without the agreement ticked, Submit is refused', async () => {
    const wizard = await atAgreement();
    await wizard.say(say.submit);
    expect([wizard.state, wizard.codes]).toEqual(['acceptingAgreement', ['agreement.notAccepted']]);
  });

  it('R-042 the acceptance keeps who accepted which version when', async () => {
    const wizard = await atAgreement();
    await wizard.say(say.agreement(), { at: '2026-11-23T09:30:00Z' });
    expect(wizard.context.application.acceptance).toEqual({
      ...acceptance(),
      acceptedAt: '2026-11-23T09:30:00.000Z',
      acceptedBy: 'applicant-1',
    });
  });

  it.each([
    ['R-041 the acceptance of an older version is no acceptance', { version: '2025-01' }, 'agreement.versionStale'],
    [
      'R-042 an acceptance without authority to bind the company is none',
      { authorityConfirmed: false },
      'agreement.authorityNotConfirmed',
    ],
    [
      'R-044 the acceptance of another agreement than the one on offer is none',
      { agreementId: 'other' },
      'value.notOffered',
    ],
  ] as const)('%s', async (_claim, over, code) => {
    const wizard = await atAgreement();
    await wizard.say(say.agreement({ ...acceptance(), ...over }));
    expect([wizard.codes, wizard.context.application.acceptance]).toEqual([[code], null]);
    await wizard.say(say.submit);
    expect(wizard.codes).toEqual(['agreement.notAccepted']);
  });

  it('R-041 R-044 answers brought along count only with the agreement and questionnaire of today', async () => {
    const policy = createPolicy({
      site: 'intl',
      agreement: { id: intl.agreement.id, version: '2027-01' },
      sensitiveRelationship: { ...intl.sensitiveRelationship, version: '2027-01' },
    });
    const wizard = await drive(wizardMachine, {
      policy,
      account: cloudAccount,
      application: completeApplication(intl),
    }).go(say.start);
    await wizard.say(say.submit);
    expect(wizard.codes).toEqual(['sensitiveRelationship.versionStale', 'agreement.versionStale']);
    await wizard.go(say.open('sensitiveRelationship'), say.filing(filing(policy)), say.agreement(acceptance(policy)));
    expect(
      wizard.snapshot.can({
        type: 'wizard.submit',
        at: wizard.clock.now,
        by: { role: 'applicant', id: 'applicant-1' },
      }),
    ).toBe(true);
  });
});

describe('whose application it is', () => {
  const other = { role: 'applicant', id: 'applicant-2' } as const;

  it('C-071 another applicant neither answers, goes back nor submits', async () => {
    const wizard = await begin().go(...throughWizard);
    for (const saying of [say.submit, say.back, say.agreement(), say.open('contact')]) {
      await wizard.say(saying, { by: other });
      expect([wizard.state, wizard.codes]).toEqual(['acceptingAgreement', ['actor.notApplicant']]);
    }
  });

  it('C-071 unless policy lets anyone of the role go on', async () => {
    const policy = createPolicy({ site: 'intl', review: { sameApplicantOnly: false } });
    const wizard = await drive(wizardMachine, { policy, account: cloudAccount }).go(...throughWizard);
    await wizard.say(say.submit, { by: other });
    expect(wizard.state).toBe('submitted');
  });

  it.each(['member', 'administrator', 'reviewer', 'system'] as const)(
    'a %s cannot say anything to the wizard',
    async (role) => {
      const wizard = begin();
      for (const saying of [say.start, say.business(), say.submit]) {
        await wizard.say(saying, { by: role });
        expect([wizard.state, wizard.codes]).toEqual(['notStarted', ['actor.notAllowed']]);
      }
    },
  );
});

describe('what was handed in', () => {
  it('every step stays done', async () => {
    const wizard = await begin().go(...throughWizard, say.submit);
    expect(steps(wizard.snapshot)).toMatchObject({ done: wizardSteps.length, total: wizardSteps.length });
    expect(wizard.context.application).toMatchObject({
      submittedAt: wizard.clock.now,
      company: { partner: null },
      applicantId: 'applicant-1',
    });
  });

  it('nothing more can be said', async () => {
    const wizard = await begin().go(...throughWizard, say.submit);
    const by = { role: 'applicant', id: 'applicant-1' } as const;
    for (const saying of [...throughWizard, say.submit, say.back])
      expect(explain(wizard.snapshot, { ...saying, at: wizard.clock.now, by })).toMatchObject({
        allowed: false,
        issues: [{ code: 'event.notExpected' }],
      });
  });
});
