import type { DevelopmentPath, PartnerProgram } from '../src/choices.js';
import { developmentPaths, partnerPrograms, programPublications } from '../src/choices.js';
import {
  type AccountFacts,
  type EligibilityPage,
  type EligibilityRow,
  type EligibilityTarget,
  eligibilityTargets,
  eligibilityVersion,
  type PartnerFacts,
  pathRecords,
  rowsFor,
  unknownPartner,
} from '../src/eligibility.js';
import { eligibilityRows } from '../src/eligibility.rows.js';
import type { IssueCode } from '../src/issue.js';
import { createPolicy, type Site, sites } from '../src/policy.js';
import { messageOf } from './lists.js';
import { code, grouped, page, ruleLink, sourceLink, table } from './markdown.js';
import { settingLink } from './settings.js';

/** The paths, as Huawei's pages call them. */
export const pathNames: Readonly<Record<DevelopmentPath, string>> = {
  software: 'Software path',
  service: 'Service path',
  systemIntegrator: 'System Integrator path',
  learning: 'Learning path',
  distributor: 'Distributor path',
};

/** The programs, as Huawei's pages call them. */
export const programNames: Readonly<Record<PartnerProgram, string>> = {
  cloudSolutionProvider: 'Cloud Solution Provider Program',
  distributor: 'Distribution Partner Program, distributor',
  reseller: 'Distribution Partner Program, reseller',
  koogallerySeller: 'KooGallery Seller',
  koogallerySales: 'KooGallery Sales',
  carrier: 'Carrier',
  partnerCompetency: 'Partner Competency',
  partnerCustomerEngagement: 'Partner Customer Engagement',
};

const everything: AccountFacts = {
  kind: 'individual',
  realName: { individual: 'passed', enterprise: 'none' },
  enterpriseCenter: 'master',
  customerOf: 'partner',
  preregistered: true,
  frozen: true,
  resources: true,
  consumption: true,
  arrears: true,
  creditAccount: true,
  associated: true,
  boundElsewhere: true,
  balance: true,
  pendingSettlement: true,
  openContracts: true,
  openOrders: true,
  records: [...pathRecords],
  solution: 'none',
  siblings: [
    {
      partnerId: 'sibling',
      paths: [...developmentPaths],
      programs: partnerPrograms.map((program) => ({ program, area: 'DE' })),
      solution: 'none',
    },
  ],
};

/** Two companies with everything against them that can be at once: one that is no partner, and one that is. */
const worst: readonly PartnerFacts[] = [
  { partnerId: null, country: null },
  { partnerId: 'partner', country: 'DE' },
].map((company) => ({
  ...unknownPartner,
  ...company,
  applying: true,
  deregistering: true,
  account: everything,
  paths: developmentPaths.map((path) => ({ path, stage: 'differentiated' })),
  programs: partnerPrograms.map((program) => ({ program, status: 'joined', area: 'DE' })),
}));

/** The sites on which a row is asked for a target, and those of them on which the policy of the site leaves it out. */
function reachOfRow(row: EligibilityRow, target: EligibilityTarget): { readonly on: Site[]; readonly off: Site[] } {
  const asked = sites.filter((site) => rowsFor(target, site).includes(row));
  const holds = (site: Site) =>
    worst.some((partner) =>
      row.found(partner, target, createPolicy({ site })).some((found) => found.code === row.code),
    );
  return { on: asked.filter(holds), off: asked.filter((site) => !holds(site)) };
}

function reachText(row: EligibilityRow, target: EligibilityTarget): string {
  const { on, off } = reachOfRow(row, target);
  const left = off.length === 0 ? [] : [`${on.length === 0 ? '' : 'on '}${off.join(', ')} only if the policy says so`];
  return [...(on.length === 0 ? [] : [on.join(', ')]), ...left].join('; ');
}

const standings: Readonly<Record<NonNullable<EligibilityPage['standing']>, string>> = {
  takenOver: 'published for another site',
  inferred: 'not said in so many words',
  disputed: 'public texts disagree',
};

/** Where a row is written, site by site, and how far the page goes. */
export function pagesText({ pages }: Pick<EligibilityRow, 'pages'>): string {
  const held = sites.filter((site) => pages[site] !== undefined);
  const said = grouped(held, (site) => {
    const { source = '', standing } = pages[site] ?? {};
    return `${sourceLink(source)}, ${standing === undefined ? 'stated' : standings[standing]}`;
  });
  return [...said].map(([text, on]) => `**${on.join(', ')}**: ${text}`).join('<br>');
}

/** A target in words: the heading of its section. */
export function targetName(target: EligibilityTarget): string {
  switch (target.kind) {
    case 'path':
      return pathNames[target.path];
    case 'program':
      return programNames[target.program];
    case 'pathExit':
      return 'Leaving a development path';
    case 'purchase':
      return 'Buying and provisioning cloud services';
    case 'deregistration':
      return 'Deregistering the account';
  }
}

/** The targets that have a section of their own: leaving is the same for every path. */
const sections = [...grouped(eligibilityTargets, targetName).values()].flatMap(([target]) => target ?? []);

const rowsOn = (target: EligibilityTarget) =>
  eligibilityRows.filter((row) => sites.some((site) => rowsFor(target, site).includes(row)));

/** What a row says; where one code stands for several programs, with the program that is meant. */
function messageOfRow(row: EligibilityRow, target: EligibilityTarget): string {
  const found = worst.flatMap((partner) => row.found(partner, target, createPolicy({ site: 'intl' })));
  const other = found.flatMap(({ params }) => ('other' in params ? [params.other] : []))[0];
  const named = partnerPrograms.find((program) => program === other);
  return messageOf(row.code).replace('{other}', named === undefined ? '{other}' : programNames[named]);
}

