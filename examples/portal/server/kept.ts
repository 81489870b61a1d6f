import {
  decode,
  isOwner,
  ownerOf,
  pathOf,
  type RegistrationMachine,
  registrationMachine,
  snapshotOf,
} from 'hcpn-registration';
import type { SnapshotFrom } from 'xstate';
import type { User, View } from '../api.js';
import type { Portal } from './portal.js';
import { Problem } from './problem.js';
import { sharedView } from './sharing.js';

/** A registration as it is saved. */
export interface Kept {
  readonly key: string;
  readonly owner: string;
  readonly revision: number;
  readonly at: string;
  readonly snapshot: SnapshotFrom<RegistrationMachine>;
}

/** The registration under a key, if it is there. */
export async function readKept({ storage, owners }: Portal, key: string): Promise<Kept | null> {
  const record = await storage.read(key);
  if (record === null) return null;
  const { revision, at, value, context } = decode(registrationMachine, record.text);
  const begunBy = (await owners.ownerOf(key)) ?? '';
  const snapshot = snapshotOf(registrationMachine, { value, context });
  return { key, owner: ownerIn(snapshot, begunBy), revision, at, snapshot };
}

/** Whose a registration is: whom it names itself, or before the first act whoever began it. */
export function ownerIn({ context }: Kept['snapshot'], begunBy: string): string {
  return ownerOf(context) ?? begunBy;
}

/** Whether somebody has, or had, a part in a registration as the person it is about. */
export function isConcerned({ id }: User, { owner, snapshot }: Pick<Kept, 'owner' | 'snapshot'>): boolean {
  const { formerOwners, huaweiId } = snapshot.context.account;
  return [owner, huaweiId, ...formerOwners].includes(id);
}

/** The registration under a key. To whom may not see it, it is not there. */
export async function readSeen(portal: Portal, key: string, user: User): Promise<Kept> {
  const kept = await readKept(portal, key);
  if (kept === null || !maySee(user, kept)) throw new Problem(404, 'registration.notFound', 'There is none.');
  return kept;
}

/** Applicants see what they own, administrators those that ask for or have an association with their partner. */
export function maySee({ id, role, partnerId }: User, { owner, snapshot }: Pick<Kept, 'owner' | 'snapshot'>): boolean {
  if (role === 'reviewer') return true;
  if (role === 'applicant') return ownerOf(snapshot.context) === null ? owner === id : isOwner(snapshot.context, id);
  return partnerId !== null && partnerOf(snapshot) === partnerId;
}

/** The partner whose administrator has a say in a registration now. */
export function partnerOf({ value, context }: Kept['snapshot']): string | null {
  const isAssociating = pathOf(value).split('.')[0] === 'association';
  return isAssociating ? (context.association.company?.partnerId ?? null) : null;
}

/** A registration as somebody may see it. */
export function viewFor(user: User, { key, owner, revision, at, snapshot }: Kept): View {
  const { value, context } = seenBy(user, snapshot);
  return { key, revision, at, value, context, isOwn: owner === user.id };
}

/** A snapshot as somebody may see it. */
export function seenBy({ role }: User, snapshot: Kept['snapshot']): Kept['snapshot'] {
  return role === 'administrator' ? sharedView(snapshot) : snapshot;
}
