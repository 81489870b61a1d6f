import * as z from 'zod/mini';
import { assertArguments } from './arguments.js';
import {
  type DevelopmentPath,
  developmentPaths,
  type PartnerProgram,
  partnerPrograms,
  pathSchema,
  programSchema,
} from './choices.js';
import { eligibilityRows } from './eligibility.rows.js';
import { country, identifier, type Schema, told } from './fields.js';
import type { Issue, IssueCode } from './issue.js';
import { assertPolicy, type Policy, type Site, sites } from './policy.js';

const authentication = z.enum(['none', 'inProgress', 'passed']);
const solution = z.enum(['none', 'certified', 'advanced']);

/** What may be on record of an account that keeps it from leaving a path. */
export const pathRecords = [
  'softwareSolution',
  'advancedSolution',
  'testCoupon',
  'examVoucher',
  'mdf',
  'fh',
  'deliverySupport',
] as const;

/** The state of a cloud account, as far as paths, programs and deregistration ask for it. */
const accountFacts = told(
  z.strictObject({
    kind: z.enum(['individual', 'enterprise']),
    realName: z.strictObject({ individual: authentication, enterprise: authentication }),
    /** Its place in an Enterprise Center. */
    enterpriseCenter: z.enum(['none', 'master', 'member']),
    /** Whether it is associated, as a customer, with another partner or with a reseller. */
    customerOf: z.enum(['none', 'partner', 'reseller']),
    /** Registered beforehand by a Huawei BD. */
    preregistered: z.boolean(),
    frozen: z.boolean(),
    resources: z.boolean(),
    consumption: z.boolean(),
    arrears: z.boolean(),
    creditAccount: z.boolean(),
    /** Its HUAWEI ID is associated with a partner, or an application to associate or disassociate is open. */
    associated: z.boolean(),
    /** Bound to an HCS or Cloud Alliance site. */
    boundElsewhere: z.boolean(),
    balance: z.boolean(),
    /** Refunds or invoices that are not settled. */
    pendingSettlement: z.boolean(),
    openContracts: z.boolean(),
    openOrders: z.boolean(),
    records: z.array(z.enum(pathRecords)).check(z.maxLength(20)),
    /** The best cloud software solution certification of the account. */
    solution,
    /** The other partner accounts of the same company. */
    siblings: z
      .array(
        z.strictObject({
          partnerId: identifier,
          paths: z.array(pathSchema).check(z.maxLength(20)),
          programs: z
            .array(z.strictObject({ program: programSchema, area: z.nullable(country) }))
            .check(z.maxLength(50)),
          solution,
        }),
      )
      .check(z.maxLength(100)),
  }),
);

/** The state of a cloud account, as far as paths, programs and deregistration ask for it. */
export interface AccountFacts extends z.infer<typeof accountFacts> {}

/** The state of a cloud account, as a port answers it. */
export const accountFactsSchema: Schema<AccountFacts> = accountFacts;

/** An account nothing can be held against. */
export const bestAccount: AccountFacts = {
  kind: 'enterprise',
  realName: { individual: 'none', enterprise: 'passed' },
  enterpriseCenter: 'none',
  customerOf: 'none',
  preregistered: false,
  frozen: false,
  resources: false,
  consumption: false,
  arrears: false,
  creditAccount: false,
  associated: false,
  boundElsewhere: false,
  balance: false,
  pendingSettlement: false,
  openContracts: false,
  openOrders: false,
  records: [],
  solution: 'advanced',
  siblings: [],
};

/** What the table of eligibility looks at. */
export const partnerFactsSchema = told(
  z.strictObject({
    /** Null while the company is no partner. */
    partnerId: z.nullable(identifier),
    /** Where the account is registered; the business area by default. */
    country: z.nullable(country),
    /** Whether an application to join HCPN is under way. */
    applying: z.boolean(),
    /** Whether deregistering the account has been requested. */
    deregistering: z.boolean(),
    /** Null while the account has not been looked up; what depends on it then holds nothing against anything. */
    account: z.nullable(accountFactsSchema),
    paths: z.array(
      z.strictObject({ path: pathSchema, stage: z.enum(['selected', 'validating', 'validated', 'differentiated']) }),
    ),
    programs: z.array(
      z.strictObject({ program: programSchema, status: z.enum(['applying', 'joined']), area: z.nullable(country) }),
    ),
    invitedToPaths: z.array(pathSchema),
    invitedToPrograms: z.array(programSchema),
    whitelisted: z.array(pathSchema),
  }),
);

/** What the table of eligibility looks at. */
export interface PartnerFacts extends z.infer<typeof partnerFactsSchema> {}

/** A company of which nothing is known yet. */
export const unknownPartner: PartnerFacts = {
  partnerId: null,
  country: null,
  applying: false,
  deregistering: false,
  account: null,
  paths: [],
  programs: [],
  invitedToPaths: [],
  invitedToPrograms: [],
  whitelisted: [],
};

