import type { DevelopmentPath, PartnerProgram } from './choices.js';
import type { AccountFacts, EligibilityPage, EligibilityRow, EligibilityTarget, PartnerFacts } from './eligibility.js';
import { type Issue, type IssueCode, type IssueParams, issue } from './issue.js';
import type { Policy } from './policy.js';

type CodeWith<P> = {
  [C in IssueCode]: [IssueParams[C], P] extends [P, IssueParams[C]] ? C : never;
}[IssueCode];

type PathCode = CodeWith<{ path: string }>;
type ProgramCode = CodeWith<{ program: string }>;
type PlainCode = CodeWith<Record<never, never>>;
type Pages = EligibilityRow['pages'];

const takenOver = (page: EligibilityPage): EligibilityPage => ({ standing: 'takenOver', ...page });
const inferred = (page: EligibilityPage): EligibilityPage => ({ ...page, standing: 'inferred' });
const disputed = (page: EligibilityPage): EligibilityPage => ({ ...page, standing: 'disputed' });

const everywhere = (page: EligibilityPage): Pages => ({ cn: page, intl: page, eu: page });
const publishedOnIntl = (page: EligibilityPage): Pages => ({ cn: takenOver(page), intl: page, eu: page });
const publishedOnCn = (page: EligibilityPage): Pages => ({ cn: page, intl: takenOver(page), eu: takenOver(page) });

const joining = { source: 'S01', date: '2024-08-23' };
const provider = { source: 'S04', date: '2024-08-16' };
const distribution = { source: 'S05', date: '2023-04-27' };
const distributionInChinese = { source: 'S06', date: '2023-11-22' };
const pathOfInvitation = { source: 'S07', date: '2026-04-20' };
const servicePath = { source: 'S08', date: '2024-10-14' };
const learningPath = { source: 'S09', date: '2024-10-14' };
/** CSP and distributor are kept on separate accounts. */
const separateAccounts = { source: 'S54' };
/** where an account in CSP is told to use another account of the company for a path. */
const anotherAccount = { source: 'S72', date: '2024-03-15' };
const deleting = { source: 'S20', date: '2022-11-17' };

const paths: Pages = { cn: servicePath, intl: pathOfInvitation, eu: pathOfInvitation };

interface Source {
  readonly rule: string;
  readonly pages: Pages;
  readonly setting?: string;
  readonly atApproval?: true;
}

/** A row about a path, selected or left. */
function onPath(
  kind: 'path' | 'pathExit',
  code: PathCode,
  source: Source,
  holds: (partner: PartnerFacts, path: DevelopmentPath, policy: Policy) => boolean,
): EligibilityRow {
  return {
    kind,
    target: null,
    code,
    ...source,
    found: (partner, target, policy) => {
      const path = 'path' in target ? target.path : null;
      return path !== null && holds(partner, path, policy) ? [issue(code, ['path'], { path })] : [];
    },
  };
}

/** A row about a program. */
function onProgram(
  target: PartnerProgram | null,
  code: ProgramCode,
  source: Source,
  holds: (partner: PartnerFacts, program: PartnerProgram, policy: Policy) => boolean,
): EligibilityRow {
  return {
    kind: 'program',
    target,
    code,
    ...source,
    found: (partner, asked, policy) => {
      const program = 'program' in asked ? asked.program : null;
      return program !== null && holds(partner, program, policy) ? [issue(code, ['program'], { program })] : [];
    },
  };
}

/** A row about the account of whoever joins a program; an account not looked up holds nothing against it. */
function onAccount(
  target: PartnerProgram,
  code: ProgramCode,
  source: Source,
  holds: (account: AccountFacts, policy: Policy) => boolean,
): EligibilityRow {
  return onProgram(target, code, source, ({ account }, _program, policy) => account !== null && holds(account, policy));
}

/** A row about deregistering the account. */
function onDeregistration(
  code: PlainCode,
  source: Source,
  holds: (partner: PartnerFacts, policy: Policy) => boolean,
): EligibilityRow {
  return {
    kind: 'deregistration',
    target: null,
    code,
    ...source,
    found: (partner, _target, policy) => (holds(partner, policy) ? [issue(code)] : []),
  };
}

const areaOf = (partner: PartnerFacts, target: EligibilityTarget) =>
  ('area' in target ? target.area : null) ?? partner.country;

/** two programs that exclude each other on one account, also while an application runs. */
function excludes(target: PartnerProgram, other: PartnerProgram, pages: Pages): EligibilityRow {
  return {
    kind: 'program',
    target,
    code: 'program.excludedBy',
    rule: 'R-113',
    pages,
    atApproval: true,
    found: ({ programs }) =>
      programs.some(({ program }) => program === other)
        ? [issue('program.excludedBy', ['program'], { program: target, other })]
        : [],
  };
}

