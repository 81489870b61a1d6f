import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, initialTransition } from 'xstate';
import {
  associationDeadlines,
  associationGuards,
  associationRequirements,
  associationRules,
  companyPathIssues,
  invitationIssues,
  inviteeMeant,
  joiningIssues,
  openInvitationIssues,
} from '../../src/association/association.guards.js';
import { associationMachine } from '../../src/association/association.machine.js';
import {
  type Association,
  type AssociationContext,
  type Invitee,
  newAssociation,
} from '../../src/association/association.schema.js';
import { intl } from '../support/answers.js';

const at = '2026-11-22T12:00:00.000Z';
const by = { role: 'administrator', id: 'administrator-1' } as const;
const begun = initialTransition(associationMachine as AnyStateMachine, { policy: intl } as never)[0]
  .context as AssociationContext;
const company = { partnerId: 'P-1', companyName: 'Acme' };
const having = (over: Partial<Association>): AssociationContext => ({
  ...begun,
  association: { ...newAssociation(company), ...over },
});
const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);

const invitation = {
  huaweiId: 'huawei-id-2',
  accountName: 'zoe',
  sentAt: at,
  validUntil: '2026-11-29T12:00:00.000Z',
  openedAt: null,
  status: 'open',
} as const;
const invitee = (over: Partial<Invitee> = {}): Invitee => ({
  huaweiId: 'huawei-id-2',
  accountName: 'zoe',
  enterpriseAuthenticated: false,
  individualRealName: true,
  partnerAccount: false,
  associatedWith: null,
  history: [],
  ...over,
});
const dedicated = (
  status: 'applying' | 'rejected' | 'dedicated' | 'cancelling' | 'cancelled' | 'disqualified' | null,
) => ({ status, application: { path: 'software' }, reason: null, cancellation: null }) as never;

describe('R-064 R-072 an invitation', () => {
  it.each<[string, Association['invitation'], string, string, string[]]>([
    ['that is none', null, at, 'huawei-id-2', ['invitation.awaited']],
    ['for someone else', invitation, at, 'another', ['invitation.notYours']],
    ['for whoever asks', invitation, at, '', []],
    ['for this person', invitation, at, 'huawei-id-2', []],
    ['that was accepted', { ...invitation, status: 'accepted' }, at, '', ['association.inPlace']],
    ['that is void', { ...invitation, status: 'void' }, at, '', ['invitation.void']],
    ['that was cancelled', { ...invitation, status: 'cancelled' }, at, '', ['invitation.cancelled']],
    ['that is noted as expired', { ...invitation, status: 'expired' }, at, '', ['invitation.expired']],
    ['whose time has come', invitation, invitation.validUntil, '', ['invitation.expired']],
  ])('%s', (_name, given, when, who, expected) => {
    expect(codes(openInvitationIssues(having({ invitation: given }), when, who))).toEqual(expected);
  });

  it('is overdue from its last moment on, while it is open', () => {
    const overdue = (given: Association['invitation'], when: string) =>
      associationRules.isInvitationOverdue.standing(having({ invitation: given }), {
        type: 'association.expired',
        at: when,
        by: { role: 'system', id: 's' },
      });
    expect(overdue(invitation, invitation.validUntil)).toEqual([]);
    const unexpected = [{ code: 'event.notExpected', path: [], params: { event: 'association.expired' } }];
    expect(overdue(invitation, at)).toEqual(unexpected);
    expect(overdue(null, at)).toEqual(unexpected);
    expect(overdue({ ...invitation, status: 'expired' }, invitation.validUntil)).toEqual(unexpected);
  });

  it('R-069 is superseded while it is open only', () => {
    const superseded = (given: Association['invitation']) =>
      associationRules.mayBeSuperseded.standing(having({ invitation: given }), {
        type: 'association.acceptedElsewhere',
        at,
        by: { role: 'system', id: 's' },
      });
    expect(superseded(invitation)).toEqual([]);
    const unexpected = [{ code: 'event.notExpected', path: [], params: { event: 'association.acceptedElsewhere' } }];
    for (const given of [null, { ...invitation, status: 'accepted' as const }])
      expect(superseded(given)).toEqual(unexpected);
  });

  it('ends by itself while it is out', () => {
    const ending = [{ at: invitation.validUntil, step: 'statement', event: 'association.expired' }];
    expect(associationDeadlines(having({ invitation }), 'invited')).toEqual(ending);
    expect(associationDeadlines(having({ invitation }), 'expired')).toEqual([]);
    expect(associationDeadlines(having({}), 'invited')).toEqual([]);
  });
});

