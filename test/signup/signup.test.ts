import { describe, expect, it } from 'vitest';
import type { AccountInformation } from '../../src/account.js';
import { explain } from '../../src/explain.js';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { agreementsIssues } from '../../src/signup/signup.guards.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { cloudAccount, cn, intl, realNameAccount } from '../support/answers.js';
import { actorOf, drive } from '../support/drive.js';
import { rightCode } from '../support/ports.js';
import {
  email,
  information,
  password,
  phone,
  type RestingState,
  restingRoads,
  say,
  signup,
  signupAt,
} from './signup.roads.js';

const due = (snapshot: Parameters<typeof requirements>[0]) =>
  requirements(snapshot).currentlyDue.map(({ code }) => code);

describe('the HUAWEI ID', () => {
  it('C-001 R-006 R-007 country, e-mail, right code and password register it', async () => {
    const driven = await signup().go(
      { type: 'signup.country.choose', country: 'DE' },
      { type: 'signup.email.submit', email: 'a@b.de' },
      { type: 'signup.code.submit', verificationCode: rightCode },
      { type: 'signup.password.set', password: 'abc12345' },
    );
    expect(driven.state).toBe('securingPhone.entering');
    expect(driven.context.account).toMatchObject({
      country: 'DE',
      email: 'a@b.de',
      emailVerifiedAt: driven.clock.now,
      huaweiId: 'huawei-id-1',
      registeredAt: driven.clock.now,
      challenge: null,
    });
  });

  it('R-003 R-004 is registered under the country chosen, whose law and tax rate hold, and cloud services too', async () => {
    const driven = await signup().go(say.country, say.email, say.code, say.password, say.skipPhone, say.enable);
    const asked = (port: string) => driven.calls.find((call) => call.port === port)?.input;
    expect(asked('registerHuaweiId')).toEqual({ country: 'DE', email, password });
    expect(asked('enableCloudServices')).toEqual({
      huaweiId: 'huawei-id-1',
      country: 'DE',
      agreements: intl.account.agreements,
    });
  });

  it.each([
    ['C-002', 'abcdefgh', ['password.noDigit']],
    ['C-004', 'abc 12345', ['password.hasSpace']],
    ['C-005', 'abc1234', ['password.tooShort']],
    ['C-022', 'abc123', ['password.tooShort']],
  ])('%s R-007 the password %j is refused and nobody is asked to register', async (_case, weak, codes) => {
    const driven = await signupAt('settingPassword.entering');
    await driven.say({ ...say.password, password: weak });
    expect(driven.codes).toEqual(codes);
    expect(driven.calls.map(({ port }) => port)).not.toContain('registerHuaweiId');
  });

  it('C-022 R-015 under the rules of the API the same password is taken, and one that holds the e-mail address is not', async () => {
    const policy = createPolicy({ site: 'intl', account: { passwordRules: 'api' } });
    const driven = await signup(policy).go(say.country, say.email, say.code);
    await driven.say({ ...say.password, password: `A1${email}`.slice(0, 32) });
    expect(driven.codes).toEqual(['password.containsContact']);
    await driven.go({ ...say.password, password: 'abc123' });
    expect(driven.context.account.registeredAt).not.toBeNull();
  });

  it('a registration that Huawei refuses leads back to the password, with the reason', async () => {
    const driven = await signupAt('settingPassword.entering');
    await driven.once('registerHuaweiId', () => ({ result: 'refused' })).go(say.password);
    expect([driven.state, driven.trouble]).toEqual(['settingPassword.entering', ['account.registrationRefused']]);
    await driven.go(say.password);
    expect([driven.state, driven.trouble]).toEqual(['securingPhone.entering', []]);
  });

  it('R-006 no password is set before the e-mail address is confirmed', async () => {
    for (const state of ['choosingCountry', 'verifyingEmail.entering', 'verifyingEmail.enteringCode'] as const) {
      const driven = await signupAt(state);
      await driven.say(say.password);
      expect(driven.codes).toEqual(['event.notExpected']);
    }
  });

  it('R-006 an address longer than 64 characters is refused, one of 64 is not', async () => {
    const domain = `@${'a'.repeat(50)}.example`;
    const longest = `${'a'.repeat(64 - domain.length)}${domain}`;
    const driven = await signupAt('verifyingEmail.entering');
    await driven.say({ ...say.email, email: `a${longest}` });
    expect(driven.codes).toEqual(['text.tooLong']);
    await driven.go({ ...say.email, email: longest });
  });
});

