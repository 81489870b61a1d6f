import {
  decode,
  type Envelope,
  encode,
  pathOf,
  registrationMachine,
  type StepResult,
  settle,
  start,
  step,
} from 'hcpn-registration';
import { acts, answerOf, policy, type Said } from './script.js';
import type { Way } from './way.js';

/** The pure step of this package, with the answers of the services at hand. Everything is checked: text, act, answers. */
export const ours: Way = {
  name: 'hcpn-registration: decode, step, settle, encode',
  begin: () => encode(start(registrationMachine, { policy }, acts[0]?.at ?? '').envelope),
  step: (text, act) => encode(settled(step(registrationMachine, decode(registrationMachine, text), act))),
  stateOf: (text) => pathOf(decode(registrationMachine, text).value),
  keptIn: (text) => decode(registrationMachine, text).context,
};

function settled(first: StepResult): Envelope {
  let result = first;
  if (result.outcome !== 'moved') throw new Error(`Not moved: ${JSON.stringify(result.issues)}`);
  for (let [call] = result.calls; call !== undefined; [call] = result.calls)
    result = settle(registrationMachine, result.envelope, call, {
      at: result.envelope.at,
      value: answerOf(call.port),
    });
  return result.envelope;
}

/** Whether an act asks no service, so that it is one event. */
export function asksNobody({ text, act }: { readonly text: string; readonly act: Said }): boolean {
  return step(registrationMachine, decode(registrationMachine, text), act).calls.length === 0;
}

/** Nothing but reading and writing the text our step is given: nobody who keeps that text gets below it. */
export const floor: Way = {
  ...ours,
  name: 'only parse and write that text',
  step: (text) => JSON.stringify(JSON.parse(text)),
};
