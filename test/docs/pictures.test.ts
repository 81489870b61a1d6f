import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { machineNames, machinesByName, pathOfPicture, picturesOf } from '../../docs/charts.js';
import { collisions, sizeOf, statesAbove } from '../../docs/layout.js';
import { palettes, themes } from '../../docs/painting.js';
import { pictures } from '../../docs/pictures.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const drawn = await pictures();
const svgOf = (path: string) => drawn.get(path) ?? '';

describe('the pictures of the charts', () => {
  for (const [path, text] of drawn) {
    it(`docs/${path} shows the machine as it is now; if not: npm run diagrams`, () => {
      expect(readFileSync(join(root, 'docs', path), 'utf8') === text).toBe(true);
    });

    it(`docs/${path} is no wider than a page, so that its letters stay as large as they are`, () => {
      const [, width = 0] = /<svg [^>]*width="(\d+)"/.exec(text)?.map(Number) ?? [];
      expect(width).toBeGreaterThan(0);
      expect(width).toBeLessThanOrEqual(850);
      const sizes = [...text.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(9);
    });
  }

  it('are all drawn by the command', () => {
    const there = readdirSync(join(root, 'docs/diagrams')).map((file) => `diagrams/${file}`);
    expect(there.sort()).toEqual([...drawn.keys()].sort());
  });

  it.each(machineNames)('%s: every state is in one of them, and every event and port', (name) => {
    const paths = picturesOf(name).map((picture) => pathOfPicture(picture, 'light'));
    const text = paths.map(svgOf).join('\n').replaceAll('&#45;', '-');
    const { root: whole }: AnyStateMachine = machinesByName[name];
    const isRoad = name === 'registration';
    for (const node of below(whole).filter(({ path }) => !isRoad || path.length === 1)) {
      expect(text).toContain(`>${node.key}</text>`);
      const events = isRoad ? [] : node.ownEvents.filter((type: string) => !type.startsWith('xstate.'));
      const ports = node.invoke.flatMap(({ src }) => (isRoad ? [] : [`${src} done`, `${src} failed`]));
      for (const said of [...events, ...ports]) expect(text, said).toContain(`>${said}`);
    }
  });

  it.each(themes)('%s: text can be told from what it stands on, and the kinds of state from the page', (theme) => {
    const { page, text, failed, arrow, kinds } = palettes[theme];
    for (const ground of [page, ...Object.values(kinds).map(({ fill }) => fill)])
      expect(contrast(text, ground), ground).toBeGreaterThanOrEqual(4.5);
    expect(contrast(failed, page)).toBeGreaterThanOrEqual(4.5);
    for (const line of [arrow, ...Object.values(kinds).map((kind) => kind.line)])
      expect(contrast(line, page), line).toBeGreaterThanOrEqual(3);
  });

  it('have a key to every kind of state they show', () => {
    const wizard = svgOf('diagrams/wizard.light.svg');
    for (const meaning of ['someone is asked to act', 'a port is being called', 'the chart ends here'])
      expect(wizard).toContain(`>${meaning}</text>`);
    expect(wizard).not.toContain('outside this picture');
    expect(svgOf('diagrams/signup.securingPhone.light.svg')).toContain('outside this picture');
  });

  it('that a page shows are there, in both themes', () => {
    const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
    const pages = [
      'README.md',
      ...inDocs.filter((file) => /^(?!api\W).*\.md$/.test(file)).map((file) => `docs/${file}`),
    ];
    const shown = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/ src(?:set)?="([^"]+)"/g)].map(([, path = '']) =>
        join(dirname(page), path),
      ),
    );
    expect(shown.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect([...drawn.keys()].filter((path) => !shown.includes(`docs/${path}`))).toEqual([]);
  });
});

describe('what makes one layout better than another', () => {
  const edge = (path: string, label = '', classes = 'edge transition') =>
    `<g id="edge1" class="${classes}">\n<title>a&#45;&gt;b</title>\n<path fill="none" d="${path}"/>\n${label}</g>`;
  const node = (name: string, top: number, classes = '') =>
    `<g id="node1" class="node state regular${classes}">\n<title>${name}</title>\n<polygon fill="x" points="0,${top} 60,${top} 60,${top + 20} 0,${top + 20}"/></g>`;
  const label = '<text x="10" y="20" font-size="9.00">review.reject &#160;</text>\n';
  const through = 'M0,15C20,15 40,15 100,15';
  const beside = 'M0,40C20,40 40,40 100,40';

  it('counts labels that another arrow crosses, and none for an arrow of its own or one that is not seen', () => {
    expect(collisions(edge(beside, label) + edge(through))).toBe(1);
    expect(collisions(edge(through, label) + edge(beside))).toBe(0);
    expect(collisions(edge(beside, label) + edge(through, '', 'edge transition hidden'))).toBe(0);
  });

  it('counts labels that cover each other', () => {
    expect(collisions(edge(beside, label) + edge(beside, label))).toBe(2);
  });

  it('counts boxes that an arrow touches without leading there', () => {
    expect(collisions(node('a', 10) + node('b', 30) + edge(through))).toBe(0);
    expect(collisions(node('c', 18) + node('d', 30) + edge(through))).toBe(1);
  });

  it('knows the size, and how many states stand above the first', () => {
    expect(sizeOf('<svg width="20pt" height="30pt"')).toEqual({ width: 20, height: 30 });
    const svg = [node('a', -90), node('any', -95, ' any'), node('first', -50, ' editing'), node('b', -10)].join('\n');
    expect(statesAbove(svg, 'first')).toBe(1);
  });
});

function below(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states).flatMap((state) => [state, ...below(state)]);
}

/** How much two colours differ, as WCAG 2 counts it. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((place) => Number.parseInt(colour.slice(place, place + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
