import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../src/eligibility.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { allowedEvents } from '../../src/explain.js';
import type { IssueCode } from '../../src/issue.js';
import { cleanAccount } from '../../src/testing/ports.js';
import { cn, intl, submittedApplication } from '../support/answers.js';
import { actorOf, drive } from '../support/drive.js';
import { down } from '../support/ports.js';
import { accountIs, inProgram, lookUps, newPartner, onPath, type Partner, statesOf } from './partners.js';

const { select, exit, submit, certified } = onPath('software');
const csp = inProgram('cloudSolutionProvider');
const lookUp = { type: 'enrollment.account.lookUp' } as const;
const deregister = { type: 'enrollment.deregister' } as const;
const sibling: AccountFacts['siblings'][number] = { partnerId: 'P-2', paths: [], programs: [], solution: 'none' };

type PartnerSaying = Parameters<Partner['go']>[0];

/** An act that depends on the account: what comes before it, and what of the account is held against it. */
interface Dependent {
  readonly what: string;
  readonly policy?: typeof intl;
  readonly before: readonly PartnerSaying[];
  readonly act: PartnerSaying;
  readonly facts: Partial<AccountFacts>;
  readonly codes: readonly IssueCode[];
  /** Where its path or program is once it was carried out. */
  readonly ends: Readonly<Record<string, string>>;
}

const dependents: readonly Dependent[] = [
  {
    what: 'R-093 a path is selected',
    policy: cn,
    before: [],
    act: onPath('service').select,
    facts: { siblings: [{ ...sibling, paths: ['service'] }] },
    codes: ['path.takenBySibling'],
    ends: { service: 'selected' },
  },
  {
    what: 'C-116 R-095 a path is left',
    before: [select],
    act: exit,
    facts: { records: ['mdf', 'testCoupon'] },
    codes: ['pathExit.testCoupon', 'pathExit.mdf'],
    ends: { software: 'exited' },
  },
  {
    what: 'C-130 C-136 R-110 R-114 R-115 a program is applied for',
    before: [],
    act: csp.apply,
    facts: { kind: 'individual', resources: true, enterpriseCenter: 'member' },
    codes: ['program.notEnterprise', 'program.resources', 'program.enterpriseCenter'],
    ends: { cloudSolutionProvider: 'filling' },
  },
  {
    what: 'R-114 R-117 R-119 an application is handed in',
    before: [csp.apply],
    act: csp.submit,
    facts: { arrears: true, preregistered: true, customerOf: 'partner' },
    codes: ['program.arrears', 'program.preregistered', 'program.customerOfPartner'],
    ends: { cloudSolutionProvider: 'reviewing' },
  },
  {
    what: 'C-143 R-122 an invitation to Distribution is accepted',
    before: [inProgram('distributor').invited],
    act: inProgram('distributor').apply,
    facts: { frozen: true, creditAccount: true },
    codes: ['program.frozen', 'program.creditAccount'],
    ends: { distributor: 'filling' },
  },
  {
    what: 'R-028 the account is deregistered',
    policy: cn,
    before: [],
    act: deregister,
    facts: { balance: true, openOrders: true },
    codes: ['deregistration.balance', 'deregistration.orders'],
    ends: {},
  },
];

describe.each(dependents)('the account is looked up: $what', ({ policy = intl, before, act, facts, codes, ends }) => {
  const begun = async () => (await newPartner(policy)).go(...before);
  const knownOf = (partner: Partner) => partner.context.enrollment.account;

  it('with nothing against it, it is carried out at once, and what was looked up is kept with its time', async () => {
    const partner = await begun();
    const asked = lookUps(partner);
    partner.clock.pass({ minutes: 5 });
    await partner.go(act);
    expect([partner.state, partner.trouble, statesOf(partner)]).toEqual(['enrolled', [], ends]);
    expect(lookUps(partner)).toBe(asked + 1);
    expect(partner.calls.at(-1)).toEqual({
      port: 'lookUpAccount',
      input: { partnerId: 'partner-1', huaweiId: 'huawei-id-1' },
    });
    expect(knownOf(partner)).toEqual({ facts: cleanAccount, at: partner.clock.now });
  });

  it('what was looked up just now refuses it with every reason; said again, the account is looked up again', async () => {
    const partner = accountIs(await begun(), facts);
    const { paths, programs, deregistrationRequestedAt } = partner.context.enrollment;
    const told = partner.announcements.length;
    expect(await partner.say(act)).toMatchObject({ allowed: true });
    expect([partner.state, partner.trouble]).toEqual(['enrolled', codes]);
    expect(partner.context.enrollment).toMatchObject({ paths, programs, deregistrationRequestedAt, asked: null });
    expect(partner.announcements).toHaveLength(told);
    expect(knownOf(partner)?.facts).toEqual({ ...cleanAccount, ...facts });
    const asked = lookUps(partner);
    await partner.go(act);
    expect([lookUps(partner), partner.trouble]).toEqual([asked + 1, codes]);
  });

  it('stale facts never stand in the way: what has been put right since is carried out', async () => {
    const partner = accountIs(await begun(), facts);
    await partner.go(act, lookUp);
    expect([partner.trouble, knownOf(partner)?.facts]).toEqual([[], { ...cleanAccount, ...facts }]);
    await accountIs(partner, {}).go(act);
    expect([partner.trouble, statesOf(partner), knownOf(partner)?.facts]).toEqual([[], ends, cleanAccount]);
  });

  it('when nobody answers, nothing is lost or carried out, it is said, and it can be tried again', async () => {
    const partner = await begun();
    const { enrollment } = partner.context;
    const told = partner.announcements.length;
    for (const script of [down, () => ({ ...cleanAccount, kind: 'club' }), () => ({ ...cleanAccount, admin: true })]) {
      await partner.once('lookUpAccount', script).go(act);
      expect([partner.state, partner.trouble]).toEqual(['enrolled', ['port.unavailable']]);
      expect(partner.context.trouble[0]?.params).toEqual({ port: 'lookUpAccount' });
      expect(partner.context.enrollment).toEqual(enrollment);
    }
    expect(partner.announcements).toHaveLength(told);
    await partner.go(act);
    expect([partner.trouble, statesOf(partner)]).toEqual([[], ends]);
  });
});

