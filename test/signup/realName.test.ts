import { describe, expect, it } from 'vitest';
import type { RealNameApplication } from '../../src/account.js';
import { createPolicy, sites } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { deadlines, requirements } from '../../src/registration/requirements.js';
import { synchronisationIssues } from '../../src/signup/signup.guards.js';
import { cloudAccount, cn, intl, realNameAccount } from '../support/answers.js';
import { drive } from '../support/drive.js';
import { enterprise, individual, information, say, signup, signupAt } from './signup.roads.js';

const realNameOf = (driven: Awaited<ReturnType<typeof signupAt>>) => driven.context.account.realName;

describe('real-name authentication', () => {
  it.each(sites)(
    'R-022 R-032 R-033 on %s it is offered exactly where cloud services and HCPN need it',
    async (site) => {
      const policy = createPolicy({ site });
      const toDetails = [say.country, say.email, say.code, say.password, say.skipPhone, say.enable] as const;
      for (const last of [say.complete, say.postpone]) {
        const driven = await signup(policy).go(...toDetails, last);
        expect(driven.state).toBe(site === 'cn' ? 'realName.applying' : 'complete');
      }
    },
  );

  it('C-031 (intl) R-033 without it the wizard starts', async () => {
    const driven = drive(registrationMachine, { policy: intl, account: cloudAccount });
    await driven.go({ type: 'wizard.start' });
    expect(driven.state).toBe('wizard.enteringBusiness');
  });

  it('C-032 the result codes 0, 1 and 2 are in review, rejected and approved', async () => {
    const driven = await signupAt('realName.inReview');
    expect(driven.calls.at(-1)).toEqual({
      port: 'applyForRealName',
      input: { huaweiId: 'huawei-id-1', application: enterprise, attempt: 1, reauthentication: false },
    });
    await driven.go(say.stillInReview);
    expect([driven.state, realNameOf(driven)?.status]).toEqual(['realName.inReview', 'inReview']);
    await driven.go(say.rejected);
    expect([driven.state, realNameOf(driven)?.status]).toEqual(['realName.rejected', 'rejected']);
    await driven.go(say.apply, say.approved);
    expect([driven.state, realNameOf(driven)?.status]).toEqual(['complete', 'approved']);
  });

  it('C-032 a rejection has a reason, which can be read; without one it is refused', async () => {
    const driven = await signupAt('realName.inReview');
    await driven.sayAnything({ type: say.rejected.type, ...{ resultCode: 1 } });
    expect(driven.codes).toEqual(['realName.reasonMissing']);
    await driven.go(say.rejected);
    expect(requirements(driven.snapshot).currentlyDue).toMatchObject([
      { code: 'realName.rejected', params: { reason: say.rejected.reason }, remedy: 'signup.realName.apply' },
    ]);
  });

  it('C-032 no other result code is known', async () => {
    const driven = await signupAt('realName.inReview');
    for (const resultCode of [-1, 3, 1.5, '2', null]) {
      await driven.sayAnything({ type: say.approved.type, ...{ resultCode } });
      expect(driven.codes).toHaveLength(1);
    }
  });

  it('R-023 in review it waits for as long as it takes: no deadline, no time-out', async () => {
    const driven = await signupAt('realName.inReview');
    expect(deadlines(driven.snapshot)).toEqual([]);
    expect(requirements(driven.snapshot).pendingVerification).toMatchObject([
      { code: 'realName.inReview', remedy: null },
    ]);
    driven.clock.pass({ days: 365 });
    await driven.go(say.approved);
    expect(realNameOf(driven)?.decidedAt).toBe('2027-11-22T10:00:00.000Z');
  });

  it.each<[string, RealNameApplication, string[]]>([
    ['C-034 R-026 a name of digits only', { ...enterprise, companyName: '12345' }, ['companyName.notAName']],
    ['R-026 a name of symbols only', { ...enterprise, companyName: '---' }, ['companyName.notAName']],
    ['R-025 an enterprise without a certificate', { ...enterprise, files: [] }, ['realName.filesMissing']],
    [
      'R-025 a person with one side of the ID',
      { ...individual, files: individual.files.slice(1) },
      ['realName.filesMissing'],
    ],
    [
      'R-025 (cn) a PDF',
      { ...enterprise, files: [{ fileId: 'a', name: 'a.pdf', mediaType: 'application/pdf', bytes: 1 }] },
      ['file.typeNotAccepted'],
    ],
    [
      'R-025 a file of 10 MB and 1 byte',
      { ...enterprise, files: [{ fileId: 'a', name: 'a.png', mediaType: 'image/png', bytes: 10 * 1024 * 1024 + 1 }] },
      ['file.tooLarge'],
    ],
    [
      'R-024 R-025 several mistakes, all at once',
      {
        ...individual,
        birthDate: '2020-01-01',
        files: [{ fileId: 'a', name: 'a.txt', mediaType: 'text/plain', bytes: 1 }],
      },
      ['file.typeNotAccepted', 'realName.filesMissing', 'realName.tooYoung'],
    ],
  ])('%s is refused', async (_name, application, codes) => {
    const driven = await signupAt('realName.applying');
    await driven.say({ ...say.apply, application });
    expect(driven.codes).toEqual(codes);
  });

  it('R-025 a file of exactly 10 MB is taken, and the place of a wrong one is named', async () => {
    const driven = await signupAt('realName.applying');
    const [file = { fileId: '', name: '', mediaType: '', bytes: 0 }] = enterprise.files;
    const largest = { ...file, bytes: 10 * 1024 * 1024 };
    const explanation = await driven.say({
      ...say.apply,
      application: { ...enterprise, files: [largest, { ...file, bytes: largest.bytes + 1 }] },
    });
    expect(explanation).toMatchObject({ issues: [{ path: ['application', 'files', 1, 'bytes'] }] });
    await driven.go({ ...say.apply, application: { ...enterprise, files: [largest] } });
  });

  it.each([
    ['on the eve of the 18th birthday', '2026-11-21T15:59:59.999Z', ['realName.tooYoung']],
    ['from midnight in Shanghai on', '2026-11-21T16:00:00.000Z', []],
    ['later that day', '2026-11-22T08:00:00.000Z', []],
  ])('R-024 (cn) a person born on 2008-11-22 applies %s: %j', async (_name, at, codes) => {
    const driven = await signupAt('realName.applying');
    await driven.say({ ...say.apply, application: { ...individual, birthDate: '2008-11-22' } }, { at });
    expect(driven.codes).toEqual(codes);
  });

  it('R-019 approved, an enterprise authentication makes the account an enterprise account', async () => {
    const driven = await signup(cn).go(say.country, say.email, say.code, say.password, say.skipPhone, say.enable);
    await driven.go({ ...say.complete, information: { ...information, accountType: 'individual' } });
    await driven.go(say.apply, say.approved);
    expect(driven.context.account.information?.accountType).toBe('enterprise');
  });

  it('R-019 an individual authentication leaves the account an individual account', async () => {
    const driven = await signup(cn).go(say.country, say.email, say.code, say.password, say.skipPhone, say.enable);
    await driven.go({ ...say.complete, information: { ...information, accountType: 'individual' } });
    await driven.go({ ...say.apply, application: individual }, say.approved);
    expect(driven.context.account.information?.accountType).toBe('individual');
  });

  it('R-019 after an individual authentication an enterprise one follows, but not a second individual one', async () => {
    const realName = { status: 'approved' as const, application: individual, reason: null, decidedAt: null };
    const driven = drive(registrationMachine, { policy: cn, account: { ...cloudAccount, realName } });
    await driven.go(say.startRealName);
    await driven.say({ ...say.apply, application: individual });
    expect(driven.codes).toEqual(['realName.alreadyPassed']);
    await driven.go(say.apply, say.approved);
    expect(driven.context.account.realName?.application.kind).toBe('enterprise');
  });

  it('R-019 an individual authentication does not follow an enterprise one', async () => {
    const driven = drive(registrationMachine, { policy: cn, account: realNameAccount('approved') });
    await driven.go(say.startRealName);
    await driven.say({ ...say.apply, application: individual });
    expect(driven.codes).toEqual(['realName.enterpriseIsFinal']);
  });

  it('R-022 it is started later from the choice of road, and only where it is offered', async () => {
    const abroad = drive(registrationMachine, { policy: intl, account: cloudAccount });
    await abroad.say(say.startRealName);
    expect(abroad.codes).toEqual(['realName.notOffered']);
    const driven = drive(registrationMachine, { policy: cn, account: cloudAccount });
    await driven.go(say.startRealName, say.postponeRealName, say.startRealName, say.apply, say.approved);
    expect(driven.state).toBe('choosingRoad');
  });
});

