import type { DevelopmentPath, PartnerProgram } from './choices.js';

/** What the charts tell the world. A session writes it in the same commit and delivers it at least once. */
export type Announcement =
  | { readonly type: 'review.manualReviewStarted'; readonly attempt: number }
  | { readonly type: 'review.approved'; readonly attempt: number }
  | {
      readonly type: 'review.rejected';
      readonly attempt: number;
      readonly reason: string;
      readonly causes: readonly string[];
    }
  | {
      readonly type: 'registration.handedOver';
      /** Whose the registration was, by the host's id; null if nobody's yet. */
      readonly from: string | null;
      readonly to: string;
    }
  | { readonly type: 'enrollment.enrolled'; readonly partnerId: string; readonly enrolledAt: string }
  | {
      readonly type: 'path.changed';
      readonly path: DevelopmentPath;
      /** The act that was carried out, for example `path.validation.failed`. */
      readonly by: string;
      /** The state of the path's chart after it. */
      readonly state: string;
      readonly reason: string | null;
      /** How many times something was submitted to be decided; a decision is about the latest. */
      readonly attempt: number;
    }
  | {
      readonly type: 'program.changed';
      readonly program: PartnerProgram;
      /** The act that was carried out, for example `program.approved`. */
      readonly by: string;
      /** The state of the program's chart after it. */
      readonly state: string;
      readonly reason: string | null;
      /** How many times something was submitted to be decided; a decision is about the latest. */
      readonly attempt: number;
    }
  | { readonly type: 'enrollment.sensitiveRelationshipFiled'; readonly partnerId: string; readonly filedAt: string }
  | { readonly type: 'enrollment.deregistrationRequested'; readonly partnerId: string }
  | {
      readonly type: 'association.invited';
      readonly huaweiId: string;
      readonly channels: readonly string[];
      readonly partnerId: string;
      readonly validUntil: string;
    }
  | { readonly type: 'association.expired'; readonly huaweiId: string; readonly partnerId: string }
  | { readonly type: 'association.accepted'; readonly huaweiId: string; readonly partnerId: string }
  | { readonly type: 'association.disassociated'; readonly huaweiId: string; readonly partnerId: string }
  | {
      readonly type: 'association.benefitRequested';
      readonly huaweiId: string;
      readonly partnerId: string;
      readonly benefit: 'examVoucher' | 'cloudLab';
    }
  | {
      readonly type: 'association.dedicatedChanged';
      readonly huaweiId: string;
      readonly partnerId: string;
      readonly status: 'applying' | 'rejected' | 'dedicated' | 'cancelling' | 'cancelled' | 'disqualified';
      readonly reason: string | null;
      /** How many applications and cancellations were handed in; a decision is about the latest. */
      readonly attempt: number;
    };
