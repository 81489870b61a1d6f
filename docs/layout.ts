/** The size of what state-machine-cat has laid out. */
export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width = 0, height = 0] = /<svg width="(\d+)pt" height="(\d+)pt"/.exec(svg)?.map(Number) ?? [];
  return { width, height };
}

/** How many states stand above another one. */
export function statesAbove(svg: string, name: string): number {
  const tops = [
    ...svg.matchAll(
      /class="node state regular(?! any)[^"]*">\n<title>(\w+)<\/title>\n<polygon [^>]*points="[-\d.]+,([-\d.]+)/g,
    ),
  ];
  const own = Number(tops.find(([, found]) => found === name)?.[2]);
  return tops.filter(([, , top]) => Number(top) < own).length;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** How often an arrow crosses the label of another one or touches the box of a third state, or a label covers another one. */
export function collisions(svg: string): number {
  const boxes = [
    ...svg.matchAll(/class="node state regular[^"]*">\n<title>(\w+)<\/title>\n<polygon [^>]*points="([^"]*)"/g),
  ].map(([, name = '', points = '']) => ({ name, box: around(points, 4) }));
  const edges = [
    ...svg.matchAll(/<g id="edge\d+" class="([^"]*)">\n<title>(\w+)&#45;&gt;(\w+)<\/title>([\s\S]*?)<\/g>/g),
  ]
    .filter(([, classes = '']) => !classes.endsWith(' hidden'))
    .map(([, , from, to, body = '']) => ({ ends: [from, to], label: labelIn(body), points: pointsOn(body) }));
  const touched = edges.flatMap(({ ends, points }) =>
    boxes.filter(({ name, box }) => !ends.includes(name) && points.some((point) => holds(box, point))),
  );
  const crossed = edges.flatMap((one) =>
    edges.filter((other) => {
      const { label } = one;
      if (one === other || label === null) return false;
      return other.points.some((point) => holds(label, point)) || (other.label !== null && overlap(label, other.label));
    }),
  );
  return touched.length + crossed.length;
}

function around(points: string, margin: number): Box {
  const given = [...points.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)];
  const [xs, ys] = [1, 2].map((axis) => given.map((found) => Number(found[axis])));
  return {
    left: Math.min(...(xs ?? [])) - margin,
    right: Math.max(...(xs ?? [])) + margin,
    top: Math.min(...(ys ?? [])) - margin,
    bottom: Math.max(...(ys ?? [])) + margin,
  };
}

/** Of the letters of Verdana, by the size of the type. */
const letterWidth = 0.57;

function labelIn(body: string): Box | null {
  const lines = [...body.matchAll(/<text [^>]*x="([-\d.]+)" y="([-\d.]+)"[^>]*font-size="([\d.]+)">([^<]*)/g)].flatMap(
    ([, x, y, size, text = '']) => {
      const letters = text.replaceAll('&#160;', ' ').trim().length;
      const left = Number(x);
      const bottom = Number(y);
      return letters === 0
        ? []
        : [{ left, right: left + letters * Number(size) * letterWidth, top: bottom - Number(size), bottom }];
    },
  );
  if (lines.length === 0) return null;
  return {
    left: Math.min(...lines.map(({ left }) => left)) + 1,
    right: Math.max(...lines.map(({ right }) => right)),
    top: Math.min(...lines.map(({ top }) => top)),
    bottom: Math.max(...lines.map(({ bottom }) => bottom)),
  };
}

/** Points on the curve of an arrow, close enough to each other that no line of text fits between them. */
function pointsOn(body: string): Point[] {
  const curve = /<path [^>]*d="M([^"]*)"/.exec(body)?.[1] ?? '';
  const given = [...curve.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
  const starts = given.filter((_, place) => place % 3 === 0);
  return starts.slice(0, -1).flatMap((start, segment) => {
    const [one = start, two = start, end = start] = given.slice(segment * 3 + 1, segment * 3 + 4);
    const steps = 1 + Math.ceil(Math.hypot(end.x - start.x, end.y - start.y) / 4);
    return Array.from({ length: steps }, (_, step) => bezier(start, one, two, end, step / steps));
  });
}

function bezier(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const s = 1 - t;
  const at = (p: number, q: number, r: number, u: number) =>
    s ** 3 * p + 3 * s * s * t * q + 3 * s * t * t * r + t ** 3 * u;
  return { x: at(a.x, b.x, c.x, d.x), y: at(a.y, b.y, c.y, d.y) };
}

function holds({ left, right, top, bottom }: Box, { x, y }: Point): boolean {
  return x > left && x < right && y > top && y < bottom;
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
