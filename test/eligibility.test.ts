import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DevelopmentPath,
  developmentPaths,
  type PartnerProgram,
  partnerPrograms,
  programPublications,
} from '../src/choices.js';
import {
  type AccountFacts,
  approvalIssues,
  bestAccount,
  type EligibilityTarget,
  eligibility,
  eligibilityTargets,
  eligibilityVersion,
  type PartnerFacts,
  partnerFactsSchema,
  pathRecords,
  rowsFor,
  solutionOf,
  unknownPartner,
} from '../src/eligibility.js';
import { eligibilityRows } from '../src/eligibility.rows.js';
import { en } from '../src/messages/en.js';
import { createPolicy, type Policy, type PolicySettings, sites } from '../src/policy.js';
import { cleanAccount } from '../src/testing/ports.js';
import domain from './fixtures/domain-rules.json' with { type: 'json' };
import { isRuleId } from './support/rules.js';

type Site = Policy['site'];

const policies = {
  cn: createPolicy({ site: 'cn' }),
  intl: createPolicy({ site: 'intl' }),
  eu: createPolicy({ site: 'eu' }),
};
const { intl, cn } = policies;

/** A partner for which every path and program is open, on every site. */
const clean: PartnerFacts = {
  ...unknownPartner,
  partnerId: 'partner-1',
  country: 'SG',
  account: cleanAccount,
  invitedToPaths: [...developmentPaths],
  invitedToPrograms: [...partnerPrograms],
  whitelisted: [...developmentPaths],
};

/** A change of what is known of a partner. */
type Condition = (partner: PartnerFacts) => PartnerFacts;

const account =
  (over: Partial<AccountFacts>): Condition =>
  (partner) =>
    partner.account === null ? partner : { ...partner, account: { ...partner.account, ...over } };
const realName =
  (over: Partial<AccountFacts['realName']>): Condition =>
  (partner) =>
    account({ realName: { ...(partner.account ?? cleanAccount).realName, ...over } })(partner);
const sibling =
  (over: Partial<AccountFacts['siblings'][number]>): Condition =>
  (partner) => {
    const one = { partnerId: 'partner-2', paths: [], programs: [], solution: 'none' as const, ...over };
    return account({ siblings: [...(partner.account?.siblings ?? []), one] })(partner);
  };
const on =
  (path: DevelopmentPath, stage: PartnerFacts['paths'][number]['stage'] = 'selected'): Condition =>
  (partner) => ({ ...partner, paths: [...partner.paths, { path, stage }] });
const inside =
  (program: PartnerProgram, status: PartnerFacts['programs'][number]['status'] = 'joined'): Condition =>
  (partner) => ({ ...partner, programs: [...partner.programs, { program, status, area: null }] });
const record =
  (...records: AccountFacts['records']): Condition =>
  (partner) =>
    account({ records: [...(partner.account?.records ?? []), ...records] })(partner);

const codes = (partner: PartnerFacts, target: EligibilityTarget, policy: Policy = intl) =>
  eligibility(partner, target, policy).map(({ code }) => code);
const path = (name: DevelopmentPath) => ({ kind: 'path', path: name }) as const;
const exit = (name: DevelopmentPath) => ({ kind: 'pathExit', path: name }) as const;
const program = (name: PartnerProgram, area?: string) =>
  ({ kind: 'program', program: name, ...(area === undefined ? {} : { area }) }) as const;
const purchase = { kind: 'purchase' } as const;
const deregistration = { kind: 'deregistration' } as const;
const csp = program('cloudSolutionProvider');
const dis = program('distributor');

describe('the table of blockers', () => {
  const settings = Object.keys(intl).flatMap((group) =>
    Object.keys(Object(intl[group as keyof Policy])).map((name) => `${group}.${name}`),
  );
  const named = (row: (typeof eligibilityRows)[number]) => `${row.kind} ${row.target ?? 'any'} ${row.code}`;

  it('has a version', () => {
    expect(eligibilityVersion).toMatch(/^\d{4}-\d\d$/);
  });

  it.each(eligibilityRows.map((row) => [named(row), row] as const))(
    '%s names a rule, a code with a message, a site, and the page of each site',
    (_name, { rule, code, pages, setting }) => {
      expect(isRuleId(rule)).toBe(true);
      expect(Object.hasOwn(en.issues, code)).toBe(true);
      const held = Object.entries(pages);
      expect(held.length).toBeGreaterThan(0);
      for (const [site, { source, date, standing = 'takenOver', ...rest }] of held) {
        expect(sites).toContain(site);
        expect(source).toMatch(/^S\d\d$/);
        expect(date === undefined || new Date(date).toISOString().slice(0, 10) === date).toBe(true);
        expect(['takenOver', 'inferred', 'disputed']).toContain(standing);
        expect(rest).toEqual({});
      }
      expect(setting === undefined || settings.includes(setting)).toBe(true);
    },
  );

  it.each(eligibilityRows.map((row) => [named(row), row] as const))(
    '%s stands for every target of its kind, or for one that exists, and for no other',
    (_name, row) => {
      const targets = eligibilityTargets.filter(({ kind }) => kind === row.kind);
      const names = targets.map((target) =>
        'path' in target ? target.path : 'program' in target ? target.program : '',
      );
      expect(row.target === null || names.includes(row.target)).toBe(true);
      expect(targets.filter((target) => sites.some((site) => rowsFor(target, site).includes(row)))).toHaveLength(
        row.target === null ? targets.length : 1,
      );
    },
  );

  it('no blocker stands twice against the same target on the same site', () => {
    for (const target of eligibilityTargets)
      for (const site of sites) {
        const found = rowsFor(target, site).map(({ code, pages, rule }) => `${code} ${rule} ${pages[site]?.source}`);
        const others = found.filter((each) => !each.startsWith('program.excludedBy'));
        expect(new Set(others).size).toBe(others.length);
      }
  });

  it('every page bears the date that was seen on it, or none', () => {
    const dates = new Map(
      Object.entries(domain.sources).map(([key, page]) => [key, 'date' in page ? page.date : undefined]),
    );
    const pages = [
      ...eligibilityRows.flatMap((row) => Object.values(row.pages)),
      ...Object.values(programPublications),
    ];
    for (const { source, date } of pages) expect([source, date]).toEqual([source, dates.get(source)]);
  });

  it('a row that is not inferred names a page from which its rule is drawn', () => {
    const known: Record<string, { readonly sources: readonly string[] }> = domain.rules;
    const astray = eligibilityRows.flatMap((row) =>
      Object.values(row.pages)
        .filter(({ standing }) => standing !== 'inferred')
        .filter(({ source }) => !known[row.rule]?.sources.includes(source))
        .map(({ source }) => `${named(row)} ${row.rule} ${source}`),
    );
    expect(astray).toEqual([]);
  });

  it('what only one site publishes is marked as taken over on the others', () => {
    const onlyCn = eligibilityRows.filter(({ rule }) => ['R-091', 'R-093', 'R-164'].includes(rule));
    expect(onlyCn.map(({ pages }) => [pages.cn?.standing, pages.intl?.standing, pages.eu?.standing])).toEqual([
      [undefined, 'takenOver', 'takenOver'],
      [undefined, 'takenOver', 'takenOver'],
      [undefined, 'takenOver', 'takenOver'],
    ]);
    const onlyIntl = eligibilityRows.filter(({ rule }) => ['R-112', 'R-117', 'R-122', 'R-173'].includes(rule));
    expect(onlyIntl.map(({ pages }) => [pages.cn?.standing, pages.intl?.standing, pages.eu?.standing])).toEqual(
      onlyIntl.map(() => ['takenOver', undefined, undefined]),
    );
  });

  it('R-116 where public texts disagree, the rows say so, and a setting of the policy decides', () => {
    const disputed = eligibilityRows.filter(({ pages }) =>
      Object.values(pages).some(({ standing }) => standing === 'disputed'),
    );
    expect(disputed.map(({ code, rule, setting }) => [code, rule, setting])).toEqual([
      ['program.realNameIndividual', 'R-116', 'programs.realNameAgainstProvider'],
      ['program.realNameUsed', 'R-116', 'programs.realNameAgainstProvider'],
      ['deregistration.partner', 'R-028', 'deregistration.partnerAccounts'],
    ]);
  });

  it('R-058 how far the conditions of each program are public is said of every program', () => {
    expect(Object.keys(programPublications).sort()).toEqual([...partnerPrograms].sort());
    for (const { conditions, source } of Object.values(programPublications)) {
      expect(['public', 'partly', 'notPublic']).toContain(conditions);
      expect(source).toMatch(/^S\d\d$/);
    }
    const unpublished = partnerPrograms.filter((name) => programPublications[name].conditions === 'notPublic');
    expect(unpublished).toEqual(['koogallerySales', 'carrier', 'partnerCompetency']);
  });

  it('every path and program needs membership first, and every target is listed once', () => {
    for (const target of [...developmentPaths.map(path), ...partnerPrograms.map((name) => program(name))])
      for (const site of sites)
        expect(codes({ ...clean, partnerId: null }, target, policies[site])).toEqual([
          target.kind === 'path' ? 'path.requiresPartner' : 'program.requiresPartner',
        ]);
    expect(new Set(eligibilityTargets.map((target) => JSON.stringify(target))).size).toBe(
      2 * developmentPaths.length + partnerPrograms.length + 2,
    );
    expect(eligibilityTargets).toHaveLength(2 * developmentPaths.length + partnerPrograms.length + 2);
  });
});

