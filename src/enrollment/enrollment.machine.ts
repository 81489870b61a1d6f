import { type EventObject, setup } from 'xstate';
import type { Announcement } from '../announcements.js';
import type { Chart, StateMeta, Tag } from '../chart.js';
import type { Named } from '../named.js';
import { unconnected } from '../ports.js';
import { actionsOf, announcementsOf } from '../updates.js';
import { enrollmentGuards, enrollmentRequirements, enrollmentRules, enrollmentSteps } from './enrollment.guards.js';
import {
  type EnrollmentContext,
  type EnrollmentEvent,
  type EnrollmentInput,
  enrollmentContext,
  enrollmentContextSchema,
  enrollmentEvents,
  enrollmentPorts,
} from './enrollment.schema.js';
import { enrollmentAnnouncements, enrollmentUpdates, partnerToRegister } from './enrollment.updates.js';

/** Enrollment's actions for any machine whose context holds enrollment's. */
export const enrollmentActions = <C extends EnrollmentContext, E extends EventObject>() => ({
  ...actionsOf<C, E, typeof enrollmentUpdates>(enrollmentUpdates),
  ...announcementsOf<C, E, typeof enrollmentAnnouncements>(enrollmentAnnouncements),
});

/** What enrollment knows about itself beyond its states. */
export const enrollmentChart: Chart<EnrollmentContext> = {
  context: enrollmentContextSchema,
  vocabulary: enrollmentEvents,
  rules: enrollmentRules,
  ports: enrollmentPorts,
  requirements: enrollmentRequirements,
  steps: enrollmentSteps,
  deadlines: () => [],
  consequences: () => [],
};

const enrollmentSetup = setup({
  types: {} as {
    context: EnrollmentContext;
    events: EnrollmentEvent;
    input: EnrollmentInput;
    tags: Tag;
    meta: StateMeta;
    emitted: Announcement;
  },
  schemas: enrollmentChart,
  guards: enrollmentGuards,
  actions: enrollmentActions<EnrollmentContext, EnrollmentEvent>(),
  actors: unconnected(enrollmentPorts),
});

/** Enrollment as a state of a larger chart. */
export const enrollmentState = enrollmentSetup.createStateConfig({
  initial: 'registering',
  description: 'Being an HCPN partner. It is never left: membership cannot be withdrawn.',
  meta: { rules: ['R-056', 'R-057'] },
  states: {
    registering: {
      description: 'The company is being registered as a partner.',
      tags: ['busy'],
      invoke: {
        id: 'registerPartner',
        src: 'registerPartner',
        input: ({ context }: { context: EnrollmentContext }) => partnerToRegister(context),
        onDone: { target: 'enrolled', actions: ['recordEnrollment', 'announceEnrollment'] },
        onError: { target: 'notRegistered', actions: 'notePartnerNotRegistered' },
      },
    },
    notRegistered: {
      description: 'The application is approved, but the partner could not be registered yet; it can be tried again.',
      tags: ['waiting'],
      on: {
        'enrollment.registration.retry': {
          guard: 'mayRegisterAgain',
          target: 'registering',
          actions: 'requestRegistration',
        },
      },
    },
    enrolled: {
      description: 'The company is an HCPN partner. Next: select a development path, or join a partner program.',
      meta: { rules: ['R-039', 'R-045', 'R-056', 'R-057', 'R-058'] },
      tags: ['settled'],
      on: {
        'enrollment.invitation.received': { guard: 'mayBeInvited', actions: 'recordPathInvitation' },
        'enrollment.path.select': { guard: 'isPathOpen', actions: 'recordPath' },
        'enrollment.program.apply': { guard: 'isProgramOpen', actions: 'recordProgram' },
        'enrollment.withdraw': {
          guard: 'mayWithdraw',
          description: 'Never possible: membership cannot be withdrawn, and the refusal says so.',
        },
      },
    },
  },
});

const machine = enrollmentSetup.createMachine({
  id: 'enrollment',
  version: '1',
  context: ({ input }) => enrollmentContext(input),
  ...enrollmentState,
});

/** The machine's type. */
export type EnrollmentMachine = Named<typeof machine>;

/** Enrollment on its own: starts with registering the partner whose application was approved. */
export const enrollmentMachine: EnrollmentMachine = machine;
