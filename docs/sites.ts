import type { EligibilityRow } from '../src/eligibility.js';
import { eligibilityRows } from '../src/eligibility.rows.js';
import { sites } from '../src/policy.js';
import { pagesText, pathNames, programNames } from './eligibility.js';
import { messageOf } from './lists.js';
import { code, page, ruleLink, table } from './markdown.js';
import { originsText, settingLink, settings, shown, valueAt } from './settings.js';

const isSame = (path: readonly string[]) =>
  new Set(sites.map((site) => JSON.stringify(valueAt(site, path)))).size === 1;

const kinds: Readonly<Record<EligibilityRow['kind'], string>> = {
  path: 'any path',
  program: 'any program',
  pathExit: 'leaving a path',
  purchase: 'buying',
  deregistration: 'deregistering',
};

function targetOf({ kind, target }: EligibilityRow): string {
  const names: Readonly<Record<string, string>> = kind === 'program' ? programNames : pathNames;
  return target === null ? kinds[kind] : (names[target] ?? target);
}

/** Everything in which the sites differ. */
export function sitesPage(): string {
  return page(
    '# How the sites differ',
    '',
    '`cn` is the site for the Chinese mainland, `intl` the international one, `eu` the European one. This page holds every setting of the',
    'policy that is not the same on all three, and every row of [eligibility](eligibility.md) that is not asked on all three. In all',
    'else the machines are the same everywhere.',
    '',
    '## Settings',
    '',
    'As `createPolicy({ site })` gives them. [Policy](policy.md) has all settings, and what is stated by a page and what is ours.',
    '',
    ...table(
      ['Setting', ...sites, 'Where it comes from'],
      settings
        .filter(({ path }) => !isSame(path))
        .map(({ path, origin }) => [
          settingLink(path.join('.')),
          ...sites.map((site) => shown(valueAt(site, path))),
          originsText(origin),
        ]),
    ),
    '## Eligibility',
    '',
    ...table(
      ['What for', 'Code', 'What is said', ...sites, 'Rule', 'Where it is written'],
      eligibilityRows
        .filter(({ pages }) => sites.some((site) => pages[site] === undefined))
        .map((row) => [
          targetOf(row),
          code(row.code),
          messageOf(row.code),
          ...sites.map((site) => (row.pages[site] === undefined ? '' : 'asked')),
          ruleLink(row.rule),
          pagesText(row),
        ]),
    ),
  );
}
