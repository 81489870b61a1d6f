import type { Invitee } from '../association/association.schema.js';
import type { DevelopmentPath } from '../choices.js';
import { companyKey } from '../company.js';
import { type AccountFacts, bestAccount } from '../eligibility.js';
import type { RegistrationPorts } from '../registration/registration.ports.js';
import type { UpgradeFacts } from '../signup/signup.schema.js';
import { sha256 } from '../storage/sha256.js';

/** What the embedded ports know of the world, and where they say what a person must read. */
export interface EmbeddedWorld {
  /** Receives each verification code; by default it is printed. */
  readonly deliver?: (code: { readonly channel: 'email' | 'sms'; readonly to: string; readonly code: string }) => void;
  /** The same seed gives the same codes and ids, also in another process; by default each process has its own. */
  readonly seed?: string;
  /** Companies that are partners already. */
  readonly partners?: readonly {
    readonly country: string;
    readonly registrationNumber: string;
    readonly partnerId: string;
    readonly companyName: string;
  }[];
  /** HUAWEI IDs that can be found, each under what it is found by. */
  readonly huaweiIds?: readonly { readonly addresses: readonly string[]; readonly invitee: Invitee }[];
  /** How many HUAWEI IDs a mobile number has already. */
  readonly huaweiIdsOfMobile?: Readonly<Record<string, number>>;
  /** How many invitations the administrator has sent today. */
  readonly invitationsToday?: number;
  /** The development paths the partner is on; `service` by default. */
  readonly companyPaths?: readonly DevelopmentPath[];
  /** What is known of the partner's account; by default an enterprise account with nothing against it. */
  readonly account?: Partial<AccountFacts>;
  /** What is known of an upgrade. */
  readonly upgrade?: Partial<UpgradeFacts>;
}

/** An enterprise account that has nothing against it. */
export const cleanAccount: AccountFacts = { ...bestAccount, solution: 'none' };

/**
 * Working ports for demos and tests, with no network: codes are derived from a seed and delivered to a function,
 * screening follows the documented rules (a declared sensitive relationship goes to people). Registrations that share
 * these ports share one world: in it a person is associated with one partner.
 */
export function embeddedPorts(world: EmbeddedWorld = {}): RegistrationPorts {
  const seed = world.seed ?? crypto.randomUUID();
  const deliver = world.deliver ?? print;
  const memberOf = new Map<string, string>();
  const asOfNow = (invitee: Invitee): Invitee => ({
    ...invitee,
    associatedWith: memberOf.get(invitee.huaweiId) ?? invitee.associatedWith,
  });

  return {
    async sendVerificationCode({ channel, to, digits }, { idempotencyKey }) {
      const challengeId = `${digits}-${await sha256(`${seed}|${idempotencyKey}|${to}`)}`.slice(0, 24);
      deliver({ channel, to, code: await verificationCodeOf(seed, challengeId) });
      return { challengeId };
    },
    async checkVerificationCode({ challengeId, verificationCode }) {
      return { result: verificationCode === (await verificationCodeOf(seed, challengeId)) ? 'correct' : 'wrong' };
    },
    async registerHuaweiId({ email }) {
      return { result: 'registered', huaweiId: `hid-${(await sha256(`${seed}|${email}`)).slice(0, 12)}` };
    },
    lookUpMobile: ({ phone }) => ({ huaweiIds: world.huaweiIdsOfMobile?.[phone] ?? 0 }),
    enableCloudServices: () => ({}),
    applyForRealName: () => ({}),
    lookUpUpgrade: () => ({
      oldAccountCountry: 'DE',
      huaweiIdCountry: 'DE',
      huaweiIdFrozen: false,
      huaweiIdBoundElsewhere: false,
      contactOnUnusedId: false,
      mobileTaken: false,
      ...world.upgrade,
    }),
    upgradeAccount: () => ({}),
    lookUpCompany(asked) {
      const partner = world.partners?.find((known) => companyKey(known) === companyKey(asked));
      return { partner: partner ? { partnerId: partner.partnerId, companyName: partner.companyName } : null };
    },
    screenApplication({ filing }) {
      const declared = filing?.answers.some(({ value }) => value) ?? true;
      return declared ? { result: 'notPassed', findings: [{ cause: 'sensitiveRelationship' }] } : { result: 'passed' };
    },
    async registerPartner({ business }) {
      const company = business === null ? '' : companyKey(business);
      return { partnerId: `P-${(await sha256(`${seed}|${company}`)).slice(0, 8).toUpperCase()}` };
    },
    lookUpAccount: () => ({ ...cleanAccount, ...world.account }),
    lookUpInvitee({ address, huaweiId }) {
      const matches = (world.huaweiIds ?? []).filter(({ addresses, invitee }) =>
        huaweiId === null ? addresses.includes(address.value) : invitee.huaweiId === huaweiId,
      );
      return { matches: matches.map(({ invitee }) => asOfNow(invitee)), invitationsToday: world.invitationsToday ?? 0 };
    },
    associateMember({ huaweiId, partnerId }) {
      const known = world.huaweiIds?.find(({ invitee }) => invitee.huaweiId === huaweiId);
      const partner = memberOf.get(huaweiId) ?? known?.invitee.associatedWith ?? partnerId;
      if (partner !== partnerId) return { result: 'associatedElsewhere' };
      memberOf.set(huaweiId, partnerId);
      return { result: 'associated' };
    },
    lookUpCompanyPaths: () => ({ paths: world.companyPaths ?? ['service'] }),
  };
}

/** The code that was delivered for a challenge under a seed: as in an inbox, it can be read again after a restart. */
export async function verificationCodeOf(seed: string, challengeId: string): Promise<string> {
  const digits = Number(challengeId.split('-')[0]);
  const number = BigInt(`0x${await sha256(`${seed}|code|${challengeId}`)}`);
  return String(number % 10n ** BigInt(digits)).padStart(digits, '0');
}

function print({ channel, to, code }: { channel: string; to: string; code: string }): void {
  console.log(`[${channel}] to ${to}: your verification code is ${code}`);
}
