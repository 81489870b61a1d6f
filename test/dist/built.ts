import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** A built entry as a bundler takes it. */
export interface Bundled {
  readonly code: Uint8Array;
  /** What it would load that is not its own code, however far down and however late. */
  readonly imports: readonly string[];
}

/** Bundles a built entry for production, every package left out. */
export async function bundled(file: string): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    metafile: true,
    write: false,
    outfile: 'out.js',
  });
  const loaded = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  return {
    code: outputFiles[0]?.contents ?? new Uint8Array(),
    imports: [...new Set(loaded.filter(({ external }) => external).map(({ path }) => path))].sort(),
  };
}

/** Bytes of every declaration file that one leads to, itself included. */
export function declarationBytes(file: string): number {
  const seen = new Map<string, number>();
  const read = (one: string): void => {
    if (seen.has(one)) return;
    const text = readFileSync(one, 'utf8');
    seen.set(one, Buffer.byteLength(text));
    for (const [, next] of text.matchAll(/from '(\.[^']+)\.js'/g)) read(join(dirname(one), `${next}.d.ts`));
  };
  read(file);
  return [...seen.values()].reduce((sum, bytes) => sum + bytes, 0);
}
