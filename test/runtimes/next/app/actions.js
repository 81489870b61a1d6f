'use server';

import { createPolicy, openSession, pathOf, registrationMachine } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { embeddedPorts } from 'hcpn-registration/testing';

/** Begins a registration with the country of a form. Gives the state it comes to. */
export async function chooseCountry(_before, form) {
  const session = await openSession({
    machine: registrationMachine,
    key: 'visitor',
    storage: memoryStorage(),
    ports: embeddedPorts(),
    input: { policy: createPolicy({ site: 'intl' }) },
    by: { role: 'applicant', id: 'visitor' },
  });
  await session.send({ type: 'signup.country.choose', country: form.get('country') });
  return pathOf(session.snapshot.value);
}
