import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../src/eligibility.js';
import { allowedEvents } from '../../src/explain.js';
import { createPolicy } from '../../src/policy.js';
import { requirements } from '../../src/registration/requirements.js';
import { cn, intl } from '../support/answers.js';
import { accountIs, inProgram, lookUps, newPartner, onPath, statesOf, toJoined, toReview } from './partners.js';

const deregister = { type: 'enrollment.deregister' } as const;
const withdraw = { type: 'enrollment.withdraw' } as const;
const software = onPath('software');

describe('deregistering the account of a partner', () => {
  it('C-167 R-164 on cn the path is left first, then the account is deregistered, and the world is told', async () => {
    const partner = await (await newPartner(cn)).go(software.select);
    expect(await partner.say(deregister)).toMatchObject({
      issues: [{ code: 'deregistration.onPath', params: { path: 'software' } }],
    });
    await partner.go(software.exit, deregister);
    expect(partner.context.enrollment.deregistrationRequestedAt).toBe(partner.clock.now);
    expect(partner.announcements.at(-1)).toEqual({
      type: 'enrollment.deregistrationRequested',
      partnerId: 'partner-1',
    });
  });

  it('R-164 every path and every program that keeps it is named, all at once', async () => {
    const partner = await (await newPartner(cn)).go(
      software.select,
      onPath('service').select,
      ...toJoined('reseller', cn),
      ...toReview('carrier', cn),
    );
    await partner.say(deregister);
    expect(partner.codes).toEqual([
      'deregistration.onPath',
      'deregistration.onPath',
      'deregistration.inProgram',
      'deregistration.inProgram',
    ]);
  });

  it.each(['intl', 'eu'] as const)('R-028 on %s the account of a partner is never deregistered', async (site) => {
    const partner = await newPartner(createPolicy({ site }));
    await partner.say(deregister);
    expect([partner.codes, lookUps(partner)]).toEqual([['deregistration.partner'], 0]);
    for (const role of ['applicant', 'administrator'] as const)
      expect(allowedEvents(partner.snapshot, role)).not.toContain('enrollment.deregister');
  });

  const blockers: readonly (readonly [string, Partial<AccountFacts>])[] = [
    ['deregistration.frozen', { frozen: true }],
    ['deregistration.associated', { associated: true }],
    ['deregistration.enterpriseCenter', { enterpriseCenter: 'master' }],
    ['deregistration.enterpriseCenter', { enterpriseCenter: 'member' }],
    ['deregistration.boundElsewhere', { boundElsewhere: true }],
    ['deregistration.resources', { resources: true }],
    ['deregistration.balance', { balance: true }],
    ['deregistration.overdue', { arrears: true }],
    ['deregistration.pendingSettlement', { pendingSettlement: true }],
    ['deregistration.contracts', { openContracts: true }],
    ['deregistration.orders', { openOrders: true }],
  ];

  it.each(blockers)('R-028 %s', async (code, facts) => {
    const partner = await accountIs(await newPartner(cn), facts).go(deregister);
    expect([partner.trouble, partner.context.enrollment.deregistrationRequestedAt]).toEqual([[code], null]);
  });

  it('R-028 all that stands in the way is told at once', async () => {
    const facts: Partial<AccountFacts> = Object.assign({}, ...blockers.map(([, one]) => one));
    const partner = await accountIs(await newPartner(cn), facts).go(deregister);
    expect(partner.trouble).toEqual([...new Set(blockers.map(([code]) => code))]);
  });

  it('is asked for once', async () => {
    const partner = await (await newPartner(cn)).go(deregister);
    const asked = lookUps(partner);
    await partner.say(deregister);
    expect([partner.codes, lookUps(partner)]).toEqual([['deregistration.requested'], asked]);
  });

  it('R-057 R-164 is another act than withdrawing: after it the company is a partner still, and cannot withdraw', async () => {
    const partner = await (await newPartner(cn)).go(deregister);
    expect([partner.state, partner.context.enrollment.partnerId]).toEqual(['enrolled', 'partner-1']);
    await partner.say(withdraw);
    expect(partner.codes).toEqual(['enrollment.cannotWithdraw']);
    const abroad = await newPartner(intl);
    await abroad.say(withdraw);
    const { codes } = abroad;
    await abroad.say(deregister);
    expect([codes, abroad.codes]).toEqual([['enrollment.cannotWithdraw'], ['deregistration.partner']]);
  });

  it('R-028 is nothing for a reviewer, a member or the system', async () => {
    const partner = await newPartner(cn);
    for (const role of ['reviewer', 'member', 'system'] as const) {
      await partner.say(deregister, { by: role });
      expect(partner.codes).toEqual(['actor.notAllowed']);
    }
  });

  it('D8 R-028 once it is requested no path is selected, no program applied for, and nothing bought', async () => {
    const partner = await (await newPartner(cn)).go(deregister);
    const asked = lookUps(partner);
    for (const event of [
      software.select,
      inProgram('carrier', cn).apply,
      { type: 'enrollment.purchase.request' },
    ] as const) {
      await partner.say(event);
      expect([event.type, partner.codes, lookUps(partner)]).toEqual([event.type, ['deregistration.requested'], asked]);
      expect(allowedEvents(partner.snapshot, 'applicant')).not.toContain(event.type);
    }
    expect(statesOf(partner)).toEqual({});
    expect(requirements(partner.snapshot).eventuallyDue).toEqual([]);
  });

  it('D8 R-028 an application to a program that is being filled in is not handed in any more, but can be given up', async () => {
    const carrier = inProgram('carrier', cn);
    const partner = await (await newPartner(cn)).go(carrier.apply, deregister);
    await partner.say(carrier.submit);
    expect(partner.codes).toEqual(['deregistration.requested']);
    expect(requirements(partner.snapshot).currentlyDue.map(({ code, remedy }) => [code, remedy])).toEqual([
      ['program.formOpen', 'program.cancel'],
      ['deregistration.requested', null],
    ]);
    await partner.go(carrier.cancel);
    expect([statesOf(partner), requirements(partner.snapshot).currentlyDue]).toEqual([{ carrier: 'notApplied' }, []]);
  });

  it('D8 what Huawei reports is still taken: an invitation, a rejection', async () => {
    const partner = await (await newPartner(cn)).go(deregister, software.invited, inProgram('carrier').invited);
    expect(statesOf(partner)).toEqual({ software: 'invited', carrier: 'invited' });
  });

  it('R-028 an application that was rejected or given up keeps nobody', async () => {
    const carrier = inProgram('carrier', cn);
    const partner = await (await newPartner(cn)).go(...toReview('carrier', cn), carrier.rejected, deregister);
    expect(statesOf(partner)).toEqual({ carrier: 'rejected' });
    expect(partner.context.enrollment.deregistrationRequestedAt).not.toBeNull();
  });
});
