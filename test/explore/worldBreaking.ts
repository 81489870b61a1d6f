import type { World, WorldEdge, WorldExploration, WorldPlace } from 'hcpn-registration/testing';
import { type AnyEventObject, type AnyStateMachine, assign } from 'xstate';
import { notEnrolled } from '../../src/enrollment/enrollment.schema.js';
import { enrollmentUpdates } from '../../src/enrollment/enrollment.updates.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { roadUpdates } from '../../src/registration/registration.rules.js';
import type { RegistrationContext } from '../../src/registration/registration.schema.js';
import { wizardUpdates } from '../../src/wizard/wizard.updates.js';
import type { Outside } from './outside.js';
import type { Variant } from './worlds.js';

type Guards = NonNullable<Parameters<typeof registrationMachine.provide>[0]['guards']>;
type GuardName = keyof Guards & string;

/** What a guard is told, and every action. */
interface Told {
  readonly context: RegistrationContext;
  readonly event: AnyEventObject;
}

const road = registrationMachine as AnyStateMachine;

const guardsOf = (names: readonly GuardName[], guard: (name: GuardName) => (told: Told) => boolean): Variant => ({
  machine: road.provide({ guards: Object.fromEntries(names.map((name) => [name, guard(name)])) }),
});
/** The road on which some guards let everything through. */
export const without = (...names: readonly GuardName[]) => guardsOf(names, () => () => true);
/** The road on which something is never possible. */
export const never = (...names: readonly GuardName[]) => guardsOf(names, () => () => false);

/** A guard as it is. */
const guardOf = (name: GuardName) => road.implementations.guards[name] as unknown as (told: Told) => boolean;

/** The road on which some guards are told something else than what is. */
export const misled = (names: readonly GuardName[], change: (told: Told) => Partial<Told>) =>
  guardsOf(names, (name) => (told) => guardOf(name)({ ...told, ...change(told) }));

/** The road on which some actions change something else. */
export const actions = (
  changes: Readonly<Record<string, (told: Told) => Partial<RegistrationContext>>>,
  { machine = road }: Variant = {},
): Variant => ({
  machine: machine.provide({
    actions: Object.fromEntries(
      Object.entries(changes).map(([name, change]) => [name, assign((told) => change(told as unknown as Told))]),
    ),
  }),
});

/** A world that answers otherwise. */
export const inWorld = (ports: World<Outside>['ports']): Variant => ({
  world: (world) => ({ ...world, ports: { ...world.ports, ...ports } }),
});

/** What the company's second look-up on submitting answers is not looked at. */
export const blindOnSubmit = guardsOf(
  ['isPartnerAlready'],
  (name) => (told) => !told.event.type.endsWith('.lookUpCompanyAgain') && guardOf(name)(told),
);

/** Nobody is known to have said that the company is another. */
export const notSaidToBeAnother = (...names: readonly GuardName[]) =>
  misled(names, ({ context }) => ({
    context: { ...context, application: { ...context.application, differentFrom: null } },
  }));

/** People decide on what is their own, wherever one of these guards is asked. */
export const decidesOnItsOwn = (...names: readonly GuardName[]) =>
  misled(names, ({ context }) => {
    const { policy } = context;
    return { context: { ...context, policy: { ...policy, decisions: { ...policy.decisions, own: true } } } };
  });

/** A decision on the application, with the number it is taken to name. */
export const numbered = (number: (named: number | undefined, current: number) => number | undefined) =>
  misled(['mayApprove', 'hasReason'], ({ context, event }) => ({
    event: { ...event, attempt: number(event['attempt'], context.review.attempt) },
  }));

/** A decision without the number it names. */
export const unnumbered = ({ attempt: _attempt, ...event }: AnyEventObject): AnyEventObject => event;

type Part = 'paths' | 'programs' | 'deregistrationRequestedAt';

/** Some acts of a partner are judged and carried out as if a part of what is known were not. */
export function overlooking(part: Part, acts: RegExp): Variant {
  const isMeant = ({ context, event }: Told) => acts.test(context.enrollment.asked?.type ?? event.type);
  const seen = ({ context }: Told): RegistrationContext => ({
    ...context,
    enrollment: { ...context.enrollment, [part]: notEnrolled[part] },
  });
  const carryOutAct = (told: Told) => {
    const { context } = told;
    if (!isMeant(told)) return enrollmentUpdates.carryOutAct(context);
    const { enrollment } = enrollmentUpdates.carryOutAct(seen(told));
    return { enrollment: { ...enrollment, [part]: context.enrollment[part] } };
  };
  const judged = misled(['mayActOnPath', 'mayActOnProgram', 'isActAllowed'], (told) =>
    isMeant(told) ? { context: seen(told) } : {},
  );
  return actions({ carryOutAct }, judged);
}

/** The look-up of the account changes something else. */
export const onLookUp = (change: (context: RegistrationContext) => object) =>
  actions(
    Object.fromEntries(
      ['recordAccount', 'recordAct'].map((name) => [name, ({ context }: Told) => change(context)] as const),
    ),
  );

/** The owner is left as it was, whoever acts. */
export const unbound = actions(
  Object.fromEntries(
    Object.entries(wizardUpdates).map(([name, update]) => [
      name,
      ({ context, event }: Told) => {
        const { account, application } = context;
        const next = { ...context, ...update(context, event) };
        return {
          ...next,
          account: { ...next.account, ownerId: account.ownerId },
          application: { ...next.application, applicantId: application.applicantId },
        };
      },
    ]),
  ),
);

/** A hand-over after which something of the owner before is not known any more. */
export const forgets = (forgotten: Partial<RegistrationContext['account']>) =>
  actions({
    recordHandOver: ({ context, event }) => {
      const { account, ...rest } = roadUpdates.recordHandOver(context, event);
      return { ...rest, account: { ...account, ...forgotten } };
    },
  });

/** The exploration, of which some steps are shown otherwise. */
export const shown = (change: (edge: WorldEdge<Outside>) => WorldEdge<Outside>): Variant => ({
  explored: (found) => ({ ...found, edges: found.edges.map(change) }),
});

/** A step, of which it is shown otherwise what became of the registration. */
export function became(edge: WorldEdge<Outside>, change: Partial<WorldPlace>): WorldEdge<Outside> {
  const after = edge.after === null ? null : { ...edge.after, ...change };
  return Object.create(edge, { after: { value: after } }) as WorldEdge<Outside>;
}

type Journal = WorldExploration<Outside>['journal'];

/** The exploration, whose journals say something else. */
export const journaled = (
  journal: (found: WorldExploration<Outside>, route: Parameters<Journal>[0]) => ReturnType<Journal>,
): Variant => ({ explored: (found) => ({ ...found, journal: (route) => journal(found, route) }) });
