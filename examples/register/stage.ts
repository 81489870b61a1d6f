import type { Issue, Role } from 'hcpn-registration';
import type { Applicant } from './applicant.js';
import { issueInWords } from './labels.js';
import { describeAct, type Language } from './language.js';
import { placeOf } from './places.js';
import { Problem } from './problem.js';
import type { Registration, Reply, Said } from './registration.js';
import type { Screen } from './screen.js';

/** What is needed to play an applicant. */
export interface Stage {
  readonly registration: Registration;
  readonly applicant: Applicant;
  readonly screen: Screen;
  /** The code that was delivered for a challenge, read in the inbox. */
  readonly code: (challengeId: string) => Promise<string>;
  /** Waits a moment after each act, so that a person can follow. */
  readonly pause: () => Promise<void>;
}

/** Something someone does, and how it is shown. */
export interface Turn {
  readonly role: Role;
  readonly said: Said;
  readonly detail?: string;
  /** The fields of a form. */
  readonly fields?: object;
  /** Where the answer stands in the applicant's file, if that varies. */
  readonly place?: string;
}

/** Does one thing and shows what became of it. */
export async function perform({ registration, applicant, screen, pause }: Stage, turn: Turn): Promise<Reply> {
  const { role, said, detail, fields } = turn;
  screen.step(registration);
  screen.act(nameOf(role, applicant, screen.language), describeAct(screen.language.catalogue, said.type), detail);
  if (fields !== undefined) screen.fields(fields);
  if (said.type === 'wizard.sensitiveRelationship.file')
    screen.answers(said.filing, registration.snapshot.context.policy.sensitiveRelationship.items);
  const reply = await registration.say(role, said);
  screen.refused(reply.issues);
  await pause();
  return reply;
}

/** Does the same thing try after try, until it is taken. Throws a `Problem` when the applicant has no further answer. */
export async function performUntilTaken(
  stage: Stage,
  count: number,
  turnAt: (attempt: number) => Turn,
  first = 0,
): Promise<void> {
  for (let attempt = first; ; attempt += 1) {
    const turn = turnAt(attempt);
    const { state } = stage.registration;
    const { taken, issues } = await perform(stage, turn);
    if (taken && (issues.length === 0 || stage.registration.state !== state)) return;
    if (attempt >= count - 1) throw noFurtherAnswer(stage, turn.said, issues, turn.place);
  }
}

/** The applicant's last answer is refused. */
export function noFurtherAnswer({ screen }: Stage, said: Said, issues: readonly Issue[], place?: string): Problem {
  const { language } = screen;
  return new Problem(
    issues.map((found) => `  ${placeOf(said, found, place)}: ${issueInWords(language, found)}`).join('\n') ||
      `  ${describeAct(language.catalogue, said.type)}`,
  );
}

/** The applicant's file lacks what is needed now. */
export function missing(
  { screen }: Stage,
  place: string,
  what: (faults: Language['words']['faults']) => string,
): Problem {
  const { faults } = screen.language.words;
  return new Problem(`  ${faults.missing(place, what(faults))}`);
}

function nameOf(role: Role, { applicant, association }: Applicant, { words }: Language): string {
  const names = { ...words.people, administrator: association?.administrator ?? words.people.administrator };
  return role === 'applicant' || role === 'member' ? applicant : names[role];
}
