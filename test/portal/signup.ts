import type { View } from '../../examples/portal/api.js';
import type { Client } from './client.js';

/** Words nobody else uses, to be looked for where they must not be. */
export const planted = 'Zyxwvutsrq Plantagenet';

const password = 'Correct7Horse';
const agreements = [
  { id: 'customer-agreement', version: '1' },
  { id: 'privacy-statement', version: '1' },
];

/** Registers a HUAWEI ID and enables Huawei Cloud services. */
export async function register(client: Client, email: string): Promise<View> {
  let seen = await client.begin();
  const say = async (event: object) => {
    seen = await client.act(seen, event);
  };
  await say({ type: 'signup.country.choose', country: 'GR' });
  await say({ type: 'signup.email.submit', email });
  await say({ type: 'signup.code.submit', verificationCode: await client.code(seen.key) });
  await say({ type: 'signup.password.set', password });
  await say({ type: 'signup.securityPhone.skip' });
  await say({ type: 'signup.cloud.enable', agreements });
  await say({
    type: 'signup.information.complete',
    information: { accountType: 'enterprise', name: planted, mobileNumber: '+302100000789', paymentMethodAdded: true },
  });
  return seen;
}
