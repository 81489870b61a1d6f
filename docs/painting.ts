import type { StateMachineCatChart, StateMachineCatState } from '../src/inspect/index.js';
import { sizeOf } from './layout.js';

/** A picture is painted for a light and for a dark page. */
export const themes = ['light', 'dark'] as const;

/** What a picture is painted for. */
export type Theme = (typeof themes)[number];

/** The colours of a kind of state. */
interface Paint {
  readonly fill: string;
  readonly line: string;
}

interface Palette {
  readonly page: string;
  readonly text: string;
  readonly arrow: string;
  readonly failed: string;
  readonly kinds: Readonly<Record<Kind, Paint>>;
}

/** What a state may be in a picture, and how the legend says it. */
const meanings = {
  editing: 'someone is asked to act',
  busy: 'a port is being called',
  waiting: 'waiting for someone else',
  settled: 'at rest',
  composite: 'has a picture of its own',
  passing: 'left at once',
  end: 'the chart ends here',
  any: 'what may happen in any state',
  outside: 'outside this picture',
} as const;

type Kind = keyof typeof meanings;

/** Also without colours, on paper, the kinds of state differ: by their lines. */
const dashes: Readonly<Record<Kind, string>> = {
  editing: 'none',
  busy: '1 4',
  waiting: '7 4',
  settled: 'none',
  composite: 'none',
  passing: 'none',
  end: 'none',
  any: '2 3',
  outside: 'none',
};

/** The colours of each theme. */
export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    page: '#ffffff',
    text: '#111827',
    arrow: '#4b5563',
    failed: '#b91c1c',
    kinds: {
      editing: { fill: '#dbeafe', line: '#1d4ed8' },
      busy: { fill: '#ede9fe', line: '#6d28d9' },
      waiting: { fill: '#fef3c7', line: '#b45309' },
      settled: { fill: '#dcfce7', line: '#15803d' },
      composite: { fill: '#e5e7eb', line: '#374151' },
      passing: { fill: '#ffffff', line: '#111827' },
      end: { fill: '#dcfce7', line: '#15803d' },
      any: { fill: '#ffffff', line: '#6b7280' },
      outside: { fill: '#ffffff', line: '#6b7280' },
    },
  },
  dark: {
    page: '#0d1117',
    text: '#e6edf3',
    arrow: '#9ca3af',
    failed: '#ff7b72',
    kinds: {
      editing: { fill: '#1e3a8a', line: '#60a5fa' },
      busy: { fill: '#4c1d95', line: '#a78bfa' },
      waiting: { fill: '#713f12', line: '#fbbf24' },
      settled: { fill: '#14532d', line: '#4ade80' },
      composite: { fill: '#30363d', line: '#c9d1d9' },
      passing: { fill: '#0d1117', line: '#e6edf3' },
      end: { fill: '#14532d', line: '#4ade80' },
      any: { fill: '#0d1117', line: '#8b949e' },
      outside: { fill: '#0d1117', line: '#8b949e' },
    },
  },
};

/** The kinds of state there are in a chart, in the order of the legend. */
export function legend(chart: StateMachineCatChart): readonly Kind[] {
  const classes = new Set(statesIn(chart).flatMap((state) => state.class?.split(' ') ?? []));
  return (Object.keys(meanings) as Kind[]).filter((kind) => classes.has(kind));
}

function statesIn({ states }: StateMachineCatChart): StateMachineCatState[] {
  return states.flatMap((state) => [state, ...(state.statemachine === undefined ? [] : statesIn(state.statemachine))]);
}

/** What state-machine-cat has laid out, with the colours of a theme, a title and a legend. */
export function paint(svg: string, theme: Theme, title: string, kinds: readonly Kind[]): string {
  const { width, height } = sizeOf(svg);
  const inside = svg.slice(svg.indexOf('<g id="graph0"'), svg.lastIndexOf('</svg>'));
  const key = drawLegend(kinds, Math.max(width, 260), height);
  const size = { width: Math.max(width, 260), height: height + key.height };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">`,
    `<style>${styleOf(theme)}</style>`,
    `<rect class="page" width="100%" height="100%"/>`,
    tidied(inside).replace('<title>state transitions</title>', `<title>${title}</title>`).trimEnd(),
    ...key.lines,
    '</svg>',
    '',
  ].join('\n');
}