describe('the country', () => {
  it('C-007 R-002 of a registered ID cannot be changed from FR to ES', async () => {
    const driven = await signup().go({ ...say.country, country: 'FR' }, say.email, say.code, say.password);
    await driven.say({ ...say.country, country: 'ES' });
    expect(driven.codes).toEqual(['account.countryImmutable']);
    expect(driven.context.account.country).toBe('FR');
  });

  const registered = (Object.keys(restingRoads) as RestingState[]).filter(
    (state) => !/^(choosingCountry|verifyingEmail|settingPassword|complete)/.test(state),
  );
  it.each(registered)('C-007 R-002 is final in %s', async (state) => {
    const driven = await signupAt(state);
    await driven.say({ ...say.country, country: 'ES' });
    expect(driven.codes).toEqual(['account.countryImmutable']);
  });

  it('C-007 R-002 is final on the road after signup, too', async () => {
    const driven = drive(registrationMachine, { policy: intl, account: cloudAccount });
    await driven.say({ ...say.country, country: 'ES' });
    expect([driven.state, ...driven.codes]).toEqual(['choosingRoad', 'account.countryImmutable']);
  });

  it.each(['verifyingEmail.entering', 'verifyingEmail.enteringCode', 'settingPassword.entering'] as const)(
    'R-002 may still be changed in %s, where the ID is not registered yet',
    async (state) => {
      const driven = await signupAt(state);
      await driven.go({ ...say.country, country: 'ES' });
      expect([driven.state, driven.context.account.country]).toEqual([state, 'ES']);
    },
  );

  it('R-002 changed while the ID is being registered, the registration is dropped and asked for anew', async () => {
    const driven = await signupAt('settingPassword.entering');
    driven.once('registerHuaweiId', () => new Promise(() => {}));
    driven.tell(say.password);
    await driven.go({ ...say.country, country: 'ES' });
    expect([driven.state, driven.context.account.registeredAt]).toEqual(['settingPassword.entering', null]);
    await driven.go(say.password);
    expect(driven.calls.at(-1)?.input).toMatchObject({ country: 'ES' });
    expect(driven.context.account.country).toBe('ES');
  });

  it('R-005 an ID of Türkiye cannot enable cloud services; a Huawei Cloud account takes its place', async () => {
    const driven = signup();
    const told = await driven.say({ ...say.country, country: 'TR' });
    expect(told).toMatchObject({
      allowed: true,
      consequences: [{ code: 'account.countryCannotEnableCloud', params: { country: 'TR' } }],
    });
    await driven.go(say.email, say.code, say.password, say.skipPhone);
    await driven.say(say.enable);
    expect(driven.codes).toEqual(['account.countryCannotEnableCloud']);
    expect(requirements(driven.snapshot).currentlyDue).toMatchObject([
      { code: 'account.countryCannotEnableCloud', remedy: 'signup.cloudAccount.linked' },
    ]);
    await driven.go(say.linked);
    expect([driven.state, driven.context.account.huaweiId]).toEqual(['completingInformation', 'cloud-account-1']);
    expect(driven.context.account.cloudEnabledAt).toBe(driven.clock.now);
  });

  it('R-005 elsewhere cloud services are enabled, and no account is linked instead', async () => {
    const driven = await signupAt('acceptingAgreements');
    await driven.say(say.linked);
    expect(driven.codes).toEqual(['event.notExpected']);
    const told = explain(signup().snapshot, { ...say.country, at: driven.clock.now, by: actorOf('applicant') });
    expect(told).toEqual({ allowed: true, consequences: [] });
  });

  it('R-005 which countries are closed is policy', async () => {
    const driven = signup(createPolicy({ site: 'intl', account: { countriesWithoutCloud: ['DE'] } }));
    await driven.go(say.country, say.email, say.code, say.password, say.skipPhone);
    await driven.say(say.enable);
    expect(driven.codes).toEqual(['account.countryCannotEnableCloud']);
  });
});

