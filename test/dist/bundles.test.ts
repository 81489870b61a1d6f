import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Consumer, manifest, packConsumer } from './consumer.js';

let consumer: Consumer;

beforeAll(() => {
  consumer = packConsumer();
  const libsql = fileURLToPath(new URL('../../node_modules/libsql', import.meta.url));
  symlinkSync(libsql, join(consumer.folder, 'node_modules/libsql'), 'junction');
  writeFileSync(
    join(consumer.folder, 'server.js'),
    `import { sqliteStorage } from 'hcpn-registration/storage/sqlite';
     async function answer(driver) {
       const reading = sqliteStorage(':memory:', { driver }).read('a');
       return reading.catch(({ code, details }) => [code, ...details.tried]);
     }
     Promise.all(['libsql', 'better-sqlite3', undefined].map(answer)).then((all) => console.log(JSON.stringify(all)));`,
  );
});
afterAll(() => consumer?.dispose());

describe('a server that is bundled', () => {
  it.each(['esm', 'cjs'] as const)('by esbuild as %s opens SQLite with what is installed', async (format) => {
    const outfile = join(consumer.folder, `bundle.${format === 'esm' ? 'mjs' : 'cjs'}`);
    const entryPoints = [join(consumer.folder, 'server.js')];
    const options = { bundle: true, minify: true, platform: 'node', logLevel: 'silent' } as const;
    const { warnings } = await build({ ...options, entryPoints, format, outfile });
    expect(warnings).toEqual([]);
    const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', outfile], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const missing = ['storage.noDriver', 'better-sqlite3: ERR_MODULE_NOT_FOUND'];
    expect(JSON.parse(stdout)).toEqual([null, missing, null]);
  });

  it('by webpack, Rspack, Next or Vite is told to leave alone each import whose name it cannot read', () => {
    const dist = join(consumer.folder, 'node_modules', manifest.name, 'dist');
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => /\.c?js$/.test(file));
    const imports = files.flatMap(
      (file) => readFileSync(join(dist, file), 'utf8').match(/\b(?:import|require)\((?!["'])[^)]*\)/g) ?? [],
    );
    expect(imports.map((text) => text.replace(/\s+/g, ' '))).toEqual(
      Array.from({ length: 2 }, () => 'import( /* webpackIgnore: true */ /* @vite-ignore */ driver )'),
    );
  });
});
