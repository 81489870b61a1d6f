/** Somewhere the whole road is gone, by `test/runtimes` and in `docs/how-to/runtimes.md`. */
export interface Environment {
  readonly name: string;
  /** The packages of `test/runtimes/package.json` that bring it; none where it is the Node of the tests. */
  readonly packages: readonly string[];
  /** How the package gets there. */
  readonly ways: readonly string[];
  readonly storages: readonly string[];
  /** Drivers that cannot be used there, each with the reason that `storage.noDriver` tells. */
  readonly refused?: Readonly<Record<string, string>>;
  /** What a host has to set there; nothing by default. */
  readonly setting?: string;
}

/** An environment that is a program, which runs our files as they are. */
export interface Runtime extends Environment {
  /** The program, from `node_modules`. */
  readonly program: string;
  readonly ways: readonly ('import' | 'require')[];
  /** What the program needs before the name of a file, by storage. */
  readonly argsOf?: Readonly<Record<string, readonly string[]>>;
}

export const drivers = ['node:sqlite', 'better-sqlite3', 'libsql'] as const;
const everyStorage = ['memory', 'file', ...drivers];

function node(version: string, others: Pick<Runtime, 'storages' | 'refused'> = { storages: everyStorage }): Runtime {
  const name = `node-${version}`;
  const program = `${name}/bin/node`;
  return { name: `Node ${version}`, packages: [name], program, ways: ['import', 'require'], ...others };
}

export const nodes: readonly Runtime[] = [
  node('20', {
    storages: ['memory', 'file', 'libsql'],
    refused: { 'node:sqlite': 'ERR_UNKNOWN_BUILTIN_MODULE', 'better-sqlite3': 'version 13 needs Node 22' },
  }),
  node('22'),
  node('24'),
  node('26'),
];

/** The last of them is a database that Bun has opened. */
export const bun: Runtime = {
  name: 'Bun',
  packages: ['@oven/bun-linux-x64-baseline'],
  program: '@oven/bun-linux-x64-baseline/bin/bun',
  ways: ['import', 'require'],
  storages: [...everyStorage, 'bun:sqlite'],
};

const permitted = (...permissions: readonly string[]) => ['run', '--no-prompt', ...permissions];
const native = ['--allow-read', '--allow-write', '--allow-ffi', '--allow-sys'];

export const deno: Runtime = {
  name: 'Deno',
  packages: ['@deno/linux-x64-glibc'],
  program: '@deno/linux-x64-glibc/deno',
  ways: ['import'],
  storages: everyStorage,
  argsOf: {
    memory: permitted('--allow-env=NODE_ENV'),
    file: permitted('--allow-env=NODE_ENV', '--allow-read=FOLDER', '--allow-write=FOLDER'),
    'node:sqlite': permitted('--allow-all'),
    'better-sqlite3': permitted('--allow-env=NODE_ENV', ...native),
    libsql: permitted('--allow-env=NODE_ENV,LIBSQL_JS_DEV', ...native),
  },
  setting:
    'permissions: `--allow-env=NODE_ENV`, for which immer asks; for files `--allow-read` and `--allow-write` of the folder; for a compiled driver `--allow-read`, `--allow-write`, `--allow-ffi` and `--allow-sys`, for libsql `--allow-env=LIBSQL_JS_DEV` too; for `node:sqlite` `--allow-all`, or nothing can be erased',
};

export const runtimes: readonly Runtime[] = [...nodes, bun, deno];

/** Given one file that esbuild has made, which holds all it needs. The ways are compatibility flags. */
export const workerd: Environment = {
  name: 'workerd (Cloudflare Workers), bundled by esbuild',
  packages: ['@cloudflare/workerd-linux-64'],
  ways: ['nodejs_compat', 'no flag'],
  storages: ['memory', 'Durable Object'],
};

export const sandbox: Environment = {
  name: 'A bare `node:vm`, with the globals that are demanded and no others',
  packages: [],
  ways: ['bundled by esbuild'],
  storages: ['memory'],
};

/** The ways are engines that it writes for. */
export const metro: Environment = {
  name: 'Metro (React Native), run in a bare `node:vm`',
  packages: ['metro', '@react-native/babel-preset'],
  ways: ['default', 'hermes-stable'],
  storages: ['memory'],
  setting: '`@babel/plugin-transform-export-namespace-from` among the plugins of Babel, for zod',
};

export const jestInNode: Environment = {
  name: 'jest, environment `node`',
  packages: ['jest'],
  ways: ['translated by Babel'],
  storages: everyStorage,
};

export const jestInJsdom: Environment = {
  name: 'jest, environment `jsdom`',
  packages: ['jest', 'jest-environment-jsdom'],
  ways: ['translated by Babel'],
  storages: ['memory'],
  setting: 'a file of `setupFiles` that makes the `TextEncoder` of `node:util` a global; jsdom has none',
};

/** What one of the bundlers of `bundle.js` makes. */
export interface Bundled extends Environment {
  readonly bundler: string;
}

const bundlers = { esbuild: 'esbuild', vite: 'Vite', webpack: 'webpack', '@rspack/core': 'Rspack', rollup: 'Rollup' };

/** Each by the package's modules and by its CommonJS build. */
export const servers: readonly (Bundled & { readonly ways: readonly ('import' | 'require')[] })[] = Object.entries(
  bundlers,
)
  .filter(([, name]) => name !== 'Rollup')
  .map(([bundler, name]) => ({
    name: `A server bundled by ${name}`,
    packages: [bundler],
    bundler,
    ways: ['import', 'require'],
    storages: everyStorage,
  }));

const rollupSetting =
  '`@rollup/plugin-node-resolve` with `browser: true`, and a plugin that puts `"production"` for `process.env.NODE_ENV`, for which immer asks';

export const pages: readonly Bundled[] = Object.entries(bundlers).map(([bundler, name]) => ({
  name: `A page bundled by ${name}`,
  packages: [bundler],
  bundler,
  ways: ["Chromium and Firefox, under `script-src 'self'`", 'Chromium, on plain `http`'],
  storages: ['IndexedDB'],
  ...(name === 'Rollup' ? { setting: rollupSetting } : {}),
}));

/** A way to build with Next. */
export interface NextBuild extends Environment {
  readonly args: readonly string[];
}

const nextBuild = (name: string, ...args: readonly string[]): NextBuild => ({
  name: `Next ${name}`,
  packages: ['next', 'react'],
  ways: ['server component', 'server action', 'hydration in Chromium'],
  storages: everyStorage,
  args,
});

export const nextBuilds: readonly NextBuild[] = [nextBuild('by Turbopack'), nextBuild('by webpack', '--webpack')];

/** Everywhere, in the order of the page. */
export const environments: readonly Environment[] = [
  ...runtimes,
  workerd,
  ...servers,
  ...nextBuilds,
  ...pages,
  jestInNode,
  jestInJsdom,
  metro,
  sandbox,
];
