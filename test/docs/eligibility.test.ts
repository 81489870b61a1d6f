import { describe, expect, it } from 'vitest';
import { eligibilityPage, targetName } from '../../docs/eligibility.js';
import { messageOf } from '../../docs/lists.js';
import { domainRules, domainSources } from '../../docs/markdown.js';
import { sitesPage } from '../../docs/sites.js';
import { partnerPrograms, programPublications } from '../../src/choices.js';
import { type EligibilityRow, eligibilityTargets, eligibilityVersion, rowsFor } from '../../src/eligibility.js';
import { eligibilityRows } from '../../src/eligibility.rows.js';
import { createPolicy, type Site, sites } from '../../src/policy.js';

const eligibility = eligibilityPage();

/** The lines of a page below a heading, up to the next heading. */
function below(page: string, heading: string): string[] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  const end = lines.findIndex((line, place) => place > start && line.startsWith('#'));
  return start === -1 ? [] : lines.slice(start + 1, end === -1 ? undefined : end);
}

const cellsOf = (line: string) => line.slice(2, -2).split(' | ');
const rowsOf = (lines: readonly string[]) =>
  lines
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map(cellsOf);

const words = {
  stated: 'stated',
  takenOver: 'published for another site',
  inferred: 'not said in so many words',
  disputed: 'public texts disagree',
} as const;

/** Whether a line says of a row, for one site, where it is written and how far that goes. */
function saysPage(cell: string, site: Site, { pages }: EligibilityRow): boolean {
  const page = pages[site];
  if (page === undefined) return false;
  const dated = page.date === undefined ? '' : `, ${page.date}`;
  const expected = `[${page.source}](rules.md#${page.source.toLowerCase()})${dated}, ${words[page.standing ?? 'stated']}`;
  return cell.split('<br>').some((part) => {
    const [, on = '', text = ''] = /^\*\*(.+?)\*\*: (.*)$/.exec(part) ?? [];
    return on.split(', ').includes(site) && text === expected;
  });
}

/** The rows of the table, target by target, that a page does not tell of in full. */
function missingOn(page: string): string[] {
  return eligibilityTargets.flatMap((target) => {
    const lines = rowsOf(below(page, targetName(target)));
    const asked = [...new Set(sites.flatMap((site) => rowsFor(target, site)))];
    return asked
      .filter((row) => {
        const on = sites.filter((site) => rowsFor(target, site).includes(row));
        const place = lines.findIndex(
          ([found, said = '', reach = '', rule, pages = '', setting = '']) =>
            found === `\`${row.code}\`` &&
            said.startsWith(messageOf(row.code).split('{other}')[0] ?? '') &&
            rule === `[${row.rule}](rules.md#${row.rule.toLowerCase()})` &&
            on.every((site) => reach.includes(site) && saysPage(pages, site, row)) &&
            setting.includes(row.setting ?? ''),
        );
        // Two rows with one code need two lines.
        if (place !== -1) lines.splice(place, 1);
        return place === -1;
      })
      .map((row) => `${targetName(target)}: ${row.code}`);
  });
}