describe('whom an address means', () => {
  const [zoe, ada] = [invitee(), invitee({ huaweiId: 'huawei-id-3', accountName: 'ada' })];
  it.each<[string, Invitee[], Partial<Association>, string | null]>([
    ['nobody', [], {}, null],
    ['the only one', [zoe], {}, 'zoe'],
    ['one of several: nobody in particular', [zoe, ada], {}, null],
    ['of several the one invited before', [ada, zoe], { invitation }, 'zoe'],
  ])('%s', (_name, matches, over, meant) => {
    expect(inviteeMeant(matches, having(over))?.accountName ?? null).toBe(meant);
  });

  it('one of several is chosen only where nobody in particular is meant', () => {
    const { matchesSeveral } = associationGuards;
    const several = (matches: Invitee[], over: Partial<Association> = {}) =>
      matchesSeveral({
        context: having(over),
        event: { type: 'xstate.done.actor.port', output: { at, value: { matches, invitationsToday: 0 } } } as never,
      });
    expect(several([zoe, ada])).toBe(true);
    expect(several([zoe, ada], { invitation })).toBe(false);
    for (const matches of [[], [zoe]]) expect(several(matches)).toBe(false);
  });

  it('R-069 who is associated with this very partner is not associated elsewhere', () => {
    const held = (associatedWith: string | null, over: Partial<Association> = {}) =>
      codes(invitationIssues({ matches: [invitee({ associatedWith })], invitationsToday: 0 }, at, having(over)));
    expect(held('P-1')).toEqual([]);
    expect(held('P-2')).toEqual(['invitee.associatedElsewhere']);
    expect(held('P-1', { company: null })).toEqual(['invitee.associatedElsewhere']);
    expect(held(null, { company: null })).toEqual([]);
  });

  it('R-061 one of those that match can be chosen, whatever was known of it, for it is looked up once more', () => {
    const held = (over: Partial<Association>) =>
      codes(
        associationRules.isAccountMatched.said(having(over), {
          type: 'association.account.choose',
          at,
          by,
          huaweiId: 'huawei-id-2',
        } as never),
      );
    expect(held({ matches: [invitee({ associatedWith: 'P-2' })] })).toEqual([]);
    expect(held({ matches: [] })).toEqual(['invitation.accountNotMatched']);
  });

  it('R-061 of several the one chosen is meant, and nobody else, not even the only one that matches', () => {
    expect(inviteeMeant([ada, zoe], having({ chosen: 'huawei-id-3', invitation }))).toBe(ada);
    expect(inviteeMeant([zoe], having({ chosen: 'huawei-id-3' }))).toBeNull();
    expect(inviteeMeant([zoe, zoe], having({ chosen: 'huawei-id-3' }))).toBeNull();
  });
});

