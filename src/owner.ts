import * as z from 'zod/mini';
import { type Account, accountSchema } from './account.js';
import { type Application, applicationSchema } from './application.js';
import { onArguments } from './arguments.js';
import { wrongArgument } from './errors.js';
import { type Act, type Actor, type AnyVocabulary, isDecision } from './events.js';
import { type Issue, issue } from './issue.js';
import type { Policy } from './policy.js';
import type { Standing } from './rules.js';

/** What says whose a registration is. Review on its own knows the application only. */
export interface Owned {
  readonly account?: Pick<Account, 'ownerId' | 'formerOwners' | 'huaweiId' | 'huaweiIdHolder' | 'oldAccount'>;
  readonly application?: Pick<Application, 'applicantId' | 'acceptance'>;
}

/** Whose a registration is, by the id the host knows the person by; null before the first act. Throws `argument.invalid`. */
export function ownerOf(context: Owned): string | null {
  return onArguments(
    () => ({ context: [ownedSchema, context] }),
    () => context.account?.ownerId ?? context.application?.applicantId ?? null,
  );
}

/** All of a context that says whose it is. */
const ownedSchema = z.object({
  account: z.optional(accountSchema),
  application: z.optional(applicationSchema),
});

/**
 * The HUAWEI ID the owner is known by too. Not one that was only asked for, before the old account has become it; and
 * after a hand-over not the HUAWEI ID of the owner before.
 */
function huaweiIdOfOwner(context: Owned): string | null {
  const { account } = context;
  if (account === undefined) return null;
  const { huaweiId, huaweiIdHolder, oldAccount } = account;
  const isConfirmed = oldAccount === null || oldAccount.upgrade === 'done';
  const isOwners = huaweiIdHolder === null || huaweiIdHolder === ownerOf(context);
  return isConfirmed && isOwners ? huaweiId : null;
}

/**
 * Whether an id is the owner's: one person, whether known by the host's id or by the HUAWEI ID of the account. Throws
 * `argument.invalid`.
 */
export function isOwner(context: Owned, id: string): boolean {
  if (typeof id !== 'string') throw wrongArgument('id');
  return onArguments(
    () => ({ context: [ownedSchema, context] }),
    () => id !== '' && (id === ownerOf(context) || id === huaweiIdOfOwner(context)),
  );
}

/** C-071: what is the owner's is not for somebody else. Without an id, or before the first act, anybody may be the owner. */
export function strangerIssues(context: Owned, { id }: Pick<Actor, 'id'>): Issue[] {
  const isStranger = id !== '' && ownerOf(context) !== null && !isOwner(context, id);
  return isStranger ? [issue('actor.notApplicant', ['by', 'id'])] : [];
}

/** C-071: a registration is continued by its owner, unless policy allows anyone of the role. */
export function ownerIssues(
  context: Owned & { readonly policy: Policy },
  { by }: { readonly by: Actor },
): readonly Issue[] {
  return by.role === 'applicant' && context.policy.review.sameApplicantOnly ? strangerIssues(context, by) : [];
}

/** Everyone who has had a hand in what is asked for. */
function concernedIn({ account, application }: Owned): readonly (string | null | undefined)[] {
  return [
    account?.ownerId,
    account?.huaweiId,
    account?.huaweiIdHolder,
    ...(account?.formerOwners ?? []),
    application?.applicantId,
    application?.acceptance?.acceptedBy,
  ];
}

/** C-181: nobody decides on what is his own, unless policy says so. `system` is no person. `besides` is concerned too. */
export function ownDecisionIssues(
  context: Owned & { readonly policy: Policy },
  { by }: { readonly by: Actor },
  besides: string | null = null,
): readonly Issue[] {
  if (by.role === 'system' || by.id === '' || context.policy.decisions.own) return [];
  return by.id === besides || concernedIn(context).includes(by.id) ? [issue('actor.ownDecision', ['by', 'id'])] : [];
}

/** Who may act, for every rule of a chart. `besides` names whom a decision of this chart concerns beside the owner. */
export function whoMayAct<C extends Owned & { readonly policy: Policy }>(
  vocabulary: AnyVocabulary,
  besides: (context: C) => string | null = () => null,
): (context: C, act: Standing) => readonly Issue[] {
  return (context, act) =>
    isDecision(vocabulary, act.type) ? ownDecisionIssues(context, act, besides(context)) : ownerIssues(context, act);
}

/** What of a context a hand may be laid on. */
interface Bindable {
  readonly account?: { readonly ownerId: string | null };
  readonly application?: { readonly applicantId: string | null };
}

/** The same, to be changed. */
interface Binding {
  account?: { ownerId: string | null };
  application?: { applicantId: string | null };
}

/**
 * The first applicant to act becomes the owner, whatever the act is. It looks at the context as it was: what is drafted to
 * be read is copied for nothing.
 */
export function bindOwner(draft: Binding, { by }: Pick<Act, 'by'>, before: Bindable): void {
  if (by.role !== 'applicant') return;
  if (before.account !== undefined) {
    if (before.account.ownerId === null && draft.account !== undefined)
      draft.account.ownerId = before.application?.applicantId ?? by.id;
  } else if (before.application?.applicantId === null && draft.application !== undefined)
    draft.application.applicantId = by.id;
}

/**
 * The registration is another's from now on. The HUAWEI ID stays the account's, and its holder's: the owner before is no
 * longer let in by it, and the new owner is not taken for its holder.
 */
export function handOver(
  { account, application }: { account: HandedOver; application: { applicantId: string | null } },
  to: string,
): void {
  const before = account.ownerId ?? application.applicantId;
  if (before !== null && before !== to) {
    account.huaweiIdHolder ??= before;
    account.formerOwners = [...account.formerOwners.filter((id) => id !== before), before];
  }
  account.ownerId = to;
  if (application.applicantId !== null) application.applicantId = to;
}

interface HandedOver {
  ownerId: string | null;
  formerOwners: string[];
  huaweiIdHolder: string | null;
}
