import { type AccountFacts, developmentPaths, partnerPrograms } from 'hcpn-registration';
import * as z from 'zod';
import { listOf, offered, oneOf, section, text, tick, ticked, tries, typed } from './shape.js';

const yes = tick.default(false);
const authentication = oneOf(['none', 'inProgress', 'passed']);
const solution = oneOf(['none', 'certified', 'advanced']);
const path = oneOf(developmentPaths);
const program = oneOf(partnerPrograms);

const records = [
  'softwareSolution',
  'advancedSolution',
  'testCoupon',
  'examVoucher',
  'mdf',
  'fh',
  'deliverySupport',
] as const satisfies readonly AccountFacts['records'][number][];

const sibling = section({
  partnerId: text,
  paths: listOf(path, 'a list of development paths').default([]),
  programs: listOf(section({ program, area: text.nullable() }), 'a list of programs with their areas').default([]),
  solution: solution.default('none'),
});

/** What is known of the partner's account, as far as it is something else than a clean enterprise account. */
export const accountFacts = section({
  kind: oneOf(['individual', 'enterprise']).default('enterprise'),
  realName: section({
    individual: authentication.default('none'),
    enterprise: authentication.default('passed'),
  }).default({ individual: 'none', enterprise: 'passed' }),
  enterpriseCenter: oneOf(['none', 'master', 'member']).default('none'),
  customerOf: oneOf(['none', 'partner', 'reseller']).default('none'),
  preregistered: yes,
  frozen: yes,
  resources: yes,
  consumption: yes,
  arrears: yes,
  creditAccount: yes,
  associated: yes,
  boundElsewhere: yes,
  balance: yes,
  pendingSettlement: yes,
  openContracts: yes,
  openOrders: yes,
  records: listOf(oneOf(records), 'a list of records').default([]),
  solution: solution.default('none'),
  siblings: listOf(sibling, 'a list of accounts').default([]),
}) satisfies z.ZodType<AccountFacts>;

const programDecision = section({
  decision: oneOf(['approved', 'rejected']),
  /** Given with a rejection. */
  reason: typed.optional(),
  /** Issued with an approval. */
  certificate: section({ id: text, validUntil: text.optional() }).optional(),
});

const wish = section({
  program,
  /** Huawei invites the account first. */
  invited: tick.optional(),
  /** The program is closed to this account: the reasons are shown, and the story goes on. */
  refused: tick.optional(),
  businessArea: typed.optional(),
  /** Whether the agreements of the program are ticked. */
  agreements: ticked.default(true),
  /** The seller's website, for programs that ask for it. */
  website: typed.optional(),
  /** What the reviewer decides, submission by submission; without it the application stays in review. */
  review: listOf(programDecision, 'a list of decisions', 1).optional(),
});

/** What a partner does after joining: tries to withdraw, selects a path, and applies for programs in order. */
export const enrollment = section({
  withdraws: tick.optional(),
  path: tries(z.enum(developmentPaths), offered(developmentPaths)).optional(),
  programs: listOf(wish, 'a list of programs to apply for').optional(),
});

/** A program the partner applies for, and what becomes of it. */
export type Wish = z.infer<typeof wish>;
