import type { AnyActorRef, AnyEventObject, AnyStateMachine, AnyStateNode, MachineContext } from 'xstate';
import type { Announcement } from '../announcements.js';

/** A call of a port that a transition asks for. Its input may hold a secret. */
export interface PortCall {
  readonly id: string;
  readonly port: string;
  readonly input: unknown;
}

/** A transition under way: what has become of the context so far, and what has been asked for. */
export interface Walk {
  context: MachineContext;
  event: AnyEventObject;
  readonly self: AnyActorRef;
  readonly spawn: () => never;
  readonly calls: PortCall[];
  readonly announcements: Announcement[];
  /** Whether a call that may be under way is to be stopped. */
  isStopping: boolean;
}

/** What a guard is given. */
interface Moment {
  readonly context: MachineContext;
  readonly event: AnyEventObject;
}

/** What the input of a call is given. An emitted event is given the system too, and what assigns can also spawn. */
interface ActorMoment extends Moment {
  readonly self: AnyActorRef;
  readonly system?: AnyActorRef['system'];
  readonly spawn?: () => never;
}

type Expression<T> = (moment: ActorMoment, params?: undefined) => T;

/** A guard as XState calls it. */
export type Guard = (moment: Moment, params: undefined) => boolean;

/** An action, carried out as XState does. */
export type Action = (walk: Walk) => void;

/** What XState's `assign` and `emit` keep of what they are given. */
interface BuiltIn {
  readonly type?: unknown;
  readonly assignment?: unknown;
  readonly event?: unknown;
}

/** A guard as a function; null for one that is made of other guards, has parameters or is not there. */
export function guardOf(written: unknown, { implementations }: AnyStateMachine): Guard | null {
  const found = implementationOf<Guard>(written, implementations.guards);
  return found === null || 'check' in found ? null : found;
}

/** An action as a function; null for one that does anything but assign by a function or emit. */
export function actionOf(written: unknown, { implementations }: AnyStateMachine): Action | null {
  const { type, assignment, event } = implementationOf<BuiltIn>(written, implementations.actions) ?? {};
  if (type === 'xstate.assign' && isExpression<object>(assignment)) return assigning(assignment);
  return type === 'xstate.emit' ? emitting(event) : null;
}

/** The call that entering a state asks for; null for one that is not there or goes by a name in the whole system. */
export function callOf({ id, src, input, systemId }: Invoke, { implementations }: AnyStateMachine): Action | null {
  if (typeof src !== 'string' || systemId !== undefined) return null;
  if (!src.startsWith('xstate.invoke.') && implementations.actors[src] === undefined) return null;
  return ({ context, event, self, calls }) => {
    calls.push({ id, port: src, input: evaluated(input, { context, event, self }) });
  };
}

type Invoke = AnyStateNode['invoke'][number];

/** What leaving a state with calls asks for. */
export const stopCalls: Action = (walk) => {
  walk.isStopping = true;
};

/** The function that is written, or that a name stands for. */
function implementationOf<F>(written: unknown, named: Readonly<Record<string, unknown>>): F | null {
  const found = typeof written === 'function' ? written : named[nameOf(written)];
  return typeof found === 'function' ? (found as F) : null;
}

/** By what name an implementation is looked up; none for what has parameters. */
function nameOf(written: unknown): string {
  if (typeof written === 'string') return written;
  const { type, params }: { type?: unknown; params?: unknown } = Object(written);
  return typeof type === 'string' && params === undefined ? type : '';
}

function assigning(assigner: Expression<object>): Action {
  return (walk) => {
    const { context, event, spawn, self } = walk;
    const { system } = self;
    walk.context = Object.assign({}, context, assigner({ context, event, spawn, self, system }, undefined));
  };
}

function emitting(emitted: unknown): Action {
  return ({ context, event, self, announcements }) => {
    const { system } = self;
    announcements.push(evaluated<Announcement>(emitted, { context, event, self, system }));
  };
}

/** What is written, or what its function makes of the moment. */
function evaluated<T>(written: unknown, moment: ActorMoment): T {
  return isExpression<T>(written) ? written(moment) : (written as T);
}

function isExpression<T>(written: unknown): written is Expression<T> {
  return typeof written === 'function';
}