describe('R-182 who joins', () => {
  const accepting = { id: 's', version: '1.0', agreedAt: at };
  const joining = (over: Partial<Invitee>, context: Partial<Association> = {}, invitationsToday = 0) =>
    codes(
      joiningIssues(
        { matches: [invitee({ huaweiId: 'huawei-id-3' }), invitee(over)], invitationsToday } as never,
        having({ invitation, accepting, ...context }),
      ),
    );
  const others = ['P-2', 'P-3', 'P-4'].map((partnerId) => ({ partnerId, startedAt: '2026-11-01T00:00:00.000Z' }));

  it.each<[string, Partial<Invitee>, string[]]>([
    ['nothing stands against', {}, []],
    ['is an enterprise by now', { enterpriseAuthenticated: true }, ['invitee.enterpriseAuthenticated']],
    ['is a partner account by now', { partnerAccount: true }, ['invitee.isPartnerAccount']],
    ['is with another partner by now', { associatedWith: 'P-2' }, ['invitee.associatedElsewhere']],
    ['is with this partner by now', { associatedWith: 'P-1' }, []],
    ['was with three partners', { history: others }, ['invitee.tooManyPartners']],
    ['is found no more', { huaweiId: 'huawei-id-4' }, ['invitee.notFound']],
  ])('%s', (_name, over, expected) => {
    expect(joining(over)).toEqual(expected);
  });

  it('R-070 joins again whom the world associated already, though that makes three partners in a year', () => {
    const history = [...others.slice(1), { partnerId: 'P-1', startedAt: at }];
    expect(joining({ history, associatedWith: 'P-1' })).toEqual([]);
    expect(joining({ history })).toEqual(['invitee.tooManyPartners']);
  });

  it('is judged as of the act, without the invitations of the day, and not at all without an act', () => {
    const startedAt = '2025-11-22T12:00:00.000Z';
    const history = others.map((each) => ({ ...each, startedAt }));
    expect(joining({ history })).toEqual(['invitee.tooManyPartners']);
    const later = { ...accepting, agreedAt: '2026-11-22T12:00:00.001Z' };
    expect(joining({ history }, { accepting: later })).toEqual([]);
    expect(joining({}, {}, 1000)).toEqual([]);
    expect(joining({}, { accepting: null })).toEqual(['invitation.awaited']);
    expect(joining({}, { invitation: null })).toEqual(['invitation.awaited']);
  });

  it('is one person with one acceptance at a time: meanwhile nothing else is done with the invitation', () => {
    const held = (name: 'mayInvite' | 'mayResend' | 'isStatementAccepted', over: Partial<Association>) =>
      codes(
        associationRules[name].standing(having({ invitation, address: { by: 'phone', value: '+491' }, ...over }), {
          type: associationRules[name].event,
          at,
          by: { role: name === 'isStatementAccepted' ? 'member' : 'administrator', id: 'huawei-id-2' },
        }),
      );
    for (const name of ['mayInvite', 'mayResend', 'isStatementAccepted'] as const) {
      expect(held(name, { accepting })).toContain('invitation.beingAccepted');
      expect(held(name, {})).not.toContain('invitation.beingAccepted');
    }
  });
});

describe('R-080 dedicated personnel', () => {
  it('has a path its company is on; who is none needs no path', () => {
    expect(companyPathIssues({ paths: [] }, having({}))).toEqual([]);
    expect(companyPathIssues({ paths: ['software'] }, having({ dedicated: dedicated('applying') }))).toEqual([]);
    expect(companyPathIssues({ paths: ['service'] }, having({ dedicated: dedicated('applying') }))).toEqual([
      { code: 'dedicated.pathRequired', path: ['path'], params: { path: 'software' } },
    ]);
  });

  it.each([
    ['applying', 'dedicated.inReview', {}],
    ['rejected', 'dedicated.rejected', { reason: '' }],
    ['dedicated', 'dedicated.inPlace', {}],
    ['cancelling', 'dedicated.cancelling', {}],
    ['disqualified', 'dedicated.disqualified', { reason: '' }],
    ['cancelled', 'dedicated.none', {}],
    [null, 'dedicated.none', {}],
  ] as const)('that is %s is not what is asked for: %s', (status, code, params) => {
    const accepted = { ...invitation, status: 'accepted' as const };
    const { mayApproveDedicated, mayRevokeCancellation } = associationRules;
    const rule = status === 'applying' ? mayRevokeCancellation : mayApproveDedicated;
    const act = {
      type: rule.event,
      at,
      by: { role: status === 'applying' ? 'administrator' : 'system', id: 'x' },
    } as const;
    const held = rule.standing(having({ invitation: accepted, dedicated: dedicated(status) }), act);
    expect(held).toContainEqual({ code, path: [], params });
  });

  it('stood where it stood, and nowhere when there is none', () => {
    const event = { type: 'whatever' };
    const { wasDedicatedRejected, wasDedicatedCancelled, wasDedicatedDisqualified } = associationGuards;
    const stood = (over: Partial<Association>) =>
      [wasDedicatedRejected, wasDedicatedCancelled, wasDedicatedDisqualified].map((guard) =>
        guard({ context: having(over), event }),
      );
    expect(stood({})).toEqual([false, false, false]);
    expect(stood({ dedicated: dedicated('rejected') })).toEqual([true, false, false]);
    expect(stood({ dedicated: dedicated('cancelled') })).toEqual([false, true, false]);
    expect(stood({ dedicated: dedicated('disqualified') })).toEqual([false, false, true]);
  });
});

