import type { PortName, World, WorldAnswer, WorldPort } from 'hcpn-registration/testing';
import type { Business } from '../../src/application.js';
import type { Invitee } from '../../src/association/association.schema.js';
import { type CompanyNumber, isSameCompany } from '../../src/company.js';
import { cleanAccount } from '../../src/testing/ports.js';

/** A partner as Huawei knows it. */
export interface Partner extends CompanyNumber {
  readonly companyName: string;
  /** The account that joined; null where this world never met it. */
  readonly huaweiId: string | null;
}

/** What the world outside knows: every partner by its id, and the partner each person is associated with. */
export interface Outside {
  readonly partners: Readonly<Record<string, Partner>>;
  readonly members: Readonly<Record<string, string>>;
}

export const nobody: Outside = { partners: {}, members: {} };

type Known<N extends PortName> = WorldPort<Outside, N>;

/** The partners a company may be, as far as what is said of it tells. */
export function partnersOf({ partners }: Outside, company: CompanyNumber): [string, Partner][] {
  return Object.entries(partners).filter(([, known]) => isSameCompany(known, company));
}

const known = ([partnerId, { companyName }]: [string, Partner]) => ({ partnerId, companyName });

/** Where several have the number, and the register is not said, any of them; an account is not told of itself. */
const lookUpCompany: Known<'lookUpCompany'> = (world, asked) => {
  const found = partnersOf(world, asked).filter(([, { huaweiId }]) => huaweiId === null || huaweiId !== asked.huaweiId);
  return found.length === 0
    ? [{ value: { partner: null } }]
    : found.map((each) => ({ value: { partner: known(each) } }));
};

/** The last gate: what was made before is answered again, and of one company one partner is made. */
const registerPartner: Known<'registerPartner'> = (world, { business, huaweiId, differentFrom }) => {
  if (business === null || huaweiId === null) return [];
  const partnerId = `P-${huaweiId}`;
  if (Object.hasOwn(world.partners, partnerId)) return [{ value: { partnerId } }];
  const found = partnersOf(world, business).filter(
    ([id, each]) => id !== differentFrom || isOfRegister(each, business),
  );
  if (found.length > 0) return found.map((each) => ({ value: { result: 'alreadyPartner', partner: known(each) } }));
  return [{ value: { partnerId }, world: withPartner(world, partnerId, business, huaweiId) }];
};

/** Whether the registers are known, and one: then no statement makes two companies of them. */
function isOfRegister({ register }: CompanyNumber, company: CompanyNumber): boolean {
  return (register ?? null) !== null && (company.register ?? null) !== null;
}

export function withPartner(world: Outside, partnerId: string, company: Business, huaweiId: string): Outside {
  const { companyName, country, registrationNumber, register = null } = company;
  const made = { companyName, country, registrationNumber, register, huaweiId };
  return { ...world, partners: { ...world.partners, [partnerId]: made } };
}

/** What is known of a person, and a partner's administrator has not invited anybody today. */
const lookUpInvitee: Known<'lookUpInvitee'> = (world, { address, huaweiId }) => [
  { value: { matches: [inviteeOf(world, huaweiId ?? address.value)], invitationsToday: 0 } },
];

function inviteeOf(world: Outside, huaweiId: string): Invitee {
  return {
    huaweiId,
    accountName: huaweiId,
    enterpriseAuthenticated: false,
    individualRealName: true,
    partnerAccount: isPartnerAccount(world, huaweiId),
    associatedWith: world.members[huaweiId] ?? null,
    history: [],
  };
}

export function isPartnerAccount({ partners }: Outside, huaweiId: string): boolean {
  return Object.values(partners).some((partner) => partner.huaweiId === huaweiId);
}

/** The last gate: a person is associated with one partner, and a partner account with none. */
const associateMember: Known<'associateMember'> = (world, { huaweiId, partnerId }) => {
  const now = world.members[huaweiId] ?? null;
  if (now === partnerId) return [{ value: { result: 'associated' } }];
  if (now !== null || isPartnerAccount(world, huaweiId)) return [{ value: { result: 'associatedElsewhere' } }];
  return [
    { value: { result: 'associated' }, world: { ...world, members: { ...world.members, [huaweiId]: partnerId } } },
  ];
};

type Screened = WorldAnswer<Outside, 'screenApplication'>['value'];

/** How the system check may end. */
export const passes: Screened = { result: 'passed' };
export const needsPeople: Screened = { result: 'notPassed', findings: [] };

/** An honest world. */
export function honest(
  initial: Outside,
  screened: readonly Screened[] = [passes],
  isEmployer: (partnerId: string) => boolean = () => true,
): World<Outside> {
  return {
    initial,
    ports: {
      lookUpCompany,
      screenApplication: () => screened.map((value) => ({ value })),
      registerPartner,
      lookUpAccount: () => [{ value: cleanAccount }],
      // A partner finds its own people only.
      lookUpInvitee: (world, asked, name) =>
        isEmployer(asked.partnerId)
          ? lookUpInvitee(world, asked, name)
          : [{ value: { matches: [], invitationsToday: 0 } }],
      associateMember,
      applyForRealName: () => [{ value: {} }],
    },
  };
}

/** The same, where a company may become a partner elsewhere at any time, once. */
export function withStranger(world: World<Outside>, company: Omit<Partner, 'huaweiId'>): World<Outside> {
  const changes = (now: Outside): Outside[] =>
    partnersOf(now, company).length === 0
      ? [{ ...now, partners: { ...now.partners, 'P-elsewhere': { ...company, huaweiId: null } } }]
      : [];
  return { ...world, changes };
}
