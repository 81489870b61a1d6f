import { attemptIssues } from '../attempt.js';
import { type Deadline, noRequirements, type Requirements, requirement, type Step, type StepStatus } from '../chart.js';
import { blockersOf, type PartnerFacts, solutionOf } from '../eligibility.js';
import { type Issue, issue } from '../issue.js';
import { ruleBook } from '../rules.js';
import { isTooEarly } from '../time.js';
import {
  type Development,
  type DevelopmentPathContext,
  type DevelopmentPathEvent,
  developmentPathEvents,
} from './developmentPath.schema.js';

/** How far a path is, for the table of eligibility; null where it is not selected. */
export function stageOf({
  selectedAt,
  submittedAt,
  validatedAt,
  differentiatedAt,
  failure,
}: Development): PartnerFacts['paths'][number]['stage'] | null {
  if (selectedAt === null) return null;
  if (differentiatedAt !== null) return 'differentiated';
  if (validatedAt !== null) return 'validated';
  return submittedAt !== null && failure === null ? 'validating' : 'selected';
}

/** The partner with this path among its own. */
function partnerOf({ partner, development }: DevelopmentPathContext): PartnerFacts {
  const { path, invitedAt, whitelistedAt } = development;
  const stage = stageOf(development);
  return {
    ...partner,
    paths: [...partner.paths.filter((other) => other.path !== path), ...(stage === null ? [] : [{ path, stage }])],
    invitedToPaths: invitedAt === null ? partner.invitedToPaths : [...partner.invitedToPaths, path],
    whitelisted: whitelistedAt === null ? partner.whitelisted : [...partner.whitelisted, path],
  };
}

/** the certification of a cloud software solution that counts for the path. */
function solution(context: DevelopmentPathContext): Development['solution'] {
  const { policy, partner, development } = context;
  return policy.paths.bySolution.includes(development.path)
    ? solutionOf(partner, development.solution, policy)
    : 'none';
}

function selectedIssues({ development: { path, selectedAt } }: DevelopmentPathContext): Issue[] {
  return selectedAt === null ? [issue('path.notSelected', ['path'], { path })] : [];
}

/** a certification reported for the path is on record, whatever was looked up of the account before. */
function certifiedIssues({ development: { path, solution } }: DevelopmentPathContext): Issue[] {
  if (solution === 'none') return [];
  return [
    issue(solution === 'advanced' ? 'pathExit.advancedSolution' : 'pathExit.softwareSolution', ['path'], { path }),
  ];
}

/** The chart is about one path; what is said of another is not for it. */
function sameIssues({ development }: DevelopmentPathContext, { path }: { readonly path: string }): Issue[] {
  return path === development.path ? [] : [issue('path.differs', ['path'], { path: development.path })];
}

interface Decision {
  readonly path: string;
  readonly attempt?: number | undefined;
}

/** What is decided is a submission for this path, and the one under way. */
function decisionIssues(context: DevelopmentPathContext, decision: Decision): Issue[] {
  const different = sameIssues(context, decision);
  return different.length > 0 ? different : attemptIssues(decision, context.development.attempt, context.policy);
}

function failureIssues(context: DevelopmentPathContext, decision: Decision & { readonly reason: string }): Issue[] {
  return [
    ...decisionIssues(context, decision),
    ...(decision.reason === '' ? [issue('review.reasonMissing', ['reason'])] : []),
  ];
}

const book = ruleBook<DevelopmentPathContext, DevelopmentPathEvent>(developmentPathEvents);

const isSubmissionDecided = (context: DevelopmentPathContext) => solution(context) !== 'none';

