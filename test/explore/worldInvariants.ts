import type { WorldEdge, WorldPlace, WorldState } from 'hcpn-registration/testing';
import type { AnyEventObject } from 'xstate';
import { notEnrolled } from '../../src/enrollment/enrollment.schema.js';
import { isEqual } from '../../src/equal.js';
import { type Actor, isDecision } from '../../src/events.js';
import { explain } from '../../src/explain.js';
import { parse } from '../../src/issue.js';
import { chartOf } from '../../src/snapshot.js';
import type { Verdict } from './invariants.js';
import { isPartnerAccount, type Outside } from './outside.js';
import type { WorldGround } from './worlds.js';

type State = WorldState<Outside>;
type Edge = WorldEdge<Outside>;
type Invariant = (ground: WorldGround) => Verdict;

/** The shortest way to a state, and one step more. */
export function routeOf({ exploration }: WorldGround, state: State, last?: Edge): string {
  const route = last === undefined ? exploration.routeTo(state) : [...exploration.routeTo(state), last];
  return route
    .map(({ registration, kind, event, port }) => {
      const what = kind === 'said' ? event?.type : (port ?? '');
      return `${registration ?? 'the world'} ${kind} ${what}`.trim();
    })
    .join(', ');
}

function states(holds: (state: State, ground: WorldGround) => boolean | null): Invariant {
  return (ground) => {
    const verdicts = ground.exploration.states.map((state) => ({ state, verdict: holds(state, ground) }));
    return {
      checked: verdicts.filter(({ verdict }) => verdict !== null).length,
      broken: verdicts.flatMap(({ state, verdict }) => (verdict === false ? [routeOf(ground, state)] : [])),
    };
  };
}

function edges(holds: (edge: Edge, ground: WorldGround) => boolean | null): Invariant {
  return (ground) => {
    const verdicts = ground.exploration.edges.map((edge) => ({ edge, verdict: holds(edge, ground) }));
    return {
      checked: verdicts.filter(({ verdict }) => verdict !== null).length,
      broken: verdicts.flatMap(({ edge, verdict }) => (verdict === false ? [routeOf(ground, edge.from, edge)] : [])),
    };
  };
}

/** Looked at once for each registration; null where it has nothing to say to any. */
function parts(holds: (part: WorldPlace, state: State, ground: WorldGround) => boolean | null): Invariant {
  return states((state, ground) => {
    const verdicts = Object.values(state.registrations).map((part) => holds(part, state, ground));
    if (verdicts.includes(false)) return false;
    return verdicts.includes(true) ? true : null;
  });
}

const accountOf = ({ snapshot }: WorldPlace): string => snapshot.context['account'].huaweiId;
const isEnrolled = ({ place }: WorldPlace) => /^enrollment\.(enrolled|lookingUpAccount)$/.test(place);
const isAssociated = ({ place }: WorldPlace) => place.startsWith('association.associated.');

/** The company a partner is, whatever it calls itself. */
function companyOf(ground: WorldGround, partnerId: string, { partners }: Outside): string | undefined {
  return ground.companies[partners[partnerId]?.huaweiId ?? partnerId];
}

function before({ from, registration }: Edge): WorldPlace | undefined {
  return registration === null ? undefined : from.registrations[registration];
}

/** Whether the step makes an associated person of somebody who was none. */
function becomesAssociated(edge: Edge): boolean {
  const was = before(edge);
  return was !== undefined && !isAssociated(was) && edge.after !== null && isAssociated(edge.after);
}

/** What the world answered to a port, at the step in which it is heard. */
function heard(edge: Edge, port: string): unknown {
  return edge.kind === 'answered' && edge.port === port ? before(edge)?.answer?.value : undefined;
}

/** The partner the world told of, unless the applicant joins by a second account or has said that it is another company. */
function partnerTold(edge: Edge): boolean | null {
  const { partner } = (heard(edge, 'lookUpCompany') ?? heard(edge, 'registerPartner') ?? {}) as {
    readonly partner?: { readonly partnerId: string } | null;
  };
  if (partner === undefined) return null;
  const { secondAccount, differentFrom } = before(edge)?.snapshot.context['application'] ?? {};
  return partner !== null && !secondAccount && differentFrom?.partnerId !== partner.partnerId;
}

