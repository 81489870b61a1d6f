import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAuthenticated, knownAccount, realNameApplicationIssues } from '../../src/account.js';
import type { Business } from '../../src/application.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { createPolicy, type Policy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { requirements } from '../../src/registration/requirements.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { arbitraries } from '../../src/testing/fastCheck.js';
import {
  acceptance,
  business,
  cloudAccount,
  cn,
  cnBusiness,
  completeApplication,
  filing,
  intl,
  realNameAccount,
  say,
  submittedApplication,
  throughWizard,
  unifiedCode,
} from '../support/answers.js';
import { drive } from '../support/drive.js';
import type { Scripts } from '../support/ports.js';

const partner = { partnerId: 'P-1', companyName: 'Ácme Cloud GmbH' };
const isPartner = () => ({ partner });
const notPassed = () => ({ result: 'notPassed', findings: [{ cause: 'other' }] });
const alreadyPartner = () => ({ result: 'alreadyPartner', partner });
const isAnother = { type: 'wizard.company.isAnother' } as const;
const approve = { type: 'review.approve' } as const;
const revise = { type: 'review.revise' } as const;
const rejectFor = (...fields: string[]) => ({ type: 'review.reject', reason: 'The name differs.', fields }) as const;

const onRoad = (ports: Scripts = {}, policy: Policy = intl) =>
  drive(registrationMachine, { policy, account: cloudAccount }, ports);
const later = (road: ReturnType<typeof onRoad>) =>
  requirements(road.snapshot).eventuallyDue.map(({ code, path, remedy }) => [code, path.join('.'), remedy].join(' '));

/** On the cn site, with a company that real-name authentication approved. */
function authenticatedAs(company: Partial<Business>, policy: Policy = cn) {
  const account = realNameAccount('approved');
  const application = { ...account.realName?.application, ...company } as never;
  return drive(registrationMachine, {
    policy,
    account: { ...account, realName: { status: 'approved', application, reason: null, decidedAt: null } },
  });
}

