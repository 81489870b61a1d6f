import { attemptIssues } from '../attempt.js';
import { type Deadline, noRequirements, type Requirements, requirement, type Step, type StepStatus } from '../chart.js';
import { approvalIssues, blockersOf, type PartnerFacts } from '../eligibility.js';
import { type Issue, issue } from '../issue.js';
import type { Policy } from '../policy.js';
import { ruleBook } from '../rules.js';
import { after, afterWorkingDays, isReached, isTooEarly } from '../time.js';
import {
  type Participation,
  type PartnerProgramContext,
  type PartnerProgramEvent,
  type ProgramApplication,
  partnerProgramEvents,
} from './partnerProgram.schema.js';

/** How far a program is, for the table of eligibility; null where nothing is handed in. */
export function statusOf({
  submittedAt,
  enrolledAt,
  failure,
}: Participation): PartnerFacts['programs'][number]['status'] | null {
  if (enrolledAt !== null) return 'joined';
  return submittedAt !== null && failure === null ? 'applying' : null;
}

/** The partner with this program among its own. */
function partnerOf({ partner, participation }: PartnerProgramContext): PartnerFacts {
  const { program, invitedAt, businessArea } = participation;
  const status = statusOf(participation);
  return {
    ...partner,
    programs: [
      ...partner.programs.filter((other) => other.program !== program),
      ...(status === null ? [] : [{ program, status, area: businessArea }]),
    ],
    invitedToPrograms: invitedAt === null ? partner.invitedToPrograms : [...partner.invitedToPrograms, program],
  };
}

function eligibilityIssues(context: PartnerProgramContext, area: string | null): Issue[] {
  const { program } = context.participation;
  return blockersOf(partnerOf(context), { kind: 'program', program, area }, context.policy);
}

/** The chart is about one program; what is said of another is not for it. */
function sameIssues({ participation }: PartnerProgramContext, { program }: { readonly program: string }): Issue[] {
  return program === participation.program
    ? []
    : [issue('program.differs', ['program'], { program: participation.program })];
}

interface Decision {
  readonly program: string;
  readonly attempt?: number | undefined;
}

/** What is decided is a submission for this program, and the one under way. */
function decisionIssues(context: PartnerProgramContext, decision: Decision): Issue[] {
  const different = sameIssues(context, decision);
  return different.length > 0 ? different : attemptIssues(decision, context.participation.attempt, context.policy);
}

function refusalIssues(context: PartnerProgramContext, decision: Decision & { readonly reason: string }): Issue[] {
  return [
    ...decisionIssues(context, decision),
    ...(decision.reason === '' ? [issue('review.reasonMissing', ['reason'])] : []),
  ];
}

/** what the program asks for, as far as it is not in the application. */
export function programApplicationIssues(
  program: Participation['program'],
  { agreements, statement, seller }: ProgramApplication,
  { programs, association }: Policy,
): Issue[] {
  const found = programs.agreements
    .filter((asked) => asked.program === program)
    .flatMap(({ id, version }): Issue[] => {
      const accepted = agreements.filter((agreement) => agreement.id === id);
      const at = ['application', 'agreements'];
      if (accepted.length === 0) return [issue('program.agreementNotAccepted', at, { program, agreement: id })];
      return accepted.some((agreement) => agreement.version === version)
        ? []
        : [issue('program.agreementVersionStale', at, { agreement: id, current: version })];
    });
  const { id, version } = association.statement;
  if (programs.withStatement.includes(program)) {
    const at = ['application', 'statement'];
    if (statement?.id !== id || !statement.agreed) found.push(issue('statement.notAccepted', [...at, 'agreed']));
    else if (statement.version !== version)
      found.push(issue('statement.versionStale', [...at, 'version'], { current: version }));
  }
  if (programs.withSeller.includes(program) && seller === undefined)
    found.push(issue('program.sellerMissing', ['application', 'seller'], { program }));
  return found;
}

/** From when on the certificate can be renewed; null where it does not end. */
function renewableFrom({ participation: { certificate }, policy }: PartnerProgramContext): string | null {
  const until = certificate?.validUntil ?? null;
  return until === null ? null : after(until, { days: -policy.programs.renewalDays });
}

