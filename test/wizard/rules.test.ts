import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, initialTransition } from 'xstate';
import { knownAccount } from '../../src/account.js';
import { type Application, acceptanceIssues, answerIssues, filingIssues } from '../../src/application.js';
import { ownerIssues } from '../../src/owner.js';
import { createPolicy } from '../../src/policy.js';
import {
  companyIssues,
  dependentSteps,
  orderIssues,
  stepIssues,
  wizardConsequences,
  wizardRequirements,
  wizardRules,
} from '../../src/wizard/wizard.guards.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import type { WizardContext } from '../../src/wizard/wizard.schema.js';
import { wizardUpdates } from '../../src/wizard/wizard.updates.js';
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
} from '../support/answers.js';

const at = '2026-11-22T12:00:00.000Z';
const by = { role: 'applicant', id: 'applicant-1' } as const;
const begun = initialTransition(wizardMachine as AnyStateMachine, { policy: intl, account: cloudAccount } as never)[0]
  .context as WizardContext;
const having = (over: Partial<Application> = {}): WizardContext => ({
  ...begun,
  application: completeApplication(intl, over),
});
const act = (type: string, payload: object = {}) => ({ type, at, by, ...payload }) as never;

describe('what rests on an answer', () => {
  const save = (over: object = {}) => act('wizard.business.save', { business: { ...business, ...over } });
  const name = (over: object = {}) => act('wizard.contact.save', { contact: { ...contact, ...over } });
  it.each<[string, never, Partial<Application>, string[]]>([
    ['the same company', save(), {}, []],
    ['the same company, written otherwise', save({ registrationNumber: 'hrb-4711' }), {}, []],
    ['the same company with a website', save({ website: 'https://acme.example' }), {}, []],
    ['another name', save({ companyName: 'Acme' }), {}, ['sensitiveRelationship', 'agreement']],
    ['another number', save({ registrationNumber: 'HRB 1' }), {}, ['sensitiveRelationship', 'agreement']],
    ['a first company', save(), { business: null }, ['sensitiveRelationship', 'agreement']],
    ['another name, not filed yet', save({ companyName: 'Acme' }), { filing: null }, ['agreement']],
    ['another name, not accepted yet', save({ companyName: 'Acme' }), { acceptance: null }, ['sensitiveRelationship']],
    ['the same person', name({ phone: '+4930999999' }), {}, []],
    ['another person', name({ name: 'Ada' }), {}, ['sensitiveRelationship']],
    ['a first person', name(), { contact: null }, ['sensitiveRelationship']],
    ['another person, not filed yet', name({ name: 'Ada' }), { filing: null }, []],
    ['a step that is opened', act('wizard.step.open', { step: 'contact' }), {}, []],
  ])('R-039 on %s', (_name, event, over, steps) => {
    expect(dependentSteps(having(over), event)).toEqual(steps);
    expect(wizardConsequences(having(over), event)).toEqual(
      steps.map((step) => ({ code: 'step.lookAgain', path: [], params: { step } })),
    );
  });
});

