import type { CallOptions } from '../../src/ports.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import { cleanAccount } from '../../src/testing/ports.js';

/** The verification code the default ports take for right. */
export const rightCode = '908172';

/** Ports that answer what lets the road go on: codes arrive, nobody is a partner yet, screening passes. */
export const willingPorts: RegistrationPorts = {
  sendVerificationCode: () => ({ challengeId: 'challenge-1' }),
  checkVerificationCode: ({ verificationCode }) => ({ result: verificationCode === rightCode ? 'correct' : 'wrong' }),
  registerHuaweiId: () => ({ result: 'registered', huaweiId: 'huawei-id-1' }),
  lookUpMobile: () => ({ huaweiIds: 0 }),
  enableCloudServices: () => ({}),
  applyForRealName: () => ({}),
  lookUpUpgrade: () => ({
    oldAccountCountry: 'DE',
    huaweiIdCountry: 'DE',
    huaweiIdFrozen: false,
    huaweiIdBoundElsewhere: false,
    contactOnUnusedId: false,
    mobileTaken: false,
  }),
  upgradeAccount: () => ({}),
  lookUpCompany: () => ({ partner: null }),
  screenApplication: () => ({ result: 'passed' }),
  registerPartner: () => ({ partnerId: 'partner-1' }),
  lookUpAccount: () => cleanAccount,
  lookUpInvitee: () => ({
    matches: [
      {
        huaweiId: 'member-1',
        accountName: 'member one',
        enterpriseAuthenticated: false,
        individualRealName: true,
        partnerAccount: false,
        associatedWith: null,
        history: [],
      },
    ],
    invitationsToday: 0,
  }),
  associateMember: () => ({ result: 'associated' }),
  lookUpCompanyPaths: () => ({ paths: ['service', 'systemIntegrator'] }),
};

/** The name of a port. */
export type PortName = keyof RegistrationPorts & string;

/** A scripted answer: it may throw, wait, or answer what no schema allows. */
export type Script<N extends PortName> = (asked: Parameters<RegistrationPorts[N]>[0], options: CallOptions) => unknown;

/** Scripts that stand in for the default answers. */
export type Scripts = { readonly [N in PortName]?: Script<N> };

/** The script of a port that is down. */
export function down(): never {
  throw new Error('The service is down');
}
