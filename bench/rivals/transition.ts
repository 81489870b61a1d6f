import { pathOf, registrationMachine } from 'hcpn-registration';
import { initialTransition, transition } from 'xstate';
import { answerOf, policy } from './script.js';
import type { Way } from './way.js';

type Snapshot = ReturnType<typeof registrationMachine.resolveState>;
type Effects = ReturnType<typeof transition<typeof registrationMachine>>[1];

/**
 * XState's pure functions on the same machine, with the calls it asks for answered by hand. It does not check the text
 * it reads, nor what the services answer; and a refused act is not told from one that changes nothing.
 */
export const pureTransition: Way = {
  name: 'the same machine: XState transition, calls answered by hand',
  begin: () => saved(initialTransition(registrationMachine, { policy })[0]),
  step(text, act) {
    let [snapshot, effects] = transition(registrationMachine, registrationMachine.resolveState(JSON.parse(text)), act);
    for (let event = answered(effects, act.at); event !== undefined; event = answered(effects, act.at))
      [snapshot, effects] = transition(registrationMachine, snapshot, event as never);
    return saved(snapshot);
  },
  stateOf: (text) => pathOf(JSON.parse(text).value),
  keptIn: (text) => JSON.parse(text).context,
};

/** The event by which XState tells a machine that the actor it asked for is done. */
function answered(effects: Effects, at: string) {
  const call = effects.find(({ type }) => type === 'xstate.spawnChild');
  if (call === undefined) return undefined;
  const { id, src } = call.params as { readonly id: string; readonly src: string };
  return { type: `xstate.done.actor.${id}`, actorId: id, output: { at, value: answerOf(src) } };
}

function saved({ value, context }: Snapshot): string {
  return JSON.stringify({ value, context });
}
