import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { home, node, run } from './run.js';

/** Bundles a file by `bundle.js`, in a process of its own. Gives the name of what it begins with. */
export async function bundle(
  bundler: string,
  target: 'server' | 'page',
  entry: string,
  folder: string,
): Promise<string> {
  await run(node, [join(home, 'bundle.js'), bundler, target, entry, folder]);
  const main = readdirSync(folder).find((name) => name.startsWith('main.'));
  if (main === undefined) throw new Error(`${bundler} has made no main file.`);
  return main;
}
