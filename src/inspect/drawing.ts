import type { AnyStateMachine, StateValue } from 'xstate';
import * as z from 'zod/mini';
import { anyMachine } from '../arguments.chart.js';
import { amount, assertArguments } from '../arguments.js';
import type { Reference } from '../chart.config.js';
import {
  type ChartNode,
  type ChartTransition,
  initialOf,
  nodesFrom,
  rootOf,
  type Trigger,
  transitionsOf,
} from '../chart.nodes.js';
import { Failure, inputInvalid } from '../errors.js';
import { stateValue } from '../snapshot.js';

/** How a chart is drawn. */
export interface DiagramOptions {
  /** How many levels of states are drawn; what lies deeper is folded into the state around it. All by default. */
  readonly depth?: number | undefined;
  /** The state whose inside is drawn, as a dotted path, with what its arrows lead to outside; the whole machine by default. */
  readonly within?: string | undefined;
  /** A snapshot of the machine, or an envelope of its registrations: the state it is in is marked. */
  readonly highlight?: { readonly value: StateValue } | undefined;
}

/** The inside of a composite state, or of the whole machine. */
export interface Drawing {
  /** The composite whose inside it is. */
  readonly id: string;
  readonly states: readonly DrawnState[];
  /** The state it begins in; null where it is in all its states at once. */
  readonly initial: string | null;
  /** The box "in any state", if anything starts there. */
  readonly any: string | null;
  /** States that arrows lead to and that are not in the picture. */
  readonly outside: readonly Pick<DrawnState, 'id' | 'name'>[];
  readonly arrows: readonly Arrow[];
}

/** A state as it is drawn. */
export interface DrawnState {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly isFinal: boolean;
  /** Whether it has states of its own, drawn or not. */
  readonly isComposite: boolean;
  /** Whether it is left at once, without an event. */
  readonly isPassing: boolean;
  /** Whether the registration that is highlighted is here. */
  readonly isHere: boolean;
  /** What is drawn inside it; null where nothing is. */
  readonly inside: Drawing | null;
}

/** An arrow, or a line in a state's box when nothing is left by it. */
export interface Arrow {
  readonly from: string;
  readonly to: string | null;
  /** What brings it about: an event, a port that answered or failed, a time that has passed. */
  readonly when: string;
  /** The guard in brackets and, in a line, where it leads; may be empty. */
  readonly provided: string;
  /** Whether it is taken because a port failed. */
  readonly isFailure: boolean;
}

const diagramOptions = z.object({
  depth: z.optional(amount),
  within: z.optional(z.string()),
  highlight: z.optional(z.object({ value: stateValue })),
});

/** How far an arrow reaches: between neighbours of one picture, whatever lies inside them, or from state to state. */
type Reach = 'neighbours' | 'states';

/**
 * Reads off a machine what is drawn of it.
 * What may happen in every state of a composite starts at a box of its own, "in any state", and stands inside that box where one
 * event forks, unless a state below takes the same event under the same guard and the box would only say why it is refused
 * elsewhere. An event that leaves a state as it is stands as a line inside it, and so does a way out of the picture that several
 * states have.
 */
export function drawingOf(machine: AnyStateMachine, reach: Reach, options: DiagramOptions): Drawing {
  assertArguments({ machine: [anyMachine, machine], options: [diagramOptions, options] });
  const root = rootOf(machine);
  const { depth = Number.POSITIVE_INFINITY, within, highlight } = options;
  const composite = within === undefined ? root : stateAt(root, within.split('.'));
  const frame = { composite, reach, depth: composite.path.length + Math.max(depth, 1) };
  const arrows = nodesFrom(composite)
    .flatMap((node) => foundIn(node).map((found) => place(found, node, frame)))
    .filter((arrow) => arrow !== null);
  const here = highlight === undefined ? [] : activeIn(root, highlight.value);
  return inside(composite, withoutManyExits(arrows), new Set(here.map((node) => seen(node, frame))), frame);
}

