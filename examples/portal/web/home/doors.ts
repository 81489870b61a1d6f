import {
  type DevelopmentPath,
  eligibility,
  explain,
  type Issue,
  type PartnerProgram,
  partnerFacts,
} from 'hcpn-registration';
import { useOpen } from '../registration/openRegistration.js';

/** Whether a path or program is the partner's already, can be begun, or is closed. */
export type Door = 'mine' | 'open' | 'closed';

/** What stands against beginning something: at once, or as far as the account was looked up. */
export interface Reasons {
  readonly isClosed: boolean;
  readonly reasons: readonly Issue[];
}

const notBegun: readonly string[] = ['notSelected', 'exited', 'notApplied', 'left', 'invited'];

/** Which paths and programs are open, and why the others are not: every reason at once. */
export function useDoors() {
  const { snapshot, by } = useOpen();
  const { context } = snapshot;
  const { paths, programs } = context.enrollment;
  const at = new Date().toISOString();

  /** `explain` says whether the act is taken; where it is, the account is looked up anew, so what is known of it only warns. */
  function reasonsOf(act: Parameters<typeof explain<typeof snapshot>>[1], known: readonly Issue[]): Reasons {
    const explanation = explain(snapshot, act);
    return explanation.allowed ? { isClosed: false, reasons: known } : { isClosed: true, reasons: explanation.issues };
  }

  function forPath(path: DevelopmentPath): Reasons {
    const known = eligibility(partnerFacts(context), { kind: 'path', path }, context.policy);
    return reasonsOf({ type: 'path.select', path, at, by: by('path.select') }, known);
  }

  function forProgram(program: PartnerProgram): Reasons {
    const known = eligibility(partnerFacts(context), { kind: 'program', program }, context.policy);
    return reasonsOf({ type: 'program.apply', program, at, by: by('program.apply') }, known);
  }

  function doorOf(state: string, { isClosed }: Reasons): Door {
    if (!notBegun.includes(state)) return 'mine';
    return isClosed ? 'closed' : 'open';
  }

  const pathState = (path: DevelopmentPath) => paths.find((kept) => kept.path === path)?.state ?? 'notSelected';
  const programState = (program: PartnerProgram) =>
    programs.find((kept) => kept.program === program)?.state ?? 'notApplied';

  return {
    forPath,
    forProgram,
    ofPath: (path: DevelopmentPath) => doorOf(pathState(path), forPath(path)),
    ofProgram: (program: PartnerProgram) => doorOf(programState(program), forProgram(program)),
  };
}
