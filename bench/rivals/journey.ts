import { isDeepStrictEqual } from 'node:util';
import type { Contender } from '../measure.js';
import { acts, end, type Said, secrets } from './script.js';
import type { Way } from './way.js';

/** A registration carried to its end in one way: what was saved before each act, and after the last. */
export interface Journey {
  readonly way: Way;
  readonly steps: readonly { readonly text: string; readonly act: Said }[];
  readonly last: string;
}

/** Carries a registration to its end. Throws where it stands still, saves a secret or does not arrive. */
export async function journeyOf(way: Way): Promise<Journey> {
  const steps: Journey['steps'][number][] = [];
  let text = way.begin();
  for (const act of acts) {
    steps.push({ text, act });
    text = await moved(way, text, act);
  }
  if (way.stateOf(text) !== end) throw new Error(`${way.name}: arrived at ${way.stateOf(text)}`);
  return { way, steps, last: text };
}

async function moved(way: Way, text: string, act: Said): Promise<string> {
  let after: string;
  try {
    after = await way.step(text, act);
  } catch (cause) {
    throw new Error(`${way.name}: failed at ${act.type}`, { cause });
  }
  if (after === text) throw new Error(`${way.name}: stood still at ${act.type}`);
  if (secrets.some((secret) => after.includes(secret))) throw new Error(`${way.name}: saved a secret at ${act.type}`);
  return after;
}

/** Throws unless all remember the same at the end. */
export function checkSame(journeys: readonly Journey[]): void {
  const [first] = journeys;
  for (const { way, last } of journeys)
    if (!isDeepStrictEqual(way.keptIn(last), first?.way.keptIn(first.last)))
      throw new Error(`${way.name}: does not remember the same as ${first?.way.name}`);
}

/** Every act of a journey again, each from the text it started from; one time is the whole journey. */
export function again({ way, steps }: Journey): Contender {
  return {
    name: way.name,
    async run(times) {
      for (let time = 0; time < times; time++)
        for (const { text, act } of steps) {
          const after = way.step(text, act);
          if (typeof after !== 'string') await after;
        }
    },
  };
}

/** How much each saves. */
export function sizes(journeys: readonly Journey[]): string {
  const all = journeys.map(({ way, last }) => `${last.length} (${way.name})`);
  return `Characters saved at the end: ${all.join(', ')}.`;
}
