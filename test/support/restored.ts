import { type AnyStateMachine, type InputFrom, initialTransition, type SnapshotFrom, transition } from 'xstate';
import type { Act } from '../../src/events.js';
import { decode, encode, envelopeFormat, snapshotOf, versionOf } from '../../src/session/envelope.js';
import { walkTime } from './walks.js';

/** A snapshot as it comes back after it was saved. */
export function restored<M extends AnyStateMachine>(machine: M, { value, context }: SnapshotFrom<M>): SnapshotFrom<M> {
  const text = encode({
    format: envelopeFormat,
    machine: machine.id,
    version: versionOf(machine),
    revision: 1,
    at: walkTime,
    value,
    context,
    commands: [],
    pending: [],
  });
  return snapshotOf(machine, decode(machine, text));
}

/** State and context after some acts, each applied to the snapshot before it, or to that one saved and restored. */
export function outcomeOf<M extends AnyStateMachine>(
  machine: M,
  input: InputFrom<M>,
  acts: readonly Act[],
  isRestored: boolean,
): { readonly value: unknown; readonly context: unknown } {
  let [snapshot] = initialTransition(machine, input) as [SnapshotFrom<M>, unknown];
  for (const act of acts) {
    const before = isRestored ? restored(machine, snapshot) : snapshot;
    [snapshot] = transition(machine, before, act as never) as [SnapshotFrom<M>, unknown];
  }
  const { value, context } = isRestored ? restored(machine, snapshot) : snapshot;
  return { value, context };
}
