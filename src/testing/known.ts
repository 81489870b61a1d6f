import { canonical, type Renaming } from './symmetry.js';

/** A value met before, with a number for what it says under each renaming. */
export interface Numbered<T> {
  readonly value: T;
  readonly numbers: readonly number[];
}

/** What was met, and the numbers it goes by: the same number for the same text. */
export class Known {
  /** Texts of every kind by number; keys of snapshots share it. */
  readonly texts: Map<string, number> = new Map();
  private readonly values = new Map<number, Numbered<unknown>>();

  constructor(readonly renamings: readonly Renaming[]) {}

  numberOf(text: string): number {
    const number = this.texts.get(text) ?? this.texts.size;
    this.texts.set(text, number);
    return number;
  }

  /** The numbers of a JSON value under each renaming. */
  numbersOf(value: unknown): readonly number[] {
    return this.renamings.map(({ as }) => this.numberOf(`value ${canonical(value, as)}`));
  }

  /** The value itself, or the one met before that says the same. */
  of<T>(value: T): Numbered<T> {
    const numbers = this.numbersOf(value);
    const [own = -1] = numbers;
    const known = this.values.get(own) ?? { value, numbers };
    this.values.set(own, known);
    return known as Numbered<T>;
  }
}
