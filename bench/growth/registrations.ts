import type { Query } from 'hcpn-registration';
import { type Effort, inOrder } from '../measure.js';
import type { Findings, Table } from '../report.js';
import { onPostgres, onSqlite } from '../storage/places.js';
import { byTheClock } from '../storage/wall.js';
import { type Filled, filledMemory, filledPostgres, filledSqlite } from './filled.js';

/** How much is measured. */
export interface Growth extends Effort {
  /** Registrations in the biggest storage; a million by default. */
  readonly most?: number;
}

/** What a host asks, and of which registrations that is true. */
const questions: readonly (readonly [string, Omit<Query, 'limit'>])[] = [
  ['the deadline of one has come', { deadlineBy: '2026-01-31T00:00:00.000Z' }],
  ['the deadline of one in a hundred has come', { deadlineBy: '2026-02-28T00:00:00.000Z' }],
  ['one is in that state', { state: 'wizard.redirected' }],
  ['one in ten is in that state', { state: 'review.rejected' }],
  ['four in ten are in a child of that state', { state: 'review' }],
  ['the newest one in a hundred are in that state', { state: 'signup' }],
];

/** A database with fewer rows than this may well read them all. */
const worthAnIndex = 10_000;

/** How long it takes to find a page of twenty, from ten registrations to a million. Throws where no index is used. */
export async function registrations({ most = 1_000_000, ...effort }: Growth = {}): Promise<Findings> {
  const sizes = [10, 10_000, 1_000_000].filter((size) => size <= most);
  const embedded = await onSqlite(async (open) => {
    const filled = await inOrder(sizes, (size) => filledSqlite(open(), size));
    const small = filled.filter(({ size }) => size <= 10_000);
    const copied = await inOrder(small, filledMemory);
    return [...(await found('memory', copied, effort)), ...(await found('SQLite (libsql)', filled, effort))];
  });
  const served = await onPostgres(async (server) => {
    const pool = server.pool();
    return found('PostgreSQL', await inOrder(sizes, (size) => filledPostgres(pool, size)), effort);
  });
  return { tables: [...embedded, ...served], figures: {} };
}

/** A table for each question, with every size beside the smallest. */
function found(medium: string, filled: readonly Filled[], effort: Effort): Promise<readonly Table[]> {
  return inOrder(questions, async ([truth, question]) => {
    const query = { ...question, limit: 20 };
    const contenders = filled.map(({ size, storage }) => ({
      name: `${size} registrations`,
      async run(times: number) {
        for (let time = 0; time < times; time += 1) await storage.find(query);
      },
    }));
    const measured = await byTheClock(contenders, effort);
    const counts = await inOrder(filled, async ({ storage }) => (await storage.find(query)).rows.length);
    const says = `Microseconds on the wall for a page of 20 by ${JSON.stringify(question)}, on ${medium}.
Rows on the page: ${counts.join(', ')}. ${await planOf(filled.at(-1))}`;
    return { title: `Finding registrations on ${medium}: ${truth}`, says, measured };
  });
}

/** How the biggest storage found them. Throws where it read every row. */
async function planOf(biggest: Filled | undefined): Promise<string> {
  const plan = (await biggest?.plan()) ?? null;
  if (biggest === undefined || plan === null) return 'There is no index.';
  const { sql, lines, readsAll } = plan;
  if (readsAll && biggest.size >= worthAnIndex)
    throw new Error(`Every one of ${biggest.size} rows is read: ${lines.join(' | ')}\n${sql}`);
  return `Each row holds 300 characters of text. Plan with ${biggest.size} rows: ${lines.join(' | ')}`;
}
