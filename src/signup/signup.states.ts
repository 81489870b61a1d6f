import { type EventObject, setup } from 'xstate';
import type { Chart, StateMeta, Tag } from '../chart.js';
import { type PolicyEvent, policyEvents, policyGuards, policyRules, policyUpdates } from '../policy.events.js';
import { unconnected } from '../ports.js';
import { actionsOf } from '../updates.js';
import {
  signupConsequences,
  signupDeadlines,
  signupGuards,
  signupRequirements,
  signupRules,
  signupSteps,
} from './signup.guards.js';
import {
  type SignupContext,
  type SignupEvent,
  type SignupInput,
  signupContextSchema,
  signupEvents,
  signupInput,
  signupPorts,
} from './signup.schema.js';
import {
  cloudToEnable,
  codeToCheck,
  codeToSend,
  idToRegister,
  realNameToApplyFor,
  signupUpdates,
  upgradeToMake,
} from './signup.updates.js';

/** Signup's actions for any machine whose context holds signup's. */
export const signupActions = <C extends SignupContext, E extends EventObject>() => ({
  ...actionsOf<C, E, typeof signupUpdates>(signupUpdates),
  ...actionsOf<C, E, typeof policyUpdates>(policyUpdates),
});

/** What signup knows about itself beyond its states. */
export const signupChart: Chart<SignupContext> = {
  input: signupInput,
  context: signupContextSchema,
  vocabulary: { ...signupEvents, ...policyEvents },
  rules: { ...signupRules, ...policyRules },
  ports: signupPorts,
  requirements: signupRequirements,
  steps: signupSteps,
  deadlines: signupDeadlines,
  consequences: signupConsequences,
};

/** What the states and the machine are made with. */
export const signupSetup = setup({
  types: {} as {
    context: SignupContext;
    events: SignupEvent | PolicyEvent;
    input: SignupInput;
    tags: Tag;
    meta: StateMeta;
  },
  schemas: signupChart,
  guards: { ...signupGuards, ...policyGuards },
  actions: signupActions<SignupContext, SignupEvent | PolicyEvent>(),
  actors: unconnected(signupPorts),
});

type Asked = { context: SignupContext; event: { type: string } };

/** Entering a code is the same for the e-mail address and for the security phone. */
const enteringCode = signupSetup.createStateConfig({
  description: 'The code is asked for, within its time and its number of attempts.',
  tags: ['editing'],
  on: {
    'signup.code.submit': { guard: 'isCodeAcceptable', target: 'checkingCode', actions: 'handIn' },
    'signup.code.resend': { guard: 'mayResendCode', target: 'sendingCode', actions: 'requestCode' },
    'signup.code.expired': { guard: 'isCodeOverdue', actions: 'expireCode' },
    'signup.back': { guard: 'mayGoBack', target: 'entering', actions: 'leaveForm' },
  },
});

/** Back to the form an application for real-name authentication came from. */
const backToForm = <A extends string>(actions: A) =>
  [
    { guard: 'wasRealNameRejected', target: 'rejected', actions },
    { target: 'applying', actions },
  ] as const;