describe('the security phone', () => {
  it('C-008 R-008 skipped, the way goes on to the agreements', async () => {
    const driven = await signupAt('securingPhone.entering');
    await driven.go(say.skipPhone);
    expect([driven.state, driven.context.account.securityPhone]).toEqual([
      'acceptingAgreements',
      { status: 'skipped', number: null },
    ]);
  });

  it('R-008 given, it is confirmed by a code', async () => {
    const driven = await signupAt('securingPhone.entering');
    await driven.go({ ...say.phone, phone: '+49 30 12-34-56' });
    expect(driven.context.account.securityPhone).toEqual({ status: 'given', number: phone });
    await driven.go(say.wrongCode);
    expect([driven.state, ...driven.trouble]).toEqual(['securingPhone.enteringCode', 'code.wrong']);
    await driven.go(say.code);
    expect([driven.state, driven.context.account.securityPhone]).toEqual([
      'acceptingAgreements',
      { status: 'verified', number: phone },
    ]);
  });

  it('R-008 given but not confirmed, it may still be skipped', async () => {
    const driven = await signupAt('securingPhone.enteringCode');
    await driven.go(say.skipPhone);
    expect(driven.context.account).toMatchObject({
      securityPhone: { status: 'skipped', number: null },
      challenge: null,
    });
  });

  it.each([
    [2, 'securingPhone.enteringCode', []],
    [3, 'securingPhone.entering', ['account.mobileQuota']],
    [4, 'securingPhone.entering', ['account.mobileQuota']],
  ])('C-023 (cn) R-016 a mobile number that has %i HUAWEI IDs leads to %s', async (huaweiIds, state, trouble) => {
    const driven = await signupAt('securingPhone.entering');
    await driven.once('lookUpMobile', () => ({ huaweiIds })).go(say.phone);
    expect([driven.state, driven.trouble]).toEqual([state, trouble]);
  });

  it('R-016 a number that is refused is forgotten, another may be given', async () => {
    const driven = await signupAt('securingPhone.entering');
    await driven.once('lookUpMobile', () => ({ huaweiIds: 3 })).go(say.phone);
    expect(driven.context.account.securityPhone).toEqual({ status: 'undecided', number: null });
    await driven.go({ ...say.phone, phone: '+4930654321' });
    expect([driven.state, driven.trouble]).toEqual(['securingPhone.enteringCode', []]);
  });

  it('R-016 (intl) no number is looked up, since no limit is known', async () => {
    const driven = await signup(intl).go(say.country, say.email, say.code, say.password, say.phone);
    expect(driven.calls.map(({ port }) => port)).not.toContain('lookUpMobile');
    expect(driven.state).toBe('securingPhone.enteringCode');
  });
});

describe('the agreements', () => {
  const [first = { id: '', version: '' }, second = first] = intl.account.agreements;

  it('C-010 R-009 not accepted, cloud services are not enabled, and each missing one is named', async () => {
    const driven = await signupAt('acceptingAgreements');
    const explanation = await driven.say({ ...say.enable, agreements: [] });
    expect(explanation).toEqual({
      allowed: false,
      issues: intl.account.agreements.map(({ id }) => ({
        code: 'account.agreementNotAccepted',
        path: ['agreements'],
        params: { agreement: id },
      })),
    });
    expect(driven.calls.map(({ port }) => port)).not.toContain('enableCloudServices');
  });

  it.each([
    ['both in their version', [first, second], []],
    ['one', [first], ['account.agreementNotAccepted']],
    ['one in an old version', [first, { ...second, version: '0' }], ['account.agreementVersionStale']],
    ['none', [], ['account.agreementNotAccepted', 'account.agreementNotAccepted']],
    ['another beside', [first, second, { id: 'newsletter', version: '9' }], []],
  ])('R-009 with %s accepted: %j', (_name, accepted, codes) => {
    expect(agreementsIssues(accepted, intl, []).map(({ code }) => code)).toEqual(codes);
  });

  it('R-009 what was accepted is kept with its time; what was never offered is not', async () => {
    const driven = await signupAt('acceptingAgreements');
    await driven.go({ ...say.enable, agreements: [...intl.account.agreements, { id: 'newsletter', version: '9' }] });
    expect(driven.context.account.agreements).toEqual(
      intl.account.agreements.map((agreement) => ({ ...agreement, acceptedAt: driven.clock.now })),
    );
    expect(driven.context.account.cloudEnabledAt).toBe(driven.clock.now);
  });
});

