import { transform } from 'esbuild';
import { defineConfig, type Options } from 'tsup';

/** One entry per public subpath, so that a bundler can leave out every machine a host does not use. */
export const entry = {
  index: 'src/index.ts',
  signup: 'src/subpaths/signup.ts',
  wizard: 'src/subpaths/wizard.ts',
  review: 'src/subpaths/review.ts',
  enrollment: 'src/subpaths/enrollment.ts',
  'development-path': 'src/developmentPath/developmentPath.machine.ts',
  'partner-program': 'src/partnerProgram/partnerProgram.machine.ts',
  association: 'src/subpaths/association.ts',
  registration: 'src/registration/registration.machine.ts',
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
  plugins: [commonjs],
  clean: true,
});
