import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './published.js';

/** Packs what is published, as a tarball beside package.json. Needs a build. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const { file, files, size } = pack(root, root);
renameSync(file, join(root, 'hcpn-registration.tgz'));
console.log(
  `${files.length} files, ${Math.ceil(size / 1000)} kB. Publish them with: npm publish hcpn-registration.tgz`,
);