/** What someone wants to do. */
export type EligibilityTarget =
  | { readonly kind: 'path'; readonly path: DevelopmentPath }
  /** The business area is the country of the account unless given. */
  | { readonly kind: 'program'; readonly program: PartnerProgram; readonly area?: string | null }
  | { readonly kind: 'pathExit'; readonly path: DevelopmentPath }
  | { readonly kind: 'purchase' }
  | { readonly kind: 'deregistration' };

/** Where a blocker is written. */
export interface EligibilityPage {
  /** The page, by its key in `docs/reference/rules.md`. */
  readonly source: string;
  /** The date on the page, where it bears one. */
  readonly date?: string;
  /** `takenOver`: published for another site; `inferred`: not said in so many words; `disputed`: public texts disagree. */
  readonly standing?: 'takenOver' | 'inferred' | 'disputed';
}

/** One blocker or requirement: what it stands in the way of, on which sites, where it is written, and when it applies. */
export interface EligibilityRow {
  readonly kind: EligibilityTarget['kind'];
  /** The path or program; null stands for any. */
  readonly target: DevelopmentPath | PartnerProgram | null;
  readonly code: IssueCode;
  /** The rule of the domain. */
  readonly rule: string;
  /** The sites on which it holds, each with its page. */
  readonly pages: { readonly [S in Site]?: EligibilityPage };
  /** Whether it is asked once more when Huawei approves what was applied for. */
  readonly atApproval?: true;
  /** The setting of the policy that decides, where the pages leave it open. */
  readonly setting?: string;
  readonly found: (partner: PartnerFacts, target: EligibilityTarget, policy: Policy) => readonly Issue[];
}

/** Version of the table. */
export const eligibilityVersion = '2026-11';

const targetArgument = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: pathSchema }),
  z.object({ kind: z.literal('program'), program: programSchema, area: z.nullish(country) }),
  z.object({ kind: z.literal('pathExit'), path: pathSchema }),
  z.object({ kind: z.literal('purchase') }),
  z.object({ kind: z.literal('deregistration') }),
]);

/**
 * Everything that stands in the way of a path, a program, leaving a path, buying or deregistering, all at once. Throws
 * `argument.invalid`.
 */
export function eligibility(partner: PartnerFacts, target: EligibilityTarget, policy: Policy): Issue[] {
  assertPolicy(policy);
  assertArguments({ partner: [partnerFactsSchema, partner], target: [targetArgument, target] });
  return blockersOf(partner, target, policy);
}

/** The same for the charts, which know what they ask with. */
export function blockersOf(partner: PartnerFacts, target: EligibilityTarget, policy: Policy): Issue[] {
  return rowsOf(target, policy.site).flatMap((row) => row.found(partner, target, policy));
}

/** what stands in the way of approving what was applied for, whatever came to stand beside it meanwhile. */
export function approvalIssues(partner: PartnerFacts, program: PartnerProgram, policy: Policy): Issue[] {
  const target = { kind: 'program', program } as const;
  const rows = rowsOf(target, policy.site).filter(({ atApproval }) => atApproval === true);
  return rows.flatMap((row) => row.found(partner, target, policy));
}

/** The rows that are asked for a target on a site. Throws `argument.invalid`. */
export function rowsFor(target: EligibilityTarget, site: Site): EligibilityRow[] {
  assertArguments({ target: [targetArgument, target], site: [z.enum(sites), site] });
  return rowsOf(target, site);
}

function rowsOf(target: EligibilityTarget, site: Site): EligibilityRow[] {
  const named = 'path' in target ? target.path : 'program' in target ? target.program : null;
  return eligibilityRows.filter(
    (row) => row.kind === target.kind && (row.target === null || row.target === named) && row.pages[site] !== undefined,
  );
}

/** Every target there is: each path, each program, leaving each path, buying, deregistering. */
export const eligibilityTargets: readonly EligibilityTarget[] = [
  ...developmentPaths.map((path) => ({ kind: 'path', path }) as const),
  ...partnerPrograms.map((program) => ({ kind: 'program', program }) as const),
  ...developmentPaths.map((path) => ({ kind: 'pathExit', path }) as const),
  { kind: 'purchase' },
  { kind: 'deregistration' },
];

/** the best cloud software solution certification that counts for the account. */
export function solutionOf({ account }: PartnerFacts, own: AccountFacts['solution'], policy: Policy) {
  const shared = policy.paths.solutionsShared ? (account?.siblings.map((sibling) => sibling.solution) ?? []) : [];
  const all = [own, account?.solution ?? 'none', ...shared];
  return all.includes('advanced') ? 'advanced' : all.includes('certified') ? 'certified' : 'none';
}
