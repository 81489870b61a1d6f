import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grounds } from '../explore/grounds.js';
import { machines } from '../prove/machines.js';
import { machineOf6 } from './adapter.js';
import { compared, type Difference } from './compare.js';
import { xstateIn } from './engine.js';
import { meetings } from './meetings.js';

/** The newest XState 6 that the registry has. */
function newest(): string {
  const told = execFileSync('npm', ['view', 'xstate', 'versions', '--json'], { encoding: 'utf8' });
  const versions: readonly string[] = JSON.parse(told);
  const version = versions.findLast((each) => each.startsWith('6.'));
  if (version === undefined) throw new Error('The registry has no XState 6.');
  return version;
}

/**
 * Takes every step of every exploration with XState 6 as well, each machine carried over by the adapter, and says where the
 * two differ, and what happens where the majors meet. Needs the registry, and some minutes.
 */
const folder = mkdtempSync(join(tmpdir(), 'xstate6-'));
try {
  const version = newest();
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `xstate@${version}`], { cwd: folder });
  const xstate6 = xstateIn(folder);
  const carried = new Map(machines.map((machine) => [machine, machineOf6(machine, xstate6)]));
  console.error(`xstate ${version}: ${carried.size} machines carried over`);

  let steps = 0;
  const differences: Difference[] = [];
  for (const [name, go] of grounds) {
    const { machine, exploration } = go();
    const machine6 = carried.get(machine) ?? machineOf6(machine, xstate6);
    const found = exploration.edges
      .map((edge) => compared(xstate6, machine, machine6, edge))
      .filter((one) => one !== null);
    steps += exploration.edges.length;
    differences.push(...found);
    console.error(`${name}: ${exploration.edges.length} steps, ${found.length} differences`);
  }
  for (const difference of differences.slice(0, 20)) console.error(JSON.stringify(difference));

  const met = await meetings(xstate6, carried);
  for (const { name, was } of met) console.error(`${was === null ? 'as it should be' : `NOT SO (${was})`}: ${name}`);
  const failed = met.filter(({ was }) => was !== null).length;
  const figures = { version, machines: carried.size, grounds: grounds.size, steps, differences: differences.length };
  console.log(JSON.stringify({ xstate6: { ...figures, meetings: met.length, failed } }));
  process.exitCode = differences.length + failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
