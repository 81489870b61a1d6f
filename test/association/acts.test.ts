import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssociationEvent, associationEvents } from '../../src/association/association.schema.js';
import { type Role, roles } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { cn, intl } from '../support/answers.js';
import { shift } from '../support/clock.js';
import { actorOf } from '../support/drive.js';
import { down } from '../support/ports.js';
import { stride, strides } from '../support/strides.js';
import {
  association,
  associationAt,
  at,
  found,
  isAssociated,
  lastMoment,
  member,
  other,
  over,
  type RestingState,
  restingRoads,
  say,
  ways,
} from './association.roads.js';

const types = Object.keys(ways) as (keyof typeof ways)[];
const states = Object.keys(restingRoads) as RestingState[];
/** Lets every promise that is settled be heard. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
/** Whoever acts for the HUAWEI ID that is invited has its id. */
const personOf = (role: Role) => ({ role, id: role === 'member' || role === 'applicant' ? 'member-1' : `${role}-1` });

describe('who may say what to association', () => {
  it('R-060 R-073 R-075 the administrator invites and cancels, the person asks and accepts, the system tells what happened', () => {
    expect(Object.fromEntries(Object.entries(associationEvents).map(([type, { by }]) => [type, by]))).toEqual({
      'association.request': ['applicant', 'member'],
      'association.invite': ['administrator'],
      'association.resend': ['administrator'],
      'association.account.choose': ['administrator'],
      'association.open': ['member', 'applicant'],
      'association.accept': ['member', 'applicant'],
      'association.expired': ['system'],
      'association.acceptedElsewhere': ['system'],
      'association.disassociate': ['administrator'],
      'association.benefit.request': ['administrator'],
      'association.dedicated.apply': ['administrator'],
      'association.dedicated.approved': ['reviewer', 'system'],
      'association.dedicated.rejected': ['reviewer', 'system'],
      'association.dedicated.cancel': ['administrator'],
      'association.dedicated.revoke': ['administrator'],
      'association.dedicated.cancelled': ['reviewer', 'system'],
      'association.dedicated.kept': ['reviewer', 'system'],
      'association.dedicated.disqualified': ['reviewer', 'system'],
    });
  });

  it.each(types)('%s is taken, where it may be said, from each role that may and from no other', async (type) => {
    const way = ways[type];
    const { by }: { readonly by: readonly Role[] } = associationEvents[type];
    for (const role of roles) {
      const driven = await associationAt(way.in);
      driven.clock.pass(way.after ?? {});
      const can = driven.snapshot.can({ ...way.right, at: driven.clock.now, by: personOf(role) } as AssociationEvent);
      const explanation = await driven.say(way.right, { by: personOf(role) });
      expect([role, can, explanation.allowed]).toEqual([role, by.includes(role), by.includes(role)]);
      if (!by.includes(role))
        expect(explanation).toEqual({
          allowed: false,
          issues: [{ code: 'actor.notAllowed', path: ['by', 'role'], params: { role, event: type } }],
        });
    }
  });

  it.each(types)(
    '%s with a wrong payload is refused where the right one is taken, and changes nothing',
    async (type) => {
      const way = ways[type];
      for (const wrong of way.wrong) {
        const driven = await associationAt(way.in);
        driven.clock.pass(way.after ?? {});
        const before = driven.persisted;
        expect((await driven.sayAnything(wrong)).allowed, JSON.stringify(wrong)).toBe(false);
        expect(driven.persisted).toBe(before);
      }
    },
  );

  it('nothing of XState’s own is taken, wherever association rests', async () => {
    for (const state of states) {
      const driven = await associationAt(state);
      for (const type of [
        'xstate.init',
        'xstate.done.actor.lookUpInvitee',
        'xstate.error.actor.lookUpInvitee',
        'xstate.done.actor.associateMember',
      ]) {
        await driven.sayAnything({ type });
        expect(driven.codes).toEqual(['event.reserved']);
      }
    }
  });
});