function notEnrolledIssues({ participation: { program, enrolledAt } }: PartnerProgramContext): Issue[] {
  return enrolledAt === null ? [issue('program.notEnrolled', ['program'], { program })] : [];
}

/** whom a distributor may invite. */
function cooperationIssues(context: PartnerProgramContext, distributor: { readonly country: string }): Issue[] {
  const { participation, partner } = context;
  return [
    ...(participation.program === 'reseller' && statusOf(participation) === 'joined'
      ? []
      : [issue('program.notReseller')]),
    ...(partner.country === distributor.country ? [] : [issue('program.otherCountry')]),
    ...(participation.distributor === null ? [] : [issue('program.hasDistributor')]),
  ];
}

const book = ruleBook<PartnerProgramContext, PartnerProgramEvent>(partnerProgramEvents);

/** The rules of a partner program, by the name of their guard. */
export const partnerProgramRules = {
  mayBeInvitedToProgram: book.rule('program.invited', { said: sameIssues }),
  /** what closes a program to this account, all at once. */
  isProgramOpen: book.rule('program.apply', {
    standing: ({ participation: { program, appliedAt } }) =>
      appliedAt === null ? [] : [issue('program.alreadyRequested', ['program'], { program })],
    possible: (context) => eligibilityIssues(context, null).every(({ path: [first] }) => first === 'businessArea'),
    said: (context, event) => {
      const different = sameIssues(context, event);
      return different.length > 0 ? different : eligibilityIssues(context, event.businessArea ?? null);
    },
  }),
  mayReturnToInvitation: book.rule('program.cancel', {
    when: ({ participation }) => participation.invitedAt !== null,
    said: sameIssues,
  }),
  mayCancelApplication: book.rule('program.cancel', {
    when: ({ participation }) => participation.invitedAt === null,
    said: sameIssues,
  }),
  /** the program is still open, and everything it asks for is there. */
  isProgramApplicationComplete: book.rule('program.submit', {
    standing: (context) => {
      const { program, appliedAt, businessArea } = context.participation;
      return appliedAt === null
        ? [issue('program.notRequested', ['program'], { program })]
        : eligibilityIssues(context, businessArea);
    },
    said: (context, event) => [
      ...sameIssues(context, event),
      ...programApplicationIssues(context.participation.program, event.application, context.policy),
    ],
  }),
  mayReviseApplication: book.rule('program.revise', { said: sameIssues }),
  /** what excludes a program or a path is not approved beside it. */
  mayBeApproved: book.rule('program.approved', {
    standing: (context) => approvalIssues(partnerOf(context), context.participation.program, context.policy),
    said: decisionIssues,
  }),
  isRejectionGiven: book.rule('program.rejected', { said: refusalIssues }),
  /** the certificate itself shows until when it is valid. */
  isCertificateOver: book.rule('program.certificate.expired', {
    standing: ({ participation: { certificate } }, { type, at }) => {
      const until = certificate?.validUntil ?? null;
      return until === null || isTooEarly(at, until) ? [issue('event.notExpected', [], { event: type })] : [];
    },
    said: sameIssues,
  }),
  mayRenew: book.rule('program.renew', {
    standing: (context, { type, at }) => {
      const from = renewableFrom(context);
      const { program } = context.participation;
      if (from === null) return [issue('event.notExpected', [], { event: type })];
      return isTooEarly(at, from) ? [issue('program.renewalTooEarly', [], { program, from })] : [];
    },
    said: sameIssues,
  }),
  isRenewed: book.rule('program.renewed', { said: decisionIssues }),
  isRefusedInTime: book.rule('program.renewalRefused', {
    which: ({ participation }, { at }) => isTooEarly(at, participation.certificate?.validUntil ?? at),
    said: refusalIssues,
  }),
  isRefusedTooLate: book.rule('program.renewalRefused', {
    which: ({ participation }, { at }) => isReached(at, participation.certificate?.validUntil ?? at),
    said: refusalIssues,
  }),
  /** a program is left through Huawei, unless the policy says otherwise. */
  mayLeaveProgram: book.rule('program.leave', {
    standing: (context) => {
      const { participation, policy } = context;
      const { program } = participation;
      const notEnrolled = notEnrolledIssues(context);
      if (notEnrolled.length > 0) return notEnrolled;
      return policy.programs.selfLeave.includes(program)
        ? []
        : [issue('program.leaveOffline', ['program'], { program })];
    },
    said: sameIssues,
  }),
  hasLeft: book.rule('program.left', { standing: notEnrolledIssues, said: sameIssues }),
  isCooperationPossible: book.rule('program.cooperation.invited', {
    possible: (context) => cooperationIssues(context, { country: context.partner.country ?? '' }).length === 0,
    said: (context, event) => [...sameIssues(context, event), ...cooperationIssues(context, event.distributor)],
  }),
  isInvitedByDistributor: book.rule('program.cooperation.accept', {
    standing: ({ participation: { invitedBy } }) =>
      invitedBy === null ? [issue('program.noCooperationInvitation')] : [],
    said: (context, event) => [
      ...sameIssues(context, event),
      ...(context.participation.invitedBy?.partnerId === event.distributor
        ? []
        : [issue('program.noCooperationInvitation', ['distributor'])]),
    ],
  }),
};

