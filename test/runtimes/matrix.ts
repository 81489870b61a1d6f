/** Somewhere the whole road is gone, by `test/runtimes` and in `docs/how-to/runtimes.md`. */
export interface Environment {
  readonly name: string;
  /** The packages of `test/runtimes/package.json` that bring it; none where Debian does. */
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