/** Arrows with the same ends as one, with the labels of all. */
export function merged(arrows: readonly Arrow[], keyOf: (arrow: Arrow) => string): [Arrow, ...Arrow[]][] {
  const groups = new Map<string, [Arrow, ...Arrow[]]>();
  for (const arrow of arrows) {
    const group = groups.get(keyOf(arrow));
    if (group === undefined) groups.set(keyOf(arrow), [arrow]);
    else group.push(arrow);
  }
  return [...groups.values()];
}

/** What a picture shows. */
interface Frame {
  /** The state whose inside it is. */
  readonly composite: ChartNode;
  readonly reach: Reach;
  /** How many levels below the root can be seen. */
  readonly depth: number;
}

interface Placed extends Arrow {
  /** The composite state whose picture it belongs to. */
  readonly scope: ChartNode;
  /** Where it leads, if that is not in the picture. */
  readonly outside: ChartNode | null;
}

/** With a line in each box instead of many arrows to one state outside. */
function withoutManyExits(arrows: readonly Placed[]): Placed[] {
  return arrows.map((arrow) => {
    const { outside, provided } = arrow;
    const ways = outside === null ? [] : arrows.filter((other) => other.outside === outside);
    if (outside === null || ways.length <= 2) return arrow;
    return { ...arrow, to: null, outside: null, provided: leading(provided, nameOf(outside)) };
  });
}

function leading(provided: string, to: string): string {
  return `${provided === '' ? '' : `${provided} `}→ ${to}`;
}

function inside(composite: ChartNode, arrows: readonly Placed[], here: ReadonlySet<ChartNode>, frame: Frame): Drawing {
  const any = anyOf(composite);
  const own = arrows.filter(({ scope }) => scope === composite);
  const outside = new Set(own.map((arrow) => arrow.outside).filter((state) => state !== null));
  return {
    id: idOf(composite),
    states: Object.values(composite.states).map((state) => ({
      id: idOf(state),
      name: state.key,
      tags: state.tags,
      isFinal: state.type === 'final',
      isPassing: transitionsOf(state).some(({ trigger }) => trigger.kind === 'always'),
      isComposite: Object.keys(state.states).length > 0,
      isHere: here.has(state),
      inside: isLeaf(state, frame) ? null : inside(state, arrows, here, frame),
    })),
    initial: composite.type === 'parallel' ? null : idOf(startOf(composite)),
    any: own.some(({ from }) => from === any) ? any : null,
    outside: [...outside].map((state) => ({ id: idOf(state), name: nameOf(state) })),
    arrows: own,
  };
}

interface Found {
  readonly target: ChartNode | null;
  readonly when: string;
  readonly guard: string;
  readonly isFailure: boolean;
  /** Whether the same event leads to different states, by guard. */
  readonly forks: boolean;
}

/** The transitions of a state in the order they are tried, worded for a label. */
function foundIn(node: ChartNode): Found[] {
  const all = transitionsOf(node);
  return all.flatMap((transition) => {
    if (isRepeated(transition)) return [];
    const { trigger, guard, targets } = transition;
    const group = all.filter((other) => other.trigger === trigger);
    return {
      target: targets[0] ?? null,
      when: occasion(trigger),
      guard: condition(guard, group.indexOf(transition)),
      isFailure: trigger.kind === 'failed',
      forks: new Set(group.map((other) => other.targets[0])).size > 1,
    };
  });
}

/** Whether a transition changes nothing, and says only what a state below says as well: why an event is refused elsewhere. */
function isRepeated({ source, trigger, guard, targets, actions }: ChartTransition): boolean {
  if (targets.length > 0 || actions.length > 0) return false;
  return descendants(source).some((inner) =>
    transitionsOf(inner).some((other) => isSameEvent(other.trigger, trigger) && other.guard === guard),
  );
}

function isSameEvent(one: Trigger, other: Trigger): boolean {
  return one.kind === 'event' && other.kind === 'event' && one.descriptor === other.descriptor;
}

/** What brings a transition about: an event, a port that answered or failed, a time, the end of a composite, or nothing at all. */
function occasion(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'event':
      return trigger.descriptor;
    case 'answered':
      return `${trigger.invoke.src} done`;
    case 'failed':
      return `${trigger.invoke.src} failed`;
    case 'after':
      return `after ${Number.isNaN(Number(trigger.delay)) ? trigger.delay : `${trigger.delay} ms`}`;
    case 'completed':
      return 'done';
    case 'always':
      return 'always';
  }
}

