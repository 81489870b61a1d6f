import { createPolicy, type Policy, type StorageAdapter } from 'hcpn-registration';
import { verificationCodeOf } from 'hcpn-registration/testing';
import { ended } from '../ending.js';
import { defaultStore } from '../options.js';
import { type Delivery, demoPorts } from '../ports.js';
import { Stopped } from '../problem.js';
import { keyFor, openRegistration } from '../registration.js';
import type { Screen } from '../screen.js';
import { type Ask, back } from './ask.js';
import type { Guide } from './guide.js';
import { turnPage } from './pages.js';

const name = 'my-registration';

/** Companies that are partners already, to be tried out. */
const partners = [
  {
    country: 'GB',
    registrationNumber: '01234567',
    partnerId: 'P-PENNARD1',
    companyName: 'Pennard Bay Instruments Ltd',
  },
];

/** How a person is led along the road. */
export interface Leading {
  readonly storage: StorageAdapter;
  /** The storage as a person finds it. */
  readonly store: string;
  readonly fresh: boolean;
  readonly screen: Screen;
  readonly ask: Ask;
}

/** Leads a person along the road, from wherever the registration rests. Stopping anywhere keeps everything. */
export async function leadPerson({ storage, store, fresh, screen, ask }: Leading): Promise<void> {
  const key = await keyFor(storage, name, fresh);
  screen.title('Registration with the Huawei Cloud Partner Network', [
    ['Keys', 'Enter goes on, Esc goes back, Ctrl-C stops; everything is kept'],
    ['Roles', 'you play everyone: the applicant, the reviewer, the administrator'],
    ['Kept in', `${store}, under the key "${key}"`],
    [
      'To try out',
      `${partners[0]?.companyName} (${partners[0]?.country}, ${partners[0]?.registrationNumber}) is a partner already`,
    ],
  ]);
  const read = new Set<string>();
  const deliver = (delivery: Delivery) => {
    read.add(delivery.code);
    screen.delivered(delivery);
  };
  try {
    const registration = await openRegistration({
      storage,
      key,
      policy: () => policyFor(ask),
      ports: (account) => demoPorts(key, { partners }, account, deliver),
      onSaved: screen.saved,
    });
    if (registration.carriedOn) screen.resumed(registration, false);
    const readInbox: Guide['readInbox'] = async ({ channel, to, sent }) => {
      const code = sent === null ? '' : await verificationCodeOf(key, sent.challengeId);
      if (code !== '' && !read.has(code)) deliver({ channel, to, code });
    };
    const guide = { ask, screen, registration, readInbox };
    while (!(await turnPage(guide)));
    ended(registration, screen, store);
    await registration.close();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    screen.line();
    const again = store === defaultStore ? '' : ` --store ${store}`;
    screen.line(
      `Stopped. What was saved is kept in ${store}; npm start -- --interactive${again} carries on from there.`,
    );
  }
}

async function policyFor(ask: Ask): Promise<Policy> {
  const site = await ask.choice('Which site of Huawei Cloud?', [
    { value: 'intl', label: 'International site' },
    { value: 'eu', label: 'European site' },
    { value: 'cn', label: 'Chinese mainland site (with real-name authentication)' },
  ]);
  return site === back ? policyFor(ask) : createPolicy({ site });
}
