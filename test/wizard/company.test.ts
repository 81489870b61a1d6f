import { describe, expect, it } from 'vitest';
import { allowedEvents } from '../../src/explain.js';
import { createPolicy } from '../../src/policy.js';
import { requirements } from '../../src/registration/requirements.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import {
  business,
  cloudAccount,
  cn,
  cnBusiness,
  completeApplication,
  intl,
  realNameAccount,
  say,
  throughWizard,
  unifiedCode,
} from '../support/answers.js';
import { drive } from '../support/drive.js';
import { down, type Scripts } from '../support/ports.js';

const partner = { partnerId: 'P-77', companyName: 'Ácme Cloud GmbH' };
const alreadyPartner: Scripts = { lookUpCompany: () => ({ partner }) };
const begin = (ports: Scripts = {}) => drive(wizardMachine, { policy: intl, account: cloudAccount }, ports);
const beginOnCn = (ports: Scripts) =>
  drive(wizardMachine, { policy: cn, account: realNameAccount('approved') }, ports).go(say.start);

/** A port whose answers are given by hand, in the order of the calls. */
function byHand() {
  const calls: { answer: (partnerFound: typeof partner | null) => void; signal: AbortSignal }[] = [];
  const ports: Scripts = {
    lookUpCompany: (_asked, { signal }) =>
      new Promise((resolve) => calls.push({ answer: (found) => resolve({ partner: found }), signal })),
  };
  return { calls, ports };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a company that is a partner already', () => {
  it('C-049 R-034 at Next: the offer to associate, not an error', async () => {
    const wizard = await begin(alreadyPartner).go(say.start, say.business());
    expect([wizard.state, wizard.trouble]).toEqual(['offeringAssociation', []]);
    expect(requirements(wizard.snapshot).currentlyDue[0]).toMatchObject({
      code: 'company.alreadyPartner',
      params: { companyName: partner.companyName },
      remedy: 'wizard.company.associate',
    });
  });

  it('C-049 R-034 at Start, where the company is known beforehand', async () => {
    const wizard = await beginOnCn(alreadyPartner);
    expect(wizard.state).toBe('offeringAssociation');
  });

  it('C-050 R-034 taking the offer ends the wizard without an application', async () => {
    const wizard = await begin(alreadyPartner).go(say.start, say.business(), { type: 'wizard.company.associate' });
    expect([wizard.state, wizard.snapshot.status]).toEqual(['redirected', 'done']);
    expect(wizard.context.application).toMatchObject({ submittedAt: null, company: { partner } });
  });

  it('R-034 the way on is closed: no step opens and nothing is submitted', async () => {
    const wizard = await begin(alreadyPartner).go(say.start, say.business());
    await wizard.say(say.open('contact'));
    expect(wizard.codes).toEqual(['step.outOfOrder', 'company.alreadyPartner']);
    await wizard.say(say.submit);
    expect(wizard.codes).toContain('company.alreadyPartner');
    expect(wizard.state).toBe('offeringAssociation');
  });

  it('R-034 back to the form with everything typed; another company goes on', async () => {
    const wizard = await begin({
      lookUpCompany: ({ registrationNumber }) => ({ partner: registrationNumber === 'HRB 4711' ? partner : null }),
    }).go(say.start, say.business(), say.back);
    expect([wizard.state, wizard.context.application.business]).toEqual(['enteringBusiness', business]);
    await wizard.go(say.business({ registrationNumber: 'HRB 4712' }));
    expect(wizard.state).toBe('enteringContact');
    expect(wizard.context.application.company).toEqual({
      country: 'DE',
      registrationNumber: 'HRB 4712',
      partner: null,
    });
  });

  it('R-145 applying anyway is refused by default', async () => {
    const wizard = await begin(alreadyPartner).go(say.start, say.business());
    await wizard.say({ type: 'wizard.company.applyAnyway' });
    expect([wizard.state, wizard.codes]).toEqual(['offeringAssociation', ['company.secondAccountNotOffered']]);
    expect(allowedEvents(wizard.snapshot, 'applicant')).not.toContain('wizard.company.applyAnyway');
  });
});

