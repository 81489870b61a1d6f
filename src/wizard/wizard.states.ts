import { type EventObject, setup } from 'xstate';
import { companyToLookUp } from '../application.js';
import type { Chart, StateMeta, Tag } from '../chart.js';
import { type PolicyEvent, policyEvents, policyGuards, policyRules, policyUpdates } from '../policy.events.js';
import { unconnected } from '../ports.js';
import { actionsOf } from '../updates.js';
import { wizardConsequences, wizardGuards, wizardRequirements, wizardRules, wizardStepList } from './wizard.guards.js';
import {
  type WizardContext,
  type WizardEvent,
  type WizardInput,
  wizardContextSchema,
  wizardEvents,
  wizardInput,
  wizardPorts,
} from './wizard.schema.js';
import { wizardUpdates } from './wizard.updates.js';

/** The wizard's guards, actions and actors for any machine whose context holds the wizard's. */
export const wizardActions = <C extends WizardContext, E extends EventObject>() => ({
  ...actionsOf<C, E, typeof wizardUpdates>(wizardUpdates),
  ...actionsOf<C, E, typeof policyUpdates>(policyUpdates),
});

/** What the wizard knows about itself beyond its states. */
export const wizardChart: Chart<WizardContext> = {
  input: wizardInput,
  context: wizardContextSchema,
  vocabulary: { ...wizardEvents, ...policyEvents },
  rules: { ...wizardRules, ...policyRules },
  ports: wizardPorts,
  requirements: wizardRequirements,
  steps: wizardStepList,
  deadlines: () => [],
  consequences: wizardConsequences,
};

/** What the states and the machine are made with. */
export const wizardSetup = setup({
  types: {} as {
    context: WizardContext;
    events: WizardEvent | PolicyEvent;
    input: WizardInput;
    tags: Tag;
    meta: StateMeta;
  },
  schemas: wizardChart,
  guards: { ...wizardGuards, ...policyGuards },
  actions: wizardActions<WizardContext, WizardEvent | PolicyEvent>(),
  actors: unconnected(wizardPorts),
});

