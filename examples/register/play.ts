import type { Applicant } from './applicant.js';
import { Problem } from './problem.js';
import type { Registration } from './registration.js';
import { associationScenes } from './scenes.association.js';
import { enrollmentScenes, isAllFulfilled } from './scenes.enrollment.js';
import { reviewScenes } from './scenes.review.js';
import { signupScenes } from './scenes.signup.js';
import { wizardScenes } from './scenes.wizard.js';
import type { Stage } from './stage.js';

type Scene = (stage: Stage) => Promise<void>;

const scenes: Readonly<Record<string, Scene>> = {
  ...signupScenes,
  ...wizardScenes,
  ...reviewScenes,
  ...enrollmentScenes,
  ...associationScenes,
};

/**
 * Plays the applicant from wherever the registration rests to the end. The state alone says what comes next.
 * The end is played, too, unless it was there before: what is refused there leaves no trace.
 */
export async function play(stage: Stage): Promise<void> {
  const { registration, applicant, screen } = stage;
  let isOver = isFinished(registration, applicant);
  while (!isOver) {
    const { state, revision } = registration;
    screen.step(registration);
    await scenes[state]?.(stage);
    const isEnd = isFinished(registration, applicant);
    if (!isEnd && registration.revision === revision)
      throw new Problem(`  ${screen.language.words.faults.noAnswerFor(state)}`);
    isOver = isEnd && registration.state === state;
  }
}

/** Whether this applicant has nothing more to do. */
export function isFinished({ state, snapshot }: Registration, { enrollment, association }: Applicant): boolean {
  if (state === 'enrollment.enrolled') return isAllFulfilled(snapshot.context, enrollment);
  const { benefits } = snapshot.context.association;
  const wanted = association?.benefit;
  return (
    state === 'association.associated.notDedicated' &&
    (wanted === undefined || benefits.some(({ benefit }) => benefit === wanted))
  );
}