const individualAuthentication = ({ realName }: AccountFacts) => realName.individual !== 'none';
const anyAuthentication = ({ realName }: AccountFacts) =>
  realName.individual !== 'none' || realName.enterprise !== 'none';
const enterpriseNotAuthenticated = ({ realName }: AccountFacts) => realName.enterprise !== 'passed';
const notEnterprise = ({ kind }: AccountFacts) => kind !== 'enterprise';

const csp = 'cloudSolutionProvider';

/** whoever has the account deregistered begins nothing new with it. No page says so; the list of blockers implies it. */
function closedByDeregistration(kind: 'path' | 'program' | 'purchase'): EligibilityRow {
  return {
    kind,
    target: null,
    code: 'deregistration.requested',
    rule: 'R-028',
    pages: { cn: inferred({ source: 'S60' }), intl: inferred(deleting), eu: inferred(deleting) },
    found: ({ deregistering }) => (deregistering ? [issue('deregistration.requested')] : []),
  };
}

const partnerFirst = (target: PartnerProgram, rule: string, pages: Pages) =>
  onProgram(target, 'program.requiresPartner', { rule, pages }, ({ partnerId }) => partnerId === null);

const selecting: readonly EligibilityRow[] = [
  onPath('path', 'path.requiresPartner', { rule: 'R-090', pages: paths }, ({ partnerId }) => partnerId === null),
  onPath(
    'path',
    'path.invitationRequired',
    { rule: 'R-091', pages: publishedOnCn(learningPath), setting: 'paths.byInvitation' },
    ({ invitedToPaths }, path, policy) => policy.paths.byInvitation.includes(path) && !invitedToPaths.includes(path),
  ),
  onPath(
    'path',
    'path.notWhitelisted',
    { rule: 'R-092', pages: publishedOnIntl(pathOfInvitation), setting: 'paths.byWhitelist' },
    ({ whitelisted }, path, policy) => policy.paths.byWhitelist.includes(path) && !whitelisted.includes(path),
  ),
  onPath(
    'path',
    'path.takenBySibling',
    { rule: 'R-093', pages: publishedOnCn(servicePath), setting: 'paths.oneAccountPerCompany' },
    ({ account }, path, policy) =>
      policy.paths.oneAccountPerCompany.includes(path) &&
      (account?.siblings.some((sibling) => sibling.paths.includes(path)) ?? false),
  ),
  {
    kind: 'path',
    target: null,
    code: 'path.closedByProgram',
    rule: 'R-173',
    pages: publishedOnIntl(anotherAccount),
    found: ({ programs }, target) =>
      'path' in target && programs.some(({ program }) => program === csp)
        ? [issue('path.closedByProgram', ['path'], { path: target.path, program: csp })]
        : [],
  },
  closedByDeregistration('path'),
];

const stageOf = ({ paths: selected }: PartnerFacts, path: DevelopmentPath) =>
  selected.find((each) => each.path === path)?.stage;

const recorded = (code: PathCode, record: AccountFacts['records'][number], rule = 'R-095', pages: Pages = paths) =>
  onPath('pathExit', code, { rule, pages }, ({ account }) => account?.records.includes(record) ?? false);

const leaving: readonly EligibilityRow[] = [
  onPath('pathExit', 'pathExit.inProgram', { rule: 'R-095', pages: paths }, ({ programs }) =>
    programs.some(({ status }) => status === 'joined'),
  ),
  onPath('pathExit', 'pathExit.roleValidated', { rule: 'R-095', pages: paths }, (partner, path) =>
    ['validated', 'differentiated'].includes(stageOf(partner, path) ?? ''),
  ),
  onPath(
    'pathExit',
    'pathExit.differentiated',
    { rule: 'R-095', pages: paths },
    (partner, path) => stageOf(partner, path) === 'differentiated',
  ),
  recorded('pathExit.softwareSolution', 'softwareSolution'),
  recorded('pathExit.advancedSolution', 'advancedSolution'),
  recorded('pathExit.testCoupon', 'testCoupon'),
  recorded('pathExit.examVoucher', 'examVoucher'),
  recorded('pathExit.mdf', 'mdf'),
  recorded('pathExit.fh', 'fh'),
  recorded('pathExit.deliverySupport', 'deliverySupport', 'R-096', { cn: servicePath }),
];

const onIntl = publishedOnIntl(provider);

/** the English pages leave open which real-name authentication they mean; the policy says how they are read. */
const worded: Source = {
  rule: 'R-116',
  pages: { intl: disputed(provider), eu: disputed(provider) },
  setting: 'programs.realNameAgainstProvider',
};

