import * as z from 'zod/mini';
import { accountSchema } from '../account.js';
import { applicationSchema, filingIssues } from '../application.js';
import { onArguments } from '../arguments.js';
import { type Deadline, noRequirements, type Requirements, requirement, type Step } from '../chart.js';
import { type DevelopmentPath, developmentPaths, type PartnerProgram, partnerPrograms } from '../choices.js';
import { stageOf } from '../developmentPath/developmentPath.guards.js';
import { developmentPathMachine } from '../developmentPath/developmentPath.machine.js';
import { newDevelopment } from '../developmentPath/developmentPath.schema.js';
import { type AccountFacts, bestAccount, blockersOf, type PartnerFacts } from '../eligibility.js';
import { isEventPossible } from '../explain.js';
import { type Issue, issue } from '../issue.js';
import { keptChart, keptIssues } from '../kept.js';
import { whoMayAct } from '../owner.js';
import { statusOf } from '../partnerProgram/partnerProgram.guards.js';
import { partnerProgramMachine } from '../partnerProgram/partnerProgram.machine.js';
import { newParticipation } from '../partnerProgram/partnerProgram.schema.js';
import { type Guard, ruleBook, type Standing } from '../rules.js';
import { type ChartSnapshot, chartOf, pathOf } from '../snapshot.js';
import { answers } from '../updates.js';
import {
  type Enrollment,
  type EnrollmentContext,
  type EnrollmentEvent,
  enrollmentEvents,
  enrollmentPorts,
  enrollmentSchema,
  type PartnerAct,
} from './enrollment.schema.js';

/** What the table of eligibility looks at. Throws `argument.invalid`. */
export function partnerFacts(context: EnrollmentContext): PartnerFacts {
  return onArguments(
    () => ({ context: [enrollmentKept, context] }),
    () => factsOf(context),
  );
}

/** All that is read of what a registration remembers. */
const enrollmentKept = z.object({
  account: accountSchema,
  application: applicationSchema,
  enrollment: enrollmentSchema,
});

function factsOf({ account, application, enrollment }: EnrollmentContext): PartnerFacts {
  const { partnerId, paths, programs } = enrollment;
  return {
    partnerId,
    country: account.country,
    applying: partnerId === null && application.submittedAt !== null,
    deregistering: enrollment.deregistrationRequestedAt !== null,
    account: enrollment.account?.facts ?? null,
    paths: paths.flatMap(({ state: _state, ...development }) => {
      const stage = stageOf(development);
      return stage === null ? [] : [{ path: development.path, stage }];
    }),
    programs: programs.flatMap(({ state: _state, ...participation }) => {
      const status = statusOf(participation);
      return status === null ? [] : [{ program: participation.program, status, area: participation.businessArea }];
    }),
    invitedToPaths: paths.filter(({ invitedAt }) => invitedAt !== null).map(({ path }) => path),
    invitedToPrograms: programs.filter(({ invitedAt }) => invitedAt !== null).map(({ program }) => program),
    whitelisted: paths.filter(({ whitelistedAt }) => whitelistedAt !== null).map(({ path }) => path),
  };
}

/** The chart of one path, at the start where nothing has happened on it. */
export function pathChart(context: EnrollmentContext, path: DevelopmentPath): ChartSnapshot {
  const kept = context.enrollment.paths.find((each) => each.path === path);
  const { state, ...development } = kept ?? { state: 'notSelected', ...newDevelopment(path) };
  const { policy } = context;
  return keptChart(developmentPathMachine, state, { policy, partner: partnerFacts(context), development, trouble: [] });
}

/** The chart of one program, at the start where nothing has happened in it. */
export function programChart(context: EnrollmentContext, program: PartnerProgram): ChartSnapshot {
  const kept = context.enrollment.programs.find((each) => each.program === program);
  const { state, ...participation } = kept ?? { state: 'notApplied', ...newParticipation(program) };
  const { policy } = context;
  return keptChart(partnerProgramMachine, state, {
    policy,
    partner: partnerFacts(context),
    participation,
    trouble: [],
  });
}

