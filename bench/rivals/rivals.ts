import { type Contender, type Effort, inTurns, longTurns, type Spread } from '../measure.js';
import type { Findings, Table } from '../report.js';
import { ballerine } from './ballerine.js';
import { again, checkSame, type Journey, journeyOf, sizes } from './journey.js';
import { inMemory, live } from './live.js';
import { official } from './official.js';
import { asksNobody, floor, ours } from './ours.js';
import { reducer } from './reducer.js';
import { robot } from './robot.js';
import { acts, end } from './script.js';
import { store } from './store.js';
import { pureTransition } from './transition.js';
import type { Way } from './way.js';

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
    [again(own), ...others.map(again), inMemory],
    acts.length,
    effort,
  );
  return {
    tables: [oneEvent, beside, elsewhere],
    goals: [
      {
        id: 'P1',
        says: 'a server step of one event, beside only parsing and writing its text',
        bound: 'at most',
        limit: 3,
        figure: ratioOf(oneEvent, ours),
        unit: 'x',
      },
      {
        id: 'P1',
        says: 'the same with the calls of services settled, each of which is one more event',
        bound: 'at most',
        limit: 3,
        figure: ratioOf(beside, ours),
        unit: 'x',
      },
      {
        id: 'P2',
        says: 'the same machine the way XState documents it, beside our step',
        bound: 'at least',
        limit: 1.6,
        figure: ratioOf(elsewhere, official),
        unit: 'x',
      },
      {
        id: 'P3',
        says: '@ballerine/workflow-core doing the same step, beside ours',
        bound: 'at least',
        limit: 12,
        figure: ratioOf(elsewhere, ballerine),
        unit: 'x',
      },
    ],
  };
}

/** What one server step of ours costs beside reading and writing its text. */
export async function steps(
  own: Journey,
  effort?: Effort,
): Promise<{ readonly oneEvent: Table; readonly beside: Table }> {
  const plain = { ...own, steps: own.steps.filter((step) => asksNobody(step)) };
  const oneEvent = await measured(
    {
      title: 'A server step of one event, beside reading and writing its text',
      says: `By the step, of the ${plain.steps.length} acts of a registration that ask no service. ${sizes([own])}`,
    },
    [again({ ...plain, way: floor }), again(plain)],
    plain.steps.length,
    effort,
  );
  const beside = await measured(
    {
      title: 'A server step with its calls settled, beside reading and writing its text',
      says: `By the step, of the whole registration of ${acts.length} acts, most of which ask a service whose answer is one more event.`,
    },
    [again({ ...own, way: floor }), again(own)],
    acts.length,
    effort,
  );
  return { oneEvent, beside };
}

async function measured(
  table: Pick<Table, 'title' | 'says'>,
  contenders: readonly Contender[],
  steps: number,
  effort: Effort | undefined,
): Promise<Table> {
  const registrations = await inTurns(contenders, { ...longTurns, ...effort });
  return {
    ...table,
    measured: registrations.map((each) => ({ ...each, microseconds: shared(each.microseconds, steps) })),
  };
}

/** What one time over takes is all the steps. */
function shared({ q1, median, q3 }: Spread, steps: number): Spread {
  return { q1: q1 / steps, median: median / steps, q3: q3 / steps };
}

function ratioOf({ measured }: Table, { name }: Way): number {
  return measured.find((each) => each.name === name)?.ratio.median ?? Number.NaN;
}
