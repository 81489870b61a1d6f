import { beside, type Effort, ratioOf } from './measure.js';
import { inProcess } from './processes.js';
import type { Findings } from './report.js';
import { ours } from './rivals/ours.js';

/** What each way allocated in each round, bytes a step. */
export interface Allocated {
  readonly names: readonly string[];
  readonly bytes: readonly (readonly number[])[];
}

/** Room for all that a turn allocates, in MB: nothing is collected while it is counted. */
const young = ['--min-semi-space-size=256', '--max-semi-space-size=256'];

/** The bytes that a step allocates: unlike its time they hardly depend on the machine. */
export async function allocation(effort: Effort): Promise<Findings> {
  const file = new URL('rivals/allocated.ts', import.meta.url);
  const [plain, whole] = inProcess<readonly [Allocated, Allocated]>(file, effort, young);
  const table = (title: string, { names, bytes }: Allocated) => ({
    title,
    says: 'Bytes that a step allocates on the heap, garbage included, counted with nothing collected in between.',
    counts: 'Bytes',
    measured: beside(
      names.map((name) => ({ name })),
      bytes,
    ),
  });
  const one = table('What a step of one event allocates', plain);
  const all = table('What a step with its calls settled allocates', whole);
  return {
    tables: [one, all],
    figures: { bytes: ratioOf(one.measured, ours.name), bytesWithCalls: ratioOf(all.measured, ours.name) },
  };
}
