import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declarationBytes } from './built.js';
import { type Consumer, compile, type ExportNames, exportNames, packConsumer, type Resolution } from './consumer.js';
import { pack } from './published.js';

let consumer: Consumer;
let names: ExportNames;

beforeAll(() => {
  consumer = packConsumer();
  names = exportNames(consumer, 'import');
});
afterAll(() => consumer?.dispose());

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

describe('what is published', () => {
  it('has in its package.json what a consumer has a use for, word for word, and nothing else', () => {
    const own: Record<string, unknown> = JSON.parse(read(root, 'package.json'));
    const published: Record<string, unknown> = JSON.parse(read(consumer.home, 'package.json'));
    const { scripts, devDependencies, workspaces, overrides, allowScripts, scarfSettings, ...rest } = own;
    delete rest['size-limit'];
    expect(published).toStrictEqual(rest);
  });

  it('has a readme that links to nothing a registry does not show, and says the same', () => {
    const [own, published] = [read(root, 'README.md'), read(consumer.home, 'README.md')];
    const links = [...published.matchAll(/(?:\]\(|src(?:set)?=")([^)"]*)/g)].map(([, to]) => to);
    expect(links.filter((to) => !/^(https:|#)/.test(to ?? ''))).toEqual([]);
    const words = (text: string) => text.replace(/<picture>.*<\/picture>/s, '').match(/\p{L}+/gu) ?? [];
    const unlinked = own.replace(/\]\((?!https:|#)[^)]*\)/g, ']');
    expect(words(published)).toEqual(words(unlinked));
    expect(links.length).toBeGreaterThan(0);
  });

  it('W6 is the same to the byte when it is built and packed in another folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    try {
      for (const path of [
        'src',
        'test/config',
        'LICENSE',
        'README.md',
        'package.json',
        'tsconfig.json',
        'tsup.config.ts',
      ])
        cpSync(join(root, path), join(folder, path), { recursive: true });
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
      const tsup = join(root, 'node_modules/tsup/dist/cli-default.js');
      // As `npm run build` does: TypeScript orders the members of some types by when it came upon them.
      const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
      await promisify(execFile)(process.execPath, [tsup], { cwd: folder, env });
      const [here, there] = [root, folder].map((each) => readFileSync(pack(each, folder).file));
      expect(there?.equals(here ?? Buffer.of())).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the packed package', () => {
  it('holds the build, the licence, the readme and nothing else', () => {
    const others = consumer.files.filter((file) => !file.startsWith('dist/'));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('is no larger a tarball than it was: at most 526 kB', () => {
    expect(consumer.size).toBeLessThan(526_000);
  });

  it('gives the same names to import and to require, at every subpath', () => {
    expect(exportNames(consumer, 'require')).toEqual(names);
  });

  it('exports what is written down in test/api/exports.json', async () => {
    await expect(`${JSON.stringify(names, null, 2)}\n`).toMatchFileSnapshot('../api/exports.json');
  });

  it('needs no more declarations for its main entry than it did: at most 148.5 kB', () => {
    const main = join(consumer.home, 'dist/index.d.ts');
    expect(declarationBytes(main)).toBeLessThan(148_500);
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
