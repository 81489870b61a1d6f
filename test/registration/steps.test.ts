import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, initialTransition } from 'xstate';
import { type Account, knownAccount } from '../../src/account.js';
import { associationSteps } from '../../src/association/association.guards.js';
import { associationMachine } from '../../src/association/association.machine.js';
import { newAssociation } from '../../src/association/association.schema.js';
import type { Step } from '../../src/chart.js';
import { developmentPathSteps } from '../../src/developmentPath/developmentPath.guards.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import type { Policy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { signupSteps } from '../../src/signup/signup.guards.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { chartOf } from '../../src/snapshot.js';
import { wizardStepList } from '../../src/wizard/wizard.guards.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import {
  cloudAccount,
  cn,
  completeApplication,
  intl,
  realNameAccount,
  submittedApplication,
} from '../support/answers.js';

/** `*` is where one is, `>` what can be gone to. */
const inWords = (steps: readonly Step[]) =>
  steps.map(({ id, status, current, reachable }) => `${id} ${status}${current ? '*' : ''}${reachable ? '>' : ''}`);

function contextOf(machine: AnyStateMachine, input: object) {
  return initialTransition(machine, input as never)[0].context;
}

const partner = { policy: intl, account: cloudAccount, application: submittedApplication(intl) };

describe('the steps of signup', () => {
  const bare = contextOf(signupMachine, { policy: intl });
  const stepsOf = (facts: Partial<Account>, state: string, policy: Policy = intl) =>
    inWords(signupSteps({ ...bare, policy, account: knownAccount(facts) }, state)).filter(
      (step) => !step.endsWith(' open'),
    );

  it.each([
    ['', []],
    ['choosingCountry', ['country open*>']],
    ['offeringUpgrade', ['country open*>']],
    ['checkingUpgrade', ['country open*>']],
    ['upgradingAccount', ['country open*>']],
    ['verifyingEmail', ['email open*>']],
    ['verifyingEmail.enteringCode', ['email open*>']],
    ['settingPassword.entering', ['password open*>']],
    ['securingPhone.lookingUp', ['securityPhone open*>']],
    ['acceptingAgreements', ['cloud open*>']],
    ['enablingCloud', ['cloud open*>']],
    ['completingInformation', ['information open*>']],
    ['complete', []],
  ])('in "%s" one is at %j and nothing is done', (state, steps) => {
    expect(stepsOf({}, state)).toEqual(steps);
  });

  const at = '2026-11-22T12:00:00.000Z';
  const information = { name: 'Zoë', accountType: 'individual' } as NonNullable<Account['information']>;
  it.each<[string, Partial<Account>, string[]]>([
    ['a country', { country: 'DE' }, ['country done']],
    ['an e-mail address that is confirmed', { emailVerifiedAt: at }, ['email done']],
    ['an e-mail address that is not', { email: 'zoe@acme.example' }, []],
    ['a password', { registeredAt: at }, ['password done']],
    [
      'a phone that is confirmed',
      { securityPhone: { status: 'verified', number: '+4930123456' } },
      ['securityPhone done'],
    ],
    ['a phone that is not', { securityPhone: { status: 'given', number: '+4930123456' } }, []],
    ['no phone on purpose', { securityPhone: { status: 'skipped', number: null } }, ['securityPhone done']],
    ['its details', { information }, ['information done']],
    ['its details put off', { informationPostponed: true }, ['information done']],
  ])('with %s there is done what that is about', (_name, facts, steps) => {
    expect(stepsOf(facts, '')).toEqual(steps);
  });

  it('an account with cloud services has done all but the details it is asked for', () => {
    const before = ['country done', 'email done', 'password done', 'securityPhone done', 'cloud done'];
    expect(stepsOf({ cloudEnabledAt: at }, 'completingInformation')).toEqual([...before, 'information open*>']);
    expect(stepsOf({ cloudEnabledAt: at }, 'complete')).toEqual([...before, 'information done']);
  });

  it.each([
    ['applying', 'realName.applying', 'realName open*>'],
    ['rejected', 'realName.rejected', 'realName open*>'],
    ['inReview', 'realName.inReview', 'realName waiting*>'],
    ['approved', 'complete', 'realName done'],
  ] as const)('where real-name authentication is offered and %s it is %s', (status, state, step) => {
    expect(stepsOf(realNameAccount(status), state, cn).at(-1)).toBe(step);
  });

  it('without an application real-name authentication is open where it is offered, and no step where it is not', () => {
    const steps = (policy: Policy) => signupSteps({ ...bare, policy }, 'choosingCountry').map(({ id }) => id);
    expect(signupSteps({ ...bare, policy: cn }, 'choosingCountry').at(-1)).toEqual({
      id: 'realName',
      status: 'open',
      current: false,
      reachable: false,
    });
    expect(steps(cn)).toEqual([...steps({ ...intl, realName: { ...intl.realName, offered: false } }), 'realName']);
  });
});