describe('R-183 one company, one partner', () => {
  it('C-171 B2 the company became a partner between its look-up and Submit: association is offered, nothing is handed in', async () => {
    const road = await onRoad().go(...throughWizard);
    await road.answer('lookUpCompany', isPartner).go(say.submit);
    expect(road.state).toBe('wizard.offeringAssociation');
    expect(road.context.application).toMatchObject({
      submittedAt: null,
      business,
      filing: filing(),
      company: { partner },
    });
    await road.go({ type: 'wizard.company.associate' });
    expect(road.state).toBe('association.drafting');
    expect(road.context.association.company).toEqual(partner);
  });

  it('R-183 what was handed in was asked about at the time of the answer', async () => {
    const road = await onRoad({ screenApplication: notPassed }).go(...throughWizard, say.submit);
    expect(road.calls.filter(({ port }) => port === 'lookUpCompany')).toHaveLength(2);
    expect(road.context.application.submittedAt).toBe(road.clock.now);
  });

  it('R-183 where the company cannot be looked up on Submit nothing is lost, and Submit can be said again', async () => {
    const road = await onRoad().go(...throughWizard);
    road.once('lookUpCompany', () => {
      throw new Error('down');
    });
    await road.go(say.submit);
    expect([road.state, road.trouble]).toEqual(['wizard.acceptingAgreement', ['port.unavailable']]);
    expect(road.context.application.submittedAt).toBeNull();
    await road.go(say.submit);
    expect(road.state).toBe('enrollment.enrolled');
  });

  it('C-172 B3 rejected, and a partner meanwhile: revised and submitted it is offered association', async () => {
    const road = await onRoad({ screenApplication: notPassed }).go(...throughWizard, say.submit, rejectFor(), revise);
    await road.answer('lookUpCompany', isPartner).go(say.submit);
    expect(road.state).toBe('wizard.offeringAssociation');
  });

  it('C-172 R-183 in review alone a resubmission asks about the company, and ends redirected', async () => {
    const review = drive(
      reviewMachine,
      { policy: intl, application: submittedApplication() },
      {
        screenApplication: notPassed,
      },
    );
    await review.rest();
    await review.go(rejectFor(), revise);
    const resubmit = { type: 'review.resubmit', application: completeApplication() } as const;
    review.once('lookUpCompany', () => {
      throw new Error('down');
    });
    await review.go(resubmit);
    expect([review.state, review.trouble, review.context.application.submittedAt]).toEqual([
      'revising',
      ['port.unavailable'],
      null,
    ]);
    await review.answer('lookUpCompany', isPartner).go(resubmit);
    expect(review.state).toBe('redirected');
    expect(review.context.application).toMatchObject({ submittedAt: null, company: { partner } });
  });

  it('C-173 B4 the port that makes the partner finds it is one: association is offered, and no stale approval enrolls', async () => {
    const road = await onRoad({ registerPartner: alreadyPartner }).go(...throughWizard, say.submit);
    expect(road.state).toBe('wizard.offeringAssociation');
    expect(road.context).toMatchObject({
      account: { partnerId: null },
      application: { submittedAt: null, company: { partner } },
      enrollment: { partnerId: null },
      review: { attempt: 1, submittedAt: null, decision: null, screening: null },
    });
    expect(road.announcements.map(({ type }) => type)).not.toContain('enrollment.enrolled');
    await road.answer('screenApplication', notPassed).go(isAnother, say.submit);
    expect(road.state).toBe('review.manuallyReviewing');
  });

  it('C-173 B4 so it does after a retry: no state leads on by a retry alone', async () => {
    const road = onRoad().once('registerPartner', () => {
      throw new Error('down');
    });
    await road.go(...throughWizard, say.submit);
    expect(road.state).toBe('enrollment.notRegistered');
    await road.answer('registerPartner', alreadyPartner).go({ type: 'enrollment.registration.retry' });
    expect(road.state).toBe('wizard.offeringAssociation');
  });

  it('R-183 enrollment alone ends redirected, with the partner that was found', async () => {
    const enrollment = drive(
      enrollmentMachine,
      { policy: intl, application: submittedApplication() },
      {
        registerPartner: alreadyPartner,
      },
    );
    await enrollment.rest();
    expect(enrollment.state).toBe('redirected');
    expect(enrollment.context.application).toMatchObject({ submittedAt: null, company: { partner } });
    expect(requirements(enrollment.snapshot).pendingVerification).toEqual([]);
  });

  it('R-034 a second account is told to the port that makes the partner', async () => {
    const policy = createPolicy({ site: 'intl', business: { secondAccount: true } });
    const road = onRoad({ lookUpCompany: isPartner }, policy);
    const [start, save, ...rest] = throughWizard;
    await road.go(start, save, { type: 'wizard.company.applyAnyway' }, ...rest, say.submit);
    expect(road.state).toBe('enrollment.enrolled');
    expect(road.calls.at(-1)).toMatchObject({ port: 'registerPartner', input: { secondAccount: true } });
  });
});

describe('C-175 B5 "this is not my company"', () => {
  const [start, save, ...rest] = throughWizard;
  const stated = (ports: Scripts = {}) => onRoad({ lookUpCompany: isPartner, ...ports }).go(start, save, isAnother);

  it('leads on, and what stood in the way is not due any more', async () => {
    const road = await stated();
    expect(road.state).toBe('wizard.enteringContact');
    expect(road.context.application.differentFrom).toEqual({ partnerId: 'P-1', statedAt: road.clock.now });
    expect(requirements(road.snapshot).currentlyDue.map(({ code }) => code)).not.toContain('company.alreadyPartner');
  });

  it('goes to people even where the system passes it, and to the port with the partner it differs from', async () => {
    const road = await (await stated()).go(...rest, say.submit);
    expect(road.state).toBe('review.manuallyReviewing');
    expect(road.context.review.screening).toMatchObject({ passed: false, findings: [{ cause: 'duplicateCompany' }] });
    expect(road.calls.at(-1)).toMatchObject({ port: 'screenApplication', input: { differentFrom: 'P-1' } });
    await road.go(approve);
    expect(road.state).toBe('enrollment.enrolled');
    expect(road.calls.at(-1)).toMatchObject({ input: { differentFrom: 'P-1', secondAccount: false } });
  });

  it('so it does where the system says so later', async () => {
    const road = await stated({ screenApplication: () => ({ result: 'pending' }) });
    await road.go(...rest, say.submit, { type: 'review.screeningPassed' });
    expect(road.state).toBe('review.manuallyReviewing');
    expect(road.announcements.map(({ type }) => type)).toEqual(['review.manualReviewStarted']);
  });

  it('another partner stands in the way again', async () => {
    const road = await (await stated()).go(...rest);
    await road.answer('lookUpCompany', () => ({ partner: { ...partner, partnerId: 'P-2' } })).go(say.submit);
    expect(road.state).toBe('wizard.offeringAssociation');
  });

  it('holds for the company it was said of, and for no other', async () => {
    const road = await (await stated()).go(say.open('business'), say.business({ register: 'Amtsgericht Hamburg' }));
    expect(road.context.application.differentFrom).toMatchObject({ partnerId: 'P-1' });
    await road.go(say.open('business'), say.business({ registrationNumber: 'HRB 9' }));
    expect(road.context.application.differentFrom).toBeNull();
    expect(road.state).toBe('wizard.offeringAssociation');
  });

  it('is a way on the cn site too, where the company comes from real-name authentication', async () => {
    const road = authenticatedAs({}).answer('lookUpCompany', isPartner);
    await road.go(say.start, isAnother);
    expect(road.state).toBe('wizard.enteringBusiness');
    await road.go({ type: 'wizard.business.save', business: cnBusiness });
    expect(road.state).toBe('wizard.enteringContact');
  });
});

