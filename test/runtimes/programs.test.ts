import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };
import { bun, deno, drivers, type Runtime, runtimes } from './matrix.js';
import { built, emptyFolder, home, installed, run, seenBy } from './run.js';

const fileOf = {
  import: (name: string) => `${home}${name}.js`,
  require: (name: string) => built(`commonjs/${name}.cjs`),
};

/** Goes the road in a process of its own. */
function go({ program, argsOf = {} }: Runtime, way: 'import' | 'require', storage: string) {
  const folder = emptyFolder();
  const args = (argsOf[storage] ?? []).map((arg) => arg.replace('FOLDER', folder));
  const file = fileOf[way](storage === 'bun:sqlite' ? 'program.bun' : 'program');
  return seenBy(installed(program), [...args, file, storage, folder]);
}

for (const runtime of runtimes) {
  const { name, ways, storages, refused = {} } = runtime;
  describe.concurrent(name, () => {
    for (const way of ways) {
      it.each(storages)(`goes the whole road by ${way} on %s`, async (storage) => {
        expect(await go(runtime, way, storage)).toEqual(expected);
      });

      it.each(Object.entries(refused))(`by ${way} says why %s cannot be used: %s`, async (driver, reason) => {
        const details = { tried: [`${driver}: ${reason}`] };
        expect(await go(runtime, way, driver)).toEqual({ code: 'storage.noDriver', details });
      });
    }
  });
}

it('each driver is used or refused by every runtime', () => {
  for (const { storages, refused = {} } of runtimes)
    expect([...storages, ...Object.keys(refused)]).toEqual(expect.arrayContaining([...drivers]));
  expect(bun.storages).toContain('bun:sqlite');
});

describe.concurrent('Deno with fewer permissions', () => {
  it('does not load, because immer asks for NODE_ENV', async () => {
    const program = installed(deno.program);
    await expect(run(program, ['run', '--no-prompt', fileOf.import('program'), 'memory'])).rejects.toThrow(
      'Requires env access to "NODE_ENV"',
    );
  });

  it('goes the road with node:sqlite and cannot erase: its SQLite may not rebuild a file', async () => {
    const few = {
      ...deno,
      argsOf: { 'node:sqlite': ['run', '--no-prompt', '--allow-env', '--allow-read', '--allow-write'] },
    };
    expect(await go(few, 'import', 'node:sqlite')).toEqual({ code: 'storage.unavailable', details: {} });
  });
});