describe('the steps of the wizard', () => {
  const bare = contextOf(wizardMachine, { policy: intl, account: cloudAccount });
  const all = { ...bare, application: completeApplication(intl) };

  it.each([
    ['', 'business open, contact open, sensitiveRelationship open, agreement open'],
    ['enteringBusiness', 'business open*>, contact open, sensitiveRelationship open, agreement open'],
    ['checkingCompany', 'business open*>, contact open, sensitiveRelationship open, agreement open'],
    ['companyCheckFailed', 'business open*>, contact open, sensitiveRelationship open, agreement open'],
    ['offeringAssociation', 'business open*>, contact open, sensitiveRelationship open, agreement open'],
    ['enteringContact', 'business open>, contact open*, sensitiveRelationship open, agreement open'],
    ['submitted', 'business done, contact done, sensitiveRelationship done, agreement done'],
  ])('in "%s" with nothing answered: %s', (state, steps) => {
    expect(inWords(wizardStepList(bare, state)).join(', ')).toBe(steps);
  });

  it('R-030 with everything answered each step is done and can be gone to', () => {
    expect(inWords(wizardStepList(all, 'acceptingAgreement'))).toEqual([
      'business done>',
      'contact done>',
      'sensitiveRelationship done>',
      'agreement done*>',
    ]);
  });

  it('a step to be looked at again says so, and one that lacks something is open rather than that', () => {
    const lookAgain = ['sensitiveRelationship', 'agreement'] as const;
    const again = { ...all, application: completeApplication(intl, { lookAgain: [...lookAgain], acceptance: null }) };
    expect(inWords(wizardStepList(again, '')).slice(2)).toEqual(['sensitiveRelationship lookAgain', 'agreement open']);
  });
});

describe.each<[string, AnyStateMachine, object, [string, string][]]>([
  [
    'review',
    reviewMachine,
    { policy: intl, application: submittedApplication(intl) },
    [
      ['', 'review open'],
      ['screening', 'review waiting*'],
      ['awaitingScreening', 'review waiting*'],
      ['manuallyReviewing', 'review waiting*'],
      ['rejected', 'review open*'],
      ['revising', 'review open*'],
      ['approved', 'review done'],
      ['withdrawn', 'review open'],
    ],
  ],
  [
    'enrollment',
    enrollmentMachine,
    partner,
    [
      ['', 'enrollment open'],
      ['registering', 'enrollment waiting*'],
      ['notRegistered', 'enrollment waiting*'],
      ['enrolled', 'enrollment done*'],
      ['lookingUpAccount', 'enrollment done*'],
    ],
  ],
  [
    'a partner program',
    partnerProgramMachine,
    { policy: intl, program: 'reseller' },
    [
      ['filling', 'programApplication open*, programReview open'],
      ['rejected', 'programApplication open*, programReview open'],
      ['reviewing', 'programApplication done, programReview waiting*'],
      ['enrolled', 'programApplication done, programReview done*'],
      ['renewing', 'programApplication done, programReview waiting*'],
      ['expired', 'programApplication done, programReview open*'],
    ],
  ],
])('the steps of %s', (_name, machine, input, places) => {
  it.each(places)('in "%s": %s', (state, steps) => {
    expect(inWords(chartOf(machine).steps(contextOf(machine, input) as never, state)).join(', ')).toBe(steps);
  });
});

