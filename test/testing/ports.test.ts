import { afterEach, describe, expect, it, vi } from 'vitest';
import { accountFactsSchema } from '../../src/eligibility.js';
import { createPolicy } from '../../src/policy.js';
import { registrationPorts } from '../../src/registration/registration.ports.js';
import { embeddedPorts, fixtures, verificationCodeOf } from '../../src/testing/index.js';
import { cleanAccount } from '../../src/testing/ports.js';

const options = (idempotencyKey: string) => ({ idempotencyKey, signal: new AbortController().signal });
const asked = {
  channel: 'email',
  scene: 'registration',
  to: 'ada@lantern.example',
  digits: 6,
  validityMinutes: 5,
} as const;
const { business, contact, filing, acceptance, invitee } = fixtures(createPolicy({ site: 'intl' }));

afterEach(() => {
  vi.restoreAllMocks();
});

/** Embedded ports with an inbox for their codes. */
function withInbox(seed?: string) {
  const inbox: { channel: string; to: string; code: string }[] = [];
  const ports = embeddedPorts({ ...(seed === undefined ? {} : { seed }), deliver: (code) => inbox.push(code) });
  const send = async (key: string, changes: Partial<{ to: string; digits: number }> = {}) => {
    const { challengeId } = await ports.sendVerificationCode({ ...asked, ...changes }, options(key));
    return { challengeId, code: inbox.at(-1)?.code ?? '' };
  };
  const check = async (challengeId: string, verificationCode: string) =>
    (await ports.checkVerificationCode({ channel: 'email', to: asked.to, challengeId, verificationCode }, options('c')))
      .result;
  return { ports, inbox, send, check };
}

it('there is an embedded port for each port of the road', () => {
  expect(Object.keys(embeddedPorts()).sort()).toEqual(Object.keys(registrationPorts).sort());
});

describe('embedded verification codes', () => {
  it('go to the inbox in the digits asked for, and check', async () => {
    const { inbox, send, check } = withInbox('seed');
    const { challengeId, code } = await send('k1');
    expect(inbox).toEqual([{ channel: 'email', to: asked.to, code }]);
    expect(code).toMatch(/^\d{6}$/);
    expect(await check(challengeId, code)).toBe('correct');
    const other = code === '000000' ? '000001' : '000000';
    expect(await check(challengeId, other)).toBe('wrong');
    expect((await send('k2', { digits: 12 })).code).toMatch(/^\d{12}$/);
  });

  it('are the same for the same seed in another instance, where they check too', async () => {
    const one = withInbox('seed');
    const two = withInbox('seed');
    const sent = await one.send('k1');
    expect(await two.send('k1')).toEqual(sent);
    expect(await two.check(sent.challengeId, sent.code)).toBe('correct');
    expect(await verificationCodeOf('seed', sent.challengeId)).toBe(sent.code);
  });

  it('are the same for a repeated call, and others for another call, address, or seed', async () => {
    const { send } = withInbox('seed');
    const sent = await send('k1');
    expect(await send('k1')).toEqual(sent);
    const others = await Promise.all([
      withInbox('seed').send('k2'),
      withInbox('seed').send('k1', { to: 'ben@lantern.example' }),
      withInbox('other').send('k1'),
      withInbox().send('k1'),
      withInbox().send('k1'),
    ]);
    expect(new Set([sent, ...others].map(({ code }) => code)).size).toBe(6);
    expect(await withInbox('other').check(sent.challengeId, sent.code)).toBe('wrong');
  });

  it('are printed where no inbox is given', async () => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => {});
    const { challengeId } = await embeddedPorts({ seed: 'seed' }).sendVerificationCode(asked, options('k1'));
    const code = await verificationCodeOf('seed', challengeId);
    expect(print.mock.calls).toEqual([[`[email] to ${asked.to}: your verification code is ${code}`]]);
  });
});