describe('the account details', () => {
  it('C-011 R-010 R-001 put off, cloud is enabled, they stay due, and HCPN can be joined', async () => {
    const driven = drive(registrationMachine, { policy: intl });
    await driven.go(say.country, say.email, say.code, say.password, say.skipPhone, say.enable);
    expect(driven.state).toBe('signup.completingInformation');
    expect(due(driven.snapshot)).toEqual(['account.informationIncomplete']);
    await driven.go(say.postpone);
    expect(driven.context.account).toMatchObject({ information: null, cloudEnabledAt: driven.clock.now });
    expect(requirements(driven.snapshot).eventuallyDue).toMatchObject([
      { code: 'account.informationIncomplete', remedy: 'signup.information.complete' },
    ]);
    await driven.go({ type: 'wizard.start' });
    expect(driven.state).toBe('wizard.enteringBusiness');
    await driven.go(say.complete);
    expect(requirements(driven.snapshot).eventuallyDue).toEqual([]);
    expect(driven.state).toBe('wizard.enteringBusiness');
  });

  it('R-010 complete, signup is complete', async () => {
    const driven = await signupAt('completingInformation');
    await driven.go(say.complete);
    expect([driven.state, driven.context.account.information]).toEqual(['complete', information]);
    expect(due(driven.snapshot)).toEqual([]);
  });

  it.each([
    ['op_partner', ['accountName.reservedPrefix']],
    ['20240823', ['accountName.onlyDigits']],
    ['a'.repeat(65), ['text.tooLong']],
  ])('R-014 C-016 C-017 C-019 the account name %s is refused', async (accountName, codes) => {
    const driven = await signupAt('completingInformation');
    await driven.say({ ...say.complete, information: { ...information, accountName } });
    expect(driven.codes).toEqual(codes);
  });

  const told = async (
    change: Partial<AccountInformation>,
    account: Parameters<typeof realNameAccount>[0] | null,
    policy = cn,
  ) => {
    const known: AccountInformation = { ...information, accountType: 'individual' };
    const driven = drive(registrationMachine, {
      policy,
      account: { ...(account === null ? cloudAccount : realNameAccount(account)), information: known },
    });
    await driven.say({ ...say.complete, information: { ...known, ...change } });
    return driven.codes;
  };

  it.each<[string, Partial<AccountInformation>, Parameters<typeof realNameAccount>[0] | null, string[]]>([
    ['R-017 the type once set is not changed', { accountType: 'enterprise' }, null, ['account.typeAlreadySet']],
    ['R-018 the name is changed while no real name is known', { name: '李雷' }, null, []],
    ['R-018 the name is changed while the application is in review', { name: '李雷' }, 'inReview', []],
    ['R-018 the name is changed after a rejection', { name: '李雷' }, 'rejected', []],
    [
      'R-018 the name is not changed once the real name is known',
      { name: '李雷', accountType: 'enterprise' },
      'approved',
      ['account.nameLocked'],
    ],
    ['R-018 all else is', { mobileNumber: '+8613900139000', accountType: 'enterprise' }, 'approved', []],
    ['R-019 an enterprise account does not become an individual one', {}, 'approved', ['account.typeAlreadySet']],
  ])('%s', async (_name, change, account, codes) => {
    expect(await told(change, account)).toEqual(codes);
  });

  it('R-017 whether the type is set once is policy', async () => {
    const free = createPolicy({ site: 'cn', account: { typeSetOnce: false } });
    expect(await told({ accountType: 'enterprise' }, null, free)).toEqual([]);
    expect(await told({ accountType: 'individual' }, 'approved', free)).toEqual(['account.typeAlreadySet']);
  });

  it('R-027 once the ID is registered no event changes its e-mail address or its security phone', async () => {
    for (const state of ['acceptingAgreements', 'completingInformation', 'realName.inReview'] as const) {
      const driven = await signupAt(state);
      for (const event of [say.email, say.phone]) {
        await driven.say(event);
        expect(driven.codes).toEqual(['event.notExpected']);
      }
    }
  });
});

