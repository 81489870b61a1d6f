import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inviteeIssues, sharedOnAssociation, sharedWithPartner } from '../../src/association/association.guards.js';
import { associationMachine } from '../../src/association/association.machine.js';
import { type Invitee, inviteeSchema } from '../../src/association/association.schema.js';
import { createPolicy } from '../../src/policy.js';
import { deadlines, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { embeddedPorts } from '../../src/testing/ports.js';
import { cn, intl } from '../support/answers.js';
import { type Span, shift } from '../support/clock.js';
import { drive } from '../support/drive.js';
import { down } from '../support/ports.js';
import {
  association,
  associationAt,
  at,
  company,
  found,
  isAssociated,
  lastMoment,
  member,
  other,
  over,
  type RestingState,
  restingRoads,
  say,
  statement,
} from './association.roads.js';

const states = Object.keys(restingRoads) as RestingState[];
const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);

describe('inviting', () => {
  it('C-080 R-060 R-063 by e-mail, an ID without a link is invited, by station message and e-mail', async () => {
    const driven = await association().go(say.invite);
    expect(driven.state).toBe('invited');
    expect(driven.announcements).toEqual([
      {
        type: 'association.invited',
        huaweiId: 'member-1',
        partnerId: company.partnerId,
        channels: ['stationMessage', 'email'],
        validUntil: over,
      },
    ]);
  });

  it.each([
    [
      { by: 'phone', value: '+49 30 654-321' },
      { by: 'phone', value: '+4930654321' },
    ],
    [
      { by: 'email', value: ' member@acme.example ' },
      { by: 'email', value: 'member@acme.example' },
    ],
    [
      { by: 'accountName', value: 'member one' },
      { by: 'accountName', value: 'member one' },
    ],
  ] as const)('R-060 %j is looked up as %j', async (address, asked) => {
    const driven = await association().go({ ...say.invite, address });
    expect(driven.calls).toEqual([
      { port: 'lookUpInvitee', input: { address: asked, partnerId: company.partnerId, huaweiId: null } },
    ]);
    expect(driven.state).toBe('invited');
  });

  it('R-060 nobody can be invited to a company that is not known; who asks may name it', async () => {
    const driven = drive(associationMachine, { policy: intl });
    await driven.say(say.invite);
    expect(driven.codes).toEqual(['association.companyUnknown']);
    const { company: _company, ...nameless } = say.request;
    await driven.say(nameless);
    expect(driven.codes).toEqual(['association.companyUnknown']);
    await driven.go(say.request, say.invite);
    expect([driven.state, driven.context.association.company]).toEqual(['invited', company]);
  });

  it('R-060 whether a person may ask to be associated is policy, and asking ends in waiting for the invitation', async () => {
    const driven = await association().go(say.request);
    expect([driven.state, driven.context.association.invitation]).toEqual(['awaitingInvitation', null]);
    const strict = association(createPolicy({ site: 'intl', association: { selfRequest: false } }));
    await strict.say(say.request);
    expect(strict.codes).toEqual(['invitation.requestNotOffered']);
  });

  it('R-061 of several HUAWEI IDs that match one must be chosen, and only of those', async () => {
    const driven = await associationAt('choosingAccount');
    expect(driven.announcements).toEqual([]);
    await driven.say({ ...say.choose, huaweiId: 'member-3' });
    expect(driven.codes).toEqual(['invitation.accountNotMatched']);
    await driven.once('lookUpInvitee', found([other])).go({ ...say.choose, huaweiId: 'member-2' });
    expect(driven.calls.at(-1)).toMatchObject({ port: 'lookUpInvitee', input: { huaweiId: 'member-2' } });
    expect(driven.context.association).toMatchObject({ invitation: { huaweiId: 'member-2' }, matches: [] });
    expect(driven.announcements).toMatchObject([{ type: 'association.invited', huaweiId: 'member-2' }]);
  });

  it('R-061 R-069 R-182 the chosen one must pass the check, by what is known on the day it is chosen', async () => {
    const driven = await associationAt('choosingAccount');
    driven.clock.pass({ days: 2 });
    const barred = { ...member, partnerAccount: true };
    await driven.once('lookUpInvitee', found([barred])).go(say.choose);
    expect([driven.state, driven.trouble]).toEqual(['choosingAccount', ['invitee.isPartnerAccount']]);
    expect(driven.context.association).toMatchObject({ matches: [barred, other], chosen: null, invitation: null });
    expect(driven.announcements).toEqual([]);
    await driven.once('lookUpInvitee', found([other])).go({ ...say.choose, huaweiId: 'member-2' });
    expect([driven.state, driven.trouble]).toEqual(['invited', []]);
  });

  it('R-061 R-182 what stood against one of several may be over when it is chosen', async () => {
    const driven = association().once('lookUpInvitee', found([{ ...member, partnerAccount: true }, other]));
    await driven.go(say.invite, say.choose);
    expect(driven.state).toBe('invited');
  });

  it.each<[string, () => unknown, string]>([
    ['cannot be looked up', down, 'port.unavailable'],
    ['is found no more', found([]), 'invitee.notFound'],
    ['is another one than was chosen', found([other]), 'invitee.notFound'],
  ])('R-061 where the chosen one %s, another can still be chosen', async (_name, answer, code) => {
    const driven = await associationAt('choosingAccount');
    await driven.once('lookUpInvitee', answer).go(say.choose);
    expect([driven.state, driven.trouble]).toEqual(['choosingAccount', [code]]);
    expect(driven.context.association).toMatchObject({ matches: [member, other], chosen: null, invitation: null });
    await driven.once('lookUpInvitee', found([other])).go({ ...say.choose, huaweiId: 'member-2' });
    expect(driven.state).toBe('invited');
  });

  it('R-061 sent again to a HUAWEI ID among several, it goes to the same without a choice', async () => {
    const driven = await associationAt('choosingAccount');
    await driven.go(say.choose);
    await driven.once('lookUpInvitee', found([other, member])).go(say.resend);
    expect([driven.state, driven.context.association.invitation?.huaweiId]).toEqual(['invited', 'member-1']);
  });

  it('R-061 invited anew by another address, one of several must be chosen, even among those invited before', async () => {
    const driven = await associationAt('expired');
    await driven.once('lookUpInvitee', found([other, member])).go(say.inviteOther);
    expect([driven.state, driven.context.association.invitation]).toEqual(['choosingAccount', null]);
  });

  it('R-061 when the invited ID matches no longer, one must be chosen, and the old invitation is gone', async () => {
    const driven = await associationAt('invited');
    await driven.once('lookUpInvitee', found([other, { ...other, huaweiId: 'member-3' }])).go(say.resend);
    expect([driven.state, driven.context.association.invitation]).toEqual(['choosingAccount', null]);
    await driven.say(say.accept);
    expect(driven.codes).toEqual(['invitation.awaited']);
  });

  it.each([
    [98, 'invited', []],
    [99, 'invited', []],
    [100, 'verificationFailed', ['invitation.dailyLimit']],
    [101, 'verificationFailed', ['invitation.dailyLimit']],
  ])('C-082 R-062 after %i invitations today the next leads to %s', async (invitationsToday, state, trouble) => {
    const driven = await association()
      .once('lookUpInvitee', found([member], invitationsToday))
      .go(say.invite);
    expect([driven.state, driven.trouble]).toEqual([state, trouble]);
  });

  it('C-082 R-062 the limit holds for a chosen account, too, and is policy', async () => {
    const policy = createPolicy({ site: 'cn', association: { invitationsPerDay: 2 } });
    const driven = await association(policy)
      .once('lookUpInvitee', found([member, other], 2))
      .go(say.invite);
    await driven.once('lookUpInvitee', found([member], 2)).go(say.choose);
    expect([driven.state, driven.trouble]).toEqual(['choosingAccount', ['invitation.dailyLimit']]);
    await driven.once('lookUpInvitee', found([member], 1)).go(say.choose);
    expect(driven.state).toBe('invited');
  });

  it('R-063 nobody is told of an invitation that did not pass the check', async () => {
    const driven = await associationAt('verificationFailed');
    expect([driven.announcements, driven.context.association.invitation]).toEqual([[], null]);
    await driven.go(say.inviteOther);
    expect([driven.state, driven.trouble]).toEqual(['invited', []]);
  });

  it('one who is invited already is not invited beside it: the invitation is answered, expires, or is sent again', async () => {
    const driven = await associationAt('invited');
    await driven.say(say.inviteOther, { at: lastMoment });
    expect(driven.codes).toEqual(['invitation.unanswered']);
    await driven.say(say.inviteOther, { at: over });
    expect(driven.codes).toEqual([]);
  });

  it('before the first invitation there is nothing to send again', async () => {
    for (const state of ['drafting', 'awaitingInvitation'] as const) {
      const driven = await associationAt(state);
      await driven.say(say.resend);
      expect(driven.codes).toEqual(['invitation.none']);
    }
  });
});

