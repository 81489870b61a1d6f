import {
  createPolicy,
  type RegistrationContext,
  type RegistrationMachine,
  registrationMachine,
  sharedWithPartner,
  snapshotOf,
  start,
} from 'hcpn-registration';
import type { SnapshotFrom } from 'xstate';

type Snapshot = SnapshotFrom<RegistrationMachine>;

const epoch = '1970-01-01T00:00:00.000Z';

const blank = blankContext();

/**
 * What the administrator of a partner sees of a registration: the association, and of the person what is shared with the
 * partner while they are associated. The rest is as in a registration nobody has touched, so that the view is a registration
 * like any other. What stands for something that is not shared: `accountType` is always `individual`,
 * `paymentMethodAdded` always false, and of matching HUAWEI IDs it is not said where else they are or were associated.
 */
export function sharedView({ value, context }: Snapshot): Snapshot {
  const { policy, association, trouble } = context;
  const shared: RegistrationContext = {
    ...blank,
    policy,
    account: sharedAccount(context),
    association: { ...association, matches: association.matches.map(sharedMatch) },
    trouble,
  };
  return snapshotOf(registrationMachine, { value, context: { ...shared } });
}

/** What is known of the person's account, as far as it is shared. */
function sharedAccount(context: RegistrationContext): RegistrationContext['account'] {
  const shared = sharedWithPartner(context);
  const { account } = context;
  const { information } = account;
  return {
    ...blank.account,
    huaweiId: shared.includes('accountId') ? account.huaweiId : null,
    email: shared.includes('email') ? account.email : null,
    information:
      information !== null && shared.includes('name') && shared.includes('mobileNumber')
        ? {
            accountType: 'individual',
            name: information.name,
            ...(information.accountName === undefined ? {} : { accountName: information.accountName }),
            mobileNumber: information.mobileNumber,
            paymentMethodAdded: false,
          }
        : null,
  };
}

type Match = RegistrationContext['association']['matches'][number];

function sharedMatch(match: Match): Match {
  return { ...match, associatedWith: null, history: [] };
}

function blankContext(): RegistrationContext {
  const { value, context } = start(registrationMachine, { policy: createPolicy({ site: 'intl' }) }, epoch).envelope;
  return snapshotOf(registrationMachine, { value, context }).context;
}
