import type { Applicant } from './applicant.js';
import { Problem } from './problem.js';
import type { Registration } from './registration.js';
import { associationScenes } from './scenes.association.js';
import { reviewScenes } from './scenes.review.js';
import { signupScenes } from './scenes.signup.js';
import { wizardScenes } from './scenes.wizard.js';
import type { Stage } from './stage.js';
import { last, type Tries, tryOf } from './tries.js';

type Scene = (stage: Stage) => Promise<void>;

const scenes: Readonly<Record<string, Scene>> = {
  ...signupScenes,
  ...wizardScenes,
  ...reviewScenes,
  ...associationScenes,
};

/** Plays the applicant from wherever the registration rests to the end. The state alone says what comes next. */
export async function play(stage: Stage): Promise<void> {
  const { registration, applicant, screen } = stage;
  while (!isFinished(registration, applicant)) {
    const { state, revision } = registration;
    screen.step(registration);
    await scenes[state]?.(stage);
    if (registration.revision === revision) throw new Problem(`  The applicant has no answer for ${state}.`);
  }
}

/** Whether this applicant has nothing more to do. */
export function isFinished({ state, snapshot }: Registration, { enrollment, association }: Applicant): boolean {
  const { enrollment: done, association: associated } = snapshot.context;
  if (state === 'enrollment.enrolled')
    return (
      isDone(
        enrollment?.path,
        done.paths.map(({ path }) => path),
      ) &&
      isDone(
        enrollment?.program,
        done.programs.map(({ program }) => program),
      )
    );
  return (
    state === 'association.associated' &&
    isDone(
      association?.benefit,
      associated.benefits.map(({ benefit }) => benefit),
    )
  );
}

function isDone<T>(wish: Tries<T> | undefined, done: readonly T[]): boolean {
  return wish === undefined || done.includes(tryOf(wish, last));
}
