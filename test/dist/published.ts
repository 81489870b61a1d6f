import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a package.json says to whoever installs the package. The rest of ours is for working on it. */
const ofConsumers = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'author',
  'homepage',
  'repository',
  'bugs',
  'type',
  'sideEffects',
  'files',
  'main',
  'types',
  'exports',
  'engines',
  'dependencies',
  'peerDependencies',
  'peerDependenciesMeta',
];

export function publishedManifest(text: string): string {
  const manifest: Record<string, unknown> = JSON.parse(text);
  const kept = ofConsumers.flatMap((field) => (field in manifest ? [[field, manifest[field]]] : []));
  return `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`;
}

const picture = /<picture>.*?<\/picture>\n*/gs;
/** A link that is neither to another site nor within the page. */
const linkToFile = /\[([^\]]+)\]\((?![a-z]+:|#)[^)]+\)/g;

/** The readme as a registry shows it, which has none of the files it links to: their words stay, the links go. */
export function publishedReadme(markdown: string): string {
  return markdown.replace(picture, '').replace(linkToFile, '$1');
}

/** A tarball that `npm publish` takes. */
export interface Packed {
  readonly file: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** Bytes of the tarball. */
  readonly size: number;
}

/** Packs what is published of a checkout that is built. The same bytes wherever the checkout lies. Writes nothing into it. */
export function pack(root: string, destination: string): Packed {
  const stage = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    for (const path of ['dist', 'LICENSE']) cpSync(join(root, path), join(stage, path), { recursive: true });
    const text = (path: string) => readFileSync(join(root, path), 'utf8');
    writeFileSync(join(stage, 'package.json'), publishedManifest(text('package.json')));
    writeFileSync(join(stage, 'README.md'), publishedReadme(text('README.md')));
    const args = ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', destination];
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const [packed] = JSON.parse(execFileSync(npm, args, { cwd: stage, encoding: 'utf8' }));
    return { file: join(destination, packed.filename), files: packed.files, size: packed.size };
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}
