import type { Effort } from './measure.js';
import { inProcess } from './processes.js';
import type { Findings } from './report.js';

/** The steps and forms of this package again in a process that does not compile its schemas, as in a browser. */
export async function interpreted(effort: Effort): Promise<Findings> {
  const { tables, figures } = inProcess<Findings>(new URL('rivals/interpreted.ts', import.meta.url), effort);
  return { tables: tables.map((table) => ({ ...table, title: `${table.title}, without zod/compile` })), figures };
}
