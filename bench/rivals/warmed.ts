// As in every part but one: the documentation advises it to a server.
import 'zod/compile';
import type { Warmed, warmed } from '../warming.js';
import { again, journeyOf } from './journey.js';
import { official } from './official.js';
import { floor, ours } from './ours.js';
import type { Way } from './way.js';

const ways: Readonly<Record<(typeof warmed)[number], Way>> = { ours, official, floor };
const { way, warmUp = 4000 }: { readonly way: keyof typeof ways; readonly warmUp?: number } = JSON.parse(
  process.argv[2] ?? '{}',
);

// What is saved comes of `floor` for its own sake: that way reads what ours writes.
const journey = { ...(await journeyOf(way === 'floor' ? ours : ways[way])), way: ways[way] };
const { name, run } = again(journey);
const times = Math.round(1000 / journey.steps.length);

const first = await timed();
for (const end = spent() + warmUp * 1000; spent() < end; ) await run(times);
const found: Warmed = { name, first, settled: await timed() };
console.log(JSON.stringify(found));

function spent(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function timed(): Promise<number> {
  const before = spent();
  await run(times);
  return (spent() - before) / times / journey.steps.length;
}
