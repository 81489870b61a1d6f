import { describe, expect, it } from 'vitest';
import { developmentPaths, type PartnerProgram, partnerPrograms } from '../../src/choices.js';
import type { AccountFacts } from '../../src/eligibility.js';
import { enrolledPrograms, partnerFacts, requestedPrograms } from '../../src/enrollment/enrollment.guards.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import type { ProgramApplication } from '../../src/partnerProgram/partnerProgram.schema.js';
import { createPolicy, sites } from '../../src/policy.js';
import { deadlines, nextDeadline, requirements } from '../../src/registration/requirements.js';
import { cleanAccount } from '../../src/testing/ports.js';
import { cn, intl, programApplication } from '../support/answers.js';
import { drive } from '../support/drive.js';
import {
  accountIs,
  enrollmentInput,
  inProgram,
  lookUps,
  newPartner,
  onPath,
  type Partner,
  statesOf,
  toDifferentiated,
  toJoined,
  toReview,
} from './partners.js';

const software = onPath('software');
const service = onPath('service');
const learning = onPath('learning');
const csp = inProgram('cloudSolutionProvider');
const distributor = inProgram('distributor');
const buy = { type: 'enrollment.purchase.request' } as const;
const sibling: AccountFacts['siblings'][number] = { partnerId: 'P-2', paths: [], programs: [], solution: 'none' };

