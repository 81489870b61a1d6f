import type {
  ActorOptions,
  AnyActorRef,
  AnyEventObject,
  AnyStateMachine,
  InspectionEvent,
  Snapshot,
  StateValue,
} from 'xstate';
import * as z from 'zod/mini';
import { anyMachine, machineArgument } from '../arguments.chart.js';
import { assertArguments, callable, record } from '../arguments.js';
import { snapshotOf } from '../session/envelope.js';
import { randomId } from '../session/runtime.js';
import { answeredEvent, failedEvent } from '../session/transit.js';
import { type InspectionPolicy, redactorOf } from './redaction.js';

/** Options for an inspector of `@statelyai/inspect`; spread them before your own. */
export interface SafeInspectorOptions {
  /** Leaves of a message what may be shown. Doing it twice changes nothing. */
  readonly serialize: <Message>(message: Message) => Message;
  readonly serializationDepthLimit: number;
  readonly maxDeferredEvents: number;
}

const inspectionPolicy = z.object({
  machines: z.optional(z.array(anyMachine)),
  fields: z.optional(record),
});

/**
 * The options that make a Stately inspector safe and readable: nothing leaves but what is public by the class of its field,
 * no state is cut short, and a whole registration is kept for a viewer that opens late. Throws `argument.invalid`.
 */
export function inspectorOptions(policy: InspectionPolicy = {}): SafeInspectorOptions {
  assertArguments({ policy: [inspectionPolicy, policy] });
  const redact = redactorOf(policy);
  return {
    serialize: <Message>(message: Message) => redact(message) as Message,
    serializationDepthLimit: 64,
    maxDeferredEvents: 2000,
  };
}

/** Where XState tells what happens: `inspector.inspect`, or what else may be given to `createActor` as `inspect`. */
export type Inspection = NonNullable<ActorOptions<AnyStateMachine>['inspect']>;

/** A port call as far as an inspector shows it. */
interface SeenCall {
  readonly ticket: string;
  readonly id: string;
  readonly input: unknown;
}

type SeenResult = { readonly at: string } & ({ readonly value: unknown } | { readonly error: unknown });

/**
 * Takes what came of a step, and what led to it: the event, or the result of a call with the call, or null where a
 * registration begins.
 */
export type StepWatcher = (
  result: {
    readonly envelope: { readonly value: StateValue; readonly context: Record<string, unknown> };
    readonly calls: readonly SeenCall[];
  },
  cause: { readonly type: string } | SeenResult | null,
  call?: SeenCall,
) => void;

/**
 * Lets an inspector see the steps of a session, or a host's own, as if the machine ran as an actor: its events, its states
 * and each port call. Give it to `openSession` as `onStep`. Throws `argument.invalid`.
 */
export function inspectSession(machine: AnyStateMachine, inspect: Inspection): StepWatcher {
  assertArguments({ machine: [machineArgument, machine], inspect: [z.union([callable, record]), inspect] });
  const rootId = `session:${randomId()}`;
  const calling = new Map<string, AnyActorRef>();
  let root: AnyActorRef | null = null;
  let count = 0;

  return ({ envelope, calls }, cause, call) => {
    const snapshot: Snapshot<unknown> = snapshotOf(machine, envelope);
    const isNew = root === null;
    if (cause === null && !isNew) return;
    const actorRef = root ?? refOf(machine.id, rootId, snapshot, machine);
    root = actorRef;
    if (isNew) tellOf({ type: '@xstate.actor', actorRef, rootId });
    const sourceRef = call && calling.get(call.ticket);
    const isEnd = call !== undefined && cause !== null && !('type' in cause);
    const event = isEnd ? finished(sourceRef, call, cause) : { type: 'xstate.init', ...cause };
    tellOf({ type: '@xstate.event', actorRef, rootId, event, sourceRef });
    for (const due of calls) begun(actorRef, due);
    tellOf({ type: '@xstate.snapshot', actorRef, rootId, event, snapshot });
  };

  function begun(parent: AnyActorRef, { id, ticket, input }: SeenCall): void {
    count += 1;
    const snapshot = { ...blank, input };
    const actorRef = refOf(id, `${rootId}/${count}`, snapshot, undefined, parent);
    const event = { type: 'xstate.init', input };
    calling.set(ticket, actorRef);
    tellOf({ type: '@xstate.actor', actorRef, rootId });
    tellOf({ type: '@xstate.event', actorRef, rootId, event, sourceRef: parent });
    tellOf({ type: '@xstate.snapshot', actorRef, rootId, event, snapshot });
  }

  /** The end of a call, and the event by which the machine learns of it. */
  function finished(actorRef: AnyActorRef | undefined, { id, ticket }: SeenCall, result: SeenResult): AnyEventObject {
    const [event, snapshot, end]: [AnyEventObject, Snapshot<unknown>, AnyEventObject] =
      'error' in result
        ? [
            { type: 'xstate.promise.reject', data: result.error },
            { ...blank, status: 'error', error: result.error },
            failedEvent(id, result.error),
          ]
        : [
            { type: 'xstate.promise.resolve', data: result },
            { ...blank, status: 'done', output: result },
            answeredEvent(id, result),
          ];
    calling.delete(ticket);
    if (actorRef === undefined) return end;
    tellOf({ type: '@xstate.event', actorRef, rootId, event, sourceRef: actorRef });
    tellOf({ type: '@xstate.snapshot', actorRef, rootId, event, snapshot });
    return end;
  }

  function tellOf(seen: InspectionEvent): void {
    if (typeof inspect === 'function') inspect(seen);
    else inspect.next?.(seen);
  }
}

const blank = { status: 'active', output: undefined, error: undefined } as const;

/** As much of an actor as an inspector looks at. */
function refOf(
  id: string,
  sessionId: string,
  snapshot: Snapshot<unknown>,
  logic?: AnyStateMachine,
  parent?: AnyActorRef,
): AnyActorRef {
  return { id, sessionId, logic, _parent: parent, getSnapshot: () => snapshot } as unknown as AnyActorRef;
}