/** Without what no picture needs; the text of a box on top of it, the labels of arrows on top of everything. */
function tidied(drawn: string): string {
  const labels: string[] = [];
  const boxes = drawn
    .replaceAll(/<!--[\s\S]*?-->\n/g, '')
    .replaceAll(
      /(<g id="(node|edge|clust)\d+" class="([^"]*)">\n)([\s\S]*?)<\/g>\n/g,
      (_, open, kind, classes, body) => {
        const [title, ...shapes] = String(body).trimEnd().split('\n');
        const texts = shapes.filter((line) => line.startsWith('<text')).map(textOf);
        const rest = shapes.filter((line) => !line.startsWith('<text') && !line.includes('stroke="none"'));
        if (kind === 'edge') {
          if (classes.endsWith(' hidden')) return '';
          labels.push(...texts.filter((text) => !/>\s*<\/text>$/.test(text)).map(aside));
          return [open.trimEnd(), title, ...rest, '</g>\n'].join('\n');
        }
        const first = rest.filter((line) => line.startsWith('<path'));
        const then = rest.filter((line) => !line.startsWith('<path'));
        return [open.trimEnd(), title, ...first, ...then, ...texts, '</g>\n'].join('\n');
      },
    );
  return boxes.replace(/<\/g>\n*$/, `<g class="labels">\n${labels.join('\n')}\n</g>\n</g>`);
}

function textOf(line: string): string {
  const text = line.replace(' font-family="Verdana"', '').replace(/(?:\s|&#160;)+<\/text>/, '</text>');
  return text.replace(/^<text (.*> *\w+ failed<\/text>)$/, '<text class="failed" $1');
}

/** A label a little away from its line. */
function aside(text: string): string {
  return text.replace(/ x="(-?[\d.]+)"/, (_, x) => ` x="${(Number(x) + 3).toFixed(2)}"`);
}

const column = 210;
const row = 22;

function drawLegend(kinds: readonly Kind[], width: number, top: number): { lines: string[]; height: number } {
  const columns = Math.max(1, Math.floor((width - 16) / column));
  const lines = kinds.map((kind, place) => {
    const x = 12 + (place % columns) * column;
    const y = top + 10 + Math.floor(place / columns) * row;
    return `<g class="state ${kind}"><path d="M${x + 4},${y}h20a4,4 0 0 1 4,4v6a4,4 0 0 1 -4,4h-20a4,4 0 0 1 -4,-4v-6a4,4 0 0 1 4,-4z" stroke-width="2"/><text x="${x + 36}" y="${y + 11}" font-size="10">${meanings[kind]}</text></g>`;
  });
  return { lines, height: Math.ceil(kinds.length / columns) * row + 14 };
}

function styleOf(theme: Theme): string {
  const { page, text, arrow, failed, kinds } = palettes[theme];
  return [
    `text{font-family:Verdana,"DejaVu Sans",Geneva,sans-serif;fill:${text}}`,
    `.page{fill:${page}}`,
    `.edge path{stroke:${arrow}}.edge polygon{stroke:${arrow};fill:${arrow}}`,
    `.edge.failed path{stroke:${failed};stroke-dasharray:4 3}.edge.failed polygon{stroke:${failed};fill:${failed}}`,
    `.labels text{paint-order:stroke;stroke:${page};stroke-width:3px;stroke-linejoin:round}`,
    `text.failed{fill:${failed}}`,
    `.state ellipse{stroke:${text};fill:${text}}.state.final ellipse+ellipse{fill:none}`,
    ...Object.entries(kinds).map(
      ([kind, { fill, line }]) =>
        `.state.${kind} path{fill:${fill};stroke:${line};stroke-dasharray:${dashes[kind as Kind]}}.state.${kind} polygon{fill:${line};stroke:${line};stroke-width:.5}`,
    ),
    '.state.end path{stroke-width:4}.state.composite path{stroke-width:3}.state.outside path{stroke-width:1}',
  ].join('\n');
}
