import fc from 'fast-check';
import { acts, starts, type Walk, walk, walks } from './strides.js';

/**
 * Takes random strides with every host until there are `STEPS` of them, from each start in turn, and says whether the
 * hosts ever differed; if so, with the shortest route to it that was found. `SEED` comes from the environment too.
 */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const wanted = Number(process.env['STEPS'] ?? 50_000);

const began = performance.now();
const seconds = () => Number(((performance.now() - began) / 1000).toFixed(1));
let steps = 0;
let differences = 0;
const unmoved = new Set(acts.map(({ type }) => type));

console.error(`SEED=${seed} STEPS=${wanted}`);
for (let round = 0; steps < wanted && differences === 0; round += 1) {
  for (const scenario of starts) {
    if (steps >= wanted || differences > 0) break;
    const property = fc.asyncProperty(walks, async (one: Walk) => {
      for (const type of await walk(scenario, one)) unmoved.delete(type);
      steps += one.strides.length;
    });
    const { failed, errorInstance } = await fc.check(property, {
      ...{ numRuns: 10, seed: seed + round },
      // Long before that the hosts agree, or the route to their difference is as short as it gets.
      interruptAfterTimeLimit: 60_000,
    });
    if (!failed) continue;
    differences += 1;
    console.error(errorInstance instanceof Error ? errorInstance.message : errorInstance);
  }
  console.error(`${steps} steps, ${seconds()} seconds`);
}

console.error(`Of all that may be said, this moved nothing: ${[...unmoved].join(', ') || 'none'}`);
const machines = new Set(starts.map(({ machine }) => machine.id)).size;
const sites = new Set(starts.map(({ input }) => input.policy.site)).size;
console.log(JSON.stringify({ hosts: { seed, steps, machines, sites, differences, seconds: seconds() } }));
process.exitCode = differences === 0 ? 0 : 1;