describe('R-034 the company', () => {
  const partner = { partnerId: 'P-1', companyName: 'Acme Partner' };
  const company = { country: business.country, registrationNumber: business.registrationNumber };
  it.each<[string, Partial<Application>, object[]]>([
    ['no business information', { business: null, company: null }, []],
    ['not looked up', { company: null }, [{ code: 'company.unchecked', path: [], params: {} }]],
    [
      'another one looked up',
      { company: { ...company, country: 'FR', partner: null } },
      [{ code: 'company.unchecked', path: [], params: {} }],
    ],
    [
      'a partner already',
      { company: { ...company, partner } },
      [{ code: 'company.alreadyPartner', path: [], params: { companyName: 'Acme Partner' } }],
    ],
    ['a partner already, applied for anyway', { company: { ...company, partner }, secondAccount: true }, []],
    ['no partner', {}, []],
  ])('with %s', (_name, over, issues) => {
    expect(companyIssues(having(over))).toEqual(issues);
  });

  const answer = (value: object) => ({ type: 'xstate.done.actor.port', output: { at, value } });
  it.each<[string, Partial<Application>, object | null, string[]]>([
    ['no partner', {}, null, ['business', 'contact']],
    ['a partner', {}, partner, ['business']],
    ['a partner, applied for anyway', { secondAccount: true }, partner, ['business', 'contact']],
    ['no partner, of no business information', { business: null }, null, ['business']],
    ['a partner, of no business information', { business: null, secondAccount: true }, partner, ['business']],
  ])('found to be %s: the way goes to %j', (_name, over, found, trail) => {
    const { application } = wizardUpdates.recordCompany(
      having({ trail: ['business'], ...over }),
      answer({ partner: found }),
    );
    expect(application.trail).toEqual(trail);
    expect(application.company?.partner).toEqual(found);
  });

  it.each<[string, Partial<Application>, string[]]>([
    ['with business information', {}, ['business', 'contact']],
    ['without', { business: null }, ['business']],
  ])('applied for anyway %s: the way goes to %j', (_name, over, trail) => {
    const { application } = wizardUpdates.recordSecondAccount(
      having({ trail: ['business'], ...over }),
      act('wizard.company.applyAnyway'),
    );
    expect([application.secondAccount, application.trail]).toEqual([true, trail]);
  });

  it('applied for anyway is a way of its own without business information', () => {
    const ways = (context: WizardContext) => [
      wizardRules.mayApplyAnyway.when(context),
      wizardRules.mayApplyAnywayWithoutBusiness.when(context),
    ];
    expect(ways(having())).toEqual([true, false]);
    expect(ways(having({ business: null }))).toEqual([false, true]);
  });

  it('R-038 R-174 known from real-name authentication is proposed where nothing or another company is answered, and overwrites no answer', () => {
    const start = (over: Partial<Application>) =>
      wizardUpdates.recordStart(
        { ...having(over), policy: cn, account: knownAccount(realNameAccount('approved')) },
        act('wizard.start'),
      ).application;
    const { companyName, country, registrationNumber } = cnBusiness;
    expect(start({ business: null }).drafts.business).toEqual({ companyName, country, registrationNumber });
    expect(start({ business: cnBusiness }).drafts.business).toBeUndefined();
    const other = start({});
    expect([other.business, other.drafts.business]).toEqual([business, { companyName, country, registrationNumber }]);
    const known = { ...begun, account: knownAccount(realNameAccount('approved')) };
    expect([known, begun].map(wizardRules.mayStartWithKnownCompany.when)).toEqual([true, false]);
    expect([known, begun].map(wizardRules.mayStart.when)).toEqual([false, true]);
  });
});

describe('the way through the wizard', () => {
  it('goes to where one is only once', () => {
    const open = (step: string) =>
      wizardUpdates.openStep(having({ trail: ['business', 'contact'] }), act('wizard.step.open', { step })).application;
    expect(open('contact').trail).toEqual(['business', 'contact']);
    expect(open('business').trail).toEqual(['business', 'contact', 'business']);
  });

  it('R-030 a step before which something is open is out of order, with all that is open', () => {
    expect(orderIssues('agreement', having({ contact: null, filing: null }))).toEqual([
      { code: 'step.outOfOrder', path: ['step'], params: { step: 'agreement', before: 'contact' } },
      { code: 'contact.missing', path: [], params: {} },
      { code: 'sensitiveRelationship.notFiled', path: [], params: {} },
    ]);
    expect(orderIssues('business', having({ business: null }))).toEqual([]);
    expect(stepIssues('contact', having({ business: null, company: null }))).toEqual([]);
  });
});

describe('what the wizard asks for, and the way to close it', () => {
  const due = (state: string, over: Partial<Application>) =>
    wizardRequirements(having(over), state).currentlyDue.map(({ code, step, remedy }) => `${step} ${code}: ${remedy}`);
  const partner = { partnerId: 'P-1', companyName: 'Acme Partner' };
  const company = { country: business.country, registrationNumber: business.registrationNumber, partner };

  it.each<[string, Partial<Application>, string[]]>([
    ['enteringBusiness', { business: null }, ['business business.missing: wizard.business.save']],
    ['notStarted', { business: null }, ['business business.missing: wizard.start']],
    ['redirected', { business: null }, []],
    ['enteringBusiness', { trail: [] }, ['business road.open: wizard.start']],
    ['enteringContact', { contact: null }, ['contact contact.missing: wizard.contact.save']],
    ['companyCheckFailed', { contact: null }, ['contact contact.missing: wizard.contact.save']],
    ['companyCheckFailed', { company: null }, ['business company.unchecked: wizard.company.checkAgain']],
    ['enteringBusiness', { company: null }, ['business company.unchecked: wizard.business.save']],
    ['offeringAssociation', { company }, ['business company.alreadyPartner: wizard.company.associate']],
    ['enteringBusiness', { company }, ['business company.alreadyPartner: wizard.business.save']],
    ['offeringAssociation', { contact: null }, ['contact contact.missing: wizard.contact.save']],
    ['acceptingAgreement', { lookAgain: ['agreement'] }, ['agreement step.lookAgain: wizard.agreement.accept']],
    ['acceptingAgreement', { rejected: { business, contact, filing: filing() } }, []],
  ])('in %s with %j: %j', (state, over, expected) => {
    expect(due(state, over)).toEqual(expected);
  });

  it('R-053 where policy refuses an unchanged application, that stands in the way', () => {
    const policy = createPolicy({ site: 'intl', review: { resubmitUnchanged: false } });
    const context = { ...having({ rejected: { business, contact, filing: filing() } }), policy };
    expect(wizardRequirements(context, 'acceptingAgreement').currentlyDue).toEqual([
      expect.objectContaining({ step: 'business', code: 'review.unchanged', remedy: 'wizard.business.save' }),
    ]);
  });

  it('R-001 R-035 of an account that may not join says so at the first step, with no way to close it', () => {
    const account = knownAccount({ partnerId: 'P-9' });
    const asked = wizardRequirements({ ...having(), account }, 'notStarted').currentlyDue;
    expect(asked.map(({ code, step, remedy }) => [code, step, remedy])).toEqual([
      ['account.required', 'business', null],
      ['join.alreadyPartner', 'business', null],
    ]);
  });
});