/** The join wizard as a state of a larger chart. */
export const wizardState = wizardSetup.createStateConfig({
  initial: 'notStarted',
  description:
    'Joining HCPN: business information, contact information, sensitive relationship filing, agreement, Submit.',
  meta: { rules: ['R-030', 'R-031'] },
  on: {
    'wizard.back': [
      { guard: 'cameFromBusiness', target: '.enteringBusiness', actions: 'goBack' },
      { guard: 'cameFromContact', target: '.enteringContact', actions: 'goBack' },
      { guard: 'cameFromSensitiveRelationship', target: '.filingSensitiveRelationship', actions: 'goBack' },
      { guard: 'cameFromAgreement', target: '.acceptingAgreement', actions: 'goBack' },
    ],
    'wizard.step.open': [
      { guard: 'opensBusiness', target: '.enteringBusiness', actions: 'openStep' },
      { guard: 'opensContact', target: '.enteringContact', actions: 'openStep' },
      { guard: 'opensSensitiveRelationship', target: '.filingSensitiveRelationship', actions: 'openStep' },
      { guard: 'opensAgreement', target: '.acceptingAgreement', actions: 'openStep' },
    ],
    'wizard.draft.keep': { guard: 'mayKeepDraft', actions: 'keepDraft' },
    'wizard.submit': { guard: 'isReadyToSubmit', target: '.checkingSubmission', actions: 'requestSubmission' },
  },
  states: {
    notStarted: {
      description:
        'Nobody has begun to apply. A cloud account comes first; on the cn site, enterprise real-name authentication too.',
      meta: { rules: ['R-001', 'R-032', 'R-033', 'R-035'] },
      tags: ['waiting'],
      on: {
        'wizard.start': [
          { guard: 'mayStartWithKnownCompany', target: 'checkingCompany', actions: 'recordStart' },
          { guard: 'mayStart', target: 'enteringBusiness', actions: 'recordStart' },
        ],
      },
    },
    enteringBusiness: {
      description: 'The applicant fills in the business information as it stands on the registration credential.',
      meta: { rules: ['R-036', 'R-037', 'R-038', 'R-039'] },
      tags: ['editing'],
      on: {
        'wizard.business.save': { guard: 'isBusinessComplete', target: 'checkingCompany', actions: 'recordBusiness' },
      },
    },
    checkingCompany: {
      description:
        'Asking whether this company is a partner already. Business information that would not pass Submit is entered next.',
      meta: { rules: ['R-034', 'R-174'] },
      tags: ['busy'],
      invoke: {
        id: 'lookUpCompany',
        src: 'lookUpCompany',
        input: ({ context }: { context: WizardContext }) => companyToLookUp(context),
        onDone: [
          { guard: 'isPartnerAlready', target: 'offeringAssociation', actions: 'recordCompany' },
          { guard: 'isBusinessStillRight', target: 'enteringContact', actions: 'recordCompany' },
          { target: 'enteringBusiness', actions: 'recordCompany' },
        ],
        onError: { target: 'companyCheckFailed', actions: 'noteCompanyNotLookedUp' },
      },
    },
    companyCheckFailed: {
      description:
        'The company could not be looked up. Nothing is lost: check again, or go back and correct the business information.',
      meta: { rules: ['R-034'] },
      tags: ['editing'],
      on: {
        'wizard.company.checkAgain': { guard: 'mayCheckAgain', target: 'checkingCompany', actions: 'requestCheck' },
        'wizard.back': { guard: 'mayReturnToBusiness', target: 'enteringBusiness', actions: 'returnToBusiness' },
      },
    },
    offeringAssociation: {
      description:
        'The company already is a partner, or became one meanwhile: associate with it instead of applying, or say that it is another company.',
      meta: { rules: ['R-034', 'R-145'] },
      tags: ['editing'],
      on: {
        'wizard.company.associate': { guard: 'mayAssociate', target: 'redirected', actions: 'leaveApplication' },
        'wizard.company.applyAnyway': [
          { guard: 'mayApplyAnyway', target: 'enteringContact', actions: 'recordSecondAccount' },
          { guard: 'mayApplyAnywayWithoutBusiness', target: 'enteringBusiness', actions: 'recordSecondAccount' },
        ],
        'wizard.company.isAnother': [
          { guard: 'isAnotherCompany', target: 'enteringContact', actions: 'recordAnotherCompany' },
          { guard: 'isAnotherCompanyWithoutBusiness', target: 'enteringBusiness', actions: 'recordAnotherCompany' },
        ],
        'wizard.back': { guard: 'mayReturnToBusiness', target: 'enteringBusiness', actions: 'returnToBusiness' },
      },
    },
    enteringContact: {
      description: 'The applicant fills in the contact information.',
      meta: { rules: ['R-030'] },
      tags: ['editing'],
      on: {
        'wizard.contact.save': {
          guard: 'isContactComplete',
          target: 'filingSensitiveRelationship',
          actions: 'recordContact',
        },
      },
    },
    filingSensitiveRelationship: {
      description:
        'The applicant answers the questionnaire of the sensitive relationship filing. It cannot be left out.',
      meta: { rules: ['R-040'] },
      tags: ['editing'],
      on: {
        'wizard.sensitiveRelationship.file': {
          guard: 'isFilingComplete',
          target: 'acceptingAgreement',
          actions: 'recordFiling',
        },
      },
    },
    acceptingAgreement: {
      description: 'The applicant reads and accepts the HCPN Certification Agreement, then submits.',
      meta: { rules: ['R-041', 'R-042', 'R-043', 'R-044'] },
      tags: ['editing'],
      on: {
        'wizard.agreement.accept': { guard: 'isAgreementCurrent', actions: 'recordAcceptance' },
      },
    },
    checkingSubmission: {
      description: 'On Submit the company is asked about again: it may have become a partner meanwhile.',
      meta: { rules: ['R-034', 'R-183'] },
      tags: ['busy'],
      invoke: {
        id: 'lookUpCompanyAgain',
        src: 'lookUpCompany',
        input: ({ context }: { context: WizardContext }) => companyToLookUp(context),
        onDone: [
          { guard: 'isPartnerAlready', target: 'offeringAssociation', actions: 'recordCompanyAgain' },
          { guard: 'isStillReady', target: 'submitted', actions: 'recordSubmission' },
          { target: 'acceptingAgreement', actions: 'recordCompanyAgain' },
        ],
        onError: { target: 'acceptingAgreement', actions: 'noteCompanyNotLookedUp' },
      },
    },
    submitted: {
      description: 'The application is handed in; review follows.',
      type: 'final',
      tags: ['settled'],
    },
    redirected: {
      description: 'The applicant associates with the company instead; no application is created.',
      meta: { rules: ['R-034'] },
      type: 'final',
      tags: ['settled'],
    },
  },
});
