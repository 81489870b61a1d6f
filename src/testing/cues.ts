import * as z from 'zod/mini';
import { assertArguments, callable, like, record } from '../arguments.js';
import { plainCopy } from '../copy.js';
import type { CallOptions } from '../ports.js';
import { type RegistrationPorts, registrationPorts } from '../registration/registration.ports.js';

/** The name of a port. */
export type PortName = keyof RegistrationPorts & string;

/** What a port is asked. */
export type PortInput<N extends PortName> = Parameters<RegistrationPorts[N]>[0];

/** What happens to the calls of a port, and to which of them; `fails()` and its like make one. */
export interface Cue<I = unknown> {
  /** Whether it is meant for a call: by what is asked, and by which call of the port it is, from 1. */
  fits(input: I, call: number): boolean;
  /** What happens then; `ask` asks the port behind. */
  answer(ask: () => Promise<unknown>, signal: AbortSignal): Promise<unknown>;
}

/** The cues of each port. Of several, the first that fits a call counts; where none fits, the port answers as usual. */
export type Cues<P extends Partial<RegistrationPorts> = RegistrationPorts> = {
  readonly [N in keyof P & PortName]?: Cue<PortInput<N>> | readonly Cue<PortInput<N>>[];
};

/** One call of a port, as it was recorded. */
export type PortCall = {
  readonly [N in PortName]: {
    readonly port: N;
    readonly input: PortInput<N>;
    readonly idempotencyKey: string;
    readonly outcome: 'waiting' | 'answered' | 'failed';
  };
}[PortName];

/** Ports that fail on cue. */
export interface PortsOnCue<P extends Partial<RegistrationPorts> = RegistrationPorts> {
  /** What a session is given. */
  readonly ports: Pick<P, keyof P & PortName>;
  /** Every call, the latest last. */
  readonly calls: readonly PortCall[];
  /** Gives a port other cues from now on, and counts its calls from 1 again; without a cue it answers as usual. */
  cue<N extends keyof P & PortName>(port: N, ...cues: readonly Cue<PortInput<N>>[]): void;
}

const portNames = Object.keys(registrationPorts) as PortName[];
/** An object of whatever class, whose ports can be read. */
const portsArgument = like<object>(
  'ports',
  (ports) => record.safeParse(ports).success && portNames.every((name) => Reflect.has(Object(ports), name) !== null),
);
const cueArgument = z.object({ fits: callable, answer: callable });
const cuesArgument = z.record(z.string(), z.optional(z.union([cueArgument, z.array(cueArgument)])));

/** Puts cues before ports: each call is recorded, and fails, waits or is answered as its cue says. Throws `argument.invalid`. */
export function portsOnCue<P extends Partial<RegistrationPorts>>(ports: P, cues: Cues<P> = {}): PortsOnCue<P> {
  assertArguments({ ports: [portsArgument, ports], cues: [cuesArgument, cues] });
  const calls: { -readonly [K in keyof PortCall]: PortCall[K] }[] = [];
  const plans = new Map<string, { readonly cues: readonly Cue[]; calls: number }>();

  async function answer(port: PortName, input: unknown, options: CallOptions): Promise<unknown> {
    const { idempotencyKey, signal } = options;
    const call = { port, input: plainCopy(input), idempotencyKey, outcome: 'waiting' } as (typeof calls)[number];
    calls.push(call);
    const plan = plans.get(port);
    if (plan !== undefined) plan.calls += 1;
    const behind: unknown = Reflect.get(ports, port);
    const ask = async (): Promise<unknown> =>
      typeof behind === 'function' ? behind.call(ports, plainCopy(input), options) : behind;
    const cue = plan?.cues.find((each) => each.fits(plainCopy(input), plan.calls));
    try {
      const value = await (cue === undefined ? ask() : cue.answer(ask, signal));
      call.outcome = 'answered';
      return value;
    } catch (error) {
      call.outcome = 'failed';
      throw error;
    }
  }

  const names = portNames.filter((name) => Reflect.get(ports, name) !== undefined);
  for (const name of names) {
    const given: Cue | readonly Cue[] | undefined = Reflect.get(cues, name);
    if (given !== undefined) plans.set(name, { cues: [given].flat(), calls: 0 });
  }
  const answering = names.map((name) => [name, (input: unknown, options: CallOptions) => answer(name, input, options)]);
  return {
    ports: Object.fromEntries(answering) as PortsOnCue<P>['ports'],
    calls: calls as readonly PortCall[],
    cue(port, ...told) {
      assertArguments({ port: [z.enum(names), port], cues: [z.array(cueArgument), told] });
      plans.set(port, { cues: told as readonly Cue[], calls: 0 });
    },
  };
}

/** Each call fails with the error, without asking the port. */
export function fails(error: unknown = new Error('The service is down')): Cue {
  return each(() => Promise.reject(error));
}

/** Each call gets this answer, whether the port may give it or not. */
export function badAnswer(value: unknown): Cue {
  return each(() => Promise.resolve(value));
}

/** Each call asks the port twice with the same idempotency key, and gets the second answer. */
export function twice(): Cue {
  return each(async (ask) => {
    await ask();
    return ask();
  });
}

/** Each call waits until nobody waits for its answer any more: until `portTimeout` of the session is over. */
export function never(): Cue {
  return each((_ask, signal) => untilAborted(signal));
}

/** A cue whose calls ask the port at once, and get the answer late. */
export interface Late extends Cue {
  /** Settles when the first call waits. */
  readonly waiting: Promise<void>;
  /** Lets the calls have their answers: those that wait, and every later one. */
  release(): void;
}

/** Each call asks the port at once, and gets the answer when it is released. */
export function late(): Late {
  const begun = gate();
  const released = gate();
  const cue = each(async (ask, signal) => {
    const answer = ask();
    answer.catch(() => {});
    begun.open();
    await Promise.race([released.opened, untilAborted(signal)]);
    return answer;
  });
  return { ...cue, waiting: begun.opened, release: released.open };
}

/** Only the first call of the port; the others are answered as usual. Throws `argument.invalid`. */
export function once<I>(cue: Cue<I>): Cue<I> {
  return onCall(1, cue);
}

/** Only one call of the port, counted from 1. Throws `argument.invalid`. */
export function onCall<I>(which: number, cue: Cue<I>): Cue<I> {
  assertArguments({ which: [z.int().check(z.minimum(1)), which], cue: [cueArgument, cue] });
  return { ...cue, fits: (input, call) => call === which && cue.fits(input, call) };
}

/** Only the calls that ask for something: `where(({ country }) => country === 'FR', fails())`. Throws `argument.invalid`. */
export function where<I>(asks: (input: I) => boolean, cue: Cue<NoInfer<I>>): Cue<I> {
  assertArguments({ asks: [callable, asks], cue: [cueArgument, cue] });
  return { ...cue, fits: (input, call) => asks(input) && cue.fits(input, call) };
}

function each(answer: Cue['answer']): Cue {
  return { fits: () => true, answer };
}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
