import { setup } from 'xstate';
import type { Chart, StateMeta, Tag } from '../chart.js';
import { brief, type Named } from '../named.js';
import {
  type PolicyEvent,
  policyArrow,
  policyEvents,
  policyGuards,
  policyRules,
  policyUpdates,
} from '../policy.events.js';
import { actionsOf } from '../updates.js';
import {
  partnerProgramDeadlines,
  partnerProgramGuards,
  partnerProgramRequirements,
  partnerProgramRules,
  partnerProgramSteps,
} from './partnerProgram.guards.js';
import {
  type PartnerProgramContext,
  type PartnerProgramEvent,
  type PartnerProgramInput,
  partnerProgramContext,
  partnerProgramContextSchema,
  partnerProgramEvents,
  partnerProgramInput,
} from './partnerProgram.schema.js';
import { partnerProgramUpdates } from './partnerProgram.updates.js';

/** What the chart of one program knows about itself beyond its states. */
export const partnerProgramChart: Chart<PartnerProgramContext> = {
  input: partnerProgramInput,
  context: partnerProgramContextSchema,
  vocabulary: { ...partnerProgramEvents, ...policyEvents },
  rules: { ...partnerProgramRules, ...policyRules },
  ports: {},
  requirements: partnerProgramRequirements,
  steps: partnerProgramSteps,
  deadlines: partnerProgramDeadlines,
  consequences: () => [],
};

const chart = setup({
  types: {} as {
    context: PartnerProgramContext;
    events: PartnerProgramEvent | PolicyEvent;
    input: PartnerProgramInput;
    tags: Tag;
    meta: StateMeta;
  },
  schemas: partnerProgramChart,
  guards: { ...partnerProgramGuards, ...policyGuards },
  actions: {
    ...actionsOf<PartnerProgramContext, PartnerProgramEvent | PolicyEvent, typeof partnerProgramUpdates>(
      partnerProgramUpdates,
    ),
    ...actionsOf<PartnerProgramContext, PartnerProgramEvent | PolicyEvent, typeof policyUpdates>(policyUpdates),
  },
}).createMachine({
  id: 'partnerProgram',
  version: '3',
  description: 'One partner program: application, review, and the certificate of whoever is enrolled.',
  context: ({ input }) => partnerProgramContext(input),
  initial: 'notApplied',
  on: {
    ...policyArrow,
    'program.invited': { guard: 'mayBeInvitedToProgram', actions: 'recordProgramInvitation' },
    'program.apply': { guard: 'isProgramOpen', target: '.filling', actions: 'recordApplication' },
    'program.leave': { guard: 'mayLeaveProgram', target: '.left', actions: 'recordLeaving' },
    'program.left': { guard: 'hasLeft', target: '.left', actions: 'recordLeaving' },
    'program.cooperation.invited': { guard: 'isCooperationPossible', actions: 'recordDistributorInvitation' },
    'program.cooperation.accept': { guard: 'isInvitedByDistributor', actions: 'recordCooperation' },
  },
  states: {
    notApplied: {
      description: 'There is no application to the program.',
      meta: { rules: ['R-110', 'R-112', 'R-114', 'R-115', 'R-116', 'R-117', 'R-119', 'R-125', 'R-130', 'R-134'] },
      tags: ['settled'],
      on: {
        'program.invited': { guard: 'mayBeInvitedToProgram', target: 'invited', actions: 'recordProgramInvitation' },
      },
    },
    invited: {
      description: 'Huawei has invited the account to the program; there is no application yet.',
      meta: { rules: ['R-121', 'R-122'] },
      tags: ['settled'],
    },
    filling: {
      description:
        'The application is being filled in: company information, agreements, and what the program asks for.',
      meta: { rules: ['R-111', 'R-126', 'R-130', 'R-135'] },
      tags: ['editing'],
      on: {
        'program.submit': {
          guard: 'isProgramApplicationComplete',
          target: 'reviewing',
          actions: 'recordProgramSubmission',
        },
        'program.cancel': [
          { guard: 'mayReturnToInvitation', target: 'invited', actions: 'recordCancellation' },
          { guard: 'mayCancelApplication', target: 'notApplied', actions: 'recordCancellation' },
        ],
      },
    },
    reviewing: {
      description: 'The application is among the requested programs and is reviewed.',
      meta: { rules: ['R-113', 'R-118', 'R-131', 'R-133', 'R-173'] },
      tags: ['waiting'],
      on: {
        'program.approved': { guard: 'mayBeApproved', target: 'enrolled', actions: 'recordApproval' },
        'program.rejected': { guard: 'isRejectionGiven', target: 'rejected', actions: 'recordRejection' },
      },
    },
    rejected: {
      description: 'The application is rejected with a reason. It can be revised and submitted again, or given up.',
      meta: { rules: ['R-131'] },
      tags: ['editing'],
      on: {
        'program.revise': { guard: 'mayReviseApplication', target: 'filling' },
        'program.cancel': [
          { guard: 'mayReturnToInvitation', target: 'invited', actions: 'recordCancellation' },
          { guard: 'mayCancelApplication', target: 'notApplied', actions: 'recordCancellation' },
        ],
      },
    },
    enrolled: {
      description: 'The program is among the enrolled ones, with a certificate to download.',
      meta: { rules: ['R-113', 'R-118', 'R-123', 'R-124', 'R-131', 'R-132'] },
      tags: ['settled'],
      on: {
        'program.renew': { guard: 'mayRenew', target: 'renewing', actions: 'recordRenewalRequest' },
        'program.certificate.expired': { guard: 'isCertificateOver', target: 'expired' },
      },
    },
    renewing: {
      description: 'The renewal of the certificate is reviewed.',
      meta: { rules: ['R-132'] },
      tags: ['waiting'],
      on: {
        'program.renewed': { guard: 'isRenewed', target: 'enrolled', actions: 'recordRenewal' },
        'program.renewalRefused': [
          { guard: 'isRefusedInTime', target: 'enrolled', actions: 'recordRenewalRefusal' },
          { guard: 'isRefusedTooLate', target: 'expired', actions: 'recordRenewalRefusal' },
        ],
      },
    },
    expired: {
      description: 'The certificate has expired. It can be renewed.',
      meta: { rules: ['R-132'] },
      tags: ['editing'],
      on: {
        'program.renew': { guard: 'mayRenew', target: 'renewing', actions: 'recordRenewalRequest' },
      },
    },
    left: {
      description: 'The partner has left the program. It can be applied for again.',
      meta: { rules: ['R-124'] },
      tags: ['settled'],
    },
  },
});

const machine = brief(chart, {});

/** The machine's type. */
export type PartnerProgramMachine = Named<typeof machine>;

/** One partner program on its own; enrollment keeps one a program. */
export const partnerProgramMachine: PartnerProgramMachine = machine;
