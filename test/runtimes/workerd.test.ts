import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };
import { workerd } from './matrix.js';
import { built, emptyFolder, home, installed, seenBy } from './run.js';

beforeAll(() =>
  build({
    entryPoints: [`${home}worker.js`],
    outfile: built('workerd/worker.js'),
    bundle: true,
    platform: 'browser',
    conditions: ['workerd'],
    external: ['cloudflare:workers'],
    format: 'esm',
  }),
);

/** A worker of one module, as workerd reads it. */
function configWith(flags: readonly string[], storage: string): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [
  (name = "main", worker = .worker),
  (name = "disk", disk = (path = "${emptyFolder()}", writable = true)),
]);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ${JSON.stringify(flags)},
  durableObjectNamespaces = [(className = "Registrations", uniqueKey = "registrations", enableSql = true)],
  durableObjectStorage = (localDisk = "disk"),
  bindings = [
    (name = "REGISTRATIONS", durableObjectNamespace = "Registrations"),
    (name = "STORAGE", text = "${storage}"),
  ],
);
`;
}

const cells = workerd.ways.flatMap((way) => workerd.storages.map((storage) => [way, storage] as const));

describe.concurrent(workerd.name, () => {
  it.each(cells)('goes the whole road with %s, on %s', async (way, storage) => {
    const file = built(`workerd/${way}-${storage}.capnp`.replaceAll(' ', '-'));
    writeFileSync(file, configWith(way === 'no flag' ? [] : [way], storage));
    const program = installed('@cloudflare/workerd-linux-64/bin/workerd');
    expect(await seenBy(program, ['test', file])).toEqual(expected);
  });
});