describe('applying anyway, where policy offers it', () => {
  const second = { business: { secondAccount: true } } as const;
  const intlSecond = createPolicy({ site: 'intl', ...second });
  const apply = { type: 'wizard.company.applyAnyway' } as const;

  it('R-145 leads on, through another look at the company, to Submit', async () => {
    const wizard = await drive(wizardMachine, { policy: intlSecond, account: cloudAccount }, alreadyPartner).go(
      say.start,
      say.business(),
      apply,
    );
    expect(wizard.state).toBe('enteringContact');
    await wizard.go(say.back, say.business());
    expect(wizard.state).toBe('enteringContact');
    await wizard.go(...throughWizard.slice(2), say.submit);
    expect(wizard.context.application).toMatchObject({ secondAccount: true, company: { partner } });
  });

  it('R-145 holds for this company only: for another one it is asked again', async () => {
    const wizard = await drive(wizardMachine, { policy: intlSecond, account: cloudAccount }, alreadyPartner).go(
      say.start,
      say.business(),
      apply,
      say.back,
      say.business({ registrationNumber: 'HRB 4712' }),
    );
    expect(wizard.state).toBe('offeringAssociation');
  });

  it('R-034 R-145 before business information is saved, it comes first', async () => {
    const policy = createPolicy({ site: 'cn', ...second });
    const wizard = await drive(wizardMachine, { policy, account: realNameAccount('approved') }, alreadyPartner).go(
      say.start,
      apply,
    );
    expect(wizard.state).toBe('enteringBusiness');
    await wizard.go({ type: 'wizard.business.save', business: cnBusiness });
    expect(wizard.state).toBe('enteringContact');
    await wizard.go(say.back);
    expect(wizard.state).toBe('enteringBusiness');
  });
});

