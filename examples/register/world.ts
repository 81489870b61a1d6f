import type { Applicant } from './applicant.js';
import { knownHuaweiId, type World } from './ports.js';
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
    partners: association === undefined ? [] : [{ country, registrationNumber, ...association.partner }],
    huaweiIds: (association?.colleagues ?? []).map(({ addresses, accountName, ...facts }, place) =>
      knownHuaweiId(`hid-colleague-${place + 1}`, accountName, addresses.map(withoutSpaces), null, facts),
    ),
  };
}

function withoutSpaces(address: string): string {
  return address.startsWith('+') ? address.replace(/\s/g, '') : address;
}
