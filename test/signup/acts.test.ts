import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Role, roles } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { requirements } from '../../src/registration/requirements.js';
import { type SignupEvent, signupEvents } from '../../src/signup/signup.schema.js';
import { cloudAccount, cn } from '../support/answers.js';
import { actorOf, drive } from '../support/drive.js';
import { down, willingPorts } from '../support/ports.js';
import { type Moods, stride, strides } from '../support/strides.js';
import { asking, type RestingState, restingRoads, say, signupAt, ways } from './signup.roads.js';

const types = Object.keys(ways) as (keyof typeof ways)[];
const states = Object.keys(restingRoads) as RestingState[];

describe('who may say what to signup', () => {
  it('the table of ways has every event but the one of the choice of road', () => {
    expect([...types, 'signup.realName.start'].sort()).toEqual(Object.keys(signupEvents).sort());
  });

  it('the applicant says what an applicant gives, the system what happened, and a reviewer decides', () => {
    const others = Object.entries(signupEvents).filter(([, { by }]) => by.join() !== 'applicant');
    expect(Object.fromEntries(others.map(([type, { by }]) => [type, by]))).toEqual({
      'signup.code.expired': ['system'],
      'signup.cloudAccount.linked': ['system'],
      'signup.realName.decided': ['system', 'reviewer'],
      'signup.realName.synchronised': ['system'],
      'signup.oldAccount.signedIn': ['system'],
    });
  });

  it.each(types)('%s is taken, where it may be said, from each role that may and from no other', async (type) => {
    const way = ways[type];
    const { by }: { readonly by: readonly Role[] } = signupEvents[type];
    for (const role of roles) {
      const driven = await signupAt(way.in);
      driven.clock.pass(way.after ?? {});
      const can = driven.snapshot.can({ ...way.right, at: driven.clock.now, by: actorOf(role) } as SignupEvent);
      const explanation = await driven.say(way.right, { by: role });
      expect([role, can, explanation.allowed]).toEqual([role, by.includes(role), by.includes(role)]);
      if (!by.includes(role))
        expect(explanation).toEqual({
          allowed: false,
          issues: [{ code: 'actor.notAllowed', path: ['by', 'role'], params: { role, event: type } }],
        });
    }
  });

  it('signup.realName.start is taken at the choice of road from the applicant and from no other', async () => {
    for (const role of roles) {
      const driven = drive(registrationMachine, { policy: cn, account: cloudAccount });
      await driven.say(say.startRealName, { by: role });
      expect(driven.codes).toEqual(role === 'applicant' ? [] : ['actor.notAllowed']);
    }
  });

  it.each(types)(
    '%s with a wrong payload is refused where the right one is taken, and changes nothing',
    async (type) => {
      const way = ways[type];
      for (const wrong of way.wrong) {
        const driven = await signupAt(way.in);
        driven.clock.pass(way.after ?? {});
        const before = driven.persisted;
        expect((await driven.sayAnything(wrong)).allowed, JSON.stringify(wrong)).toBe(false);
        expect(driven.persisted).toBe(before);
      }
    },
  );

  it('nothing of XState’s own is taken, wherever signup rests', async () => {
    for (const state of states) {
      const driven = await signupAt(state);
      for (const type of [
        'xstate.init',
        'xstate.stop',
        'xstate.done.actor.registerHuaweiId',
        'xstate.error.actor.sendEmailCode',
      ]) {
        await driven.sayAnything({ type });
        expect(driven.codes).toEqual(['event.reserved']);
      }
    }
  });
});