describe('development paths of a partner', () => {
  it('C-112 R-091 without an invitation the learning path is refused; invited, it is open', async () => {
    const partner = await newPartner();
    await partner.say(learning.select);
    expect(partner.codes).toEqual(['path.invitationRequired']);
    await partner.go(learning.invited, learning.select);
    expect(statesOf(partner)).toEqual({ learning: 'selected' });
  });

  it('R-091 an invitation to one path opens no other, and only Huawei invites', async () => {
    const partner = await (await newPartner()).go(learning.invited);
    await partner.say(onPath('distributor').select);
    expect(partner.codes).toEqual(['path.invitationRequired']);
    for (const role of ['applicant', 'administrator', 'reviewer', 'member'] as const) {
      await partner.say(onPath('distributor').invited, { by: role });
      expect(partner.codes).toEqual(['actor.notAllowed']);
    }
  });

  it('R-094 every path may be selected beside the others, each once', async () => {
    const partner = await newPartner();
    for (const path of developmentPaths) await partner.go(onPath(path).invited, onPath(path).select);
    expect(statesOf(partner)).toEqual(Object.fromEntries(developmentPaths.map((path) => [path, 'selected'])));
    for (const path of developmentPaths) {
      await partner.say(onPath(path).select);
      expect(partner.codes).toEqual(['path.alreadySelected']);
    }
    expect(partner.context.enrollment.paths.map(({ path }) => path)).toEqual(developmentPaths);
  });

  it('R-094 R-100 each path goes its own way: what happens on one changes nothing on another', async () => {
    const partner = await (await newPartner()).go(software.select, service.select, learning.invited, learning.select);
    const others = () => partner.context.enrollment.paths.filter(({ path }) => path !== 'service');
    const before = others();
    await partner.go(service.submit, service.failed, service.submit, service.passed, service.differentiate);
    expect(statesOf(partner)).toEqual({ software: 'selected', service: 'differentiating', learning: 'selected' });
    expect(others()).toEqual(before);
    await partner.go(learning.submit, learning.failed, software.exit);
    expect(statesOf(partner)).toEqual({ software: 'exited', service: 'differentiating', learning: 'selected' });
    expect(partner.context.enrollment.paths.map(({ path, failure }) => [path, failure?.reason])).toEqual([
      ['software', undefined],
      ['service', undefined],
      ['learning', 'too few engineers'],
    ]);
  });

  it('C-113 R-095 a path without records is left, and may be selected again', async () => {
    const partner = await (await newPartner()).go(software.select, software.exit);
    expect(statesOf(partner)).toEqual({ software: 'exited' });
    await partner.go(software.select);
    expect(statesOf(partner)).toEqual({ software: 'selected' });
    expect(partner.context.enrollment.paths).toHaveLength(1);
  });

  const besidePaths = partnerPrograms.filter((program) => program !== 'cloudSolutionProvider');

  it.each(besidePaths)('C-115 R-095 whoever has joined %s leaves no path', async (program) => {
    const partner = await (await newPartner()).go(...toJoined(program), service.select);
    await partner.say(service.exit);
    expect(partner.codes).toEqual(['pathExit.inProgram']);
    await partner.go(inProgram(program).left, service.exit);
    expect(statesOf(partner)).toMatchObject({ service: 'exited', [program]: 'left' });
  });

  it.each([
    ['under review', toReview('cloudSolutionProvider')],
    ['joined', toJoined('cloudSolutionProvider')],
  ])('B7 C-179 R-173 with CSP %s no path is selected, until CSP is over', async (_status, road) => {
    const partner = await (await newPartner()).go(...road, software.invited, software.whitelisted);
    const asked = lookUps(partner);
    await partner.say(software.select);
    expect([partner.codes, lookUps(partner)]).toEqual([['path.closedByProgram'], asked]);
    await partner.go(road.length > 3 ? csp.left : csp.rejected, software.select);
    expect(statesOf(partner)).toMatchObject({ software: 'selected' });
    if (road.length > 3) return;
    await partner.go(csp.revise);
    await partner.say(csp.submit);
    expect(partner.codes).toEqual(['program.closedByPath']);
  });

  it('B7 C-179 R-173 an application to CSP that is only being filled in closes no path, but is not handed in beside it', async () => {
    const partner = await (await newPartner()).go(csp.apply, software.select);
    await partner.say(csp.submit);
    expect(partner.codes).toEqual(['program.closedByPath']);
    await partner.go(software.exit, csp.submit);
    expect(statesOf(partner)).toEqual({ software: 'exited', cloudSolutionProvider: 'reviewing' });
  });

  it.each(['selected', 'roleValidating', 'roleValidated', 'differentiated'] as const)(
    'B7 C-179 R-173 where both stand already, a path %s and CSP under review, CSP is not approved',
    async (state) => {
      const both = await (await newPartner()).go(...toReview('cloudSolutionProvider'));
      const path = await (await newPartner()).go(...toDifferentiated('software').slice(0, 2));
      const [selected] = path.context.enrollment.paths;
      if (selected === undefined) throw new Error('There is no path');
      const at = path.clock.now;
      const reached = {
        selected: {},
        roleValidating: { submittedAt: at },
        roleValidated: { submittedAt: at, validatedAt: at },
        differentiated: { submittedAt: at, validatedAt: at, differentiatedAt: at },
      }[state];
      const { context, value } = both.snapshot;
      const enrollment = { ...context.enrollment, paths: [{ ...selected, ...reached, state }] };
      const snapshot = enrollmentMachine.resolveState({ value, context: { ...context, enrollment } });
      const partner = drive(enrollmentMachine, enrollmentInput(), {}, { snapshot, at });
      await partner.say(csp.approved);
      expect(partner.codes).toEqual(['program.closedByPath']);
      await partner.go(csp.rejected);
      expect(statesOf(partner)).toEqual({ software: state, cloudSolutionProvider: 'rejected' });
    },
  );

  it('R-095 an application that is only under review keeps nobody on a path', async () => {
    const partner = await (await newPartner()).go(service.select, ...toReview('carrier'), service.exit);
    expect(statesOf(partner)).toEqual({ service: 'exited', carrier: 'reviewing' });
  });

  it('R-095 R-096 delivery support is on the list of the cn site only', async () => {
    for (const [policy, codes] of [
      [cn, ['pathExit.deliverySupport']],
      [intl, []],
    ] as const) {
      const partner = accountIs(await newPartner(policy), { records: ['deliverySupport'] });
      await partner.go(service.select, service.exit);
      expect(partner.trouble).toEqual(codes);
    }
  });

  it.each([
    ['C-118 R-097 certified passes role validation', 'certified', 'roleValidated'],
    ['C-119 R-098 advanced passes both stages', 'advanced', 'differentiated'],
  ] as const)('%s by itself, where the account has such a solution', async (_claim, solution, state) => {
    const partner = accountIs(await newPartner(), { solution });
    await partner.go(software.select, software.submit);
    expect(statesOf(partner)).toEqual({ software: state });
  });

  it('C-118 C-119 R-097 R-098 so it does with a solution that is reported', async () => {
    const partner = await (await newPartner()).go(software.select, software.certified, software.submit);
    expect(statesOf(partner)).toEqual({ software: 'roleValidated' });
    await partner.go({ type: 'path.solution.certified', path: 'software', level: 'advanced' });
    expect(statesOf(partner)).toEqual({ software: 'differentiated' });
  });

  it('R-099 the solution of a sibling account counts on the cn site, and not where nobody says so', async () => {
    const shared = { siblings: [{ ...sibling, solution: 'certified' as const }] };
    const chinese = await accountIs(await newPartner(cn), shared).go(software.select, software.submit);
    expect(statesOf(chinese)).toEqual({ software: 'roleValidated' });
    const partner = await accountIs(await newPartner(intl), shared).go(software.select, software.submit);
    expect(partner.trouble).toEqual(['path.solutionRequired']);
  });
});

