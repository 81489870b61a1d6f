import { describe, expect, it } from 'vitest';
import { createActor, createMachine, waitFor } from 'xstate';
import { associationMachine } from '../../src/association/association.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { roles } from '../../src/events.js';
import { allowedEvents } from '../../src/explain.js';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { deadlines, nextDeadline, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { connect } from '../../src/session/connect.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { chartOf } from '../../src/snapshot.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import {
  acceptance,
  business,
  cloudAccount,
  cn,
  cnBusiness,
  filing,
  intl,
  realNameAccount,
  say,
  throughWizard,
} from '../support/answers.js';
import { actorOf, drive } from '../support/drive.js';
import { nodesOf } from '../support/nodes.js';
import { down, rightCode, type Scripts, willingPorts } from '../support/ports.js';
import { nextYear, roadSayings } from '../support/sayings.js';
import { inEveryMouth } from '../support/walks.js';

const partner = { partnerId: 'P-77', companyName: 'Ácme Cloud GmbH' };
const failing: Scripts = { screenApplication: () => ({ result: 'notPassed', findings: [{ cause: 'other' }] }) };
const reject = { type: 'review.reject', reason: 'name differs from licence' } as const;
const approve = { type: 'review.approve' } as const;
const revise = { type: 'review.revise' } as const;
const leave = { type: 'registration.leave' } as const;

const signingUp = [
  { type: 'signup.country.choose', country: 'DE' },
  { type: 'signup.email.submit', email: 'zoe@acme.example' },
  { type: 'signup.code.submit', verificationCode: rightCode },
  { type: 'signup.password.set', password: 'abc12345' },
  { type: 'signup.securityPhone.skip' },
  { type: 'signup.cloud.enable', agreements: intl.account.agreements },
  { type: 'signup.information.postpone' },
] as const;
const applying = [...throughWizard, say.submit] as const;

const withAccount = (ports: Scripts = {}, policy = intl) =>
  drive(registrationMachine, { policy, account: cloudAccount }, ports);

describe('where the road begins', () => {
  it.each([
    ['nothing is known', undefined, 'signup.choosingCountry'],
    [
      'an account without cloud services is given',
      { huaweiId: 'huawei-id-1', country: 'DE' },
      'signup.choosingCountry',
    ],
    ['an account with cloud services is given', cloudAccount, 'choosingRoad'],
  ])('R-001 when %s', (_what, account, state) => {
    const road = drive(registrationMachine, account === undefined ? { policy: intl } : { policy: intl, account });
    expect(road.state).toBe(state);
  });

  it('R-001 R-030 R-043 R-050 R-056 from no account to partner', async () => {
    const road = await drive(registrationMachine, { policy: intl }).go(...signingUp);
    expect(road.state).toBe('choosingRoad');
    await road.go(...applying);
    expect(road.state).toBe('enrollment.enrolled');
    expect(road.context.enrollment).toMatchObject({
      partnerId: 'partner-1',
      agreement: { version: intl.agreement.version },
    });
    expect(road.context.account.agreements.map(({ id }) => id)).toEqual(intl.account.agreements.map(({ id }) => id));
    expect(road.calls.map(({ port }) => port)).toEqual([
      'sendVerificationCode',
      'checkVerificationCode',
      'registerHuaweiId',
      'enableCloudServices',
      'lookUpCompany',
      'lookUpCompany',
      'screenApplication',
      'registerPartner',
    ]);
    expect(steps(road.snapshot)).toMatchObject({ done: 12, total: 12 });
  });

  it('R-011 R-057 the first day on the road is asked and told in order', async () => {
    const road = drive(registrationMachine, { policy: intl });
    expect(requirements(road.snapshot).currentlyDue[0]).toMatchObject({ code: 'account.countryRequired' });
    await road.go(...signingUp.slice(0, 2));
    expect(nextDeadline(road.snapshot)).toEqual({
      at: '2026-11-22T10:05:00.000Z',
      step: 'email',
      event: 'signup.code.expired',
    });
    await road.go(...signingUp.slice(2), ...applying);
    expect(road.announcements.map(({ type }) => type)).toEqual(['review.approved', 'enrollment.enrolled']);
    expect(deadlines(road.snapshot)).toEqual([]);
  });
});

describe('the choice of road', () => {
  it('C-031 C-040 R-033 with an account one may apply or associate', async () => {
    const road = withAccount();
    expect(allowedEvents(road.snapshot, 'applicant')).toEqual([
      'wizard.start',
      'registration.associate',
      'registration.handOver',
      'signup.information.complete',
    ]);
    expect(requirements(road.snapshot).currentlyDue).toMatchObject([{ code: 'road.open', remedy: 'wizard.start' }]);
    await road.go({ type: 'registration.associate' });
    expect(road.state).toBe('association.drafting');
    await road.go(leave, say.start);
    expect(road.state).toBe('wizard.enteringBusiness');
  });

  it('R-032 on cn, applying waits for real-name authentication, and the way to it is shown', async () => {
    const road = drive(registrationMachine, { policy: cn, account: { ...cloudAccount, country: 'CN' } });
    await road.say(say.start);
    expect([road.state, road.codes]).toEqual(['choosingRoad', ['realName.required']]);
    expect(requirements(road.snapshot)).toMatchObject({
      currentlyDue: [{ remedy: 'registration.associate' }],
      eventuallyDue: [{ code: 'realName.required', remedy: 'signup.realName.start' }],
    });
    const { realName } = realNameAccount('approved');
    if (realName == null) throw new Error('no application');
    await road.go(
      { type: 'signup.realName.start' },
      { type: 'signup.realName.apply', application: realName.application },
      { type: 'signup.realName.decided', resultCode: 2 },
      say.start,
    );
    expect(road.state).toBe('wizard.enteringBusiness');
    expect(road.context.application.drafts.business).toEqual({ ...cnBusiness });
  });

  it('R-035 an account that is a partner already cannot apply again', async () => {
    const road = drive(registrationMachine, { policy: intl, account: { ...cloudAccount, partnerId: 'P-1' } });
    await road.say(say.start);
    expect([road.state, road.codes]).toEqual(['choosingRoad', ['join.alreadyPartner']]);
    expect(requirements(road.snapshot).eventuallyDue).toMatchObject([{ code: 'join.alreadyPartner', remedy: null }]);
  });

  it('one may leave the wizard and come back to everything typed', async () => {
    const road = await withAccount().go(...throughWizard);
    const { business, contact, filing, acceptance } = road.context.application;
    const before = steps(road.snapshot).done;
    await road.go(leave);
    expect([road.state, steps(road.snapshot).done]).toEqual(['choosingRoad', before]);
    expect(steps(road.snapshot).steps.some(({ reachable, id }) => reachable && id === 'contact')).toBe(false);
    await road.go(say.start);
    expect(road.context.application).toMatchObject({ business, contact, filing, acceptance });
    await road.go(say.submit);
    expect(road.state).toBe('enrollment.enrolled');
  });
});

describe('a company that is a partner already', () => {
  it('C-049 C-050 R-034 the offer leads to association with the company taken along, and nothing is reviewed', async () => {
    const road = await withAccount({ lookUpCompany: () => ({ partner }) }).go(say.start, say.business());
    expect(road.state).toBe('wizard.offeringAssociation');
    await road.go({ type: 'wizard.company.associate' });
    expect(road.state).toBe('association.drafting');
    expect(road.context).toMatchObject({ association: { company: partner }, application: { submittedAt: null } });
    await road.go({ type: 'association.request', address: { by: 'email', value: 'zoe@acme.example' } });
    expect(road.state).toBe('association.awaitingInvitation');
    expect(road.context.review.attempt).toBe(0);
  });

  it('R-034 also for an application that was in review before and was given up', async () => {
    const road = await withAccount(failing).go(...applying, reject, { type: 'review.withdraw' }, say.start);
    await road.once('lookUpCompany', () => ({ partner })).go(say.business(), { type: 'wizard.company.associate' });
    expect([road.state, road.context.review.attempt]).toEqual(['association.drafting', 1]);
  });

  it('R-034 R-060 the administrator invites, the person accepts, and there is nothing to leave any more', async () => {
    const statement = { ...intl.association.statement, agreed: true, employee: true };
    const road = await withAccount({ lookUpCompany: () => ({ partner }) }).go(
      say.start,
      say.business(),
      { type: 'wizard.company.associate' },
      { type: 'association.invite', address: { by: 'email', value: 'member@acme.example' } },
    );
    await road.say({ type: 'association.accept', statement }, { by: { role: 'member', id: 'member-1' } });
    expect([road.state, road.codes]).toEqual(['association.associated.notDedicated', []]);
    await road.say(leave);
    expect(road.codes).toEqual(['association.inPlace']);
  });

  it('R-181 the offer is to associate, and whoever does is associated with the partner and no partner oneself', async () => {
    const statement = { ...intl.association.statement, agreed: true, employee: true };
    const road = await withAccount({ lookUpCompany: () => ({ partner }) }).go(say.start, say.business());
    expect(requirements(road.snapshot).currentlyDue).toContainEqual(
      expect.objectContaining({ code: 'company.alreadyPartner', remedy: 'wizard.company.associate' }),
    );
    await road.go(
      { type: 'wizard.company.associate' },
      { type: 'association.invite', address: { by: 'email', value: 'member@acme.example' } },
      { type: 'association.accept', statement },
    );
    expect(road.state).toBe('association.associated.notDedicated');
    expect(road.context).toMatchObject({
      account: { partnerId: null },
      association: { company: partner },
      enrollment: { partnerId: null, enrolledAt: null, agreement: null },
    });
    expect(road.announcements.map(({ type }) => type)).toEqual(['association.invited', 'association.accepted']);
    expect(road.announcements.at(-1)).toMatchObject({ partnerId: partner.partnerId });
    expect(road.calls.map(({ port }) => port)).not.toContain('registerPartner');
    for (const [event, code] of [
      [{ type: 'path.select', path: 'service' }, 'path.requiresPartner'],
      [{ type: 'program.apply', program: 'reseller' }, 'program.requiresPartner'],
    ] as const) {
      await road.say(event);
      expect(road.codes).toEqual([code]);
    }
  });
});

describe('review on the road', () => {
  it('C-061 C-062 R-051 R-059 not passed by the system, approved by a reviewer', async () => {
    const road = await withAccount(failing).go(...applying);
    expect(road.state).toBe('review.manuallyReviewing');
    await road.go(approve);
    expect(road.state).toBe('enrollment.enrolled');
  });

  it('C-064 C-065 R-052 R-053 rejected, revised with data and reason kept, submitted again as attempt 2', async () => {
    const road = await withAccount(failing).go(...applying, { ...reject, fields: ['business.companyName'] });
    expect(road.state).toBe('review.rejected');
    const { application } = road.context;
    await road.go(revise);
    expect(road.state).toBe('wizard.enteringBusiness');
    expect(road.context.application).toEqual({ ...application, trail: ['business'], submittedAt: null });
    expect(road.context.review.decision).toMatchObject({ reason: reject.reason, fields: ['business.companyName'] });
    await road.go(say.business({ companyName: 'Acme Cloud GmbH' }));
    expect(requirements(road.snapshot).currentlyDue.map(({ code }) => code)).toEqual([
      'step.lookAgain',
      'step.lookAgain',
    ]);
    await road.go(say.contact(), say.filing(), say.agreement(), say.submit);
    expect([road.state, road.context.review.attempt]).toEqual(['review.manuallyReviewing', 2]);
    await road.go(approve);
    expect(road.state).toBe('enrollment.enrolled');
  });

  it('C-071 another account of another company neither revises nor submits', async () => {
    const road = await withAccount(failing).go(...applying, reject);
    const stranger = { by: { role: 'applicant', id: 'applicant-2' } } as const;
    await road.say(revise, stranger);
    expect([road.state, road.codes]).toEqual(['review.rejected', ['actor.notApplicant']]);
    await road.go(revise);
    await road.say(say.submit, stranger);
    expect([road.state, road.codes]).toEqual(['wizard.enteringBusiness', ['actor.notApplicant']]);
  });

  it('R-053 where policy asks for a change, Submit waits for it and says so', async () => {
    const policy = createPolicy({ site: 'intl', review: { resubmitUnchanged: false } });
    const road = await withAccount(failing, policy).go(...applying, reject, revise);
    await road.say(say.submit);
    expect([road.state, road.codes]).toEqual(['wizard.enteringBusiness', ['review.unchanged']]);
    expect(requirements(road.snapshot).currentlyDue).toMatchObject([{ code: 'review.unchanged' }]);
    await road.go(say.business({ website: 'https://acme.example' }), say.submit);
    expect(road.context.review.attempt).toBe(2);
  });

  it('R-054 the limit of resubmissions holds on every way back, also after giving up', async () => {
    const policy = createPolicy({ site: 'intl', review: { mostResubmissions: 1 } });
    const road = await withAccount(failing, policy).go(...applying, reject, revise, say.submit, reject);
    await road.say(revise);
    expect(road.codes).toEqual(['review.resubmissionsUsedUp']);
    await road.go({ type: 'review.withdraw' });
    expect(road.state).toBe('choosingRoad');
    await road.say(say.start);
    expect([road.state, road.codes]).toEqual(['choosingRoad', ['review.resubmissionsUsedUp']]);
    expect(requirements(road.snapshot).currentlyDue).toMatchObject([{ remedy: 'registration.associate' }]);
  });

  it('R-054 given up and begun again, the next submission is the next attempt', async () => {
    const road = await withAccount(failing).go(...applying, reject, { type: 'review.withdraw' }, say.start, say.submit);
    expect([road.state, road.context.review.attempt]).toEqual(['review.manuallyReviewing', 2]);
  });

  it('R-055 the target of manual review is the next deadline, and missing it ends nothing', async () => {
    const policy = createPolicy({ site: 'intl', review: { targetDays: 2 } });
    const road = await withAccount(failing, policy).go(...applying);
    const target = nextDeadline(road.snapshot);
    expect(target).toEqual({
      at: '2026-11-24T10:00:00.000Z',
      step: 'review',
      event: 'review.overdue',
      payload: { attempt: 1 },
    });
    await road.say({ type: 'review.overdue' }, { at: target?.at ?? '' });
    expect([road.state, requirements(road.snapshot).pastDue.map(({ code }) => code)]).toEqual([
      'review.manuallyReviewing',
      ['review.overdue'],
    ]);
  });

  it('where policy lets one edit or withdraw in review, the road goes back', async () => {
    const policy = createPolicy({ site: 'intl', review: { editable: true, withdrawable: true } });
    const edited = await withAccount(failing, policy).go(...applying, { type: 'review.edit' });
    expect(edited.state).toBe('wizard.enteringBusiness');
    await edited.go(say.submit);
    expect(edited.context.review.attempt).toBe(2);
    const withdrawn = await withAccount(failing, policy).go(...applying, { type: 'review.withdraw' });
    expect([withdrawn.state, withdrawn.context.application.business]).toEqual(['choosingRoad', business]);
  });
});

describe('a policy that changes on the way', () => {
  const change = { type: 'registration.policyChanged', policy: nextYear(intl) } as const;

  it('R-041 R-042 R-044 the agreement accepted before is no acceptance any more', async () => {
    const road = await withAccount().go(...throughWizard, change);
    await road.say(say.submit);
    expect(road.codes).toEqual(['sensitiveRelationship.versionStale', 'agreement.versionStale']);
    await road.say(say.agreement());
    expect(road.codes).toEqual(['agreement.versionStale']);
    await road.go(
      say.open('sensitiveRelationship'),
      say.filing(filing(change.policy)),
      say.agreement(acceptance(change.policy)),
      say.submit,
    );
    expect(road.context.enrollment.agreement?.version).toBe('2027-11');
  });

  it('R-042 R-053 a revision accepts the agreement of the day it is submitted again', async () => {
    const road = await withAccount(failing).go(...applying, reject, change, revise);
    await road.say(say.submit);
    expect(road.codes).toContain('agreement.versionStale');
  });

  it('R-042 what was handed in or enrolled before stays as it was', async () => {
    const inReview = await withAccount(failing).go(...applying, change);
    expect(steps(inReview.snapshot).done).toBe(10);
    await inReview.go(approve);
    expect(inReview.context.enrollment.agreement?.version).toBe(intl.agreement.version);
    const enrolled = await withAccount().go(...applying);
    const before = steps(enrolled.snapshot);
    await enrolled.go(change);
    expect(steps(enrolled.snapshot)).toEqual(before);
  });

  it('only the system changes it', async () => {
    const road = withAccount();
    await road.say(change, { by: 'applicant' });
    expect(road.codes).toEqual(['actor.notAllowed']);
    expect(road.context.policy).toEqual(intl);
  });
});

describe('enrolled', () => {
  const enrolled = () => withAccount().go(...applying);

  it('C-067 R-057 is never left, whatever is said by whomever', async () => {
    const road = await enrolled();
    const sayings = inEveryMouth(registrationMachine, roadSayings(intl));
    expect(new Set(sayings.map(({ type }) => type))).toEqual(
      new Set([...Object.keys(chartOf(registrationMachine).vocabulary), 'registration.fly']),
    );
    for (const { type, at, by, ...payload } of sayings) {
      await road.sayAnything({ type, ...payload }, { by, at });
      expect([road.state, road.context.enrollment.partnerId]).toEqual(['enrollment.enrolled', 'partner-1']);
    }
  });

  it('C-067 R-057 withdrawal is refused with its own reason', async () => {
    const road = await enrolled();
    await road.say({ type: 'enrollment.withdraw' });
    expect(road.codes).toEqual(['enrollment.cannotWithdraw']);
  });

  it('C-070 R-058 R-039 the next choices are open, and the company information stays readable', async () => {
    const road = await enrolled();
    expect(allowedEvents(road.snapshot, 'applicant')).toEqual(expect.arrayContaining(['path.select', 'program.apply']));
    expect(road.context.application.business).toEqual(business);
  });

  const beforePartner = async () => [
    drive(registrationMachine, { policy: intl }),
    withAccount(),
    await withAccount().go(...throughWizard),
    await withAccount(failing).go(...applying),
    await withAccount({ registerPartner: down }).go(...applying),
    await withAccount().go({ type: 'registration.associate' }),
  ];

  it.each([
    ['C-110 R-090 a development path', { type: 'path.select', path: 'software' }, ['path.requiresPartner']],
    [
      'C-110 R-090 R-091 with every other reason at once, a path by invitation',
      { type: 'path.select', path: 'learning' },
      ['path.requiresPartner', 'path.invitationRequired'],
    ],
    [
      'C-131 R-110 a partner program',
      { type: 'program.apply', program: 'cloudSolutionProvider', businessArea: 'SG' },
      ['program.requiresPartner'],
    ],
    [
      'C-131 R-121 with every other reason at once, a program by invitation',
      { type: 'program.apply', program: 'distributor' },
      ['program.requiresPartner', 'program.invitationRequired'],
    ],
    ['R-090 leaving a path', { type: 'path.exit', path: 'software' }, ['path.requiresPartner']],
    ['R-058 leaving a program', { type: 'program.leave', program: 'reseller' }, ['program.requiresPartner']],
  ] as const)('%s is refused to whom is not a partner, wherever on the road', async (_claim, choice, codes) => {
    for (const road of await beforePartner()) {
      const before = road.state;
      await road.say(choice);
      expect([road.state, road.codes, road.calls.at(-1)?.port === 'lookUpAccount']).toEqual([before, codes, false]);
      const { context } = road;
      expect([context.enrollment.paths, context.enrollment.programs]).toEqual([[], []]);
    }
  });

  it('R-090 R-058 nothing of paths and programs is offered to whom is not a partner, and Huawei cannot say it either', async () => {
    for (const road of await beforePartner()) {
      for (const role of roles)
        expect(allowedEvents(road.snapshot, role).filter((type) => /^(path|program)\./.test(type))).toEqual([]);
      await road.say({ type: 'path.invited', path: 'learning' });
      expect(road.codes).toEqual(['path.requiresPartner']);
      await road.say({ type: 'program.invited', program: 'distributor' });
      expect(road.codes).toEqual(['program.requiresPartner']);
    }
  });

  it('R-028 an account is not deregistered while it applies to become a partner', async () => {
    const places = await beforePartner();
    const codes: unknown[] = [];
    for (const road of places) {
      await road.say({ type: 'enrollment.deregister' });
      codes.push([road.state, ...road.codes]);
    }
    expect(codes).toEqual([
      ['signup.choosingCountry', 'event.notExpected'],
      ['choosingRoad', 'event.notExpected'],
      ['wizard.acceptingAgreement', 'event.notExpected'],
      ['review.manuallyReviewing', 'deregistration.applying'],
      ['enrollment.notRegistered', 'deregistration.applying'],
      ['association.drafting', 'event.notExpected'],
    ]);
  });
});

describe('what the root tells', () => {
  it('matches, can, tags and path are true of the whole road', async () => {
    const road = await withAccount(failing).go(say.start, say.business());
    const { snapshot } = road;
    expect(snapshot.matches({ wizard: 'enteringContact' })).toBe(true);
    expect(snapshot.matches('wizard')).toBe(true);
    expect(snapshot.matches('review')).toBe(false);
    expect(snapshot.hasTag('editing')).toBe(true);
    const act = { at: road.clock.now, by: actorOf('applicant') };
    expect(snapshot.can({ ...say.contact(), ...act })).toBe(true);
    expect(snapshot.can({ ...say.submit, ...act })).toBe(false);
    await road.go(...throughWizard.slice(2), say.submit);
    expect(road.snapshot.matches({ review: 'manuallyReviewing' })).toBe(true);
    expect(road.snapshot.hasTag('waiting')).toBe(true);
    await road.go(approve);
    expect(road.snapshot.hasTag('settled')).toBe(true);
    expect(road.snapshot.getMeta()).toMatchObject({
      'registration.enrollment.enrolled': { rules: expect.arrayContaining(['R-057']) },
    });
  });

  it('what is not expected is refused by its name, and so is what it does not know', async () => {
    const road = withAccount();
    await road.say(say.submit);
    expect([road.state, road.codes]).toEqual(['choosingRoad', ['event.notExpected']]);
    await road.sayAnything({ type: 'registration.fly' });
    expect([road.state, road.codes]).toEqual(['choosingRoad', ['event.unknown']]);
  });

  it('R-002 the country of an account is final, and says so wherever it is asked', async () => {
    const road = await withAccount().go(say.start);
    await road.say({ type: 'signup.country.choose', country: 'ES' });
    expect([road.state, road.codes]).toEqual(['wizard.enteringBusiness', ['account.countryImmutable']]);
  });

  it('R-010 the account details may be completed anywhere after signup, and are no reason to wait', async () => {
    const road = await drive(registrationMachine, { policy: intl }).go(...signingUp, say.start);
    expect(requirements(road.snapshot).eventuallyDue).toMatchObject([{ code: 'account.informationIncomplete' }]);
    const information = {
      accountType: 'enterprise',
      name: 'Acme',
      mobileNumber: '+4930123456',
      paymentMethodAdded: false,
    } as const;
    await road.go({ type: 'signup.information.complete', information });
    expect([road.state, requirements(road.snapshot).eventuallyDue]).toEqual(['wizard.enteringBusiness', []]);
  });
});

describe('without a session', () => {
  it('a connected machine plays the whole road as a plain actor', async () => {
    const actor = createActor(connect(registrationMachine, willingPorts), { input: { policy: intl } }).start();
    for (const saying of [...signingUp, ...applying]) {
      actor.send({ ...saying, at: '2026-11-22T10:00:00Z', by: actorOf('applicant') });
      await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
    }
    expect(actor.getSnapshot().matches({ enrollment: 'enrolled' })).toBe(true);
  });

  it('a machine of someone else is refused by name', () => {
    const foreign = createActor(createMachine({ id: 'foreign' })).getSnapshot();
    expect(() => requirements(foreign)).toThrow(
      expect.objectContaining({ code: 'argument.invalid', details: expect.objectContaining({ machine: 'foreign' }) }),
    );
  });
});

describe('alone and as part of the road', () => {
  it.each([signupMachine, wizardMachine, reviewMachine, enrollmentMachine, associationMachine])(
    '$id has the same states in both',
    (machine) => {
      const own = nodesOf(machine).map(({ path }) => path.join('.'));
      const within = nodesOf(registrationMachine)
        .filter(({ path }) => path[0] === machine.id)
        .map(({ path }) => path.slice(1).join('.'));
      expect(within).toEqual(own);
    },
  );
});
