import { fromPromise, type PromiseActorLogic } from 'xstate';
import type * as z from 'zod/mini';
import { Failure, portNotConnected } from './errors.js';

/** One question to the outside world: what is asked and what may be answered. */
export interface Port<I = unknown, O = unknown> {
  readonly input: z.ZodMiniType<I>;
  readonly output: z.ZodMiniType<O>;
}

/** The ports of a chart, by name. */
export type PortTable = Readonly<Record<string, Port>>;

/** What a chart is told: the answer and when it came, ISO 8601 UTC. */
export interface Answer<O> {
  readonly at: string;
  readonly value: O;
}

/** What comes along with a port call. */
export interface CallOptions {
  /** The same for a repeated call; with another payload it is a new call, and where it carries a secret each call is. */
  readonly idempotencyKey: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** A value nobody changes; hosts may answer with constants. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** The functions a host writes, one a port. */
export type PortsOf<P> = {
  readonly [N in keyof P]: P[N] extends Port<infer I, infer O>
    ? (input: I, options: CallOptions) => Promise<Frozen<O>> | Frozen<O>
    : never;
};

/** The promise actors of a table of ports, as XState knows them. */
export type PortActors<P> = {
  readonly [N in keyof P]: P[N] extends Port<infer I, infer O> ? PromiseActorLogic<Answer<O>, I> : never;
};

/** Declares a port. */
export function port<I, O>(input: z.ZodMiniType<I>, output: z.ZodMiniType<O>): Port<I, O> {
  return { input, output };
}

/** Actors that fail with `port.notConnected`, until `connect` or a session puts the host's ports in their place. */
export function unconnected<P extends PortTable>(ports: P): PortActors<P> {
  const entries = Object.keys(ports).map((name) => [
    name,
    fromPromise<never, unknown>(() => Promise.reject(new Failure(portNotConnected, { details: { port: name } }))),
  ]);
  return Object.fromEntries(entries) as PortActors<P>;
}
