import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Line } from './writing.js';

/** Numbers from 1 to a limit that the seed alone decides (mulberry32). */
export function dice(start: number): (limit: number) => number {
  let state = start;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) % limit) + 1;
  };
}

/** Lets so many microseconds pass, more precisely than a timer does. */
export function pass(microseconds: number): void {
  const moment = performance.now() + microseconds / 1000;
  while (performance.now() < moment);
}

/** Runs a writer in processes of its own; `module` is where it is written, `L` what it says. */
export function writers<L = Line>(module: URL) {
  const file = fileURLToPath(module);

  /** Starts one and collects what it says, until it ends by itself or is killed. */
  async function watch(
    args: readonly string[],
    onLine: (line: L, child: ChildProcess) => void = () => {},
  ): Promise<{ lines: L[]; end: unknown }> {
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const lines: L[] = [];
    for await (const text of createInterface({ input: child.stdout })) {
      const line: L = JSON.parse(text);
      lines.push(line);
      onLine(line, child);
    }
    const [code, signal] = await ended;
    return { lines, end: signal ?? code };
  }

  /** Lets one speak so many times and kills it so many microseconds into what it does next. */
  async function killAfter(times: number, microseconds: number, args: readonly string[]): Promise<L[]> {
    let heard = 0;
    const { lines, end } = await watch(args, (_, child) => {
      heard += 1;
      if (heard !== times) return;
      pass(microseconds);
      child.kill('SIGKILL');
    });
    if (end !== 'SIGKILL') throw new Error(`The writer was to be killed and ended by itself with ${end}`);
    return lines;
  }

  return { watch, killAfter };
}