describe('a partner of whom little is known', () => {
  it.each(eligibilityRows.map((row, place) => [`${place} ${row.code}`, row] as const))(
    '%s can be asked about anyone and anything without a fault',
    (_name, row) => {
      for (const site of sites)
        for (const target of eligibilityTargets)
          for (const partner of [unknownPartner, { ...clean, account: null }, clean])
            for (const { code } of row.found(partner, target, policies[site])) expect(code).toBe(row.code);
    },
  );

  it.each(sites)('(%s) nothing that depends on the account is held against one that was not looked up', (site) => {
    for (const target of eligibilityTargets)
      expect(codes({ ...clean, account: null }, target, policies[site])).toEqual(
        target.kind === 'deregistration' && site !== 'cn' ? ['deregistration.partner'] : [],
      );
  });

  it.each(sites)('(%s) a company of which nothing is known is not a partner yet, and buys as it likes', (site) => {
    expect(codes(unknownPartner, path('software'), policies[site])).toEqual(['path.requiresPartner']);
    expect(codes(unknownPartner, csp, policies[site])).toEqual(['program.requiresPartner', 'program.areaMissing']);
    expect(codes(unknownPartner, purchase, policies[site])).toEqual([]);
    expect(codes(unknownPartner, exit('software'), policies[site])).toEqual([]);
    expect(codes(unknownPartner, deregistration, policies[site])).toEqual([]);
  });
});

/**
 * Section 4.1 of the domain reference. `B`: blocks on every site; `cn`: on the cn site only; `.`: no rule; `?`: unknown,
 * which is no rule; `I`: the table says `–`, `?` or less, and the package infers a blocker and marks it as inferred.
 */
const columns = {
  software: path('software'),
  service: path('service'),
  systemIntegrator: path('systemIntegrator'),
  learning: path('learning'),
  invitationOnly: path('distributor'),
  cloudSolutionProvider: csp,
  distributor: dis,
  reseller: program('reseller'),
  koogallerySeller: program('koogallerySeller'),
  partnerCustomerEngagement: program('partnerCustomerEngagement'),
} as const satisfies Record<string, EligibilityTarget>;

type Expected = readonly string[] | { readonly path: readonly string[]; readonly program: readonly string[] };
const excluded = { path: ['closedByProgram'], program: ['excludedBy'] };

