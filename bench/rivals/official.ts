import { pathOf } from 'hcpn-registration';
import { type ActorRefFrom, createActor, waitFor } from 'xstate';
import { clock, connectedMachine } from './connected.js';
import { policy } from './script.js';
import type { Way } from './way.js';

/**
 * The same machine the way XState documents it: an actor from what was saved, the event sent, the answers awaited, what
 * is to be saved taken from the actor. It does not check the text it reads, nor what the services answer.
 */
export const official: Way = {
  name: 'the same machine: createActor, send, getPersistedSnapshot',
  begin: () => persisted(createActor(connectedMachine, { input: { policy } }).start()),
  async step(text, act) {
    clock.now = act.at;
    const actor = createActor(connectedMachine, { input: { policy }, snapshot: JSON.parse(text) }).start();
    actor.send(act);
    await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
    const after = persisted(actor);
    actor.stop();
    return after;
  },
  stateOf: (text) => pathOf(JSON.parse(text).value),
  keptIn: (text) => JSON.parse(text).context,
};

function persisted(actor: ActorRefFrom<typeof connectedMachine>): string {
  return JSON.stringify(actor.getPersistedSnapshot());
}
