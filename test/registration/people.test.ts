import { describe, expect, it } from 'vitest';
import { transition } from 'xstate';
import { associationMachine } from '../../src/association/association.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import type { Act, Actor, Role } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { isOwner, ownerOf } from '../../src/owner.js';
import { createPolicy, type Policy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { snapshotOf } from '../../src/session/envelope.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { type ChartSnapshot, decidingEvents, pathOf, rolesByEvent } from '../../src/snapshot.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import { momentsOfAll } from '../session/players.js';
import { cloudAccount, intl, say, throughWizard } from '../support/answers.js';
import { drive } from '../support/drive.js';
import { rightCode } from '../support/ports.js';

const ada: Actor = { role: 'applicant', id: 'ada' };
const eve: Actor = { role: 'applicant', id: 'eve' };
const machines = [
  signupMachine,
  wizardMachine,
  reviewMachine,
  enrollmentMachine,
  associationMachine,
  registrationMachine,
];

/** Every act of every scenario, with the snapshot it was said to; what was refused there too. */
const said = (await momentsOfAll()).map(({ scenario, before, act }) => ({
  machine: scenario.machine,
  snapshot: snapshotOf(scenario.machine, before) as ChartSnapshot,
  act,
}));

const codesOf = (snapshot: ChartSnapshot, act: Act): readonly string[] => {
  const explanation = explain(snapshot, act as never);
  expect(snapshot.can(act as never)).toBe(explanation.allowed);
  return explanation.allowed ? [] : explanation.issues.map(({ code }) => code);
};

/** Acts of an applicant on a chart that knows whose it is. */
const isApplicants = ({ type }: Act) => roles[type]?.includes('applicant') ?? false;

/** The snapshot as the same person's, whoever was the first; whoever is invited is that person too. */
const ownedBy = (snapshot: ChartSnapshot, id: string | null): ChartSnapshot => {
  const { account, application, association } = snapshot.context;
  const huaweiId = association?.invitation?.huaweiId ?? account?.huaweiId ?? null;
  const context = {
    ...snapshot.context,
    ...(account === undefined ? {} : { account: { ...account, ownerId: id, huaweiId } }),
    ...(application === undefined ? {} : { application: { ...application, applicantId: id } }),
  };
  return snapshot.machine.resolveState({ value: snapshot.value, context }) as ChartSnapshot;
};

const withPolicy = (snapshot: ChartSnapshot, change: (policy: Policy) => object): ChartSnapshot =>
  snapshot.machine.resolveState({
    value: snapshot.value,
    context: { ...snapshot.context, policy: { ...snapshot.context.policy, ...change(snapshot.context.policy) } },
  }) as ChartSnapshot;

const roles = rolesByEvent(registrationMachine);
const typesSaidBy = (role: Role) => Object.keys(roles).filter((type) => roles[type]?.includes(role));

describe('in every machine', () => {
  it('C-071 B9 whatever an applicant may say, a stranger may not, wherever the owner could', () => {
    const left = new Set(typesSaidBy('applicant'));
    for (const { snapshot, act } of said) {
      if (!isApplicants(act)) continue;
      const owned = ownedBy(snapshot, ada.id);
      const owners = codesOf(owned, { ...act, by: ada });
      const strangers = codesOf(owned, { ...act, by: eve });
      expect(strangers, `${act.type} in ${pathOf(snapshot.value)}`).toContain('actor.notApplicant');
      expect(owners).not.toContain('actor.notApplicant');
      expect(allowedEvents(owned, eve, act.at)).not.toContain(act.type);
      const lax = withPolicy(owned, ({ review }) => ({ review: { ...review, sameApplicantOnly: false } }));
      if (act.type !== 'registration.handOver')
        expect(codesOf(lax, { ...act, by: eve })).not.toContain('actor.notApplicant');
      if (owners.length === 0) left.delete(act.type);
    }
    // Never possible for anybody.
    expect([...left]).toEqual(['enrollment.withdraw']);
  });

  it('C-181 B8 whatever a reviewer decides, the owner does not, by any id and wherever another may', () => {
    const left = new Set(typesSaidBy('reviewer').filter((type) => decidingEvents(registrationMachine).includes(type)));
    expect(left.size).toBeGreaterThan(17);
    for (const { snapshot, act } of said) {
      if (!decidingEvents(snapshot.machine).includes(act.type)) continue;
      const owned = ownedBy(snapshot, ada.id);
      const rita = { ...act, by: { role: 'reviewer', id: 'rita' } } as const;
      if (snapshot.context.account === undefined && snapshot.context.application === undefined) continue;
      if (codesOf(owned, rita).length > 0) continue;
      for (const id of [ada.id, owned.context.account?.huaweiId ?? ada.id]) {
        const by: Actor = { role: 'reviewer', id };
        expect(codesOf(owned, { ...act, by }), `${act.type} by ${id}`).toEqual(['actor.ownDecision']);
        expect(allowedEvents(owned, by, act.at)).not.toContain(act.type);
        expect(
          codesOf(
            withPolicy(owned, ({ decisions }) => ({ decisions: { ...decisions, own: true } })),
            { ...act, by },
          ),
        ).toEqual([]);
      }
      expect(allowedEvents(owned, rita.by, act.at)).toContain(act.type);
      if (roles[act.type]?.includes('system'))
        expect(codesOf(owned, { ...act, by: { role: 'system', id: ada.id } })).toEqual([]);
      left.delete(act.type);
    }
    expect([...left]).toEqual([]);
  });

  it('C-181 nobody is asked to decide but reviewers and the system, and what only the system says is no decision of a person', () => {
    for (const machine of machines)
      for (const type of decidingEvents(machine))
        expect(
          rolesByEvent(machine)[type]?.filter((role) => !['reviewer', 'system'].includes(role)),
          type,
        ).toEqual([]);
    // Of the reviewer's acts only asking once more is none.
    const decided = decidingEvents(registrationMachine);
    expect(typesSaidBy('reviewer').filter((type) => !decided.includes(type))).toEqual([
      'review.screening.retry',
      'enrollment.registration.retry',
    ]);
  });

  it('B9 after any act of an applicant that is saved the registration has an owner', () => {
    const left = new Set(typesSaidBy('applicant'));
    for (const { snapshot, act } of said) {
      if (!isApplicants(act)) continue;
      const unowned = ownedBy(snapshot, null);
      const spoken: Act = { ...act, by: ada };
      if (!unowned.can(spoken as never)) continue;
      const [after] = transition(snapshot.machine, unowned as never, spoken as never) as unknown as [ChartSnapshot];
      if (after.context === unowned.context && pathOf(after.value) === pathOf(unowned.value)) continue;
      const to = act.type === 'registration.handOver' ? String(Reflect.get(act, 'to')) : ada.id;
      expect(ownerOf(after.context), act.type).toBe(to);
      left.delete(act.type);
    }
    // An invitation is accepted by whom it names, so the first to do so is known by that id.
    expect([...left]).toEqual(['enrollment.withdraw', 'association.open', 'association.accept']);
  });
});

describe('the owner', () => {
  it('B9 is whoever acts first, and nobody else from then on, in every place of the road', async () => {
    const road = drive(registrationMachine, { policy: intl });
    await road.say({ type: 'signup.country.choose', country: 'DE' }, { by: ada });
    expect(road.context.account.ownerId).toBe('ada');
    await road.say({ type: 'signup.email.submit', email: 'a@b.example' }, { by: eve });
    expect([road.state, road.codes]).toEqual(['signup.verifyingEmail.entering', ['actor.notApplicant']]);
    expect(allowedEvents(road.snapshot, eve)).toEqual([]);
  });

  it('B9 may be named beforehand', async () => {
    const road = drive(registrationMachine, { policy: intl, account: { ...cloudAccount, ownerId: 'ada' } });
    await road.say(say.start, { by: eve });
    expect(road.codes).toEqual(['actor.notApplicant']);
    await road.say(say.start, { by: ada });
    expect([road.codes, road.context.application.applicantId]).toEqual([[], 'ada']);
  });

  it('is one person, known by the id of the host or by the HUAWEI ID of the account', async () => {
    const road = drive(registrationMachine, { policy: intl, account: cloudAccount });
    await road.say(say.start, { by: ada });
    await road.say(say.business(), { by: { role: 'applicant', id: 'huawei-id-1' } });
    expect([road.state, road.codes]).toEqual(['wizard.enteringContact', []]);
    expect([road.context.account.ownerId, road.context.application.applicantId]).toEqual(['ada', 'ada']);
  });

  it('R-020 is not known by a HUAWEI ID that was only asked for, before the old account has become it', async () => {
    const driven = drive(registrationMachine, { policy: intl });
    await driven.say({ type: 'signup.oldAccount.signedIn', accountId: 'old-1', country: 'DE', email: 'a@b.example' });
    driven.answer('lookUpUpgrade', () => new Promise(() => {}));
    driven.tell({ type: 'signup.upgrade.request', huaweiId: 'eve' } as never, { by: ada });
    expect([driven.state, driven.context.account.huaweiId]).toEqual(['signup.checkingUpgrade', 'eve']);
    expect(isOwner(driven.context, 'eve')).toBe(false);
    expect(driven.tell({ type: 'registration.handOver', to: 'eve-2' } as never, { by: eve }).allowed).toBe(false);
    const upgraded = { ...driven.context.account, oldAccount: { accountId: 'old-1', upgrade: 'done' } } as const;
    expect(isOwner({ account: upgraded }, 'eve')).toBe(true);
    driven.stop();
  });

  it('C-181 a decision is not made by the one who signed, nor by an owner of before', async () => {
    const road = drive(registrationMachine, { policy: intl, account: cloudAccount }, { screenApplication: notPassed });
    for (const each of [...throughWizard, say.submit]) await road.say(each, { by: ada });
    await road.say({ type: 'registration.handOver', to: 'bob' }, { by: ada });
    for (const id of ['ada', 'bob', 'huawei-id-1']) {
      await road.say({ type: 'review.approve' }, { by: { role: 'reviewer', id } });
      expect([id, road.state, road.codes]).toEqual([id, 'review.manuallyReviewing', ['actor.ownDecision']]);
    }
    await road.say({ type: 'review.approve' }, { by: { role: 'reviewer', id: 'rita' } });
    expect(road.state).toBe('enrollment.enrolled');
  });
});

const notPassed = () => ({ result: 'notPassed' as const, findings: [] });
const { address, company, statement } = fixtures(intl);
const invitee = { ...fixtures(intl).invitee, huaweiId: 'huawei-id-1' };
const request = { type: 'association.request', address, company } as const;
const accept = { type: 'association.accept', statement } as const;

describe('an invitation', () => {
  async function invited(to = invitee) {
    const road = drive(registrationMachine, { policy: intl, account: cloudAccount });
    road.answer('lookUpInvitee', () => ({ matches: [to], invitationsToday: 0 }));
    await road.say({ type: 'registration.associate' }, { by: ada });
    await road.say(request, { by: ada });
    await road.say({ type: 'association.invite', address });
    expect(road.state).toBe('association.invited');
    return road;
  }

  it.each([
    ['the owner, known by the host’s id', ada],
    ['the owner, known by the HUAWEI ID', { role: 'applicant', id: 'huawei-id-1' }],
    ['the HUAWEI ID that is invited', { role: 'member', id: 'huawei-id-1' }],
    ['the owner as a member', { role: 'member', id: 'ada' }],
  ] as const)('B10 is opened and accepted by %s', async (_, by) => {
    const road = await invited();
    await road.say({ type: 'association.open' }, { by });
    expect(road.codes).toEqual([]);
    await road.say(accept, { by });
    expect(road.state).toBe('association.associated.notDedicated');
  });

  it('B10 is not opened or accepted by anybody else', async () => {
    const road = await invited();
    for (const event of [{ type: 'association.open' }, accept] as const) {
      await road.say(event, { by: { role: 'member', id: 'eve' } });
      expect(road.codes).toEqual(['invitation.notYours']);
      await road.say(event, { by: eve });
      expect(road.codes).toEqual(['actor.notApplicant', 'invitation.notYours']);
    }
    const another = await invited({ ...invitee, huaweiId: 'huawei-id-2' });
    await another.say(accept, { by: ada });
    expect(another.codes).toEqual(['invitation.notYours']);
    await another.say(accept, { by: { role: 'member', id: 'huawei-id-2' } });
    expect(another.state).toBe('association.associated.notDedicated');
  });

  it('B10 in association on its own, with the account given', async () => {
    const driven = drive(associationMachine, { policy: intl, account: cloudAccount, company });
    driven.answer('lookUpInvitee', () => ({ matches: [invitee], invitationsToday: 0 }));
    await driven.say({ type: 'association.request', address }, { by: ada });
    await driven.say({ type: 'association.invite', address });
    await driven.say({ type: 'association.open' }, { by: eve });
    expect(driven.codes).toEqual(['actor.notApplicant', 'invitation.notYours']);
    await driven.say(accept, { by: ada });
    expect(driven.state).toBe('associated.notDedicated');
  });

  it('B9 is asked for by the owner: a member who asks first is it, and another member is not', async () => {
    const driven = drive(associationMachine, { policy: intl, company });
    await driven.say({ type: 'association.request', address }, { by: { role: 'member', id: 'hid-ben' } });
    expect(driven.context.account.ownerId).toBe('hid-ben');
    await driven.say({ type: 'association.request', address }, { by: { role: 'member', id: 'eve' } });
    expect(driven.codes).toEqual(['actor.notApplicant']);
    await driven.say({ type: 'association.request', address }, { by: { role: 'applicant', id: 'hid-ben' } });
    expect(driven.codes).toEqual([]);
  });
});

describe('a hand-over', () => {
  const handOver = (to: string) => ({ type: 'registration.handOver', to }) as const;
  const bob: Actor = { role: 'applicant', id: 'bob' };

  it('B9 is an act of its own: from then on the new owner acts, the old one is refused, and the world is told', async () => {
    const road = drive(registrationMachine, { policy: intl, account: cloudAccount });
    await road.say(say.start, { by: ada });
    await road.say(handOver('bob'), { by: eve });
    expect(road.codes).toEqual(['actor.notApplicant']);
    await road.say(handOver('ada'), { by: ada });
    expect(road.codes).toEqual(['handOver.sameOwner']);
    await road.say(handOver('bob'), { by: ada });
    expect(road.announcements).toEqual([{ type: 'registration.handedOver', from: 'ada', to: 'bob' }]);
    expect([road.context.account.ownerId, road.context.application.applicantId]).toEqual(['bob', 'bob']);
    await road.say(say.business(), { by: ada });
    expect([road.state, road.codes]).toEqual(['wizard.enteringBusiness', ['actor.notApplicant']]);
    await road.say(say.business(), { by: bob });
    expect([road.state, road.codes]).toEqual(['wizard.enteringContact', []]);
  });

  it('does not let the old owner in by the HUAWEI ID of the account, nor take the new one for its holder', async () => {
    const road = drive(registrationMachine, { policy: intl, account: cloudAccount });
    await road.say(say.start, { by: ada });
    await road.say(handOver('bob'), { by: ada });
    await road.say(say.business(), { by: { role: 'applicant', id: 'huawei-id-1' } });
    expect(road.codes).toEqual(['actor.notApplicant']);
    await road.say(handOver('carla'), { by: bob });
    expect(isOwner(road.context, 'huawei-id-1')).toBe(false);
    await road.say(handOver('ada'), { by: 'administrator' });
    expect([isOwner(road.context, 'huawei-id-1'), isOwner(road.context, 'bob')]).toEqual([true, false]);
    expect(road.context.account.formerOwners).toEqual(['ada', 'bob', 'carla']);
  });

  it('to the HUAWEI ID itself makes whoever has it the owner', async () => {
    const road = drive(registrationMachine, { policy: intl, account: cloudAccount });
    await road.say(say.start, { by: ada });
    await road.say(handOver('huawei-id-1'), { by: ada });
    await road.say(say.business(), { by: { role: 'applicant', id: 'huawei-id-1' } });
    expect(road.state).toBe('wizard.enteringContact');
    expect(isOwner(road.context, 'ada')).toBe(false);
  });

  it('before the HUAWEI ID is registered leaves it to whoever sets the password', async () => {
    const road = drive(registrationMachine, { policy: intl });
    const { country, email, password } = fixtures(intl);
    await road.say({ type: 'signup.country.choose', country }, { by: ada });
    await road.say(handOver('bob'), { by: ada });
    await road.say({ type: 'signup.email.submit', email }, { by: bob });
    await road.say({ type: 'signup.code.submit', verificationCode: rightCode }, { by: bob });
    await road.say({ type: 'signup.password.set', password }, { by: bob });
    const { huaweiId } = road.context.account;
    expect(isOwner(road.context, huaweiId ?? '')).toBe(true);
  });

  it('while the HUAWEI ID is being registered leaves it with whoever set the password', async () => {
    const road = drive(registrationMachine, { policy: intl });
    const { country, email, password } = fixtures(intl);
    await road.say({ type: 'signup.country.choose', country }, { by: ada });
    await road.say({ type: 'signup.email.submit', email }, { by: ada });
    await road.say({ type: 'signup.code.submit', verificationCode: rightCode }, { by: ada });
    road.tell({ type: 'signup.password.set', password } as never, { by: ada });
    expect(road.state).toBe('signup.settingPassword.registering');
    road.tell(handOver('bob'), { by: ada });
    await road.rest();
    const { huaweiId, ownerId } = road.context.account;
    expect(huaweiId).not.toBeNull();
    expect([ownerId, isOwner(road.context, huaweiId ?? '')]).toEqual(['bob', false]);
  });

  it('is for the owner alone, or an administrator, even where policy lets any applicant go on', async () => {
    const policy = createPolicy({ site: 'intl', review: { sameApplicantOnly: false } });
    const road = drive(registrationMachine, { policy, account: cloudAccount });
    await road.say(say.start, { by: ada });
    await road.say(handOver('eve'), { by: eve });
    expect(road.codes).toEqual(['actor.notApplicant']);
    await road.say(handOver('bob'), { by: 'administrator' });
    expect([road.codes, road.context.account.ownerId]).toEqual([[], 'bob']);
  });

  it('is possible in every place of the road, also while a port is asked', () => {
    const places = said.filter(({ machine }) => machine === registrationMachine);
    for (const { snapshot, act } of places)
      for (const by of [ada, { role: 'administrator', id: 'adam' }] as const)
        expect(codesOf(ownedBy(snapshot, 'ada'), { ...handOver('bob'), at: act.at, by } as Act)).toEqual([]);
    expect(new Set(places.map(({ snapshot }) => pathOf(snapshot.value))).size).toBeGreaterThan(30);
  });
});