const cells: readonly (readonly [condition: string, change: Condition, row: string, codes: Expected])[] = [
  //                                                         SW SV SI LE IO CSP DIS RES KOO PCE
  ['R-090 R-110 C-131 not a partner', (p) => ({ ...p, partnerId: null }), 'B B B B B B B B I B', ['requiresPartner']],
  [
    'R-116 R-134 R-130 without enterprise real-name authentication',
    realName({ enterprise: 'none' }),
    '. . . . . cn . . cn cn',
    ['realNameRequired'],
  ],
  [
    'R-116 R-134 R-130 with enterprise real-name authentication in progress',
    realName({ enterprise: 'inProgress' }),
    '. . . . . cn . . cn cn',
    ['realNameRequired'],
  ],
  [
    'R-116 C-139 with enterprise real-name authentication passed',
    realName({ enterprise: 'passed' }),
    '. . . . . . . . . .',
    [],
  ],
  [
    'R-116 with individual real-name authentication in progress',
    realName({ individual: 'inProgress' }),
    '. . . . . B B ? . .',
    ['realNameIndividual'],
  ],
  [
    'R-116 with individual real-name authentication passed',
    realName({ individual: 'passed' }),
    '. . . . . B B ? . .',
    ['realNameIndividual'],
  ],
  ['R-110 R-130 not an enterprise', account({ kind: 'individual' }), '? ? ? ? ? B B ? B cn', ['notEnterprise']],
  ['R-112 R-094 on the software path', on('software'), '. . ? ? ? B . ? . .', ['closedByPath']],
  ['R-112 R-094 differentiated on a path', on('service', 'differentiated'), '. . ? ? ? B . ? . .', ['closedByPath']],
  [
    'R-093 another account on the service path',
    sibling({ paths: ['service'] }),
    '. cn ? ? ? . . . . .',
    ['takenBySibling'],
  ],
  ['R-093 another account on the software path', sibling({ paths: ['software'] }), '. . ? ? ? . . . . .', []],
  ['R-113 R-125 R-173 C-179 in CSP', inside('cloudSolutionProvider'), 'B B B B B . B I ? .', excluded],
  [
    'R-113 C-134 R-173 C-179 applying to CSP',
    inside('cloudSolutionProvider', 'applying'),
    'B B B B B . B I ? .',
    excluded,
  ],
  ['R-113 C-133 a distributor', inside('distributor'), '. . . . . B . ? ? .', ['excludedBy']],
  ['R-113 applying to be a distributor', inside('distributor', 'applying'), '. . . . . I . ? ? .', ['excludedBy']],
  ['R-113 a reseller', inside('reseller'), '. . . . . B . . ? .', ['excludedBy']],
  [
    'R-111 C-137 another account in CSP in the same business area',
    sibling({ programs: [{ program: 'cloudSolutionProvider', area: 'SG' }] }),
    '. . . . . B . . . .',
    ['areaTaken'],
  ],
  [
    'R-111 C-137 another account in CSP in another business area',
    sibling({ programs: [{ program: 'cloudSolutionProvider', area: 'TH' }] }),
    '. . . . . . . . . .',
    [],
  ],
  [
    'R-111 another account in another program of the same area',
    sibling({ programs: [{ program: 'distributor', area: 'SG' }] }),
    '. . . . . . . . . .',
    [],
  ],
  ['R-114 with resources', account({ resources: true }), '. . . . . B B ? . .', ['resources']],
  ['R-114 with consumption', account({ consumption: true }), '. . . . . B B ? . .', ['consumption']],
  ['R-114 in arrears', account({ arrears: true }), '. . . . . B B ? . .', ['arrears']],
  ['R-122 C-143 frozen', account({ frozen: true }), '? ? ? ? ? . B ? ? ?', ['frozen']],
  ['R-122 with a credit account', account({ creditAccount: true }), '. . . . . . B ? . .', ['creditAccount']],
  [
    'R-119 a customer of another partner',
    account({ customerOf: 'partner' }),
    '. . . . . B B ? . .',
    ['customerOfPartner'],
  ],
  ['R-119 a customer of a reseller', account({ customerOf: 'reseller' }), '. . . . . B B ? . .', ['customerOfPartner']],
  [
    'R-115 C-136 an enterprise member',
    account({ enterpriseCenter: 'member' }),
    '. . . . . B B ? . .',
    ['enterpriseCenter'],
  ],
  ['R-115 an enterprise master', account({ enterpriseCenter: 'master' }), '. . . . . B B ? . .', ['enterpriseCenter']],
  ['R-117 preregistered by a Huawei BD', account({ preregistered: true }), '. . . . . B B ? . .', ['preregistered']],
  [
    'R-091 R-092 R-121 C-112 C-142 without any invitation',
    (p) => ({ ...p, invitedToPaths: [], invitedToPrograms: [] }),
    '. . . B B . B . . .',
    ['invitationRequired'],
  ],
  ['R-092 on no whitelist', (p) => ({ ...p, whitelisted: [] }), '. . . ? B . . . . .', ['notWhitelisted']],
  ['applying to join HCPN once more', (p) => ({ ...p, applying: true }), '. . . . . . . . . .', []],
  ['of whom everything else is on record', record(...pathRecords), '. . . . . . . . . .', []],
];

describe.each(sites)('section 4.1, site %s', (site) => {
  // Which path asks for the whitelist is not public: here it is the distributor path.
  const policy = createPolicy({ site, paths: { byWhitelist: ['distributor'] } });

  it('a clean enterprise that is a partner finds every door open', () => {
    for (const target of Object.values(columns)) expect(codes(clean, target, policy)).toEqual([]);
  });

  it.each(cells)('%s', (_condition, change, row, expected) => {
    const marks = row.split(' ');
    const found = Object.entries(columns).map(([name, target]) => [name, codes(change(clean), target, policy)]);
    const written = Object.entries(columns).map(([name, { kind }], column) => {
      const mark = marks[column];
      const blocked = mark === 'B' || mark === 'I' || mark === site;
      const problems = 'path' in expected ? expected[kind] : expected;
      return [name, blocked ? problems.map((problem) => `${kind}.${problem}`) : []];
    });
    expect(found).toEqual(written);
  });
});

describe('CSP and a path on one account', () => {
  it.each(sites)(
    '(%s) B7 C-179 R-173 applied for or joined, CSP closes every path, and the refusal names it',
    (site) => {
      for (const status of ['applying', 'joined'] as const)
        for (const name of developmentPaths)
          expect(eligibility(inside('cloudSolutionProvider', status)(clean), path(name), policies[site])).toEqual([
            {
              code: 'path.closedByProgram',
              path: ['path'],
              params: { path: name, program: 'cloudSolutionProvider' },
            },
          ]);
    },
  );

  it.each(sites)('(%s) B7 R-173 no other program closes a path', (site) => {
    for (const name of partnerPrograms.filter((each) => each !== 'cloudSolutionProvider'))
      for (const target of developmentPaths)
        expect(codes(inside(name)(clean), path(target), policies[site])).toEqual([]);
  });

  it.each(sites)('(%s) B7 C-179 R-173 whatever stage a path is in, CSP is not approved beside it', (site) => {
    for (const stage of ['selected', 'validating', 'validated', 'differentiated'] as const)
      expect(approvalIssues(on('learning', stage)(clean), 'cloudSolutionProvider', policies[site])).toEqual([
        { code: 'program.closedByPath', path: ['program'], params: { program: 'cloudSolutionProvider' } },
      ]);
  });

  it.each(sites)('(%s) B7 R-113 on approval a program that excludes another is asked about once more', (site) => {
    for (const [name, other] of [
      ['cloudSolutionProvider', 'distributor'],
      ['cloudSolutionProvider', 'reseller'],
      ['distributor', 'cloudSolutionProvider'],
      ['reseller', 'cloudSolutionProvider'],
    ] as const)
      for (const status of ['applying', 'joined'] as const)
        expect(approvalIssues(inside(other, status)(clean), name, policies[site])).toEqual([
          { code: 'program.excludedBy', path: ['program'], params: { program: name, other } },
        ]);
  });

  it('B7 R-173 approval asks nothing else: what was known of the account was judged on submitting', () => {
    const again = eligibilityRows.filter(({ atApproval }) => atApproval === true);
    expect(again.map(({ target, code }) => `${target} ${code}`)).toEqual([
      'cloudSolutionProvider program.closedByPath',
      'cloudSolutionProvider program.excludedBy',
      'cloudSolutionProvider program.excludedBy',
      'distributor program.excludedBy',
      'reseller program.excludedBy',
    ]);
    const unfit = account({ resources: true, kind: 'individual' })({ ...clean, partnerId: null, country: null });
    for (const name of partnerPrograms) expect(approvalIssues(unfit, name, intl)).toEqual([]);
    for (const name of partnerPrograms.filter((each) => each !== 'cloudSolutionProvider'))
      expect(approvalIssues(on('software')(clean), name, intl)).toEqual([]);
  });
});