describe('two gates agree', () => {
  it('C-170 B1 R-038 a company authenticated in China is not one of Singapore', async () => {
    const road = await authenticatedAs({}).go(say.start);
    await road.say({ type: 'wizard.business.save', business: { ...cnBusiness, country: 'SG' } });
    expect(road.codes).toEqual(['company.differsFromRealName']);
  });

  it.each([
    ['C-176 D1 of Hong Kong, with its own number', { country: 'HK', registrationNumber: '1234567' }],
    ['D1 of Taiwan', { country: 'TW', registrationNumber: '22099131' }],
    [
      'D1 of Germany, with its register',
      { country: 'DE', registrationNumber: 'HRB 1', register: 'Amtsgericht Hamburg' },
    ],
    ['D2 with a code given out in Xiamen before 2016', { registrationNumber: '91350203M0001QKT19' }],
    ['D2 D3 approved under an earlier rule', { registrationNumber: '12345678-9' }],
  ])('%s an authenticated company is taken by the wizard and handed in', async (_name, over) => {
    const road = authenticatedAs(over);
    const company = { ...cnBusiness, ...over };
    await road.go(say.start, { type: 'wizard.business.save', business: company });
    await road.go(say.contact(), say.filing(filing(cn)), say.agreement(acceptance(cn)), say.submit);
    expect(road.state).toBe('enrollment.enrolled');
  });

  it('D3 what the wizard would refuse is refused at the first gate', () => {
    const { realName } = realNameAccount('applying');
    const application = { ...realName?.application, registrationNumber: '12345678-9' } as never;
    expect(realNameApplicationIssues(application, '', cn, []).map(({ code }) => code)).toEqual([
      'registrationNumber.notUnifiedCode',
    ]);
  });

  it('U6 U17 a name and a number are compared folded, and kept as they were authenticated', async () => {
    const road = await authenticatedAs({ companyName: '示例（深圳）有限公司' }).go(say.start);
    const typed = { companyName: '示例(深圳) 有限公司', country: 'CN', registrationNumber: '9135 0100 m000-100y 43' };
    await road.go({ type: 'wizard.business.save', business: typed });
    expect(road.context.application.business).toEqual({
      companyName: '示例（深圳）有限公司',
      country: 'CN',
      registrationNumber: unifiedCode,
    });
  });

  it('B5 a register that differs from the one authenticated is another company', () => {
    const account = knownAccount(realNameAccount('approved'));
    const { realName } = account;
    if (realName?.application.kind !== 'enterprise') throw new Error('no enterprise');
    const application = { ...realName.application, register: 'Hamburg' };
    const known = { ...account, realName: { ...realName, application } };
    expect(isAuthenticated({ ...cnBusiness, register: 'München' }, known)).toBe(false);
    expect(isAuthenticated({ ...cnBusiness, register: 'HAMBURG' }, known)).toBe(true);
    expect(isAuthenticated(cnBusiness, known)).toBe(true);
  });

  it('B5 where policy asks for it the register is asked for, at both gates', async () => {
    const policy = createPolicy({ site: 'intl', business: { registerRequiredIn: ['DE'] } });
    const road = await onRoad({}, policy).go(say.start);
    await road.say(say.business());
    expect(road.codes).toEqual(['value.missing']);
    await road.go(say.business({ register: 'Amtsgericht Charlottenburg' }));
    expect(road.calls.at(-1)).toMatchObject({ input: { register: 'Amtsgericht Charlottenburg' } });
  });

  const offered = { realName: { offered: true } } as const;
  it.each([
    ['cn', cn],
    ['intl', createPolicy({ site: 'intl', ...offered })],
    [
      'eu',
      createPolicy({ site: 'eu', ...offered, business: { companyFromRealName: true, registerRequiredIn: ['DE'] } }),
    ],
  ])('D1 D2 D3 whatever real-name authentication takes on %s can be saved and handed in', async (_site, policy) => {
    await fc.assert(
      fc.asyncProperty(arbitraries(policy).realName, async (application) => {
        if (application.kind !== 'enterprise') return;
        expect(realNameApplicationIssues(application, '', policy, [])).toEqual([]);
        const realName = { status: 'approved', application, reason: null, decidedAt: null } as const;
        const road = drive(registrationMachine, { policy, account: { ...cloudAccount, realName } });
        const { companyName, country, registrationNumber, register } = application;
        const company = { companyName, country, registrationNumber, ...(register === undefined ? {} : { register }) };
        await road.go(say.start, { type: 'wizard.business.save', business: company });
        await road.go(say.contact(), say.filing(filing(policy)), say.agreement(acceptance(policy)), say.submit);
        expect(road.state).toBe('enrollment.enrolled');
      }),
      { numRuns: 40 },
    );
  });
});