/** Signup as a state of a larger chart. */
export const signupState = signupSetup.createStateConfig({
  initial: 'choosingCountry',
  description: 'Registering a HUAWEI ID and enabling Huawei Cloud services.',
  meta: { rules: ['R-001'] },
  on: {
    'signup.country.choose': { guard: 'isCountryOpen', actions: 'recordCountry' },
  },
  states: {
    choosingCountry: {
      description: 'The person chooses the country or region; it is final once the HUAWEI ID is registered.',
      meta: { rules: ['R-002', 'R-003', 'R-004'] },
      tags: ['editing'],
      on: {
        'signup.country.choose': { guard: 'isCountryOpen', target: 'verifyingEmail', actions: 'recordCountry' },
        'signup.oldAccount.signedIn': {
          guard: 'mayUseOldAccount',
          target: 'offeringUpgrade',
          actions: 'recordOldAccount',
        },
      },
    },
    verifyingEmail: {
      id: 'verifyingEmail',
      initial: 'entering',
      description: 'The person gives an e-mail address and confirms it by the code sent to it.',
      meta: { rules: ['R-006', 'R-011', 'R-012', 'R-013'] },
      on: {
        'signup.back': { guard: 'mayGoBack', target: 'choosingCountry', actions: 'leaveForm' },
      },
      states: {
        entering: {
          description: 'An e-mail address is asked for.',
          tags: ['editing'],
          on: {
            'signup.email.submit': [
              { guard: 'isEmailCodeOut', target: 'enteringCode', actions: 'returnToCode' },
              { guard: 'isEmailAcceptable', target: 'sendingCode', actions: 'recordEmail' },
            ],
          },
        },
        sendingCode: {
          description: 'The code is being sent.',
          tags: ['busy'],
          invoke: {
            id: 'sendEmailCode',
            src: 'sendVerificationCode',
            input: ({ context }: Asked) => codeToSend(context),
            onDone: { target: 'enteringCode', actions: 'recordCodeSent' },
            onError: { target: 'entering', actions: 'noteCodeNotSent' },
          },
        },
        enteringCode,
        checkingCode: {
          description: 'The code is being checked.',
          tags: ['busy'],
          invoke: {
            id: 'checkEmailCode',
            src: 'checkVerificationCode',
            input: ({ context, event }: Asked) => codeToCheck(context, event),
            onDone: [
              { guard: 'isCodeCorrect', target: '#settingPassword', actions: 'recordEmailVerified' },
              { target: 'enteringCode', actions: 'countWrongCode' },
            ],
            onError: { target: 'enteringCode', actions: 'noteCodeNotChecked' },
          },
        },
      },
    },
    settingPassword: {
      id: 'settingPassword',
      initial: 'entering',
      description: 'The person sets a password, and the HUAWEI ID is registered.',
      meta: { rules: ['R-007', 'R-014', 'R-015'] },
      states: {
        entering: {
          description: 'A password is asked for.',
          tags: ['editing'],
          on: {
            'signup.password.set': { guard: 'isPasswordStrong', target: 'registering', actions: 'handInPassword' },
            'signup.back': { guard: 'mayGoBack', target: '#verifyingEmail', actions: 'leaveForm' },
          },
        },
        registering: {
          description: 'The HUAWEI ID is being registered. Another country begins this step anew.',
          tags: ['busy'],
          on: {
            'signup.country.choose': { guard: 'isCountryOpen', target: 'entering', actions: 'recordCountry' },
          },
          invoke: {
            id: 'registerHuaweiId',
            src: 'registerHuaweiId',
            input: ({ context, event }: Asked) => idToRegister(context, event),
            onDone: [
              { guard: 'isRegistered', target: '#securingPhone', actions: 'recordRegistration' },
              { target: 'entering', actions: 'refuseRegistration' },
            ],
            onError: { target: 'entering', actions: 'noteNotRegistered' },
          },
        },
      },
    },
    securingPhone: {
      id: 'securingPhone',
      initial: 'entering',
      description: 'The person may give a security phone and confirm it by a code, or skip it.',
      meta: { rules: ['R-008', 'R-016'] },
      on: {
        'signup.securityPhone.skip': {
          guard: 'maySkipSecurityPhone',
          target: 'acceptingAgreements',
          actions: 'skipSecurityPhone',
        },
      },
      states: {
        entering: {
          description: 'A mobile number is asked for; it may be skipped.',
          tags: ['editing'],
          on: {
            'signup.securityPhone.give': [
              { guard: 'isPhoneCodeOut', target: 'enteringCode', actions: 'returnToCode' },
              { guard: 'isPhoneToBeLookedUp', target: 'lookingUp', actions: 'recordSecurityPhone' },
              { guard: 'isPhoneAcceptable', target: 'sendingCode', actions: 'recordSecurityPhone' },
            ],
          },
        },
        lookingUp: {
          description: 'Asking how many HUAWEI IDs this mobile number has.',
          meta: { rules: ['R-016'] },
          tags: ['busy'],
          invoke: {
            id: 'lookUpMobile',
            src: 'lookUpMobile',
            input: ({ context }: Asked) => ({ phone: context.account.securityPhone.number ?? '' }),
            onDone: [
              { guard: 'isMobileFree', target: 'sendingCode' },
              { target: 'entering', actions: 'refusePhone' },
            ],
            onError: { target: 'entering', actions: 'noteMobileNotLookedUp' },
          },
        },
        sendingCode: {
          description: 'The code is being sent.',
          tags: ['busy'],
          invoke: {
            id: 'sendPhoneCode',
            src: 'sendVerificationCode',
            input: ({ context }: Asked) => codeToSend(context),
            onDone: { target: 'enteringCode', actions: 'recordCodeSent' },
            onError: { target: 'entering', actions: 'noteCodeNotSent' },
          },
        },
        enteringCode,
        checkingCode: {
          description: 'The code is being checked.',
          tags: ['busy'],
          invoke: {
            id: 'checkPhoneCode',
            src: 'checkVerificationCode',
            input: ({ context, event }: Asked) => codeToCheck(context, event),
            onDone: [
              { guard: 'isCodeCorrect', target: '#acceptingAgreements', actions: 'recordPhoneVerified' },
              { target: 'enteringCode', actions: 'countWrongCode' },
            ],
            onError: { target: 'enteringCode', actions: 'noteCodeNotChecked' },
          },
        },
      },
    },
    acceptingAgreements: {
      id: 'acceptingAgreements',
      description:
        'The person accepts the agreements and enables Huawei Cloud services. Where the country does not allow it, a Huawei Cloud account is registered instead.',
      meta: { rules: ['R-005', 'R-009'] },
      tags: ['editing'],
      on: {
        'signup.cloud.enable': {
          guard: 'areAgreementsAccepted',
          target: 'enablingCloud',
          actions: 'recordAgreements',
        },
        'signup.cloudAccount.linked': {
          guard: 'isCloudAccountNeeded',
          target: 'completingInformation',
          actions: 'recordCloudAccount',
        },
      },
    },
    enablingCloud: {
      description: 'Huawei Cloud services are being enabled.',
      meta: { rules: ['R-009'] },
      tags: ['busy'],
      invoke: {
        id: 'enableCloudServices',
        src: 'enableCloudServices',
        input: ({ context }: Asked) => cloudToEnable(context),
        onDone: { target: 'completingInformation', actions: 'recordCloudEnabled' },
        onError: { target: 'acceptingAgreements', actions: 'noteCloudNotEnabled' },
      },
    },
    completingInformation: {
      description: 'The person completes the account details now, or later.',
      meta: { rules: ['R-010', 'R-017', 'R-018'] },
      tags: ['editing'],
      on: {
        'signup.information.complete': [
          { guard: 'isInformationCompleteBeforeRealName', target: 'realName', actions: 'recordInformation' },
          { guard: 'isInformationComplete', target: 'complete', actions: 'recordInformation' },
        ],
        'signup.information.postpone': [
          { guard: 'mayPostponeInformationBeforeRealName', target: 'realName', actions: 'postponeInformation' },
          { guard: 'mayPostponeInformation', target: 'complete', actions: 'postponeInformation' },
        ],
      },
    },
    realName: {
      id: 'realName',
      initial: 'applying',
      description:
        'Real-name authentication, needed on the cn site before joining HCPN, and again after a change of name or entity.',
      meta: { rules: ['R-019', 'R-022', 'R-023', 'R-024', 'R-025', 'R-026', 'R-032', 'R-174', 'R-175'] },
      on: {
        'signup.realName.synchronised': {
          guard: 'isRealNameSynchronised',
          target: 'complete',
          actions: 'synchroniseRealName',
        },
      },
      states: {
        applying: {
          description: 'The certificate and the files are asked for; it may be postponed.',
          tags: ['editing'],
          on: {
            'signup.realName.apply': {
              guard: 'isRealNameApplicationComplete',
              target: 'submitting',
              actions: 'recordRealNameApplication',
            },
            'signup.realName.postpone': {
              guard: 'mayPostponeRealName',
              target: '#signupComplete',
              actions: 'leaveForm',
            },
          },
        },
        submitting: {
          description: 'The application for real-name authentication is being handed in.',
          tags: ['busy'],
          invoke: {
            id: 'applyForRealName',
            src: 'applyForRealName',
            input: ({ context }: Asked) => realNameToApplyFor(context),
            onDone: [
              { guard: 'isRealNameHandedIn', target: 'inReview', actions: 'recordRealNameInReview' },
              ...backToForm('refuseRealName'),
            ],
            onError: backToForm('noteRealNameNotHandedIn'),
          },
        },
        inReview: {
          description:
            'Real-name authentication is in review; one to three working days. Where one is in force, nobody waits for it.',
          meta: { rules: ['R-023', 'R-174'] },
          tags: ['waiting'],
          on: {
            'signup.back': { guard: 'mayGoOnMeanwhile', target: '#signupComplete', actions: 'leaveForm' },
            'signup.realName.decided': [
              { guard: 'isRealNameApproved', target: '#signupComplete', actions: 'approveRealName' },
              { guard: 'isRealNameRejected', target: 'rejected', actions: 'rejectRealName' },
              { guard: 'isRealNameStillInReview', actions: 'keepRealNameInReview' },
            ],
          },
        },
        rejected: {
          description: 'Real-name authentication was not passed; it can be applied for again.',
          tags: ['editing'],
          on: {
            'signup.realName.apply': {
              guard: 'isRealNameApplicationComplete',
              target: 'submitting',
              actions: 'recordRealNameApplication',
            },
            'signup.realName.postpone': {
              guard: 'mayPostponeRealName',
              target: '#signupComplete',
              actions: 'leaveForm',
            },
          },
        },
      },
    },
    offeringUpgrade: {
      description: 'The person has an account from before the HUAWEI ID: upgrade it, or keep it as it is.',
      meta: { rules: ['R-020', 'R-021'] },
      tags: ['editing'],
      on: {
        'signup.upgrade.request': {
          guard: 'mayRequestUpgrade',
          target: 'checkingUpgrade',
          actions: 'recordUpgradeRequest',
        },
        'signup.upgrade.postpone': { guard: 'mayPostponeUpgrade', target: 'complete', actions: 'postponeUpgrade' },
      },
    },
    checkingUpgrade: {
      description: 'Asking whether the account can be upgraded to this HUAWEI ID.',
      meta: { rules: ['R-020'] },
      tags: ['busy'],
      invoke: {
        id: 'lookUpUpgrade',
        src: 'lookUpUpgrade',
        input: ({ context }: Asked) => upgradeToMake(context),
        onDone: [
          { guard: 'isUpgradeFree', target: 'upgradingAccount' },
          { target: 'offeringUpgrade', actions: 'refuseUpgrade' },
        ],
        onError: { target: 'offeringUpgrade', actions: 'noteUpgradeNotLookedUp' },
      },
    },
    upgradingAccount: {
      description: 'The account is being upgraded to the HUAWEI ID.',
      meta: { rules: ['R-020'] },
      tags: ['busy'],
      invoke: {
        id: 'upgradeAccount',
        src: 'upgradeAccount',
        input: ({ context }: Asked) => upgradeToMake(context),
        onDone: { target: 'complete', actions: 'recordUpgrade' },
        onError: { target: 'offeringUpgrade', actions: 'noteNotUpgraded' },
      },
    },
    complete: {
      id: 'signupComplete',
      description: 'The account can be used; HCPN can be joined.',
      meta: { rules: ['R-001'] },
      type: 'final',
      tags: ['settled'],
    },
  },
});
