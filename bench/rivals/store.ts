import { createStore } from '@xstate/store';
import { heard } from './actsByHand.js';
import { afterAct, afterAnswer, allows } from './kept.js';
import { calls, road } from './road.js';
import { read, type Saved, savedAsThis, write } from './saved.js';
import { type Said, saidTypes } from './script.js';
import type { Way } from './way.js';

type SavedContext = { -readonly [K in keyof Saved]: Saved[K] };

function taken(context: SavedContext, said: Said): SavedContext {
  const next = road[context.state]?.[said.type];
  return next === undefined || !allows(context.kept, said)
    ? context
    : { state: next, kept: afterAct(context.kept, said) };
}

function answered({ state, kept }: SavedContext, { at }: { readonly at: string }): SavedContext {
  const call = calls[state];
  return call === undefined ? { state, kept } : { state: call.next, kept: afterAnswer(kept, call.port, at) };
}

const on = { ...Object.fromEntries(saidTypes.map((type) => [type, taken])), answered };

/**
 * A store of @xstate/store, made from what was saved. It has no states of its own, and checks no payload, no role and no
 * text: the acts are checked by the same hand-written code as the reducer's.
 */
export const store: Way = {
  name: '@xstate/store, with the checks of each act written by hand',
  ...savedAsThis,
  step(text, act) {
    const before = read(text);
    const made = createStore({ context: { ...before }, on: on as never });
    const send = made.send as (event: object) => void;
    send(heard(act, before.kept.policy));
    while (calls[made.getSnapshot().context.state] !== undefined) send({ type: 'answered', at: act.at });
    return write(made.getSnapshot().context);
  },
};
