import type { AnyStateMachine } from 'xstate';
import { type Arrow, type DiagramOptions, type Drawing, type DrawnState, drawingOf, merged } from './drawing.js';

/**
 * A machine as Mermaid text (`stateDiagram-v2`), read off the machine itself.
 * An arrow from inside one composite to inside another is drawn between the two, because Mermaid draws no other.
 */
export function toMermaid(machine: AnyStateMachine, options: DiagramOptions = {}): string {
  const drawing = drawingOf(machine, 'neighbours', options);
  const here = allIn(drawing).filter(({ isHere }) => isHere);
  const marks = here.length === 0 ? [] : [mark, ...here.map(({ id }) => `class ${id} here`)];
  return ['stateDiagram-v2', ...[...picture(drawing), ...marks].map((line) => `  ${line}`), ''].join('\n');
}

const mark = 'classDef here fill:#ffd54f,stroke:#b71c1c,stroke-width:4px,color:#000000';

function picture({ states, any, outside, initial, arrows }: Drawing): string[] {
  return [
    ...[...states, ...outside].map(({ id, name }) => `state "${name}" as ${id}`),
    ...(any === null ? [] : [`state "in any state" as ${any}`]),
    ...states.flatMap(({ id, inside }) =>
      inside === null ? [] : [`state ${id} {`, ...picture(inside).map((line) => `  ${line}`), '}'],
    ),
    ...(initial === null ? [] : [`[*] --> ${initial}`]),
    ...drawn(arrows),
    ...states.filter(({ isFinal }) => isFinal).map(({ id }) => `${id} --> [*]`),
  ];
}

/** Arrows between the same two states share one line, their labels one above the other. */
function drawn(arrows: readonly Arrow[]): string[] {
  return merged(arrows, (arrow) => `${arrow.from} ${arrow.to ?? `: ${labelOf(arrow)}`}`).map((group) => {
    const [{ from, to }] = group;
    const labels = [...new Set(group.map(labelOf))].join('<br>');
    return to === null ? `${from} : ${labels}` : `${from} --> ${to} : ${labels}`;
  });
}

function labelOf({ when, provided }: Arrow): string {
  return provided === '' ? when : `${when} ${provided}`;
}

function allIn({ states }: Drawing): DrawnState[] {
  return states.flatMap((state) => [state, ...(state.inside === null ? [] : allIn(state.inside))]);
}