describe.each(sites)('while deregistration is requested, site %s', (site) => {
  const policy = policies[site];
  const requested = (partner: PartnerFacts) => ({ ...partner, deregistering: true });

  it.each([...developmentPaths.map(path), ...partnerPrograms.map((name) => program(name)), purchase])(
    'D8 R-028 R-164 nothing new is begun: %j',
    (target) => {
      expect(eligibility(requested(clean), target, policy)).toEqual([
        { code: 'deregistration.requested', path: [], params: {} },
      ]);
    },
  );

  it('D8 R-095 a path can be left as before, and the rows on deregistering say nothing of it', () => {
    for (const name of developmentPaths) expect(codes(requested(on(name)(clean)), exit(name), policy)).toEqual([]);
    expect(codes(requested(clean), deregistration, policy)).toEqual(codes(clean, deregistration, policy));
  });

  it('D8 no page says so, and the rows say that it is inferred', () => {
    const rows = eligibilityRows.filter(({ code }) => code === 'deregistration.requested');
    expect(rows.map(({ kind, target, pages }) => [kind, target, pages[site]?.standing])).toEqual([
      ['path', null, 'inferred'],
      ['program', null, 'inferred'],
      ['purchase', null, 'inferred'],
    ]);
  });
});

describe('section 4.1, what is inferred', () => {
  it('a cell the reference leaves open and the package closes is marked as inferred, on every site', () => {
    const inferred = (target: EligibilityTarget, code: string) =>
      sites.map((site) => {
        const [row] = rowsFor(target, site).filter((each) => each.code === code);
        return row?.pages[site]?.standing;
      });
    for (const [target, code] of [
      [columns.koogallerySeller, 'program.requiresPartner'],
      [columns.reseller, 'program.excludedBy'],
      [columns.reseller, 'program.requiresPartner'],
      [columns.distributor, 'program.notEnterprise'],
      [columns.koogallerySeller, 'program.notEnterprise'],
    ] as const)
      expect(inferred(target, code).every((standing) => standing === 'inferred' || standing === 'takenOver')).toBe(
        true,
      );
  });
});

describe('CSP and Distribution', () => {
  it.each(sites)('(%s) R-110 to R-122 have lists of their own, with every blocker of each at once', (site) => {
    const worst = [
      account({
        ...cleanAccount,
        kind: 'individual',
        realName: { individual: 'passed', enterprise: 'none' },
        enterpriseCenter: 'member',
        customerOf: 'partner',
        preregistered: true,
        frozen: true,
        resources: true,
        consumption: true,
        arrears: true,
        creditAccount: true,
      }),
      sibling({ programs: [{ program: 'cloudSolutionProvider', area: 'SG' }] }),
      on('software'),
      inside('cloudSolutionProvider'),
      inside('distributor'),
      (partner: PartnerFacts) => ({ ...partner, partnerId: null, invitedToPrograms: [] }),
    ].reduce((partner, change) => change(partner), clean);
    const both = [
      'arrears',
      'consumption',
      'customerOfPartner',
      'enterpriseCenter',
      'excludedBy',
      'notEnterprise',
      'preregistered',
      'realNameIndividual',
      'requiresPartner',
      'resources',
    ];
    const short = (target: EligibilityTarget) =>
      codes(worst, target, policies[site]).map((code) => code.replace('program.', ''));
    const onlyCsp = ['areaTaken', 'closedByPath', ...(site === 'cn' ? ['realNameRequired'] : [])];
    expect(short(csp).sort()).toEqual([...both, ...onlyCsp].sort());
    expect(short(dis).sort()).toEqual([...both, 'frozen', 'creditAccount', 'invitationRequired'].sort());
  });

  it('C-133 R-113 the refusal names the program that stands in the way', () => {
    expect(eligibility(inside('distributor')(clean), csp, intl)).toEqual([
      {
        code: 'program.excludedBy',
        path: ['program'],
        params: { program: 'cloudSolutionProvider', other: 'distributor' },
      },
    ]);
  });

  it('C-137 R-111 one CSP account a business area: taken in SG, free in TH', () => {
    const partner = sibling({ programs: [{ program: 'cloudSolutionProvider', area: 'SG' }] })(clean);
    expect(eligibility(partner, program('cloudSolutionProvider', 'SG'), intl)).toEqual([
      {
        code: 'program.areaTaken',
        path: ['businessArea'],
        params: { program: 'cloudSolutionProvider', area: 'SG' },
      },
    ]);
    expect(codes(partner, program('cloudSolutionProvider', 'TH'))).toEqual([]);
  });

  it('R-111 the business area is the country of the account unless one is given, and has to be known', () => {
    const partner = sibling({ programs: [{ program: 'cloudSolutionProvider', area: 'TH' }] })(clean);
    expect(codes(partner, csp)).toEqual([]);
    expect(codes({ ...partner, country: 'TH' }, csp)).toEqual(['program.areaTaken']);
    expect(codes({ ...partner, country: null }, csp)).toEqual(['program.areaMissing']);
    expect(codes({ ...partner, country: null }, program('cloudSolutionProvider', 'SG'))).toEqual([]);
    expect(codes({ ...partner, country: null }, { ...csp, area: null })).toEqual(['program.areaMissing']);
    expect(codes({ ...partner, country: null }, dis)).toEqual([]);
  });

  it.each([
    ['individual', 'none', [], []],
    ['individual', 'inProgress', ['program.realNameIndividual'], []],
    ['individual', 'passed', ['program.realNameIndividual'], []],
    ['any', 'none', [], ['program.realNameUsed']],
    ['any', 'inProgress', ['program.realNameUsed'], ['program.realNameUsed']],
    ['any', 'passed', ['program.realNameUsed'], ['program.realNameUsed']],
  ] as const)(
    'R-116 with the policy `%s`, individual authentication %s holds %j against CSP; enterprise authentication %j',
    (realNameAgainstProvider, individual, byIndividual, byEnterprise) => {
      const policy = createPolicy({ site: 'intl', programs: { realNameAgainstProvider } });
      expect(codes(realName({ individual, enterprise: 'none' })(clean), csp, policy)).toEqual(byIndividual);
      expect(codes(realName({ individual: 'none', enterprise: 'passed' })(clean), csp, policy)).toEqual(byEnterprise);
      expect(codes(realName({ individual: 'none', enterprise: 'passed' })(clean), dis, policy)).toEqual([]);
    },
  );

  it('C-139 (cn) R-116 enterprise authentication does not block CSP, it is asked for, however the pages are read', () => {
    for (const realNameAgainstProvider of ['individual', 'any'] as const) {
      const policy = createPolicy({ site: 'cn', programs: { realNameAgainstProvider } });
      expect(codes(realName({ enterprise: 'passed' })(clean), csp, policy)).toEqual([]);
      expect(codes(realName({ enterprise: 'none' })(clean), csp, policy)).toEqual(['program.realNameRequired']);
      expect(codes(realName({ individual: 'passed' })(clean), csp, policy)).toEqual(['program.realNameIndividual']);
    }
    expect(codes(realName({ enterprise: 'none' })(clean), csp, intl)).toEqual([]);
  });

  it('C-142 R-121 which programs are by invitation is policy', () => {
    const uninvited = { ...clean, invitedToPrograms: [] };
    expect(partnerPrograms.filter((name) => codes(uninvited, program(name)).length > 0)).toEqual(['distributor']);
    const policy = createPolicy({ site: 'intl', programs: { byInvitation: ['carrier', 'reseller'] } });
    expect(partnerPrograms.filter((name) => codes(uninvited, program(name), policy).length > 0)).toEqual([
      'reseller',
      'carrier',
    ]);
    expect(codes({ ...clean, invitedToPrograms: ['reseller'] }, dis)).toEqual(['program.invitationRequired']);
  });
});

