import { after } from '../time.js';
import { updatesOf } from '../updates.js';
import {
  newParticipation,
  type PartnerProgramContext,
  type PartnerProgramEvent,
  partnerProgramEvents,
} from './partnerProgram.schema.js';

const { on } = updatesOf<PartnerProgramContext, PartnerProgramEvent, Record<never, never>>(partnerProgramEvents);

type Slice = Pick<PartnerProgramContext, 'policy' | 'participation'>;

interface Issued {
  readonly at: string;
  readonly certificate?: { readonly id: string; readonly validUntil?: string | undefined } | undefined;
}

function keepCertificate({ participation, policy }: Slice, { at, certificate }: Issued): void {
  const { certificateDays } = policy.programs;
  const byPolicy = certificateDays === null ? null : after(at, { days: certificateDays });
  participation.certificate = {
    id: certificate?.id ?? participation.certificate?.id ?? null,
    issuedAt: at,
    validUntil: certificate?.validUntil ?? byPolicy,
  };
}

/** Begins anew; an invitation of Huawei's stays, and submissions are counted on, for a late decision names its own. */
function startOver(context: Slice): void {
  const { program, invitedAt, attempt } = context.participation;
  context.participation = { ...newParticipation(program), invitedAt, attempt };
}

const fail =
  (stage: 'application' | 'renewal') =>
  ({ participation }: Slice, { at, reason }: { readonly at: string; readonly reason: string }): void => {
    participation.failure = { stage, reason, at };
  };

/** What each act changes, by the name of its action. */
export const partnerProgramUpdates = {
  /** Huawei invites the account to the program. */
  recordProgramInvitation: on('program.invited', ({ participation }, { at }) => {
    participation.invitedAt ??= at;
  }),
  /** The application is begun. */
  recordApplication: on('program.apply', ({ participation, partner }, { at, businessArea }) => {
    participation.appliedAt = at;
    participation.businessArea = businessArea ?? partner.country;
  }),
  /** The application is given up. */
  recordCancellation: on('program.cancel', startOver),
  /** The application is handed in. */
  recordProgramSubmission: on('program.submit', ({ participation }, { at, application }) => {
    participation.application = application;
    participation.submittedAt = at;
    participation.attempt += 1;
    participation.failure = null;
  }),
  /** The application is approved, with a certificate. */
  recordApproval: on('program.approved', (context, event) => {
    context.participation.enrolledAt = event.at;
    keepCertificate(context, event);
  }),
  /** The application is rejected, and why. */
  recordRejection: on('program.rejected', fail('application')),
  /** The certificate shall be renewed. */
  recordRenewalRequest: on('program.renew', ({ participation }) => {
    participation.attempt += 1;
    participation.failure = null;
  }),
  /** The certificate is renewed. */
  recordRenewal: on('program.renewed', keepCertificate),
  /** The certificate is not renewed, and why. */
  recordRenewalRefusal: on('program.renewalRefused', fail('renewal')),
  /** The partner has left the program. */
  recordLeaving: on(['program.leave', 'program.left'], startOver),
  /** A distributor invites the reseller. */
  recordDistributorInvitation: on('program.cooperation.invited', ({ participation }, { distributor }) => {
    participation.invitedBy = distributor;
  }),
  /** The reseller cooperates with the distributor. */
  recordCooperation: on('program.cooperation.accept', ({ participation }) => {
    participation.distributor = participation.invitedBy?.partnerId ?? null;
    participation.invitedBy = null;
  }),
};