describe('the embedded world', () => {
  it('R-050 R-051 screens by the documented rules: a declared sensitive relationship goes to people', async () => {
    const { ports } = withInbox('seed');
    const application = { attempt: 1, business, contact, filing, acceptance, differentFrom: null };
    const screen = (answers: typeof filing | null) =>
      ports.screenApplication({ ...application, filing: answers }, options('k'));
    expect(await screen(filing)).toEqual({ result: 'passed' });
    const [first, ...rest] = filing.answers;
    const declared = {
      ...filing,
      answers: [{ question: first?.question ?? '', value: true, details: 'a brother' }, ...rest],
    };
    const sensitive = { result: 'notPassed', findings: [{ cause: 'sensitiveRelationship' }] };
    expect(await screen(declared)).toEqual(sensitive);
    expect(await screen(null)).toEqual(sensitive);
  });

  it('R-034 knows the partners it is told of, however their number is written', async () => {
    const partners = [{ country: 'IE', registrationNumber: 'ie 603211', partnerId: 'P-1', companyName: 'Lantern' }];
    const ports = embeddedPorts({ partners });
    const partner = { partnerId: 'P-1', companyName: 'Lantern' };
    expect(await ports.lookUpCompany(business, options('k'))).toEqual({ partner });
    expect(await ports.lookUpCompany({ ...business, country: 'FR' }, options('k'))).toEqual({ partner: null });
    expect(await embeddedPorts().lookUpCompany(business, options('k'))).toEqual({ partner: null });
  });

  it('knows the HUAWEI IDs, mobile numbers, invitations and upgrades it is told of, and otherwise none', async () => {
    const address = { by: 'email', value: 'ben@lantern.example' } as const;
    const world = embeddedPorts({
      huaweiIds: [{ addresses: [address.value, '+353850123456'], invitee }],
      huaweiIdsOfMobile: { '+8613800138000': 3 },
      invitationsToday: 100,
      upgrade: { huaweiIdFrozen: true },
    });
    const looked = { address, partnerId: 'P-1', huaweiId: null };
    expect(await world.lookUpInvitee(looked, options('k'))).toEqual({ matches: [invitee], invitationsToday: 100 });
    expect(await embeddedPorts().lookUpInvitee(looked, options('k'))).toEqual({ matches: [], invitationsToday: 0 });
    expect(await world.lookUpMobile({ phone: '+8613800138000' }, options('k'))).toEqual({ huaweiIds: 3 });
    expect(await world.lookUpMobile({ phone: '+8613900139000' }, options('k'))).toEqual({ huaweiIds: 0 });
    const old = { accountId: 'old', huaweiId: 'hid' };
    expect(await world.lookUpUpgrade(old, options('k'))).toMatchObject({ huaweiIdFrozen: true, mobileTaken: false });
  });

  it('C-180 R-182 finds a HUAWEI ID by its id whatever its addresses, and in one world it is associated with one partner', async () => {
    const address = { by: 'email', value: 'moved@lantern.example' } as const;
    const { huaweiId } = invitee;
    const world = embeddedPorts({ huaweiIds: [{ addresses: ['ben@lantern.example'], invitee }] });
    const join = (partnerId: string, id = huaweiId) =>
      world.associateMember({ huaweiId: id, partnerId, statement: { id: 's', version: '1' } }, options('k'));
    const matches = async (id: string) =>
      (await world.lookUpInvitee({ address, partnerId: 'P-1', huaweiId: id }, options('k'))).matches;
    expect(await matches(huaweiId)).toEqual([invitee]);
    expect(await matches('hid-nobody')).toEqual([]);
    expect(await Promise.all(['P-1', 'P-2', 'P-1'].map((partnerId) => join(partnerId)))).toEqual([
      { result: 'associated' },
      { result: 'associatedElsewhere' },
      { result: 'associated' },
    ]);
    expect(await matches(huaweiId)).toEqual([{ ...invitee, associatedWith: 'P-1' }]);
    expect(await join('P-2', 'hid-nobody')).toEqual({ result: 'associated' });
    const taken = embeddedPorts({ huaweiIds: [{ addresses: [], invitee: { ...invitee, associatedWith: 'P-3' } }] });
    const asked = { huaweiId, partnerId: 'P-1', statement: { id: 's', version: '1' } };
    expect(await taken.associateMember(asked, options('k'))).toEqual({ result: 'associatedElsewhere' });
  });

  it('gives the same HUAWEI ID for the same e-mail address and the same partner id for the same company', async () => {
    const [one, two, other] = ['seed', 'seed', 'other'].map((seed) => embeddedPorts({ seed }));
    const register = (ports = one) =>
      ports?.registerHuaweiId({ country: 'IE', email: asked.to, password: 'x' }, options('k'));
    const enroll = (ports = one) =>
      ports?.registerPartner(
        { business, contact, huaweiId: null, secondAccount: false, differentFrom: null },
        options('k'),
      );
    expect(await register()).toEqual(await register(two));
    expect(await enroll()).toEqual(await enroll(two));
    expect(await register(other)).not.toEqual(await register());
    expect(await enroll(other)).not.toEqual(await enroll());
  });

  it('answers only what the schemas of the ports allow', async () => {
    const { ports } = withInbox('seed');
    const inputs: Record<string, unknown> = {
      sendVerificationCode: asked,
      checkVerificationCode: { challengeId: '6-x', verificationCode: '000000' },
      registerHuaweiId: { email: asked.to },
      lookUpMobile: { phone: '+8613800138000' },
      lookUpCompany: business,
      screenApplication: { filing },
      registerPartner: { business },
      lookUpInvitee: { address: { by: 'email', value: 'x' }, huaweiId: null },
      associateMember: { huaweiId: 'hid', partnerId: 'P-1' },
    };
    for (const [name, { output }] of Object.entries(registrationPorts)) {
      const answer = await Reflect.get(ports, name)(inputs[name] ?? {}, options('k'));
      expect(output.safeParse(answer).success, name).toBe(true);
    }
  });
});

it('the embedded account is a clean enterprise account, save what the world says of it', async () => {
  const asked = { partnerId: 'P-1', huaweiId: null, secondAccount: false, differentFrom: null };
  expect(await embeddedPorts().lookUpAccount(asked, options('k'))).toEqual(cleanAccount);
  const known = await embeddedPorts({ account: { resources: true } }).lookUpAccount(asked, options('k'));
  expect(known).toEqual({ ...cleanAccount, resources: true });
  expect(accountFactsSchema.safeParse(known).success).toBe(true);
});
