import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Plugin, transform } from 'esbuild';
import { defineConfig, type Options } from 'tsup';
import { shakable } from './test/config/shakable.js';

/** One entry per public subpath. */
export const entry = {
  index: 'src/index.ts',
  signup: 'src/subpaths/signup.ts',
  wizard: 'src/subpaths/wizard.ts',
  review: 'src/subpaths/review.ts',
  enrollment: 'src/subpaths/enrollment.ts',
  'development-path': 'src/subpaths/developmentPath.ts',
  'partner-program': 'src/subpaths/partnerProgram.ts',
  association: 'src/subpaths/association.ts',
  registration: 'src/subpaths/registration.ts',
  messages: 'src/messages/messages.ts',
  'messages/en': 'src/messages/en.ts',
  'messages/fr': 'src/messages/fr.ts',
  'messages/zh-CN': 'src/messages/zh-CN.ts',
  'storage/memory': 'src/storage/memory.ts',
  'storage/file': 'src/storage/file.ts',
  'storage/sqlite': 'src/storage/sqlite.ts',
  'storage/postgres': 'src/storage/postgres.ts',
  'storage/indexed-db': 'src/storage/indexedDb.ts',
  testing: 'src/testing/index.ts',
  'testing/fast-check': 'src/testing/fastCheck.ts',
  'testing/vitest': 'src/testing/vitest.ts',
  inspect: 'src/inspect/index.ts',
  'policy-sources': 'src/policy.sources.ts',
};

/** Entries that bring nothing of the others along: texts and data. */
const apart: readonly string[] = ['messages', 'messages/en', 'messages/fr', 'messages/zh-CN', 'policy-sources'];

/**
 * Makes one module of what the entries share, by letting each load every machine. Cut by which entries share what, it would
 * be forty files, and reading those is half of what a cold import of the main entry costs. A page loses nothing: what it
 * does not use can be left out (`shakable`). CommonJS stays in pieces, for there nothing can.
 */
const together: Plugin = {
  name: 'together',
  setup(build) {
    if (build.initialOptions.define?.['TSUP_FORMAT'] !== '"esm"') return;
    const files = Object.entries(entry).map(([name, file]) => ({ name, path: resolve(file) }));
    const loading = files.filter(({ name }) => !apart.includes(name));
    // Doors hold no code of their own: that they load each other changes nothing of what is made when.
    const loaded = files.filter(({ path }) => /[\\/]src[\\/](?:index|subpaths[\\/]\w+)\.ts$/.test(path));
    build.onResolve({ filter: /^\.{0,2}\// }, async ({ path, pluginData, importer, kind, resolveDir }) => {
      if (pluginData === together || kind === 'entry-point') return undefined;
      const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: together });
      return { path: found.path, external: found.external, sideEffects: true };
    });
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!loading.some((file) => file.path === path)) return undefined;
      const others = loaded.map((file) => `import ${JSON.stringify(file.path)};`);
      return { contents: [await readFile(path, 'utf8'), ...others].join('\n'), loader: 'ts' };
    });
  },
};

/** Lets a bundler leave out what a page does not use. */
const pure: NonNullable<Options['plugins']>[number] = {
  name: 'pure',
  renderChunk(code, chunk) {
    return this.format === 'esm' && chunk.type === 'chunk' ? { code: shakable(code) } : undefined;
  },
};

/**
 * Turns the split modules into CommonJS with nothing lowered. Left alone, tsup turns them by a second tool, which rewrites
 * `?.` and `??` whatever the target is; it does so only where it takes its output for split.
 */
const commonjs: NonNullable<Options['plugins']>[number] = {
  name: 'commonjs',
  async renderChunk(code, chunk) {
    if (this.format !== 'cjs' || chunk.type !== 'chunk') return undefined;
    this.splitting = false;
    const strict = '"use strict";';
    const turned = await transform(code, { format: 'cjs', platform: 'node', target: 'es2022', banner: strict });
    return { code: turned.code };
  },
};

export default defineConfig({
  entry,
  format: ['esm', 'cjs'],
  // tsup sets `baseUrl` for its declaration pass, which TypeScript 6 refuses unless told otherwise. The members of a union
  // come in the order in which files happened to be read, unless told otherwise, too.
  dts: { compilerOptions: { ignoreDeprecations: '6.0', stableTypeOrdering: true } },
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  removeNodeProtocol: false,
  splitting: true,
  esbuildPlugins: [together],
  plugins: [pure, commonjs],
  clean: true,
});