describe('partner programs of a partner', () => {
  it('C-130 C-146 R-110 R-131 a clean enterprise is reviewed, shown among the requested, then among the enrolled with a certificate', async () => {
    const partner = await (await newPartner()).go(csp.apply);
    const listed = () =>
      [requestedPrograms, enrolledPrograms].map((list) => list(partner.context).map(({ program }) => program));
    expect([statesOf(partner), listed()]).toEqual([{ cloudSolutionProvider: 'filling' }, [[], []]]);
    await partner.go(csp.submit);
    expect([statesOf(partner), listed()]).toEqual([
      { cloudSolutionProvider: 'reviewing' },
      [['cloudSolutionProvider'], []],
    ]);
    await partner.go(csp.rejected);
    expect(listed()).toEqual([['cloudSolutionProvider'], []]);
    await partner.go(csp.revise, csp.submit, {
      ...csp.approved,
      certificate: { id: 'K-1', validUntil: '2027-11-22T10:00:00Z' },
    });
    expect(listed()).toEqual([[], ['cloudSolutionProvider']]);
    expect(enrolledPrograms(partner.context)[0]?.certificate).toEqual({
      id: 'K-1',
      issuedAt: partner.clock.now,
      validUntil: '2027-11-22T10:00:00.000Z',
    });
  });

  it('C-146 R-131 programs are listed apart, each in one list at most', async () => {
    const partner = await (await newPartner()).go(
      ...toJoined('reseller'),
      ...toReview('carrier'),
      ...toReview('koogallerySeller'),
      inProgram('koogallerySales').apply,
      inProgram('partnerCompetency').invited,
    );
    expect(requestedPrograms(partner.context).map(({ program }) => program)).toEqual(['carrier', 'koogallerySeller']);
    expect(enrolledPrograms(partner.context).map(({ program }) => program)).toEqual(['reseller']);
    await partner.go(inProgram('reseller').left, inProgram('carrier').rejected, inProgram('carrier').cancel);
    expect(requestedPrograms(partner.context).map(({ program }) => program)).toEqual(['koogallerySeller']);
    expect(enrolledPrograms(partner.context)).toEqual([]);
  });

  it('C-142 R-121 without an invitation Distribution is refused; invited, it is open', async () => {
    const partner = await newPartner();
    await partner.say(distributor.apply);
    expect(partner.codes).toEqual(['program.invitationRequired']);
    await partner.go(distributor.invited, distributor.apply);
    expect(statesOf(partner)).toEqual({ distributor: 'filling' });
  });

  it.each(partnerPrograms)('%s is applied for once at a time', async (program) => {
    const partner = await (await newPartner()).go(inProgram(program).invited, inProgram(program).apply);
    await partner.say(inProgram(program).apply);
    expect(partner.codes).toContain('program.alreadyRequested');
    expect(partner.context.enrollment.programs).toHaveLength(1);
  });

  it('C-145 R-126 the distributor is not reviewed without the Statement', async () => {
    const partner = await (await newPartner()).go(distributor.invited, distributor.apply);
    const application = programApplication('distributor');
    const { statement } = application;
    if (statement === undefined) return expect.unreachable();
    const unready: readonly [ProgramApplication, readonly string[]][] = [
      [{ ...application, statement: { ...statement, agreed: false } }, ['statement.notAccepted']],
      [{ ...application, statement: { ...statement, version: '0.9' } }, ['statement.versionStale']],
      [{ agreements: [] }, ['program.agreementNotAccepted', 'statement.notAccepted']],
    ];
    for (const [unsaid, codes] of unready) {
      await partner.say({ ...distributor.submit, application: unsaid });
      expect([partner.codes, statesOf(partner)]).toEqual([codes, { distributor: 'filling' }]);
    }
  });

  it('C-148 R-135 ftp://x is no website of a seller', async () => {
    const partner = await (await newPartner()).go(inProgram('koogallerySeller').apply);
    const application = { agreements: [], seller: { website: 'ftp://x' } };
    await partner.say({ ...inProgram('koogallerySeller').submit, application });
    expect(partner.codes).not.toEqual([]);
    expect(statesOf(partner)).toEqual({ koogallerySeller: 'filling' });
  });

  it('C-137 R-111 CSP for SG is taken by a sibling account; for TH it is not', async () => {
    const siblings = [{ ...sibling, programs: [{ program: 'cloudSolutionProvider' as const, area: 'SG' }] }];
    const partner = accountIs(await newPartner(), { siblings });
    await partner.go({ ...csp.apply, businessArea: 'SG' });
    expect([partner.trouble, statesOf(partner)]).toEqual([['program.areaTaken'], {}]);
    await partner.go({ ...csp.apply, businessArea: 'TH' }, csp.submit);
    expect(statesOf(partner)).toEqual({ cloudSolutionProvider: 'reviewing' });
  });

  it('C-139 R-116 on the cn site passed enterprise real-name authentication is no blocker, its lack is one', async () => {
    const partner = await (await newPartner(cn)).go(csp.apply);
    expect(statesOf(partner)).toEqual({ cloudSolutionProvider: 'filling' });
    const unknown = accountIs(await newPartner(cn), { realName: { individual: 'none', enterprise: 'none' } });
    await unknown.go(csp.apply);
    expect(unknown.trouble).toEqual(['program.realNameRequired']);
  });

  it('R-112 on a path CSP is refused with every other reason; selected while filling in, it is not handed in', async () => {
    const partner = await (await newPartner()).go(...toReview('distributor'), software.select);
    await partner.say(csp.apply);
    expect(partner.codes).toEqual(['program.closedByPath', 'program.excludedBy']);
    const late = await (await newPartner()).go(csp.apply, software.select);
    await late.say(csp.submit);
    expect(late.codes).toEqual(['program.closedByPath']);
    await late.go(software.exit, csp.submit);
    expect(statesOf(late)).toEqual({ software: 'exited', cloudSolutionProvider: 'reviewing' });
  });
});