describe('an account from before the HUAWEI ID', () => {
  const facts = {
    oldAccountCountry: 'DE',
    huaweiIdCountry: 'DE',
    huaweiIdFrozen: false,
    huaweiIdBoundElsewhere: false,
    contactOnUnusedId: false,
    mobileTaken: false,
  };

  it.each<[string, Partial<typeof facts>, string[]]>([
    ['C-025 the two are of different countries', { huaweiIdCountry: 'FR' }, ['upgrade.countryMismatch']],
    ['C-026 the HUAWEI ID is frozen', { huaweiIdFrozen: true }, ['upgrade.idFrozen']],
    ['the HUAWEI ID is bound to another account', { huaweiIdBoundElsewhere: true }, ['upgrade.idBoundElsewhere']],
    ['the contact is on an unused HUAWEI ID', { contactOnUnusedId: true }, ['upgrade.contactOnUnusedId']],
    ['the mobile number is taken', { mobileTaken: true }, ['upgrade.mobileTaken']],
    [
      'all five at once',
      {
        huaweiIdCountry: 'FR',
        huaweiIdFrozen: true,
        huaweiIdBoundElsewhere: true,
        contactOnUnusedId: true,
        mobileTaken: true,
      },
      [
        'upgrade.contactOnUnusedId',
        'upgrade.idBoundElsewhere',
        'upgrade.countryMismatch',
        'upgrade.idFrozen',
        'upgrade.mobileTaken',
      ],
    ],
  ])('R-020 R-021 is not upgraded when %s, and stays usable', async (_name, change, trouble) => {
    const driven = await signupAt('offeringUpgrade');
    await driven.once('lookUpUpgrade', () => ({ ...facts, ...change })).go(say.upgrade);
    expect([driven.state, driven.trouble]).toEqual(['offeringUpgrade', trouble]);
    expect(driven.calls.map(({ port }) => port)).not.toContain('upgradeAccount');
    await driven.go(say.postponeUpgrade);
    expect(driven.state).toBe('complete');
    expect(driven.context.account).toMatchObject({
      oldAccount: { accountId: 'old-1', upgrade: 'postponed' },
      huaweiId: null,
    });
    expect(driven.context.account.cloudEnabledAt).not.toBeNull();
  });

  it('R-020 is upgraded when nothing stands in the way', async () => {
    const driven = await signupAt('offeringUpgrade');
    expect(due(driven.snapshot)).toEqual(['upgrade.open']);
    await driven.go(say.upgrade);
    expect(driven.calls.map(({ input }) => input)).toEqual([
      { accountId: 'old-1', huaweiId: 'huawei-id-1' },
      { accountId: 'old-1', huaweiId: 'huawei-id-1' },
    ]);
    expect([driven.state, driven.context.account.oldAccount?.upgrade]).toEqual(['complete', 'done']);
    expect(driven.context.account.huaweiId).toBe('huawei-id-1');
  });

  it('R-020 after one refusal another HUAWEI ID may be named', async () => {
    const driven = await signupAt('offeringUpgrade');
    await driven.once('lookUpUpgrade', () => ({ ...facts, huaweiIdFrozen: true })).go(say.upgrade);
    await driven.go({ ...say.upgrade, huaweiId: 'huawei-id-2' });
    expect([driven.state, driven.trouble]).toEqual(['complete', []]);
  });
});

describe('going back', () => {
  it('leads from the password to the e-mail address, then to the country, and keeps both', async () => {
    const driven = await signupAt('settingPassword.entering');
    await driven.go(say.back);
    expect(driven.state).toBe('verifyingEmail.entering');
    await driven.go(say.back);
    expect(driven.state).toBe('choosingCountry');
    expect(driven.context.account).toMatchObject({ country: 'DE', email });
  });

  it.each(['verifyingEmail', 'securingPhone'] as const)('leads from the code of %s to its form', async (place) => {
    const driven = await signupAt(`${place}.enteringCode`);
    await driven.go(say.back);
    expect(driven.state).toBe(`${place}.entering`);
  });

  it('forgets what troubled the act before', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    await driven.go(say.wrongCode);
    expect(driven.trouble).toEqual(['code.wrong']);
    await driven.go(say.back);
    expect(driven.trouble).toEqual([]);
  });

  it('is not possible once the HUAWEI ID is registered', async () => {
    for (const state of ['securingPhone.entering', 'acceptingAgreements', 'completingInformation'] as const) {
      const driven = await signupAt(state);
      await driven.say(say.back);
      expect(driven.codes).toEqual(['event.notExpected']);
    }
  });
});

