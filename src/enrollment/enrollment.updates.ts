import type { Announcement } from '../announcements.js';
import { updatesOf } from '../updates.js';
import {
  type EnrollmentContext,
  type EnrollmentEvent,
  enrollmentEvents,
  type enrollmentPorts,
} from './enrollment.schema.js';

const { on, answered, failed } = updatesOf<EnrollmentContext, EnrollmentEvent, typeof enrollmentPorts>(
  enrollmentEvents,
);

/** The company is a partner from now on. */
const recordEnrollment = answered('registerPartner', ({ account, application, enrollment }, { at, value }) => {
  enrollment.partnerId = value.partnerId;
  enrollment.enrolledAt = at;
  const { acceptance } = application;
  enrollment.agreement = acceptance === null ? null : { id: acceptance.agreementId, version: acceptance.version };
  account.partnerId = value.partnerId;
});

/** The partner could not be registered. */
const notePartnerNotRegistered = failed('registerPartner');

/** The partner is registered once more. */
const requestRegistration = on('enrollment.registration.retry', () => {});

/** Huawei invites the partner to a path or program. */
const recordPathInvitation = on('enrollment.invitation.received', ({ enrollment }, { target }) => {
  enrollment.invitations = [...new Set([...enrollment.invitations, target])];
});

/** A development path is selected. */
const recordPath = on('enrollment.path.select', ({ enrollment }, { at, path }) => {
  enrollment.paths.push({ path, at });
});

/** A partner program is applied for. */
const recordProgram = on('enrollment.program.apply', ({ enrollment }, { at, program }) => {
  enrollment.programs.push({ program, at });
});

/** What each act and each answer changes, by the name of its action. */
export const enrollmentUpdates = {
  recordEnrollment,
  notePartnerNotRegistered,
  requestRegistration,
  recordPathInvitation,
  recordPath,
  recordProgram,
};

/** What enrollment tells the world, by the name of its action. */
export const enrollmentAnnouncements = {
  announceEnrollment: ({ enrollment }: EnrollmentContext): Announcement => ({
    type: 'enrollment.enrolled',
    partnerId: enrollment.partnerId ?? '',
    enrolledAt: enrollment.enrolledAt ?? '',
  }),
};

/** What is registered as a partner. */
export function partnerToRegister({ account, application }: EnrollmentContext) {
  return { business: application.business, contact: application.contact, huaweiId: account.huaweiId };
}
