import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { platform } from 'node:process';
import * as z from 'zod/mini';
import { codeOf, Failure, storageCorrupt } from '../errors.js';

/** The one file an erased home keeps; where it is, nothing else counts. */
const stub = 'erased';
const stubSchema = z.object({ format: z.literal(1), at: z.string() });
const temporaryEnding = '.temporary';
/** How old a temporary file must be for its writer to be taken for dead, in milliseconds. */
const abandonedAfter = 60 * 60 * 1000;

/** The folder of one registration: named by a hash, so that no key is unsafe as a name and none can be read off it. */
export function homeOf(root: string, key: string): string {
  return join(root, sha256(key));
}

export async function homesIn(root: string): Promise<string[]> {
  const names = (await unless('ENOENT', readdir(root))) ?? [];
  return names.filter((name) => /^[0-9a-f]{64}$/.test(name)).map((name) => join(root, name));
}

/** The names in a home, none if it does not exist. */
export async function filesIn(home: string): Promise<string[]> {
  return (await unless('ENOENT', readdir(home))) ?? [];
}

export async function exists(home: string, file: string): Promise<boolean> {
  return (await unless('ENOENT', stat(join(home, file)))) !== undefined;
}

export function isErased(home: string): Promise<boolean> {
  return exists(home, stub);
}

/** When a home was erased, as its stub says. */
export async function erasedAt(home: string): Promise<string> {
  const written = await readSealed(stubSchema, home, stub);
  if (written === undefined) throw corrupt(home, stub);
  return written.at;
}

/** What a damaged store is reported as; the cause must not quote the file, which holds personal data. */
export function corrupt(home: string, file: string, cause: unknown = new Error('The file is missing.')) {
  return new Failure(storageCorrupt, { cause, details: { file: `${basename(home)}/${file}` } });
}

/** The value in a file, or undefined if there is no such file. Its first line is the checksum of the rest. */
export async function readSealed<T>(schema: z.ZodMiniType<T>, home: string, file: string): Promise<T | undefined> {
  const sealed = await unless('ENOENT', readFile(join(home, file), 'utf8'));
  if (sealed === undefined) return undefined;
  const end = sealed.indexOf('\n');
  const body = sealed.slice(end + 1);
  if (sha256(body) !== sealed.slice(0, end)) throw corrupt(home, file, new Error('The checksum does not match.'));
  try {
    return schema.parse(JSON.parse(body));
  } catch (error) {
    throw corrupt(home, file, error);
  }
}

/** Writes a whole file under a name that must be free. Once the home is erased, nothing stays in it. */
export async function place(home: string, file: string, value: object): Promise<'placed' | 'taken' | 'erased'> {
  for (;;) {
    const linked = await writeAndLink(home, file, value);
    // Whoever erases may have looked before the link was made, so it is taken back here.
    if (await isErased(home)) {
      await unless('ENOENT', unlink(join(home, file)));
      return 'erased';
    }
    if (linked !== 'swept') return linked;
  }
}

/** Puts the stub in place and deletes everything else. */
export async function erase(home: string, at: string): Promise<void> {
  await makeFolder(home);
  while (!(await isErased(home))) await writeAndLink(home, stub, { format: 1, at });
  // The stub must outlive a power cut that the deletions survive.
  await syncFolder(home);
  await syncFolder(dirname(home));
  await tidy(home);
  await syncFolder(home);
}

/** Deletes what must not stay: all but the stub of an erased registration, and what writers that died left behind. */
export async function tidy(home: string): Promise<void> {
  const erased = await isErased(home);
  for (const file of await filesIn(home)) {
    const path = join(home, file);
    if (erased ? file !== stub : file.endsWith(temporaryEnding) && (await isAbandoned(path))) {
      await unless('ENOENT', unlink(path));
    }
  }
}

/** Makes a folder and those above it, and flushes the names of all that were missing. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === first) return;
  }
}

/** Flushes the names in a folder. Windows cannot open one for that. */
export async function syncFolder(path: string): Promise<void> {
  if (platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A link is made for one writer only; 'swept' means that the temporary file was taken for an abandoned one. */
async function writeAndLink(home: string, file: string, value: object): Promise<'placed' | 'taken' | 'swept'> {
  const temporary = join(home, `${randomUUID()}${temporaryEnding}`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(seal(value));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await link(temporary, join(home, file)).then(
      () => 'placed',
      (error: unknown) => {
        if (codeOf(error) === 'EEXIST') return 'taken';
        if (codeOf(error) === 'ENOENT') return 'swept';
        throw error;
      },
    );
  } finally {
    await unless('ENOENT', unlink(temporary));
  }
}

function seal(value: object): string {
  // JSON escapes lone surrogates, which a file in UTF-8 could not hold.
  const body = JSON.stringify(value);
  return `${sha256(body)}\n${body}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function isAbandoned(path: string): Promise<boolean> {
  const found = await unless('ENOENT', stat(path));
  return found !== undefined && Date.now() - found.mtimeMs > abandonedAfter;
}

async function unless<T>(code: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === code) return undefined;
    throw error;
  }
}
