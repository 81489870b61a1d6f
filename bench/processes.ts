import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a file of the benchmark in a process of its own, which is given something and prints what it found as JSON. */
export function inProcess<T>(file: URL, given: unknown, flags: readonly string[] = []): T {
  const args = [...process.execArgv, ...flags, fileURLToPath(file), JSON.stringify(given)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 }));
}