/** What is told by what was done on the shortest way to a state, not by what the chart remembers. */
function told<T>(
  begin: (start: State, ground: WorldGround) => T,
  next: (known: T, edge: Edge, registration: string) => T,
): (state: State, ground: WorldGround) => T {
  const met = new WeakMap<State, T>();
  const at = (state: State, ground: WorldGround): T => {
    const known = met.get(state) ?? made(state, ground);
    met.set(state, known);
    return known;
  };
  const made = (state: State, ground: WorldGround): T => {
    const { cameBy } = state;
    if (cameBy === null) return begin(state, ground);
    const before = at(cameBy.from, ground);
    return cameBy.registration === null ? before : next(before, cameBy, cameBy.registration);
  };
  return at;
}

/** Whose a registration is, and whose it was. */
interface Owning {
  readonly owner: string | null;
  readonly everyOwner: readonly string[];
}

const owningIn = told<Readonly<Record<string, Owning>>>(
  (_, ground) =>
    Object.fromEntries(
      ground.options.registrations.map(({ name, prologue = [] }) => {
        const [first] = prologue.map(({ by }) => by).filter((by) => isActor(by) && by.role === 'applicant');
        return [name, owned({ owner: null, everyOwner: [] }, isActor(first) ? first.id : null)];
      }),
    ),
  (known, { kind, event }, registration) => {
    const own = known[registration];
    if (kind !== 'said' || event === null || own === undefined) return known;
    if (event.type === 'registration.handOver') return { ...known, [registration]: owned(own, event['to']) };
    const by: Actor = event['by'];
    return by.role === 'applicant' && own.owner === null ? { ...known, [registration]: owned(own, by.id) } : known;
  },
);

function owned({ everyOwner }: Owning, owner: string | null): Owning {
  return { owner, everyOwner: owner === null ? everyOwner : [...everyOwner, owner] };
}

function isActor(by: unknown): by is Actor {
  return typeof by === 'object' && by !== null && 'id' in by;
}

/** By which partner the person of each registration was invited last. */
const invitingIn = told<Readonly<Record<string, string>>>(
  () => ({}),
  (known, edge, registration) => {
    const isInvited =
      edge.after?.place === 'association.invited' && before(edge)?.place === 'association.verifyingInvitee';
    return isInvited
      ? { ...known, [registration]: edge.after.snapshot.context['association'].company.partnerId }
      : known;
  },
);

/** What is under way to be decided in a registration: its application, dedicated personnel, programs by their name. */
function underWay(part: WorldPlace | null | undefined): readonly string[] {
  if (part === null || part === undefined) return [];
  const { application, enrollment } = part.snapshot.context;
  const programs: readonly { readonly state: string; readonly program: string }[] = enrollment?.programs ?? [];
  return [
    ...(application.submittedAt === null ? [] : ['application']),
    ...(/^association\.associated\.(applying|cancelling)$/.test(part.place) ? [`dedicated in ${part.place}`] : []),
    ...programs.filter(({ state }) => /^(reviewing|renewing)$/.test(state)).map(({ program }) => program),
  ];
}

const subjectIn = (what: string) => what.replace(/ in .*/, '');

/** How often something was handed in to be decided, by registration and what it is. */
const submissionsIn = told<Readonly<Record<string, number>>>(
  ({ registrations }) =>
    Object.fromEntries(
      Object.entries(registrations).flatMap(([name, part]) =>
        underWay(part).map((what) => [`${name} ${subjectIn(what)}`, 1] as const),
      ),
    ),
  (known, edge, registration) => {
    const open = underWay(before(edge));
    const handedIn = underWay(edge.after).filter((what) => !open.includes(what));
    const counted = handedIn.map((what) => `${registration} ${subjectIn(what)}`);
    return { ...known, ...Object.fromEntries(counted.map((name) => [name, (known[name] ?? 0) + 1])) };
  },
);

