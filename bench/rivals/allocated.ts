// As in every part but one: the documentation advises it to a server.
import 'zod/compile';
import { collect } from '../../test/support/garbage.js';
import type { Allocated } from '../allocation.js';
import { type Effort, inOrder, inTurns, roundByRound } from '../measure.js';
import { again, type Journey, journeyOf } from './journey.js';
import { official } from './official.js';
import { floor, floorOfKnown, ours, portsAsked } from './ours.js';

const effort: Effort = JSON.parse(process.argv[2] ?? '{}');

/** Steps in a turn: what they allocate fits in the young generation several times over. */
const steps = 500;

const own = await journeyOf(ours);
const isPlain = own.steps.map((step) => portsAsked(step).length === 0);
const plainOf = (journey: Journey) => ({ ...journey, steps: journey.steps.filter((_, place) => isPlain[place]) });
const ways = [{ ...own, way: floor }, { ...own, way: floorOfKnown }, own, await journeyOf(official)];
console.log(JSON.stringify(await inOrder([ways.map(plainOf), ways], allocated)));

async function allocated(journeys: readonly Journey[]): Promise<Allocated> {
  const contenders = journeys.map(again);
  const times = Math.ceil(steps / (journeys[0]?.steps.length ?? 1));
  // Compiled code allocates less; it is what counts here.
  await inTurns(contenders, { ...effort, rounds: 1, milliseconds: 1 });
  const bytes = await roundByRound(contenders, effort.rounds ?? 15, async ({ run }, place) => {
    collect();
    const before = process.memoryUsage().heapUsed;
    await run(times);
    const more = process.memoryUsage().heapUsed - before;
    if (more <= 0) throw new Error('Something was collected while it was counted.');
    return more / times / (journeys[place]?.steps.length ?? 1);
  });
  return { names: contenders.map(({ name }) => name), bytes };
}
