import { requirements } from 'hcpn-registration';
import { useOpen } from '../registration/openRegistration.js';

/**
 * Whether a reviewer named an answer in the rejection that is being corrected, and it still says the same; by the path of
 * the answer, its parts joined by dots.
 */
export function useIsNamed(): (path: string) => boolean {
  const { eventuallyDue } = requirements(useOpen().snapshot);
  const named = eventuallyDue
    .filter(({ code }) => code === 'review.fieldNamed')
    .map((requirement) => requirement.path.join('.'));
  return (path) => named.some((each) => `${each}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${each}.`));
}
