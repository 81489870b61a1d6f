import type { RegistrationContext } from 'hcpn-registration';
import type { Wish } from './applicant.enrollment.js';
import type { Applicant } from './applicant.js';
import { countryInWords } from './labels.js';
import { Problem } from './problem.js';
import { agreementsOf, programApplication } from './programs.js';
import { missing, perform, performUntilTaken, type Stage, type Turn } from './stage.js';
import { countOf, last, tryOf } from './tries.js';

type Enrolled = Pick<RegistrationContext, 'enrollment'>;

/** A wish on the stage, and where it stands in the applicant's file. */
type WishScene = (stage: Stage, wish: Wish, place: string) => Promise<void>;

async function chooseNext(stage: Stage): Promise<void> {
  const { withdraws, path, programs = [] } = stage.applicant.enrollment ?? {};
  const { enrollment } = stage.registration.snapshot.context;
  if (withdraws === true) await perform(stage, { role: 'applicant', said: { type: 'enrollment.withdraw' } });
  if (path !== undefined && enrollment.paths.every(({ selectedAt }) => selectedAt === null))
    await performUntilTaken(stage, countOf(path), (attempt) => ({
      role: 'applicant',
      said: { type: 'path.select', path: tryOf(path, attempt) },
      detail: stage.screen.language.catalogue.paths[tryOf(path, attempt)],
    }));
  for (const [place, wish] of programs.entries()) await fulfil(stage, wish, `enrollment.programs[${place}]`);
}

/** Carries a wish from wherever its program rests to its end. */
async function fulfil(stage: Stage, wish: Wish, place: string): Promise<void> {
  const { program } = wish;
  const { catalogue } = stage.screen.language;
  const context = () => stage.registration.snapshot.context;
  if (wish.invited === true && keptOf(context(), wish)?.invitedAt == null)
    await performUntilTaken(stage, 1, () => ({
      role: 'system',
      said: { type: 'program.invited', program },
      detail: catalogue.programs[program],
    }));
  if (wish.refused === true) return beRefused(stage, wish, place);
  while (!isFulfilled(context(), wish)) {
    const state = keptOf(context(), wish)?.state ?? '';
    await (programScenes[state] ?? apply)(stage, wish, place);
  }
}

const apply: WishScene = (stage, wish, place) =>
  performUntilTaken(stage, countOf(wish.businessArea), (attempt) => application(stage, wish, place, attempt));

/** The program is closed to this account, and every reason is shown. */
async function beRefused(stage: Stage, wish: Wish, place: string): Promise<void> {
  const { taken, issues } = await perform(stage, application(stage, wish, place, last));
  if (taken && issues.length === 0) throw new Problem(`  ${stage.screen.language.words.faults.notRefused(place)}`);
}

function application({ screen }: Stage, { program, businessArea }: Wish, place: string, attempt: number): Turn {
  const { catalogue, words } = screen.language;
  const name = catalogue.programs[program];
  if (businessArea === undefined)
    return { role: 'applicant', said: { type: 'program.apply', program }, place, detail: name };
  const area = tryOf(businessArea, attempt);
  return {
    role: 'applicant',
    said: { type: 'program.apply', program, businessArea: area },
    place,
    detail: words.noted(name, countryInWords(screen.language, area)),
  };
}

const submit: WishScene = async (stage, wish, place) => {
  const { program, agreements, website } = wish;
  const { context } = stage.registration.snapshot;
  const { policy } = context;
  const { details, comma } = stage.screen.language.words;
  const asked = agreementsOf(policy, program);
  const count = Math.max(countOf(agreements), countOf(website));
  const turnAt = (attempt: number): Turn => {
    const agreed = tryOf(agreements, attempt);
    const typed = website === undefined ? undefined : tryOf(website, attempt);
    const shown = asked.map(({ id, version }) => details.version(id, version));
    return {
      role: 'applicant',
      said: {
        type: 'program.submit',
        program,
        application: programApplication(policy, program, agreed ? asked : [], agreed, typed),
      },
      place,
      detail: [...(agreed ? shown : [details.nothingTicked]), ...(typed === undefined ? [] : [typed])].join(comma),
    };
  };
  await performUntilTaken(stage, count, turnAt, keptOf(context, wish)?.attempt === 0 ? 0 : count - 1);
};

const decide: WishScene = async (stage, wish, place) => {
  const { program } = wish;
  const submission = keptOf(stage.registration.snapshot.context, wish)?.attempt ?? 0;
  const at = `${place}.review[${submission - 1}]`;
  const decision = wish.review?.[submission - 1];
  if (decision === undefined) throw missing(stage, at, (faults) => faults.programDecision(submission));
  const { details, quoted } = stage.screen.language.words;
  const { certificate } = decision;
  if (decision.decision === 'approved')
    return performUntilTaken(stage, 1, () => ({
      role: 'reviewer',
      said: { type: 'program.approved', program, ...(certificate === undefined ? {} : { certificate }) },
      place: at,
      ...(certificate === undefined
        ? {}
        : { detail: details.certificate(certificate.id, certificate.validUntil ?? null) }),
    }));
  const reasons = decision.reason ?? '';
  await performUntilTaken(stage, countOf(reasons), (again) => {
    const reason = tryOf(reasons, again);
    return {
      role: 'reviewer',
      said: { type: 'program.rejected', program, reason },
      place: at,
      detail: reason === '' ? details.noReason : quoted(reason),
    };
  });
};

const revise: WishScene = (stage, { program }) =>
  performUntilTaken(stage, 1, () => ({ role: 'applicant', said: { type: 'program.revise', program } }));

/** What happens in a program, state by state; in any other state it is applied for. */
const programScenes: Readonly<Record<string, WishScene>> = {
  filling: submit,
  reviewing: decide,
  rejected: revise,
};

const keptOf = ({ enrollment }: Enrolled, wish: Wish) =>
  enrollment.programs.find(({ program }) => program === wish.program);

/** Whether a program is joined, or in review as long as the file decides nothing. */
function isFulfilled(context: Enrolled, wish: Wish): boolean {
  const kept = keptOf(context, wish);
  if (wish.refused === true) return wish.invited !== true || kept?.invitedAt != null;
  return kept?.enrolledAt != null || (wish.review === undefined && kept?.state === 'reviewing');
}

/** Whether nothing is left to do for a partner; what is refused leaves no trace and is done with the rest. */
export function isAllFulfilled(context: Enrolled, enrollment: Applicant['enrollment']): boolean {
  const { path, programs = [] } = enrollment ?? {};
  const chosen = path === undefined ? null : tryOf(path, last);
  const isSelected = context.enrollment.paths.some((kept) => kept.path === chosen && kept.selectedAt !== null);
  return (chosen === null || isSelected) && programs.every((wish) => isFulfilled(context, wish));
}

/** What happens at the partner's home. */
export const enrollmentScenes = { 'enrollment.enrolled': chooseNext };
