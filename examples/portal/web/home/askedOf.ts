import { type Requirement, requirements } from 'hcpn-registration';
import { useOpen } from '../registration/openRegistration.js';

/** What is asked on one path or in one program, most urgent first. */
export function useAskedOf(name: 'path' | 'program', value: string): readonly Requirement[] {
  const { pastDue, currentlyDue, eventuallyDue, pendingVerification } = requirements(useOpen().snapshot);
  return [...pastDue, ...currentlyDue, ...eventuallyDue, ...pendingVerification].filter(({ params }) => {
    const named: Readonly<Record<string, unknown>> = params;
    return named[name] === value;
  });
}
