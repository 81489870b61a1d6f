import { existsSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { unpack } from '../dist/consumer.js';
import { built, home, installed } from './run.js';

/** Everything is tried with the package as it is published, and with the same files by `require`. */
export async function setup(): Promise<void> {
  if (!existsSync(installed('xstate'))) throw new Error('Install what is tried first: npm run runtimes:install');
  rmSync(built(''), { recursive: true, force: true });
  rmSync(installed('hcpn-registration'), { recursive: true, force: true });
  unpack(installed('hcpn-registration'));
  await build({
    entryPoints: ['program.js', 'program.bun.js'],
    absWorkingDir: home,
    outdir: built('commonjs'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
  });
}
