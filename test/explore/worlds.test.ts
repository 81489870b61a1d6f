import type { World } from 'hcpn-registration/testing';
import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, assign } from 'xstate';
import { newDevelopment } from '../../src/developmentPath/developmentPath.schema.js';
import { enrollmentUpdates } from '../../src/enrollment/enrollment.updates.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import type { RegistrationContext } from '../../src/registration/registration.schema.js';
import { type Outside, withPartner } from './outside.js';
import { worldInvariants } from './worldInvariants.js';
import { played, playing } from './worldPlay.js';
import { type Variant, type WorldGround, worlds } from './worlds.js';

const all = [...worlds.values()].map((go) => go());

describe('whatever several registrations and the world do, in every order', { timeout: 300_000 }, () => {
  it.each(Object.entries(worldInvariants))('%s', (_, invariant) => {
    const verdicts = all.map((ground) => ({ ground: ground.name, ...invariant(ground) }));
    const broken = verdicts.filter((verdict) => verdict.broken.length > 0);
    expect(broken.map(({ ground, broken: [first] }) => `${ground}: ${first}`)).toEqual([]);
    expect(verdicts.reduce((sum, { checked }) => sum + checked, 0)).toBeGreaterThan(10);
  });

  it.each(all.map((ground) => [ground.name, ground] as const))(`%s: ${playing}`, async (_, ground) => {
    const { checked, broken } = await played(ground);
    expect(broken).toEqual([]);
    expect(checked).toBeGreaterThan(3);
  });

  it('an account may be in CSP while another of the world is on a path', () => {
    const ground = all.find(({ name }) => name.startsWith('a partner joins CSP'));
    const together = ground?.exploration.states.filter(({ registrations: { ada, bob } }) => {
      const { programs } = ada?.snapshot.context['enrollment'] ?? { programs: [] };
      const { paths } = bob?.snapshot.context['enrollment'] ?? { paths: [] };
      const isIn = ({ state }: { readonly state: string }) => state === 'enrolled';
      return programs.some(isIn) && paths.some(({ state }: { readonly state: string }) => state === 'selected');
    });
    expect(together?.length).toBeGreaterThan(0);
  });
});

type Guards = NonNullable<Parameters<typeof registrationMachine.provide>[0]['guards']>;

/** The road without the guards that uphold a rule. */
const without = (...names: readonly (keyof Guards)[]): Variant => ({
  machine: registrationMachine.provide({ guards: Object.fromEntries(names.map((name) => [name, () => true])) }),
});
/** The road on which something is never possible. */
const never = (...names: readonly (keyof Guards)[]): Variant => ({
  machine: registrationMachine.provide({ guards: Object.fromEntries(names.map((name) => [name, () => false])) }),
});
const inWorld = (ports: World<Outside>['ports']): Variant => ({
  world: (world) => ({ ...world, ports: { ...world.ports, ...ports } }),
});

/** A path is selected whatever stands against it. */
const selectsAnyway = registrationMachine.provide({
  guards: { mayActOnPath: () => true, isActAllowed: () => true },
  actions: {
    carryOutAct: assign(({ context, event }: { context: RegistrationContext; event: { type: string } }) => {
      const { enrollment } = context;
      if (enrollment.asked?.type !== 'path.select') return enrollmentUpdates.carryOutAct(context, event);
      return { enrollment: { ...enrollment, paths: [{ ...newDevelopment('software'), state: 'selected' as const }] } };
    }),
  },
}) as AnyStateMachine;

const onLookUp = (change: (context: RegistrationContext) => object) =>
  registrationMachine.provide({
    actions: {
      recordAccount: assign(({ context }: { context: RegistrationContext }) => change(context)),
      recordAct: assign(({ context }: { context: RegistrationContext }) => change(context)),
    },
  }) as AnyStateMachine;
const renames = onLookUp(({ enrollment }) => ({ enrollment: { ...enrollment, partnerId: 'P-2' } }));
const confuses = onLookUp(({ enrollment }) => ({ enrollment: { ...enrollment, nonsense: 1 } }));
const asksBlindly = onLookUp(({ account }) => ({ account: { ...account, huaweiId: 7 } }));

/** The invitation of one partner is taken along to another. */
const keepsInvitations = registrationMachine.provide({
  actions: {
    takeCompanyAlong: assign(({ context: { application, association } }: { context: RegistrationContext }) => ({
      association: { ...association, company: application.company?.partner ?? association.company },
    })),
  },
}) as AnyStateMachine;

interface Broken {
  readonly wrong: string;
  readonly ground: string;
  readonly variant: Variant;
  readonly invariant: string;
}

