import { cpus } from 'node:os';
import { collect } from '../test/support/garbage.js';

/** One of several ways to do the same, measured beside the others. */
export interface Contender {
  readonly name: string;
  /** Does it so many times over. */
  readonly run: (times: number) => void | Promise<void>;
}

/** A figure in the middle of its rounds, with the quartiles. */
export interface Spread {
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
}

/** What one contender took. */
export interface Measured {
  readonly name: string;
  /**
   * What one time over took, microseconds of processor time unless its table says otherwise. Times drift with the machine:
   * for reading only, never for a goal.
   */
  readonly amount: Spread;
  /** How many times as long as the first contender, round by round. */
  readonly ratio: Spread;
}

/** How long to measure. */
export interface Effort {
  readonly rounds?: number;
  /** Processor time that each contender gets in a round, in milliseconds. */
  readonly milliseconds?: number;
  /** Processor time for which a contender runs alone before it is measured, in milliseconds; two seconds by default. */
  readonly warmUp?: number;
}

/** A server does nothing but its own steps; in short turns it would find its code and its data thrown out each time. */
export const longTurns: Effort = { rounds: 25, milliseconds: 200 };

/**
 * Measures contenders in turns, round by round, by the processor time of this process; every second round goes through
 * them backwards, so that nobody always comes after the same other. The first is what the others are compared with.
 * Before, each runs alone for two seconds: a whole step is so much code that it takes the engine that long to compile it,
 * and a server in its first second is not what is compared here.
 */
export async function inTurns(
  contenders: readonly Contender[],
  { rounds = 50, milliseconds = 20, warmUp = 2000 }: Effort = {},
): Promise<readonly Measured[]> {
  const paces = await inOrder(contenders, (contender) => paceOf(contender, milliseconds, warmUp));
  const taken = await roundByRound(contenders, rounds, (contender, place) => timed(contender, paces[place] ?? 1));
  return beside(contenders, taken);
}

/** Gives each contender a turn in every round, every second round backwards, and answers what each took. */
export async function roundByRound(
  contenders: readonly Contender[],
  rounds: number,
  turn: (contender: Contender, place: number) => Promise<number>,
): Promise<readonly (readonly number[])[]> {
  const taken = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const order = [...contenders.entries()];
    for (const [place, contender] of round % 2 === 0 ? order : order.reverse())
      taken[place]?.push(await turn(contender, place));
  }
  return taken;
}

/** What was taken, round by round, with the ratios to the first. */
export function beside(
  contenders: readonly Pick<Contender, 'name'>[],
  taken: readonly (readonly number[])[],
): readonly Measured[] {
  const [base = []] = taken;
  return contenders.map(({ name }, place) => {
    const own = taken[place] ?? [];
    const ratios = own.map((spent, round) => spent / (base[round] ?? Number.NaN));
    return { name, amount: spread(own), ratio: spread(ratios) };
  });
}

/** Does the same thing so many times over. */
export function repeat(once: () => unknown): (times: number) => void {
  return (times) => {
    for (let time = 0; time < times; time += 1) once();
  };
}

/** One after the other, so that no two are measured at once. */
export async function inOrder<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}

/** How often a contender runs in a turn, once it is warm. */
async function paceOf(contender: Contender, milliseconds: number, warmUp: number): Promise<number> {
  const round = milliseconds * 1000;
  const least = Math.max(warmUp * 1000, 2 * round);
  for (let times = 1, spent = 0; ; times *= 2) {
    const each = await timed(contender, times);
    spent += each * times;
    if (spent >= least) return Math.max(1, Math.round(round / each));
  }
}

/** Microseconds of processor time for one time over, its garbage taken out: else the next in turn would pay for that. */
async function timed({ run }: Contender, times: number): Promise<number> {
  const before = process.cpuUsage();
  await run(times);
  collect({ type: 'minor' });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/** A figure that is counted, not measured: the same in every round. */
export function exactly(figure: number): Spread {
  return { q1: figure, median: figure, q3: figure };
}

/** Each of the three figures turned into another; the quartiles change places where the greater becomes the less. */
export function turned({ q1, median, q3 }: Spread, into: (figure: number) => number): Spread {
  const [one, other] = [into(q1), into(q3)];
  return { q1: Math.min(one, other), median: into(median), q3: Math.max(one, other) };
}

/** How many times as long as the first a contender took. Throws where there is no such contender. */
export function ratioOf(measured: readonly Measured[], name: string): Spread {
  const found = measured.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} was not measured.`);
  return found.ratio;
}

/** The worst of some figures, whose limit is the most they may be. */
export function worstOf(figures: readonly Spread[]): Spread {
  const [worst = exactly(Number.NaN)] = [...figures].sort((one, other) => other.q3 - one.q3);
  return worst;
}

/** The median and the quartiles of some figures. */
export function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((one, other) => one - other);
  const at = (part: number): number => {
    const place = (sorted.length - 1) * part;
    const [low, high] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
    return low + (high - low) * (place - Math.floor(place));
  };
  return { q1: at(0.25), median: at(0.5), q3: at(0.75) };
}

/** What figures were taken on. */
export interface Machine {
  /** What the processor calls itself. */
  readonly model: string;
  readonly processors: number;
  readonly platform: string;
  /** The version of Node, as `process.version` has it. */
  readonly node: string;
}

/** This machine. */
export function thisMachine(): Machine {
  const [first, ...others] = cpus();
  return {
    model: first?.model.trim() ?? 'unknown processor',
    processors: others.length + 1,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}
