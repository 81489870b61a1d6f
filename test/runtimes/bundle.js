import { argv } from 'node:process';

/**
 * Bundles a program for a server or for a page, with nothing set but what is bundled and where it goes.
 * Arguments: the bundler, `server` or `page`, the file, and the folder for what comes of it, which begins with `main`.
 */
const [bundler, target, entry, folder] = argv.slice(2);
const isServer = target === 'server';
const isCommonjs = entry.endsWith('.cjs');

const bundlers = {
  async esbuild() {
    const { build } = await import('esbuild');
    await build({
      entryPoints: { main: entry },
      outdir: folder,
      bundle: true,
      platform: isServer ? 'node' : 'browser',
      format: isCommonjs ? 'cjs' : 'esm',
      outExtension: { '.js': isCommonjs ? '.cjs' : '.mjs' },
      splitting: !isCommonjs,
      logLevel: 'warning',
    });
  },
  async vite() {
    const { build } = await import('vite');
    const output = { entryFileNames: 'main.mjs' };
    await build({
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true },
      build: { ssr: isServer, outDir: folder, rolldownOptions: { input: entry, output } },
    });
  },
  async webpack() {
    const { default: webpack } = await import('webpack');
    await pack(webpack);
  },
  async '@rspack/core'() {
    const { rspack } = await import('@rspack/core');
    await pack(rspack);
  },
  async rollup() {
    const { rollup } = await import('rollup');
    const { default: nodeResolve } = await import('@rollup/plugin-node-resolve');
    const production = {
      name: 'production',
      transform: (code) => code.replaceAll('process.env.NODE_ENV', '"production"'),
    };
    const build = await rollup({ input: { main: entry }, plugins: [nodeResolve({ browser: true }), production] });
    await build.write({ dir: folder, entryFileNames: 'main.mjs' });
  },
};

/** By webpack, or by what is called as it is. */
function pack(run) {
  return new Promise((resolve, reject) => {
    const output = { path: folder, filename: isServer ? 'main.cjs' : 'main.js' };
    const options = { mode: 'production', target: isServer ? 'node22' : 'web', entry, output, performance: false };
    run(options, (error, stats) => {
      const told = error ?? stats.toString({ all: false, errors: true, warnings: true });
      if (told) reject(new Error(told));
      else resolve();
    });
  });
}

await bundlers[bundler]();
