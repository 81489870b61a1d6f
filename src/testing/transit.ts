import { type AnyEventObject, type AnyMachineSnapshot, type AnyStateMachine, createActor } from 'xstate';

/** What an event makes of a snapshot, and the actions it asks for. */
export interface Transit {
  readonly after: AnyMachineSnapshot;
  readonly actions: readonly unknown[];
}

/**
 * XState's own `transition`, for very many events: it makes the scope a machine asks for once and not for each event.
 * The one place that knows how XState calls its machines from inside.
 */
export function transits(
  machine: AnyStateMachine,
  input: unknown,
): (before: AnyMachineSnapshot, event: AnyEventObject) => Transit {
  const self = createActor(machine, { input } as never);
  let actions: unknown[] = [];
  const scope = {
    self,
    id: '',
    sessionId: '',
    system: self.system,
    defer() {},
    logger() {},
    stopChild() {},
    emit() {},
    actionExecutor: (action: unknown) => void actions.push(action),
  };
  return (before, event) => {
    actions = [];
    const after = machine.transition(before, event, scope as never) as AnyMachineSnapshot;
    return { after, actions };
  };
}