describe('no state without a way on', () => {
  it('C-185 D5 a revised application is asked for by reason and named field, until it is submitted again', async () => {
    const road = await onRoad({ screenApplication: notPassed }).go(...throughWizard, say.submit);
    await road.go(rejectFor('business.companyName', 'acceptance.version', 'licence'), revise);
    expect(later(road)).toEqual([
      'review.rejected  wizard.submit',
      'review.fieldNamed business.companyName wizard.business.save',
      'review.fieldNamed acceptance.version wizard.submit',
      'review.fieldNamed licence wizard.submit',
      'review.unchanged  wizard.business.save',
    ]);
    await road.go(say.business({ companyName: 'Acme Cloud AG' }));
    expect(later(road)).toEqual([
      'review.rejected  wizard.submit',
      'review.fieldNamed acceptance.version wizard.submit',
      'review.fieldNamed licence wizard.submit',
    ]);
    await road.go(say.contact(), say.filing(), say.agreement(), say.submit);
    expect([road.state, later(road)]).toEqual(['review.manuallyReviewing', []]);
    expect(road.context.application.rejected).toBeNull();
  });

  it('D5 in review alone the named fields are closed by submitting again', async () => {
    const review = drive(
      reviewMachine,
      { policy: intl, application: submittedApplication() },
      {
        screenApplication: notPassed,
      },
    );
    await review.rest();
    await review.go(rejectFor('business.companyName'), revise);
    expect(requirements(review.snapshot).eventuallyDue.map(({ code, remedy }) => [code, remedy])).toEqual([
      ['review.fieldNamed', 'review.resubmit'],
      ['review.unchanged', 'review.resubmit'],
    ]);
  });

  it('C-184 D6 R-035 R-176 whoever has applied, or is a partner, is told why there is nothing to start', async () => {
    const road = await onRoad({ screenApplication: notPassed }).go(...throughWizard, say.submit);
    await road.say(say.start);
    expect(road.codes).toEqual(['review.inProgress']);
    await road.go(rejectFor());
    await road.say(say.start);
    expect(road.codes).toEqual(['review.rejected']);
    await road.go(revise, say.submit, approve);
    await road.say(say.start);
    expect([road.state, road.codes]).toEqual(['enrollment.enrolled', ['join.alreadyPartner']]);
  });

  it('D9 R-028 an associated account is not deregistered, and is told why', async () => {
    const address = { by: 'email', value: 'member@acme.example' } as const;
    const statement = { ...intl.association.statement, agreed: true, employee: true };
    const road = await onRoad().go(
      { type: 'registration.associate' },
      { type: 'association.request', address, company: partner },
      { type: 'association.invite', address },
      { type: 'association.accept', statement },
    );
    await road.say({ type: 'enrollment.deregister' });
    expect(road.codes).toEqual(['deregistration.associated']);
  });
});