describe('the page of eligibility', () => {
  it('has every row of the table at every target, with sites, rule, source, date, standing and setting', () => {
    expect(missingOn(eligibility)).toEqual([]);
  });

  it('cannot lose a line, a site, a date or a standing unnoticed', () => {
    const lines = eligibility
      .split('\n')
      .filter((line) => /^\| `(?:path|program|pathExit|purchase|deregistration)\./.test(line));
    expect(lines.length).toBeGreaterThan(60);
    for (const line of lines) {
      expect(missingOn(eligibility.replace(line, '')), line).not.toEqual([]);
      for (const [before, after] of [
        ['**cn', '**'],
        [', stated', ''],
        [', published for another site', ', stated'],
        [/, \d{4}-\d\d-\d\d/, ''],
      ] as const)
        if (line.replace(before, after) !== line)
          expect(missingOn(eligibility.replace(line, line.replace(before, after))), line).not.toEqual([]);
    }
  });

  it('names the version, and every program with how far its conditions are public', () => {
    expect(eligibility).toContain(`version \`${eligibilityVersion}\``);
    const lines = rowsOf(below(eligibility, 'Partner programs'));
    expect(lines.map(([, program]) => program)).toEqual(partnerPrograms.map((program) => `\`${program}\``));
    for (const [place, program] of partnerPrograms.entries()) {
      const { conditions, source, date } = programPublications[program];
      const said = { public: 'public', partly: 'in part', notPublic: 'not public' }[conditions];
      expect(lines[place]?.[2]?.startsWith(said), program).toBe(true);
      expect(lines[place]?.[3]).toContain(`[${source}]`);
      if (date !== undefined) expect(lines[place]?.[3]).toContain(date);
    }
  });

  it('marks in its matrix exactly the conditions each target has', () => {
    const matrix = rowsOf(below(eligibility, 'In one look'));
    const targets = [...new Map(eligibilityTargets.map((target) => [targetName(target), target])).values()];
    const conditionOf = ({ code }: EligibilityRow) => code.slice(code.indexOf('.') + 1);
    expect(matrix.map(([condition]) => condition)).toEqual(
      [...new Set(eligibilityRows.map(conditionOf))].map((condition) => `\`${condition}\``),
    );
    for (const [condition, ...cells] of matrix) {
      expect(cells).toHaveLength(targets.length);
      for (const [place, target] of targets.entries()) {
        const asked = sites
          .flatMap((site) => rowsFor(target, site))
          .filter((row) => `\`${conditionOf(row)}\`` === condition);
        expect(cells[place] === '', `${condition} ${targetName(target)}`).toBe(asked.length === 0);
        // What no setting decides stands in the way on every site it is asked on.
        if (asked.some(({ setting }) => setting === undefined))
          expect(cells[place]?.startsWith('●'), `${condition} ${targetName(target)}`).toBe(true);
      }
    }
  });

  it('rests on rules and pages that are listed, with the date they bear', () => {
    for (const { code, rule, pages } of eligibilityRows)
      for (const page of Object.values(pages)) {
        expect(domainRules[rule]?.sources, `${code}: ${rule}`).toContain(page.source);
        expect(domainSources[page.source]?.date, `${code}: ${page.source}`).toBe(page.date);
      }
    for (const [program, { source, date }] of Object.entries(programPublications))
      expect(domainSources[source]?.date, `${program}: ${source}`).toBe(date);
  });
});

/** Every value of a policy by its dotted path; a list is one value. */
function leavesOf(value: unknown, path = ''): [string, string][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`))
    : [[path, JSON.stringify(value)]];
}

/** What a page says of the sites that is not so, or leaves out. */
function wrongOn(page: string): string[] {
  const policies = sites.map((site) => new Map(leavesOf(createPolicy({ site }))));
  const differing = [...(policies[0] ?? new Map<string, string>()).keys()].filter(
    (path) => path !== 'site' && new Set(policies.map((policy) => policy.get(path))).size > 1,
  );
  const said = new Map(
    rowsOf(below(page, 'Settings')).map(([setting = '', ...cells]) => [/`(.+?)`/.exec(setting)?.[1] ?? '', cells]),
  );
  const valueIn = (value = '') =>
    value.startsWith('[') ? value.replace(/[[\]"]/g, '').replaceAll(',', ', ') || 'none' : value;
  const rows = eligibilityRows.filter(({ pages }) => sites.some((site) => pages[site] === undefined));
  const lineOf = ([, found = '', , ...cells]: readonly string[]) =>
    `${found} ${cells.slice(0, 3).join('|')} ${cells[3] ?? ''}`;
  const lines = rowsOf(below(page, 'Eligibility')).map(lineOf);
  const expected = rows.map(
    ({ code, pages, rule }) =>
      `\`${code}\` ${sites.map((site) => (pages[site] === undefined ? '' : 'asked')).join('|')} [${rule}](rules.md#${rule.toLowerCase()})`,
  );
  return [
    ...differing.filter((path) => !said.has(path)).map((path) => `${path} is not there`),
    ...[...said.keys()].filter((path) => !differing.includes(path)).map((path) => `${path} does not differ`),
    ...differing.flatMap((path) =>
      sites.flatMap((site, place) =>
        said.get(path)?.[place]?.replaceAll('`', '') === valueIn(policies[place]?.get(path))
          ? []
          : [`${path} on ${site}`],
      ),
    ),
    ...(JSON.stringify([...lines].sort()) === JSON.stringify([...expected].sort()) ? [] : ['the rows of eligibility']),
  ];
}

describe('the page of the sites', () => {
  const page = sitesPage();

  it('lists every setting and every row in which the sites differ, and nothing else', () => {
    expect(wrongOn(page)).toEqual([]);
  });

  it('cannot lose, gain or change a line unnoticed', () => {
    const lines = page.split('\n').filter((line) => /^\| .*`/.test(line));
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) {
      expect(wrongOn(page.replace(line, '')), line).not.toEqual([]);
      expect(
        wrongOn(page.replace(line, `${line}\n${line.replace(/`[\w.]+`/, '`review.editable`')}`)),
        line,
      ).not.toEqual([]);
    }
    expect(wrongOn(page.replace('| `10` |', '| `9` |'))).not.toEqual([]);
    expect(wrongOn(page.replace('| asked |  |  |', '| asked | asked |  |'))).not.toEqual([]);
  });
});