describe('who may be invited', () => {
  it.each<[string, Partial<Invitee>, string[]]>([
    ['an individual without a link', {}, []],
    ['R-067 an enterprise user', { enterpriseAuthenticated: true }, ['invitee.enterpriseAuthenticated']],
    [
      'C-088 R-068 R-076 one associated with another partner',
      { associatedWith: 'partner-y' },
      ['invitee.associatedElsewhere'],
    ],
    ['R-068 one associated with this partner', { associatedWith: company.partnerId }, []],
    ['C-089 R-069 a partner account', { partnerAccount: true }, ['invitee.isPartnerAccount']],
    ['(intl) R-071 one without a real name', { individualRealName: false }, []],
    [
      'several of these at once',
      { enterpriseAuthenticated: true, partnerAccount: true, associatedWith: 'partner-y', individualRealName: false },
      ['invitee.enterpriseAuthenticated', 'invitee.associatedElsewhere', 'invitee.isPartnerAccount'],
    ],
  ])('%s: %j has %j', async (_name, facts, expected) => {
    const driven = await association()
      .once('lookUpInvitee', found([{ ...member, ...facts }]))
      .go(say.invite);
    expect([driven.state, driven.trouble]).toEqual([
      expected.length === 0 ? 'invited' : 'verificationFailed',
      expected,
    ]);
    expect(codes(requirements(driven.snapshot).currentlyDue)).toEqual(
      expected.length === 0 ? ['invitation.unanswered'] : expected,
    );
  });

  it.each([
    ['C-092 (cn) R-071', cn, ['invitee.notRealName']],
    ['C-092 (intl) R-071', intl, []],
  ])('%s an ID without individual real-name authentication has %j', async (_name, policy, trouble) => {
    const driven = association(policy).once('lookUpInvitee', found([{ ...member, individualRealName: false }]));
    await driven.go(say.invite);
    expect(driven.trouble).toEqual(trouble);
  });

  it('an ID that cannot be found is not invited', async () => {
    const driven = await association().once('lookUpInvitee', found([])).go(say.invite);
    expect([driven.state, driven.trouble]).toEqual(['verificationFailed', ['invitee.notFound']]);
  });

  const started = (...spans: Span[]) =>
    spans.map((span, place) => ({ partnerId: `partner-${place}`, startedAt: shift(at, span) }));

  it.each<[string, Invitee['history'], string[]]>([
    ['two within the year', started({ days: -1 }, { days: -200 }), []],
    ['three within the year', started({ days: -1 }, { days: -200 }, { days: -364 }), ['invitee.tooManyPartners']],
    ['C-091 two within the year and one 400 days ago', started({ days: -1 }, { days: -200 }, { days: -400 }), []],
    [
      'the third exactly 365 days ago',
      started({ days: -1 }, { days: -2 }, { days: -365 }),
      ['invitee.tooManyPartners'],
    ],
    ['the third 365 days and 1 ms ago', started({ days: -1 }, { days: -2 }, { days: -365, ms: -1 }), []],
    [
      'the third 365 days less 1 ms ago',
      started({ days: -1 }, { days: -2 }, { days: -365, ms: 1 }),
      ['invitee.tooManyPartners'],
    ],
    [
      'one partner three times',
      started({ days: -1 }, { days: -2 }, { days: -3 }).map((entry) => ({ ...entry, partnerId: 'y' })),
      [],
    ],
    ['the third in this very instant', started({ days: -1 }, { days: -2 }, {}), ['invitee.tooManyPartners']],
  ])('R-070 after associations with %s: %j has %j', (_name, history, expected) => {
    expect(codes(inviteeIssues({ ...member, history }, company.partnerId, at, intl))).toEqual(expected);
  });

  it('R-070 the number of partners counts, whatever the order and however often each', () => {
    const days = fc.array(fc.record({ partner: fc.nat(4), days: fc.integer({ min: 0, max: 800 }) }), { maxLength: 10 });
    fc.assert(
      fc.property(days, (entries) => {
        const history = entries.map((entry) => ({
          partnerId: `partner-${entry.partner}`,
          startedAt: shift(at, { days: -entry.days }),
        }));
        const recent = new Set(entries.filter((entry) => entry.days <= 365).map((entry) => entry.partner)).size;
        const { association: limits } = intl;
        expect(inviteeIssues({ ...member, history }, company.partnerId, at, intl)).toEqual(
          recent < 3
            ? []
            : [
                {
                  code: 'invitee.tooManyPartners',
                  path: [],
                  params: { most: limits.partnersPerPeriod, days: limits.periodDays },
                },
              ],
        );
      }),
    );
  });

  it('R-165 being a customer of a partner is another relation: it is no condition here', () => {
    expect(inviteeSchema.safeParse(member).success).toBe(true);
    expect(inviteeSchema.safeParse({ ...member, customerOfPartner: 'partner-y' }).success).toBe(false);
  });
});