describe('what an answer lacks is said where it stands', () => {
  const [first, ...others] = filing().answers;
  const { version, items } = intl.sensitiveRelationship;
  const question = items[0]?.id ?? '';
  const asking = (answers: ReturnType<typeof filing>['answers']) =>
    filingIssues({ questionnaireVersion: version, answers }, intl, ['filing']);

  it('R-040 in a filing', () => {
    expect(filingIssues({ questionnaireVersion: '0', answers: [] }, intl, ['filing'])).toEqual([
      {
        code: 'sensitiveRelationship.versionStale',
        path: ['filing', 'questionnaireVersion'],
        params: { current: version },
      },
    ]);
    expect(asking(others)).toEqual([
      { code: 'sensitiveRelationship.unanswered', path: ['filing', 'answers'], params: { question } },
    ]);
    expect(asking([...filing().answers, { question: 'weather', value: true }])).toEqual([
      {
        code: 'sensitiveRelationship.unknownQuestion',
        path: ['filing', 'answers', items.length],
        params: { question: 'weather' },
      },
    ]);
    expect(asking([...filing().answers, ...(first ? [first] : [])])).toEqual([
      {
        code: 'sensitiveRelationship.unknownQuestion',
        path: ['filing', 'answers', items.length],
        params: { question },
      },
    ]);
    expect(asking([{ question, value: true }, ...others])).toEqual([
      {
        code: 'sensitiveRelationship.detailsRequired',
        path: ['filing', 'answers', 0, 'details'],
        params: { question },
      },
    ]);
  });

  it('R-041 R-042 in an acceptance', () => {
    const { id, version: current } = intl.agreement;
    expect(acceptanceIssues({ ...acceptance(), agreementId: 'x' }, intl, ['acceptance'])).toEqual([
      { code: 'value.notOffered', path: ['acceptance', 'agreementId'], params: { offered: id } },
    ]);
    expect(acceptanceIssues({ agreementId: id, version: '0', authorityConfirmed: false }, intl)).toEqual([
      { code: 'agreement.versionStale', path: ['version'], params: { current } },
      { code: 'agreement.authorityNotConfirmed', path: ['authorityConfirmed'], params: {} },
    ]);
  });

  it('R-030 in the answers of each step', () => {
    const strange = {
      business: { ...business, companyName: '4711' },
      contact: { ...contact, email: `${'a'.repeat(64)}@${'b'.repeat(60)}.example` },
      filing: { questionnaireVersion: '0', answers: [] },
      acceptance: { ...acceptance(), version: '0' },
    } as never;
    const strict = { ...intl, account: { ...intl.account, emailMost: 10 } };
    const places = (['business', 'contact', 'sensitiveRelationship', 'agreement'] as const).map((step) =>
      answerIssues(step, strange, strict, ['application']).map(({ path }) => path.join('.')),
    );
    expect(places).toEqual([
      ['application.business.companyName'],
      ['application.contact.email'],
      ['application.filing.questionnaireVersion'],
      ['application.acceptance.version'],
    ]);
  });

  it('S36 in a contact that is saved', () => {
    const strict = { ...begun, policy: { ...intl, account: { ...intl.account, emailMost: 10 } } };
    const said = (context: WizardContext) =>
      wizardRules.isContactComplete.said(context, act('wizard.contact.save', { contact }));
    expect(said(strict)).toEqual([{ code: 'text.tooLong', path: ['contact', 'email'], params: { most: 10 } }]);
    expect(said(begun)).toEqual([]);
  });

  it('C-071 for whoever did not begin it, and for nobody else', () => {
    const stranger = [{ code: 'actor.notApplicant', path: ['by', 'id'], params: {} }];
    expect(ownerIssues(having(), { by: { role: 'applicant', id: 'another' } })).toEqual(stranger);
    for (const id of ['applicant-1', '']) expect(ownerIssues(having(), { by: { role: 'applicant', id } })).toEqual([]);
    expect(ownerIssues(having(), { by: { role: 'system', id: 'another' } })).toEqual([]);
  });
});
