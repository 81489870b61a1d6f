import { type Actor, type Role, registrationMachine, rolesByEvent } from 'hcpn-registration';
import type { User } from '../api.js';

const rolesOf: ReadonlyMap<string, readonly Role[]> = new Map(Object.entries(rolesByEvent(registrationMachine)));

/** What only a deployment says, and no person. */
const ofDeployments = 'registration.policyChanged';

/**
 * As whom somebody says an event: the first of their roles that may. A reviewer speaks for Huawei's machinery where only
 * it may say something, but not of what concerns themselves: there they are an applicant like anybody. Nothing of it comes
 * from the request.
 */
export function actorFor({ id, role }: User, type: string, isConcerned: boolean): Actor {
  const mine = isConcerned && role === 'reviewer' ? rolesOfConcerned : rolesOfUser[role];
  const [first] = mine;
  const may = type === ofDeployments ? [] : (rolesOf.get(type) ?? []);
  return { id, role: mine.find((each) => may.includes(each)) ?? first };
}

const rolesOfConcerned = ['reviewer', 'applicant', 'member'] as const;

const rolesOfUser: Readonly<Record<User['role'], readonly [Role, ...Role[]]>> = {
  applicant: ['applicant', 'member'],
  administrator: ['administrator'],
  reviewer: ['reviewer', 'system'],
};
