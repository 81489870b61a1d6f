import { readFileSync } from 'node:fs';

const { ppid } = process;
const grandparent = parentOf(ppid);

/**
 * Whether whoever started this process was killed: then it must not go on unseen.
 * `npm start` puts a shell in between, so on Linux the shell's parent counts, too.
 */
export function isStarterGone(): boolean {
  return process.ppid !== ppid || parentOf(ppid) !== grandparent;
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
