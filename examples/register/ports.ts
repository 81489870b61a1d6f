import type { Account, RegistrationContext, RegistrationPorts } from 'hcpn-registration';
import { type EmbeddedWorld, embeddedPorts } from 'hcpn-registration/testing';

/** A letter or message with a verification code. */
export type Delivery = Parameters<NonNullable<EmbeddedWorld['deliver']>>[0];

/** What is outside of the registration, beside the codes. */
export type World = Omit<EmbeddedWorld, 'deliver' | 'seed'>;

type Known = NonNullable<EmbeddedWorld['huaweiIds']>[number];

/** A partner, as the outside world knows it. */
export interface Partner {
  readonly partnerId: string;
  readonly companyName: string;
}

/**
 * The embedded ports over a world in which the applicant's own HUAWEI ID can be found too. `overtakenBy` is the partner a
 * colleague has made of the company meanwhile.
 */
export function demoPorts(
  key: string,
  world: World,
  seen: () => RegistrationContext | null,
  deliver: (delivery: Delivery) => void,
  overtakenBy: () => Partner | null = () => null,
): RegistrationPorts {
  const ports = embeddedPorts({
    ...world,
    seed: key,
    deliver,
    get huaweiIds() {
      return [...ownHuaweiId(seen()?.account ?? null), ...(world.huaweiIds ?? [])];
    },
  });
  return {
    ...ports,
    lookUpCompany(asked, options) {
      const partner = overtakenBy();
      return partner === null ? ports.lookUpCompany(asked, options) : { partner };
    },
    registerPartner(asked, options) {
      const partner = asked.secondAccount ? null : overtakenBy();
      return partner === null ? ports.registerPartner(asked, options) : { result: 'alreadyPartner', partner };
    },
  };
}

function ownHuaweiId(account: Account | null): Known[] {
  if (account === null || account.huaweiId === null) return [];
  const { huaweiId, email, securityPhone, information, partnerId } = account;
  const accountName = information?.accountName ?? huaweiId;
  const addresses = [email, securityPhone.number, information?.mobileNumber, accountName];
  return [
    knownHuaweiId(
      huaweiId,
      accountName,
      addresses.filter((address) => typeof address === 'string'),
      partnerId,
    ),
  ];
}

/** A HUAWEI ID that can be invited, unless something is said against it. */
export function knownHuaweiId(
  huaweiId: string,
  accountName: string,
  addresses: readonly string[],
  partnerId: string | null = null,
  facts: Partial<Known['invitee']> = {},
): Known {
  return {
    addresses,
    invitee: {
      huaweiId,
      accountName,
      enterpriseAuthenticated: false,
      individualRealName: true,
      partnerAccount: partnerId !== null,
      associatedWith: null,
      history: [],
      ...facts,
    },
  };
}
