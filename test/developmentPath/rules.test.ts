import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, initialTransition } from 'xstate';
import {
  developmentPathRequirements,
  developmentPathRules,
  stageOf,
} from '../../src/developmentPath/developmentPath.guards.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import {
  type Development,
  type DevelopmentPathContext,
  newDevelopment,
} from '../../src/developmentPath/developmentPath.schema.js';
import { developmentPathUpdates } from '../../src/developmentPath/developmentPath.updates.js';
import { bestAccount } from '../../src/eligibility.js';
import { intl } from '../support/answers.js';

const at = '2026-11-22T12:00:00.000Z';
const by = { role: 'administrator', id: 'administrator-1' } as const;
const system = { role: 'system', id: 'system-1' } as const;
const begun = initialTransition(
  developmentPathMachine as AnyStateMachine,
  { policy: intl, path: 'software' } as never,
)[0].context as DevelopmentPathContext;
const partner = {
  ...begun.partner,
  partnerId: 'P-1',
  country: 'DE',
  account: { ...bestAccount, solution: 'none' as const },
};
const having = (
  over: Partial<Development>,
  from: Partial<DevelopmentPathContext['partner']> = {},
): DevelopmentPathContext => ({
  ...begun,
  partner: { ...partner, ...from },
  development: { ...newDevelopment('software'), ...over },
});
const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);
const failure = { stage: 'roleValidation', reason: 'too few engineers', at } as const;
const path = 'software';

describe('how far a path is', () => {
  it.each<[Partial<Development>, string | null]>([
    [{}, null],
    [{ submittedAt: at }, null],
    [{ selectedAt: at }, 'selected'],
    [{ selectedAt: at, submittedAt: at }, 'validating'],
    [{ selectedAt: at, submittedAt: at, failure }, 'selected'],
    [{ selectedAt: at, validatedAt: at }, 'validated'],
    [{ selectedAt: at, validatedAt: at, differentiatedAt: at }, 'differentiated'],
  ])('%j: %s', (over, stage) => {
    expect(stageOf({ ...newDevelopment(path), ...over })).toBe(stage);
  });
});

describe('leaving a path', () => {
  const held = (over: Partial<Development>, from: Partial<DevelopmentPathContext['partner']> = {}) =>
    developmentPathRules.mayExitPath.standing(having(over, from), { type: 'path.exit', at, by });
  it('R-095 is free before role validation, also where it was kept as further before', () => {
    expect(held({ selectedAt: at })).toEqual([]);
    expect(held({ selectedAt: at }, { paths: [{ path, stage: 'differentiated' }] })).toEqual([]);
  });

  it('R-095 is closed during role validation and after it', () => {
    expect(held({ selectedAt: at, submittedAt: at })).toContainEqual({
      code: 'pathExit.validating',
      path: ['path'],
      params: { path },
    });
    expect(codes(held({ selectedAt: at, validatedAt: at }))).toEqual(['pathExit.roleValidated']);
    expect(codes(held({}))).toEqual(['path.notSelected']);
  });

  it.each([
    ['none', []],
    ['certified', ['pathExit.softwareSolution']],
    ['advanced', ['pathExit.advancedSolution']],
  ] as const)('R-095 with a solution that is %s: %j', (solution, expected) => {
    expect(codes(held({ selectedAt: at, solution }))).toEqual(expected);
  });
});

describe('R-097 R-098 a certified solution', () => {
  const ways = (over: Partial<Development>) => {
    const { passesByAdvancedSolution, passesBySolution, mayBeValidated } = developmentPathRules;
    const { passesDifferentiationBySolution, mayBeDifferentiated } = developmentPathRules;
    return [
      passesByAdvancedSolution,
      passesBySolution,
      mayBeValidated,
      passesDifferentiationBySolution,
      mayBeDifferentiated,
    ].map(({ when }) => when(having(over)));
  };
  it('decides what a submission leads to', () => {
    expect(ways({})).toEqual([false, false, true, false, true]);
    expect(ways({ solution: 'certified' })).toEqual([false, true, false, false, true]);
    expect(ways({ solution: 'advanced' })).toEqual([true, false, false, true, false]);
  });

  it('that is advanced stays so when a lesser one is reported', () => {
    const report = (solution: Development['solution'], level: string) =>
      developmentPathUpdates.recordSolution(having({ solution }), {
        type: 'path.solution.certified',
        path,
        level,
        at,
        by: system,
      } as { type: string }).development.solution;
    expect(report('none', 'certified')).toBe('certified');
    expect(report('certified', 'advanced')).toBe('advanced');
    expect(report('advanced', 'certified')).toBe('advanced');
  });

  it('counts on a path that asks for one only', () => {
    const held = (over: Partial<Development>) =>
      developmentPathRules.mayBeCertified.standing(having(over), { type: 'path.solution.certified', at, by: system });
    expect(held({})).toEqual([]);
    expect(held({ path: 'service' })).toEqual([
      { code: 'event.notExpected', path: [], params: { event: 'path.solution.certified' } },
    ]);
  });
});