/** The charts of all paths and programs something has happened in. */
function keptCharts(context: EnrollmentContext): ChartSnapshot[] {
  const { paths, programs } = context.enrollment;
  return [
    ...paths.map(({ path }) => pathChart(context, path)),
    ...programs.map(({ program }) => programChart(context, program)),
  ];
}

/** the programs applied for, with what became of it. Throws `argument.invalid`. */
export function requestedPrograms(context: Pick<EnrollmentContext, 'enrollment'>) {
  return programsOf(context).filter(({ state }) => state === 'reviewing' || state === 'rejected');
}

/** the programs joined, with their certificates. Throws `argument.invalid`. */
export function enrolledPrograms(context: Pick<EnrollmentContext, 'enrollment'>) {
  return programsOf(context).filter(({ enrolledAt }) => enrolledAt !== null);
}

function programsOf(context: Pick<EnrollmentContext, 'enrollment'>): Enrollment['programs'] {
  return onArguments(
    () => ({ context: [z.pick(enrollmentKept, { enrollment: true }), context] }),
    () => context.enrollment.programs.slice(),
  );
}

/** what keeps the account from being deregistered. Membership itself is never withdrawn. */
function deregistrationIssues(context: EnrollmentContext): Issue[] {
  return context.enrollment.deregistrationRequestedAt === null
    ? blockersOf(partnerFacts(context), { kind: 'deregistration' }, context.policy)
    : [issue('deregistration.requested')];
}

const book = ruleBook<EnrollmentContext, EnrollmentEvent>(enrollmentEvents, whoMayAct(enrollmentEvents));

/** Acts before which the account is looked up, so that only what no look-up can change is held against them at once. */
const lookedUpFor: readonly string[] = [
  'path.select',
  'path.exit',
  'path.validation.submit',
  'program.apply',
  'program.submit',
  'enrollment.deregister',
] satisfies PartnerAct['type'][];

/** The context with the best account there could be, for what the next look-up may show. */
function withBestAccount(context: EnrollmentContext): EnrollmentContext {
  return withAccount(context, bestAccount, '');
}

/** What is held against an act at once: every reason that is known, unless a look-up could do away with all of them. */
function issuesAtOnce(context: EnrollmentContext, act: PartnerAct): readonly Issue[] {
  const mayChange = lookedUpFor.includes(act.type) && actIssues(withBestAccount(context), act).length === 0;
  return mayChange ? [] : actIssues(context, act);
}

/** The context in which it is asked whether some payload could pass. */
function mostOpen(context: EnrollmentContext, { type }: Standing): EnrollmentContext {
  return lookedUpFor.includes(type) ? withBestAccount(context) : context;
}

/** The rules of enrollment, by the name of their guard. */
export const enrollmentRules = {
  mayRegisterAgain: book.rule('enrollment.registration.retry'),
  mayLookUpAccount: book.rule('enrollment.account.lookUp'),
  /** The rules of the development path that is named. */
  mayActOnPath: book.rule('path.*', {
    possible: (context, act) =>
      developmentPaths.some((path) => isEventPossible(pathChart(mostOpen(context, act), path), act)),
    said: issuesAtOnce,
  }),
  /** The rules of the partner program that is named. */
  mayActOnProgram: book.rule('program.*', {
    possible: (context, act) =>
      partnerPrograms.some((program) => isEventPossible(programChart(mostOpen(context, act), program), act)),
    said: issuesAtOnce,
  }),
  /** from the application to some programs on, and while deregistration is requested, nothing is bought. */
  mayBuy: book.rule('enrollment.purchase.request', {
    standing: (context) => blockersOf(partnerFacts(context), { kind: 'purchase' }, context.policy),
  }),
  /** deregistering the account is another act than withdrawing from HCPN. */
  mayDeregister: book.rule('enrollment.deregister', {
    possible: (context) => deregistrationIssues(withBestAccount(context)).length === 0,
    said: issuesAtOnce,
  }),
  /** the sensitive relationships are filed again after joining, by the questionnaire of the day. */
  mayFileAgain: book.rule('enrollment.sensitiveRelationship.file', {
    said: ({ policy }, { filing }) => filingIssues(filing, policy, ['filing']),
  }),
  /** once enrolled, withdrawal is refused for ever. */
  mayWithdraw: book.rule('enrollment.withdraw', { standing: () => [issue('enrollment.cannotWithdraw')] }),
};