/** What a decision is about. */
function subjectOf({ type, ...event }: AnyEventObject): string | null {
  if (/^review\.(approve|reject|screening(Passed|Failed))$/.test(type)) return 'application';
  if (/^association\.dedicated\.(approved|rejected|cancelled|kept)$/.test(type)) return 'dedicated';
  return /^program\.(approved|rejected|renewed|renewalRefused)$/.test(type) ? event['program'] : null;
}

/** One person, whether known by the host's id or by the HUAWEI ID. */
const personOf = (id: string) => id.replace(/^hid-/, '');

const onPath = ({ state }: { readonly state: string }) => !['notSelected', 'invited', 'exited'].includes(state);
const inProgram = ({ state }: { readonly state: string }) => ['reviewing', 'enrolled', 'renewing'].includes(state);

/** Where a registration may stay for good: a partner, a person of the own company, or refused with the reason told. */
function isEnd(name: string, part: WorldPlace, { world }: State, ground: WorldGround): boolean {
  const { place, snapshot } = part;
  const { association } = snapshot.context;
  if (ground.invitations.includes(name)) return isInvitationOver(part, world);
  if (isAssociated(part))
    return companyOf(ground, association.company.partnerId, world) === ground.companies[accountOf(part)];
  return place === 'enrollment.enrolled' || (place === 'review.rejected' && isFinal(part));
}

/** The person is associated, or cannot be any more: void, or refused because of what has become of the person. */
function isInvitationOver(part: WorldPlace, world: Outside): boolean {
  const isRefused = /\.(verificationFailed|expired|invited|awaitingInvitation)$/.test(part.place);
  const { company } = part.snapshot.context['association'];
  const other = world.members[accountOf(part)] ?? null;
  const isGone = isPartnerAccount(world, accountOf(part)) || (other !== null && other !== company?.partnerId);
  return isAssociated(part) || part.place === 'association.superseded' || (isRefused && isGone);
}

/** Rejected with a reason, and not to be handed in once more, which is refused with its reason too. */
function isFinal({ snapshot }: WorldPlace): boolean {
  const { application, review } = snapshot.context;
  const by = { role: 'applicant', id: application.applicantId };
  const asked = explain(snapshot, { type: 'review.revise', at: review.decision.at, by } as never);
  return review.decision.reason !== null && !asked.allowed && asked.issues.length > 0;
}

const policyChanged = 'registration.policyChanged';

const fitting = new WeakMap<object, boolean>();