describe.each(sites)('C-133 C-134 R-113 R-125 CSP and Distribution exclude each other, on %s', (site) => {
  const policy = createPolicy({ site });
  const pairs: readonly (readonly [PartnerProgram, PartnerProgram])[] = [
    ['cloudSolutionProvider', 'distributor'],
    ['distributor', 'cloudSolutionProvider'],
    ['cloudSolutionProvider', 'reseller'],
    ['reseller', 'cloudSolutionProvider'],
  ];
  const said = async (partner: Partner, event: Parameters<Partner['say']>[0]) => {
    await partner.say(event);
    return partner.codes;
  };

  it.each(pairs)('%s keeps %s out from the day it is handed in until it is left', async (first, second) => {
    const [one, other] = [inProgram(first, policy), inProgram(second, policy)];
    const partner = await (await newPartner(policy)).go(other.invited, ...toReview(first, policy));
    expect(await said(partner, other.apply)).toEqual(['program.excludedBy']);
    await partner.go(one.approved);
    expect(await said(partner, other.apply)).toEqual(['program.excludedBy']);
    await partner.go(one.left, other.apply, other.submit, other.approved);
    expect(statesOf(partner)).toEqual({ [first]: 'left', [second]: 'enrolled' });
    if (one.invited.program === 'distributor') await partner.go(one.invited);
    expect(await said(partner, one.apply)).toEqual(['program.excludedBy']);
  });

  it.each(pairs)(
    '%s and %s are both begun, but whoever is handed in first keeps the other out',
    async (first, second) => {
      const [one, other] = [inProgram(first, policy), inProgram(second, policy)];
      const partner = await (await newPartner(policy)).go(
        one.invited,
        other.invited,
        one.apply,
        other.apply,
        one.submit,
      );
      expect(await said(partner, other.submit)).toEqual(['program.excludedBy']);
      await partner.go(one.rejected, other.submit, one.revise);
      expect(await said(partner, one.submit)).toEqual(['program.excludedBy']);
      await partner.go(other.rejected, one.submit, one.approved, other.revise);
      expect(await said(partner, other.submit)).toEqual(['program.excludedBy']);
    },
  );

  it('distributor and reseller are both Distribution and go together', async () => {
    const partner = await (await newPartner(policy)).go(
      ...toJoined('distributor', policy),
      ...toJoined('reseller', policy),
    );
    expect(statesOf(partner)).toEqual({ distributor: 'enrolled', reseller: 'enrolled' });
  });
});

