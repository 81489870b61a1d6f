import { type Kept, partnerOf, readKept } from './kept.js';
import type { Portal } from './portal.js';

/**
 * The registrations of a partner's members. The storage knows no partners, so all that are in association are read:
 * enough for a demo, while a real portal keeps a table of its own.
 */
export async function registrationsOf(portal: Portal, partnerId: string): Promise<Kept[]> {
  const found: Kept[] = [];
  let cursor: string | undefined;
  do {
    const page = await portal.storage.find({ state: 'association', limit: 200, cursor });
    for (const { key } of page.rows) {
      const kept = await readKept(portal, key);
      if (kept !== null && partnerOf(kept.snapshot) === partnerId) found.push(kept);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** How many invitations a partner has sent on the day of a time, in UTC. */
export async function invitationsOn(portal: Portal, partnerId: string, at: string): Promise<number> {
  const day = at.slice(0, 'yyyy-mm-dd'.length);
  const registrations = await registrationsOf(portal, partnerId);
  return registrations.filter(({ snapshot }) => snapshot.context.association.invitation?.sentAt.startsWith(day)).length;
}
