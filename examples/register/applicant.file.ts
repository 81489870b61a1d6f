import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Applicant, applicantSchema } from './applicant.js';
import { syntaxFault } from './json.js';
import { Problem } from './problem.js';

/** An applicant with the file it was read from. */
export interface ApplicantFile {
  readonly path: string;
  /** The file's name without its ending: the registration is kept under it. */
  readonly name: string;
  readonly applicant: Applicant;
}

/** Reads an applicant. Throws a `Problem` that names the file, the field and what is expected. */
export async function readApplicant(path: string, folder: string): Promise<ApplicantFile> {
  const value = parseJson(path, await readText(path, folder));
  const read = applicantSchema.safeParse(value);
  if (read.success) return { path, name: basename(path).replace(/(?<=.)\.json$/i, ''), applicant: read.data };
  const faults = read.error.issues.map((fault) => `  ${placeOf(fault.path)}: ${fault.message}.`);
  throw new Problem([`${path} does not describe an applicant:`, ...faults, hint].join('\n'));
}

const hint = 'The files in examples/data/ show how it is done; examples/README.md explains each field.';

async function readText(path: string, folder: string): Promise<string> {
  try {
    return (await readFile(resolve(folder, path), 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    throw new Problem(whyNotRead(path, folder, error instanceof Error && 'code' in error ? String(error.code) : ''));
  }
}

function whyNotRead(path: string, folder: string, code: string): string {
  if (code === 'ENOENT') return `There is no file ${path} (looked in ${folder}).\n${hint}`;
  if (code === 'EISDIR') return `${path} is a folder; the name of a JSON file is expected.\n${hint}`;
  return `${path} cannot be read (${code}).`;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const fault = syntaxFault(text);
    const place = fault === null ? '' : `: line ${fault.line}, column ${fault.column}: ${fault.expected} is expected`;
    throw new Problem(`${path} is not valid JSON${place}.`);
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'The file';
  return path
    .map((key, place) => (typeof key === 'number' ? `[${key}]` : `${place > 0 ? '.' : ''}${String(key)}`))
    .join('');
}
