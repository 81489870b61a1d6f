import { render } from 'state-machine-cat';
import { type StateMachineCatChart, toStateMachineCat } from '../src/inspect/index.js';
import { machineNames, pathOfPicture, picturesOf } from './charts.js';
import { collisions, sizeOf, statesAbove } from './layout.js';
import { legend, paint, themes } from './painting.js';

/** Every picture of every machine in both themes, by its path under `docs/`. */
export async function pictures(): Promise<ReadonlyMap<string, string>> {
  const drawn: [string, string][] = [];
  for (const name of machineNames) {
    for (const picture of picturesOf(name)) {
      const chart = toStateMachineCat(picture.machine, picture.options);
      const svg = await layOut(chart);
      for (const theme of themes)
        drawn.push([pathOfPicture(picture, theme), paint(svg, theme, picture.title, legend(chart))]);
    }
  }
  return new Map(drawn);
}

/** Verdana and DejaVu Sans are equally wide, so that what fits here fits wherever it is read. */
const font = { fontname: 'Verdana' };

/** As wide as GitHub shows a page. */
const pageWidth = 830;

/**
 * Of several ways to lay a chart out, the first of those that fit the page, begin at the top, have the fewest lines and labels in each
 * other's way, and are as small as can be: what comes first counts most.
 */
async function layOut(chart: StateMachineCatChart): Promise<string> {
  const ways = [chart, hinted(chart, 'top'), hinted(chart, 'after'), hinted(hinted(chart, 'after'), 'top')];
  const layouts = [...new Set(ways)]
    .flatMap((way) => [way, inOrder(way)])
    .flatMap((way) =>
      ['""', 'out'].flatMap((ordering) =>
        [0.15, 0.2, 0.3, 0.4].map((nodesep) => ({ way, attributes: { ordering, nodesep } })),
      ),
    );
  const found = await Promise.all(
    layouts.map(async ({ way, attributes }) => {
      const svg = await rendered(way, attributes);
      const { width, height } = sizeOf(svg);
      const rank = [Math.max(width - pageWidth, 0), statesAbove(svg, firstOf(chart)), collisions(svg), width * height];
      return { svg, rank };
    }),
  );
  const [best] = found.sort((one, other) => compare(one.rank, other.rank));
  return best?.svg ?? '';
}

/** The state a chart begins in. */
function firstOf({ states, transitions = [] }: StateMachineCatChart): string {
  const start = states.find(({ type }) => type === 'initial')?.name;
  return transitions.find(({ from }) => from === start)?.to ?? '';
}

/** With the arrows in the order of the states they lead to, so that what points back is what leads to an earlier state. */
function inOrder({ states, transitions = [] }: StateMachineCatChart): StateMachineCatChart {
  const places = new Map(states.map(({ name }, place) => [name, place]));
  const placeOf = ({ to }: { readonly to: string }) => places.get(to) ?? 0;
  return { states, transitions: transitions.toSorted((one, other) => placeOf(one) - placeOf(other)) };
}

function compare(one: readonly number[], other: readonly number[]): number {
  return one.map((value, place) => value - (other[place] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** `oldsvg` is always laid out by the library itself, never by a Graphviz that happens to be installed. */
function rendered(chart: StateMachineCatChart, layout: Readonly<Record<string, string | number>>): Promise<string> {
  return render(chart, {
    inputType: 'json',
    outputType: 'oldsvg',
    direction: 'top-down',
    dotGraphAttrs: attributes({ ...font, ranksep: 0.3, bgcolor: 'transparent', pad: 0.1, ...layout }),
    dotNodeAttrs: attributes({ ...font, fontsize: 11 }),
    dotEdgeAttrs: attributes({ ...font, fontsize: 9, arrowsize: 0.7 }),
  });
}

/** With arrows that are not seen: the box "in any state" on top, or what may happen in any state after the start. */
function hinted(chart: StateMachineCatChart, hint: 'top' | 'after'): StateMachineCatChart {
  const { states, transitions = [] } = chart;
  const any = states.find((state) => state.class === 'any');
  const start = states.find(({ type }) => type === 'initial');
  if (any === undefined || start === undefined) return chart;
  const first = firstOf(chart);
  const ends =
    hint === 'top'
      ? [[any.name, start.name] as const]
      : transitions.filter(({ from, to }) => from === any.name && to !== first).map(({ to }) => [first, to] as const);
  const hidden = ends.map(([from, to], place) => ({ id: transitions.length + place + 1, from, to, class: 'hidden' }));
  return { states, transitions: [...transitions, ...hidden] };
}

function attributes(values: Readonly<Record<string, string | number>>) {
  return Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));
}
