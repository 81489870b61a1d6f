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
  developmentPathDeadlines,
  developmentPathGuards,
  developmentPathRequirements,
  developmentPathRules,
  developmentPathSteps,
} from './developmentPath.guards.js';
import {
  type DevelopmentPathContext,
  type DevelopmentPathEvent,
  type DevelopmentPathInput,
  developmentPathContext,
  developmentPathContextSchema,
  developmentPathEvents,
  developmentPathInput,
} from './developmentPath.schema.js';
import { developmentPathUpdates } from './developmentPath.updates.js';

/** What the chart of one path knows about itself beyond its states. */
export const developmentPathChart: Chart<DevelopmentPathContext> = {
  input: developmentPathInput,
  context: developmentPathContextSchema,
  vocabulary: { ...developmentPathEvents, ...policyEvents },
  rules: { ...developmentPathRules, ...policyRules },
  ports: {},
  requirements: developmentPathRequirements,
  steps: developmentPathSteps,
  deadlines: developmentPathDeadlines,
  consequences: () => [],
};

const chart = setup({
  types: {} as {
    context: DevelopmentPathContext;
    events: DevelopmentPathEvent | PolicyEvent;
    input: DevelopmentPathInput;
    tags: Tag;
    meta: StateMeta;
  },
  schemas: developmentPathChart,
  guards: { ...developmentPathGuards, ...policyGuards },
  actions: {
    ...actionsOf<DevelopmentPathContext, DevelopmentPathEvent | PolicyEvent, typeof developmentPathUpdates>(
      developmentPathUpdates,
    ),
    ...actionsOf<DevelopmentPathContext, DevelopmentPathEvent | PolicyEvent, typeof policyUpdates>(policyUpdates),
  },
}).createMachine({
  id: 'developmentPath',
  version: '3',
  description: 'One development path of a partner: role selection, role validation, competency differentiation.',
  context: ({ input }) => developmentPathContext(input),
  initial: 'notSelected',
  on: {
    ...policyArrow,
    'path.invited': { guard: 'mayBeInvitedToPath', actions: 'recordPathInvitation' },
    'path.whitelisted': { guard: 'mayBeWhitelisted', actions: 'recordWhitelisting' },
    'path.select': { guard: 'isPathOpen', target: '.selected', actions: 'recordSelection' },
    'path.exit': { guard: 'mayExitPath', target: '.exited', actions: 'recordExit' },
    'path.solution.certified': [
      {
        guard: 'completesBothStages',
        target: '.differentiated',
        actions: ['recordSolution', 'recordValidationBySolution', 'recordDifferentiationBySolution'],
      },
      { guard: 'mayBeCertified', actions: 'recordSolution' },
    ],
  },
  states: {
    notSelected: {
      description: 'The path is not selected.',
      meta: { rules: ['R-090', 'R-093', 'R-094', 'R-173'] },
      tags: ['settled'],
      on: {
        'path.invited': { guard: 'mayBeInvitedToPath', target: 'invited', actions: 'recordPathInvitation' },
      },
    },
    invited: {
      description: 'Huawei has invited the account to the path; it is not selected yet.',
      meta: { rules: ['R-091', 'R-092'] },
      tags: ['settled'],
    },
    selected: {
      description: 'Role selection is done. Next is role validation; until then the path can be left.',
      meta: { rules: ['R-095', 'R-096', 'R-097', 'R-099', 'R-100'] },
      tags: ['editing'],
      on: {
        'path.validation.submit': [
          {
            guard: 'passesByAdvancedSolution',
            target: 'differentiated',
            actions: ['recordValidationBySolution', 'recordDifferentiationBySolution'],
          },
          { guard: 'passesBySolution', target: 'roleValidated', actions: 'recordValidationBySolution' },
          { guard: 'mayBeValidated', target: 'roleValidating', actions: 'recordValidationRequest' },
        ],
      },
    },
    roleValidating: {
      description: 'Role validation is in progress.',
      tags: ['waiting'],
      on: {
        'path.validation.passed': {
          guard: 'isValidationDecided',
          target: 'roleValidated',
          actions: 'recordValidation',
        },
        'path.validation.failed': {
          guard: 'isValidationFailureGiven',
          target: 'selected',
          actions: 'recordValidationFailure',
        },
      },
    },
    roleValidated: {
      description: 'Role validation is passed. Next is competency differentiation; the path is not left any more.',
      meta: { rules: ['R-095', 'R-098', 'R-100'] },
      tags: ['editing'],
      on: {
        'path.differentiation.submit': [
          {
            guard: 'passesDifferentiationBySolution',
            target: 'differentiated',
            actions: 'recordDifferentiationBySolution',
          },
          { guard: 'mayBeDifferentiated', target: 'differentiating', actions: 'recordDifferentiationRequest' },
        ],
      },
    },
    differentiating: {
      description: 'Competency differentiation is in progress.',
      tags: ['waiting'],
      on: {
        'path.differentiation.passed': {
          guard: 'isDifferentiationDecided',
          target: 'differentiated',
          actions: 'recordDifferentiation',
        },
        'path.differentiation.failed': {
          guard: 'isDifferentiationFailureGiven',
          target: 'roleValidated',
          actions: 'recordDifferentiationFailure',
        },
      },
    },
    differentiated: {
      description: 'All stages are passed. The certification is reviewed every year.',
      meta: { rules: ['R-098', 'R-101'] },
      tags: ['settled'],
      on: {
        'path.annualReview.due': { guard: 'isAnnualReviewDue', target: 'annualReviewDue' },
      },
    },
    annualReviewDue: {
      description: 'The annual review of the certification is due.',
      meta: { rules: ['R-101'] },
      tags: ['editing'],
      on: {
        'path.annualReview.submit': {
          guard: 'mayBeReviewed',
          target: 'annualReviewing',
          actions: 'recordReviewRequest',
        },
      },
    },
    annualReviewing: {
      description: 'The annual review is in progress.',
      meta: { rules: ['R-101'] },
      tags: ['waiting'],
      on: {
        'path.annualReview.passed': {
          guard: 'isAnnualReviewDecided',
          target: 'differentiated',
          actions: 'recordAnnualReview',
        },
        'path.annualReview.failed': {
          guard: 'isAnnualReviewFailureGiven',
          target: 'annualReviewDue',
          actions: 'recordAnnualReviewFailure',
        },
      },
    },
    exited: {
      description: 'The path was left. It can be selected again.',
      meta: { rules: ['R-095'] },
      tags: ['settled'],
    },
  },
});

const machine = brief(chart, {});

/** The machine's type. */
export type DevelopmentPathMachine = Named<typeof machine>;

/** One development path of a partner on its own; enrollment keeps one a path. */
export const developmentPathMachine: DevelopmentPathMachine = machine;
