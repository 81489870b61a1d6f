import { pathToFileURL } from 'node:url';
import * as thisBuild from 'hcpn-registration';
import { type Effort, inTurns, longTurns } from './measure.js';
import type { Findings } from './report.js';
import { again, type Journey, journeyOf } from './rivals/journey.js';
import { asksNobody, type Build, wayOf } from './rivals/ours.js';
import { acts } from './rivals/script.js';

/**
 * The step of this build beside that of an earlier one, in turns. The folder is a checkout of the earlier one with its `dist`.
 * Each carries the same acts in its own format; which act asks a service may differ, so one event is one in both.
 */
export async function before(folder: string, effort: Effort): Promise<Findings> {
  const earlier: Build = await import(pathToFileURL(`${folder}/dist/index.js`).href);
  const builds = [earlier, thisBuild] as const;
  const journeys = [
    await journeyOf(wayOf('the earlier build', earlier)),
    await journeyOf(wayOf('this build', thisBuild)),
  ] as const;
  const isPlain = acts.map((_, place) =>
    journeys.every(({ steps }, which) => {
      const step = steps[place];
      return step !== undefined && asksNobody(step, builds[which]);
    }),
  );
  const plain = journeys.map((journey) => ({ ...journey, steps: journey.steps.filter((_, place) => isPlain[place]) }));
  const measured = (all: readonly Journey[]) => inTurns(all.map(again), { ...longTurns, ...effort });
  return {
    tables: [
      {
        title: 'Steps of one event, beside an earlier build',
        says: `One time over is the ${isPlain.filter(Boolean).length} acts that ask no service in either build.`,
        measured: await measured(plain),
      },
      {
        title: 'A whole registration, beside an earlier build',
        says: `One time over is all ${acts.length} acts, the calls of services settled.`,
        measured: await measured(journeys),
      },
    ],
    goals: [],
  };
}