describe('the steps of the road', () => {
  it('G7 are done one after the other up to the partner, and stay so whatever the partner does then', () => {
    const context = {
      ...contextOf(registrationMachine, { policy: intl }),
      ...partner,
      account: knownAccount(cloudAccount),
    };
    const done = (state: string) =>
      chartOf(registrationMachine)
        .steps(context, state)
        .filter(({ status }) => status === 'done')
        .map(({ id }) => id);
    const approved = [...done('review.manuallyReviewing'), 'review'];
    expect(approved).toContain('agreement');
    const before = ['registering', 'notRegistered', 'redirected'];
    for (const state of before) expect(done(`enrollment.${state}`)).toEqual(approved);
    const places = Object.keys(registrationMachine.states['enrollment']?.states ?? {});
    const asPartner = places.filter((place) => !before.includes(place));
    expect(asPartner).toEqual(expect.arrayContaining(['enrolled', 'lookingUpAccount']));
    for (const state of asPartner)
      expect([state, done(`enrollment.${state}`)]).toEqual([state, [...approved, 'enrollment']]);
  });
});

describe('the steps of a development path', () => {
  const context = contextOf(developmentPathMachine, { policy: intl, path: 'software' });
  it.each([
    ['notSelected', 'open* open open open'],
    ['invited', 'open* open open open'],
    ['exited', 'open* open open open'],
    ['selected', 'done open* open open'],
    ['roleValidating', 'done waiting* open open'],
    ['roleValidated', 'done done open* open'],
    ['differentiating', 'done done waiting* open'],
    ['differentiated', 'done done done done*'],
    ['annualReviewDue', 'done done done open*'],
    ['annualReviewing', 'done done done waiting*'],
  ])('in %s they are %s', (state, steps) => {
    const found = developmentPathSteps(context as never, state);
    expect(found.map(({ id }) => id)).toEqual([
      'roleSelection',
      'roleValidation',
      'competencyDifferentiation',
      'annualReview',
    ]);
    expect(
      inWords(found)
        .map((step) => step.split(' ')[1])
        .join(' '),
    ).toBe(steps);
  });
});

describe('the steps of association', () => {
  const bare = contextOf(associationMachine, { policy: intl, company: { partnerId: 'P-1', companyName: 'Acme' } });
  const invitation = {
    huaweiId: 'huawei-id-2',
    accountName: 'zoe',
    sentAt: '2026-11-22T12:00:00.000Z',
    validUntil: '2026-11-29T12:00:00.000Z',
    openedAt: null,
  };
  it.each([
    ['', null, 'invitation open, statement open'],
    ['drafting', null, 'invitation open*, statement open'],
    ['awaitingInvitation', null, 'invitation waiting*, statement open'],
    ['verifyingInvitee', null, 'invitation waiting*, statement open'],
    ['choosingAccount', null, 'invitation open*, statement open'],
    ['invited', 'open', 'invitation done, statement open*>'],
    ['verifyingAcceptance', 'open', 'invitation done, statement waiting*>'],
    ['associating', 'open', 'invitation done, statement waiting*>'],
    ['expired', 'expired', 'invitation open*, statement open'],
    ['superseded', 'void', 'invitation open*, statement open'],
    ['associated.notDedicated', 'accepted', 'invitation done, statement done'],
    ['disassociated', 'cancelled', 'invitation open*, statement open'],
  ] as const)('in "%s" with an invitation that is %s: %s', (state, status, steps) => {
    const association = { ...newAssociation(), invitation: status === null ? null : { ...invitation, status } };
    expect(inWords(associationSteps({ ...bare, association }, state)).join(', ')).toBe(steps);
  });
});
