import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, initialTransition } from 'xstate';
import { knownAccount } from '../../src/account.js';
import { companyToLookUp, newApplication } from '../../src/application.js';
import { associationMachine } from '../../src/association/association.machine.js';
import { newAssociation } from '../../src/association/association.schema.js';
import {
  associationAnnouncements,
  associationUpdates,
  companyToLookUp as companyOfInvitation,
  inviteeToLookUp,
  memberToAssociate,
} from '../../src/association/association.updates.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import {
  accountToLookUp,
  enrollmentAnnouncements,
  enrollmentUpdates,
  partnerToRegister,
} from '../../src/enrollment/enrollment.updates.js';
import { roles } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { applicationToScreen, reviewAnnouncements, reviewUpdates } from '../../src/review/review.updates.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import {
  cloudToEnable,
  codeToCheck,
  codeToSend,
  idToRegister,
  realNameToApplyFor,
  signupUpdates,
  upgradeToMake,
} from '../../src/signup/signup.updates.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import { wizardUpdates } from '../../src/wizard/wizard.updates.js';
import { scenarios } from '../session/scenarios.js';
import { filing, intl, realNameAccount, submittedApplication, unifiedCode } from '../support/answers.js';

import { pathsIn, valueAt } from '../support/hostility.js';

const at = '2026-11-22T12:00:00.000Z';
const contextOf = (machine: AnyStateMachine, input: object) =>
  initialTransition(machine, { policy: intl, ...input } as never)[0].context;

const signup = contextOf(signupMachine, { account: { ownerId: 'applicant-1' } });
const wizard = contextOf(wizardMachine, {});
const review = contextOf(reviewMachine, { application: submittedApplication(intl) });
const enrollment = contextOf(enrollmentMachine, { application: newApplication(), account: {} });
const association = contextOf(associationMachine, {});

describe('before anything is known the outside world is asked with empty text', () => {
  const nothing = { type: 'wizard.back' };
  it.each<[string, () => object, object]>([
    [
      'which code to send',
      () => codeToSend(signup),
      { channel: 'email', scene: 'registration', to: '', digits: 6, validityMinutes: 5 },
    ],
    [
      'which code to check',
      () => codeToCheck(signup, nothing),
      { channel: 'email', to: '', challengeId: '', verificationCode: '' },
    ],
    ['which HUAWEI ID to register', () => idToRegister(signup, nothing), { country: '', email: '', password: '' }],
    ['for whom to enable cloud services', () => cloudToEnable(signup), { huaweiId: '', country: '', agreements: [] }],
    ['which account to upgrade', () => upgradeToMake(signup), { accountId: '', huaweiId: '' }],
    [
      'whose real name to authenticate',
      () => realNameToApplyFor(signup),
      {
        huaweiId: '',
        application: { kind: 'individual', name: '', birthDate: '', files: [] },
        attempt: 1,
        reauthentication: false,
      },
    ],
    [
      'which company to look up',
      () => companyToLookUp(wizard),
      { companyName: '', country: '', registrationNumber: '' },
    ],
    [
      'what to screen',
      () => applicationToScreen({ ...review, application: newApplication() }),
      {
        attempt: review.review.attempt,
        business: null,
        contact: null,
        filing: null,
        acceptance: null,
        differentFrom: null,
      },
    ],
    [
      'whom to register',
      () => partnerToRegister(enrollment),
      { business: null, contact: null, huaweiId: null, secondAccount: false, differentFrom: null },
    ],
    ['whose account to look up', () => accountToLookUp(enrollment), { partnerId: '', huaweiId: null }],
    [
      'whom to invite',
      () => inviteeToLookUp(association),
      { address: { by: 'accountName', value: '' }, partnerId: '', huaweiId: null },
    ],
    [
      'whom to associate',
      () => memberToAssociate(association),
      { huaweiId: '', partnerId: '', statement: { id: '', version: '' } },
    ],
    ['whose paths to look up', () => companyOfInvitation(association), { partnerId: '' }],
  ])('%s', (_name, asked, expected) => {
    expect(asked()).toEqual(expected);
  });

  it('R-038 the company looked up is that of real-name authentication until business information is there', () => {
    const account = knownAccount(realNameAccount('approved'));
    expect(companyToLookUp({ ...wizard, account })).toMatchObject({ country: 'CN', registrationNumber: unifiedCode });
  });

  it('only what an act carries goes to the port: the code as it was typed, the password as it was chosen', () => {
    expect(codeToCheck(signup, { type: 'signup.code.submit', verificationCode: '123456' } as { type: string })).toEqual(
      {
        channel: 'email',
        to: '',
        challengeId: '',
        verificationCode: '123456',
      },
    );
    expect(idToRegister(signup, { type: 'signup.password.set', password: 'Secret 1' } as { type: string })).toEqual({
      country: '',
      email: '',
      password: 'Secret 1',
    });
  });
});

