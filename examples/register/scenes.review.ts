import { missing, perform, performUntilTaken, type Stage } from './stage.js';
import { countOf, tryOf } from './tries.js';

const retried = (type: 'review.screening.retry' | 'enrollment.registration.retry') => (stage: Stage) =>
  performUntilTaken(stage, 1, () => ({ role: 'system', said: { type } }));

const attempts = {
  approve: { type: 'review.approve' },
  edit: { type: 'review.edit' },
  withdraw: { type: 'review.withdraw' },
} as const;

async function reviewManually(stage: Stage): Promise<void> {
  const { registration, applicant, screen } = stage;
  const { attempt, screening } = registration.snapshot.context.review;
  const place = `review[${attempt - 1}]`;
  const decision = applicant.review?.[attempt - 1];
  if (decision === undefined)
    throw missing(place, `what the reviewer decides; submission ${attempt} goes to manual review`);
  const findings = screening?.findings.map(({ cause }) => cause).join(', ') ?? '';
  screen.note(`Submission ${attempt} did not pass the system check (${findings}); a reviewer looks at it.`);
  for (const meanwhile of decision.meanwhile ?? []) {
    const { taken } = await perform(stage, { role: 'applicant', said: attempts[meanwhile] });
    if (taken) return;
  }
  if (decision.decision === 'approved')
    return performUntilTaken(stage, 1, () => ({ role: 'reviewer', said: { type: 'review.approve' }, place }));
  const reasons = decision.reason ?? '';
  await performUntilTaken(stage, countOf(reasons), (again) => {
    const reason = tryOf(reasons, again);
    return {
      role: 'reviewer',
      said: { type: 'review.reject', reason, ...(decision.fields === undefined ? {} : { fields: decision.fields }) },
      place,
      detail: reason === '' ? '(no reason)' : `“${reason}”`,
    };
  });
}

async function revise(stage: Stage): Promise<void> {
  const { decision } = stage.registration.snapshot.context.review;
  stage.screen.note(`The reason: “${decision?.reason ?? ''}”. Everything that was filled in is kept.`);
  await performUntilTaken(stage, 1, () => ({ role: 'applicant', said: { type: 'review.revise' } }));
}

async function chooseNext(stage: Stage): Promise<void> {
  const { path, program, withdraws } = stage.applicant.enrollment ?? {};
  const { paths, programs } = stage.registration.snapshot.context.enrollment;
  if (withdraws === true) await perform(stage, { role: 'applicant', said: { type: 'enrollment.withdraw' } });
  if (path !== undefined && paths.length === 0)
    await performUntilTaken(stage, countOf(path), (attempt) => ({
      role: 'applicant',
      said: { type: 'enrollment.path.select', path: tryOf(path, attempt) },
      detail: tryOf(path, attempt),
    }));
  if (program !== undefined && programs.length === 0)
    await performUntilTaken(stage, countOf(program), (attempt) => ({
      role: 'applicant',
      said: { type: 'enrollment.program.apply', program: tryOf(program, attempt) },
      detail: tryOf(program, attempt),
    }));
}

/** What happens in review and enrollment, state by state. */
export const reviewScenes = {
  'review.awaitingScreening': retried('review.screening.retry'),
  'review.manuallyReviewing': reviewManually,
  'review.rejected': revise,
  'enrollment.notRegistered': retried('enrollment.registration.retry'),
  'enrollment.enrolled': chooseNext,
};
