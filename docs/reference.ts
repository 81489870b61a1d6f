import { codesPage, policyPage, rulesPage } from './lists.js';
import { machinePage, roadPage } from './machines.js';
import { features, type Reading, readSource } from './reading.js';

/** Every generated page by its path under `docs/`. */
export function referencePages(reading: Reading = readSource()): ReadonlyMap<string, string> {
  return new Map([
    ...features.map((feature) => [`reference/${feature}.md`, machinePage(feature, reading)] as const),
    ['reference/registration.md', roadPage(reading)],
    ['reference/codes.md', codesPage()],
    ['reference/policy.md', policyPage()],
    ['reference/rules.md', rulesPage()],
  ]);
}
