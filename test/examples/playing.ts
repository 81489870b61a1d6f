import { readFileSync } from 'node:fs';
import {
  decode,
  eligibility,
  partnerFacts,
  type RegistrationContext,
  registrationMachine,
  type StorageAdapter,
  snapshotOf,
} from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { readApplicant } from '../../examples/register/applicant.file.js';
import type { Applicant } from '../../examples/register/applicant.js';
import { describeIssue, type LanguageName, languages } from '../../examples/register/language.js';
import { playApplicant } from '../../examples/register/played.js';
import { type Screen, screenOn } from '../../examples/register/screen.js';
import { root } from './demo.js';

/** A screen in memory, and what stands on it. */
export function paper(lang: LanguageName): { readonly screen: Screen; readonly text: () => string } {
  let out = '';
  const screen = screenOn(
    {
      write(text) {
        out += text;
      },
    },
    languages[lang],
  );
  return { screen, text: () => out };
}

/** How an applicant is played in this process. */
interface Play {
  readonly storage?: StorageAdapter;
  readonly pause?: () => Promise<void>;
  /** The name the registration is kept under; that of the file if not given. */
  readonly name?: string;
  /** Changes what the file says. */
  readonly change?: (applicant: Applicant) => Applicant;
}

/** Plays an applicant of `examples/data/` in this process, and gives back what was shown and what is kept. */
export async function played(file: string, lang: LanguageName, play: Play = {}) {
  const { storage = memoryStorage(), pause = async () => {}, change = (applicant) => applicant } = play;
  const read = await readApplicant(`examples/data/${file}`, root);
  const name = play.name ?? read.name;
  const { screen, text } = paper(lang);
  const applicant = change(read.applicant);
  await playApplicant({ file: { ...read, name, applicant }, storage, store: 'memory', fresh: false, screen, pause });
  return { out: text(), context: await contextOf(storage, name), storage, applicant };
}

/** What is kept under a key. */
export async function contextOf(storage: StorageAdapter, key: string): Promise<RegistrationContext> {
  const record = await storage.read(key);
  return snapshotOf(registrationMachine, decode(registrationMachine, record?.text ?? '')).context;
}

/** Every text an applicant's file holds: what is shown of it is data, in whatever language. */
export function dataOf(file: string): string[] {
  const texts: string[] = [];
  JSON.parse(readFileSync(`${root}examples/data/${file}`, 'utf8'), (_key, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts.sort((one, other) => other.length - one.length);
}

/** Everything that stands in the way of a program or path, in words. */
export function reasonsFor(
  context: RegistrationContext,
  target: Parameters<typeof eligibility>[1],
  lang: LanguageName,
): string[] {
  return eligibility(partnerFacts(context), target, context.policy).map((found) =>
    describeIssue(languages[lang].catalogue, found),
  );
}
