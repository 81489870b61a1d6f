import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declarationBytes } from './built.js';
import {
  type Consumer,
  compile,
  type ExportNames,
  exportNames,
  manifest,
  packConsumer,
  type Resolution,
} from './consumer.js';

let consumer: Consumer;
let names: ExportNames;

beforeAll(() => {
  consumer = packConsumer();
  names = exportNames(consumer, 'import');
});
afterAll(() => consumer?.dispose());

describe('the packed package', () => {
  it('holds the build, the licence, the readme and nothing else', () => {
    const others = consumer.files.filter((file) => !file.startsWith('dist/'));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('gives the same names to import and to require, at every subpath', () => {
    expect(exportNames(consumer, 'require')).toEqual(names);
  });

  it('exports what is written down in test/api/exports.json', async () => {
    await expect(`${JSON.stringify(names, null, 2)}\n`).toMatchFileSnapshot('../api/exports.json');
  });

  it('needs no more declarations for its main entry than it did: at most 147 kB', () => {
    const main = join(consumer.folder, 'node_modules', manifest.name, 'dist/index.d.ts');
    expect(declarationBytes(main)).toBeLessThan(147_000);
  });

  const compilers = { 'TypeScript 6': 'typescript', 'TypeScript 7': 'typescript7' };
  const resolutions: Resolution[] = ['nodenext', 'bundler'];
  for (const [compiler, folder] of Object.entries(compilers)) {
    it.each(resolutions)(
      `type-checks in a strict consumer with ${compiler}, %s, declarations included`,
      async (resolution) => {
        const tsc = fileURLToPath(new URL(`../../node_modules/${folder}/bin/tsc`, import.meta.url));
        expect(await compile(consumer, names, tsc, resolution)).toBe('');
      },
    );
  }
});
