import type { Envelope, StepResult } from 'hcpn-registration';
import * as thisBuild from 'hcpn-registration';
import { acts, answerOf, policy, type Said } from './script.js';
import type { Way } from './way.js';

/** What a step needs of a build of this package. */
export type Build = Pick<
  typeof thisBuild,
  'createPolicy' | 'decode' | 'encode' | 'pathOf' | 'registrationMachine' | 'settle' | 'start' | 'step'
>;

/** The pure step of a build, with the answers of the services at hand. Everything is checked: text, act, answers. */
export function wayOf(name: string, build: Build): Way {
  const { createPolicy, decode, encode, pathOf, registrationMachine: machine, settle, start, step } = build;

  function settled(first: StepResult): Envelope {
    let result = first;
    if (result.outcome !== 'moved') throw new Error(`Not moved: ${JSON.stringify(result.issues)}`);
    for (let [call] = result.calls; call !== undefined; [call] = result.calls)
      result = settle(machine, result.envelope, call, { at: result.envelope.at, value: answerOf(call.port) });
    return result.envelope;
  }

  // An earlier build knows fewer settings.
  const own = build === thisBuild ? policy : createPolicy({ site: policy.site });

  return {
    name,
    begin: () => encode(start(machine, { policy: own }, acts[0]?.at ?? '').envelope),
    step: (text, act) => encode(settled(step(machine, decode(machine, text), act))),
    stateOf: (text) => pathOf(decode(machine, text).value),
    keptIn: (text) => decode(machine, text).context,
  };
}

/** The pure step of this package. */
export const ours: Way = wayOf('hcpn-registration: decode, step, settle, encode', thisBuild);

/** The services that an act asks in a build, in order. */
export function portsAsked(
  { text, act }: { readonly text: string; readonly act: Said },
  { decode, registrationMachine: machine, settle, step }: Build = thisBuild,
): readonly string[] {
  const ports: string[] = [];
  let result = step(machine, decode(machine, text), act);
  for (let [call] = result.calls; call !== undefined; [call] = result.calls) {
    ports.push(call.port);
    result = settle(machine, result.envelope, call, { at: result.envelope.at, value: answerOf(call.port) });
  }
  return ports;
}

const parsedAndWritten = (text: string) => JSON.stringify(JSON.parse(text));

/** Nothing but reading and writing the text our step is given: nobody who keeps that text gets below it. */
export const floor: Way = {
  ...ours,
  name: 'only parse and write that text',
  step: parsedAndWritten,
};

const knownPolicy = JSON.stringify(JSON.parse(ours.begin()).context.policy);

/** The same with the policy cut out, as one that is known is neither read nor written: the floor of a careful host. */
export const floorOfKnown: Way = {
  ...ours,
  name: 'only parse and write what of it is not the policy',
  step(text) {
    const from = text.indexOf(knownPolicy);
    if (from < 0) throw new Error('The policy does not stand in the text as it was saved.');
    const rest = parsedAndWritten(`${text.slice(0, from)}0${text.slice(from + knownPolicy.length)}`);
    return `${rest.slice(0, from)}${knownPolicy}${rest.slice(from + 1)}`;
  },
};
