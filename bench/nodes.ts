import { existsSync } from 'node:fs';
import { nodes } from '../test/runtimes/matrix.js';
import { installed } from '../test/runtimes/run.js';

/** A Node that is there, and what it is called. */
export interface InstalledNode {
  readonly name: string;
  readonly program: string;
}

/** The versions of Node that goals are held on, of those that `npm run runtimes:install` brings, and the one that runs this. */
export function installedNodes(): readonly InstalledNode[] {
  const running = `Node ${process.versions.node.split('.')[0]}`;
  const others = nodes.filter(({ name }) => name !== running && /2[024]$/.test(name));
  return [
    { name: running, program: process.execPath },
    ...others
      .map(({ name, program }) => ({ name, program: installed(program) }))
      .filter(({ program }) => existsSync(program)),
  ];
}
