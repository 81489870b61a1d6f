import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getNextTransitions } from 'xstate';
import { type PartnerProgram, partnerPrograms } from '../../src/choices.js';
import { type AccountFacts, eligibility, type PartnerFacts } from '../../src/eligibility.js';
import { type Role, roles } from '../../src/events.js';
import { allowedEvents } from '../../src/explain.js';
import { statusOf } from '../../src/partnerProgram/partnerProgram.guards.js';
import { type PartnerProgramMachine, partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import {
  type PartnerProgramEvent,
  type PartnerProgramInput,
  type ProgramApplication,
  partnerProgramEvents,
  partnerProgramStates,
} from '../../src/partnerProgram/partnerProgram.schema.js';
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

type Type = PartnerProgramEvent['type'];
type ProgramSaying = Saying<PartnerProgramMachine>;

const start = '2026-11-22T10:00:00.000Z';
const until = '2027-11-22T10:00:00.000Z';
const window = shift(until, { days: -90 });

const partner: Partial<PartnerFacts> = { partnerId: 'partner-1', country: 'SG', account };
const withAccount = (over: Partial<AccountFacts>): Partial<PartnerFacts> => ({
  ...partner,
  account: { ...account, ...over },
});
const inside = (program: PartnerProgram, status: 'applying' | 'joined' = 'joined'): Partial<PartnerFacts> => ({
  ...partner,
  programs: [{ program, status, area: 'SG' }],
});

const seller = { website: 'https://seller.example/shop', employees: 12 };
const statement = { ...intl.association.statement, agreed: true };

/** What the programs of the policy as it is shipped ask for, program by program. */
const asked: Record<PartnerProgram, ProgramApplication> = {
  cloudSolutionProvider: { agreements: [{ id: 'solution-partner-cooperation-agreement', version: '1' }] },
  distributor: { agreements: [{ id: 'distributor-cooperation-agreement', version: '1' }], statement },
  reseller: { agreements: [] },
  koogallerySeller: { agreements: [], seller },
  koogallerySales: { agreements: [] },
  carrier: { agreements: [] },
  partnerCompetency: { agreements: [] },
  partnerCustomerEngagement: { agreements: [{ id: 'partner-customer-engagement-terms', version: '1' }] },
};

const distributor = { partnerId: 'partner-9', country: 'SG' };

/** What is said of a program. */
const sayings = (program: PartnerProgram) =>
  ({
    invited: { type: 'program.invited', program },
    apply: { type: 'program.apply', program },
    cancel: { type: 'program.cancel', program },
    submit: { type: 'program.submit', program, application: asked[program] },
    revise: { type: 'program.revise', program },
    approved: { type: 'program.approved', program, certificate: { id: 'cert-1', validUntil: until } },
    rejected: { type: 'program.rejected', program, reason: 'the licence cannot be read' },
    expired: { type: 'program.certificate.expired', program },
    renew: { type: 'program.renew', program },
    renewed: {
      type: 'program.renewed',
      program,
      certificate: { id: 'cert-2', validUntil: '2028-11-22T10:00:00.000Z' },
    },
    refused: { type: 'program.renewalRefused', program, reason: 'no revenue this year' },
    leave: { type: 'program.leave', program },
    left: { type: 'program.left', program },
    cooperate: { type: 'program.cooperation.invited', program, distributor },
    accept: { type: 'program.cooperation.accept', program, distributor: distributor.partnerId },
  }) as const satisfies Record<string, ProgramSaying>;

const say = sayings('reseller');
const csp = sayings('cloudSolutionProvider');
const dis = sayings('distributor');

function driveProgram(
  program: PartnerProgram = 'reseller',
  { policy = intl, facts = partner }: { policy?: Policy; facts?: Partial<PartnerFacts> } = {},
): Driven<PartnerProgramMachine> {
  return drive(partnerProgramMachine, { policy, program, partner: facts }, {}, { at: start });
}

type Step = ProgramSaying | { readonly at: string };

const reviewing = [say.apply, say.submit];
const enrolled = [...reviewing, say.approved];

/** A way to each state, of the reseller program. */
const roads = {
  notApplied: [],
  invited: [say.invited],
  filling: [say.apply],
  reviewing,
  rejected: [...reviewing, say.rejected],
  enrolled,
  renewing: [...enrolled, { at: window }, say.renew],
  expired: [...enrolled, { at: until }, say.expired],
  left: [...enrolled, say.left],
} as const satisfies Record<string, readonly Step[]>;
type State = keyof typeof roads;
const states = Object.keys(roads) as State[];

async function go(driven: Driven<PartnerProgramMachine>, road: readonly Step[]) {
  for (const step of road)
    if ('type' in step) await driven.go(step);
    else driven.clock.set(step.at);
  return driven;
}

const programAt = (state: State, policy: Policy = intl, facts: Partial<PartnerFacts> = partner) =>
  go(driveProgram('reseller', { policy, facts }), roads[state]);

describe('every program, through its flow', () => {
  it.each(partnerPrograms)('R-131 %s: applied for, handed in, reviewed, enrolled, with a certificate', async (name) => {
    const { invited, apply, submit, approved } = sayings(name);
    const program = driveProgram(name);
    if (intl.programs.byInvitation.includes(name)) await program.go(invited);
    const seen: unknown[] = [];
    for (const event of [apply, submit, approved]) {
      program.clock.pass({ days: 1 });
      await program.go(event);
      seen.push([program.state, statusOf(program.context.participation)]);
    }
    expect(seen).toEqual([
      ['filling', null],
      ['reviewing', 'applying'],
      ['enrolled', 'joined'],
    ]);
    const day = (days: number) => shift(start, { days });
    expect(program.context.participation).toMatchObject({
      program: name,
      appliedAt: day(1),
      submittedAt: day(2),
      enrolledAt: day(3),
      application: asked[name],
      attempt: 1,
      failure: null,
      certificate: { id: 'cert-1', issuedAt: day(3), validUntil: until },
    });
  });

  it.each(partnerPrograms)(
    'R-126 R-130 R-135 %s asks for nothing but what the table says, and for all of it',
    async (name) => {
      const { invited, apply, submit } = sayings(name);
      const expected: Record<string, string[]> = {
        cloudSolutionProvider: ['program.agreementNotAccepted'],
        distributor: ['program.agreementNotAccepted', 'statement.notAccepted'],
        koogallerySeller: ['program.sellerMissing'],
        partnerCustomerEngagement: ['program.agreementNotAccepted'],
      };
      const program = await driveProgram(name).go(invited, apply);
      await program.say({ ...submit, application: { agreements: [] } });
      expect(program.codes).toEqual(expected[name] ?? []);
      expect(program.state).toBe(expected[name] === undefined ? 'reviewing' : 'filling');
    },
  );

  it.each(partnerPrograms)('C-131 R-110 R-058 who has not joined HCPN does not apply to %s', async (name) => {
    const facts = { ...partner, partnerId: null, invitedToPrograms: [...partnerPrograms] };
    const program = driveProgram(name, { facts });
    await program.say(sayings(name).apply);
    expect([program.state, program.codes]).toEqual(['notApplied', ['program.requiresPartner']]);
  });

  it('C-130 R-110 a clean enterprise in HCPN applies to CSP, and the application is reviewed', async () => {
    const program = await driveProgram('cloudSolutionProvider').go(csp.apply, csp.submit);
    expect(program.state).toBe('reviewing');
    expect(requirements(program.snapshot).pendingVerification).toMatchObject([
      { code: 'program.reviewing', step: 'programReview', remedy: null, deadline: null },
    ]);
  });

  it.each(states.filter((state) => !['notApplied', 'invited', 'left'].includes(state)))(
    'R-131 what is requested or enrolled is not applied for again: %s',
    async (state) => {
      const program = await programAt(state);
      await program.say(say.apply);
      expect([program.state, program.codes]).toEqual([state, ['program.alreadyRequested']]);
    },
  );
});

describe('who may apply', () => {
  it.each<[string, PartnerProgram, Partial<PartnerFacts>, string]>([
    ['C-133 R-113 a distributor', 'cloudSolutionProvider', inside('distributor'), 'excludedBy'],
    ['R-113 a reseller', 'cloudSolutionProvider', inside('reseller'), 'excludedBy'],
    ['R-113 R-125 a solution provider', 'distributor', inside('cloudSolutionProvider'), 'excludedBy'],
    [
      'C-134 R-113 who has a CSP application under review',
      'distributor',
      inside('cloudSolutionProvider', 'applying'),
      'excludedBy',
    ],
    [
      'R-112 a partner on a path',
      'cloudSolutionProvider',
      { ...partner, paths: [{ path: 'software', stage: 'selected' }] },
      'closedByPath',
    ],
    ['R-110 an individual', 'cloudSolutionProvider', withAccount({ kind: 'individual' }), 'notEnterprise'],
    ['R-114 an account with resources', 'cloudSolutionProvider', withAccount({ resources: true }), 'resources'],
    ['R-114 an account with consumption', 'distributor', withAccount({ consumption: true }), 'consumption'],
    ['R-114 an account in arrears', 'distributor', withAccount({ arrears: true }), 'arrears'],
    [
      'C-136 R-115 an enterprise member',
      'cloudSolutionProvider',
      withAccount({ enterpriseCenter: 'member' }),
      'enterpriseCenter',
    ],
    ['R-117 an account preregistered by a BD', 'distributor', withAccount({ preregistered: true }), 'preregistered'],
    ['R-119 a customer of another partner', 'distributor', withAccount({ customerOf: 'partner' }), 'customerOfPartner'],
    ['C-143 R-122 a frozen account', 'distributor', withAccount({ frozen: true }), 'frozen'],
    ['R-122 an account with credit', 'distributor', withAccount({ creditAccount: true }), 'creditAccount'],
  ])('%s does not apply to %s', async (_who, name, facts, problem) => {
    const program = await driveProgram(name, { facts }).go(sayings(name).invited);
    await program.say(sayings(name).apply);
    expect([program.state, program.codes]).toEqual(['invited', [`program.${problem}`]]);
  });

  it('C-143 R-122 frozen and with credit, an account may apply to CSP all the same', async () => {
    const facts = withAccount({ frozen: true, creditAccount: true });
    expect((await driveProgram('cloudSolutionProvider', { facts }).go(csp.apply)).state).toBe('filling');
  });

  it('C-142 R-121 the distributor program needs an invitation, known beforehand or said', async () => {
    const program = driveProgram('distributor');
    await program.say(dis.apply);
    expect([program.state, program.codes]).toEqual(['notApplied', ['program.invitationRequired']]);
    await program.go(dis.invited, dis.apply);
    expect(program.state).toBe('filling');
    const facts: Partial<PartnerFacts> = { ...partner, invitedToPrograms: ['distributor'] };
    expect((await driveProgram('distributor', { facts }).go(dis.apply)).state).toBe('filling');
  });

  it('R-121 which programs are by invitation is policy', async () => {
    const policy = createPolicy({ site: 'intl', programs: { byInvitation: ['carrier'] } });
    const carrier = driveProgram('carrier', { policy });
    await carrier.say(sayings('carrier').apply);
    expect(carrier.codes).toEqual(['program.invitationRequired']);
    expect((await driveProgram('distributor', { policy }).go(dis.apply)).state).toBe('filling');
  });

  it('R-110 to R-122 everything that stands in the way is named at once', async () => {
    const facts = { ...withAccount({ kind: 'individual', arrears: true, frozen: true }), partnerId: null };
    const program = driveProgram('distributor', { facts });
    await program.say(dis.apply);
    expect(program.codes).toEqual([
      'program.requiresPartner',
      'program.notEnterprise',
      'program.arrears',
      'program.frozen',
      'program.invitationRequired',
    ]);
  });

  it('C-139 (cn) R-116 R-130 R-134 enterprise authentication blocks nothing, and is asked for where the page says so', async () => {
    for (const enterprise of ['none', 'inProgress', 'passed'] as const)
      for (const name of partnerPrograms) {
        const facts = withAccount({ realName: { individual: 'none', enterprise } });
        const program = await driveProgram(name, { policy: cn, facts }).go(sayings(name).invited);
        await program.say(sayings(name).apply);
        const needs = ['cloudSolutionProvider', 'koogallerySeller', 'partnerCustomerEngagement'].includes(name);
        expect([name, enterprise, program.codes]).toEqual([
          name,
          enterprise,
          needs && enterprise !== 'passed' ? ['program.realNameRequired'] : [],
        ]);
      }
  });

  it('R-116 individual authentication blocks CSP and Distribution; by policy any authentication blocks CSP', async () => {
    const individual = withAccount({ realName: { individual: 'inProgress', enterprise: 'passed' } });
    for (const name of ['cloudSolutionProvider', 'distributor'] as const) {
      const program = await driveProgram(name, { facts: individual }).go(sayings(name).invited);
      await program.say(sayings(name).apply);
      expect(program.codes).toEqual(['program.realNameIndividual']);
    }
    const policy = createPolicy({ site: 'intl', programs: { realNameAgainstProvider: 'any' } });
    const program = driveProgram('cloudSolutionProvider', { policy });
    await program.say(csp.apply);
    expect(program.codes).toEqual(['program.realNameUsed']);
  });

  it('an account that was not looked up is held nothing against', async () => {
    for (const name of partnerPrograms) {
      const facts = { partnerId: 'partner-1', country: 'SG' };
      const program = await driveProgram(name, { policy: cn, facts }).go(sayings(name).invited);
      expect((await program.go(sayings(name).apply, sayings(name).submit)).state).toBe('reviewing');
    }
  });
});

describe('the business area', () => {
  const taken = withAccount({
    siblings: [
      {
        partnerId: 'partner-2',
        paths: [],
        programs: [{ program: 'cloudSolutionProvider', area: 'SG' }],
        solution: 'none',
      },
    ],
  });

  it('C-137 R-111 is free or taken by another account of the company', async () => {
    const program = driveProgram('cloudSolutionProvider', { facts: taken });
    await program.say({ ...csp.apply, businessArea: 'SG' });
    expect([program.state, program.codes]).toEqual(['notApplied', ['program.areaTaken']]);
    await program.go({ ...csp.apply, businessArea: 'TH' }, csp.submit);
    expect([program.state, program.context.participation.businessArea]).toEqual(['reviewing', 'TH']);
  });

  it('R-111 is the country of the account unless it is named, and the act is offered while another area may be free', async () => {
    const program = driveProgram('cloudSolutionProvider', { facts: taken });
    await program.say(csp.apply);
    expect(program.codes).toEqual(['program.areaTaken']);
    expect(allowedEvents(program.snapshot, 'applicant')).toEqual(['program.apply']);
    const free = await driveProgram('cloudSolutionProvider').go(csp.apply);
    expect(free.context.participation.businessArea).toBe('SG');
  });

  it('R-111 of an account without a country has to be named', async () => {
    const facts = { ...partner, country: null };
    const program = driveProgram('cloudSolutionProvider', { facts });
    await program.say(csp.apply);
    expect(program.codes).toEqual(['program.areaMissing']);
    await program.go({ ...csp.apply, businessArea: 'th' }, csp.submit);
    expect([program.state, program.context.participation.businessArea]).toEqual(['reviewing', 'TH']);
    expect((await driveProgram('reseller', { facts }).go(say.apply)).context.participation.businessArea).toBeNull();
  });

  it.each(['XX', '', 'Singapore', 65])('R-111 %j is no business area', async (businessArea) => {
    const program = driveProgram('cloudSolutionProvider');
    await program.sayAnything({ ...csp.apply, businessArea } as AnySaying);
    expect(program.state).toBe('notApplied');
    expect(program.codes).not.toEqual([]);
  });

  it('R-111 R-113 what closed since the application was begun is seen when it is handed in', async () => {
    const begun = await driveProgram('cloudSolutionProvider').go(csp.apply);
    const { value, context } = begun.snapshot;
    for (const [facts, code] of [
      [taken, 'program.areaTaken'],
      [withAccount({ arrears: true }), 'program.arrears'],
      [inside('distributor', 'applying'), 'program.excludedBy'],
    ] as const) {
      const changed = { ...context, partner: { ...context.partner, ...facts } };
      const snapshot = partnerProgramMachine.resolveState({ value, context: changed });
      const input = { policy: intl, program: 'cloudSolutionProvider' } as const;
      const program = drive(partnerProgramMachine, input, {}, { at: start, snapshot });
      await program.say(csp.submit);
      expect([program.state, program.codes]).toEqual(['filling', [code]]);
      expect(requirements(program.snapshot).currentlyDue.map((each) => each.code)).toEqual(['program.formOpen', code]);
    }
  });
});

describe('what is handed in', () => {
  const provider = (agreements: ProgramApplication['agreements']) => ({ ...csp.submit, application: { agreements } });
  const [agreement] = asked.cloudSolutionProvider.agreements;

  it.each([
    ['none', [], ['program.agreementNotAccepted']],
    ['another one', [{ id: 'distributor-cooperation-agreement', version: '1' }], ['program.agreementNotAccepted']],
    [
      'an old version',
      [{ id: 'solution-partner-cooperation-agreement', version: '0' }],
      ['program.agreementVersionStale'],
    ],
    ['an old version beside the one on offer', [{ ...agreement, version: '0' }, agreement], []],
    ['the right one beside another', [{ id: 'terms-of-service', version: '7' }, agreement], []],
  ] as const)('R-110 C-130 of the cooperation agreements accepted: %s', async (_which, agreements, codes) => {
    const program = await driveProgram('cloudSolutionProvider').go(csp.apply);
    await program.sayAnything(provider(agreements as never));
    expect(program.codes).toEqual(codes);
  });

  it('R-126 the version of an agreement on offer is policy, and a program may ask for several', async () => {
    const agreements = [
      { program: 'cloudSolutionProvider' as const, id: 'cooperation', version: '2' },
      { program: 'cloudSolutionProvider' as const, id: 'terms', version: '3' },
      { program: 'carrier' as const, id: 'carrier-terms', version: '1' },
    ];
    const policy = createPolicy({ site: 'intl', programs: { agreements } });
    const program = await driveProgram('cloudSolutionProvider', { policy }).go(csp.apply);
    await program.say(provider([{ id: 'terms', version: '2' }]));
    expect(program.codes).toEqual(['program.agreementNotAccepted', 'program.agreementVersionStale']);
    await program.go(
      provider([
        { id: 'terms', version: '3' },
        { id: 'cooperation', version: '2' },
      ]),
    );
    expect(program.state).toBe('reviewing');
  });

  const withStatement = (over: object) => ({
    ...dis.submit,
    application: { ...asked.distributor, statement: { ...statement, ...over } },
  });

  it.each([
    ['not ticked', withStatement({ agreed: false }), 'statement.notAccepted'],
    ['another one', withStatement({ id: 'privacy-statement' }), 'statement.notAccepted'],
    ['of an old version', withStatement({ version: '0.9' }), 'statement.versionStale'],
    ['left out', { ...dis.submit, application: { agreements: asked.distributor.agreements } }, 'statement.notAccepted'],
  ] as const)('C-145 R-126 with the Statement %s the distributor goes no further', async (_how, event, code) => {
    const program = await driveProgram('distributor').go(dis.invited, dis.apply);
    await program.say(event);
    expect([program.state, program.codes]).toEqual(['filling', [code]]);
    await program.go(dis.submit);
    expect(program.state).toBe('reviewing');
  });

  it('R-126 agreement and Statement are both named when both are missing', async () => {
    const program = await driveProgram('distributor').go(dis.invited, dis.apply);
    await program.say({ ...dis.submit, application: { agreements: [] } });
    expect(program.codes).toEqual(['program.agreementNotAccepted', 'statement.notAccepted']);
  });

  it('R-126 which programs ask for the Statement, and in which version, is policy', async () => {
    const policy = createPolicy({
      site: 'eu',
      programs: { withStatement: ['carrier'] },
      association: { statement: { id: 'statement', version: '2.0' } },
    });
    const { apply, submit } = sayings('carrier');
    const program = await driveProgram('carrier', { policy }).go(apply);
    await program.say({ ...submit, application: { agreements: [], statement } });
    expect(program.codes).toEqual(['statement.notAccepted']);
    const accepted = { id: 'statement', version: '2.0', agreed: true };
    await program.go({ ...submit, application: { agreements: [], statement: accepted } });
    expect(program.state).toBe('reviewing');
  });

  const { apply, submit } = sayings('koogallerySeller');
  const bySeller = (over: object) => ({ ...submit, application: { agreements: [], seller: { ...seller, ...over } } });

  it.each(['ftp://x', 'seller.example', 'javascript:alert(1)', 'https://', 'https://user:secret@seller.example', ''])(
    'C-148 R-135 %j is no website of a seller',
    async (website) => {
      const program = await driveProgram('koogallerySeller').go(apply);
      await program.say(bySeller({ website }));
      expect([program.state, program.codes.length]).toEqual(['filling', 1]);
    },
  );

  it.each(['http://seller.example', 'https://seller.example/shop?x=1'])('R-135 %s is one', async (website) => {
    const program = await driveProgram('koogallerySeller').go(apply, bySeller({ website }));
    expect(program.state).toBe('reviewing');
  });

  it('R-135 a seller without a website, or with more than is asked, is refused', async () => {
    for (const [over, code] of [
      [{ website: undefined }, 'value.missing'],
      [{ employees: -1 }, 'value.tooFew'],
      [{ employees: 1.5 }, 'value.wrongType'],
      [{ signInPage: true }, 'key.unknown'],
    ] as const) {
      const program = await driveProgram('koogallerySeller').go(apply);
      await program.sayAnything(bySeller(over));
      expect([program.state, program.codes]).toEqual(['filling', [code]]);
    }
  });

  it('R-133 the review of a seller ends within three working days; weekends do not count', async () => {
    for (const [submitted, end] of [
      ['2026-11-23T10:00:00.000Z', '2026-11-26T10:00:00.000Z'],
      ['2026-11-25T10:00:00.000Z', '2026-11-30T10:00:00.000Z'],
      ['2026-11-27T23:59:59.000Z', '2026-12-02T23:59:59.000Z'],
      ['2026-11-28T10:00:00.000Z', '2026-12-02T10:00:00.000Z'],
      ['2026-11-29T10:00:00.000Z', '2026-12-02T10:00:00.000Z'],
      ['9999-12-31T10:00:00.000Z', '9999-12-31T23:59:59.999Z'],
    ] as const) {
      const program = await driveProgram('koogallerySeller').go(apply);
      await program.say(submit, { at: submitted });
      expect(requirements(program.snapshot).pendingVerification).toMatchObject([{ deadline: end }]);
      expect(deadlines(program.snapshot)).toEqual([]);
    }
  });

  it('R-133 the working days of a review are policy, program by program', async () => {
    const policy = createPolicy({ site: 'intl', programs: { reviewWorkingDays: [{ program: 'reseller', days: 1 }] } });
    const program = await programAt('reviewing', policy);
    expect(requirements(program.snapshot).pendingVerification).toMatchObject([
      { deadline: '2026-11-23T10:00:00.000Z' },
    ]);
  });

  it.each([
    ['no application', undefined, 'value.missing'],
    ['no agreements', {}, 'value.missing'],
    ['agreements of another shape', { agreements: ['all'] }, 'value.wrongType'],
    ['21 agreements', { agreements: Array(21).fill({ id: 'a', version: '1' }) }, 'value.tooMany'],
    ['an extra key', { agreements: [], approved: true }, 'key.unknown'],
  ])('with %s nothing is handed in', async (_what, application, code) => {
    const program = await programAt('filling');
    await program.sayAnything({ ...say.submit, application } as AnySaying);
    expect([program.state, program.codes]).toEqual(['filling', [code]]);
  });
});

describe('review', () => {
  it('C-146 R-131 under review a program is requested, approved it is enrolled, rejected it is neither', async () => {
    const seen = await Promise.all(
      states.map(async (state) => [state, statusOf((await programAt(state)).context.participation)]),
    );
    expect(Object.fromEntries(seen)).toEqual({
      notApplied: null,
      invited: null,
      filling: null,
      reviewing: 'applying',
      rejected: null,
      enrolled: 'joined',
      renewing: 'joined',
      expired: 'joined',
      left: null,
    });
  });

  it('a rejected application says why, is revised and handed in again, as often as it takes', async () => {
    const program = await programAt('rejected');
    const { reason } = say.rejected;
    expect(program.context.participation.failure).toEqual({ stage: 'application', reason, at: start });
    expect(requirements(program.snapshot).currentlyDue).toMatchObject([
      { code: 'program.rejected', params: { program: 'reseller', reason }, remedy: 'program.revise' },
    ]);
    for (let attempt = 2; attempt < 5; attempt += 1) {
      await program.go(say.revise);
      expect([program.state, program.context.participation.application]).toEqual(['filling', asked.reseller]);
      await program.say(say.revise);
      expect(program.codes).toEqual(['event.notExpected']);
      await program.go(say.submit);
      expect(program.context.participation).toMatchObject({ attempt, failure: null });
      await program.go(say.rejected);
    }
  });

  it('R-121 an application is given up while it is filled in or rejected; an invitation stays, and submissions are counted on', async () => {
    for (const [state, attempt] of [
      ['filling', 0],
      ['rejected', 1],
    ] as const) {
      const program = await (await programAt(state)).go(say.cancel);
      expect([program.state, program.context.participation]).toMatchObject([
        'notApplied',
        { appliedAt: null, submittedAt: null, application: null, attempt, failure: null, businessArea: null },
      ]);
      const invited = await go(driveProgram(), [say.invited, ...roads[state], say.cancel]);
      expect([invited.state, invited.context.participation.invitedAt]).toEqual(['invited', start]);
      expect((await invited.go(say.apply)).state).toBe('filling');
    }
    const late = await (await programAt('filling')).go(say.invited, say.cancel);
    expect(late.state).toBe('invited');
  });

  it.each([
    ['an empty reason', '', 'review.reasonMissing'],
    ['white space', ' \u3000 ', 'review.reasonMissing'],
    ['no reason', undefined, 'value.missing'],
    ['2,001 characters', 'x'.repeat(2001), 'text.tooLong'],
  ])('with %s neither an application nor a renewal is refused', async (_what, reason, code) => {
    for (const [state, event] of [
      ['reviewing', say.rejected],
      ['renewing', say.refused],
    ] as const) {
      const program = await programAt(state);
      await program.sayAnything({ ...event, reason } as AnySaying);
      expect([program.state, program.codes]).toEqual([state, [code]]);
    }
  });

  it('R-113 what excludes another program is not approved beside it, but can be rejected', async () => {
    const before = await driveProgram('cloudSolutionProvider').go(csp.apply, csp.submit);
    const { value, context } = before.snapshot;
    const changed = { ...context, partner: { ...context.partner, ...inside('distributor', 'applying') } };
    const snapshot = partnerProgramMachine.resolveState({ value, context: changed });
    const input = { policy: intl, program: 'cloudSolutionProvider' } as const;
    const program = drive(partnerProgramMachine, input, {}, { at: start, snapshot });
    await program.say(csp.approved);
    expect([program.state, program.codes]).toEqual(['reviewing', ['program.excludedBy']]);
    await program.go(csp.rejected);
    expect(program.state).toBe('rejected');
  });

  it('R-118 C-140 from the application on nothing is bought, once it is rejected or left it is again', async () => {
    const facts = (program: Driven<PartnerProgramMachine>): PartnerFacts => {
      const status = statusOf(program.context.participation);
      const name = program.context.participation.program;
      return { ...program.context.partner, programs: status === null ? [] : [{ program: name, status, area: null }] };
    };
    const program = driveProgram('cloudSolutionProvider');
    const closed: unknown[] = [];
    for (const event of [csp.apply, csp.submit, csp.rejected, csp.revise, csp.submit, csp.approved, csp.left]) {
      await program.go(event);
      closed.push([program.state, eligibility(facts(program), { kind: 'purchase' }, intl).length > 0]);
    }
    expect(closed).toEqual([
      ['filling', false],
      ['reviewing', true],
      ['rejected', false],
      ['filling', false],
      ['reviewing', true],
      ['enrolled', true],
      ['left', false],
    ]);
  });
});

describe('the certificate', () => {
  it('R-132 shows its own validity; it ends then, not a millisecond earlier', async () => {
    const program = await programAt('enrolled');
    expect(deadlines(program.snapshot)).toEqual([
      { at: until, step: 'programReview', event: 'program.certificate.expired', payload: { program: 'reseller' } },
    ]);
    expect(requirements(program.snapshot).eventuallyDue).toMatchObject([
      { code: 'program.certificateExpiring', params: { until }, remedy: 'program.renew', deadline: until },
    ]);
    await program.say(say.expired, { at: shift(until, { ms: -1 }) });
    expect([program.state, program.codes]).toEqual(['enrolled', ['event.notExpected']]);
    await program.say(say.expired, { at: until });
    expect(program.state).toBe('expired');
    expect(deadlines(program.snapshot)).toEqual([]);
    expect(requirements(program.snapshot).pastDue).toMatchObject([
      { code: 'program.certificateExpired', remedy: 'program.renew', deadline: until },
    ]);
  });

  it.each([
    ['without a date and without a term in the policy it does not end', null, {}, null],
    ['without a date it ends by the term of the policy', 30, {}, shift(start, { days: 30 })],
    ['its own date goes before the term of the policy', 30, { validUntil: until }, until],
  ] as const)('R-132 %s', async (_how, certificateDays, over, end) => {
    const policy = createPolicy({ site: 'intl', programs: { certificateDays } });
    const program = await programAt('reviewing', policy);
    await program.go({ ...say.approved, certificate: { id: 'cert-1', ...over } });
    expect(program.context.participation.certificate).toEqual({ id: 'cert-1', issuedAt: start, validUntil: end });
    expect(nextDeadline(program.snapshot)?.at ?? null).toBe(end);
    if (end === null) {
      await program.say(say.expired, { at: '9999-12-31T23:59:59.999Z' });
      expect(program.codes).toEqual(['event.notExpected']);
      await program.say(say.renew);
      expect(program.codes).toEqual(['event.notExpected']);
      expect(requirements(program.snapshot).eventuallyDue).toEqual([]);
    }
  });

  it('R-132 approved without one, it has no number', async () => {
    const program = await (await programAt('reviewing')).go({ type: 'program.approved', program: 'reseller' });
    expect(program.context.participation.certificate).toEqual({ id: null, issuedAt: start, validUntil: null });
  });

  it('R-132 one that was over before it was issued expires at once', async () => {
    const program = await programAt('reviewing');
    const past = '2020-01-01T00:00:00.000Z';
    await program.go({ ...say.approved, certificate: { id: 'cert-1', validUntil: past } });
    expect([program.state, nextDeadline(program.snapshot)?.at]).toEqual(['enrolled', past]);
    await program.go(say.expired, say.renew, say.renewed);
    expect(program.state).toBe('enrolled');
  });

  it('R-132 at the end of time the term of the policy ends with it', async () => {
    const policy = createPolicy({ site: 'intl', programs: { certificateDays: 365 } });
    const end = '9999-12-31T23:59:59.999Z';
    const program = await programAt('reviewing', policy);
    await program.say({ type: 'program.approved', program: 'reseller' }, { at: end });
    expect(program.context.participation.certificate?.validUntil).toBe(end);
    await program.go(say.renew, say.renewed);
    const ancient = await programAt('reviewing');
    await ancient.go({ ...say.approved, certificate: { id: 'c', validUntil: '0000-02-01T00:00:00.000Z' } });
    await ancient.say(say.renew, { at: '0000-01-01T00:00:00.000Z' });
    expect(ancient.state).toBe('renewing');
  });

  it('R-132 is renewed from 90 days before its end on', async () => {
    const program = await programAt('enrolled');
    const explanation = await program.say(say.renew, { at: shift(window, { ms: -1 }) });
    expect(explanation).toEqual({
      allowed: false,
      issues: [{ code: 'program.renewalTooEarly', path: [], params: { program: 'reseller', from: window } }],
    });
    await program.say(say.renew, { at: window });
    expect(program.state).toBe('renewing');
    expect(requirements(program.snapshot).pendingVerification).toMatchObject([{ code: 'program.renewing' }]);
    await program.go(say.renewed);
    expect(program.state).toBe('enrolled');
    expect(program.context.participation.certificate).toEqual({
      id: 'cert-2',
      issuedAt: window,
      validUntil: '2028-11-22T10:00:00.000Z',
    });
    await program.say(say.renew);
    expect(program.codes).toEqual(['program.renewalTooEarly']);
  });

  it('R-132 the days of renewal and the term are policy', async () => {
    const policy = createPolicy({ site: 'cn', programs: { renewalDays: 1, certificateDays: 10 } });
    const program = await (await programAt('reviewing', policy)).go({ type: 'program.approved', program: 'reseller' });
    await program.say(say.renew, { at: shift(start, { days: 9, ms: -1 }) });
    expect(program.codes).toEqual(['program.renewalTooEarly']);
    await program.say(say.renew, { at: shift(start, { days: 9 }) });
    await program.go({ type: 'program.renewed', program: 'reseller' });
    expect(program.context.participation.certificate).toEqual({
      id: null,
      issuedAt: shift(start, { days: 9 }),
      validUntil: shift(start, { days: 19 }),
    });
  });

  it('R-132 a renewal refused in time leaves what is enrolled enrolled, with the reason, to be asked for again', async () => {
    const program = await programAt('renewing');
    await program.say(say.refused, { at: shift(until, { ms: -1 }) });
    expect(program.state).toBe('enrolled');
    expect(requirements(program.snapshot).eventuallyDue).toMatchObject([
      { code: 'program.renewalRefused', params: { reason: say.refused.reason }, deadline: until },
    ]);
    await program.go(say.renew);
    expect([program.state, program.context.participation.failure]).toEqual(['renewing', null]);
    await program.say(say.refused, { at: shift(until, { ms: -1 }) });
    await program.say(say.expired, { at: until });
    expect(program.state).toBe('expired');
  });

  it('R-132 a renewal refused too late leaves it expired, to be renewed even then', async () => {
    const program = await programAt('renewing');
    await program.say(say.refused, { at: until });
    expect([program.state, program.context.participation.failure?.stage]).toEqual(['expired', 'renewal']);
    await program.say(say.renew, { at: shift(until, { days: 1000 }) });
    expect(program.state).toBe('renewing');
    await program.go(say.renewed);
    expect([program.state, program.context.participation.failure]).toEqual(['enrolled', null]);
  });

  it('R-132 while a renewal is reviewed the certificate is not declared over; the answer decides', async () => {
    const program = await programAt('renewing');
    expect(deadlines(program.snapshot)).toEqual([]);
    await program.say(say.expired, { at: until });
    expect(program.codes).toEqual(['event.notExpected']);
    await program.go(say.renewed);
    expect(program.state).toBe('enrolled');
  });

  it('a certificate without an id, with a wrong date or with more in it is refused', async () => {
    for (const certificate of [{}, { id: '' }, { id: 'c', validUntil: 'soon' }, { id: 'c', more: 1 }, 'c', null])
      for (const [state, event] of [
        ['reviewing', say.approved],
        ['renewing', say.renewed],
      ] as const) {
        const program = await programAt(state);
        await program.sayAnything({ ...event, certificate } as AnySaying);
        expect([program.state, program.codes.length]).toEqual([state, 1]);
      }
  });
});

describe('leaving', () => {
  const enrolledStates = ['enrolled', 'renewing', 'expired'] as const;

  it.each(enrolledStates)('R-124 when %s a program is left through Huawei, and not by oneself', async (state) => {
    const program = await programAt(state);
    await program.say(say.leave);
    expect([program.state, program.codes]).toEqual([state, ['program.leaveOffline']]);
    await program.go(say.left);
    expect([program.state, program.context.participation]).toMatchObject([
      'left',
      { enrolledAt: null, certificate: null, distributor: null, attempt: state === 'renewing' ? 2 : 1 },
    ]);
    expect(deadlines(program.snapshot)).toEqual([]);
  });

  it.each(enrolledStates)('R-124 by policy it is left by oneself, when %s', async (state) => {
    const policy = createPolicy({ site: 'intl', programs: { selfLeave: ['reseller'] } });
    const program = await (await programAt(state, policy)).go(say.leave);
    expect(program.state).toBe('left');
    const other = createPolicy({ site: 'intl', programs: { selfLeave: ['carrier'] } });
    const stays = await programAt(state, other);
    await stays.say(say.leave);
    expect(stays.codes).toEqual(['program.leaveOffline']);
  });

  it.each(states.filter((state) => !['enrolled', 'renewing', 'expired'].includes(state)))(
    'R-124 who is not enrolled does not leave: %s',
    async (state) => {
      const program = await programAt(state, createPolicy({ site: 'intl', programs: { selfLeave: ['reseller'] } }));
      for (const event of [say.leave, say.left]) {
        await program.say(event);
        expect([program.state, program.codes]).toEqual([state, ['program.notEnrolled']]);
      }
    },
  );

  it('R-124 what was left is applied for again, from the start, and counted on', async () => {
    const program = await (await programAt('left')).go(say.apply, say.submit, say.approved);
    expect([program.state, program.context.participation.attempt]).toEqual(['enrolled', 2]);
  });

  it('R-121 an invitation that comes after leaving opens what is by invitation', async () => {
    const facts: Partial<PartnerFacts> = { ...partner, invitedToPrograms: ['distributor'] };
    const first = await driveProgram('distributor', { facts }).go(dis.apply, dis.submit, dis.approved, dis.left);
    const { value, context } = first.snapshot;
    const uninvited = { ...context, partner: { ...context.partner, invitedToPrograms: [] } };
    const snapshot = partnerProgramMachine.resolveState({ value, context: uninvited });
    const input = { policy: intl, program: 'distributor' } as const;
    const program = drive(partnerProgramMachine, input, {}, { at: start, snapshot });
    await program.say(dis.apply);
    expect(program.codes).toEqual(['program.invitationRequired']);
    await program.go(dis.invited);
    expect(program.state).toBe('left');
    expect((await program.go(dis.apply)).state).toBe('filling');
  });
});

describe('cooperation with a distributor', () => {
  it('R-123 a distributor of the same country invites a reseller, who accepts', async () => {
    const program = await (await programAt('enrolled')).go(say.cooperate);
    expect(program.context.participation).toMatchObject({ invitedBy: distributor, distributor: null });
    await program.go(say.accept);
    expect(program.context.participation).toMatchObject({ invitedBy: null, distributor: 'partner-9' });
    expect(program.state).toBe('enrolled');
  });

  it('R-123 not beside another distributor, who may be the same', async () => {
    const program = await (await programAt('enrolled')).go(say.cooperate, say.accept);
    for (const partnerId of ['partner-9', 'partner-10']) {
      await program.say({ ...say.cooperate, distributor: { partnerId, country: 'SG' } });
      expect(program.codes).toEqual(['program.hasDistributor']);
    }
    expect(allowedEvents(program.snapshot, 'system')).not.toContain('program.cooperation.invited');
  });

  it('R-123 not from another country, nor where the country of the reseller is not known', async () => {
    const program = await programAt('enrolled');
    await program.say({ ...say.cooperate, distributor: { partnerId: 'partner-9', country: 'TH' } });
    expect(program.codes).toEqual(['program.otherCountry']);
    const nowhere = await programAt('enrolled', intl, { ...partner, country: null });
    await nowhere.say(say.cooperate);
    expect(nowhere.codes).toEqual(['program.otherCountry']);
    expect(allowedEvents(nowhere.snapshot, 'system')).not.toContain('program.cooperation.invited');
    await nowhere.sayAnything({
      ...say.cooperate,
      distributor: { partnerId: 'partner-9', country: 'XX' },
    } as AnySaying);
    expect(nowhere.codes).toEqual(['country.unknown']);
  });

  it.each(['notApplied', 'invited', 'filling', 'reviewing', 'rejected', 'left'] as const)(
    'R-123 only one who is a reseller, not when %s',
    async (state) => {
      const program = await programAt(state);
      await program.say(say.cooperate);
      expect(program.codes).toEqual(['program.notReseller']);
      await program.say(say.accept);
      expect(program.codes).toEqual(['program.noCooperationInvitation']);
    },
  );

  it.each(partnerPrograms.filter((name) => name !== 'reseller'))('R-123 nor one enrolled in %s', async (name) => {
    const { invited, apply, submit, approved, cooperate } = sayings(name);
    const program = await driveProgram(name).go(invited, apply, submit, approved);
    await program.say({ ...cooperate, distributor: { partnerId: 'partner-9', country: 'TH' } });
    expect(program.codes).toEqual(['program.notReseller', 'program.otherCountry']);
  });

  it('R-123 R-124 who leaves has no distributor any more, and no invitation of one', async () => {
    for (const road of [[say.cooperate], [say.cooperate, say.accept]] as const) {
      const program = await (await programAt('enrolled')).go(...road, say.left, say.apply, say.submit, say.approved);
      await program.say(say.accept);
      expect(program.codes).toEqual(['program.noCooperationInvitation']);
      expect(program.context.participation).toMatchObject({ invitedBy: null, distributor: null });
      await program.go(say.cooperate);
    }
  });

  it('R-123 an invitation is accepted once', async () => {
    const program = await (await programAt('enrolled')).go(say.cooperate, say.accept);
    await program.say(say.accept);
    expect(program.codes).toEqual(['program.noCooperationInvitation']);
  });
});

describe('the program of another name', () => {
  it.each(Object.entries(say))('%s of another program is refused wherever it would be taken', async (_name, event) => {
    for (const state of states) {
      const program = await programAt(state, createPolicy({ site: 'intl', programs: { selfLeave: ['reseller'] } }));
      const before = program.persisted;
      await program.say({ ...event, program: 'carrier' } as ProgramSaying, { at: shift(until, { days: 1 }) });
      expect(program.codes).not.toEqual([]);
      expect(program.persisted).toBe(before);
    }
  });

  it('where it would be taken, the refusal names the program the chart is about', async () => {
    for (const [state, event] of [
      ['notApplied', say.invited],
      ['notApplied', say.apply],
      ['filling', say.submit],
      ['filling', say.cancel],
      ['reviewing', say.approved],
      ['reviewing', say.rejected],
      ['rejected', say.revise],
      ['expired', say.renew],
      ['renewing', say.renewed],
      ['renewing', say.refused],
      ['enrolled', say.left],
      ['enrolled', say.cooperate],
    ] as const) {
      const program = await programAt(state);
      const explanation = await program.say({ ...event, program: 'carrier' } as ProgramSaying);
      expect(explanation).toEqual({
        allowed: false,
        issues: [{ code: 'program.differs', path: ['program'], params: { program: 'reseller' } }],
      });
    }
  });

  it.each(['poker', '', 'constructor', '__proto__', null, 1, ['reseller']])('%j is no program', async (name) => {
    const program = driveProgram();
    await program.sayAnything({ type: 'program.apply', program: name } as AnySaying);
    expect(program.state).toBe('notApplied');
    expect(program.codes).toHaveLength(1);
  });
});

/** Section 2.8 as a table, of the reseller: where each event is taken, and where it leads. */
const everywhere = Object.fromEntries(states.map((state) => [state, state])) as Record<State, State>;
const table: Record<Type, Partial<Record<State, State>>> = {
  'program.invited': { ...everywhere, notApplied: 'invited' },
  'program.apply': { notApplied: 'filling', invited: 'filling', left: 'filling' },
  'program.cancel': { filling: 'notApplied', rejected: 'notApplied' },
  'program.submit': { filling: 'reviewing' },
  'program.revise': { rejected: 'filling' },
  'program.approved': { reviewing: 'enrolled' },
  'program.rejected': { reviewing: 'rejected' },
  'program.certificate.expired': { enrolled: 'expired' },
  'program.renew': { enrolled: 'renewing', expired: 'renewing' },
  'program.renewed': { renewing: 'enrolled' },
  'program.renewalRefused': { renewing: 'expired' },
  'program.leave': { enrolled: 'left', renewing: 'left', expired: 'left' },
  'program.left': { enrolled: 'left', renewing: 'left', expired: 'left' },
  'program.cooperation.invited': { enrolled: 'enrolled', renewing: 'renewing', expired: 'expired' },
  'program.cooperation.accept': {},
};
const types = Object.keys(table) as Type[];
const said = (type: Type): ProgramSaying => {
  const found = Object.values(say).find((each) => each.type === type);
  if (found === undefined) throw new Error(type);
  return found;
};
/** Heard in every state, and refused with a reason where they are not taken. */
const always = [
  'program.invited',
  'program.apply',
  'program.leave',
  'program.left',
  'program.cooperation.invited',
  'program.cooperation.accept',
];
const leaving = createPolicy({ site: 'intl', programs: { selfLeave: ['reseller'] } });

describe('the chart', () => {
  it('the table is of every event and every state', () => {
    expect([...types].sort()).toEqual(Object.keys(partnerProgramEvents).sort());
    const known = nodesOf(partnerProgramMachine)
      .slice(1)
      .map(({ key }) => key);
    expect([...states].sort()).toEqual([...known].sort());
    expect([...partnerProgramStates].sort()).toEqual([...known].sort());
  });

  it.each(states)('%s takes what the table says and leads where it says', async (state) => {
    const late = shift(until, { days: 1 });
    const { snapshot } = await programAt(state, leaving);
    const heard = new Set(getNextTransitions(snapshot).map(({ eventType }) => eventType));
    const expected = types.filter((type) => always.includes(type) || table[type][state] !== undefined);
    expect([...heard].sort()).toEqual([...expected, ...Object.keys(policyEvents)].sort());
    const open = new Set(roles.flatMap((role) => allowedEvents(snapshot, role, late)));
    const takes = types.filter((type) => table[type][state] !== undefined);
    expect([...open].sort()).toEqual([...takes, ...Object.keys(policyEvents)].sort());
    for (const type of types) {
      const driven = await programAt(state, leaving);
      const { allowed } = await driven.say(said(type), { at: late });
      expect([type, allowed, driven.state]).toEqual([
        type,
        table[type][state] !== undefined,
        table[type][state] ?? state,
      ]);
    }
  });

  it('R-123 an invitation of a distributor is accepted in every state of one who is enrolled', async () => {
    for (const state of ['enrolled', 'renewing', 'expired'] as const) {
      const program = await (await programAt(state)).go(say.cooperate, say.accept);
      expect([program.state, program.context.participation.distributor]).toEqual([state, 'partner-9']);
    }
  });

  it('from every state, the enrolled one is reached, and every state is reached', () => {
    const leads = (from: State) => types.flatMap((type) => table[type][from] ?? []);
    for (const state of states) {
      const reached = new Set<State>([state]);
      for (const each of reached) for (const next of leads(each)) reached.add(next);
      expect([state, reached.has('enrolled')]).toEqual([state, true]);
      if (state === 'notApplied') expect([...reached].sort()).toEqual([...states].sort());
    }
  });

  it('in each state one step is current, and it tells how far the program is', async () => {
    const seen = await Promise.all(
      states.map(async (state) => {
        const all = steps((await programAt(state)).snapshot).steps;
        return [state, all.map(({ status, current }) => (current ? status.toUpperCase() : status)).join(' ')];
      }),
    );
    expect(Object.fromEntries(seen)).toEqual({
      notApplied: 'OPEN open',
      invited: 'OPEN open',
      filling: 'OPEN open',
      rejected: 'OPEN open',
      left: 'OPEN open',
      reviewing: 'done WAITING',
      enrolled: 'done DONE',
      renewing: 'done WAITING',
      expired: 'done OPEN',
    });
  });

  it.each(states)('%s can be saved and restored, and goes on as if nothing had been', async (state) => {
    const { snapshot } = await programAt(state);
    const back = restored(partnerProgramMachine, snapshot);
    expect([back.value, back.context]).toEqual([snapshot.value, snapshot.context]);
    for (const role of roles) expect(allowedEvents(back, role)).toEqual(allowedEvents(snapshot, role));
    expect(requirements(back)).toEqual(requirements(snapshot));
    expect(deadlines(back)).toEqual(deadlines(snapshot));
  });

  it('what the caller gave is copied, not kept', () => {
    const input = { policy: structuredClone(intl), program: 'carrier' as const, partner: structuredClone(partner) };
    const program = drive(partnerProgramMachine, input);
    expect(program.context.partner.account).not.toBe(input.partner.account);
    expect(Object.isFrozen(input.partner)).toBe(false);
  });
});

const ways: Ways<Type, State, PartnerProgramMachine> = {
  'program.invited': { in: 'notApplied', right: say.invited, wrong: [{ ...say.invited, reason: 'welcome' }] },
  'program.apply': {
    in: 'notApplied',
    right: say.apply,
    wrong: [
      { ...say.apply, businessArea: 'Mars' },
      { ...say.apply, area: 'SG' },
    ],
  },
  'program.cancel': { in: 'filling', right: say.cancel, wrong: [{ ...say.cancel, reason: 'later' }] },
  'program.submit': {
    in: 'filling',
    right: say.submit,
    wrong: [
      { type: say.submit.type, program: 'reseller' },
      { ...say.submit, application: { agreements: [], seller: { website: 'ftp://x' } } },
      { ...say.submit, application: { agreements: [], statement: { id: 's', version: '1' } } },
    ],
  },
  'program.revise': { in: 'rejected', right: say.revise, wrong: [{ ...say.revise, application: { agreements: [] } }] },
  'program.approved': { in: 'reviewing', right: say.approved, wrong: [{ ...say.approved, certificate: 'cert' }] },
  'program.rejected': { in: 'reviewing', right: say.rejected, wrong: [{ ...say.rejected, reason: ' ' }] },
  'program.certificate.expired': {
    in: 'enrolled',
    right: say.expired,
    after: { days: 365 },
    wrong: [{ ...say.expired, reason: 'over' }, { type: say.expired.type }],
  },
  'program.renew': {
    in: 'enrolled',
    right: say.renew,
    after: { days: 300 },
    wrong: [{ ...say.renew, certificate: {} }],
  },
  'program.renewed': { in: 'renewing', right: say.renewed, wrong: [{ ...say.renewed, certificate: {} }] },
  'program.renewalRefused': { in: 'renewing', right: say.refused, wrong: [{ ...say.refused, reason: '' }] },
  'program.leave': { in: 'enrolled', right: say.leave, wrong: [{ ...say.leave, reason: 'moved' }] },
  'program.left': { in: 'enrolled', right: say.left, wrong: [{ type: say.left.type, program: 'carrier' }] },
  'program.cooperation.invited': {
    in: 'enrolled',
    right: say.cooperate,
    wrong: [
      { ...say.cooperate, distributor: 'partner-9' },
      { ...say.cooperate, distributor: { partnerId: 'partner-9' } },
      { ...say.cooperate, distributor: { partnerId: '', country: 'SG' } },
    ],
  },
  'program.cooperation.accept': {
    in: 'enrolled',
    right: say.accept,
    wrong: [
      { ...say.accept, distributor },
      { ...say.accept, distributor: 'partner-8' },
    ],
  },
};

describe('who may say what', () => {
  it('the partner applies, renews and cooperates; Huawei invites and decides; leaving is offline', () => {
    expect(Object.fromEntries(Object.entries(partnerProgramEvents).map(([type, { by }]) => [type, by]))).toEqual({
      'program.invited': ['system'],
      'program.apply': ['applicant', 'administrator'],
      'program.cancel': ['applicant', 'administrator'],
      'program.submit': ['applicant', 'administrator'],
      'program.revise': ['applicant', 'administrator'],
      'program.approved': ['reviewer', 'system'],
      'program.rejected': ['reviewer', 'system'],
      'program.certificate.expired': ['system'],
      'program.renew': ['applicant', 'administrator'],
      'program.renewed': ['reviewer', 'system'],
      'program.renewalRefused': ['reviewer', 'system'],
      'program.leave': ['applicant', 'administrator'],
      'program.left': ['system'],
      'program.cooperation.invited': ['system'],
      'program.cooperation.accept': ['applicant', 'administrator'],
    });
  });

  const placed = async (type: Type) => {
    const way = ways[type];
    const driven = await programAt(way.in, leaving);
    if (type === 'program.cooperation.accept') await driven.go(say.cooperate);
    driven.clock.pass(way.after ?? {});
    return { driven, way };
  };

  it.each(types)('%s is taken, where it may be said, from each role that may and from no other', async (type) => {
    const { by }: { readonly by: readonly Role[] } = partnerProgramEvents[type];
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

const inputs: readonly PartnerProgramInput[] = [
  { policy: leaving, program: 'reseller', partner },
  { policy: intl, program: 'distributor', partner },
  { policy: cn, program: 'cloudSolutionProvider', partner },
  {
    policy: createPolicy({ site: 'eu', programs: { certificateDays: 7, renewalDays: 2 } }),
    program: 'koogallerySeller',
    partner,
  },
  { policy: intl, program: 'cloudSolutionProvider', partner: { partnerId: 'partner-1' } },
  { policy: intl, program: 'carrier', partner: {} },
];
const vocabularyOf = (program: PartnerProgram) => {
  const all: readonly ProgramSaying[] = Object.values(sayings(program));
  return Object.fromEntries(
    types.map((type) => {
      const [first] = all.filter((each) => each.type === type);
      const right: AnySaying = { ...first, type };
      const more: Partial<Record<Type, AnySaying[]>> = {
        'program.apply': [{ ...right, businessArea: 'TH' }],
        'program.approved': [
          { type, program },
          { ...right, certificate: { id: 'c-1', validUntil: '2026-11-25T00:00:00Z' } },
        ],
        'program.renewed': [{ type, program }],
      };
      const other = program === 'carrier' ? 'reseller' : 'carrier';
      return [
        type,
        { right: [right, ...(more[type] ?? [])], wrong: [...ways[type].wrong, { ...right, program: other }] },
      ];
    }),
  );
};

describe('whatever happens in a program', () => {
  it.each(inputs.map((input, place) => [`${place} ${input.policy.site} ${input.program}`, input] as const))(
    '%s: the state is what is known of the program, and whoever is enrolled handed in what was asked',
    async (_name, input) => {
      let allowed = 0;
      await fc.assert(
        fc.asyncProperty(strides, async (route) => {
          const driven = drive(partnerProgramMachine, input, {}, { at: start });
          allowed += await stride(driven, route, vocabularyOf(input.program), {}, ({ state, context }) => {
            const { participation } = context;
            const isEnrolled = ['enrolled', 'renewing', 'expired'].includes(state);
            const status = isEnrolled ? 'joined' : state === 'reviewing' ? 'applying' : null;
            expect([state, statusOf(participation)]).toEqual([state, status]);
            expect(participation.certificate !== null).toBe(isEnrolled);
            if (isEnrolled || state === 'reviewing') {
              expect(participation.application).toEqual(asked[input.program]);
              expect(participation.attempt).toBeGreaterThan(0);
            }
            if (state === 'invited') expect(participation.invitedAt).not.toBeNull();
            if (state === 'notApplied') expect(participation.invitedAt).toBeNull();
            if (['notApplied', 'invited', 'left'].includes(state)) expect(participation.appliedAt).toBeNull();
            if (participation.distributor !== null) expect(isEnrolled && input.program === 'reseller').toBe(true);
            if (state === 'reviewing' || state === 'renewing') expect(participation.failure).toBeNull();
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
      fc.record({ said: fc.constantFrom(...Object.values(say)), days: fc.constantFrom(0, 1, 100, 400), end }),
      { minLength: 5, maxLength: 40, size: 'max' },
    );
    fc.assert(
      fc.property(fc.constantFrom(...inputs), acts, (input, list) => {
        let at = start;
        const road = list.map(({ said: each, days, end }) => {
          at = shift(at, { days });
          const application = 'application' in each ? { application: asked[input.program] } : {};
          const bare: Bare & { readonly program: string } = {
            ...each,
            ...application,
            program: input.program,
            at: end ?? at,
          };
          return actOf(partnerProgramMachine, bare);
        });
        expect(outcomeOf(partnerProgramMachine, input, road, true)).toEqual(
          outcomeOf(partnerProgramMachine, input, road, false),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('nothing of XState’s own and nothing unknown is taken, wherever it rests', async () => {
    for (const state of states) {
      const program = await programAt(state);
      for (const [type, code] of [
        ['xstate.init', 'event.reserved'],
        ['program.approve', 'event.unknown'],
        ['path.select', 'event.unknown'],
        ['__proto__', 'event.unknown'],
      ]) {
        await program.sayAnything({ type: type ?? '', program: 'reseller' } as AnySaying, { by: actorOf('system') });
        expect(program.codes).toEqual([code]);
      }
    }
  });
});
