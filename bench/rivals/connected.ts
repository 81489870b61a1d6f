import { registrationMachine } from 'hcpn-registration';
import { fromPromise } from 'xstate';
import { answerOf } from './script.js';

/** The time at which the services answer. A way sets it to the time of its act, so that all of them keep the same. */
export const clock = { now: '' };

const ports = Object.keys(registrationMachine.implementations.actors);

const actors = Object.fromEntries(
  ports.map((port) => [port, fromPromise(async () => ({ at: clock.now, value: answerOf(port) }))]),
);

/** Our machine with services behind it as promise actors, without the checks and time limits of our own `connect`. */
export const connectedMachine = registrationMachine.provide({ actors: actors as never });
