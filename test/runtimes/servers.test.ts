import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from './bundles.js';
import expected from './expected.json' with { type: 'json' };
import { servers } from './matrix.js';
import { built, emptyFolder, home, node, seenBy } from './run.js';

const entries = { import: `${home}program.js`, require: built('commonjs/program.cjs') };

/** Where no driver is installed, in no folder above either. */
let elsewhere: string;
beforeAll(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'servers-'));
});
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

for (const { name, bundler, ways, storages } of servers) {
  for (const way of ways) {
    describe(`${name}, by ${way}`, () => {
      const folder = built(`servers/${bundler}-${way}`);
      const deployed = () => join(elsewhere, `${bundler}-${way}`);
      let main: string;
      beforeAll(async () => {
        main = await bundle(bundler, 'server', entries[way], folder);
        cpSync(folder, deployed(), { recursive: true });
      });

      it.concurrent.each(storages)('goes the whole road on %s', async (storage) => {
        expect(await seenBy(node, [join(folder, main), storage, emptyFolder()])).toEqual(expected);
      });

      it.concurrent.each(['better-sqlite3', 'libsql'])(
        'is built without %s, and says that it is missing',
        async (driver) => {
          const details = { tried: [`${driver}: ERR_MODULE_NOT_FOUND`] };
          const seen = await seenBy(node, [join(deployed(), main), driver, emptyFolder()]);
          expect(seen).toEqual({ code: 'storage.noDriver', details });
        },
      );
    });
  }
}