/** What is held against the act that waited for the account to be looked up. */
export function actIssues(context: EnrollmentContext, act: PartnerAct | null): readonly Issue[] {
  if (act === null) return [];
  if (act.type === 'enrollment.deregister') return deregistrationIssues(context);
  return keptIssues('path' in act ? pathChart(context, act.path) : programChart(context, act.program), act);
}

/** The context with the account as it was just looked up. */
export function withAccount(context: EnrollmentContext, facts: AccountFacts, at: string): EnrollmentContext {
  return { ...context, enrollment: { ...context.enrollment, account: { facts, at } } };
}

const isNothingAsked: Guard<EnrollmentContext> = ({ context }) => context.enrollment.asked === null;

const isActAllowed = answers(enrollmentPorts.lookUpAccount, (facts, context: EnrollmentContext) => {
  const { asked } = context.enrollment;
  return actIssues(withAccount(context, facts, asked?.at ?? ''), asked).length === 0;
});

const isFoundPartner = answers(enrollmentPorts.registerPartner, (answer) => 'partner' in answer);

/** The guards of enrollment, as the chart names them. */
export const enrollmentGuards = book.guards(enrollmentRules, { isNothingAsked, isActAllowed, isFoundPartner });

/** Whether the company is a partner in a state; it stays one while its account is looked up. */
function isPartnerIn(state: string): boolean {
  return state === 'enrolled' || state === 'lookingUpAccount';
}

/** What enrollment still asks for: of the partner, and on each path and in each program. */
export function enrollmentRequirements(context: EnrollmentContext, state: string): Requirements {
  if (state === 'redirected') return noRequirements;
  if (!isPartnerIn(state)) {
    const remedy = state === 'notRegistered' ? 'enrollment.registration.retry' : null;
    return {
      ...noRequirements,
      pendingVerification: [requirement(issue('enrollment.registering'), 'enrollment', remedy)],
    };
  }
  const { paths, programs, deregistering } = partnerFacts(context);
  const all = keptCharts(context).map((kept) => chartOf(kept.machine).requirements(kept.context, pathOf(kept.value)));
  const asked = all.some((each) => Object.values(each).some((list) => list.length > 0));
  const open = paths.length + programs.length === 0 && !asked && !deregistering;
  return {
    currentlyDue: all.flatMap((each) => each.currentlyDue),
    eventuallyDue: [
      ...(open ? [requirement(issue('enrollment.choiceOpen'), 'enrollment', 'path.select')] : []),
      ...all.flatMap((each) => each.eventuallyDue),
    ],
    pastDue: all.flatMap((each) => each.pastDue),
    pendingVerification: all.flatMap((each) => each.pendingVerification),
  };
}

/** Enrollment as a step of the road. */
export function enrollmentSteps(_context: EnrollmentContext, state: string): Step[] {
  const isEntered = state !== '' && state !== 'redirected';
  const status = isPartnerIn(state) ? 'done' : isEntered ? 'waiting' : 'open';
  return [{ id: 'enrollment', status, current: isEntered, reachable: false }];
}

/** The deadlines on all paths and in all programs. */
export function enrollmentDeadlines(context: EnrollmentContext, state: string): Deadline[] {
  return state === 'enrolled'
    ? keptCharts(context).flatMap((kept) => chartOf(kept.machine).deadlines(kept.context, pathOf(kept.value)))
    : [];
}
