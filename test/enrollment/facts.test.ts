import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, initialTransition } from 'xstate';
import { newApplication } from '../../src/application.js';
import type { DevelopmentPath, PartnerProgram } from '../../src/choices.js';
import { newDevelopment } from '../../src/developmentPath/developmentPath.schema.js';
import { bestAccount } from '../../src/eligibility.js';
import {
  actIssues,
  enrollmentDeadlines,
  enrollmentRequirements,
  partnerFacts,
  pathChart,
  programChart,
} from '../../src/enrollment/enrollment.guards.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import type { Enrollment, EnrollmentContext } from '../../src/enrollment/enrollment.schema.js';
import { enrollmentAnnouncements, enrollmentUpdates } from '../../src/enrollment/enrollment.updates.js';
import { newParticipation } from '../../src/partnerProgram/partnerProgram.schema.js';
import { pathOf } from '../../src/snapshot.js';
import { cloudAccount, intl, submittedApplication } from '../support/answers.js';

const at = '2026-11-22T12:00:00.000Z';
const earlier = '2026-11-01T12:00:00.000Z';
const by = { role: 'system', id: 'system-1' } as const;

const begun = initialTransition(
  enrollmentMachine as AnyStateMachine,
  {
    policy: intl,
    account: cloudAccount,
    application: submittedApplication(intl),
  } as never,
)[0].context as EnrollmentContext;

const having = (over: Partial<Enrollment>): EnrollmentContext => ({
  ...begun,
  enrollment: { ...begun.enrollment, partnerId: 'P-1', enrolledAt: earlier, ...over },
});

const path = (name: DevelopmentPath, over: object = {}) => ({
  ...newDevelopment(name),
  state: 'selected' as const,
  ...over,
});
const program = (name: PartnerProgram, over: object = {}) => ({
  ...newParticipation(name),
  state: 'reviewing' as const,
  ...over,
});

describe('what the table of eligibility looks at', () => {
  it('R-091 R-125 names as invited and whitelisted only what is', () => {
    const facts = partnerFacts(
      having({
        paths: [path('software'), path('learning', { invitedAt: at }), path('service', { whitelistedAt: at })],
        programs: [program('reseller'), program('distributor', { invitedAt: at })],
      }),
    );
    expect(facts.invitedToPaths).toEqual(['learning']);
    expect(facts.whitelisted).toEqual(['service']);
    expect(facts.invitedToPrograms).toEqual(['distributor']);
  });

  it('names a path or program that was only invited to as neither selected nor joined', () => {
    const invited = { invitedAt: at };
    const facts = partnerFacts(
      having({ paths: [path('learning', invited)], programs: [program('distributor', invited)] }),
    );
    expect([facts.paths, facts.programs]).toEqual([[], []]);
  });

  it('tells how far each path and program is, and the area of a program', () => {
    const facts = partnerFacts(
      having({
        paths: [path('software', { selectedAt: at })],
        programs: [program('reseller', { submittedAt: at, businessArea: 'DE' })],
      }),
    );
    expect(facts.paths).toEqual([{ path: 'software', stage: 'selected' }]);
    expect(facts.programs).toEqual([{ program: 'reseller', status: 'applying', area: 'DE' }]);
  });

  it('R-028 says an application is under way until the company is a partner, and not before it is handed in', () => {
    expect(partnerFacts(begun).applying).toBe(true);
    expect(partnerFacts({ ...begun, application: newApplication() }).applying).toBe(false);
    expect(partnerFacts(having({})).applying).toBe(false);
  });

  it('knows the account as it was looked up last, or not at all', () => {
    expect(partnerFacts(having({})).account).toBeNull();
    expect(partnerFacts(having({ account: { facts: bestAccount, at } })).account).toEqual(bestAccount);
  });
});

describe('the chart of a path or program', () => {
  it('goes on from where it was kept, or begins', () => {
    const context = having({ paths: [path('software', { selectedAt: at })], programs: [program('reseller')] });
    expect(pathOf(pathChart(context, 'software').value)).toBe('selected');
    expect(pathOf(pathChart(context, 'service').value)).toBe('notSelected');
    expect(pathOf(programChart(context, 'reseller').value)).toBe('reviewing');
    expect(pathOf(programChart(context, 'distributor').value)).toBe('notApplied');
    expect(pathChart(context, 'software').context.trouble).toEqual([]);
    expect(programChart(context, 'reseller').context.trouble).toEqual([]);
  });

  it('nothing is held against no act', () => {
    expect(actIssues(begun, null)).toEqual([]);
  });
});

