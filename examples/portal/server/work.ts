import {
  openSession,
  type RegistrationMachine,
  registrationMachine,
  type Session,
  type SessionOptions,
} from 'hcpn-registration';
import type { Kept } from './kept.js';
import type { Portal } from './portal.js';
import { derived } from './settings.js';

type Opening = Pick<SessionOptions<RegistrationMachine>, 'input' | 'by' | 'clock'>;

/** Opens a registration for one act, its owner's or somebody else's: a session holds nothing that must be kept. */
export function openWork(
  portal: Portal,
  place: Pick<Kept, 'key' | 'owner'>,
  opening: Opening = {},
): Promise<Session<RegistrationMachine>> {
  const { storage, services, settings } = portal;
  const { clock = portal.clock } = opening;
  const { key } = place;
  return openSession({
    machine: registrationMachine,
    key,
    storage,
    ports: services(portal, place, clock),
    fingerprintKey: derived(settings, 'fingerprints'),
    ...opening,
    clock,
  });
}