function condition(guard: Reference | undefined, place: number): string {
  if (guard === undefined) return place > 0 ? '[else]' : '';
  if (typeof guard === 'string') return `[${guard}]`;
  return `[${'type' in guard ? guard.type : guard.name}]`;
}

/** Where a transition is drawn, if anything of it is to be seen in this frame. */
function place({ target, when, guard, isFailure, forks }: Found, source: ChartNode, frame: Frame): Placed | null {
  const from = seen(source, frame);
  const isOutside = target !== null && !contains(frame.composite, target);
  const to = target === null ? from : isOutside ? target : seen(target, frame);
  const folded = isLeaf(from, frame) && Object.keys(from.states).length > 0;
  if (folded && contains(from, to)) return null;
  const arrow = { when, provided: guard, isFailure, outside: isOutside ? target : null };
  if (from === to && (target === null || target === source) && isLeaf(from, frame))
    return { ...arrow, from: idOf(from), to: null, scope: from.parent ?? from };
  if (contains(from, to) || from === frame.composite) {
    const any = { ...arrow, from: anyOf(from), scope: from };
    if (target === null || to === from) return { ...any, to: null };
    if (forks) return { ...any, to: null, provided: leading(guard, to.key) };
    return { ...any, to: idOf(to) };
  }
  if (contains(to, from) && !isOutside) return { ...arrow, from: idOf(from), to: idOf(startOf(to)), scope: to };
  const scope = isOutside ? frame.composite : commonScope(from, to);
  const start = frame.reach === 'states' ? from : childOf(scope, from);
  const end = frame.reach === 'states' || isOutside ? to : childOf(scope, to);
  return {
    ...arrow,
    from: idOf(start),
    to: idOf(end),
    scope,
    when: when === 'always' && start !== source ? source.key : when,
  };
}

/** A state by the names on the way to it. Throws `input.invalid` where the machine has no such state. */
function stateAt(from: ChartNode, path: readonly string[]): ChartNode {
  return path.reduce((node, name) => {
    const state = Object.hasOwn(node.states, name) ? node.states[name] : undefined;
    if (state !== undefined) return state;
    throw new Failure(inputInvalid, { details: { machine: from.machine, state: path.join('.') } });
  }, from);
}

/** The innermost states a registration is in. */
function activeIn(node: ChartNode, value: StateValue | undefined): ChartNode[] {
  if (typeof value === 'string') return [stateAt(node, [value])];
  const inner = Object.entries(value ?? {});
  if (inner.length === 0) return [node];
  return inner.flatMap(([name, deeper]) => activeIn(stateAt(node, [name]), deeper));
}

function descendants(node: ChartNode): readonly ChartNode[] {
  return nodesFrom(node).slice(1);
}

/** A name any renderer takes for a state: the whole path, so that it is unique and never a word of the renderer's own. */
function idOf(node: ChartNode): string {
  return [node.machine, ...node.path].join('_').replace(/\W/g, '_');
}

/** What a state is called from outside; a machine goes by its id. */
function nameOf(node: ChartNode): string {
  return node.path.join('.') || node.key;
}

function anyOf(composite: ChartNode): string {
  return `${idOf(composite)}_any`;
}

function isLeaf(node: ChartNode, { depth }: Frame): boolean {
  return Object.keys(node.states).length === 0 || node.path.length >= depth;
}

/** The state that stands for another one in this frame. */
function seen(node: ChartNode, frame: Frame): ChartNode {
  return node.parent !== null && node.path.length > frame.depth ? seen(node.parent, frame) : node;
}

function contains(outer: ChartNode, inner: ChartNode): boolean {
  return outer === inner || (inner.parent !== null && contains(outer, inner.parent));
}

function commonScope(one: ChartNode, other: ChartNode): ChartNode {
  return one.parent === null || contains(one.parent, other) ? (one.parent ?? one) : commonScope(one.parent, other);
}

function childOf(scope: ChartNode, inner: ChartNode): ChartNode {
  return inner.parent === null || inner.parent === scope ? inner : childOf(scope, inner.parent);
}

function startOf(node: ChartNode): ChartNode {
  return initialOf(node) ?? node;
}
