import type { AnyMachineSnapshot } from 'xstate';
import { knownAccount } from '../../src/account.js';
import { associationMachine } from '../../src/association/association.machine.js';
import { associationContext } from '../../src/association/association.schema.js';
import { explain } from '../../src/explain.js';
import type { Issue } from '../../src/issue.js';
import { createPolicy, type Policy, sites } from '../../src/policy.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { signupContext } from '../../src/signup/signup.schema.js';
import type { Form } from '../../src/testing/invalidFixtures.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import { wizardContext } from '../../src/wizard/wizard.schema.js';

/** The policy of each site, and policies whose rules no site has. */
export const policies: Readonly<Record<string, Policy>> = {
  ...Object.fromEntries(sites.map((site) => [site, createPolicy({ site })])),
  'intl with API passwords': createPolicy({ site: 'intl', account: { passwordRules: 'api' } }),
  'cn, strict': createPolicy({
    site: 'cn',
    business: { required: ['credentialFile', 'address', 'website', 'industry'], companyName: { least: 4 } },
    contact: { jobTitleRequired: true },
    realName: { leastFiles: { enterprise: 3 } },
    sensitiveRelationship: {
      items: [
        { id: 'insider', kind: 'boolean', detailsRequiredWhen: false, text: null },
        { id: 'other', kind: 'boolean', detailsRequiredWhen: null, text: null },
      ],
    },
  }),
};

/** When everything is said. */
const at = '2026-11-22T10:00:00.000Z';

interface Place {
  readonly snapshot: AnyMachineSnapshot;
  /** The event that carries the form, and under which key. */
  readonly type: string;
  readonly key: string;
  /** The guards that judge it. */
  readonly guards: readonly string[];
  /** What else the event carries. */
  readonly beside?: object;
}

/** Where each form is handed in, with nothing else in its way. */
export function places(policy: Policy): Readonly<Record<Form, Place>> {
  const signup = (state: string, account = {}) =>
    signupMachine.resolveState({
      value: state.includes('.') ? { [state.split('.')[0] ?? '']: state.split('.')[1] ?? '' } : state,
      context: signupContext({ policy, account: knownAccount(account) }),
    } as Parameters<typeof signupMachine.resolveState>[0]);
  const wizard = (
    value: 'enteringBusiness' | 'enteringContact' | 'filingSensitiveRelationship' | 'acceptingAgreement',
  ) => wizardMachine.resolveState({ value, context: wizardContext({ policy }) });
  const company = { partnerId: 'P-1', companyName: 'Lantern' };
  const drafting = associationMachine.resolveState({
    value: 'drafting',
    context: associationContext({ policy, company }),
  });
  const invited = structuredClone(drafting.context);
  invited.association.invitation = {
    huaweiId: 'member',
    accountName: 'ben',
    sentAt: at,
    validUntil: '2026-11-29T10:00:00.000Z',
    openedAt: null,
    status: 'open',
  };
  const sent = {
    challengeId: 'c',
    at,
    validUntil: '2026-11-22T10:05:00.000Z',
    resendFrom: at,
    attemptsLeft: 3,
    expired: false,
  };
  const challenge = { channel: 'email', to: 'ada@lantern.example', requestedAt: at, sent } as const;
  return {
    country: {
      snapshot: signup('choosingCountry'),
      type: 'signup.country.choose',
      key: 'country',
      guards: ['isCountryOpen'],
    },
    email: {
      snapshot: signup('verifyingEmail.entering'),
      type: 'signup.email.submit',
      key: 'email',
      guards: ['isEmailAcceptable'],
    },
    verificationCode: {
      snapshot: signup('verifyingEmail.enteringCode', { challenge }),
      type: 'signup.code.submit',
      key: 'verificationCode',
      guards: ['isCodeAcceptable'],
    },
    password: {
      snapshot: signup('settingPassword.entering', { email: 'ada@lantern.example' }),
      type: 'signup.password.set',
      key: 'password',
      guards: ['isPasswordStrong'],
    },
    phone: {
      snapshot: signup('securingPhone.entering'),
      type: 'signup.securityPhone.give',
      key: 'phone',
      guards: ['isPhoneToBeLookedUp', 'isPhoneAcceptable'],
    },
    agreements: {
      snapshot: signup('acceptingAgreements'),
      type: 'signup.cloud.enable',
      key: 'agreements',
      guards: ['areAgreementsAccepted'],
    },
    information: {
      snapshot: signup('completingInformation', { cloudEnabledAt: at }),
      type: 'signup.information.complete',
      key: 'information',
      guards: ['isInformationComplete', 'isInformationCompleteBeforeRealName', 'mayAddInformation'],
    },
    realName: {
      snapshot: signup('realName.applying'),
      type: 'signup.realName.apply',
      key: 'application',
      guards: ['isRealNameApplicationComplete'],
    },
    business: {
      snapshot: wizard('enteringBusiness'),
      type: 'wizard.business.save',
      key: 'business',
      guards: ['isBusinessComplete'],
    },
    contact: {
      snapshot: wizard('enteringContact'),
      type: 'wizard.contact.save',
      key: 'contact',
      guards: ['isContactComplete'],
    },
    filing: {
      snapshot: wizard('filingSensitiveRelationship'),
      type: 'wizard.sensitiveRelationship.file',
      key: 'filing',
      guards: ['isFilingComplete'],
    },
    acceptance: {
      snapshot: wizard('acceptingAgreement'),
      type: 'wizard.agreement.accept',
      key: 'acceptance',
      guards: ['isAgreementCurrent'],
    },
    company: {
      snapshot: drafting,
      type: 'association.request',
      key: 'company',
      guards: ['mayAskToAssociate'],
      beside: { address: { by: 'email', value: 'ben@lantern.example' } },
    },
    address: {
      snapshot: drafting,
      type: 'association.request',
      key: 'address',
      guards: ['mayAskToAssociate', 'mayInvite'],
    },
    statement: {
      snapshot: associationMachine.resolveState({ value: 'invited', context: invited }),
      type: 'association.accept',
      key: 'statement',
      guards: ['isStatementAccepted'],
    },
  };
}

/** What is found with an answer where it is handed in. */
export function found({ snapshot, type, key, beside }: Place, value: unknown): readonly Issue[] {
  const role = type === 'association.accept' || type === 'association.request' ? 'member' : 'applicant';
  const said = { ...beside, ...(value === undefined ? {} : { [key]: value }) };
  const explanation = explain(snapshot, { type, at, by: { role, id: role }, ...said } as never);
  return explanation.allowed ? [] : explanation.issues;
}