function rowTable(target: EligibilityTarget): string[] {
  return table(
    ['Code', 'What is said', 'Asked on', 'Rule', 'Where it is written', 'Setting that decides'],
    rowsOn(target).map((row) => [
      code(row.code),
      messageOfRow(row, target),
      `${reachText(row, target)}${row.atApproval === true ? '; once more on approval' : ''}`,
      ruleLink(row.rule),
      pagesText(row),
      row.setting === undefined ? '' : settingLink(row.setting),
    ]),
  );
}

/** A link to the section of a kind of target; for a path or a program, to the first of them. */
export function sectionLink(kind: EligibilityTarget['kind']): string {
  const named = { path: 'selecting a path', program: 'joining a program', pathExit: 'leaving a path' } as const;
  const words = { ...named, purchase: 'buying', deregistration: 'deregistering' }[kind];
  const heading = { path: 'Development paths', program: 'Partner programs' } as const;
  const found = sections.find((target) => target.kind === kind);
  const title = kind === 'path' || kind === 'program' ? heading[kind] : found === undefined ? '' : targetName(found);
  return `[${words}](eligibility.md#${title.toLowerCase().replaceAll(' ', '-')})`;
}

const published = {
  public: 'public',
  partly: 'in part',
  notPublic: 'not public: the flow every program has, and nothing more',
} as const;

function programTable(): string[] {
  return table(
    ['Program', 'Id', 'Are its conditions public?', 'Source, date'],
    partnerPrograms.map((program) => {
      const { conditions, source } = programPublications[program];
      return [programNames[program], code(program), published[conditions], sourceLink(source)];
    }),
  );
}

/** What a row is about, whatever the target: `resources` for `program.resources` and `deregistration.resources`. */
const conditionOf = (found: IssueCode) => found.slice(found.indexOf('.') + 1);

const short: Readonly<Record<string, string>> = {
  ...{ software: 'Software', service: 'Service', systemIntegrator: 'SI', learning: 'Learning' },
  ...{ cloudSolutionProvider: 'CSP', reseller: 'Reseller', koogallerySeller: 'Seller', koogallerySales: 'Sales' },
  ...{ carrier: 'Carrier', partnerCompetency: 'Competency', partnerCustomerEngagement: 'PCE' },
  ...{ pathExit: 'leave path', purchase: 'buy', deregistration: 'deregister' },
};

function columnOf(target: EligibilityTarget): string {
  if ('path' in target && target.kind === 'path') return short[target.path] ?? 'Distributor path';
  return short['program' in target ? target.program : target.kind] ?? 'Distributor';
}

/** One cell of the matrix: the sites on which the condition holds, and those on which the policy could make it hold. */
function cellOf(condition: string, target: EligibilityTarget): string {
  const found = rowsOn(target).filter((row) => conditionOf(row.code) === condition);
  const reach = found.map((row) => reachOfRow(row, target));
  const on = sites.filter((site) => reach.some((each) => each.on.includes(site)));
  const off = sites.filter((site) => !on.includes(site) && reach.some((each) => each.off.includes(site)));
  const mark = (sign: string, held: readonly Site[]) =>
    held.length === 0 ? [] : [held.length === sites.length ? sign : `${sign} ${held.join(' ')}`];
  return [...mark('●', on), ...mark('○', off)].join('<br>');
}

function matrix(): string[] {
  const conditions = [...new Set(eligibilityRows.map((row) => conditionOf(row.code)))];
  return table(
    ['Condition', ...sections.map(columnOf)],
    conditions.map((condition) => [code(condition), ...sections.map((target) => cellOf(condition, target))]),
  );
}

/** The whole table of eligibility, target by target, and as one matrix. */
export function eligibilityPage(): string {
  const section = (target: EligibilityTarget, level: string) => [
    `${level} ${targetName(target)}`,
    '',
    ...rowTable(target),
  ];
  const of = (...kinds: readonly EligibilityTarget['kind'][]) => sections.filter(({ kind }) => kinds.includes(kind));
  return page(
    '# Eligibility',
    '',
    `What stands in the way of a development path, of a partner program, of leaving a path, of buying and of deregistering. This is`,
    `version ${code(eligibilityVersion)} of the table, and all of it. \`eligibility(partner, target, policy)\` answers with every row that`,
    'applies, all at once. An account that has not been looked up holds nothing against anything. How to show it:',
    '[paths and programs](../how-to/paths-and-programs.md).',
    '',
    'How far a page goes: **stated** means that the page says so for this site; **published for another site**, that we take it over;',
    '**not said in so many words**, that we inferred it; **public texts disagree**, that another page says otherwise. Where a setting',
    'of the policy decides, the setting is linked. "Only if the policy says so" means that the default policy leaves the row out.',
    '',
    '## In one look',
    '',
    '● stands in the way, or is asked for; ○ only if the policy says so; empty: no rule. `cn`, `intl`, `eu`: on these sites only.',
    '',
    ...matrix(),
    '## Development paths',
    '',
    'The rows are the same for every path; the policy says which paths they are asked of.',
    '',
    of('path').flatMap((target) => section(target, '###')),
    '## Partner programs',
    '',
    'Not every program has public conditions. Where none are, a program is open to every partner, applied for, reviewed and decided.',
    '',
    ...programTable(),
    of('program').flatMap((target) => section(target, '###')),
    of('pathExit', 'purchase', 'deregistration').flatMap((target) => section(target, '##')),
  );
}