describe('before anything is known the world is told empty text', () => {
  const parties = { huaweiId: '', partnerId: '' };
  const { channels } = intl.association;
  it.each<[string, () => object, object]>([
    [
      'an enrollment',
      () => enrollmentAnnouncements.announceEnrollment(enrollment),
      { type: 'enrollment.enrolled', partnerId: '', enrolledAt: '' },
    ],
    [
      'a deregistration',
      () => enrollmentAnnouncements.announceAct(enrollment),
      { type: 'enrollment.deregistrationRequested', partnerId: '' },
    ],
    [
      'a filing',
      () => enrollmentAnnouncements.announceFiling(enrollment),
      { type: 'enrollment.sensitiveRelationshipFiled', partnerId: '', filedAt: '' },
    ],
    [
      'a rejection',
      () => reviewAnnouncements.announceRejection(review),
      { type: 'review.rejected', attempt: review.review.attempt, reason: '', causes: [] },
    ],
    ['an approval', () => reviewAnnouncements.announceApproval(review), { type: 'review.approved', attempt: 1 }],
    [
      'a manual review',
      () => reviewAnnouncements.announceManualReview(review),
      { type: 'review.manualReviewStarted', attempt: 1 },
    ],
    [
      'an invitation',
      () => associationAnnouncements.announceInvitation(association),
      { type: 'association.invited', ...parties, channels, validUntil: '' },
    ],
    [
      'an expiry',
      () => associationAnnouncements.announceExpiry(association),
      { type: 'association.expired', ...parties },
    ],
    [
      'an association',
      () => associationAnnouncements.announceAssociation(association),
      { type: 'association.accepted', ...parties },
    ],
    [
      'the end of an association',
      () => associationAnnouncements.announceDisassociation(association),
      { type: 'association.disassociated', ...parties },
    ],
    [
      'a benefit',
      () => associationAnnouncements.announceBenefit(association),
      { type: 'association.benefitRequested', ...parties, benefit: 'examVoucher' },
    ],
    [
      'dedicated personnel',
      () => associationAnnouncements.announceDedicated(association),
      { type: 'association.dedicatedChanged', ...parties, status: 'applying', reason: null, attempt: 0 },
    ],
  ])('%s', (_name, told, expected) => {
    expect(told()).toEqual(expected);
  });

  it.each([
    ['path', { type: 'path.select', path: 'software' }, 'path.changed'],
    ['program', { type: 'program.apply', program: 'reseller' }, 'program.changed'],
  ])('an act on a %s nothing is known of', (key, said, type) => {
    const asked = { ...said, at, by: { role: 'applicant', id: 'a' } };
    const told = enrollmentAnnouncements.announceAct({
      ...enrollment,
      enrollment: { ...enrollment.enrollment, asked },
    });
    expect(told).toEqual({ type, [key]: Reflect.get(said, key), by: said.type, state: '', reason: null, attempt: 0 });
  });

  it('the benefit that is told is the last that was asked for', () => {
    const benefits = [
      { benefit: 'examVoucher' as const, at },
      { benefit: 'examVoucher' as const, at },
      { benefit: 'cloudLab' as const, at },
    ];
    const context = { ...association, association: { ...newAssociation(), benefits } };
    expect(associationAnnouncements.announceBenefit(context)).toMatchObject({ benefit: 'cloudLab' });
  });
});

