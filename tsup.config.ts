import { defineConfig } from 'tsup';

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

export default defineConfig({
  entry,
  format: ['esm', 'cjs'],
  // tsup sets `baseUrl` for its declaration pass, which TypeScript 6 refuses unless told otherwise.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  removeNodeProtocol: false,
  splitting: true,
  sourcemap: true,
  clean: true,
});