describe('explain and the machine agree', () => {
  const everything = types.flatMap((type) => [ways[type].right, ...ways[type].wrong]);
  const times = ['2026-11-22T10:00:00.000Z', '2026-11-22T10:01:30.000Z', '2026-11-22T10:30:00.000Z'];

  function disagreements({ snapshot }: Awaited<ReturnType<typeof signupAt>>): string[] {
    return everything.flatMap((event) =>
      roles.flatMap((role) =>
        times.flatMap((at) => {
          const said = { ...event, at, by: actorOf(role) } as SignupEvent;
          const { allowed } = explain(snapshot, said);
          const listed = !allowed || allowedEvents(snapshot, said.by, at).includes(said.type);
          return allowed === snapshot.can(said) && listed ? [] : [JSON.stringify(said)];
        }),
      ),
    );
  }

  it.each(states)('in %s, on every event, rightly and wrongly said, by every role, at any time', async (state) => {
    expect(disagreements(await signupAt(state))).toEqual([]);
  });

  it.each(Object.entries(asking))('and while busy in %s', async (state, [from, event, port]) => {
    const driven = (await signupAt(from)).once(port, () => new Promise(() => {}));
    driven.tell(event);
    await expect.poll(() => driven.state).toBe(state);
    expect(disagreements(driven)).toEqual([]);
    driven.stop();
  });

  it('without a time no limit of time keeps an event off the list', async () => {
    const driven = await signupAt('verifyingEmail.enteringCode');
    expect(allowedEvents(driven.snapshot, 'applicant', driven.clock.now)).not.toContain('signup.code.resend');
    expect(allowedEvents(driven.snapshot, 'applicant')).toContain('signup.code.resend');
    expect(allowedEvents(driven.snapshot, 'system', driven.clock.now)).toEqual(['registration.policyChanged']);
    expect(allowedEvents(driven.snapshot, 'system')).toEqual(['signup.code.expired', 'registration.policyChanged']);
  });
});

describe('whatever happens to signup', () => {
  const bad = [down, () => ({}), () => null];
  const { sendVerificationCode, checkVerificationCode, lookUpUpgrade } = willingPorts;
  const moods: Moods = {
    sendVerificationCode: [sendVerificationCode, ...bad],
    checkVerificationCode: [checkVerificationCode, ...bad],
    registerHuaweiId: [willingPorts.registerHuaweiId, ...bad, () => ({ result: 'refused' })],
    lookUpMobile: [willingPorts.lookUpMobile, ...bad, () => ({ huaweiIds: 3 })],
    enableCloudServices: [willingPorts.enableCloudServices, down, () => null],
    applyForRealName: [willingPorts.applyForRealName, down, () => null],
    lookUpUpgrade: [lookUpUpgrade, ...bad],
    upgradeAccount: [willingPorts.upgradeAccount, down, () => null],
  };
  const more = {
    'signup.country.choose': [
      { ...say.country, country: 'TR' },
      { ...say.country, country: 'CN' },
    ],
    'signup.code.submit': [say.wrongCode],
    'signup.realName.decided': [say.rejected, say.stillInReview],
  };
  const sayings = Object.fromEntries(
    types.map((type) => [
      type,
      {
        right: [ways[type].right, ...(Object.entries(more).find(([name]) => name === type)?.[1] ?? [])],
        wrong: ways[type].wrong,
      },
    ]),
  );

  it.each(states.filter((state) => state !== 'complete'))(
    'from %s on: country and ID are final, nothing is enabled unaccepted, nothing done is undone',
    async (start) => {
      let allowed = 0;
      await fc.assert(
        fc.asyncProperty(strides, async (route) => {
          const driven = await signupAt(start);
          let before = driven.context.account;
          allowed += await stride(
            driven,
            route,
            sayings,
            moods,
            ({ state, snapshot, context: { account, policy } }) => {
              const waits = state === 'complete' || state === 'realName.inReview';
              expect([state, requirements(snapshot).currentlyDue.length === 0]).toEqual([state, waits]);
              const { country, email, registeredAt, cloudEnabledAt } = before;
              if (registeredAt !== null) expect(account).toMatchObject({ country, email, registeredAt });
              if (cloudEnabledAt !== null) expect(account).toMatchObject({ country, cloudEnabledAt });
              if (account.oldAccount === null) {
                if (account.registeredAt !== null) expect(account.emailVerifiedAt).not.toBeNull();
                const accepted = account.agreements.map(({ id, version }) => ({ id, version }));
                if (account.country === 'TR') expect(accepted).toEqual([]);
                else if (account.cloudEnabledAt !== null) expect(accepted).toEqual(policy.account.agreements);
              }
              if (state === 'complete') expect(account.cloudEnabledAt).not.toBeNull();
              before = account;
            },
          );
        }),
        { numRuns: 12 },
      );
      expect(allowed).toBeGreaterThan(0);
    },
  );
});
