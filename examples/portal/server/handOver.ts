import type * as z from 'zod';
import type { personSchema, saidSchema } from '../api.js';
import type { Portal } from './portal.js';
import { Problem } from './problem.js';

/** Somebody who could take a registration over: whoever can have registrations here. */
export async function findHeir({ users }: Portal, id: string): Promise<z.infer<typeof personSchema> | null> {
  const user = await users.find(id);
  return user === null || user.role === 'administrator' ? null : { id: user.id, name: user.name };
}

/** The machine takes any id for an owner; that there is such a person, who could go on with it, is for the portal to know. */
export async function checkHeir(portal: Portal, { type, to }: z.infer<typeof saidSchema>): Promise<void> {
  if (type !== 'registration.handOver' || typeof to !== 'string') return;
  if ((await findHeir(portal, to)) === null)
    throw new Problem(422, 'handOver.unknown', 'Nobody who could go on with it has this account.');
}