/** The rules of a development path, by the name of their guard. */
export const developmentPathRules = {
  mayBeInvitedToPath: book.rule('path.invited', { said: sameIssues }),
  mayBeWhitelisted: book.rule('path.whitelisted', { said: sameIssues }),
  /** what closes a path to this account. */
  isPathOpen: book.rule('path.select', {
    standing: (context) => {
      const { policy, development } = context;
      const { path, selectedAt } = development;
      return selectedAt === null
        ? blockersOf(partnerOf(context), { kind: 'path', path }, policy)
        : [issue('path.alreadySelected', ['path'], { path })];
    },
    said: sameIssues,
  }),
  /** a path is left before role validation only, and while nothing on record holds it. */
  mayExitPath: book.rule('path.exit', {
    standing: (context) => {
      const { policy, development } = context;
      const { path } = development;
      return [
        ...selectedIssues(context),
        ...(stageOf(development) === 'validating' ? [issue('pathExit.validating', ['path'], { path })] : []),
        ...certifiedIssues(context),
        ...blockersOf(partnerOf(context), { kind: 'pathExit', path }, policy),
      ];
    },
    said: sameIssues,
  }),
  /** an advanced solution completes role validation and competency differentiation. */
  completesBothStages: book.rule('path.solution.certified', {
    when: (context) => isSolutionPath(context) && !['differentiated', null].includes(stageOf(context.development)),
    which: (_context, { level }) => level === 'advanced',
    said: sameIssues,
  }),
  mayBeCertified: book.rule('path.solution.certified', {
    standing: (context, { type }) => (isSolutionPath(context) ? [] : [issue('event.notExpected', [], { event: type })]),
    said: sameIssues,
  }),
  /** role validation and competency differentiation pass by themselves with an advanced solution. */
  passesByAdvancedSolution: book.rule('path.validation.submit', {
    when: (context) => solution(context) === 'advanced',
    said: sameIssues,
  }),
  /** role validation passes by itself with a certified solution. */
  passesBySolution: book.rule('path.validation.submit', {
    when: (context) => solution(context) === 'certified',
    said: sameIssues,
  }),
  /** the role validation of a software partner needs a certified solution. */
  mayBeValidated: book.rule('path.validation.submit', {
    when: (context) => !isSubmissionDecided(context),
    standing: (context) => {
      const { path } = context.development;
      return isSolutionPath(context) ? [issue('path.solutionRequired', ['path'], { path })] : [];
    },
    said: sameIssues,
  }),
  isValidationDecided: book.rule('path.validation.passed', { said: decisionIssues }),
  isValidationFailureGiven: book.rule('path.validation.failed', { said: failureIssues }),
  /** competency differentiation passes by itself with an advanced solution. */
  passesDifferentiationBySolution: book.rule('path.differentiation.submit', {
    when: (context) => solution(context) === 'advanced',
    said: sameIssues,
  }),
  mayBeDifferentiated: book.rule('path.differentiation.submit', {
    when: (context) => solution(context) !== 'advanced',
    said: sameIssues,
  }),
  isDifferentiationDecided: book.rule('path.differentiation.passed', { said: decisionIssues }),
  isDifferentiationFailureGiven: book.rule('path.differentiation.failed', { said: failureIssues }),
  /** the annual review comes when its day has come. */
  isAnnualReviewDue: book.rule('path.annualReview.due', {
    standing: ({ development: { reviewDueAt } }, { type, at }) =>
      reviewDueAt === null || isTooEarly(at, reviewDueAt) ? [issue('event.notExpected', [], { event: type })] : [],
    said: sameIssues,
  }),
  mayBeReviewed: book.rule('path.annualReview.submit', { said: sameIssues }),
  isAnnualReviewDecided: book.rule('path.annualReview.passed', { said: decisionIssues }),
  isAnnualReviewFailureGiven: book.rule('path.annualReview.failed', { said: failureIssues }),
};

function isSolutionPath({ policy, development }: DevelopmentPathContext): boolean {
  return policy.paths.bySolution.includes(development.path);
}

/** The guards of a development path, as the chart names them. */
export const developmentPathGuards = book.guards(developmentPathRules);

/** What a development path still asks for. */
export function developmentPathRequirements(context: DevelopmentPathContext, state: string): Requirements {
  const { path, failure, reviewDueAt } = context.development;
  const at = ['path'];
  const failed =
    failure === null ? null : issue('path.failed', at, { path, stage: failure.stage, reason: failure.reason });
  switch (state) {
    case 'selected':
      return {
        ...noRequirements,
        eventuallyDue: [
          requirement(failed ?? issue('path.validationOpen', at, { path }), 'roleValidation', 'path.validation.submit'),
          ...(isSolutionPath(context) && !isSubmissionDecided(context)
            ? [requirement(issue('path.solutionRequired', at, { path }), 'roleValidation', null)]
            : []),
        ],
      };
    case 'roleValidating':
      return {
        ...noRequirements,
        pendingVerification: [requirement(issue('path.validating', at, { path }), 'roleValidation', null)],
      };
    case 'roleValidated':
      return {
        ...noRequirements,
        eventuallyDue: [
          requirement(
            failed ?? issue('path.differentiationOpen', at, { path }),
            'competencyDifferentiation',
            'path.differentiation.submit',
          ),
        ],
      };
    case 'differentiating':
      return {
        ...noRequirements,
        pendingVerification: [
          requirement(issue('path.differentiating', at, { path }), 'competencyDifferentiation', null),
        ],
      };
    case 'annualReviewDue':
      return {
        ...noRequirements,
        pastDue: [
          requirement(
            failed ?? issue('path.reviewDue', at, { path }),
            'annualReview',
            'path.annualReview.submit',
            reviewDueAt,
          ),
        ],
      };
    case 'annualReviewing':
      return {
        ...noRequirements,
        pendingVerification: [requirement(issue('path.reviewing', at, { path }), 'annualReview', null)],
      };
    default:
      return noRequirements;
  }
}

const stages = [
  ['roleSelection', [], ['notSelected', 'invited', 'exited']],
  ['roleValidation', ['roleValidating'], ['selected']],
  ['competencyDifferentiation', ['differentiating'], ['roleValidated']],
  ['annualReview', ['annualReviewing'], ['annualReviewDue', 'differentiated']],
] as const;

/** The stages of a development path and how far each is. */
export function developmentPathSteps(_context: DevelopmentPathContext, state: string): Step[] {
  const now = stages.findIndex(([, waiting, open]) => [...waiting, ...open].some((known) => known === state));
  return stages.map(([id, waiting], place) => {
    const isWaiting = waiting.some((known) => known === state);
    const here: StepStatus = isWaiting ? 'waiting' : state === 'differentiated' ? 'done' : 'open';
    return {
      id,
      status: place < now ? 'done' : here,
      current: place === now,
      reachable: false,
    };
  });
}

/** When the annual review is due. */
export function developmentPathDeadlines({ development }: DevelopmentPathContext, state: string): Deadline[] {
  const { path, reviewDueAt } = development;
  return state === 'differentiated' && reviewDueAt !== null
    ? [{ at: reviewDueAt, step: 'annualReview', event: 'path.annualReview.due', payload: { path } }]
    : [];
}
