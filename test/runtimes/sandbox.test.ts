import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { needed } from '../../src/session/runtime.js';
import expected from './expected.json' with { type: 'json' };
import { metro, sandbox } from './matrix.js';
import { built, home, node, run } from './run.js';

const demanded = [...needed, 'crypto.getRandomValues'];

/** Runs a file where there is the language and what is demanded, save one. */
async function seenWithout(missing: string | null, file: string): Promise<unknown> {
  const present = needed.filter((name) => name !== missing).map((name) => [name, Reflect.get(globalThis, name)]);
  const getRandomValues = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
  const random = missing === 'crypto.getRandomValues' ? {} : { crypto: { getRandomValues } };
  const context = createContext({ ...Object.fromEntries(present), ...random });
  if (missing === 'Intl') runInContext('delete globalThis.Intl', context);
  runInContext(readFileSync(file, 'utf8'), context);
  return JSON.parse(JSON.stringify(await context['seen']));
}

describe(sandbox.name, () => {
  const file = built('sandbox.js');

  beforeAll(() =>
    build({ entryPoints: [`${home}sandbox.js`], outfile: file, bundle: true, platform: 'browser', format: 'iife' }),
  );

  it('is enough for the whole road', async () => {
    expect(await seenWithout(null, file)).toEqual(expected);
  });

  it.each(demanded)('without %s says that it is missing', async (name) => {
    expect(await seenWithout(name, file)).toEqual({ code: 'runtime.unsupported', details: { missing: [name] } });
  });
});

describe(metro.name, () => {
  const fileFor = (engine: string) => built(`metro.${engine}.js`);

  beforeAll(() =>
    Promise.all(
      metro.ways.map((engine) => run(node, [`${home}metro/build.js`, '../sandbox.js', fileFor(engine), engine])),
    ),
  );

  it.each(metro.ways)('what it bundles for %s goes the whole road', async (engine) => {
    expect(await seenWithout(null, fileFor(engine))).toEqual(expected);
  });
});
