import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getNextTransitions } from 'xstate';
import { type DevelopmentPath, developmentPaths, partnerPrograms } from '../../src/choices.js';
import { stageOf } from '../../src/developmentPath/developmentPath.guards.js';
import {
  type DevelopmentPathMachine,
  developmentPathMachine,
} from '../../src/developmentPath/developmentPath.machine.js';
import {
  type DevelopmentPathEvent,
  type DevelopmentPathInput,
  developmentPathEvents,
  developmentPathStates,
} from '../../src/developmentPath/developmentPath.schema.js';
import { type AccountFacts, type PartnerFacts, pathRecords } from '../../src/eligibility.js';
import { type Role, roles } from '../../src/events.js';
import { allowedEvents } from '../../src/explain.js';
import { policyEvents } from '../../src/policy.events.js';
import { createPolicy, type Policy } from '../../src/policy.js';
import { deadlines, nextDeadline, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { cleanAccount as account } from '../../src/testing/ports.js';
import { cn, intl } from '../support/answers.js';
import { shift } from '../support/clock.js';
import { actorOf, type Driven, drive, type Saying } from '../support/drive.js';
import { nodesOf } from '../support/nodes.js';
import { outcomeOf, restored } from '../support/restored.js';
import { stride, strides } from '../support/strides.js';
import { actOf, type Bare } from '../support/walks.js';
import type { AnySaying, Ways } from '../support/ways.js';

type Type = DevelopmentPathEvent['type'];
type PathSaying = Saying<DevelopmentPathMachine>;

const start = '2026-11-22T10:00:00.000Z';
const year = 365;
const due = shift(start, { days: year });

const partner: Partial<PartnerFacts> = { partnerId: 'partner-1', country: 'DE', account };
const withAccount = (over: Partial<AccountFacts>): Partial<PartnerFacts> => ({
  ...partner,
  account: { ...account, ...over },
});
const sibling = (over: Partial<AccountFacts['siblings'][number]>) =>
  withAccount({ siblings: [{ partnerId: 'partner-2', paths: [], programs: [], solution: 'none', ...over }] });

/** What is said of a path. */
const sayings = (path: DevelopmentPath) =>
  ({
    invited: { type: 'path.invited', path },
    whitelisted: { type: 'path.whitelisted', path },
    select: { type: 'path.select', path },
    exit: { type: 'path.exit', path },
    certified: { type: 'path.solution.certified', path, level: 'certified' },
    advanced: { type: 'path.solution.certified', path, level: 'advanced' },
    validate: { type: 'path.validation.submit', path },
    validated: { type: 'path.validation.passed', path },
    notValidated: { type: 'path.validation.failed', path, reason: 'two references are missing' },
    differentiate: { type: 'path.differentiation.submit', path },
    differentiated: { type: 'path.differentiation.passed', path },
    notDifferentiated: { type: 'path.differentiation.failed', path, reason: 'one case is too old' },
    due: { type: 'path.annualReview.due', path },
    review: { type: 'path.annualReview.submit', path },
    reviewed: { type: 'path.annualReview.passed', path },
    notReviewed: { type: 'path.annualReview.failed', path, reason: 'no case of this year' },
  }) as const satisfies Record<string, PathSaying>;

const say = sayings('service');
const software = sayings('software');

function drivePath(
  path: DevelopmentPath = 'service',
  { policy = intl, facts = partner }: { policy?: Policy; facts?: Partial<PartnerFacts> } = {},
): Driven<DevelopmentPathMachine> {
  return drive(developmentPathMachine, { policy, path, partner: facts }, {}, { at: start });
}

type Step = PathSaying | { readonly at: string };

const selected = [say.select];
const validated = [...selected, say.validate, say.validated];
const differentiated = [...validated, say.differentiate, say.differentiated];
const reviewDue = [...differentiated, { at: due }, say.due];

/** A way to each state. */
const roads = {
  notSelected: [],
  invited: [say.invited],
  selected,
  roleValidating: [...selected, say.validate],
  roleValidated: validated,
  differentiating: [...validated, say.differentiate],
  differentiated,
  annualReviewDue: reviewDue,
  annualReviewing: [...reviewDue, say.review],
  exited: [...selected, say.exit],
} as const satisfies Record<string, readonly Step[]>;
type State = keyof typeof roads;
const states = Object.keys(roads) as State[];

async function go(driven: Driven<DevelopmentPathMachine>, road: readonly Step[]) {
  for (const step of road)
    if ('type' in step) await driven.go(step);
    else driven.clock.set(step.at);
  return driven;
}

const pathAt = (state: State, policy: Policy = intl, facts: Partial<PartnerFacts> = partner) =>
  go(drivePath('service', { policy, facts }), roads[state]);

describe('role selection', () => {
  it('R-090 a partner selects a path, and that is kept with its time', async () => {
    const path = await drivePath().go(say.select);
    expect([path.state, path.context.development.selectedAt]).toEqual(['selected', start]);
    expect(requirements(path.snapshot).eventuallyDue).toMatchObject([
      { code: 'path.validationOpen', step: 'roleValidation', remedy: 'path.validation.submit' },
    ]);
  });

  it.each(developmentPaths)('C-110 R-090 who is no partner does not select the %s path', async (name) => {
    const path = drivePath(name, { facts: { invitedToPaths: [name], whitelisted: [name] } });
    await path.say(sayings(name).select);
    expect([path.state, path.codes]).toEqual(['notSelected', ['path.requiresPartner']]);
  });

  it.each([
    ['learning', intl],
    ['learning', cn],
    ['distributor', intl],
  ] as const)('C-112 R-091 the %s path is closed without an invitation, and open with one', async (name, policy) => {
    const path = drivePath(name, { policy });
    const { select, invited } = sayings(name);
    await path.say(select);
    expect([path.state, path.codes]).toEqual(['notSelected', ['path.invitationRequired']]);
    await path.go(invited);
    expect([path.state, path.context.development.invitedAt]).toEqual(['invited', start]);
    await path.go(select);
    expect(path.state).toBe('selected');
  });

  it('R-091 an invitation known beforehand counts, and one to another path does not', async () => {
    const { select } = sayings('learning');
    const known = drivePath('learning', { facts: { ...partner, invitedToPaths: ['learning'] } });
    expect((await known.go(select)).state).toBe('selected');
    const other = drivePath('learning', { facts: { ...partner, invitedToPaths: ['distributor'] } });
    await other.say(select);
    expect(other.codes).toEqual(['path.invitationRequired']);
  });

  it('R-091 an invitation twice is one, of the time it first came', async () => {
    const path = await drivePath('learning').go(sayings('learning').invited);
    await path.say(sayings('learning').invited, { at: shift(start, { days: 1 }) });
    expect([path.state, path.context.development.invitedAt]).toEqual(['invited', start]);
  });

  it('R-092 a path by whitelist asks for the whitelist and the invitation, both at once, in any order', async () => {
    const policy = createPolicy({ site: 'intl', paths: { byWhitelist: ['distributor'] } });
    const { select, invited, whitelisted } = sayings('distributor');
    for (const [first, left, second] of [
      [invited, 'path.notWhitelisted', whitelisted],
      [whitelisted, 'path.invitationRequired', invited],
    ] as const) {
      const path = drivePath('distributor', { policy });
      await path.say(select);
      expect(path.codes).toEqual(['path.invitationRequired', 'path.notWhitelisted']);
      await path.go(first);
      await path.say(select);
      expect(path.codes).toEqual([left]);
      await path.go(second, select);
      expect(path.state).toBe('selected');
    }
  });

  it('R-093 (cn) the service path is closed when another account of the company is on it, elsewhere open', async () => {
    const facts = sibling({ paths: ['service'] });
    const path = drivePath('service', { policy: cn, facts });
    await path.say(say.select);
    expect(path.codes).toEqual(['path.takenBySibling']);
    expect((await drivePath('service', { facts }).go(say.select)).state).toBe('selected');
    const other = drivePath('software', { policy: cn, facts: sibling({ paths: ['software'] }) });
    expect((await other.go(software.select)).state).toBe('selected');
  });

  it('R-094 whoever is on other paths selects one more', async () => {
    const paths = developmentPaths.filter((name) => name !== 'service');
    const facts = { ...partner, paths: paths.map((path) => ({ path, stage: 'differentiated' as const })) };
    expect((await drivePath('service', { facts }).go(say.select)).state).toBe('selected');
  });

  it.each(states.filter((state) => !['notSelected', 'invited', 'exited'].includes(state)))(
    'R-094 a path is selected once: not again when %s',
    async (state) => {
      const path = await pathAt(state);
      await path.say(say.select);
      expect([path.state, path.codes]).toEqual([state, ['path.alreadySelected']]);
    },
  );

  it('an account that was not looked up yet is held nothing against', async () => {
    const path = drivePath('service', { policy: cn, facts: { partnerId: 'partner-1' } });
    expect((await path.go(say.select, say.exit)).state).toBe('exited');
  });
});

describe('leaving', () => {
  it('C-113 R-095 selected and with nothing on record, a path is left', async () => {
    const path = await drivePath().go(say.select, say.exit);
    expect([path.state, path.context.development.selectedAt]).toEqual(['exited', null]);
    expect(requirements(path.snapshot)).toMatchObject({ currentlyDue: [], eventuallyDue: [], pendingVerification: [] });
  });

  it('R-095 R-096 what was left can be selected again, begins anew, and needs no second invitation', async () => {
    const { invited, whitelisted, select, exit, validate, notValidated } = sayings('learning');
    const path = await drivePath('learning').go(invited, whitelisted, select, validate, notValidated, exit);
    expect(path.context.development).toMatchObject({
      invitedAt: start,
      whitelistedAt: start,
      submittedAt: null,
      failure: null,
      certificates: [],
      attempt: 1,
    });
    await path.say(select, { at: due });
    expect([path.state, path.context.development.selectedAt]).toEqual(['selected', due]);
  });

  it('R-091 R-095 an invitation that comes after leaving counts as well', async () => {
    const learning = sayings('learning');
    const policy = createPolicy({ site: 'intl', paths: { byInvitation: [] } });
    const path = await drivePath('learning', { policy }).go(learning.select, learning.exit, learning.invited);
    expect([path.state, path.context.development.invitedAt]).toEqual(['exited', start]);
    expect((await path.go(learning.select)).state).toBe('selected');
  });

  it.each(['notSelected', 'invited', 'exited'] as const)(
    'R-095 what is not selected is not left: %s',
    async (state) => {
      const path = await pathAt(state);
      await path.say(say.exit);
      expect([path.state, path.codes]).toEqual([state, ['path.notSelected']]);
    },
  );

  it('R-095 while role validation is in progress a path is not left; after it failed, it is', async () => {
    const path = await pathAt('roleValidating');
    await path.say(say.exit);
    expect(path.codes).toEqual(['pathExit.validating']);
    await path.go(say.notValidated, say.exit);
    expect(path.state).toBe('exited');
  });

  it.each([
    ['roleValidated', ['pathExit.roleValidated']],
    ['differentiating', ['pathExit.roleValidated']],
    ['differentiated', ['pathExit.roleValidated', 'pathExit.differentiated']],
    ['annualReviewDue', ['pathExit.roleValidated', 'pathExit.differentiated']],
    ['annualReviewing', ['pathExit.roleValidated', 'pathExit.differentiated']],
  ] as const)('R-095 from role validation on a path is not left: %s', async (state, codes) => {
    const path = await pathAt(state);
    await path.say(say.exit);
    expect([path.state, path.codes]).toEqual([state, codes]);
  });

  it('R-095 a failed competency differentiation opens no way out', async () => {
    const path = await (await pathAt('differentiating')).go(say.notDifferentiated);
    await path.say(say.exit);
    expect([path.state, path.codes]).toEqual(['roleValidated', ['pathExit.roleValidated']]);
  });

  const besidePaths = partnerPrograms.filter((program) => program !== 'cloudSolutionProvider');

  it.each(besidePaths)('C-115 R-095 in a program, here %s, a path is not left', async (program) => {
    const programs = [{ program, status: 'joined' as const, area: null }];
    const path = await drivePath('service', { facts: { ...partner, programs } }).go(say.select);
    await path.say(say.exit);
    expect([path.state, path.codes]).toEqual(['selected', ['pathExit.inProgram']]);
  });

  it.each(pathRecords)('C-116 R-095 R-096 with %s on record a path is not left', async (record) => {
    for (const policy of [intl, cn]) {
      const path = await drivePath('service', { policy, facts: withAccount({ records: [record] }) }).go(say.select);
      await path.say(say.exit);
      const blocks = record !== 'deliverySupport' || policy === cn;
      expect([path.state, path.codes]).toEqual(blocks ? ['selected', [`pathExit.${record}`]] : ['exited', []]);
    }
  });

  it('R-095 R-096 every blocker is named at once', async () => {
    const programs = [{ program: 'carrier' as const, status: 'joined' as const, area: null }];
    const facts = { ...withAccount({ records: [...pathRecords] }), programs };
    const path = await pathAt('differentiated', cn, facts);
    await path.say(say.exit);
    expect(path.codes).toHaveLength(10);
  });

  it('R-095 a solution certified on the path is on record, whatever was looked up before', async () => {
    for (const [said, code] of [
      [software.certified, 'pathExit.softwareSolution'],
      [software.advanced, 'pathExit.advancedSolution'],
    ] as const) {
      const path = await drivePath('software').go(said, software.select);
      await path.say(software.exit);
      expect([path.state, path.codes]).toEqual(['selected', [code]]);
    }
    const both = await drivePath('software', { facts: withAccount({ records: ['softwareSolution'] }) }).go(
      software.select,
      software.certified,
    );
    await both.say(software.exit);
    expect(both.codes).toEqual(['pathExit.softwareSolution']);
  });
});

describe('role validation and competency differentiation', () => {
  it('are submitted for, one after the other, and passed', async () => {
    const path = drivePath();
    const seen = [path.state];
    for (const event of [say.select, say.validate, say.validated, say.differentiate, say.differentiated]) {
      path.clock.pass({ days: 1 });
      seen.push((await path.go(event)).state);
    }
    expect(seen).toEqual([
      'notSelected',
      'selected',
      'roleValidating',
      'roleValidated',
      'differentiating',
      'differentiated',
    ]);
    const day = (days: number) => shift(start, { days });
    expect(path.context.development).toEqual({
      path: 'service',
      invitedAt: null,
      whitelistedAt: null,
      selectedAt: day(1),
      submittedAt: day(2),
      validatedAt: day(3),
      differentiatedAt: day(5),
      reviewDueAt: day(5 + year),
      solution: 'none',
      failure: null,
      certificates: [],
      attempt: 2,
    });
  });

  it.each([
    ['selected', say.differentiate],
    ['selected', say.validated],
    ['roleValidating', say.validate],
    ['roleValidating', say.differentiated],
    ['roleValidated', say.validate],
    ['roleValidated', say.validated],
    ['roleValidated', say.notDifferentiated],
    ['differentiated', say.differentiate],
    ['notSelected', say.validate],
  ] as const)('no stage is skipped or done twice: when %s, $type is refused', async (state, event) => {
    const path = await pathAt(state);
    await path.say(event);
    expect([path.state, path.codes]).toEqual([state, ['event.notExpected']]);
  });

  it('C-118 R-097 with a certified solution software role validation passes by itself when it starts', async () => {
    const path = await drivePath('software').go(software.select, software.certified);
    expect(path.state).toBe('selected');
    await path.go(software.validate);
    expect([path.state, path.context.development.validatedAt]).toEqual(['roleValidated', start]);
  });

  it.each([
    ['reported before the path is selected', [software.certified, software.select, software.validate], partner],
    ['looked up', [software.select, software.validate], withAccount({ solution: 'certified' })],
  ] as const)('C-118 R-097 and so it does with a solution that was %s', async (_how, road, facts) => {
    const path = await go(drivePath('software', { facts }), road);
    expect(path.state).toBe('roleValidated');
  });

  it('R-097 without a certified solution software role validation is not submitted for, and that is asked for', async () => {
    const path = await drivePath('software').go(software.select);
    expect(requirements(path.snapshot).eventuallyDue.map(({ code }) => code)).toEqual([
      'path.validationOpen',
      'path.solutionRequired',
    ]);
    await path.say(software.validate);
    expect([path.state, path.codes]).toEqual(['selected', ['path.solutionRequired']]);
    expect(allowedEvents(path.snapshot, 'applicant')).toEqual(['path.exit']);
    await path.go(software.certified);
    expect(requirements(path.snapshot).eventuallyDue.map(({ code }) => code)).toEqual(['path.validationOpen']);
  });

  it('R-097 which paths are validated by a solution is policy', async () => {
    const policy = createPolicy({ site: 'intl', paths: { bySolution: ['service'] } });
    const path = await drivePath('service', { policy }).go(say.select, say.certified, say.validate);
    expect(path.state).toBe('roleValidated');
    const other = await drivePath('software', { policy }).go(software.select, software.validate);
    expect(other.state).toBe('roleValidating');
    await other.say(software.certified);
    expect(other.codes).toEqual(['event.notExpected']);
  });

  it.each([
    ['in the middle of role selection', [software.select, software.advanced]],
    ['before the path is selected', [software.advanced, software.select, software.validate]],
    ['after role validation', [software.select, software.certified, software.validate, software.advanced]],
    [
      'while differentiation is in progress',
      [software.select, software.certified, software.validate, software.differentiate, software.advanced],
    ],
    [
      'after differentiation failed',
      [
        software.select,
        software.certified,
        software.validate,
        software.differentiate,
        software.notDifferentiated,
        software.advanced,
      ],
    ],
  ] as const)('C-119 R-098 an advanced solution completes both stages: %s', async (_when, road) => {
    const path = await go(drivePath('software'), road);
    expect(path.state).toBe('differentiated');
    expect(path.context.development).toMatchObject({
      submittedAt: start,
      validatedAt: start,
      differentiatedAt: start,
      reviewDueAt: due,
      solution: 'advanced',
      failure: null,
    });
  });

  it('C-119 R-098 an advanced solution that was looked up completes both stages at the first of them', async () => {
    const facts = withAccount({ solution: 'advanced' });
    const path = await drivePath('software', { facts }).go(software.select, software.validate);
    expect(path.state).toBe('differentiated');
  });

  it('R-098 R-099 (cn) one that is looked up after role validation completes the differentiation', async () => {
    const policy = cn;
    const before = await drivePath('software', { policy }).go(software.select, software.certified, software.validate);
    const { value, context } = before.snapshot;
    const snapshot = developmentPathMachine.resolveState({
      value,
      context: { ...context, partner: { ...context.partner, ...sibling({ solution: 'advanced' }) } },
    });
    const input = { policy, path: 'software' } as const;
    const path = await drive(developmentPathMachine, input, {}, { at: start, snapshot }).go(software.differentiate);
    expect([path.state, path.context.development.reviewDueAt]).toEqual(['differentiated', due]);
  });

  it('R-098 a lesser certification after an advanced one takes nothing away, nor does one after differentiation move the review', async () => {
    const path = await drivePath('software').go(software.select, software.advanced);
    await path.say(software.certified, { at: shift(start, { days: 100 }) });
    await path.say(software.advanced, { at: shift(start, { days: 200 }) });
    expect([path.state, path.context.development.solution]).toEqual(['differentiated', 'advanced']);
    expect(path.context.development.reviewDueAt).toBe(due);
  });

  it('R-098 a solution certified while the annual review is due decides no review', async () => {
    const path = await go(drivePath('software'), [software.select, software.advanced, { at: due }, software.due]);
    await path.go(software.advanced);
    expect(path.state).toBe('annualReviewDue');
  });

  it.each(developmentPaths.filter((name) => name !== 'software'))(
    'R-097 the certification of a cloud software solution is not for the %s path',
    async (name) => {
      const path = drivePath(name, { facts: { ...withAccount({ solution: 'advanced' }), invitedToPaths: [name] } });
      const { certified, advanced, select, validate } = sayings(name);
      for (const event of [certified, advanced]) {
        await path.say(event);
        expect(path.codes).toEqual(['event.notExpected']);
      }
      await path.go(select, validate);
      expect(path.state).toBe('roleValidating');
    },
  );

  it.each([
    ['certified', 'roleValidated'],
    ['advanced', 'differentiated'],
  ] as const)('R-099 (cn) a sibling’s %s solution is shared; on the other sites it is not', async (solution, state) => {
    const facts = sibling({ solution });
    const path = await drivePath('software', { policy: cn, facts }).go(software.select, software.validate);
    expect(path.state).toBe(state);
    for (const site of ['intl', 'eu'] as const) {
      const elsewhere = await drivePath('software', { policy: createPolicy({ site }), facts }).go(software.select);
      await elsewhere.say(software.validate);
      expect(elsewhere.codes).toEqual(['path.solutionRequired']);
    }
    const shared = createPolicy({ site: 'eu', paths: { solutionsShared: true } });
    const bySetting = await drivePath('software', { policy: shared, facts }).go(software.select, software.validate);
    expect(bySetting.state).toBe(state);
  });

  it('R-099 (cn) a sibling’s solution does not keep the account on the path', async () => {
    const path = drivePath('software', { policy: cn, facts: sibling({ solution: 'certified' }) });
    expect((await path.go(software.select, software.exit)).state).toBe('exited');
  });

  it.each([
    ['role validation', 'roleValidating', say.notValidated, 'selected', say.validate, 'roleValidation'],
    [
      'competency differentiation',
      'differentiating',
      say.notDifferentiated,
      'roleValidated',
      say.differentiate,
      'competencyDifferentiation',
    ],
    ['the annual review', 'annualReviewing', say.notReviewed, 'annualReviewDue', say.review, 'annualReview'],
  ] as const)(
    'R-100 failed, %s says why, and is submitted for again',
    async (_stage, waiting, failed, back, again, stage) => {
      const path = await (await pathAt(waiting)).go(failed);
      const { reason } = failed;
      expect([path.state, path.context.development.failure]).toEqual([back, { stage, reason, at: path.clock.now }]);
      const { eventuallyDue, pastDue } = requirements(path.snapshot);
      expect([...eventuallyDue, ...pastDue]).toMatchObject([
        { code: 'path.failed', params: { path: 'service', reason }, step: stage, remedy: again.type },
      ]);
      await path.go(again);
      expect([path.state, path.context.development.failure]).toEqual([waiting, null]);
      expect(requirements(path.snapshot).pendingVerification).toMatchObject([{ step: stage, remedy: null }]);
      await path.go(failed, again, failed, again);
      expect(path.state).toBe(waiting);
    },
  );

  it.each([say.notValidated, say.notDifferentiated, say.notReviewed])(
    'R-100 nothing fails without a reason: $type',
    async (event) => {
      const waiting = { 'path.validation.failed': 'roleValidating', 'path.differentiation.failed': 'differentiating' };
      const state = (waiting[event.type as keyof typeof waiting] ?? 'annualReviewing') as State;
      const path = await pathAt(state);
      for (const [reason, code] of [
        ['', 'review.reasonMissing'],
        [' \u3000\n', 'review.reasonMissing'],
        ['x'.repeat(2001), 'text.tooLong'],
        [undefined, 'value.missing'],
      ] as const) {
        await path.sayAnything({ ...event, reason } as AnySaying);
        expect([path.state, path.codes]).toEqual([state, [code]]);
      }
    },
  );

  it('certificates of each stage are kept; one reported again is kept once, as reported last', async () => {
    const certificate = { id: 'cert-1', validUntil: '2027-11-22T10:00:00Z' };
    const path = await (await pathAt('roleValidating')).go({ ...say.validated, certificate });
    await path.go(say.differentiate, { ...say.differentiated, certificate: { id: 'cert-2' } });
    expect(path.context.development.certificates).toEqual([
      { id: 'cert-1', issuedAt: start, validUntil: '2027-11-22T10:00:00.000Z' },
      { id: 'cert-2', issuedAt: start, validUntil: null },
    ]);
    const software1 = await drivePath('software').go({ ...software.certified, certificate });
    await software1.go({ ...software.certified, certificate: { id: 'cert-1' } });
    expect(software1.context.development.certificates).toEqual([{ id: 'cert-1', issuedAt: start, validUntil: null }]);
  });

  it('a certificate without an id, with a wrong date or with more in it is refused', async () => {
    for (const certificate of [{}, { id: '' }, { id: 'c', validUntil: 'soon' }, { id: 'c', more: 1 }, 'c', null]) {
      const path = await pathAt('roleValidating');
      await path.sayAnything({ ...say.validated, certificate } as AnySaying);
      expect([path.state, path.codes.length]).toEqual(['roleValidating', 1]);
    }
  });
});

describe('the annual review', () => {
  it('R-101 comes due a year after differentiation, not a millisecond earlier', async () => {
    const path = await pathAt('differentiated');
    expect(deadlines(path.snapshot)).toEqual([
      { at: due, step: 'annualReview', event: 'path.annualReview.due', payload: { path: 'service' } },
    ]);
    expect(nextDeadline(path.snapshot)).toMatchObject({ at: due });
    await path.say(say.due, { at: shift(due, { ms: -1 }) });
    expect([path.state, path.codes]).toEqual(['differentiated', ['event.notExpected']]);
    await path.say(say.due, { at: due });
    expect(path.state).toBe('annualReviewDue');
    expect(deadlines(path.snapshot)).toEqual([]);
    expect(requirements(path.snapshot).pastDue).toMatchObject([
      { code: 'path.reviewDue', step: 'annualReview', remedy: 'path.annualReview.submit', deadline: due },
    ]);
  });

  it('R-101 passed, the next one is due a year after that, year after year', async () => {
    const path = await pathAt('annualReviewing');
    for (let round = 1; round < 4; round += 1) {
      await path.say(say.reviewed, { at: shift(due, { days: round * 400 }) });
      const next = shift(due, { days: round * 400 + year });
      expect([path.state, path.context.development.reviewDueAt]).toEqual(['differentiated', next]);
      await path.say(say.due, { at: shift(next, { ms: -1 }) });
      expect(path.codes).toEqual(['event.notExpected']);
      await path.say(say.due, { at: next });
      await path.go(say.review);
    }
    expect(path.context.development.differentiatedAt).toBe(start);
  });

  it('R-101 that is not passed stays due, past its day, and its path is not left', async () => {
    const path = await (await pathAt('annualReviewing')).go(say.notReviewed);
    expect(requirements(path.snapshot).pastDue).toMatchObject([{ code: 'path.failed', deadline: due }]);
    expect(deadlines(path.snapshot)).toEqual([]);
  });

  it('R-101 its term is policy; without one there is no review', async () => {
    const policy = createPolicy({ site: 'intl', paths: { annualReviewDays: 10 } });
    const path = await pathAt('differentiated', policy);
    expect(nextDeadline(path.snapshot)).toMatchObject({ at: shift(start, { days: 10 }) });
    const never = await pathAt('differentiated', createPolicy({ site: 'intl', paths: { annualReviewDays: null } }));
    expect(deadlines(never.snapshot)).toEqual([]);
    await never.say(say.due, { at: '9999-12-31T23:59:59.999Z' });
    expect(never.codes).toEqual(['event.notExpected']);
  });

  it('R-101 at the end of time the day of the review is the last there is', async () => {
    const path = await pathAt('differentiating');
    const end = '9999-12-31T23:59:59.999Z';
    await path.say(say.differentiated, { at: end });
    expect([path.state, path.context.development.reviewDueAt]).toEqual(['differentiated', end]);
    await path.say(say.due, { at: end });
    expect(path.state).toBe('annualReviewDue');
  });

  it('R-101 a clock that is put back breaks nothing', async () => {
    const path = await pathAt('annualReviewing');
    await path.say(say.reviewed, { at: '0000-01-01T00:00:00.000Z' });
    expect(path.context.development.reviewDueAt).toBe('0000-12-31T00:00:00.000Z');
    await path.say(say.due, { at: start });
    expect(path.state).toBe('annualReviewDue');
  });
});

describe('the path of another name', () => {
  const events = Object.entries(say);

  it.each(events)('%s of another path is refused wherever it would be taken', async (_name, event) => {
    for (const state of states) {
      const path = await pathAt(state);
      const before = path.persisted;
      await path.say({ ...event, path: 'systemIntegrator' } as PathSaying, { at: shift(due, { days: 1 }) });
      expect(path.codes).not.toEqual([]);
      expect(path.persisted).toBe(before);
    }
  });

  it('where it would be taken, the refusal names the path the chart is about', async () => {
    for (const [state, event] of [
      ['notSelected', say.select],
      ['notSelected', say.invited],
      ['notSelected', say.whitelisted],
      ['selected', say.exit],
      ['selected', say.validate],
      ['roleValidating', say.validated],
      ['roleValidated', say.differentiate],
      ['differentiating', say.differentiated],
      ['annualReviewDue', say.review],
      ['annualReviewing', say.reviewed],
    ] as const) {
      const path = await pathAt(state);
      const explanation = await path.say({ ...event, path: 'learning' } as PathSaying);
      expect(explanation).toEqual({
        allowed: false,
        issues: [{ code: 'path.differs', path: ['path'], params: { path: 'service' } }],
      });
    }
    const solution = drivePath('software');
    await solution.say({ ...software.advanced, path: 'service' });
    expect(solution.codes).toEqual(['path.differs']);
  });

  it('and with a failure without a reason both are named', async () => {
    const path = await pathAt('roleValidating');
    await path.say({ ...say.notValidated, path: 'learning', reason: '' });
    expect(path.codes).toEqual(['path.differs', 'review.reasonMissing']);
  });

  it.each(['poker', '', 'constructor', '__proto__', null, 1, ['service']])('%j is no path', async (name) => {
    const path = drivePath();
    await path.sayAnything({ type: 'path.select', path: name } as AnySaying);
    expect(path.state).toBe('notSelected');
    expect(path.codes).toHaveLength(1);
  });
});

/** Section 2.7 as a table: where each event is taken, and where it leads. */
const everywhere = Object.fromEntries(states.map((state) => [state, state])) as Record<State, State>;
const table: Record<Type, Partial<Record<State, State>>> = {
  'path.invited': { ...everywhere, notSelected: 'invited' },
  'path.whitelisted': everywhere,
  'path.select': { notSelected: 'selected', invited: 'selected', exited: 'selected' },
  'path.exit': { selected: 'exited' },
  'path.solution.certified': {},
  'path.validation.submit': { selected: 'roleValidating' },
  'path.validation.passed': { roleValidating: 'roleValidated' },
  'path.validation.failed': { roleValidating: 'selected' },
  'path.differentiation.submit': { roleValidated: 'differentiating' },
  'path.differentiation.passed': { differentiating: 'differentiated' },
  'path.differentiation.failed': { differentiating: 'roleValidated' },
  'path.annualReview.due': { differentiated: 'annualReviewDue' },
  'path.annualReview.submit': { annualReviewDue: 'annualReviewing' },
  'path.annualReview.passed': { annualReviewing: 'differentiated' },
  'path.annualReview.failed': { annualReviewing: 'annualReviewDue' },
};
const types = Object.keys(table) as Type[];
const said = (type: Type): PathSaying => {
  const found = Object.values(say).find((each) => each.type === type);
  if (found === undefined) throw new Error(type);
  return found;
};
/** Heard in every state, and refused with a reason where they are not taken. */
const always = ['path.invited', 'path.whitelisted', 'path.select', 'path.exit', 'path.solution.certified'];

describe('the chart', () => {
  it('the table is of every event and every state', () => {
    expect([...types].sort()).toEqual(Object.keys(developmentPathEvents).sort());
    const known = nodesOf(developmentPathMachine)
      .slice(1)
      .map(({ key }) => key);
    expect([...states].sort()).toEqual([...known].sort());
    expect([...developmentPathStates].sort()).toEqual([...known].sort());
  });

  it.each(states)('%s takes what the table says and leads where it says', async (state) => {
    const { snapshot, clock } = await pathAt(state);
    const heard = new Set(getNextTransitions(snapshot).map(({ eventType }) => eventType));
    const expected = types.filter((type) => always.includes(type) || table[type][state] !== undefined);
    expect([...heard].sort()).toEqual([...expected, ...Object.keys(policyEvents)].sort());
    const open = new Set(roles.flatMap((role) => allowedEvents(snapshot, role)));
    const takes = types.filter((type) => table[type][state] !== undefined);
    expect([...open].sort()).toEqual([...takes, ...Object.keys(policyEvents)].sort());
    for (const type of types) {
      const driven = await pathAt(state);
      const at = type === 'path.annualReview.due' ? shift(due, { days: 1 }) : clock.now;
      const { allowed } = await driven.say(said(type), { at });
      expect([type, allowed, driven.state]).toEqual([
        type,
        table[type][state] !== undefined,
        table[type][state] ?? state,
      ]);
    }
  });

  it('on the software path a certification is heard in every state', async () => {
    for (const [road, state] of [
      [[], 'notSelected'],
      [[software.invited], 'invited'],
      [[software.select], 'selected'],
      [[software.select, software.exit], 'exited'],
      [[software.select, software.certified, software.validate], 'roleValidated'],
      [[software.select, software.certified, software.validate, software.differentiate], 'differentiating'],
      [[software.select, software.advanced], 'differentiated'],
      [[software.select, software.advanced, { at: due }, software.due], 'annualReviewDue'],
      [[software.select, software.advanced, { at: due }, software.due, software.review], 'annualReviewing'],
    ] as const) {
      const path = await go(drivePath('software'), road);
      expect(path.state).toBe(state);
      await path.go(software.certified);
      expect(path.state).toBe(state);
      await path.go(software.advanced);
      const completes = ['selected', 'roleValidated', 'differentiating'].includes(state);
      expect(path.state).toBe(completes ? 'differentiated' : state);
    }
  });

  it('from every state the differentiated one is reached', () => {
    const leads = (from: State) => types.flatMap((type) => table[type][from] ?? []);
    for (const state of states) {
      const reached = new Set<State>([state]);
      for (const each of reached) for (const next of leads(each)) reached.add(next);
      expect([state, reached.has('differentiated')]).toEqual([state, true]);
    }
  });

  it('R-101 in each state at most one step is current, and those before it are done', async () => {
    const seen = await Promise.all(
      states.map(async (state) => [state, steps((await pathAt(state)).snapshot).steps.map(({ status }) => status)]),
    );
    const stages = (...status: string[]) => status;
    expect(Object.fromEntries(seen)).toEqual({
      notSelected: stages('open', 'open', 'open', 'open'),
      invited: stages('open', 'open', 'open', 'open'),
      exited: stages('open', 'open', 'open', 'open'),
      selected: stages('done', 'open', 'open', 'open'),
      roleValidating: stages('done', 'waiting', 'open', 'open'),
      roleValidated: stages('done', 'done', 'open', 'open'),
      differentiating: stages('done', 'done', 'waiting', 'open'),
      differentiated: stages('done', 'done', 'done', 'done'),
      annualReviewDue: stages('done', 'done', 'done', 'open'),
      annualReviewing: stages('done', 'done', 'done', 'waiting'),
    });
  });

  it.each(states)('%s can be saved and restored, and goes on as if nothing had been', async (state) => {
    const { snapshot } = await pathAt(state);
    const back = restored(developmentPathMachine, snapshot);
    expect([back.value, back.context]).toEqual([snapshot.value, snapshot.context]);
    for (const role of roles) expect(allowedEvents(back, role)).toEqual(allowedEvents(snapshot, role));
    expect(requirements(back)).toEqual(requirements(snapshot));
    expect(deadlines(back)).toEqual(deadlines(snapshot));
  });

  it('what the caller gave is copied, not kept', () => {
    const input = { policy: structuredClone(intl), path: 'service' as const, partner: structuredClone(partner) };
    const path = drive(developmentPathMachine, input);
    expect(path.context.partner.account).not.toBe(input.partner.account);
    expect(Object.isFrozen(input.partner)).toBe(false);
  });
});

const ways: Ways<Type, State, DevelopmentPathMachine> = {
  'path.invited': { in: 'notSelected', right: say.invited, wrong: [{ ...say.invited, reason: 'me' }] },
  'path.whitelisted': { in: 'notSelected', right: say.whitelisted, wrong: [{ type: 'path.whitelisted' }] },
  'path.select': { in: 'notSelected', right: say.select, wrong: [{ ...say.select, stage: 'differentiated' }] },
  'path.exit': { in: 'selected', right: say.exit, wrong: [{ ...say.exit, reason: 'moved' }] },
  'path.solution.certified': {
    in: 'selected',
    right: software.certified,
    wrong: [
      { ...software.certified, level: 'none' },
      { ...software.certified, certificate: {} },
    ],
  },
  'path.validation.submit': {
    in: 'selected',
    right: say.validate,
    wrong: [{ ...say.validate, certificate: { id: 'c' } }],
  },
  'path.validation.passed': {
    in: 'roleValidating',
    right: say.validated,
    wrong: [{ ...say.validated, certificate: {} }],
  },
  'path.validation.failed': {
    in: 'roleValidating',
    right: say.notValidated,
    wrong: [{ ...say.notValidated, reason: '' }],
  },
  'path.differentiation.submit': {
    in: 'roleValidated',
    right: say.differentiate,
    wrong: [{ ...say.differentiate, path: '' }],
  },
  'path.differentiation.passed': {
    in: 'differentiating',
    right: say.differentiated,
    wrong: [{ ...say.differentiated, certificate: { id: 'c', validUntil: 'soon' } }],
  },
  'path.differentiation.failed': {
    in: 'differentiating',
    right: say.notDifferentiated,
    wrong: [{ ...say.notDifferentiated, reason: 1 }],
  },
  'path.annualReview.due': {
    in: 'differentiated',
    right: say.due,
    after: { days: year },
    wrong: [{ type: 'path.annualReview.due' }],
  },
  'path.annualReview.submit': {
    in: 'annualReviewDue',
    right: say.review,
    wrong: [{ ...say.review, path: 'software' }],
  },
  'path.annualReview.passed': {
    in: 'annualReviewing',
    right: say.reviewed,
    wrong: [{ ...say.reviewed, reason: 'fine' }],
  },
  'path.annualReview.failed': {
    in: 'annualReviewing',
    right: say.notReviewed,
    wrong: [{ ...say.notReviewed, reason: ' ' }],
  },
};

describe('who may say what', () => {
  it('the partner selects, leaves and submits; Huawei invites, certifies and decides', () => {
    expect(Object.fromEntries(Object.entries(developmentPathEvents).map(([type, { by }]) => [type, by]))).toEqual({
      'path.invited': ['system'],
      'path.whitelisted': ['system'],
      'path.select': ['applicant', 'administrator'],
      'path.exit': ['applicant', 'administrator'],
      'path.solution.certified': ['system'],
      'path.validation.submit': ['applicant', 'administrator'],
      'path.validation.passed': ['reviewer', 'system'],
      'path.validation.failed': ['reviewer', 'system'],
      'path.differentiation.submit': ['applicant', 'administrator'],
      'path.differentiation.passed': ['reviewer', 'system'],
      'path.differentiation.failed': ['reviewer', 'system'],
      'path.annualReview.due': ['system'],
      'path.annualReview.submit': ['applicant', 'administrator'],
      'path.annualReview.passed': ['reviewer', 'system'],
      'path.annualReview.failed': ['reviewer', 'system'],
    });
  });

  const placed = async (type: Type) => {
    const way = ways[type];
    const driven =
      type === 'path.solution.certified' ? await drivePath('software').go(software.select) : await pathAt(way.in);
    driven.clock.pass(way.after ?? {});
    return { driven, way };
  };

  it.each(types)('%s is taken, where it may be said, from each role that may and from no other', async (type) => {
    const { by }: { readonly by: readonly Role[] } = developmentPathEvents[type];
    for (const role of roles) {
      const { driven, way } = await placed(type);
      const explanation = await driven.say(way.right, { by: role });
      expect([role, explanation.allowed]).toEqual([role, by.includes(role)]);
      if (!by.includes(role)) expect(driven.codes).toEqual(['actor.notAllowed']);
    }
  });

  it.each(types)('%s with a wrong payload is refused where the right one is taken', async (type) => {
    for (const wrong of ways[type].wrong) {
      const { driven } = await placed(type);
      const before = driven.persisted;
      expect((await driven.sayAnything(wrong)).allowed, JSON.stringify(wrong)).toBe(false);
      expect(driven.persisted).toBe(before);
    }
  });
});

const inputs: readonly DevelopmentPathInput[] = [
  { policy: intl, path: 'service', partner },
  { policy: intl, path: 'software', partner },
  { policy: cn, path: 'software', partner: sibling({ solution: 'certified' }) },
  { policy: createPolicy({ site: 'eu', paths: { annualReviewDays: 7 } }), path: 'systemIntegrator', partner },
  { policy: intl, path: 'learning', partner: { ...partner, invitedToPaths: ['learning'] } },
  { policy: intl, path: 'service', partner: {} },
];
const vocabularyOf = (path: DevelopmentPath) => {
  const all: readonly PathSaying[] = Object.values(sayings(path));
  const certificate = { id: 'c-1', validUntil: '2020-01-01T00:00:00Z' };
  return Object.fromEntries(
    types.map((type) => {
      const right: AnySaying[] = all.filter((each) => each.type === type);
      const passed = /passed$|certified$/.test(type) ? right.map((each) => ({ ...each, certificate })) : [];
      return [
        type,
        { right: [...right, ...passed], wrong: [...ways[type].wrong, { ...right[0], type, path: 'distributor' }] },
      ];
    }),
  );
};

describe('whatever happens on a path', () => {
  it.each(inputs.map((input, place) => [`${place} ${input.policy.site} ${input.path}`, input] as const))(
    '%s: the state is what is known of the path, and failures stand only where they are mended',
    async (_name, input) => {
      let allowed = 0;
      await fc.assert(
        fc.asyncProperty(strides, async (route) => {
          const driven = drive(developmentPathMachine, input, {}, { at: start });
          allowed += await stride(driven, route, vocabularyOf(input.path), {}, ({ state, context }) => {
            const { development } = context;
            const stage = {
              selected: 'selected',
              roleValidating: 'validating',
              roleValidated: 'validated',
              differentiating: 'validated',
              differentiated: 'differentiated',
              annualReviewDue: 'differentiated',
              annualReviewing: 'differentiated',
            }[state];
            expect([state, stageOf(development)]).toEqual([state, stage ?? null]);
            const failed = { selected: 'roleValidation', roleValidated: 'competencyDifferentiation' }[state];
            if (development.failure !== null) expect(development.failure.stage).toBe(failed ?? 'annualReview');
            if (development.failure?.stage === 'annualReview') expect(state).toBe('annualReviewDue');
            expect(development.reviewDueAt !== null).toBe(development.differentiatedAt !== null);
            const ids = development.certificates.map(({ id }) => id);
            expect(new Set(ids).size).toBe(ids.length);
          });
        }),
        { numRuns: 40 },
      );
      expect(allowed).toBeGreaterThan(0);
    },
  );

  it('saved and restored between any two events, said in order or at either end of time, it comes to the same', () => {
    const ends = fc.constantFrom('0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', start);
    const end = fc.nat(4).chain((die) => (die === 0 ? ends : fc.constant(null)));
    const acts = fc.array(
      fc.record({
        said: fc.constantFrom(...Object.values(say), ...Object.values(software)),
        days: fc.constantFrom(0, 1, 400),
        end,
      }),
      { minLength: 5, maxLength: 40, size: 'max' },
    );
    fc.assert(
      fc.property(fc.constantFrom(...inputs), acts, (input, list) => {
        let at = start;
        const road = list.map((each) => {
          at = shift(at, { days: each.days });
          const bare: Bare & { readonly path: string } = { ...each.said, path: input.path, at: each.end ?? at };
          return actOf(developmentPathMachine, bare);
        });
        expect(outcomeOf(developmentPathMachine, input, road, true)).toEqual(
          outcomeOf(developmentPathMachine, input, road, false),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('nothing of XState’s own and nothing unknown is taken, wherever it rests', async () => {
    for (const state of states) {
      const path = await pathAt(state);
      for (const [type, code] of [
        ['xstate.init', 'event.reserved'],
        ['path.approve', 'event.unknown'],
        ['program.apply', 'event.unknown'],
        ['__proto__', 'event.unknown'],
      ]) {
        await path.sayAnything({ type: type ?? '', path: 'service' } as AnySaying, { by: actorOf('system') });
        expect(path.codes).toEqual([code]);
      }
    }
  });
});
