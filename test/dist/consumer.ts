import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Packed, pack } from './published.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const manifest: { name: string; exports: Record<string, unknown> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

/** Every public subpath that holds code, as a consumer writes it. */
export const specifiers = Object.keys(manifest.exports)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => subpath.replace('.', manifest.name));

export type ExportNames = Readonly<Record<string, readonly string[]>>;

/** A project in a folder of its own that has the packed package, its peers and the browser driver installed. */
export interface Consumer {
  readonly folder: string;
  /** Where the package is in it. */
  readonly home: string;
  /** Names of what the package ships. */
  readonly files: readonly string[];
  /** Bytes of its tarball. */
  readonly size: number;
  dispose(): void;
}

/** Puts the package into a folder as npm would after publishing it. */
export function unpack(folder: string): Packed {
  const parcels = mkdtempSync(join(tmpdir(), 'packed-'));
  const packed = pack(root, parcels);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', packed.file, '-C', folder, '--strip-components=1']);
  rmSync(parcels, { recursive: true });
  return packed;
}

export function packConsumer(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  const modules = join(folder, 'node_modules');
  const home = join(modules, manifest.name);
  const { files, size } = unpack(home);
  for (const name of [
    'xstate',
    'zod',
    'immer',
    '@noble/hashes',
    'idb',
    'fast-check',
    'vitest',
    '@types/node',
    'undici-types',
  ]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  return {
    folder,
    home,
    files: files.map(({ path }) => path),
    size,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The names each subpath gives at run time, loaded by Node in one of its two ways. */
export function exportNames(consumer: Consumer, way: 'import' | 'require'): ExportNames {
  const load = way === 'import' ? 'await import(name)' : 'require(name)';
  const script = `
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const names = {};
    for (const name of ${JSON.stringify(specifiers)}) names[name] = Object.keys(${load}).sort();
    process.stdout.write(JSON.stringify(names));
  `;
  const file = join(consumer.folder, `names-by-${way}.mjs`);
  writeFileSync(file, script);
  const run = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

/** Code that uses each exported name and does not compile when the declarations lost a type to `any`. */
function consumerCode(names: ExportNames, importAs: (alias: string, specifier: string) => string): string {
  const lines = ['type IsAny<T> = 0 extends 1 & T ? true : false;'];
  for (const [index, [specifier, exported]] of Object.entries(names).entries()) {
    lines.unshift(importAs(`entry${index}`, specifier));
    for (const name of exported)
      lines.push(`export const ${name}${index}: IsAny<typeof entry${index}.${name}> = false;`);
  }
  return `${lines.join('\n')}\n`;
}

export type Resolution = 'nodenext' | 'bundler';

/** What a compiler says about a strict project that uses everything and checks our declarations too. */
export function compile(consumer: Consumer, names: ExportNames, compiler: string, resolution: Resolution) {
  const folder = join(consumer.folder, `${resolution}-${Math.random().toString(36).slice(2)}`);
  mkdirSync(folder);
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023', 'dom'],
    module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
    moduleResolution: resolution,
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    types: ['node'],
  };
  const files = ['imports.mts', ...(resolution === 'nodenext' ? ['requires.cts'] : [])];
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  writeFileSync(
    join(folder, 'imports.mts'),
    consumerCode(names, (alias, specifier) => `import * as ${alias} from '${specifier}';`),
  );
  writeFileSync(
    join(folder, 'requires.cts'),
    consumerCode(names, (alias, specifier) => `import ${alias} = require('${specifier}');`),
  );
  return new Promise<string>((done) => {
    execFile(process.execPath, [compiler, '--project', folder], (failure, stdout, stderr) => {
      done(failure ? `${stdout}${stderr}` || failure.message : '');
    });
  });
}
