import { companyAsKept } from '../account.js';
import type { Announcement } from '../announcements.js';
import { type Acceptance, companyAsAnswered, isAnotherCompany, textRead } from '../application.js';
import { isEqual } from '../equal.js';
import { bindOwner } from '../owner.js';
import { after } from '../time.js';
import { updatesOf } from '../updates.js';
import { type Finding, type ReviewContext, type ReviewEvent, reviewEvents, type reviewPorts } from './review.schema.js';

const { on, answered, failed, entering } = updatesOf<ReviewContext, ReviewEvent, typeof reviewPorts>(
  reviewEvents,
  bindOwner,
);

/** A submission begins a new attempt; asking the system again does not. */
const recordAttempt = entering(({ application, review }) => {
  if (review.attempt > 0 && review.submittedAt === application.submittedAt) return;
  review.attempt += 1;
  review.submittedAt = application.submittedAt;
  review.screening = null;
  review.targetAt = null;
  review.overdue = false;
});

function setTarget(context: { policy: ReviewContext['policy']; review: ReviewContext['review'] }, at: string): void {
  const days = context.policy.review.targetDays;
  context.review.targetAt = days === null ? null : after(at, { days });
}

/** A pass is decided by the system; an earlier rejection is no longer the decision. */
function pass(review: ReviewContext['review'], at: string): void {
  review.screening = { passed: true, findings: [], at };
  review.decision = null;
}

/** The system passes the application. */
const recordPass = answered('screenApplication', ({ review }, { at }) => {
  pass(review, at);
});

/** What people look at: what the system found, and that the applicant says a partner of the same number is another company. */
function findingsFor({ application }: Pick<ReviewContext, 'application'>, found: readonly Finding[]): Finding[] {
  const isKnown = application.differentFrom === null || found.some(({ cause }) => cause === 'duplicateCompany');
  return isKnown ? [...found] : [...found, { cause: 'duplicateCompany' }];
}

/** The system does not pass the application, or may not do so alone; people take over. */
const recordFailure = answered('screenApplication', (context, { at, value }) => {
  const found = value.result === 'notPassed' ? value.findings : [];
  context.review.screening = { passed: false, findings: findingsFor(context, found), at };
  setTarget(context, at);
});

/** The system could not be asked. */
const noteNotScreened = failed('screenApplication');

/** The system is asked once more. */
const requestScreening = on('review.screening.retry', () => {});

/** The system's late answer: passed. */
const recordReportedPass = on('review.screeningPassed', ({ review }, { at }) => {
  pass(review, at);
});

/** The system's late answer: not passed; people take over. */
const recordReportedFailure = on('review.screeningFailed', (context, { at, findings }) => {
  context.review.screening = { passed: false, findings: findingsFor(context, findings), at };
  setTarget(context, at);
});

/** The system's late answer passes what people must look at all the same. */
const recordReportedPassOfAnother = on('review.screeningPassed', (context, { at }) => {
  context.review.screening = { passed: false, findings: findingsFor(context, []), at };
  setTarget(context, at);
});

/** A reviewer approves. */
const recordApproval = on('review.approve', ({ review }, { at, by }) => {
  review.decision = { outcome: 'approved', reason: null, causes: [], fields: [], at, by: by.id };
});

/** A reviewer rejects, with the reason. */
const recordRejection = on('review.reject', ({ application, review }, { at, by, reason, causes, fields }) => {
  review.decision = { outcome: 'rejected', reason, causes: causes ?? [], fields: fields ?? [], at, by: by.id };
  const { business, contact, filing } = application;
  application.rejected = { business, contact, filing };
});

/** Manual review takes longer than its target. */
const recordOverdue = on('review.overdue', ({ review }) => {
  review.overdue = true;
});

/** The application is revised with everything kept. */
const reopenApplication = on(['review.revise', 'review.edit'], ({ application, review }) => {
  application.trail = ['business'];
  application.submittedAt = null;
  review.submittedAt = null;
});

/** The revised answers are taken over; nothing else of the application is the applicant's to say. */
const recordRevision = on(
  'review.resubmit',
  ({ account, application, policy }, { application: revised, at, by }, before) => {
    const { contact, filing, acceptance } = revised;
    const business = revised.business === null ? null : companyAsKept(revised.business, account, policy);
    if (business !== null && isAnotherCompany(application, business)) {
      application.differentFrom = null;
      application.secondAccount = false;
    }
    const filedAt = isEqual(filing, before.application.filing) ? before.application.filedAt : at;
    Object.assign(application, { business, contact, filing, filedAt });
    application.acceptance =
      acceptance === null ? null : { ...acceptedAgain(acceptance, before, at), acceptedBy: by.id };
  },
);

/** The application is handed in again, its company being no partner to this moment. */
const recordResubmission = answered('lookUpCompany', (context, { at, value }) => {
  const { application } = context;
  application.company = companyAsAnswered(context, value.partner);
  application.submittedAt = at;
  application.rejected = null;
});

/** The company became a partner meanwhile; the application is not handed in. */
const recordCompanyPartner = answered('lookUpCompany', (context, { value }) => {
  context.application.company = companyAsAnswered(context, value.partner);
});

/** The company of a revised application could not be looked up. */
const noteRevisionNotChecked = failed('lookUpCompany');

/** an agreement that was accepted before holds since then, in the text read then; another one holds from now on. */
function acceptedAgain({ agreementId, version, authorityConfirmed }: Acceptance, before: ReviewContext, at: string) {
  const kept = before.application.acceptance;
  const stated = { agreementId, version, authorityConfirmed };
  return kept !== null && kept.agreementId === agreementId && kept.version === version
    ? { ...kept, ...stated }
    : { ...stated, acceptedAt: at, ...textRead(before.policy) };
}

/** The application is given up; it is no longer handed in. */
const recordWithdrawal = on('review.withdraw', ({ application, review }) => {
  application.submittedAt = null;
  review.submittedAt = null;
});

/** What each act and each answer changes, by the name of its action. */
export const reviewUpdates = {
  recordAttempt,
  recordPass,
  recordFailure,
  noteNotScreened,
  requestScreening,
  recordReportedPass,
  recordReportedFailure,
  recordReportedPassOfAnother,
  recordApproval,
  recordRejection,
  recordOverdue,
  reopenApplication,
  recordRevision,
  recordResubmission,
  recordCompanyPartner,
  noteRevisionNotChecked,
  recordWithdrawal,
};

/** What review tells the world, by the name of its action. */
export const reviewAnnouncements = {
  announceManualReview: ({ review }: ReviewContext): Announcement => ({
    type: 'review.manualReviewStarted',
    attempt: review.attempt,
  }),
  announceApproval: ({ review }: ReviewContext): Announcement => ({ type: 'review.approved', attempt: review.attempt }),
  announceRejection: ({ review }: ReviewContext): Announcement => ({
    type: 'review.rejected',
    attempt: review.attempt,
    reason: review.decision?.reason ?? '',
    causes: review.decision?.causes ?? [],
  }),
};

/** What the system check sees of an application. */
export function applicationToScreen({ application, review }: ReviewContext) {
  const { business, contact, filing, acceptance, differentFrom } = application;
  return {
    attempt: review.attempt,
    business,
    contact,
    filing,
    acceptance:
      acceptance === null
        ? null
        : {
            agreementId: acceptance.agreementId,
            version: acceptance.version,
            authorityConfirmed: acceptance.authorityConfirmed,
          },
    differentFrom: differentFrom?.partnerId ?? null,
  };
}