it('R-101 the annual review is due from its day on, and never where there is none', () => {
  const held = (reviewDueAt: string | null) =>
    developmentPathRules.isAnnualReviewDue.standing(having({ reviewDueAt }), {
      type: 'path.annualReview.due',
      at,
      by: system,
    });
  const unexpected = [{ code: 'event.notExpected', path: [], params: { event: 'path.annualReview.due' } }];
  expect(held(at)).toEqual([]);
  expect(held('2026-11-22T12:00:00.001Z')).toEqual(unexpected);
  expect(held(null)).toEqual(unexpected);
});

it('R-092 who is on the whitelist is named so to the table of eligibility', () => {
  const open = (over: Partial<Development>) =>
    codes(
      developmentPathRules.isPathOpen.standing(having({ ...newDevelopment('systemIntegrator'), ...over }), {
        type: 'path.select',
        at,
        by,
      }),
    );
  expect(open({ invitedAt: at, whitelistedAt: at })).toEqual([]);
  expect(open({ selectedAt: at })).toEqual(['path.alreadySelected']);
});

describe('what a path asks for', () => {
  const asked = (state: string, over: Partial<Development> = {}) =>
    Object.entries(developmentPathRequirements(having(over), state)).flatMap(([list, found]) =>
      (
        found as {
          code: string;
          path: readonly unknown[];
          step: string;
          remedy: string | null;
          deadline: string | null;
          params: object;
        }[]
      ).map(({ code, path: place, params, step, remedy, deadline }) => [
        list,
        code,
        place,
        params,
        step,
        remedy,
        deadline,
      ]),
    );
  const open = (code: string, step: string, remedy: string | null) => [code, ['path'], { path }, step, remedy, null];
  it.each<[string, Partial<Development>, unknown[]]>([
    [
      'selected',
      {},
      [
        ['eventuallyDue', ...open('path.validationOpen', 'roleValidation', 'path.validation.submit')],
        ['eventuallyDue', ...open('path.solutionRequired', 'roleValidation', null)],
      ],
    ],
    [
      'selected',
      { solution: 'certified' },
      [['eventuallyDue', ...open('path.validationOpen', 'roleValidation', 'path.validation.submit')]],
    ],
    ['roleValidating', {}, [['pendingVerification', ...open('path.validating', 'roleValidation', null)]]],
    [
      'roleValidated',
      {},
      [
        [
          'eventuallyDue',
          ...open('path.differentiationOpen', 'competencyDifferentiation', 'path.differentiation.submit'),
        ],
      ],
    ],
    [
      'roleValidated',
      { failure },
      [
        [
          'eventuallyDue',
          'path.failed',
          ['path'],
          { path, stage: 'roleValidation', reason: 'too few engineers' },
          'competencyDifferentiation',
          'path.differentiation.submit',
          null,
        ],
      ],
    ],
    [
      'differentiating',
      {},
      [['pendingVerification', ...open('path.differentiating', 'competencyDifferentiation', null)]],
    ],
    [
      'annualReviewDue',
      { reviewDueAt: at },
      [['pastDue', 'path.reviewDue', ['path'], { path }, 'annualReview', 'path.annualReview.submit', at]],
    ],
    ['annualReviewing', {}, [['pendingVerification', ...open('path.reviewing', 'annualReview', null)]]],
    ['differentiated', {}, []],
  ])('in %s with %j', (state, over, expected) => {
    expect(asked(state, over)).toEqual(expected);
  });
});
