import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, exportNames, packConsumer, type Resolution } from './consumer.js';

/** Type-checks the packed package with the older compilers a host may still use. Needs a build and the registry. */
const versions = ['5.4.5', '5.5.4', '5.7.3', '5.9.3'];
const resolutions: Resolution[] = ['nodenext', 'bundler'];

const compilers = mkdtempSync(join(tmpdir(), 'compilers-'));
const consumer = packConsumer();
try {
  writeFileSync(join(compilers, 'package.json'), '{}');
  const aliases = versions.map((version) => `ts-${version}@npm:typescript@${version}`);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...aliases], { cwd: compilers });
  const names = exportNames(consumer, 'import');
  for (const version of versions) {
    for (const resolution of resolutions) {
      const said = await compile(consumer, names, join(compilers, `node_modules/ts-${version}/bin/tsc`), resolution);
      console.log(`TypeScript ${version}, ${resolution}: ${said === '' ? 'no error' : said}`);
      if (said !== '') process.exitCode = 1;
    }
  }
} finally {
  consumer.dispose();
  rmSync(compilers, { recursive: true, force: true });
}
