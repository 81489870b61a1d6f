import { brief, type Named } from '../named.js';
import { policyArrow } from '../policy.events.js';
import { reviewContext, reviewPorts } from './review.schema.js';
import { reviewSetup, reviewState } from './review.states.js';
import { reviewUpdates } from './review.updates.js';

const machine = brief(
  reviewSetup.createMachine({
    id: 'review',
    version: '3',
    context: ({ input }) => reviewUpdates.recordAttempt(reviewContext(input)),
    ...reviewState,
    on: policyArrow,
  }),
  reviewPorts,
);

/** The machine's type. */
export type ReviewMachine = Named<typeof machine>;

/** Review on its own: starts with the system check of the application given as input. */
export const reviewMachine: ReviewMachine = machine;
