import { type AnyStateMachine, fromPromise } from 'xstate';
import { isRegistrationError, RegistrationError } from '../errors.js';
import { parse } from '../issue.js';
import type { Answer, CallOptions, Port } from '../ports.js';
import type { RegistrationPorts } from '../registration/registration.ports.js';
import { chartOf } from '../registration/snapshot.js';

/** How ports are called. */
export interface CallSettings {
  /** Tells the time, ISO 8601 UTC. */
  readonly clock?: (() => string) | undefined;
  /** How long a port may take, in seconds; 30 by default. */
  readonly portTimeout?: number | undefined;
}

/** The time of this computer. */
export const systemClock = (): string => new Date().toISOString();

/**
 * Puts a host's ports behind a machine, each as a promise actor of the same name.
 * A port that is missing fails with `port.notConnected`, one that answers what its schema does not allow with `port.badAnswer`.
 */
export function connect<M extends AnyStateMachine>(
  machine: M,
  ports: Partial<RegistrationPorts>,
  settings: CallSettings = {},
): M {
  const table = chartOf(machine).ports;
  const actors = Object.entries(table).map(([name, port]) => [
    name,
    fromPromise<Answer<unknown>, unknown>(({ input, self, signal }) =>
      callPort(name, port, ports, input, { idempotencyKey: `${self.sessionId}/${name}`, signal }, settings),
    ),
  ]);
  return machine.provide({ actors: Object.fromEntries(actors) }) as M;
}

/** Calls one port: within its time, with its answer checked. Rejects with a `port.*` error that has its cause. */
export async function callPort(
  name: string,
  port: Port | undefined,
  ports: Partial<RegistrationPorts>,
  input: unknown,
  options: CallOptions,
  { clock = systemClock, portTimeout = 30 }: CallSettings = {},
): Promise<Answer<unknown>> {
  const ask: unknown = Reflect.get(ports, name);
  if (typeof ask !== 'function' || port === undefined)
    throw new RegistrationError('port.notConnected', { details: { port: name } });
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), portTimeout * 1000);
  const signal = AbortSignal.any([options.signal, timeout.signal]);
  try {
    const value = await Promise.race([aborted(signal), ask.call(ports, input, { ...options, signal })]);
    const checked = parse(port.output, value);
    if (!checked.ok)
      throw new RegistrationError('port.badAnswer', {
        details: { port: name, issues: checked.issues.map(({ code, path }) => ({ code, path })) },
      });
    return { at: clock(), value: checked.value };
  } catch (cause) {
    if (isRegistrationError(cause)) throw cause;
    const code = timeout.signal.aborted ? 'port.timedOut' : 'port.failed';
    throw new RegistrationError(code, { cause, details: { port: name } });
  } finally {
    clearTimeout(timer);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
