import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './published.js';

/** Uses the matchers of the packed package with each vitest of the peer range: types and run time. Needs a build and the registry. */
const versions = ['2.0.0', '3.0.0', '4.1.12', '5.1.2'];
/** vitest 5 itself needs a later Node than the package does. */
const runsHere = (version: string) => !version.startsWith('5.') || Number.parseInt(process.versions.node, 10) >= 22;
const root = fileURLToPath(new URL('../..', import.meta.url));

const test = `
import { createPolicy, registrationMachine } from 'hcpn-registration';
import { matchers } from 'hcpn-registration/testing/vitest';
import { expect, it } from 'vitest';
import { createActor } from 'xstate';

expect.extend(matchers);

it('claims', async () => {
  const policy = createPolicy({ site: 'intl' });
  const actor = createActor(registrationMachine, { input: { policy } }).start();
  expect(actor).toBeIn('signup');
  expect(actor).not.toBeIn('wizard');
  await expect(Promise.resolve(actor)).resolves.toBeIn('signup');
  expect([actor]).toEqual([expect.toBeIn('signup')]);
  expect(() => expect(actor).toBeIn('review')).toThrow('Expected the registration to be in "review".');
  // @ts-expect-error a number is no state
  expect(() => expect(actor).toBeIn(1)).toThrow();
});
`;
const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  // Of other libraries, not of ours: each vitest has declarations that its own peers make wrong.
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
};

const folder = mkdtempSync(join(tmpdir(), 'vitests-'));
try {
  const { file } = pack(root, folder);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'claims.test.ts'), test);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['claims.test.ts'] }));
  for (const version of versions) {
    const wanted = [file, `vitest@${version}`, 'xstate@5.33.3', 'zod@4.6.7', 'typescript@5.9.3', '@types/node@24.10.1'];
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...wanted], { cwd: folder });
    for (const [what, script, args] of [
      ['types', 'typescript/bin/tsc', []],
      ['run time', 'vitest/vitest.mjs', ['run']],
    ] as const) {
      if (what === 'run time' && !runsHere(version)) {
        console.log(`vitest ${version}, ${what}: not run, for it needs Node 22`);
        continue;
      }
      const { status, stdout, stderr } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], {
        cwd: folder,
        encoding: 'utf8',
      });
      console.log(`vitest ${version}, ${what}: ${status === 0 ? 'as it should be' : `${stdout}${stderr}`}`);
      if (status !== 0) process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
