import type { Announcement } from '../announcements.js';
import { companyAsAnswered } from '../application.js';
import type { DevelopmentPathContext, DevelopmentPathState } from '../developmentPath/developmentPath.schema.js';
import { advance } from '../kept.js';
import { bindOwner } from '../owner.js';
import type { PartnerProgramContext, PartnerProgramState } from '../partnerProgram/partnerProgram.schema.js';
import { updatesOf } from '../updates.js';
import { actIssues, pathChart, programChart, withAccount } from './enrollment.guards.js';
import {
  type Enrollment,
  type EnrollmentContext,
  type EnrollmentEvent,
  enrollmentEvents,
  type enrollmentPorts,
  type PartnerAct,
} from './enrollment.schema.js';

const { on, answered, entering, failed } = updatesOf<EnrollmentContext, EnrollmentEvent, typeof enrollmentPorts>(
  enrollmentEvents,
  bindOwner,
);

type Failure = { readonly reason: string; readonly at: string };

type Kept<K extends 'paths' | 'programs'> = Enrollment[K][number];

/** Puts the new state of a path or program in the place of the old one. */
function replace<T>(all: T[], kept: T, isSame: (each: T) => boolean): void {
  const place = all.findIndex(isSame);
  if (place === -1) all.push(kept);
  else all[place] = kept;
}

/** What each act and each answer changes, by the name of its action. */
export const enrollmentUpdates = {
  /** The company is a partner from now on. */
  recordEnrollment: answered('registerPartner', ({ account, application, enrollment }, { at, value }) => {
    if ('partner' in value) return;
    enrollment.partnerId = value.partnerId;
    enrollment.enrolledAt = at;
    const { acceptance, filing, filedAt } = application;
    enrollment.agreement =
      acceptance === null
        ? null
        : { id: acceptance.agreementId, version: acceptance.version, acceptedAt: acceptance.acceptedAt };
    enrollment.filings = filing === null ? [] : [{ filing, filedAt }];
    account.partnerId = value.partnerId;
  }),
  /** The company became a partner meanwhile; no second one is made, and nothing is handed in any more. */
  recordPartnerFound: answered('registerPartner', (context, { value }) => {
    const { application } = context;
    if (!('partner' in value)) return;
    application.company = application.business === null ? null : companyAsAnswered(context, value.partner);
    application.trail = ['business'];
    application.submittedAt = null;
    application.secondAccount = false;
    application.differentFrom = null;
  }),
  /** The partner could not be registered. */
  notePartnerNotRegistered: failed('registerPartner'),
  /** The partner is registered once more. */
  requestRegistration: on('enrollment.registration.retry', () => {}),
  /** The account is looked up, for nothing but to know. */
  requestAccount: on('enrollment.account.lookUp', ({ enrollment }) => {
    enrollment.asked = null;
  }),
  /** The account may buy and provision; nothing is changed by asking. */
  requestPurchase: on('enrollment.purchase.request', () => {}),
  /** The sensitive relationships are filed again; what was filed before stays beside it. */
  recordFilingAgain: on('enrollment.sensitiveRelationship.file', ({ enrollment }, { filing, at }) => {
    enrollment.filings.push({ filing, filedAt: at });
  }),
  /** An act is taken up. */
  recordAct: on(['path.*', 'program.*', 'enrollment.deregister'], ({ enrollment }, act) => {
    enrollment.asked = act;
  }),
  /** The account was looked up. */
  recordAccount: answered('lookUpAccount', ({ enrollment }, { at, value }) => {
    enrollment.account = { facts: value, at };
  }),
  /** The act is carried out: on its path, in its program, or of the account. */
  carryOutAct: entering(({ enrollment }, before) => {
    const act = before.enrollment.asked;
    if (act === null) return;
    if (act.type === 'enrollment.deregister') {
      enrollment.deregistrationRequestedAt = act.at;
    } else if ('path' in act) {
      const { state, context } = advance<DevelopmentPathState, DevelopmentPathContext>(
        pathChart(before, act.path),
        act,
      );
      const kept: Kept<'paths'> = { ...context.development, state };
      replace(enrollment.paths, kept, ({ path }) => path === act.path);
    } else {
      const { state, context } = advance<PartnerProgramState, PartnerProgramContext>(
        programChart(before, act.program),
        act,
      );
      const kept: Kept<'programs'> = { ...context.participation, state };
      replace(enrollment.programs, kept, ({ program }) => program === act.program);
    }
  }),
  /** The act is refused by what was looked up, and why. */
  noteActRefused: answered('lookUpAccount', (context, { at, value }, before) => {
    context.trouble = actIssues(withAccount(before, value, at), before.enrollment.asked);
    context.enrollment.account = { facts: value, at };
    context.enrollment.asked = null;
  }),
  /** The act is done with. */
  clearAct: entering(({ enrollment }) => {
    enrollment.asked = null;
  }),
  /** The account could not be looked up. */
  noteAccountNotLookedUp: failed('lookUpAccount'),
};

/** The reason an act brought, not the one of an act before. */
function reasonOf(failure: Failure | null | undefined, { at }: PartnerAct): string | null {
  return failure?.at === at ? failure.reason : null;
}

/** What became of an act, for the world. */
function announcementOf({ enrollment }: EnrollmentContext): Announcement {
  const { asked, partnerId } = enrollment;
  if (asked !== null && 'path' in asked) {
    const kept = enrollment.paths.find(({ path }) => path === asked.path);
    return {
      type: 'path.changed',
      path: asked.path,
      by: asked.type,
      state: kept?.state ?? '',
      reason: reasonOf(kept?.failure, asked),
      attempt: kept?.attempt ?? 0,
    };
  }
  if (asked !== null && 'program' in asked) {
    const kept = enrollment.programs.find(({ program }) => program === asked.program);
    return {
      type: 'program.changed',
      program: asked.program,
      by: asked.type,
      state: kept?.state ?? '',
      reason: reasonOf(kept?.failure, asked),
      attempt: kept?.attempt ?? 0,
    };
  }
  return { type: 'enrollment.deregistrationRequested', partnerId: partnerId ?? '' };
}

/** What enrollment tells the world, by the name of its action. */
export const enrollmentAnnouncements = {
  announceEnrollment: ({ enrollment }: EnrollmentContext): Announcement => ({
    type: 'enrollment.enrolled',
    partnerId: enrollment.partnerId ?? '',
    enrolledAt: enrollment.enrolledAt ?? '',
  }),
  announceFiling: ({ enrollment }: EnrollmentContext): Announcement => ({
    type: 'enrollment.sensitiveRelationshipFiled',
    partnerId: enrollment.partnerId ?? '',
    filedAt: enrollment.filings.at(-1)?.filedAt ?? '',
  }),
  announceAct: announcementOf,
};

/** What is registered as a partner. */
export function partnerToRegister({ account, application }: EnrollmentContext) {
  const { business, contact, secondAccount, differentFrom } = application;
  return {
    business,
    contact,
    huaweiId: account.huaweiId,
    secondAccount,
    differentFrom: differentFrom?.partnerId ?? null,
  };
}

/** Whose account is looked up. */
export function accountToLookUp({ account, enrollment }: EnrollmentContext) {
  return { partnerId: enrollment.partnerId ?? '', huaweiId: account.huaweiId };
}