describe('the invitation', () => {
  it.each<[string, string, string[]]>([
    ['at once', at, []],
    ['C-083 after 6 days, 23 hours and 59 minutes', shift(at, { days: 6, hours: 23, minutes: 59 }), []],
    ['1 ms before its 7 days are over', lastMoment, []],
    ['exactly after 7 days', over, ['invitation.expired']],
    ['1 ms later', shift(over, { ms: 1 }), ['invitation.expired']],
  ])('R-064 accepted %s: %j', async (_name, when, expected) => {
    const driven = await associationAt('invited');
    await driven.say(say.accept, { at: when });
    expect(driven.codes).toEqual(expected);
    expect(driven.state).toBe(expected.length === 0 ? 'associated.notDedicated' : 'invited');
  });

  it('R-064 its days are policy and count from the answer of the look-up', async () => {
    const driven = association(createPolicy({ site: 'cn', association: { invitationDays: 2 } }));
    driven.once('lookUpInvitee', () => {
      driven.clock.pass({ seconds: 30 });
      return found([member])();
    });
    await driven.go(say.invite);
    const until = shift(at, { days: 2, seconds: 30 });
    expect(deadlines(driven.snapshot)).toEqual([{ at: until, step: 'statement', event: 'association.expired' }]);
    expect(requirements(driven.snapshot).currentlyDue[0]?.deadline).toBe(until);
  });

  it('R-064 expires when its time is over, not before, and says so', async () => {
    const driven = await associationAt('invited');
    await driven.say(say.expired, { at: lastMoment });
    expect(driven.codes).toEqual(['event.notExpected']);
    await driven.say(say.expired, { at: over });
    expect([driven.state, driven.announcements.at(-1)]).toEqual([
      'expired',
      { type: 'association.expired', huaweiId: 'member-1', partnerId: company.partnerId },
    ]);
    expect(deadlines(driven.snapshot)).toEqual([]);
  });

  it('C-085 R-065 expired, it is sent again by the administrator for 7 new days', async () => {
    const driven = await associationAt('expired');
    await driven.go(say.resend);
    expect([driven.state, driven.context.association.invitation]).toEqual([
      'invited',
      {
        huaweiId: 'member-1',
        accountName: 'member one',
        sentAt: over,
        validUntil: shift(over, { days: 7 }),
        openedAt: null,
        status: 'open',
      },
    ]);
    await driven.say(say.accept, { at: shift(over, { days: 7, ms: -1 }) });
    expect(driven.state).toBe('associated.notDedicated');
  });

  it('C-086 R-064 expired, the member who opens the old link is told so, and that the administrator can send it again', async () => {
    const driven = await associationAt('expired');
    for (const event of [say.open, say.accept]) {
      await driven.say(event);
      expect(driven.codes).toEqual(['invitation.expired']);
    }
    expect(requirements(driven.snapshot).pastDue).toMatchObject([
      { code: 'invitation.expired', remedy: 'association.resend' },
    ]);
  });

  it('R-063 not arrived, it may be sent again, and its time begins anew', async () => {
    const driven = await associationAt('invited');
    driven.clock.pass({ days: 3 });
    await driven.go(say.resend);
    expect(driven.context.association.invitation?.validUntil).toBe(shift(at, { days: 10 }));
    expect(driven.announcements.map(({ type }) => type)).toEqual(['association.invited', 'association.invited']);
  });

  it('what troubled one act is forgotten with the next', async () => {
    const driven = await associationAt('invited');
    await driven.once('lookUpInvitee', down).go(say.resend);
    expect(driven.trouble).toEqual(['port.unavailable']);
    await driven.go(say.open);
    expect(driven.trouble).toEqual([]);
  });

  it('is opened once; when is kept', async () => {
    const driven = await associationAt('invited');
    await driven.go(say.open);
    driven.clock.pass({ days: 1 });
    await driven.go(say.open);
    expect(driven.context.association.invitation?.openedAt).toBe(at);
  });

  it('is for the HUAWEI ID that was invited and for no other', async () => {
    const driven = await associationAt('invited');
    for (const event of [say.open, say.accept]) {
      await driven.say(event, { by: { role: 'member', id: 'member-2' } });
      expect(driven.codes).toEqual(['invitation.notYours']);
    }
    await driven.say(say.accept, { by: { role: 'applicant', id: 'member-1' } });
    expect(driven.state).toBe('associated.notDedicated');
  });

  it.each<[RestingState, string]>([
    ['drafting', 'invitation.awaited'],
    ['verificationFailed', 'invitation.awaited'],
    ['choosingAccount', 'invitation.awaited'],
    ['expired', 'invitation.expired'],
    ['superseded', 'invitation.void'],
    ['associated.notDedicated', 'association.inPlace'],
    ['disassociated', 'invitation.cancelled'],
  ])('R-064 in %s it cannot be accepted: %s', async (state, code) => {
    const driven = await associationAt(state);
    await driven.say(say.accept);
    expect(driven.codes).toEqual([code]);
  });

  it('R-072 R-076 void once another partner’s was accepted, this one associates no more', async () => {
    const driven = await associationAt('superseded');
    expect(driven.context.association.invitation?.status).toBe('void');
    await driven.say(say.open);
    expect(driven.codes).toEqual(['invitation.void']);
    expect(deadlines(driven.snapshot)).toEqual([]);
    await driven.go(say.invite);
    expect(driven.state).toBe('invited');
  });

  it.each<[string, () => unknown, string[]]>([
    ['fails', down, ['port.unavailable']],
    ['finds the day’s invitations used up', found([member], 100), ['invitation.dailyLimit']],
    [
      'finds the ID no longer fit',
      found([{ ...member, enterpriseAuthenticated: true }]),
      ['invitee.enterpriseAuthenticated'],
    ],
  ])(
    'R-064 R-072 when sending it again %s, the one that is out stays out, with the trouble named',
    async (_name, answer, trouble) => {
      const driven = await associationAt('invited');
      await driven.go(say.open);
      const before = driven.context.association.invitation;
      driven.clock.pass({ days: 1 });
      await driven.once('lookUpInvitee', answer).go(say.resend);
      expect([driven.state, driven.trouble]).toEqual(['invited', trouble]);
      expect(driven.context.association.invitation).toEqual(before);
      expect(deadlines(driven.snapshot)).toMatchObject([{ at: over }]);
      await driven.go(say.acceptedElsewhere);
      expect(driven.state).toBe('superseded');
    },
  );

  it('R-072 an invitation that is not out cannot become void, not even while it is being sent again', async () => {
    const driven = await associationAt('expired');
    driven.once('lookUpInvitee', () => new Promise(() => {}));
    driven.tell(say.resend);
    driven.tell(say.acceptedElsewhere);
    expect([driven.state, ...driven.codes]).toEqual(['verifyingInvitee', 'event.notExpected']);
    driven.stop();
  });

  it('R-072 another partner’s accepted while this one is being sent again voids it', async () => {
    const driven = await associationAt('invited');
    driven.once('lookUpInvitee', () => new Promise(() => {}));
    driven.tell(say.resend);
    await driven.go(say.acceptedElsewhere);
    expect([driven.state, driven.context.association.invitation?.status]).toEqual(['superseded', 'void']);
  });
});

