import { isDeepStrictEqual } from 'node:util';
import type { ExploredEdge, ExploredState } from 'hcpn-registration/testing';
import { transition } from 'xstate';
import { placeIn } from '../../src/chart.places.js';
import { eligibility } from '../../src/eligibility.js';
import { type Act, type Actor, roles } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { isOwner, ownerOf } from '../../src/owner.js';
import { deadlines, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { chartOf, decidingEvents, pathOf } from '../../src/snapshot.js';
import { announcementsOf } from '../support/announced.js';
import { nodesOf } from '../support/nodes.js';
import { rightCode } from '../support/ports.js';
import { allowedByDefinition, expectedByDefinition } from '../support/possibleEvents.js';
import { closings, edgesFrom } from './closings.js';
import type { Ground } from './grounds.js';

/** What an invariant says of one ground: on how many states or steps it was looked at, and where it does not hold. */
export interface Verdict {
  readonly checked: number;
  readonly broken: readonly string[];
}

type Invariant = (ground: Ground) => Verdict;

/** Where it was, and the shortest way there. */
function wayTo({ exploration }: Ground, state: ExploredState, last?: ExploredEdge): string {
  const route = last === undefined ? exploration.routeTo(state) : [...exploration.routeTo(state), last];
  return route.map(({ event, to }) => `${event.type} -> ${to.place}`).join(', ');
}

function states(holds: (state: ExploredState, ground: Ground) => boolean | null): Invariant {
  return (ground) => {
    const verdicts = ground.exploration.states.map((state) => ({ state, verdict: holds(state, ground) }));
    return {
      checked: verdicts.filter(({ verdict }) => verdict !== null).length,
      broken: verdicts.flatMap(({ state, verdict }) => (verdict === false ? [wayTo(ground, state)] : [])),
    };
  };
}

function edges(holds: (edge: ExploredEdge, ground: Ground) => boolean | null): Invariant {
  return (ground) => {
    const verdicts = ground.exploration.edges.map((edge) => ({ edge, verdict: holds(edge, ground) }));
    return {
      checked: verdicts.filter(({ verdict }) => verdict !== null).length,
      broken: verdicts.flatMap(({ edge, verdict }) => (verdict === false ? [wayTo(ground, edge.from, edge)] : [])),
    };
  };
}

/** A path or a program on its own knows nobody. */
const knowsPeople = ({ snapshot: { context } }: ExploredState) => 'account' in context || 'application' in context;
const hasOwner = (state: ExploredState) => knowsPeople(state) && ownerOf(state.snapshot.context) !== null;
const isBusy = ({ snapshot }: ExploredState) => snapshot.hasTag('busy');
const isAt = ({ place }: ExploredState, inner: string) => place === inner || place.endsWith(`.${inner}`);
const actOf = ({ event }: ExploredEdge) => event as unknown as Act;

function answersIn({ context }: ExploredState['snapshot']): string {
  const { business, contact, filing, acceptance } = context['application'];
  return JSON.stringify({ business, contact, filing, acceptance });
}

/** What a step really made of the state before; the state it leads to may stand for several. */
function outcomeOf({ from, event }: ExploredEdge): ExploredState['snapshot'] {
  return transitionOf(from.snapshot, event);
}

function transitionOf(snapshot: ExploredState['snapshot'], event: ExploredEdge['event']): ExploredState['snapshot'] {
  return transition(snapshot.machine, snapshot, event as never)[0];
}

/** What a port said where, and where that leads; one of these stands for all. */
function outcomeName({ from, to, event }: ExploredEdge): string {
  return `${from.place} ${event.type} ${to.place}`;
}

/** The ports whose answer or failure moves something although nobody waits for it. */
function strayAnswers({ snapshot }: ExploredState): string[] {
  const awaited = snapshot._nodes.flatMap(({ invoke }) => invoke.map(({ id }) => id));
  const calls = nodesOf(snapshot.machine).flatMap(({ invoke }) => invoke.map(({ id }) => id));
  return calls
    .filter((id) => !awaited.includes(id))
    .filter((id) =>
      ['done', 'error'].some((kind) => {
        const output = { at: '2026-01-05T09:00:00.000Z', value: {} };
        const event = { type: `xstate.${kind}.actor.${id}`, actorId: id, output, error: null };
        const [after] = transition(snapshot.machine, snapshot, event as never);
        return after.context !== snapshot.context || pathOf(after.value) !== pathOf(snapshot.value);
      }),
    );
}

/** Where a registration may rest for good; whoever cannot join may associate, which has grounds of its own. */
const ends: Readonly<Record<string, RegExp>> = {
  signup: /^complete$/,
  wizard: /^(submitted|redirected)$/,
  review: /^(approved|withdrawn|redirected)$/,
  enrollment: /^(enrolled|redirected)$/,
  association: /^associated\./,
  developmentPath: /^(exited|differentiated|selected|annualReviewDue)$/,
  partnerProgram: /^(left|enrolled)$/,
  registration: /^(enrollment\.enrolled|association\.(drafting|associated\..*))$/,
};

/** What holds on every state and every step that can be reached. */
export const invariants: Readonly<Record<string, Invariant>> = {
  'what is known fits its schema': states(
    ({ snapshot }) => chartOf(snapshot.machine).context.safeParse(snapshot.context).success,
  ),

  'no password and no verification code is kept': states(({ snapshot }) => {
    const text = JSON.stringify(snapshot.context);
    return !text.includes('abc12345') && !text.includes(rightCode);
  }),

  'what happened was explained as allowed': edges(({ from, event, kind }) =>
    kind === 'said' ? explain(from.snapshot, event as never).allowed : null,
  ),

  'what moved nothing was refused for a reason, or was allowed and had nothing to change': (ground) => {
    const { refusals } = ground.exploration;
    const broken = refusals.filter(({ state, act, codes }) => codes.length === 0 && !state.snapshot.can(act as never));
    return { checked: refusals.length, broken: broken.map(({ state, act }) => `${wayTo(ground, state)}, ${act.type}`) };
  },

  'what somebody did is among the events they were told of': (ground) => {
    const acts = ground.exploration.edges.filter(({ kind }) => kind === 'said');
    const broken = acts.filter((edge) => {
      const { by, at, type } = actOf(edge);
      return !told(edge.from, by, at).includes(type);
    });
    return { checked: acts.length, broken: broken.map((edge) => wayTo(ground, edge.from, edge)) };
  },

  'what is expected in a place, and what each role is told of there, is what the definition says': ({
    exploration,
  }) => {
    const found = firstAndLastIn(exploration.states);
    const broken = found.filter((state) => !isAsDefined(state));
    return { checked: found.length, broken: broken.map(({ place }) => place) };
  },

  'whatever somebody is told of they can do': (ground) => {
    const { exploration, said } = ground;
    const done = new Map<ExploredState, Set<string>>();
    const note = (state: ExploredState, { type, by, at }: Act) => {
      const acts = done.get(state) ?? new Set();
      done.set(state, acts.add(`${type} ${by.id} ${at}`));
    };
    for (const edge of exploration.edges) if (edge.kind === 'said') note(edge.from, actOf(edge));
    for (const { state, act, codes } of exploration.refusals) if (codes.length === 0) note(state, act);
    const promises = exploration.states.flatMap((state) =>
      roles.flatMap((role) => {
        const by = { role, id: `${role}-1` };
        const types = told(state, by, state.at).filter((type) => said.has(type));
        return types.map((type) => ({ state, type, isKept: done.get(state)?.has(`${type} ${by.id} ${state.at}`) }));
      }),
    );
    const broken = promises.filter(({ isKept }) => !isKept);
    return { checked: promises.length, broken: broken.map(({ state, type }) => `${type}: ${wayTo(ground, state)}`) };
  },

  'a call that is awaited is answered or fails, and both lead on': states((state, { exploration }) => {
    if (!isBusy(state)) return null;
    const kinds = new Set(
      edgesFrom(exploration.edges)
        .get(state)
        ?.map(({ kind }) => kind),
    );
    return kinds.has('answered') && kinds.has('failed');
  }),

  'an answer that comes late, or twice, changes nothing': (ground) => {
    const places = new Map(ground.exploration.states.map((state) => [state.place, state]));
    const broken = [...places.values()].flatMap((state) =>
      strayAnswers(state).map((port) => `${state.place}: ${port}`),
    );
    return { checked: places.size, broken };
  },

  'the trouble of one step is over with the next': (ground) => {
    const { edges } = ground.exploration;
    const troubled = new Map(edges.filter(({ kind }) => kind !== 'said').map((edge) => [outcomeName(edge), edge]));
    const nexts = [...troubled.values()].flatMap((edge) => {
      const snapshot = outcomeOf(edge);
      if (snapshot.context['trouble'].length === 0) return [];
      const said = (edgesFrom(edges).get(edge.to) ?? []).filter(({ kind }) => kind === 'said');
      return said.map((next) => ({ next, before: snapshot, after: transitionOf(snapshot, next.event) }));
    });
    const broken = nexts.filter(
      ({ before, after }) => after !== before && after.context['trouble'] === before.context['trouble'],
    );
    return { checked: nexts.length, broken: broken.map(({ next }) => wayTo(ground, next.from, next)) };
  },

  'a deadline is when its event begins to be possible': states(({ snapshot }) => {
    const due = deadlines(snapshot);
    if (due.length === 0) return null;
    const by = { role: 'system', id: 'system-1' } as const;
    return due.every(({ at, event, payload }) => {
      const before = new Date(Date.parse(at) - 1).toISOString();
      const asked = (moment: string) => explain(snapshot, { ...payload, type: event, at: moment, by } as never).allowed;
      return asked(at) && !asked(before);
    });
  }),

  'at most one step is current': states(({ snapshot }) => {
    const current = stepsOf(snapshot).filter((step) => step.current);
    return current.length <= 1;
  }),

  'from everywhere there is a way to an end': ({ machine, exploration, ...ground }) => {
    const end = ends[machine.id];
    const stranded = exploration.stranded(({ place }) => end?.test(place) ?? false);
    return {
      checked: exploration.states.length,
      broken: stranded.map((state) => `${state.place}: ${wayTo({ machine, exploration, ...ground }, state)}`),
    };
  },

  'every requirement that is open can be closed by its remedy': (ground) => {
    const all = closings(ground);
    return {
      checked: all.reduce((sum, { open }) => sum + open.size, 0),
      broken: all.flatMap(({ list, code, stranded }) =>
        stranded.map((state) => `${list} ${code}: ${wayTo(ground, state)}`),
      ),
    };
  },

  'R-030 R-040 R-041 Submit is possible exactly when nothing is currently due': states((state, { exploration }) => {
    const { snapshot, place } = state;
    if (!/(^|wizard\.)(entering|filing|accepting|checkingCompany|companyCheckFailed|offering)/.test(place)) return null;
    if (!('application' in snapshot.context) || place.startsWith('signup.')) return null;
    const submits = (edgesFrom(exploration.edges).get(state) ?? []).some(({ event }) => event.type === 'wizard.submit');
    return isBusy(state) || submits === (dueIn(snapshot).length === 0);
  }),

  'R-041 R-042 nobody is a partner without a filed declaration and the agreement in its current version': states(
    ({ snapshot: { context }, place }) => {
      if (!/(^|enrollment\.)enrolled$/.test(place) || context['enrollment'] === undefined) return null;
      const { application, enrollment, policy } = context;
      return (
        application.filing?.questionnaireVersion === policy.sensitiveRelationship.version &&
        enrollment.agreement?.id === policy.agreement.id &&
        enrollment.agreement.version === policy.agreement.version
      );
    },
  ),

  'R-051 R-052 an application the system does not pass goes to manual review': edges(({ from, to, event, kind }) => {
    const output: unknown = Reflect.get(event, 'output');
    const failed = event.type === 'review.screeningFailed' || JSON.stringify(output)?.includes('notPassed');
    if (!failed || !(isAt(from, 'screening') || isAt(from, 'awaitingScreening')) || kind === 'failed') return null;
    return isAt(to, 'manuallyReviewing');
  }),

  'R-052 R-059 only a reviewer rejects, with a reason': edges(({ from, to, event }) => {
    if (!isAt(to, 'review.rejected') && !(to.place === 'rejected' && 'review' in to.snapshot.context)) return null;
    if (from.place === to.place) return null;
    const { reason } = to.snapshot.context['review'].decision;
    return event.type === 'review.reject' && Reflect.get(event, 'by').role === 'reviewer' && /\S/.test(reason);
  }),

  'R-057 a partner stays one, under the same id': edges((edge) => {
    const { from, to } = edge;
    const partnerId = from.snapshot.context['enrollment']?.partnerId ?? null;
    if (partnerId === null) return null;
    return (
      outcomeOf(edge).context['enrollment'].partnerId === partnerId && /(enrolled|lookingUpAccount)$/.test(to.place)
    );
  }),

  'G2 the world is told exactly what an act names, each thing once': edges((edge) => {
    const { from, event, announces } = edge;
    const named = announcementsOf({ event, before: from.snapshot, after: () => outcomeOf(edge) });
    return announces.join() === named.join();
  }),

  'C-071 B9 nobody says as the applicant what is not his': edges(({ from, event, kind }) => {
    if (kind !== 'said' || Reflect.get(event, 'by')?.role !== 'applicant' || !hasOwner(from)) return null;
    const strange = explain(from.snapshot, { ...event, by: { role: 'applicant', id: 'eve' } } as never);
    const isRefused = !strange.allowed && strange.issues.some(({ code }) => code === 'actor.notApplicant');
    return isRefused && isOwner(from.snapshot.context, actOf({ event } as ExploredEdge).by.id);
  }),

  'B9 what an applicant did made an owner known': edges((edge) => {
    if (edge.kind !== 'said' || actOf(edge).by.role !== 'applicant' || !knowsPeople(edge.from)) return null;
    return ownerOf(outcomeOf(edge).context) !== null;
  }),

  'C-181 B8 nobody decides on what is his own': edges(({ from, event, kind }) => {
    const { account, application } = from.snapshot.context;
    if (kind !== 'said' || !hasOwner(from) || Reflect.get(event, 'by')?.role !== 'reviewer') return null;
    if (!decidingEvents(from.snapshot.machine).includes(event.type)) return null;
    const owners = [account?.ownerId, account?.huaweiId, application?.applicantId].filter((id) => id != null);
    return owners.every((id) => {
      const own = explain(from.snapshot, { ...event, by: { role: 'reviewer', id } } as never);
      return !own.allowed && own.issues.every(({ code }) => code === 'actor.ownDecision');
    });
  }),

  'the world is told of an act only if somebody asked for it': edges(({ from, event, announces }) => {
    if (event.type !== 'xstate.done.actor.lookUpAccount') return null;
    return announces.length === 0 || from.snapshot.context['enrollment'].asked !== null;
  }),

  'R-090 R-110 a path or a program is chosen only when nothing stands against it': edges(
    ({ from, event }, { policy }) => {
      const { partner, development, participation } = from.snapshot.context;
      const { type, businessArea } = event as { readonly type: string; readonly businessArea?: string };
      if (partner === undefined || !['path.select', 'program.apply'].includes(type)) return null;
      if (development !== undefined) {
        const { path, invitedAt, whitelistedAt } = development;
        const invited = {
          invitedToPaths: invitedAt === null ? [] : [path],
          whitelisted: whitelistedAt === null ? [] : [path],
        };
        return eligibility({ ...partner, ...invited }, { kind: 'path', path }, policy).length === 0;
      }
      const { program, invitedAt } = participation;
      const invited = { invitedToPrograms: invitedAt === null ? [] : [program] };
      return (
        eligibility({ ...partner, ...invited }, { kind: 'program', program, area: businessArea ?? null }, policy)
          .length === 0
      );
    },
  ),

  'going back changes no answer': edges((edge) =>
    edge.event.type === 'wizard.back' ? answersIn(edge.from.snapshot) === answersIn(outcomeOf(edge)) : null,
  ),

  'going back and on again leads to the same place': edges(({ from, to, event }, { exploration }) => {
    if (event.type !== 'wizard.back' || from.snapshot.hasTag('busy')) return null;
    return exploration.routeFrom(to, (state) => state.place === from.place) !== null;
  }),
};

const toldBefore = new WeakMap<ExploredState, Map<string, readonly string[]>>();

/** What somebody may say in a state. */
function told(state: ExploredState, by: Actor, at: string): readonly string[] {
  const met = toldBefore.get(state) ?? new Map<string, readonly string[]>();
  toldBefore.set(state, met);
  const types = met.get(`${by.id} ${at}`) ?? allowedEvents(state.snapshot, by, at);
  met.set(`${by.id} ${at}`, types);
  return types;
}

/** The first state that was found in each place, and the last. */
function firstAndLastIn(states: readonly ExploredState[]): ExploredState[] {
  const byValue = (all: readonly ExploredState[]) =>
    new Map(all.map((state) => [JSON.stringify(state.snapshot.value), state])).values();
  return [...new Set([...byValue(states), ...byValue(states.toReversed())])];
}

function isAsDefined({ snapshot, at }: ExploredState): boolean {
  const said = roles.flatMap((role) => [
    [role, ''] as const,
    [role, at] as const,
    [{ role, id: `${role}-1` }, at] as const,
  ]);
  const expected = expectedByDefinition(snapshot);
  return (
    expected.map(({ type }) => type).join() === [...placeIn(snapshot).events.keys()].join() &&
    said.every(([by, when]) =>
      isDeepStrictEqual(allowedEvents(snapshot, by, when), allowedByDefinition(expected, snapshot, by, when)),
    )
  );
}

function dueIn(snapshot: ExploredState['snapshot']): string[] {
  return requirements(snapshot).currentlyDue.map(({ code }) => code);
}

function stepsOf(snapshot: ExploredState['snapshot']) {
  return steps(snapshot).steps;
}
