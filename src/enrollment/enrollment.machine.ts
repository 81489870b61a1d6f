import { brief, type Named } from '../named.js';
import { policyArrow } from '../policy.events.js';
import { enrollmentContext, enrollmentPorts } from './enrollment.schema.js';
import { enrollmentSetup, enrollmentState } from './enrollment.states.js';

const machine = brief(
  enrollmentSetup.createMachine({
    id: 'enrollment',
    version: '3',
    context: ({ input }) => enrollmentContext(input),
    ...enrollmentState,
    on: policyArrow,
  }),
  enrollmentPorts,
);

/** The machine's type. */
export type EnrollmentMachine = Named<typeof machine>;

/** Enrollment on its own: starts with registering the partner whose application was approved. */
export const enrollmentMachine: EnrollmentMachine = machine;