/** The guards of a partner program, as the chart names them. */
export const partnerProgramGuards = book.guards(partnerProgramRules);

/** What a program still asks for. */
export function partnerProgramRequirements(context: PartnerProgramContext, state: string): Requirements {
  const { policy, participation, partner } = context;
  const { program, failure, certificate, submittedAt } = participation;
  const at = ['program'];
  const until = certificate?.validUntil ?? null;
  switch (state) {
    case 'filling':
      return {
        ...noRequirements,
        currentlyDue: [
          requirement(
            issue('program.formOpen', at, { program }),
            'programApplication',
            partner.deregistering ? 'program.cancel' : 'program.submit',
          ),
          ...eligibilityIssues(context, participation.businessArea).map((found) =>
            requirement(found, 'programApplication', null),
          ),
        ],
      };
    case 'reviewing': {
      const days = policy.programs.reviewWorkingDays.find((each) => each.program === program)?.days;
      const target = days === undefined || submittedAt === null ? null : afterWorkingDays(submittedAt, days);
      return {
        ...noRequirements,
        pendingVerification: [requirement(issue('program.reviewing', at, { program }), 'programReview', null, target)],
      };
    }
    case 'rejected':
      return {
        ...noRequirements,
        currentlyDue: [
          requirement(
            issue('program.rejected', at, { program, reason: failure?.reason ?? '' }),
            'programApplication',
            'program.revise',
          ),
        ],
      };
    case 'enrolled': {
      if (until === null) return noRequirements;
      const open =
        failure === null
          ? issue('program.certificateExpiring', at, { program, until })
          : issue('program.renewalRefused', at, { program, reason: failure.reason });
      return { ...noRequirements, eventuallyDue: [requirement(open, 'programReview', 'program.renew', until)] };
    }
    case 'renewing':
      return {
        ...noRequirements,
        pendingVerification: [requirement(issue('program.renewing', at, { program }), 'programReview', null)],
      };
    case 'expired':
      return {
        ...noRequirements,
        pastDue: [
          requirement(issue('program.certificateExpired', at, { program }), 'programReview', 'program.renew', until),
        ],
      };
    default:
      return noRequirements;
  }
}

/** The steps of a program and how far each is. */
export function partnerProgramSteps(_context: PartnerProgramContext, state: string): Step[] {
  const isWaiting = state === 'reviewing' || state === 'renewing';
  const isSubmitted = isWaiting || state === 'enrolled' || state === 'expired';
  const review: StepStatus = isWaiting ? 'waiting' : state === 'enrolled' ? 'done' : 'open';
  return [
    { id: 'programApplication', status: isSubmitted ? 'done' : 'open', current: !isSubmitted, reachable: false },
    { id: 'programReview', status: review, current: isSubmitted, reachable: false },
  ];
}

/** When the certificate ends. */
export function partnerProgramDeadlines({ participation }: PartnerProgramContext, state: string): Deadline[] {
  const { program, certificate } = participation;
  const until = certificate?.validUntil ?? null;
  return state === 'enrolled' && until !== null
    ? [{ at: until, step: 'programReview', event: 'program.certificate.expired', payload: { program } }]
    : [];
}
