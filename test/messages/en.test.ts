import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { Issue, IssueCode, IssueParams } from '../../src/issue.js';
import { describeAct, describeIssue, describeQuestion, describeStep, en } from '../../src/messages/en.js';
import { createPolicy, sites } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { chartOf } from '../../src/registration/snapshot.js';

type CodeWithParams = { [C in IssueCode]: keyof IssueParams[C] extends never ? never : C }[IssueCode];

/** Parameters as the rules give them, for every code that has some. */
const params: { readonly [C in CodeWithParams]: IssueParams[C] } = {
  'value.wrongType': { expected: 'number' },
  'value.notOffered': { offered: 'individual, enterprise' },
  'value.tooMany': { most: 20 },
  'value.tooFew': { least: 1 },
  'key.unknown': { key: 'colour' },
  'text.tooShort': { least: 2 },
  'text.tooLong': { most: 64 },
  'event.unknown': { type: 'wizard.dance' },
  'event.reserved': { type: 'xstate.init' },
  'event.notExpected': { event: 'wizard.submit' },
  'actor.notAllowed': { role: 'applicant', event: 'review.approve' },
  'revision.stale': { expected: 3, actual: 4 },
  'port.unavailable': { port: 'lookUpCompany' },
  'file.typeNotAccepted': { accepted: 'image/png, image/jpeg' },
  'file.tooLarge': { mostMegabytes: 10 },
  'account.countryCannotEnableCloud': { country: 'TR' },
  'account.agreementNotAccepted': { agreement: 'customer-agreement' },
  'account.agreementVersionStale': { agreement: 'customer-agreement', current: '2' },
  'account.mobileQuota': { most: 3 },
  'accountName.reservedPrefix': { prefix: 'op_' },
  'password.tooShort': { least: 8 },
  'password.tooLong': { most: 32 },
  'password.tooFewKinds': { least: 2 },
  'code.format': { digits: 6 },
  'code.wrong': { left: 2 },
  'code.resendTooSoon': { from: '2026-11-01T09:01:00.000Z' },
  'code.dailyLimit': { most: 5 },
  'realName.rejected': { reason: 'The certificate is blurred' },
  'realName.tooYoung': { least: 18 },
  'realName.filesMissing': { least: 2 },
  'company.alreadyPartner': { companyName: 'Đại Việt Cloud JSC' },
  'company.differsFromRealName': { field: 'companyName' },
  'sensitiveRelationship.versionStale': { current: '2027-01' },
  'sensitiveRelationship.unanswered': { question: 'employees' },
  'sensitiveRelationship.unknownQuestion': { question: 'pets' },
  'sensitiveRelationship.detailsRequired': { question: 'officials' },
  'agreement.versionStale': { current: '2027-01' },
  'step.outOfOrder': { step: 'agreement', before: 'contact' },
  'step.lookAgain': { step: 'agreement' },
  'review.rejected': { reason: 'The name differs from the licence' },
  'review.resubmissionsUsedUp': { most: 2 },
  'review.overdue': { since: '2026-11-05T00:00:00.000Z' },
  'path.alreadySelected': { path: 'software' },
  'path.invitationRequired': { path: 'learning' },
  'program.alreadyRequested': { program: 'reseller' },
  'program.invitationRequired': { program: 'distributor' },
  'program.closedByPath': { program: 'cloudSolutionProvider' },
  'program.excludedBy': { program: 'distributor', other: 'cloudSolutionProvider' },
  'invitee.tooManyPartners': { most: 3, days: 365 },
  'invitation.dailyLimit': { most: 100 },
  'statement.versionStale': { current: '1.1' },
};

const codes = Object.keys(en.issues) as IssueCode[];
const paramsOf = (code: IssueCode): Issue['params'] =>
  Object.hasOwn(params, code) ? params[code as CodeWithParams] : {};
