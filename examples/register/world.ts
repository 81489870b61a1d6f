import type { RegistrationContext } from 'hcpn-registration';
import type { Applicant } from './applicant.js';
import { knownHuaweiId, type Partner, type World } from './ports.js';
import { businessOf } from './scenes.wizard.js';
import { formAt, last } from './tries.js';

/** The world around an applicant: who is a partner already, which HUAWEI IDs there are, and what is known of the account. */
export function worldOf(applicant: Applicant): World {
  const { association, account, huaweiIdsOfMobile = {} } = applicant;
  const { country, registrationNumber } = formAt(businessOf(applicant, 0), last);
  return {
    ...(account === undefined ? {} : { account }),
    huaweiIdsOfMobile: Object.fromEntries(
      Object.entries(huaweiIdsOfMobile).map(([number, count]) => [withoutSpaces(number), count]),
    ),
    partners:
      association === undefined || colleagueAt(applicant) > 0
        ? []
        : [{ country, registrationNumber, ...association.partner }],
    huaweiIds: (association?.colleagues ?? []).map(({ addresses, accountName, ...facts }, place) =>
      knownHuaweiId(`hid-colleague-${place + 1}`, accountName, addresses.map(withoutSpaces), null, facts),
    ),
  };
}

/** While which submission waits for its decision a colleague is faster; 0 if none is. */
function colleagueAt({ review = [] }: Applicant): number {
  return 1 + review.findIndex(({ meanwhile = [] }) => meanwhile.includes('colleague'));
}

/**
 * The partner a colleague has made of the company meanwhile: from the submission on during which the file says so. The
 * registration alone tells which that is, so that a demo that was stopped carries on with the same world.
 */
export function overtakenBy(applicant: Applicant, seen: RegistrationContext | null): Partner | null {
  const at = colleagueAt(applicant);
  const isLater = seen !== null && at > 0 && seen.review.attempt >= at;
  return isLater ? (applicant.association?.partner ?? null) : null;
}

function withoutSpaces(address: string): string {
  return address.startsWith('+') ? address.replace(/\s/g, '') : address;
}