describe('a port that failed is named in trouble', () => {
  it.each<[string, Record<string, unknown>, object, string]>([
    ['noteCodeNotSent', signupUpdates, signup, 'sendVerificationCode'],
    ['noteCodeNotChecked', signupUpdates, signup, 'checkVerificationCode'],
    ['noteNotRegistered', signupUpdates, signup, 'registerHuaweiId'],
    ['noteMobileNotLookedUp', signupUpdates, signup, 'lookUpMobile'],
    ['noteCloudNotEnabled', signupUpdates, signup, 'enableCloudServices'],
    ['noteRealNameNotHandedIn', signupUpdates, signup, 'applyForRealName'],
    ['noteUpgradeNotLookedUp', signupUpdates, signup, 'lookUpUpgrade'],
    ['noteNotUpgraded', signupUpdates, signup, 'upgradeAccount'],
    ['noteCompanyNotLookedUp', wizardUpdates, wizard, 'lookUpCompany'],
    ['noteNotScreened', reviewUpdates, review, 'screenApplication'],
    ['notePartnerNotRegistered', enrollmentUpdates, enrollment, 'registerPartner'],
    ['noteAccountNotLookedUp', enrollmentUpdates, enrollment, 'lookUpAccount'],
    ['noteInviteeNotLookedUp', associationUpdates, association, 'lookUpInvitee'],
    ['noteMemberNotAssociated', associationUpdates, association, 'associateMember'],
    ['noteCompanyPathsNotLookedUp', associationUpdates, association, 'lookUpCompanyPaths'],
  ])('%s', (name, updates, context, port) => {
    const update = updates[name] as (context: object, event: { type: string }) => { trouble: unknown };
    expect(update(context, { type: 'whatever' }).trouble).toEqual([
      { code: 'port.unavailable', path: [], params: { port } },
    ]);
  });
});

