import { heard } from './actsByHand.js';
import { afterAct, afterAnswer, allows } from './kept.js';
import { calls, road } from './road.js';
import { read, type Saved, savedAsThis, write } from './saved.js';
import type { Said } from './script.js';
import type { Way } from './way.js';

/**
 * Plain code: every act checked by hand, then switched on. It knows this one way only, trusts what it saved and what the
 * services answer, and says no more of a refusal than which fields are wrong.
 */
export const reducer: Way = {
  name: 'a reducer written by hand, with the same checks of each act',
  ...savedAsThis,
  step(text, act) {
    const before = read(text);
    return write(answered(reduced(before, heard(act, before.kept.policy)), act.at));
  },
};

function reduced({ state, kept }: Saved, said: Said): Saved {
  const next = road[state]?.[said.type];
  if (next === undefined || !allows(kept, said)) throw new Error(`Refused: ${said.type} in ${state}`);
  return { state: next, kept: afterAct(kept, said) };
}

function answered(first: Saved, at: string): Saved {
  let { state, kept } = first;
  for (let call = calls[state]; call !== undefined; call = calls[state]) {
    kept = afterAnswer(kept, call.port, at);
    state = call.next;
  }
  return { state, kept };
}
