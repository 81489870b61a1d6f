import { beside, type Effort } from './measure.js';
import { inProcess } from './processes.js';
import type { Findings } from './report.js';

/** The names of the ways that are warmed up, each in processes of its own. */
export const warmed = ['ours', 'official', 'floor'] as const;

/** Microseconds of processor time a step: of the first thousand in a process, and of a thousand when it has settled. */
export interface Warmed {
  readonly name: string;
  readonly first: number;
  readonly settled: number;
}

/** What the first thousand steps of a process cost beside those that come when it is warm. */
export async function warming({ rounds = 9, warmUp }: Effort): Promise<Findings> {
  const file = new URL('rivals/warmed.ts', import.meta.url);
  const found = Array.from({ length: Math.min(rounds, 9) }, () =>
    warmed.map((way) => inProcess<Warmed>(file, { way, warmUp })),
  );
  const names = found[0]?.flatMap(({ name }) => [`${name}, settled`, `${name}, the first 1,000 steps`]) ?? [];
  const taken = names.map((_, place) =>
    found.map((round) => round[Math.floor(place / 2)]?.[place % 2 === 0 ? 'settled' : 'first'] ?? Number.NaN),
  );
  const says = 'By the step, of whole registrations with their calls settled, each figure of a fresh process.';
  const measured = beside(
    names.map((name) => ({ name })),
    taken,
  );
  return { tables: [{ title: 'The first 1,000 steps of a process', says, measured }], figures: {} };
}
