import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { alias } from './vitest.config.js';

/** The quick tests that look at guards, updates, the door and the session: what is asked about each mutant. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { alias },
  test: {
    include: [
      'test/{account,application,countries,eligibility,events,fields,issue,policy,rules,time,updates,vectors}.test.ts',
      'test/{association,developmentPath,enrollment,partnerProgram,review,signup,wizard}/*.test.ts',
      'test/registration/{bare,explain,graph,road,steps,world}.test.ts',
      'test/session/*.test.ts',
    ],
    // Random walks and explorations: each tells much and takes many seconds.
    exclude: [
      'test/{signup,association}/acts.test.ts',
      'test/{enrollment,wizard}/walk.test.ts',
      'test/session/{damaged,roads,walks}.test.ts',
    ],
    runner: 'test/config/mutants.runner.ts',
    pool: 'threads',
    isolate: false,
    testTimeout: 30_000,
    maxWorkers: 1,
  },
});