describe('explain and the machine agree', () => {
  const everything = types.flatMap((type) => [ways[type].right, ...ways[type].wrong]);
  const people = [...roles.map(personOf), actorOf('applicant'), { role: 'member' as const, id: 'member-2' }];

  function disagreements({ snapshot }: Awaited<ReturnType<typeof associationAt>>): string[] {
    return everything.flatMap((event) =>
      people.flatMap((by) =>
        [at, lastMoment, over].flatMap((when) => {
          const said = { ...event, at: when, by } as AssociationEvent;
          const { allowed } = explain(snapshot, said);
          const listed = !allowed || allowedEvents(snapshot, by, when).includes(said.type);
          return allowed === snapshot.can(said) && listed ? [] : [JSON.stringify(said)];
        }),
      ),
    );
  }

  it.each(states)('in %s, on every event, rightly and wrongly said, by everyone, at any time', async (state) => {
    expect(disagreements(await associationAt(state))).toEqual([]);
  });

  it.each(['drafting', 'invited', 'expired'] as const)('and while the invitee is looked up after %s', async (state) => {
    const driven = (await associationAt(state)).once('lookUpInvitee', () => new Promise(() => {}));
    driven.tell(state === 'drafting' ? say.invite : say.resend);
    expect(driven.state).toBe('verifyingInvitee');
    expect(disagreements(driven)).toEqual([]);
    driven.stop();
  });

  it.each([
    ['lookUpInvitee', 'verifyingAcceptance'],
    ['associateMember', 'associating'],
  ] as const)('and while an acceptance waits for %s', async (port, state) => {
    const driven = (await associationAt('invited')).once(port, () => new Promise(() => {}));
    driven.tell(say.accept);
    await turn();
    expect(driven.state).toBe(state);
    expect(disagreements(driven)).toEqual([]);
    driven.stop();
  });

  it.each([
    'associated.notDedicated',
    'associated.rejected',
    'associated.cancelled',
    'associated.disqualified',
  ] as const)('and while the company’s paths are looked up after %s', async (state) => {
    const driven = (await associationAt(state)).once('lookUpCompanyPaths', () => new Promise(() => {}));
    driven.tell(say.apply);
    expect(driven.state).toBe('associated.verifyingApplication');
    expect(disagreements(driven)).toEqual([]);
    driven.stop();
  });

  it('without an id ownership is left out, without a time the limits of time are', async () => {
    const { snapshot } = await associationAt('invited');
    expect(allowedEvents(snapshot, 'member')).toEqual(['association.open', 'association.accept']);
    expect(allowedEvents(snapshot, { role: 'member', id: 'member-2' })).toEqual([]);
    expect(allowedEvents(snapshot, 'member', over)).toEqual([]);
    const always = ['association.acceptedElsewhere', 'registration.policyChanged'];
    expect(allowedEvents(snapshot, 'system', lastMoment)).toEqual(always);
    expect(allowedEvents(snapshot, 'system', over)).toEqual(['association.expired', ...always]);
    expect(allowedEvents(snapshot, 'system')).toEqual(['association.expired', ...always]);
    expect(allowedEvents(snapshot, 'administrator', lastMoment)).toEqual(['association.resend']);
    expect(allowedEvents(snapshot, 'administrator')).toEqual(['association.invite', 'association.resend']);
  });
});

