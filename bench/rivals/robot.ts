import { createMachine, guard, interpret, type MachineState, reduce, state, transition } from 'robot3';
import { heard } from './actsByHand.js';
import { afterAct, afterAnswer, allows, type Kept } from './kept.js';
import { calls, road } from './road.js';
import { read, savedAsThis, write } from './saved.js';
import { end, type Port, type Said } from './script.js';
import type { Way } from './way.js';

interface Answered {
  readonly type: string;
  readonly port: Port;
  readonly at: string;
}

const acting = Object.entries(road).map(([name, on]) => [
  name,
  state(
    ...Object.entries(on).map(([type, to]) =>
      transition(type, to, guard<Kept, Said>(allows), reduce<Kept, Said>(afterAct)),
    ),
  ),
]);

const calling = Object.entries(calls).map(([name, { next }]) => [
  name,
  state(
    transition(
      'answered',
      next,
      reduce<Kept, Answered>((kept, { port, at }) => afterAnswer(kept, port, at)),
    ),
  ),
]);

const states: Readonly<Record<string, MachineState<string>>> = Object.fromEntries([
  ...acting,
  ...calling,
  [end, state()],
]);

/**
 * robot3, begun in the saved state with what was saved. It checks no payload, no role and no text: the acts are checked
 * by the same hand-written code as the reducer's.
 */
export const robot: Way = {
  name: 'robot3, with the checks of each act written by hand',
  ...savedAsThis,
  step(text, act) {
    const before = read(text);
    const machine = createMachine(before.state, states, (kept: Kept) => kept);
    const service = interpret(machine, () => {}, before.kept as never);
    const send = service.send as (event: object) => void;
    send(heard(act, before.kept.policy));
    for (let call = calls[service.machine.current]; call !== undefined; call = calls[service.machine.current])
      send({ type: 'answered', port: call.port, at: act.at });
    return write({ state: service.machine.current, kept: service.context as Kept });
  },
};
