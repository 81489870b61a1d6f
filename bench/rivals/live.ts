import { pathOf } from 'hcpn-registration';
import { createActor, waitFor } from 'xstate';
import type { Contender } from '../measure.js';
import { clock, connectedMachine } from './connected.js';
import { acts, policy } from './script.js';

/**
 * A whole registration by one actor that stays in memory: what a host pays that never restarts. It neither reads nor
 * writes a text. Answers where the registration ends.
 */
export async function live(): Promise<string> {
  const actor = createActor(connectedMachine, { input: { policy } }).start();
  for (const act of acts) {
    clock.now = act.at;
    actor.send(act);
    await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
  }
  actor.stop();
  return pathOf(actor.getSnapshot().value);
}

/** The same as something to be measured. */
export const inMemory: Contender = {
  name: 'the same machine, kept in memory: nothing is saved',
  async run(times) {
    for (let time = 0; time < times; time++) await live();
  },
};
