import { eligibilityPage } from './eligibility.js';
import { codesPage, policyPage, rulesPage } from './lists.js';
import { fileOf, machinePage, roadPage } from './machines.js';
import { features, parts, type Reading, readSource } from './reading.js';
import { sitesPage } from './sites.js';

/** Every generated page by its path under `docs/`. */
export function referencePages(reading: Reading = readSource()): ReadonlyMap<string, string> {
  return new Map([
    ...[...features, ...parts].map((chart) => [`reference/${fileOf(chart)}.md`, machinePage(chart, reading)] as const),
    ['reference/registration.md', roadPage(reading)],
    ['reference/eligibility.md', eligibilityPage()],
    ['reference/sites.md', sitesPage()],
    ['reference/codes.md', codesPage()],
    ['reference/policy.md', policyPage()],
    ['reference/rules.md', rulesPage()],
  ]);
}