it.each(['mayDisassociate', 'isAssociated', 'mayApplyForDedicated', 'mayCancelDedicated'] as const)(
  'R-077 %s needs the association',
  (name) => {
    const rule = associationRules[name];
    const act = { type: rule.event, at, by: { role: 'member', id: 'huawei-id-2' } } as const;
    const held = (over: Partial<Association>) => codes(rule.standing(having(over), act));
    expect(held({ invitation })).toContain('association.required');
    expect(held({})).toContain('association.required');
    expect(held({ invitation: { ...invitation, status: 'accepted' } })).not.toContain('association.required');
  },
);

describe('what association asks for', () => {
  const trouble = [{ code: 'invitee.notFound', path: [], params: {} }] as never;
  const asked = (state: string) =>
    Object.entries(
      associationRequirements({ ...having({ invitation, dedicated: dedicated('rejected') }), trouble }, state),
    ).flatMap(
      ([list, found]: [
        string,
        readonly { code: string; step: string; remedy: string | null; deadline: string | null }[],
      ]) =>
        found.map(({ code, step, remedy, deadline }) =>
          `${list} ${code} ${step} ${remedy} ${deadline?.slice(0, 10) ?? ''}`.trim(),
        ),
    );
  it.each([
    ['', []],
    ['drafting', ['currentlyDue invitation.awaited invitation association.request']],
    ['inviteeNotLookedUp', ['currentlyDue invitation.awaited invitation association.resend']],
    ['choosingAccount', ['currentlyDue invitation.awaited invitation association.account.choose']],
    ['verificationFailed', ['currentlyDue invitee.notFound invitation association.invite']],
    ['awaitingInvitation', ['pendingVerification invitation.awaited invitation null']],
    ['verifyingInvitee', ['pendingVerification invitation.awaited invitation null']],
    ['invited', ['currentlyDue invitation.unanswered statement association.accept 2026-11-29']],
    ['verifyingAcceptance', ['pendingVerification invitation.beingAccepted statement null']],
    ['associating', ['pendingVerification invitation.beingAccepted statement null']],
    ['expired', ['pastDue invitation.expired invitation association.resend 2026-11-29']],
    ['superseded', ['eventuallyDue invitation.void invitation association.invite']],
    ['disassociated', ['eventuallyDue invitation.cancelled invitation association.invite']],
    ['associated.applying', ['pendingVerification dedicated.rejected dedicatedPersonnel null']],
    [
      'associated.cancelling',
      ['pendingVerification dedicated.rejected dedicatedPersonnel association.dedicated.revoke'],
    ],
    ['associated.rejected', ['eventuallyDue dedicated.rejected dedicatedPersonnel association.dedicated.apply']],
    ['associated.disqualified', ['eventuallyDue dedicated.rejected dedicatedPersonnel association.dedicated.apply']],
    ['associated.dedicated', []],
  ])('in "%s": %j', (state, expected) => {
    expect(asked(state)).toEqual(expected);
  });
});