describe('what is due', () => {
  it.each<[RestingState, string[]]>([
    [
      'choosingCountry',
      [
        'account.countryRequired',
        'account.emailUnverified',
        'account.passwordUnset',
        'account.securityPhoneUndecided',
        'account.agreementNotAccepted',
        'account.agreementNotAccepted',
      ],
    ],
    [
      'settingPassword.entering',
      [
        'account.passwordUnset',
        'account.securityPhoneUndecided',
        'account.agreementNotAccepted',
        'account.agreementNotAccepted',
      ],
    ],
    [
      'securingPhone.enteringCode',
      ['account.securityPhoneUnverified', 'account.agreementNotAccepted', 'account.agreementNotAccepted'],
    ],
    ['acceptingAgreements', ['account.agreementNotAccepted', 'account.agreementNotAccepted']],
    ['completingInformation', ['account.informationIncomplete']],
    ['realName.applying', ['realName.required']],
    ['realName.inReview', []],
    ['realName.rejected', ['realName.rejected']],
    ['complete', []],
  ])('R-001 in %s: %j', async (state, codes) => {
    expect(due((await signupAt(state)).snapshot)).toEqual(codes);
  });

  it.each<[RestingState, string]>([
    ['choosingCountry', 'signup.country.choose'],
    ['verifyingEmail.entering', 'signup.email.submit'],
    ['verifyingEmail.enteringCode', 'signup.code.submit'],
    ['settingPassword.entering', 'signup.password.set'],
    ['securingPhone.entering', 'signup.securityPhone.give'],
    ['securingPhone.enteringCode', 'signup.code.submit'],
    ['acceptingAgreements', 'signup.cloud.enable'],
    ['completingInformation', 'signup.information.complete'],
    ['realName.applying', 'signup.realName.apply'],
    ['realName.rejected', 'signup.realName.apply'],
    ['offeringUpgrade', 'signup.upgrade.request'],
  ])('in %s the first thing due is closed by %s', async (state, remedy) => {
    expect(requirements((await signupAt(state)).snapshot).currentlyDue[0]?.remedy).toBe(remedy);
  });

  it('the time of a code is the deadline of what it confirms', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    expect(requirements(driven.snapshot).currentlyDue[0]).toMatchObject({
      code: 'account.emailUnverified',
      deadline: '2026-11-22T10:05:00.000Z',
    });
  });

  it('each step is done in its turn, and the one at hand is current', async () => {
    const seen: [string, number, string | undefined][] = [];
    for (const state of Object.keys(restingRoads) as RestingState[]) {
      const { snapshot } = await signupAt(state);
      const { done, steps: all } = steps(snapshot);
      seen.push([state, done, all.find(({ current }) => current)?.id]);
    }
    expect(seen).toEqual([
      ['choosingCountry', 0, 'country'],
      ['verifyingEmail.entering', 1, 'email'],
      ['verifyingEmail.enteringCode', 1, 'email'],
      ['settingPassword.entering', 2, 'password'],
      ['securingPhone.entering', 3, 'securityPhone'],
      ['securingPhone.enteringCode', 3, 'securityPhone'],
      ['acceptingAgreements', 4, 'cloud'],
      ['completingInformation', 5, 'information'],
      ['realName.applying', 6, 'realName'],
      ['realName.inReview', 6, 'realName'],
      ['realName.rejected', 6, 'realName'],
      ['offeringUpgrade', 6, 'country'],
      ['complete', 6, undefined],
    ]);
  });
});

it('what a host puts in is copied: it is neither changed nor frozen', async () => {
  const account = { country: 'DE', agreements: [] };
  const driven = drive(signupMachine, { policy: intl, account });
  await driven.go(say.country);
  expect(Object.isFrozen(account) || Object.isFrozen(account.agreements)).toBe(false);
  expect(account).toEqual({ country: 'DE', agreements: [] });
});
