/** What someone types in one place: one answer, or several of which all but the last are refused. */
export type Tries<T> = T | T[];

/** A form as it is filled in at one try. */
export type Once<F> = { [K in keyof F]: Exclude<F[K], readonly unknown[]> };

/** The number of a try that is surely the last. */
export const last = Number.MAX_SAFE_INTEGER;

/** How many tries there are. */
export function countOf(tries: unknown): number {
  return Array.isArray(tries) ? tries.length : 1;
}

/** What is typed at a try; the last answer stays for all later ones. */
export function tryOf<T>(tries: Tries<T>, attempt: number): T {
  return Array.isArray(tries) ? (tries[Math.min(attempt, tries.length - 1)] as T) : tries;
}

/** How many tries a form takes: those of the field with the most. */
export function countOfForm(form: object): number {
  return Math.max(1, ...Object.values(form).map(countOf));
}

/** The whole form at a try. */
export function formAt<F extends object>(form: F, attempt: number): Once<F> {
  return Object.fromEntries(Object.entries(form).map(([field, tries]) => [field, tryOf(tries, attempt)])) as Once<F>;
}