describe('the look-up of the invitee', () => {
  const failures: readonly (readonly [string, () => unknown])[] = [
    ['throws', down],
    ['rejects', () => Promise.reject(new Error('down'))],
    ['answers nothing', () => undefined],
    ['answers half', () => ({ matches: [member] })],
    ['answers with a wrong time', found([{ ...member, history: [{ partnerId: 'y', startedAt: 'yesterday' }] }])],
    ['answers with a negative count', found([member], -1)],
    ['answers with an extra key', () => ({ ...found([member])(), more: true })],
    ['answers an error of its own making', () => new Error('down')],
  ];

  it.each(failures)(
    'that %s leads to rest with the trouble named, nothing is lost, and it can be tried again',
    async (_name, failure) => {
      const driven = await association().once('lookUpInvitee', failure).go(say.request, say.invite);
      expect(driven.state).toBe('inviteeNotLookedUp');
      expect(driven.context.trouble).toEqual([
        { code: 'port.unavailable', path: [], params: { port: 'lookUpInvitee' } },
      ]);
      expect(driven.context.association).toMatchObject({ address: say.invite.address, request: say.request.address });
      expect(driven.announcements).toEqual([]);
      await driven.go(say.resend);
      expect([driven.state, driven.trouble]).toEqual(['invited', []]);
      const [first, second] = driven.calls;
      expect(second).toEqual(first);
    },
  );

  it('that fails may be followed by an invitation of someone else', async () => {
    const driven = await associationAt('inviteeNotLookedUp');
    await driven.go(say.inviteOther);
    expect([driven.state, driven.context.association.address]).toEqual(['invited', say.inviteOther.address]);
  });

  it('that answers late is ignored once someone else is being invited', async () => {
    let release = (_answer: unknown) => {};
    const held = new Promise<unknown>((resolve) => {
      release = resolve;
    });
    const driven = association().once('lookUpInvitee', () => held);
    driven.tell(say.invite);
    await driven.once('lookUpInvitee', found([other])).go(say.inviteOther);
    const before = driven.persisted;
    release(found([member])());
    await turn();
    expect(driven.persisted).toBe(before);
    expect(driven.context.association.invitation?.huaweiId).toBe('member-2');
    expect(driven.announcements).toMatchObject([{ huaweiId: 'member-2' }]);
  });
});

describe('whatever happens to association', () => {
  const busy = Array.from({ length: 3 }, (_, place) => ({
    partnerId: `p${place}`,
    startedAt: shift(at, { days: place }),
  }));
  const moods = {
    lookUpInvitee: [
      found([member]),
      down,
      found([]),
      found([member, other]),
      found([{ ...member, history: busy }, other]),
      found([{ ...member, associatedWith: 'partner-y' }]),
      found([member], 100),
      () => ({}),
    ],
    associateMember: [
      () => ({ result: 'associated' }),
      down,
      () => ({ result: 'associatedElsewhere' }),
      () => ({ result: 'maybe' }),
    ],
    lookUpCompanyPaths: [() => ({ paths: ['service'] }), down, () => ({ paths: ['learning'] }), () => ({})],
  };
  const sayings = Object.fromEntries(
    types.map((type) => [type, { right: [ways[type].right], wrong: [...ways[type].wrong, say.inviteOther] }]),
  );

  it.each(states)(
    'from %s on: associated means invited and agreed, every invitation out is one announced, and dedicated personnel stand as told',
    async (start) => {
      let allowed = 0;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(intl, cn), strides, async (policy, route) => {
          const driven = await associationAt(start, policy);
          allowed += await stride(driven, route, sayings, moods, ({ state, context, announcements }) => {
            const { invitation, statement, associatedAt, endedAt, chosen, accepting } = context.association;
            expect([chosen, accepting]).toEqual([null, null]);
            expect(state === 'invited').toBe(invitation?.status === 'open');
            expect(isAssociated(state)).toBe(invitation?.status === 'accepted');
            if (isAssociated(state))
              expect([statement, associatedAt, endedAt]).toEqual([expect.anything(), expect.anything(), null]);
            const last = announcements.filter(({ type }) => type === 'association.invited').at(-1);
            if (invitation !== null)
              expect(last).toMatchObject({ huaweiId: invitation.huaweiId, validUntil: invitation.validUntil });
            const { status = null, reason = null } = context.association.dedicated ?? {};
            if (isAssociated(state)) expect(state).toBe(`associated.${status ?? 'notDedicated'}`);
            const told = announcements.filter(({ type }) => type === 'association.dedicatedChanged').at(-1);
            if (status !== null) expect(told).toMatchObject(reason === null ? { status } : { status, reason });
          });
        }),
        { numRuns: 12 },
      );
      expect(allowed).toBeGreaterThan(0);
    },
  );
});