describe('accepting', () => {
  const partnerAccount = { ...member, partnerAccount: true };
  const elsewhere = { ...member, associatedWith: 'partner-y' };
  const enterprise = { ...member, enterpriseAuthenticated: true };
  const third = (startedAt: string) =>
    ['partner-1', 'partner-2', 'partner-3'].map((partnerId) => ({ partnerId, startedAt }));

  it('C-180 B6 R-182 the conditions are asked again, of the very HUAWEI ID that was invited', async () => {
    const driven = await associationAt('invited');
    driven.clock.pass({ days: 3 });
    await driven.once('lookUpInvitee', found([other, member], 1000)).go(say.accept);
    expect(driven.state).toBe('associated.notDedicated');
    expect(driven.calls.slice(-2)).toEqual([
      {
        port: 'lookUpInvitee',
        input: { address: say.invite.address, partnerId: company.partnerId, huaweiId: 'member-1' },
      },
      {
        port: 'associateMember',
        input: { huaweiId: 'member-1', partnerId: company.partnerId, statement: intl.association.statement },
      },
    ]);
  });

  it.each<[string, () => unknown, string[]]>([
    ['C-180 R-069 has become a partner account', found([partnerAccount]), ['invitee.isPartnerAccount']],
    ['C-180 R-067 is authenticated as an enterprise', found([enterprise]), ['invitee.enterpriseAuthenticated']],
    ['C-180 R-068 is associated elsewhere', found([elsewhere]), ['invitee.associatedElsewhere']],
    [
      'C-180 R-070 was with three partners by then',
      found([{ ...member, history: third(at) }]),
      ['invitee.tooManyPartners'],
    ],
    [
      'is all of that',
      found([{ ...partnerAccount, ...enterprise, partnerAccount: true, associatedWith: 'partner-y' }]),
      ['invitee.enterpriseAuthenticated', 'invitee.associatedElsewhere', 'invitee.isPartnerAccount'],
    ],
    ['is found no more', found([]), ['invitee.notFound']],
    ['is hidden by another of the same address', found([other]), ['invitee.notFound']],
    ['cannot be looked up', down, ['port.unavailable']],
    ['is looked up in vain', () => ({ matches: [member] }), ['port.unavailable']],
  ])('B6 R-182 where the person %s by then, nothing is associated and the invitation stays open', async (...row) => {
    const [, answer, expected] = row;
    const driven = await associationAt('invited');
    await driven.go(say.open);
    driven.clock.pass({ days: 3 });
    const { association: before } = driven.context;
    const told = driven.announcements.length;
    await driven.once('lookUpInvitee', answer).go(say.accept);
    expect([driven.state, driven.trouble]).toEqual(['invited', expected]);
    expect(driven.context.association).toEqual(before);
    expect(driven.announcements).toHaveLength(told);
    expect(driven.calls.at(-1)?.port).toBe('lookUpInvitee');
    await driven.go(say.accept);
    expect([driven.state, driven.trouble]).toEqual(['associated.notDedicated', []]);
  });

  it('(cn) C-180 R-071 where the real name is asked for, it is asked for on joining, too', async () => {
    const driven = await associationAt('invited', cn);
    await driven.once('lookUpInvitee', found([{ ...member, individualRealName: false }])).go(say.accept);
    expect([driven.state, driven.trouble]).toEqual(['invited', ['invitee.notRealName']]);
  });

  it('B6 R-068 of two open invitations accepted at the same moment one counts, by the word of the outside world', async () => {
    const driven = await associationAt('invited');
    const { association: before } = driven.context;
    await driven.once('associateMember', () => ({ result: 'associatedElsewhere' })).go(say.accept);
    expect([driven.state, driven.trouble]).toEqual(['invited', ['invitee.associatedElsewhere']]);
    expect(driven.context.association).toEqual(before);
    await driven.go(say.acceptedElsewhere);
    expect(driven.state).toBe('superseded');
  });

  it('B6 R-068 of two open invitations only the first accepted associates, where the same world is asked', async () => {
    const world = embeddedPorts({ huaweiIds: [{ addresses: [say.invite.address.value], invitee: member }] });
    const [one, two] = ['partner-x', 'partner-z'].map((partnerId) =>
      drive(associationMachine, { policy: intl, company: { ...company, partnerId } }, world, { at }),
    );
    await one?.go(say.invite);
    await two?.go(say.invite);
    await one?.say(say.accept, { by: { role: 'member', id: 'member-1' } });
    await two?.say(say.accept, { by: { role: 'member', id: 'member-1' } });
    expect([one?.state, two?.state]).toEqual(['associated.notDedicated', 'invited']);
    expect(two?.trouble).toEqual(['invitee.associatedElsewhere']);
  });

  it('B6 R-068 and both at once, neither knowing of the other', async () => {
    const world = embeddedPorts({ huaweiIds: [{ addresses: [say.invite.address.value], invitee: member }] });
    const both = ['partner-x', 'partner-z'].map((partnerId) =>
      drive(associationMachine, { policy: intl, company: { ...company, partnerId } }, world, { at }),
    );
    for (const driven of both) await driven.go(say.invite);
    await Promise.all(both.map((driven) => driven.say(say.accept, { by: { role: 'member', id: 'member-1' } })));
    expect(both.map(({ state }) => state)).toEqual(['associated.notDedicated', 'invited']);
    expect(both[1]?.trouble).toEqual(['invitee.associatedElsewhere']);
  });

  it('the association that could not be made is tried again, and the same partner is no other one', async () => {
    const driven = await associationAt('invited');
    await driven.once('associateMember', down).go(say.accept);
    expect([driven.state, driven.context.trouble]).toEqual([
      'invited',
      [{ code: 'port.unavailable', path: [], params: { port: 'associateMember' } }],
    ]);
    expect(driven.context.association).toMatchObject({ statement: null, associatedAt: null, accepting: null });
    const joined = { ...member, associatedWith: company.partnerId, history: third(at).slice(1) };
    const history = [...joined.history, { partnerId: company.partnerId, startedAt: at }];
    await driven.once('lookUpInvitee', found([{ ...joined, history }])).go(say.accept);
    expect(driven.state).toBe('associated.notDedicated');
  });

  it('R-064 the time of the act counts, however long the outside world takes to answer', async () => {
    const driven = await associationAt('invited');
    const late = (answer: unknown) => () => {
      driven.clock.pass({ days: 1 });
      return answer;
    };
    driven.once('lookUpInvitee', late(found([{ ...member, history: third(shift(lastMoment, { days: -365 })) }])()));
    await driven.say(say.accept, { at: lastMoment });
    expect([driven.state, driven.trouble]).toEqual(['invited', ['invitee.tooManyPartners']]);
    driven.once('lookUpInvitee', late(found([member])())).once('associateMember', late({ result: 'associated' }));
    await driven.say(say.accept, { at: lastMoment });
    expect(driven.context.association).toMatchObject({
      associatedAt: lastMoment,
      statement: { agreedAt: lastMoment },
      invitation: { status: 'accepted' },
    });
  });

  it('R-064 nothing is due while the acceptance is checked; what has failed by then, the invitation ends with its time', async () => {
    const driven = await associationAt('invited');
    let release = (_answer: unknown) => {};
    driven.once('lookUpInvitee', () => new Promise((resolve) => (release = resolve)));
    driven.tell(say.accept, { at: lastMoment });
    expect([driven.state, deadlines(driven.snapshot)]).toEqual(['verifyingAcceptance', []]);
    driven.tell(say.expired, { at: over });
    expect(driven.codes).toEqual(['event.notExpected']);
    release(found([elsewhere])());
    await driven.rest();
    expect(deadlines(driven.snapshot)).toMatchObject([{ at: over, event: 'association.expired' }]);
    await driven.say(say.accept, { at: over });
    expect(driven.codes).toEqual(['invitation.expired']);
    await driven.go(say.expired);
    expect(driven.state).toBe('expired');
  });

  it('B6 while it is checked nothing else is done with the invitation, and another partner’s still voids it', async () => {
    const driven = await associationAt('invited');
    driven.once('lookUpInvitee', () => new Promise(() => {}));
    driven.tell(say.accept);
    for (const event of [say.accept, say.resend, say.inviteOther]) {
      driven.tell(event, { at: over });
      expect(driven.codes, event.type).toContain('invitation.beingAccepted');
    }
    expect(driven.state).toBe('verifyingAcceptance');
    await driven.go(say.acceptedElsewhere);
    expect([driven.state, driven.context.association.accepting]).toEqual(['superseded', null]);
  });

  it('B6 once the outside world was asked to associate, its word counts', async () => {
    const driven = await associationAt('invited');
    let release = (_answer: unknown) => {};
    driven.once('associateMember', () => new Promise((resolve) => (release = resolve)));
    driven.tell(say.accept);
    await new Promise<void>((resolve) => setImmediate(resolve));
    driven.tell(say.acceptedElsewhere);
    expect([driven.state, ...driven.codes]).toEqual(['associating', 'event.notExpected']);
    release({ result: 'associated' });
    await driven.rest();
    expect(driven.state).toBe('associated.notDedicated');
  });

  it.each<[string, Partial<typeof statement>, string[]]>([
    ['C-094 without agreeing', { agreed: false }, ['statement.notAccepted']],
    ['with another text agreed', { id: 'newsletter' }, ['statement.notAccepted']],
    ['in an old version', { version: '0.9' }, ['statement.versionStale']],
    ['by someone who is no employee', { employee: false }, ['statement.notEmployee']],
    [
      'with everything wrong',
      { agreed: false, version: '0.9', employee: false },
      ['statement.notAccepted', 'statement.versionStale', 'statement.notEmployee'],
    ],
  ])('R-073 the Statement %s is refused', async (_name, change, expected) => {
    const driven = await associationAt('invited');
    await driven.say({ ...say.accept, statement: { ...statement, ...change } });
    expect(driven.codes).toEqual(expected);
    expect(driven.context.association).toMatchObject({ statement: null, associatedAt: null });
  });

  it('R-073 the Statement accepted, its version and time are kept and the partner is told', async () => {
    const driven = await associationAt('associated.notDedicated');
    expect(driven.context.association).toMatchObject({
      statement: { ...intl.association.statement, agreedAt: at },
      associatedAt: at,
      invitation: { status: 'accepted' },
    });
    expect(driven.announcements.at(-1)).toEqual({
      type: 'association.accepted',
      huaweiId: 'member-1',
      partnerId: company.partnerId,
    });
  });

  it('R-076 one who is associated is not invited again', async () => {
    const driven = await associationAt('associated.notDedicated');
    for (const event of [say.inviteOther, say.resend]) {
      await driven.say(event);
      expect(driven.codes).toEqual(['association.inPlace']);
    }
  });
});

