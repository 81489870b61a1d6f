import { type Issue, issueSchema, roles, sites } from 'hcpn-registration';
import * as z from 'zod';

/** What the server and the web page say to each other; the OpenAPI page is made of these schemas. */

/** What a person signed in may do here: apply, look after the associations of a partner, or work at the review desk. */
export const deskRoles = ['applicant', 'administrator', 'reviewer'] as const;

/** Somebody signed in. */
export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(deskRoles),
  /** The partner an administrator looks after. */
  partnerId: z.string().nullable(),
});

/** Somebody signed in. */
export type User = z.infer<typeof userSchema>;

/** Who is signed in, and who can be in this demo. */
export const signInSchema = z.object({ user: userSchema.nullable(), demoUsers: z.array(userSchema) });

/** Somebody a registration can be handed over to, by the id of their account in this portal. */
export const personSchema = z.object({ id: z.string(), name: z.string() });

/** A demo user by id, or a new applicant by name. */
export const signInAsSchema = z.union([
  z.strictObject({ userId: z.string().max(64) }),
  z.strictObject({ name: z.string().trim().min(1).max(100) }),
]);

const leaf = z.string();
/** The state, as XState writes it: at most three levels deep. */
const stateValue = z.union([leaf, z.record(leaf, z.union([leaf, z.record(leaf, leaf)]))]);

/** A registration as somebody may see it: `snapshotOf` makes a snapshot of it. */
export const viewSchema = z.object({
  key: z.string(),
  revision: z.number().int(),
  at: z.string(),
  value: stateValue,
  context: z.record(z.string(), z.unknown()),
  /** Whether it is the registration of whoever is signed in. */
  isOwn: z.boolean(),
});

/** A registration as somebody may see it. */
export type View = z.infer<typeof viewSchema>;

/** One row of a list. */
export const rowSchema = z.object({
  key: z.string(),
  revision: z.number().int(),
  /** When it was last changed. */
  at: z.string(),
  state: z.string(),
  /** `country:registrationNumber`, once known. */
  company: z.string().nullable(),
  companyName: z.string().nullable(),
  /** Name of the person who applies. */
  applicant: z.string(),
  /** When it was submitted last; null before. */
  submittedAt: z.string().nullable(),
  deadline: z.string().nullable(),
});

/** One row of a list. */
export type Row = z.infer<typeof rowSchema>;

/** One page of a list. */
export const pageSchema = z.object({ rows: z.array(rowSchema), next: z.string().nullable() });

/** What is asked of the review desk's list; every condition given must hold. */
export const deskQuerySchema = z.object({
  state: z.string().max(100).optional(),
  company: z.string().max(200).optional(),
  /** Last changed at least so many hours ago. */
  olderThanHours: z.coerce.number().int().min(0).max(100_000).optional(),
  cursor: z.string().max(2000).optional(),
});

/** What begins a registration. */
export const newRegistrationSchema = z.strictObject({ site: z.enum(sites) });

/** An event as it is said: `at` and `by` are added by the server. */
export const saidSchema = z.looseObject({ type: z.string().max(64) });

const { $schema: _, ...issueAsJson } = z.toJSONSchema(issueSchema);

/** An issue as it travels. What describes the routes asks a schema for its `meta`, which schemas of `zod/mini` do not have. */
const sentIssueSchema = z.custom<Issue>((value) => issueSchema.safeParse(value).success).meta(issueAsJson);

/** What became of an event. */
export const outcomeSchema = z.object({
  status: z.enum(['saved', 'ignored', 'refused', 'invalid']),
  issues: z.array(sentIssueSchema),
  view: viewSchema,
});

/** Somebody else saved first: the registration as it is now, and what differs from what was seen. */
export const conflictSchema = z.object({
  code: z.literal('revision.stale'),
  view: viewSchema,
  differences: z.array(
    z.object({ path: z.array(z.union([z.string(), z.number()])), mine: z.unknown(), theirs: z.unknown() }),
  ),
});

/** Why a request was not answered as asked. */
export const problemSchema = z.object({ code: z.string(), message: z.string() });

/** One line of a registration's history. */
export const historyLineSchema = z.object({
  revision: z.number().int(),
  at: z.string(),
  /** The event's type, or the port that answered. */
  what: z.string(),
  by: z.object({ role: z.enum(roles), id: z.string(), name: z.string() }).nullable(),
  from: z.string().nullable(),
  to: z.string(),
  /** What was said, without secrets. */
  said: z.record(z.string(), z.unknown()),
  issues: z.array(sentIssueSchema),
});

/** One line of a registration's history. */
export type HistoryLine = z.infer<typeof historyLineSchema>;

/** An e-mail or SMS a real host would send. */
export const letterSchema = z.object({
  id: z.string(),
  at: z.string(),
  channel: z.enum(['email', 'sms', 'stationMessage']),
  to: z.string(),
  /** The registration it is about. */
  key: z.string(),
  /** `verificationCode`, or the type of an announcement such as `review.rejected`. */
  about: z.string(),
  /** Values for the text: the code, the reason, the company. */
  values: z.record(z.string(), z.unknown()),
});

/** An e-mail or SMS a real host would send. */
export type Letter = z.infer<typeof letterSchema>;

/** A file handed in, as an event carries it. */
export const uploadSchema = z.object({
  fileId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
});