describe('C-140 R-118 buying', () => {
  it.each(['cloudSolutionProvider', 'distributor'] as const)(
    'is refused while %s is under review or joined, and allowed before and after',
    async (program) => {
      const { invited, apply, submit, rejected, revise, approved, left } = inProgram(program);
      const partner = await newPartner();
      const bought = async () => {
        const before = partner.context;
        await partner.say(buy);
        expect(partner.context).toStrictEqual(before);
        return partner.codes;
      };
      expect(await bought()).toEqual([]);
      await partner.go(invited, apply);
      expect(await bought()).toEqual([]);
      await partner.go(submit);
      expect(await bought()).toEqual(['purchase.closed']);
      await partner.go(rejected);
      expect(await bought()).toEqual([]);
      await partner.go(revise, submit, approved);
      expect(await bought()).toEqual(['purchase.closed']);
      await partner.go(left);
      expect(await bought()).toEqual([]);
    },
  );

  it('stays open on any path and in any other program', async () => {
    const others = partnerPrograms.filter((program) => !intl.programs.closingPurchases.includes(program));
    const partner = await (await newPartner()).go(
      service.select,
      ...others.flatMap((program) => toJoined(program)),
      buy,
    );
    expect(Object.keys(statesOf(partner))).toHaveLength(others.length + 1);
  });
});