describe('paths', () => {
  const settings: PolicySettings = { site: 'intl', paths: { byInvitation: ['service'], byWhitelist: ['software'] } };

  it('R-091 R-092 which paths are by invitation and by whitelist is policy, and one does not stand for the other', () => {
    const bare = { ...clean, invitedToPaths: [], whitelisted: [] };
    const closed = (policy: Policy, partner: PartnerFacts = bare) =>
      developmentPaths.flatMap((name) => codes(partner, path(name), policy).map((code) => `${name} ${code}`));
    expect(closed(intl)).toEqual(['learning path.invitationRequired', 'distributor path.invitationRequired']);
    const policy = createPolicy(settings);
    expect(closed(policy)).toEqual(['software path.notWhitelisted', 'service path.invitationRequired']);
    expect(closed(policy, { ...bare, invitedToPaths: ['software'], whitelisted: ['service'] })).toEqual(closed(policy));
    expect(closed(policy, { ...bare, invitedToPaths: ['service'], whitelisted: ['software'] })).toEqual([]);
  });

  it('R-093 (cn) a second account of the company is kept off the service path; on which paths is policy', () => {
    const partner = sibling({ paths: ['service', 'software'] })(clean);
    expect(developmentPaths.filter((name) => codes(partner, path(name), cn).length > 0)).toEqual(['service']);
    expect(developmentPaths.filter((name) => codes(partner, path(name), intl).length > 0)).toEqual([]);
    const policy = createPolicy({ site: 'eu', paths: { oneAccountPerCompany: ['software', 'learning'] } });
    expect(developmentPaths.filter((name) => codes(partner, path(name), policy).length > 0)).toEqual(['software']);
  });

  it('R-097 R-099 of the solutions of an account the best counts; those of siblings where they are shared', () => {
    const levels = ['none', 'certified', 'advanced'] as const;
    for (const own of levels)
      for (const looked of levels)
        for (const other of levels) {
          const partner = [account({ solution: looked }), sibling({ solution: other })].reduce((p, c) => c(p), clean);
          const best = (...all: (typeof levels)[number][]) =>
            levels[Math.max(...all.map((level) => levels.indexOf(level)))];
          expect(solutionOf(partner, own, intl)).toBe(best(own, looked));
          expect(solutionOf(partner, own, cn)).toBe(best(own, looked, other));
        }
    expect(solutionOf(unknownPartner, 'none', cn)).toBe('none');
    expect(solutionOf(unknownPartner, 'certified', cn)).toBe('certified');
  });
});

/** Section 2.7: what keeps an account from leaving a path; the last one on the cn site only. */
const exitBlockers: readonly (readonly [number, string, Condition, readonly string[]])[] = [
  [1, 'C-115 R-095 joined a program', inside('carrier'), ['inProgram']],
  [2, 'R-095 role validation passed', on('service', 'validated'), ['roleValidated']],
  [3, 'R-095 differentiated', on('service', 'differentiated'), ['roleValidated', 'differentiated']],
  [4, 'R-095 a software solution on record', record('softwareSolution'), ['softwareSolution']],
  [5, 'R-095 an advanced software solution on record', record('advancedSolution'), ['advancedSolution']],
  [6, 'R-095 test coupons', record('testCoupon'), ['testCoupon']],
  [7, 'R-095 exam vouchers', record('examVoucher'), ['examVoucher']],
  [8, 'C-116 R-095 MDF', record('mdf'), ['mdf']],
  [9, 'R-095 FH', record('fh'), ['fh']],
  [10, 'R-096 delivery support', record('deliverySupport'), ['deliverySupport']],
];

describe.each(sites)('leaving a path, site %s', (site) => {
  it.each(exitBlockers)('blocker %i: %s', (place, _name, change, expected) => {
    const blocks = place <= 9 || site === 'cn';
    expect(codes(change(clean), exit('service'), policies[site])).toEqual(
      blocks ? expected.map((problem) => `pathExit.${problem}`) : [],
    );
  });

  it('R-095 R-096 there are nine blockers, and on the cn site one more', () => {
    const listed = rowsFor(exit('software'), site).map(({ code }) => code);
    expect(new Set(listed).size).toBe(site === 'cn' ? 10 : 9);
    expect(listed).toHaveLength(site === 'cn' ? 10 : 9);
  });

  it('R-095 all of them at once', () => {
    const partner = exitBlockers.filter(([place]) => place !== 2).reduce((known, [, , change]) => change(known), clean);
    expect(codes(partner, exit('service'), policies[site])).toHaveLength(site === 'cn' ? 10 : 9);
  });

  it.each([
    ['nothing on record', (partner: PartnerFacts) => partner],
    ['selected', on('service')],
    ['role validation in progress, which the chart refuses', on('service', 'validating')],
    ['another path validated', on('software', 'differentiated')],
    ['an application to a program', inside('carrier', 'applying')],
  ])('C-113 R-095 with %s no row blocks', (_name, change) => {
    expect(codes(change(clean), exit('service'), policies[site])).toEqual([]);
  });
});

