import type { RegistrationPorts } from 'hcpn-registration';
import { type EmbeddedWorld, embeddedPorts, verificationCodeOf } from 'hcpn-registration/testing';
import { type Kept, readKept } from './kept.js';
import { invitationsOn } from './partnerDesk.js';
import type { Partner } from './partners.js';
import type { Portal } from './portal.js';
import { derived } from './settings.js';

type Known = NonNullable<EmbeddedWorld['huaweiIds']>[number];
type Invitees = Awaited<ReturnType<RegistrationPorts['lookUpInvitee']>>;

/** HUAWEI IDs of the demo partner that are nobody's registration. */
const colleagues: readonly Known[] = [
  knownHuaweiId('hid-aigaio-main', 'aigaio-main', ['aigaio-main', 'info@aigaio-dedomena.example'], {
    enterpriseAuthenticated: true,
    partnerAccount: true,
  }),
  knownHuaweiId('hid-kostas-ioannou', 'kostas-ioannou', ['kostas-ioannou', '+302100000123']),
];

/**
 * The simulated services as one registration meets them. Who signs in to the portal under an id registers the HUAWEI ID
 * under the same id, so that a person is known by one id wherever an act or an invitation names them.
 */
export function portsFor(
  portal: Portal,
  { key, owner }: Pick<Kept, 'key' | 'owner'>,
  clock: () => string = portal.clock,
): RegistrationPorts {
  const { seed, letters, partners, members } = portal;
  const simulated = embeddedPorts({ seed, deliver: () => {} });
  return {
    ...simulated,
    async sendVerificationCode(asked, options) {
      const { challengeId } = await simulated.sendVerificationCode(asked, options);
      const { channel, to } = asked;
      const code = await verificationCodeOf(seed, challengeId);
      const values = { code, validityMinutes: asked.validityMinutes };
      await letters.write({ id: challengeId, at: clock(), channel, to, key, about: 'verificationCode', values });
      return { challengeId };
    },
    registerHuaweiId: () => ({ result: 'registered', huaweiId: owner }),
    async lookUpCompany(asked) {
      const partner = await partners.find(asked);
      // Whoever was made a partner before the server stopped is not told to associate with himself.
      return { partner: partner?.partnerId === partnerIdOf(portal, key) ? null : partner };
    },
    async registerPartner({ business, secondAccount, differentFrom }) {
      const partnerId = partnerIdOf(portal, key);
      if (business === null) return { partnerId };
      const stands = (noted: Partner) => !secondAccount && noted.partnerId !== differentFrom;
      const partner = await partners.note(business, { ...business, partnerId }, stands);
      return partner.partnerId === partnerId ? { partnerId } : { result: 'alreadyPartner', partner };
    },
    async lookUpInvitee({ address, partnerId, huaweiId }): Promise<Invitees> {
      const kept = await readKept(portal, key);
      const known = [...(kept === null ? [] : ownHuaweiId(kept)), ...colleagues].filter(({ addresses, invitee }) =>
        huaweiId === null ? addresses.includes(address.value) : invitee.huaweiId === huaweiId,
      );
      const matches = await Promise.all(
        known.map(async ({ invitee }) => ({
          ...invitee,
          partnerAccount: invitee.partnerAccount || (await isPartnerAccount(portal, invitee.huaweiId)),
          associatedWith: await members.partnerOf(invitee.huaweiId),
        })),
      );
      return { matches, invitationsToday: await invitationsOn(portal, partnerId, clock()) };
    },
    async associateMember({ huaweiId, partnerId }) {
      const partner = await members.join(huaweiId, partnerId, clock());
      return { result: partner === partnerId ? 'associated' : 'associatedElsewhere' };
    },
  };
}

/** One registration gets one partner id, however often it is asked for. */
function partnerIdOf({ settings }: Portal, key: string): string {
  return `P-${derived(settings, `partner ${key}`).slice(0, 8).toUpperCase()}`;
}

/** Whether a person has become a partner, by whichever of their registrations. */
async function isPartnerAccount(portal: Portal, huaweiId: string): Promise<boolean> {
  const keys = await portal.owners.keysOf(huaweiId);
  const all = await Promise.all(keys.map((key) => readKept(portal, key)));
  return all.some((kept) => kept !== null && kept.snapshot.context.account.partnerId !== null);
}

/** The HUAWEI ID of the person who registered, under everything it can be found by. */
function ownHuaweiId({ snapshot: { context } }: Kept): Known[] {
  const { huaweiId, email, securityPhone, information, partnerId } = context.account;
  if (huaweiId === null) return [];
  const accountName = information?.accountName ?? huaweiId;
  const addresses = [email, securityPhone.number, information?.mobileNumber, accountName, huaweiId];
  const facts = { partnerAccount: partnerId !== null };
  return [
    knownHuaweiId(
      huaweiId,
      accountName,
      addresses.filter((each) => typeof each === 'string'),
      facts,
    ),
  ];
}

function knownHuaweiId(
  huaweiId: string,
  accountName: string,
  addresses: readonly string[],
  facts: Partial<Known['invitee']> = {},
): Known {
  return {
    addresses,
    invitee: {
      huaweiId,
      accountName,
      enterpriseAuthenticated: false,
      individualRealName: true,
      partnerAccount: false,
      associatedWith: null,
      history: [],
      ...facts,
    },
  };
}
