import type * as z from 'zod/mini';
import type { Act, AnyVocabulary } from './events.js';
import type { Issue, IssuePath } from './issue.js';
import type { PortTable } from './ports.js';
import type { Rule } from './rules.js';

/** What a user interface may ask of a state. */
export type Tag = 'editing' | 'busy' | 'waiting' | 'settled';

/** What a state tells an analyst beside its description. */
export interface StateMeta {
  /** Rules of the domain reference that govern the state. */
  readonly rules: readonly string[];
}

/** Something asked of someone: what, where, by which event it is closed, and until when. */
export interface Requirement {
  readonly code: Issue['code'];
  readonly path: IssuePath;
  readonly params: Issue['params'];
  readonly step: string;
  /** The event that closes it; null when nobody but the outside world can. */
  readonly remedy: string | null;
  readonly deadline: string | null;
}

/** Requirements by urgency. */
export interface Requirements {
  /** Stands in the way of the next step. */
  readonly currentlyDue: readonly Requirement[];
  /** Will be asked for later. */
  readonly eventuallyDue: readonly Requirement[];
  /** Its deadline has passed. */
  readonly pastDue: readonly Requirement[];
  /** Handed in and being checked by someone else. */
  readonly pendingVerification: readonly Requirement[];
}

/** How far a step is. `lookAgain`: answered, but on an answer that has changed since. */
export type StepStatus = 'done' | 'open' | 'lookAgain' | 'waiting';

/** One step of the road. */
export interface Step {
  readonly id: string;
  readonly status: StepStatus;
  /** Whether this is where the registration rests. */
  readonly current: boolean;
  /** Whether a person may go there now. */
  readonly reachable: boolean;
}

/** A time at which something happens by itself. */
export interface Deadline {
  readonly at: string;
  readonly step: string;
  /** The event the session says when the time has come. */
  readonly event: string;
  /** What the event carries, if anything. */
  readonly payload?: Readonly<Record<string, string | number>>;
}

/** What a chart knows about itself beyond its states; `machine.schemas` holds it. */
export interface Chart<C> {
  /** What a registration may start from. Without it, the machine's own context decides what it makes of any input. */
  readonly input?: z.ZodMiniType<object>;
  readonly context: z.ZodMiniType<C>;
  readonly vocabulary: AnyVocabulary;
  /** Rules by the name of the guard made of them. */
  readonly rules: Readonly<Record<string, Rule<C>>>;
  readonly ports: PortTable;
  /** `state` is the resting state within the chart, as a dotted path. */
  readonly requirements: (context: C, state: string) => Requirements;
  readonly steps: (context: C, state: string) => readonly Step[];
  readonly deadlines: (context: C, state: string) => readonly Deadline[];
  /** Steps whose answers would have to be looked at again after an event. */
  readonly consequences: (context: C, event: Act) => readonly Issue[];
}

/** Nothing asked. */
export const noRequirements: Requirements = {
  currentlyDue: [],
  eventuallyDue: [],
  pastDue: [],
  pendingVerification: [],
};

/** Turns an issue into a requirement of a step. */
export function requirement(
  found: Issue,
  step: string,
  remedy: string | null,
  deadline: string | null = null,
): Requirement {
  return { code: found.code, path: found.path, params: found.params, step, remedy, deadline };
}
