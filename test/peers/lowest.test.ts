import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fastCheck from 'fast-check';
import * as pg from 'pg';
import { describe, expect, it } from 'vitest';
import * as xstate from 'xstate';
import * as zod from 'zod';
import { openSqlite } from '../../src/storage/sqlite.drivers.js';

const requireLowest = createRequire(import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const own = read('../../package.json');
const here: Record<string, string> = read('package.json').dependencies;

/** The lowest version of a range as package.json has them: `^1.2.3`, or several of those. */
const lowestOf = (range: string) => range.match(/\d+(\.\d+)*/)?.[0] ?? range;

describe('the lowest peers', () => {
  const ranges: Record<string, string> = { ...own.peerDependencies, ...own.dependencies };
  /** Run elsewhere, or not to be had without compiling it. */
  const others = ['vitest', 'better-sqlite3'];

  it.each(Object.entries(ranges).filter(([name]) => !others.includes(name)))(
    '%s %s begins with the version that is installed for these tests',
    (name, range) => {
      expect(here[name]).toBe(lowestOf(range));
      expect(read(`node_modules/${name}/package.json`).version).toBe(here[name]);
    },
  );

  it('are those that these tests and the sources get', async () => {
    expect(zod.core.version).toEqual({ major: 4, minor: 5, patch: 0 });
    expect(fastCheck.__version).toBe(here['fast-check']);
    expect(xstate.createActor).toBe(requireLowest('xstate').createActor);
    expect(pg.Pool).toBe(requireLowest('pg').Pool);
    const db = await openSqlite(':memory:', 'libsql');
    expect(db).toBeInstanceOf(requireLowest('libsql'));
    db.close();
  });
});