describe('associated', () => {
  it('C-097 R-074 the partner sees name, account name and id, phone, e-mail and the three kinds of records, and only then', async () => {
    const shared = [
      'name',
      'accountName',
      'accountId',
      'mobileNumber',
      'email',
      'learningRecords',
      'examRecords',
      'certificateRecords',
    ];
    expect(sharedOnAssociation).toEqual(shared);
    for (const state of states) {
      const { context } = await associationAt(state);
      expect(sharedWithPartner(context), state).toEqual(isAssociated(state) ? shared : []);
    }
  });

  it.each(states)(
    'C-098 R-077 an exam voucher or a cloud lab is asked for only with the association (%s)',
    async (state) => {
      for (const event of [say.voucher, say.lab]) {
        const driven = await associationAt(state);
        await driven.say(event);
        expect(driven.codes).toEqual(isAssociated(state) ? [] : ['association.required']);
      }
    },
  );

  it('R-077 each benefit asked for is announced, and the latest request of each kind is kept', async () => {
    const driven = await associationAt('associated.notDedicated');
    await driven.go(say.voucher, say.lab, say.voucher);
    expect(driven.context.association.benefits).toEqual([
      { benefit: 'cloudLab', at },
      { benefit: 'examVoucher', at },
    ]);
    expect(driven.announcements.slice(-3)).toMatchObject([
      { type: 'association.benefitRequested', benefit: 'examVoucher' },
      { type: 'association.benefitRequested', benefit: 'cloudLab' },
      { type: 'association.benefitRequested', benefit: 'examVoucher' },
    ]);
  });

  it('C-095 R-075 R-066 the administrator cancels the association, and the member can be invited again', async () => {
    const driven = await associationAt('disassociated');
    expect(driven.context.association).toMatchObject({ endedAt: at, invitation: { status: 'cancelled' } });
    expect(driven.announcements.at(-1)).toMatchObject({ type: 'association.disassociated', huaweiId: 'member-1' });
    for (const again of [say.invite, say.resend]) {
      const anew = await associationAt('disassociated');
      await anew.go(again);
      expect([anew.state, anew.context.association]).toMatchObject([
        'invited',
        { associatedAt: null, endedAt: null, statement: null },
      ]);
      await anew.go(say.accept);
    }
  });

  it('R-075 there is nothing to cancel without an association', async () => {
    for (const state of states.filter((name) => !isAssociated(name))) {
      const driven = await associationAt(state);
      await driven.say(say.disassociate);
      expect(driven.codes).toEqual(['event.notExpected']);
    }
  });
});

