import { describe, expect, it } from 'vitest';
import { authenticatedCompany } from '../../src/account.js';
import { allowedEvents } from '../../src/explain.js';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { requirements } from '../../src/registration/requirements.js';
import { enterprise, individual, information, say as signup } from '../signup/signup.roads.js';
import { acceptance, cloudAccount, cn, cnBusiness, contact, filing, realNameAccount, say } from '../support/answers.js';
import { type Driven, drive } from '../support/drive.js';
import { down, type Scripts } from '../support/ports.js';

type Road = Driven<typeof registrationMachine>;

const renamedTo = '福州智云服务有限公司';
const renamed = { ...signup.apply, application: { ...enterprise, companyName: renamedTo } } as const;
const otherCode = '91350211M000100Y46';
const otherCompany = {
  ...signup.apply,
  application: { ...enterprise, companyName: '厦门云服务有限公司', registrationNumber: otherCode },
} as const;
const leave = { type: 'registration.leave' } as const;
const saveBusiness = { type: 'wizard.business.save', business: cnBusiness } as const;
const restOfWizard = [say.contact(contact), say.filing(filing(cn)), say.agreement(acceptance(cn))] as const;

const authenticated = (ports: Scripts = {}, more = {}) =>
  drive(registrationMachine, { policy: cn, account: { ...realNameAccount('approved'), ...more } }, ports);

const nameOf = ({ context }: Road) => authenticatedCompany(context.account)?.companyName;

it('R-021 an old account that was not upgraded is authenticated under its own id', async () => {
  const road = await drive(registrationMachine, { policy: cn }).go(
    { type: 'signup.oldAccount.signedIn', accountId: 'old-1', country: 'CN', email: 'anna@acme.example' },
    { type: 'signup.upgrade.postpone' },
    signup.startRealName,
    signup.apply,
  );
  expect(road.state).toBe('signup.realName.inReview');
  expect(road.calls.at(-1)).toMatchObject({ port: 'applyForRealName', input: { huaweiId: 'old-1' } });
});