describe('what enrollment asks for', () => {
  it.each([
    ['registering', null],
    ['notRegistered', 'enrollment.registration.retry'],
  ])('in %s the registration, and the remedy is %s', (state, remedy) => {
    expect(enrollmentRequirements(begun, state)).toEqual({
      currentlyDue: [],
      eventuallyDue: [],
      pastDue: [],
      pendingVerification: [
        { code: 'enrollment.registering', path: [], params: {}, step: 'enrollment', remedy, deadline: null },
      ],
    });
  });

  const choice = expect.objectContaining({ code: 'enrollment.choiceOpen', step: 'enrollment', remedy: 'path.select' });
  const due = (context: EnrollmentContext) => enrollmentRequirements(context, 'enrolled').eventuallyDue;
  it('R-057 a choice of path or program, as long as nothing is chosen and nothing asked', () => {
    expect(due(having({}))).toEqual([choice]);
    expect(due(having({ paths: [path('learning', { invitedAt: at, state: 'invited' })] }))).toEqual([choice]);
    expect(due(having({ paths: [path('software', { selectedAt: at })] }))).not.toContainEqual(choice);
    const joined = program('reseller', { submittedAt: at, enrolledAt: at, state: 'enrolled' });
    expect(due(having({ programs: [joined] }))).toEqual([]);
    expect(due(having({ paths: [path('software', { selectedAt: at })], programs: [joined] }))).not.toContainEqual(
      choice,
    );
    const filling = program('reseller', { appliedAt: at, state: 'filling' });
    expect(due(having({ programs: [filling] }))).toEqual([]);
    const invited = path('learning', { invitedAt: at, state: 'invited' });
    expect(due(having({ paths: [invited], programs: [filling] }))).toEqual([]);
  });

  it('no choice of whoever has both a path and a program that ask for nothing', () => {
    const passed = { selectedAt: at, validatedAt: at, differentiatedAt: at, state: 'differentiated' };
    const joined = program('reseller', { submittedAt: at, enrolledAt: at, state: 'enrolled' });
    expect(due(having({ paths: [path('software', passed)], programs: [joined] }))).toEqual([]);
  });

  it('the deadlines of its paths count while the company is a partner and nothing is looked up', () => {
    const differentiated = { selectedAt: at, validatedAt: at, differentiatedAt: at, reviewDueAt: at };
    const context = having({ paths: [path('software', { ...differentiated, state: 'differentiated' })] });
    expect(enrollmentDeadlines(context, 'enrolled').map(({ event }) => event)).toEqual(['path.annualReview.due']);
    for (const state of ['', 'registering', 'lookingUpAccount'])
      expect(enrollmentDeadlines(context, state)).toEqual([]);
  });
});

describe('what enrollment tells of an act', () => {
  const failure = (reason: string, when: string) => ({ failure: { stage: 'roleValidation', reason, at: when } });
  const context = having({
    paths: [path('service', failure('wrong one', at)), path('software', failure('too few engineers', at))],
    programs: [program('distributor', failure('wrong one', at)), program('reseller', failure('no plan', at))],
  });
  const told = (asked: object, from = context) =>
    enrollmentAnnouncements.announceAct({ ...from, enrollment: { ...from.enrollment, asked: asked as never } });

  it('of a path: that path’s state, with the reason the act brought', () => {
    expect(told({ type: 'path.validation.failed', path: 'software', reason: 'too few engineers', at, by })).toEqual({
      type: 'path.changed',
      path: 'software',
      by: 'path.validation.failed',
      state: 'selected',
      reason: 'too few engineers',
      attempt: 0,
    });
  });

  it('of a program: that program’s state, with the reason the act brought', () => {
    expect(told({ type: 'program.rejected', program: 'reseller', reason: 'no plan', at, by })).toEqual({
      type: 'program.changed',
      program: 'reseller',
      by: 'program.rejected',
      state: 'reviewing',
      reason: 'no plan',
      attempt: 0,
    });
  });

  it('without the reason of an act before', () => {
    expect(told({ type: 'path.exit', path: 'software', at: '2026-11-23T12:00:00.000Z', by })).toMatchObject({
      reason: null,
    });
  });

  it('of a deregistration: which partner', () => {
    expect(told({ type: 'enrollment.deregister', at, by })).toEqual({
      type: 'enrollment.deregistrationRequested',
      partnerId: 'P-1',
    });
  });
});

describe('what enrollment remembers', () => {
  it('R-042 of the agreement its id and version, or nothing where none was accepted', () => {
    const registered = { type: 'xstate.done.actor.port', output: { at, value: { partnerId: 'P-7' } } };
    const { id, version } = intl.agreement;
    const { enrollment, account } = enrollmentUpdates.recordEnrollment(begun, registered);
    expect(enrollment).toMatchObject({ partnerId: 'P-7', enrolledAt: at, agreement: { id, version } });
    expect(account.partnerId).toBe('P-7');
    const without = enrollmentUpdates.recordEnrollment({ ...begun, application: newApplication() }, registered);
    expect(without.enrollment.agreement).toBeNull();
  });

  it('G7 R-042 of the agreement the version that was accepted, whatever is asked for by now', () => {
    const registered = { type: 'xstate.done.actor.port', output: { at, value: { partnerId: 'P-7' } } };
    const { id, version } = intl.agreement;
    const policy = { ...intl, agreement: { ...intl.agreement, id: 'another-agreement', version: '2099-01' } };
    const { enrollment } = enrollmentUpdates.recordEnrollment({ ...begun, policy }, registered);
    expect(enrollment.agreement).toEqual({ id, version, acceptedAt: begun.application.acceptance?.acceptedAt });
  });

  it('an act on a path takes the place of what was kept of that path alone', () => {
    const kept = [path('service'), path('software', { selectedAt: earlier })];
    const asked = {
      type: 'path.validation.submit',
      path: 'software',
      at,
      by: { role: 'administrator', id: 'a' },
    } as const;
    const certified = { ...path('software', { selectedAt: earlier, solution: 'certified' }) };
    const before = having({ paths: [path('service'), certified], account: { facts: bestAccount, at }, asked });
    const { paths } = enrollmentUpdates.carryOutAct(before).enrollment;
    expect(paths.map(({ path: name }) => name)).toEqual(kept.map(({ path: name }) => name));
    expect(paths[0]).toEqual(kept[0]);
    expect(paths[1]?.submittedAt).toBe(at);
  });
});
