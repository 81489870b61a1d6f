import * as z from 'zod/mini';
import { amount, assertArguments, callable, record } from '../arguments.js';
import type { Invitee } from '../association/association.schema.js';
import type { DevelopmentPath } from '../choices.js';
import { pathSchema } from '../choices.js';
import { type CompanyNumber, companyKey, companyNumberKey, isSameCompany } from '../company.js';
import { type AccountFacts, bestAccount } from '../eligibility.js';
import type { RegistrationPorts } from '../registration/registration.ports.js';
import { randomId } from '../session/runtime.js';
import type { UpgradeFacts } from '../signup/signup.schema.js';
import { sha256 } from '../storage/sha256.js';

/** A company that is a partner. */
interface KnownPartner extends CompanyNumber {
  readonly partnerId: string;
  readonly companyName: string;
}

/** What the embedded ports know of the world, and where they say what a person must read. */
export interface EmbeddedWorld {
  /** Receives each verification code; by default it is printed. */
  readonly deliver?: (code: { readonly channel: 'email' | 'sms'; readonly to: string; readonly code: string }) => void;
  /** The same seed gives the same codes and ids, also in another process; by default each process has its own. */
  readonly seed?: string;
  /** Companies that are partners already. */
  readonly partners?: readonly KnownPartner[];
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

const worldArgument = z.object({
  deliver: z.optional(callable),
  seed: z.optional(z.string()),
  partners: z.optional(z.array(z.object({ partnerId: z.string(), companyName: z.string() }))),
  huaweiIds: z.optional(
    z.array(z.object({ addresses: z.array(z.string()), invitee: z.object({ huaweiId: z.string() }) })),
  ),
  huaweiIdsOfMobile: z.optional(z.record(z.string(), z.number())),
  invitationsToday: z.optional(amount),
  companyPaths: z.optional(z.array(pathSchema)),
  account: z.optional(record),
  upgrade: z.optional(record),
});

/** An enterprise account that has nothing against it. */
export const cleanAccount: AccountFacts = { ...bestAccount, solution: 'none' };

/**
 * Working ports for demos and tests, with no network: codes are derived from a seed and delivered to a function,
 * screening follows the documented rules (a declared sensitive relationship goes to people). Registrations that share
 * these ports share one world: in it a company is one partner, and a person is associated with one.
 * Throws `argument.invalid`.
 */
export function embeddedPorts(world: EmbeddedWorld = {}): RegistrationPorts {
  assertArguments({ world: [worldArgument, world] });
  const seed = world.seed ?? randomId();
  const deliver = world.deliver ?? print;
  const memberOf = new Map<string, string>();
  const asOfNow = (invitee: Invitee): Invitee => ({
    ...invitee,
    associatedWith: memberOf.get(invitee.huaweiId) ?? invitee.associatedWith,
  });
  const partners = partnerRegister(world.partners ?? []);

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
      const { huaweiId } = asked;
      return { partner: partners.find(asked, huaweiId === undefined ? undefined : { huaweiId, differentFrom: null }) };
    },
    screenApplication({ filing }) {
      const declared = filing?.answers.some(({ value }) => value) ?? true;
      return declared ? { result: 'notPassed', findings: [{ cause: 'sensitiveRelationship' }] } : { result: 'passed' };
    },
    async registerPartner({ business, huaweiId, secondAccount, differentFrom }) {
      const company = business === null ? '' : companyKey(business);
      const apart = secondAccount || differentFrom !== null ? `|${huaweiId}` : '';
      const partnerId = `P-${(await sha256(`${seed}|${company}${apart}`)).slice(0, 8).toUpperCase()}`;
      if (business === null) return { result: 'registered', partnerId };
      // From here on nothing is awaited: of two calls at once, the second sees what the first registered.
      const known = secondAccount ? null : partners.find(business, { huaweiId, differentFrom });
      if (known !== null) return { result: 'alreadyPartner', partner: known };
      partners.add({ ...business, partnerId, huaweiId });
      return { result: 'registered', partnerId };
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

/** What `sendVerificationCode` of the embedded ports answers: how many digits, and a digest. */
const challenge = z.string().check(z.regex(/^\d{1,2}-/));

/**
 * The code that was delivered for a challenge under a seed: as in an inbox, it can be read again after a restart. Throws
 * `argument.invalid` where the challenge is not one of the embedded ports.
 */
export async function verificationCodeOf(seed: string, challengeId: string): Promise<string> {
  assertArguments({ seed: [z.string(), seed], challengeId: [challenge, challengeId] });
  const digits = Number(challengeId.split('-')[0]);
  const number = BigInt(`0x${await sha256(`${seed}|code|${challengeId}`)}`);
  return String(number % 10n ** BigInt(digits)).padStart(digits, '0');
}

/** Whose partner is not in the way: the one registered by the same account, and the one it is said to be different from. */
interface Applicant {
  readonly huaweiId: string | null;
  readonly differentFrom: string | null;
}

/** Partners by the number of their company, told apart by the register. */
function partnerRegister(given: readonly KnownPartner[]) {
  const byNumber = new Map<string, (KnownPartner & { readonly huaweiId?: string | null })[]>();
  const add = (partner: KnownPartner & { readonly huaweiId?: string | null }) => {
    const key = companyNumberKey(partner);
    byNumber.set(key, [...(byNumber.get(key) ?? []), partner]);
  };
  for (const partner of given) add(partner);
  return {
    add,
    find(company: CompanyNumber, applicant?: Applicant) {
      const found = (byNumber.get(companyNumberKey(company)) ?? [])
        .filter((known) => isSameCompany(known, company))
        .find(
          ({ partnerId, huaweiId }) =>
            applicant === undefined || (partnerId !== applicant.differentFrom && huaweiId !== applicant.huaweiId),
        );
      return found === undefined ? null : { partnerId: found.partnerId, companyName: found.companyName };
    },
  };
}

function print({ channel, to, code }: { channel: string; to: string; code: string }): void {
  console.log(`[${channel}] to ${to}: your verification code is ${code}`);
}