const joiningProvider: readonly EligibilityRow[] = [
  partnerFirst(csp, 'R-110', onIntl),
  onAccount(csp, 'program.notEnterprise', { rule: 'R-110', pages: onIntl }, notEnterprise),
  onProgram(
    csp,
    'program.closedByPath',
    { rule: 'R-112', pages: onIntl, atApproval: true },
    ({ paths: on }) => on.length > 0,
  ),
  excludes(csp, 'distributor', { ...onIntl, cn: separateAccounts }),
  excludes(csp, 'reseller', publishedOnIntl(inferred(provider))),
  {
    kind: 'program',
    target: csp,
    code: 'program.areaMissing',
    rule: 'R-111',
    pages: publishedOnIntl(inferred(provider)),
    found: (partner, target) =>
      areaOf(partner, target) === null ? [issue('program.areaMissing', ['businessArea'], { program: csp })] : [],
  },
  {
    kind: 'program',
    target: csp,
    code: 'program.areaTaken',
    rule: 'R-111',
    pages: onIntl,
    found: (partner, target) => {
      const area = areaOf(partner, target);
      const siblings = partner.account?.siblings ?? [];
      const taken = siblings.some(({ programs }) => programs.some((one) => one.program === csp && one.area === area));
      return area !== null && taken ? [issue('program.areaTaken', ['businessArea'], { program: csp, area })] : [];
    },
  },
  onAccount(csp, 'program.resources', { rule: 'R-114', pages: onIntl }, ({ resources }) => resources),
  onAccount(csp, 'program.consumption', { rule: 'R-114', pages: onIntl }, ({ consumption }) => consumption),
  onAccount(csp, 'program.arrears', { rule: 'R-114', pages: onIntl }, ({ arrears }) => arrears),
  onAccount(
    csp,
    'program.enterpriseCenter',
    { rule: 'R-115', pages: onIntl },
    ({ enterpriseCenter }) => enterpriseCenter !== 'none',
  ),
  onAccount(
    csp,
    'program.realNameIndividual',
    worded,
    (account, { programs }) => programs.realNameAgainstProvider === 'individual' && individualAuthentication(account),
  ),
  onAccount(
    csp,
    'program.realNameUsed',
    worded,
    (account, { programs }) => programs.realNameAgainstProvider === 'any' && anyAuthentication(account),
  ),
  // On the cn site enterprise authentication comes first (S55), so only the individual one can stand in the way.
  onAccount(
    csp,
    'program.realNameIndividual',
    { rule: 'R-116', pages: { cn: takenOver(provider) } },
    individualAuthentication,
  ),
  onAccount(
    csp,
    'program.realNameRequired',
    { rule: 'R-116', pages: { cn: { source: 'S55' } } },
    enterpriseNotAuthenticated,
  ),
  onAccount(csp, 'program.preregistered', { rule: 'R-117', pages: onIntl }, ({ preregistered }) => preregistered),
  onAccount(
    csp,
    'program.customerOfPartner',
    { rule: 'R-119', pages: onIntl },
    ({ customerOf }) => customerOf !== 'none',
  ),
];

const dis = 'distributor';
const asDistributor = publishedOnIntl(distribution);

const joiningDistribution: readonly EligibilityRow[] = [
  partnerFirst(dis, 'R-121', asDistributor),
  excludes(dis, csp, { ...asDistributor, cn: separateAccounts }),
  onAccount(
    dis,
    'program.notEnterprise',
    { rule: 'R-121', pages: publishedOnIntl(inferred(distribution)) },
    notEnterprise,
  ),
  onAccount(dis, 'program.resources', { rule: 'R-114', pages: asDistributor }, ({ resources }) => resources),
  onAccount(dis, 'program.consumption', { rule: 'R-114', pages: asDistributor }, ({ consumption }) => consumption),
  onAccount(dis, 'program.arrears', { rule: 'R-114', pages: asDistributor }, ({ arrears }) => arrears),
  onAccount(dis, 'program.frozen', { rule: 'R-122', pages: asDistributor }, ({ frozen }) => frozen),
  onAccount(
    dis,
    'program.creditAccount',
    { rule: 'R-122', pages: asDistributor },
    ({ creditAccount }) => creditAccount,
  ),
  onAccount(
    dis,
    'program.enterpriseCenter',
    { rule: 'R-115', pages: asDistributor },
    ({ enterpriseCenter }) => enterpriseCenter !== 'none',
  ),
  onAccount(
    dis,
    'program.realNameIndividual',
    { rule: 'R-116', pages: publishedOnIntl(distributionInChinese) },
    individualAuthentication,
  ),
  onAccount(
    dis,
    'program.preregistered',
    { rule: 'R-117', pages: asDistributor },
    ({ preregistered }) => preregistered,
  ),
  onAccount(
    dis,
    'program.customerOfPartner',
    { rule: 'R-119', pages: asDistributor },
    ({ customerOf }) => customerOf !== 'none',
  ),
];

