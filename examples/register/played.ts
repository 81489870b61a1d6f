import { createPolicy, type StorageAdapter } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { verificationCodeOf } from 'hcpn-registration/testing';
import type { ApplicantFile } from './applicant.file.js';
import type { Applicant } from './applicant.js';
import { ended } from './ending.js';
import { nameIn } from './labels.js';
import type { Language } from './language.js';
import { isFinished, play } from './play.js';
import { demoPorts } from './ports.js';
import { Problem } from './problem.js';
import { keyFor, openRegistration, type RegistrationOptions } from './registration.js';
import { noScreen, type Screen } from './screen.js';
import { overtakenBy, worldOf } from './world.js';

/** Where an applicant is played. */
interface Place {
  readonly storage: StorageAdapter;
  /** The storage as a person finds it. */
  readonly store: string;
  readonly screen: Screen;
  /** Waits a moment after each act. */
  readonly pause: () => Promise<void>;
  /** Told of each step, for an inspector. */
  readonly onStep?: RegistrationOptions['onStep'];
}

/** How an applicant is played. */
export interface Playing extends Place {
  readonly file: ApplicantFile;
  /** Begin a new registration, whatever there is. */
  readonly fresh: boolean;
}

/** Plays an applicant on a storage, from wherever the registration rests to its end. */
export async function playApplicant({ file, fresh, ...place }: Playing): Promise<void> {
  const { applicant, path, name } = file;
  const { language } = place.screen;
  const { words } = language;
  await rehearse(file, language);
  const key = await keyFor(place.storage, name, fresh);
  place.screen.title(words.title, [
    [words.facts.applicant, words.noted(applicant.applicant, words.sites[applicant.site])],
    [words.facts.story, storyOf(applicant, language)],
    [words.facts.file, path],
    [words.facts.keptIn, words.progress.keptUnder(place.store, key)],
  ]);
  await run(applicant, key, place).catch(explainedBy(words.faults.noFurtherAnswer(path)));
}

/** Plays the applicant in memory first, so that a file that cannot reach an end is refused before anything is saved. */
async function rehearse({ applicant, path, name }: ApplicantFile, language: Language): Promise<void> {
  const place = { storage: memoryStorage(), store: '', screen: noScreen(language), pause: async () => {} };
  await run(applicant, name, place).catch(explainedBy(language.words.faults.leadsNowhere(path)));
}

async function run(applicant: Applicant, key: string, { storage, store, screen, pause, onStep }: Place): Promise<void> {
  const registration = await openRegistration({
    storage,
    key,
    policy: () => createPolicy({ site: applicant.site }),
    ports: (seen) => demoPorts(key, worldOf(applicant), seen, screen.delivered, () => overtakenBy(applicant, seen())),
    onSaved: screen.saved,
    onStep,
  });
  if (registration.carriedOn) screen.resumed(registration, isFinished(registration, applicant));
  const code = (challengeId: string) => verificationCodeOf(key, challengeId);
  await play({ registration, applicant, screen, code, pause });
  ended(registration, screen, store);
  await registration.close();
}

/** What happens, in the language of the screen if the file has it. */
function storyOf({ about }: Applicant, { catalogue }: Language): string {
  return typeof about === 'string' ? about : nameIn(about, catalogue.language);
}

const explainedBy = (heading: string) => (error: unknown) => {
  throw error instanceof Problem ? new Problem(`${heading}\n${error.message}`) : error;
};