describe('what a partner is told', () => {
  it('every act that is carried out is announced with the state it led to, and its reason', async () => {
    const partner = await (await newPartner()).go(service.select, service.submit, service.failed);
    await partner.go(...toReview('carrier'), inProgram('carrier').rejected);
    const told = partner.announcements.slice(1).map((announcement) => Object.values(announcement));
    expect(told).toEqual([
      ['path.changed', 'service', 'path.select', 'selected', null, 0],
      ['path.changed', 'service', 'path.validation.submit', 'roleValidating', null, 1],
      ['path.changed', 'service', 'path.validation.failed', 'selected', 'too few engineers', 1],
      ['program.changed', 'carrier', 'program.invited', 'invited', null, 0],
      ['program.changed', 'carrier', 'program.apply', 'filling', null, 0],
      ['program.changed', 'carrier', 'program.submit', 'reviewing', null, 1],
      ['program.changed', 'carrier', 'program.rejected', 'rejected', 'no plan', 1],
    ]);
  });

  it('what is refused, and what changes nothing, is not announced', async () => {
    const partner = await newPartner();
    const told = partner.announcements.length;
    await partner.say(learning.select);
    await partner.say(distributor.apply);
    await partner.go(buy, { type: 'enrollment.account.lookUp' });
    expect(partner.announcements).toHaveLength(told);
  });

  it('what is asked on several paths and in several programs is one list, and the choice is open no more', async () => {
    const partner = await (await newPartner()).go(
      software.select,
      service.select,
      service.submit,
      ...toReview('koogallerySeller'),
      inProgram('reseller').apply,
    );
    const { currentlyDue, eventuallyDue, pastDue, pendingVerification } = requirements(partner.snapshot);
    const short = (list: typeof currentlyDue) => list.map(({ code, params }) => [code, ...Object.values(params)]);
    expect(short(currentlyDue)).toEqual([['program.formOpen', 'reseller']]);
    expect(short(eventuallyDue)).toEqual([
      ['path.validationOpen', 'software'],
      ['path.solutionRequired', 'software'],
    ]);
    expect(short(pendingVerification)).toEqual([
      ['path.validating', 'service'],
      ['program.reviewing', 'koogallerySeller'],
    ]);
    expect(pastDue).toEqual([]);
  });

  it('the choice is open again once everything was left', async () => {
    const partner = await (await newPartner()).go(service.select, service.exit, ...toJoined('carrier'));
    expect(requirements(partner.snapshot).eventuallyDue.map(({ code }) => code)).toEqual([]);
    await partner.go(inProgram('carrier').left);
    expect(requirements(partner.snapshot).eventuallyDue).toMatchObject([{ code: 'enrollment.choiceOpen' }]);
  });

  it('R-101 R-132 the deadlines of all paths and programs are listed, the earliest first', async () => {
    const partner = await (await newPartner()).go(...toJoined('carrier'), ...toReview('reseller'));
    await partner.go({
      ...inProgram('reseller').approved,
      certificate: { id: 'K', validUntil: '2027-01-01T00:00:00Z' },
    });
    await partner.go(...toDifferentiated('learning'));
    partner.clock.pass({ days: 1 });
    await partner.go(...toDifferentiated('service'));
    expect(deadlines(partner.snapshot).map(({ at, event, payload }) => [at.slice(0, 10), event, payload])).toEqual([
      ['2027-01-01', 'program.certificate.expired', { program: 'reseller' }],
      ['2027-11-22', 'path.annualReview.due', { path: 'learning' }],
      ['2027-11-23', 'path.annualReview.due', { path: 'service' }],
    ]);
    expect(nextDeadline(partner.snapshot)?.payload).toEqual({ program: 'reseller' });
  });
});

describe('what the table of eligibility is given', () => {
  it('is the partner as it is: account, paths with their stage, programs with their status, invitations', async () => {
    const partner = await newPartner();
    expect(partnerFacts(partner.context)).toEqual({
      partnerId: 'partner-1',
      country: 'DE',
      applying: false,
      deregistering: false,
      account: null,
      paths: [],
      programs: [],
      invitedToPaths: [],
      invitedToPrograms: [],
      whitelisted: [],
    });
    await partner.go(
      ...toDifferentiated('learning'),
      service.select,
      service.submit,
      onPath('systemIntegrator').whitelisted,
      software.select,
      software.exit,
      ...toJoined('reseller'),
      ...toReview('distributor'),
      { ...inProgram('carrier').apply, businessArea: 'SG' },
    );
    expect(partnerFacts(partner.context)).toEqual({
      partnerId: 'partner-1',
      country: 'DE',
      applying: false,
      deregistering: false,
      account: cleanAccount,
      paths: [
        { path: 'learning', stage: 'differentiated' },
        { path: 'service', stage: 'validating' },
      ],
      programs: [
        { program: 'reseller', status: 'joined', area: 'DE' },
        { program: 'distributor', status: 'applying', area: 'DE' },
      ],
      invitedToPaths: ['learning'],
      invitedToPrograms: ['reseller', 'distributor'],
      whitelisted: ['systemIntegrator'],
    });
  });
});