describe('an authentication that comes from the master account', () => {
  it('C-035 master and member of one name, both unauthenticated: the master’s first reaches the member', async () => {
    const driven = await signupAt('realName.applying');
    await driven.go(say.synchronised);
    expect([driven.state, realNameOf(driven)?.status]).toEqual(['complete', 'approved']);
    expect(driven.context.account.information?.accountType).toBe('enterprise');
  });

  it.each<[string, Parameters<typeof synchronisationIssues>, string[]]>([
    [
      'C-035 the names matched before',
      [
        { name: 'A', authenticated: false },
        { nameBefore: 'A', nameAfter: 'B' },
      ],
      [],
    ],
    [
      'the names match after',
      [
        { name: 'B', authenticated: false },
        { nameBefore: 'A', nameAfter: 'B' },
      ],
      [],
    ],
    [
      'the master had no name',
      [
        { name: 'B', authenticated: false },
        { nameBefore: null, nameAfter: 'B' },
      ],
      [],
    ],
    [
      'the names never match',
      [
        { name: 'C', authenticated: false },
        { nameBefore: 'A', nameAfter: 'B' },
      ],
      ['realName.nameDiffers'],
    ],
    [
      'the member has no name, like the master before',
      [
        { name: null, authenticated: false },
        { nameBefore: null, nameAfter: 'B' },
      ],
      ['realName.nameDiffers'],
    ],
    [
      'C-178 R-175 the member is authenticated, and the names matched before',
      [
        { name: 'A', authenticated: true },
        { nameBefore: 'A', nameAfter: 'B' },
      ],
      [],
    ],
    [
      'the member is authenticated, and the names never match',
      [
        { name: 'B', authenticated: true },
        { nameBefore: 'A', nameAfter: 'A' },
      ],
      ['realName.alreadyPassed'],
    ],
  ])('%s: %j has %j', (_name, [member, master], codes) => {
    expect(synchronisationIssues(member, master).map(({ code }) => code)).toEqual(codes);
  });

  it('C-035 an individual authentication is not passed on', async () => {
    const driven = await signupAt('realName.applying');
    await driven.say({ ...say.synchronised, application: individual });
    expect(driven.codes).toEqual(['value.notOffered']);
  });
});
