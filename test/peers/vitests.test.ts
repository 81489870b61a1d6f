import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Consumer, packConsumer } from '../dist/consumer.js';

/** Uses the matchers of the packed package with each vitest of the peer range that these tests are not run by. Needs a build. */
const here = fileURLToPath(new URL('.', import.meta.url));
const compiler = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'dom'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  // Of other libraries, not of ours: each vitest has declarations that its own peers make wrong.
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
};

const claims = `
import { createPolicy, registrationMachine } from 'hcpn-registration';
import { matchers } from 'hcpn-registration/testing/vitest';
import { expect, it } from 'vitest';
import { createActor } from 'xstate';

expect.extend(matchers);

it('claims where a registration is', async () => {
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

/** Where each is installed, the version it must have, and the Node it runs on: vitest 5 needs a later one than the package. */
const vitests = {
  2: { home: 'node_modules/vitest', version: '2.0.0', node: process.execPath },
  3: { home: 'vitest-3/node_modules/vitest', version: '3.0.0', node: process.execPath },
  5: { home: 'vitest-5/node_modules/vitest', version: '5.1.2', node: join(here, 'node_modules/node-24/bin/node') },
};

let consumer: Consumer;
beforeAll(() => {
  consumer = packConsumer();
});
afterAll(() => consumer?.dispose());

/** What a program says that fails, and nothing when it does not. */
async function complaint(node: string, cwd: string, ...args: string[]): Promise<string> {
  try {
    await promisify(execFile)(node, args, { cwd });
    return '';
  } catch (error) {
    const { message, stdout, stderr } = Object(error);
    return `${message}${stdout}${stderr}`;
  }
}

describe.each(Object.entries(vitests))('the matchers with vitest %s', (major, { home, version, node }) => {
  const folder = () => join(consumer.folder, `vitest-${major}`);

  beforeAll(() => {
    mkdirSync(join(folder(), 'node_modules'), { recursive: true });
    symlinkSync(join(here, home), join(folder(), 'node_modules/vitest'), 'junction');
    // Copies: vitest 3 does not load what it finds by a link out of its folder.
    for (const name of ['hcpn-registration', 'xstate', 'zod', 'immer', '@noble/hashes']) {
      const path = join('node_modules', name);
      cpSync(join(consumer.folder, path), join(folder(), path), { recursive: true, dereference: true });
    }
    writeFileSync(join(folder(), 'claims.test.ts'), claims);
    writeFileSync(join(folder(), 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder(), 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['claims.test.ts'] }));
  });

  it(`is ${version}`, () => {
    expect(JSON.parse(readFileSync(join(here, home, 'package.json'), 'utf8')).version).toBe(version);
  });

  it('type-check', async () => {
    expect(await complaint(process.execPath, folder(), compiler)).toBe('');
  });

  it('run', async () => {
    expect(await complaint(node, folder(), 'node_modules/vitest/vitest.mjs', 'run', '--root', '.')).toBe('');
  });
});
