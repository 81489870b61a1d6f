import { Problem } from './problem.js';

/** A revision as an ETag. */
export const etagOf = (revision: number): string => `"${revision}"`;

/** The revision an `If-Match` names; a proxy that compresses may have made it weak. */
export function revisionIn(header: string): number {
  const [, digits] = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim()) ?? [];
  if (digits === undefined) throw new Problem(400, 'ifMatch.invalid', 'If-Match is one revision, as "12".');
  return Number(digits);
}

/** Whether an `If-None-Match` names a revision. */
export function isNamed(header: string | undefined, revision: number): boolean {
  return header?.split(',').some((each) => each.trim().replace(/^W\//, '') === etagOf(revision)) ?? false;
}