describe('section 4.2, after joining', () => {
  it.each(sites)('(%s) R-118 in CSP or Distribution, or applying to one, nothing is bought', (site) => {
    for (const status of ['applying', 'joined'] as const) {
      const closed = partnerPrograms.filter(
        (name) => codes(inside(name, status)(clean), purchase, policies[site]).length > 0,
      );
      expect(closed).toEqual(['cloudSolutionProvider', 'distributor']);
    }
    const all = partnerPrograms.reduce((partner, name) => inside(name)(partner), clean);
    expect(eligibility(all, purchase, policies[site]).map(({ params }) => params)).toEqual([
      { program: 'cloudSolutionProvider' },
      { program: 'distributor' },
    ]);
    expect(codes(on('software')(clean), purchase, policies[site])).toEqual([]);
  });

  it('R-118 which programs close the purse is policy', () => {
    const policy = createPolicy({ site: 'intl', programs: { closingPurchases: ['carrier'] } });
    expect(codes(inside('cloudSolutionProvider')(clean), purchase, policy)).toEqual([]);
    expect(codes(inside('carrier')(clean), purchase, policy)).toEqual(['purchase.closed']);
  });

  it.each(partnerPrograms)('R-095 joined: %s closes the way out of the path', (name) => {
    expect(codes(inside(name)(on('software')(clean)), exit('software'))).toEqual(['pathExit.inProgram']);
  });

  it.each(developmentPaths)('R-112 on the %s path the CSP program is closed', (name) => {
    expect(codes(on(name)(clean), csp)).toEqual(['program.closedByPath']);
  });
});

/** what keeps the account from being deleted, as the FAQ lists it. */
const deletionBlockers: readonly (readonly [string, Condition, string])[] = [
  ['applying to become a partner', (p) => ({ ...p, applying: true }), 'applying'],
  ['in a program', inside('koogallerySeller'), 'inProgram'],
  ['applying to a program', inside('cloudSolutionProvider', 'applying'), 'inProgram'],
  ['frozen', account({ frozen: true }), 'frozen'],
  ['associated with a partner, or about to be', account({ associated: true }), 'associated'],
  ['an enterprise master', account({ enterpriseCenter: 'master' }), 'enterpriseCenter'],
  ['an enterprise member', account({ enterpriseCenter: 'member' }), 'enterpriseCenter'],
  ['bound to another site', account({ boundElsewhere: true }), 'boundElsewhere'],
  ['resources in use', account({ resources: true }), 'resources'],
  ['a balance', account({ balance: true }), 'balance'],
  ['overdue payments', account({ arrears: true }), 'overdue'],
  ['pending refunds or invoices', account({ pendingSettlement: true }), 'pendingSettlement'],
  ['unfulfilled contracts', account({ openContracts: true }), 'contracts'],
  ['unpaid or pending orders', account({ openOrders: true }), 'orders'],
];

describe.each(sites)('deregistering the account, site %s', (site) => {
  const outsider = { ...clean, partnerId: null };

  it('R-028 an account with nothing open that is no partner’s is closed', () => {
    expect(codes(outsider, deregistration, policies[site])).toEqual([]);
  });

  it.each(deletionBlockers)('R-028 %s stands in the way', (_name, change, problem) => {
    expect(codes(change(outsider), deregistration, policies[site])).toEqual([`deregistration.${problem}`]);
  });

  it('R-028 and all of it at once', () => {
    const worst = deletionBlockers.reduce<PartnerFacts>((partner, [, change]) => change(partner), outsider);
    expect(new Set(codes(worst, deregistration, policies[site]))).toEqual(
      new Set(deletionBlockers.map(([, , problem]) => `deregistration.${problem}`)),
    );
  });

  it('R-164 C-167 (cn) a partner first leaves each path, then the account; elsewhere a partner account stays', () => {
    const onlyPartner = site === 'cn' ? [] : ['deregistration.partner'];
    expect(codes(clean, deregistration, policies[site])).toEqual(onlyPartner);
    const partner = on('learning')(on('software')(clean));
    expect(codes(partner, deregistration, policies[site])).toEqual([
      ...onlyPartner,
      'deregistration.onPath',
      'deregistration.onPath',
    ]);
    const named = eligibility(partner, deregistration, policies[site]).flatMap(({ params }) => Object.values(params));
    expect(named).toEqual(['software', 'learning']);
  });

  it('R-164 whether a partner account may be deregistered is policy', () => {
    for (const partnerAccounts of [true, false]) {
      const policy = createPolicy({ site, deregistration: { partnerAccounts } });
      expect(codes(clean, deregistration, policy)).toEqual(partnerAccounts ? [] : ['deregistration.partner']);
    }
  });

  it('records and invitations do not', () => {
    expect(codes(record(...pathRecords)(outsider), deregistration, policies[site])).toEqual([]);
  });
});

/** Everything that can be held against anyone, each on its own. */
const conditions: readonly Condition[] = [
  ...cells.map(([, change]) => change),
  ...exitBlockers.map(([, , change]) => change),
  ...deletionBlockers.map(([, change]) => change),
  (partner) => ({ ...partner, country: null }),
  (partner) => ({ ...partner, deregistering: true }),
];
/** Those that can be heaped on one another: each only adds, or sets a fact no other sets otherwise. */
const heaped = [
  ...conditions.filter((_change, place) => place > 5),
  realName({ individual: 'passed' }),
  realName({ enterprise: 'none' }),
].filter((change) => {
  const { paths } = change(clean);
  return !paths.some(({ stage }) => stage !== 'selected');
});

