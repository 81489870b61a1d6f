import type { AnyStateMachine } from 'xstate';
import { type Arrow, type DiagramOptions, type Drawing, type DrawnState, drawingOf, merged } from './drawing.js';

/** A chart as state-machine-cat reads it with `inputType: 'json'`. */
export interface StateMachineCatChart {
  readonly states: StateMachineCatState[];
  readonly transitions?: StateMachineCatTransition[];
}

/** A state as state-machine-cat draws it; its tags are its classes in the SVG. */
export interface StateMachineCatState {
  readonly name: string;
  readonly type: 'initial' | 'regular' | 'parallel' | 'final';
  readonly label?: string;
  readonly class?: string;
  readonly active?: boolean;
  readonly color?: string;
  readonly actions?: { readonly type: 'activity'; readonly body: string }[];
  readonly statemachine?: StateMachineCatChart;
}

/** An arrow as state-machine-cat draws it. */
export interface StateMachineCatTransition {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly class?: string;
}

/**
 * A machine as the chart that state-machine-cat renders: `render(toStateMachineCat(machine), { inputType: 'json' })`.
 * The classes of a state in the SVG are its tags and `composite`, `passing` (left at once), `end` (a final state), `any` (the box
 * "in any state"), `outside` and `here`; an arrow taken only because a port failed has the class `failed`.
 */
export function toStateMachineCat(machine: AnyStateMachine, options: DiagramOptions = {}): StateMachineCatChart {
  const drawing = drawingOf(machine, 'states', options);
  const transitions = joined(drawing).map((arrow, place) => ({ ...arrow, id: place + 1 }));
  return { ...chart(drawing), transitions };
}

function chart({ id, initial, states, any, outside, arrows }: Drawing): StateMachineCatChart {
  const ends = states.some(({ isFinal }) => isFinal);
  return {
    states: [
      ...(initial === null ? [] : [{ name: startOf(id), type: 'initial' } as const]),
      ...(any === null ? [] : [box(any, 'in any state', ['any'], arrows)]),
      ...states.map((state) => stateBox(state, arrows)),
      ...outside.map((state) => box(state.id, state.name, ['outside'], [])),
      ...(ends ? [{ name: endOf(id), type: 'final' } as const] : []),
    ],
  };
}

function stateBox(
  { id, name, tags, isFinal, isComposite, isPassing, isHere, inside }: DrawnState,
  arrows: readonly Arrow[],
) {
  const kinds = { composite: isComposite, passing: isPassing, end: isFinal, here: isHere };
  const classes = [...tags, ...Object.entries(kinds).flatMap(([kind, is]) => (is ? [kind] : []))];
  return {
    ...box(id, name, classes, arrows),
    ...(isHere ? { active: true, color: '#b71c1c' } : {}),
    ...(inside?.initial === null ? { type: 'parallel' as const } : {}),
    ...(inside === null ? {} : { statemachine: chart(inside) }),
  };
}

function box(name: string, label: string, classes: readonly string[], arrows: readonly Arrow[]): StateMachineCatState {
  const lines = merged(
    arrows.filter(({ from, to }) => from === name && to === null),
    ({ when }) => when,
  ).flatMap((group) => linesOf(group, 36));
  return {
    name,
    type: 'regular',
    label,
    ...(classes.length === 0 ? {} : { class: classes.join(' ').replace(/[^\w -]/g, '_') }),
    ...(lines.length === 0 ? {} : { actions: lines.map((body) => ({ type: 'activity', body }) as const) }),
  };
}

/** All arrows of a picture and of what is drawn inside it. */
function joined({ id, initial, states, arrows }: Drawing): Omit<StateMachineCatTransition, 'id'>[] {
  const groups = merged(arrows, ({ from, to }) => `${from} ${to}`);
  return [
    ...(initial === null ? [] : [{ from: startOf(id), to: initial }]),
    ...groups.flatMap((group) => {
      const [{ from, to }] = group;
      if (to === null) return [];
      const label = merged(group, ({ when }) => when).flatMap((same) => linesOf(same, 24));
      const failed = group.every(({ isFailure }) => isFailure) ? { class: 'failed' } : {};
      return [{ from, to, label: label.join('\n'), ...failed }];
    }),
    ...states.filter(({ isFinal }) => isFinal).map((state) => ({ from: state.id, to: endOf(id) })),
    ...states.flatMap(({ inside }) => (inside === null ? [] : joined(inside))),
  ];
}

/** What one event does, as lines: on one where it is short, otherwise each guard on a line of its own. */
function linesOf([first, ...others]: readonly [Arrow, ...Arrow[]], width: number): string[] {
  const line = `${first.when} ${first.provided}`.trimEnd();
  if (others.length === 0 && line.length <= width) return [line];
  const guards = [first, ...others].map(({ provided }) => provided).filter((provided) => provided !== '');
  return [first.when, ...[...new Set(guards)].map((provided) => `\u00a0\u00a0${provided}`)];
}

function startOf(id: string): string {
  return `${id}__start`;
}

function endOf(id: string): string {
  return `${id}__end`;
}
