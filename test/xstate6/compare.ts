import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { isEqual } from '../../src/equal.js';
import type { Transit } from '../../src/session/stepper.js';
import { transit } from '../../src/session/transit.js';
import type { ExploredEdge } from '../../src/testing/explore.js';
import { eventOf6, type Machine6, type Turn6, type XState6 } from './engine.js';

/** What a transition comes to, whichever XState carries it out. */
interface Outcome {
  readonly value: unknown;
  readonly context: unknown;
  readonly status: string;
  readonly tags: readonly string[];
  readonly announcements: readonly unknown[];
  readonly calls: readonly object[];
}

/** Two outcomes of one transition that are not the same. */
export interface Difference {
  readonly from: string;
  readonly event: string;
  readonly parts: readonly string[];
}

function outcomeOf5({ after, announcements, calls }: Transit): Outcome {
  const { value, context, status, tags } = after;
  return { value, context, status, tags: [...tags].sort(), announcements, calls };
}

function outcomeOf6([{ value, context, status, tags }, effects]: Turn6): Outcome {
  return {
    value,
    context,
    status,
    tags: [...tags].sort(),
    announcements: effects.filter(({ kind }) => kind === 'emit').map(({ event }) => event),
    calls: effects
      .filter(({ type }) => type === '@xstate.spawn')
      .map(({ id, src: port, input }) => ({ id, port, input })),
  };
}

/** What one explored step comes to in both, each from the state as JSON has it; null where it is the same. */
export function compared(
  xstate6: XState6,
  machine: AnyStateMachine,
  machine6: Machine6,
  { from, event }: Pick<ExploredEdge, 'from' | 'event'>,
): Difference | null {
  const [before, before6] = [saved(from), saved(from)];
  const five = outcomeOf5(transit(machine, machine.resolveState(before), event));
  const six = outcomeOf6(xstate6.transition(machine6, machine6.resolveState(before6), eventOf6(event)));
  const parts = Object.keys(five).filter((part) => !isEqual(partOf(five, part), partOf(six, part)));
  return parts.length === 0 ? null : { from: from.place, event: event.type, parts };
}

/** A part of an outcome as JSON has it. */
function partOf(outcome: Outcome, part: string): unknown {
  return JSON.parse(JSON.stringify(Reflect.get(outcome, part)));
}

/** A state as it comes back from a storage: nothing of one engine reaches the other. */
function saved({ snapshot: { value, context } }: ExploredEdge['from']): Pick<AnyMachineSnapshot, 'value' | 'context'> {
  return JSON.parse(JSON.stringify({ value, context }));
}