describe('R-174 another authentication after a change of name or entity', () => {
  it('D4 C-177 the company is authenticated again, the wizard takes the new name, and until approval the old one holds', async () => {
    const road = authenticated();
    expect(allowedEvents(road.snapshot, 'applicant')).toContain('signup.realName.start');
    await road.go(signup.startRealName);
    expect(requirements(road.snapshot)).toMatchObject({
      currentlyDue: [],
      eventuallyDue: [{ code: 'realName.reauthenticationOpen', remedy: 'signup.realName.apply' }],
    });
    await road.go(renamed);
    expect([road.state, nameOf(road)]).toEqual(['signup.realName.inReview', cnBusiness.companyName]);
    expect(road.calls.at(-1)).toEqual({
      port: 'applyForRealName',
      input: { huaweiId: 'huawei-id-1', application: renamed.application, attempt: 2, reauthentication: true },
    });
    expect(requirements(road.snapshot).pendingVerification).toMatchObject([{ code: 'realName.inReview' }]);
    await road.go({ ...signup.approved, attempt: 2 });
    expect([road.state, nameOf(road), road.context.account.reauthentication]).toEqual([
      'choosingRoad',
      renamedTo,
      null,
    ]);
    await road.go(say.start);
    expect(road.context.application.drafts.business).toMatchObject({ companyName: renamedTo });
    await road.say(saveBusiness);
    expect(road.codes).toEqual(['company.differsFromRealName']);
    await road.go({ ...saveBusiness, business: { ...cnBusiness, companyName: renamedTo } });
    expect(road.state).toBe('wizard.enteringContact');
  });

  it('C-177 while it is in review nobody waits: the wizard goes on with the name in force, and the result comes meanwhile', async () => {
    const road = await authenticated().go(signup.startRealName, renamed, signup.back, say.start, saveBusiness);
    expect(road.state).toBe('wizard.enteringContact');
    expect(requirements(road.snapshot).pendingVerification).toMatchObject([
      { code: 'realName.inReview', remedy: null },
    ]);
    await road.say(signup.startRealName);
    expect(road.codes).toEqual(['realName.inReview']);
    await road.go(...restOfWizard, signup.stillInReview, { ...signup.approved, attempt: 2 });
    expect(road.state).toBe('wizard.acceptingAgreement');
    await road.say(say.submit);
    expect(road.codes).toEqual(['company.differsFromRealName']);
    expect(requirements(road.snapshot).currentlyDue).toMatchObject([
      { code: 'company.differsFromRealName', step: 'business', remedy: 'wizard.business.save' },
    ]);
    expect(road.context.application).toMatchObject({ business: cnBusiness, contact });
  });

  describe('business information that was saved before and would be refused on Submit is entered again', () => {
    const approved = { ...signup.approved, attempt: 2 } as const;
    const partner = { partnerId: 'P-77', companyName: cnBusiness.companyName };
    const secondAccount = createPolicy({ site: 'cn', business: { secondAccount: true } });
    const renamedMeanwhile = (policy = cn) =>
      drive(registrationMachine, { policy, account: realNameAccount('approved') }).go(
        say.start,
        saveBusiness,
        leave,
        signup.startRealName,
        renamed,
        approved,
      );
    const asksForBusiness = (road: Road) => {
      expect([road.state, road.context.application.trail.at(-1)]).toEqual(['wizard.enteringBusiness', 'business']);
      expect(road.context.application.business).toEqual(cnBusiness);
      expect(requirements(road.snapshot).currentlyDue).toContainEqual(
        expect.objectContaining({ code: 'company.differsFromRealName', remedy: 'wizard.business.save' }),
      );
    };

    it('R-174 on beginning anew, with the new name proposed', async () => {
      const road = await (await renamedMeanwhile()).go(say.start);
      asksForBusiness(road);
      expect(road.context.application.drafts.business).toMatchObject({ companyName: renamedTo });
      await road.go({ ...saveBusiness, business: { ...cnBusiness, companyName: renamedTo } });
      expect(road.state).toBe('wizard.enteringContact');
    });

    it('R-174 and of another entity, it is that one the outside world is asked about', async () => {
      const road = await authenticated().go(
        say.start,
        saveBusiness,
        leave,
        signup.startRealName,
        otherCompany,
        approved,
      );
      road.calls.length = 0;
      await road.go(say.start);
      expect(road.state).toBe('wizard.enteringBusiness');
      expect(road.calls.map(({ port, input }) => [port, input])).toMatchObject([
        ['lookUpCompany', { companyName: otherCompany.application.companyName, registrationNumber: otherCode }],
      ]);
    });

    it('R-174 when the look-up that had failed is repeated', async () => {
      const road = await (await renamedMeanwhile()).once('lookUpCompany', down).go(say.start);
      expect(road.state).toBe('wizard.companyCheckFailed');
      asksForBusiness(await road.go({ type: 'wizard.company.checkAgain' }));
    });

    it('R-174 when another name is approved while the company is looked up', async () => {
      const road = await authenticated().go(signup.startRealName, renamed, signup.back, say.start);
      road.once('lookUpCompany', () => new Promise<never>(() => {}));
      road.tell(saveBusiness);
      expect(road.state).toBe('wizard.checkingCompany');
      asksForBusiness(await road.go(approved));
    });

    it.each(['wizard.company.isAnother', 'wizard.company.applyAnyway'] as const)(
      'R-174 after %s of a partner that was found',
      async (type) => {
        const road = (await renamedMeanwhile(secondAccount)).once('lookUpCompany', () => ({ partner }));
        await road.go(say.start);
        expect(road.state).toBe('wizard.offeringAssociation');
        asksForBusiness(await road.go({ type }));
      },
    );

    it('R-174 R-037 under a policy that asks for more than was answered', async () => {
      const road = await authenticated().go(say.start, saveBusiness, leave);
      const policy = createPolicy({ ...cn, business: { ...cn.business, required: ['website'] } });
      await road.go({ type: 'registration.policyChanged', policy }, say.start);
      expect(road.state).toBe('wizard.enteringBusiness');
      expect(requirements(road.snapshot).currentlyDue).toContainEqual(
        expect.objectContaining({ code: 'value.missing', path: ['business', 'website'] }),
      );
    });

    it('R-174 but goes on to the contact where the name in force is the one that was answered', async () => {
      const road = await authenticated().go(say.start, saveBusiness, leave, say.start);
      expect([road.state, road.context.application.trail]).toEqual(['wizard.enteringContact', ['business', 'contact']]);
    });
  });

  it('rejected, the old one holds, the reason is shown, and it can be handed in again from the wizard', async () => {
    const rejected = { ...signup.rejected, attempt: 2 } as const;
    const road = await authenticated().go(
      signup.startRealName,
      renamed,
      signup.back,
      say.start,
      saveBusiness,
      rejected,
    );
    expect([nameOf(road), road.state]).toEqual([cnBusiness.companyName, 'wizard.enteringContact']);
    expect(requirements(road.snapshot).eventuallyDue).toMatchObject([
      { code: 'realName.rejected', params: { reason: rejected.reason }, remedy: 'signup.realName.start' },
    ]);
    await road.go(signup.startRealName);
    expect(requirements(road.snapshot).eventuallyDue).toMatchObject([
      { code: 'realName.rejected', params: { reason: rejected.reason }, remedy: 'signup.realName.apply' },
    ]);
    await road.go(signup.postponeRealName, say.start);
    expect(road.context.application.business).toEqual(cnBusiness);
    await road.go(...restOfWizard, say.submit);
    expect(road.state).toBe('enrollment.enrolled');
    expect(requirements(road.snapshot).eventuallyDue).toContainEqual(
      expect.objectContaining({ code: 'realName.rejected', remedy: null }),
    );
  });

  it('rejected at its form, the form stays with the reason until it is handed in again', async () => {
    const road = await authenticated().go(signup.startRealName, renamed, signup.rejected);
    expect([road.state, nameOf(road)]).toEqual(['signup.realName.rejected', cnBusiness.companyName]);
    await road.once('applyForRealName', down).go(renamed);
    expect([road.state, road.trouble]).toEqual(['signup.realName.rejected', ['port.unavailable']]);
    expect(road.context.account.reauthentication).toMatchObject({ status: 'rejected', reason: signup.rejected.reason });
    await road.go(renamed);
    expect(road.context.account.reauthentication).toMatchObject({ status: 'inReview', reason: null, decidedAt: null });
    await road.say({ ...signup.approved, attempt: 2 });
    expect(road.codes).toEqual(['decision.late']);
    await road.go({ ...signup.approved, attempt: 3 });
    expect(nameOf(road)).toBe(renamedTo);
  });

  it.each([
    ['approved', 'choosingRoad', ['masterInvitationOpen'], ['realName.masterInvitationOpen']],
    [
      'approved',
      'choosingRoad',
      ['sharedWithMaster', 'masterInvitationOpen'],
      ['realName.sharedWithMaster', 'realName.masterInvitationOpen'],
    ],
    ['rejected', 'choosingRoad', ['masterInvitationOpen'], ['realName.masterInvitationOpen']],
  ] as const)(
    'of an account whose authentication is %s it is not taken while Huawei says %s %j',
    async (status, _at, refused, codes) => {
      const road = drive(registrationMachine, { policy: cn, account: realNameAccount(status) });
      await road.go(signup.startRealName);
      await road.once('applyForRealName', () => ({ refused })).go(renamed);
      expect(road.state).toBe(status === 'rejected' ? 'signup.realName.rejected' : 'signup.realName.applying');
      expect(road.trouble).toEqual(codes);
      const { realName, reauthentication, realNameAttempts } = road.context.account;
      expect((status === 'approved' ? reauthentication : realName)?.application).toEqual(renamed.application);
      expect(realNameAttempts).toBe(1);
      await road.go(renamed);
      expect([road.state, road.trouble]).toEqual(['signup.realName.inReview', []]);
    },
  );

  it.each([[{ refused: [] }], [{ refused: ['tooEarly'] }], [{ refused: ['sharedWithMaster'], more: true }], [[]]])(
    'an answer %j is none',
    async (answer) => {
      const road = await authenticated({ applyForRealName: () => answer }).go(signup.startRealName, renamed);
      expect(road.trouble).toEqual(['port.unavailable']);
    },
  );

  it('R-019 an individual’s authentication is in force too until that of the enterprise is passed', async () => {
    const realName = { status: 'approved' as const, application: individual, reason: null, decidedAt: null };
    const road = drive(registrationMachine, { policy: cn, account: { ...cloudAccount, realName } });
    await road.go(signup.startRealName, signup.apply);
    expect(road.calls.at(-1)).toMatchObject({ input: { reauthentication: false } });
    await road.go(signup.rejected);
    expect(road.context.account.realName).toEqual(realName);
    await road.go(signup.postponeRealName);
    await road.say(say.start);
    expect(road.codes).toEqual(['realName.rejected']);
    expect(requirements(road.snapshot).eventuallyDue.map(({ code }) => code)).toEqual(['realName.rejected']);
    await road.go(signup.startRealName, signup.apply, signup.back);
    await road.say(say.start);
    expect(road.codes).toEqual(['realName.inReview']);
    await road.go(signup.approved, say.start);
    expect(nameOf(road)).toBe(enterprise.companyName);
  });

  it('a first authentication is waited for', async () => {
    const road = drive(registrationMachine, { policy: cn, account: cloudAccount });
    await road.go(signup.startRealName, signup.apply);
    await road.say(signup.back);
    expect([road.state, road.codes]).toEqual(['signup.realName.inReview', ['event.notExpected']]);
  });

  it('a result for which nothing is in review is not expected anywhere', async () => {
    const road = authenticated();
    for (const event of [signup.approved, signup.rejected, { ...signup.approved, attempt: 1 }]) {
      await road.say(event);
      expect(road.codes).toEqual(['event.notExpected']);
    }
  });

  it('R-018 the name in the details may follow the authentication, and may be no other', async () => {
    const road = await authenticated({}, { information }).go(signup.startRealName, renamed, signup.approved);
    const named = (name: string) => ({ ...signup.complete, information: { ...information, name } });
    await road.say(named('Another'));
    expect(road.codes).toEqual(['account.nameLocked']);
    await road.go(named(renamedTo));
    expect(road.context.account.information?.name).toBe(renamedTo);
  });

  it('a company that was looked up before is not taken for the one that is authenticated now', async () => {
    const partner = { partnerId: 'P-77', companyName: cnBusiness.companyName };
    const lookUpCompany: Scripts['lookUpCompany'] = ({ registrationNumber }) => ({
      partner: registrationNumber === otherCode ? null : partner,
    });
    const road = await authenticated({ lookUpCompany }).go(signup.startRealName, otherCompany, signup.back, say.start);
    expect(road.state).toBe('wizard.offeringAssociation');
    await road.go(signup.approved);
    expect([road.state, road.context.application.company]).toEqual([
      'wizard.enteringBusiness',
      { country: 'CN', registrationNumber: otherCode, partner: null },
    ]);
    await road.go(leave, signup.startRealName, signup.apply, signup.approved, say.start);
    expect([road.state, road.context.application.company?.partner]).toEqual(['wizard.offeringAssociation', partner]);
  });

  it('that one applies although a company is a partner holds for that company only', async () => {
    const policy = createPolicy({ site: 'cn', business: { secondAccount: true } });
    const lookUpCompany: Scripts['lookUpCompany'] = () => ({ partner: { partnerId: 'P-77', companyName: 'A' } });
    const road = drive(registrationMachine, { policy, account: realNameAccount('approved') }, { lookUpCompany });
    await road.go(say.start, { type: 'wizard.company.applyAnyway' }, leave, say.start);
    expect(road.state).toBe('wizard.enteringBusiness');
    await road.go(signup.startRealName, otherCompany, signup.approved, say.start);
    expect([road.state, road.context.application.secondAccount]).toEqual(['wizard.offeringAssociation', false]);
  });
});

