import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Effort } from './measure.js';
import type { Findings, Table } from './report.js';

const child = fileURLToPath(new URL('rivals/interpreted.ts', import.meta.url));

/** The steps and forms of this package again in a process that does not compile its schemas, as in a browser. */
export async function interpreted(effort: Effort): Promise<Findings> {
  const args = [...process.execArgv, child, JSON.stringify(effort)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
  const tables: readonly Table[] = JSON.parse(stdout);
  return { tables: tables.map((table) => ({ ...table, title: `${table.title}, without zod/compile` })), goals: [] };
}
