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
  if (decision === undefined) throw missing(stage, place, (faults) => faults.decision(attempt));
  const { notes, details, causes, comma, quoted } = screen.language.words;
  const findings = screening?.findings.map(({ cause }) => causes[cause]).join(comma) ?? '';
  screen.note(notes.toReviewer(attempt, findings));
  for (const meanwhile of decision.meanwhile ?? []) {
    if (meanwhile === 'colleague') continue;
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
      detail: reason === '' ? details.noReason : quoted(reason),
    };
  });
}

async function revise(stage: Stage): Promise<void> {
  const { decision } = stage.registration.snapshot.context.review;
  stage.screen.note(stage.screen.language.words.notes.theReason(decision?.reason ?? ''));
  await performUntilTaken(stage, 1, () => ({ role: 'applicant', said: { type: 'review.revise' } }));
}

/** What happens in review and while the partner is registered, state by state. */
export const reviewScenes = {
  'review.awaitingScreening': retried('review.screening.retry'),
  'review.manuallyReviewing': reviewManually,
  'review.rejected': revise,
  'enrollment.notRegistered': retried('enrollment.registration.retry'),
};
