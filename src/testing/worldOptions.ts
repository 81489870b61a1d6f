import type { AnyStateMachine, InputFrom } from 'xstate';
import * as z from 'zod/mini';
import { callable } from '../arguments.js';
import { type Actor, actorSchema } from '../events.js';
import { instant } from '../fields.js';
import type { RegistrationPorts } from '../registration/registration.ports.js';
import type { PortInput, PortName } from './cues.js';
import { type Saying, sayingArgument } from './saying.js';

/** One honest answer of the world to a call of a port, and the world from then on; without `world` it is as before. */
export interface WorldAnswer<W, N extends PortName = PortName> {
  readonly value: Awaited<ReturnType<RegistrationPorts[N]>>;
  readonly world?: W;
}

/** What the world may answer: to what is asked, by which registration. Pure, and nothing else may be read. */
export type WorldPort<W, N extends PortName = PortName> = (
  world: W,
  input: PortInput<N>,
  registration: string,
) => readonly WorldAnswer<W, N>[];

/** The world that registrations share. What it knows is plain JSON. */
export interface World<W> {
  readonly initial: W;
  /** Each port as the world answers it. A call of a port that is not here can only fail. */
  readonly ports: { readonly [N in PortName]?: WorldPort<W, N> };
  /** What may become of the world by itself, between any two steps. */
  readonly changes?: (world: W) => readonly W[];
}

/** One registration of several. */
export interface WorldRegistration<M extends AnyStateMachine> {
  /** The key under which a host would keep it. */
  readonly name: string;
  readonly input: InputFrom<M>;
  /** What was said before, in this order; the world answers with the first of its answers. Each must be taken. */
  readonly prologue?: readonly Saying[];
  /** What may be said to it: few, for everything happens in every order. */
  readonly events: readonly Saying[];
  /** Whoever speaks to it. */
  readonly actors: readonly Actor[];
  /**
   * The texts that mean this registration and no other: its applicant, its HUAWEI ID. Registrations that differ only in
   * theirs, the first of one standing for the first of the other, are looked at as one. By default its name.
   */
  readonly own?: readonly string[];
}

/** What an exploration of several registrations goes through. */
export interface ExploreWorldOptions<M extends AnyStateMachine, W> {
  readonly registrations: readonly WorldRegistration<M>[];
  readonly world: World<W>;
  /** When it begins, ISO 8601 UTC. Time stands still but for the deadlines that come up. */
  readonly at?: string;
  /** The ports that may fail, before or after the world did what it was asked; all by default. */
  readonly failing?: readonly PortName[];
  /** Whether a server may stop while a port is awaited, so that nothing of the act is saved; true by default. */
  readonly stopping?: boolean;
  /** Whether registrations that differ in names only are looked at as one; true by default. */
  readonly symmetry?: boolean;
  /** How many states are looked at before it gives up; 100,000 by default. */
  readonly limit?: number;
}

/** What an exploration of several registrations goes through, as a schema. */
export const exploreWorldOptions = z.object({
  registrations: z.array(
    z.object({
      name: z.string(),
      prologue: z.optional(z.array(sayingArgument)),
      events: z.array(sayingArgument),
      actors: z.array(actorSchema),
      own: z.optional(z.array(z.string())),
    }),
  ),
  world: z.object({
    ports: z.record(z.string(), z.optional(callable)),
    changes: z.optional(callable),
  }),
  at: z.optional(instant),
  failing: z.optional(z.array(z.string())),
  stopping: z.optional(z.boolean()),
  symmetry: z.optional(z.boolean()),
  limit: z.optional(z.number().check(z.minimum(1))),
});
