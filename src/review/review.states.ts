import { type EventObject, setup } from 'xstate';
import type { Announcement } from '../announcements.js';
import { companyToLookUp } from '../application.js';
import type { Chart, StateMeta, Tag } from '../chart.js';
import { type PolicyEvent, policyEvents, policyGuards, policyRules, policyUpdates } from '../policy.events.js';
import { unconnected } from '../ports.js';
import { actionsOf, announcementsOf } from '../updates.js';
import { reviewDeadlines, reviewGuards, reviewRequirements, reviewRules, reviewSteps } from './review.guards.js';
import {
  type ReviewContext,
  type ReviewEvent,
  type ReviewInput,
  reviewContextSchema,
  reviewEvents,
  reviewInput,
  reviewPorts,
} from './review.schema.js';
import { applicationToScreen, reviewAnnouncements, reviewUpdates } from './review.updates.js';

/** Review's actions for any machine whose context holds review's. */
export const reviewActions = <C extends ReviewContext, E extends EventObject>() => ({
  ...actionsOf<C, E, typeof reviewUpdates>(reviewUpdates),
  ...actionsOf<C, E, typeof policyUpdates>(policyUpdates),
  ...announcementsOf<C, E, typeof reviewAnnouncements>(reviewAnnouncements),
});

/** What review knows about itself beyond its states. */
export const reviewChart: Chart<ReviewContext> = {
  input: reviewInput,
  context: reviewContextSchema,
  vocabulary: { ...reviewEvents, ...policyEvents },
  rules: { ...reviewRules, ...policyRules },
  ports: reviewPorts,
  requirements: reviewRequirements,
  steps: reviewSteps,
  deadlines: reviewDeadlines,
  consequences: () => [],
};

/** What the states and the machine are made with. */
export const reviewSetup = setup({
  types: {} as {
    context: ReviewContext;
    events: ReviewEvent | PolicyEvent;
    input: ReviewInput;
    tags: Tag;
    meta: StateMeta;
    emitted: Announcement;
  },
  schemas: reviewChart,
  guards: { ...reviewGuards, ...policyGuards },
  actions: reviewActions<ReviewContext, ReviewEvent | PolicyEvent>(),
  actors: unconnected(reviewPorts),
});

/** Review as a state of a larger chart. */
export const reviewState = reviewSetup.createStateConfig({
  initial: 'screening',
  description: 'Reviewing an application: the system decides first, people follow when it does not pass.',
  meta: { rules: ['R-050', 'R-051', 'R-059'] },
  states: {
    screening: {
      description: 'The system checks the application.',
      meta: { rules: ['R-050'] },
      tags: ['busy'],
      invoke: {
        id: 'screenApplication',
        src: 'screenApplication',
        input: ({ context }: { context: ReviewContext }) => applicationToScreen(context),
        onDone: [
          { guard: 'didPass', target: 'approved', actions: ['recordPass', 'announceApproval'] },
          { guard: 'isPending', target: 'awaitingScreening' },
          { target: 'manuallyReviewing', actions: ['recordFailure', 'announceManualReview'] },
        ],
        onError: { target: 'awaitingScreening', actions: 'noteNotScreened' },
      },
    },
    awaitingScreening: {
      description: 'The system has not answered yet, or could not be asked; it can be asked again.',
      meta: { rules: ['R-050'] },
      tags: ['waiting'],
      on: {
        'review.screeningPassed': [
          { guard: 'mayReportPass', target: 'approved', actions: ['recordReportedPass', 'announceApproval'] },
          {
            guard: 'mayReportPassOfAnother',
            target: 'manuallyReviewing',
            actions: ['recordReportedPassOfAnother', 'announceManualReview'],
          },
        ],
        'review.screeningFailed': {
          guard: 'mayReportFailure',
          target: 'manuallyReviewing',
          actions: ['recordReportedFailure', 'announceManualReview'],
        },
        'review.screening.retry': {
          guard: 'mayScreenAgain',
          target: 'screening',
          actions: ['requestScreening', 'recordAttempt'],
        },
        'review.edit': { guard: 'mayEditInReview', target: 'revising', actions: 'reopenApplication' },
        'review.withdraw': { guard: 'mayWithdrawFromReview', target: 'withdrawn', actions: 'recordWithdrawal' },
      },
    },
    manuallyReviewing: {
      description: 'A reviewer looks at the application. No duration is stated; a target may be set by policy.',
      meta: { rules: ['R-051', 'R-055', 'R-059'] },
      tags: ['waiting'],
      on: {
        'review.approve': { guard: 'mayApprove', target: 'approved', actions: ['recordApproval', 'announceApproval'] },
        'review.reject': { guard: 'hasReason', target: 'rejected', actions: ['recordRejection', 'announceRejection'] },
        'review.overdue': { guard: 'isOverdue', actions: 'recordOverdue' },
        'review.edit': { guard: 'mayEditInReview', target: 'revising', actions: 'reopenApplication' },
        'review.withdraw': { guard: 'mayWithdrawFromReview', target: 'withdrawn', actions: 'recordWithdrawal' },
      },
    },
    rejected: {
      description:
        'The application was rejected with a reason; the applicant revises it by the reason and submits again.',
      meta: { rules: ['R-052', 'R-053', 'R-054'] },
      tags: ['editing'],
      on: {
        'review.revise': { guard: 'mayRevise', target: 'revising', actions: 'reopenApplication' },
        'review.withdraw': { guard: 'mayGiveUp', target: 'withdrawn', actions: 'recordWithdrawal' },
      },
    },
    revising: {
      description: 'The applicant revises the application, with the data kept and the reason shown.',
      meta: { rules: ['R-053'] },
      tags: ['editing'],
      on: {
        'review.resubmit': { guard: 'mayResubmit', target: 'checkingCompany', actions: 'recordRevision' },
      },
    },
    checkingCompany: {
      description: 'Before it is reviewed again the company is asked about: it may have become a partner meanwhile.',
      meta: { rules: ['R-034', 'R-183'] },
      tags: ['busy'],
      invoke: {
        id: 'lookUpCompanyOfRevision',
        src: 'lookUpCompany',
        input: ({ context }: { context: ReviewContext }) => companyToLookUp(context),
        onDone: [
          { guard: 'isCompanyPartner', target: 'redirected', actions: 'recordCompanyPartner' },
          { target: 'screening', actions: ['recordResubmission', 'recordAttempt'] },
        ],
        onError: { target: 'revising', actions: 'noteRevisionNotChecked' },
      },
    },
    approved: {
      description: 'The application is approved; enrollment follows.',
      meta: { rules: ['R-056'] },
      type: 'final',
      tags: ['settled'],
    },
    redirected: {
      description: 'The company became a partner meanwhile; one associates with it, and no second partner is made.',
      meta: { rules: ['R-034', 'R-183'] },
      type: 'final',
      tags: ['settled'],
    },
    withdrawn: {
      description: 'The applicant gave the application up before becoming a partner.',
      type: 'final',
      tags: ['settled'],
    },
  },
});
