import type { Measured, Surroundings } from './measure.js';

/** Something that was promised in figures, and the figure that was found. */
export interface Goal {
  /** The goal's short name, for example `P1`. */
  readonly id: string;
  readonly says: string;
  readonly bound: 'at most' | 'at least';
  readonly limit: number;
  readonly figure: number;
  /** What the figures count: `x` for a ratio, otherwise a unit. */
  readonly unit: string;
}

/** One table of a run: contenders measured in turns, the first of which is what the others are compared with. */
export interface Table {
  readonly title: string;
  /** What was done, on what, and how often. */
  readonly says: string;
  readonly measured: readonly Measured[];
}

/** What one part of the benchmark found. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
}

/** Whether a goal was reached. */
export function isMet({ bound, limit, figure }: Goal): boolean {
  return bound === 'at most' ? figure <= limit : figure >= limit;
}

/** What a run found, by part, with what each part was taken with. */
export type Results = Readonly<Record<string, Findings & { readonly taken: Surroundings }>>;

/** A figure to three places: more would say nothing. */
export function short(figure: number): string {
  return String(Number(figure.toPrecision(3)));
}
