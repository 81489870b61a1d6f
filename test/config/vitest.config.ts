import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';
import { entry } from '../../tsup.config.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Tests and samples import the package by its public name and get the sources. */
export const alias = Object.entries(entry).map(([subpath, file]) => ({
  find: new RegExp(`^hcpn-registration${subpath === 'index' ? '' : `/${subpath}`}$`),
  replacement: `${root}${file}`,
}));

const peers = `${root}test/peers/package.json`;
const lowest = Object.keys(JSON.parse(readFileSync(peers, 'utf8')).dependencies);

/** Gives our sources and tests the lowest version of each peer instead of the one that is installed beside them. */
const lowestPeers: Plugin = {
  name: 'lowest-peers',
  enforce: 'pre',
  resolveId(source, importer, options) {
    const isPeer = lowest.some((name) => source === name || source.startsWith(`${name}/`));
    if (!isPeer || importer === peers) return null;
    return this.resolve(source, peers, { ...options, skipSelf: true });
  },
};

/** No test knows how fast the machine is, or what else it does: a limit ends what hangs, and no load meets it. */
const patient = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  root,
  test: {
    reporters: ['default', './test/config/summary.reporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/index.ts'],
      reporter: ['text', 'lcov'],
    },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/dist/**',
            'test/docs/**',
            'test/examples/**',
            'test/portal/**',
            'test/peers/**',
            'test/runtimes/**',
            'test/**/*.{engine,browser}.test.ts',
          ],
          ...patient,
        },
      },
      {
        resolve: { alias },
        plugins: [lowestPeers],
        test: {
          name: 'lowest',
          include: [
            'test/peers/lowest.test.ts',
            'test/*.test.ts',
            'test/{signup,wizard,review,messages,testing}/*.test.ts',
            'test/inspect/inspector.test.ts',
            'test/session/{context,envelope,stepper,transit}.test.ts',
            'test/storage/{indexedDb,memory,sqlite}.test.ts',
            'test/storage/postgres.engine.test.ts',
          ],
          exclude: ['test/architecture.test.ts', 'test/types.test.ts'],
          ...patient,
        },
      },
      { test: { name: 'peers', include: ['test/peers/vitests.test.ts'], ...patient } },
      {
        resolve: { alias },
        test: {
          name: 'compiled',
          include: [
            'test/{account,application,events,fields,issue,policy}.test.ts',
            'test/session/{context,counters,damaged,door,envelope}.test.ts',
          ],
          setupFiles: ['test/config/compiled.setup.ts'],
          ...patient,
        },
      },
      {
        resolve: { alias },
        test: { name: 'engines', include: ['test/**/*.engine.test.ts'], ...patient },
      },
      {
        resolve: { alias },
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          exclude: ['test/portal/**'],
          fileParallelism: false,
          ...patient,
        },
      },
      { test: { name: 'dist', include: ['test/dist/**/*.test.ts'], ...patient } },
      {
        test: {
          name: 'runtimes',
          include: ['test/runtimes/*.test.ts'],
          globalSetup: ['test/runtimes/setup.ts'],
          ...patient,
          // A hook builds whole sites here, or installs a browser.
          hookTimeout: 600_000,
        },
      },
      {
        resolve: { alias },
        test: { name: 'examples', include: ['test/examples/**/*.test.ts'], ...patient },
      },
      {
        test: {
          name: 'portal',
          include: ['test/portal/**/*.test.ts'],
          globalSetup: ['test/portal/build.setup.ts'],
          fileParallelism: false,
          ...patient,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'docs',
          include: ['test/docs/**/*.test.ts'],
          exclude: ['test/docs/**/*.{engine,browser}.test.ts'],
          ...patient,
        },
      },
    ],
  },
});