describe('a company that cannot be looked up', () => {
  it('R-034 a state that says so; checking again goes on; nothing is lost', async () => {
    const wizard = begin().once('lookUpCompany', down).once('lookUpCompany', down);
    await wizard.go(say.start, say.business());
    expect([wizard.state, wizard.trouble]).toEqual(['companyCheckFailed', ['port.unavailable']]);
    expect(requirements(wizard.snapshot).currentlyDue[0]).toMatchObject({
      code: 'company.unchecked',
      remedy: 'wizard.company.checkAgain',
    });
    await wizard.go({ type: 'wizard.company.checkAgain' });
    expect([wizard.state, wizard.trouble]).toEqual(['companyCheckFailed', ['port.unavailable']]);
    await wizard.go({ type: 'wizard.company.checkAgain' });
    expect([wizard.state, wizard.trouble]).toEqual(['enteringContact', []]);
    expect(wizard.context.application.business).toEqual(business);
    expect(wizard.calls).toHaveLength(3);
  });

  it.each([
    ['an answer no schema allows', () => ({ partner: { partnerId: 7 } })],
    ['no answer at all', () => undefined],
  ])('R-034 %s is no answer', async (_what, script) => {
    const wizard = await begin({ lookUpCompany: script }).go(say.start, say.business());
    expect([wizard.state, wizard.trouble]).toEqual(['companyCheckFailed', ['port.unavailable']]);
  });

  it('R-034 back to the form is possible, and the way on is not', async () => {
    const wizard = await begin().once('lookUpCompany', down).go(say.start, say.business());
    await wizard.say(say.open('contact'));
    expect(wizard.codes).toEqual(['step.outOfOrder', 'company.unchecked']);
    await wizard.go(say.back);
    expect([wizard.state, wizard.trouble]).toEqual(['enteringBusiness', []]);
    await wizard.go(say.business());
    expect(wizard.state).toBe('enteringContact');
  });

  it('R-034 at Start: check again leads to the form, or to the offer', async () => {
    const free = await beginOnCn({ lookUpCompany: down });
    expect(free.state).toBe('companyCheckFailed');
    await free.once('lookUpCompany', () => ({ partner: null })).go({ type: 'wizard.company.checkAgain' });
    expect(free.state).toBe('enteringBusiness');
    const taken = await beginOnCn({ lookUpCompany: down });
    await taken.once('lookUpCompany', () => ({ partner })).go({ type: 'wizard.company.checkAgain' });
    expect(taken.state).toBe('offeringAssociation');
    await taken.go(say.back);
    expect(taken.state).toBe('enteringBusiness');
  });

  it('R-034 what was known of the company before is forgotten as soon as another is saved', async () => {
    const wizard = await begin().go(say.start, say.business(), say.back);
    await wizard.once('lookUpCompany', down).go(say.business({ registrationNumber: 'HRB 2' }));
    expect([wizard.state, wizard.context.application.company]).toEqual(['companyCheckFailed', null]);
  });

  it('R-034 what is known of another company counts for nothing', async () => {
    const company = { country: 'DE', registrationNumber: 'HRB 1', partner: null };
    const application = completeApplication(intl, { company });
    const wizard = await drive(wizardMachine, { policy: intl, account: cloudAccount, application }).go(say.start);
    await wizard.say(say.submit);
    expect(wizard.codes).toEqual(['company.unchecked']);
    await wizard.go(say.business(), say.submit);
    expect(wizard.state).toBe('submitted');
  });

  it('a company number of any length the policy allows can be kept', async () => {
    const policy = createPolicy({ site: 'intl', business: { registrationNumber: { most: 500 } } });
    const registrationNumber = '7'.repeat(500);
    const wizard = await drive(wizardMachine, { policy, account: cloudAccount }).go(
      say.start,
      say.business({ registrationNumber }),
    );
    expect(wizard.context.application.company?.registrationNumber).toBe(registrationNumber);
  });
});

describe('a look-up that is overtaken', () => {
  it('a result that comes after one has gone back is ignored, and its call is aborted', async () => {
    const { calls, ports } = byHand();
    const wizard = begin(ports);
    await wizard.go(say.start);
    wizard.tell(say.business());
    expect(wizard.state).toBe('checkingCompany');
    await wizard.go(say.open('business'));
    expect([wizard.state, calls[0]?.signal.aborted]).toEqual(['enteringBusiness', true]);
    calls[0]?.answer(partner);
    await settled();
    expect([wizard.state, wizard.context.application.company]).toEqual(['enteringBusiness', null]);
  });

  it('the result for a company that was corrected since does not count for the new one', async () => {
    const { calls, ports } = byHand();
    const wizard = begin(ports);
    await wizard.go(say.start);
    wizard.tell(say.business());
    await wizard.go(say.open('business'));
    wizard.tell(say.business({ registrationNumber: unifiedCode }));
    calls[0]?.answer(partner);
    await settled();
    expect(wizard.state).toBe('checkingCompany');
    calls[1]?.answer(null);
    await wizard.rest();
    expect(wizard.state).toBe('enteringContact');
    expect(wizard.context.application.company).toEqual({
      country: 'DE',
      registrationNumber: unifiedCode,
      partner: null,
    });
  });

  it('back from the check of a company one came back to leads to where one came from', async () => {
    const { calls, ports } = byHand();
    const wizard = begin(ports);
    await wizard.go(say.start);
    wizard.tell(say.business());
    calls[0]?.answer(null);
    await wizard.rest();
    await wizard.go(say.contact(), say.open('business'));
    wizard.tell(say.business());
    await wizard.go(say.back);
    expect(wizard.state).toBe('filingSensitiveRelationship');
    calls[1]?.answer(partner);
    await settled();
    expect(wizard.state).toBe('filingSensitiveRelationship');
  });
});
