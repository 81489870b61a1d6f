import { describe, expect, it } from 'vitest';
import type { AnyMachineSnapshot } from 'xstate';
import { stageOf } from '../../src/developmentPath/developmentPath.guards.js';
import { enrolledPrograms, partnerFacts, requestedPrograms } from '../../src/enrollment/enrollment.guards.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import type { EnrollmentContext } from '../../src/enrollment/enrollment.schema.js';
import { explain } from '../../src/explain.js';
import { statusOf } from '../../src/partnerProgram/partnerProgram.guards.js';
import { createPolicy, type Policy, sites } from '../../src/policy.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import { cloudAccount, submittedApplication } from '../support/answers.js';
import { roadAnswers, roadSayings } from '../support/sayings.js';
import { type Bare, type Ground, inEveryMouth, Walks } from '../support/walks.js';
import { inProgram } from './partners.js';

const { vocabulary } = chartOf(enrollmentMachine);

/** Leads that end with the two sides of the exclusion both begun, so that walks meet them often. */
const bothBegun = (policy: Policy): readonly Bare[] => [
  inProgram('distributor', policy).invited,
  inProgram('distributor', policy).apply,
  inProgram('cloudSolutionProvider', policy).apply,
  inProgram('reseller', policy).apply,
];

function ground(policy: Policy, sayings: readonly Bare[], lead: readonly Bare[] = []): Ground {
  return {
    machine: enrollmentMachine,
    input: { policy, account: cloudAccount, application: submittedApplication(policy) },
    pool: inEveryMouth(enrollmentMachine, sayings),
    answers: { ...roadAnswers, registerPartner: [{ partnerId: 'P-1' }] },
    lead,
  };
}

const everything = (policy: Policy) => roadSayings(policy).filter(({ type }) => Object.hasOwn(vocabulary, type));
const aboutPrograms = (policy: Policy) =>
  everything(policy).filter(
    (saying) => saying.type.startsWith('program.') && JSON.stringify(saying).includes('koogallery') === false,
  );
const policies = sites.map((site) => createPolicy({ site }));
const leavable = createPolicy({
  site: 'intl',
  programs: { selfLeave: ['cloudSolutionProvider', 'distributor', 'reseller'], certificateDays: 30 },
  deregistration: { partnerAccounts: true },
});

const grounds = Object.fromEntries(
  [...policies, leavable].flatMap((policy, place) => [
    [`everything ${place}`, ground(policy, everything(policy))],
    [`programs ${place}`, ground(policy, aboutPrograms(policy))],
    [`both begun ${place}`, ground(policy, aboutPrograms(policy), bothBegun(policy))],
  ]),
);
const walks = new Walks(grounds, { runs: 240, longest: 60 });
const contextOf = ({ context }: AnyMachineSnapshot) => context as EnrollmentContext;