describe('R-175 S24 the first authentication of the master account', () => {
  const company = (companyName: string) => ({ ...enterprise, companyName });
  const master = (before: string | null, after: string) =>
    ({ ...signup.synchronised, masterNameBefore: before, application: company(after) }) as const;
  const member = (name: string, isAuthenticated: boolean) => ({
    ...cloudAccount,
    country: 'CN',
    information: { ...information, name },
    realName: isAuthenticated
      ? { status: 'approved' as const, application: company(name), reason: null, decidedAt: null }
      : null,
  });

  it.each([
    ['C-035 case 1', 'Master A', member('Master A', false), 'Master A', []],
    ['C-035 case 2', 'Master A', member('Master A', false), 'Master B', []],
    ['C-178 case 3', 'Master A', member('Master A', true), 'Master B', []],
    ['case 4', 'Master A', member('Master B', false), 'Master B', []],
    ['case 5', 'Master A', member('Master B', false), 'Master A', ['realName.nameDiffers']],
    ['case 6', 'Master A', member('Master B', true), 'Master A', ['realName.alreadyPassed']],
  ] as const)('%s: a master named %s before, at the choice of road', async (_case, before, account, after, codes) => {
    const road = drive(registrationMachine, { policy: cn, account });
    await road.say(master(before, after));
    expect([road.state, road.codes]).toEqual(['choosingRoad', codes]);
    const held = account.realName === null ? undefined : account.realName.application.companyName;
    expect(nameOf(road)).toBe(codes.length === 0 ? after : held);
  });

  it('C-178 reaches a member in the wizard too, where the answers then differ and are kept', async () => {
    const road = await authenticated().go(say.start, saveBusiness, master(cnBusiness.companyName, 'Master B'));
    expect([road.state, nameOf(road)]).toEqual(['wizard.enteringContact', 'Master B']);
    expect(road.context.application.business).toEqual(cnBusiness);
    expect(requirements(road.snapshot).currentlyDue).toContainEqual(
      expect.objectContaining({ code: 'company.differsFromRealName' }),
    );
  });

  it('C-178 while the company is looked up, the look-up begins anew with the one authenticated now', async () => {
    const road = authenticated({}, {});
    road.once('lookUpCompany', () => new Promise<never>(() => {}));
    road.tell(say.start);
    expect(road.state).toBe('wizard.checkingCompany');
    await road.go({
      ...signup.synchronised,
      masterNameBefore: cnBusiness.companyName,
      application: otherCompany.application,
    });
    expect(road.context.application.company).toEqual({ country: 'CN', registrationNumber: otherCode, partner: null });
    expect(road.calls.at(-1)).toMatchObject({ port: 'lookUpCompany', input: { registrationNumber: otherCode } });
  });

  it('replaces the authentication in force and the one in review, whose result is not expected any more', async () => {
    const road = await authenticated().go(signup.startRealName, renamed, master(cnBusiness.companyName, 'Master B'));
    expect([road.state, nameOf(road), road.context.account.reauthentication]).toEqual([
      'choosingRoad',
      'Master B',
      null,
    ]);
    await road.say({ ...signup.approved, attempt: 2 });
    expect(road.codes).toEqual(['event.notExpected']);
    await road.go(signup.startRealName, renamed);
    await road.say({ ...signup.approved, attempt: 2 });
    expect(road.codes).toEqual(['decision.late']);
  });

  it('does not reach an individual’s authentication', async () => {
    const realName = { status: 'approved' as const, application: individual, reason: null, decidedAt: null };
    const road = drive(registrationMachine, { policy: cn, account: { ...cloudAccount, information, realName } });
    await road.say(master(information.name, 'Master B'));
    expect(road.codes).toEqual(['realName.alreadyPassed']);
  });
});
