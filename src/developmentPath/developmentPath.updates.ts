import type { Certificate } from '../choices.js';
import { after } from '../time.js';
import { updatesOf } from '../updates.js';
import {
  type DevelopmentPathContext,
  type DevelopmentPathEvent,
  developmentPathEvents,
  newDevelopment,
} from './developmentPath.schema.js';

const { on } = updatesOf<DevelopmentPathContext, DevelopmentPathEvent, Record<never, never>>(developmentPathEvents);

type Slice = Pick<DevelopmentPathContext, 'policy' | 'development'>;

interface Passed {
  readonly at: string;
  readonly certificate?: { readonly id: string; readonly validUntil?: string | undefined } | undefined;
}

/** Keeps a certificate; one reported again is kept once, as reported last. */
function keepCertificate({ development }: Slice, { at, certificate }: Passed): void {
  if (certificate === undefined) return;
  const kept: Certificate = { id: certificate.id, issuedAt: at, validUntil: certificate.validUntil ?? null };
  development.certificates = [...development.certificates.filter(({ id }) => id !== kept.id), kept];
}

function validate({ development }: Slice, at: string): void {
  development.validatedAt ??= at;
  development.failure = null;
}

function differentiate({ development, policy }: Slice, at: string): void {
  const { annualReviewDays } = policy.paths;
  development.differentiatedAt ??= at;
  development.failure = null;
  development.reviewDueAt = annualReviewDays === null ? null : after(at, { days: annualReviewDays });
}

const fail =
  (stage: NonNullable<DevelopmentPathContext['development']['failure']>['stage']) =>
  ({ development }: Slice, { at, reason }: { readonly at: string; readonly reason: string }): void => {
    development.failure = { stage, reason, at };
  };

/** What is decided later begins a new attempt, and what was not passed before is over. */
function submit({ development }: Slice): void {
  development.attempt += 1;
  development.failure = null;
}

/** What each act changes, by the name of its action. */
export const developmentPathUpdates = {
  /** Huawei invites the account to the path. */
  recordPathInvitation: on('path.invited', ({ development }, { at }) => {
    development.invitedAt ??= at;
  }),
  /** Huawei puts the company on the whitelist of the path. */
  recordWhitelisting: on('path.whitelisted', ({ development }, { at }) => {
    development.whitelistedAt ??= at;
  }),
  /** The path is selected. */
  recordSelection: on('path.select', ({ development }, { at }) => {
    development.selectedAt = at;
  }),
  /** The path is left; an invitation stays, and submissions are counted on. */
  recordExit: on('path.exit', (context) => {
    const { path, invitedAt, whitelistedAt, attempt } = context.development;
    context.development = { ...newDevelopment(path), invitedAt, whitelistedAt, attempt };
  }),
  /** A cloud software solution is certified; the better one counts. */
  recordSolution: on('path.solution.certified', (context, event) => {
    const { development } = context;
    development.solution = development.solution === 'advanced' ? 'advanced' : event.level;
    keepCertificate(context, event);
  }),
  /** Role validation is submitted for. */
  recordValidationRequest: on('path.validation.submit', (context, { at }) => {
    context.development.submittedAt = at;
    submit(context);
  }),
  /** Role validation is passed by a certified solution. */
  recordValidationBySolution: on(['path.validation.submit', 'path.solution.certified'], (context, { at }) => {
    context.development.submittedAt ??= at;
    validate(context, at);
  }),
  /** Competency differentiation is passed by an advanced solution. */
  recordDifferentiationBySolution: on(
    ['path.validation.submit', 'path.differentiation.submit', 'path.solution.certified'],
    (context, { at }) => {
      differentiate(context, at);
    },
  ),
  /** Role validation is passed. */
  recordValidation: on('path.validation.passed', (context, event) => {
    validate(context, event.at);
    keepCertificate(context, event);
  }),
  /** Role validation is not passed, and why. */
  recordValidationFailure: on('path.validation.failed', fail('roleValidation')),
  /** Competency differentiation is submitted for. */
  recordDifferentiationRequest: on('path.differentiation.submit', submit),
  /** Competency differentiation is passed. */
  recordDifferentiation: on('path.differentiation.passed', (context, event) => {
    differentiate(context, event.at);
    keepCertificate(context, event);
  }),
  /** Competency differentiation is not passed, and why. */
  recordDifferentiationFailure: on('path.differentiation.failed', fail('competencyDifferentiation')),
  /** The annual review is submitted for. */
  recordReviewRequest: on('path.annualReview.submit', submit),
  /** The annual review is passed; the next one is due a year later. */
  recordAnnualReview: on('path.annualReview.passed', (context, event) => {
    differentiate(context, event.at);
    keepCertificate(context, event);
  }),
  /** The annual review is not passed, and why. */
  recordAnnualReviewFailure: on('path.annualReview.failed', fail('annualReview')),
};
