import { type Contender, type Effort, inTurns, longTurns, ratioOf, type Spread } from '../measure.js';
import type { Findings, Table } from '../report.js';
import { ballerine } from './ballerine.js';
import { again, checkSame, type Journey, journeyOf, sizes } from './journey.js';
import { inMemory, live } from './live.js';
import { official } from './official.js';
import { floor, floorOfKnown, ours, portsAsked } from './ours.js';
import { reducer } from './reducer.js';
import { robot } from './robot.js';
import { acts, end } from './script.js';
import { store } from './store.js';
import { pureTransition } from './transition.js';

/** What one server step costs, in several ways to carry the same registration to the same end. */
export async function rivals(effort?: Effort): Promise<Findings> {
  const own = await journeyOf(ours);
  const others = [];
  for (const way of [official, pureTransition, reducer, robot, store, ballerine]) others.push(await journeyOf(way));
  checkSame([own, ...others]);
  const arrived = await live();
  if (arrived !== end) throw new Error(`${inMemory.name}: arrived at ${arrived}`);

  const { oneEvent, beside } = await steps(own, effort);
  const elsewhere = await measured(
    {
      title: 'One server step, in other ways',
      says: `The same acts to the same end, with the same data kept. ${sizes([own, ...others])}`,
    },
    [own, ...others],
    effort,
    [inMemory],
  );
  return {
    tables: [oneEvent, beside, elsewhere],
    figures: {
      official: ratioOf(elsewhere.measured, official.name),
      ballerine: ratioOf(elsewhere.measured, ballerine.name),
    },
  };
}

/** What one server step of ours costs beside reading and writing its text. */
export async function steps(
  own: Journey,
  effort?: Effort,
): Promise<{ readonly oneEvent: Table; readonly beside: Table }> {
  const plain = { ...own, steps: own.steps.filter((step) => portsAsked(step).length === 0) };
  const oneEvent = await measured(
    {
      title: 'A server step of one event, beside reading and writing its text',
      says: `By the step, of the ${plain.steps.length} acts of a registration that ask no service. ${sizes([own])}`,
    },
    [{ ...plain, way: floor }, { ...plain, way: floorOfKnown }, plain],
    effort,
  );
  const beside = await measured(
    {
      title: 'A server step with its calls settled, beside reading and writing its text',
      says: `By the step, of the whole registration of ${acts.length} acts, most of which ask a service whose answer is one more event.`,
    },
    [{ ...own, way: floor }, { ...own, way: floorOfKnown }, own],
    effort,
  );
  return { oneEvent, beside };
}

/** A table of journeys that have the same acts, each amount by the step. */
export async function measured(
  table: Pick<Table, 'title' | 'says'>,
  journeys: readonly Journey[],
  effort: Effort | undefined,
  others: readonly Contender[] = [],
): Promise<Table> {
  const registrations = await inTurns([...journeys.map(again), ...others], { ...longTurns, ...effort });
  const steps = journeys[0]?.steps.length ?? Number.NaN;
  return { ...table, measured: registrations.map((each) => ({ ...each, amount: shared(each.amount, steps) })) };
}

/** What one time over takes is all the steps. */
function shared({ q1, median, q3 }: Spread, steps: number): Spread {
  return { q1: q1 / steps, median: median / steps, q3: q3 / steps };
}
