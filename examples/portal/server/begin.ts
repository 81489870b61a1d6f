import { createPolicy, type Site } from 'hcpn-registration';
import type { User } from '../api.js';
import { type Kept, readKept, readSeen } from './kept.js';
import type { Portal } from './portal.js';
import { Problem } from './problem.js';
import { derived } from './settings.js';
import { openWork } from './work.js';

/**
 * Begins a registration. Its key is made of who begins it and of their idempotency key, so that beginning it again, after
 * an answer that was lost say, finds the same one.
 */
export async function begin(portal: Portal, user: User, site: Site, idempotencyKey: string): Promise<Kept> {
  if (user.role === 'administrator') throw new Problem(403, 'role.other', 'An administrator of a partner begins none.');
  const key = `r-${derived(portal.settings, `registration ${user.id} ${idempotencyKey}`).slice(0, 20)}`;
  const noted = await portal.owners.note(key, user.id, site, portal.clock());
  if (noted.site !== site)
    throw new Problem(422, 'command.reused', 'This idempotency key was used for something else.');
  const kept = await readKept(portal, key);
  if (kept !== null) return kept;
  const by = { role: 'applicant', id: user.id } as const;
  await openWork(
    portal,
    { key, owner: user.id },
    { input: { policy: createPolicy({ site }), account: { ownerId: user.id } }, by },
  );
  return readSeen(portal, key, user);
}
