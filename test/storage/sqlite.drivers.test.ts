import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { whyUnsafe } from '../../src/storage/sqlite.drivers.js';

const root = mkdtempSync(join(tmpdir(), 'hcpn-sqlite-drivers-'));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const isNodeOld = Number(process.versions.node.split('.')[0]) < 22;
let hosts = 0;

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A driver that says which it is by failing to open the file it is given. */
const telling = (name: string) =>
  `module.exports = class { constructor(path) { if (path !== ':memory:') throw new Error('opened by ${name}'); } close() {} };`;
/** What better-sqlite3 has since 13.0.0, and not before. */
const since13 = `module.exports.prototype.explain = () => 'a plan';`;
/** A driver whose native part ends the process, as that of better-sqlite3 13 does on Node 20. */
const ending = `module.exports = class { constructor() { process.exit(139); } }; ${since13}`;
const broken = `module.exports = class { constructor() { throw new Error('Could not locate the bindings file\\n → a path'); } };`;

/** What reading says in a host with these packages and no other; each is a version and a module. */
function readWith(packages: Record<string, readonly [version: string, code: string]>, settings = {}): unknown {
  hosts += 1;
  const host = join(root, `host ${hosts}`);
  const src = fileURLToPath(new URL('../../src', import.meta.url));
  cpSync(src, join(host, 'src'), { recursive: true });
  mkdirSync(join(host, 'node_modules'));
  symlinkSync(fileURLToPath(new URL('../../node_modules/zod', import.meta.url)), join(host, 'node_modules', 'zod'));
  writeFileSync(join(host, 'package.json'), '{"type":"module"}');
  for (const [name, [version, code]] of Object.entries(packages)) {
    const home = join(host, 'node_modules', name);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), JSON.stringify({ name, version, main: 'index.cjs' }));
    writeFileSync(join(home, 'index.cjs'), code);
  }
  writeFileSync(
    join(host, 'main.ts'),
    `import { sqliteStorage } from './src/storage/sqlite.js';
     const error = await sqliteStorage('store.db', ${JSON.stringify(settings)}).read('a').then(() => ({}), (error) => error);
     console.log(JSON.stringify({ code: error.code, tried: error.details?.tried, cause: error.cause?.message }));`,
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, 'main.ts'], {
    cwd: host,
    encoding: 'utf8',
  });
  return status === 0 ? JSON.parse(stdout) : { status, stderr };
}

describe('the driver of sqliteStorage', () => {
  it('that is named and missing is storage.noDriver, and no other is tried', () => {
    expect(readWith({ libsql: ['0.5.29', telling('libsql')] }, { driver: 'better-sqlite3' })).toEqual({
      code: 'storage.noDriver',
      tried: ['better-sqlite3: ERR_MODULE_NOT_FOUND'],
    });
  });

  it('that is named is used, whatever else is there', () => {
    const packages = { 'better-sqlite3': ['12.11.1', ending], libsql: ['0.5.29', telling('libsql')] } as const;
    expect(readWith(packages, { driver: 'libsql' })).toEqual({
      code: 'storage.unavailable',
      cause: 'opened by libsql',
    });
  });

  it('better-sqlite3 13 never opens anything on a Node before 22, and is by a later one', () => {
    const answer = readWith(
      { 'better-sqlite3': ['13.2.0', isNodeOld ? ending : `${telling('13')} ${since13}`] },
      { driver: 'better-sqlite3' },
    );
    const refused = { code: 'storage.noDriver', tried: ['better-sqlite3: version 13 needs Node 22'] };
    expect(answer).toEqual(isNodeOld ? refused : { code: 'storage.unavailable', cause: 'opened by 13' });
  });

  it.each([
    ['12', '20.20.2', false],
    ['12', '24.0.0', false],
    ['13', '20.20.2', true],
    ['13', '21.7.3', true],
    ['13', '22.0.0', false],
    ['13', '100.0.0', false],
  ])('better-sqlite3 %s on Node %s is unsafe: %s', (version, node, isUnsafe) => {
    const prototype = version === '13' ? { prepare() {}, explain() {} } : { prepare() {} };
    expect(whyUnsafe({ prototype }, node)).toBe(isUnsafe ? 'version 13 needs Node 22' : null);
  });

  it('whose native part is missing is named when it is the only one', () => {
    expect(readWith({ 'better-sqlite3': ['12.11.1', broken] }, { driver: 'better-sqlite3' })).toEqual({
      code: 'storage.noDriver',
      tried: ['better-sqlite3: does not load: Could not locate the bindings file'],
    });
  });

  if (isNodeOld) {
    it('names all that were tried when there is none', () => {
      expect(readWith({})).toEqual({
        code: 'storage.noDriver',
        tried: [
          'node:sqlite: ERR_UNKNOWN_BUILTIN_MODULE',
          'better-sqlite3: ERR_MODULE_NOT_FOUND',
          'libsql: ERR_MODULE_NOT_FOUND',
        ],
      });
    });

    it('is better-sqlite3 before libsql, and libsql when better-sqlite3 does not load', () => {
      const libsql = ['0.5.29', telling('libsql')] as const;
      const answers = [
        readWith({ 'better-sqlite3': ['12.11.1', telling('12')], libsql }),
        readWith({ 'better-sqlite3': ['12.11.1', broken], libsql }),
        readWith({ 'better-sqlite3': ['13.2.0', ending], libsql }),
      ];
      expect(answers).toMatchObject(['12', 'libsql', 'libsql'].map((name) => ({ cause: `opened by ${name}` })));
    });
  } else {
    it('is that of Node before any other', () => {
      expect(readWith({ 'better-sqlite3': ['12.11.1', ending], libsql: ['0.5.29', ending] })).toEqual({});
    });
  }
});