const joiningOthers: readonly EligibilityRow[] = [
  partnerFirst('reseller', 'R-058', everywhere(inferred(joining))),
  excludes('reseller', csp, everywhere(inferred(distribution))),
  partnerFirst('koogallerySeller', 'R-058', everywhere(inferred(joining))),
  onAccount(
    'koogallerySeller',
    'program.notEnterprise',
    { rule: 'R-134', pages: everywhere(inferred({ source: 'S48' })) },
    notEnterprise,
  ),
  onAccount(
    'koogallerySeller',
    'program.realNameRequired',
    { rule: 'R-134', pages: { cn: { source: 'S48' } } },
    enterpriseNotAuthenticated,
  ),
  partnerFirst('koogallerySales', 'R-058', everywhere(joining)),
  partnerFirst('carrier', 'R-058', everywhere(joining)),
  partnerFirst('partnerCompetency', 'R-058', everywhere(joining)),
  partnerFirst('partnerCustomerEngagement', 'R-130', publishedOnCn({ source: 'S48' })),
  onAccount(
    'partnerCustomerEngagement',
    'program.notEnterprise',
    { rule: 'R-130', pages: { cn: { source: 'S48' } } },
    notEnterprise,
  ),
  onAccount(
    'partnerCustomerEngagement',
    'program.realNameRequired',
    { rule: 'R-130', pages: { cn: { source: 'S48' } } },
    enterpriseNotAuthenticated,
  ),
  onProgram(
    null,
    'program.invitationRequired',
    { rule: 'R-121', pages: asDistributor, setting: 'programs.byInvitation' },
    ({ invitedToPrograms }, program, policy) =>
      policy.programs.byInvitation.includes(program) && !invitedToPrograms.includes(program),
  ),
  closedByDeregistration('program'),
];

const buying: readonly EligibilityRow[] = [
  {
    kind: 'purchase',
    target: null,
    code: 'purchase.closed',
    rule: 'R-118',
    pages: publishedOnIntl(provider),
    setting: 'programs.closingPurchases',
    found: ({ programs }, _target, policy): Issue[] =>
      programs
        .filter(({ program }) => policy.programs.closingPurchases.includes(program))
        .map(({ program }) => issue('purchase.closed', [], { program })),
  },
  closedByDeregistration('purchase'),
];

const closing: Source = { rule: 'R-028', pages: { cn: { source: 'S60' }, intl: deleting, eu: deleting } };

const accountHolds = (code: PlainCode, holds: (account: AccountFacts) => boolean) =>
  onDeregistration(code, closing, ({ account }) => account !== null && holds(account));

const deregistering: readonly EligibilityRow[] = [
  onDeregistration('deregistration.applying', closing, ({ applying }) => applying),
  onDeregistration(
    'deregistration.partner',
    {
      rule: 'R-028',
      pages: { cn: disputed({ source: 'S47' }), intl: inferred(deleting), eu: inferred(deleting) },
      setting: 'deregistration.partnerAccounts',
    },
    ({ partnerId }, policy) => partnerId !== null && !policy.deregistration.partnerAccounts,
  ),
  {
    kind: 'deregistration',
    target: null,
    code: 'deregistration.onPath',
    rule: 'R-164',
    pages: publishedOnCn({ source: 'S47' }),
    found: ({ paths: on }): Issue[] => on.map(({ path }) => issue('deregistration.onPath', [], { path })),
  },
  {
    kind: 'deregistration',
    target: null,
    code: 'deregistration.inProgram',
    ...closing,
    found: ({ programs }): Issue[] => programs.map(({ program }) => issue('deregistration.inProgram', [], { program })),
  },
  accountHolds('deregistration.frozen', ({ frozen }) => frozen),
  accountHolds('deregistration.associated', ({ associated }) => associated),
  accountHolds('deregistration.enterpriseCenter', ({ enterpriseCenter }) => enterpriseCenter !== 'none'),
  accountHolds('deregistration.boundElsewhere', ({ boundElsewhere }) => boundElsewhere),
  accountHolds('deregistration.resources', ({ resources }) => resources),
  accountHolds('deregistration.balance', ({ balance }) => balance),
  accountHolds('deregistration.overdue', ({ arrears }) => arrears),
  accountHolds('deregistration.pendingSettlement', ({ pendingSettlement }) => pendingSettlement),
  accountHolds('deregistration.contracts', ({ openContracts }) => openContracts),
  accountHolds('deregistration.orders', ({ openOrders }) => openOrders),
];

/** The blockers and requirements, one row a rule; all that apply are reported together. */
export const eligibilityRows: readonly EligibilityRow[] = [
  ...selecting,
  ...leaving,
  ...joiningProvider,
  ...joiningDistribution,
  ...joiningOthers,
  ...buying,
  ...deregistering,
];
