import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  developmentPaths,
  type EligibilityFacts,
  eligibilityIssues,
  eligibilityRows,
  eligibilityVersion,
  partnerPrograms,
} from '../src/eligibility.js';
import { sites } from '../src/policy.js';
import { isRuleId } from './support/rules.js';

const nothing: EligibilityFacts = { paths: [], programs: [], invitations: [] };
const targets = [
  ...developmentPaths.map((target) => ({ kind: 'path' as const, target })),
  ...partnerPrograms.map((target) => ({ kind: 'program' as const, target })),
];
const name = ({ kind, target }: (typeof targets)[number]) => `${kind} ${target}`;
const blocked = (facts: EligibilityFacts) =>
  targets.filter(({ kind, target }) => eligibilityIssues(kind, target, facts, 'intl').length > 0).map(name);
const why = (kind: 'path' | 'program', target: (typeof targets)[number]['target'], facts: Partial<EligibilityFacts>) =>
  eligibilityIssues(kind, target, { ...nothing, ...facts }, 'intl').map(({ code, params }) => ({ code, ...params }));

describe('the table of blockers', () => {
  it.each(eligibilityRows)('$rule names its source, its date and a choice that exists', (row) => {
    expect(isRuleId(row.rule)).toBe(true);
    expect(row.source).toMatch(/^S\d\d$/);
    expect(new Date(row.date).toISOString().slice(0, 10)).toBe(row.date);
    expect(targets.map(name)).toContain(`${row.kind} ${row.target}`);
    expect(row.sites.every((site) => sites.includes(site))).toBe(true);
    expect(eligibilityVersion).not.toBe('');
  });

  it('R-058 a fresh partner finds every door open but those that need an invitation', () => {
    expect(blocked(nothing)).toEqual(['path learning', 'program distributor']);
  });

  it('R-091 C-112 without an invitation the learning path is closed, with one it is open', () => {
    expect(why('path', 'learning', {})).toEqual([{ code: 'path.invitationRequired', path: 'learning' }]);
    expect(why('path', 'learning', { invitations: ['distributor'] })).toHaveLength(1);
    expect(why('path', 'learning', { invitations: ['learning'] })).toEqual([]);
  });

  it('R-121 C-142 without an invitation the distributor program is closed, with one it is open', () => {
    expect(why('program', 'distributor', {})).toEqual([{ code: 'program.invitationRequired', program: 'distributor' }]);
    expect(why('program', 'distributor', { invitations: ['distributor'] })).toEqual([]);
  });

  it.each(developmentPaths)('R-112 on the %s path the CSP program is closed', (path) => {
    expect(why('program', 'cloudSolutionProvider', { paths: [path] })).toEqual([
      { code: 'program.closedByPath', program: 'cloudSolutionProvider' },
    ]);
  });

  it('R-113 C-133 CSP and Distribution exclude each other', () => {
    expect(why('program', 'cloudSolutionProvider', { programs: ['distributor'] })).toEqual([
      { code: 'program.excludedBy', program: 'cloudSolutionProvider', other: 'distributor' },
    ]);
    expect(
      why('program', 'distributor', { programs: ['cloudSolutionProvider'], invitations: ['distributor'] }),
    ).toEqual([{ code: 'program.excludedBy', program: 'distributor', other: 'cloudSolutionProvider' }]);
  });

  it('every blocker that applies is reported at once', () => {
    expect(
      why('program', 'cloudSolutionProvider', { paths: ['software'], programs: ['distributor'] }).map(
        ({ code }) => code,
      ),
    ).toEqual(['program.closedByPath', 'program.excludedBy']);
    expect(why('program', 'distributor', { programs: ['cloudSolutionProvider'] }).map(({ code }) => code)).toEqual([
      'program.excludedBy',
      'program.invitationRequired',
    ]);
  });

  it('R-094 a path never closes another path, and an invitation never closes anything', () => {
    const facts = fc.record({
      paths: fc.subarray([...developmentPaths]),
      programs: fc.subarray([...partnerPrograms]),
      invitations: fc.subarray([...developmentPaths, ...partnerPrograms]),
    });
    fc.assert(
      fc.property(facts, fc.constantFrom(...developmentPaths, ...partnerPrograms), (known, invitation) => {
        const pathsOf = (found: readonly string[]) => found.filter((target) => target.startsWith('path'));
        expect(pathsOf(blocked(known))).toEqual(pathsOf(blocked({ ...known, paths: [] })));
        const invited = blocked({ ...known, invitations: [...known.invitations, invitation] });
        expect(blocked(known)).toEqual(expect.arrayContaining(invited));
      }),
    );
  });
});
