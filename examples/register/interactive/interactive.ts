import { createPolicy, type Policy, type StorageAdapter } from 'hcpn-registration';
import { verificationCodeOf } from 'hcpn-registration/testing';
import { ended } from '../ending.js';
import { defaultStore } from '../options.js';
import { type Delivery, demoPorts, type Partner } from '../ports.js';
import { Stopped } from '../problem.js';
import { keyFor, openRegistration } from '../registration.js';
import type { Screen } from '../screen.js';
import type { Words } from '../words/words.js';
import { type Ask, back } from './ask.js';
import type { Guide } from './guide.js';
import { homeOn } from './home.js';
import { turnPage } from './pages.js';

const name = 'my-registration';

/** A company that is a partner already, to be tried out. */
const example = {
  country: 'GB',
  registrationNumber: '01234567',
  partnerId: 'P-PENNARD1',
  companyName: 'Pennard Bay Instruments Ltd',
};

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
  const { words } = screen.language;
  const { language } = screen.language.catalogue;
  const { facts, asks } = words;
  const key = await keyFor(storage, name, fresh);
  const { companyName, country, registrationNumber } = example;
  screen.title(words.title, [
    [facts.keys, asks.keys],
    [facts.roles, asks.roles],
    [facts.keptIn, words.progress.keptUnder(store, key)],
    [facts.toTryOut, asks.tryOut(companyName, `${country}, ${registrationNumber}`)],
  ]);
  const read = new Set<string>();
  let overtakenBy: Partner | null = null;
  const deliver = (delivery: Delivery) => {
    read.add(delivery.code);
    screen.delivered(delivery);
  };
  try {
    const registration = await openRegistration({
      storage,
      key,
      policy: () => policyFor(ask, asks),
      ports: (seen) => demoPorts(key, { partners: [example] }, seen, deliver, () => overtakenBy),
      onSaved: screen.saved,
    });
    if (registration.carriedOn) screen.resumed(registration, false);
    const readInbox: Guide['readInbox'] = async ({ channel, to, sent }) => {
      const code = sent === null ? '' : await verificationCodeOf(key, sent.challengeId);
      if (code !== '' && !read.has(code)) deliver({ channel, to, code });
    };
    const guide: Guide = {
      ask,
      screen,
      registration,
      readInbox,
      showHome: homeOn(screen, registration),
      get colleagueFirst() {
        const { business } = registration.snapshot.context.application;
        if (business === null || overtakenBy !== null) return null;
        return () => {
          overtakenBy = { partnerId: 'P-COLLEAG1', companyName: business.companyName };
        };
      },
    };
    while (!(await turnPage(guide)));
    ended(registration, screen, store);
    await registration.close();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    screen.line();
    const lang = language === 'en' ? '' : ` --lang ${language}`;
    const again = store === defaultStore ? '' : ` --store ${store}`;
    screen.line(asks.stopped(store, `npm start -- --interactive${lang}${again}`));
  }
}

async function policyFor(ask: Ask, asks: Words['asks']): Promise<Policy> {
  const sites = (['intl', 'eu', 'cn'] as const).map((value) => ({ value, label: asks.siteOf[value] }));
  const site = await ask.choice(asks.site, sites);
  return site === back ? policyFor(ask, asks) : createPolicy({ site });
}