describe('what is due', () => {
  it.each<[RestingState, keyof ReturnType<typeof requirements>, string, string | null]>([
    ['drafting', 'currentlyDue', 'invitation.awaited', 'association.request'],
    ['awaitingInvitation', 'pendingVerification', 'invitation.awaited', null],
    ['inviteeNotLookedUp', 'currentlyDue', 'invitation.awaited', 'association.resend'],
    ['verificationFailed', 'currentlyDue', 'invitee.isPartnerAccount', 'association.invite'],
    ['choosingAccount', 'currentlyDue', 'invitation.awaited', 'association.account.choose'],
    ['invited', 'currentlyDue', 'invitation.unanswered', 'association.accept'],
    ['expired', 'pastDue', 'invitation.expired', 'association.resend'],
    ['superseded', 'eventuallyDue', 'invitation.void', 'association.invite'],
    ['disassociated', 'eventuallyDue', 'invitation.cancelled', 'association.invite'],
  ])('R-060 in %s it is %s: %s, closed by %s', async (state, urgency, code, remedy) => {
    const asked = requirements((await associationAt(state)).snapshot);
    expect(asked[urgency]).toMatchObject([{ code, remedy }]);
    expect(Object.values(asked).flat()).toHaveLength(1);
  });

  it('nothing is asked of the associated', async () => {
    expect(Object.values(requirements((await associationAt('associated.notDedicated')).snapshot)).flat()).toEqual([]);
  });

  it('the steps are the invitation and the Statement', async () => {
    const seen: [string, string[], string | undefined][] = [];
    for (const state of states) {
      const { steps: all } = steps((await associationAt(state)).snapshot);
      seen.push([state, all.map(({ status }) => status), all.find(({ current }) => current)?.id]);
    }
    expect(seen).toEqual([
      ['drafting', ['open', 'open'], 'invitation'],
      ['awaitingInvitation', ['waiting', 'open'], 'invitation'],
      ['inviteeNotLookedUp', ['open', 'open'], 'invitation'],
      ['verificationFailed', ['open', 'open'], 'invitation'],
      ['choosingAccount', ['open', 'open'], 'invitation'],
      ['invited', ['done', 'open'], 'statement'],
      ['expired', ['open', 'open'], 'invitation'],
      ['superseded', ['open', 'open'], 'invitation'],
      ...states.filter(isAssociated).map((state) => [state, ['done', 'done'], undefined]),
      ['disassociated', ['open', 'open'], 'invitation'],
    ]);
  });
});
