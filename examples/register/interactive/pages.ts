import { allowedEvents, type Role, requirements } from 'hcpn-registration';
import { describeAct, describeIssue, type Language } from '../language.js';
import { Stopped } from '../problem.js';
import { decisionActs } from './acts.decisions.js';
import { partnerActs } from './acts.partner.js';
import { signupActs, signupPages } from './acts.signup.js';
import { wizardActs, wizardPages } from './acts.wizard.js';
import { back, type Choice } from './ask.js';
import { type Act, type Guide, say } from './guide.js';

const acts: Readonly<Record<string, Act>> = { ...signupActs, ...wizardActs, ...decisionActs, ...partnerActs };
const pages: Readonly<Record<string, Act>> = { ...signupPages, ...wizardPages };

/** Everyone a person plays in each part of the road, by turns. */
const players: Readonly<Record<string, readonly Role[]>> = {
  signup: ['reviewer', 'applicant'],
  review: ['reviewer', 'applicant'],
  enrollment: ['applicant', 'reviewer', 'system'],
  association: ['member', 'administrator'],
};

const settled = ['enrollment.enrolled', 'association.associated.notDedicated'];

/** Asks what is due where the registration rests. Answers whether the person is done. */
export async function turnPage(guide: Guide): Promise<boolean> {
  const { registration, screen } = guide;
  screen.step(registration);
  const page = pages[registration.state];
  if (page === undefined) return openMenu(guide);
  if ((await page(guide)) !== back) return false;
  for (const type of ['signup.back', 'wizard.back'] as const)
    if (registration.wouldTake('applicant', { type }).allowed) {
      await say(guide, 'applicant', { type });
      return false;
    }
  return openMenu(guide);
}

/** Offers everything that may be said now. */
async function openMenu(guide: Guide): Promise<boolean> {
  const { ask, registration, screen } = guide;
  const { catalogue, words } = screen.language;
  if (registration.state === 'enrollment.enrolled') guide.showHome();
  const { currentlyDue, pendingVerification, eventuallyDue } = requirements(registration.snapshot);
  for (const due of [...pendingVerification, ...currentlyDue, ...eventuallyDue])
    screen.note(describeIssue(catalogue, due));
  const isEnd = settled.includes(registration.state);
  const chosen = await ask.choice(words.asks.whatNext, [
    ...offersOf(guide, ['wizard.submit', ...currentlyDue.map(({ remedy }) => remedy ?? '')]),
    ...(mayBeOvertaken(guide) ? [{ value: 'colleague', label: words.asks.colleague }] : []),
    isEnd ? { value: 'done', label: words.asks.finish } : { value: 'stop', label: words.asks.stopHere },
  ]);
  if (chosen === 'stop') throw new Stopped();
  if (chosen === 'colleague') letColleagueFirst(guide);
  else if (chosen !== back) await acts[chosen]?.(guide);
  return chosen === 'done';
}

const overtakable = ['wizard.acceptingAgreement', 'review.manuallyReviewing', 'review.rejected'];

/** Whether somebody else of the company can still be faster: it is known, and no partner. */
function mayBeOvertaken({ registration, colleagueFirst }: Guide): boolean {
  return overtakable.includes(registration.state) && colleagueFirst !== null;
}

function letColleagueFirst({ registration, screen, colleagueFirst }: Guide): void {
  colleagueFirst?.();
  const { business } = registration.snapshot.context.application;
  screen.note(screen.language.words.asks.colleagueFirst(business?.companyName ?? ''));
}

/** What everyone may do, each act under the first who may do it, with what leads on first. */
function offersOf({ registration, screen }: Guide, leadingOn: readonly string[]): Choice<string>[] {
  const { snapshot, state } = registration;
  const { catalogue, words } = screen.language;
  const roles = players[state.split('.')[0] ?? ''] ?? ['applicant'];
  const offers = roles.flatMap((role) =>
    allowedEvents(snapshot, role, new Date().toISOString())
      .filter((type) => Object.hasOwn(acts, type))
      .map((type) => ({ value: type, label: `${prefixOf(role, words)}${describeAct(catalogue, type)}` })),
  );
  const distinct = offers.filter(({ value }, place) => offers.findIndex((other) => other.value === value) === place);
  const rank = (type: string) => (leadingOn.includes(type) ? leadingOn.indexOf(type) : leadingOn.length);
  return distinct.sort((one, other) => rank(one.value) - rank(other.value));
}

function prefixOf(role: Role, { asks }: Language['words']): string {
  const prefixes: Partial<Record<Role, string>> = {
    reviewer: asks.asReviewer,
    administrator: asks.asAdministrator,
    system: asks.asHuawei,
  };
  return prefixes[role] ?? '';
}
