import { beside, type Contender, type Effort, inOrder, type Measured, roundByRound } from '../measure.js';

/**
 * Measures contenders in turns by the clock on the wall, waiting included, for whoever waits on a disk or a server.
 * A round gives each a turn, every second round backwards, so that a disk that slows down slows all of them. The first
 * fifth of the rounds only warms up. `milliseconds` is how long a turn lasts.
 */
export async function byTheClock(
  contenders: readonly Contender[],
  { rounds = 50, milliseconds = 20 }: Effort = {},
): Promise<readonly Measured[]> {
  const warmUp = Math.ceil(rounds / 5);
  const times = await inOrder(contenders, (contender) => timesWithin(contender, milliseconds));
  const taken = await roundByRound(contenders, rounds + warmUp, (contender, place) =>
    timed(contender, times[place] ?? 1),
  );
  return beside(
    contenders,
    taken.map((own) => own.slice(warmUp)),
  );
}

/** How often a contender runs in a turn; found by doubling, which warms it up as well. */
async function timesWithin(contender: Contender, milliseconds: number): Promise<number> {
  for (let times = 1; ; times *= 2) {
    const spent = (await timed(contender, times)) * times;
    if (spent >= milliseconds * 1000) return times;
  }
}

/** Microseconds for one time over. */
async function timed({ run }: Contender, times: number): Promise<number> {
  const before = process.hrtime.bigint();
  await run(times);
  return Number(process.hrtime.bigint() - before) / 1000 / times;
}
