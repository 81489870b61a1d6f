import { createPolicy, type PolicySettings } from '../../src/policy.js';
import type { CallOptions } from '../../src/ports.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import type { RegistrationInput } from '../../src/registration/registration.schema.js';
import type { HistoryEntry } from '../../src/session/journal.js';
import { history } from '../../src/session/journal.js';
import {
  type Outcome,
  openSession,
  type SendOptions,
  type Session,
  type SessionOptions,
} from '../../src/session/session.js';
import { pathOf } from '../../src/snapshot.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { type Fixtures, fixtures } from '../../src/testing/fixtures.js';
import { everythingOf } from '../../src/testing/storage/kit.js';
import { Clock } from '../support/clock.js';
import type { PortName, Script, Scripts } from '../support/ports.js';
import { portsOf } from './players.js';
import { code, people } from './scenarios.js';

type Machine = typeof registrationMachine;

type AnyScript = (input: unknown, options: CallOptions) => unknown;

/** How a desk is set up. */
export interface Setup {
  readonly settings?: PolicySettings;
  /** With an account the road starts at its choice. */
  readonly account?: boolean;
  readonly ports?: Scripts;
  readonly storage?: StorageAdapter;
}

/** A place to open sessions on one registration, with a clock that stands still and ports that are counted. */
export class Desk {
  readonly clock = new Clock();
  readonly storage: StorageAdapter;
  readonly input: RegistrationInput;
  readonly answers: Fixtures;
  readonly ports: RegistrationPorts;
  /** Each question to the outside world: the port, what it was asked, and its idempotency key. */
  readonly calls: {
    readonly port: string;
    readonly input: unknown;
    readonly key: string;
    readonly signal: AbortSignal;
  }[] = [];
  readonly key = 'lantern';
  private readonly scripts = new Map<string, AnyScript>();

  constructor({ settings = { site: 'intl' }, account = false, ports = {}, storage = memoryStorage() }: Setup = {}) {
    const policy = createPolicy({ verificationCode: { digits: code.length }, ...settings });
    this.storage = storage;
    this.answers = fixtures(policy);
    this.input = { policy, ...(account ? { account: this.answers.account } : {}) };
    this.ports = this.counted({
      checkVerificationCode: ({ verificationCode }) => ({ result: verificationCode === code ? 'correct' : 'wrong' }),
      lookUpInvitee: () => ({ matches: [this.answers.invitee], invitationsToday: 0 }),
      ...ports,
    });
  }

  /** Opens a session as the applicant; without options it may start the registration. */
  open(options: Partial<SessionOptions<Machine>> = {}): Promise<Session<Machine>> {
    return openSession({
      machine: registrationMachine,
      key: this.key,
      storage: this.storage,
      ports: this.ports,
      input: this.input,
      by: people.applicant,
      clock: () => this.clock.now,
      ...options,
    });
  }

  /** Everything the storage holds of the registration. */
  everything(): ReturnType<typeof everythingOf> {
    return everythingOf(this.storage, this.key);
  }

  /** The history as far as it is written. */
  async history(after?: number): Promise<HistoryEntry[]> {
    const lines: HistoryEntry[] = [];
    for await (const line of history(this.storage, this.key, after)) lines.push(line);
    return lines;
  }

  /** The ports that were called, by name. */
  get asked(): string[] {
    return this.calls.map(({ port }) => port);
  }

  /** Scripts a port from now on; without a script it answers as at first. */
  answer<N extends PortName>(port: N, script?: Script<N>): void {
    if (script === undefined) this.scripts.delete(port);
    else this.scripts.set(port, script as AnyScript);
  }

  private counted(scripts: Scripts): RegistrationPorts {
    const ports = Object.entries(portsOf(scripts)).map(([port, answer]) => [
      port,
      (input: unknown, options: CallOptions) => {
        this.calls.push({ port, input, key: options.idempotencyKey, signal: options.signal });
        return (this.scripts.get(port) ?? (answer as AnyScript))(input, options);
      },
    ]);
    return Object.fromEntries(ports);
  }
}

/** The state of a session as a dotted path. */
export function placeOf({ snapshot }: Session<Machine>): string {
  return pathOf(snapshot.value);
}

/** Says several things, each of which must be saved. */
export async function go(
  session: Session<Machine>,
  ...events: readonly { readonly type: string; readonly [key: string]: unknown }[]
): Promise<void> {
  for (const event of events) {
    const { status, issues } = await session.receive(event);
    if (status !== 'saved') throw new Error(`${event.type} is ${status}: ${JSON.stringify(issues)}`);
  }
}

/** What became of an act, in short. */
export async function became(
  session: Session<Machine>,
  event: unknown,
  options?: SendOptions,
): Promise<Pick<Outcome<Machine>, 'status' | 'revision'> & { readonly codes: string[] }> {
  const { status, revision, issues } = await session.receive(event, options);
  return { status, revision, codes: issues.map((issue) => issue.code) };
}

/** Another country is chosen; while the e-mail address is not confirmed this asks nothing of the outside world. */
export const choose = (country: string) => ({ type: 'signup.country.choose', country });

/** What is said on the way to the code that confirms the e-mail address. */
export const say = {
  country: { type: 'signup.country.choose', country: 'IE' },
  email: { type: 'signup.email.submit', email: 'ada@lantern.example' },
  code: { type: 'signup.code.submit', verificationCode: code },
  wrongCode: { type: 'signup.code.submit', verificationCode: '000000000000' },
  resend: { type: 'signup.code.resend' },
  password: { type: 'signup.password.set', password: 'Correct7Horse' },
  skipPhone: { type: 'signup.securityPhone.skip' },
  start: { type: 'wizard.start' },
  request: ({ address, company }: Fixtures) => ({ type: 'association.request', address, company }),
} as const;
