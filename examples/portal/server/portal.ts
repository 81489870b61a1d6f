import type { RegistrationPorts, StorageAdapter } from 'hcpn-registration';
import { type Changes, changesIn } from './changes.js';
import { type Files, filesIn } from './files.js';
import { type Letters, lettersIn } from './letters.js';
import { type Members, membersIn } from './members.js';
import { type Owners, ownersIn } from './owners.js';
import { type Partners, partnersIn } from './partners.js';
import { derived, type Settings } from './settings.js';
import { openStore } from './store.js';
import type { Database } from './tables.js';
import { type Users, usersIn } from './users.js';
import { portsFor } from './world.js';

/** Everything the routes and the workers work with. */
export interface Portal {
  readonly settings: Settings;
  readonly storage: StorageAdapter;
  readonly db: Database;
  readonly users: Users;
  readonly owners: Owners;
  readonly letters: Letters;
  readonly files: Files;
  readonly partners: Partners;
  readonly members: Members;
  readonly changes: Changes;
  /** What the registration of somebody asks the outside world. */
  readonly services: Services;
  /** Tells the time, ISO 8601 UTC. */
  readonly clock: () => string;
  /** Codes and ids of the simulated services are derived from it. */
  readonly seed: string;
  close(): Promise<void>;
}

/** The services around a registration of somebody. */
export type Services = (
  portal: Portal,
  place: { readonly key: string; readonly owner: string },
  clock?: () => string,
) => RegistrationPorts;

/** What stands for the outside world and the time; by default the simulated services and the time of this computer. */
export interface Surroundings {
  readonly services?: Services;
  readonly clock?: () => string;
}

/** Opens the portal over its store. */
export async function openPortal(settings: Settings, surroundings: Surroundings = {}): Promise<Portal> {
  const { storage, db, close } = await openStore(settings);
  return {
    settings,
    storage,
    db,
    users: usersIn(db),
    owners: ownersIn(db),
    letters: lettersIn(db),
    files: filesIn(db),
    partners: partnersIn(db),
    members: membersIn(db),
    changes: changesIn(storage),
    services: surroundings.services ?? portsFor,
    clock: surroundings.clock ?? (() => new Date().toISOString()),
    seed: derived(settings, 'simulated services'),
    close,
  };
}
