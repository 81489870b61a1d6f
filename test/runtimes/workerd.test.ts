import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };
import { workerd } from './matrix.js';
import { built, home, installed, seenBy } from './run.js';

beforeAll(() =>
  build({
    entryPoints: [`${home}worker.js`],
    outfile: built('workerd/worker.js'),
    bundle: true,
    platform: 'browser',
    conditions: ['workerd'],
    format: 'esm',
  }),
);

/** A worker of one module, as workerd reads it. */
function configWith(flags: readonly string[]): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ${JSON.stringify(flags)}
);
`;
}

describe.concurrent(workerd.name, () => {
  it.each(workerd.ways)('goes the whole road with %s', async (way) => {
    const file = built(`workerd/${way.replace(' ', '-')}.capnp`);
    writeFileSync(file, configWith(way === 'no flag' ? [] : [way]));
    const program = installed('@cloudflare/workerd-linux-64/bin/workerd');
    expect(await seenBy(program, ['test', file])).toEqual(expected);
  });
});
