import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';

/** How a chart is drawn. */
export interface DiagramOptions {
  /** How many levels of states are drawn; what lies deeper is folded into the state around it. All by default. */
  readonly depth?: number;
}

/** An arrow, or a line in a state's box when nothing is left by it. */
interface Arrow {
  readonly from: string;
  readonly to: string | null;
  /** The composite state whose picture it belongs to. */
  readonly scope: AnyStateNode;
  readonly label: string;
}

/**
 * A machine as Mermaid text (`stateDiagram-v2`), read off the machine itself.
 * What may happen in every state of a composite starts at a box of its own, "in any state", and stands inside that box where one
 * event forks, unless a state below takes the same event under the same guard and the box would only say why it is refused
 * elsewhere. An event that leaves a state as it is stands as a line inside it. An arrow from inside one composite to inside another
 * is drawn between the two.
 */
export function toMermaid(machine: AnyStateMachine, { depth = Number.POSITIVE_INFINITY }: DiagramOptions = {}): string {
  const { root } = machine;
  const all = [root, ...descendants(root)];
  const arrows = all
    .flatMap((node) => transitionsOf(node).map((found) => place(found, node, depth)))
    .filter((arrow) => arrow !== null);
  return ['stateDiagram-v2', ...picture(root, arrows, depth).map((line) => `  ${line}`), ''].join('\n');
}

interface Found {
  readonly target: AnyStateNode | null;
  readonly when: string;
  readonly guard: string;
  /** Whether the same event leads to different states, by guard. */
  readonly forks: boolean;
}

/** The transitions of a state in the order they are tried, worded for a label. */
function transitionsOf(node: AnyStateNode): Found[] {
  const groups = [...node.transitions.entries(), ['', node.always ?? []] as const];
  return groups.flatMap(([type, transitions]) =>
    transitions.flatMap((transition, place) =>
      isRepeated(transition, type, node)
        ? []
        : [
            {
              target: transition.target?.[0] ?? null,
              when: occasion(type, node),
              guard: condition(transition, place),
              forks: new Set(transitions.map(({ target }) => target?.[0])).size > 1,
            },
          ],
    ),
  );
}

/** Whether a transition changes nothing, and says only what a state below says as well: why an event is refused elsewhere. */
function isRepeated({ target, guard, actions }: AnyTransitionDefinition, type: string, node: AnyStateNode): boolean {
  if (target !== undefined || actions.length > 0) return false;
  return descendants(node).some((inner) => inner.transitions.get(type)?.some((other) => other.guard === guard));
}

/** What brings a transition about: an event, a port that answered or failed, the end of a composite, or nothing at all. */
function occasion(type: string, node: AnyStateNode): string {
  if (type === '') return 'always';
  if (type.startsWith('xstate.done.state.')) return 'done';
  const [, outcome, id] = /^xstate\.(done|error)\.actor\.(.*)$/.exec(type) ?? [];
  if (outcome === undefined) return type;
  const src = node.invoke.find((invoked) => invoked.id === id)?.src;
  return `${typeof src === 'string' ? src : (id ?? '')} ${outcome === 'done' ? 'done' : 'failed'}`;
}

function condition({ guard }: AnyTransitionDefinition, place: number): string {
  if (guard === undefined) return place > 0 ? ' [else]' : '';
  if (typeof guard === 'string') return ` [${guard}]`;
  const name = 'type' in guard ? String(guard.type) : guard.name;
  return ` [${name}]`;
}

/** Where a transition is drawn, if anything of it is to be seen at this depth. */
function place({ target, when, guard, forks }: Found, source: AnyStateNode, depth: number): Arrow | null {
  const from = seen(source, depth);
  const label = `${when}${guard}`;
  const to = target === null ? from : seen(target, depth);
  const folded = isLeaf(from, depth) && Object.keys(from.states).length > 0;
  if (folded && contains(from, to)) return null;
  if (from === to && (target === null || target === source) && isLeaf(from, depth))
    return { from: idOf(from), to: null, scope: from.parent ?? from, label };
  if (contains(from, to)) {
    const any = { from: `${idOf(from)}_any`, scope: from };
    if (target === null || to === from) return { ...any, to: null, label };
    return forks ? { ...any, to: null, label: `${label} → ${to.key}` } : { ...any, to: idOf(to), label };
  }
  if (contains(to, from)) return { from: idOf(from), to: idOf(initialOf(to)), scope: to, label };
  const scope = commonScope(from, to);
  const start = childOf(scope, from);
  const named = when === 'always' && start !== source ? `${source.key}${guard}` : label;
  return { from: idOf(start), to: idOf(childOf(scope, to)), scope, label: named };
}

/** The inside of a composite state, or of the whole machine. */
function picture(composite: AnyStateNode, arrows: readonly Arrow[], depth: number): string[] {
  const states = Object.values(composite.states);
  const any = `${idOf(composite)}_any`;
  const own = arrows.filter(({ scope }) => scope === composite);
  return [
    ...states.map((state) => `state "${state.key}" as ${idOf(state)}`),
    ...(own.some(({ from }) => from === any) ? [`state "in any state" as ${any}`] : []),
    ...states
      .filter((state) => !isLeaf(state, depth))
      .flatMap((state) => [`state ${idOf(state)} {`, ...picture(state, arrows, depth).map((line) => `  ${line}`), '}']),
    `[*] --> ${idOf(initialOf(composite))}`,
    ...drawn(own),
    ...states.filter(({ type }) => type === 'final').map((state) => `${idOf(state)} --> [*]`),
  ];
}

/** Arrows between the same two states share one line, their labels one above the other. */
function drawn(arrows: readonly Arrow[]): string[] {
  const lines = new Map<string, string[]>();
  for (const { from, to, label } of arrows) {
    const ends = to === null ? `${from} : ${label}` : `${from} --> ${to}`;
    lines.set(ends, [...(lines.get(ends) ?? []), label]);
  }
  return [...lines].map(([ends, labels]) =>
    ends.includes(' --> ') ? `${ends} : ${[...new Set(labels)].join('<br>')}` : ends,
  );
}

function descendants(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states).flatMap((state) => [state, ...descendants(state)]);
}

/** A name Mermaid takes for any state: the whole path, so that it is unique and never a word of Mermaid's own. */
function idOf(node: AnyStateNode): string {
  return [node.machine.id, ...node.path].join('_').replace(/\W/g, '_');
}

function isLeaf(node: AnyStateNode, depth: number): boolean {
  return Object.keys(node.states).length === 0 || (node.path.length > 0 && node.path.length >= depth);
}

/** The state that stands for another one at this depth. */
function seen(node: AnyStateNode, depth: number): AnyStateNode {
  return node.parent !== undefined && node.path.length > Math.max(depth, 1) ? seen(node.parent, depth) : node;
}

function contains(outer: AnyStateNode, inner: AnyStateNode): boolean {
  return outer === inner || (inner.parent !== undefined && contains(outer, inner.parent));
}

function commonScope(one: AnyStateNode, other: AnyStateNode): AnyStateNode {
  return one.parent === undefined || contains(one.parent, other) ? (one.parent ?? one) : commonScope(one.parent, other);
}

function childOf(scope: AnyStateNode, inner: AnyStateNode): AnyStateNode {
  return inner.parent === undefined || inner.parent === scope ? inner : childOf(scope, inner.parent);
}

function initialOf(node: AnyStateNode): AnyStateNode {
  return node.initial.target?.[0] ?? node;
}
