import type { Goal, GoalName } from './goals.js';
import type { Machine, Measured, Spread } from './measure.js';

/** One table of a run: contenders measured in turns, the first of which is what the others are compared with. */
export interface Table {
  readonly title: string;
  /** What was done, on what, and how often. */
  readonly says: string;
  readonly measured: readonly Measured[];
  /** What is counted instead of microseconds. */
  readonly counts?: string;
}

/** What one part of the benchmark found. */
export interface Findings {
  readonly tables: readonly Table[];
  /** The figures that goals are held against. */
  readonly figures: Readonly<Partial<Record<GoalName, Spread>>>;
}

/** What one part found, and the load of the machine over the 1, 5 and 15 minutes before it began. */
export type Part = Findings & { readonly load: readonly number[] };

/** What was found on one machine, by part. */
export interface Run {
  readonly machine: Machine;
  readonly parts: Readonly<Record<string, Part>>;
}

/** The runs with one more: what it found takes the place of what the same parts found on the same machine. */
export function withRun(runs: readonly Run[], run: Run): readonly Run[] {
  const isSame = ({ machine }: Run) => machineName(machine) === machineName(run.machine);
  if (!runs.some(isSame)) return [...runs, run];
  return runs.map((each) => (isSame(each) ? { ...run, parts: { ...each.parts, ...run.parts } } : each));
}

/** What tells one machine from another: its processor and the Node it ran. */
export function machineName({ model, processors, platform, node }: Machine): string {
  return `${model}, ${processors} processors, ${platform}, Node ${node.replace(/^v(\d+)\..*/, '$1')}`;
}

/** Whether a goal was reached with a margin: the quartile on its bad side is within the bound. */
export function isMet({ bound, limit }: Goal, { q1, q3 }: Spread): boolean {
  return bound === 'at most' ? q3 <= limit : q1 >= limit;
}

/** The figure of a goal on each machine that has one. */
export function figuresOf(runs: readonly Run[], name: GoalName): readonly Spread[] {
  return runs.flatMap(({ parts }) => Object.values(parts).flatMap(({ figures }) => figures[name] ?? []));
}

/** On how many machines a goal was met, in words. */
export function verdict(goal: Goal, figures: readonly Spread[]): string {
  const met = figures.filter((figure) => isMet(goal, figure)).length;
  if (figures.length === 0) return 'not measured';
  if (met === figures.length) return 'yes';
  return met === 0 ? '**no**' : `**on ${met} of ${figures.length} machines**`;
}

/** What is the same in every run of a part: its tables as they first come, each row with what every machine found. */
export interface Repeated extends Pick<Table, 'title' | 'says' | 'counts'> {
  readonly rows: readonly { readonly name: string; readonly found: readonly Measured[] }[];
}

/** The tables of a part over all machines. A row that a later machine did not repeat is left out. */
export function repeated(runs: readonly Run[], part: string): readonly Repeated[] {
  const [first = [], ...others] = runs.flatMap(({ parts }) => (parts[part] === undefined ? [] : [parts[part].tables]));
  return first.flatMap(({ measured, ...table }) => {
    const again = others.map((tables) => tables.find(({ title }) => title === table.title)?.measured ?? []);
    const rows = measured.map((row) => ({
      name: row.name,
      found: [row, ...again.flatMap((all) => all.find(({ name }) => name === row.name) ?? [])],
    }));
    const kept = rows.filter(({ found }) => found.length === others.length + 1);
    return kept.length === 0 ? [] : [{ ...table, rows: kept }];
  });
}

/** The middles of some figures: one of one machine, from the least to the most of several. */
export function middles(figures: readonly Spread[]): string {
  return range(figures.map(({ median }) => median));
}

/** From the lowest quartile to the highest. */
export function quartiles(figures: readonly Spread[]): string {
  return range(
    figures.flatMap(({ q1, q3 }) => [q1, q3]),
    true,
  );
}

function range(figures: readonly number[], always = false): string {
  if (figures.length === 0) return '';
  const [least, most] = [short(Math.min(...figures)), short(Math.max(...figures))];
  return least === most && !always ? least : `${least} to ${most}`;
}

/** A figure to three places: more would say nothing. */
export function short(figure: number): string {
  return String(Number(figure.toPrecision(3)));
}
