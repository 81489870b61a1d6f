import type { Account, Role } from 'hcpn-registration';
import { describeIssue } from '../language.js';
import type { Registration, Said } from '../registration.js';
import type { Screen } from '../screen.js';
import type { Ask, Back } from './ask.js';

/** What is needed to lead a person along the road. */
export interface Guide {
  readonly ask: Ask;
  readonly screen: Screen;
  readonly registration: Registration;
  /** Shows the letter with a challenge's code, unless it has been shown just now. */
  readonly readInbox: (challenge: Challenge) => Promise<void>;
  /** Shows the partner's home, once for each time something has changed. */
  readonly showHome: () => void;
  /** A colleague becomes a partner with the company of this application; null where that cannot be. */
  readonly colleagueFirst: (() => void) | null;
}

type Challenge = NonNullable<Account['challenge']>;

/** Asks for what an act needs, and carries it out. */
export type Act = (guide: Guide) => Promise<Back | undefined>;

/** Says something and shows what is held against it. Answers whether it was taken. */
export async function say({ registration, screen }: Guide, role: Role, said: Said): Promise<boolean> {
  const { taken, issues } = await registration.say(role, said);
  screen.refused(issues);
  return taken;
}

/** An act that needs nothing more than to be said. */
export const plainly =
  (role: Role, said: Said): Act =>
  async (guide) => {
    await say(guide, role, said);
    return undefined;
  };

/** What the registration would hold against one field of something said, in words. */
export function problemOf({ registration, screen }: Guide, role: Role, said: Said, field: string): string | undefined {
  const verdict = registration.wouldTake(role, said);
  if (verdict.allowed) return undefined;
  const found = verdict.issues.filter(({ path }) => path.includes(field));
  return found.length === 0 ? undefined : found.map((one) => describeIssue(screen.language.catalogue, one)).join(' ');
}

/** Tells what an act would make necessary, and asks whether to go on. */
export async function isConfirmed({ registration, ask, screen }: Guide, role: Role, said: Said): Promise<boolean> {
  const verdict = registration.wouldTake(role, said);
  if (!verdict.allowed || verdict.consequences.length === 0) return true;
  const { catalogue, words } = screen.language;
  screen.note(words.asks.consequences);
  for (const found of verdict.consequences) screen.note(describeIssue(catalogue, found));
  return (await ask.yesNo(words.asks.goOn, true)) === true;
}