const textOf = (code: IssueCode, given: Issue['params'] = paramsOf(code)) => describeIssue(en, { code, params: given });
const catalogues = [en.steps, en.acts, en.questions];

describe('the English messages', () => {
  it('are whole sentences for every code', () => {
    for (const code of codes) {
      expect(textOf(code), code).toMatch(/^["A-Z].+\.$/u);
      expect(textOf(code), code).not.toMatch(/undefined|null|NaN|\[object|[{}]|\s{2}|\.\./u);
    }
  });

  it('are different for different codes, but for a reason that is missing', () => {
    const texts = codes.map((code) => textOf(code));
    const repeated = codes.filter((code, place) => texts.indexOf(textOf(code)) !== place);
    expect(repeated).toEqual(['review.reasonMissing']);
  });

  it('show every parameter', () => {
    for (const [code, given] of Object.entries(params)) {
      for (const [name, value] of Object.entries(given)) {
        const other = typeof value === 'number' ? value + 1 : 'something else';
        const changed = { ...given, [name]: other } as Issue['params'];
        expect(textOf(code as IssueCode, changed), `${code}: ${name}`).not.toBe(textOf(code as IssueCode));
      }
    }
  });

  it('count in the singular and in the plural', () => {
    expect(textOf('text.tooLong', { most: 1 })).toContain('1 character.');
    expect(textOf('text.tooLong', { most: 64 })).toContain('64 characters.');
    expect(textOf('code.wrong', { left: 1 })).toContain('1 more try.');
  });

  it('say the reason of a rejection, and leave it out where there is none', () => {
    expect(textOf('review.rejected', { reason: 'No such company.' })).toContain('rejected: "No such company". ');
    expect(textOf('review.rejected', { reason: '' })).toContain('rejected. ');
  });

  it('are left alone by a code of a later version', () => {
    expect(describeIssue(en, { code: 'moon.full' as IssueCode, params: {} })).toBe('moon.full');
  });
});

describe('the English labels', () => {
  it('name every act of the road, and no other', () => {
    expect(Object.keys(en.acts).sort()).toEqual(Object.keys(chartOf(registrationMachine).vocabulary).sort());
  });

  it('name every step of the road, and no other', () => {
    const { context } = createActor(registrationMachine, {
      input: { policy: createPolicy({ site: 'cn' }) },
    }).getSnapshot();
    const { steps } = chartOf(registrationMachine);
    const walked = ['wizard', 'association'].flatMap((state) => steps(context, state).map(({ id }) => id));
    expect(Object.keys(en.steps).sort()).toEqual([...new Set([...walked, 'road'])].sort());
  });

  it('name every question of the default questionnaires, and no other', () => {
    for (const site of sites) {
      const asked = createPolicy({ site }).sensitiveRelationship.items.map(({ id }) => id);
      expect(Object.keys(en.questions)).toEqual(asked);
    }
  });

  it('are filled in, and acts begin with what to do', () => {
    for (const words of catalogues.flatMap((catalogue) => Object.values(catalogue)))
      expect(words).toMatch(/^[A-Z].+\S$/u);
    for (const words of Object.values(en.questions)) expect(words).toMatch(/\?$/u);
    for (const words of Object.values(en.acts)) expect(words).not.toMatch(/[.?!]$/u);
  });

  it('are found by id; what has no words stands for itself', () => {
    expect(describeAct(en, 'wizard.submit')).toBe('Submit the application');
    expect(describeAct(en, 'toString')).toBe('toString');
    expect(describeStep(en, 'contact')).toBe('Contact information');
    expect(describeStep(en, 'moon')).toBe('moon');
  });

  it("a question's own text goes before the catalogue's", () => {
    expect(describeQuestion(en, { id: 'officials', text: null })).toBe(en.questions.officials);
    expect(describeQuestion(en, { id: 'officials', text: 'Any officials?' })).toBe('Any officials?');
    expect(describeQuestion(en, { id: 'pets', text: null })).toBe('pets');
  });
});