describe('whatever is said to a partner, in whatever order, on whatever site', { timeout: 60_000 }, () => {
  it('R-113 R-125 CSP and Distribution are never both joined or applied for', () => {
    const seen = { provider: 0, distribution: 0 };
    const holding = ['reviewing', 'enrolled', 'renewing', 'expired'];
    walks.each(({ after }) => {
      const { programs } = contextOf(after).enrollment;
      const held = programs.filter(({ state }) => holding.includes(state)).map(({ program }) => program);
      const provider = held.includes('cloudSolutionProvider');
      const distribution = held.includes('distributor') || held.includes('reseller');
      expect(provider && distribution, held.join()).toBe(false);
      if (provider) seen.provider += 1;
      if (distribution) seen.distribution += 1;
    });
    expect(Math.min(seen.provider, seen.distribution)).toBeGreaterThan(150);
  });

  it('R-057 being a partner is never left', () => {
    let seen = 0;
    walks.each(({ before, after }) => {
      const { partnerId } = contextOf(before).enrollment;
      if (partnerId === null) return;
      expect(['enrolled', 'lookingUpAccount']).toContain(pathOf(after.value));
      expect(contextOf(after).enrollment.partnerId).toBe(partnerId);
      seen += 1;
    });
    expect(seen).toBeGreaterThan(5000);
  });

  it('no act waits where no port is asked', () => {
    const waiting = new Set<string>();
    walks.each(({ after }) => {
      const { asked } = contextOf(after).enrollment;
      if (pathOf(after.value) === 'lookingUpAccount') waiting.add(asked?.type ?? 'nothing');
      else expect(asked).toBeNull();
    });
    expect([...waiting].sort()).toEqual([
      'enrollment.deregister',
      'nothing',
      'path.exit',
      'path.select',
      'path.validation.submit',
      'program.apply',
      'program.submit',
    ]);
  });

  it('an act is carried out or refused, and what was refused changed nothing but what is known of the account', () => {
    const counts = { refused: 0, done: 0 };
    walks.each(({ before, act, after }) => {
      const { enrollment } = contextOf(before);
      if (act !== null || enrollment.asked === null) return;
      const now = contextOf(after);
      const unchanged = { ...enrollment, asked: null, account: now.enrollment.account };
      if (now.trouble.length === 0) counts.done += 1;
      else {
        expect(now.enrollment).toEqual(unchanged);
        counts.refused += 1;
      }
      if (now.trouble.length === 0) expect(now.enrollment).not.toEqual(unchanged);
    });
    expect(Math.min(counts.refused, counts.done)).toBeGreaterThan(100);
  });

  it('the account that is known is the one that was looked up last', () => {
    walks.each(({ before, event, after }) => {
      const [was, is] = [contextOf(before).enrollment.account, contextOf(after).enrollment.account];
      if (event.type !== 'xstate.done.actor.lookUpAccount') return expect(is).toEqual(was);
      return expect(is).toEqual({ facts: event['output'].value, at: event['output'].at });
    });
  });

  it('what is said of one path or program changes no other', () => {
    let seen = 0;
    walks.each(({ before, act, after }) => {
      if (act === null || !before.can(act)) return;
      const others = ({ paths, programs }: EnrollmentContext['enrollment']) => [
        paths.filter(({ path }) => path !== Reflect.get(act, 'path')),
        programs.filter(({ program }) => program !== Reflect.get(act, 'program')),
      ];
      expect(others(contextOf(after).enrollment)).toEqual(others(contextOf(before).enrollment));
      seen += 1;
    });
    expect(seen).toBeGreaterThan(1000);
  });

  it('the state that is kept and what is known agree, each path and program is kept once', () => {
    const stages = new Set<string>();
    walks.each(({ after }) => {
      const { paths, programs } = contextOf(after).enrollment;
      expect(new Set(paths.map(({ path }) => path)).size).toBe(paths.length);
      expect(new Set(programs.map(({ program }) => program)).size).toBe(programs.length);
      for (const { state, ...kept } of paths) stages.add(`${state} ${stageOf(kept)}`);
      for (const { state, ...kept } of programs) stages.add(`${state} ${statusOf(kept)}`);
    });
    expect([...stages].sort()).toEqual([
      'annualReviewDue differentiated',
      'annualReviewing differentiated',
      'differentiated differentiated',
      'differentiating validated',
      'enrolled joined',
      'exited null',
      'expired joined',
      'filling null',
      'invited null',
      'left null',
      'notApplied null',
      'notSelected null',
      'rejected null',
      'renewing joined',
      'reviewing applying',
      'roleValidated validated',
      'roleValidating validating',
      'selected selected',
    ]);
  });

  it('R-131 no program is both among the requested and among the enrolled', () => {
    walks.each(({ after }) => {
      const enrolled = enrolledPrograms(contextOf(after)).map(({ program }) => program);
      for (const { program } of requestedPrograms(contextOf(after))) expect(enrolled).not.toContain(program);
    });
  });

  it('R-095 no path is left in a program, or once validated', () => {
    let exits = 0;
    walks.each(({ before, after }) => {
      const { asked } = contextOf(before).enrollment;
      if (asked?.type !== 'path.exit' || contextOf(after).trouble.length > 0) return;
      const facts = partnerFacts(contextOf(before));
      expect(facts.programs.filter(({ status }) => status === 'joined')).toEqual([]);
      expect(facts.paths.find(({ path }) => path === asked.path)?.stage).toBe('selected');
      exits += 1;
    });
    expect(exits).toBeGreaterThan(10);
  });

  it('R-091 R-121 nothing by invitation is begun without one', () => {
    let begun = 0;
    walks.each(({ after }) => {
      const { policy, enrollment } = contextOf(after);
      for (const { path, invitedAt, selectedAt } of enrollment.paths)
        if (policy.paths.byInvitation.includes(path) && selectedAt !== null) {
          expect(invitedAt).not.toBeNull();
          begun += 1;
        }
      for (const { program, invitedAt, appliedAt } of enrollment.programs)
        if (policy.programs.byInvitation.includes(program) && appliedAt !== null) {
          expect(invitedAt).not.toBeNull();
          begun += 1;
        }
    });
    expect(begun).toBeGreaterThan(100);
  });

  it('the explanation and the machine agree, and the context fits its schema', () => {
    const schema = chartOf(enrollmentMachine).context;
    walks.each(({ before, act, after }) => {
      if (act !== null) expect(explain(before, act).allowed).toBe(before.can(act));
      if (after.context !== before.context) expect(schema.safeParse(after.context).success).toBe(true);
    });
  });
});
