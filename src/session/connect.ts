import { type AnyStateMachine, fromPromise } from 'xstate';
import * as z from 'zod/mini';
import { machineArgument, timeOf } from '../arguments.chart.js';
import { assertArguments, callable, like, record, seconds } from '../arguments.js';
import { plainCopy } from '../copy.js';
import {
  Failure,
  isRegistrationError,
  portBadAnswer,
  portFailed,
  portNotConnected,
  portTimedOut,
  type RegistrationError,
} from '../errors.js';
import { parse, withoutParams } from '../issue.js';
import type { Answer, CallOptions } from '../ports.js';
import type { RegistrationPorts } from '../registration/registration.ports.js';
import { chartOf } from '../snapshot.js';
import { hasSecrets } from './digest.js';
import { assertRuntime, randomId } from './runtime.js';
import type { Call, CallResult } from './step.js';

/** How ports are called. */
export interface CallSettings {
  /** Tells the time, ISO 8601 UTC; the computer's by default. */
  readonly clock?: (() => string) | undefined;
  /** How long a port may take, in seconds; 30 by default. */
  readonly portTimeout?: number | undefined;
  /** Told of each port call that failed; the registration itself only notes that it did. */
  readonly onPortError?: ((error: RegistrationError) => void) | undefined;
}

/** How ports are called, as a host says it. */
export const callSettings = z.object({
  clock: z.optional(callable),
  portTimeout: z.optional(seconds),
  onPortError: z.optional(callable),
});

/** The time of this computer. */
export const systemClock = (): string => new Date().toISOString();

/**
 * Puts a host's ports behind a machine, each as a promise actor of the same name.
 * A port that is missing fails with `port.notConnected`, one that answers what its schema does not allow with `port.badAnswer`.
 * Throws `argument.invalid`.
 */
export function connect<M extends AnyStateMachine>(
  machine: M,
  ports: Partial<RegistrationPorts>,
  settings: CallSettings = {},
): M {
  assertArguments({
    machine: [machineArgument, machine],
    ports: [record, ports],
    settings: [callSettings, settings],
  });
  assertRuntime();
  const occasion = randomId();
  const actors = Object.keys(chartOf(machine).ports).map((port) => [
    port,
    fromPromise<Answer<unknown>, unknown>(async ({ input, self, signal }) => {
      const idempotencyKey = `${occasion}/${self.sessionId}/${port}`;
      const result = await placeCall(machine, { port, input }, ports, { idempotencyKey, signal }, settings);
      if ('error' in result) throw result.error;
      return result;
    }),
  ]);
  return machine.provide({ actors: Object.fromEntries(actors) }) as M;
}

/** A timer of more than 31 bits would fire at once. */
const longestTimeout = 2 ** 31 - 1;

/**
 * Carries out one call: gives the port a copy of what it is asked, waits at most its time, checks its answer.
 * Where a secret is asked about, the idempotency key gets a random part, so that each call has one of its own.
 * A failure is a result with a `port.*` error that has its cause; only `argument.invalid` is thrown.
 */
export async function callPort(
  machine: AnyStateMachine,
  call: Pick<Call, 'port' | 'input'>,
  ports: Partial<RegistrationPorts>,
  options: CallOptions,
  settings: CallSettings = {},
): Promise<CallResult> {
  assertArguments({
    machine: [machineArgument, machine],
    call: [callArgument, call],
    ports: [record, ports],
    options: [optionsArgument, options],
    settings: [callSettings, settings],
  });
  return placeCall(machine, call, ports, options, settings);
}

/** The same for whoever has looked at all of it before. */
export async function placeCall(
  machine: AnyStateMachine,
  call: Pick<Call, 'port' | 'input'>,
  ports: Partial<RegistrationPorts>,
  options: CallOptions,
  { clock = systemClock, portTimeout = 30, onPortError }: CallSettings,
): Promise<CallResult> {
  try {
    const value = await ask(machine, call, ports, options, portTimeout);
    return { at: timeOf(clock), value };
  } catch (cause) {
    const details = { port: call.port };
    const error = isRegistrationError(cause) ? cause : new Failure(portFailed, { cause, details });
    if (error.code !== 'argument.invalid') tell(onPortError, error);
    return { at: timeOf(clock), error };
  }
}

const callArgument = z.object({ port: z.string() });
/** Known by what it can do: a sandbox may have a class of its own, and where there is none the package loads all the same. */
const signalArgument = like<AbortSignal>('AbortSignal', (value) => {
  const partOf = (name: string) => typeof Reflect.get(Object(value), name);
  return partOf('aborted') === 'boolean' && partOf('addEventListener') === 'function';
});
const optionsArgument = z.object({ idempotencyKey: z.string(), signal: signalArgument });

async function ask(
  machine: AnyStateMachine,
  { port, input }: Pick<Call, 'port' | 'input'>,
  ports: Partial<RegistrationPorts>,
  options: CallOptions,
  portTimeout: number,
): Promise<unknown> {
  const table = chartOf(machine).ports;
  const schema = Object.hasOwn(table, port) ? table[port] : undefined;
  const answer: unknown = Reflect.get(ports, port);
  const details = { port };
  if (typeof answer !== 'function' || schema === undefined) throw new Failure(portNotConnected, { details });
  const limit = limited(options.signal, portTimeout);
  const along: CallOptions = { idempotencyKey: ownKey(options.idempotencyKey, input), signal: limit.signal };
  const value = await Promise.race([limit.passed, (async () => answer.call(ports, plainCopy(input), along))()])
    .catch((cause) => {
      throw new Failure(limit.isLate() ? portTimedOut : portFailed, { cause, details });
    })
    .finally(limit.end);
  const checked = parse(schema.output, value);
  if (checked.ok) return checked.value;
  throw new Failure(portBadAnswer, { details: { port, issues: withoutParams(checked.issues) } });
}

/**
 * The key of a call. One that carries a secret has a key of its own each time: another code or password is another
 * question, and nothing that is sent along may tell which secret it was.
 */
function ownKey(idempotencyKey: string, input: unknown): string {
  return hasSecrets(input) ? `${idempotencyKey}/${randomId()}` : idempotencyKey;
}

/**
 * A signal that is aborted with another, or when the time is over. Not by `AbortSignal.any`: Node keeps what that gives
 * for ever once somebody listens to it, and with it all that a call knows of a registration.
 */
function limited(outer: AbortSignal, seconds: number) {
  const inner = new AbortController();
  const { signal } = inner;
  let isLate = false;
  const passed = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  const abort = () => inner.abort(outer.reason);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort);
  const timer = setTimeout(
    () => {
      isLate = true;
      inner.abort();
    },
    Math.min(seconds * 1000, longestTimeout),
  );
  return {
    signal,
    passed,
    isLate: () => isLate,
    end() {
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}

/** Tells a listener of the host's; what it throws is reported as an uncaught error and stops nothing here. */
export function tell<T>(listener: ((told: T) => void) | undefined, told: T): void {
  try {
    listener?.(told);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