/** What holds in every state of the world and in every step, whatever the order. */
export const worldInvariants: Readonly<Record<string, Invariant>> = {
  'what is asked of the world is what the port takes': parts(({ snapshot, call }) => {
    if (call === null) return null;
    const schema = chartOf(snapshot.machine).ports[call.port]?.input;
    return schema !== undefined && parse(schema, call.input).ok;
  }),

  'what is known fits its schema, whatever the world did': parts(({ snapshot }) => {
    const met = fitting.get(snapshot) ?? chartOf(snapshot.machine).context.safeParse(snapshot.context).success;
    fitting.set(snapshot, met);
    return met;
  }),

  'R-183 one company is one partner, whatever the order': states(({ world, registrations }, ground) => {
    const made = Object.keys(world.partners).map((partnerId) => companyOf(ground, partnerId, world));
    const told = Object.values(registrations)
      .filter(isEnrolled)
      .map((part) => ground.companies[accountOf(part)]);
    if (made.length === 0 && told.length === 0) return null;
    return [made, told].every((companies) => new Set(companies).size === companies.length);
  }),

  'R-183 whoever is told to be a partner is one, and under his own id': parts((part, { world }) => {
    if (!isEnrolled(part)) return null;
    return world.partners[part.snapshot.context['enrollment'].partnerId]?.huaweiId === accountOf(part);
  }),

  'R-183 an application is handed in only on the answer that the company is no partner': edges((edge) => {
    const isIn = (part: WorldPlace | null | undefined) => part?.snapshot.context['application'].submittedAt ?? null;
    if (isIn(before(edge)) !== null || isIn(edge.after) === null) return null;
    return partnerTold(edge) === false;
  }),

  'R-034 R-183 whoever is told that the company is a partner is offered association': edges((edge) => {
    if (partnerTold(edge) !== true) return null;
    // Review alone ends, and whoever holds it offers the association.
    return edge.after?.place === 'wizard.offeringAssociation' || edge.after?.place === 'redirected';
  }),

  'R-034 who says that the company is another is looked at by people': parts((part) => {
    const { application, review } = part.snapshot.context;
    if (!isEnrolled(part) || (application.differentFrom ?? null) === null) return null;
    return review.decision?.outcome === 'approved';
  }),

  'R-057 a partner stays one, under the same id': edges((edge) => {
    const { partnerId = null } = before(edge)?.snapshot.context['enrollment'] ?? {};
    if (partnerId === null || edge.after === null) return null;
    return edge.after.snapshot.context['enrollment'].partnerId === partnerId;
  }),

  'R-072 R-182 nobody is associated with two partners': states(({ world, registrations }) => {
    const joined = Object.values(registrations).filter(isAssociated);
    if (joined.length === 0) return null;
    const people = joined.map((part) => part.snapshot.context['association'].invitation.huaweiId);
    const isKnown = joined.every(
      (part, place) => world.members[people[place] ?? ''] === part.snapshot.context['association'].company.partnerId,
    );
    return isKnown && new Set(people).size === people.length;
  }),

  'R-182 the conditions on an invitee are asked again on accepting': edges((edge) => {
    const looked = heard(edge, 'lookUpInvitee') as
      | { readonly matches: readonly { readonly partnerAccount: boolean; readonly associatedWith: string | null }[] }
      | undefined;
    if (looked === undefined || before(edge)?.place !== 'association.verifyingAcceptance') return null;
    const own = edge.after?.snapshot.context['association'].company.partnerId;
    // Associated with this very partner already: the answer was lost, and it is asked once more.
    const mayJoin = looked.matches.some(
      ({ partnerAccount, associatedWith: other }) => !partnerAccount && (other === null || other === own),
    );
    return mayJoin === (edge.after?.place === 'association.associating');
  }),

  'R-182 nobody is associated but on the answer of the world': edges((edge) => {
    if (!becomesAssociated(edge)) return null;
    const told = heard(edge, 'associateMember') as { readonly result: string } | undefined;
    return told?.result === 'associated';
  }),

  'R-060 nobody is associated with a partner that did not invite him': edges((edge, ground) => {
    if (edge.after === null || edge.registration === null || !becomesAssociated(edge)) return null;
    return (
      invitingIn(edge.from, ground)[edge.registration] === edge.after.snapshot.context['association'].company.partnerId
    );
  }),

  'R-173 an account is never in CSP and on a path': parts(({ snapshot }) => {
    const { paths, programs } = (snapshot.context['enrollment'] ?? notEnrolled) as {
      readonly paths: readonly { readonly state: string }[];
      readonly programs: readonly { readonly state: string; readonly program: string }[];
    };
    const inCsp = programs.some((each) => each.program === 'cloudSolutionProvider' && inProgram(each));
    const isOn = paths.some(onPath);
    return inCsp || isOn ? !(inCsp && isOn) : null;
  }),

  'R-028 once deregistration is requested nothing new is begun': edges((edge) => {
    const enrollment = before(edge)?.snapshot.context['enrollment'];
    if ((enrollment?.deregistrationRequestedAt ?? null) === null || edge.after === null) return null;
    const begun = (kept: typeof enrollment) => [
      kept.paths.filter(onPath).length,
      kept.programs.filter(inProgram).length,
    ];
    const [paths = 0, programs = 0] = begun(enrollment);
    const [pathsAfter = 0, programsAfter = 0] = begun(edge.after.snapshot.context['enrollment']);
    return pathsAfter <= paths && programsAfter <= programs;
  }),

  'C-071 an applicant acts on nothing but his own': edges((edge, ground) => {
    const { kind, event, registration } = edge;
    if (kind !== 'said' || event === null || registration === null || event['by'].role !== 'applicant') return null;
    const owner = owningIn(edge.from, ground)[registration]?.owner ?? null;
    if (owner === null) return null;
    return personOf(event['by'].id) === personOf(owner);
  }),

  'C-181 nobody decides on what is or was his own': edges((edge, ground) => {
    const { kind, event, registration } = edge;
    if (
      kind !== 'said' ||
      event === null ||
      registration === null ||
      !isDecision(chartOf(ground.machine).vocabulary, event.type)
    )
      return null;
    const by: Actor = event['by'];
    if (by.role === 'system') return null;
    const people = owningIn(edge.from, ground)[registration]?.everyOwner.map(personOf) ?? [];
    return !people.includes(personOf(by.id));
  }),

  'C-181 a decision is about the submission under way': edges((edge, ground) => {
    const { kind, event, registration } = edge;
    const subject = kind === 'said' && event !== null ? subjectOf(event) : null;
    if (subject === null || event === null) return null;
    const { attempt } = event as { readonly attempt?: number };
    const current = submissionsIn(edge.from, ground)[`${registration} ${subject}`];
    return attempt === undefined ? before(edge)?.snapshot.context['policy'].decisions.unnamed : attempt === current;
  }),

  'a policy that comes is taken up wherever a registration rests': (ground) => {
    const { edges: steps, refusals } = ground.exploration;
    const taken = steps
      .filter(({ event }) => event?.type === policyChanged)
      .map((edge) => ({ policy: edge.event?.['policy'], part: edge.after, route: routeOf(ground, edge.from, edge) }));
    // Nothing changes where it holds already.
    const left = refusals
      .filter(({ act }) => act.type === policyChanged)
      .map(({ act, state, registration }) => ({
        policy: (act as AnyEventObject)['policy'],
        part: state.registrations[registration],
        route: routeOf(ground, state),
      }));
    const all = [...taken, ...left];
    return {
      checked: all.length,
      broken: all
        .filter(({ policy, part }) => !isEqual(part?.snapshot.context['policy'], policy))
        .map(({ route }) => route),
    };
  },

  'an act is written into one journal: every act that was answered, and no other': (ground) => {
    const broken: string[] = [];
    const { exploration } = ground;
    for (const state of exploration.states) {
      const route = exploration.routeTo(state);
      const lines = exploration.journal(route);
      for (const [name, { saved, snapshot }] of Object.entries(state.registrations)) {
        const own = route.filter(({ registration }) => registration === name);
        const said = own.filter(({ kind }) => kind === 'said').length;
        const lost = own.filter(({ kind }) => kind === 'stopped').length + (saved === snapshot ? 0 : 1);
        const written = lines.filter(({ registration }) => registration === name).length;
        if (written !== said - lost) broken.push(`${name}: ${routeOf(ground, state)}`);
      }
    }
    return { checked: exploration.states.length, broken };
  },

  'a server that stops leaves the registration as it was saved': edges(({ kind, after, from, registration }) =>
    kind === 'stopped' ? after?.snapshot === from.registrations[registration ?? '']?.saved : null,
  ),

  'from everywhere there is a way to a partner, to an associated person, or to a refusal that says why': (ground) => {
    const { exploration, isWhole } = ground;
    if (!isWhole) return { checked: 0, broken: [] };
    const stranded = exploration.stranded((state) =>
      Object.entries(state.registrations).every(([name, part]) => isEnd(name, part, state, ground)),
    );
    return {
      checked: exploration.states.length,
      broken: stranded.map((state) => {
        const places = Object.entries(state.registrations).map(([name, { place }]) => `${name} in ${place}`);
        return `${places.join(', ')}: ${routeOf(ground, state)}`;
      }),
    };
  },
};
