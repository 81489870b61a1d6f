import type { DevelopmentPath, PartnerProgram, Review } from 'hcpn-registration';
import type { Act, Registration } from '../client.js';

type Cause = NonNullable<Review['screening']>['findings'][number]['cause'];

/** Everything a result may carry, as a form holds it. */
export interface ResultValues {
  readonly [name: string]: unknown;
  readonly path: DevelopmentPath | '';
  readonly program: PartnerProgram | '';
  readonly reason: string;
  readonly level: 'certified' | 'advanced';
  readonly resultCode: '0' | '1' | '2';
  readonly cause: Cause;
  readonly finding: string;
  readonly 'certificate.id': string;
  /** A day; the certificate holds until its end. */
  readonly 'certificate.validUntil': string;
  readonly 'distributor.partnerId': string;
  readonly 'distributor.country': string;
}

/** A field of a result. */
export type ResultField =
  | 'path'
  | 'program'
  | 'reason'
  | 'level'
  | 'resultCode'
  | 'finding'
  | 'certificate'
  | 'distributor';

const path = ['path'] as const;
const pathWithCertificate = ['path', 'certificate'] as const;
const pathWithReason = ['path', 'reason'] as const;
const program = ['program'] as const;
const programWithCertificate = ['program', 'certificate'] as const;
const programWithReason = ['program', 'reason'] as const;

/** The results Huawei Cloud or its systems report, and what each carries. What only a time brings about is none of them. */
export const resultFields = {
  'signup.realName.decided': ['resultCode', 'reason'],
  'review.screeningPassed': [],
  'review.screeningFailed': ['finding'],
  'review.screening.retry': [],
  'enrollment.registration.retry': [],
  'enrollment.account.lookUp': [],
  'path.invited': path,
  'path.whitelisted': path,
  'path.solution.certified': ['path', 'level', 'certificate'],
  'path.validation.passed': pathWithCertificate,
  'path.validation.failed': pathWithReason,
  'path.differentiation.passed': pathWithCertificate,
  'path.differentiation.failed': pathWithReason,
  'path.annualReview.passed': pathWithCertificate,
  'path.annualReview.failed': pathWithReason,
  'program.invited': program,
  'program.approved': programWithCertificate,
  'program.rejected': programWithReason,
  'program.renewed': programWithCertificate,
  'program.renewalRefused': programWithReason,
  'program.left': program,
  'program.cooperation.invited': ['program', 'distributor'],
  'association.acceptedElsewhere': [],
  'association.dedicated.approved': [],
  'association.dedicated.rejected': ['reason'],
  'association.dedicated.cancelled': [],
  'association.dedicated.kept': ['reason'],
  'association.dedicated.disqualified': ['reason'],
} as const satisfies { readonly [A in Act['type']]?: readonly ResultField[] };

/** A result that can be reported. */
export type ResultType = keyof typeof resultFields;

/** The results there are. */
export const resultTypes = Object.keys(resultFields) as ResultType[];

/** Values to begin with. */
export const noResult: ResultValues = {
  path: '',
  program: '',
  reason: '',
  level: 'certified',
  resultCode: '2',
  cause: 'other',
  finding: '',
  'certificate.id': '',
  'certificate.validUntil': '',
  'distributor.partnerId': '',
  'distributor.country': '',
};

type Context = Registration['snapshot']['context'];

/** The number of the submission a result is about, as the desk shows it; null where there is none. */
export function attemptOf(type: ResultType, values: ResultValues, context: Context): number | null {
  const { account, association, enrollment, review } = context;
  const [chart] = type.split('.');
  const attempt =
    chart === 'signup'
      ? account.realNameAttempts
      : chart === 'review'
        ? review.attempt
        : chart === 'association'
          ? association.dedicatedAttempts
          : chart === 'path'
            ? enrollment.paths.find(({ path }) => path === values.path)?.attempt
            : enrollment.programs.find(({ program }) => program === values.program)?.attempt;
  return attempt === undefined || attempt < 1 ? null : attempt;
}

/**
 * The result as it is said, of the submission the desk shows. A path or program that is not chosen yet is the first one, for
 * the form shows it so.
 */
export function resultAct(type: ResultType, values: ResultValues, attempt: number | null): Act {
  const { reason, level, cause, finding } = values;
  const about = { path: values.path || 'software', program: values.program || 'cloudSolutionProvider' } as const;
  const submission = attempt === null ? {} : { attempt };
  switch (type) {
    case 'signup.realName.decided':
      return {
        type,
        ...submission,
        resultCode: ({ '0': 0, '1': 1, '2': 2 } as const)[values.resultCode],
        ...(reason === '' ? {} : { reason }),
      };
    case 'review.screeningPassed':
      return { type, ...submission };
    case 'review.screeningFailed':
      return { type, ...submission, findings: [{ cause, ...(finding === '' ? {} : { detail: finding }) }] };
    case 'path.solution.certified':
      return { type, path: about.path, level, ...certificateOf(values) };
    case 'path.invited':
    case 'path.whitelisted':
      return { type, path: about.path };
    case 'path.validation.passed':
    case 'path.differentiation.passed':
    case 'path.annualReview.passed':
      return { type, ...submission, path: about.path, ...certificateOf(values) };
    case 'path.validation.failed':
    case 'path.differentiation.failed':
    case 'path.annualReview.failed':
      return { type, ...submission, path: about.path, reason };
    case 'program.invited':
    case 'program.left':
      return { type, program: about.program };
    case 'program.approved':
    case 'program.renewed':
      return { type, ...submission, program: about.program, ...certificateOf(values) };
    case 'program.rejected':
    case 'program.renewalRefused':
      return { type, ...submission, program: about.program, reason };
    case 'program.cooperation.invited':
      return {
        type,
        program: about.program,
        distributor: { partnerId: values['distributor.partnerId'], country: values['distributor.country'] },
      };
    case 'association.dedicated.approved':
    case 'association.dedicated.cancelled':
      return { type, ...submission };
    case 'association.dedicated.rejected':
    case 'association.dedicated.kept':
    case 'association.dedicated.disqualified':
      return { type, ...submission, reason };
    default:
      return { type };
  }
}

function certificateOf(values: ResultValues) {
  const id = values['certificate.id'].trim();
  const day = values['certificate.validUntil'];
  if (id === '') return {};
  return { certificate: { id, ...(day === '' ? {} : { validUntil: `${day}T23:59:59.000Z` }) } };
}
