import type { ExploredEdge, ExploredState } from 'hcpn-registration/testing';
import { requirements } from '../../src/registration/requirements.js';
import { portless } from './expectations.js';
import type { Ground } from './grounds.js';

/** The lists of a requirement that is open. */
export const openLists = ['currentlyDue', 'pastDue', 'pendingVerification'] as const;

/** How a requirement of one list is closed on one ground. */
export interface Closing {
  readonly list: (typeof openLists)[number];
  readonly code: string;
  /** The states in which it is open, and the events that are named there as its remedy; none where nobody but the world can. */
  readonly open: ReadonlyMap<ExploredState, ReadonlySet<string>>;
  /** The first of these in which its remedy is said. */
  readonly first: ExploredState;
  /** The shortest way on from there to where its remedy closes it. */
  readonly way: readonly ExploredEdge[] | null;
  /** The states in which it is open and from which no way leads to where its remedy closes it. */
  readonly stranded: readonly ExploredState[];
}

/** Every requirement that is open somewhere on a ground on which its remedy is said, and how it is closed. */
export function closings({ exploration, said }: Ground): Closing[] {
  const leading = edgesFrom(exploration.edges);
  return openOn(exploration.states).flatMap(([list, code, open]) => {
    const isSaid = (remedies: ReadonlySet<string>) =>
      remedies.size === 0 || [...remedies].some((each) => said.has(each));
    const asked = [...open].filter(([, remedies]) => isSaid(remedies)).map(([state]) => state);
    const [first] = asked;
    if (first === undefined) return [];
    const closers = closersOf(exploration.edges, open);
    const way = wayTo(leading, first, closers, open);
    const sources = new Set([...closers].map(({ from }) => from));
    const hopeless = new Set(exploration.stranded((state) => sources.has(state)));
    return [{ list, code, open, first, way, stranded: asked.filter((state) => hopeless.has(state)) }];
  });
}

type Open = Map<ExploredState, Set<string>>;

function openOn(states: readonly ExploredState[]): [Closing['list'], string, Open][] {
  const found = new Map<string, [Closing['list'], string, Open]>();
  for (const state of states) {
    const all = requirements(state.snapshot);
    for (const list of openLists)
      for (const { code, remedy } of all[list]) {
        const entry = found.get(`${list} ${code}`) ?? [list, code, new Map()];
        found.set(`${list} ${code}`, entry);
        const remedies = entry[2].get(state) ?? new Set();
        entry[2].set(state, remedy === null ? remedies : remedies.add(remedy));
      }
  }
  return [...found.values()];
}

/** The steps by which it is closed, at once or when the ports have answered; where it has a remedy, only by that. */
function closersOf(edges: readonly ExploredEdge[], open: Open): Set<ExploredEdge> {
  const settling = new Set<ExploredState>();
  const isSettled = (state: ExploredState) => !open.has(state) || settling.has(state);
  for (let before = -1; before < settling.size; ) {
    before = settling.size;
    for (const edge of edges) if (isOfPort(edge) && isSettled(edge.to)) settling.add(edge.from);
  }
  return new Set(
    edges.filter(({ from, to, event }) => {
      const remedies = open.get(from);
      return remedies !== undefined && (remedies.size === 0 || remedies.has(event.type)) && isSettled(to);
    }),
  );
}

/** The shortest way to a closer, and on until it is closed. */
function wayTo(
  leading: ReadonlyMap<ExploredState, readonly ExploredEdge[]>,
  start: ExploredState,
  closers: ReadonlySet<ExploredEdge>,
  open: Open,
): ExploredEdge[] | null {
  const closer = shortest(leading, start, (edge) => closers.has(edge));
  const last = closer?.at(-1);
  if (closer === null || last === undefined || !open.has(last.to)) return closer;
  const rest = shortest(leading, last.to, ({ to }) => !open.has(to), isOfPort);
  return rest === null ? null : [...closer, ...rest];
}

const isOfPort = ({ kind }: ExploredEdge) => kind !== 'said';

/** The shortest way that ends with a step that fits, over steps that may be taken. */
function shortest(
  leading: ReadonlyMap<ExploredState, readonly ExploredEdge[]>,
  start: ExploredState,
  fits: (edge: ExploredEdge) => boolean,
  isTaken: (edge: ExploredEdge) => boolean = () => true,
): ExploredEdge[] | null {
  const cameBy = new Map<ExploredState, ExploredEdge | null>([[start, null]]);
  for (const [state] of cameBy)
    for (const edge of (leading.get(state) ?? []).filter(isTaken)) {
      if (fits(edge)) return [...wayBack(cameBy, state), edge];
      if (!cameBy.has(edge.to)) cameBy.set(edge.to, edge);
    }
  return null;
}

function wayBack(cameBy: ReadonlyMap<ExploredState, ExploredEdge | null>, state: ExploredState): ExploredEdge[] {
  const edge = cameBy.get(state) ?? null;
  return edge === null ? [] : [...wayBack(cameBy, edge.from), edge];
}

const leadingOf = new WeakMap<readonly ExploredEdge[], Map<ExploredState, ExploredEdge[]>>();

/** The steps that lead on from each state. */
export function edgesFrom(all: readonly ExploredEdge[]): Map<ExploredState, ExploredEdge[]> {
  const met = leadingOf.get(all);
  if (met !== undefined) return met;
  const made = new Map<ExploredState, ExploredEdge[]>();
  for (const edge of all) {
    const list = made.get(edge.from);
    if (list === undefined) made.set(edge.from, [edge]);
    else list.push(edge);
  }
  leadingOf.set(all, made);
  return made;
}

/** Every requirement with the shortest way to close it, as a page. */
export function closingsPage(grounds: readonly Ground[]): string {
  const machines = [...new Set(grounds.map(({ machine }) => machine))];
  return [
    '# How each requirement is closed',
    '',
    'Made by exploring every state that can be reached, and checked on every test run. For each list of',
    '`requirements(snapshot)` and each code in it: the events it names as its remedy, the first state in which it is open,',
    'and the shortest way from there to where its remedy closes it. Such a way leads on from every other state in which it',
    'is open too. `-`: whom it is asked of can do nothing; somebody else or a port goes on.',
    ...machines.flatMap((machine) => [
      '',
      `## \`${machine.id}\``,
      '',
      '| list | code | remedy | first open in | shortest way to close it |',
      '| --- | --- | --- | --- | --- |',
      ...rowsOf(grounds.filter((ground) => ground.machine === machine)),
    ]),
    '',
  ].join('\n');
}

function rowsOf(grounds: readonly Ground[]): string[] {
  const nearest = new Map<string, Closing>();
  const remedies = new Map<string, Set<string>>();
  for (const closing of grounds.flatMap(closings)) {
    const name = `${closing.list} ${closing.code}`;
    const met = nearest.get(name);
    if (met === undefined || (closing.way?.length ?? 0) < (met.way?.length ?? 0)) nearest.set(name, closing);
    const named = [...closing.open.values()].flatMap((events) => [...events]);
    remedies.set(name, new Set([...(remedies.get(name) ?? []), ...named]));
  }
  return [...nearest]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { list, code, first, way }]) => {
      const named = [...(remedies.get(name) ?? [])].sort().map((event) => `\`${event}\``);
      const steps = (way ?? []).map(({ event }) => `\`${portless(event.type)}\``);
      return `| ${list} | \`${code}\` | ${named.join(', ') || '-'} | \`${first.place}\` | ${steps.join(', ')} |`;
    });
}
