import { registrationMachine } from 'hcpn-registration/registration';
import { createActor } from 'xstate';

/** The same act by an actor made of what was saved, as XState documents it. */
export function carry(text: string, act: object): string {
  const actor = createActor(registrationMachine, { snapshot: JSON.parse(text), input: {} as never }).start();
  actor.send(act as never);
  const after = JSON.stringify(actor.getPersistedSnapshot());
  actor.stop();
  return after;
}