const anyTarget = fc.constantFrom<EligibilityTarget>(
  ...eligibilityTargets,
  program('cloudSolutionProvider', 'SG'),
  program('cloudSolutionProvider', 'TH'),
);
const unusual: Omit<PolicySettings, 'site'> = {
  paths: { byWhitelist: ['service', 'software'], oneAccountPerCompany: [...developmentPaths] },
  programs: { closingPurchases: [...partnerPrograms], byInvitation: ['carrier'] },
  deregistration: { partnerAccounts: false },
};
const anyPolicy = fc.constantFrom<Policy>(
  ...Object.values(policies),
  createPolicy({ site: 'cn', ...unusual }),
  createPolicy({ site: 'eu', ...unusual, programs: { ...unusual.programs, realNameAgainstProvider: 'any' } }),
);
/** Where all that can be held against a clean partner is added to it, and nothing taken away. */
const additive = anyPolicy.filter(({ programs }) => programs.realNameAgainstProvider === 'individual');
const authentication = fc.constantFrom('none', 'inProgress', 'passed');
const area = fc.constantFrom(null, 'SG', 'TH');
const solution = fc.constantFrom('none', 'certified', 'advanced');
const anyAccount = fc.record({
  ...Object.fromEntries(
    Object.entries(cleanAccount)
      .filter(([, value]) => typeof value === 'boolean')
      .map(([key]) => [key, fc.boolean()]),
  ),
  kind: fc.constantFrom('individual', 'enterprise'),
  realName: fc.record({ individual: authentication, enterprise: authentication }),
  enterpriseCenter: fc.constantFrom('none', 'master', 'member'),
  customerOf: fc.constantFrom('none', 'partner', 'reseller'),
  records: fc.subarray([...pathRecords]),
  solution,
  siblings: fc.array(
    fc.record({
      partnerId: fc.constant('partner-2'),
      paths: fc.subarray([...developmentPaths]),
      programs: fc.array(fc.record({ program: fc.constantFrom(...partnerPrograms), area }), { maxLength: 3 }),
      solution,
    }),
    { maxLength: 3 },
  ),
});
/** Any partner at all, as the schema takes it. */
const anyPartner: fc.Arbitrary<PartnerFacts> = fc
  .record({
    partnerId: fc.constantFrom(null, 'partner-1'),
    country: area,
    applying: fc.boolean(),
    deregistering: fc.boolean(),
    account: fc.option(anyAccount, { nil: null }),
    paths: fc.array(
      fc.record({
        path: fc.constantFrom(...developmentPaths),
        stage: fc.constantFrom('selected', 'validating', 'validated', 'differentiated'),
      }),
      { maxLength: 5 },
    ),
    programs: fc.array(
      fc.record({
        program: fc.constantFrom(...partnerPrograms),
        status: fc.constantFrom('applying', 'joined'),
        area,
      }),
      { maxLength: 5 },
    ),
    invitedToPaths: fc.subarray([...developmentPaths]),
    invitedToPrograms: fc.subarray([...partnerPrograms]),
    whitelisted: fc.subarray([...developmentPaths]),
  })
  .map((facts) => partnerFactsSchema.parse(facts));

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(Object.freeze(value))) frozen(inner);
  return value;
}

const text = (issues: readonly object[]) => issues.map((found) => JSON.stringify(found));

describe('whoever asks for whatever', () => {
  it('the answer to several conditions is all of what each is answered: nothing hides behind anything', () => {
    fc.assert(
      fc.property(fc.subarray([...heaped]), anyTarget, additive, (changes, target, policy) => {
        const alone = changes.flatMap((change) => text(eligibility(change(clean), target, policy)));
        const base = text(eligibility(clean, target, policy));
        const isOutside = changes.some((change) => change(clean).partnerId === null);
        const hidden = isOutside && target.kind === 'deregistration' ? ['deregistration.partner'] : [];
        const together = text(
          eligibility(
            changes.reduce((partner, change) => change(partner), clean),
            target,
            policy,
          ),
        );
        const expected = new Set(
          [...base, ...alone].filter((each) => !hidden.some((code) => each.includes(`"${code}"`))),
        );
        const area = [...expected].some((each) => each.includes('program.areaMissing'));
        // Without a country there is no area that could be taken.
        const open = area ? [...expected].filter((each) => !each.includes('program.areaTaken')) : [...expected];
        expect([...new Set(together)].sort()).toEqual(open.sort());
      }),
      { numRuns: 500 },
    );
  });

  it('a further blocker opens nothing', () => {
    const further = fc.constantFrom<Condition>(
      ...[...partnerPrograms.map((name) => inside(name)), ...developmentPaths.map((name) => on(name))],
      ...partnerPrograms.map((name) => inside(name, 'applying')),
      ...pathRecords.map((name) => record(name)),
      ...(['resources', 'consumption', 'arrears', 'frozen', 'creditAccount', 'preregistered', 'balance'] as const).map(
        (key) => account({ [key]: true }),
      ),
      account({ kind: 'individual' }),
      account({ enterpriseCenter: 'master' }),
      account({ customerOf: 'reseller' }),
      realName({ individual: 'passed' }),
      sibling({ paths: [...developmentPaths], programs: [{ program: 'cloudSolutionProvider', area: 'SG' }] }),
      (partner) => ({ ...partner, invitedToPaths: [], invitedToPrograms: [] }),
      (partner) => ({ ...partner, whitelisted: [] }),
      (partner) => ({ ...partner, applying: true }),
      (partner) => ({ ...partner, deregistering: true }),
    );
    fc.assert(
      fc.property(anyPartner, further, anyTarget, anyPolicy, (partner, change, target, policy) => {
        // A path that is on the list twice is read by its first entry only, so it is not added to itself.
        const worse = change(partner);
        fc.pre(new Set(worse.paths.map((each) => each.path)).size === worse.paths.length);
        expect(codes(worse, target, policy)).toEqual(expect.arrayContaining(codes(partner, target, policy)));
      }),
      { numRuns: 500 },
    );
  });

  it('R-094 a path never closes another path, and an invitation or a place on a whitelist never closes anything', () => {
    fc.assert(
      fc.property(anyPartner, anyTarget, anyPolicy, (partner, target, policy) => {
        const invited = {
          ...partner,
          invitedToPaths: [...developmentPaths],
          invitedToPrograms: [...partnerPrograms],
          whitelisted: [...developmentPaths],
        };
        expect(codes(partner, target, policy)).toEqual(expect.arrayContaining(codes(invited, target, policy)));
        if (target.kind === 'path')
          expect(codes({ ...partner, paths: [] }, target, policy)).toEqual(codes(partner, target, policy));
      }),
    );
  });

  it('the answer is of the rows of the site and target alone, in the order of the table', () => {
    fc.assert(
      fc.property(anyPartner, anyTarget, anyPolicy, (partner, target, policy) => {
        const rows = rowsFor(target, policy.site);
        const found = eligibility(partner, target, policy);
        const places = found.map(({ code }) => rows.findIndex((row) => row.code === code));
        expect(places).not.toContain(-1);
        expect(places).toEqual([...places].sort((one, other) => one - other));
        expect(rows.map((row) => eligibilityRows.indexOf(row))).toEqual(
          rows.map((row) => eligibilityRows.indexOf(row)).sort((one, other) => one - other),
        );
      }),
    );
  });

  it('it is a pure function: it changes nothing, and gives the same answer twice', () => {
    fc.assert(
      fc.property(anyPartner, anyTarget, anyPolicy, (partner, target, policy) => {
        const [facts, wish, rules] = [
          frozen(structuredClone(partner)),
          frozen({ ...target }),
          frozen(structuredClone(policy)),
        ];
        const first = eligibility(facts, wish, rules);
        expect(eligibility(facts, wish, rules)).toEqual(first);
        expect(facts).toEqual(partner);
        for (const { code } of first) expect(Object.hasOwn(en.issues, code)).toBe(true);
      }),
    );
  });

  it('a row asks the policy, never the site: the site only picks the rows', () => {
    fc.assert(
      fc.property(
        anyPartner,
        anyTarget,
        anyPolicy,
        fc.constantFrom<Site>(...sites),
        (partner, target, policy, site) => {
          const elsewhere = { ...policy, site };
          for (const row of eligibilityRows)
            expect(row.found(partner, target, elsewhere)).toEqual(row.found(partner, target, policy));
          expect(eligibility(partner, target, elsewhere)).toEqual(
            rowsFor(target, site).flatMap((row) => row.found(partner, target, policy)),
          );
        },
      ),
    );
  });
});