describe('looking the account up', () => {
  it('changes nothing but what is known of it, also when nobody answers', async () => {
    const partner = await (await newPartner()).go(select, csp.invited);
    const { account: _, ...before } = partner.context.enrollment;
    const told = partner.announcements.length;
    await accountIs(partner, { solution: 'certified' }).go(lookUp);
    expect(partner.context.enrollment).toEqual({
      ...before,
      account: { facts: { ...cleanAccount, solution: 'certified' }, at: partner.clock.now },
    });
    const known = partner.context.enrollment.account;
    await partner.answer('lookUpAccount', down).go(lookUp);
    expect([partner.trouble, partner.context.enrollment.account]).toEqual([['port.unavailable'], known]);
    expect(partner.announcements).toHaveLength(told);
  });

  it('carries out no act that an altered record says was asked for', async () => {
    const { context } = await newPartner();
    const asked = { ...select, at: '2026-11-22T10:00:00.000Z', by: actorOf('applicant') };
    const altered = { ...context, enrollment: { ...context.enrollment, asked } };
    const snapshot = enrollmentMachine.resolveState({ value: 'enrolled', context: altered });
    const input = { policy: intl, application: submittedApplication() };
    const partner = await drive(enrollmentMachine, input, {}, { snapshot }).go(lookUp);
    expect([partner.context.enrollment.paths, partner.context.enrollment.asked]).toEqual([[], null]);
  });

  it('is nothing for a reviewer or a member', async () => {
    const partner = await newPartner();
    for (const role of ['reviewer', 'member'] as const) {
      await partner.say(lookUp, { by: role });
      expect([partner.codes, lookUps(partner)]).toEqual([['actor.notAllowed'], 0]);
    }
  });

  it('R-097 a solution certified since is found by the look-up that role validation begins with', async () => {
    const partner = await (await newPartner()).go(select, submit);
    expect([partner.trouble, statesOf(partner)]).toEqual([['path.solutionRequired'], { software: 'selected' }]);
    await accountIs(partner, { solution: 'certified' }).go(submit);
    expect([partner.trouble, statesOf(partner)]).toEqual([[], { software: 'roleValidated' }]);
  });

  it('R-112 C-133 what no look-up can change refuses at once, with what is known of the account besides', async () => {
    const partner = accountIs(await newPartner(), { resources: true, consumption: true });
    await partner.go(select);
    const asked = lookUps(partner);
    await partner.say(csp.apply);
    expect(partner.codes).toEqual(['program.closedByPath', 'program.resources', 'program.consumption']);
    expect(lookUps(partner)).toBe(asked);
    for (const role of ['applicant', 'administrator'] as const)
      expect(allowedEvents(partner.snapshot, role)).toContain('program.apply');
  });
});

describe('what does not depend on the account asks nothing', () => {
  it('neither of a path nor of a program, nor about buying', async () => {
    const reseller = inProgram('reseller');
    const partner = await (await newPartner()).go(select, reseller.apply);
    const asked = lookUps(partner);
    await partner.go(
      onPath('learning').invited,
      onPath('learning').whitelisted,
      certified,
      inProgram('distributor').invited,
      reseller.cancel,
      { type: 'enrollment.purchase.request' },
    );
    expect(lookUps(partner)).toBe(asked);
  });

  it('nor does an act that is refused by what is known already', async () => {
    const partner = await newPartner();
    await partner.say(onPath('learning').select);
    await partner.say(inProgram('distributor').apply);
    await partner.say(exit);
    await partner.say(csp.submit);
    await partner.say(deregister);
    expect([partner.state, lookUps(partner)]).toEqual(['enrolled', 0]);
  });

  it('trouble is over with the next act, whatever it is', async () => {
    for (const next of [lookUp, certified, { type: 'enrollment.purchase.request' }, csp.apply] as const) {
      const partner = await (await newPartner()).once('lookUpAccount', down).go(select);
      expect(partner.trouble).toEqual(['port.unavailable']);
      await partner.go(next);
      expect(partner.trouble).toEqual([]);
    }
  });
});
