import { noRequirements, type Requirements, requirement, type Step } from '../chart.js';
import { type EligibilityFacts, eligibilityIssues } from '../eligibility.js';
import { issue } from '../issue.js';
import { ruleBook } from '../rules.js';
import { type EnrollmentContext, type EnrollmentEvent, enrollmentEvents } from './enrollment.schema.js';

/** What the table of blockers looks at. */
export function eligibilityFacts({ enrollment }: EnrollmentContext): EligibilityFacts {
  return {
    paths: enrollment.paths.map(({ path }) => path),
    programs: enrollment.programs.map(({ program }) => program),
    invitations: enrollment.invitations,
  };
}

const { rule, guards } = ruleBook<EnrollmentContext, EnrollmentEvent>(enrollmentEvents);

/** The rules of enrollment, by the name of their guard. */
export const enrollmentRules = {
  mayRegisterAgain: rule('enrollment.registration.retry'),
  mayBeInvited: rule('enrollment.invitation.received'),
  isPathOpen: rule('enrollment.path.select', {
    said: (context, { path }) => {
      const facts = eligibilityFacts(context);
      return [
        ...(facts.paths.includes(path) ? [issue('path.alreadySelected', ['path'], { path })] : []),
        ...eligibilityIssues('path', path, facts, context.policy.site),
      ];
    },
  }),
  isProgramOpen: rule('enrollment.program.apply', {
    said: (context, { program }) => {
      const facts = eligibilityFacts(context);
      return [
        ...(facts.programs.includes(program) ? [issue('program.alreadyRequested', ['program'], { program })] : []),
        ...eligibilityIssues('program', program, facts, context.policy.site),
      ];
    },
  }),
  /** once enrolled, withdrawal is refused for ever. */
  mayWithdraw: rule('enrollment.withdraw', { standing: () => [issue('enrollment.cannotWithdraw')] }),
};

/** The guards of enrollment, as the chart names them. */
export const enrollmentGuards = guards(enrollmentRules);

/** What enrollment still asks for. */
export function enrollmentRequirements({ enrollment }: EnrollmentContext, state: string): Requirements {
  if (state !== 'enrolled') {
    const remedy = state === 'notRegistered' ? 'enrollment.registration.retry' : null;
    return {
      ...noRequirements,
      pendingVerification: [requirement(issue('enrollment.registering'), 'enrollment', remedy)],
    };
  }
  const chosen = enrollment.paths.length + enrollment.programs.length > 0;
  return {
    ...noRequirements,
    eventuallyDue: chosen ? [] : [requirement(issue('enrollment.choiceOpen'), 'enrollment', 'enrollment.path.select')],
  };
}

/** Enrollment as a step of the road. */
export function enrollmentSteps(_context: EnrollmentContext, state: string): Step[] {
  const status = state === 'enrolled' ? 'done' : state === '' ? 'open' : 'waiting';
  return [{ id: 'enrollment', status, current: state !== '', reachable: false }];
}
