import {
  type Actor,
  createPolicy,
  isRegistrationError,
  type RegistrationMachine,
  type Said,
  type Session,
  type Site,
} from 'hcpn-registration';
import { verificationCodeOf } from 'hcpn-registration/testing';
import { actorFor } from './actors.js';
import { demoUsers } from './demo.users.js';
import type { Portal } from './portal.js';
import { openWork } from './work.js';

/** How a registration of the demo begins. */
export interface Beginning {
  readonly owner: string;
  readonly site: Site;
  /** How many hours before now. */
  readonly hoursAgo: number;
  /** Tells a second registration of one owner from the first. */
  readonly suffix?: string;
}

/** Tells the story of one registration by what people say to it. */
export interface Teller {
  readonly snapshot: Session<RegistrationMachine>['snapshot'];
  /** The owner says something, or somebody else by id. It has to be taken. */
  say(said: Said<RegistrationMachine>, speaker?: string): Promise<void>;
  /** The owner enters the code that was sent. */
  enterCode(): Promise<void>;
  /** Lets hours pass. */
  pass(hours: number): void;
}

const minute = 60_000;
const mostTries = 10;

/**
 * Begins the registration of a demo user. Every act is a command with a fixed id: two processes that tell the same story,
 * or one that was killed in the middle of it, make one registration.
 */
export async function tell(portal: Portal, { owner, site, hoursAgo, suffix = '' }: Beginning): Promise<Teller> {
  const key = `demo-${owner}${suffix}`;
  let now = Date.now() - hoursAgo * 60 * minute;
  let acts = 0;
  const clock = () => new Date(now).toISOString();
  await portal.owners.note(key, owner, site, clock());
  const by: Actor = { role: 'applicant', id: owner };
  const begin = () =>
    openWork(
      portal,
      { key, owner },
      { input: { policy: createPolicy({ site }), account: { ownerId: owner } }, by, clock },
    );
  let session = await begin();

  async function say(said: Said<RegistrationMachine>, speaker = owner): Promise<void> {
    now += 3 * minute;
    acts += 1;
    const user = demoUsers.find(({ id }) => id === speaker);
    if (user === undefined) throw new Error(`${speaker} is not of the demo.`);
    const options = { by: actorFor(user, said.type, speaker === owner), commandId: `demo/${acts}` };
    for (let tries = 1; ; tries += 1) {
      try {
        const { status, issues } = await session.send(said, options);
        if (status === 'saved') return;
        throw new Error(`The demo is told wrongly: ${key} ${said.type} ${JSON.stringify(issues)}`);
      } catch (error) {
        // Another process that tells the same story was here first, and its code was another.
        const isTold = isRegistrationError(error, 'command.reused');
        if ((!isTold && !isRegistrationError(error, 'storage.conflict')) || tries === mostTries) throw error;
        session = await begin();
        if (isTold) return;
      }
    }
  }

  return {
    get snapshot() {
      return session.snapshot;
    },
    say,
    async enterCode() {
      const sent = session.snapshot.context.account.challenge?.sent;
      const verificationCode = sent ? await verificationCodeOf(portal.seed, sent.challengeId) : '000000';
      await say({ type: 'signup.code.submit', verificationCode });
    },
    pass(hours) {
      now += hours * 60 * minute;
    },
  };
}
