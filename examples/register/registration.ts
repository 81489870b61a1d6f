import {
  type Account,
  type Actor,
  type Explanation,
  explain,
  history,
  type Issue,
  openSession,
  type Policy,
  pathOf,
  type RegistrationContext,
  type RegistrationEvent,
  type RegistrationMachine,
  type RegistrationPorts,
  type Role,
  registrationMachine,
  type SessionOptions,
  type StorageAdapter,
  steps,
} from 'hcpn-registration';
import type { SnapshotFrom } from 'xstate';

type Unstamped<E> = E extends RegistrationEvent ? Omit<E, 'at' | 'by'> : never;

/** What someone says to the registration; who and when are added here. */
export type Said = Unstamped<RegistrationEvent>;

/** What became of something said: the reasons it was not taken, or what the outside world held against it. */
export interface Reply {
  readonly taken: boolean;
  readonly issues: readonly Issue[];
}

/** A registration that is kept in a storage, as the demo handles it. */
export interface Registration {
  readonly key: string;
  readonly snapshot: SnapshotFrom<RegistrationMachine>;
  /** The resting state as a dotted path. */
  readonly state: string;
  readonly revision: number;
  /** Whether it was there before. */
  readonly carriedOn: boolean;
  say(role: Role, said: Said): Promise<Reply>;
  /** Whether something would be taken, without saying it. */
  wouldTake(role: Role, said: Said): Explanation;
  /** How often something was said and saved, by the journal. */
  timesSaid(type: RegistrationEvent['type']): Promise<number>;
  close(): Promise<void>;
}

/** How a registration is opened. */
export interface RegistrationOptions {
  readonly storage: StorageAdapter;
  readonly key: string;
  /** What a new registration starts from; one that is there keeps its own. */
  readonly policy: () => Promise<Policy> | Policy;
  /** Everything outside: it may look at the registration as it is now. */
  readonly ports: (seen: () => RegistrationContext | null) => RegistrationPorts;
  /** Told of each save: of the first one too. */
  readonly onSaved: (registration: Registration) => void;
  /** Told of each step, for an inspector. */
  readonly onStep?: SessionOptions<RegistrationMachine>['onStep'] | undefined;
}

/** Opens the registration kept under a key, or begins one. */
export async function openRegistration(options: RegistrationOptions): Promise<Registration> {
  const { storage, key, policy, ports, onSaved, onStep } = options;
  const carriedOn = (await storage.read(key)) !== null;
  let seen: RegistrationContext | null = null;
  const session = await openSession({
    machine: registrationMachine,
    key,
    storage,
    ports: ports(() => seen),
    ...(carriedOn ? {} : { input: { policy: await policy() } }),
    ...(onStep === undefined ? {} : { onStep }),
  });
  seen = session.snapshot.context;
  const registration: Registration = {
    key,
    carriedOn,
    get snapshot() {
      return session.snapshot;
    },
    get state() {
      return pathOf(session.snapshot.value);
    },
    get revision() {
      return session.revision;
    },
    async say(role, said) {
      const { status, issues } = await session.send(said, { by: actorFor(role, session.snapshot.context.account) });
      return { taken: status === 'saved' || status === 'ignored', issues };
    },
    wouldTake(role, said) {
      const stamp = { at: new Date().toISOString(), by: actorFor(role, session.snapshot.context.account) };
      return explain(session.snapshot, { ...said, ...stamp } as RegistrationEvent);
    },
    async timesSaid(type) {
      let times = 0;
      for await (const { event } of history(storage, key)) if (event.type === type) times += 1;
      return times;
    },
    close: () => session.close(),
  };
  session.subscribe((snapshot) => {
    seen = snapshot.context;
    onSaved(registration);
  });
  if (!carriedOn) onSaved(registration);
  await session.tick();
  return registration;
}

/** The latest registration under a name; with `fresh`, a key nobody has used. */
export async function keyFor(storage: StorageAdapter, name: string, fresh: boolean): Promise<string> {
  let latest: string | null = null;
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? name : `${name}-${count}`;
    if ((await storage.read(key)) === null) return fresh ? key : (latest ?? key);
    latest = key;
  }
}

/** Under which id each role is known: the applicant by the HUAWEI ID, once there is one. */
function actorFor(role: Role, { huaweiId }: Account): Actor {
  const ids = { reviewer: 'reviewer', administrator: 'administrator', system: 'huawei-cloud' };
  return { role, id: role === 'applicant' || role === 'member' ? (huaweiId ?? 'visitor') : ids[role] };
}

/** The step the registration rests in, and how far it has come. */
export function progressOf(registration: Registration) {
  const { steps: all, done, total } = steps(registration.snapshot);
  const current = all.find((step) => step.current)?.id;
  return { all, current: current ?? (registration.state === 'choosingRoad' ? 'road' : null), done, total };
}
