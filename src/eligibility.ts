import { type Issue, issue } from './issue.js';
import type { Site } from './policy.js';

/** Development paths a partner may select. */
export const developmentPaths = ['software', 'service', 'systemIntegrator', 'learning', 'distributor'] as const;

/** Partner programs a partner may join. */
export const partnerPrograms = [
  'cloudSolutionProvider',
  'distributor',
  'reseller',
  'koogallerySeller',
  'koogallerySales',
  'carrier',
  'partnerCompetency',
  'partnerCustomerEngagement',
] as const;

/** A development path. */
export type DevelopmentPath = (typeof developmentPaths)[number];

/** A partner program. */
export type PartnerProgram = (typeof partnerPrograms)[number];

/** A development path or a partner program. */
export type Target = DevelopmentPath | PartnerProgram;

/** What is known of a partner when a path or program is chosen. */
export interface EligibilityFacts {
  readonly paths: readonly DevelopmentPath[];
  readonly programs: readonly PartnerProgram[];
  readonly invitations: readonly Target[];
}

/** One blocker: on which sites it holds, for which choice, where it is written, and when it applies. */
export interface EligibilityRow {
  readonly kind: 'path' | 'program';
  readonly target: Target;
  readonly sites: readonly Site[];
  readonly rule: string;
  readonly source: string;
  readonly date: string;
  readonly blocks: (facts: EligibilityFacts) => Issue | null;
}

const everywhere = ['cn', 'intl', 'eu'] as const;

const notInvitedToPath =
  (path: DevelopmentPath) =>
  ({ invitations }: EligibilityFacts) =>
    invitations.includes(path) ? null : issue('path.invitationRequired', ['path'], { path });

const notInvitedToProgram =
  (program: PartnerProgram) =>
  ({ invitations }: EligibilityFacts) =>
    invitations.includes(program) ? null : issue('program.invitationRequired', ['program'], { program });

const inOtherProgram =
  (program: PartnerProgram, other: PartnerProgram) =>
  ({ programs }: EligibilityFacts) =>
    programs.includes(other) ? issue('program.excludedBy', ['program'], { program, other }) : null;

/** Version of the table. */
export const eligibilityVersion = '2026-11';

/** The blockers of paths and programs, one row a rule; all that apply are reported together. */
export const eligibilityRows: readonly EligibilityRow[] = [
  {
    kind: 'path',
    target: 'learning',
    sites: everywhere,
    rule: 'R-091',
    source: 'S09',
    date: '2024-10-14',
    blocks: notInvitedToPath('learning'),
  },
  {
    kind: 'program',
    target: 'cloudSolutionProvider',
    sites: everywhere,
    rule: 'R-112',
    source: 'S04',
    date: '2024-08-16',
    blocks: ({ paths }) =>
      paths.length > 0 ? issue('program.closedByPath', ['program'], { program: 'cloudSolutionProvider' }) : null,
  },
  {
    kind: 'program',
    target: 'cloudSolutionProvider',
    sites: everywhere,
    rule: 'R-113',
    source: 'S04',
    date: '2024-08-16',
    blocks: inOtherProgram('cloudSolutionProvider', 'distributor'),
  },
  {
    kind: 'program',
    target: 'distributor',
    sites: everywhere,
    rule: 'R-113',
    source: 'S05',
    date: '2023-04-27',
    blocks: inOtherProgram('distributor', 'cloudSolutionProvider'),
  },
  {
    kind: 'program',
    target: 'distributor',
    sites: everywhere,
    rule: 'R-121',
    source: 'S05',
    date: '2023-04-27',
    blocks: notInvitedToProgram('distributor'),
  },
];

/** Every blocker that applies to a choice, all at once. */
export function eligibilityIssues(
  kind: EligibilityRow['kind'],
  target: Target,
  facts: EligibilityFacts,
  site: Site,
): Issue[] {
  return eligibilityRows
    .filter((row) => row.kind === kind && row.target === target && row.sites.includes(site))
    .flatMap((row) => row.blocks(facts) ?? []);
}