describe('the facts the table looks at', () => {
  const sibling = {
    partnerId: 'P-2',
    paths: [...developmentPaths],
    programs: partnerPrograms.map((program) => ({ program, area: 'DE' })),
    solution: 'certified' as const,
  };
  const whole: PartnerFacts = {
    ...unknownPartner,
    account: { ...bestAccount, siblings: [sibling, { ...sibling, programs: [{ program: 'reseller', area: null }] }] },
    paths: [{ path: 'software', stage: 'selected' }],
    programs: [{ program: 'reseller', status: 'joined', area: null }],
  };
  /** The facts with one thing at a path said otherwise. */
  function saying(path: string, value: unknown): unknown {
    const changed: unknown = structuredClone(whole);
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    Reflect.set(
      keys.reduce<unknown>((inner, key) => Reflect.get(inner as object, key), changed) as object,
      last,
      value,
    );
    return changed;
  }

  it('are kept as they are, known wholly or not at all', () => {
    for (const facts of [whole, unknownPartner]) expect(partnerFactsSchema.parse(facts)).toEqual(facts);
  });

  const solutions = ['none', 'certified', 'advanced'];
  const authentications = ['none', 'inProgress', 'passed'];
  it.each<[string, readonly unknown[]]>([
    ['account.kind', ['individual', 'enterprise']],
    ['account.realName.individual', authentications],
    ['account.realName.enterprise', authentications],
    ['account.enterpriseCenter', ['none', 'master', 'member']],
    ['account.customerOf', ['none', 'partner', 'reseller']],
    ['account.records', [[], [...pathRecords]]],
    ['account.solution', solutions],
    ['account.siblings', [[], Array.from({ length: 100 }, () => sibling)]],
    ['account.siblings.0.solution', solutions],
    ['account.siblings.0.paths', [[], Array.from({ length: 20 }, () => 'software')]],
    ['account.siblings.0.programs', [[], Array.from({ length: 50 }, () => ({ program: 'reseller', area: 'DE' }))]],
    ['paths.0.stage', ['selected', 'validating', 'validated', 'differentiated']],
    ['programs.0.status', ['applying', 'joined']],
    ['programs.0.area', [null, 'DE']],
  ])('may be at %s any of %j', (path, values) => {
    for (const value of values) expect(partnerFactsSchema.parse(saying(path, value))).toEqual(saying(path, value));
  });

  it.each<[string, readonly unknown[]]>([
    ['account', [{}]],
    ['account.kind', ['', 'charity']],
    ['account.realName', [{}]],
    ['account.realName.individual', ['']],
    ['account.enterpriseCenter', ['']],
    ['account.customerOf', ['']],
    ['account.records', [[''], Array.from({ length: 21 }, () => 'mdf')]],
    ['account.solution', ['']],
    ['account.siblings', [[{}], Array.from({ length: 101 }, () => sibling)]],
    ['account.siblings.0.paths', [[''], Array.from({ length: 21 }, () => 'software')]],
    ['account.siblings.0.programs', [[{}], Array.from({ length: 51 }, () => ({ program: 'reseller', area: 'DE' }))]],
    ['paths.0', [{}]],
    ['paths.0.stage', ['']],
    ['programs.0', [{}]],
    ['programs.0.status', ['']],
    ['weather', ['fine']],
  ])('may be at %s none of %j', (path, values) => {
    for (const value of values) expect(partnerFactsSchema.safeParse(saying(path, value)).success).toBe(false);
  });

  it('hold nothing against the best account, and know nothing of an unknown partner', () => {
    const { kind, realName, enterpriseCenter, customerOf, records, solution, siblings, ...flags } = bestAccount;
    expect(Object.values(flags).every((flag) => flag === false)).toBe(true);
    expect({ kind, realName, enterpriseCenter, customerOf, records, solution, siblings }).toEqual({
      kind: 'enterprise',
      realName: { individual: 'none', enterprise: 'passed' },
      enterpriseCenter: 'none',
      customerOf: 'none',
      records: [],
      solution: 'advanced',
      siblings: [],
    });
    const { partnerId, country, applying, deregistering, account, ...lists } = unknownPartner;
    expect([partnerId, country, applying, deregistering, account]).toEqual([null, null, false, false, null]);
    expect(Object.values(lists).every((list) => list.length === 0)).toBe(true);
  });

  it('R-097 R-099 give the best solution that counts', () => {
    const shared = { ...intl, paths: { ...intl.paths, solutionsShared: true } };
    const alone = { ...intl, paths: { ...intl.paths, solutionsShared: false } };
    const account = { ...bestAccount, solution: 'none' as const };
    const withSiblings = {
      ...unknownPartner,
      account: { ...account, siblings: [{ ...sibling, solution: 'advanced' as const }] },
    };
    expect(solutionOf(unknownPartner, 'none', shared)).toBe('none');
    expect(solutionOf(unknownPartner, 'certified', shared)).toBe('certified');
    expect(solutionOf({ ...unknownPartner, account }, 'advanced', alone)).toBe('advanced');
    expect(solutionOf(withSiblings, 'none', shared)).toBe('advanced');
    expect(solutionOf(withSiblings, 'certified', alone)).toBe('certified');
  });
});

it('every target there is: each path, each program, leaving each path, buying, deregistering', () => {
  expect(eligibilityTargets).toEqual([
    ...developmentPaths.map((path) => ({ kind: 'path', path })),
    ...partnerPrograms.map((program) => ({ kind: 'program', program })),
    ...developmentPaths.map((path) => ({ kind: 'pathExit', path })),
    { kind: 'purchase' },
    { kind: 'deregistration' },
  ]);
});
