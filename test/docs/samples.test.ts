import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileNameOf, moduleOf, type Sample, samplesOf } from './samples.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'test/docs/.samples');

function pages(): string[] {
  const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  return ['README.md', ...inDocs.map((page) => `docs/${page.replaceAll('\\', '/')}`)]
    .filter((page) => page.endsWith('.md') && !page.startsWith('docs/api/') && existsSync(join(root, page)))
    .sort();
}

const samples = pages().flatMap((page) => samplesOf(page, readFileSync(join(root, page), 'utf8')));

/** What the compiler says about all samples together, by page and line. */
function compileAll(): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram({
    rootNames: samples.map((sample) => join(folder, fileNameOf(sample))),
    options: {
      ...options,
      typeRoots: [join(root, 'node_modules/@types')],
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      jsx: ts.JsxEmit.ReactJSX,
      allowJs: true,
      checkJs: true,
      declaration: false,
      exactOptionalPropertyTypes: false,
      noPropertyAccessFromIndexSignature: false,
    },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const sample = samples.find((each) => file?.fileName.endsWith(`/${fileNameOf(each)}`));
    const place = file && start !== undefined ? `:${file.getLineAndCharacterOfPosition(start).line + 1}` : '';
    return `${sample?.page ?? file?.fileName ?? ''}${place} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

/** Where on its page a running sample failed. */
function placeOf(sample: Sample, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const [, line = sample.line] = stack.split(`${fileNameOf(sample)}:`)[1]?.match(/^(\d+)/) ?? [];
  return `${sample.page}:${line}`;
}

describe('the samples of the documentation', () => {
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const sample of samples) writeFileSync(join(folder, fileNameOf(sample)), moduleOf(sample));
    // What a sample writes to the working folder must not land in the repository.
    process.chdir(mkdtempSync(join(tmpdir(), 'samples-')));
  });

  it('there are some', () => expect(samples).not.toEqual([]));

  it('compile', () => expect(compileAll()).toEqual([]));

  for (const sample of samples.filter(({ runs }) => runs)) {
    it(`${sample.page}:${sample.line} runs`, async () => {
      try {
        await import(/* @vite-ignore */ join(folder, fileNameOf(sample)));
      } catch (error) {
        throw new Error(`${placeOf(sample, error)} ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    });
  }
});