describe('what finds nothing to change changes nothing', () => {
  const by = (role: string) => ({ role, id: `${role}-1` });
  const output = (value: unknown) => ({ type: 'xstate.done.actor.port', output: { at, value } });
  const { id, version } = intl.association.statement;
  const act = (role: string, type: string, payload: object = {}) => ({ type, at, by: by(role), ...payload });
  const file = { fileId: 'f', name: 'a.pdf', mediaType: 'application/pdf', bytes: 1 };
  it.each<[string, (context: never, event: { type: string }) => object, object, { type: string }]>([
    ['another code without an address', signupUpdates.requestCode, signup, act('applicant', 'signup.code.resend')],
    ['a code sent without an address', signupUpdates.recordCodeSent, signup, output({ challengeId: 'c-1' })],
    ['the end of a code never sent', signupUpdates.expireCode, signup, act('system', 'signup.code.expired')],
    ['a wrong code never sent', signupUpdates.countWrongCode, signup, output({ result: 'wrong' })],
    ['an application never made', signupUpdates.recordRealNameInReview, signup, output({})],
    [
      'the approval of an application never made',
      signupUpdates.approveRealName,
      signup,
      act('system', 'signup.realName.decided', { resultCode: 2 }),
    ],
    [
      'the rejection of an application never made',
      signupUpdates.rejectRealName,
      signup,
      act('system', 'signup.realName.decided', { resultCode: 1, reason: 'blurred' }),
    ],
    [
      'an upgrade that is put off and was none',
      signupUpdates.postponeUpgrade,
      signup,
      act('applicant', 'signup.upgrade.postpone'),
    ],
    ['a registration that was refused', signupUpdates.recordRegistration, signup, output({ result: 'refused' })],
    [
      'an invitation of nobody',
      associationUpdates.recordInvitation,
      association,
      output({ matches: [], invitationsToday: 0 }),
    ],
    ['an acceptance that was not begun', associationUpdates.forgetPending, association, { type: 'whatever' }],
    ['the opening of no invitation', associationUpdates.recordOpened, association, act('member', 'association.open')],
    ['the end of no invitation', associationUpdates.recordExpiry, association, act('system', 'association.expired')],
    [
      'no invitation superseded',
      associationUpdates.recordSuperseded,
      association,
      act('system', 'association.acceptedElsewhere'),
    ],
    ['a submission of nobody', associationUpdates.recordDedicatedSubmission, association, output({ paths: [] })],
    [
      'nobody approved',
      associationUpdates.recordDedicated,
      association,
      act('system', 'association.dedicated.approved'),
    ],
    [
      'nobody’s cancellation',
      associationUpdates.recordCancellation,
      association,
      act('administrator', 'association.dedicated.cancel', { reason: 'left', file }),
    ],
    ['no act', enrollmentUpdates.carryOutAct, enrollment, { type: 'whatever' }],
    ['anything that is no answer', associationUpdates.recordMatches, association, { type: 'whatever' }],
    [
      'anything that cannot be heard',
      wizardUpdates.recordFiling,
      wizard,
      { type: 'wizard.sensitiveRelationship.file', filing: filing() } as { type: string },
    ],
  ])('%s', (_name, update, context, event) => {
    expect(update(context as never, event)).toBe(context);
  });

  it('a missing path of nobody is held against nobody', () => {
    expect(associationUpdates.recordPathMissing(association, output({ paths: [] }))).toEqual(association);
  });

  it('an association without an invitation is kept with its Statement alone, its end with its time alone', () => {
    const statement = { id, version, agreed: true, employee: true };
    const answer = output({ result: 'associated' });
    expect(associationUpdates.recordAssociation(association, answer).association).toEqual(association.association);
    const begun = associationUpdates.recordAcceptanceBegun(
      association,
      act('member', 'association.accept', { statement }),
    );
    const accepted = associationUpdates.forgetPending(associationUpdates.recordAssociation(begun, answer));
    expect(accepted.association).toEqual({
      ...association.association,
      statement: { id, version, agreedAt: at },
      associatedAt: at,
    });
    const ended = associationUpdates.recordDisassociation(
      association,
      act('administrator', 'association.disassociate'),
    );
    expect(ended.association).toEqual({ ...association.association, endedAt: at });
  });
});

it('a signup that is over allows nothing more, though nothing is known of its account', () => {
  const over = signupMachine.resolveState({ value: 'complete', context: signup });
  expect(roles.flatMap((role) => allowedEvents(over, role))).toEqual([]);
  const by = { role: 'applicant', id: 'applicant-1' } as const;
  expect(explain(over, { type: 'signup.country.choose', country: 'DE', at, by })).toMatchObject({
    allowed: false,
    issues: [{ code: 'event.notExpected' }],
  });
});

it.each(scenarios)('what a host writes into the context of an actor reaches no other: $name', ({ machine, input }) => {
  const fresh = () => initialTransition(machine as AnyStateMachine, structuredClone(input) as never)[0].context;
  const pristine = structuredClone(fresh());
  const spoilt: object = fresh();
  for (const path of pathsIn(pristine).reverse()) {
    const holder = Object(valueAt(spoilt, path.slice(0, -1)));
    Reflect.set(holder, path.at(-1) ?? '', 'spoilt');
    if (Array.isArray(holder)) Reflect.set(holder, holder.length, 'spoilt');
  }
  expect(spoilt).not.toEqual(pristine);
  expect(fresh()).toEqual(pristine);
});
