import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage, buildWeb, dataFolder, serverProcess } from './build.js';

if (process.argv.includes('--fresh')) await forget();
await buildPackage();
await buildWeb().catch((error: Error) => console.error(error.message));

const { args, env } = serverProcess();
const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'inherit' });
// A terminal sends SIGINT to the server by itself.
process.on('SIGINT', () => (process.stdin.isTTY ? undefined : child.kill('SIGINT')));
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('exit', () => child.kill('SIGTERM'));
child.on('exit', (code) => process.exit(code ?? 1));

/** Removes what the demo keeps in its folder; a PostgreSQL database is left as it is. */
async function forget(): Promise<void> {
  const folder = process.env['PORTAL_DATA'] ?? dataFolder;
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter((name) => /^(portal|registrations)\.db/.test(name));
  await Promise.all(ours.map((name) => rm(join(folder, name))));
}
