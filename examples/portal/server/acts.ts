import { compareSnapshots, isRegistrationError, registrationMachine, snapshotAt } from 'hcpn-registration';
import type * as z from 'zod';
import type { conflictSchema, outcomeSchema, saidSchema, User } from '../api.js';
import { actorFor } from './actors.js';
import { checkHeir } from './handOver.js';
import { isConcerned, type Kept, maySee, ownerIn, readSeen, seenBy, viewFor } from './kept.js';
import type { Portal } from './portal.js';
import { Problem } from './problem.js';
import { openWork } from './work.js';

/** What somebody says to a registration. */
export interface Saying {
  readonly key: string;
  readonly event: z.infer<typeof saidSchema>;
  /** Names the act: the same key again is the same act. */
  readonly idempotencyKey: string;
  /** The revision that was seen. */
  readonly seen: number;
}

/** What became of it, as it is answered. */
export type Acted =
  | { readonly overtaken: false; readonly outcome: z.infer<typeof outcomeSchema> }
  | { readonly overtaken: true; readonly conflict: z.infer<typeof conflictSchema> };

/** Says an event as somebody: who acts is decided here, and whatever the event holds, the machine judges it. */
export async function say(portal: Portal, user: User, saying: Saying): Promise<Acted> {
  try {
    const { session, owner, outcome } = await carryOut(portal, user, saying);
    if (outcome.issues.some(({ code }) => code === 'revision.stale' && outcome.status === 'refused'))
      return overtaken(portal, user, saying);
    const { status, issues } = outcome;
    portal.changes.saved(session.key, session.revision);
    const { key, revision, at, snapshot } = session;
    const kept = { key, owner: ownerIn(snapshot, owner), revision, at, snapshot };
    if (kept.owner !== owner) await portal.owners.pass(key, kept.owner);
    return { overtaken: false, outcome: { status, issues: [...issues], view: viewFor(user, kept) } };
  } catch (error) {
    if (isRegistrationError(error, 'storage.conflict')) return overtaken(portal, user, saying);
    throw error;
  }
}

async function carryOut(portal: Portal, user: User, saying: Saying) {
  const { key, event, idempotencyKey, seen } = saying;
  const begunBy = (await portal.owners.ownerOf(key)) ?? '';
  const session = await openWork(portal, { key, owner: begunBy });
  const { snapshot } = session;
  const owner = ownerIn(snapshot, begunBy);
  if (!maySee(user, { owner, snapshot })) throw new Problem(404, 'registration.notFound', 'There is none.');
  await checkHeir(portal, event);
  const outcome = await session.receive(event, {
    by: actorFor(user, event.type, isConcerned(user, { owner, snapshot })),
    commandId: `${user.id}/${idempotencyKey}`,
    expectedRevision: seen,
  });
  return { session, owner, outcome };
}

/** Somebody else saved first: what is there now, and what differs from what was seen. */
async function overtaken(portal: Portal, user: User, { key, seen }: Saying): Promise<Acted> {
  const now = await readSeen(portal, key, user);
  const then = await asSeen(portal, user, now, seen);
  const differences =
    then === null
      ? []
      : compareSnapshots(then, seenBy(user, now.snapshot)).map(({ path, mine, theirs }) => ({
          path: [...path],
          mine: mine ?? null,
          theirs: theirs ?? null,
        }));
  return { overtaken: true, conflict: { code: 'revision.stale', view: viewFor(user, now), differences } };
}

/** The registration at the revision that was seen; null if there was none, or none this person could have seen. */
async function asSeen({ storage }: Portal, user: User, { key, owner, revision }: Kept, seen: number) {
  if (seen > revision) return null;
  try {
    const snapshot = await snapshotAt(registrationMachine, storage, key, seen);
    return maySee(user, { owner, snapshot }) ? seenBy(user, snapshot) : null;
  } catch (error) {
    if (isRegistrationError(error, 'session.notFound')) return null;
    throw error;
  }
}