const broken: readonly Broken[] = [
  {
    wrong: 'the last gate makes a partner of every company',
    ground: 'three colleagues submit',
    variant: inWorld({
      registerPartner: (world, { business, huaweiId }) =>
        business === null || huaweiId === null
          ? []
          : [{ value: { partnerId: `P-${huaweiId}` }, world: withPartner(world, `P-${huaweiId}`, business, huaweiId) }],
    }),
    invariant: 'R-183 one company is one partner, whatever the order',
  },
  {
    wrong: 'the last gate knows a company by how its number is spelt',
    ground: 'colleagues who spell the number of their company differently',
    variant: inWorld({
      lookUpCompany: () => [{ value: { partner: null } }],
      registerPartner: (world, { business, huaweiId }) => {
        if (business === null || huaweiId === null) return [];
        const spelt = Object.entries(world.partners).find(
          ([, each]) => each.registrationNumber === business.registrationNumber && each.huaweiId !== huaweiId,
        );
        const partnerId = `P-${huaweiId}`;
        return spelt === undefined
          ? [{ value: { partnerId }, world: withPartner(world, partnerId, business, huaweiId) }]
          : [{ value: { result: 'alreadyPartner', partner: { partnerId: spelt[0], companyName: 'Lantern' } } }];
      },
    }),
    invariant: 'R-183 one company is one partner, whatever the order',
  },
  {
    wrong: 'the partner that is found at the end is taken for a new one',
    ground: 'three colleagues submit',
    variant: never('isFoundPartner'),
    invariant: 'R-183 whoever is told to be a partner is one, and under his own id',
  },
  {
    wrong: 'the partner that is found at the end is not offered',
    ground: 'three colleagues submit',
    variant: never('isFoundPartner'),
    invariant: 'R-034 R-183 whoever is told that the company is a partner is offered association',
  },
  {
    wrong: 'the answer on submit is not looked at',
    ground: 'two colleagues submit',
    variant: never('isPartnerAlready'),
    invariant: 'R-183 an application is handed in only on the answer that the company is no partner',
  },
  {
    wrong: 'screening passes who says that the company is another',
    ground: 'a company whose number a company of another register has',
    variant: without('didPass'),
    invariant: 'R-034 who says that the company is another is looked at by people',
  },
  {
    wrong: 'nobody can say that the company is another',
    ground: 'a company whose number a company of another register has',
    variant: never('isAnotherCompany', 'isAnotherCompanyWithoutBusiness', 'mayReturnToBusiness', 'mayLeave'),
    invariant: 'from everywhere there is a way to a partner, to an associated person, or to a refusal that says why',
  },
  {
    wrong: 'what failed cannot be tried again',
    ground: 'three colleagues submit',
    variant: never('mayRegisterAgain'),
    invariant: 'from everywhere there is a way to a partner, to an associated person, or to a refusal that says why',
  },
  {
    wrong: 'the wizard takes no company of Hong Kong',
    ground: 'a company of Hong Kong on cn',
    variant: never('isBusinessComplete'),
    invariant: 'from everywhere there is a way to a partner, to an associated person, or to a refusal that says why',
  },
  {
    wrong: 'a person is associated with every partner',
    ground: 'two partners invite one person, who applies as well',
    variant: {
      ...without('mayStillJoin'),
      ...inWorld({
        associateMember: (world, { huaweiId, partnerId }) => [
          {
            value: { result: 'associated' },
            world: { ...world, members: { ...world.members, [huaweiId]: partnerId } },
          },
        ],
      }),
    },
    invariant: 'R-072 R-182 nobody is associated with two partners',
  },
  {
    wrong: 'the conditions are not asked again on accepting',
    ground: 'two partners invite one person, who applies as well',
    variant: without('mayStillJoin'),
    invariant: 'R-182 the conditions on an invitee are asked again on accepting',
  },
  {
    wrong: 'the answer of the world to an association is not looked at',
    ground: 'two partners invite one person, who applies as well',
    variant: without('isMemberAssociated'),
    invariant: 'R-182 nobody is associated but on the answer of the world',
  },
  {
    wrong: 'a path is selected whatever stands against it',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: { machine: selectsAnyway },
    invariant: 'R-173 an account is never in CSP and on a path',
  },
  {
    wrong: 'a path is selected although deregistration is requested',
    ground: 'a partner of cn asks to be deregistered, selects a path and joins a program, in every order',
    variant: { machine: selectsAnyway },
    invariant: 'R-028 once deregistration is requested nothing new is begun',
  },
  {
    wrong: 'anybody fills in the contact information',
    ground: 'everybody tries to act and to decide on what is not theirs',
    variant: without('isContactComplete'),
    invariant: 'C-071 an applicant acts on nothing but his own',
  },
  {
    wrong: 'anybody approves',
    ground: 'everybody tries to act and to decide on what is not theirs',
    variant: without('mayApprove'),
    invariant: 'C-181 nobody decides on what is or was his own',
  },
  {
    wrong: 'an invitation of one partner is accepted with another',
    ground: 'a person who is invited applies for a company that is another partner',
    variant: { machine: keepsInvitations },
    invariant: 'R-060 nobody is associated with a partner that did not invite him',
  },
  {
    wrong: 'the look-up of the account gives the partner another id',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: { machine: renames },
    invariant: 'R-057 a partner stays one, under the same id',
  },
  {
    wrong: 'the look-up of the account keeps what no schema knows',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: { machine: confuses },
    invariant: 'what is known fits its schema, whatever the world did',
  },
  {
    wrong: 'a HUAWEI ID that no port takes is asked about',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: { machine: asksBlindly },
    invariant: 'what is asked of the world is what the port takes',
  },
];

describe('each invariant is seen broken where what upholds it is taken out', { timeout: 300_000 }, () => {
  it.each(broken)('$wrong: $invariant', ({ ground, variant, invariant }) => {
    const gone = worlds.get(ground)?.(variant) as WorldGround;
    expect(worldInvariants[invariant]?.(gone).broken.length).toBeGreaterThan(0);
  });
});
